import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Serving } from '../../src/review/serve.ts'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/** A Chromium that looks for no host by itself. */
export const launch = (): Promise<Browser> => {
  if (executablePath === undefined) throw new Error('Chromium is missing: apt-get install chromium.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page that writes down each request to another address, and lets none of them through. */
export interface Watched {
  readonly context: BrowserContext
  readonly page: Page
  /** Addresses outside that were asked for. */
  readonly elsewhere: string[]
  /** What the browser complained of. */
  readonly complaints: string[]
}

export const watched = async (
  browser: Browser,
  serving: Pick<Serving, 'address'>,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> => {
  const context = await browser.newContext({ baseURL: serving.address, ...options })
  const elsewhere: string[] = []
  const complaints: string[] = []
  await context.route(
    (url) => url.origin !== new URL(serving.address).origin,
    (route) => {
      elsewhere.push(route.request().url())
      return route.abort()
    },
  )
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { context, page, elsewhere, complaints }
}

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mailHeaders } from '../../src/review/guard.ts'
import { mailPage } from '../../src/review/mail-html.ts'
import { MailFrame } from '../../src/review/pages/item-mail.tsx'
import { type Serving, serveReview } from '../../src/review/serve.ts'
import { launch, watched } from './chromium.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { hostileHtml, hostileMail } from './hostile.ts'

const away = 'http://elsewhere.example'
const megabytes = (html: string, size: number): string => html.repeat(Math.ceil((size * 1_048_576) / html.length))

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe('a hostile mail at the page', () => {
  let test: TestDesk
  let serving: Serving
  const open = async (html: string) => {
    test = await testDesk()
    test.put('hostile.eml', hostileMail(html))
    await test.run()
    serving = await serveReview(test.desk)
    const tab = await watched(browser, serving)
    const asked: string[] = []
    tab.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await tab.page.goto('/')
    await tab.page.locator('.entry a').click()
    await tab.page.waitForLoadState('networkidle')
    return { ...tab, asked }
  }
  afterEach(async () => {
    await serving.close()
    await test.close()
  })

  it('runs nothing, loads nothing, and leaves the page usable', async () => {
    const { page, context, elsewhere, asked } = await open(hostileHtml(away))
    const frame = page.frames().find((one) => one.url().endsWith('/mail'))
    await frame?.getByText('the last words').waitFor()
    for (const words of ['a javascript link', 'a link out', 'a link to a new window'])
      await frame?.getByText(words).click({ force: true })
    await page.waitForLoadState('networkidle')
    expect(elsewhere).toEqual([])
    expect(asked.filter((path) => path === '/ran')).toEqual([])
    expect(context.pages()).toHaveLength(1)
    expect(new URL(page.url()).pathname).toMatch(/^\/item\//)
    expect(await page.title()).toBe('hostile.example.net HX-1 – maintcal')
    expect(await page.locator('.subject').textContent()).toContain('<script>document.title="ran"</script>')
    expect(await frame?.locator('mark').allTextContents()).toContain('Reference: HX-1')
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('robin approved it.').waitFor()
    await context.close()
  })

  it('of 5 MB of nested markup is shown as far as that is of use', async () => {
    const { page, context, elsewhere } = await open(hostileHtml(away, megabytes('<div><table><tr><td><b>', 5)))
    const frame = page.frames().find((one) => one.url().endsWith('/mail'))
    await frame?.getByText('Reference: HX-1').waitFor()
    await frame?.getByText('longer than is shown here').waitFor()
    expect(elsewhere).toEqual([])
    await page.getByRole('button', { name: 'Set aside' }).click()
    await page.getByText('robin set it aside').waitFor()
    await context.close()
  })
})

/** The mail as it came, untouched, behind one layer of defence at a time. */
const bare = async (layer: 'frame' | 'headers') => {
  const asked: string[] = []
  const app = new Hono()
  app.use(async (c, next) => {
    asked.push(new URL(c.req.url).pathname)
    await next()
  })
  app.get('/', (c) =>
    c.html(
      <html lang="en">
        <head>
          <title>around</title>
        </head>
        <body>{layer === 'frame' ? <MailFrame src="/mail" /> : <iframe src="/mail" title="mail"></iframe>}</body>
      </html>,
    ),
  )
  app.get('/mail', (c) =>
    layer === 'frame' ? c.html(hostileHtml(away)) : c.body(hostileHtml(away), 200, { ...mailHeaders }),
  )
  const serving = await new Promise<Serving>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({ address: `http://127.0.0.1:${port}/`, close: async () => void server.close() }),
    )
  })
  const tab = await watched(browser, serving)
  await tab.page.goto('/')
  await tab.page.waitForLoadState('networkidle')
  const seen = {
    asked,
    elsewhere: tab.elsewhere,
    title: await tab.page.title(),
    path: new URL(tab.page.url()).pathname,
  }
  await tab.context.close()
  await serving.close()
  return seen
}

describe('each layer alone', () => {
  it('the frame lets nothing in the mail run, nor leave it', async () => {
    const { asked, title, path } = await bare('frame')
    expect(asked).toContain('/mail')
    expect(asked.filter((one) => one === '/ran')).toEqual([])
    expect([title, path]).toEqual(['around', '/'])
  })

  it('the headers let nothing in the mail run, and nothing load', async () => {
    const { asked, elsewhere, title, path } = await bare('headers')
    expect(asked).toContain('/mail')
    expect(asked.filter((one) => one !== '/mail' && one !== '/' && one !== '/favicon.ico')).toEqual([])
    expect(elsewhere).toEqual([])
    expect([title, path]).toEqual(['around', '/'])
  })

  it('the rewriting leaves no element that runs or loads, and no address that is followed', () => {
    const page = mailPage(hostileHtml(away), [])
    const body = page.slice(page.indexOf('<body>'))
    expect(body).not.toMatch(
      /<(?:script|style|link|meta|base|iframe|object|embed|form|input|button|svg|math|video|img|a|noscript)\b/i,
    )
    expect(body.replace(/ title="[^"]*"/g, '')).not.toMatch(/<[^>]*\s(?:on\w+|href|src|background|ping|srcdoc)=/i)
    expect(body.replace(/ title="[^"]*"/g, '')).not.toMatch(/<[^>]*(?:url\(|position|javascript:)/i)
    expect(body).toContain('the last words')
  })
})

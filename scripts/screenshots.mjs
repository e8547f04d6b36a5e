// Pictures of the review page on the sample mailbox, for the documentation: node scripts/screenshots.mjs [--all] [FOLDER]
// Needs `npm run build` and Chromium. Each page in light and dark, at 1440 and 360 pixels.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = resolve(process.env.MAINTCAL_DIST ?? join(root, 'dist'))
const all = process.argv.includes('--all')
const target = resolve(
  process.argv.slice(2).find((given) => !given.startsWith('--')) ?? join(root, 'docs', 'screenshots'),
)
/** The clock of the sample mailbox. */
const now = new Date('2026-12-04T18:00:00Z')
const executablePath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path))
if (executablePath === undefined) {
  console.error('No Chromium was found: apt-get install chromium, or name it in CHROMIUM.')
  process.exit(1)
}

const load = (path) => import(pathToFileURL(join(dist, 'src', path)).href)

const folder = mkdtempSync(join(tmpdir(), 'maintcal-pictures-'))
const demo = spawnSync(process.execPath, [join(dist, 'src', 'cli.js'), 'demo'], {
  cwd: folder,
  env: { PATH: process.env.PATH },
  encoding: 'utf8',
})
if (demo.status !== 0) throw new Error(demo.stderr)

const [{ openStore }, { deskFor }, { serveReview }, { readConfig }] = await Promise.all([
  load('store/open.js'),
  load('commands/serve.js'),
  load('review/serve.js'),
  load('config.js'),
])
const config = readConfig({ REVIEW_LISTEN: '127.0.0.1:0', OPS_GROUP: 'ops-maintenance@noc.example' }, folder)
const store = openStore(config.MAINTCAL_DB)
const desk = await deskFor({ now: () => now }, config, store)
const at = (clock) =>
  serveReview({ ...desk, now: () => clock, account: 'robin', listen: { host: '127.0.0.1', port: 0 } })
const serving = await at(now)
// The troubles of the sample mailbox recur two weeks earlier.
const before = await at(new Date('2026-11-20T18:00:00Z'))

const queue = await (await fetch(new URL('api/queue', serving.address))).json()
const clearest = queue.items.find(({ codes }) => codes.includes('zone-missing')) ?? queue.items[0]
const withHtml = queue.items.find(({ vendor }) => vendor === 'verizon') ?? clearest
const works = await (await fetch(new URL('api/works?q=zayo', serving.address))).json()

/** In light and dark, wide and narrow; the others are shown once. */
const four = new Set(['queue', 'item', 'calendar', 'alerts'])

const pages = {
  queue: '',
  item: `item/${clearest.name}`,
  calendar: 'calendar?week=2026-12-14',
  month: 'calendar?view=month&month=2026-12',
  work: `work/${works.works[0]?.id}`,
  alerts: 'alerts',
  mail: `item/${withHtml.name}`,
  mails: 'mails?week=2026-11-23',
}

mkdirSync(target, { recursive: true })
const browser = await chromium.launch({
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
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const [width, height] of [
      [1440, 900],
      [360, 740],
    ]) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        timezoneId: 'Europe/Amsterdam',
        hasTouch: width < 500,
        isMobile: width < 500,
      })
      const page = await context.newPage()
      for (const [name, path] of Object.entries(pages)) {
        if (!four.has(name) && !all && (colorScheme === 'dark' || width < 500)) continue
        await page.goto(new URL(path, (name === 'alerts' ? before : serving).address).href)
        if (width > 500) {
          // What sticks to the edge of the window would stand in the middle of a long picture.
          const tall = await page.evaluate(() => document.documentElement.scrollHeight)
          await page.setViewportSize({ width, height: Math.max(height, tall) })
        }
        const file = join(target, `${name}-${colorScheme}-${width}.png`)
        await page.screenshot({ path: file })
        await page.setViewportSize({ width, height })
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (wide > 0) console.error(`${name} at ${width}: ${wide} pixels too wide`)
      }
      await context.close()
    }
  }
} finally {
  await browser.close()
  await serving.close()
  await before.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
console.log(`Pictures are in ${target}.`)

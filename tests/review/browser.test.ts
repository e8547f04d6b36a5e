import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Serving, serveReview } from '../../src/review/serve.ts'
import { launch, type Watched, watched } from './chromium.ts'
import { type TestDesk, testDesk } from './desk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

let test: TestDesk
let serving: Serving
let tab: Watched
beforeEach(async () => {
  test = await testDesk()
  test.deliver('01-zayo-new.eml', '16-brightline-no-zone.eml', '33-verizon-cancel-unknown.eml')
  await test.run()
  serving = await serveReview(test.desk)
  tab = await watched(browser, serving)
})
afterEach(async () => {
  await tab.context.close()
  await serving.close()
  await test.close()
  expect(tab.elsewhere).toEqual([])
})

const ics = (): string => readFileSync(test.icsPath, 'utf8').replace(/\r\n /g, '')

describe('a flagged mail goes from the queue to the calendar', () => {
  it('by mouse', async () => {
    const { page } = tab
    await page.goto('/')
    expect(await page.title()).toBe('(2) Queue – maintcal')
    await page.getByRole('link', { name: 'BL-30417' }).click()
    await page.getByLabel('From Tue').fill('2026-12-09 23:00')
    await page.getByLabel('to Wed').fill('2026-12-10 03:00')
    await page.getByRole('button', { name: 'Show the event' }).click()
    await page.getByText('Wed 2026-12-09 – Thu 2026-12-10').waitFor()
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByText('robin approved it with other windows.').waitFor()
    await test.run()
    expect(ics()).toContain('DTSTART;VALUE=DATE:20261209')
  })

  it('by keys only', async () => {
    const { page } = tab
    await page.goto('/')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/item/*')
    await page.keyboard.press('e')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('2026-12-09 23:00')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('2026-12-10 03:00')
    await page.keyboard.press('Escape')
    await page.keyboard.press('a')
    await page.getByText('robin approved it with other windows.').waitFor()
    await test.run()
    expect(ics()).toContain('DTSTART;VALUE=DATE:20261209')
  })

  it('without any script', async () => {
    const plain = await watched(browser, serving, { javaScriptEnabled: false })
    await plain.page.goto('/')
    await plain.page.getByRole('link', { name: 'BL-30417' }).click()
    await plain.page.getByRole('button', { name: 'Approve' }).click()
    await plain.page.getByText('robin approved it.').waitFor()
    await plain.context.close()
    await test.run()
    expect(ics()).toContain('BL-30417')
  })
})

describe('keys', () => {
  it('i sets aside with a reason, u takes it back', async () => {
    const { page } = tab
    await page.goto(`/item/${await test.question('BL-30417')}`)
    await page.keyboard.press('i')
    await page.keyboard.type('spam or advertising')
    await page.keyboard.press('Enter')
    await page.getByText('robin set it aside: spam or advertising.').waitFor()
    // The words are there before the script is that listens to keys.
    await page.waitForLoadState()
    await page.keyboard.press('u')
    await page.getByText('robin took an answer back.').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('BL-30417')
  })

  it('l searches work to attach to, while one types', async () => {
    const { page } = tab
    await page.goto(`/item/${await test.question('BL-30417')}`)
    await page.keyboard.press('l')
    await page.keyboard.type('TTN-0009300417')
    await page.getByRole('link', { name: 'TTN-0009300417' }).waitFor()
    await page.getByRole('button', { name: 'Attach' }).click()
    await page.getByText('robin attached it to other work.').waitFor()
  })

  it('j and k go to the next question and back', async () => {
    const { page } = tab
    const [first, second] = [await test.question('773041700-1'), await test.question('BL-30417')]
    await page.goto(`/item/${first}`)
    await page.keyboard.press('j')
    await page.waitForURL(`**/item/${second}`)
    await page.keyboard.press('k')
    await page.waitForURL(`**/item/${first}`)
  })

  it('? shows them; typing in a field does nothing else', async () => {
    const { page } = tab
    await page.goto(`/item/${await test.question('BL-30417')}`)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('#f-summary').focus()
    await page.keyboard.type('a jail u')
    expect(await page.locator('#f-summary').inputValue()).toContain('a jail u')
    expect(await test.desk.store.review.allRulings()).toEqual([])
  })
})

describe('two people at one question', () => {
  it('the later one reads who was faster, and finds their own words in the form', async () => {
    const name = await test.question('BL-30417')
    const other = await watched(browser, serving)
    await tab.page.goto(`/item/${name}`)
    await other.page.goto(`/item/${name}`)
    await tab.page.keyboard.press('a')
    await tab.page.getByText('robin approved it.').waitFor()
    await other.page.locator('#f-summary').fill('my own words')
    await other.page.getByRole('button', { name: 'Approve' }).click()
    await other.page.getByText('robin answered this while you looked at it.').waitFor()
    expect(await other.page.locator('#f-summary').inputValue()).toBe('my own words')
    await other.context.close()
    expect((await test.desk.store.review.allRulings()).length).toBe(1)
  })
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

describe('every page', () => {
  it.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)('is usable by all, and not wider than the screen: %s, %i pixels', async (colorScheme, width) => {
    const eyes = await watched(browser, serving, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true })
    const work = (await test.desk.store.belief.since('2026-01-01'))[0]?.maintenance.id
    const [flagged, html] = [await test.question('BL-30417'), await test.question('773041700-1')]
    const paths = [
      '/',
      `/item/${flagged}`,
      `/item/${html}`,
      '/calendar?week=2026-11-17',
      '/calendar?view=month&month=2026-11',
      `/work/${work}`,
      '/alerts',
      '/mails?week=2026-11-02',
      '/decisions',
      '/digest',
      '/health',
    ]
    const found: string[] = []
    for (const path of paths) {
      await eyes.page.goto(path)
      const over = await eyes.page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      if (Number(over) > 0) found.push(`${path}: ${over} pixels too wide`)
      await eyes.page.addScriptTag({ content: axe })
      const run = `axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then((r) => r.violations)`
      const violations = (await eyes.page.evaluate(run)) as readonly Finding[]
      for (const { id, impact, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical')
          found.push(`${path}: ${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`)
      }
    }
    await eyes.context.close()
    expect(found).toEqual([])
    expect(eyes.elsewhere).toEqual([])
  })

  it('runs without a complaint from the browser', async () => {
    const name = await test.question('773041700-1')
    for (const path of ['/', `/item/${name}`, '/calendar', '/alerts', '/mails', '/decisions', '/digest', '/health'])
      await tab.page.goto(path)
    expect(tab.complaints).toEqual([])
  })
})

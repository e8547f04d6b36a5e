import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Alert } from '../../src/alerts/alert.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { markerOf } from '../../src/alerts/task.ts'
import { incomingMail } from '../support/belief.ts'
import { form, hidden, proofOf, request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await testDesk({ tracker: 'https://phabricator.example.org' })
})
afterEach(() => test.close())

const page = async (path: string): Promise<string> => (await request(test.desk, path)).text()
const send = (path: string, fields: Readonly<Record<string, string>>) =>
  request(test.desk, path, form({ proof: proofOf(test.desk), ...fields }))

describe('the mail log', () => {
  it('shows each mail of the week with what became of it, done threads with news on top', async () => {
    test.deliver('05-equinix-new.eml', '34-equinix-reminder.eml', '37-equinix-cancelled.eml', '31-out-of-office.eml')
    await test.run()
    const html = await page('/mails?week=2026-W48')
    const news = html.slice(html.indexOf('Done threads with news'), html.indexOf('All mails'))
    expect(news).toContain('CANCELLED - Scheduled')
    expect(news).not.toContain('REMINDER')
    const all = html.slice(html.indexOf('All mails'))
    for (const words of ['REMINDER', 'CANCELLED - Scheduled', 'no action needed']) expect(all).toContain(words)
    expect(all).not.toContain('Automatic reply')
    expect(await page('/mails?week=2026-11-19')).toContain('Automatic reply')
  })

  it('offers no post for marking that still waits in the queue', async () => {
    test.deliver('16-brightline-no-zone.eml', '13-cogent-new.eml')
    await test.run()
    const waiting = await page('/mails?week=2026-W46&only=review')
    expect(waiting).toContain('Planned maintenance BL-30417')
    expect(await page('/mails?week=2026-W46&only=markable')).not.toContain('Planned maintenance BL-30417')
  })
})

describe('the page of a work', () => {
  it('tells each mail, what it changed and why, what people said, and how the calendar stands', async () => {
    test.deliver('01-zayo-new.eml', '17-zayo-reschedule.eml')
    await test.run()
    const [{ maintenance } = { maintenance: null }] = await test.desk.store.belief.since('2026-11-01')
    const html = await page(`/work/${maintenance?.id}`)
    expect(html).toContain('created')
    expect(html).toContain('rescheduled')
    expect(html).toMatch(/<del>2026-11-17[^<]*<\/del>/)
    expect(html).toContain('Stands in the calendar as written.')
    const { store, calendar } = test.desk
    const [memory] = await store.calendar.events(calendar, [maintenance?.id ?? ''])
    if (memory === undefined) throw new Error('no event was written')
    await store.calendar.save(calendar, { ...memory, owned: ['summary'] }, '2026-12-04T18:00:00Z')
    expect(await page(`/work/${maintenance?.id}`)).toContain('a person changed summary')
    await store.calendar.save(calendar, { ...memory, state: 'vetoed' }, '2026-12-04T18:00:00Z')
    expect(await page(`/work/${maintenance?.id}`)).toContain('A person deleted it')
  })

  it('is reached from the timeline and the month', async () => {
    test.deliver('01-zayo-new.eml')
    await test.run()
    const [{ maintenance } = { maintenance: null }] = await test.desk.store.belief.since('2026-11-01')
    for (const path of [
      '/calendar?week=2026-W47',
      '/calendar?week=2026-11-17&by=site',
      '/calendar?view=month&month=2026-11',
    ])
      expect(await page(path)).toContain(`/work/${maintenance?.id}`)
    expect(await page('/calendar?week=2026-W49')).not.toContain('/work/')
    expect((await request(test.desk, '/work/none')).status).toBe(404)
  })
})

describe('alerts', () => {
  const alertOf = (unit: string): Alert => ({
    kind: 'cron',
    unit,
    host: 'web1.example.org',
    event: 'failed',
    evidence: [`${unit} broke`],
    example: `<b>${unit}</b> broke`,
  })
  const name = (unit: string) => markerOf(signatureOf(alertOf(unit)))

  beforeEach(async () => {
    const { store } = test.desk
    const mails = Array.from({ length: 8 }, (_, n) => incomingMail(n))
    await store.mails.keep('root', mails, null, '2026-12-01T00:00:00Z')
    for (const [n, { id }] of (await store.mails.pending('root', 0, 10)).entries()) {
      const alert = alertOf(n < 6 ? 'backup' : 'certbot')
      await store.alerts.record(id, [{ alert, signature: signatureOf(alert) }], `2026-12-0${1 + (n % 4)}T0${n}:00:00Z`)
    }
    await store.alerts.saveTask({
      group: signatureOf(alertOf('backup')),
      task: { id: 77, key: 'PHID-TASK-77' },
      figuresAt: null,
      silenceTold: null,
    })
  })

  it('are shown in groups with their trend, hosts, example and task', async () => {
    const html = await page('/alerts')
    expect(html).toContain('1 recurring trouble')
    expect(html).toContain('aria-label="Mails in the last five weeks: 0, 0, 0, 0, 6"')
    expect(html).toContain('href="https://phabricator.example.org/T77"')
    expect(html).toContain('&lt;b&gt;backup&lt;/b&gt; broke')
    expect(html).toContain('web1')
  })

  it('are merged and split again, each time signed in the record', async () => {
    expect((await send('/alerts/merge', { group: name('certbot'), into: name('backup') })).status).toBe(303)
    const merged = await page('/alerts')
    expect(merged).toContain('8 mails')
    expect(merged).toContain('Split off cron certbot')
    await send('/alerts/split', { group: signatureOf(alertOf('certbot')) })
    expect(await page('/alerts')).toContain('6 mails')
    const record = await page('/decisions')
    expect(record).toContain('merged “cron: certbot” into “cron: backup”')
    expect(record).toContain('split off “cron: certbot”')
  })

  it('are muted until a day to come, and unmuted', async () => {
    await send('/alerts/mute', { group: name('backup'), until: '2026-12-24' })
    expect(await page('/alerts')).toContain('muted until 2026-12-24')
    await send('/alerts/mute', { group: name('backup'), until: 'off' })
    expect(await page('/alerts')).not.toContain('muted until')
  })

  it.each([
    ['into itself', '/alerts/merge', { group: name('backup'), into: name('backup') }],
    ['into nothing', '/alerts/merge', { group: name('backup'), into: 'gone' }],
    ['what was not merged', '/alerts/split', { group: 'v1|x|y|z' }],
    ['until yesterday', '/alerts/mute', { group: name('backup'), until: '2026-12-03' }],
    ['until no day', '/alerts/mute', { group: name('backup'), until: 'soon' }],
  ])('refuse %s', async (_, path, fields) => {
    expect((await send(path, fields)).status).toBe(422)
    expect(await test.desk.store.review.allRulings()).toEqual([])
  })
})

describe('the digest', () => {
  it('is shown in a frame that can do nothing', async () => {
    expect(await page('/digest?week=2026-W49')).toMatch(
      /<iframe class="digest" sandbox="" src="\/digest\/mail\?week=2026-W49"/,
    )
    const mail = await request(test.desk, '/digest/mail?week=2026-W49')
    expect(mail.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('links to questions by the way that leads there', async () => {
    expect((await request(test.desk, '/review/0123456789')).headers.get('location')).toBe('/item/0123456789')
  })
})

describe('health', () => {
  it('tells how the last run went, and looks for damage when asked', async () => {
    test.deliver('01-zayo-new.eml')
    await test.run()
    await test.desk.store.runs.record({
      startedAt: '2026-12-04T17:00:00Z',
      endedAt: '2026-12-04T17:00:01Z',
      ok: false,
      counts: {},
      failures: ['The calendar did not answer.'],
    })
    const html = await page('/health?check=1')
    expect(html).toContain('The last run had failures')
    expect(html).toContain('The calendar did not answer.')
    expect(html).toContain('No damage was found.')
    expect(hidden(html, 'nothing')).toBe('')
  })
})

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plan } from '../../src/calendar/converge.ts'
import { icsTarget } from '../../src/calendar/ics.ts'
import type { DesiredEvent } from '../../src/calendar/target.ts'
import { at, believe, eventsOf, tell } from '../maintenance/telling.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maintcal-ics-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const path = () => join(folder, 'sub', 'maintenance.ics')
const read = () => readFile(path(), 'utf8')

const write = async (events: readonly DesiredEvent[]): Promise<string> => {
  const target = icsTarget(path())
  for (const event of events) await target.insert(event)
  await target.flush()
  return read()
}

const hard = () =>
  eventsOf(
    believe([
      tell(1, {
        summary:
          'Ünïcödé – “splice”; with, commas & <b>tags</b> \\ and 漢字 so long that the line has to be folded somewhere',
        windows: [
          at('2026-01-16 05:00/11:00'),
          at('2026-01-21 22:00/2026-01-22 03:00'),
          at('2026-01-28 05:00/', { backup: true }),
        ],
      }),
    ]),
  )

describe('The calendar file', () => {
  it('is RFC 5545: CRLF, lines of at most 75 octets, all-day and free', async () => {
    const content = await write(hard())
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const events = new ICAL.Component(ICAL.parse(content)).getAllSubcomponents('vevent')
    expect(events).toHaveLength(3)
    expect(content).toContain('DTSTART;VALUE=DATE:20260121\r\nDTEND;VALUE=DATE:20260123\r\n')
    expect(content.match(/TRANSP:TRANSPARENT/g)).toHaveLength(3)
    expect(content.match(/^DTSTAMP:20260101T080000Z\r$/gm)).toHaveLength(3)
    expect(content).not.toContain('VALARM')
  })

  it('shows text, not HTML', async () => {
    const event = new ICAL.Component(ICAL.parse(await write(hard()))).getFirstSubcomponent('vevent')
    expect(event?.getFirstPropertyValue('description')).toContain('“splice”; with, commas & <b>tags</b> \\ and 漢字')
    expect(event?.getFirstPropertyValue('url')).toMatch(/^https:\/\/groups\.google\.com\//)
    expect(event?.getFirstProperty('categories')?.getValues()).toEqual(['MAINTENANCE', 'CONFIRMED'])
  })

  it('says CANCELLED of cancelled work', async () => {
    const m = believe([tell(1), tell(2, { kind: 'cancellation', status: 'CANCELLED' })])
    expect(await write(eventsOf(m))).toContain('\r\nSTATUS:CANCELLED\r\n')
  })

  it('has the same bytes whatever order the events came in', async () => {
    const first = await write(hard())
    await rm(path())
    expect(await write([...hard()].reverse())).toBe(first)
  })

  it('gives back what was written: nothing is left to do', async () => {
    await write(hard())
    const { events, nextSyncToken, full } = await icsTarget(path()).changes(null)
    expect([nextSyncToken, full]).toEqual([null, true])
    const present = new Map(events.map((e) => [e.id, e]))
    for (const { maintenance, id } of hard()) expect(present.get(id)?.maintenance).toBe(maintenance)
    const written = hard().map((e) => ({
      id: e.id,
      maintenance: e.maintenance,
      written: e,
      etag: null,
      generation: 0,
      owned: [],
      state: 'standing' as const,
    }))
    const steps = plan({ desired: hard(), written, present, complete: true })
    expect(steps.map((s) => s.do)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('is left untouched when nothing changed, and no draft stays behind', async () => {
    const content = await write(hard())
    const { ino } = await stat(path())
    const target = icsTarget(path())
    for (const event of hard()) await target.update(event, null)
    await target.flush()
    expect([await read(), (await stat(path())).ino]).toEqual([content, ino])
    expect(await readdir(join(folder, 'sub'))).toEqual(['maintenance.ics'])
  })

  it('of another kind is refused and left as it is', async () => {
    await write([])
    await writeFile(path(), 'not a calendar\n')
    await expect(icsTarget(path()).changes(null)).rejects.toThrow(/no iCalendar file.*left as it is/)
    expect(await read()).toBe('not a calendar\n')
  })

  it('with several calendars in it is refused and left as it is', async () => {
    const two = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'.repeat(2)
    await write([])
    await writeFile(path(), two)
    await expect(icsTarget(path()).changes(null)).rejects.toThrow(/several calendars.*left as it is/)
    expect(await read()).toBe(two)
  })
})

const foreign = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//someone//else//EN',
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT',
  'UID:party@example.org',
  'DTSTAMP:20260101T000000Z',
  'DTSTART;TZID=Europe/Berlin:20260116T180000',
  'DTEND;TZID=Europe/Berlin:20260116T230000',
  'SUMMARY:Party',
  'ATTENDEE:mailto:ada@example.org',
  'RRULE:FREQ=YEARLY',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:party@example.org',
  'RECURRENCE-ID:20270116T170000Z',
  'DTSTAMP:20260101T000000Z',
  'DTSTART:20270117T170000Z',
  'SUMMARY:Party\\, later',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

describe('What people put into the file', () => {
  it('stays, whole', async () => {
    await write([])
    await writeFile(path(), foreign)
    const content = await write(hard())
    for (const line of foreign.split('\r\n').slice(3, -2)) expect(content).toContain(`${line}\r\n`)
    expect(await write(hard())).toBe(content)
  })

  it('keeps its hours, guests and id when it is adopted', async () => {
    await write([])
    await writeFile(path(), foreign)
    const target = icsTarget(path())
    const party = await target.get('party@example.org')
    const [event] = hard()
    if (party === null || event === undefined) throw new Error('no event')
    expect([party.maintenance, party.start, party.end]).toEqual([null, '2026-01-16', '2026-01-17'])
    await target.update({ ...event, id: party.id, start: party.start, end: party.end }, party.etag)
    await target.flush()
    const content = await read()
    expect(content).toContain('UID:party@example.org\r\n')
    expect(content).toContain('DTSTART;TZID=Europe/Berlin:20260116T180000\r\n')
    expect(content).toContain('ATTENDEE:mailto:ada@example.org\r\n')
    expect((await icsTarget(path()).get(party.id))?.maintenance).toBe(event.maintenance)
    await target.update({ ...event, id: party.id, start: '2026-02-01', end: '2026-02-02' }, null)
    await target.flush()
    expect((await icsTarget(path()).get(party.id))?.start).toBe('2026-02-01')
  })
})

describe('Writing to it', () => {
  it('answers like any calendar: exists, changed, gone', async () => {
    await write(hard())
    const target = icsTarget(path())
    const [event] = hard()
    if (event === undefined) throw new Error('no event')
    expect(await target.insert(event)).toMatchObject({ ok: false, reason: 'exists', present: { id: event.id } })
    expect(await target.update(event, 'another')).toMatchObject({ ok: false, reason: 'changed' })
    const etag = (await target.get(event.id))?.etag ?? null
    expect(await target.update({ ...event, summary: 'New' }, etag)).toMatchObject({
      ok: true,
      event: { summary: 'New' },
    })
    expect(await target.remove(event.id, null)).toMatchObject({ ok: true })
    expect(await target.remove(event.id, null)).toMatchObject({ ok: false, reason: 'gone' })
    expect(await target.get(event.id)).toBeNull()
    await target.flush()
    expect(await read()).not.toContain(event.id)
  })
})

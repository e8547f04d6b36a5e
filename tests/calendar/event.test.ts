import { describe, expect, it } from 'vitest'
import { daysOf } from '../../src/calendar/days.ts'
import { marker, windowLines } from '../../src/calendar/describe.ts'
import { desiredEvents } from '../../src/calendar/event.ts'
import { readInventory } from '../../src/maintenance/circuits.ts'
import type { Maintenance } from '../../src/maintenance/maintenance.ts'
import type { Impact, Window } from '../../src/reading/notice.ts'
import { at, believe, eventsOf, laterNight, night, type Say, tell } from '../maintenance/telling.ts'

const work = (say: Say = {}): Maintenance => believe([tell(1, say)])
const days = (windows: readonly Window[]) => eventsOf(work({ windows })).map((e) => [e.start, e.end])

describe('The UTC days that a window touches', () => {
  it.each([
    ['2026-01-16 05:00/11:00', '2026-01-16', '2026-01-17'],
    ['2026-01-16 22:00/2026-01-17 04:00', '2026-01-16', '2026-01-18'],
    ['2026-01-16 22:00/2026-01-17 00:00', '2026-01-16', '2026-01-17'],
    ['2026-01-16 00:00/2026-01-16 00:00', '2026-01-16', '2026-01-17'],
    ['2026-01-16 23:59/', '2026-01-16', '2026-01-17'],
    ['2026-01-16', '2026-01-16', '2026-01-17'],
    ['2026-01-16/2026-01-18', '2026-01-16', '2026-01-19'],
    ['2026-12-31 22:00/2027-01-01 02:00', '2026-12-31', '2027-01-02'],
    ['2028-02-28 22:00/2028-02-29 02:00', '2028-02-28', '2028-03-01'],
  ])('of %s are %s until before %s', (text, start, end) => expect(daysOf(at(text))).toEqual({ start, end }))
})

describe('Windows on touching days', () => {
  it('share an event', () => {
    expect(days([at('2026-01-16 05:00/11:00'), at('2026-01-17 05:00/11:00')])).toEqual([['2026-01-16', '2026-01-18']])
    expect(days([at('2026-01-16 01:00/03:00'), at('2026-01-16 22:00/23:00')])).toEqual([['2026-01-16', '2026-01-17']])
  })

  it('do not, with a day between', () => {
    expect(days([at('2026-01-16 05:00/11:00'), at('2026-01-18 05:00/11:00')])).toEqual([
      ['2026-01-16', '2026-01-17'],
      ['2026-01-18', '2026-01-19'],
    ])
  })

  it('stay apart when one is a backup date, which the title says', () => {
    const events = eventsOf(work({ windows: [night, at('2026-01-17 05:00/11:00', { backup: true })] }))
    expect(events.map((e) => [e.start, e.summary.includes('(backup date)')])).toEqual([
      ['2026-01-16', false],
      ['2026-01-17', true],
    ])
  })
})

describe('The title', () => {
  it('tells vendor, id, what, where and how many circuits', () => {
    expect(eventsOf(work())[0]?.summary).toBe('ZAYO TTN-0001: Replacing a splice, Exampleville (1 circuit)')
  })

  it('falls back to the subject, and leaves out what is unknown', () => {
    const m = work({ maintenanceId: null, summary: null, location: null, circuits: [] })
    expect(eventsOf(m)[0]?.summary).toBe('ZAYO: TTN-0001 planned maintenance in Exampleville')
  })

  it.each([
    [
      'a full stop at the end',
      { summary: 'A splice is replaced.' },
      'ZAYO TTN-0001: A splice is replaced, Exampleville (1 circuit)',
    ],
    [
      'an ellipsis, which stays',
      { summary: 'A splice is replaced...' },
      'ZAYO TTN-0001: A splice is replaced…, Exampleville (1 circuit)',
    ],
    [
      'sender and id, which stand in front already',
      { summary: 'Zayo Networks (AS6461) Scheduled Maintenance Notification [TTN-0001]', location: null },
      'ZAYO TTN-0001: Scheduled Maintenance Notification (1 circuit)',
    ],
    [
      'the sender before what is done, which begins a sentence then',
      { summary: 'Zayo linecard maintenance in Exampleville' },
      'ZAYO TTN-0001: Linecard maintenance in Exampleville (1 circuit)',
    ],
    [
      'nothing of a sentence about the sender',
      { summary: 'Zayo renews the software.', location: null },
      'ZAYO TTN-0001: Zayo renews the software (1 circuit)',
    ],
    [
      'a day, which would be wrong after a move',
      { summary: 'Zayo Planned Maintenance: TTN-0001 on 01/16/2026 12:00 AM EST', location: null },
      'ZAYO TTN-0001: Planned Maintenance (1 circuit)',
    ],
    [
      'nothing but the id',
      { summary: 'TTN-0001', location: null },
      'ZAYO TTN-0001: planned maintenance in Exampleville (1 circuit)',
    ],
    [
      'an id within another word',
      { summary: 'XTTN-0001 is moved', location: null },
      'ZAYO TTN-0001: XTTN-0001 is moved (1 circuit)',
    ],
  ])('leaves out %s', (_, say, title) => {
    expect(eventsOf(work(say))[0]?.summary).toBe(title)
  })

  it('stays within 250 characters and cuts the words only', () => {
    const m = work({
      summary: `😀${'long words '.repeat(80)}`,
      location: 'L'.repeat(300),
      windows: [{ ...night, backup: true }],
    })
    const title = eventsOf(m)[0]?.summary ?? ''
    expect(title.length).toBeLessThanOrEqual(250)
    expect(title.startsWith('ZAYO TTN-0001: 😀long')).toBe(true)
    expect(title.endsWith('(backup date) (1 circuit)')).toBe(true)
  })

  it('is one line, whatever controls a mail holds', () => {
    const m = work({ summary: 'a\r\nb\u202Ec\u0000d\u2028e' })
    expect(eventsOf(m)[0]?.summary).toContain('a b c d e')
  })
})

describe('The description', () => {
  const text = (m: Maintenance) => eventsOf(m)[0]?.description ?? ''

  it('tells windows in UTC first, then on the vendor’s clock, with weekdays', () => {
    expect(windowLines(night, 'America/New_York')).toEqual([
      'Fri 2026-01-16 05:00 – 11:00 UTC',
      '   = Fri 2026-01-16 00:00 – 06:00 America/New_York',
    ])
    expect(windowLines(at('2026-01-16 22:00/2026-01-17 04:00'), 'UTC+08:00')).toEqual([
      'Fri 2026-01-16 22:00 – Sat 2026-01-17 04:00 UTC',
      '   = Sat 2026-01-17 06:00 – 12:00 UTC+08:00',
    ])
  })

  it.each([null, 'UTC', 'Etc/UTC', 'UTC+00:00', 'No/Such_Zone'])('tells UTC alone where the zone is %s', (zone) => {
    expect(windowLines(night, zone)).toEqual(['Fri 2026-01-16 05:00 – 11:00 UTC'])
  })

  it('says what is unknown of a window', () => {
    expect(windowLines(at('2026-01-16 05:00/'), null)).toEqual(['Fri 2026-01-16 05:00, end unknown UTC'])
    expect(windowLines(at('2026-01-16'), null)).toEqual(['Fri 2026-01-16, hours unknown'])
  })

  it('escapes whatever a mail says', () => {
    const bad = '<script>alert("x")</script> & <a href=\'https://bad.example\'>here</a>'
    const all = text(
      work({
        summary: bad,
        location: bad,
        maintenanceId: bad,
        circuits: [{ id: bad, impact: null }],
        doubts: [{ code: 'zone-season', blocking: false, detail: bad }],
        mail: { permalink: 'https://groups.example.org/"><b>x</b>', subject: bad },
      }),
    )
    expect(all).not.toMatch(/[<>"']/)
    expect(all).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;')
  })

  it('lets no mail pass for a person', () => {
    const all = text(work({ summary: `so ${marker} hello`, location: 'below this line is yours' }))
    expect(all.split('below this line is yours')).toHaveLength(2)
  })

  it('lets no mail pass for a person by words that become the line’s when the line’s are taken out', () => {
    const all = text(
      work({ summary: 'below this line is yours is yours', location: 'below below this line is yours is yours' }),
    )
    expect(all.split('below this line is yours')).toHaveLength(2)
  })

  it('ends with the line below which people write, within 7,000 characters', () => {
    const circuits = Array.from({ length: 900 }, (_, n) => ({ id: `<OGYX>/${n}//ZYO`, impact: 'OUTAGE' as const }))
    const all = text(work({ circuits, summary: '<&'.repeat(4000), location: '&'.repeat(3000) }))
    expect(all.length).toBeLessThanOrEqual(7000)
    expect(all.endsWith(`\n\n${marker}`)).toBe(true)
    expect(all.replaceAll(/&(?:lt|gt|amp|quot|#39);/g, '')).not.toContain('&')
  })

  it('tells site and redundancy group of circuits that the inventory knows', () => {
    const inventory = readInventory(
      'circuit,vendor,site,provider,group\nogyx 000001 zyo,zayo,xx1,Zayo,xx1-transit\n',
      'c.csv',
    )
    const [event] = desiredEvents(work(), { vendorTitle: (v) => v, inventory })
    expect(event?.description).toContain('- OGYX/000001//ZYO: outage, site xx1, group xx1-transit')
  })

  it('keeps reminders out of its history, so that they change nothing', () => {
    const m = believe([tell(1), tell(2, { kind: 'reminder' })])
    expect(eventsOf(m)).toEqual(eventsOf(work()))
  })
})

describe('The colour', () => {
  it.each([
    ['OUTAGE', '11'],
    ['DEGRADED', '6'],
    ['REDUCED-REDUNDANCY', '5'],
    ['NO-IMPACT', '2'],
    [null, '7'],
  ] as readonly [Impact | null, string][])('of %s is %s', (impact, colour) => {
    expect(eventsOf(work({ impact, circuits: [] }))[0]?.colorId).toBe(colour)
  })
})

describe('An event’s id', () => {
  it('has the letters that Google allows, and is the same in every run', () => {
    const id = eventsOf(work())[0]?.id
    expect(id).toMatch(/^mc[0-9a-v]{52}$/)
    expect(eventsOf(work())[0]?.id).toBe(id)
  })

  it('survives a reschedule from two nights together to two apart', () => {
    const [whole] = eventsOf(work({ windows: [night, at('2026-01-17 05:00/11:00')] }))
    const apart = believe([
      tell(1, { windows: [night, at('2026-01-17 05:00/11:00')] }),
      tell(2, { kind: 'reschedule', windows: [night, laterNight] }),
    ])
    expect(eventsOf(apart)[0]?.id).toBe(whole?.id)
    expect(eventsOf(apart)).toHaveLength(2)
  })
})

describe('No event', () => {
  it.each([
    ['2026-01-17', 0],
    ['2026-01-16', 1],
  ])('is wanted for work that ended before %s: %i', (notBefore, count) => {
    expect(desiredEvents(work(), { vendorTitle: (v) => v, notBefore })).toHaveLength(count)
  })

  it('is wanted for cancelled work, if so configured', () => {
    const m = believe([tell(1), tell(2, { kind: 'cancellation', status: 'CANCELLED' })])
    expect(desiredEvents(m, { vendorTitle: (v) => v, cancelled: 'delete' })).toEqual([])
    expect(desiredEvents(m, { vendorTitle: (v) => v, cancelled: 'mark' })).toHaveLength(1)
  })

  it('is wanted where no window is known', () => expect(eventsOf(work({ windows: [] }))).toEqual([]))
})

import { describe, expect, it } from 'vitest'
import { type DateContext, readInstants, readSpans } from '../../src/reading/dates.ts'

const context = (more: Partial<DateContext> = {}): DateContext => ({
  zone: null,
  order: null,
  sent: '2026-05-01T10:00:00Z',
  ...more,
})
const codes = (things: readonly { code: string; blocking: boolean }[]): string[] =>
  things.map((d) => `${d.code}${d.blocking ? '!' : ''}`)
const instants = (text: string, more: Partial<DateContext> = {}): string[] =>
  readInstants(text, context(more)).map((i) => i.utc)
const only = (text: string, more: Partial<DateContext> = {}) => {
  const found = readInstants(text, context(more))
  expect(found, text).toHaveLength(1)
  const [instant] = found
  if (!instant) throw new Error(text)
  return { ...instant, codes: codes(instant.doubts), words: text.slice(instant.start, instant.end) }
}
const spans = (text: string, more: Partial<DateContext> = {}): [string, string | null][] =>
  readSpans(text, context(more)).map((s) => [s.start.utc, s.end?.utc ?? null])

describe('every way to write a date with a time and a zone is read', () => {
  it.each([
    ['2026-01-06T05:01:00Z', '2026-01-06T05:01:00Z'],
    ['2026-01-06T05:01:00.000Z', '2026-01-06T05:01:00Z'],
    ['2026-01-06T05:01:00+02:00', '2026-01-06T03:01:00Z'],
    ['2026-01-06T05:01-05:00', '2026-01-06T10:01:00Z'],
    ['2026-01-06 05:01 UTC', '2026-01-06T05:01:00Z'],
    ['2026-01-06 05:01:30 UTC', '2026-01-06T05:01:30Z'],
    ['2023-12-05 20:55:00 +0000 UTC', '2023-12-05T20:55:00Z'],
    ['2024-01-31 18:00:00+00:00 UTC', '2024-01-31T18:00:00Z'],
    ['2024-01-31 18:00:00-0500', '2024-01-31T23:00:00Z'],
    ['25-Sep-2020 00:01 UTC', '2020-09-25T00:01:00Z'],
    ['06-JAN-22 22:00 GMT', '2022-01-06T22:00:00Z'],
    ['26 September 2023 09:00 UTC', '2023-09-26T09:00:00Z'],
    ['September 26, 2023 9:00 PM UTC', '2023-09-26T21:00:00Z'],
    ['Sept. 26th 2023 10pm UTC', '2023-09-26T22:00:00Z'],
    ['2018-Nov-25 22:00 UTC', '2018-11-25T22:00:00Z'],
    ['Thursday 12/May/2022 at 22:00 (UTC)', '2022-05-12T22:00:00Z'],
    ['Friday, April 26, 2024 03:00 (UTC+0200)', '2024-04-26T01:00:00Z'],
    ['Thu, 20 May 2021 08:00:00 GMT', '2021-05-20T08:00:00Z'],
    ['Mon, 05 Jan 2026 22:00:00 +0000', '2026-01-05T22:00:00Z'],
    ['2021/10/24 10:00 UTC', '2021-10-24T10:00:00Z'],
    ['24.05.2014 04:00 CEST', '2014-05-24T02:00:00Z'],
    ['24.05.14 04:00 CEST', '2014-05-24T02:00:00Z'],
    ['20230925 2200 UTC', '2023-09-25T22:00:00Z'],
    ['9-Mar-2023 at 02:00 hrs (GMT+8)', '2023-03-08T18:00:00Z'],
    ['2021-10-12 03:00 GMT (Greenwich Mean Time)', '2021-10-12T03:00:00Z'],
    ['01-Jun-2021 15:59:00(UTC)', '2021-06-01T15:59:00Z'],
    ['25-Sep-2020 00:01 ( Pacific )', '2020-09-25T07:01:00Z'],
    ['5 December 2026 - 22:00 UTC', '2026-12-05T22:00:00Z'],
    ['5 December 2026 (Saturday) 22:00 UTC', '2026-12-05T22:00:00Z'],
    ['20210812T220000Z', '2021-08-12T22:00:00Z'],
    ['Tue May 4 22:00:00 UTC 2021', '2021-05-04T22:00:00Z'],
    ['Tue May 4 22:00:00 2021 UTC', '2021-05-04T22:00:00Z'],
    ['2021年10月24日 10:00 JST', '2021-10-24T01:00:00Z'],
  ])('%s', (text, utc) => {
    const found = only(text)
    expect(found).toMatchObject({ utc, dateOnly: false, zoneWritten: true, codes: [] })
    expect(found.words).toBe(text)
  })
})

describe('a sentence of many tongues tells day and hours', () => {
  const window = [['2026-12-05T05:00:00Z', '2026-12-05T09:00:00Z']]
  it.each([
    'El sábado 5 de diciembre de 2026, entre las 05:00 y las 09:00 UTC, realizaremos',
    'no dia 5 de dezembro de 2026, entre as 05:00 e as 09:00 UTC, iremos',
    'Op zaterdag 5 december 2026 voeren wij tussen 05:00 en 09:00 uur UTC onderhoud uit',
    'il 5 dicembre 2026 dalle ore 05:00 alle ore 09:00 UTC',
  ])('%s', (text) => {
    expect(spans(text)).toEqual(window)
  })

  const night = [['2026-05-26T23:00:00Z', '2026-05-27T05:00:00Z']]
  it.each([
    'in der Nacht vom 26.05.2026 auf den 27.05.2026 arbeiten wir zwischen 23:00 Uhr und 05:00 Uhr UTC',
    'In the night from 26 May 2026 to 27 May 2026 we work between 23:00 and 05:00 UTC',
  ])('%s', (text) => {
    expect(spans(text)).toEqual(night)
  })

  it('of more than one night it is asked whether it is one long window', () => {
    const [span] = readSpans('From 26 May 2026 to 29 May 2026 we work between 23:00 and 05:00 UTC', context())
    expect(codes(span?.doubts ?? [])).toContain('window-too-long!')
  })
})

describe('a time may stand before its date', () => {
  it.each([
    ['00:00 CEST 11-JUN-2022', '2022-06-10T22:00:00Z'],
    ['22:00 UTC on 5 December 2026', '2026-12-05T22:00:00Z'],
    ['10:00pm CT 11/13/2022 (Day 3 of 3)', '2022-11-14T04:00:00Z'],
    ['22:00 13/12/2020 GMT', '2020-12-13T22:00:00Z'],
    ['22:00 CEST (20:00 UTC) 5 May 2026', '2026-05-05T20:00:00Z'],
  ])('%s', (text, utc) => {
    expect(only(text)).toMatchObject({ utc, codes: [] })
  })
  it('but of a column of dates each above its time, none loses its own', () => {
    expect(instants('2026-05-05\n10:00 UTC\n2026-05-06\n11:00 UTC')).toEqual([
      '2026-05-05T10:00:00Z',
      '2026-05-06T11:00:00Z',
    ])
  })
})

describe('every way to write a clock time is read', () => {
  it.each([
    ['19h00', '19:00'],
    ['22:00 hrs', '22:00'],
    ['22:00 hours', '22:00'],
    ['2200 hrs', '22:00'],
    ['2200', '22:00'],
    ['0001', '00:01'],
    ['22:00 Uhr', '22:00'],
    ['22 Uhr', '22:00'],
    ['10pm', '22:00'],
    ['10 pm', '22:00'],
    ['10.30 pm', '22:30'],
    ['10:30 p.m.', '22:30'],
    ['12:00 AM', '00:00'],
    ['12:00 PM', '12:00'],
    ['12:30 am', '00:30'],
    ['12 noon', '12:00'],
    ['noon', '12:00'],
    ['12 midnight', '00:00'],
    ['12:00 midnight', '00:00'],
    ['2:00:00 am', '02:00'],
    ['22.00', '22:00'],
  ])('5 December 2026 %s UTC', (clock, expected) => {
    expect(only(`5 December 2026 ${clock} UTC`).utc).toBe(`2026-12-05T${expected}:00Z`)
  })
  it('24:00 is the midnight after', () => {
    expect(only('31 December 2026 24:00 UTC').utc).toBe('2027-01-01T00:00:00Z')
  })
})

describe('months and weekdays are read in seven languages', () => {
  it.each([
    ['25. Mai 2026 um 22:00 Uhr MESZ', '2026-05-25T20:00:00Z'],
    ['Montag, 25. März 2024, 22:00 Uhr MEZ', '2024-03-25T21:00:00Z'],
    ['mardi 26 mai 2026 à 22h00 UTC', '2026-05-26T22:00:00Z'],
    ['26 août 2026 à 22h UTC', '2026-08-26T22:00:00Z'],
    ['martes 26 de mayo de 2026 a las 22:00 UTC', '2026-05-26T22:00:00Z'],
    ['terça-feira, 26 de maio de 2026 às 22h00 UTC', '2026-05-26T22:00:00Z'],
    ['martedì 26 maggio 2026 alle 22:00 UTC', '2026-05-26T22:00:00Z'],
    ['dinsdag 26 mei 2026 om 22:00 UTC', '2026-05-26T22:00:00Z'],
  ])('%s', (text, utc) => {
    expect(only(text)).toMatchObject({ utc, codes: [] })
  })
})

describe('windows are read however their ends are joined', () => {
  it.each([
    ['05-Dec-2026 22:00 to 06-Dec-2026 04:00 UTC'],
    ['5 Dec 2026 22:00 UTC - 6 Dec 2026 04:00 UTC'],
    ['5 Dec 2026 22:00 – 6 Dec 2026 04:00 UTC'],
    ['from 5 Dec 2026 22:00 UTC until 6 Dec 2026 04:00'],
    ['5 Dec 2026 22:00 UTC through 6 Dec 2026 04:00 UTC'],
    ['between 5 Dec 2026 22:00 and 6 Dec 2026 04:00 UTC'],
    ['2026/12/05 22:00 ~ 2026/12/06 04:00 UTC'],
    ['5 Dec 2026 22:00 - 04:00 UTC'],
    ['5 Dec 2026 2200-0400 UTC'],
    ['2200-0400 UTC on 5 December 2026'],
    ['10:00pm - 4:00am UTC, 5 December 2026'],
    ['5-6 December 2026 22:00 - 04:00 UTC'],
    ['5 Dec 2026 - 6 Dec 2026, 22:00 - 04:00 UTC'],
    ['SATURDAY, 05 DEC 22:00 - SUNDAY, 06 DEC 04:00 UTC'],
    ['Start time: 5 Dec 2026 22:00 UTC, End time: 6 Dec 2026 04:00 UTC'],
    ['vom 5. Dezember 2026 22:00 Uhr bis 6. Dezember 2026 04:00 Uhr UTC'],
    ['du 5 décembre 2026 22h00 au 6 décembre 2026 04h00 UTC'],
    ['On Saturday 5 December 2026 we will work on the fibre between 22:00 and 04:00 UTC.'],
    ['05-Dec-2026 22:00:00(UTC) to 06-Dec-2026 04:00:00(UTC)'],
    ['December 5th, 2026 at 10PM GMT to December 6th at 4AM GMT'],
    ['on the 5th of December 2026 from 22:00 to 04:00 UTC'],
    ['5 Dec 2026, 22:00 - 6 Dec 2026, 04:00 (UTC)'],
    ['05/12/2026 10:00 PM GMT - 06/12/2026 4:00 AM GMT'],
    ['[05/12/2026 22:00:00 GMT - 06/12/2026 04:00:00 GMT]'],
    ['6 Dec 2026 00:00 CEST (5 Dec 22:00 UTC) x\n5 Dec 2026 22:00 UTC -\n6 Dec 2026 04:00 UTC'],
  ])('%s', (text) => {
    expect(spans(text, { order: 'dmy', sent: '2026-11-20T10:00:00Z' })).toEqual([
      ['2026-12-05T22:00:00Z', '2026-12-06T04:00:00Z'],
    ])
  })
  it('offsets cover the whole expression', () => {
    const text = 'Window: 5 Dec 2026 22:00 to 6 Dec 2026 04:00 ( GMT ) as agreed'
    const [span] = readSpans(text, context())
    expect(text.slice(span?.from, span?.to)).toBe('5 Dec 2026 22:00 to 6 Dec 2026 04:00 ( GMT )')
  })
  it('days without times make a window of days', () => {
    for (const text of ['17-DEC-2026 - 18-DEC-2026', '17-18 December 2026', 'December 17 - 18, 2026']) {
      const [span] = readSpans(text, context())
      expect(span, text).toMatchObject({
        start: { utc: '2026-12-17T00:00:00Z', dateOnly: true, doubts: [] },
        end: { utc: '2026-12-18T00:00:00Z', dateOnly: true },
      })
    }
  })
  it('several windows of one text stay apart, in order', () => {
    expect(spans('5 May 2026 22:00 - 23:00 UTC\n6 May 2026 22:00 - 23:00 UTC')).toEqual([
      ['2026-05-05T22:00:00Z', '2026-05-05T23:00:00Z'],
      ['2026-05-06T22:00:00Z', '2026-05-06T23:00:00Z'],
    ])
  })
  it('a list of dates before one pair of times is a window each', () => {
    expect(spans('5 May 2026, 6 May 2026 and 7 May 2026 22:00 - 23:00 UTC').map(([start]) => start)).toEqual([
      '2026-05-05T22:00:00Z',
      '2026-05-06T22:00:00Z',
      '2026-05-07T22:00:00Z',
    ])
  })
  it('a lone instant is no window, unless its end is said to be open', () => {
    expect(spans('5 May 2026 22:00 UTC')).toEqual([])
    expect(spans('5 May 2026 22:00 UTC - TBD')).toEqual([['2026-05-05T22:00:00Z', null]])
    expect(spans('starting 5 May 2026 22:00 UTC')).toEqual([['2026-05-05T22:00:00Z', null]])
  })
  it('old and new start of moved work are no window', () => {
    expect(spans('The work was moved from 5 May 2026 22:00 UTC to 6 May 2026 22:00 UTC')).toEqual([])
    expect(instants('The work was moved from 5 May 2026 22:00 UTC to 6 May 2026 22:00 UTC')).toHaveLength(2)
  })
  it('list marks do not join the lines of a list', () => {
    expect(spans('- 5 May 2026 22:00 UTC\n- 6 May 2026 22:00 UTC')).toEqual([])
  })
  it('several days with one pair of times may be one window or many: it blocks', () => {
    const [span] = readSpans('5 Dec 2026 - 9 Dec 2026, 22:00 - 06:00 UTC', context())
    expect(codes(span?.doubts ?? [])).toEqual(['window-too-long!'])
  })
  it('an end before its start blocks, but a time without date is on the next day', () => {
    const [reversed] = readSpans('5 May 2026 22:00 UTC - 5 May 2026 04:00 UTC', context())
    expect(codes(reversed?.doubts ?? [])).toEqual(['window-reversed!'])
    const [next] = readSpans('31 Dec 2026 22:00 - 04:00 UTC', context())
    expect(next?.end?.utc).toBe('2027-01-01T04:00:00Z')
    expect(next?.doubts).toEqual([])
  })
})

describe('a zone belongs to the words beside it', () => {
  it('a label on the next line is not the zone of the line before', () => {
    const text =
      'LOCAL: FRIDAY, 17 DEC 00:01 - FRIDAY, 17 DEC 06:00\nUTC: THURSDAY, 16 DEC 23:01 - FRIDAY, 17 DEC 05:00'
    const [local, utc] = readSpans(text, context({ sent: '2021-12-06T15:00:00Z' }))
    expect(codes(local?.end?.doubts ?? [])).toContain('zone-local!')
    expect(utc).toMatchObject({
      start: { utc: '2021-12-16T23:01:00Z', zone: 'UTC' },
      end: { utc: '2021-12-17T05:00:00Z' },
    })
  })
  it('a zone that was wrapped onto the next line is kept', () => {
    expect(only('2026-05-05 22:00:00\nGMT was the start')).toMatchObject({ utc: '2026-05-05T22:00:00Z', codes: [] })
    expect(only('2026-05-05 22:00:00\nPacific links are not touched').zoneWritten).toBe(false)
  })
  it('a label counts after an empty line too, and beats the habit', () => {
    const [, local] = readSpans(
      'SPAN: 17-DEC-2021 - 17-DEC-2021\n\nLOCAL:\t\tFRIDAY, 17 DEC 00:01 - FRIDAY, 17 DEC 06:00',
      context({ zone: 'UTC' }),
    )
    expect(codes(local?.start.doubts ?? [])).toContain('zone-local!')
  })
  it('a label without date behind it is no zone either', () => {
    const found = only('2026-05-05 22:00\nUTC: see the portal', { zone: 'Europe/Berlin' })
    expect(found).toMatchObject({ utc: '2026-05-05T20:00:00Z', zoneWritten: false })
  })
  it('a wrapped "Local" counts, the beginning of a sentence does not', () => {
    expect(only('2026-05-05 22:00\nLocal', { zone: 'UTC' }).codes).toEqual(['zone-local!'])
    expect(only('2026-05-05 22:00\nlocal time', { zone: 'UTC' }).codes).toEqual(['zone-local!'])
    expect(only('2026-05-05 22:00\nLocal contact: Ms Example', { zone: 'UTC' }).codes).toEqual([])
  })
  it('a label that ends in a zone counts', () => {
    expect(only('Schedule (IST): 2026-05-05 22:00', { zones: { IST: 'Asia/Kolkata' } }).utc).toBe(
      '2026-05-05T16:30:00Z',
    )
    expect(only('UTC: 5 May 2026 22:00').utc).toBe('2026-05-05T22:00:00Z')
  })
  it('a zone at one end of a window counts for the other', () => {
    expect(spans('5 May 2026 00:01 - 05:00 Eastern')).toEqual([['2026-05-05T04:01:00Z', '2026-05-05T09:00:00Z']])
    expect(spans('5 May 2026 00:01 Eastern - 05:00')).toEqual([['2026-05-05T04:01:00Z', '2026-05-05T09:00:00Z']])
  })
  it('without any zone the habit counts, and without habit it blocks', () => {
    expect(only('5 May 2026 22:00', { zone: 'Europe/Berlin' })).toMatchObject({
      utc: '2026-05-05T20:00:00Z',
      zone: 'Europe/Berlin',
      zoneWritten: false,
      codes: [],
    })
    expect(only('5 May 2026 22:00')).toMatchObject({
      utc: '2026-05-05T22:00:00Z',
      zone: null,
      codes: ['zone-missing!'],
    })
  })
  it('a zone that is said once for all times counts, behind what a time says itself', () => {
    const habit = { zone: 'UTC' }
    expect(only('2026-05-05 22:00 (all times in CEST)', habit).utc).toBe('2026-05-05T20:00:00Z')
    expect(only('All times are in EDT. 5 May 2026 22:00', habit).utc).toBe('2026-05-06T02:00:00Z')
    expect(only('Time zone: ET\nStart: 5 May 2026 22:00', habit).utc).toBe('2026-05-06T02:00:00Z')
    expect(only('All times are in EDT. 5 May 2026 22:00 CEST', habit).utc).toBe('2026-05-05T20:00:00Z')
    expect(spans('5 May 2026 22:00 until 6 May 2026 04:00 (all times in CEST)', habit)).toEqual([
      ['2026-05-05T20:00:00Z', '2026-05-06T02:00:00Z'],
    ])
  })
  it('a zone behind a parenthesis counts', () => {
    expect(spans('5 May 2026 (22:00 - 23:30) CEST', { zone: 'UTC' })).toEqual([
      ['2026-05-05T20:00:00Z', '2026-05-05T21:30:00Z'],
    ])
  })
  it('a written zone beats the habit', () => {
    expect(only('5 May 2026 22:00 UTC', { zone: 'Europe/Berlin' }).utc).toBe('2026-05-05T22:00:00Z')
  })
  it('the same time given twice must be the same instant', () => {
    expect(only('5 May 2026 22:00 CEST (20:00 UTC)').codes).toEqual([])
    expect(only('5 May 2026 00:00 CEST (22:00 UTC)').codes).toEqual([])
    expect(only('5 May 2026 22:00 CEST (21:00 UTC)').codes).toEqual(['zones-disagree!'])
  })
  it('a signed number right behind the time is an offset, the end of a range is not', () => {
    expect(only('5 May 2026 22:00 -0500').utc).toBe('2026-05-06T03:00:00Z')
    expect(spans('5 May 2026 22:00-05:00 UTC')).toEqual([['2026-05-05T22:00:00Z', '2026-05-06T05:00:00Z']])
    expect(spans('5 May 2026 22:00 UTC-06:00 UTC')).toEqual([['2026-05-05T22:00:00Z', '2026-05-06T06:00:00Z']])
    expect(only('5 May 2026 22:00 UTC -06:00').codes).toEqual(['zone-ambiguous!'])
  })
})

describe('a zone that is not known is not covered up by a habit', () => {
  it('capitals that look like a zone block', () => {
    expect(only('5 May 2026 22:00 QXT', { zone: 'UTC' })).toMatchObject({
      zoneWritten: true,
      codes: ['zone-ambiguous!'],
    })
    expect(only('5 May 2026 22:00 (QXT)', { zone: 'UTC' }).codes).toEqual(['zone-ambiguous!'])
    expect(only('5 May 2026 22:00 BUT not later', { zone: 'UTC' }).codes).toEqual([])
  })
  it("unless they are the vendor's own words", () => {
    expect(only('5 May 2026 22:00 QXT', { zones: { QXT: 'Asia/Tokyo' } })).toMatchObject({
      utc: '2026-05-05T13:00:00Z',
      codes: [],
    })
    expect(only('5 May 2026 22:00 Head Office', { zones: { 'Head Office': 'Asia/Tokyo' } })).toMatchObject({
      utc: '2026-05-05T13:00:00Z',
      codes: [],
    })
  })
})

describe('am or pm at one end only', () => {
  const read = (text: string) => {
    const [span] = readSpans(text, context())
    return [span?.start.utc.slice(5, 16), span?.end?.utc.slice(5, 16), ...codes(span?.doubts ?? [])]
  }
  it.each([
    ['5 May 2026 12:01 - 5:00 AM UTC', ['05-05T00:01', '05-05T05:00', 'date-invalid']],
    ['5 May 2026 10:00 - 11:30 PM UTC', ['05-05T22:00', '05-05T23:30', 'date-invalid']],
    ['5 May 2026, 2 - 4 PM UTC', ['05-05T14:00', '05-05T16:00', 'date-invalid']],
    ['5 May 2026 10:00 - 2:00 PM UTC', ['05-05T10:00', '05-05T14:00', 'date-invalid!']],
    ['5 May 2026 11:00 - 5:00 AM UTC', ['05-05T23:00', '05-06T05:00', 'date-invalid!']],
    ['5 May 2026 10:00 PM - 4:00 UTC', ['05-05T22:00', '05-06T04:00', 'date-invalid!']],
    ['5 May 2026 10:00 PM - 04:00 UTC', ['05-05T22:00', '05-06T04:00']],
    ['5 May 2026 22:00 - 5:00 AM UTC', ['05-05T22:00', '05-06T05:00']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('times take the date of their own sentence only', () => {
  it('not that of the sentence before', () => {
    expect(spans('This was sent on 5 May 2026. Work is done between 22:00 and 04:00 UTC.')).toEqual([])
  })
  it('a start and an end label below a date', () => {
    expect(spans('Date: 5 May 2026\nStart: 22:00 UTC\nEnd: 04:00 UTC')).toEqual([
      ['2026-05-05T22:00:00Z', '2026-05-06T04:00:00Z'],
    ])
  })
})

describe('nothing else is taken for a date', () => {
  it.each([
    ['10.12.14.3 and 192.0.2.25, 2001:db8::1, fe80:0:0:0:42:acff:fe15:6'],
    ['port 1/1/12, xe-0/0/1, ETH/12/25, slot 3/2/26'],
    ['port 1/1/26 22:00 UTC, slot 10/12/2024, interface 5/6/2026 10:00'],
    ['version 15.2(4)S5 and 4.10.24, release 10.12.2024.1'],
    ['circuits 71/HCGS/104417/SC, /OGYX/104417/ /ZYO /, 1-300904417, CM20270912044'],
    ['24/7 support, 2x100G, EUR 12.50, 99.99% in 2025, 10:20 ratio'],
    ['this may cause 3 May cause 5 outages in May'],
    ['+1 303 555 2020, 555-12-2024, 0800 123 4567'],
    ['MAC 00:11:22:33:44:55 and 12:34:56:78:9a:bc'],
    ['Sat 25 customers, Mon 3 links, mar 4 sites'],
    ['Duration: 4 hours, 90 min, 02:00 hours, 2 h'],
    ['TTN-2026-05-25-01, MW_25.05.2026_a, ref:00D200000000A05.500N1'],
    ['call 22:00 - 23:00 UTC on any day'],
    ['5/6/7 and 1.2.3'],
    ['2026-13-45 10:00 UTC, 45/13/2026 10:00'],
    ['http://example.org/2026/05/25/news?d=2026-05-25&t=22:00'],
  ])('%s', (text) => {
    expect(readInstants(text, context())).toEqual([])
    expect(readSpans(text, context())).toEqual([])
  })
})

describe('the missing year is found', () => {
  const yearless = (text: string, sent: string | null, more: Partial<DateContext> = {}) => {
    const found = only(text, { sent, zone: 'UTC', ...more })
    return [found.utc.slice(0, 10), ...found.codes]
  }
  it.each([
    ['25 MAY 20:00', '2026-05-01T10:00:00Z', ['2026-05-25', 'year-missing']],
    ['10 JAN 20:00', '2025-12-20T10:00:00Z', ['2026-01-10', 'year-missing']],
    ['30 DEC 20:00', '2026-01-02T10:00:00Z', ['2025-12-30', 'year-missing']],
    ['MONDAY, 25 MAY 20:00', '2026-05-01T10:00:00Z', ['2026-05-25', 'year-missing']],
    ['WEDNESDAY, 01 APR 20:00', '2026-05-01T10:00:00Z', ['2026-04-01', 'year-missing']],
    ['29 FEB 20:00', '2028-02-01T10:00:00Z', ['2028-02-29', 'year-missing']],
    ['01 APR 20:00', '2026-05-01T10:00:00Z', ['2026-04-01', 'year-missing!']],
    ['25 MAY 20:00', null, ['1970-05-25', 'year-missing!']],
  ])('%s sent %s', (text, sent, expected) => {
    expect(yearless(text, sent)).toEqual(expected)
  })
  it('a weekday that contradicts the year blocks', () => {
    expect(yearless('SATURDAY, 25 MAY 20:00', '2026-05-01T10:00:00Z')).toEqual([
      '2026-05-25',
      'weekday-mismatch!',
      'year-missing',
    ])
  })
  it('another date of the mail tells the year when the mail has no date', () => {
    expect(yearless('25 MAY 20:00', null, { around: '2024-05-25' })).toEqual(['2024-05-25', 'year-missing'])
  })
  it('the end of a window over the turn of the year is in the next', () => {
    const text = 'THURSDAY, 31 DEC 22:00 - FRIDAY, 01 JAN 06:00 UTC'
    expect(spans(text, { sent: '2026-12-10T10:00:00Z' })).toEqual([['2026-12-31T22:00:00Z', '2027-01-01T06:00:00Z']])
    expect(spans('31 DEC 22:00 - 01 JAN 2027 06:00 UTC', { sent: null })).toEqual([
      ['2026-12-31T22:00:00Z', '2027-01-01T06:00:00Z'],
    ])
  })
})

describe('the order of an all-number date is found, or blocks', () => {
  const numbers = (text: string, more: Partial<DateContext>) => {
    const found = only(text, { zone: 'UTC', ...more })
    return [found.utc.slice(0, 10), ...found.codes]
  }
  it('by habit', () => {
    expect(numbers('06/12/2026 10:00', { order: 'dmy' })).toEqual(['2026-12-06'])
    expect(numbers('06/12/2026 10:00', { order: 'mdy' })).toEqual(['2026-06-12'])
    expect(numbers('26-12-06 10:00', { order: 'ymd' })).toEqual(['2026-12-06'])
  })
  it('a date that cannot be in the habitual order blocks', () => {
    expect(numbers('12/25/2026 10:00', { order: 'dmy' })).toEqual(['2026-12-25', 'date-order!'])
  })
  it('by weekday', () => {
    expect(numbers('Sunday 06/12/2026 10:00', {})).toEqual(['2026-12-06'])
    expect(numbers('Friday 06/12/2026 10:00', {})).toEqual(['2026-06-12'])
  })
  it('by a number over twelve', () => {
    expect(numbers('25/12/2026 10:00', {})).toEqual(['2026-12-25'])
    expect(numbers('12/25/2026 10:00', {})).toEqual(['2026-12-25'])
  })
  it('by another date of the same text', () => {
    expect(instants('12/06/2026 22:00 - 13/06/2026 04:00 UTC', { sent: null })).toEqual([
      '2026-06-12T22:00:00Z',
      '2026-06-13T04:00:00Z',
    ])
    expect(instants('06/12/2026 22:00 - 06/13/2026 04:00 UTC', { sent: null })).toEqual([
      '2026-06-12T22:00:00Z',
      '2026-06-13T04:00:00Z',
    ])
  })
  it('by how close both ends are, with a note', () => {
    const [span] = readSpans('11/3/2022 10:00pm - 11/4/2022 5:00am UTC', context({ sent: null }))
    expect(span?.start.utc).toBe('2022-11-03T22:00:00Z')
    expect(codes(span?.start.doubts ?? [])).toEqual(['date-order'])
  })
  it('by the date of the mail, with a note', () => {
    expect(numbers('06/12/2026 10:00', { sent: '2026-06-01T10:00:00Z' })).toEqual(['2026-06-12', 'date-order'])
    expect(numbers('06/12/2026 10:00', { sent: '2026-11-28T10:00:00Z' })).toEqual(['2026-12-06', 'date-order'])
  })
  it('or it blocks', () => {
    expect(numbers('06/07/2026 10:00', { sent: '2026-06-01T10:00:00Z' })[1]).toBe('date-order!')
    expect(numbers('06/12/2026 10:00', { sent: null })[1]).toBe('date-order!')
  })
  it('the same number twice leaves nothing open', () => {
    expect(numbers('06/06/2026 10:00', { sent: null })).toEqual(['2026-06-06'])
  })
})

describe('a date that contradicts itself blocks', () => {
  it.each([
    ['Monday, 5 December 2026 22:00 UTC', 'weekday-mismatch!'],
    ['30 February 2026 22:00 UTC', 'date-invalid!'],
    ['31/02/2026 22:00 UTC', 'date-invalid!'],
    ['2026-02-30 22:00 UTC', 'date-invalid!'],
  ])('%s', (text, code) => {
    expect(only(text).codes).toEqual([code])
  })
})

describe('ET before a date', () => {
  it.each(['12:00am ET 12/08/2026', '00:00 ET 12/08/2026'])('%s is Eastern Time, not a port', (text) => {
    const context = { zone: null, order: 'mdy', sent: '2026-11-24T12:00:00Z' } as const
    expect(readInstants(text, context).map((i) => i.utc)).toEqual(['2026-12-08T05:00:00Z'])
  })

  it('on a router is a port', () => {
    expect(readInstants('port et 12/08/2026', { zone: 'UTC', order: 'mdy', sent: null })).toEqual([])
  })
})

import fc from 'fast-check'
import { DateTime } from 'luxon'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type DateContext, readInstants, readSpans } from '../../src/reading/dates.ts'

const context = (more: Partial<DateContext> = {}): DateContext => ({
  zone: null,
  order: null,
  sent: '2026-05-01T10:00:00Z',
  ...more,
})
const codes = (things: readonly { code: string; blocking: boolean }[]): string[] =>
  things.map((d) => `${d.code}${d.blocking ? '!' : ''}`)

/* luxon's format letters; its own English, so that the reader is checked against another writer. */
const dateForms = [
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyy-MMM-dd',
  'dd-MMM-yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'dd/MMM/yyyy',
  'MMMM d, yyyy',
  'MMM d yyyy',
  'MMM. d, yyyy',
  'EEEE, d MMMM yyyy',
  'EEEE dd/MMM/yyyy',
  'EEE, dd MMM yyyy',
  'EEEE, MMMM d, yyyy',
  'dd-MMM-yy',
]
const orderedForms = [
  ['dd/MM/yyyy', 'dmy'],
  ['dd.MM.yyyy', 'dmy'],
  ['d/M/yyyy', 'dmy'],
  ['dd-MM-yyyy', 'dmy'],
  ['dd/MM/yy', 'dmy'],
  ['MM/dd/yyyy', 'mdy'],
  ['M/d/yyyy', 'mdy'],
  ['MM-dd-yyyy', 'mdy'],
  ['MM/dd/yy', 'mdy'],
  ['M/d/yy', 'mdy'],
  ['yy-MM-dd', 'ymd'],
] as const
const timeForms = ['HH:mm', 'HH:mm:ss', 'h:mm a', 'hh:mma', "HH'h'mm", "HH:mm 'hrs'", 'HHmm', "'at' HH:mm"]
const zoneForms = [
  ['UTC', 'UTC'],
  ['GMT', 'UTC'],
  ['(UTC)', 'UTC'],
  ['GMT+3', 'UTC+3'],
  ['(UTC-05:00)', 'UTC-5'],
  ['UTC +05:30', 'UTC+5:30'],
  ['ET', 'America/New_York'],
  ['( Pacific )', 'America/Los_Angeles'],
  ['Central Time', 'America/Chicago'],
  ['CET/CEST', 'Europe/Berlin'],
  ['Europe/London', 'Europe/London'],
  ['Australia/Lord_Howe', 'Australia/Lord_Howe'],
  ['HKT', 'Asia/Hong_Kong'],
  ['NZT', 'Pacific/Auckland'],
] as const

const minutes = fc
  .integer({ min: Date.UTC(2010, 0, 1) / 60_000, max: Date.UTC(2036, 11, 31) / 60_000 })
  .map((m) => m * 60_000)
const write = (ms: number, zone: string, form: string): string =>
  DateTime.fromMillis(ms, { zone, locale: 'en-US' }).toFormat(form)

/** In the doubled hour of autumn the first is read, with a doubt; everywhere else exactly what was written. */
const expectSame = (text: string, more: Partial<DateContext>, ms: number): void => {
  const found = readInstants(text, context(more))
  expect(found, text).toHaveLength(1)
  const doubled = found[0]?.doubts.some((d) => d.code === 'dst-slip') === true
  expect(
    found[0]?.doubts.filter((d) => d.code !== 'dst-slip'),
    text,
  ).toEqual([])
  const back = ms - Date.parse(found[0]?.utc ?? '')
  expect(doubled ? [0, 30 * 60_000, 3_600_000] : [0], text).toContain(back)
}

describe('what is written is what is read', () => {
  it('in every date form, time form and zone', () => {
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom(...dateForms),
        fc.constantFrom(...timeForms),
        fc.constantFrom(...zoneForms),
        (ms, date, time, [words, zone]) => {
          expectSame(`${write(ms, zone, `${date} ${time}`)} ${words}`, {}, ms)
        },
      ),
      { numRuns: 3000 },
    )
  })
  it('with the time first', () => {
    fc.assert(
      fc.property(minutes, fc.constantFrom(...dateForms), fc.constantFrom(...zoneForms), (ms, date, [words, zone]) => {
        expectSame(`${write(ms, zone, 'HH:mm')} ${words} on ${write(ms, zone, date)}`, {}, ms)
        expectSame(`${write(ms, zone, 'h:mm a')} ${words} ${write(ms, zone, date)}`, {}, ms)
      }),
      { numRuns: 1000 },
    )
  })
  it('in every order of numbers that is habitual', () => {
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom(...orderedForms),
        fc.constantFrom(...zoneForms),
        (ms, [date, order], [words, zone]) => {
          // "32-01-01" cannot be told from a number that is no date before 2032 is near.
          fc.pre(order !== 'ymd' || ms < Date.UTC(2031, 0, 1))
          expectSame(`${write(ms, zone, `${date} HH:mm`)} ${words}`, { order }, ms)
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('and an order that is not known is found by the weekday or blocks, and is never silently wrong', () => {
    fc.assert(
      fc.property(
        minutes,
        fc.constantFrom(...orderedForms.slice(0, 10)),
        fc.boolean(),
        fc.integer({ min: -30, max: 200 }),
        (ms, [date, order], named, ahead) => {
          const sent = new Date(ms - ahead * 86_400_000).toISOString()
          const text = `${named ? write(ms, 'UTC', 'EEEE, ') : ''}${write(ms, 'UTC', `${date} HH:mm`)} UTC`
          const [found] = readInstants(text, context({ sent, order: null }))
          const wrong = found?.utc !== new Date(ms).toISOString().replace('.000', '')
          if (wrong) expect(codes(found?.doubts ?? []).join(' '), `${text} ${order}`).toMatch(/date-order/)
          if (wrong && ahead >= -3 && ahead <= 120) expect(codes(found?.doubts ?? []), text).toContain('date-order!')
        },
      ),
      { numRuns: 3000 },
    )
  })
  it('in a window, however short or long, over any turn of month and year', () => {
    const joiners = ['to', '-', '–', 'until', 'through']
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(...dateForms),
        fc.constantFrom(...joiners),
        (ms, length, date, joiner) => {
          const [start, end] = [ms, ms + length * 60_000]
          const text = `${write(start, 'UTC', `${date} HH:mm`)} ${joiner} ${write(end, 'UTC', `${date} HH:mm`)} UTC`
          const [span] = readSpans(text, context())
          expect([Date.parse(span?.start.utc ?? ''), Date.parse(span?.end?.utc ?? '')], text).toEqual([start, end])
          expect(span?.doubts).toEqual([])
        },
      ),
      { numRuns: 2000 },
    )
  })
  it('with the end as a time only, on the same day or the next', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 1439 }), fc.constantFrom(...dateForms), (ms, length, date) => {
        const text = `${write(ms, 'UTC', `${date} HH:mm`)} - ${write(ms + length * 60_000, 'UTC', 'HH:mm')} UTC`
        const [span] = readSpans(text, context())
        expect([Date.parse(span?.start.utc ?? ''), Date.parse(span?.end?.utc ?? '')], text).toEqual([
          ms,
          ms + length * 60_000,
        ])
      }),
      { numRuns: 1000 },
    )
  })
  it('without year, in a mail that was sent up to half a year before', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: -6, max: 190 }), fc.boolean(), (ms, ahead, named) => {
        const sent = new Date(ms - ahead * 86_400_000).toISOString()
        const text = write(ms, 'UTC', named ? 'EEEE, dd MMM HH:mm' : 'dd MMM HH:mm').toUpperCase()
        const [found] = readInstants(`${text} UTC`, context({ sent }))
        expect(Date.parse(found?.utc ?? ''), `${text} sent ${sent}`).toBe(ms)
        expect(codes(found?.doubts ?? []), text).toEqual(['year-missing'])
      }),
      { numRuns: 2000 },
    )
  })
  it('any text at all is read without harm', () => {
    const piece = fc.constantFrom(
      '12',
      '2026',
      '-',
      '/',
      ':',
      '.',
      ' ',
      '\n',
      'May',
      'UTC',
      '(',
      ')',
      '+',
      'to',
      'am',
      'Monday',
      ',',
      '05',
      '22',
      '2200',
      'h',
      'EST',
      'T',
      'Z',
      'local',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 40 }).map((p) => p.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          for (const found of readInstants(text, context())) {
            expect(found.utc).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
            expect(found.start).toBeGreaterThanOrEqual(0)
            expect(found.end).toBeGreaterThan(found.start)
            expect(found.end).toBeLessThanOrEqual(text.length)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})

describe('clock changes', () => {
  const only = (text: string) => {
    const [found] = readInstants(text, context())
    return [found?.utc, ...codes(found?.doubts ?? [])]
  }
  it('a time that the clocks skip is shifted forward, with a note', () => {
    expect(only('29 March 2026 02:30 Europe/Berlin')).toEqual(['2026-03-29T01:30:00Z', 'dst-slip'])
    expect(only('8 March 2026 02:30 ET')).toEqual(['2026-03-08T07:30:00Z', 'dst-slip'])
    expect(only('29 March 2026 01:59 Europe/Berlin')).toEqual(['2026-03-29T00:59:00Z'])
    expect(only('29 March 2026 03:00 Europe/Berlin')).toEqual(['2026-03-29T01:00:00Z'])
  })
  it('of a time that happens twice the first is taken, with a note, unless the words tell', () => {
    expect(only('25 October 2026 02:30 Europe/Berlin')).toEqual(['2026-10-25T00:30:00Z', 'dst-slip'])
    expect(only('25 October 2026 02:30 CEST')).toEqual(['2026-10-25T00:30:00Z'])
    expect(only('25 October 2026 02:30 CET')).toEqual(['2026-10-25T01:30:00Z'])
    expect(only('1 November 2026 01:30 EDT')).toEqual(['2026-11-01T05:30:00Z'])
    expect(only('1 November 2026 01:30 EST')).toEqual(['2026-11-01T06:30:00Z'])
  })
  it('an end in the doubled hour is the second when the first would be before the start', () => {
    const [span] = readSpans('25 October 2026 02:30 CEST - 25 October 2026 02:15 Europe/Berlin', context())
    expect([span?.start.utc, span?.end?.utc]).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z'])
    expect(span?.doubts).toEqual([])
  })
  it('a night over the change is an hour longer or shorter', () => {
    const [autumn] = readSpans('24 October 2026 22:00 - 25 October 2026 06:00 Europe/Berlin', context())
    expect([autumn?.start.utc, autumn?.end?.utc]).toEqual(['2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z'])
    const [spring] = readSpans('28 March 2026 22:00 - 06:00 Europe/Berlin', context())
    expect([spring?.start.utc, spring?.end?.utc]).toEqual(['2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z'])
  })
})

describe('the reader does not depend on where it runs', () => {
  afterEach(() => vi.unstubAllEnvs())
  it.each(['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'])('the host may stand in %s', (host) => {
    vi.stubEnv('TZ', host)
    expect(new Date(2026, 0, 1).getTimezoneOffset(), 'the host zone was not changed').not.toBe(0)
    const text = '5 May 2026 22:00 - 6 May 2026 04:00 UTC; Monday 25 MAY 00:30 ET; 25/12/2026 23:59'
    expect(readInstants(text, context()).map((i) => i.utc)).toEqual([
      '2026-05-05T22:00:00Z',
      '2026-05-06T04:00:00Z',
      '2026-05-25T04:30:00Z',
      '2026-12-25T23:59:00Z',
    ])
  })
})

describe('processor time is linear in the text', () => {
  it.each([
    ['dates', '5 May 2026 22:00 UTC - 6 May 2026 04:00 UTC\n'],
    ['digits', '12 '],
    ['one run of digits', '1'],
    ['open parentheses', '22:00 ( '],
    ['dashes', '22:00 - '],
    ['months', 'May '],
    ['zones', '22:00 CST/'],
    ['bare dates', '5 May 2026, '],
    ['dates without year', '5 May 22:00\n'],
    ['dates of unknown order', '05/06/2026 22:00, '],
  ])('%s', (_name, unit) => {
    const time = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length))
      const once = (): number => {
        // Processor time of this process: what else the machine does is not in it.
        const started = process.cpuUsage()
        readSpans(text, context())
        const { user, system } = process.cpuUsage(started)
        return (user + system) / 1000
      }
      return Math.min(once(), once(), once())
    }
    time(20_000)
    // Generous, since collecting garbage counts too: quadratic work on eight times the text takes 64 times as long.
    expect(time(160_000)).toBeLessThan(40 * Math.max(time(20_000), 5))
  })
})

import { describe, expect, it } from 'vitest'
import {
  type DateContext,
  joinDateAndTimes,
  joinSpan,
  readSpans,
  type Span,
  spanToWindow,
} from '../../src/reading/dates.ts'

const context = (more: Partial<DateContext> = {}): DateContext => ({
  zone: null,
  order: null,
  sent: '2026-05-01T10:00:00Z',
  ...more,
})
const codes = (things: readonly { code: string; blocking: boolean }[]): string[] =>
  things.map((d) => `${d.code}${d.blocking ? '!' : ''}`)
const ends = (span: Span | null | undefined): [string, string | null] | null =>
  span ? [span.start.utc, span.end?.utc ?? null] : null
const join = (start: string, end: string | null, more: Partial<DateContext> = {}) =>
  ends(joinSpan(start, end, context(more)))

describe('separate Start and End fields make one window', () => {
  it.each([
    ['5 May 2026 22:00 UTC', '6 May 2026 04:00 UTC'],
    ['5 May 2026 22:00 UTC', '6 May 2026 04:00'],
    ['5 May 2026 22:00', '6 May 2026 04:00 UTC'],
    ['5 May 2026 22:00 UTC', '04:00'],
    ['22:00', '6 May 2026 04:00 UTC'],
    ['22:00 UTC 5 May 2026', '04:00 UTC'],
    ['5 May 2026 22:00 - 04:00 UTC', null],
    ['TUESDAY, 05 MAY 22:00 UTC', 'WEDNESDAY, 06 MAY 04:00'],
  ])('%s | %s', (start, end) => {
    expect(join(start, end)).toEqual(['2026-05-05T22:00:00Z', '2026-05-06T04:00:00Z'])
  })
  it('an end on the same day stays there', () => {
    expect(join('5 May 2026 22:00 UTC', '23:30')).toEqual(['2026-05-05T22:00:00Z', '2026-05-05T23:30:00Z'])
  })
  it('each end keeps a zone of its own, with a note', () => {
    const span = joinSpan('5 May 2026 22:00 CEST', '5 May 2026 23:00 UTC', context())
    expect(ends(span)).toEqual(['2026-05-05T20:00:00Z', '2026-05-05T23:00:00Z'])
    expect(codes(span?.doubts ?? [])).toEqual(['zones-disagree'])
  })
  it('what one end tells of the order of numbers holds for the other', () => {
    expect(join('06/12/2026 22:00 UTC', '06/13/2026 04:00 UTC', { sent: null })).toEqual([
      '2026-06-12T22:00:00Z',
      '2026-06-13T04:00:00Z',
    ])
    const span = joinSpan('06/12/2026 22:00 UTC', '06/13/2026 04:00 UTC', context({ sent: null }))
    expect(span?.start.doubts).toEqual([])
    expect(join('30/06/2026 22:00 UTC', '01/07/2026 04:00 UTC', { sent: null })).toEqual([
      '2026-06-30T22:00:00Z',
      '2026-07-01T04:00:00Z',
    ])
  })
  it('no start is no window; no end is an open one', () => {
    expect(join('to be announced', '6 May 2026 04:00 UTC')).toBeNull()
    expect(join('', null)).toBeNull()
    expect(join('5 May 2026 22:00 UTC', null)).toEqual(['2026-05-05T22:00:00Z', null])
    expect(codes(joinSpan('5 May 2026 22:00 UTC', 'TBD', context())?.doubts ?? [])).toEqual([])
  })
  it('an end that is not understood blocks', () => {
    const span = joinSpan('5 May 2026 22:00 UTC', 'when the tide is out', context())
    expect(codes(span?.doubts ?? [])).toEqual(['window-end-missing!'])
    expect(span?.doubts[0]?.detail).toContain('when the tide is out')
  })
  it('an end before its start blocks', () => {
    expect(codes(joinSpan('5 May 2026 22:00 UTC', '5 May 2026 21:00 UTC', context())?.doubts ?? [])).toEqual([
      'window-reversed!',
    ])
  })
  it('days alone make a window of days', () => {
    const span = joinSpan('5 May 2026', '6 May 2026', context())
    expect(span?.start.dateOnly).toBe(true)
    expect(span?.start.doubts).toEqual([])
  })
})

describe('separate Date and Time fields make windows', () => {
  const joined = (date: string, times: string, more: Partial<DateContext> = {}) =>
    joinDateAndTimes(date, times, context(more)).map(ends)
  it('one date, one pair of times', () => {
    expect(joined('25-Sep-2020', '00:01 - 05:00 Eastern')).toEqual([['2020-09-25T04:01:00Z', '2020-09-25T09:00:00Z']])
  })
  it('over midnight', () => {
    expect(joined('25-Sep-2020', '22:00 - 05:00 UTC')).toEqual([['2020-09-25T22:00:00Z', '2020-09-26T05:00:00Z']])
    expect(joined('25-26 Sep 2020', '22:00 - 05:00 UTC')).toEqual([['2020-09-25T22:00:00Z', '2020-09-26T05:00:00Z']])
  })
  it('each of several dates', () => {
    expect(joined('25-Sep-2020, 26-Sep-2020', '00:01 - 05:00 GMT')).toEqual([
      ['2020-09-25T00:01:00Z', '2020-09-25T05:00:00Z'],
      ['2020-09-26T00:01:00Z', '2020-09-26T05:00:00Z'],
    ])
  })
  it('a date without year, alone in its field', () => {
    expect(joined('25 May', '20:00 - 23:00 UTC')).toEqual([['2026-05-25T20:00:00Z', '2026-05-25T23:00:00Z']])
  })
  it('a start without end', () => {
    expect(joined('25-Sep-2020', '22:00 UTC')).toEqual([['2020-09-25T22:00:00Z', null]])
  })
  it('a time field with whole dates speaks for itself', () => {
    expect(joined('25-Sep-2020', '26-Sep-2020 22:00 - 23:00 UTC')).toEqual([
      ['2020-09-26T22:00:00Z', '2020-09-26T23:00:00Z'],
    ])
  })
  it('many days with one pair of times block', () => {
    const [span] = joinDateAndTimes('5 - 9 May 2026', '22:00 - 05:00 UTC', context())
    expect(codes(span?.doubts ?? [])).toEqual(['window-too-long!'])
  })
  it('nothing of nothing', () => {
    expect(joined('soon', '22:00 - 23:00 UTC')).toEqual([])
    expect(joined('25-Sep-2020', 'at night')).toEqual([])
  })
})

describe('a span becomes a window with all its doubts', () => {
  const window = (text: string, more: Partial<DateContext> = {}) => {
    const [span] = readSpans(text, context(more))
    if (!span) throw new Error(text)
    const made = spanToWindow(span)
    return { ...made, codes: codes(made.doubts) }
  }
  it('with times', () => {
    expect(window('5 May 2026 22:00 - 23:00 UTC')).toMatchObject({
      window: { start: '2026-05-05T22:00:00Z', end: '2026-05-05T23:00:00Z' },
      codes: [],
    })
  })
  it('with days only, from the first midnight to the one after the last, in any zone', () => {
    const expected = {
      window: { start: '2026-12-17T00:00:00Z', end: '2026-12-19T00:00:00Z', dateOnly: true },
      codes: ['date-only'],
    }
    for (const zone of [null, 'America/New_York', 'Asia/Tokyo'])
      expect(window('17-DEC-2026 - 18-DEC-2026', { zone })).toMatchObject(expected)
  })
  it('without end', () => {
    expect(window('5 May 2026 22:00 UTC - TBD')).toMatchObject({ window: { end: null }, codes: ['window-end-missing'] })
  })
  it('a time at only one end', () => {
    expect(window('5 May 2026 - 6 May 2026 22:00 UTC').codes).toEqual(['date-only!'])
    expect(window('5 May 2026 22:00 UTC - 6 May 2026')).toMatchObject({
      window: { end: '2026-05-07T00:00:00Z' },
      codes: ['date-only'],
    })
  })
  it('over two weeks with a note, over two months it blocks', () => {
    expect(window('1 May 2026 22:00 UTC - 15 May 2026 22:00 UTC').codes).toEqual([])
    expect(window('1 May 2026 22:00 UTC - 16 May 2026 22:00 UTC').codes).toEqual(['window-too-long'])
    expect(window('1 May 2026 22:00 UTC - 1 July 2026 22:00 UTC').codes).toEqual(['window-too-long!'])
  })
  it('a doubt of both ends is told once', () => {
    expect(window('5 May 2026 22:00 - 6 May 2026 04:00').codes.filter((c) => c === 'zone-missing!')).toHaveLength(2)
    expect(window('2026-05-05 22:00 - 2026-05-05 23:00 local time').codes).toEqual(['zone-local!'])
  })
})

import type { Doubt } from '../notice.ts'
import type { DateContext, Span } from '../when.ts'
import type { RawDate } from './date-form.ts'
import { type Day, possibleDays } from './days.ts'
import { dayOf, moved, type Parsed, type Settled, settleMoment } from './instants.ts'
import { shareMeridiem } from './meridiem.ts'
import type { RawMoment, Scan } from './moments.ts'
import { dayMs, offsetAt } from './offsets.ts'
import type { Phrase } from './phrases.ts'

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

/** One end of a window with the text that it stands in. */
export interface End {
  readonly moment: RawMoment
  readonly parsed: Parsed
}

export interface Range {
  readonly start: Settled
  readonly end: Settled | null
  readonly doubts: readonly Doubt[]
}

export const lastDayOf = (date: RawDate): RawDate | null =>
  date.lastDay === null ? null : { ...date, first: date.lastDay, lastDay: null, weekday: null }

const daysOf = (start: End, end: End): { first: Day; last: Day | null } | null => {
  const a = start.moment.date
  if (!a) return null
  const b = end.moment.date ?? (end.moment.time === null || a.lastDay !== null ? lastDayOf(a) : null)
  const first = dayOf(a, start.parsed, b ? possibleDays(b) : [])
  if (!b) return { first, last: null }
  const last = dayOf(b, end.parsed, b.year === null ? [first.midnight] : possibleDays(a))
  // "31 DEC 22:00 - 01 JAN 06:00": the end's year is the next one.
  return { first, last: b.year === null && a.year === null ? afterStart(b, end, first, last) : last }
}

const afterStart = (date: RawDate, end: End, first: Day, last: Day): Day =>
  last.midnight >= first.midnight ? last : dayOf(date, end.parsed, [first.midnight + 180 * dayMs])

export const zoneOfPair = (start: End, end: End): { first: RawMoment['zone']; last: RawMoment['zone'] } => ({
  first: start.moment.zone ?? end.moment.zone ?? start.parsed.zone ?? end.parsed.zone,
  last: end.moment.zone ?? start.moment.zone ?? end.parsed.zone ?? start.parsed.zone,
})

export const unique = (doubts: readonly Doubt[]): readonly Doubt[] => {
  if (doubts.length < 2) return doubts
  const seen = new Set<string>()
  return doubts.filter((d) => {
    const key = `${d.code} ${d.detail}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** An end without a date of its own that would come before its start is on the next day. */
const endAfter = (start: Settled, end: Settled, again: (day: Day) => Settled, midnight: boolean): Settled => {
  const from = start.conversion.utc
  if (end.conversion.utc > from) return end
  if (end.conversion.later !== null && end.conversion.later > from) return moved(end, end.conversion.later)
  const sameDay = end.midnight === start.midnight
  if (end.ownDate && !(midnight && sameDay)) return end
  return again({ midnight: end.midnight + dayMs, doubts: [] })
}

const reversed = (start: Settled, end: Settled): Doubt[] => {
  const isBare = start.instant.dateOnly && end.instant.dateOnly
  const backwards = isBare ? end.midnight < start.midnight : end.conversion.utc <= start.conversion.utc
  if (!backwards || end.instant.dateOnly !== start.instant.dateOnly) return []
  return [doubt('window-reversed', true, `The end ${end.instant.utc} is not after the start ${start.instant.utc}.`)]
}

export const zoneDoubts = (start: Settled, end: Settled): Doubt[] => {
  const [a, b] = [start.instant, end.instant]
  if (!a.zoneWritten || !b.zoneWritten || a.zone === null || b.zone === null || a.zone === b.zone) return []
  if (offsetAt(a.zone, start.conversion.utc) === offsetAt(b.zone, start.conversion.utc)) return []
  return [doubt('zones-disagree', false, `The start is written in ${a.zone}, the end in ${b.zone}.`)]
}

export const rangeOf = (from: End, to: End, context: DateContext): Range | null => {
  const clocks = shareMeridiem(from.moment.time, to.moment.time)
  const start: End = { ...from, moment: { ...from.moment, time: clocks.first } }
  const end: End = { ...to, moment: { ...to.moment, time: clocks.last } }
  const days = daysOf(start, end)
  if (!days) return null
  const zones = zoneOfPair(start, end)
  const first = settleMoment(
    { moment: start.moment, day: days.first, mention: zones.first, ownDate: true, scan: start.parsed.scan },
    context,
  )
  const settleEnd = (day: Day): Settled =>
    settleMoment(
      { moment: end.moment, day, mention: zones.last, ownDate: days.last !== null, scan: end.parsed.scan },
      context,
    )
  const plain = settleEnd(days.last ?? { midnight: days.first.midnight, doubts: [] })
  const last = plain.instant.dateOnly ? plain : endAfter(first, plain, settleEnd, end.moment.time?.midnight === true)
  return { start: first, end: last, doubts: [...clocks.doubts, ...reversed(first, last), ...zoneDoubts(first, last)] }
}

export const settleAlone = (moment: RawMoment, parsed: Parsed): Settled | null => {
  const { date } = moment
  if (!date) return null
  const day = dayOf(date, parsed, [])
  return settleMoment(
    { moment, day, mention: moment.zone ?? parsed.zone, ownDate: true, scan: parsed.scan },
    parsed.context,
  )
}

export const daily = (range: Range): Doubt[] => {
  const nights = range.end ? Math.round((range.end.midnight - range.start.midnight) / dayMs) : 0
  if (nights <= 1) return []
  return [
    doubt(
      'window-too-long',
      true,
      'Several days with one pair of times: one long window, or one each day? One long window was taken.',
    ),
  ]
}

/** "25-26 May 2026": a range within one date. */
const withinDate = (phrase: Phrase, parsed: Parsed): Range | null => {
  const { first } = phrase
  if (!first.date || first.date.lastDay === null || first.time) return null
  const own: End = { moment: first, parsed }
  const last: End = { moment: { ...first, date: lastDayOf(first.date) }, parsed }
  return rangeOf(own, last, parsed.context)
}

export const rangeOfPhrase = (phrase: Phrase, parsed: Parsed): Range | null => {
  const within = phrase.last ? null : withinDate(phrase, parsed)
  if (within) return within
  const start: End = { moment: phrase.first, parsed }
  if (phrase.last) {
    const range = rangeOf(start, { moment: phrase.last, parsed }, parsed.context)
    const nightly = phrase.perhapsDaily || (phrase.first.date?.lastDay ?? null) !== null
    return range && nightly ? { ...range, doubts: [...range.doubts, ...daily(range)] } : range
  }
  const alone = settleAlone(phrase.first, parsed)
  return alone ? { start: alone, end: null, doubts: [] } : null
}

export const spanOf = (range: Range, from: number, to: number): Span => ({
  start: range.start.instant,
  end: range.end?.instant ?? null,
  from,
  to,
  doubts: unique(range.doubts),
})

export const offsets = (phrase: Phrase, scan: Scan): readonly [number, number] => [
  scan.tokens[phrase.from]?.start ?? 0,
  scan.tokens[phrase.next - 1]?.end ?? 0,
]

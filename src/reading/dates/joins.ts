import type { Doubt } from '../notice.ts'
import type { DateContext, Span } from '../when.ts'
import type { Day } from './days.ts'
import { dayOf, type Parsed, parseText, type Settled, settleMoment } from './instants.ts'
import type { RawMoment } from './moments.ts'
import { dayMs } from './offsets.ts'
import type { Phrase } from './phrases.ts'
import {
  daily,
  type End,
  lastDayOf,
  offsets,
  type Range,
  rangeOf,
  rangeOfPhrase,
  settleAlone,
  spanOf,
  zoneDoubts,
  zoneOfPair,
} from './ranges.ts'
import { readSpans } from './spans.ts'
import type { ZoneTable } from './zone-table.ts'

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

const unreadable = (text: string): Doubt =>
  doubt('window-end-missing', true, `The end "${text.trim().replace(/\s+/g, ' ').slice(0, 60)}" was not understood.`)

const openWords = /^\W*(?:$|tbd|tba|tbc|n\/?a|none|unknown|open|until further notice|not known)/i

const withoutEnd = (range: Range | null, endText: string | null, whole: readonly [number, number]): Span | null => {
  if (!range) return null
  const doubts =
    endText === null || openWords.test(endText) || range.end ? range.doubts : [...range.doubts, unreadable(endText)]
  return spanOf({ ...range, doubts }, ...whole)
}

/** "12:00 AM" with "06:00 AM 06/12/2021": the end's date is the start's too, or the day after it. */
const datedByEnd = (start: End, end: End, context: DateContext): Range | null => {
  const { date } = end.moment
  if (start.moment.date || !date) return null
  const day = dayOf(date, end.parsed, [])
  const zones = zoneOfPair(start, end)
  const last = settleMoment(
    { moment: end.moment, day, mention: zones.last, ownDate: true, scan: end.parsed.scan },
    context,
  )
  const settle = (from: Day): Settled =>
    settleMoment(
      { moment: start.moment, day: from, mention: zones.first, ownDate: false, scan: start.parsed.scan },
      context,
    )
  const same = settle({ midnight: day.midnight, doubts: [] })
  const first =
    same.conversion.utc < last.conversion.utc ? same : settle({ midnight: day.midnight - dayMs, doubts: [] })
  return { start: first, end: last, doubts: zoneDoubts(first, last) }
}

/** The phrase that a field's text is about: the first with a date, else the first time. */
const mainPhrase = (parsed: Parsed): Phrase | undefined =>
  parsed.phrases.find((phrase) => phrase.first.date !== null) ?? parsed.phrases[0]

/**
 * The window of separate Start and End texts. The end may lack its date or zone; a zone in one of both counts for the
 * other. `null` when the start cannot be read. Offsets of the end are those of its own text, all others of `startText`.
 */
export const joinSpan = (
  startText: string,
  endText: string | null,
  context: DateContext,
  table?: ZoneTable,
): Span | null => {
  const parsed = parseText(startText, context, table)
  const start = mainPhrase(parsed)
  if (!start) return null
  const whole = offsets(start, parsed.scan)
  const endParsed = endText === null ? null : parseText(endText, context, table)
  const end = endParsed ? mainPhrase(endParsed) : undefined
  if (!endParsed || !end) return withoutEnd(rangeOfPhrase(start, parsed), endText, whole)
  const a: End = { moment: start.first, parsed: { ...parsed, evidence: shared(parsed, endParsed) } }
  const b: End = {
    moment: end.last && !end.first.date ? end.last : end.first,
    parsed: { ...endParsed, evidence: a.parsed.evidence },
  }
  const range = rangeOf(a, b, context) ?? datedByEnd(a, b, context)
  return range ? spanOf(range, ...whole) : null
}

/** Both texts are of one hand: what one says of the order of numbers holds for the other. */
const shared = (a: Parsed, b: Parsed): Parsed['evidence'] => {
  const [one, two] = [a.evidence.order, b.evidence.order]
  const order = one === null || one === two ? two : two === null ? one : null
  return { ...a.evidence, order, sure: [...a.evidence.sure, ...b.evidence.sure] }
}

const timesOn = (phrase: Phrase, dates: Parsed, times: Phrase, timesParsed: Parsed): Range | null => {
  const zone = times.first.zone ?? times.last?.zone ?? phrase.first.zone
  const from: RawMoment = {
    ...times.first,
    date: phrase.first.date,
    zone,
    from: phrase.first.from,
    next: phrase.first.next,
  }
  const start: End = { moment: from, parsed: dates }
  if (!times.last) {
    const alone = settleAlone(from, dates)
    return alone ? { start: alone, end: null, doubts: [] } : null
  }
  const own = phrase.last?.date ?? (phrase.first.date ? lastDayOf(phrase.first.date) : null)
  const end: End = { moment: { ...times.last, date: own }, parsed: own ? dates : timesParsed }
  const range = rangeOf(start, end, dates.context)
  return range && own ? { ...range, doubts: [...range.doubts, ...daily(range)] } : range
}

/**
 * Windows from separate Date and Time texts: each date with each pair of times. A range of more than two days with one
 * pair of times gets a blocking doubt. Offsets are those of `dateText`.
 */
export const joinDateAndTimes = (
  dateText: string,
  timesText: string,
  context: DateContext,
  table?: ZoneTable,
): readonly Span[] => {
  const times = parseText(timesText, context, table)
  if (times.phrases.some((phrase) => phrase.first.date !== null && phrase.first.time !== null)) {
    return readSpans(timesText, context, table)
  }
  const dates = parseText(dateText, context, table)
  const out: Span[] = []
  for (const phrase of dates.phrases) {
    if (!phrase.first.date) continue
    for (const clock of times.phrases) {
      const range = clock.first.time ? timesOn(phrase, dates, clock, times) : null
      if (range) out.push(spanOf(range, ...offsets(phrase, dates.scan)))
    }
  }
  return out
}

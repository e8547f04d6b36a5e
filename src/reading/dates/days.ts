import type { Doubt } from '../notice.ts'
import type { DateContext } from '../when.ts'
import type { RawDate } from './date-form.ts'
import { dayMs } from './offsets.ts'

/** A day as local milliseconds at midnight, with what is doubtful about it. */
export interface Day {
  readonly midnight: number
  readonly doubts: readonly Doubt[]
}

/** What the whole text says of its dates; see `gatherEvidence`. */
export interface DayEvidence {
  /** The order that sure all-number dates of the text have, if they agree. */
  readonly order: 'dmy' | 'mdy' | null
  /** Midnights of the text's dates that are beyond question. */
  readonly sure: readonly number[]
}

/** As written, for doubts: most dates raise none. */
type Words = () => string

/* A reminder or completion may come a few days after the work; nobody announces work more than half a year ahead
   without writing the year. */
const yearlessBefore = 7
const yearlessAfter = 200
const yearlessBeforeByWeekday = 60
const yearlessAfterByWeekday = 366
/* Announcements are sent up to four months ahead; the other order must be clearly out of that before it is ruled out. */
const plausibleBefore = 3
const plausibleAfter = 120
const impossibleBefore = 7
const impossibleAfter = 180
/* Two ends in the same order are close; in the wrong one they are a month apart or more. */
const closeEnds = 4
const farEnds = 20
/* Of a mail that is all dates the first ones are evidence enough; each open date is compared with all of these. */
const maxSure = 64

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

/** ISO date of a midnight, for doubts. */
export const dayText = (midnight: number): string => new Date(midnight).toISOString().slice(0, 10)

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const midnightOf = (year: number, month: number, day: number): number | null => {
  if (day < 1 || day > (longestMonths[month - 1] ?? 0)) return null
  const at = Date.UTC(year, month - 1, day)
  // Only a 29 February may still be none.
  return day === 29 && month === 2 && new Date(at).getUTCDate() !== 29 ? null : at
}

/** 1 Monday to 7 Sunday */
const weekdayOf = (midnight: number): number => new Date(midnight).getUTCDay() || 7

const weekdayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const weekdayFits = (date: RawDate, midnight: number): boolean =>
  date.weekday === null || weekdayOf(midnight) === date.weekday

interface Candidate {
  readonly midnight: number
  readonly order: 'dmy' | 'mdy' | 'ymd'
}

const ordered = (date: RawDate, order: Candidate['order']): number | null => {
  const year = date.year ?? 0
  if (order === 'dmy') return midnightOf(year, date.second, date.first)
  if (order === 'mdy') return midnightOf(year, date.first, date.second)
  return midnightOf(2000 + date.first, date.second, year - 2000)
}

const candidatesOf = (date: RawDate, orders: readonly Candidate['order'][]): Candidate[] => {
  const out: Candidate[] = []
  for (const order of orders) {
    const midnight = ordered(date, order)
    if (midnight !== null && out.every((c) => c.midnight !== midnight)) out.push({ midnight, order })
  }
  return out
}

const both = ['dmy', 'mdy'] as const

/** Possible days of an all-number date before any evidence from outside: by weekday and by the calendar. */
const byItself = (date: RawDate): Candidate[] => {
  const possible = candidatesOf(date, both)
  const fitting = possible.filter((c) => weekdayFits(date, c.midnight))
  return fitting.length > 0 ? fitting : possible
}

const sureMidnight = (date: RawDate): number | null => {
  if (date.year === null) return null
  if (date.form === 'sure') return midnightOf(date.year, date.second, date.first)
  return null
}

const midnightIn = (iso: string | null | undefined): number | null => {
  if (!iso) return null
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso)
  return match ? midnightOf(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

/** Looks through all dates of a text for those that settle others. */
export const gatherEvidence = (dates: readonly RawDate[]): DayEvidence => {
  const sure: number[] = []
  let order: DayEvidence['order'] = null
  let agreed = true
  for (const date of dates) {
    const midnight = sureMidnight(date)
    if (midnight !== null && sure.length < maxSure && !sure.includes(midnight)) sure.push(midnight)
    if (date.form !== 'numbers') continue
    const [only, other] = byItself(date)
    if (!only || other || only.order === 'ymd' || date.first === date.second) continue
    agreed &&= order === null || order === only.order
    order = only.order
  }
  return { order: agreed ? order : null, sure }
}

const nearOne = (candidates: readonly Candidate[], anchors: readonly number[], within: number): Candidate | null => {
  const near = candidates.filter((c) => anchors.some((a) => Math.abs(a - c.midnight) <= within * dayMs))
  return near.length === 1 ? (near[0] ?? null) : null
}

const byCompany = (candidates: readonly Candidate[], partner: readonly number[]): Candidate | null => {
  const close = nearOne(candidates, partner, closeEnds)
  if (!close) return null
  const others = candidates.filter((c) => c !== close)
  const far = others.every((c) => partner.every((p) => Math.abs(p - c.midnight) >= farEnds * dayMs))
  return far ? close : null
}

const bySent = (candidates: readonly Candidate[], sent: number | null): Candidate | null => {
  if (sent === null) return null
  const ahead = (c: Candidate): number => (c.midnight - sent) / dayMs
  const likely = candidates.filter((c) => ahead(c) >= -plausibleBefore && ahead(c) <= plausibleAfter)
  const [only] = likely
  if (!only || likely.length > 1) return null
  const others = candidates.filter((c) => c !== only)
  return others.every((c) => ahead(c) < -impossibleBefore || ahead(c) > impossibleAfter) ? only : null
}

const checked = (date: RawDate, words: Words, midnight: number): Day => {
  if (weekdayFits(date, midnight)) return { midnight, doubts: [] }
  const detail = `"${words()}" names ${weekdayNames[date.weekday ?? 0]}, but ${dayText(midnight)} is a ${weekdayNames[weekdayOf(midnight)]}.`
  return { midnight, doubts: [doubt('weekday-mismatch', true, detail)] }
}

const noSuchDay = (date: RawDate, words: Words): Day => {
  const month = date.form === 'numbers' ? Math.min(date.first, date.second) : date.second
  const day = date.form === 'numbers' ? Math.max(date.first, date.second) : date.first
  const midnight = Date.UTC(date.year ?? 1970, month - 1, day)
  return { midnight, doubts: [doubt('date-invalid', true, `"${words()}" is a day that does not exist.`)] }
}

const withHabit = (date: RawDate, words: Words, order: Candidate['order']): Day | null => {
  const habitual = candidatesOf(date, order === 'ymd' ? (date.bare ? ['ymd'] : []) : [order])[0]
  if (habitual) return checked(date, words, habitual.midnight)
  const other = candidatesOf(date, both)[0]
  if (!other || order === 'ymd') return null
  const day = checked(date, words, other.midnight)
  const detail = `"${words()}" cannot be in the usual order of this vendor (${order}); ${dayText(other.midnight)} was taken.`
  return { ...day, doubts: [...day.doubts, doubt('date-order', true, detail)] }
}

/** The day of an all-number date. Evidence in order: habit, weekday, calendar, other dates of the text, the other end, `sent`. */
const dayOfNumbers = (
  date: RawDate,
  words: Words,
  context: DateContext,
  evidence: DayEvidence,
  partner: readonly number[],
): Day => {
  const usual = context.order ? withHabit(date, words, context.order) : null
  if (usual) return usual
  const candidates = byItself(date)
  const [first, second] = candidates
  if (!first) return noSuchDay(date, words)
  if (!second) return checked(date, words, first.midnight)
  const around = midnightIn(context.around)
  const anchors = around === null ? evidence.sure : [...evidence.sure, around]
  const told = candidates.find((c) => c.order === evidence.order) ?? nearOne(candidates, anchors, 1)
  if (told) return { midnight: told.midnight, doubts: [] }
  const guessed = byCompany(candidates, partner) ?? bySent(candidates, midnightIn(context.sent))
  const other = candidates.find((c) => c !== (guessed ?? first)) ?? second
  const taken = guessed ?? first
  const detail = `"${words()}" may be ${dayText(taken.midnight)} or ${dayText(other.midnight)}; ${dayText(taken.midnight)} was taken.`
  return { midnight: taken.midnight, doubts: [doubt('date-order', guessed === null, detail)] }
}

interface YearChoice {
  readonly midnight: number
  readonly sure: boolean
}

const distance = (midnight: number, anchor: number): number => Math.round((midnight - anchor) / dayMs)

const chooseYear = (date: RawDate, anchor: number): YearChoice | null => {
  const year = new Date(anchor).getUTCFullYear()
  const days: number[] = []
  for (let y = year - 4; y <= year + 4; y++) {
    // 29 February needs the wider search; other days have one a year.
    if (Math.abs(y - year) > 1 && date.first !== 29) continue
    const midnight = midnightOf(y, date.second, date.first)
    if (midnight !== null) days.push(midnight)
  }
  days.sort((a, b) => Math.abs(distance(a, anchor)) - Math.abs(distance(b, anchor)))
  const within = (before: number, after: number) => (m: number) =>
    distance(m, anchor) >= -before && distance(m, anchor) <= after
  const expected = days.find(within(yearlessBefore, yearlessAfter))
  if (expected !== undefined) return { midnight: expected, sure: true }
  const fitting = date.weekday === null ? undefined : days.find((m) => weekdayFits(date, m))
  if (fitting !== undefined)
    return { midnight: fitting, sure: within(yearlessBeforeByWeekday, yearlessAfterByWeekday)(fitting) }
  return days[0] === undefined ? null : { midnight: days[0], sure: false }
}

const nearest = (anchors: readonly number[], date: RawDate): number | null => {
  const exact = anchors.find(
    (a) => new Date(a).getUTCMonth() + 1 === date.second && new Date(a).getUTCDate() === date.first,
  )
  return exact ?? anchors[0] ?? null
}

const dayWithoutYear = (
  date: RawDate,
  words: Words,
  context: DateContext,
  evidence: DayEvidence,
  partner: readonly number[],
): Day => {
  const beside = nearest([...partner, ...evidence.sure], date) ?? midnightIn(context.around)
  const anchor = beside ?? midnightIn(context.sent)
  const choice = anchor === null ? null : chooseYear(date, anchor)
  if (!choice) {
    const midnight = midnightOf(1970, date.second, date.first) ?? midnightOf(1972, date.second, date.first)
    if (midnight === null) return noSuchDay(date, words)
    return { midnight, doubts: [doubt('year-missing', true, `"${words()}" has no year, and nothing tells which.`)] }
  }
  const day = checked(date, words, choice.midnight)
  const source = beside === null ? "the mail's own date" : 'another date beside it'
  const detail = `"${words()}" has no year; ${dayText(choice.midnight)} was taken from ${source}.`
  return { ...day, doubts: [...day.doubts, doubt('year-missing', !choice.sure, detail)] }
}

/**
 * The day that is meant. `partner`: midnights of the other end of the window, as far as they are known.
 */
export const settleDay = (
  date: RawDate,
  words: Words,
  context: DateContext,
  evidence: DayEvidence,
  partner: readonly number[],
): Day => {
  if (date.form === 'numbers') return dayOfNumbers(date, words, context, evidence, partner)
  if (date.year === null) return dayWithoutYear(date, words, context, evidence, partner)
  const midnight = midnightOf(date.year, date.second, date.first)
  return midnight === null ? noSuchDay(date, words) : checked(date, words, midnight)
}

/** All days that a date could be by itself: what the other end of its window is compared with. */
export const possibleDays = (date: RawDate): readonly number[] => {
  if (date.form === 'numbers') return byItself(date).map((c) => c.midnight)
  const midnight = sureMidnight(date)
  return midnight === null ? [] : [midnight]
}

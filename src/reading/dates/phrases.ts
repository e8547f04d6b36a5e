import { isProven, momentsOf, type RawMoment, type Scan } from './moments.ts'
import type { Token } from './tokens.ts'
import { beginnings, openEnds, rangeOpeners, rangeWords, rangeWordsOpened } from './words.ts'

/** One moment, or two that a text joins to a window. */
export interface Phrase {
  readonly first: RawMoment
  /** Null: a lone moment, or a window whose end is open. */
  readonly last: RawMoment | null
  /** "25 May 22:00 - TBD", "starting 25 May 22:00": a beginning without end. */
  readonly open: boolean
  /** "5 to 9 May, 22:00 - 04:00": one long window, or one each night? */
  readonly perhapsDaily: boolean
  /** Token indexes: from (inclusive), next (exclusive). */
  readonly from: number
  readonly next: number
}

type Tokens = readonly Token[]

const isMark = (t: Token | undefined, marks: string): boolean => t?.kind === 'mark' && marks.includes(t.text)
const isWord = (t: Token | undefined, words: ReadonlySet<string>): boolean => t?.kind === 'word' && words.has(t.lower)

const softMarks = ')*,"]('
const endLabels: ReadonlySet<string> = new Set([
  'end',
  'ends',
  'ending',
  'finish',
  'finishes',
  'ende',
  'fin',
  'fine',
  'until',
])
const labelWords: ReadonlySet<string> = new Set([
  'date',
  'time',
  'and',
  'of',
  'window',
  'the',
  'at',
  'on',
  'datetime',
  'hour',
])
const startLabels: ReadonlySet<string> = new Set([
  'start',
  'starts',
  'starting',
  'begin',
  'begins',
  'beginning',
  'beginn',
  'from',
])
const afterJoiner: ReadonlySet<string> = new Set(['the', 'on', 'at', 'le', 'den', 'am', 'a', 'dem', 'las', 'as', 'ore'])
/** "moved from A to B" tells of two windows' dates, not of one window; "Change window: A to B" does. */
const moves =
  /\b(?!change (?:window|period|slot|schedule)\b)(?:mov|re-?schedul|postpon|shift|chang|verleg|verschob|brought forward|push|delay|amend)[a-zé]{0,12}\W{1,3}(?:[a-z]{1,12}\W{1,3}){0,3}$/i

const opened = (t: Tokens, moment: RawMoment): boolean => {
  for (let i = Math.max(0, moment.from - 2); i < moment.next; i++) if (isWord(t[i], rangeOpeners)) return true
  return false
}

const isMove = (scan: Scan, moment: RawMoment): boolean => {
  const start = scan.tokens[moment.from]?.start ?? 0
  return moves.test(scan.text.slice(Math.max(0, start - 60), start))
}

const whole = (m: RawMoment): boolean => m.date !== null && m.time !== null && m.zone === null

/** "15-03-2027 23:00 / 16-03-2027 05:00": with zones the slash parts two names of one moment. */
const slashJoins = (joiner: Token, a: RawMoment, b: RawMoment): boolean =>
  isMark(joiner, '/') && joiner.gap > 0 && whole(a) && whole(b)

/** Marks and words between two moments that make them one window; at most eight of them. */
const joins = (scan: Scan, a: RawMoment, b: RawMoment): boolean => {
  const t = scan.tokens
  if (b.from - a.next > 8 || b.from < a.next) return false
  for (let i = a.next; i <= b.from; i++) if (t[i]?.gap === 3) return false
  let i = a.next
  while (i < b.from && isMark(t[i], softMarks)) i++
  const joiner = t[i]
  if (i >= b.from || joiner === undefined) return false
  if (isMark(joiner, '-→=>') || slashJoins(joiner, a, b)) return dashJoins(t, i, a, b)
  if (isWord(joiner, rangeWords)) return onlySoft(t, i + 1, b.from) && !(joiner.lower === 'to' && isMove(scan, a))
  if (isWord(joiner, rangeWordsOpened)) return onlySoft(t, i + 1, b.from) && opened(t, a)
  return labelJoins(t, i, a, b)
}

const onlySoft = (t: Tokens, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (!isMark(t[i], softMarks) && !isWord(t[i], afterJoiner)) return false
  return true
}

/** " - ", " – ", "->"; a dash that opens a line of a list is none. */
const dashJoins = (t: Tokens, at: number, a: RawMoment, b: RawMoment): boolean => {
  let next = at
  while (next < b.from && isMark(t[next], '-→=>/')) next++
  const bullet = t[at]?.gap === 2 && isMark(t[a.from - 1], '-')
  return !bullet && onlySoft(t, next, b.from)
}

/** "Start: A, End: B" */
const labelJoins = (t: Tokens, at: number, a: RawMoment, b: RawMoment): boolean => {
  if (!isWord(t[at], endLabels)) return false
  for (let i = at + 1; i < b.from; i++) if (!isMark(t[i], ':-.*&/,') && !isWord(t[i], labelWords)) return false
  for (let i = Math.max(0, a.from - 7); i < a.next; i++) if (isWord(t[i], startLabels)) return true
  return false
}

const endsOpen = (scan: Scan, moment: RawMoment): boolean => {
  const t = scan.tokens
  const at = isMark(t[moment.next], ')') ? moment.next + 1 : moment.next
  const joined = isMark(t[at], '-') || isWord(t[at], rangeWords)
  if (joined && (isWord(t[at + 1], openEnds) || t[at + 1]?.lower === 'further')) return true
  if (t[at]?.lower === 'onwards' || t[at]?.lower === 'onward') return true
  const before = t[moment.from - 1]
  const cue = before?.kind === 'word' && !isWord(before, beginnings) ? t[moment.from - 2] : before
  return isWord(cue, beginnings)
}

const alone = (scan: Scan, moment: RawMoment): Phrase => ({
  first: moment,
  last: null,
  open: moment.date !== null && endsOpen(scan, moment),
  perhapsDaily: false,
  from: moment.from,
  next: moment.next,
})

const pair = (first: RawMoment, last: RawMoment, perhapsDaily = false): Phrase => ({
  first,
  last,
  open: false,
  perhapsDaily,
  from: first.from,
  next: last.next,
})

/** Date and time apart by a dash: "12 May 2026 - 22:00 UTC". */
const mergeDashed = (
  scan: Scan,
  moments: readonly RawMoment[],
  at: number,
): { moment: RawMoment; used: number } | null => {
  const a = moments[at]
  const b = moments[at + 1]
  if (!a) return null
  const apart = b && a.date && !a.time && !b.date && b.time && joins(scan, a, b)
  if (!apart) return { moment: a, used: 1 }
  return { moment: { ...a, time: b.time, zone: b.zone ?? a.zone, also: b.also, next: b.next }, used: 2 }
}

/** "D1 - D2, T1 - T2": `b` holds D2 and T1. */
const fourfold = (a: RawMoment, b: RawMoment, c: RawMoment): Phrase => {
  const zone = c.zone ?? b.zone ?? a.zone
  const first = { ...a, time: b.time, zone: b.zone ?? zone }
  return pair(first, { ...c, date: b.date, zone }, true)
}

const joinFrom = (scan: Scan, moments: readonly RawMoment[], at: number): { phrase: Phrase; used: number } | null => {
  const merged = mergeDashed(scan, moments, at)
  if (!merged) return null
  const { moment: a, used } = merged
  const b = moments[at + used]
  if (!b || !joins(scan, a, b)) return { phrase: alone(scan, a), used }
  if (a.time === null && b.time !== null && b.date !== null) {
    const c = moments[at + used + 1]
    if (c && c.date === null && joins(scan, b, c)) return { phrase: fourfold(a, b, c), used: used + 2 }
  }
  if (a.date === null && b.date !== null) {
    // "22:00 - 04:00 on 5 May": the date is the beginning's.
    if (!b.timeFirst) return { phrase: alone(scan, a), used }
    return { phrase: pair({ ...a, date: b.date }, { ...b, date: null }), used: used + 1 }
  }
  return { phrase: pair(a, b), used: used + 1 }
}

const maxReach = 120

/** "On 12 May 2026 we work … between 22:00 and 04:00 UTC": times without date take the date just before them. */
const reach = (scan: Scan, date: Phrase | undefined, times: Phrase): Phrase | null => {
  if (!date || date.last?.time || date.first.time || !date.first.date || !times.last) return null
  const t = scan.tokens
  const near = (t[times.from]?.start ?? 0) - (t[date.next - 1]?.end ?? 0) <= maxReach
  for (let i = date.next; i <= times.from; i++) {
    const sentence = isMark(t[i], '.') && (t[i + 1]?.gap ?? 0) > 0
    if (t[i]?.gap === 3 || sentence) return null
  }
  if (!near) return null
  const whole = { ...times, first: { ...times.first, date: date.first.date }, from: date.from }
  // "In the night from 26 May 2026 to 27 May 2026 … between 23:00 and 05:00"
  return date.last?.date ? { ...whole, last: { ...times.last, date: date.last.date }, perhapsDaily: true } : whole
}

const listJoins = (t: Tokens, from: number, to: number): boolean => {
  for (let i = from; i < to; i++)
    if (!isMark(t[i], ',&/+') && !['and', 'und', 'et', 'y', 'e', 'en'].includes(t[i]?.lower ?? '')) return false
  return to > from && to - from <= 2
}

/** "5, 6" as "5-May-2026, 6-May-2026 and 7-May-2026 22:00 - 23:00": the times are those of each date. */
const spread = (scan: Scan, phrases: readonly Phrase[]): Phrase[] => {
  const out = [...phrases]
  for (let i = out.length - 2; i >= 0; i--) {
    const date = out[i]
    const times = out[i + 1]
    if (!date || !times?.last || date.last || date.first.time || times.last.date || !date.first.date) continue
    if (!listJoins(scan.tokens, date.next, times.from)) continue
    const zone = times.first.zone ?? times.last.zone
    out[i] = { ...times, first: { ...times.first, date: date.first.date, zone }, from: date.from, next: date.next }
  }
  return out
}

/** It has a date, and one that is proven: by itself or by the other end. */
export const isDated = (scan: Scan, phrase: Phrase): boolean => {
  const { first, last } = phrase
  if (!first.date) return false
  return isProven(scan, first) || (last !== null && last.date !== null && (isProven(scan, last) || last.time !== null))
}

/** All windows and lone moments of a text, in order; also times that have no date anywhere. */
export const phrasesOf = (scan: Scan): Phrase[] => {
  const moments = momentsOf(scan)
  const joined: Phrase[] = []
  for (let i = 0; i < moments.length; ) {
    const step = joinFrom(scan, moments, i)
    if (!step) break
    const { phrase } = step
    const dated = phrase.first.date ? null : reach(scan, joined.at(-1), phrase)
    if (dated) joined.pop()
    joined.push(dated ?? phrase)
    i += step.used
  }
  return spread(scan, joined)
}

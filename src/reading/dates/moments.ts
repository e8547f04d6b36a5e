import { dateAt, hasDateCue, type RawDate } from './date-form.ts'
import { isTimeWord, type RawTime, timeAt } from './time-form.ts'
import type { Token } from './tokens.ts'
import { beforeDate, beforeTime, rangeWords } from './words.ts'
import { type BeforeOffset, unknownZone, type ZoneMention, zoneAt } from './zone-form.ts'
import type { ZoneTable } from './zone-table.ts'

/** A date, a time, or both, as they stand together in a text; `zone` as written beside or ahead of them. */
export interface RawMoment {
  readonly date: RawDate | null
  readonly time: RawTime | null
  readonly zone: ZoneMention | null
  /** The same moment again in another zone: "22:00 CEST (20:00 UTC)". */
  readonly also: { readonly time: RawTime; readonly zone: ZoneMention } | null
  /** "22:00 on 5 May" rather than "5 May 22:00". */
  readonly timeFirst: boolean
  /** Token indexes: from (inclusive), next (exclusive). */
  readonly from: number
  readonly next: number
}

type Tokens = readonly Token[]

const isMark = (t: Token | undefined, marks: string): boolean => t?.kind === 'mark' && marks.includes(t.text)

/** Steps over what may stand between the parts of one moment; at most four words or marks. */
const skip = (t: Tokens, from: number, words: ReadonlySet<string>, marks: string): number => {
  let i = from
  while (i < from + 4) {
    const token = t[i]
    if (!token || token.gap === 3) return i
    const filler = token.kind === 'mark' ? marks.includes(token.text) : token.kind === 'word' && words.has(token.lower)
    if (!filler) return i
    i++
  }
  return i
}

export interface Scan {
  readonly tokens: Tokens
  readonly table: ZoneTable
  readonly text: string
}

const clockAt = ({ tokens, table }: Scan, i: number): RawTime | null => {
  const token = tokens[i]
  if (!token || (token.kind !== 'number' && !isTimeWord(token))) return null
  return timeAt(tokens, i, (at) => (tokens[at]?.gap ?? 3) <= 2 && zoneAt(tokens, at, table) !== null)
}

const beforeOffset = (scan: Scan, time: RawTime): BeforeOffset => {
  const before = scan.tokens[time.from - 1]
  return { seconds: time.seconds, iso: scan.tokens[time.from]?.gap === 0 && before?.lower === 't' }
}

/** "06:00⏎UTC: FRIDAY …", "06:00 UTC: 10:00": the zone is the label of what follows. */
const isLabel = (t: Tokens, mention: ZoneMention, from: number): boolean => {
  const at = isMark(t[mention.next], '*') ? mention.next + 1 : mention.next
  if (!isMark(t[at], ':')) return false
  if ((t[from]?.gap ?? 0) >= 2) return true
  const beyond = t[skip(t, at + 1, noWords, '*')]
  return beyond?.kind === 'number' || beyond?.meaning !== undefined
}

/** On a new line only what cannot be the beginning of a sentence is taken for a wrapped zone. */
const wrapped = (t: Tokens, mention: ZoneMention, from: number): boolean => {
  if ((t[from]?.gap ?? 0) < 2) return true
  const abbreviation = /^[A-Z]{2,5}$/.test(t[from]?.text ?? '')
  if (abbreviation || isMark(t[from], '([') || mention.next - from > 1) return true
  // "02:30⏎Local" as a table's last word, but not "02:30⏎Local contact: …"
  const beyond = t[mention.next]
  return (
    t[from]?.lower === 'local' &&
    (!beyond || beyond.gap >= 2 || beyond.kind === 'mark' || beyond.start - (t[from]?.end ?? 0) > 1)
  )
}

const noWords: ReadonlySet<string> = new Set()

const zoneBehind = (scan: Scan, time: RawTime, at: number): ZoneMention | null => {
  // "(22:00 - 23:30) CET", but not "(from 22:00) (4 hours)"
  const closed = isMark(scan.tokens[at], ')') && scan.tokens[at + 1]?.kind === 'word' ? at + 1 : at
  const start = skip(scan.tokens, closed, noWords, ',*')
  if ((scan.tokens[start]?.gap ?? 3) > 2) return null
  const mention = zoneAt(scan.tokens, start, scan.table, beforeOffset(scan, time))
  if (!mention) return unknownZone(scan.tokens, start)
  if (isLabel(scan.tokens, mention, start)) return null
  return wrapped(scan.tokens, mention, start) ? mention : null
}

/** A weak time ("2200") right behind a date counts when a dash or range word with another such time follows. */
const provenByRange = (scan: Scan, time: RawTime): boolean => {
  const joiner = scan.tokens[time.next]
  if (!joiner || !(isMark(joiner, '-') || rangeWords.has(joiner.lower))) return false
  const other = clockAt(scan, time.next + 1)
  return other !== null && !other.weak
}

interface Timed {
  readonly time: RawTime
  readonly zone: ZoneMention | null
  readonly next: number
}

const timedAt = (scan: Scan, i: number, dated: boolean): Timed | null => {
  const time = clockAt(scan, i)
  if (!time) return null
  const zone = zoneBehind(scan, time, time.next)
  if (time.weak && zone === null && !provenByRange(scan, time) && !(dated && weakBehindDate(scan, time))) return null
  return { time, zone, next: zone?.next ?? time.next }
}

/** "20230925 2200", "25/05/2026 19h": the digits right behind a date, at the end of what is said. */
const weakBehindDate = (scan: Scan, time: RawTime): boolean => {
  const token = scan.tokens[time.from]
  if (token === undefined || token.gap > 1 || scan.tokens[time.from - 1]?.kind !== 'number') return false
  if (scan.tokens[time.from + 1]?.text === '.') return false
  const letter = scan.tokens[time.from + 1]?.lower === 'h'
  const ended = scan.tokens[time.next]
  return letter || scan.tokens[time.from - 1]?.text.length === 8 || !ended || ended.gap >= 2 || isMark(ended, '-,;)')
}

/** "(20:00 UTC)" or "/ 20:00 UTC" behind a moment: itself again. */
const alsoAt = (scan: Scan, at: number): { also: RawMoment['also']; next: number } | null => {
  const open = scan.tokens[at]
  if (!open || open.gap > 1 || !isMark(open, '(/=')) return null
  const timed = timedAt(scan, at + 1, false)
  if (!timed?.zone) return null
  const closed = isMark(scan.tokens[timed.next], ')')
  if (isMark(open, '(') && !closed) return null
  return { also: { time: timed.time, zone: timed.zone }, next: closed ? timed.next + 1 : timed.next }
}

/** "Tue May  5 22:00:00 UTC 2026", as Unix writes it. */
const yearBehind = (t: Tokens, date: RawDate, next: number): number | null => {
  const token = t[next]
  const year =
    date.year === null && token?.kind === 'number' && token.gap === 1 && token.text.length === 4 ? token.value : 0
  return year >= 1990 && year <= 2099 && (t[next + 1]?.gap ?? 1) > 0 ? year : null
}

/** The time behind a date: "at 22:00 UTC", "T22:00Z", and with the zone between them: "(UTC) 22:00". */
const timeBehind = (scan: Scan, date: RawDate): { timed: Timed | null; zone: ZoneMention | null; next: number } => {
  const { tokens } = scan
  const iso = tokens[date.next]?.lower === 't' && tokens[date.next]?.gap === 0
  const at = iso ? date.next + 1 : skip(tokens, date.next, beforeTime, ',:;*@|')
  const gap = tokens[at]?.gap ?? 3
  const timed = gap <= 2 ? timedAt(scan, at, true) : null
  if (timed) return { timed, zone: timed.zone, next: timed.next }
  const between = gap > 1 ? null : zoneAt(tokens, at, scan.table)
  if (!between) return { timed: null, zone: null, next: date.next }
  const late = timedAt(scan, skip(tokens, between.next, beforeTime, ',:;*'), true)
  return { timed: late, zone: late?.zone ?? between, next: late?.next ?? between.next }
}

const dateThenTime = (scan: Scan, date: RawDate): RawMoment => {
  const { timed, zone, next } = timeBehind(scan, date)
  const base = { date, time: timed?.time ?? null, zone, also: null, timeFirst: false, from: date.from, next }
  const year = timed ? yearBehind(scan.tokens, date, next) : null
  if (year === null || !timed) return base
  // The zone may stand behind the year too.
  const behind = zone ?? zoneBehind(scan, timed.time, next + 1)
  return { ...base, date: { ...date, year, bare: false }, zone: behind, next: Math.max(next + 1, behind?.next ?? 0) }
}

/** The date behind a time. A date that has its own time behind it keeps that one, unless both stand on one line with "on". */
const dateBehind = (scan: Scan, timed: Timed): RawDate | null => {
  const { tokens } = scan
  const at = skip(tokens, timed.next, beforeDate, ',*')
  if ((tokens[at]?.gap ?? 3) > 2) return null
  const date = dateAt(tokens, at)
  if (!date) return null
  const broken = tokens.slice(timed.next, at + 1).some((token) => token.gap >= 2)
  const own = dateThenTime(scan, date).time !== null
  return own && (broken || at === timed.next) ? null : date
}

const timeThenDate = (scan: Scan, first: Timed, from: number): RawMoment => {
  const again = first.zone ? alsoAt(scan, first.next) : null
  const timed = again && dateBehind(scan, { ...first, next: again.next }) ? { ...first, next: again.next } : first
  const date = dateBehind(scan, timed)
  const zone = timed.zone ?? (date ? zoneBehind(scan, timed.time, date.next) : null)
  const next = Math.max(timed.next, date?.next ?? 0, zone?.next ?? 0)
  const also = timed === first ? null : (again?.also ?? null)
  return { date, time: timed.time, zone, also, timeFirst: true, from, next }
}

const headMarks = '):*,-]'

/** A zone ahead of the moment, as a label's last word: "UTC: …", "Window (IST) …", "GMT 22:00". */
const zoneAhead = (scan: Scan, from: number, floor: number): ZoneMention | null => {
  let i = from - 1
  let marked = false
  while (i >= floor && i >= from - 4 && isMark(scan.tokens[i], headMarks)) {
    marked ||= isMark(scan.tokens[i], ':)]')
    i--
  }
  const token = scan.tokens[i]
  if (i < floor || token?.kind !== 'word' || token.text.length > 6) return null
  const start = scan.tokens[i - 1]?.lower === 'local' && i - 1 >= floor ? i - 1 : i
  const mention = zoneAt(scan.tokens, start, scan.table)
  if (!mention || mention.next > from) return null
  return marked || mention.words === 'UTC' || mention.words === 'GMT' ? mention : null
}

/** A bare date needs a time, a weekday, or a place where dates stand. */
export const isProven = (scan: Scan, moment: RawMoment): boolean => {
  const { date } = moment
  if (!date?.bare) return true
  const day = scan.tokens[date.from]
  if (day?.text.length === 8 && day.kind === 'number') return moment.time !== null
  return moment.time !== null || date.weekday !== null || hasDateCue(scan.tokens, date)
}

const momentAt = (scan: Scan, i: number, floor: number): RawMoment | null => {
  const date = dateAt(scan.tokens, i)
  const timed = date ? null : timedAt(scan, i, false)
  if (!date && !timed) return null
  const raw = date ? dateThenTime(scan, date) : timed ? timeThenDate(scan, timed, i) : null
  if (!raw) return null
  const again = raw.time && raw.zone && !raw.also ? alsoAt(scan, raw.next) : null
  const moment = again ? { ...raw, also: again.also, next: again.next } : raw
  return moment.zone ? moment : { ...moment, zone: zoneAhead(scan, i, floor) }
}

/** All dates and times of a text, in order. Bare dates are among them: whether they count is seen in company. */
export const momentsOf = (scan: Scan): RawMoment[] => {
  const out: RawMoment[] = []
  let floor = 0
  for (let i = 0; i < scan.tokens.length; ) {
    const token = scan.tokens[i]
    const candidate = token?.kind === 'number' || token?.meaning || (token && isTimeWord(token))
    const moment = candidate ? momentAt(scan, i, floor) : null
    if (moment) out.push(moment)
    i = moment ? moment.next : i + 1
    if (moment) floor = moment.next
  }
  return out
}

const zoneNotices: ReadonlySet<string> = new Set(['times', 'timezone', 'zone', 'zeiten', 'zeitzone'])
const noticeWords: ReadonlySet<string> = new Set(
  'are is in given shown listed stated quoted expressed all the as alle sind angegeben'.split(' '),
)

/** "All times are in CET", "Time zone: ET": the zone of all times of the text that have none of their own. */
export const zoneOfText = (scan: Scan): ZoneMention | null => {
  const t = scan.tokens
  for (let i = 0; i < t.length; i++) {
    if (t[i]?.kind !== 'word' || !zoneNotices.has(t[i]?.lower ?? '')) continue
    const at = skip(t, skip(t, i + 1, noticeWords, ':*'), noticeWords, ':*(')
    const mention = at > i + 1 ? zoneAt(t, at, scan.table) : null
    if (mention) return mention
  }
  return null
}

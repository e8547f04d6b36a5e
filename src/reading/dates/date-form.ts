import type { Token } from './tokens.ts'
import { dateCues, portWords } from './words.ts'

/** A calendar date as written, not yet decided: the order of numbers and the year may be open. */
export interface RawDate {
  /** 1 Monday to 7 Sunday, as written beside the date. */
  readonly weekday: number | null
  /** Null when not written. Two-digit years are already 20xx. */
  readonly year: number | null
  /** With `numbers`, the two numbers in written order and the month is one of them; else day and month are sure. */
  readonly form: 'sure' | 'numbers'
  readonly first: number
  readonly second: number
  /** "25-26 May": the last day of a range within the month. */
  readonly lastDay: number | null
  /** Without year it needs company (a time, a weekday, a range) to be believed. */
  readonly bare: boolean
  /** Token indexes: from (inclusive), next (exclusive). */
  readonly from: number
  readonly next: number
}

const minYear = 1990
const maxYear = 2099

interface Part {
  readonly value: number
  readonly next: number
}

type Tokens = readonly Token[]

const isMark = (t: Token | undefined, marks: string): boolean => t?.kind === 'mark' && marks.includes(t.text)
const isNumber = (t: Token | undefined, min: number, max: number): t is Token =>
  t?.kind === 'number' && t.text.length >= min && t.text.length <= max
const isWord = (t: Token | undefined, words: ReadonlySet<string>): boolean => t?.kind === 'word' && words.has(t.lower)

const ordinals: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th', 'er', 'ste', 'e', 'º', 'ª'])
const ofWords: ReadonlySet<string> = new Set(['of', 'de', 'del', 'di', 'do'])

/** Only the first touches: what precedes must not make the number part of an id, a path, a version or an address. */
const opensCleanly = (t: Tokens, i: number): boolean => {
  const token = t[i]
  const before = t[i - 1]
  if (!token || !before || token.gap > 0) return token !== undefined
  if (before.kind !== 'mark') return false
  if ('./+#@$€£%&\\'.includes(before.text)) return false
  // "?date=2026-05-25" of a link
  if (before.text === '=') return before.gap > 0
  if ('-_'.includes(before.text)) return before.gap > 0 || i === 1
  if (before.text !== ':') return true
  return t[i - 2]?.kind !== 'number' || before.gap > 0
}

/** A number behind a glued dash goes on with another date or time ("25/05/2026-26/05/2026"), not with an id's last digits. */
const continues = (t: Tokens, i: number): boolean =>
  t[i]?.kind === 'number' && t[i + 1]?.gap === 0 && isMark(t[i + 1], ':/.-') && t[i + 2]?.gap === 0

const closesCleanly = (t: Tokens, next: number): boolean => {
  const after = t[next]
  if (!after || after.gap > 0) return true
  if (after.kind === 'number') return false
  if (after.kind === 'word') return after.lower === 't' || after.lower === 'at' || after.lower === 'to'
  const beyond = t[next + 1]
  const glued = beyond !== undefined && beyond.gap === 0
  if ('/%@#+=&\\'.includes(after.text)) return false
  if ('.:'.includes(after.text))
    return !glued || beyond.kind === 'mark' || (after.text === '.' && beyond.kind === 'word')
  if ('-_'.includes(after.text)) return !glued || beyond.meaning !== undefined || continues(t, next + 1)
  return true
}

const fourDigitYear = (t: Token | undefined): number | null =>
  isNumber(t, 4, 4) && t.value >= minYear && t.value <= maxYear ? t.value : null

const dayNumber = (t: Token | undefined): number | null =>
  isNumber(t, 1, 2) && t.value >= 1 && t.value <= 31 ? t.value : null

/** "26", "26th", "26.": the day and where it ends. */
const dayAt = (t: Tokens, i: number): Part | null => {
  const value = dayNumber(t[i])
  if (value === null) return null
  let next = i + 1
  if (t[next]?.gap === 0 && isWord(t[next], ordinals)) next++
  if (isMark(t[next], '.') && t[next]?.gap === 0) next++
  return { value, next }
}

/** A month's name, with the dot of an abbreviation. */
const monthAt = (t: Tokens, i: number): (Part & { readonly weak: boolean }) | null => {
  const token = t[i]
  const month = token?.meaning?.month
  if (token === undefined || month === undefined) return null
  const next = isMark(t[i + 1], '.') && t[i + 1]?.gap === 0 && token.text.length < 6 ? i + 2 : i + 1
  return { value: month, next, weak: token.meaning?.weak === true }
}

/** Skips one separator: `-`, `/`, `.` or `,`, or "of"/"de"; a dash or slash must touch both sides. */
const skipSeparator = (t: Tokens, i: number): number => {
  const token = t[i]
  if (token === undefined) return i
  if (isMark(token, '-/.') && token.gap === 0 && t[i + 1]?.gap === 0) return i + 1
  if (isMark(token, ',')) return i + 1
  if (isWord(token, ofWords)) return i + 1
  return i
}

const startsTime = (t: Tokens, i: number): boolean =>
  isNumber(t[i], 1, 2) && (isMark(t[i + 1], ':.') || t[i + 1]?.lower === 'h') && t[i + 1]?.gap === 0

/** A year after day and month: four digits, or two that nothing else can claim. */
const yearAt = (t: Tokens, i: number): Part | null => {
  const at = skipSeparator(t, i)
  const token = t[at]
  if (token === undefined || token.gap > 2) return null
  const full = fourDigitYear(token)
  if (full !== null) {
    const clock = isMark(t[at + 1], ':') && t[at + 1]?.gap === 0 && isNumber(t[at + 2], 2, 2) && t[at - 1]?.text !== '-'
    return clock && token.gap === 0 ? null : { value: full, next: at + 1 }
  }
  const apostrophe = isMark(token, "'’") && isNumber(t[at + 1], 2, 2) && t[at + 1]?.gap === 0
  if (apostrophe) return { value: 2000 + (t[at + 1]?.value ?? 0), next: at + 2 }
  if (!isNumber(token, 2, 2) || startsTime(t, at)) return null
  const glued = at > i && token.gap === 0 && isMark(t[at - 1], '-/.')
  const beforeTime = token.gap === 1 && at === i && startsTime(t, at + 1)
  return glued || beforeTime ? { value: 2000 + token.value, next: at + 1 } : null
}

interface Named {
  readonly day: number
  readonly lastDay: number | null
  readonly month: number
  readonly year: Part | null
  readonly next: number
  readonly weak: boolean
}

/** The "-26" of "25-26 May", "25 - 26 May", "25/26 May", "25 to 26 May"; not the "- 20:00" of a time. */
const lastDayAt = (t: Tokens, i: number): Part | null => {
  const joiner = t[i]
  if (joiner === undefined || joiner.gap > 1) return null
  if (!isMark(joiner, '-/') && !['to', 'and', 'bis', 'au', 'und', 'et', 'y', 'e', 'al'].includes(joiner.lower))
    return null
  if (startsTime(t, i + 1)) return null
  return dayAt(t, i + 1)
}

const dayMonth = (t: Tokens, i: number): Named | null => {
  const day = dayAt(t, i)
  if (!day) return null
  const last = lastDayAt(t, day.next)
  for (const tail of last && last.value > day.value ? [last, null] : [null]) {
    const end = tail ?? day
    const at = skipSeparator(t, end.next)
    const month = (t[at]?.gap ?? 3) <= 2 ? monthAt(t, at) : null
    if (!month) continue
    const year = yearAt(t, month.next)
    return {
      day: day.value,
      lastDay: tail?.value ?? null,
      month: month.value,
      year,
      next: year?.next ?? month.next,
      weak: month.weak,
    }
  }
  return null
}

const monthDay = (t: Tokens, i: number): Named | null => {
  const month = monthAt(t, i)
  if (!month) return null
  const at = skipSeparator(t, month.next)
  if ((t[at]?.gap ?? 3) > 2) return null
  const day = dayAt(t, at)
  if (!day || startsTime(t, at)) return null
  const last = lastDayAt(t, day.next)
  const tail = last && last.value > day.value ? last : null
  const afterTail = tail ? yearAt(t, tail.next) : null
  // "May 25 - 27 customers" has no year behind the second number: then the number is none of ours.
  const range = afterTail ? tail : null
  const year = afterTail ?? yearAt(t, day.next)
  const next = year?.next ?? range?.next ?? day.next
  return { day: day.value, lastDay: range?.value ?? null, month: month.value, year, next, weak: month.weak }
}

const yearMonthDay = (t: Tokens, i: number): Named | null => {
  const year = fourDigitYear(t[i])
  if (year === null) return null
  const month = monthAt(t, skipSeparator(t, i + 1))
  if (!month) return null
  const day = dayAt(t, skipSeparator(t, month.next))
  if (!day || startsTime(t, day.next - 1)) return null
  return {
    day: day.value,
    lastDay: null,
    month: month.value,
    year: { value: year, next: day.next },
    next: day.next,
    weak: false,
  }
}

const fromNamed = (named: Named | null, from: number, weekday: number | null): RawDate | null => {
  if (!named || (named.weak && (named.year === null || named.year.value < minYear))) return null
  const { day, month, lastDay, next } = named
  const year = named.year?.value ?? null
  return { weekday, year, form: 'sure', first: day, second: month, lastDay, bare: year === null, from, next }
}

/** `a/b/c`, `a-b-c`, `a.b.c` with one and the same mark; after a dot a blank may stand ("24. 05. 2014"). */
const parted = (m1: Token, b: Token, m2: Token, c: Token): boolean => {
  if (m1.text !== m2.text || m1.gap > 0 || m2.gap > 0) return false
  const spaced = m1.text === '.' && c.text.length === 4 ? 1 : 0
  return b.gap <= spaced && c.gap <= spaced
}

/** `et 1/1/12` is a port; `12:00am ET 12/08/2026` is Eastern Time. */
const isPort = (t: readonly Token[], i: number): boolean =>
  isWord(t[i], portWords) && !(t[i]?.text === 'ET' && (/^[ap]m$/.test(t[i - 1]?.lower ?? '') || t[i - 2]?.text === ':'))

const numeric = (t: Tokens, i: number, weekday: number | null, from: number): RawDate | null => {
  const [m1, m2] = [t[i + 1], t[i + 3]]
  // Most numbers are no dates: the mark behind tells first.
  if (!m1 || !isMark(m1, '/-.') || !m2) return null
  const [a, b, c] = [t[i], t[i + 2], t[i + 4]]
  if (!isNumber(a, 1, 4) || !isNumber(b, 1, 2) || !isNumber(c, 1, 4) || !parted(m1, b, m2, c)) return null
  const next = i + 5
  const leading = fourDigitYear(a)
  if (leading !== null) {
    if (c.text.length > 2 || b.value < 1 || b.value > 12 || c.value < 1 || c.value > 31) return null
    return {
      weekday,
      year: leading,
      form: 'sure',
      first: c.value,
      second: b.value,
      lastDay: null,
      bare: false,
      from,
      next,
    }
  }
  if (a.text.length > 2 || c.text.length === 3 || c.text.length === 1) return null
  const year = c.text.length === 2 ? 2000 + c.value : fourDigitYear(c)
  if (year === null) return null
  const possible =
    Math.min(a.value, b.value) >= 1 && Math.min(a.value, b.value) <= 12 && Math.max(a.value, b.value) <= 31
  if (!possible || isPort(t, i - 1)) return null
  const bare = c.text.length === 2
  return { weekday, year, form: 'numbers', first: a.value, second: b.value, lastDay: null, bare, from, next }
}

/** `20230925`, believed only before a time (the caller looks). */
const compact = (t: Tokens, i: number, weekday: number | null, from: number): RawDate | null => {
  const token = t[i]
  if (!isNumber(token, 8, 8)) return null
  const year = Math.floor(token.value / 10_000)
  const second = Math.floor(token.value / 100) % 100
  const first = token.value % 100
  if (year < minYear || year > maxYear || second < 1 || second > 12 || first < 1 || first > 31) return null
  return { weekday, year, form: 'sure', first, second, lastDay: null, bare: true, from, next: i + 1 }
}

/** 2021年10月24日 */
const eastAsian = (t: Tokens, i: number, weekday: number | null, from: number): RawDate | null => {
  const year = fourDigitYear(t[i])
  const month = t[i + 2]
  const day = dayNumber(t[i + 4])
  if (year === null || t[i + 1]?.text !== '年' || t[i + 3]?.text !== '月' || !t[i + 5]?.text.startsWith('日'))
    return null
  if (!isNumber(month, 1, 2) || month.value < 1 || month.value > 12 || day === null) return null
  return { weekday, year, form: 'sure', first: day, second: month.value, lastDay: null, bare: false, from, next: i + 6 }
}

const articles: ReadonlySet<string> = new Set(['the', 'den', 'le', 'el', 'il', 'de', 'op', 'the'])

/** Steps over "Friday, the " to the date itself. */
const afterWeekday = (t: Tokens, i: number): number => {
  let next = i + 1
  if (isMark(t[next], '.')) next++
  // Portuguese "terça-feira"
  if (isMark(t[next], '-') && t[next + 1]?.lower === 'feira') next += 2
  if (isMark(t[next], ',/')) next++
  if (isWord(t[next], articles)) next++
  return next
}

/** "25 May 2026 (Monday)", "25 May 2026, Mon": a full weekday name behind the date. */
const weekdayBehind = (t: Tokens, next: number): Part | null => {
  const open = isMark(t[next], '(,') && (t[next]?.gap ?? 3) <= 1 ? next + 1 : next
  const day = t[open]?.meaning?.weekday
  if (day === undefined || (t[open]?.gap ?? 3) > 1 || (open === next && (t[open]?.text.length ?? 0) < 5)) return null
  if (!isMark(t[next], '(')) {
    // "25 May 2026, Mon 26 May": the weekday is the next date's.
    return t[open + 1]?.kind === 'number' && !startsTime(t, open + 1) ? null : { value: day, next: open + 1 }
  }
  return isMark(t[open + 1], ')') ? { value: day, next: open + 2 } : null
}

const bodyAt = (t: Tokens, i: number, weekday: number | null, from: number): RawDate | null =>
  numeric(t, i, weekday, from) ??
  fromNamed(yearMonthDay(t, i) ?? dayMonth(t, i) ?? monthDay(t, i), from, weekday) ??
  compact(t, i, weekday, from) ??
  eastAsian(t, i, weekday, from)

const withWeekday = (t: Tokens, i: number): RawDate | null => {
  const weekday = t[i]?.meaning?.weekday
  if (weekday === undefined) return null
  const at = afterWeekday(t, i)
  return (t[at]?.gap ?? 3) > 2 ? null : bodyAt(t, at, weekday, i)
}

/** Whether a date that could be something else stands where dates stand: after a cue, or alone in its text. */
export const hasDateCue = (t: Tokens, date: RawDate): boolean => {
  const before = t[date.from - 1]
  if (before === undefined) return t[date.next] === undefined
  return isWord(before, dateCues) || (isMark(before, ':') && before.gap === 0)
}

/**
 * The date that begins at token `i`, if one does. Strict at its edges, so that addresses, ids and versions are none;
 * `bare` ones still need the caller's proof.
 */
export const dateAt = (t: Tokens, i: number): RawDate | null => {
  const token = t[i]
  if (!token || (token.kind !== 'number' && token.meaning === undefined)) return null
  if (!opensCleanly(t, i)) return null
  const date = (token.kind === 'word' ? withWeekday(t, i) : null) ?? bodyAt(t, i, null, i)
  if (!date || !closesCleanly(t, date.next)) return null
  const behind = date.weekday === null ? weekdayBehind(t, date.next) : null
  return behind ? { ...date, weekday: behind.value, next: behind.next } : date
}

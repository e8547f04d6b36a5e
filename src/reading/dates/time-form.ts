import type { Token } from './tokens.ts'
import { clockWords, midnightWords, noonWords, rangeWords } from './words.ts'

/** A clock time as written. */
export interface RawTime {
  /** 0 to 24; 24 only as 24:00. */
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** "midnight" in words: as an end it is the midnight after. */
  readonly midnight: boolean
  /** Without colon or meridiem ("2200", "22h"): needs a date, a zone, "hrs" or a partner beside it. */
  readonly weak: boolean
  readonly seconds: boolean
  readonly meridiem: 'am' | 'pm' | null
  /** "04:00" rather than "4:00": a clock of 24 hours. */
  readonly padded: boolean
  readonly from: number
  readonly next: number
}

type Tokens = readonly Token[]
type Meridiem = { readonly pm: boolean; readonly next: number }

const isMark = (t: Token | undefined, mark: string): boolean => t?.kind === 'mark' && t.text === mark
const isNumber = (t: Token | undefined, min: number, max: number): t is Token =>
  t?.kind === 'number' && t.text.length >= min && t.text.length <= max
const glued = (t: Token | undefined): boolean => t?.gap === 0

/** am, pm, a.m., p.m. */
const meridiemAt = (t: Tokens, i: number): Meridiem | null => {
  const token = t[i]
  if (token?.kind !== 'word' || token.gap > 2) return null
  if (token.lower === 'am' || token.lower === 'pm') return { pm: token.lower === 'pm', next: i + 1 }
  const dotted = (token.lower === 'a' || token.lower === 'p') && isMark(t[i + 1], '.') && t[i + 2]?.lower === 'm'
  if (!dotted || !glued(t[i + 1]) || !glued(t[i + 2])) return null
  const closing = isMark(t[i + 3], '.') && glued(t[i + 3])
  return { pm: token.lower === 'p', next: closing ? i + 4 : i + 3 }
}

const clockWordAt = (t: Tokens, i: number): boolean =>
  t[i]?.kind === 'word' && (t[i]?.gap ?? 3) <= 1 && clockWords.has(t[i]?.lower ?? '')

interface Reading {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly next: number
  readonly weak: boolean
  readonly seconds: boolean
}

const valid = (hour: number, minute: number, second: number): boolean =>
  minute <= 59 && second <= 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0))

/** h:mm, h:mm:ss, h:mm:ss.fff */
const colonTime = (t: Tokens, i: number): Reading | null => {
  const [h, , m] = [t[i], t[i + 1], t[i + 2]]
  if (!isNumber(h, 1, 2) || !isMark(t[i + 1], ':') || !glued(t[i + 1])) return null
  if (!isNumber(m, 2, 2) || !glued(m)) return null
  const s = t[i + 4]
  const seconds = isMark(t[i + 3], ':') && glued(t[i + 3]) && isNumber(s, 2, 2) && glued(s)
  if (!seconds) return { hour: h.value, minute: m.value, second: 0, next: i + 3, weak: false, seconds: false }
  const dot = t[i + 5]
  const fraction = (isMark(dot, '.') || isMark(dot, ',')) && glued(dot) && isNumber(t[i + 6], 1, 15) && glued(t[i + 6])
  const next = fraction ? i + 7 : i + 5
  // A leap second is the last of its minute for us.
  return { hour: h.value, minute: m.value, second: Math.min(s.value, 59), next, weak: false, seconds: true }
}

/** "10.30 pm", "22.00 Uhr", "22.00 UTC": `hh.mm` is a time only with something behind it that says so. */
const dotTime = (t: Tokens, i: number): Reading | null => {
  const [h, m] = [t[i], t[i + 2]]
  if (!isNumber(h, 1, 2) || !isMark(t[i + 1], '.') || !glued(t[i + 1])) return null
  if (!isNumber(m, 2, 2) || !glued(m)) return null
  const told = meridiemAt(t, i + 3) !== null || clockWordAt(t, i + 3)
  return { hour: h.value, minute: m.value, second: 0, next: i + 3, weak: !told, seconds: false }
}

/** 19h00, 19h, 22h30 */
const letterTime = (t: Tokens, i: number): Reading | null => {
  const [h, letter, m] = [t[i], t[i + 1], t[i + 2]]
  if (!isNumber(h, 1, 2) || letter?.lower !== 'h' || !glued(letter)) return null
  const minutes = isNumber(m, 2, 2) && glued(m)
  return {
    hour: h.value,
    minute: minutes ? m.value : 0,
    second: 0,
    next: minutes ? i + 3 : i + 2,
    weak: !minutes,
    seconds: false,
  }
}

/** 20260505T220000: the basic form of ISO 8601, only right behind its T. */
const basicTime = (t: Tokens, i: number, value: number): Reading | null => {
  if (t[i]?.gap !== 0 || t[i - 1]?.text !== 'T' || t[i - 2]?.text.length !== 8) return null
  const [hour, minute, second] = [Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100]
  return { hour, minute, second: Math.min(second, 59), next: i + 1, weak: false, seconds: true }
}

/** 2200, 0001 */
const militaryTime = (t: Tokens, i: number): Reading | null => {
  const token = t[i]
  if (token?.text.length === 6) return basicTime(t, i, token.value)
  if (!isNumber(token, 4, 4)) return null
  const told = clockWordAt(t, i + 1) && t[i + 1]?.lower !== 'hours'
  const zulu = t[i + 1]?.text === 'Z' && glued(t[i + 1])
  return {
    hour: Math.floor(token.value / 100),
    minute: token.value % 100,
    second: 0,
    next: i + 1,
    weak: !told && !zulu,
    seconds: false,
  }
}

/** The "2" of "2 - 4 PM": an hour that gets its meridiem from the other end. */
const opensHours = (t: Tokens, i: number): boolean => {
  const joiner = t[i + 1]
  if (!joiner || !(joiner.text === '-' || joiner.lower === 'to')) return false
  return isNumber(t[i + 2], 1, 2) && meridiemAt(t, i + 3) !== null
}

/** 10pm, 10 pm, 22 Uhr */
const bareHour = (t: Tokens, i: number): Reading | null => {
  const token = t[i]
  if (!isNumber(token, 1, 2)) return null
  const uhr = t[i + 1]?.lower === 'uhr'
  if (opensHours(t, i) && token.value >= 1 && token.value <= 12) {
    return { hour: token.value, minute: 0, second: 0, next: i + 1, weak: true, seconds: false }
  }
  if (!uhr && (meridiemAt(t, i + 1) === null || token.value > 12 || token.value < 1)) return null
  return { hour: token.value, minute: 0, second: 0, next: i + 1, weak: false, seconds: false }
}

/** Before the number nothing may touch that would make it the tail of something else. */
const opensCleanly = (t: Tokens, i: number): boolean => {
  const before = t[i - 1]
  if (!before || t[i]?.gap !== 0) return true
  if (before.kind === 'word')
    return before.lower === 't' || before.meaning !== undefined || rangeWords.has(before.lower)
  if (before.kind === 'number') return false
  // "db8:22:10", "1:22:10": inside an address or a longer count
  if (before.text === ':')
    return !(glued(before) && t[i - 2]?.kind === 'number') || t[i - 3]?.kind !== 'mark' || t[i - 3]?.text !== ':'
  return !'.+#$€£_\\='.includes(before.text) || before.text === '='
}

const closesCleanly = (t: Tokens, next: number, zoneAt: (i: number) => boolean): boolean => {
  const after = t[next]
  if (!after || after.gap > 0) return true
  if (after.kind === 'number') return false
  if (after.kind === 'word') return rangeWords.has(after.lower) || zoneAt(next)
  const beyond = t[next + 1]
  if (after.text === ':' || after.text === '.') return !beyond || beyond.gap > 0 || beyond.kind === 'mark'
  return !'%@#_\\='.includes(after.text)
}

const toDay = (hour: number, meridiem: Meridiem | null): number => {
  // "22:00 PM" and "00:30 AM" are written too; the number is then a 24-hour one.
  if (!meridiem || hour > 12 || hour === 0) return hour
  return (hour % 12) + (meridiem.pm ? 12 : 0)
}

/** "noon", "midnight" */
export const isTimeWord = (token: Token): boolean =>
  token.kind === 'word' && (midnightWords.has(token.lower) || noonWords.has(token.lower))

const wordTime = (t: Tokens, i: number): RawTime | null => {
  const at = t[i]?.kind === 'number' && t[i]?.value === 12 ? i + 1 : i
  const word = t[at]?.lower ?? ''
  const midnight = midnightWords.has(word)
  if ((!midnight && !noonWords.has(word)) || (at > i && (t[at]?.gap ?? 3) > 1)) return null
  return {
    hour: midnight ? 0 : 12,
    minute: 0,
    second: 0,
    midnight,
    weak: false,
    seconds: false,
    meridiem: null,
    padded: true,
    from: i,
    next: at + 1,
  }
}

/** "12:00 midnight", "12:00 noon" */
const spelled = (t: Tokens, reading: Reading): RawTime | null =>
  reading.hour === 12 && reading.minute === 0 && t[reading.next]?.gap === 1 ? wordTime(t, reading.next) : null

/**
 * The clock time that begins at token `i`, if one does. `zoneAt` tells whether a zone begins at a token, which proves
 * times that need proof.
 */
export const timeAt = (t: Tokens, i: number, zoneAt: (i: number) => boolean): RawTime | null => {
  const token = t[i]
  if (!token || !opensCleanly(t, i)) return null
  const inWords = wordTime(t, i)
  if (inWords || token.kind !== 'number') return inWords
  const reading = colonTime(t, i) ?? letterTime(t, i) ?? dotTime(t, i) ?? militaryTime(t, i) ?? bareHour(t, i)
  if (!reading || !valid(reading.hour, reading.minute, reading.second)) return null
  const named = spelled(t, reading)
  if (named) return { ...named, from: i }
  const meridiem = reading.weak && t[i + 1]?.text !== '.' ? null : meridiemAt(t, reading.next)
  // "um 22:00 am 5. Dezember": a German preposition, unless the hour can have a meridiem.
  const next = meridiem && (reading.hour <= 12 || meridiem.pm) ? meridiem.next : reading.next
  const clock = clockWordAt(t, next) ? next + 1 : next
  if (!closesCleanly(t, clock, zoneAt)) return null
  return {
    hour: toDay(reading.hour, meridiem),
    minute: reading.minute,
    second: reading.second,
    midnight: false,
    weak: reading.weak && !zoneAt(clock),
    seconds: reading.seconds,
    meridiem: meridiem === null ? null : meridiem.pm ? 'pm' : 'am',
    padded: token.text.length !== 1,
    from: i,
    next: clock,
  }
}

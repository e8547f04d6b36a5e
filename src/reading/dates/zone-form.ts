import { zoneOfPlace } from '../places.ts'
import { fixedZone, isZone } from './offsets.ts'
import type { Token } from './tokens.ts'
import type { ZoneMeaning, ZonePhrase, ZoneTable } from './zone-table.ts'

/** Zone words as found in a text, not yet decided. */
export interface ZoneMention {
  /** As in the table or the text, for `habits.zones` and for doubts. */
  readonly words: string
  /** The usual meaning first. */
  readonly meanings: readonly ZoneMeaning[]
  /** Other words beside it that must agree: "CET (UTC+1)". */
  readonly beside: readonly ZoneMention[]
  /** "22:00 UTC -06:00" may be a range of times as well. */
  readonly unsure: boolean
  readonly next: number
}

type Tokens = readonly Token[]

const isMark = (t: Token | undefined, mark: string): t is Token => t?.kind === 'mark' && t.text === mark
const isNumber = (t: Token | undefined, min: number, max: number): t is Token =>
  t?.kind === 'number' && t.text.length >= min && t.text.length <= max

interface Offset {
  readonly minutes: number
  readonly next: number
  readonly style: 'hours' | 'colon' | 'four'
}

/** The number of an offset behind its sign: 3, 03, 03:30, 0330, 5.5 */
const offsetNumber = (t: Tokens, i: number): Offset | null => {
  const hours = t[i]
  if (!isNumber(hours, 1, 4) || hours.text.length === 3) return null
  if (hours.text.length === 4) {
    return { minutes: Math.floor(hours.value / 100) * 60 + (hours.value % 100), next: i + 1, style: 'four' }
  }
  const mark = t[i + 1]
  const behind = t[i + 2]
  const joined = mark?.gap === 0 && behind?.gap === 0
  if (joined && isMark(mark, ':') && isNumber(behind, 2, 2)) {
    return { minutes: hours.value * 60 + behind.value, next: i + 3, style: 'colon' }
  }
  if (joined && isMark(mark, '.') && (behind.text === '5' || behind.text === '30')) {
    return { minutes: hours.value * 60 + 30, next: i + 3, style: 'hours' }
  }
  return { minutes: hours.value * 60, next: i + 1, style: 'hours' }
}

/** A sign with its number glued to it, or `apart` by a blank. No zone is more than 14 hours from UTC, and all are on quarters. */
const signedOffset = (t: Tokens, i: number, apart = false): (Offset & { readonly negative: boolean }) | null => {
  const negative = isMark(t[i], '-')
  if ((!negative && !isMark(t[i], '+')) || (t[i + 1]?.gap ?? 3) > (apart ? 1 : 0)) return null
  const offset = offsetNumber(t, i + 1)
  if (!offset || offset.minutes > 14 * 60 || offset.minutes % 15 !== 0) return null
  const after = t[offset.next]
  if (after?.gap === 0 && (after.kind !== 'mark' || ':/'.includes(after.text))) return null
  return { ...offset, minutes: negative ? -offset.minutes : offset.minutes, negative }
}

const fixedMention = (minutes: number, next: number, unsure = false): ZoneMention => {
  const zone = fixedZone(minutes)
  return { words: zone, meanings: [{ zone, season: null }], beside: [], unsure, next }
}

const fits = (token: Token | undefined, word: string): boolean => token?.kind === 'word' && token.lower === word

/** Letters as the table wants them; otherwise an abbreviation counts in capitals or in small letters, not as "Est". */
const casedRight = (phrase: ZonePhrase, token: Token): boolean => {
  if (phrase.exact) return phrase.written.startsWith(token.text)
  const initial = token.text.charAt(0)
  if (phrase.title) return initial !== initial.toLowerCase()
  if (phrase.words.length > 1 || phrase.written !== phrase.written.toUpperCase()) return true
  return token.text === token.text.toUpperCase() || token.text === token.lower
}

const phraseEnd = (t: Tokens, i: number, phrase: ZonePhrase): number | null => {
  let at = i
  for (const [index, word] of phrase.words.entries()) {
    // "W. Europe Standard Time", "EET-DST"
    if (index > 0 && (isMark(t[at], '.') || (isMark(t[at], '-') && t[at]?.gap === 0))) at++
    const token = t[at]
    if (token === undefined || !fits(token, word) || (index > 0 && token.gap > 2)) return null
    at++
  }
  return at
}

const fromTable = (t: Tokens, i: number, table: ZoneTable): ZoneMention | null => {
  const token = t[i]
  const phrases = token?.kind === 'word' ? table.get(token.lower) : undefined
  if (!token || !phrases) return null
  for (const phrase of phrases) {
    if (!casedRight(phrase, token)) continue
    const next = phraseEnd(t, i, phrase)
    if (next === null) continue
    return { words: phrase.written, meanings: phrase.meanings, beside: [], unsure: false, next }
  }
  return null
}

const namePart = /^[A-Z][A-Za-z]{1,20}$/

/** `Europe/Berlin`, `America/New_York`, `America/Argentina/Buenos_Aires` */
const ianaName = (t: Tokens, i: number): ZoneMention | null => {
  if (t[i]?.kind !== 'word' || !isMark(t[i + 1], '/') || t[i + 1]?.gap !== 0) return null
  let name = t[i]?.text ?? ''
  let next = i + 1
  while (
    next < i + 9 &&
    t[next]?.gap === 0 &&
    ['/', '_', '-'].includes(t[next]?.text ?? '') &&
    t[next + 1]?.gap === 0
  ) {
    if (!namePart.test(t[next + 1]?.text ?? '') && t[next + 1]?.kind !== 'word') break
    name += `${t[next]?.text}${t[next + 1]?.text}`
    next += 2
  }
  if (!/^[A-Z][a-z]{2,10}\//.test(name) || !isZone(name)) return null
  return { words: name, meanings: [{ zone: name, season: null }], beside: [], unsure: false, next }
}

/** "Frankfurt time", "New York local time": up to three words of a place that we know, then "time". */
const placeTime = (t: Tokens, i: number): ZoneMention | null => {
  if (t[i]?.kind !== 'word' || t[i]?.text.charAt(0) === t[i]?.lower.charAt(0)) return null
  for (let count = 1; count <= 3; count++) {
    const local = fits(t[i + count], 'local') ? 1 : 0
    if (!fits(t[i + count + local], 'time')) continue
    const words = t.slice(i, i + count)
    if (words.some((w) => w.kind !== 'word' || (w !== words[0] && w.gap > 1))) return null
    const found = zoneOfPlace(words.map((w) => w.text).join(' '))
    if (!found) return null
    const next = i + count + local + 1
    return {
      words: `${found.place} time`,
      meanings: [{ zone: found.zone, season: null }],
      beside: [],
      unsure: false,
      next,
    }
  }
  return null
}

/** "GMT+3", "UTC +05:30", "(UTC+0200)", "GMT +0000 UTC": hours ahead of UTC, never behind (POSIX signs are not meant). */
const withOffset = (t: Tokens, base: ZoneMention, enclosed: boolean, table: ZoneTable): ZoneMention => {
  if (base.meanings[0]?.zone !== 'UTC' || base.meanings.length > 1) return base
  const sign = t[base.next]
  const offset = sign !== undefined && sign.gap <= 1 ? signedOffset(t, base.next, enclosed || sign.text === '+') : null
  if (!offset) return base
  const repeated = fromTable(t, offset.next, table)
  const zoned = repeated?.meanings[0]?.zone === 'UTC'
  if (offset.negative && offset.style === 'colon' && !enclosed) {
    // "22:00 UTC-06:00 UTC" is a range of times.
    if (repeated) return base
    return fixedMention(offset.minutes, offset.next, sign?.gap === 1)
  }
  return fixedMention(offset.minutes, zoned && repeated ? repeated.next : offset.next)
}

/** The zone words at token `i`: a phrase of the table, a name, an offset from UTC, a place's time. */
const plainZone = (t: Tokens, i: number, enclosed: boolean, table: ZoneTable): ZoneMention | null => {
  const token = t[i]
  if (token?.kind !== 'word') return null
  const own = ianaName(t, i) ?? fromTable(t, i, table) ?? placeTime(t, i)
  const american = own === null && (token.text === 'US' || token.text === 'USA')
  const at = american ? (isMark(t[i + 1], '/') ? i + 2 : i + 1) : i
  const found = american ? fromTable(t, at, table) : own
  if (!found) return null
  // "US Eastern", but not "US CET"
  if (american && !found.meanings[0]?.zone.startsWith('America/')) return null
  const time = found.words.toLowerCase().includes('time') ? found.next : timeWord(t, found.next)
  return withOffset(t, { ...found, next: time }, enclosed, table)
}

/** "EST time", "CET hrs" */
const timeWord = (t: Tokens, i: number): number =>
  (fits(t[i], 'time') || fits(t[i], 'hrs')) && t[i]?.gap === 1 ? i + 1 : i

/** How the time before a naked "+0200" or "-05:00" was written, which tells an offset from the end of a range. */
export interface BeforeOffset {
  readonly seconds: boolean
  readonly iso: boolean
}

const nakedOffset = (t: Tokens, i: number, before: BeforeOffset, table: ZoneTable): ZoneMention | null => {
  const offset = signedOffset(t, i)
  if (!offset) return null
  const repeated = fromTable(t, offset.next, table)
  const utc = repeated?.meanings[0]?.zone === 'UTC' && (t[offset.next]?.gap ?? 3) <= 1 ? repeated : null
  const sure =
    !offset.negative ||
    (offset.style === 'four' && t[i]?.gap !== 0) ||
    before.iso ||
    (before.seconds && t[i]?.gap === 0)
  if (!sure || (offset.style === 'hours' && !before.iso && !before.seconds)) return null
  return fixedMention(offset.minutes, utc ? utc.next : offset.next)
}

/** One mention, in parentheses or not; `( Eastern )` too. */
const single = (t: Tokens, i: number, table: ZoneTable): ZoneMention | null => {
  const token = t[i]
  if (!token) return null
  if (!isMark(token, '(') && !isMark(token, '[')) return plainZone(t, i, false, table)
  const inside = t[i + 1]?.kind === 'mark' ? null : plainZone(t, i + 1, true, table)
  if (!inside) return null
  const all = slashed(t, inside, table)
  // "(local time, day 2 of 3)": what else the parenthesis says is not the zone's.
  const closed = isMark(t[all.next], ')') || isMark(t[all.next], ']')
  return { ...all, next: closed ? all.next + 1 : all.next }
}

/** "CST/CDT", "BST/GMT": both names of one zone. */
const slashed = (t: Tokens, first: ZoneMention, table: ZoneTable): ZoneMention => {
  const slash = t[first.next]
  if (!isMark(slash, '/') || (t[first.next + 1]?.gap ?? 3) > 1) return first
  const second = plainZone(t, first.next + 1, false, table)
  if (!second) return first
  const shared = first.meanings.filter((a) => second.meanings.some((b) => b.zone === a.zone))
  const british = [first, second].find((m) => m.meanings[0]?.zone === 'Europe/London')
  const either = shared[0] ?? ([first, second].some((m) => m.words === 'GMT') ? british?.meanings[0] : undefined)
  const words = `${first.words}/${second.words}`
  if (!either) return { ...first, words, beside: [second], next: second.next }
  return { words, meanings: [{ zone: either.zone, season: null }], beside: [], unsure: false, next: second.next }
}

/**
 * The zone that begins at token `i`, with what explains it: "CST (Central Standard Time)", "CET (UTC+1)".
 * `before` is given only right behind a clock time, where a naked offset may stand.
 */
export const zoneAt = (
  t: Tokens,
  i: number,
  table: ZoneTable,
  before: BeforeOffset | null = null,
): ZoneMention | null => {
  const naked = before ? nakedOffset(t, i, before, table) : null
  const found = naked ?? single(t, i, table)
  if (!found) return null
  const pair = slashed(t, found, table)
  const opens = isMark(t[pair.next], '(') || fits(t[pair.next], 'UTC')
  const beside = opens && (t[pair.next]?.gap ?? 3) <= 2 ? single(t, pair.next, table) : null
  if (!beside || !isMark(t[beside.next - 1], ')')) return pair
  return { ...pair, beside: [...pair.beside, beside], next: beside.next }
}

const notZones: ReadonlySet<string> = new Set(
  'AT BUT NOT NEXT LAST NIGHT SHIFT FIRST OUT PORT CKT SLOT UNIT START EVENT LIGHT'.split(' '),
)

/**
 * Capitals right behind a time that look like a zone, but are none that we know ("22:00 QXT"): taken for a zone without
 * meaning, so that no habit covers it up.
 */
export const unknownZone = (t: Tokens, i: number): ZoneMention | null => {
  const open = isMark(t[i], '(') ? i + 1 : i
  const token = t[open]
  if (token?.kind !== 'word' || (t[i]?.gap ?? 3) > 1 || token.meaning !== undefined) return null
  const closed = open > i && isMark(t[open + 1], ')')
  if ((open > i && !closed) || !/^[A-Z]{2,4}T$/.test(token.text) || notZones.has(token.text)) return null
  return { words: token.text, meanings: [], beside: [], unsure: false, next: closed ? open + 2 : open + 1 }
}

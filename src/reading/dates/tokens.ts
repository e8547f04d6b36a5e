import { type Meaning, meaningOf } from './words.ts'

/** White space before a token: 0 none, 1 blanks, 2 a line break, 3 an empty line or lines that were skipped. */
export type Gap = 0 | 1 | 2 | 3

export interface Token {
  readonly kind: 'number' | 'word' | 'mark'
  /** As written; a mark is one character, dashes of all kinds are `-`. */
  readonly text: string
  readonly lower: string
  /** Of a number of up to nine digits; else -1. Small integers only: others cost an object each. */
  readonly value: number
  readonly meaning: Meaning | undefined
  readonly start: number
  readonly end: number
  readonly gap: Gap
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7) ||
  (code >= 0x3040 && code < 0xfe00)

/* NBSP, narrow and other typographic blanks, zero-width space and BOM all occur between date and time in HTML mail. */
const isBlank = (code: number): boolean =>
  code === 32 ||
  code === 9 ||
  code === 13 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200d) ||
  code === 0x202f ||
  code === 0x3000 ||
  code === 0xfeff

/* Hyphens, en and em dash, minus, and the tilde that East Asian mail uses for ranges. */
const isDash = (code: number): boolean =>
  code === 45 ||
  (code >= 0x2010 && code <= 0x2015) ||
  code === 0x2212 ||
  code === 126 ||
  code === 0x301c ||
  code === 0xff5e

const hasDigit = (text: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (isDigit(text.charCodeAt(i))) return true
  return false
}

const runEnd = (text: string, from: number, to: number, belongs: (code: number) => boolean): number => {
  let i = from + 1
  while (i < to && belongs(text.charCodeAt(i))) i++
  return i
}

const tokenAt = (text: string, at: number, to: number, gap: Gap): Token => {
  const code = text.charCodeAt(at)
  if (isDigit(code)) {
    const end = runEnd(text, at, to, isDigit)
    const digits = text.slice(at, end)
    const value = digits.length > 9 ? -1 : Number(digits)
    return { kind: 'number', text: digits, lower: digits, value, meaning: undefined, start: at, end, gap }
  }
  if (isLetter(code)) {
    const end = runEnd(text, at, to, isLetter)
    const word = text.slice(at, end)
    // Longer than any word that counts: spared the lookup.
    const lower = end - at > 20 ? '' : word.toLowerCase()
    const meaning = meaningOf(lower)
    return { kind: 'word', text: word, lower, value: -1, meaning, start: at, end, gap }
  }
  const mark = isDash(code) ? '-' : text.charAt(at)
  return { kind: 'mark', text: mark, lower: mark, value: -1, meaning: undefined, start: at, end: at + 1, gap }
}

/** Appends the tokens of one line; returns whether it had any. */
const tokenizeLine = (text: string, from: number, to: number, gap: Gap, out: Token[]): boolean => {
  const count = out.length
  let i = from
  let before = gap
  while (i < to) {
    if (isBlank(text.charCodeAt(i))) {
      if (before === 0) before = 1
      i++
      continue
    }
    const token = tokenAt(text, i, to, before)
    out.push(token)
    before = 0
    i = token.end
  }
  return out.length > count
}

/**
 * The words, numbers and marks of the lines that may hold part of a date: those with a digit and their neighbours
 * (a zone may have been wrapped onto the next line, or head the line before). Linear in the text.
 */
export const tokenize = (text: string): Token[] => {
  const out: Token[] = []
  if (!hasDigit(text, 0, text.length)) return out
  if (!text.includes('\n')) {
    tokenizeLine(text, 0, text.length, 0, out)
    return out
  }
  const starts: number[] = []
  const digits: boolean[] = []
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    starts.push(from)
    digits.push(hasDigit(text, from, to))
    from = to + 1
  }
  starts.push(text.length + 1)
  let joined = false // the line before was taken and was not empty
  for (let i = 0; i < digits.length; i++) {
    const taken = digits[i] || digits[i - 1] || digits[i + 1]
    const gap: Gap = out.length === 0 ? 0 : joined ? 2 : 3
    joined = Boolean(taken) && tokenizeLine(text, starts[i] ?? 0, (starts[i + 1] ?? 0) - 1, gap, out)
  }
  return out
}

/** All words, numbers and marks of a short text, whether it has a digit or not. */
export const tokenizeAll = (text: string): Token[] => {
  const out: Token[] = []
  let from = 0
  for (const line of text.split('\n')) {
    tokenizeLine(text, from, from + line.length, out.length === 0 ? 0 : 2, out)
    from += line.length + 1
  }
  return out
}

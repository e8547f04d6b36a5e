/**
 * A small language for phrases, so that long lists of them stay readable and are matched word by word, in linear time:
 * words apart by blanks; `cancel*` is any word that begins so; `~` stands for up to three words, `a/b` for either.
 */

interface Form {
  readonly text: string
  /** Any word that begins so. */
  readonly open: boolean
}
/** A word in one of some forms; null: up to `maxGap` words of any form. */
type Step = readonly Form[] | null
interface WordPattern {
  readonly place: number
  readonly steps: readonly Step[]
}
/** Patterns by the first letters of what they begin with, so that a word is held against few of many. */
export type WordPatterns = ReadonlyMap<string, readonly WordPattern[]>

const maxGap = 3
const letters = 2
const anyWord = ''

const formOf = (written: string): Form =>
  written.endsWith('*') ? { text: written.slice(0, -1), open: true } : { text: written, open: false }

const keysOf = ([first]: readonly Step[]): readonly string[] =>
  first?.every(({ text, open }) => !open || text.length >= letters)
    ? [...new Set(first.map(({ text }) => text.slice(0, letters)))]
    : [anyWord]

export const patternsOf = (lists: string): WordPatterns => {
  const lines = lists.split(/[\n|]/).map((line) => line.trim())
  const patterns = lines
    .filter((line) => line !== '')
    .map((line, place) => ({
      place,
      steps: line.split(' ').map((step): Step => (step === '~' ? null : step.split('/').map(formOf))),
    }))
  const byKey = new Map<string, WordPattern[]>([[anyWord, []]])
  for (const pattern of patterns)
    for (const key of keysOf(pattern.steps)) byKey.set(key, [...(byKey.get(key) ?? []), pattern])
  return byKey
}

/** Lower case, accents folded; what holds a digit (a number, a date, an id) is `#`; apostrophes stay within words. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’`´]/g, "'")
    .toLowerCase()
    .split(/\s/)
    .flatMap((chunk) => (/\d/.test(chunk) ? ['#'] : chunk.split(/[^\p{L}'-]+/u)))
    .map((w) => w.replace(/^['-]|['-]$/g, ''))
    .filter((w) => w !== '')

const holds = (word: string | undefined, forms: readonly Form[]): boolean =>
  word !== undefined && forms.some(({ text, open }) => (open ? word.startsWith(text) : word === text))

/** Where the steps from `step` on end in the words from `at` on, or -1. Gaps are few and short: the work is bounded. */
const endAt = (words: readonly string[], at: number, steps: readonly Step[], step: number): number => {
  const wanted = steps[step]
  if (wanted === undefined) return at
  if (wanted) return holds(words[at], wanted) ? endAt(words, at + 1, steps, step + 1) : -1
  for (let skip = 0; skip <= maxGap; skip++) {
    const end = endAt(words, at + skip, steps, step + 1)
    if (end >= 0) return end
  }
  return -1
}

export interface WordMatch {
  readonly from: number
  readonly to: number
}

/** In the order of the patterns, then of the text. */
export const matchesOf = (words: readonly string[], patterns: WordPatterns): readonly WordMatch[] => {
  const found: (WordMatch & { readonly place: number })[] = []
  const anywhere = patterns.get(anyWord) ?? []
  for (const [from, word] of words.entries()) {
    const near = patterns.get(word.slice(0, letters)) ?? []
    for (const some of [anywhere, near])
      for (const { place, steps } of some) {
        const to = endAt(words, from, steps, 0)
        if (to >= 0) found.push({ from, to, place })
      }
  }
  return found.sort((a, b) => a.place - b.place || a.from - b.from)
}

/**
 * A small language for phrases, so that long lists of them stay readable and are matched word by word, in linear time:
 * words apart by blanks; `cancel*` is any word that begins so; `~` stands for up to three words, `a/b` for either.
 */

type Step = { readonly gap: true } | { readonly gap: false; readonly words: readonly string[] }
export interface WordPattern {
  readonly steps: readonly Step[]
  readonly source: string
}

const maxGap = 3

export const patternsOf = (lists: string): readonly WordPattern[] =>
  lists
    .split(/[\n|]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((source) => ({
      source,
      steps: source
        .split(' ')
        .map((step): Step => (step === '~' ? { gap: true } : { gap: false, words: step.split('/') })),
    }))

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

const holds = (word: string | undefined, forms: readonly string[]): boolean =>
  word !== undefined && forms.some((form) => (form.endsWith('*') ? word.startsWith(form.slice(0, -1)) : word === form))

/** Where the steps from `step` on end in the words from `at` on, or -1. Gaps are few and short: the work is bounded. */
const endAt = (words: readonly string[], at: number, steps: readonly Step[], step: number): number => {
  const wanted = steps[step]
  if (!wanted) return at
  if (!wanted.gap) return holds(words[at], wanted.words) ? endAt(words, at + 1, steps, step + 1) : -1
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

export const matchesOf = (words: readonly string[], patterns: readonly WordPattern[]): readonly WordMatch[] =>
  patterns.flatMap(({ steps }) =>
    words.flatMap((_, from) => {
      const to = endAt(words, from, steps, 0)
      return to < 0 ? [] : [{ from, to }]
    }),
  )

import { describe, expect, it } from 'vitest'
import { matchesOf, patternsOf, wordsOf } from '../../src/reading/word-patterns.ts'

const holds = (pattern: string, text: string) => matchesOf(wordsOf(text), patternsOf(pattern)).length > 0

describe('words of a sentence', () => {
  it('are lower case without accents, and what holds a digit is a number sign', () => {
    expect(wordsOf('Les Travaux n’auront pas lieu le 14/04 (T-99120).')).toEqual([
      'les',
      'travaux',
      "n'auront",
      'pas',
      'lieu',
      'le',
      '#',
      '#',
    ])
  })
})

describe('a pattern of words', () => {
  it.each([
    ['cancel*', 'It was Cancelled.', true],
    ['cancel*', 'It was not.', false],
    ['stood down', 'The crew stood down.', true],
    ['stood down', 'The crew stood further down.', false],
    ['push/put ~ back', 'We put the whole work back.', true],
    ['push/put ~ back', 'We put it, after a long talk, back.', false],
    ['on hold | called off', 'It is called off.', true],
  ])('%s in “%s”: %s', (pattern, text, found) => {
    expect(holds(pattern, text)).toBe(found)
  })

  it('takes time in proportion to the text', () => {
    const words = wordsOf('put '.repeat(20_000))
    expect(matchesOf(words, patternsOf('put ~ put ~ back'))).toEqual([])
  })
})

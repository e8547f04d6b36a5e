/**
 * Which families of patterns a text can hold at all. Three letters in a row are looked up in a table, at a nanosecond a letter:
 * most texts hold none of the letters that a secret is announced by, and are spared a hundred patterns.
 */

export type Rule = readonly [pattern: RegExp, replacement: string]

/** Rules of which each can match only where one of the triggers stands; ␣ is a blank. At most thirty families have a bit. */
export interface Family {
  readonly triggers: string
  readonly rules: readonly Rule[]
}

/** Five bits of a character: letters alike in both cases; signs share their places, which only costs a needless look. */
const bits = (text: string, at: number): number => text.charCodeAt(at) & 31

const SIZE = 1 << 15

export interface TriggerTable {
  /** 1 where any family has a trigger: small enough to stay near the processor. */
  readonly any: Uint8Array
  readonly families: Uint32Array
}

/** One bit for each family. Triggers are three characters long; two stand for all that begin with them. */
export const triggerTable = (families: readonly string[]): TriggerTable => {
  const table = new Uint32Array(SIZE)
  for (const [family, triggers] of families.entries())
    for (const trigger of triggers.trim().split(/ +/)) {
      const word = trigger.replaceAll('␣', ' ')
      const start = (bits(word, 0) << 10) | (bits(word, 1) << 5)
      for (let last = 0; last < 32; last++)
        if (word.length === 2 || last === bits(word, 2))
          table[start | last] = (table[start | last] ?? 0) | (1 << family)
    }
  return { any: Uint8Array.from(table, (bit) => (bit === 0 ? 0 : 1)), families: table }
}

/** The families whose triggers stand in a text, as bits. */
export const triggered = (text: string, { any, families }: TriggerTable): number => {
  let found = 0
  let last = 0
  for (let i = 0; i < text.length; i++) {
    last = ((last << 5) | (text.charCodeAt(i) & 31)) & (SIZE - 1)
    if (any[last] === 1) found |= families[last] ?? 0
  }
  return found
}

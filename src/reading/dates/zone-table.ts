import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { dataFile } from '../../paths.ts'
import { isZone } from './offsets.ts'

const zoneName = z.string().refine((name) => name === 'local' || isZone(name), {
  error: (issue) => `"${String(issue.input)}" is no IANA zone, UTC or UTC+hh:mm`,
})
const meaning = z.object({ zone: zoneName, season: z.enum(['standard', 'daylight']).optional() })
const entry = meaning.extend({
  also: z.array(meaning).optional(),
  exact: z.boolean().optional(),
  title: z.boolean().optional(),
})
const schema = z.record(z.string().min(1), entry)

/** What zone words may mean: `zone` is IANA, `UTC`, `UTC±hh:mm` or `local`; `season` what the words claim. */
export interface ZoneMeaning {
  readonly zone: string
  readonly season: 'standard' | 'daylight' | null
}

/** One phrase of the table, split into lower-case words. */
export interface ZonePhrase {
  readonly words: readonly string[]
  readonly written: string
  /** Only in exactly these letters: "EST", "ET", "WEST" are words of other languages too. */
  readonly exact: boolean
  /** Only with a capital: "Eastern", "Pacific". */
  readonly title: boolean
  /** The usual meaning first; more than one: ambiguous. */
  readonly meanings: readonly ZoneMeaning[]
}

/** Phrases by first word, longest first. */
export type ZoneTable = ReadonlyMap<string, readonly ZonePhrase[]>

/** The shape of `data/zones.json`: phrase → meaning, with the others that it may have in `also`. */
export type ZoneData = z.infer<typeof schema>

const wordsOf = (phrase: string): string[] =>
  phrase
    .toLowerCase()
    .split(/[ .-]/)
    .filter((word) => word !== '')

/** Makes a table of phrases for lookup. */
export const compileZones = (data: ZoneData): ZoneTable => {
  const table = new Map<string, ZonePhrase[]>()
  for (const [written, { zone, season, also, exact, title }] of Object.entries(data)) {
    const words = wordsOf(written)
    const first = words[0]
    if (first === undefined) continue
    const meanings = [{ zone, season }, ...(also ?? [])].map((m) => ({ zone: m.zone, season: m.season ?? null }))
    const phrases = table.get(first) ?? []
    phrases.push({ words, written, exact: exact === true, title: title === true, meanings })
    table.set(first, phrases)
  }
  for (const phrases of table.values()) phrases.sort((a, b) => b.words.length - a.words.length)
  return table
}

const extended = new WeakMap<ZoneTable, WeakMap<Readonly<Record<string, string>>, ZoneTable>>()

/** The table with a vendor's own words, where it lacks them: what they mean is decided by `settleZone`. */
export const withOwnWords = (base: ZoneTable, own: Readonly<Record<string, string>> | undefined): ZoneTable => {
  if (own === undefined) return base
  const made = extended.get(base) ?? new WeakMap<Readonly<Record<string, string>>, ZoneTable>()
  extended.set(base, made)
  const known = made.get(own)
  if (known) return known
  const added = compileZones(
    Object.fromEntries(Object.entries(own).map(([words, zone]) => [words, { zone, exact: true }])),
  )
  const merged = new Map(base)
  for (const [first, phrases] of added) {
    const before = base.get(first) ?? []
    const lacking = phrases.filter((p) => before.every((b) => b.words.join(' ') !== p.words.join(' ')))
    merged.set(
      first,
      [...lacking, ...before].sort((a, b) => b.words.length - a.words.length),
    )
  }
  made.set(own, merged)
  return merged
}

const jsonOf = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : 'unknown reason'
    throw new Error(`The zone table ${path} cannot be used: ${why}.`, { cause: error })
  }
}

/** Reads a table from a file in the form of `data/zones.json`. Throws an error for people when it cannot, or when it is not in that form. */
export const readZoneTable = (path: string): ZoneTable => {
  const parsed = schema.safeParse(jsonOf(path))
  if (parsed.success) return compileZones(parsed.data)
  throw new Error(`The zone table ${path} cannot be used: ${z.prettifyError(parsed.error)}`)
}

let table: ZoneTable | null = null

/** The table that ships with the package, read when first needed. */
export const defaultZoneTable = (): ZoneTable => {
  table ??= readZoneTable(dataFile('zones.json'))
  return table
}

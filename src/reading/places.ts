import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { dataFile } from '../paths.ts'
import { offsetAt } from './dates/offsets.ts'
import { type Token, tokenizeAll } from './dates/tokens.ts'

/**
 * The shape of `data/places.json`: zone → names. A city's last word in capitals is its state or country ("Portland OR"):
 * it then counts only with that behind it. Codes are metros (SV, FR, IAD) and need a number or "Metro" behind them.
 */
const schema = z.object({
  cities: z.record(z.string(), z.array(z.string())),
  codes: z.record(z.string(), z.array(z.string())),
  /** US state → its one zone, or null where it has two. */
  states: z.record(z.string(), z.object({ name: z.string(), zone: z.string().nullable() })),
  countries: z.record(z.string(), z.array(z.string())),
})

export type PlaceData = z.infer<typeof schema>

interface Named {
  readonly words: readonly string[]
  readonly name: string
  readonly zone: string
  readonly region: string | null
}

export interface PlaceTable {
  /** By first word in small letters, longest first. */
  readonly cities: ReadonlyMap<string, readonly Named[]>
  readonly countries: ReadonlyMap<string, readonly Named[]>
  readonly codes: ReadonlyMap<string, string>
  readonly states: ReadonlyMap<string, string | null>
  readonly stateNames: ReadonlyMap<string, readonly Named[]>
}

const wordsOf = (name: string): string[] =>
  tokenizeAll(name)
    .filter((t) => t.kind !== 'mark')
    .map((t) => t.lower)

const indexed = (all: readonly Named[]): Map<string, Named[]> => {
  const index = new Map<string, Named[]>()
  for (const named of all) {
    const first = named.words[0] ?? ''
    index.set(first, [...(index.get(first) ?? []), named])
  }
  // With a region before without, so that "Vienna VA" is tried before "Vienna".
  const weight = (n: Named): number => n.words.length + (n.region === null ? 0 : 0.5)
  for (const list of index.values()) list.sort((a, b) => weight(b) - weight(a))
  return index
}

const named = (name: string, zone: string): Named => {
  const region = / ([A-Z]{2,3})$/.exec(name)?.[1] ?? null
  const bare = region === null ? name : name.slice(0, -region.length - 1)
  return { words: wordsOf(bare), name: bare, zone, region }
}

const flat = (zones: Readonly<Record<string, readonly string[]>>): [string, string][] =>
  Object.entries(zones).flatMap(([zone, names]) => names.map((name): [string, string] => [name, zone]))

/** Makes a table for lookup. */
export const compilePlaces = (data: PlaceData): PlaceTable => ({
  cities: indexed(flat(data.cities).map(([name, zone]) => named(name, zone))),
  countries: indexed(flat(data.countries).map(([name, zone]) => ({ words: wordsOf(name), name, zone, region: null }))),
  codes: new Map(flat(data.codes)),
  states: new Map(Object.entries(data.states).map(([code, state]) => [code, state.zone])),
  stateNames: indexed(
    Object.values(data.states).map(({ name, zone }) => ({
      words: wordsOf(name),
      name,
      zone: zone ?? '',
      region: null,
    })),
  ),
})

let table: PlaceTable | null = null

/** The table that ships with the package, read when first needed. */
export const defaultPlaceTable = (): PlaceTable => {
  table ??= compilePlaces(schema.parse(JSON.parse(readFileSync(dataFile('places.json'), 'utf8'))))
  return table
}

type Tokens = readonly Token[]

const isUpper = (token: Token | undefined): token is Token =>
  token?.kind === 'word' && token.text === token.text.toUpperCase()
const isCapital = (token: Token): boolean => token.text.charAt(0) !== token.lower.charAt(0)

const streets: ReadonlySet<string> = new Set(
  'street st. road rd ave avenue blvd boulevard drive dr way lane ln court ct parkway pkwy highway hwy square terrace strasse straße'.split(
    ' ',
  ),
)

interface Found {
  readonly zone: string
  readonly place: string
  readonly next: number
}

const matchEnd = (t: Tokens, i: number, words: readonly string[]): number | null => {
  let at = i
  for (const [index, word] of words.entries()) {
    if (index > 0 && t[at]?.kind === 'mark' && ["'", '’', '-', '.'].includes(t[at]?.text ?? '')) at++
    const token = t[at]
    if (token?.kind !== 'word' || (token.lower || token.text.toLowerCase()) !== word) return null
    at++
  }
  return at
}

/** Regions that are no US states but part names in our table. */
const regions: ReadonlySet<string> = new Set(['UK', 'ON', 'BC', 'NL', 'IT', 'RU', 'UA', 'NSW'])

/** The word behind a city that tells which of its namesakes: "Dublin, OH", "London UK". */
const regionBehind = (t: Tokens, next: number, places: PlaceTable): { region: string; next: number } | null => {
  const at = t[next]?.text === ',' ? next + 1 : next
  const token = t[at]
  if (!isUpper(token) || t[at + 1]?.lower === 'metro') return null
  return places.states.has(token.text) || regions.has(token.text) ? { region: token.text, next: at + 1 } : null
}

/** What a city's name is worth with what stands behind it; null: another place of that name is meant. */
const cityBehind = (t: Tokens, end: number, city: Named, places: PlaceTable): Found | 'unknown' | null => {
  if (streets.has(t[end]?.lower ?? '')) return null
  const behind = regionBehind(t, end, places)
  const region = behind?.region ?? null
  if (city.region !== null && city.region !== region) return null
  const next = behind?.next ?? end
  const here: Found = { zone: city.zone, place: city.name, next }
  const state = region === null || city.region !== null ? undefined : places.states.get(region)
  if (state === undefined || sameStateCity(city, region) || sameCountryCity(city, region)) return here
  // "Melbourne, FL" is not the city that we know, and its state has two zones.
  if (state === null) return 'unknown'
  return sameClock(state, city.zone) ? here : { zone: state, place: `${city.name}, ${region}`, next }
}

const cityAt = (t: Tokens, i: number, places: PlaceTable): Found | 'unknown' | null => {
  const token = t[i]
  const cities = token?.kind === 'word' && isCapital(token) ? places.cities.get(token.lower) : undefined
  if (!cities) return null
  for (const city of cities) {
    const end = matchEnd(t, i, city.words)
    const found = end === null ? null : cityBehind(t, end, city, places)
    if (found !== null) return found
  }
  return null
}

/** States with two zones whose known cities stand in our table without state: Miami FL, Dallas TX, Detroit MI … */
const americanZones: ReadonlySet<string> = new Set([
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
])

const splitStates: Readonly<Record<string, readonly string[]>> = {
  FL: ['America/New_York', 'America/Chicago'],
  TX: ['America/Chicago', 'America/Denver'],
  TN: ['America/Chicago', 'America/New_York'],
  KY: ['America/New_York', 'America/Chicago'],
  IN: ['America/New_York', 'America/Chicago'],
  MI: ['America/New_York', 'America/Chicago'],
  ID: ['America/Denver', 'America/Los_Angeles'],
  OR: ['America/Los_Angeles', 'America/Denver'],
  ND: ['America/Chicago', 'America/Denver'],
  SD: ['America/Chicago', 'America/Denver'],
  NE: ['America/Chicago', 'America/Denver'],
  KS: ['America/Chicago', 'America/Denver'],
  AK: ['America/Anchorage'],
}

const sameStateCity = (city: Named, region: string | null): boolean =>
  americanZones.has(city.zone) && (splitStates[region ?? '']?.includes(city.zone) ?? false)

/** Country codes (ISO 3166) and Australian states that are letters of an American state too: "Frankfurt, DE" is not in Delaware. */
const twinCodes: Readonly<Record<string, string>> = {
  AL: 'Europe/Tirane',
  AR: 'America/Argentina/Buenos_Aires',
  AZ: 'Asia/Baku',
  CO: 'America/Bogota',
  DE: 'Europe/Berlin',
  ID: 'Asia/Jakarta',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  MA: 'Africa/Casablanca',
  MD: 'Europe/Chisinau',
  MT: 'Europe/Malta',
  PA: 'America/Panama',
  TN: 'Africa/Tunis',
  WA: 'Australia/Perth',
}

const sameCountryCity = (city: Named, region: string | null): boolean => {
  const country = twinCodes[region ?? '']
  return country !== undefined && sameClock(country, city.zone)
}

const codeAt = (t: Tokens, i: number, places: PlaceTable): Found | null => {
  const token = t[i]
  if (!isUpper(token)) return null
  const zone = places.codes.get(token.text)
  const next = t[i + 1]
  if (zone === undefined || next === undefined) return null
  const numbered = next.kind === 'number' && next.gap === 0 && next.text.length <= 3 && t[i - 1]?.text !== '/'
  return numbered || (next.lower === 'metro' && next.gap === 1) ? { zone, place: token.text, next: i + 1 } : null
}

const phraseAt = (t: Tokens, i: number, index: ReadonlyMap<string, readonly Named[]>): Found | null => {
  const token = t[i]
  const entries = token?.kind === 'word' && isCapital(token) ? index.get(token.lower) : undefined
  if (!entries) return null
  for (const entry of entries) {
    const next = matchEnd(t, i, entry.words)
    if (next !== null && entry.zone !== '') return { zone: entry.zone, place: entry.name, next }
  }
  return null
}

/** ", TX": a state with two zones makes the whole unsure, unless a city that we know stood before it. */
const stateCodeAt = (t: Tokens, i: number, places: PlaceTable): Found | 'unknown' | null => {
  const token = t[i]
  if (!isUpper(token) || t[i - 1]?.text !== ',') return null
  const zone = places.states.get(token.text)
  if (zone === undefined) return null
  return zone === null ? 'unknown' : { zone, place: token.text, next: i + 1 }
}

/** The same clock all year: Berlin and Paris differ in name only. */
const sameClock = (a: string, b: string): boolean =>
  a === b ||
  ['2026-01-15', '2026-03-20', '2026-07-15', '2026-10-28'].every(
    (day) => offsetAt(a, Date.parse(day)) === offsetAt(b, Date.parse(day)),
  )

type Finder = (t: Tokens, i: number, places: PlaceTable) => Found | 'unknown' | null

/** All that one kind of name says: its zone, `ambiguous` when it says two things, null when it says nothing. */
const survey = (t: Tokens, places: PlaceTable, find: Finder): Found | 'ambiguous' | null => {
  let first: Found | null = null
  for (let i = 0; i < t.length; ) {
    const found = find(t, i, places)
    if (found === 'unknown') return 'ambiguous'
    if (found && first && !sameClock(found.zone, first.zone)) return 'ambiguous'
    first ??= found
    i = found ? found.next : i + 1
  }
  return first
}

/** Names that mean a state to some and a country or city to others. */
const twofold: ReadonlySet<string> = new Set(['Washington', 'Georgia'])

const stateNameAt: Finder = (t, i, places) => {
  const found = phraseAt(t, i, places.stateNames)
  return found && !twofold.has(found.place) ? found : null
}

/** Places proper; all of them must agree, since a circuit's two ends often lie in different zones. */
const placeAt: Finder = (t, i, places) => cityAt(t, i, places) ?? codeAt(t, i, places) ?? stateCodeAt(t, i, places)

const finders: readonly Finder[] = [placeAt, stateNameAt, (t, i, places) => phraseAt(t, i, places.countries)]

/**
 * The zone of the place that a text names, by city, metro code with number, US state with one zone, or country with one
 * zone. `null` when it names none, or places whose clocks differ (both ends of a long circuit).
 */
export const zoneOfPlace = (
  text: string,
  places: PlaceTable = defaultPlaceTable(),
): { zone: string; place: string } | null => {
  const tokens = tokenizeAll(text)
  for (const find of finders) {
    const found = survey(tokens, places, find)
    if (found === 'ambiguous') return null
    if (found) return { zone: found.zone, place: found.place }
  }
  return null
}

import { fixedOffset, isDaylight, isZone, type LocalMs, localToUtc, offsetAt } from './dates/offsets.ts'
import { tokenizeAll } from './dates/tokens.ts'
import { type ZoneMention, zoneAt } from './dates/zone-form.ts'
import { defaultZoneTable, type ZoneMeaning, type ZoneTable } from './dates/zone-table.ts'
import type { Doubt } from './notice.ts'
import type { DateContext, DateHabits } from './when.ts'

export { isZone, offsetAt } from './dates/offsets.ts'
export {
  compileZones,
  defaultZoneTable,
  readZoneTable,
  type ZoneData,
  type ZoneMeaning,
  type ZonePhrase,
  type ZoneTable,
} from './dates/zone-table.ts'

/** What decides between meanings besides the words: the vendor's habits and where the work is. */
export type ZoneHabits = Pick<DateHabits, 'zone' | 'zones'> & Pick<DateContext, 'place' | 'clock'>

/** A wall clock as written; month 1 to 12. */
export interface LocalMoment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

export interface SettledZone {
  /** IANA, `UTC`, or `UTC+03:00` */
  readonly zone: string
  /** What the words claim of the season: decides between the two times of an autumn night. */
  readonly season: 'standard' | 'daylight' | null
  readonly doubts: readonly Doubt[]
}

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

const areaOf = (zone: string): string => zone.slice(0, zone.indexOf('/') + 1)

const instantOf = (zone: string, local: LocalMs): number => localToUtc(zone, local).utc

/** The one meaning that is the hint's zone, or the only one on its continent. */
const meantBy = (meanings: readonly ZoneMeaning[], hint: string | null | undefined): ZoneMeaning | null => {
  if (!hint?.includes('/')) return null
  const same = meanings.find((m) => m.zone === hint)
  if (same) return same
  const near = meanings.filter((m) => areaOf(m.zone) === areaOf(hint))
  return near.length === 1 ? (near[0] ?? null) : null
}

// Between the mail and the work summer time may begin or end.
const season = 60

/** The one meaning that is the time of the sender's own clock. */
const bySender = (meanings: readonly ZoneMeaning[], clock: number | null | undefined, local: LocalMs) => {
  if (clock === null || clock === undefined) return null
  const own = meanings.filter((m) => Math.abs((local - instantOf(m.zone, local)) / 60_000 - clock) <= season)
  return own.length === 1 ? (own[0] ?? null) : null
}

/** What other words beside it leave of the meanings: "CST (Central Standard Time)", "IST (GMT+5:30)". */
const agreeing = (mention: ZoneMention, local: LocalMs): readonly ZoneMeaning[] =>
  mention.meanings.filter((mine) =>
    mention.beside.every((other) =>
      other.meanings.some((m) => m.zone !== 'local' && mine.zone !== 'local' && sameTime(mine, m, local)),
    ),
  )

const sameTime = (a: ZoneMeaning, b: ZoneMeaning, local: LocalMs): boolean =>
  a.zone === b.zone || instantOf(a.zone, local) === instantOf(b.zone, local)

const localZone = (words: string, habits: ZoneHabits): SettledZone => {
  const place = habits.place ?? null
  if (place !== null && isZone(place)) {
    return {
      zone: place,
      season: null,
      doubts: [doubt('zone-local', false, `"${words}" was taken as the time of ${place}, where the work is.`)],
    }
  }
  const zone = habits.zone ?? 'UTC'
  const detail = `"${words}" is written, but the place of the work is not known; ${zone} was assumed.`
  return { zone, season: null, doubts: [doubt('zone-local', true, detail)] }
}

const seasonDoubts = (words: string, meaning: ZoneMeaning, local: LocalMs): Doubt[] => {
  if (meaning.season === null || fixedOffset(meaning.zone) !== null) return []
  const { utc, later } = localToUtc(meaning.zone, local)
  const daylight = isDaylight(meaning.zone, utc)
  const possible = later !== null || daylight === (meaning.season === 'daylight')
  if (possible) return []
  const now = daylight ? 'summer' : 'winter'
  const detail = `"${words}" is written, but ${meaning.zone} is on ${now} time on that day; the clock of ${meaning.zone} was taken.`
  return [doubt('zone-season', false, detail)]
}

const ambiguous = (words: string, meanings: readonly ZoneMeaning[]): Doubt => {
  const [first, ...others] = meanings.map((m) => m.zone)
  return doubt('zone-ambiguous', true, `"${words}" may be ${first} or ${others.join(' or ')}; ${first} was assumed.`)
}

const pick = (
  mention: ZoneMention,
  local: LocalMs,
  habits: ZoneHabits,
): { meaning: ZoneMeaning; doubts: Doubt[] } | null => {
  const usual = mention.meanings[0]
  if (!usual) return null
  const left = mention.beside.length > 0 ? agreeing(mention, local) : mention.meanings
  if (left.length === 0) {
    const others = mention.beside.map((m) => `"${m.words}"`).join(' and ')
    return {
      meaning: usual,
      doubts: [doubt('zones-disagree', true, `"${mention.words}" and ${others} are not the same time on that day.`)],
    }
  }
  const [only, ...more] = left
  if (only && more.length === 0) return { meaning: only, doubts: [] }
  const meant = meantBy(left, habits.zone) ?? meantBy(left, habits.place)
  if (meant) return { meaning: meant, doubts: [] }
  const alike = left.every((m) => sameTime(m, left[0] ?? usual, local))
  // A mail server may stand far from the work: its clock makes the better proposal, and decides nothing.
  const likely = bySender(left, habits.clock, local) ?? left[0] ?? usual
  return { meaning: likely, doubts: alike ? [] : [ambiguous(mention.words, left)] }
}

/** Decides what the words mean at a local time. `local`: see `LocalMs`. */
export const settleZone = (mention: ZoneMention, local: LocalMs, habits: ZoneHabits): SettledZone => {
  const habitual = habits.zones?.[mention.words]
  if (habitual !== undefined && isZone(habitual)) return { zone: habitual, season: null, doubts: [] }
  if (mention.meanings[0]?.zone === 'local') return localZone(mention.words, habits)
  if (mention.meanings.length === 0) {
    const zone = habits.zone ?? 'UTC'
    const detail = `"${mention.words}" looks like a time zone, but is none that is known; ${zone} was assumed.`
    return { zone, season: null, doubts: [doubt('zone-ambiguous', true, detail)] }
  }
  const picked = pick(mention, local, habits)
  if (!picked) return { zone: 'UTC', season: null, doubts: [] }
  const { meaning } = picked
  const doubts = [...picked.doubts, ...seasonDoubts(mention.words, meaning, local)]
  if (mention.unsure) {
    doubts.push(
      doubt('zone-ambiguous', true, `"${mention.words}" may be a distance from UTC or the end of a range of times.`),
    )
  }
  return { zone: meaning.zone, season: meaning.season, doubts }
}

/**
 * What zone words mean at a wall clock time: the zone, its offset in minutes ahead of UTC, and doubts. `null` when the
 * words are no zone. A word in `habits.zones` is taken in the vendor's sense.
 */
export const resolveZone = (
  words: string,
  local: LocalMoment,
  habits: ZoneHabits,
  table: ZoneTable = defaultZoneTable(),
): { zone: string; offset: number; doubts: readonly Doubt[] } | null => {
  const at = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute)
  const tokens = tokenizeAll(words)
  const mention = zoneAt(tokens, 0, table, { seconds: true, iso: true })
  const known = mention && mention.next === tokens.length ? mention : null
  const own = habits.zones?.[words.trim()]
  if (own === undefined && !known) return null
  const settled =
    own !== undefined && isZone(own) ? { zone: own, season: null, doubts: [] } : known && settleZone(known, at, habits)
  if (!settled) return null
  const conversion = localToUtc(settled.zone, at)
  const utc = settled.season === 'standard' && conversion.later !== null ? conversion.later : conversion.utc
  return { zone: settled.zone, offset: offsetAt(settled.zone, utc), doubts: settled.doubts }
}

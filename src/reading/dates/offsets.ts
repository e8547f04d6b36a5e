import { IANAZone } from 'luxon'

/** Milliseconds since 1970 of a wall clock read as if it were UTC: how local times are carried here. */
export type LocalMs = number

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

const zones = new Map<string, IANAZone | null>()
const offsets = new Map<string, Map<number, number>>()
/* Every change of any zone since 1972 fell on a quarter of an hour of UTC, so the offset within one is constant. */
const quarterMs = 15 * minuteMs
const maxRemembered = 4096

const ianaZone = (name: string): IANAZone | null => {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = IANAZone.create(name)
  const valid = zone.isValid ? zone : null
  if (zones.size < maxRemembered) zones.set(name, valid)
  return valid
}

/** `UTC` is 0, `UTC+03:00` is 180, anything else null. */
export const fixedOffset = (zone: string): number | null => {
  if (zone === 'UTC') return 0
  if (!zone.startsWith('UTC')) return null
  const match = /^UTC([+-])(\d\d):(\d\d)$/.exec(zone)
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

/** 180 → `UTC+03:00`; 0 → `UTC`. */
export const fixedZone = (minutes: number): string => {
  if (minutes === 0) return 'UTC'
  const absolute = Math.abs(minutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `UTC${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`
}

/**
 * Whether it is a zone that we apply: `UTC`, `UTC±hh:mm`, or an IANA name with a slash. Bare names are refused, since
 * luxon takes abbreviations for zones in its own sense (BST is Dhaka to it).
 */
export const isZone = (name: string): boolean =>
  fixedOffset(name) !== null || (name.includes('/') && ianaZone(name) !== null)

/** Minutes ahead of UTC at an instant (milliseconds). Throws for what `isZone` refuses. */
export const offsetAt = (zone: string, utc: number): number => {
  const fixed = fixedOffset(zone)
  if (fixed !== null) return fixed
  let remembered = offsets.get(zone)
  if (!remembered) {
    remembered = new Map()
    offsets.set(zone, remembered)
  }
  const quarter = Math.floor(utc / quarterMs)
  const known = remembered.get(quarter)
  if (known !== undefined) return known
  const iana = zone.includes('/') ? ianaZone(zone) : null
  if (!iana) throw new Error(`"${zone}" is no time zone: use an IANA name such as Europe/Berlin, UTC, or UTC+03:00.`)
  const offset = iana.offset(utc)
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(quarter, offset)
  return offset
}

export interface Conversion {
  readonly utc: number
  /** In the hour that happens twice in autumn: the second time; else null. `utc` is the first. */
  readonly later: number | null
  /** The clock jumped over this local time; `utc` is as much after the jump. */
  readonly skipped: boolean
}

/** A local time in a zone. Both sides of a clock change are tried, so that gaps and doubled hours are seen. */
export const localToUtc = (zone: string, local: LocalMs): Conversion => {
  const before = offsetAt(zone, local - dayMs)
  const after = offsetAt(zone, local + dayMs)
  const first = local - before * minuteMs
  if (before === after) return { utc: first, later: null, skipped: false }
  const second = local - after * minuteMs
  const firstHolds = offsetAt(zone, first) === before
  const secondHolds = offsetAt(zone, second) === after
  if (firstHolds && secondHolds) return { utc: first, later: second, skipped: false }
  if (secondHolds) return { utc: second, later: null, skipped: false }
  return { utc: first, later: null, skipped: !firstHolds }
}

/** Whether the zone's clocks are on summer time then. Told by offsets, since Ireland calls its winter time the special one. */
export const isDaylight = (zone: string, utc: number): boolean => {
  const year = new Date(utc).getUTCFullYear()
  const winter = offsetAt(zone, Date.UTC(year, 0, 1, 12))
  const summer = offsetAt(zone, Date.UTC(year, 6, 1, 12))
  return offsetAt(zone, utc) > Math.min(winter, summer)
}

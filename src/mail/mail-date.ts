const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 5322 §4.3: the obsolete zone names; all others mean "unknown", which counts as UTC.
const zoneHours: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

const zoneMinutes = (zone: string | undefined): number => {
  if (!zone) return 0
  const numeric = /^(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (!numeric) return (zoneHours[zone] ?? 0) * 60
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
  return minutes > 14 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes
}

const fullYear = (text: string): number => {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 50 ? 2000 + year : 1900 + year
}

interface Parts {
  readonly year: string | undefined
  readonly month: number
  readonly day: string | undefined
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly half: string | undefined
  readonly zone: string | undefined
}

const assemble = (p: Parts): string | null => {
  const year = fullYear(p.year ?? '')
  const day = Number(p.day)
  const hour = (Number(p.hour) % (p.half ? 12 : 24)) + (p.half?.toLowerCase() === 'pm' ? 12 : 0)
  const valid =
    p.month >= 0 &&
    year >= 1970 &&
    year < 2200 &&
    Number(p.hour) < 24 &&
    Number(p.minute) < 60 &&
    Number(p.second ?? 0) < 61
  if (!valid) return null
  const time = Date.UTC(year, p.month, day, hour, Number(p.minute), Number(p.second ?? 0))
  const check = new Date(Date.UTC(year, p.month, day))
  if (check.getUTCDate() !== day) return null
  return new Date(time - zoneMinutes(p.zone) * 60_000).toISOString().replace('.000Z', 'Z')
}

const monthOf = (name: string | undefined): number => months.indexOf((name ?? '').slice(0, 3).toLowerCase())

const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?`
const zone = String.raw`(?: ?((?:GMT|UTC)?[+-]\d{2}:?\d{2}|[A-Z]{1,5}))?`
const dayFirst = new RegExp(
  String.raw`(?:^|[ ,])(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{2,4})(?:,? (?:at|à|um|alle|a las))?,? ${clock}(?: ?([AaPp][Mm]))?${zone}`,
)
const monthFirst = new RegExp(
  String.raw`(?:^|[ ,])([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:,? (?:at|à|um|alle|a las))?,? ${clock}(?: ?([AaPp][Mm]))?${zone}`,
)
const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?(Z| ?[+-]\d{2}:?\d{2})?/

/**
 * A `Date` header, or the date line of a forwarded block, as ISO UTC; null if it is not one.
 * Written by hand because `Date.parse` takes the host's zone where none is written, and mailparser takes "now" where
 * nothing can be read. A missing zone counts as UTC (RFC 5322 §3.3: `-0000`): good enough for "when was it sent".
 */
export const parseMailDate = (value: string): string | null => {
  const text = value
    .slice(0, 200)
    .replace(/\([^()]{0,80}\)/g, ' ')
    .replace(/[\s\u202f]+/g, ' ')
    .trim()
  const a = dayFirst.exec(text)
  if (a) {
    const [, day, month, year, hour, minute, second, half, z] = a
    return assemble({ year, month: monthOf(month), day, hour, minute, second, half, zone: z })
  }
  const b = monthFirst.exec(text)
  if (b) {
    const [, month, day, year, hour, minute, second, half, z] = b
    return assemble({ year, month: monthOf(month), day, hour, minute, second, half, zone: z })
  }
  const c = iso.exec(text)
  if (!c) return null
  const [, year, month, day, hour, minute, second, z] = c
  return assemble({ year, month: Number(month) - 1, day, hour, minute, second, half: undefined, zone: z?.trim() })
}

/** A zone named in a label: `Activity Window (GMT)`, `SCHEDULE (UTC)`, `LOCAL`. */

const word =
  /\b(?:(?:utc|gmt) ?[+-] ?\d{1,2}(?::?\d\d)?|utc|gmt|z(?:ulu)|cest|cet|eest|eet|west|wet|bst|ist|sgt|hkt|jst|kst|aest|aedt|msk|e[sd]t|c[sd]t|m[sd]t|p[sd]t|eastern|central|mountain|pacific|local)\b/i

/** `Start (ET)`, `End ET`: too short to count elsewhere, or in small letters. */
const northAmerican = /(?<=\(|\s)[ECMP]T(?=\)|$)/

/** The zone word to append to a value, or null. `Central` and the like count only in brackets or before "time". */
export const zoneOfLabel = (label: string): string | null => {
  const match = word.exec(label) ?? northAmerican.exec(label)
  if (!match) return null
  const zone = match[0]
  if (/^local$/i.test(zone)) return 'local time'
  if (/^(?:eastern|central|mountain|pacific)$/i.test(zone) && !/\(|time/i.test(label)) return null
  return zone.toUpperCase()
}

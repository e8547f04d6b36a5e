/** iCal text → its VEVENTs' properties (RFC 5545, parsed by ical.js after repairing what vendors break). */
import ICAL from 'ical.js'

export interface Property {
  readonly value: string
  readonly params: Readonly<Record<string, string>>
}

/** One VEVENT. Names are lower case; a property that stands several times has several values, in order. */
export interface Entry {
  readonly props: ReadonlyMap<string, readonly Property[]>
  /** METHOD of its calendar, upper case, or ''. */
  readonly method: string
  /** Floating times mean this zone (X-WR-TIMEZONE), or ''. */
  readonly zone: string
}

export interface Calendar {
  readonly entries: readonly Entry[]
  /** Set when the text could not be parsed. */
  readonly broken: string | null
}

const wanted =
  /^(?:begin|end|method|version|prodid|x-wr-timezone|dtstart|dtend|duration|dtstamp|uid|sequence|summary|description|x-alt-desc|location|organizer|status|rrule|rdate|recurrence-id|x-maintnote-[a-z-]{1,40})(?=[;:])/i
const propertyShape = /^[A-Za-z][A-Za-z0-9-]{1,60}[;:]/
const skippedBlocks = /^(?:VTIMEZONE|VALARM|VTODO|VJOURNAL|VFREEBUSY|STANDARD|DAYLIGHT)$/i

const maxLines = 20_000

interface Repair {
  readonly out: string[]
  /** The property before is wanted: lines that continue it are too. */
  keep: boolean
  /** Block whose end is waited for, or null. */
  skipping: string | null
}

const continueLine = (r: Repair, line: string): void => {
  const last = r.keep ? r.out.pop() : undefined
  if (last !== undefined) r.out.push(last + line)
}

const skipLine = (r: Repair, begins: boolean, name: string): boolean => {
  if (r.skipping === null && begins && skippedBlocks.test(name)) r.skipping = name
  else if (r.skipping !== null && !begins && name === r.skipping) r.skipping = null
  else return r.skipping !== null
  return true
}

const repairLine = (r: Repair, raw: string): void => {
  const line = raw.replace(/^\uFEFF/, '')
  if (line === '') return
  if (line.startsWith(' ') || line.startsWith('\t')) continueLine(r, line.slice(1))
  else if (!propertyShape.test(line)) continueLine(r, line)
  else {
    const block = /^(BEGIN|END):\s?(\w+)/i.exec(line)
    const skipped = skipLine(r, block?.[1]?.toUpperCase() === 'BEGIN', block?.[2]?.toUpperCase() ?? '')
    r.keep = !skipped && wanted.test(line)
    if (r.keep) r.out.push(line.trimEnd())
  }
}

/**
 * Unfolds and repairs: vendors wrap long values without the leading blank, and put raw line breaks into text.
 * A line that is no property continues the one before it. Blocks and properties that tell nothing here are dropped,
 * so that one broken VTIMEZONE does not cost the event.
 */
const repaired = (text: string): string => {
  const r: Repair = { out: [], keep: false, skipping: null }
  for (const line of text.split(/\r\n|\r|\n/, maxLines)) repairLine(r, line)
  return r.out.join('\r\n')
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(asText).join(',') : String(value ?? '')

const isTuple = (value: unknown): value is [string, Record<string, unknown>, string, ...unknown[]] =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'object' && value[1] !== null

const propertiesOf = (tuples: unknown): ReadonlyMap<string, readonly Property[]> => {
  const props = new Map<string, Property[]>()
  for (const tuple of Array.isArray(tuples) ? tuples : []) {
    if (!isTuple(tuple)) continue
    const params = Object.fromEntries(Object.entries(tuple[1]).map(([k, v]) => [k.toLowerCase(), asText(v)]))
    const list = props.get(tuple[0]) ?? []
    list.push({
      value: tuple.slice(3).map(asText).join(','),
      params: tuple[2] === 'date' ? { ...params, value: 'DATE' } : params,
    })
    props.set(tuple[0], list)
  }
  return props
}

const componentsOf = (parsed: unknown): readonly (readonly [string, unknown, unknown])[] => {
  if (!Array.isArray(parsed)) return []
  const list = typeof parsed[0] === 'string' ? [parsed] : parsed
  return list.flatMap((c: unknown): readonly (readonly [string, unknown, unknown])[] =>
    Array.isArray(c) && typeof c[0] === 'string' ? [[c[0], c[1], c[2]]] : [],
  )
}

/** Parses one calendar part. Never throws. */
export const parseCalendar = (text: string): Calendar => {
  const clean = repaired(text)
  if (!/^BEGIN:VEVENT/im.test(clean))
    return { entries: [], broken: /BEGIN:VEVENT/i.test(text) ? 'the calendar part could not be read' : null }
  try {
    const entries = componentsOf(ICAL.parse(clean)).flatMap(([name, tuples, components]) => {
      if (name !== 'vcalendar') return name === 'vevent' ? [{ props: propertiesOf(tuples), method: '', zone: '' }] : []
      const own = propertiesOf(tuples)
      const method = (own.get('method')?.[0]?.value ?? '').toUpperCase()
      const zone = own.get('x-wr-timezone')?.[0]?.value ?? ''
      return componentsOf(components)
        .filter(([kind]) => kind === 'vevent')
        .map(([, props]) => ({ props: propertiesOf(props), method, zone }))
    })
    return { entries, broken: null }
  } catch (error) {
    return { entries: [], broken: error instanceof Error ? error.message.slice(0, 120) : 'unreadable' }
  }
}

/** A property's first value, trimmed; '' counts as missing. */
export const textOf = (entry: Entry, name: string): string | null => entry.props.get(name)?.[0]?.value.trim() || null

/**
 * A date property as words that `dates.ts` reads: `2021-08-06 21:00:00 UTC`. A TZID is written behind it;
 * a floating time stays without zone, so that the doubt is raised there and not by the host's zone.
 */
export const momentOf = (entry: Entry, name: string): string | null => {
  const property = entry.props.get(name)?.[0]
  const value = property?.value.trim()
  if (!property || !value) return null
  const digits = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?$/i.exec(value)
  if (!digits) return value
  const [, year, month, day, hour, minute, second, zulu] = digits
  if (!hour) return `${year}-${month}-${day}`
  const zone = zulu ? 'UTC' : (property.params.tzid ?? entry.zone)
  return `${year}-${month}-${day} ${hour}:${minute}:${second ?? '00'} ${zone}`.trim()
}

/** The event's own text: X-ALT-DESC (HTML) before DESCRIPTION; null when it has none. */
export const descriptionOf = (entry: Entry): { readonly kind: 'text' | 'html'; readonly text: string } | null => {
  const html = textOf(entry, 'x-alt-desc')
  if (html && /<\w/.test(html)) return { kind: 'html', text: html }
  const text = textOf(entry, 'description')
  if (!text) return null
  // Some vendors write quoted-printable into the value (vCalendar 1.0).
  const plain = text.includes('=0D=0A') ? text.replace(/=0D=0A/g, '\n') : text
  return { kind: /<(?:br|p|div|table|html)\b/i.test(plain) ? 'html' : 'text', text: plain }
}

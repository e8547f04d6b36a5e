import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { bodyOf } from './body.ts'
import { nextDay } from './days.ts'
import type { DesiredEvent, EventBody } from './target.ts'
import { escapeHtml, plainText } from './text.ts'
import { isOwnId } from './written.ts'

/** What the file holds of an event besides what a PresentEvent has. */
export interface Entry {
  readonly event: EventBody & { readonly id: string; readonly maintenance: string | null }
  /** When the vendor last changed the work, `YYYYMMDDTHHMMSSZ`: the revision time, and no sign of when we ran. */
  readonly stamp: string
  readonly work: string | null
  /** A hand-made event as it stood in the file (jCal): all that we do not own in it stays. */
  readonly raw: string | null
}

const domain = '@maintcal'
const colourNames: Readonly<Record<string, string>> = {
  '2': 'green',
  '3': 'purple',
  '5': 'gold',
  '6': 'orange',
  '7': 'steelblue',
  '8': 'gray',
  '11': 'red',
}

const basic = (iso: string): string => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`
const stampOf = (event: DesiredEvent): string => basic(event.changed ?? `${event.start}T00:00:00Z`)

/** What the file is to hold of an event; `raw`: the hand-made event that it stood for. */
export const toEntry = (event: DesiredEvent, raw: string | null): Entry => ({
  event: {
    id: event.id,
    maintenance: event.maintenance,
    ...bodyOf(event),
  },
  stamp: stampOf(event),
  work: event.work ?? null,
  raw,
})

/** Changes with whatever the file says of the event. */
export const etagOf = (entry: Entry): string =>
  createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 32)

/** XML-like controls have no place in iCalendar text (RFC 5545 §3.3.11). */
const text = (value: string): string => value.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')

const status: Readonly<Record<EventBody['status'], string>> = {
  confirmed: 'CONFIRMED',
  tentative: 'TENTATIVE',
  cancelled: 'CANCELLED',
}

const set = (component: ICAL.Component, name: string, value: string | ICAL.Time | null | undefined): void => {
  if (value === null || value === undefined) component.removeAllProperties(name)
  else component.updatePropertyWithValue(name, value)
}

/** Hours that a person gave an event stay as long as its day does. */
const setDays = (component: ICAL.Component, { start, end }: EventBody): void => {
  if (textOf(component, 'dtstart')?.slice(0, 10) === start && lastOf(component, start) === end) return
  for (const name of ['dtstart', 'dtend', 'duration', 'rrule']) component.removeAllProperties(name)
  component.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(start))
  component.addPropertyWithValue('dtend', ICAL.Time.fromDateString(end))
}

const toComponent = ({ event, stamp, work, raw }: Entry): ICAL.Component => {
  const component = raw === null ? new ICAL.Component('vevent') : new ICAL.Component(JSON.parse(raw))
  if (event.maintenance === null) return component
  set(component, 'uid', raw === null ? `${event.id}${domain}` : event.id)
  set(component, 'dtstamp', ICAL.Time.fromDateTimeString(iso(stamp)))
  setDays(component, event)
  set(component, 'summary', text(event.summary))
  set(component, 'description', text(plainText(event.description)))
  set(component, 'location', event.location === null ? null : text(event.location))
  set(component, 'url', event.link)
  set(component, 'status', status[event.status])
  set(component, 'transp', 'TRANSPARENT')
  component.removeAllProperties('categories')
  const categories = new ICAL.Property('categories')
  categories.setValues(['MAINTENANCE', ...(work === null ? [] : [work])])
  component.addProperty(categories)
  set(component, 'color', event.colorId === null ? null : colourNames[event.colorId])
  set(component, 'x-maintcal-color', event.colorId)
  set(component, 'x-maintcal-maintenance', event.maintenance)
  return component
}

const iso = (stamp: string): string =>
  `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}T${stamp.slice(9, 11)}:${stamp.slice(11, 13)}:${stamp.slice(13, 15)}Z`

/** ical.js folds after 75 octets and then adds the blank: its continuation lines have 76 (RFC 5545 §3.1 allows 75). */
const refold = (content: string): string =>
  content
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => `${foldLine(line)}\r\n`)
    .join('')

const foldLine = (line: string): string => {
  let folded = ''
  let octets = 0
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += char
    octets += size
  }
  return folded
}

/** The whole calendar as RFC 5545 text: the same events give the same bytes, whatever order they came in. */
export const render = ({ entries, others }: Content): string => {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//maintcal//maintenance calendar//EN')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('x-wr-calname', 'Network maintenance')
  for (const other of others) calendar.addSubcomponent(new ICAL.Component(JSON.parse(other)))
  const key = (e: Entry) => `${e.event.start} ${e.event.id}`
  for (const entry of [...entries.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1)))
    calendar.addSubcomponent(toComponent(entry))
  return refold(calendar.toString().trimEnd())
}

const textOf = (component: ICAL.Component, name: string): string | null => {
  const value = component.getFirstPropertyValue(name)
  return value === null || value === undefined ? null : String(value)
}

const statusWord = (word: string | null): EventBody['status'] =>
  word === 'CANCELLED' ? 'cancelled' : word === 'TENTATIVE' ? 'tentative' : 'confirmed'

/** The day after the last, as a PresentEvent has it. */
const lastOf = (component: ICAL.Component, start: string): string => {
  const end = textOf(component, 'dtend')
  if (end === null || end.slice(0, 10) <= start) return nextDay(start)
  return end.length === 10 || end.slice(11, 19) === '00:00:00' ? end.slice(0, 10) : nextDay(end.slice(0, 10))
}

const readEvent = (component: ICAL.Component): Entry | null => {
  const uid = textOf(component, 'uid')
  const start = textOf(component, 'dtstart')?.slice(0, 10)
  if (uid === null || start === undefined || component.hasProperty('recurrence-id')) return null
  const id = uid.endsWith(domain) ? uid.slice(0, -domain.length) : uid
  const categories = component.getFirstProperty('categories')?.getValues().map(String) ?? []
  return {
    event: {
      id,
      maintenance: textOf(component, 'x-maintcal-maintenance'),
      summary: textOf(component, 'summary') ?? '',
      description: escapeHtml(textOf(component, 'description') ?? ''),
      location: textOf(component, 'location'),
      start,
      end: lastOf(component, start),
      link: textOf(component, 'url'),
      colorId: textOf(component, 'x-maintcal-color'),
      status: statusWord(textOf(component, 'status')),
    },
    stamp: basic(textOf(component, 'dtstamp') ?? `${start}T00:00:00Z`),
    work: categories[1] ?? null,
    raw: isOwnId(id) ? null : JSON.stringify(component.toJSON()),
  }
}

/** A calendar file, read. */
export interface Content {
  readonly entries: Map<string, Entry>
  /** What else stands in the file (zones, tasks, exceptions of repeated events), as jCal. */
  readonly others: readonly string[]
}

/** Reads a calendar file. Throws an Error in words for people when it is no iCalendar. */
export const parse = (content: string, path: string): Content => {
  const entries = new Map<string, Entry>()
  const others: string[] = []
  if (content.trim() === '') return { entries, others }
  try {
    const parsed: unknown[] = ICAL.parse(content)
    // Of several calendars in one file ical.js makes a list of them, which is no component.
    if (typeof parsed[0] !== 'string') throw new Error('it holds several calendars')
    for (const component of new ICAL.Component(parsed).getAllSubcomponents()) {
      const entry = component.name === 'vevent' ? readEvent(component) : null
      if (entry === null || entries.has(entry.event.id)) others.push(JSON.stringify(component.toJSON()))
      else entries.set(entry.event.id, entry)
    }
    return { entries, others }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${path} is no iCalendar file (${reason.slice(0, 200)}); it was left as it is. Move it away or name another file in CALENDAR.`,
    )
  }
}

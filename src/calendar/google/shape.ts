/** Between our events and Google's Event resource. Pure. Source: google.md §1; field names: Calendar v3 discovery, schema Event. */
import type { DesiredEvent, PresentEvent } from '../target.ts'
import type { Resource } from './client.ts'

/** Keys of the private extended properties by which we know our events: at most 44 characters, or Google drops them silently. */
export const ownKeys = { marker: 'maintcal', maintenance: 'maintcalId', status: 'maintcalStatus' } as const
const markerValue = '1'
const longestValue = 1024

/**
 * The id of a later generation of an event, for a caller who wants a burnt id's event back (a deleted id can never be
 * inserted again). Generation 0 is the id itself.
 */
export const idOfGeneration = (id: string, generation: number): string =>
  generation === 0 ? id : `${id}g${generation.toString(32)}`

/** Why Google would refuse this event, or change it without a word; null if it would not. */
export const unfit = (event: DesiredEvent): string | null => {
  if (!/^[a-v0-9]{5,1024}$/.test(event.id)) return `the id ${event.id.slice(0, 60)} is not 5 to 1024 of a-v and 0-9`
  if (event.maintenance.length > longestValue) return `the name of its work is longer than ${longestValue} characters`
  if (!(Date.parse(event.start) < Date.parse(event.end)))
    return `it starts on ${event.start} and ends before that, or on no date (${event.end}, exclusive)`
  return null
}

/** Our marker stands on it. People cannot set private extended properties. */
export const isOurs = (resource: Resource): boolean => resource.extendedProperties?.private?.[ownKeys.marker] != null

type When = NonNullable<Resource['start']>
const dateOf = (when: Resource['start']): string => when?.date ?? when?.dateTime ?? ''
const whenOf = (date: string): When => (date.length === 10 ? { date } : { dateTime: date })

/** To Google, `cancelled` means deleted. Cancelled work stays to be seen, so its status is kept in a property of ours. */
const statusOf = (status: DesiredEvent['status']): 'confirmed' | 'tentative' =>
  status === 'cancelled' ? 'confirmed' : status

const sourceOf = (link: string | null): { title: string; url: string } | null =>
  link !== null && /^https?:\/\//.test(link) ? { title: 'Announcement', url: link } : null

/** The fields that we own; an absent one is absent, because a PUT replaces everything. */
const owned = (event: DesiredEvent): Resource => {
  const source = sourceOf(event.link)
  return {
    summary: event.summary,
    description: event.description,
    start: whenOf(event.start),
    end: whenOf(event.end),
    status: statusOf(event.status),
    ...(event.location === null || event.location === '' ? {} : { location: event.location }),
    ...(event.colorId === null ? {} : { colorId: event.colorId }),
    ...(source === null ? {} : { source }),
  }
}

const properties = (event: DesiredEvent) => ({
  [ownKeys.marker]: markerValue,
  [ownKeys.maintenance]: event.maintenance,
  [ownKeys.status]: event.status,
})

/** A new event: shows as free and reminds nobody. Later, both belong to people. */
export const toInsert = (event: DesiredEvent): Resource => ({
  id: event.id,
  ...owned(event),
  transparency: 'transparent',
  reminders: { useDefault: false, overrides: [] },
  extendedProperties: { private: properties(event) },
})

/**
 * What is there, with our fields replaced. Everything else stays as fetched: guests, reminders, and `sequence`, without
 * which Google rejects the PUT (google.md §1 "sequence").
 */
export const toUpdate = (fetched: Resource, event: DesiredEvent): Resource => {
  const { location: _location, colorId: _colorId, source, ...kept } = fetched
  const ours = owned(event)
  return {
    ...kept,
    ...ours,
    ...(source && source.url === event.link ? { source } : {}),
    ...(fetched.start && dateOf(fetched.start) === event.start ? { start: fetched.start } : {}),
    ...(fetched.end && dateOf(fetched.end) === event.end ? { end: fetched.end } : {}),
    extendedProperties: {
      ...fetched.extendedProperties,
      private: { ...fetched.extendedProperties?.private, ...properties(event) },
    },
  }
}

const presentStatus = (resource: Resource): PresentEvent['status'] => {
  if (resource.status === 'cancelled' || resource.status === 'tentative') return resource.status
  return resource.extendedProperties?.private?.[ownKeys.status] === 'cancelled' ? 'cancelled' : 'confirmed'
}

/** Of a deleted event Google may tell no more than the id; its fields are then empty. */
export const toPresent = (resource: Resource): PresentEvent => ({
  id: resource.id ?? '',
  maintenance: isOurs(resource) ? (resource.extendedProperties?.private?.[ownKeys.maintenance] ?? null) : null,
  etag: resource.etag ?? null,
  deleted: resource.status === 'cancelled',
  summary: resource.summary ?? '',
  description: resource.description ?? '',
  location: resource.location ?? null,
  start: dateOf(resource.start),
  end: dateOf(resource.end),
  link: resource.source?.url ?? null,
  colorId: resource.colorId ?? null,
  status: presentStatus(resource),
})

const fields = ['summary', 'description', 'start', 'end', 'colorId', 'status', 'maintenance'] as const

/** All our fields stand there as wanted: an earlier write of ours arrived though its answer did not. */
export const standsAsWanted = (present: PresentEvent, event: DesiredEvent): boolean =>
  !present.deleted &&
  fields.every((field) => present[field] === event[field]) &&
  (present.location ?? '') === (event.location ?? '') &&
  present.link === (sourceOf(event.link)?.url ?? null)

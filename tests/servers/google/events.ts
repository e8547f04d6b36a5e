/** One calendar's events, as Google keeps them. Every change gets a new version, from which etags and sync tokens come. */
import { checkEvent, type Json, Refusal, silentlyCut } from './checks.ts'

interface Kept {
  readonly resource: Json
  readonly version: number
}

export interface Events {
  readonly version: () => number
  readonly all: () => readonly Json[]
  readonly since: (version: number) => readonly Json[]
  readonly get: (id: string) => Json
  readonly insert: (body: unknown) => Json
  readonly update: (id: string, body: unknown, ifMatch: string | null) => Json
  readonly remove: (id: string, ifMatch: string | null) => void
  /** Changes fields without any check: what a person does in the calendar. A null removes a field. */
  readonly edit: (id: string, patch: Json) => void
  /** Puts an event of somebody else there. */
  readonly add: (resource: Json) => void
  /** Forgets an event for good, as Google does with deleted ones after some time. */
  readonly purge: (id: string) => void
  /** Takes down what stands there; the function that it gives brings it back. */
  readonly save: () => () => void
}

const notFound = (): Refusal => new Refusal(404, 'notFound', 'Not Found')
const withoutNulls = (value: Json): Json => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null))

export const keepEvents = (now: () => number, account: string): Events => {
  const kept = new Map<string, Kept>()
  let version = 0

  const put = (id: string, fields: Json): Json => {
    version += 1
    const properties = fields.extendedProperties === undefined ? {} : silentlyCut(fields.extendedProperties)
    const resource = withoutNulls({
      ...fields,
      ...(fields.extendedProperties === undefined ? {} : { extendedProperties: properties }),
      kind: 'calendar#event',
      id,
      etag: `"${version}000"`,
      status: fields.status ?? 'confirmed',
      sequence: fields.sequence ?? 0,
      updated: new Date(now()).toISOString(),
    })
    kept.set(id, { resource, version })
    return resource
  }
  const find = (id: string): Json => {
    const found = kept.get(id)
    if (found === undefined) throw notFound()
    return found.resource
  }
  // google.md §1 "ETag": 412 conditionNotMet
  const match = (resource: Json, ifMatch: string | null): void => {
    if (ifMatch !== null && ifMatch !== '*' && ifMatch !== resource.etag)
      throw new Refusal(412, 'conditionNotMet', 'Precondition Failed')
  }

  return {
    version: () => version,
    all: () => [...kept.values()].map(({ resource }) => resource),
    since: (after) => [...kept.values()].filter((k) => k.version > after).map(({ resource }) => resource),
    get: find,
    insert: (body) => {
      const event = checkEvent(body)
      if (event.id !== undefined && event.iCalUID !== undefined)
        throw new Refusal(400, 'invalid', 'Send id or iCalUID, not both') // google.md §1 "Client id"
      const id = event.id === undefined ? `given${version}` : String(event.id)
      // google.md §1 "Duplicate", "Deleted id": a cancelled event keeps its id
      if (kept.has(id)) throw new Refusal(409, 'duplicate', 'The requested identifier already exists.')
      const person = { email: account, self: true }
      const created = new Date(now()).toISOString()
      return put(id, {
        eventType: 'default',
        ...event,
        creator: person,
        organizer: person,
        created,
        iCalUID: `${id}@google.com`,
        htmlLink: `https://www.google.com/calendar/event?eid=${id}`,
      })
    },
    update: (id, body, ifMatch) => {
      const there = find(id)
      const event = checkEvent(body)
      match(there, ifMatch)
      // google.md §1 "sequence": a PUT without the current value is rejected
      if (event.sequence !== there.sequence)
        throw new Refusal(400, 'invalid', 'Invalid sequence value. It is not the current sequence number.')
      const { creator, organizer, created, iCalUID, htmlLink, eventType } = there
      // google.md §1 "All-day": PUT replaces everything; what is read-only stays
      return put(id, { ...event, creator, organizer, created, iCalUID, htmlLink, eventType })
    },
    remove: (id, ifMatch) => {
      const there = find(id)
      // google.md §1 "Errors": 410 deleted on delete
      if (there.status === 'cancelled') throw new Refusal(410, 'deleted', 'Resource has been deleted')
      match(there, ifMatch)
      put(id, { ...there, status: 'cancelled' })
    },
    edit: (id, patch) => {
      const there = find(id)
      const moved = patch.start !== undefined || patch.end !== undefined
      put(id, { ...there, ...patch, sequence: Number(there.sequence) + (moved ? 1 : 0) })
    },
    add: (resource) => {
      put(String(resource.id), { creator: { email: 'person@example.com' }, ...resource })
    },
    purge: (id) => {
      kept.delete(id)
    },
    save: () => {
      const saved = { kept: [...kept], version }
      return () => {
        kept.clear()
        for (const [id, one] of saved.kept) kept.set(id, one)
        version = saved.version
      }
    },
  }
}

import type { CalendarTarget, DesiredEvent, PresentEvent, WriteResult } from '../../src/calendar/target.ts'

/** A calendar in memory with etags and sync tokens, that people can write to. */
export interface MemoryCalendar {
  readonly target: CalendarTarget
  readonly events: Map<string, PresentEvent>
  /** What a person does. */
  edit(id: string, change: Partial<PresentEvent>): void
  /** Writes until it goes down; Infinity: never. */
  writesLeft: number
  readonly writes: string[]
}

export const memoryCalendar = (): MemoryCalendar => {
  const events = new Map<string, PresentEvent>()
  const changedAt = new Map<string, number>()
  const writes: string[] = []
  let clock = 0
  const put = (event: PresentEvent): PresentEvent => {
    clock += 1
    const stored = { ...event, etag: `"${clock}"` }
    events.set(event.id, stored)
    changedAt.set(event.id, clock)
    return stored
  }
  const write = (what: string, event: DesiredEvent, deleted = false): WriteResult => {
    if (calendar.writesLeft <= 0) return { ok: false, reason: 'stop', retry: true, message: 'The calendar is down.' }
    calendar.writesLeft -= 1
    writes.push(`${what} ${event.id}`)
    const { changed: _, work: __, ...body } = event
    return { ok: true, event: put({ ...body, etag: null, deleted }) }
  }
  const guarded = (id: string, etag: string | null, then: (present: PresentEvent) => WriteResult): WriteResult => {
    const present = events.get(id)
    if (present === undefined || present.deleted) return { ok: false, reason: 'gone', present: present ?? null }
    return etag !== null && etag !== present.etag ? { ok: false, reason: 'changed', present } : then(present)
  }
  const calendar: MemoryCalendar = {
    events,
    writes,
    writesLeft: Number.POSITIVE_INFINITY,
    edit: (id, change) => {
      const event = events.get(id)
      if (event === undefined) throw new Error(`no event ${id}`)
      put({ ...event, ...change })
    },
    target: {
      name: 'memory',
      stands: 'at-once',
      changes: async (token) => ({
        events: [...events.values()].filter(({ id }) => token === null || (changedAt.get(id) ?? 0) > Number(token)),
        nextSyncToken: String(clock),
        full: token === null,
      }),
      get: async (id) => events.get(id) ?? null,
      insert: async (event) => {
        const present = events.get(event.id)
        if (present !== undefined) return { ok: false, reason: present.deleted ? 'gone' : 'exists', present }
        return write('insert', event)
      },
      update: async (event, etag) => guarded(event.id, etag, () => write('update', event)),
      remove: async (id, etag) =>
        guarded(id, etag, (present) => write('remove', { ...present, maintenance: present.maintenance ?? '' }, true)),
      flush: async () => undefined,
    },
  }
  return calendar
}

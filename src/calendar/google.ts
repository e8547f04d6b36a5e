/** A Google calendar as a CalendarTarget. What is sent and when is here; how, in `google/`. Source: google.md §1. */
import { type Client, type ClientSettings, googleClient, type Page, type Resource } from './google/client.ts'
import { CalendarError, type Place, type Trouble, tell } from './google/errors.ts'
import { type Answer, defaultRetryPolicy, type Hands, patience, type RetryPolicy, remedyFor } from './google/retry.ts'
import { isOurs, standsAsWanted, toInsert, toPresent, toUpdate, unfit } from './google/shape.ts'
import type { CalendarTarget, DesiredEvent, PresentEvent, WriteResult } from './target.ts'
import { isOwnId } from './written.ts'

export interface GoogleSettings extends ClientSettings, Hands {
  readonly retry?: RetryPolicy
}

type Failed = Extract<Answer<never>, { ok: false }>
type Halt = Extract<WriteResult, { reason: 'failed' | 'stop' }>

const status = (trouble: Trouble): number => (trouble.kind === 'answer' ? trouble.status : 0)

/** What the operations share: patient calls, and the memory that this run is over for this calendar. */
interface Run {
  readonly client: Client
  readonly call: <T>(request: () => Promise<T>) => Promise<Answer<T>>
  /** The event, or null if there is none. Asks whether the calendar is there before it believes a 404. */
  readonly read: (id: string) => Promise<Answer<Resource | null>>
  readonly failed: (answer: Failed, doing: string) => Halt
}

const stop = (kind: 'no-calendar'): Failed => ({ ok: false, trouble: { kind }, stop: true })

/** Google says 404 of an event that never was, and of a calendar that is not shared: taking the one for the other would be a veto on every event. */
const settle404 = async (run: Pick<Run, 'client' | 'call'>): Promise<Answer<null>> => {
  const probe = await run.call(() => run.client.list({ maxResults: 1 }))
  if (probe.ok) return { ok: true, value: null }
  return status(probe.trouble) === 404 ? stop('no-calendar') : probe
}

const reader =
  (run: Pick<Run, 'client' | 'call'>): Run['read'] =>
  async (id) => {
    const answer = await run.call(() => run.client.get(id))
    if (answer.ok || status(answer.trouble) !== 404) return answer
    return settle404(run)
  }

const refusal = (doing: string, why: string): Halt => ({
  ok: false,
  reason: 'failed',
  retry: false,
  message: `Could not ${doing}: ${why}.`,
})

const foreign = (doing: string): Halt =>
  refusal(doing, 'the event there is not ours, so maintcal leaves it alone; delete it for good to free its id')

const named = (event: DesiredEvent): string => `the event "${event.summary.slice(0, 80)}" (${event.id}, ${event.start})`

/** After a 409: the answer to an earlier try was lost, or the id is taken or burnt. Never writes. */
const whatStands = async (run: Run, event: DesiredEvent, duplicate: Failed, doing: string): Promise<WriteResult> => {
  const read = await run.read(event.id)
  if (!read.ok) return run.failed(read, doing)
  if (read.value === null) return { ...run.failed(duplicate, doing), retry: true }
  const present = toPresent(read.value)
  if (present.deleted) return { ok: false, reason: 'gone', present }
  if (!isOurs(read.value)) return foreign(doing)
  return standsAsWanted(present, event) ? { ok: true, event: present } : { ok: false, reason: 'exists', present }
}

const insert = async (run: Run, event: DesiredEvent): Promise<WriteResult> => {
  const doing = `create ${named(event)}`
  const why = unfit(event)
  if (why !== null) return refusal(doing, why)
  const answer = await run.call(() => run.client.insert(toInsert(event)))
  if (answer.ok) return { ok: true, event: toPresent(answer.value) }
  if (status(answer.trouble) === 409) return whatStands(run, event, answer, doing)
  if (status(answer.trouble) === 404) return run.failed(stop('no-calendar'), doing)
  return run.failed(answer, doing)
}

/** A hand-made event may be adopted by who has seen it, and says so with its etag; never one that sits on an id of ours. */
const mayTake = (found: PresentEvent, etag: string | null): boolean => etag !== null && !isOwnId(found.id)

type Ready = { readonly ready: Resource; readonly present: PresentEvent } | WriteResult

/** Fetches the event that a write is meant for; anything but "ours (or to be adopted), alive and still with `etag`" is the result already. */
const fetchForWrite = async (
  run: Run,
  { id, etag, adopts }: { readonly id: string; readonly etag: string | null; readonly adopts: boolean },
  doing: string,
): Promise<Ready> => {
  const read = await run.read(id)
  if (!read.ok) return run.failed(read, doing)
  if (read.value === null) return { ok: false, reason: 'gone', present: null }
  const present = toPresent(read.value)
  if (present.deleted) return { ok: false, reason: 'gone', present }
  if (!isOurs(read.value) && !(adopts && mayTake(present, etag))) return foreign(doing)
  if (etag !== null && etag !== present.etag) return { ok: false, reason: 'changed', present }
  return { ready: read.value, present }
}

/** A conflict that only says that our own earlier PUT arrived is none. */
const orAlreadyThere = (result: WriteResult, event: DesiredEvent): WriteResult =>
  !result.ok && result.reason === 'changed' && result.present !== null && standsAsWanted(result.present, event)
    ? { ok: true, event: result.present }
    : result

/** What a refused write found: 404 and 410 gone, 412 changed, else a failure. */
const afterRefusal = async (run: Run, id: string, answer: Failed, doing: string): Promise<WriteResult> => {
  const code = status(answer.trouble)
  if (code !== 404 && code !== 410 && code !== 412) return run.failed(answer, doing)
  const read = await run.read(id)
  if (!read.ok) return run.failed(read, doing)
  const present = read.value === null ? null : toPresent(read.value)
  if (present === null || present.deleted) return { ok: false, reason: 'gone', present }
  return { ok: false, reason: 'changed', present }
}

const update = async (run: Run, event: DesiredEvent, etag: string | null): Promise<WriteResult> => {
  const doing = `update ${named(event)}`
  const why = unfit(event)
  if (why !== null) return refusal(doing, why)
  const found = await fetchForWrite(run, { id: event.id, etag, adopts: true }, doing)
  if (!('ready' in found)) return orAlreadyThere(found, event)
  const body = toUpdate(found.ready, event)
  const answer = await run.call(() => run.client.update(event.id, body, found.present.etag))
  if (answer.ok) return { ok: true, event: toPresent(answer.value) }
  return orAlreadyThere(await afterRefusal(run, event.id, answer, doing), event)
}

const remove = async (run: Run, id: string, etag: string | null): Promise<WriteResult> => {
  const doing = `delete the event ${id}`
  const found = await fetchForWrite(run, { id, etag, adopts: false }, doing)
  if (!('ready' in found)) return found
  const removed: WriteResult = { ok: true, event: { ...found.present, deleted: true, status: 'cancelled', etag: null } }
  const answer = await run.call(() => run.client.remove(id, found.present.etag))
  if (answer.ok) return removed
  const after = await afterRefusal(run, id, answer, doing)
  return !after.ok && after.reason === 'gone' ? removed : after
}

/** The same for the first and for every later listing, else the sync token does not hold (discovery, events.list `syncToken`). */
const listing = { maxResults: 2500, showDeleted: true } as const

type Listed = { readonly events: readonly PresentEvent[]; readonly next: string | null }

/**
 * Everything, for people's own events may be adopted, and of a deleted one Google may tell the id alone. But a single date
 * of an event that a person made recurring is no event by itself.
 */
const concerns = (resource: Resource): boolean => !resource.recurringEventId

const endless: Failed = { ok: false, trouble: { kind: 'nonsense', host: 'The server' }, stop: false }

const listAll = async (run: Run, syncToken: string | null): Promise<Answer<Listed>> => {
  const events: PresentEvent[] = []
  let pageToken: string | null = null
  for (;;) {
    const params: Record<string, string | number | boolean> = { ...listing }
    if (syncToken !== null) params.syncToken = syncToken
    if (pageToken !== null) params.pageToken = pageToken
    const answer: Answer<Page> = await run.call(() => run.client.list(params))
    if (!answer.ok) return answer
    const page: Page = answer.value
    for (const resource of page.items ?? []) if (concerns(resource)) events.push(toPresent(resource))
    const next: string | null = page.nextPageToken ?? null
    if (next === null) return { ok: true, value: { events, next: page.nextSyncToken ?? null } }
    if (next === pageToken) return endless
    pageToken = next
  }
}

/** 410: the token is too old (google.md §1 "Sync"). 400: it belongs to another calendar or other parameters. */
const isStale = (answer: Failed): boolean => [400, 410].includes(status(answer.trouble))

const changes = async (run: Run, syncToken: string | null) => {
  const some = await listAll(run, syncToken)
  const startsAgain = !some.ok && syncToken !== null && isStale(some)
  const listed = startsAgain ? await listAll(run, null) : some
  if (listed.ok) {
    const { events, next } = listed.value
    return { events, nextSyncToken: next, full: syncToken === null || startsAgain }
  }
  const { message, retry } = run.failed(
    status(listed.trouble) === 404 ? stop('no-calendar') : listed,
    'read the events',
  )
  throw new CalendarError(message, retry)
}

const get = async (run: Run, id: string): Promise<PresentEvent | null> => {
  const read = await run.read(id)
  if (read.ok) return read.value === null ? null : toPresent(read.value)
  const { message, retry } = run.failed(read, `read the event ${id}`)
  throw new CalendarError(message, retry)
}

/**
 * The target for one Google calendar. Nothing is read or loaded before the first call. After a failure that ends the run
 * (usage limit, no access, no patience left) every further call gives the same answer without asking Google, until `flush`.
 * `changes` and `get` throw a CalendarError whose message is for people.
 */
export const googleTarget = (settings: GoogleSettings): CalendarTarget => {
  const name = `google:${settings.calendarId}`
  const client = googleClient(settings)
  const { call, renew } = patience(settings.retry ?? defaultRetryPolicy, settings, client.forgetToken)
  let halt: Halt | null = null

  const failed = (answer: Failed, doing: string): Halt => {
    const place: Place = { calendarId: settings.calendarId, account: client.account() }
    const message = `Could not ${doing} in ${name}. ${tell(answer.trouble, place)}`
    if (!answer.stop) return { ok: false, reason: 'failed', retry: remedyFor(answer.trouble) === 'wait', message }
    halt = { ok: false, reason: 'stop', retry: true, message }
    return halt
  }
  const run: Run = { client, call, read: reader({ client, call }), failed }

  const writing = async (write: () => Promise<WriteResult>): Promise<WriteResult> => halt ?? write()
  const reading = async <T>(read: () => Promise<T>): Promise<T> => {
    if (halt !== null) throw new CalendarError(halt.message, halt.retry)
    return read()
  }

  return {
    name,
    stands: 'at-once',
    changes: (syncToken) => reading(() => changes(run, syncToken)),
    get: (id) => reading(() => get(run, id)),
    insert: (event) => writing(() => insert(run, event)),
    update: (event, etag) => writing(() => update(run, event, etag)),
    remove: (id, etag) => writing(() => remove(run, id, etag)),
    flush: async () => {
      halt = null
      renew()
    },
  }
}

import type { Status } from '../reading/notice.ts'

/** A calendar that maintcal keeps: what stands there, and how one event is written. */

/** The fields of an event that we own, in Google's shape. Dates are `YYYY-MM-DD`, `end` exclusive; an RFC 3339 time where a person gave a time of day. */
export interface EventBody {
  readonly summary: string
  readonly description: string
  readonly location: string | null
  readonly start: string
  readonly end: string
  /** The permalink of the post; null when the mail came without a group. */
  readonly link: string | null
  readonly colorId: string | null
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
}

/** What should stand in the calendar. `id` is deterministic (`a-v0-9`, RFC 2938 base32hex digits). */
export interface DesiredEvent extends EventBody {
  readonly id: string
  /** Names the Maintenance; kept in private extended properties. */
  readonly maintenance: string
  /** When the vendor last changed the work, ISO UTC: a revision time that does not depend on when we wrote. */
  readonly changed?: string | null
  /** BCOP status of the work (`status` above is the event's own: Google takes `cancelled` for deleted). */
  readonly work?: Status
}

/** What stands there now. */
export interface PresentEvent extends EventBody {
  readonly id: string
  readonly maintenance: string | null
  readonly etag: string | null
  /** Deleted in the calendar (Google keeps the id with status cancelled). */
  readonly deleted: boolean
}

export type TargetFailure = { readonly retry: boolean; readonly message: string }
export type WriteResult =
  | { readonly ok: true; readonly event: PresentEvent }
  | { readonly ok: false; readonly reason: 'changed' | 'gone' | 'exists'; readonly present: PresentEvent | null }
  | ({ readonly ok: false; readonly reason: 'failed' | 'stop' } & TargetFailure)

/** One writer, idempotent calls. Every call has a timeout; retries are the target's own, by one stated policy. */
export interface CalendarTarget {
  /** `google:ID` or `ics:PATH`, for people. */
  readonly name: string
  /**
   * Events changed since `syncToken` (null: everything that we must know). A null `nextSyncToken` means that the target has no memory (ics).
   */
  changes(syncToken: string | null): Promise<{
    readonly events: readonly PresentEvent[]
    readonly nextSyncToken: string | null
    readonly full: boolean
  }>
  get(id: string): Promise<PresentEvent | null>
  insert(event: DesiredEvent): Promise<WriteResult>
  /** Replaces our fields if the event still has `etag`. */
  update(event: DesiredEvent, etag: string | null): Promise<WriteResult>
  remove(id: string, etag: string | null): Promise<WriteResult>
  /**
   * Whether a write stands when it has answered, or only after `flush`: then nothing may be remembered as written before that,
   * or a run that is cut off in between would later take its own old words for a person's.
   */
  readonly stands: 'at-once' | 'after-flush'
  /** Called once after a run's writes (the ics file is written whole here). */
  flush(): Promise<void>
}

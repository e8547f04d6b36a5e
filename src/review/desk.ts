import type { Listen, ReviewAuth } from '../config-values.ts'
import type { Mail } from '../mail/mail.ts'
import type { Inventory } from '../maintenance/circuits.ts'
import type { EventLook } from '../steps/desired.ts'
import type { Store } from '../store/store.ts'

/** Everything that the page works with; handed in by `serve` and by tests. */
export interface Desk {
  readonly store: Store
  readonly look: EventLook
  readonly inventory: Inventory
  /** Bytes → Mail, as the configuration reads it. */
  mail(raw: Uint8Array): Promise<Mail>
  /** The calendar that runs write to, by the name that its memory is kept under. */
  readonly calendar: string
  readonly auth: ReviewAuth
  /** Addresses whose word is taken for who the visitor is, where `auth` is a header. */
  readonly proxies: readonly string[]
  readonly listen: Listen
  /** Under which people reach the page; null: as it listens. */
  readonly url: string | null
  /** Who answers where nobody has to log in: the account that runs the page. */
  readonly account: string
  /** Root of the task tracker, for links; null: none is configured. */
  readonly tracker: string | null
  readonly version: string
  /** Signs forms and sessions where there is no token to do it; new with each start. */
  readonly key: Uint8Array
  /** The digest of a week as HTML. */
  digest(week: string): Promise<string>
  now(): Date
}

/** Who is looking. */
export interface Visitor {
  readonly name: string
  /** Proves that a form came from a page of ours; null: the request carries its own proof. */
  readonly csrf: string | null
  /** Whether there is a session to end. */
  readonly canLeave: boolean
}

import type { ZoneTable } from './dates/zone-table.ts'
import type { Doubt } from './notice.ts'

/** How a vendor writes dates; all the knowledge that `dates.ts` gets besides the words and the mail's own Date. */
export interface DateHabits {
  /** IANA zone or fixed offset that the vendor means when none is written; null: a missing zone is a blocking doubt. */
  readonly zone: string | null
  /** Order of all-number dates with slashes, dots or dashes; null: found out, or a blocking doubt. */
  readonly order: 'dmy' | 'mdy' | 'ymd' | null
  /** Zone words that this vendor uses in its own sense, e.g. `{ BST: 'Europe/London' }`. */
  readonly zones?: Readonly<Record<string, string>>
}

/** The mail's own Date (ISO UTC) or null when missing: the anchor for missing years and plausibility. */
export interface DateContext extends DateHabits {
  readonly sent: string | null
  /** IANA zone of the place where the work is, if known (see `places.ts`): what "local time" means. */
  readonly place?: string | null
  /** Minutes that the sender's clock was ahead of UTC, by the mail's Date; null: not told. Proposes what `CST` or `IST` means. */
  readonly clock?: number | null
  /** A date with a year from elsewhere in the same mail (ISO): beats `sent` as the anchor for missing years. */
  readonly around?: string | null
  /** What zone words mean; default: the table that ships with the package. */
  readonly table?: ZoneTable
}

/** A point in time as found in a text. `start`/`end` are offsets into that text (UTF-16 units). */
export interface Instant {
  /** ISO UTC with `Z`. For `dateOnly`, midnight in the zone (UTC where none is known). */
  readonly utc: string
  readonly dateOnly: boolean
  /** The zone that was applied, IANA or `UTC+03:00`; null: none was written and none is habitual (UTC used, doubt raised). */
  readonly zone: string | null
  readonly zoneWritten: boolean
  readonly start: number
  readonly end: number
  readonly doubts: readonly Doubt[]
}

/** A window as found in a text. */
export interface Span {
  readonly start: Instant
  readonly end: Instant | null
  /** Offsets of the whole expression. */
  readonly from: number
  readonly to: number
  readonly doubts: readonly Doubt[]
}

import type { FieldChange } from './merge.ts'
import type { DesiredEvent, PresentEvent } from './target.ts'
import type { WrittenEvent } from './written.ts'

export type { FieldChange } from './merge.ts'

/** What is to be done about one event. `record` is to be remembered once the step is done (with the etag of the answer). */
export type Step =
  | {
      readonly do: 'insert'
      readonly event: DesiredEvent
      /** We removed it before: the calendar still holds the id, so it is updated back to life. */
      readonly revive: boolean
      readonly reason: string
      readonly record: WrittenEvent
    }
  | {
      readonly do: 'update' | 'adopt'
      /** `id` is the one in the calendar. */
      readonly event: DesiredEvent
      readonly etag: string | null
      readonly changes: readonly FieldChange[]
      readonly conflicts: readonly FieldChange[]
      readonly reason: string
      readonly record: WrittenEvent
    }
  | {
      readonly do: 'remove'
      readonly id: string
      readonly etag: string | null
      readonly summary: string
      readonly start: string
      readonly reason: string
      readonly record: WrittenEvent
    }
  /** Nothing to write. `keep`: because a person changed or deleted it. */
  | {
      readonly do: 'keep' | 'unchanged'
      readonly id: string
      readonly summary: string
      readonly conflicts: readonly FieldChange[]
      readonly reason: string
      readonly record: WrittenEvent
    }
  /** `get` the event, add it to `present`, and plan again: a person owns fields of it that must be written back. */
  | { readonly do: 'look'; readonly id: string }

export interface Situation {
  /** All events that are wanted for the works looked at. */
  readonly desired: readonly DesiredEvent[]
  /** What we remember of these works, and of those that they replace. */
  readonly written: readonly WrittenEvent[]
  /** What stands there, by id, as far as it is known. */
  readonly present: ReadonlyMap<string, PresentEvent>
  /** `present` holds all that stands there; else what it lacks stands as we wrote it. */
  readonly complete: boolean
  /** Hand-made events to be taken over, by the id of the desired event (`findAdoptable`). */
  readonly adoptable?: ReadonlyMap<string, PresentEvent>
  /** Keys of conflict questions that a person answered with "take the vendor's". */
  readonly release?: ReadonlySet<string>
}

import type { EventBody } from './target.ts'

/** What we remember of one event that we wrote: all that converging needs besides what is wanted and what stands there. */
export interface WrittenEvent {
  /** The id in the calendar: ours (`eventId`), or that of a hand-made event which we adopted. */
  readonly id: string
  readonly maintenance: string
  /**
   * What we wrote last; null: nothing yet. For a field that a person owns: what we wanted when the person took it over, so that
   * a later change by the vendor shows. The description holds what people wrote below the marker line.
   */
  readonly written: EventBody | null
  readonly etag: string | null
  /** Counts re-creations under a new id. */
  readonly generation: number
  /** Fields that a person changed: theirs from then on. */
  readonly owned: readonly (keyof EventBody)[]
  /** `standing` in the calendar, `removed` by us, `vetoed`: deleted by a person. */
  readonly state: 'standing' | 'removed' | 'vetoed'
}

const own = /^(mc[0-9a-v]{52})(?:g[0-9a-v]{1,6})?$/

/** An event of ours by its id, of whatever generation (`…g1`); others were made by hand and adopted. */
export const isOwnId = (id: string): boolean => own.test(id)

/** The id of its first generation, under which the event is wanted. */
export const firstId = (id: string): string => own.exec(id)?.[1] ?? id

import { desiredEvents, type EventOptions } from '../calendar/event.ts'
import type { DesiredEvent } from '../calendar/target.ts'
import type { KnownRisk } from '../maintenance/overlap.ts'
import type { Believed } from '../store/store.ts'

/** Works that ended longer ago than this when their first mail was read get no event: a first run must not fill the past. */
const daysOfPast = 30

/** What the events look like, as configured. */
export interface EventLook extends Omit<EventOptions, 'notBefore' | 'risks'> {
  /** What went wrong when the look was made, one line each; it is usable all the same. */
  readonly troubles?: readonly string[]
}

/** The events that should stand for what is believed; the same in every run, whenever that is. */
export const desiredFor = (
  { maintenance, firstRead }: Believed,
  look: EventLook,
  risks: readonly KnownRisk[] = [],
): readonly DesiredEvent[] => {
  const notBefore = new Date(Date.parse(firstRead) - daysOfPast * 86_400_000).toISOString().slice(0, 10)
  return desiredEvents(maintenance, { ...look, notBefore, risks })
}

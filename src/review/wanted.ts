import type { DesiredEvent } from '../calendar/target.ts'
import { desiredFor, type EventLook } from '../steps/desired.ts'
import type { Believed, Store } from '../store/store.ts'

/** A work with the events that should stand for it. */
export interface Wanted {
  readonly believed: Believed
  readonly events: readonly DesiredEvent[]
}

/** The events of these works, risks told in them. One query, however many there are. */
export const wantedEvents = async (
  store: Store,
  works: readonly Believed[],
  look: EventLook,
): Promise<readonly Wanted[]> => {
  const risks = works.length === 0 ? [] : await store.risks.of(works.map(({ maintenance }) => maintenance.id))
  return works.map((believed) => {
    const own = risks.filter(({ risk }) => risk.maintenances.includes(believed.maintenance.id))
    return { believed, events: desiredFor(believed, look, own) }
  })
}

import type { AlertGroup } from '../alerts/group.ts'
import { factsFor, overviewOf, sinceFirstSeen, windowStart } from '../alerts/overview.ts'
import { type HostEvent, isRecurrent } from '../alerts/recurrence.ts'
import { type GroupFacts, markerOf } from '../alerts/task.ts'
import type { Store } from '../store/store.ts'

/** A group with what people and the tracker made of it. */
export interface ShownGroup {
  readonly name: string
  readonly group: AlertGroup
  readonly facts: GroupFacts
  readonly recurrent: boolean
  readonly task: number | null
  readonly proposal: {
    readonly what: 'propose' | 'wait' | 'match'
    readonly title: string
    readonly taskId: number | null
  } | null
  readonly mutedUntil: string | null
  /** Signatures that people merged into it. */
  readonly merged: readonly string[]
}

const day = 86_400_000

/** The groups of the last ten weeks; the recurrent ones first, the most frequent first among equals. */
export const shownGroups = async (
  store: Store,
  now: Date,
): Promise<{ readonly groups: readonly ShownGroup[]; readonly hostEvents: readonly HostEvent[] }> => {
  const { alerts } = store
  const seen = await alerts.occurrences(windowStart(now), new Date(now.getTime() + day).toISOString())
  const aliases = await alerts.aliases()
  const overview = overviewOf(seen, aliases, now)
  const groups = sinceFirstSeen(overview.groups, await alerts.spans())
  const facts = await alerts.facts([...new Set(groups.flatMap(({ id, signatures }) => [id, ...signatures]))])
  const tasks = new Map((await alerts.tasks()).map(({ group, task }) => [group, task?.id ?? null]))
  const proposals = new Map((await alerts.proposals()).map((proposal) => [proposal.group, proposal]))
  const mutes = await alerts.mutes()
  const shown = groups.map((group): ShownGroup => {
    const until = mutes.get(group.id) ?? null
    return {
      name: markerOf(group.id),
      group,
      facts: factsFor(group, facts),
      recurrent: isRecurrent(group.occurrences, now),
      task:
        [group.id, ...group.signatures].map((signature) => tasks.get(signature)).find((task) => task != null) ?? null,
      proposal: proposals.get(group.id) ?? null,
      mutedUntil: until !== null && until > now.toISOString() ? until : null,
      merged: [...aliases].filter(([, into]) => into === group.id).map(([signature]) => signature),
    }
  })
  return {
    groups: shown.sort((a, b) => Number(b.recurrent) - Number(a.recurrent)),
    hostEvents: overview.hostEvents.slice(-20).reverse(),
  }
}

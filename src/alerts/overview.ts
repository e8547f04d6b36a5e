import type { Signature } from './alert.ts'
import type { Candidate } from './converge.ts'
import type { AlertGroup, Aliases, Occurrence } from './group.ts'
import { groupsOf } from './group.ts'
import { type HostEvent, RECURRENCE, type RecurrenceRules, sortOut } from './recurrence.ts'
import type { GroupFacts } from './task.ts'

const DAY = 86_400_000

/** Ten weeks: five for the figures, and long enough that four weeks' silence is noticed. */
export const WINDOW_DAYS = 70

export const windowStart = (now: Date): string => new Date(now.getTime() - WINDOW_DAYS * DAY).toISOString()

/** Occurrences of the window → groups of what counts, and the host events that were taken out. */
export const overviewOf = (
  occurrences: readonly Occurrence[],
  aliases: Aliases,
  now: Date,
  rules: RecurrenceRules = RECURRENCE,
): { readonly groups: readonly AlertGroup[]; readonly hostEvents: readonly HostEvent[] } => {
  const { counted, hostEvents } = sortOut(occurrences, rules)
  return { groups: groupsOf(counted, aliases, now), hostEvents }
}

/** The window hides how old a trouble is; the record of all signatures tells. */
export const sinceFirstSeen = (
  groups: readonly AlertGroup[],
  spans: readonly { readonly signature: Signature; readonly first: string }[],
): AlertGroup[] => {
  const firsts = new Map(spans.map((s) => [s.signature, s.first]))
  return groups.map((group) => {
    const seen = group.signatures.flatMap((s) => firsts.get(s) ?? [])
    return { ...group, first: [group.first, ...seen].sort()[0] ?? group.first }
  })
}

const NOTHING: GroupFacts = { kind: 'unknown', unit: '', evidence: [], example: '' }

/** The facts of a group are those of the signature that names it, else of any of its signatures. */
export const factsFor = (group: AlertGroup, facts: ReadonlyMap<Signature, GroupFacts>): GroupFacts =>
  [group.id, ...group.signatures].map((s) => facts.get(s)).find((f) => f !== undefined) ?? NOTHING

export const candidatesOf = (groups: readonly AlertGroup[], facts: ReadonlyMap<Signature, GroupFacts>): Candidate[] =>
  groups.map((group) => ({ group, facts: factsFor(group, facts) }))

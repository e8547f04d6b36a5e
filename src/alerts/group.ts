import type { Signature } from './alert.ts'
import { shortHost } from './host.ts'

/** One Alert as it is remembered for counting. */
export interface Occurrence {
  readonly signature: Signature
  readonly host: string | null
  /** `recovery` tells that a trouble is over: it is shown, but not counted. */
  readonly event: string | null
  /** ISO UTC. */
  readonly at: string
}

/** Signature → group, where a person merged them; a group may itself have been merged further. */
export type Aliases = ReadonlyMap<Signature, Signature>

/** The group of a signature: aliases are followed to their end; a circle ends where it closes. */
export const groupOf = (signature: Signature, aliases: Aliases): Signature => {
  const seen = new Set<Signature>()
  let at = signature
  for (let next = aliases.get(at); next !== undefined && !seen.has(next); next = aliases.get(at)) {
    seen.add(at)
    at = next
  }
  return at
}

const DAY = 86_400_000

export interface AlertGroup {
  /** The signature that names it. */
  readonly id: Signature
  readonly signatures: readonly Signature[]
  /** Oldest first; those that count (no recoveries, no host events). */
  readonly occurrences: readonly Occurrence[]
  readonly hosts: readonly { readonly host: string; readonly count: number }[]
  readonly first: string
  readonly last: string
  /** Counts of the five weeks that end at the present one, oldest first. */
  readonly weeks: readonly number[]
}

const weeksOf = (occurrences: readonly Occurrence[], now: Date): number[] => {
  const weeks = [0, 0, 0, 0, 0]
  for (const { at } of occurrences) {
    const age = Math.floor((now.getTime() - Date.parse(at)) / (7 * DAY))
    const index = 4 - Math.max(0, age)
    if (index >= 0) weeks[index] = (weeks[index] ?? 0) + 1
  }
  return weeks
}

const hostsOf = (occurrences: readonly Occurrence[]): { host: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const { host } of occurrences) {
    const name = host === null ? '(unknown)' : shortHost(host)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .map(([host, count]) => ({ host, count }))
    .sort((a, b) => b.count - a.count || (a.host < b.host ? -1 : 1))
}

/** Occurrences → groups, the most frequent first. `now` ends the newest week. */
export const groupsOf = (occurrences: readonly Occurrence[], aliases: Aliases, now: Date): AlertGroup[] => {
  const byGroup = new Map<Signature, Occurrence[]>()
  for (const occurrence of occurrences) {
    const id = groupOf(occurrence.signature, aliases)
    const members = byGroup.get(id)
    if (members === undefined) byGroup.set(id, [occurrence])
    else members.push(occurrence)
  }
  const groups = [...byGroup].map(([id, members]): AlertGroup => {
    const sorted = [...members].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    return {
      id,
      signatures: [...new Set(sorted.map((o) => o.signature))].sort(),
      occurrences: sorted,
      hosts: hostsOf(sorted),
      first: sorted[0]?.at ?? '',
      last: sorted[sorted.length - 1]?.at ?? '',
      weeks: weeksOf(sorted, now),
    }
  })
  return groups.sort((a, b) => b.occurrences.length - a.occurrences.length || (a.id < b.id ? -1 : 1))
}

import type { Signature } from './alert.ts'

/**
 * What other rules make of the groups: which split, which merge, which only get another name; and which group each new
 * signature belongs to, so that tasks, mutes and what people merged outlive the change.
 */

/** Old group → new group → how many Alerts went from the one to the other. */
export type Moves = ReadonlyMap<Signature, ReadonlyMap<Signature, number>>

export interface Share {
  readonly group: Signature
  readonly alerts: number
}

export interface Regrouping {
  readonly split: readonly { readonly from: Signature; readonly into: readonly Share[] }[]
  readonly merged: readonly { readonly into: Signature; readonly from: readonly Share[] }[]
  readonly renamed: readonly { readonly from: Signature; readonly to: Signature; readonly alerts: number }[]
}

const byCount = (a: Share, b: Share): number => b.alerts - a.alerts || (a.group < b.group ? -1 : 1)
const sum = (shares: readonly Share[]): number => shares.reduce((n, s) => n + s.alerts, 0)
const sharesIn = (counts: ReadonlyMap<Signature, number> | undefined): Share[] =>
  [...(counts ?? [])].map(([group, alerts]) => ({ group, alerts })).sort(byCount)

/** Adds one Alert's way to a table of moves. */
export const addMove = (moves: Map<Signature, Map<Signature, number>>, from: Signature, to: Signature): void => {
  const counts = moves.get(from) ?? new Map<Signature, number>()
  counts.set(to, (counts.get(to) ?? 0) + 1)
  moves.set(from, counts)
}

/** The same table, read from its other end. */
const sourcesOf = (moves: Moves): Moves => {
  const sources = new Map<Signature, Map<Signature, number>>()
  for (const [from, counts] of moves)
    for (const [to, alerts] of counts) {
      const known = sources.get(to) ?? new Map<Signature, number>()
      known.set(from, alerts)
      sources.set(to, known)
    }
  return sources
}

/**
 * The Alerts that one mail told before and tells now, side by side: what kept its name stays together, the rest pairs up in
 * the order of the mail. null: there is none on that side.
 */
export const pairsOf = (
  before: readonly Signature[],
  now: readonly Signature[],
): readonly (readonly [Signature | null, Signature | null])[] => {
  const left = [...now]
  const gone: Signature[] = []
  const pairs: [Signature | null, Signature | null][] = []
  for (const old of before) {
    const at = left.indexOf(old)
    if (at < 0) gone.push(old)
    else pairs.push([old, ...left.splice(at, 1)] as [Signature, Signature])
  }
  for (let i = 0; i < Math.max(gone.length, left.length); i++) pairs.push([gone[i] ?? null, left[i] ?? null])
  return pairs
}

/** What split, merged or was renamed, the largest first. A group may stand under both split and merged. */
export const regroupingOf = (moves: Moves): Regrouping => {
  const sources = sourcesOf(moves)
  const split = [...moves]
    .filter(([, counts]) => counts.size > 1)
    .map(([from, counts]) => ({ from, into: sharesIn(counts) }))
  const merged = [...sources]
    .filter(([, counts]) => counts.size > 1)
    .map(([into, counts]) => ({ into, from: sharesIn(counts) }))
  const renamed = [...moves].flatMap(([from, counts]) => {
    const [to, ...others] = sharesIn(counts)
    const alone = to !== undefined && others.length === 0 && sources.get(to.group)?.size === 1
    return alone && to.group !== from ? [{ from, to: to.group, alerts: to.alerts }] : []
  })
  return {
    split: split.sort((a, b) => sum(b.into) - sum(a.into) || (a.from < b.from ? -1 : 1)),
    merged: merged.sort((a, b) => sum(b.from) - sum(a.from) || (a.into < b.into ? -1 : 1)),
    renamed: renamed.sort((a, b) => b.alerts - a.alerts || (a.from < b.from ? -1 : 1)),
  }
}

export interface Adoption {
  readonly signature: Signature
  readonly group: Signature
}

/** Where a group's task and mute go: to those that keep its name, else to most of its Alerts. */
const heirOf = (group: Signature, moves: Moves): Signature | undefined => {
  const counts = moves.get(group)
  return counts?.has(group) === true ? group : sharesIn(counts)[0]?.group
}

/**
 * Which signature is to belong to which group from now on. Of several groups that become one, that with a task stays, else
 * the largest. A name that means another group's trouble now is adopted by none: two troubles must never share a task.
 */
export const adoptionsOf = (moves: Moves, tasked: ReadonlySet<Signature>): readonly Adoption[] => {
  const sources = sourcesOf(moves)
  return [...sources].flatMap(([to, counts]) => {
    if (moves.has(to) && heirOf(to, moves) !== to) return []
    const lines = sharesIn(counts)
      .filter(({ group }) => heirOf(group, moves) === to && (group === to || !sources.has(group)))
      .sort((a, b) => Number(tasked.has(b.group)) - Number(tasked.has(a.group)) || byCount(a, b))
    const stays = lines[0]?.group
    if (stays === undefined) return []
    const others = lines.map(({ group }) => group).filter((group) => group !== stays && group !== to)
    return [...(stays === to ? [] : [to]), ...others].map((signature) => ({ signature, group: stays }))
  })
}

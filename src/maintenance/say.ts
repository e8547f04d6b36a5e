import { mergeDetails } from './belief.ts'
import { mailOf } from './keys.ts'
import type { Ruling, Told } from './maintenance.ts'
import { inOrder } from './order.ts'
import type { Cluster } from './partition.ts'
import { isPassive, type Ruled, ruled } from './rulings.ts'

/** One mail's say on this work: usually one Told; the notices of one mail that name the same work are read together. */
export interface Say extends Ruled {
  readonly keys: readonly string[]
}

/** The mails of a work in the order of telling, with people's answers applied. */
export const sayings = (cluster: Cluster, answers: ReadonlyMap<string, readonly Ruling[]>): readonly Say[] => {
  const each = inOrder(cluster.tolds.map((t) => ruled(t, answers.get(t.key) ?? []).told))
  const byKey = new Map(cluster.tolds.map((t) => [t.key, ruled(t, answers.get(t.key) ?? [])]))
  const says: Say[] = []
  for (const { key } of each) {
    const next = byKey.get(key)
    if (next === undefined) continue
    const same = says.findIndex((s) => mailOf(s.told.key) === mailOf(key) && isPassive(s) === isPassive(next))
    const earlier = says[same]
    if (earlier === undefined) says.push({ ...next, keys: [key] })
    else says[same] = { ...earlier, told: together(earlier.told, next.told), keys: [...earlier.keys, key] }
  }
  return says
}

/** Two notices of one mail that name the same work: its windows and circuits are those of both. */
const together = (a: Told, b: Told): Told => {
  const shown = new Set(a.notice.windows.map((w) => JSON.stringify(w)))
  const windows = [...a.notice.windows, ...b.notice.windows.filter((w) => !shown.has(JSON.stringify(w)))]
  const { circuits } = mergeDetails(null, {
    ...a.notice,
    circuits: [...a.notice.circuits, ...b.notice.circuits],
  }).details
  const doubts = [...a.notice.doubts, ...b.notice.doubts]
  return {
    ...a,
    notice: { ...a.notice, windows, circuits, doubts, formerIds: [...a.notice.formerIds, ...b.notice.formerIds] },
  }
}

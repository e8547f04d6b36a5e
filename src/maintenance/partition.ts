import { type Draft, findCandidates, newDraft, type Unclear } from './identify.ts'
import { idsOf, lookupKeys, neighbourKeys, toldToken, workId } from './keys.ts'
import type { Ruling, Told } from './maintenance.ts'
import { bySent, inOrder } from './order.ts'
import { byTold, compare, isPassive, type Ruled, ruled } from './rulings.ts'

/** All that is told of one piece of work. */
export interface Cluster {
  readonly vendor: string
  /** Id of its Maintenance: hash of vendor and first-known id in the order of telling, or of the first mail without one. */
  readonly id: string
  /** Every id that this Maintenance may have had, as fewer of its mails were known; sorted. */
  readonly aliases: readonly string[]
  /** As they were told, in the order of telling. */
  readonly tolds: readonly Told[]
  /** Told.key → why it is not clear to which work it belongs, in words that name the candidates. */
  readonly unclear: ReadonlyMap<string, Unclear>
}

/** Union-find over names of ids and mails: what a vendor's ids and a person's links hold together, whatever the order. */
const unions = () => {
  const parent = new Map<string, string>()
  const find = (name: string): string => {
    let root = name
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up
    let step = name
    while (step !== root) {
      const up = parent.get(step) ?? root
      parent.set(step, root)
      step = up
    }
    return root
  }
  /** The name of `into` goes on standing for both. */
  const join = (from: string, into: string): void => {
    const [x, y] = [find(from), find(into)]
    if (x !== y) parent.set(x, y)
  }
  return { find, join }
}

const node = (told: Told): string => `work:${workId(told.vendor, toldToken(told))}`
const idNodes = (told: Told): readonly string[] => idsOf(told.notice).map((id) => `work:${workId(told.vendor, id)}`)

/** The same Told may come in twice: one is kept, chosen without regard to the order. */
const distinct = (tolds: readonly Told[]): readonly Told[] => [...new Map(tolds.map((t) => [t.key, t])).values()]

/**
 * Sorts Tolds into works. The outcome does not depend on the order of `tolds`, nor on how often one is in it, nor on what else
 * of other works is in it: only Tolds that share a key of `neighbourKeys` come together.
 *
 * 1. Vendors' ids, former ids and people's links hold Tolds together, whenever they came.
 * 2. A Told without id goes, in the order of sending, to the one work that its thread, circuits and windows, or subject show;
 *    where several are shown it stands alone and is `unclear`.
 * 3. Tolds that are not believed (held, unverified, set aside) come last and lend nothing to a work's identity,
 *    so that a forged mail cannot merge two works.
 */
export const partition = (tolds: readonly Told[], rulings: readonly Ruling[] = []): readonly Cluster[] => {
  const answers = byTold(rulings)
  const all = [...distinct(tolds)].sort(bySent).map((told) => ruled(told, answers.get(told.key) ?? []))
  const believed = all.filter((r) => !isPassive(r))
  const anyLoose = all.some((r) => idsOf(r.told.notice).length === 0)
  const { find, join } = unions()
  const drafts = new Map<string, Draft>()
  const index = new Map<string, Set<string>>()
  const place = (r: Ruled, root: string, lends: boolean): void => {
    const draft = drafts.get(root) ?? newDraft(r.told.vendor, root)
    drafts.set(root, draft)
    draft.members.push(r)
    if (!lends && draft.known.length > 0 && !draft.passive) return
    draft.known.push(r.told)
    draft.passive = !lends
    if (!anyLoose) return
    for (const key of lookupKeys(r.told)) {
      const roots = index.get(key) ?? new Set()
      index.set(key, roots.add(root))
    }
  }
  const near = (r: Ruled, not: string | null): readonly Draft[] => {
    const roots = new Set(neighbourKeys(r.told).flatMap((key) => [...(index.get(key) ?? [])]))
    return [...roots].sort(compare).flatMap((root) => {
      const draft = drafts.get(root)
      return draft === undefined || draft.root === not || draft.vendor !== r.told.vendor ? [] : [draft]
    })
  }
  const merge = (from: string, into: Draft): void => {
    const draft = drafts.get(from)
    drafts.delete(from)
    for (const roots of index.values()) if (roots.delete(from)) roots.add(into.root)
    into.members.push(...(draft?.members ?? []))
    into.known.push(...(draft?.known ?? []))
  }
  const placeLoose = (r: Ruled, lends: boolean): void => {
    const own = find(node(r.told))
    const outcome = findCandidates(r.told, near(r, own))
    const only = outcome.clear
    if (only !== null) {
      if (drafts.has(own)) merge(own, only)
      join(own, only.root)
      place(r, only.root, lends)
      return
    }
    place(r, own, lends)
    if (outcome.unclear !== null && r.approvedBy === null) drafts.get(own)?.unclear.set(r.told.key, outcome.unclear)
  }

  const linked = (r: Ruled) => r.link !== null && r.ignored === null
  const fixed = (r: Ruled) => linked(r) || (!isPassive(r) && idsOf(r.told.notice).length > 0)
  for (const r of all.filter(fixed)) {
    for (const id of idNodes(r.told)) join(node(r.told), id)
    if (r.link !== null) join(node(r.told), `work:${r.link}`)
  }
  for (const r of all.filter(fixed)) place(r, find(node(r.told)), !isPassive(r))
  for (const r of believed.filter((r) => !fixed(r))) placeLoose(r, true)
  for (const r of all.filter((r) => isPassive(r) && !fixed(r))) {
    const ids = idNodes(r.told)
    const home = ids.map(find).find((root) => drafts.has(root)) ?? ids[0]
    if (home === undefined) placeLoose(r, false)
    else place(r, find(home), false)
  }
  const originals = new Map(tolds.map((t) => [t.key, t]))
  return [...drafts.values()].map((draft) => toCluster(draft, originals, find)).sort((a, b) => compare(a.id, b.id))
}

const toCluster = (draft: Draft, originals: ReadonlyMap<string, Told>, find: (name: string) => string): Cluster => {
  const ordered = inOrder(draft.members.map((m) => m.told))
  const passive = new Set(draft.members.filter(isPassive).map((m) => m.told.key))
  const believed = ordered.filter((t) => !passive.has(t.key))
  // A work that "was" another id keeps the older one's name, so that its event stays when the older mail turns up later.
  // What a mail that is not believed says of former ids gives no name.
  const own = (t: Told) => idsOf(t.notice).filter((id) => find(`work:${workId(t.vendor, id)}`) === draft.root)
  const first = believed[0] ?? ordered[0]
  const named = [...believed, ...ordered].map(own).find((ids) => ids.length > 0)
  const tokens = ordered.flatMap((t) => [toldToken(t), ...own(t)])
  return {
    vendor: draft.vendor,
    id: workId(draft.vendor, named?.at(-1) ?? (first === undefined ? '' : toldToken(first))),
    aliases: [...new Set(tokens.map((t) => workId(draft.vendor, t)))].sort(),
    tolds: ordered.flatMap((t) => originals.get(t.key) ?? []),
    unclear: draft.unclear,
  }
}

/** A Told with the answers given to it. */
export interface Known {
  readonly told: Told
  readonly rulings: readonly Ruling[]
}

/**
 * All Tolds that can be one work with `seeds`: asks `fetch` for neighbours until nothing new appears. A Told with an id leads
 * on by id only, so the closure runs through those few that have none. At `limit` Tolds it stops and says so
 * (`complete: false`): then nothing may be concluded, and a person is asked.
 */
export const component = async (
  seeds: readonly Known[],
  fetch: (keys: readonly string[]) => Promise<readonly Known[]>,
  limit = 500,
): Promise<{ readonly known: readonly Known[]; readonly complete: boolean }> => {
  const found = new Map(seeds.map((k) => [k.told.key, k]))
  const asked = new Set<string>()
  let edge: readonly Known[] = seeds
  while (edge.length > 0) {
    const keys = [...new Set(edge.flatMap((k) => neighbourKeys(k.told, k.rulings)))].filter((key) => !asked.has(key))
    for (const key of keys) asked.add(key)
    const fresh = new Map((keys.length === 0 ? [] : await fetch(keys)).map((k) => [k.told.key, k]))
    edge = [...fresh.values()].filter((k) => !found.has(k.told.key))
    for (const k of edge) found.set(k.told.key, k)
    if (found.size > limit) return { known: [...found.values()], complete: false }
  }
  return { known: [...found.values()], complete: true }
}

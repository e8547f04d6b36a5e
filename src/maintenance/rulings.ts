import type { Ruling, Told } from './maintenance.ts'

/** A Told as people's answers leave it. */
export interface Ruled {
  /** With a person's edits; no longer `held` or `unverified` once a person approved or edited it. */
  readonly told: Told
  readonly approvedBy: string | null
  readonly ignored: { readonly by: string; readonly why: string } | null
  /** The Maintenance that a person says it belongs to. */
  readonly link: string | null
}

/** Those that nobody took back. An undo cannot be undone: the answer is given again instead. */
export const inForce = (rulings: readonly Ruling[]): readonly Ruling[] => {
  const undone = new Set(rulings.flatMap(({ verdict }) => (verdict.type === 'undo' ? [verdict.ruling] : [])))
  return rulings.filter(({ key, verdict }) => verdict.type !== 'undo' && !undone.has(key))
}

/** What is in force, in the order of giving, which is what "the last answer counts" means. */
export const inGivenOrder = (rulings: readonly Ruling[]): readonly Ruling[] =>
  [...inForce(rulings)].sort((a, b) => compare(a.at, b.at) || compare(a.key, b.key))

/** By code units: the same on every host, whatever its language. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Applies the rulings that answer this Told, in the order in which they were given: the last one counts, edits add up. */
export const ruled = (given: Told, rulings: readonly Ruling[]): Ruled => {
  let state: Ruled = { told: given, approvedBy: null, ignored: null, link: null }
  for (const ruling of inGivenOrder(rulings.filter((r) => r.told === given.key))) state = answer(state, ruling)
  return state
}

const answer = (state: Ruled, { by, verdict }: Ruling): Ruled => {
  switch (verdict.type) {
    case 'link':
      return { ...state, link: verdict.maintenance }
    case 'ignore':
      return { ...state, ignored: { by, why: verdict.why } }
    case 'approve':
      return { ...state, told: { ...state.told, held: false, unverified: false }, approvedBy: by, ignored: null }
    case 'edit': {
      const notice = { ...state.told.notice, ...verdict.notice }
      return {
        ...state,
        told: { ...state.told, notice, held: false, unverified: false },
        approvedBy: by,
        ignored: null,
      }
    }
    case 'undo':
    case 'later':
    case 'rule':
    case 'alerts':
      return state
  }
}

/** Answers by the Told that they speak of. */
export const byTold = (rulings: readonly Ruling[]): ReadonlyMap<string, readonly Ruling[]> => {
  const map = new Map<string, Ruling[]>()
  for (const ruling of rulings) {
    if (ruling.told === null) continue
    const list = map.get(ruling.told) ?? []
    list.push(ruling)
    map.set(ruling.told, list)
  }
  return map
}

/** Whether it may change belief, or found a work, by itself. */
export const isPassive = ({ told, ignored }: Ruled): boolean => told.held || told.unverified || ignored !== null

import type { Inventory } from '../maintenance/circuits.ts'
import type { Maintenance, Question } from '../maintenance/maintenance.ts'
import { overlaps, type Risk, riskQuestionKey } from '../maintenance/overlap.ts'
import { inForce } from '../maintenance/rulings.ts'
import type { Store } from '../store/store.ts'

/** Owner of the questions about risks. */
const owner = 'overlaps'

const questionOf = (risk: Risk, works: ReadonlyMap<string, Maintenance>): Question => {
  const [id = ''] = risk.maintenances
  const unsure = risk.unsure ? ['One of the dates is a backup date or not sure yet.'] : []
  return {
    key: riskQuestionKey(risk),
    told: works.get(id)?.history.at(-1)?.told ?? '',
    maintenance: id,
    codes: ['redundancy-at-risk'],
    reasons: [
      risk.reason,
      ...unsure,
      'Ask one of the vendors to move, or answer with ignore once you have seen it; it closes by itself when a work moves.',
    ],
    urgentAt: risk.from,
  }
}

/** A person answered the question about it. */
export const isSeen = async (store: Store, risk: Risk): Promise<boolean> =>
  inForce(await store.review.rulings([riskQuestionKey(risk)], [])).some(({ verdict }) => verdict.type !== 'later')

/** Works to come that leave a redundancy group without a member at the same time. `at`: ISO UTC. */
export const risksOf = (works: readonly Maintenance[], inventory: Inventory, at: string): readonly Risk[] =>
  overlaps(works, inventory).filter(({ whole, to }) => whole && to > at)

/**
 * Finds what the works to come put at risk together, asks about it, and has the events of all works looked at again that a risk
 * came to or went from.
 */
export const settleRisks = async (store: Store, inventory: Inventory, at: string): Promise<void> => {
  if (inventory.size === 0 && (await store.risks.open()).length === 0) return
  const works = (await store.belief.since(at.slice(0, 10))).map(({ maintenance }) => maintenance)
  const byId = new Map(works.map((work) => [work.id, work]))
  const risks = risksOf(works, inventory, at)
  await store.atomically(async (inner) => {
    const touched = await inner.risks.replace(risks, at)
    await inner.belief.unsettle(touched.filter((id) => byId.has(id)))
    const questions: Question[] = []
    for (const risk of risks) if (!(await isSeen(inner, risk))) questions.push(questionOf(risk, byId))
    await inner.review.ask('calendar', owner, questions, at)
  })
}

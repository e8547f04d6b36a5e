import { createHash } from 'node:crypto'
import type { Ruling } from '../maintenance/maintenance.ts'
import { inForce } from '../maintenance/rulings.ts'
import type { AnyQuestion, OpenQuestion, Store } from '../store/store.ts'
import { believeAgain, refold } from './believe.ts'

export type Verdict = Ruling['verdict']

/** Names a question briefly, for the command line and for links: 10 hex digits. */
export const shortName = (question: Pick<OpenQuestion, 'key'>): string =>
  createHash('sha256').update(question.key).digest('hex').slice(0, 10)

/** The open question of this key or short name (at least 4 of its digits). Null: none; several: all of them. */
export const findQuestions = async (store: Store, name: string): Promise<readonly OpenQuestion[]> => {
  const exact = await store.review.question(name)
  if (exact !== null) return [exact]
  if (!/^[0-9a-f]{4,10}$/i.test(name)) return []
  return (await store.review.open()).filter((question) => shortName(question).startsWith(name.toLowerCase()))
}

/** The Maintenance that a person names: by our id (or at least 6 digits of it) or by the vendor's. */
export const findMaintenance = async (store: Store, vendor: string, name: string): Promise<string | null> => {
  const own = await store.belief.maintenance(name)
  if (own !== null) return own.maintenance.id
  const named = await store.belief.byVendorId(vendor, name)
  return named.length === 1 ? (named[0]?.maintenance.id ?? null) : null
}

/** What an answer says cannot be done with this question; null: it can. */
export const unfitting = (question: OpenQuestion, verdict: Verdict): string | null => {
  if (question.from === 'maintenance' || ['ignore', 'approve', 'later'].includes(verdict.type)) return null
  return question.from === 'mail'
    ? 'Nothing could be read from this mail that could be edited or linked. Enter its work in the calendar by hand, then answer with ignore.'
    : 'This is about an event that a person changed. Answer with approve (take the vendor’s words) or ignore (keep the person’s).'
}

const rulingOf = (
  subject: Pick<Ruling, 'told' | 'maintenance'>,
  { verdict, by, at }: Pick<Ruling, 'verdict' | 'by' | 'at'>,
): Ruling => {
  const key = createHash('sha256')
    .update(JSON.stringify([subject.told ?? subject.maintenance ?? null, verdict, by, at]))
    .digest('hex')
    .slice(0, 24)
  const { told, maintenance } = subject
  return { key, told, ...(maintenance === undefined ? {} : { maintenance }), by, at, verdict }
}

/** The fold knows nothing of events: an answer about one is kept under the question's own name. */
export const subjectOf = (question: Pick<OpenQuestion, 'from' | 'key' | 'told'>): string =>
  question.from === 'calendar' ? question.key : question.told

/**
 * Takes a person's answer down, for ever, and folds what it speaks of anew; all of it or nothing.
 * The question closes by itself, because what raised it is gone.
 */
export const answer = (
  store: Store,
  question: OpenQuestion,
  given: { readonly verdict: Verdict; readonly by: string; readonly at: string },
): Promise<Ruling> =>
  store.atomically(async (inner) => {
    const ruling = rulingOf({ told: subjectOf(question) }, given)
    await inner.review.rule(ruling)
    if (given.verdict.type === 'later') return ruling
    if (question.from === 'maintenance') await believeAgain(inner, question.told, given.at)
    else await inner.review.close(question.key, given.at)
    if (question.from === 'calendar' && question.maintenance !== null)
      await inner.belief.unsettle([question.maintenance])
    return ruling
  })

/** What a person saw when they answered: it differs once somebody else answered, or a mail changed the question. */
export const seenToken = (question: AnyQuestion, rulings: readonly Ruling[]): string => {
  const given = inForce(rulings).filter(({ verdict }) => verdict.type !== 'later')
  return createHash('sha256')
    .update(JSON.stringify([question.key, question.reasons, question.closedAt === null, given.map(({ key }) => key)]))
    .digest('hex')
    .slice(0, 16)
}

/** Answers only if nothing happened to the question since the person looked; else what stands now. */
export const answerSeen = (
  store: Store,
  key: string,
  given: { readonly verdict: Verdict; readonly by: string; readonly at: string; readonly seen: string },
): Promise<
  { readonly ok: true; readonly ruling: Ruling } | { readonly ok: false; readonly rulings: readonly Ruling[] }
> =>
  store.atomically(async (inner) => {
    const question = await inner.desk.question(key)
    const rulings = question === null ? [] : await inner.review.rulings([subjectOf(question)], [])
    if (question === null || seenToken(question, rulings) !== given.seen)
      return { ok: false, rulings: inForce(rulings) }
    return { ok: true, ruling: await answer(inner, question, given) }
  })

const isEventQuestion = (told: string): boolean => told.startsWith('event:')

/** Asks again what an answer had closed. */
const reopen = async (store: Store, told: string): Promise<void> => {
  const key = isEventQuestion(told) ? told : `mail:${told.slice(0, told.lastIndexOf('#'))}`
  const question = await store.desk.question(key)
  if (question === null) return
  await store.desk.reopen(key)
  if (question.maintenance !== null) await store.belief.unsettle([question.maintenance])
}

/** Everything that was answered to the same subject as this ruling. */
const besides = (store: Store, { told, maintenance }: Ruling): Promise<readonly Ruling[]> => {
  if (told !== null) return store.review.rulings([told], [])
  return maintenance === undefined ? store.desk.standingRulings() : store.review.rulings([], [maintenance])
}

/** Folds anew, or asks again, what a ruling spoke of. */
const reconsider = async (store: Store, { told, maintenance }: Ruling, at: string): Promise<void> => {
  if (told === null && maintenance !== undefined) await refold(store, maintenance, at)
  if (told === null) return
  if ((await store.belief.told(told)) === null) return reopen(store, told)
  await believeAgain(store, told, at)
  // Asked by the step that read the mail, not by the fold, which would not ask it again.
  const many = await store.desk.question(`${told}|too-many`)
  if (many !== null) await store.desk.reopen(many.key)
}

/** Takes an answer back: it stays on record together with who undid it, and what it changed is folded anew. Null: there is nothing to undo. */
export const undo = (store: Store, key: string, by: string, at: string): Promise<Ruling | null> =>
  store.atomically(async (inner) => {
    const given = await inner.desk.ruling(key)
    if (given === null || given.verdict.type === 'undo' || given.verdict.type === 'alerts') return null
    if (!inForce(await besides(inner, given)).some((ruling) => ruling.key === key)) return null
    const ruling = rulingOf(given, { verdict: { type: 'undo', ruling: key }, by, at })
    await inner.review.rule(ruling)
    await reconsider(inner, given, at)
    return ruling
  })

/** Takes down what speaks of no single mail: a kept rule, a change to the groups of root@ mail. */
export const note = async (
  store: Store,
  given: { readonly verdict: Extract<Verdict, { type: 'rule' | 'alerts' }>; readonly by: string; readonly at: string },
): Promise<Ruling> => {
  const ruling = rulingOf({ told: null }, given)
  await store.review.rule(ruling)
  return ruling
}

import type { Question } from '../maintenance/maintenance.ts'
import { inForce } from '../maintenance/rulings.ts'
import { type KeptRule, keptRules } from '../reading/sender-rules.ts'
import { isOfTheDatabase } from '../store/failure.ts'
import type { Store, StoredMail } from '../store/store.ts'
import { believe } from './believe.ts'
import { type Decided, noFacts, readOutcome, type Settled, unreadOutcome } from './outcome.ts'
import { type Reader, type Understood, understandWithin } from './understand.ts'

export type { Decided } from './outcome.ts'
export type { Reader } from './understand.ts'

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A mail that a kept rule spoke on says whose rule it was. */
const byRule = (settled: Settled, rule: KeptRule | null): Settled => {
  if (rule === null) return settled
  const reason = `By a rule that ${rule.by} made on ${rule.at.slice(0, 10)}, mail like this is never maintenance.`
  return {
    ...settled,
    outcome: { ...settled.outcome, reason },
    decided: settled.decided.map((one) => ({ ...one, reason })),
  }
}

const isAnswered = async (store: Store, question: Question): Promise<boolean> =>
  inForce(await store.review.rulings([question.told], [])).some(({ verdict }) => verdict.type !== 'later')

const settle = async (store: Store, stored: StoredMail, settled: Settled, at: string): Promise<readonly Decided[]> => {
  const { question } = settled
  const questions = question === null || (await isAnswered(store, question)) ? [] : [question]
  await store.review.ask('mail', `mail:${stored.hash}`, questions, at)
  await store.mails.settle(stored.id, settled.outcome, settled.reading, at)
  return settled.decided
}

/** Takes one mail into belief and settles its outcome. `again`: what it said before is forgotten first. */
const take = async (
  store: Store,
  reader: Reader,
  stored: StoredMail,
  understood: Understood | Settled,
  { at, again }: { readonly at: string; readonly again: boolean },
): Promise<readonly Decided[]> => {
  const touched = again ? await store.belief.forgetTolds(stored.id) : []
  const tolds = 'tolds' in understood ? understood.tolds : []
  const effects = await believe(store, { mail: stored.id, tolds, touched }, at)
  const settled =
    'tolds' in understood
      ? byRule(readOutcome(stored, understood.facts, reader.version, understood.reading, effects), understood.rule)
      : understood
  return settle(store, stored, settled, at)
}

export interface ReadOptions {
  readonly at: string
  readonly signal: AbortSignal
  readonly progress?: (read: number) => void
}

/** A mail that the rules trip over is set aside with a question; it must not stand in the way of those behind it. */
const takeSafely = async (
  store: Store,
  reader: Reader,
  stored: StoredMail,
  understood: Understood | Settled,
  options: { readonly at: string; readonly again: boolean },
): Promise<readonly Decided[]> => {
  try {
    return await store.atomically((inner) => take(inner, reader, stored, understood, options))
  } catch (error) {
    // A full disk or a locked file is no property of the mail: the step fails and the mail waits.
    if (isOfTheDatabase(error)) throw error
    const facts = 'tolds' in understood ? understood.facts : noFacts
    return settle(
      store,
      stored,
      unreadOutcome(stored, facts, reader.version, `The rules failed on it (${wordsOf(error)}).`),
      options.at,
    )
  }
}

/** A person watches the first ones, and a run rarely has more: each in a transaction of its own, in this thread. */
const few = 50
/** Mails of one transaction when there are many: two such batches are in memory, and above this nothing is gained. */
const bulk = 50

interface Batch {
  readonly mails: readonly StoredMail[]
  /** What they say, being worked out; these promises never fail. */
  readonly understood: Promise<readonly (Understood | Settled)[]>
}

/** Reads mails in this thread one after another, in threads of their own where they are many or one may be costly. */
const understandAll = async (
  reader: Reader,
  mails: readonly StoredMail[],
  rules: readonly KeptRule[],
): Promise<readonly (Understood | Settled)[]> => {
  const { apart } = reader
  if (apart && mails.length > 1) return Promise.all(mails.map((mail) => apart.understand(mail, rules)))
  const out: (Understood | Settled)[] = []
  for (const mail of mails) out.push(await understandWithin(mail, reader, rules))
  return out
}

const batchOf = async (store: Store, reader: Reader, mails: readonly StoredMail[]): Promise<Batch> => ({
  mails,
  understood: understandAll(reader, mails, keptRules(await store.desk.standingRulings())),
})

const takeBatch = async (
  store: Store,
  reader: Reader,
  batch: Batch,
  options: { readonly at: string; readonly again: boolean },
): Promise<readonly Decided[]> => {
  const understood = await batch.understood
  return store.atomically(async (inner) => {
    const decided: Decided[] = []
    for (const [index, mail] of batch.mails.entries()) {
      const what = understood[index]
      if (what !== undefined) decided.push(...(await takeSafely(inner, reader, mail, what, options)))
    }
    return decided
  })
}

/**
 * Reads all stored mails that have no outcome yet, in the order in which they came, and takes them into belief:
 * each batch in one transaction, so that a crash leaves whole decisions only. Without such mails the reader is not even loaded.
 * While one batch of many is taken, the next is read by the reader's threads; what comes out is the same.
 */
export const readMails = async (
  store: Store,
  load: () => Promise<Reader>,
  options: ReadOptions,
  onDecided: (decided: readonly Decided[]) => void,
): Promise<number> => {
  let begun = 0
  let read = 0
  let reader: Reader | null = null
  const nextBatch = async (after: number): Promise<Batch | null> => {
    const mails = await store.mails.pending('ops', after, begun < few ? 1 : bulk)
    if (mails.length === 0) return null
    begun += mails.length
    reader ??= await load()
    return batchOf(store, reader, mails)
  }
  try {
    let batch = await nextBatch(0)
    while (batch !== null && reader !== null && !options.signal.aborted) {
      await batch.understood
      const ahead = await nextBatch(batch.mails.at(-1)?.id ?? 0)
      onDecided(await takeBatch(store, reader, batch, { at: options.at, again: false }))
      read += batch.mails.length
      options.progress?.(read)
      batch = ahead
    }
  } finally {
    await (reader as Reader | null)?.apart?.close()
  }
  return read
}

/** Reads one stored mail again with the present rules, in the transaction that is open. */
export const readAgain = async (
  store: Store,
  reader: Reader,
  stored: StoredMail,
  at: string,
): Promise<readonly Decided[]> => takeBatch(store, reader, await batchOf(store, reader, [stored]), { at, again: true })

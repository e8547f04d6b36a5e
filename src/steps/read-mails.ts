import { setImmediate as turn } from 'node:timers/promises'
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
  if (!('tolds' in understood)) return settle(store, stored, understood, at)
  const { facts, reading, whole, rule } = understood
  const settled = byRule(readOutcome(stored, facts, reader.version, reading, effects), rule)
  return settle(store, stored, { ...settled, reading: whole ?? reading }, at)
}

export interface ReadOptions {
  readonly at: string
  readonly signal: AbortSignal
  readonly progress?: (read: number) => void
  /** Stores more mails, when all that are stored are being read; false: there are none. */
  readonly more?: () => Promise<boolean>
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
const fewOfRun = 50
/** Mails of one transaction when there are many; above this nothing is gained. */
const bulk = 50
/** Batches that wait to be read or taken while one is taken: so many that the threads never wait for this one. */
const ahead = 2
/** While a batch is taken, answers of the threads are looked at, and new work is given to them, after so many mails. */
const mailsOfTurn = 10

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
  if (apart && mails.length > 1) return apart.understand(mails, rules)
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
      if (index % mailsOfTurn === mailsOfTurn - 1) await turn()
      if (what !== undefined) decided.push(...(await takeSafely(inner, reader, mail, what, options)))
    }
    return decided
  })
}

/**
 * Reads all stored mails that have no outcome yet, in the order in which they came, and takes them into belief:
 * each batch in one transaction, so that a crash leaves whole decisions only. Without such mails the reader is not even loaded.
 * While one batch of many is taken, the next are read by the reader's threads; what comes out is the same.
 */
export const readMails = async (
  store: Store,
  load: () => Promise<Reader>,
  options: ReadOptions,
  onDecided: (decided: readonly Decided[]) => void,
): Promise<number> => {
  const { at, signal, progress, more } = options
  // Where more is stored on demand there will be many.
  const few = more === undefined ? fewOfRun : 0
  let [begun, read, last] = [0, 0, 0]
  let reader: Reader | null = null
  const pending = async (limit: number): Promise<readonly StoredMail[]> => {
    for (;;) {
      const mails = await store.mails.pending('ops', last, limit)
      if (mails.length > 0 || signal.aborted || !(await more?.())) return mails
    }
  }
  const nextBatch = async (): Promise<Batch | null> => {
    const mails = await pending(begun < few ? 1 : bulk)
    const id = mails.at(-1)?.id
    if (id === undefined) return null
    last = id
    begun += mails.length
    reader ??= await load()
    return batchOf(store, reader, mails)
  }
  const waiting: Batch[] = []
  const fill = async (): Promise<void> => {
    // The first ones are read one after another in this thread: none is read ahead of its turn.
    const wanted = begun < few ? 1 : 1 + ahead
    while (waiting.length < wanted && !signal.aborted) {
      const batch = await nextBatch()
      if (batch === null) return
      waiting.push(batch)
    }
  }
  try {
    await fill()
    for (
      let batch = waiting.shift();
      batch !== undefined && reader !== null && !signal.aborted;
      batch = waiting.shift()
    ) {
      await fill()
      onDecided(await takeBatch(store, reader, batch, { at, again: false }))
      read += batch.mails.length
      progress?.(read)
      if (waiting.length === 0) await fill()
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

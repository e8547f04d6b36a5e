import { createHash } from 'node:crypto'
import type { Ruling, Told } from '../maintenance/maintenance.ts'
import { inForce, ruled } from '../maintenance/rulings.ts'
import type { Doubt, Notice, Reading } from '../reading/notice.ts'
import { seenToken, shortName, subjectOf } from '../steps/answer.ts'
import type { AnyQuestion, Believed, MailSummary, Store } from '../store/store.ts'
import { mailHash } from './queue.ts'

/** Everything about one question. */
export interface Item {
  readonly name: string
  readonly question: AnyQuestion
  readonly summary: MailSummary | null
  readonly reading: Reading | null
  readonly told: Told | null
  /** What was read, with people's answers; null: no work was made out. */
  readonly proposal: Notice | null
  readonly doubts: readonly Doubt[]
  readonly believed: Believed | null
  /** Answers in force, the last one last. */
  readonly rulings: readonly Ruling[]
  /** What a person who looks now has seen. */
  readonly seen: string
}

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 10)

/** The question of this short name, open or closed. */
const findQuestion = async (store: Store, name: string): Promise<AnyQuestion | null> => {
  if (!/^[0-9a-f]{10}$/.test(name)) return null
  const key = (await store.desk.questionKeys()).find((one) => nameOf(one) === name)
  return key === undefined ? null : store.desk.question(key)
}

const indexOf = (told: string): number => Number(told.slice(told.lastIndexOf('#') + 1))

/** Null: there never was such a question. */
export const loadItem = async (store: Store, name: string): Promise<Item | null> => {
  const question = await findQuestion(store, name)
  if (question === null) return null
  const hash = mailHash(question.told)
  const placed = await store.belief.told(question.told)
  const reading = await store.mails.reading(hash)
  const all = await store.review.rulings([subjectOf(question)], [])
  const notice = reading?.notices[indexOf(question.told)]
  const work = placed?.maintenance || question.maintenance
  const proposal =
    placed === null || question.from !== 'maintenance'
      ? null
      : { ...ruled(placed.told, all).told.notice, evidence: notice?.evidence ?? {} }
  return {
    name: shortName(question),
    question,
    summary: await store.mails.summary(hash),
    reading,
    told: placed?.told ?? null,
    proposal,
    doubts: [...(reading?.doubts ?? []), ...(notice?.doubts ?? [])],
    believed: work ? await store.belief.maintenance(work) : null,
    rulings: inForce(all),
    seen: seenToken(question, all),
  }
}

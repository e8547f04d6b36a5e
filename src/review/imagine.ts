import type { DesiredEvent } from '../calendar/target.ts'
import { plainText } from '../calendar/text.ts'
import { answer, type Verdict } from '../steps/answer.ts'
import type { EventLook } from '../steps/desired.ts'
import type { Believed, OpenQuestion, Store } from '../store/store.ts'
import { wantedEvents } from './wanted.ts'

/** Thrown to end a transaction that must leave no trace; carries what was seen in it. */
class Imagined extends Error {
  readonly believed: Believed | null
  constructor(believed: Believed | null) {
    super('This was only imagined.')
    this.believed = believed
  }
}

/** What would be believed after this answer: it is given, looked at, and taken back as if it had never been. */
const imagine = async (
  store: Store,
  question: OpenQuestion,
  verdict: Verdict,
  at: string,
): Promise<Believed | null> => {
  try {
    return await store.atomically(async (inner) => {
      await answer(inner, question, { verdict, by: 'imagined', at })
      const placed = await inner.belief.told(question.told)
      const believed = placed === null ? null : await inner.belief.maintenance(placed.maintenance)
      throw new Imagined(believed)
    })
  } catch (error) {
    if (error instanceof Imagined) return error.believed
    throw error
  }
}

/** One event before and after an answer. */
export interface EventChange {
  readonly before: DesiredEvent | null
  readonly after: DesiredEvent | null
  /** Lines of the description that go and that come. */
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

const linesOf = (event: DesiredEvent | null): readonly string[] =>
  event === null
    ? []
    : plainText(event.description)
        .split('\n')
        .filter((line) => line.trim() !== '')

/** Events paired by their stable id, in the order of their days. */
export const changesBetween = (
  before: readonly DesiredEvent[],
  after: readonly DesiredEvent[],
): readonly EventChange[] => {
  const ids = [...new Set([...after, ...before].map(({ id }) => id))]
  return ids.map((id) => {
    const [was, is] = [before.find((e) => e.id === id) ?? null, after.find((e) => e.id === id) ?? null]
    const [old, now] = [linesOf(was), linesOf(is)]
    const both = was !== null && is !== null
    return {
      before: was,
      after: is,
      removed: both ? old.filter((line) => !now.includes(line)) : [],
      added: both ? now.filter((line) => !old.includes(line)) : [],
    }
  })
}

/** The events of the question's work as they should stand now, and as they would after the answer. */
export const eventChanges = async (
  store: Store,
  question: OpenQuestion,
  verdict: Verdict,
  look: EventLook,
  at: string,
): Promise<readonly EventChange[]> => {
  const placed = await store.belief.told(question.told)
  const now = placed === null ? null : await store.belief.maintenance(placed.maintenance)
  const then = await imagine(store, question, verdict, at)
  const wanted = async (believed: Believed | null): Promise<readonly DesiredEvent[]> =>
    believed === null ? [] : (await wantedEvents(store, [believed], look)).flatMap(({ events }) => events)
  return changesBetween(await wanted(now), await wanted(then))
}

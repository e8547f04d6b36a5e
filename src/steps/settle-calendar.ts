import { findAdoptions, type HandMade, indexHandMade } from '../calendar/adopt.ts'
import { conflictQuestions, plan, type Step } from '../calendar/converge.ts'
import type { CalendarTarget, DesiredEvent, PresentEvent } from '../calendar/target.ts'
import { emptyInventory } from '../maintenance/circuits.ts'
import type { Question } from '../maintenance/maintenance.ts'
import { inForce } from '../maintenance/rulings.ts'
import type { EventMemory, Store, Unsettled } from '../store/store.ts'
import { desiredFor, type EventLook } from './desired.ts'
import { settleRisks } from './settle-risks.ts'
import { carryOut, type Done, type PlannedWrite } from './write-event.ts'

export type { PlannedWrite } from './write-event.ts'

export interface CalendarCounts {
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  /** Left as a person made them. */
  readonly kept: number
  readonly failed: number
}

export interface SettleOptions {
  readonly now: Date
  /** Nothing is written to the calendar; the store is a copy. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  /** Names what events look like: when it changes, the events of all works to come are looked at again. */
  readonly lookName: string
  progress(done: number): void
}

export interface CalendarOutcome {
  readonly counts: CalendarCounts
  readonly plan: readonly PlannedWrite[]
  readonly failures: readonly string[]
}

/** Works looked at in one go: bounds memory after an import. */
const pageSize = 200

/** How often one work is planned anew because the calendar turned out to be different; then the next run goes on. */
const maxRounds = 4

/** What is known of the calendar in this run. */
interface Calendar {
  readonly target: CalendarTarget
  readonly present: Map<string, PresentEvent>
  readonly complete: boolean
  readonly handMade: HandMade
}

interface Settling {
  readonly store: Store
  readonly calendar: Calendar
  readonly look: EventLook
  readonly options: SettleOptions
  readonly at: string
}

/** Works whose events no longer stand as they were left: changed, deleted or lost. What we wrote ourselves comes back too, with the same etag. */
const disturbed = async (store: Store, { target, present, complete }: Calendar): Promise<readonly string[]> => {
  const works = new Set<string>()
  const known = new Map((await store.calendar.standing(target.name)).map((memory) => [memory.id, memory]))
  for (const event of present.values()) {
    const memory = known.get(event.id)
    if (memory === undefined) {
      if (event.maintenance !== null && !event.deleted) works.add(event.maintenance)
    } else if (memory.state === 'standing' && (event.deleted || event.etag !== memory.etag))
      works.add(memory.maintenance)
  }
  if (complete) {
    for (const memory of known.values()) {
      if (memory.state === 'standing' && !present.has(memory.id)) works.add(memory.maintenance)
    }
  }
  return [...works]
}

const adoptableFor = (
  work: Unsettled,
  desired: readonly DesiredEvent[],
  written: readonly EventMemory[],
  handMade: HandMade,
): { readonly one: ReadonlyMap<string, PresentEvent>; readonly questions: readonly Question[] } => {
  const one = new Map<string, PresentEvent>()
  const questions: Question[] = []
  if (work.believed === null || written.length > 0 || handMade.byWord.size === 0) return { one, questions }
  const { maintenance } = work.believed
  for (const [id, found] of findAdoptions(desired, maintenance, handMade)) {
    if (found.found === 'one') one.set(id, found.event)
    else if (found.found === 'several') {
      const titles = found.events.map(({ summary, start }) => `“${summary}” (${start})`).join(', ')
      questions.push({
        key: `event:${id}:several`,
        told: maintenance.history.at(-1)?.told ?? '',
        maintenance: maintenance.id,
        codes: ['several-hand-made'],
        reasons: [
          `By ${found.by}, several events that people made could be of this work: ${titles}. It got one of its own.`,
        ],
        urgentAt: maintenance.windows[0]?.start ?? null,
      })
    }
  }
  return { one, questions }
}

interface Answers {
  /** "Take the vendor's word." */
  readonly release: ReadonlySet<string>
  /** "The person's word stays": not asked again. */
  readonly dismissed: ReadonlySet<string>
}

const noAnswers: Answers = { release: new Set(), dismissed: new Set() }

const answersTo = async (store: Store, questions: readonly Question[]): Promise<Answers> => {
  if (questions.length === 0) return noAnswers
  const rulings = await store.review.rulings(
    questions.map(({ key }) => key),
    [],
  )
  const given = inForce(rulings).filter(({ verdict }) => verdict.type !== 'later')
  const last = new Map(given.map(({ told, verdict }) => [told ?? '', verdict.type]))
  const keys = (type: string) => new Set([...last].filter(([, verdict]) => verdict === type).map(([key]) => key))
  return { release: keys('approve'), dismissed: keys('ignore') }
}

const questionsOf = (steps: readonly Step[], work: Unsettled): readonly Question[] => {
  const maintenance = work.believed?.maintenance
  const told = maintenance?.history.at(-1)?.told ?? ''
  const urgentAt = maintenance?.windows[0]?.start ?? null
  return steps.flatMap((step) => conflictQuestions(step, told, urgentAt))
}

/** One round: plan, answer what can be answered, write. True if the work must be looked at again. */
const round = async (settling: Settling, work: Unsettled, done: Done[]): Promise<boolean> => {
  const { store, calendar, look, options, at } = settling
  const { target, present, complete } = calendar
  const written = await store.calendar.events(target.name, [work.id, ...work.former])
  const desired = work.believed === null ? [] : desiredFor(work.believed, look, await store.risks.of([work.id]))
  const adoptable = adoptableFor(work, desired, written, calendar.handMade)
  const situation = { desired, written, present, complete, adoptable: adoptable.one }
  const first = plan(situation)
  const answers = await answersTo(store, questionsOf(first, work))
  const steps = answers.release.size === 0 ? first : plan({ ...situation, release: answers.release })
  let again = false
  for (const step of steps) {
    const result = await carryOut({ store, target, dryRun: options.dryRun, at }, step)
    done.push(result)
    if (result.present !== undefined) {
      const { id, event } = result.present
      if (event === null) present.delete(id)
      else present.set(id, event)
    }
    again = again || result.again
    if (result.stop) return false
  }
  const questions = [...adoptable.questions, ...questionsOf(steps, work)].filter(
    ({ key }) => !answers.dismissed.has(key),
  )
  await store.review.ask('calendar', `event:${work.id}`, questions, at)
  return again
}

/** Brings the events of one work to what is wanted. False: something failed and is tried again in the next run. */
const settleWork = async (settling: Settling, work: Unsettled, done: Done[]): Promise<boolean> => {
  const before = done.length
  for (let rounds = 0; rounds < maxRounds; rounds += 1) {
    if (!(await round(settling, work, done))) {
      return done.slice(before).every(({ failure }) => failure === null)
    }
  }
  return false
}

const openCalendar = async (
  store: Store,
  target: CalendarTarget,
): Promise<{ calendar: Calendar; token: string | null }> => {
  const { events, nextSyncToken, full } = await target.changes(await store.calendar.syncToken(target.name))
  const present = new Map(events.map((event) => [event.id, event]))
  return { calendar: { target, present, complete: full, handMade: indexHandMade(events) }, token: nextSyncToken }
}

const settlePages = async (settling: Settling, done: Done[]): Promise<boolean> => {
  const { store, options } = settling
  let after = ''
  let settledAll = true
  for (;;) {
    const page = await store.belief.unsettled(after, pageSize)
    const last = page.at(-1)
    if (last === undefined) return settledAll
    after = last.id
    const settled: string[] = []
    for (const work of page) {
      if (options.signal.aborted || done.some(({ stop }) => stop)) return false
      if (await settleWork(settling, work, done)) settled.push(work.id)
      else settledAll = false
    }
    await store.belief.settled(settled)
    options.progress(done.length)
  }
}

/**
 * Brings the calendar to what is believed now: looks at the works that changed since they were settled last, and at those whose
 * events a person changed; writes the difference, and remembers each write when it is done.
 */
export const settleCalendar = async (
  store: Store,
  open: () => Promise<CalendarTarget>,
  lookFor: () => Promise<EventLook>,
  options: SettleOptions,
): Promise<CalendarOutcome> => {
  const target = await open()
  const at = options.now.toISOString()
  const { calendar, token } = await openCalendar(store, target)
  await store.belief.unsettle(await disturbed(store, calendar))
  if ((await store.calendar.look(target.name)) !== options.lookName) {
    await store.belief.unsettleSince(at.slice(0, 10))
    await store.calendar.saveLook(target.name, options.lookName)
  }
  const done: Done[] = []
  const waiting = (await store.belief.unsettled('', 1)).length > 0
  const look = waiting ? await lookFor() : null
  if (look !== null) await settleRisks(store, look.inventory ?? emptyInventory, at)
  const settleIn = async (inner: Store): Promise<boolean> => {
    const settledAll = look === null || (await settlePages({ store: inner, calendar, look, options, at }, done))
    if (!options.dryRun) await target.flush()
    return settledAll
  }
  const settled = target.stands === 'at-once' ? await settleIn(store) : await store.atomically(settleIn)
  if (settled) await store.calendar.saveSyncToken(target.name, token)
  const count = (what: Done['did']) => done.filter(({ did }) => did === what).length
  const { ours, kept } = await store.calendar.count(target.name)
  const inserted = count('inserted')
  const updated = count('updated')
  const failures = [...new Set([...(look?.troubles ?? []), ...done.flatMap(({ failure }) => failure ?? [])])]
  return {
    counts: {
      inserted,
      updated: updated + count('removed'),
      unchanged: Math.max(0, ours - inserted - updated),
      kept,
      failed: count('failed'),
    },
    plan: done.flatMap(({ planned }) => planned ?? []),
    failures,
  }
}

import type { CalendarTarget } from './calendar/target.ts'
import type { Mailbox } from './mail/mailbox.ts'
import { type StepReport, stepper } from './stepper.ts'
import type { EventLook } from './steps/desired.ts'
import { type Fetched, fetchMail } from './steps/fetch.ts'
import { type Decided, type Reader, readMails } from './steps/read-mails.ts'
import { type CalendarCounts, type PlannedWrite, settleCalendar } from './steps/settle-calendar.ts'
import type { AlertSteps, TaskCounts } from './steps/settle-tasks.ts'
import type { Pile, Store } from './store/store.ts'

/** Everything a run works with; which ones is a matter of configuration. What is not configured is null or absent. */
export interface Parts {
  readonly store: Store
  readonly mailboxes: readonly { readonly pile: Pile; open(): Promise<Mailbox> }[]
  reader(): Promise<Reader>
  calendar(): Promise<CalendarTarget>
  /** How events look. */
  look(): Promise<EventLook>
  /** Names that look, without loading it. */
  readonly lookName: string
  alerts(): Promise<AlertSteps>
  /** A tracker is configured, and tasks are wanted. */
  readonly tracked: boolean
  /** The wall clock of this run; read once. */
  readonly now: Date
  /** A steady clock, in milliseconds. */
  ticks(): number
  /** How far back a mailbox is read the first time; null: from its beginning. */
  readonly since: Date | null
  readonly maxBytes: number
  /** Nothing is written to the calendar or the tracker. The store must be a copy. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
  progress(step: string, done: number): void
}

export interface Summary {
  readonly mails: { readonly fetched: number; readonly new: number }
  readonly decisions: Readonly<Record<string, number>>
  readonly calendar: CalendarCounts
  readonly tasks: TaskCounts
  /** Open questions to people. */
  readonly review: number
  readonly ms: number
}

export interface Outcome extends StepReport {
  readonly summary: Summary
  readonly decided: readonly Decided[]
  readonly plan: readonly PlannedWrite[]
}

const noEvents: CalendarCounts = { inserted: 0, updated: 0, unchanged: 0, kept: 0, failed: 0 }
const noTasks: TaskCounts = { created: 0, updated: 0, reopened: 0, failed: 0 }

const clockToleranceMs = 5 * 60_000

/** A run that began after this one: one of the two had a wrong clock. Told once, because a person must look which. */
const clockFailures = (lastStart: string | undefined, now: Date): readonly string[] =>
  lastStart === undefined || Date.parse(lastStart) - now.getTime() <= clockToleranceMs
    ? []
    : [
        `The clock was or is wrong: it is ${minute(now.toISOString())} now, and the run before this one began at ${minute(lastStart)} (UTC). Let NTP set it (timedatectl set-ntp true); what a run did under a wrong clock, the next runs put right.`,
      ]

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

const count = (decided: readonly Decided[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { decision } of decided) counts[decision] = (counts[decision] ?? 0) + 1
  return counts
}

/**
 * One run: fetch, read, decide, and bring calendar and tasks to what is believed now. It may be stopped at any instruction
 * and run again: what is stored is whole, and what should stand is computed anew.
 */
export const sync = async (parts: Parts): Promise<Outcome> => {
  const { store, now, signal } = parts
  const at = now.toISOString()
  const started = parts.ticks()
  const { step, value, report } = stepper({ runs: store.runs, signal, ticks: parts.ticks }, at)
  const mails = { fetched: 0, new: 0 }
  const decided: Decided[] = []
  const plan: PlannedWrite[] = []
  let calendar = noEvents
  let tasks = noTasks

  await step('clock', async () => clockFailures((await store.runs.last(1))[0]?.startedAt, now))

  for (const { pile, open } of parts.mailboxes) {
    await step(`fetch-${pile}`, async () => {
      const { since, maxBytes } = parts
      const before = { ...mails }
      const progress = (soFar: Fetched) => {
        mails.fetched = before.fetched + soFar.fetched
        mails.new = before.new + soFar.added
        parts.progress(`fetching ${pile} mail`, soFar.fetched)
      }
      await fetchMail(store, pile, await open(), { since, maxBytes, signal, at, keepCursor: true, progress })
      return []
    })
  }

  await step('read', async () => {
    const progress = (done: number) => parts.progress('reading', done)
    await readMails(store, parts.reader, { at, signal, progress }, (made) => decided.push(...made))
    return []
  })

  await step('calendar', async () => {
    const settled = await settleCalendar(store, parts.calendar, parts.look, {
      now,
      dryRun: parts.dryRun,
      signal,
      lookName: parts.lookName,
      progress: (done) => parts.progress('calendar', done),
    })
    calendar = settled.counts
    plan.push(...settled.plan)
    return settled.failures
  })

  await step('alerts', async () => {
    if ((await store.mails.pending('root', 0, 1)).length === 0) return []
    await (await parts.alerts()).recognise({ at, signal })
    return []
  })

  await step('tasks', async () => {
    if (!parts.tracked) return []
    const settled = await (await parts.alerts()).settle({ now, dryRun: parts.dryRun, signal })
    tasks = settled.counts
    plan.push(...settled.plan)
    return settled.failures
  })

  const review = await value(async () => (await store.review.open()).length, 0)
  const summary: Summary = {
    mails,
    decisions: count(decided),
    calendar,
    tasks,
    review,
    ms: Math.round(parts.ticks() - started),
  }
  return { summary, decided, plan, ...report() }
}

import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Gauge, Registry } from 'prom-client'
import { isFailing } from './digest/needs.ts'
import { databaseStep } from './stepper.ts'
import { errorWords, fileTrouble } from './store/failure.ts'
import type { MailTally, OpenQuestion, RunRecord, StepRecord, Store } from './store/store.ts'
import type { Outcome } from './sync.ts'

const DAY = 86_400_000
const tallyDays = 28
/** Senders without a table of their own are many; a time series each is not worth having. */
const mostVendors = 80

type RunFacts = Pick<Outcome, 'failures' | 'steps'>

/** Everything that the figures are made of. */
export interface MetricsFacts {
  readonly now: Date
  readonly outcome: RunFacts & Pick<Outcome, 'summary' | 'durations'>
  readonly steps: readonly StepRecord[]
  readonly stored: number
  readonly waiting: number
  readonly tally: readonly MailTally[]
  readonly questions: readonly OpenQuestion[]
  /** Runs of the last 24 hours. */
  readonly runs: readonly RunRecord[]
}

type Values = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[]

const seconds = (instant: string): number => Date.parse(instant) / 1000

const byVendor = (tally: readonly MailTally[]): ReadonlyMap<string, { mails: number; work: number; asked: number }> => {
  const rows = new Map<string, { mails: number; work: number; asked: number }>()
  for (const { vendor, class: kind, decision, count } of tally) {
    const known = vendor !== null && (rows.has(vendor) || rows.size < mostVendors)
    const name = known ? vendor : 'other'
    const row = rows.get(name) ?? { mails: 0, work: 0, asked: 0 }
    rows.set(name, row)
    row.mails += count
    if (kind === 'maintenance' || decision === 'review') row.work += count
    if (decision === 'review') row.asked += count
  }
  return rows
}

const failedOf = (runs: readonly RunRecord[], part: string): number =>
  runs.reduce((sum, { counts }) => {
    const of = counts[part]
    const failed = typeof of === 'object' && of !== null && 'failed' in of ? Number(of.failed) : 0
    return sum + (Number.isFinite(failed) ? failed : 0)
  }, 0)

const one = (value: number): Values => [[{}, value]]
const by = (label: string, record: Readonly<Record<string, number>>): Values =>
  Object.entries(record).map(([name, value]) => [{ [label]: name }, value])

/** Name, help, labels and values. */
type Figure = readonly [string, string, readonly string[], Values]

/** What is known also when the database cannot be used: the alarm must not be blind just then. */
const runFigures = (now: Date, outcome: RunFacts, steps: readonly StepRecord[]): readonly Figure[] => {
  const failing = new Map(steps.map((step) => [step.step, isFailing(step)]))
  failing.set(databaseStep, false)
  // What this run saw counts, also where the database took no note of it.
  for (const [step, message] of Object.entries(outcome.steps)) failing.set(step, message !== null)
  return [
    ['last_run_timestamp_seconds', 'When the last run began', [], one(now.getTime() / 1000)],
    ['last_run_ok', '1 if the last run had no failure', [], one(outcome.failures.length === 0 ? 1 : 0)],
    ['last_run_failures', 'Steps and writes of the last run that failed', [], one(outcome.failures.length)],
    [
      'step_failing',
      '1 if a step failed since it last succeeded',
      ['step'],
      [...failing].map(([step, fails]) => [{ step }, fails ? 1 : 0]),
    ],
  ]
}

/** Every figure. */
const figures = (facts: MetricsFacts): readonly Figure[] => {
  const { outcome, steps, questions, runs, now } = facts
  const { summary } = outcome
  const vendors = [...byVendor(facts.tally)]
  const opened = questions.map(({ openedAt }) => seconds(openedAt))
  const soonest = questions.flatMap(({ urgentAt }) => (urgentAt === null ? [] : [seconds(urgentAt)]))
  return [
    ...runFigures(now, outcome, steps),
    ['last_run_duration_seconds', 'How long the last run took', [], one(summary.ms / 1000)],
    [
      'last_run_step_duration_seconds',
      'How long each step of the last run took',
      ['step'],
      by(
        'step',
        Object.fromEntries(Object.entries(outcome.durations).map(([step, ms]) => [step, Math.round(ms) / 1000])),
      ),
    ],
    [
      'step_last_success_timestamp_seconds',
      'When each step last succeeded',
      ['step'],
      steps.flatMap(
        ({ step, lastSuccess }): Values => (lastSuccess === null ? [] : [[{ step }, seconds(lastSuccess)]]),
      ),
    ],
    ['mails_stored', 'Mails in the store', [], one(facts.stored)],
    ['mails_pending', 'Stored mails that were not read yet', [], one(facts.waiting)],
    ['last_run_mails_new', 'Mails that the last run stored', [], one(summary.mails.new)],
    ['last_run_decisions', 'Decisions of the last run', ['decision'], by('decision', summary.decisions)],
    [
      'last_run_events',
      'Calendar events of the last run, by what became of them',
      ['result'],
      by('result', { ...summary.calendar }),
    ],
    ['last_run_tasks', 'Tasks of the last run, by what became of them', ['result'], by('result', { ...summary.tasks })],
    [
      'vendor_mails',
      `Mails of the last ${tallyDays} days`,
      ['vendor'],
      vendors.map(([vendor, { mails }]) => [{ vendor }, mails]),
    ],
    [
      'vendor_unread_ratio',
      `Share of the maintenance mails of the last ${tallyDays} days that needed a person`,
      ['vendor'],
      vendors.flatMap(([vendor, { work, asked }]): Values => (work === 0 ? [] : [[{ vendor }, asked / work]])),
    ],
    ['review_open', 'Open questions to people', [], one(questions.length)],
    [
      'review_oldest_age_seconds',
      'Age of the oldest open question',
      [],
      one(opened.length === 0 ? 0 : Math.max(0, now.getTime() / 1000 - Math.min(...opened))),
    ],
    [
      'review_soonest_work_timestamp_seconds',
      'Start of the soonest work that a question is about',
      [],
      soonest.length === 0 ? [] : one(Math.min(...soonest)),
    ],
    ['failed_runs_24h', 'Runs with a failure in the last 24 hours', [], one(runs.filter(({ ok }) => !ok).length)],
    [
      'api_failures_24h',
      'Refused or failed writes in the last 24 hours',
      ['api'],
      by('api', { calendar: failedOf(runs, 'calendar'), tasks: failedOf(runs, 'tasks') }),
    ],
  ]
}

const textOf = async (list: readonly Figure[]): Promise<string> => {
  const registry = new Registry()
  for (const [name, help, labelNames, values] of list) {
    const gauge = new Gauge({ name: `maintcal_${name}`, help, labelNames: [...labelNames], registers: [registry] })
    for (const [labels, value] of values) gauge.set({ ...labels }, value)
  }
  // Blank lines between the figures are prom-client's own.
  return `${(await registry.metrics()).replace(/\n{2,4}/g, '\n').trimEnd()}\n`
}

/** The figures in Prometheus' text format. */
export const metricsText = (facts: MetricsFacts): Promise<string> => textOf(figures(facts))

const removeDraft = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch {
    // The folder itself is not there.
  }
}

/** Writes the file whole and renames it into place: node-exporter never reads half of it. */
const replaceFile = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(draft, text)
    // node-exporter is another user, whatever our umask is.
    chmodSync(draft, 0o644)
    renameSync(draft, path)
  } catch (error) {
    removeDraft(draft)
    const why = fileTrouble(error) ?? (error instanceof Error ? error.message : String(error))
    throw new Error(`METRICS_FILE ${path} could not be written. ${why}`, { cause: error })
  }
}

/** The file after a run of which nothing is known but that it failed: the database could not be used. */
export const writeBlindMetrics = async (path: string, failures: readonly string[], now: Date): Promise<void> => {
  const steps = { [databaseStep]: failures[0] ?? null }
  replaceFile(path, await textOf(runFigures(now, { failures, steps }, [])))
}

const storedFacts = async (store: Store, now: Date): Promise<Omit<MetricsFacts, 'now' | 'outcome'>> => {
  const { stored, pending } = await store.mails.count()
  const instant = (from: number): string => new Date(now.getTime() + from).toISOString()
  return {
    steps: await store.runs.steps(),
    stored,
    waiting: pending,
    tally: await store.figures.tally('ops', instant(-tallyDays * DAY).slice(0, 10)),
    questions: await store.review.open(),
    runs: await store.figures.runsBetween(instant(-DAY), instant(DAY)),
  }
}

/** The file after a run. */
export const writeMetrics = async (path: string, store: Store, outcome: Outcome, now: Date): Promise<void> => {
  const facts = await storedFacts(store, now).catch((error: unknown) => errorWords(error))
  if (typeof facts === 'string') await writeBlindMetrics(path, [facts, ...outcome.failures], now)
  else replaceFile(path, await metricsText({ now, outcome, ...facts }))
}

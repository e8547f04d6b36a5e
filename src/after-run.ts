import type { Config } from './config.ts'
import { digestKey, isDue, sendsDigest } from './digest/due.ts'
import { weekOf } from './digest/week.ts'
import { type StepResult, stepper } from './stepper.ts'
import { errorWords } from './store/failure.ts'
import type { RunRecord, Store } from './store/store.ts'
import type { Outcome } from './sync.ts'

const DAY = 86_400_000
/** A streak of failures is counted back this far. */
const runsLooked = 500

export interface AfterRun {
  readonly store: Store
  readonly config: Config
  readonly outcome: Outcome
  readonly now: Date
  readonly signal: AbortSignal
  ticks(): number
  /** When the run ends. */
  clock(): Date
}

/** The run as the log of runs has it. */
export const recordOf = ({ now, clock }: Pick<AfterRun, 'now' | 'clock'>, outcome: Outcome): RunRecord => ({
  startedAt: now.toISOString(),
  endedAt: clock().toISOString(),
  ok: outcome.failures.length === 0,
  counts: { ...outcome.summary },
  failures: outcome.failures,
})

/** Raw mail that nothing needs any more goes, once a day. */
const retire = async ({ store, config, now }: AfterRun): Promise<StepResult> => {
  const days = config.RETENTION
  const last = (await store.runs.steps()).find(({ step }) => step === 'retention')?.lastSuccess ?? ''
  if (days === null || last.slice(0, 10) === now.toISOString().slice(0, 10)) return null
  await store.figures.dropBodies(new Date(now.getTime() - days * DAY).toISOString())
  return []
}

/** `run`: the present one, which is not in the log yet. */
const notify = async ({ store, config, now }: AfterRun, run: RunRecord): Promise<StepResult> => {
  const urls = config.NOTIFY_URL
  if (urls === undefined) return null
  const [{ notesOf }, { notifyOnce, notifyTargets }, { smtpPost }, { overlaps }, { lookFor }] = await Promise.all([
    import('./digest/notes.ts'),
    import('./digest/notify.ts'),
    import('./digest/smtp.ts'),
    import('./maintenance/overlap.ts'),
    import('./look.ts'),
  ])
  const look = await lookFor(config)
  const since = new Date(now.getTime() - 3 * DAY).toISOString().slice(0, 10)
  const works = (await store.belief.since(since)).map(({ maintenance }) => maintenance)
  const notes = notesOf({
    works,
    risks: look.inventory === undefined ? [] : overlaps(works, look.inventory),
    runs: [run, ...(await store.runs.last(runsLooked))],
    now,
    vendorTitle: look.vendorTitle,
  })
  const targets = notifyTargets(urls.reveal(), {
    fetch,
    post: config.SMTP_URL === undefined ? null : smtpPost(config.SMTP_URL),
    from: config.DIGEST_FROM ?? '',
    now,
    timeoutMs: 15_000,
  })
  return notifyOnce(store, targets, notes, now.toISOString())
}

const digest = async ({ store, config, now }: AfterRun): Promise<StepResult> => {
  if (!sendsDigest(config)) return null
  const at = now.toISOString()
  const week = weekOf(at)
  if (!isDue(week, config.DIGEST_DAY, at)) return []
  if ((await store.outbox.find(digestKey(week)))?.sentAt != null) return []
  const { sendDigest } = await import('./digest/run.ts')
  const sent = await sendDigest(store, config, { week, now, force: false })
  return sent.did === 'sent' && sent.rejected.length > 0
    ? [`The mail server did not take the digest for ${sent.rejected.join(', ')}.`]
    : []
}

/**
 * What follows a run, and is a part of it: none of it keeps another from being done, and each is tried again by the next run.
 * The notes come last, because they may be about the rest.
 */
export const afterRun = async (given: AfterRun): Promise<Outcome> => {
  const { store, outcome, now, signal, ticks } = given
  const { step, report } = stepper({ runs: store.runs, signal, ticks }, now.toISOString(), outcome)
  await step('retention', () => retire(given))
  await step('digest', () => digest(given))
  await step('notes', () => notify(given, recordOf(given, { ...outcome, ...report() })))
  return { ...outcome, ...report() }
}

/** Takes the run down. Returns what failed. */
export const recordRun = async (given: AfterRun): Promise<readonly string[]> => {
  try {
    await given.store.runs.record(recordOf(given, given.outcome))
    return []
  } catch (error) {
    return [errorWords(error)]
  }
}

import type { Config } from './config.ts'
import { digestKey, isDue, sendsDigest } from './digest/due.ts'
import { weekOf } from './digest/week.ts'
import type { Store } from './store/store.ts'
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
}

/** Raw mail that nothing needs any more goes, once a day. */
const retire = async ({ store, config, now }: AfterRun): Promise<readonly string[]> => {
  const days = config.RETENTION
  const last = (await store.runs.steps()).find(({ step }) => step === 'retention')?.lastSuccess ?? ''
  const today = now.toISOString()
  if (days === null || last.slice(0, 10) === today.slice(0, 10)) return []
  await store.figures.dropBodies(new Date(now.getTime() - days * DAY).toISOString())
  await store.runs.step('retention', today, null)
  return []
}

const notify = async ({ store, config, now }: AfterRun): Promise<readonly string[]> => {
  const urls = config.NOTIFY_URL
  if (urls === undefined) return []
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
    runs: await store.runs.last(runsLooked),
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

const digest = async ({ store, config, now }: AfterRun): Promise<readonly string[]> => {
  const at = now.toISOString()
  const week = weekOf(at)
  if (!sendsDigest(config) || !isDue(week, config.DIGEST_DAY, at)) return []
  if ((await store.outbox.find(digestKey(week)))?.sentAt != null) return []
  const { sendDigest } = await import('./digest/run.ts')
  const sent = await sendDigest(store, config, { week, now, force: false })
  return sent.did === 'sent' && sent.rejected.length > 0
    ? [`The mail server did not take the digest for ${sent.rejected.join(', ')}.`]
    : []
}

const metrics = async ({ store, config, outcome, now }: AfterRun): Promise<readonly string[]> => {
  if (config.METRICS_FILE === undefined) return []
  const { writeMetrics } = await import('./metrics.ts')
  await writeMetrics(config.METRICS_FILE, store, outcome, now)
  return []
}

/** What follows a run: none of it keeps another from being done, and each is tried again by the next run. */
export const afterRun = async (given: AfterRun): Promise<readonly string[]> => {
  const failures: string[] = []
  const parts = [
    ['retention', retire],
    ['notes', notify],
    ['digest', digest],
    ['metrics', metrics],
  ] as const
  for (const [name, work] of parts) {
    // A run that was told to stop tells its figures, and leaves the rest to the next one.
    if (given.signal.aborted && name !== 'metrics') continue
    const said = await work(given).catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
    failures.push(...said)
  }
  return failures
}

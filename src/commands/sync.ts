import type { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Outcome } from '../sync.ts'
import { progressFor } from './progress.ts'
import { decisionsTable, planText, summaryLine } from './report.ts'
import { CommandError, type Shell } from './shell.ts'

export interface SyncOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
  /** False: no digest, notes, metrics or retention afterwards (the demo, whose clock is not ours). */
  readonly after?: boolean
  /** How messages look; `text` unless given. */
  readonly log?: 'text' | 'json'
}

/** Where the run itself is held against a second one; beside the database. */
const lockPath = (config: Config): string => `${config.MAINTCAL_DB}.lock`

const failuresOf = async (work: Promise<void>): Promise<readonly string[]> => {
  try {
    await work
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

const withFailures = (outcome: Outcome, failures: readonly string[]): Outcome => ({
  ...outcome,
  failures: [...new Set([...outcome.failures, ...failures])],
})

/** Lock and store; where they cannot be had, the metrics tell at least that this run failed. */
const opened = async <T>(open: () => T, config: Config | null, now: Date): Promise<T> => {
  try {
    return open()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (config?.METRICS_FILE === undefined) throw error
    const { writeBlindMetrics } = await import('../metrics.ts')
    const failures = await failuresOf(writeBlindMetrics(config.METRICS_FILE, [why], now))
    throw failures.length === 0 ? error : new CommandError([why, ...failures].join('\n'))
  }
}

/** One run with this configuration; null if another one is under way. `now` is the clock of the run. */
export const runSync = async (
  shell: Shell,
  config: Config,
  options: SyncOptions,
  now: Date,
): Promise<Outcome | null> => {
  const dryRun = options.dryRun === true
  const [{ openCopy, openStore }, { takeLock }, { partsFor }, { sync }] = await Promise.all([
    import('../store/open.ts'),
    import('../store/lock.ts'),
    import('../parts.ts'),
    import('../sync.ts'),
  ])
  const told = dryRun ? null : config
  const lock = dryRun ? { release: () => undefined } : await opened(() => takeLock(lockPath(config)), told, now)
  if (lock === null) return null
  const progress = await progressFor(shell, options.json !== true)
  try {
    const store = await opened(() => (dryRun ? openCopy : openStore)(config.MAINTCAL_DB), told, now)
    try {
      const { signal, ticks } = shell
      const ran = await sync(partsFor(config, { store, now, dryRun, signal, ticks, progress: progress.show }))
      if (dryRun) return ran
      const { afterRun, recordRun } = await import('../after-run.ts')
      const given = { store, config, outcome: ran, now, signal, ticks, clock: shell.now }
      const outcome = options.after === false ? ran : await afterRun(given)
      const ended = withFailures(outcome, await recordRun({ ...given, outcome }))
      if (options.after === false || config.METRICS_FILE === undefined) return ended
      const { writeMetrics } = await import('../metrics.ts')
      return withFailures(ended, await failuresOf(writeMetrics(config.METRICS_FILE, store, ended, now)))
    } finally {
      await store.close()
    }
  } finally {
    progress.end()
    lock.release()
  }
}

/** The same as lines of JSON on standard error; without `-v` only what failed. */
const logSync = async (shell: Shell, outcome: Outcome, options: SyncOptions): Promise<void> => {
  if (options.verbose !== true && outcome.failures.length === 0) return
  const { jsonLog } = await import('../log.ts')
  const log = jsonLog(shell.err, shell.now)
  if (options.verbose === true) {
    for (const { decision, reason, vendor, maintenanceId, subject } of outcome.decided)
      log.info(reason, {
        'event.action': decision,
        'maintcal.vendor': vendor,
        'maintcal.id': maintenanceId,
        'email.subject': subject,
      })
    const { mails, calendar, tasks, review, ms } = outcome.summary
    log.info('run', {
      'event.action': 'sync',
      'event.outcome': outcome.failures.length === 0 ? 'success' : 'failure',
      'event.duration': ms * 1_000_000,
      maintcal: { mails, calendar, tasks, review },
    })
  }
  for (const failure of outcome.failures) log.error(failure, { 'event.action': 'sync', 'event.outcome': 'failure' })
}

/** Tells what a run did, as the options ask for it, and names the exit code. */
export const reportSync = async (shell: Shell, outcome: Outcome | null, options: SyncOptions): Promise<void> => {
  if (outcome === null) {
    if (options.verbose === true) shell.err('maintcal: another sync is under way; this one has nothing to do.')
    return
  }
  shell.exit(outcome.failures.length === 0 ? 0 : 1)
  if (options.log === 'json' && !shell.terminal) {
    if (options.json === true) await shell.out(`${JSON.stringify(outcome.summary)}\n`)
    await logSync(shell, outcome, options)
    return
  }
  if (options.verbose === true && outcome.decided.length > 0) await shell.out(decisionsTable(outcome.decided))
  if (options.dryRun === true && options.json !== true) await shell.out(planText(outcome.plan))
  if (options.verbose === true) await shell.out(`${summaryLine(outcome)}\n`)
  if (options.json === true) await shell.out(`${JSON.stringify(outcome.summary)}\n`)
  for (const failure of outcome.failures) shell.err(`maintcal: ${failure}`)
}

/** `maintcal sync` */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--dry-run', 'print what would be written (+ insert, ~ change, - cancel) and write nothing anywhere')
    .option('--json', 'print the counts of the run as JSON')
    .option('-v, --verbose', 'print what was decided, and why')
    .action(async (options: SyncOptions) => {
      const config = await shell.config()
      const told = { ...options, log: config.LOG_FORMAT }
      await reportSync(shell, await runSync(shell, config, options, shell.now()), told)
    })
}

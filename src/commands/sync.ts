import type { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Outcome } from '../sync.ts'
import { progressFor } from './progress.ts'
import { decisionsTable, planText, summaryLine } from './report.ts'
import type { Shell } from './shell.ts'

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
  const lock = dryRun ? { release: () => undefined } : takeLock(lockPath(config))
  if (lock === null) return null
  const progress = await progressFor(shell, options.json !== true)
  try {
    const store = dryRun ? openCopy(config.MAINTCAL_DB) : openStore(config.MAINTCAL_DB)
    try {
      const outcome = await sync(
        partsFor(config, { store, now, dryRun, signal: shell.signal, ticks: shell.ticks, progress: progress.show }),
      )
      await store.runs.record({
        startedAt: now.toISOString(),
        endedAt: shell.now().toISOString(),
        ok: outcome.failures.length === 0,
        counts: { ...outcome.summary },
        failures: outcome.failures,
      })
      if (dryRun || options.after === false) return outcome
      const { afterRun } = await import('../after-run.ts')
      const failures = await afterRun({ store, config, outcome, now, signal: shell.signal })
      return { ...outcome, failures: [...outcome.failures, ...failures] }
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

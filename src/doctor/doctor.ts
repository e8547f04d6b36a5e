import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { Store } from '../store/store.ts'
import { auditChecks } from './audit.ts'
import { type Check, type Checked, ok, runChecks } from './check.ts'
import { databaseCheck, diskCheck, filesCheck, metricsCheck, nodeCheck, rotaCheck, zonesCheck } from './local.ts'
import { calendarCheck, clockCheck, groupCheck, mailboxCheck, pageCheck, smtpCheck, trackerCheck } from './remote.ts'
import { digestCheck, runCheck, stepChecks, waitingCheck } from './work.ts'

const timeoutMs = 30_000
/** An audit reads whole mailboxes. */
const auditTimeoutMs = 30 * 60_000

export interface DoctorOptions {
  clock(): Date
  readonly signal: AbortSignal
  readonly audit: boolean
  readonly since: Date | null
}

/** What can be checked without a configuration. */
export const bareChecks = (now: Date): readonly Check[] => [
  nodeCheck(process.version),
  zonesCheck(process.versions.tz, now),
]

/** All that can be wrong, in the order in which a run would meet it. */
const checksFor = async (config: Config, store: Store | null, { clock }: DoctorOptions): Promise<readonly Check[]> => {
  const now = clock()
  return [
    { id: 'configuration', title: 'Configuration', run: async () => ok('Every variable can be used.') },
    ...bareChecks(now),
    databaseCheck(config, store),
    diskCheck(config),
    filesCheck(config),
    rotaCheck(config, now),
    mailboxCheck(config, 'OPS', store),
    mailboxCheck(config, 'ROOT', store),
    groupCheck(config, store, now),
    clockCheck(config, store, clock),
    calendarCheck(config),
    trackerCheck(config),
    smtpCheck(config),
    pageCheck(config),
    metricsCheck(config),
    runCheck(store, now),
    ...(store === null ? [] : stepChecks(await store.runs.steps(), now)),
    waitingCheck(store, now),
    digestCheck(config, store, now),
  ]
}

/** Opens what is there; `doctor` makes no database. */
const openThere = async (config: Config): Promise<Store | null> =>
  existsSync(config.MAINTCAL_DB) ? (await import('../store/open.ts')).openStore(config.MAINTCAL_DB) : null

const unusable = (error: unknown): Check => ({
  id: 'database',
  title: 'Database',
  run: async () => {
    throw error
  },
})

/** Checks everything; with `audit` also whether the accounts balance. */
export const examine = async (config: Config, options: DoctorOptions): Promise<readonly Checked[]> => {
  let store: Store | null = null
  let broken: Check | null = null
  try {
    store = await openThere(config)
  } catch (error) {
    broken = unusable(error)
  }
  try {
    const checks = (await checksFor(config, store, options)).map((check) =>
      broken !== null && check.id === 'database' ? broken : check,
    )
    const { signal } = options
    const first = await runChecks(checks, { timeoutMs, signal })
    if (!options.audit) return first
    const audit = auditChecks(store, config, options.since, options.clock())
    return [...first, ...(await runChecks(audit, { timeoutMs: auditTimeoutMs, signal }))]
  } finally {
    await store?.close()
  }
}

import type { Config } from '../config.ts'
import { digestKey, isDue, sendsDigest } from '../digest/due.ts'
import { isFailing } from '../digest/needs.ts'
import { weekOf } from '../digest/week.ts'
import type { StepRecord, Store } from '../store/store.ts'
import { bad, type Check, type Finding, ok, skip, warn } from './check.ts'

/** Checks of what the last runs did. */

const HOUR = 3_600_000

const ago = (at: string, now: Date): string => {
  const hours = (now.getTime() - Date.parse(at)) / HOUR
  return hours < 2
    ? `${Math.max(0, Math.round(hours * 60))} minutes ago`
    : hours < 48
      ? `${Math.round(hours)} hours ago`
      : `${Math.round(hours / 24)} days ago`
}

/** A run that cron starts every few minutes is missed after this. */
const missedHours = 3
const lostHours = 24

const none = skip('Nothing was stored yet; the first sync makes a record.')

const runFinding = async (store: Store, now: Date): Promise<Finding> => {
  const [last] = await store.runs.last(1)
  if (last === undefined) return none
  const hours = (now.getTime() - Date.parse(last.endedAt)) / HOUR
  const told = `The last run ended ${ago(last.endedAt, now)}${last.ok ? '' : ', with a failure'}.`
  const remedy = 'Look at cron or the systemd timer: does it still start "maintcal sync"?'
  if (hours > lostHours) return bad(told, remedy)
  return hours > missedHours ? warn(told, remedy) : ok(told)
}

export const runCheck = (store: Store | null, now: Date): Check => ({
  id: 'run',
  title: 'Last run',
  run: async () => (store === null ? none : runFinding(store, now)),
})

const stepFinding = (step: StepRecord, now: Date): Finding => {
  if (isFailing(step)) {
    const since =
      step.lastSuccess === null ? 'It never succeeded.' : `Its last success was ${ago(step.lastSuccess, now)}.`
    return bad(
      `${step.message ?? ''} ${since}`.trim(),
      'Mend what the message names; the next run tries again by itself.',
    )
  }
  return ok(step.lastSuccess === null ? 'It was not tried yet.' : `Its last success was ${ago(step.lastSuccess, now)}.`)
}

/** One check for each step that was ever tried. */
export const stepChecks = (steps: readonly StepRecord[], now: Date): readonly Check[] =>
  steps.map((step) => ({
    id: `step-${step.step}`,
    title: `Step “${step.step}”`,
    run: async () => stepFinding(step, now),
  }))

export const waitingCheck = (store: Store | null, now: Date): Check => ({
  id: 'waiting',
  title: 'Mails waiting',
  run: async () => {
    if (store === null) return none
    const waiting = await store.figures.withoutOutcome()
    const [first] = waiting
    if (first === undefined) return ok('Every stored mail was read.')
    const told = `${waiting.length} stored mails wait to be read, the oldest since ${ago(first.storedAt, now)}.`
    return now.getTime() - Date.parse(first.storedAt) > HOUR
      ? bad(told, 'Call "maintcal sync -v" and see what it says.')
      : ok(told)
  },
})

export const digestCheck = (config: Config, store: Store | null, now: Date): Check => ({
  id: 'digest',
  title: 'Digest',
  run: async () => {
    if (!sendsDigest(config)) return skip('SMTP_URL, DIGEST_FROM and DIGEST_TO are not all set: no digest is sent.')
    const week = weekOf(now.toISOString())
    const entry = (await store?.outbox.find(digestKey(week))) ?? null
    if (entry?.sentAt != null) return ok(`That of ${week} was sent ${ago(entry.sentAt, now)}.`)
    if (!isDue(week, config.DIGEST_DAY, now.toISOString())) return ok(`That of ${week} waits for ${config.DIGEST_DAY}.`)
    return entry?.failure == null
      ? warn(
          `That of ${week} is due and was not sent yet.`,
          'The next sync sends it; or call "maintcal digest --send".',
        )
      : bad(
          `That of ${week} could not be sent: ${entry.failure}`,
          'Mend what the message names; the next sync tries again.',
        )
  },
})

import { type Config, ConfigError } from '../config.ts'
import { lookFor } from '../look.ts'
import { takeLock } from '../store/lock.ts'
import type { Store } from '../store/store.ts'
import { digestOf } from './compose.ts'
import type { DigestContent } from './content.ts'
import { isDue } from './due.ts'
import { gatherDigest, rotaFor } from './gather.ts'
import { onDuty } from './rota.ts'
import { type Sent, sendDigestOnce } from './send.ts'
import { smtpPost } from './smtp.ts'
import { dayInWeek, startOf, type Week, weekOf } from './week.ts'

export type DigestSent =
  | Sent
  /** `from`: the day from which it is sent. */
  | { readonly did: 'not-yet'; readonly from: string }
  /** Another process is sending it. */
  | { readonly did: 'busy' }

/** The digest of a week under this configuration; the present one's unless named. */
export const digestFor = async (
  store: Store,
  config: Config,
  options: { readonly week: Week; readonly now: Date },
): Promise<DigestContent> => digestOf(await gatherDigest(store, config, await lookFor(config), options))

const mistakes = (config: Config, week: Week): readonly string[] => {
  const onRota = onDuty(rotaFor(config).rota, week).clinicians.some(({ email }) => email !== null)
  return [
    ...(config.SMTP_URL === undefined ? ['SMTP_URL is not set. Example: smtps://user:password@mail.example.org'] : []),
    ...(config.DIGEST_FROM === undefined ? ['DIGEST_FROM is not set. Example: maintcal <maintcal@example.org>'] : []),
    ...(config.DIGEST_TO.length === 0 && !onRota
      ? ['DIGEST_TO is not set, and the rota names nobody with an address for the week. Example: sre@example.org']
      : []),
  ]
}

/**
 * Sends the digest of a week, once.
 * @throws ConfigError when it cannot be sent as configured; PostError when the server did not take it.
 */
export const sendDigest = async (
  store: Store,
  config: Config,
  options: { readonly week: Week | null; readonly now: Date; readonly force: boolean },
): Promise<DigestSent> => {
  const { now, force } = options
  const week = options.week ?? weekOf(now.toISOString())
  if (!force && !isDue(week, config.DIGEST_DAY, now.toISOString()))
    return { did: 'not-yet', from: dayInWeek(startOf(week) ?? now.toISOString(), config.DIGEST_DAY) }
  const wrong = mistakes(config, week)
  const { SMTP_URL: url, DIGEST_FROM: from } = config
  if (wrong.length > 0 || url === undefined || from === undefined) throw new ConfigError(wrong)
  const lock = takeLock(`${config.MAINTCAL_DB}.digest.lock`)
  if (lock === null) return { did: 'busy' }
  try {
    const content = () => digestFor(store, config, { week, now })
    return await sendDigestOnce(store, smtpPost(url), { content, week, from, to: config.DIGEST_TO, now, force })
  } finally {
    lock.release()
  }
}

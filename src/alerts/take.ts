import { parseMailDate } from '../mail/mail-date.ts'
import type { SignedAlert, Store, StoredMail } from '../store/store.ts'
import { type AlertInput, header, type Site } from './input.ts'
import { openAlertMail } from './open.ts'
import { alertsOf } from './recognise.ts'
import { RULES_VERSION, signatureOf } from './signature.ts'

const DAY = 86_400_000

/** When a mail was sent; a date that is missing, or lies ahead of its arrival, is no date. */
const sentAt = (stored: StoredMail, date: string | null, at: string): string => {
  const arrived = stored.received ?? at
  const believable = date !== null && Date.parse(date) <= Date.parse(arrived) + DAY
  return new Date(believable && date !== null ? date : arrived).toISOString()
}

/** The Alerts of a root@ mail with their names. */
export const signedAlerts = (input: AlertInput, site: Site): readonly SignedAlert[] =>
  alertsOf(input, site).map((alert) => ({ alert, signature: signatureOf(alert) }))

/** Reads one stored mail, and writes what it tells together with its outcome; what it told under other rules is replaced. */
export const take = async (store: Store, stored: StoredMail, site: Site, at: string): Promise<number> => {
  const input = await openAlertMail(stored.raw)
  const signed = signedAlerts(input, site)
  const date = parseMailDate(header(input, 'date'))
  const sent = sentAt(stored, date, at)
  await store.atomically(async (inner) => {
    await inner.alerts.record(stored.id, signed, sent)
    await inner.mails.settle(
      stored.id,
      {
        class: 'alert',
        vendor: null,
        decision: 'ignored',
        reason: signed.map(({ alert }) => `${alert.kind} ${alert.unit}`).join(', '),
        subject: input.subject,
        sender: input.from?.address ?? null,
        sent: date,
        permalink: null,
        rules: RULES_VERSION,
      },
      null,
      at,
    )
  })
  return signed.length
}

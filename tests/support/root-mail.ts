import type { AlertInput } from '../../src/alerts/input.ts'

/** A root@ mail as the recognisers read it. */
export const alertInput = (mail: {
  readonly subject: string
  readonly text?: string
  readonly from?: string
  readonly to?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly embedded?: readonly AlertInput[]
}): AlertInput => ({
  subject: mail.subject,
  from: { name: '', address: mail.from ?? 'root@mx1.example.org' },
  to: [{ name: '', address: mail.to ?? 'root@example.org' }],
  headers: new Map(Object.entries(mail.headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value]])),
  text: mail.text ?? '',
  embedded: mail.embedded ?? [],
})

/** A cron job's mail. */
export const cronMail = (host: string, command: string, text: string, user = 'root'): AlertInput =>
  alertInput({ subject: `Cron <${user}@${host}> ${command}`, text, from: `${user}@${host}.example.org` })

import type { Alert } from '../alerts/alert.ts'
import { openAlertMail } from '../alerts/open.ts'
import { alertsOf } from '../alerts/recognise.ts'
import { signatureOf } from '../alerts/signature.ts'
import { pathMessages } from '../mail/path-messages.ts'
import type { Shell } from './shell.ts'
import { table } from './table.ts'

const line = (file: string, alert: Alert): string => {
  const { kind, unit, host, event } = alert
  return `${JSON.stringify({ file, kind, unit, host, event, signature: signatureOf(alert) })}\n`
}

/** `alerts sign PATH… [--json]`. Throws MailboxError when a path cannot be read. */
export const signPaths = async (
  shell: Shell,
  paths: readonly string[],
  options: { readonly json?: boolean },
): Promise<void> => {
  const rows: string[][] = []
  for (const path of paths) {
    for await (const mail of pathMessages(path, { signal: shell.signal })) {
      const bytes = mail.raw ?? mail.headers ?? new Uint8Array()
      for (const alert of alertsOf(await openAlertMail(bytes))) {
        if (options.json === true) await shell.out(line(mail.origin, alert))
        else rows.push([mail.origin, alert.kind, alert.unit, alert.host ?? '–', alert.event ?? '–', signatureOf(alert)])
      }
    }
  }
  if (options.json !== true)
    await shell.out(table(['mail', 'kind', 'unit', 'host', 'event', 'signature'], rows, [40, 20, 40, 30, 24, 120]))
}

import { wouldOpen } from '../alerts/backtest.ts'
import type { Occurrence } from '../alerts/group.ts'
import { header } from '../alerts/input.ts'
import { openAlertMail } from '../alerts/open.ts'
import { alertsOf } from '../alerts/recognise.ts'
import { signatureOf } from '../alerts/signature.ts'
import { parseMailDate } from '../mail/mail-date.ts'
import { pathMessages } from '../mail/path-messages.ts'
import { CommandError, type Shell } from './shell.ts'
import { counted, table } from './table.ts'

/** `alerts backtest PATH… [--since DAY] [--json]`: nothing is stored. */
export const backtest = async (
  shell: Shell,
  paths: readonly string[],
  options: { readonly since?: string; readonly json?: boolean },
): Promise<void> => {
  const { since } = options
  if (since !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(since))
    throw new CommandError(`"${since}" is no day. Example: 2026-09-01`, 2)
  const occurrences: Occurrence[] = []
  let mails = 0
  for (const path of paths) {
    for await (const mail of pathMessages(path, { signal: shell.signal })) {
      mails += 1
      const input = await openAlertMail(mail.raw ?? mail.headers ?? new Uint8Array())
      const at = parseMailDate(header(input, 'date')) ?? mail.received
      if (at === null) continue
      for (const alert of alertsOf(input)) {
        occurrences.push({
          signature: signatureOf(alert),
          host: alert.host,
          event: alert.event,
          at: new Date(at).toISOString(),
        })
      }
    }
  }
  const opened = wouldOpen(occurrences, new Map(), since ?? null)
  if (options.json === true) {
    await shell.out(`${JSON.stringify(opened)}\n`)
    return
  }
  await shell.out(
    table(
      ['opened', 'mails until then', 'hosts', 'group'],
      opened.map(({ day, mails: seen, hosts, group }) => [day, String(seen), String(hosts), group]),
      [10, 16, 6, 140],
    ),
  )
  await shell.out(`${counted(mails, 'mail')}, ${counted(opened.length, 'task')}.\n`)
}

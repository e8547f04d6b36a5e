import { cleanHost, headerHost, hostInWords } from '../host.ts'
import type { Recogniser } from './recogniser.ts'
import { journalOf } from './timers.ts'

/** `systemctl status` opens with a bullet, the unit and its description. */
const STATUS_OPENS =
  /^[●*×] ([\w@.:\\-]{1,200}\.(?:service|timer|mount|socket|target|path|scope|swap|automount))(?: - .{0,300})?$/
const LOADED = /^\s{1,12}Loaded: /
const RESULT = /^\s{1,12}Active: failed \(Result: ([\w-]{1,30})\)/

/** Mails of `OnFailure=` units: whatever the Subject says, the body is `systemctl status` of the unit that failed. */
export const unitFailure: Recogniser = {
  name: 'systemd-unit',
  version: 1,
  recognise: (subject, input, body) => {
    const at = body.lines.findIndex((l, i) => i < 30 && STATUS_OPENS.test(l) && LOADED.test(body.lines[i + 1] ?? ''))
    if (at < 0) return null
    const status = body.lines.slice(at)
    const named = STATUS_OPENS.exec(status[0] ?? '')?.[1] ?? ''
    // Instances of one template (`backup@home.service`) stay apart; `.service` goes without saying.
    const unit = named.replace(/\.service$/, '')
    const journal = journalOf(status)
    const result = status.map((l) => RESULT.exec(l)?.[1]).find((r) => r !== undefined)
    const base = { kind: 'systemd-unit', unit, host: hostOf(subject) ?? headerHost(input), event: 'failed' }
    return [journal.length > 0 ? { ...base, output: journal } : { ...base, key: [result ?? 'failed'] }]
  },
}

const hostOf = (subject: string): string | null =>
  hostInWords(subject) ?? cleanHost(/^\[([\w.-]{1,255})\]/.exec(subject)?.[1])

import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

/** Programs that mail one report a host and day: the report as such is the trouble, not its changing content. */
type Report = readonly [pattern: RegExp, kind: string, event: string]

/** The name of a machine, after what logcheck may put before it. */
const LOGCHECK = '^(?:logcheck: ?|reboot: ?)?(\\S{1,255}) .{0,60}\\b'

const REPORTS: readonly Report[] = [
  [/^Logwatch for (\S{1,255})/i, 'logwatch', 'report'],
  [new RegExp(`${LOGCHECK}System (?:Events|check)\\b`, 'i'), 'logcheck', 'system events'],
  [new RegExp(`${LOGCHECK}Security (?:Events|Violations)\\b`, 'i'), 'logcheck', 'security events'],
  [
    new RegExp(`${LOGCHECK}(?:Security Alerts|Active System Attacks?|Attack Alerts)\\b`, 'i'),
    'logcheck',
    'security alerts',
  ],
  [/^\[rkhunter\] Warnings? found for (\S{1,255})/i, 'rkhunter', 'warnings'],
  [/^(?:Warning|\[rkhunter\] Warning).{0,40}rkhunter.{0,40}?(?:on|for) (\S{1,255})/i, 'rkhunter', 'warnings'],
  [/^\[rkhunter\] (\S{1,255}) - Daily (?:report|run)/i, 'rkhunter', 'daily'],
  [/^\[?rkhunter\]? Daily (?:run|report)(?: (?:on|for) (\S{1,255}))?/i, 'rkhunter', 'daily'],
  [/^\[?rkhunter\]? weekly\b.{0,60}?(?: (?:on|for) (\S{1,255}))?$/i, 'rkhunter', 'weekly'],
  [/^\[?chkrootkit\]?\b.{0,60}?(?: (?:on|for) (\S{1,255}))?$/i, 'chkrootkit', 'alert'],
  [/^(\S{1,255}) daily (?:run|security run) output$/i, 'periodic', 'daily'],
  [/^(\S{1,255}) weekly run output$/i, 'periodic', 'weekly'],
  [/^(\S{1,255}) monthly run output$/i, 'periodic', 'monthly'],
  [/^(\S{1,255}) security run output$/i, 'periodic', 'security'],
  [/^new station(?: \((\S{1,255})\))?/i, 'arpwatch', 'new station'],
  [/^flip flop(?: \((\S{1,255})\))?/i, 'arpwatch', 'flip flop'],
  [/^changed ethernet address(?: \((\S{1,255})\))?/i, 'arpwatch', 'changed ethernet address'],
  [/^(?:\[?aide\]?|Daily AIDE report)\b.{0,60}? (?:for|on) (\S{1,255})$/i, 'aide', 'report'],
  [/^Tiger Auditing Report for (\S{1,255})/i, 'tiger', 'report'],
]

export const reports: Recogniser = {
  name: 'reports',
  version: 1,
  recognise: (subject) => {
    for (const [pattern, kind, event] of REPORTS) {
      const found = pattern.exec(subject)
      if (found !== null) return [{ kind, unit: kind, host: cleanHost(found[1]), event, key: [event] }]
    }
    return null
  },
}

/** `[Fail2Ban] sshd: banned 192.0.2.7 from host`, `… : started on host`. */
export const fail2ban: Recogniser = {
  name: 'fail2ban',
  version: 1,
  recognise: (subject) => {
    const found =
      /^\[Fail2Ban\] (\S{1,80}): (banned|unbanned|started|stopped)\b(?:.{0,120}? (?:from|on) ([\w.-]{1,255}))?/i.exec(
        subject,
      )
    if (found === null) return null
    const event = (found[2] ?? '').toLowerCase()
    return [{ kind: 'fail2ban', unit: found[1] ?? 'jail', host: cleanHost(found[3]), event, key: [event] }]
  },
}

import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT =
  /^(CREATE|ALERT|RESOLVE|RESOLVED|FLAPPING|OK|WARNING|CRITICAL|UNKNOWN) - ([\w.-]{1,255})\/([\w.-]{1,200})(?:: .{0,1000})?$/

const STATE = /^(?:OK|WARNING|CRITICAL|UNKNOWN) /

/** Sensu: `CREATE - host/check: output`. The check is the unit; problem and recovery are one group. */
export const sensu: Recogniser = {
  name: 'sensu',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    // Other monitors begin with a state too; Sensu's own body names the check.
    if (STATE.test(subject) && !body.lines.some((l) => /^(?:Check Name|Occurrences): /i.test(l))) return null
    const event = /^(?:RESOLVE|OK\b)/.test(found[1] ?? '') ? 'recovery' : 'problem'
    return [{ kind: 'sensu', unit: found[3] ?? 'check', host: cleanHost(found[2]), event, key: [] }]
  },
}

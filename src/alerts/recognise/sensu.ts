import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT = /^(CREATE|ALERT|RESOLVE|RESOLVED|FLAPPING) - ([\w.-]{1,255})\/([\w.-]{1,200})(?:: .{0,1000})?$/

/** Sensu: `CREATE - host/check: output`. The check is the unit; problem and recovery are one group. */
export const sensu: Recogniser = {
  name: 'sensu',
  version: 1,
  recognise: (subject) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    const event = /^RESOLVE/.test(found[1] ?? '') ? 'recovery' : 'problem'
    return [{ kind: 'sensu', unit: found[3] ?? 'check', host: cleanHost(found[2]), event, key: [] }]
  },
}

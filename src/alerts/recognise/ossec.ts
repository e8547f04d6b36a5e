import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT = /^(?:OSSEC|Wazuh) (?:Notification|Alert) - (?:\(([^)]{1,255})\) )?([\w.-]{1,255})?/i
const RULE = /^Rule: (\d{1,7}) (?:\(level \d{1,2}\)|fired \(level \d{1,2}\)) -> '?"?(.{1,300}?)"?'?$/

/** OSSEC and Wazuh: the rule that fired is the trouble; the log lines are where. */
export const ossec: Recogniser = {
  name: 'ossec',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    const rules = body.lines.flatMap((l) => RULE.exec(l)?.[2] ?? [])
    const base = { kind: 'ossec', host: cleanHost(found[1] ?? found[2]), event: 'rule' }
    const units = [...new Set(rules)]
    return units.length > 0
      ? units.map((unit) => ({ ...base, unit, key: [] }))
      : [{ ...base, unit: 'ossec', output: body.lines }]
  },
}

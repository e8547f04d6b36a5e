import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT = /^(Problem|Resolved(?: in [\w ]{1,60})?|OK|Updated problem[\w ,]{0,60}): (\S.{0,300})$/i
const BODY =
  /^\s{0,8}(?:Original problem ID|Problem started at|Problem has been resolved|Trigger(?: status| severity)?|Item values|Zabbix)\b/i
const HOST = /^\s{0,8}Host: {0,8}(\S{1,255})/

/** Zabbix: `Problem: name`, `Resolved in 5m: name`. The same words in a Subject alone are not enough. */
export const zabbix: Recogniser = {
  name: 'zabbix',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    const lines = body.lines.slice(0, 60)
    if (found === null || !lines.some((l) => BODY.test(l))) return null
    const host = lines.map((l) => HOST.exec(l)?.[1]).find((h) => h !== undefined)
    const event = /^problem/i.test(found[1] ?? '') ? 'problem' : 'recovery'
    return [{ kind: 'zabbix', unit: found[2] ?? 'problem', host: cleanHost(host), event, key: [] }]
  },
}

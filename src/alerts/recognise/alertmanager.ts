import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT =
  /^(?:\W{1,4})?\[(FIRING|RESOLVED|RESOLVED:\d+|FIRING:\d+|FIRING:\d+, ?RESOLVED:\d+)\] {0,4}(.{0,1000})$/s
const LABEL =
  /\b(alertname|instance|host|hostname|node|severity)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"',;<>()]{1,255})/g
/** What Prometheus users write as alert names: one word, `InstanceDown`, `node_load_high`, `KubePodCrashLooping`. */
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9]{0,80}(?:[_:-][A-Za-z0-9]{1,80}){0,10}$/

const labelsOf = (lines: readonly string[]): ReadonlyMap<string, string> => {
  const labels = new Map<string, string>()
  for (const line of lines.slice(0, 200)) {
    for (const m of line.slice(0, 1000).matchAll(LABEL)) if (!labels.has(m[1] ?? '')) labels.set(m[1] ?? '', m[2] ?? '')
  }
  return labels
}

/** `name (other labels)`: the group labels are sorted by Alertmanager, and alertname stands first. */
const nameIn = (rest: string): string => {
  const group = (rest.includes('(') ? rest.slice(0, rest.indexOf('(')) : rest).trim()
  const first = group.split(/\s/)[0] ?? ''
  if (group === '')
    return rest.split(/[\s()]/).find((w) => IDENTIFIER.test(w) && /^[A-Z][a-z]{0,40}[A-Z]/.test(w)) ?? rest
  return IDENTIFIER.test(first) && /[a-z][A-Z]|[_:]/.test(first) ? first : group
}

const hostOfInstance = (instance: string | undefined): string | null => cleanHost(instance?.replace(/:\d{1,5}$/, ''))

export const alertmanager: Recogniser = {
  name: 'alertmanager',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    const labels = labelsOf(body.lines)
    const rest = found[2] ?? ''
    const common = rest.slice(rest.indexOf('(') + 1).split(/[\s)]/)
    const instance =
      labels.get('instance') ?? labels.get('host') ?? labels.get('node') ?? common.find((w) => /\w:\d{2,5}$/.test(w))
    const unit = labels.get('alertname') ?? (nameIn(rest) || 'alert')
    const event = /^RESOLVED/.test(found[1] ?? '') ? 'recovery' : 'problem'
    return [{ kind: 'alertmanager', unit, host: hostOfInstance(instance), event, key: [] }]
  },
}

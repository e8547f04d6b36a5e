import type { Recogniser } from './recogniser.ts'

const SUBJECT = /^\[(Alerting|OK|No Data|Pending|Error)\] (\S.{0,300})$/

/** Grafana's own alerting before version 9: the rule is the unit; later versions write as Alertmanager does. */
export const grafana: Recogniser = {
  name: 'grafana',
  version: 1,
  recognise: (subject, input) => {
    const found = SUBJECT.exec(subject)
    if (found === null || !/grafana/i.test(`${input.from?.name ?? ''} ${input.from?.address ?? ''} ${input.text}`))
      return null
    const event = found[1] === 'OK' ? 'recovery' : 'problem'
    return [{ kind: 'grafana', unit: found[2] ?? 'rule', host: null, event, key: [] }]
  },
}

import { cleanHost, headerHost } from '../host.ts'
import type { AlertInput } from '../input.ts'
import { bounceReasons } from './bounce.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Postmaster Copy: )?(?:Undelivered Mail(?: Returned to Sender)?|Undelivered mail)$/i, 'bounce'],
  [/^(?:Postmaster Warning: )?(?:Delayed Mail|Delayed mail \(still being retried\))/i, 'delay'],
  [/^Postfix SMTP (?:server|client): errors from /i, 'smtp errors'],
  [
    /^Returned mail: |^Undeliverable(?: mail)?:|^failure notice$|^Delivery Status Notification \(Failure\)|^Delivery failure/i,
    'bounce',
  ],
  [/^Warning: could not send message for past |^Delivery Status Notification \(Delay\)/i, 'delay'],
]

const hostIn = (input: AlertInput, lines: readonly string[]): string | null => {
  const said = lines.slice(0, 20).map((l) => /\bat host ([\w.-]{1,255}?)\.?$/.exec(l.trim())?.[1])
  return cleanHost(said.find((h) => h !== undefined)) ?? headerHost(input)
}

/** postfix, and the other mail servers' bounces that look alike. */
export const postfix: Recogniser = {
  name: 'postfix',
  version: 1,
  recognise: (subject, input, body) => {
    const event = SUBJECTS.find(([pattern]) => pattern.test(subject))?.[1]
    if (event === undefined) return null
    const host = hostIn(input, body.lines)
    const base = { kind: 'postfix', host, event }
    if (event === 'smtp errors')
      return [{ ...base, unit: 'smtp', output: body.lines.filter((l) => /^\s?Out: [45]\d\d/.test(l)) }]
    if (event === 'delay') return [{ ...base, unit: 'delay', key: ['delay'] }]
    return bounceReasons(body.lines).map((reason) => ({ ...base, unit: 'bounce', key: [reason] }))
  },
}

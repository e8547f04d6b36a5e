import { cleanHost, headerHost } from '../host.ts'
import type { AlertInput } from '../input.ts'
import { bounceReasons } from './bounce.ts'
import type { Draft, Recogniser } from './recogniser.ts'

const fromHost = (input: AlertInput): string | null => {
  const at = /^(?:mailer-daemon|root|exim|eximstats)@(.{1,255})$/i.exec(input.from?.address ?? '')
  return cleanHost(at?.[1]) ?? headerHost(input)
}

const BOUNCE =
  /^Mail (?:delivery|failure)\b.{0,80}\b(?:failed|failure|returning message to sender|to recipient)|^Mail failure$|^Mail delivery failed/i

/** Since exim 4.88 a delay warning tells why. */
const DELAY = /^\s{1,12}Delay reason: (\S.{0,300})$/

/** exim 4: frozen messages, bounces, delay warnings, panic log, daily report. */
export const exim: Recogniser = {
  name: 'exim',
  version: 1,
  recognise: (subject, input, body) => {
    const fixed = (event: string, host: string | null): readonly Draft[] => [
      { kind: 'exim', unit: 'exim', host, event, key: [event] },
    ]
    if (/^Message (?:\S{1,40} )?(?:has been )?frozen$/i.test(subject)) return fixed('frozen', fromHost(input))
    if (/^Warning: message \S{1,40} delayed /i.test(subject)) {
      const why = body.lines.map((l) => DELAY.exec(l)?.[1]).find((r) => r !== undefined)
      const key = why === undefined ? ['delay'] : ['delay', why]
      return [{ kind: 'exim', unit: 'exim', host: fromHost(input), event: 'delay', key }]
    }
    const panic = /^exim[4]? paniclog on (\S{1,255}) has non-zero size/i.exec(subject)
    if (panic !== null) return fixed('paniclog', cleanHost(panic[1]))
    const daily =
      /^(?:(\S{1,255}) )?(?:Daily e-?mail activity report|exim(?:4)? (?:daily )?(?:report|statistics))(?: (?:for|on) (\S{1,255}))?$/i
    const report = daily.exec(subject)
    if (report !== null) return fixed('daily report', cleanHost(report[1] ?? report[2]) ?? fromHost(input))
    if (!BOUNCE.test(subject)) return null
    return bounceReasons(body.lines).map((reason) => ({
      kind: 'exim',
      unit: 'bounce',
      host: fromHost(input),
      event: 'bounce',
      key: [reason],
    }))
  },
}

import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const TYPE =
  'PROBLEM|RECOVERY|ACKNOWLEDGEMENT|ACKNOWLEDGED|FLAPPING ?START|FLAPPING ?STOP|FLAPPING ?DISABLED|FLAPPING ?END|DOWNTIME ?START|DOWNTIME ?END|DOWNTIME ?STOP|DOWNTIME ?REMOVED|DOWNTIME ?CANCELLED|CUSTOM'
const STATE = 'OK|WARNING|CRITICAL|UNKNOWN|UP|DOWN|UNREACHABLE|PENDING|DEPENDENT'
const re = (source: string): RegExp =>
  new RegExp(source.replaceAll('TYPE', `(${TYPE})`).replaceAll('STATE', `(?:${STATE})`), 'i')

interface Found {
  readonly type: string
  readonly host: string
  /** null: the host itself. */
  readonly service: string | null
}

type Form = readonly [pattern: RegExp, pick: (m: RegExpExecArray) => Found]

/** Between the type and ` is STATE` stand host and service, parted by `/` or ` on `. */
interface Loose {
  readonly opening: RegExp
  readonly part: (middle: string) => Pick<Found, 'host' | 'service'> | null
}

const bySlash: Loose['part'] = (middle) => {
  const at = middle.indexOf('/')
  return at <= 0 ? null : { host: middle.slice(0, at), service: middle.slice(at + 1) }
}
const byOn: Loose['part'] = (middle) => {
  const at = middle.lastIndexOf(' on ')
  return at <= 0 ? null : { host: middle.slice(at + 4), service: middle.slice(0, at) }
}

const LOOSE: readonly Loose[] = [
  { opening: re('^\\[TYPE\\] '), part: byOn },
  { opening: re('^(?:\\*\\* ?)?TYPE(?: alert)? \\d{0,6} ?- '), part: bySlash },
  { opening: re('^\\*{0,3} ?TYPE(?: service)?(?: alert)?:? '), part: bySlash },
]
const CLOSING = re(' is STATE\\b')

const loosely = (subject: string): Found | null => {
  const end = subject.search(CLOSING)
  if (end < 0) return null
  for (const { opening, part } of LOOSE) {
    const m = opening.exec(subject)
    const found = m === null ? null : part(subject.slice(m[0].length, end))
    if (m !== null && found !== null) return { type: m[1] ?? '', ...found }
  }
  return null
}
const service =
  (type: number, host: number, name: number) =>
  (m: RegExpExecArray): Found => ({
    type: m[type] ?? '',
    host: m[host] ?? '',
    service: m[name] ?? '',
  })
const host =
  (type: number, name: number) =>
  (m: RegExpExecArray): Found => ({
    type: m[type] ?? '',
    host: m[name] ?? '',
    service: null,
  })

/** Nagios 2–4, Icinga 1, Wikimedia's Icinga, Icinga 2 (both generations), in the order of how much they fix. */
const FORMS: readonly Form[] = [
  [re('^\\*\\* TYPE (?:Service )?Alert ?[:-] ?([^/]{1,255})/(.{1,300}) is STATE \\*\\*$'), service(1, 2, 3)],
  [re('^\\*\\* TYPE (?:Host )?Alert ?[:-] ?(\\S{1,255}) is STATE \\*\\*$'), host(1, 2)],
  [re('^\\[TYPE\\] Host (.{1,255}?) is STATE!?$'), host(1, 2)],
  [re('^TYPE Host (\\S{1,255}) - '), host(1, 2)],
  [re('^TYPE - (\\S{1,255}) - (.{1,300}) is STATE$'), service(1, 2, 3)],
  [re('^TYPE - (\\S{1,255}) is STATE$'), host(1, 2)],
  [
    re('^Host (?:DOWN|UP|UNREACHABLE|RECOVERY) alert for (\\S{1,255}?)!?$'),
    (m) => ({ type: 'problem', host: m[1] ?? '', service: null }),
  ],
  [
    re('^(?:Check_MK|Checkmk): ([^/]{1,255})/(.{1,300}?) (?:TYPE|STATE ?-> ?STATE)'),
    (m) => ({ type: m[3] ?? 'problem', host: m[1] ?? '', service: m[2] ?? '' }),
  ],
]

const FIELD =
  /^[ \t]{0,8}(Notification Type|Service|Host|Service Name|Host Name)[ \t]{0,8}[:=][ \t]{0,20}(\S.{0,300})$/i

const fieldsOf = (lines: readonly string[]): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  for (const line of lines.slice(0, 60)) {
    const found = FIELD.exec(line)
    const name = found?.[1]?.toLowerCase().replace(' name', '')
    if (name !== undefined && !fields.has(name)) fields.set(name, found?.[2]?.trim() ?? '')
  }
  return fields
}

const inSubject = (subject: string): Found | null => {
  for (const [pattern, pick] of FORMS) {
    const m = pattern.exec(subject)
    if (m !== null) return pick(m)
  }
  return loosely(subject)
}

/** The body's fields are surer than the Subject: sites turn `host/service` round. */
const inBody = (subject: string, lines: readonly string[], found: Found | null): Found | null => {
  const fields = fieldsOf(lines)
  const type = fields.get('notification type')
  const name = fields.get('host')
  if (type === undefined || name === undefined) return found
  const told = fields.get('service') ?? (found?.service && subject.includes(`${name}/`) ? found.service : undefined)
  return { type, host: name, service: told ?? found?.service ?? null }
}

/** Problem, recovery and acknowledgement of one service are one group: the state is an attribute. */
export const nagios: Recogniser = {
  name: 'nagios',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = inBody(subject, body.lines, inSubject(subject))
    if (found === null) return null
    const event = found.type.toLowerCase()
    const name = cleanHost(found.host.split(/\s/)[0])
    return [{ kind: 'nagios', unit: found.service?.trim() || 'host', host: name, event, key: [] }]
  },
}

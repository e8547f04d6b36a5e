import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

/** monit's event names, problem and recovery → one name (src/event.c's table of both). */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:does not exist|exists|doesn't exist)/i, 'existence'],
  [/^connection (?:failed|succeeded|changed|not changed)/i, 'connection'],
  [/^resource limit (?:matched|succeeded|changed|not changed)/i, 'resource limit'],
  [/^(?:timeout recovery|timeout)/i, 'timeout'],
  [/^checksum /i, 'checksum'],
  [
    /^(?:content|monit instance|instance|action|filesystem flags|gid|uid|euid|pid|ppid|permission|ping|link|size|timestamp|uptime|status|data access|execution|ICMP|type|invalid type|service|download bytes|upload bytes|saturation|speed|security attribute|heartbeat|byte|packet|file ?system)/i,
    '',
  ],
]

const eventOf = (text: string): { name: string; length: number } | null => {
  for (const [pattern, name] of EVENTS) {
    const found = pattern.exec(text)
    if (found === null) continue
    if (name !== '') return { name: name.trim(), length: found[0].length }
    const whole =
      /^((?:[a-z]{1,12} ){0,2}?[a-z]{1,12}) (?:failed|succeeded|changed|not changed|match(?:ed)?|doesn't match|up|down|error|recovery|access error|bytes exceeded|limit (?:matched|succeeded)|exceeded|ok|done)\b/i.exec(
        text,
      )
    return { name: (whole?.[1] ?? found[0]).toLowerCase(), length: whole?.[0].length ?? found[0].length }
  }
  return null
}

const FIELDS = /^\s{0,8}(Host|Service|Description):\s{1,20}(\S.{0,300})$/

/** Which resource passed its limit is told by the description alone. */
const RESOURCE = /\b(cpu|mem(?=ory|\b)|swap|load(?=avg| average)|space|inode|children|threads|response time)/i
const resourceIn = (description: string): string => {
  const named = RESOURCE.exec(description)?.[1]
  return named === undefined ? '' : ` ${named.toLowerCase()}`
}

interface Fields {
  readonly host: string | null
  readonly service: string | null
  readonly description: string
}

const fieldsOf = (lines: readonly string[]): Fields => {
  let host: string | null = null
  let service: string | null = null
  let description = ''
  for (const line of lines.slice(0, 40)) {
    const [, name, value = ''] = FIELDS.exec(line) ?? []
    if (name === 'Host') host ??= cleanHost(value)
    if (name === 'Service') service ??= value.trim()
    if (name === 'Description' && description === '') description = value
    service ??= /\bService (\S{1,120})\s{0,4}$/.exec(line)?.[1] ?? null
  }
  return { host, service, description }
}

/** Sites change the Subject (`set mail-format`); monit's own body begins with the event and ends with its greeting. */
const openingLine = (lines: readonly string[]): string | null => {
  if (!lines.some((l) => l.startsWith('Your faithful employee'))) return null
  const first = lines.find((l) => l.trim() !== '')
  const at = first?.indexOf(' Service ') ?? -1
  return first === undefined || at < 0 || eventOf(first) === null
    ? null
    : `${first.slice(0, at)} ${first.slice(at + 9)}`
}

export const monit: Recogniser = {
  name: 'monit',
  version: 1,
  recognise: (subject, _input, body) => {
    const text = /^monit alert -{1,2} {1,3}(\S.{0,300})$/i.exec(subject)?.[1] ?? openingLine(body.lines)
    if (text === null) return null
    const event = eventOf(text)
    const { host, service, description } = fieldsOf(body.lines)
    const rest = event === null ? text : text.slice(event.length)
    const unit = service ?? (rest.replace(/^[\s:-]{1,8}/, '').trim() || 'monit')
    // The service of the machine itself bears the machine's name.
    const system = host !== null && cleanHost(unit) === host
    const recovered = /succeeded|recovery|\bexists\b|not changed|\bup\b/i.test(text)
    return [
      {
        kind: 'monit',
        unit: system ? 'system' : unit,
        host,
        event: recovered ? 'recovery' : 'problem',
        key: [event?.name === 'resource limit' ? `resource limit${resourceIn(description)}` : (event?.name ?? 'event')],
      },
    ]
  },
}

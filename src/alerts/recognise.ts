import type { Alert } from './alert.ts'
import { evidenceOf } from './evidence.ts'
import type { AlertInput, Site } from './input.ts'
import { NO_INVENTORY } from './input.ts'
import { physicalLines } from './lines.ts'
import { folded, hostNames, mask, maskJob } from './mask.ts'
import { RECOGNISERS } from './recognise/index.ts'
import type { Body, Draft } from './recognise/recogniser.ts'
import { unknown } from './recognise/unknown.ts'
import { hideSecretsIn } from './secrets.ts'

const EXAMPLE_LINES = 40
const EXAMPLE_WIDTH = 400

const REPLY = /^(?:(?:re|fwd?|aw|wg|tr|sv|antw)(?:\[\d{1,3}\])?: ?){1,6}/i
const LIST_PREFIX = /^\[[^\]]{1,60}\] ?/
const HOST_IPV4 = /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.])/g

/** At most 40 lines for people, without secrets, mail addresses and IPv4 addresses. */
const exampleOf = (lines: readonly string[]): string => {
  const some = lines.length > EXAMPLE_LINES ? [...lines.slice(0, EXAMPLE_LINES - 1), '…'] : lines
  const cut = some.map((l) => (l.length > EXAMPLE_WIDTH ? `${l.slice(0, EXAMPLE_WIDTH)}…` : l))
  return hideSecretsIn(cut)
    .map((l) => l.trimEnd())
    .join('\n')
    .replace(HOST_IPV4, '<ip>')
    .trim()
}

const draftsIn = (subject: string, input: AlertInput, body: Body): readonly Draft[] | null => {
  for (const recogniser of RECOGNISERS) {
    const drafts = recogniser.recognise(subject, input, body)
    if (drafts !== null && drafts.length > 0) return drafts
  }
  return null
}

const recognised = (input: AlertInput, body: Body): readonly Draft[] | null => {
  const subject = folded(input.subject).replace(REPLY, '')
  const drafts = draftsIn(subject, input, body)
  if (drafts !== null) return drafts
  for (let bare = subject, i = 0; i < 3; i++) {
    const next = bare.replace(LIST_PREFIX, '').replace(REPLY, '')
    if (next === bare) return null
    bare = next
    const found = draftsIn(bare, input, body)
    if (found !== null) return found
  }
  return null
}

/** Their units are programs, whose numbers tell them apart; those of the others are names of what is watched. */
const JOBS = new Set(['cron', 'anacron', 'systemd-timer'])
/** Where mail is read, not where machines are. */
const MAIL_DOMAINS = /^(?:gmail|googlemail|outlook|hotmail|yahoo|gmx|web|icloud|proton|protonmail|posteo)\.\w{2,3}$/

/** The domains of sender and addressees are the site's own. */
const domainsOf = (input: AlertInput): string[] => {
  const found = new Set<string>()
  for (const { address } of input.from === null ? input.to : [input.from, ...input.to]) {
    const host = address.slice(address.lastIndexOf('@') + 1)
    const dot = host.indexOf('.')
    const domain = host.indexOf('.', dot + 1) < 0 ? host : host.slice(dot + 1)
    if (dot >= 0 && !found.has(domain) && !MAIL_DOMAINS.test(domain)) found.add(domain)
  }
  return [...found]
}

const alertOf = (draft: Draft, domains: readonly string[], body: Body, site: Site): Alert => {
  const names = hostNames(site, draft.host, domains)
  const evidence = [...(draft.key ?? []).map((k) => mask(k, names))]
  if (draft.key === undefined) evidence.push(...evidenceOf(draft.output ?? [], names, draft.firstOnly === true).lines)
  return {
    kind: draft.kind,
    unit: (JOBS.has(draft.kind) ? maskJob(draft.unit, hostNames(site, draft.host)) : mask(draft.unit, names)).slice(
      0,
      200,
    ),
    host: draft.host,
    event: draft.event,
    evidence,
    example: exampleOf(draft.shown ?? body.lines),
  }
}

/** The alerts of the messages that a bounce carries: the original trouble happened too. */
const embeddedAlerts = (input: AlertInput, site: Site, depth: number): Alert[] =>
  depth > 2 ? [] : input.embedded.flatMap((e) => alertsIn(e, site, depth + 1).filter((a) => a.kind !== 'unknown'))

const alertsIn = (input: AlertInput, site: Site, depth: number): Alert[] => {
  const body: Body = { lines: physicalLines(input.text) }
  const drafts =
    recognised(input, body) ?? unknown.recognise(input.subject.trim().replace(REPLY, ''), input, body) ?? []
  const domains = domainsOf(input)
  const alerts = drafts.map((d) => alertOf(d, domains, body, site))
  return input.embedded.length === 0 ? alerts : [...alerts, ...embeddedAlerts(input, site, depth)]
}

/**
 * What a root@ mail tells: one Alert for each trouble in it, at least one; those of an embedded original come last.
 * Pure and stateless: the same mail gives the same Alerts whatever came before it.
 */
export const alertsOf = (input: AlertInput, site: Site = NO_INVENTORY): Alert[] => alertsIn(input, site, 0)

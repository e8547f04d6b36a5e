import { lex } from './lexer.ts'
import { limits } from './limits.ts'
import type { Address, Authenticity, Mail } from './mail.ts'

/** One `method=result` of an Authentication-Results header (RFC 8601), with its comments and properties. */
export interface AuthResult {
  readonly method: string
  readonly result: string
  readonly comment: string
  /** `header.from`, `smtp.mailfrom`… in lower case. */
  readonly properties: ReadonlyMap<string, string>
}

export interface AuthHeader {
  readonly authserv: string
  readonly results: readonly AuthResult[]
  /** A quoted string inside a comment, or a comment that never ends: someone may have written results into it. */
  readonly suspicious: boolean
}

interface Word {
  readonly text: string
  readonly comment: boolean
}

/** The words and comments between semicolons. `smtp.mailfrom="a b"@x` is one word. */
const statements = (value: string): { groups: Word[][]; suspicious: boolean } => {
  const { tokens, suspicious } = lex(value, ';')
  const groups: Word[][] = [[]]
  let glue = false
  for (const token of tokens) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (token.kind === 'special') groups.push([])
    else if (token.kind === 'comment') group?.push({ text: token.text, comment: true })
    else if (token.kind !== 'blank') {
      if (glue && last && !last.comment) group?.splice(-1, 1, { text: last.text + token.text, comment: false })
      else group?.push({ text: token.text, comment: false })
    }
    glue = token.kind === 'word' || token.kind === 'quoted'
  }
  return { groups, suspicious }
}

const readResult = (words: readonly Word[]): AuthResult | null => {
  const [head, ...rest] = words.filter((w) => !w.comment)
  if (head === undefined) return null
  const equals = head.text.indexOf('=')
  if (equals < 1) return null
  const properties = new Map<string, string>()
  for (const { text } of rest) {
    const at = text.indexOf('=')
    if (at > 0 && !properties.has(text.slice(0, at).toLowerCase()))
      properties.set(text.slice(0, at).toLowerCase(), text.slice(at + 1).toLowerCase())
  }
  const method = head.text.slice(0, equals).toLowerCase().split('/')[0] ?? ''
  const comment = words
    .filter((w) => w.comment)
    .map((w) => w.text)
    .join(' ')
  return { method, result: head.text.slice(equals + 1).toLowerCase(), comment, properties }
}

/** Reads one Authentication-Results header value. Linear in its length. */
export const parseAuthHeader = (value: string): AuthHeader => {
  const { groups: all, suspicious } = statements(value.slice(0, limits.verdictLength))
  const [first, ...groups] = all
  const authserv = first?.find((w) => !w.comment)?.text.toLowerCase() ?? ''
  return { authserv, results: groups.map(readResult).filter((r): r is AuthResult => r !== null), suspicious }
}

/** Second-level names under which countries let anyone register: `co.uk`, `com.au`, `or.jp`. */
const shared = new Set([
  'co',
  'com',
  'net',
  'org',
  'gov',
  'edu',
  'ac',
  'ne',
  'or',
  'go',
  'gob',
  'gouv',
  'nom',
  'mil',
  'ltd',
  'plc',
  'me',
  'sch',
  'id',
  'in',
  'info',
  'biz',
  'web',
  'gen',
  'firm',
  'ind',
  'nic',
  'res',
  'asn',
  'art',
  'tm',
])

const isPublicSuffix = (domain: string): boolean => {
  const labels = domain.split('.')
  if (labels.length < 2) return true
  return labels.length === 2 && (labels[1] ?? '').length === 2 && shared.has(labels[0] ?? '')
}

/** Same domain, or one a subdomain of the other; never by way of a bare public suffix. */
export const aligned = (a: string, b: string): boolean => {
  if (a === b) return !isPublicSuffix(a)
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.endsWith(`.${short}`) && !isPublicSuffix(short)
}

const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .replace(/[>\s]/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

/** Whether what our server vouches for covers this address. */
export const vouchesFor = (authenticity: Authenticity, address: Address | string | null): boolean => {
  const domain = domainOf(typeof address === 'string' ? address : (address?.address ?? ''))
  return authenticity.domains.some((d) => aligned(d, domain))
}

const dkimDomain = (result: AuthResult): string => {
  const { properties } = result
  return domainOf(properties.get('header.d') ?? properties.get('header.i') ?? '')
}

const unique = (domains: readonly string[]): string[] => [...new Set(domains.filter((d) => !isPublicSuffix(d)))]

/** Domains that DKIM, DMARC, or SPF in line with the sender, vouch for. ARC does not count here: anyone can seal. */
const directDomains = (results: readonly AuthResult[], sender: string): string[] => {
  const found: string[] = []
  for (const r of results) {
    if (r.result !== 'pass') continue
    if (r.method === 'dkim') found.push(dkimDomain(r))
    else if (r.method === 'dmarc') found.push(domainOf(r.properties.get('header.from') ?? ''))
    else if (r.method === 'spf') {
      const envelope = domainOf(r.properties.get('smtp.mailfrom') ?? '')
      if (aligned(envelope, sender)) found.push(envelope)
    }
  }
  return unique(found)
}

/** `i=2 spf=pass spfdomain=x dkim=pass dkdomain=y dmarc=pass fromdomain=z` in the comment of `arc=pass`. */
const arcDomains = (results: readonly AuthResult[], sender: string): string[] => {
  const arcs = results.filter((r) => r.method === 'arc')
  const [arc] = arcs
  if (!arc || arcs.length > 1 || arc.result !== 'pass') return []
  const said = new Map<string, string>()
  for (const word of arc.comment.split(/\s/)) {
    const at = word.indexOf('=')
    if (at > 0 && !said.has(word.slice(0, at))) said.set(word.slice(0, at), word.slice(at + 1).toLowerCase())
  }
  const found: string[] = []
  if (said.get('dmarc') === 'pass') found.push(said.get('fromdomain') ?? '')
  if (said.get('dkim') === 'pass') found.push(said.get('dkdomain') ?? '')
  const spf = said.get('spfdomain') ?? ''
  if (said.get('spf') === 'pass' && aligned(spf, sender)) found.push(spf)
  return unique(found)
}

export interface AuthContext {
  readonly headers: Mail['headers']
  /** The original sender. */
  readonly sender: Address | null
  /** The group that the mail claims to have come through, or null for direct mail. */
  readonly group: string | null
  /** The group address by configuration, if any. */
  readonly knownGroup: string | null
  readonly trustedAuthserv: string
}

const nothing = (reason: string): Authenticity => ({ domains: [], reason })

/**
 * Whether the group is one of ours. Anyone can sign with a domain of their own and write group headers for it, so the
 * group's domain must be the configured one, or that of the mailbox which Gmail says it delivered to.
 */
const isOurGroup = (c: AuthContext, domain: string): boolean => {
  if (c.knownGroup) return domain === domainOf(c.knownGroup)
  const delivered = c.headers.get('delivered-to')?.[0]
  return delivered === undefined || domain === 'googlegroups.com' || aligned(domainOf(delivered), domain)
}

const throughGroup = (c: AuthContext, top: AuthHeader, group: string): Authenticity => {
  const domain = domainOf(group)
  if (!isOurGroup(c, domain)) return nothing(`The group ${group} is not known to be ours (set OPS_GROUP if it is).`)
  const signed = top.results.some((r) => r.method === 'dkim' && r.result === 'pass' && dkimDomain(r) === domain)
  if (!signed) return nothing(`${top.authserv} does not confirm that the group signed it (no dkim=pass for ${domain}).`)
  const originals = c.headers.get('x-original-authentication-results') ?? []
  if (originals.length > 1 || (c.headers.get('x-original-sender')?.length ?? 0) > 1) {
    return nothing('X-Original-Sender or X-Original-Authentication-Results stands twice: one may be forged.')
  }
  const sender = domainOf(c.sender?.address ?? '')
  const byArc = arcDomains(top.results, sender)
  if (byArc.length > 0)
    return { domains: byArc, reason: `${top.authserv}: signed by ${domain}, arc=pass for ${byArc.join(', ')}.` }
  const original = originals[0] === undefined ? null : parseAuthHeader(originals[0])
  if (!original || original.authserv !== c.trustedAuthserv || original.suspicious) {
    return nothing(`${top.authserv}: signed by ${domain}, but nothing tells whether the original sender was checked.`)
  }
  const domains = directDomains(original.results, sender)
  return domains.length > 0
    ? {
        domains,
        reason: `${top.authserv}: signed by ${domain}; checked for ${domains.join(', ')} when it came to the group.`,
      }
    : nothing(`${top.authserv}: signed by ${domain}, but the original sender passed no check.`)
}

/**
 * What our own border server vouches for. Only the topmost Authentication-Results of `trustedAuthserv` is read:
 * whatever stands below may have come with the mail, whatever names another server is not ours.
 */
export const readAuthenticity = (c: AuthContext): Authenticity => {
  const values = c.headers.get('authentication-results') ?? []
  const top = values
    .slice(0, limits.verdicts)
    .map(parseAuthHeader)
    .find((h) => h.authserv === c.trustedAuthserv)
  if (!top) return nothing(`No Authentication-Results of ${c.trustedAuthserv}.`)
  if (top.suspicious)
    return nothing(`The Authentication-Results of ${top.authserv} hold quoted text that may imitate a result.`)
  if (c.group) return throughGroup(c, top, c.group)
  const domains = directDomains(top.results, domainOf(c.sender?.address ?? ''))
  return domains.length > 0
    ? { domains, reason: `${top.authserv}: checked for ${domains.join(', ')}.` }
    : nothing(`${top.authserv}: no DKIM, DMARC or SPF result vouches for the sender.`)
}

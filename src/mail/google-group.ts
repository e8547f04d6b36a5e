import { parseAddress } from './address.ts'
import { decodeWords } from './header.ts'
import type { Address, Group, Mail } from './mail.ts'

type Headers = Mail['headers']

const first = (headers: Headers, name: string): string => headers.get(name)?.[0] ?? ''

const isAddress = (text: string): boolean => /^[^\s@<>]{1,200}@[^\s@<>]{3,200}$/.test(text)

/** `X-BeenThere` carries `; h="…"` since February 2025. */
const beenThere = (headers: Headers): string[] =>
  (headers.get('x-beenthere') ?? []).map((v) => (v.split(';')[0] ?? '').trim().toLowerCase())

const listId = (headers: Headers): string =>
  /<([^<>\s]{1,300})>/.exec(first(headers, 'list-id'))?.[1]?.toLowerCase() ?? ''

const google = /groups\.google\.com|googlegroups\.com/

/** Whether the header shows the marks of a Google Group (Mailman, for one, also writes List-ID and X-BeenThere). */
const cameThroughGroup = (headers: Headers): boolean =>
  headers.has('x-google-group-id') ||
  headers.has('x-original-sender') ||
  headers.has('x-original-from') ||
  /^list \S+;/.test(first(headers, 'mailing-list')) ||
  ['list-id', 'list-post', 'list-archive', 'list-unsubscribe', 'list-help'].some((n) => google.test(first(headers, n)))

/** The group's address: List-ID spells `@` as a dot, so the headers that write the address tell where. */
const addressFromHeaders = (headers: Headers): string | null => {
  if (!cameThroughGroup(headers)) return null
  const id = listId(headers)
  const contact = /^list (\S{1,300});/.exec(first(headers, 'mailing-list'))?.[1]?.toLowerCase() ?? ''
  const candidates = [...beenThere(headers), contact].filter(isAddress)
  const spelled = candidates.find((c) => id === '' || c.replace('@', '.') === id)
  if (spelled) return spelled
  const dot = id.indexOf('.')
  return dot > 0 && id.includes('.', dot + 1) ? `${id.slice(0, dot)}@${id.slice(dot + 1)}` : null
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/**
 * Link to the post. It matched 27,384 of 27,384 footers; `/` stays, `+ = % $ & @` are escaped, and a consumer group
 * has no `/a/DOMAIN`.
 */
export const permalink = (group: string, messageId: string | null): string | null => {
  const at = group.lastIndexOf('@')
  if (!messageId || at < 1) return null
  const domain = domainOf(group)
  const base = domain === 'googlegroups.com' ? 'https://groups.google.com' : `https://groups.google.com/a/${domain}`
  try {
    return `${base}/d/msgid/${group.slice(0, at)}/${encodeURIComponent(messageId).replace(/%2F/g, '/')}`
  } catch {
    return null
  }
}

/** What the group's headers tell. */
export interface Passage {
  readonly group: Group | null
  /** The group itself handled this message (its headers are there): authenticity follows the group's rules. */
  readonly throughGroup: boolean
  readonly sender: Address | null
  readonly subject: string
}

/** `'Name' via Group` → Name. */
const nameBeforeVia = (name: string): string => {
  const via = name.lastIndexOf(' via ')
  return via < 0 ? name : name.slice(0, via).replace(/^'|'$/g, '').trim()
}

const groupNames = (headers: Headers, address: string, from: Address | null): string[] => {
  const phrase = decodeWords(first(headers, 'list-id').split('<')[0] ?? '').replaceAll('"', '')
  const name = from?.name ?? ''
  const via = name.lastIndexOf(' via ')
  const names = [address.slice(0, address.lastIndexOf('@')), listId(headers).split('.')[0] ?? '', phrase]
  if (via >= 0) names.push(name.slice(via + 5))
  return names.map((n) => n.trim().toLowerCase()).filter((n) => n !== '')
}

/** Takes the group's `[prefix]` off, also behind `Re:`; another `[…]` is the sender's own. */
const withoutPrefix = (subject: string, names: readonly string[]): string => {
  const reply = /^(?:(?:re|fwd?|aw|wg)\s?:\s?){1,4}/i.exec(subject)?.[0] ?? ''
  const rest = subject.slice(reply.length)
  const close = rest.indexOf(']')
  if (!rest.startsWith('[') || !names.includes(rest.slice(1, close).trim().toLowerCase())) return subject
  return `${reply}${rest.slice(close + 1).trimStart()}`
}

/** The original sender: X-Original-Sender is signed by the group, X-Original-From only adds the name. */
const originalSender = (headers: Headers, from: Address | null, group: string): Address | null => {
  const signed = parseAddress(first(headers, 'x-original-sender'))
  const written = parseAddress(first(headers, 'x-original-from'))
  if (signed) {
    if (written?.address === signed.address && written.name !== '') return written
    const own = from?.address === signed.address ? from.name : ''
    const name = from?.address === group ? nameBeforeVia(from.name) : own
    return { name: name || (written?.name ?? from?.name ?? ''), address: signed.address }
  }
  if (written) return written
  return from?.address === group ? (parseAddress(first(headers, 'reply-to')) ?? from) : from
}

/** Undoes what a Google Group did to a mail. `override` (OPS_GROUP) names the group where the header may not. */
export const readPassage = (
  headers: Headers,
  from: Address | null,
  subject: string,
  messageId: string | null,
  override: string | undefined,
): Passage => {
  const seen = addressFromHeaders(headers)
  const address = override?.toLowerCase() ?? seen
  if (!address) return { group: null, throughGroup: false, sender: from, subject }
  const throughGroup = cameThroughGroup(headers)
  return {
    group: { address, permalink: permalink(address, messageId) },
    throughGroup,
    sender: throughGroup ? originalSender(headers, from, seen ?? address) : from,
    subject: withoutPrefix(subject, groupNames(headers, address, from)),
  }
}

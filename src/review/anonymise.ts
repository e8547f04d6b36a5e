import { createHash } from 'node:crypto'
import type { Circuit, Notice } from '../reading/notice.ts'

/** Other digits and letters in the same form; the same text always gives the same. */
const disguised = (text: string): string => {
  const digest = createHash('sha256').update(text.toUpperCase()).digest()
  let at = 0
  return text.replace(/\d/g, (digit, offset: number) => {
    const next = (digest[at++ % digest.length] ?? 0) % 10
    // A leading zero may be part of the form, and one must not come where none was.
    const leading = !/\d/.test(text[offset - 1] ?? '')
    return leading && digit !== '0' ? String((next % 9) + 1) : digit === '0' && leading ? '0' : String(next)
  })
}

/** Holds a number of five digits or more that is no day (`20261128`, `20261128T060000Z`). */
const isNumbered = (word: string): boolean =>
  /\d{5}/.test(word) && !/^(?:19|20)\d{2}[01]\d[0-3]\d(?:T?\d{4,6}Z?)?$/.test(word)

/** What a mail says that nobody outside should read, and what stands in its place. */
export interface Disguise {
  /** Replaces in any text. */
  readonly text: (text: string) => string
  readonly id: (id: string) => string
}

export interface Known {
  /** Ids of work, circuits and accounts. */
  readonly ids: readonly string[]
  /** Names of people and of our own organisation. */
  readonly names: readonly string[]
  /** Domains that stay: the vendor's own. */
  readonly keptDomains: readonly string[]
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A word with an `@` in it is an address; one of the vendor's own keeps its domain. */
const withoutAddress =
  (kept: readonly string[]) =>
  (word: string): string => {
    const at = word.indexOf('@')
    if (at <= 0 || at === word.length - 1) return word
    const [local, domain] = [word.slice(0, at), word.slice(at + 1)]
    const name = domain.toLowerCase().replace(/\.$/, '')
    if (!kept.some((one) => name === one || name.endsWith(`.${one}`))) return 'person@example.org'
    return `${/^(?:noc|no-?reply|maintenance|support)$/i.test(local) ? local : 'noc'}@${domain}`
  }

/** Replaces addresses, links, phone numbers, network addresses, names and ids; dates and the form of the text stay. */
export const disguise = ({ ids, names, keptDomains }: Known): Disguise => {
  const others = new Map(ids.filter((id) => /\d/.test(id)).map((id) => [id, disguised(id)]))
  const known = [...others.keys()].sort((a, b) => b.length - a.length).map(escaped)
  // Next to the known ids every word that holds a long number: tickets, customers and circuits that were not read.
  const idPattern = new RegExp(
    `(?<![A-Za-z0-9])(?:${known.join('|') || '(?!)'})(?![A-Za-z0-9])|(?<![A-Za-z0-9#])[A-Za-z0-9]{5,80}(?![A-Za-z0-9])`,
    'g',
  )
  const withoutIds = (text: string): string =>
    text.replace(idPattern, (word) => others.get(word) ?? (isNumbered(word) ? disguised(word) : word))
  const namePattern = names
    .filter((name) => name.length >= 4)
    .sort((a, b) => b.length - a.length)
    .map(escaped)
  const wholeNames =
    namePattern.length === 0 ? null : new RegExp(`(?<![\\p{L}])(?:${namePattern.join('|')})(?![\\p{L}])`, 'giu')
  return {
    id: withoutIds,
    text: (text) => {
      const plain = text
        .replace(/https?:\/\/[^\s"'<>)]{1,2000}/gi, 'https://example.org/')
        .replace(/[\w.+@-]{3,330}/g, withoutAddress(keptDomains))
        .replace(/\+\d[\d ().-]{6,18}\d/g, '+1 555 0100')
        .replace(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, '192.0.2.1')
        .replace(/(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])/gi, '2001:db8::1')
        .replace(/^(\s{0,8}(?:dear|hello|hi)\s)[^\n,<]{1,80}/gim, '$1customer')
      const named = wholeNames === null ? plain : plain.replace(wholeNames, 'Example')
      return withoutIds(named)
    },
  }
}

const circuitOf =
  ({ id }: Disguise) =>
  (circuit: Circuit): Circuit => ({ ...circuit, id: id(circuit.id) })

/** A person's reading of the mail, in the disguised mail's words; as `maintcal read --json` prints it. */
export const disguisedNotice = (notice: Notice, words: Disguise) => ({
  maintenanceId: notice.maintenanceId === null ? null : words.id(notice.maintenanceId),
  account: notice.account === null ? null : words.text(words.id(notice.account)),
  status: notice.status,
  kind: notice.kind,
  windows: notice.windows,
  circuits: notice.circuits.map(circuitOf(words)),
  ...(notice.summary === null ? {} : { summary: words.text(notice.summary) }),
  ...(notice.location === null ? {} : { location: words.text(notice.location) }),
})

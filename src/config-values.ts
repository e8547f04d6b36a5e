import { isIP } from 'node:net'
import { isAbsolute, resolve } from 'node:path'

/** What is wrong with a value, in words that follow "NAME"; with an example of a right one. Never repeats a value that may hold a secret. */
export class ValueError extends Error {
  readonly example: string
  constructor(message: string, example: string) {
    super(message)
    this.name = 'ValueError'
    this.example = example
  }
}

/** A value that must not be shown: printing, JSON and inspection show `***`. */
export interface Secret {
  reveal(): string
  toString(): string
  toJSON(): string
}

export const secret = (value: string): Secret =>
  Object.defineProperty(
    { reveal: () => value, toString: () => '***', toJSON: () => '***' },
    Symbol.for('nodejs.util.inspect.custom'),
    {
      value: () => '***',
    },
  )

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const mailboxExample = 'imaps://ops@imap.example.org/INBOX'

const parseUrl = (value: string, example: string): URL => {
  if (!URL.canParse(value)) throw new ValueError('is not a URL', example)
  return new URL(value)
}

const imapUrl = (value: string): string => {
  const url = parseUrl(value, mailboxExample)
  if (url.hostname === '') throw new ValueError('names no host', mailboxExample)
  if (url.password !== '') {
    throw new ValueError(
      'holds a password; put it into the …_PASSWORD variable, so that it is never shown',
      mailboxExample,
    )
  }
  if (url.username === '') throw new ValueError('names no user', mailboxExample)
  if (url.protocol === 'imap:' && !isLoopback(url.hostname)) {
    throw new ValueError(
      'would send the password unencrypted; imap:// is for this machine only, use imaps://',
      mailboxExample,
    )
  }
  return value
}

/** `imaps://user@host/FOLDER`, `imap://` to loopback, `maildir:PATH`, `mbox:PATH` or `eml:PATH`; relative paths start at `cwd`. */
export const mailboxUrl =
  (cwd: string) =>
  (value: string): string => {
    if (/^imaps?:\/\//i.test(value)) return imapUrl(value)
    const local = /^(maildir|mbox|eml):(.+)$/i.exec(value)
    if (local?.[1] !== undefined && local[2] !== undefined) {
      return `${local[1].toLowerCase()}:${isAbsolute(local[2]) ? local[2] : resolve(cwd, local[2])}`
    }
    throw new ValueError('is none of imaps://, imap://, maildir:, mbox: and eml:', mailboxExample)
  }

export type CalendarChoice =
  | { readonly kind: 'google'; readonly id: string }
  | { readonly kind: 'ics'; readonly path: string }

export const calendarChoice =
  (cwd: string) =>
  (value: string): CalendarChoice => {
    const parts = /^(google|ics):(.+)$/i.exec(value)
    const rest = parts?.[2]?.trim()
    if (rest === undefined || rest === '') {
      throw new ValueError('is neither google:CALENDAR_ID nor ics:PATH', 'ics:var/maintenance.ics')
    }
    return parts?.[1]?.toLowerCase() === 'google'
      ? { kind: 'google', id: rest }
      : { kind: 'ics', path: resolve(cwd, rest) }
  }

/** How far back the first run reads: so many days, from a day on, or everything. */
export type Since = { readonly days: number } | { readonly from: string } | 'all'

export const sinceValue = (value: string): Since => {
  if (value.toLowerCase() === 'all') return 'all'
  const days = /^(\d{1,5})\s{0,3}(?:d|days?)?$/i.exec(value)?.[1]
  if (days !== undefined) return { days: Number(days) }
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))) return { from: value }
  throw new ValueError('is neither a number of days, nor a day, nor "all"', '60, or 2026-01-31')
}

/** The instant from which the first run reads; null: from the beginning. */
export const sinceDate = (since: Since, now: Date): Date | null => {
  if (since === 'all') return null
  return 'from' in since ? new Date(since.from) : new Date(now.getTime() - since.days * 86_400_000)
}

export const webUrl =
  (example: string) =>
  (value: string): string => {
    const url = parseUrl(value, example)
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
      throw new ValueError('is not an https:// address (http:// is for this machine only)', example)
    }
    return url.href.replace(/\/$/, '')
  }

/** A link that people follow: plain http is their choice. */
export const pageUrl =
  (example: string) =>
  (value: string): string => {
    const url = parseUrl(value, example)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new ValueError('is not a web address', example)
    return url.href.replace(/\/$/, '')
  }

export const smtpUrl = (value: string): Secret => {
  const example = 'smtps://user:password@mail.example.org, or smtp://127.0.0.1:25'
  const url = parseUrl(value, example)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new ValueError('is neither smtp:// nor smtps://', example)
  if (url.hostname === '') throw new ValueError('names no host', example)
  return secret(value)
}

/** Where urgent notes go. A webhook's address often holds its key, so the whole is a secret. */
export const notifyUrls = (value: string): Secret => {
  const example = 'https://hooks.example.org/maintcal, or mailto:noc@example.org'
  for (const one of value.split(',').map((text) => text.trim())) {
    if (/^mailto:[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(one)) continue
    const url = parseUrl(one, example)
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
      throw new ValueError('is neither https:// (http:// is for this machine only) nor mailto:', example)
  }
  return secret(value)
}

/** Days for which raw mail is kept; null: for ever. */
export const retention = (value: string): number | null => {
  const example = '3 years'
  if (/^(?:never|off|all|forever)$/i.test(value)) return null
  const [, count, unit] = /^(\d{1,5})\s{0,3}(d|days?|y|years?)?$/i.exec(value) ?? []
  const days = Number(count) * (unit?.toLowerCase().startsWith('y') ? 365 : 1)
  if (count === undefined) throw new ValueError('is neither a number of days or years nor "never"', example)
  if (days < 90) throw new ValueError('is less than 90 days; open work still needs its mail', example)
  return days
}

export const mailAddress = (value: string): string => {
  if (/^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(value)) return value
  throw new ValueError(`("${value}") is not a mail address`, 'ops-maintenance@example.org')
}

/** A display name is allowed: `maintcal <maintcal@example.org>`. */
export const senderAddress = (value: string): string => {
  mailAddress(/<([^<>]{1,320})>$/.exec(value)?.[1] ?? value)
  return value
}

export const list =
  <T>(item: (value: string) => T) =>
  (value: string): readonly T[] =>
    value
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(item)

export const oneOf =
  <const T extends string>(...choices: readonly T[]) =>
  (value: string): T => {
    const found = choices.find((choice) => choice === value.toLowerCase())
    if (found === undefined) throw new ValueError(`("${value}") is none of ${choices.join(', ')}`, choices[0] ?? '')
    return found
  }

export interface Listen {
  readonly host: string
  readonly port: number
}

export const listenAddress = (value: string): Listen => {
  const parts = /^(.{1,255}):(\d{1,5})$/.exec(value)
  const [, host, port] = parts ?? []
  if (host === undefined || Number(port) > 65_535)
    throw new ValueError(`("${value}") is not HOST:PORT`, '127.0.0.1:8480')
  return { host: host.replace(/^\[(.+)\]$/, '$1'), port: Number(port) }
}

export type ReviewAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'header'; readonly name: string }

export const reviewAuth = (value: string): ReviewAuth => {
  const example = 'header:X-Remote-User'
  if (value === 'none') return { kind: 'none' }
  if (/^token:.{16,}$/.test(value)) return { kind: 'token', token: secret(value.slice('token:'.length)) }
  if (value.startsWith('token:'))
    throw new ValueError('has a token of less than 16 characters', 'token:$(openssl rand -hex 16)')
  const name = /^header:([A-Za-z0-9-]{1,64})$/.exec(value)?.[1]
  if (name === undefined) throw new ValueError('is none of none, token:… and header:NAME', example)
  return { kind: 'header', name: name.toLowerCase() }
}

export const ipAddress = (value: string): string => {
  if (isIP(value) !== 0) return value.toLowerCase()
  throw new ValueError(`("${value}") is not an IP address`, '127.0.0.1,::1')
}

export const taskName = (value: string): string => {
  if (/^T\d{1,9}$/.test(value)) return value
  throw new ValueError(`("${value}") is not the name of a task`, 'T132324')
}

export const hostName = (value: string): string => {
  if (/^[A-Za-z0-9._-]{1,253}$/.test(value)) return value.toLowerCase()
  throw new ValueError(`("${value}") is not the name of a host`, 'mx.google.com')
}

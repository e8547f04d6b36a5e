/** Which mailbox an `imaps://` or `imap://` URL names, and whether it may be spoken to. */
import { MailboxError } from './mailbox.ts'

export interface ImapAccount {
  /** For people and logs: `imaps://ops@mail.example.org/INBOX`, without a secret. */
  readonly name: string
  readonly secure: boolean
  readonly host: string
  readonly port: number
  readonly user: string
  readonly folder: string
}

/**
 * Reads `imaps://user@host:port/Folder`. The user may be an address with a plain `@`; the folder may be
 * percent-encoded (`[Gmail]/All%20Mail`) and defaults to INBOX.
 * @throws MailboxError `protocol` when the URL is unusable, holds a password, or asks for plain text beyond loopback.
 */
export function imapAccount(url: string): ImapAccount {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || (parsed.protocol !== 'imaps:' && parsed.protocol !== 'imap:') || parsed.hostname === '') {
    throw unusable('it is not of the form imaps://user@host/INBOX')
  }
  // A URL ends up in logs, process lists and messages: a password has no place there.
  if (parsed.password !== '') {
    throw unusable('it holds a password; hand the password over in its own setting, and take it out of the URL')
  }
  const secure = parsed.protocol === 'imaps:'
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (!secure && !isLoopback(host)) {
    throw unusable(`plain imap:// would send the password to ${host} for anyone to read; use imaps://`)
  }
  const user = decoded(parsed.username)
  if (user === '') throw unusable('it names no user; write imaps://user@host/INBOX')
  const folder = decoded(parsed.pathname.slice(1)) || 'INBOX'
  return {
    name: `${parsed.protocol}//${user}@${parsed.host}/${folder}`,
    secure,
    host,
    port: parsed.port === '' ? (secure ? 993 : 143) : Number(parsed.port),
    user,
    folder,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw unusable('it has a % that begins no percent-encoding; write %25 for a plain %')
  }
}

/** The URL itself stays out of the message: it may hold a password. */
function unusable(why: string): MailboxError {
  return new MailboxError('protocol', `The mailbox URL cannot be used: ${why}.`)
}

/** What went wrong with an IMAP server, as a sentence for people. */
import type { ImapAccount } from './imap-account.ts'
import { MailboxError } from './mailbox.ts'

/** What imapflow hangs on its errors (its `errors.d.ts`), as far as it is of use here. */
interface Trouble {
  readonly code?: unknown
  readonly message?: unknown
  readonly authenticationFailed?: unknown
  readonly mailboxMissing?: unknown
  readonly serverResponseCode?: unknown
  readonly responseText?: unknown
  readonly response?: unknown
}

const DROPPED = new Set([
  'NoConnection',
  'EConnectionClosed',
  'StateLogout',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'ECONNRESET',
  'EPIPE',
])
const TIMED_OUT = new Set([
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'ETIMEOUT',
  'ETIMEDOUT',
  'LockTimeout',
])
const TOO_LARGE = new Set(['LineTooLarge', 'LiteralTooLarge', 'ResponseTooLarge'])

/** True when the connection went away, so that a new one may help. */
export function isDropped(error: unknown): boolean {
  return DROPPED.has(String(asTrouble(error).code))
}

/**
 * The MailboxError for whatever imapflow or the socket threw. Carries no `cause`: those errors hold the command
 * that was sent and the options of the client, and a logger would print them.
 * @param secrets blotted out wherever the server's own words repeat them.
 */
export function imapFailure(account: ImapAccount, error: unknown, secrets: readonly string[]): MailboxError {
  if (error instanceof MailboxError) return error
  const trouble = asTrouble(error)
  const code = String(trouble.code ?? '')
  const said = serverWords(trouble, secrets)
  const fail = (kind: MailboxError['code'], text: string) => new MailboxError(kind, `${account.name}: ${text}`)

  if (trouble.authenticationFailed === true && !isDropped(error)) {
    return fail(
      'auth',
      `the server refused the login of ${account.user}${said}. Check user and password (an app password, if the account has two-step verification) or the service account's right to this mailbox.`,
    )
  }
  if (trouble.mailboxMissing === true || trouble.serverResponseCode === 'NONEXISTENT') {
    return fail('missing', `there is no folder "${account.folder}"${said}. Check the folder's name in the mailbox URL.`)
  }
  if (TIMED_OUT.has(code)) {
    return fail(
      'timeout',
      `the server ${account.host}:${account.port} did not answer in time. The next run goes on from here.`,
    )
  }
  if (isDropped(error)) {
    return fail('connect', `the server closed the connection${said}. The next run goes on from here.`)
  }
  if (TOO_LARGE.has(code)) {
    return fail('protocol', 'the server sent more than was asked for; the connection was closed to save memory.')
  }
  if (/^(E[A-Z]+|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL)/.test(code)) {
    return fail(
      'connect',
      `no connection to ${account.host}:${account.port} (${code}). Check host, port, network and certificate.`,
    )
  }
  return fail('protocol', `the server answered with something unexpected (${code || 'no code'})${said}.`)
}

/** ` ("the server's text")` in one short clean line, or nothing. */
function serverWords(trouble: Trouble, secrets: readonly string[]): string {
  const text = [trouble.responseText, trouble.response].find((each) => typeof each === 'string' && each !== '')
  if (typeof text !== 'string') return ''
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
  const blotted = forms.reduce((line, form) => line.replaceAll(form, '***'), text)
  return ` ("${blotted.replace(/[^\x20-\x7e\xa0-\uffff]/g, ' ').slice(0, 200)}")`
}

function asTrouble(error: unknown): Trouble {
  return typeof error === 'object' && error !== null ? error : {}
}

/**
 * Access tokens for Gmail's IMAP from a Google service account with domain-wide delegation:
 * RFC 7523, as https://developers.google.com/identity/protocols/oauth2/service-account tells it.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileFailure } from './mail-file.ts'
import { MailboxError } from './mailbox.ts'

const SCOPE = 'https://mail.google.com/'
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** Google allows an hour at most. */
const LIFETIME_S = 3600
/** A token is not used in its last minute: the login comes after the request. */
const MARGIN_MS = 60_000

export interface ServiceAccount {
  readonly clientEmail: string
  /** The id that a Workspace administrator grants the scope to; for the message when that is missing. */
  readonly clientId: string | null
  readonly keyId: string | null
  readonly key: KeyObject
  readonly tokenUri: string
}

/** What the outer world gives: `now` in milliseconds, `timeout` in milliseconds for one request. */
export interface TokenEdges {
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly timeout: number
}

/**
 * A function that gives an access token for this user's mailbox, and the same one until it is about to expire.
 * @throws MailboxError (the returned promise): `auth` when Google refuses, `connect` or `timeout` when it is not reached.
 */
export function xoauth2Tokens(account: ServiceAccount, user: string, edges: TokenEdges): () => Promise<string> {
  let held: { readonly token: string; readonly until: number } | null = null
  return async () => {
    const now = edges.now()
    if (held !== null && now < held.until) return held.token
    const { token, seconds } = await requested(account, user, edges, now)
    held = { token, until: now + seconds * 1000 - MARGIN_MS }
    return token
  }
}

/** @throws MailboxError `missing`, `auth` (unreadable file) or `protocol` (no service-account key in it). */
export async function readServiceAccount(path: string): Promise<ServiceAccount> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileFailure(path, error)
  })
  return serviceAccount(text, path)
}

/** The key file's JSON, of which `path` is the name for messages. Its content never gets into one. */
export function serviceAccount(text: string, path: string): ServiceAccount {
  const value = jsonObject(text)
  const { client_email: clientEmail, private_key: pem, token_uri: tokenUri } = value
  if (typeof clientEmail !== 'string' || typeof pem !== 'string' || typeof tokenUri !== 'string') {
    throw unusable(path, 'it lacks client_email, private_key or token_uri; download a JSON key of a service account')
  }
  if (!isSafe(tokenUri)) throw unusable(path, 'its token_uri is not an https:// address')
  const optional = (name: string) => (typeof value[name] === 'string' ? value[name] : null)
  return {
    clientEmail,
    clientId: optional('client_id'),
    keyId: optional('private_key_id'),
    key: keyOf(pem, path),
    tokenUri,
  }
}

function keyOf(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw unusable(path, 'its private_key cannot be read')
  }
}

/** The signed request is worth a token to whoever reads it: plain http is for a fake on this host only. */
function isSafe(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}

/** The signed request for a token (a JWT, RS256), valid for an hour from `now` (milliseconds). */
export function assertion(account: ServiceAccount, user: string, now: number): string {
  const issued = Math.floor(now / 1000)
  const header = { alg: 'RS256', typ: 'JWT', ...(account.keyId === null ? {} : { kid: account.keyId }) }
  const claims = {
    iss: account.clientEmail,
    sub: user,
    scope: SCOPE,
    aud: account.tokenUri,
    iat: issued,
    exp: issued + LIFETIME_S,
  }
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), account.key).toString('base64url')}`
}

async function requested(account: ServiceAccount, user: string, edges: TokenEdges, now: number) {
  const host = new URL(account.tokenUri).host
  const answer = await asked(account, user, edges, now).catch((error: unknown) => {
    const late = error instanceof Error && error.name === 'TimeoutError'
    throw new MailboxError(
      late ? 'timeout' : 'connect',
      `No access token for ${user}: ${host} ${late ? 'did not answer in time' : 'was not reached'}. The next run tries again.`,
    )
  })
  const { access_token: token, expires_in: seconds } = answer.body
  if (answer.ok && typeof token === 'string' && token !== '') {
    return { token, seconds: typeof seconds === 'number' ? seconds : 0 }
  }
  throw refused(account, user, host, answer)
}

interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function asked(account: ServiceAccount, user: string, edges: TokenEdges, now: number): Promise<Answer> {
  const response = await edges.fetch(account.tokenUri, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: GRANT, assertion: assertion(account, user, now) }),
    signal: AbortSignal.timeout(edges.timeout),
    redirect: 'error',
  })
  return { ok: response.ok, status: response.status, body: jsonObject(await response.text()) }
}

function refused(account: ServiceAccount, user: string, host: string, { status, body }: Answer): MailboxError {
  const said = [body.error, body.error_description]
    .filter((each) => typeof each === 'string')
    .join(': ')
    .slice(0, 200)
  const what = `No access token for ${user}: ${host} answered ${status}${said === '' ? '' : ` (${said})`}.`
  if (status >= 500 || status === 429) return new MailboxError('connect', `${what} The next run tries again.`)
  const who = account.clientId ?? account.clientEmail
  return new MailboxError(
    'auth',
    `${what} A Workspace administrator must grant ${who} domain-wide delegation for ${SCOPE}, and ${user} must exist.`,
  )
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function unusable(path: string, why: string): MailboxError {
  return new MailboxError('protocol', `The service-account key ${path} cannot be used: ${why}.`)
}

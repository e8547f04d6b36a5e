/** Access tokens for a Google service account: a JWT signed here, exchanged at the key's own `token_uri` (RFC 7523). */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { TroubleError } from './errors.ts'

/** The parts of a service-account key file that are used. */
export interface ServiceAccountKey {
  readonly clientEmail: string
  /** PEM. Never printed. */
  readonly privateKey: string
  readonly privateKeyId: string | null
  readonly tokenUri: string
}

const unusable = (why: string): TroubleError => new TroubleError({ kind: 'setup', why })
const howToGet =
  'Make one in the Google Cloud console, under IAM & Admin, Service Accounts, Keys, Add key, JSON, and let GOOGLE_APPLICATION_CREDENTIALS name the file.'

/** Plain http would show the token to the network; loopback is for tests and local proxies. */
export const isSafeUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && (/^127(?:\.\d{1,3}){3}$/.test(hostname) || ['localhost', '[::1]'].includes(hostname)))
  )
}

/** Reads the JSON text of a key file. `from` names it for people. Throws a TroubleError of kind `setup` that quotes nothing of the text. */
export const parseKey = (json: string, from: string): ServiceAccountKey => {
  let key: unknown
  try {
    key = JSON.parse(json)
  } catch {
    throw unusable(`${from} is not JSON, so it is no service-account key. ${howToGet}`)
  }
  const field = (name: string): string | null => {
    const value = typeof key === 'object' && key !== null ? (key as Readonly<Record<string, unknown>>)[name] : null
    return typeof value === 'string' && value !== '' ? value : null
  }
  const clientEmail = field('client_email')
  const privateKey = field('private_key')
  if (clientEmail === null || privateKey === null)
    throw unusable(`${from} has no client_email and private_key, so it is no service-account key. ${howToGet}`)
  const tokenUri = field('token_uri') ?? 'https://oauth2.googleapis.com/token'
  if (!isSafeUrl(tokenUri)) throw unusable(`The token_uri in ${from} must be an https address.`)
  return { clientEmail, privateKey, privateKeyId: field('private_key_id'), tokenUri }
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const readPem = (key: ServiceAccountKey): KeyObject => {
  try {
    return createPrivateKey(key.privateKey)
  } catch {
    throw unusable(`The private_key of ${key.clientEmail} is damaged: it is not a PEM key. ${howToGet}`)
  }
}

/**
 * The signed JWT that asks for a token. `subject`: a user to act for, under domain-wide delegation.
 * `now` in milliseconds. Lives one hour, the longest that Google takes.
 */
export const assertion = (key: ServiceAccountKey, scope: string, subject: string | null, now: number): string => {
  const iat = Math.floor(now / 1000)
  const head = base64url({ alg: 'RS256', typ: 'JWT', ...(key.privateKeyId === null ? {} : { kid: key.privateKeyId }) })
  const claims = { iss: key.clientEmail, scope, aud: key.tokenUri, iat, exp: iat + 3600 }
  const unsigned = `${head}.${base64url(subject === null ? claims : { ...claims, sub: subject })}`
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), readPem(key)).toString('base64url')}`
}

/** Sends a form and gives back what came; throws only when nothing came. */
export type PostForm = (
  url: string,
  form: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: unknown; readonly retryAfter: string | null }>

export interface TokenSource {
  /** A token that holds for another minute at least. Throws a TroubleError of kind `token` or `setup`, or what `post` throws. */
  readonly token: () => Promise<string>
  /** After a 401: the next `token` is a new one. */
  readonly forget: () => void
}

const minute = 60_000

/** Keeps one token and renews it in time. `key` is read at the first use. */
export const tokenSource = (settings: {
  readonly key: () => Promise<ServiceAccountKey>
  readonly scope: string
  readonly subject: string | null
  readonly now: () => number
  readonly post: PostForm
}): TokenSource => {
  let held: { readonly token: string; readonly until: number } | null = null

  const fetchToken = async (): Promise<{ readonly token: string; readonly until: number }> => {
    const key = await settings.key()
    const asked = settings.now()
    const { status, body, retryAfter } = await settings.post(key.tokenUri, {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion(key, settings.scope, settings.subject, asked),
    })
    const answer = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
    const { access_token: token, expires_in: seconds, error } = answer
    if (status !== 200 || typeof token !== 'string' || token === '') {
      const reason = typeof error === 'string' && /^\w{1,60}$/.test(error) ? error : 'no token in the answer'
      throw new TroubleError({ kind: 'token', status, reason, retryAfter })
    }
    return { token, until: asked + (typeof seconds === 'number' ? seconds * 1000 : 0) }
  }

  return {
    token: async () => {
      if (held === null || held.until - minute <= settings.now()) held = await fetchToken()
      return held.token
    },
    forget: () => {
      held = null
    },
  }
}

/** The token endpoint: verifies the signed JWT of a service account and gives access tokens. Source: RFC 7523; google.md §2. */
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { asObject, type Json } from './checks.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = createPublicKey(pair.privateKey)
const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

export const account = 'maintcal@example-project.iam.gserviceaccount.com'
const scope = 'https://www.googleapis.com/auth/calendar.events'
const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** A key file's content, as the Cloud console gives it. */
export const keyFileContent = (tokenUri: string): string =>
  JSON.stringify({
    type: 'service_account',
    project_id: 'example-project',
    private_key_id: '0123456789abcdef',
    private_key: privateKey,
    client_email: account,
    token_uri: tokenUri,
    universe_domain: 'googleapis.com',
  })

const decoded = (part: string | undefined): Json => {
  try {
    return asObject(JSON.parse(Buffer.from(part ?? '', 'base64url').toString()))
  } catch {
    return {}
  }
}

/** What is wrong with an assertion; null if nothing is. */
const fault = (jwt: string, audience: string, now: number): string | null => {
  const [head, claims, signature] = jwt.split('.')
  const { alg } = decoded(head)
  const { iss, scope: asked, aud, iat, exp } = decoded(claims)
  if (alg !== 'RS256') return 'alg'
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature ?? '', 'base64url')))
    return 'signature'
  if (iss !== account) return 'iss'
  if (asked !== scope) return 'scope'
  if (aud !== audience) return 'aud'
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'iat and exp'
  if (exp * 1000 <= now || iat * 1000 > now + 300_000 || exp - iat > 3600) return 'time'
  return null
}

export interface Tokens {
  readonly answer: (form: URLSearchParams, audience: string) => { readonly status: number; readonly body: Json }
  readonly isGood: (authorization: string | undefined) => boolean
  readonly revokeAll: () => void
  /** Everything given out, to look for in messages. */
  readonly given: () => readonly string[]
}

export const keepTokens = (now: () => number): Tokens => {
  const good = new Map<string, number>()
  const given: string[] = []
  return {
    answer: (form, audience) => {
      if (form.get('grant_type') !== grant) return { status: 400, body: { error: 'unsupported_grant_type' } }
      const wrong = fault(form.get('assertion') ?? '', audience, now())
      if (wrong !== null)
        return { status: 400, body: { error: 'invalid_grant', error_description: `Invalid JWT: ${wrong}` } }
      const token = `ya29.token-${given.length + 1}`
      given.push(token)
      good.set(token, now() + 3_600_000)
      return { status: 200, body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } }
    },
    isGood: (authorization) => (good.get(authorization?.replace(/^Bearer /, '') ?? '') ?? 0) > now(),
    revokeAll: () => good.clear(),
    given: () => given,
  }
}

import { titleText } from './remarkup.ts'
import { TrackerError, type TrackerFailure } from './tracker.ts'

/**
 * Phabricator's Conduit over fetch. Parameters travel as one JSON document in the form field `params`, which keeps nulls,
 * empty lists and integers; errors are HTTP 200 with `error_code` (facts observed on Phorge 07c1a51).
 */
export interface ConduitOptions {
  /** `https://phabricator.example.org` */
  readonly url: string
  readonly token: string
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  /** Waits between attempts. */
  readonly pause: (ms: number) => Promise<void>
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export interface Conduit {
  /** A call that changes nothing: it is repeated when the server cannot be reached. */
  read(method: string, params: JsonObject): Promise<Json>
  /** A call that changes something: repeated only where the server surely did not take it. */
  write(method: string, params: JsonObject): Promise<Json>
}

const ATTEMPTS = 3
const TOKEN = /\b(?:api|cli)-[a-z0-9]{20,40}\b/gi

/** One line without tokens, and not longer than a person reads. */
const tame = (text: string, token: string): string =>
  titleText((token === '' ? text : text.replaceAll(token, '***')).replace(TOKEN, '***'), 300)

const failureOf = (code: string): TrackerFailure =>
  code === 'ERR-INVALID-AUTH' || code === 'ERR-INVALID-SESSION' ? 'configuration' : 'refused'

const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Errors of the socket that come before a request was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = isObject(cause) || cause instanceof Error ? (cause as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown error'
}

/** `{result, error_code, error_info}`, whatever the HTTP status was; null: it is no answer of Conduit's. */
const envelopeIn = (body: string): Record<string, Json> | null => {
  try {
    const answer: unknown = JSON.parse(body)
    return isObject(answer) && 'error_code' in answer ? answer : null
  } catch {
    return null
  }
}

const noAnswer = (base: string, method: string, status: number): TrackerError => {
  // A rate limit answers before the application is asked; a gateway's error page may come after.
  const failure = status === 429 ? 'unreachable' : status === 404 ? 'configuration' : 'lost'
  const hint = status === 404 ? ' Is PHABRICATOR_URL right?' : ''
  return new TrackerError(failure, `${base} answered ${method} with HTTP ${status} and no Conduit answer.${hint}`)
}

interface Answer {
  readonly status: number
  readonly body: string
}

export const conduit = (options: ConduitOptions): Conduit => {
  const base = options.url.replace(/\/{1,4}$/, '')

  const post = async (method: string, params: JsonObject): Promise<Answer> => {
    const document = JSON.stringify({ ...params, __conduit__: { token: options.token } })
    try {
      const response = await options.fetch(`${base}/api/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ params: document, output: 'json' }).toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
      })
      return { status: response.status, body: await response.text() }
    } catch (error) {
      const code = codeOf(error)
      const failure = NOT_SENT.has(code) ? 'unreachable' : 'lost'
      throw new TrackerError(failure, `${base} did not answer ${method} (${tame(code, options.token)}).`)
    }
  }

  const once = async (method: string, params: JsonObject): Promise<Json> => {
    const { status, body } = await post(method, params)
    const answer = envelopeIn(body)
    if (answer === null) throw noAnswer(base, method, status)
    const { error_code: code, error_info: info } = answer
    if (typeof code !== 'string') return answer.result ?? null
    const failure = failureOf(code)
    const reason = typeof info === 'string' ? tame(info, options.token) : 'no reason given'
    const told = failure === 'configuration' ? 'the token is not valid: set PHABRICATOR_TOKEN' : reason
    throw new TrackerError(failure, `${base} refused ${method}: ${told} (${code}).`)
  }

  const repeated = async (method: string, params: JsonObject, again: readonly TrackerFailure[]): Promise<Json> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(method, params)
      } catch (error) {
        const may = error instanceof TrackerError && again.includes(error.failure)
        if (!may || attempt === ATTEMPTS) throw error
        await options.pause(500 * 4 ** (attempt - 1))
      }
    }
  }

  return {
    read: (method, params) => repeated(method, params, ['unreachable', 'lost']),
    write: (method, params) => repeated(method, params, ['unreachable']),
  }
}

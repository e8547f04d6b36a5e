/** The one retry policy: what is tried again, how often, and how long a run may wait in all. The client library's own is off. */
import { type Trouble, troubleOf } from './errors.ts'

export interface RetryPolicy {
  /** Tries of one call, the first included. */
  readonly attempts: number
  /** The n-th wait is `min(2^n * firstWaitMs + random * jitterMs, maxWaitMs)`, or Retry-After if that is longer. */
  readonly firstWaitMs: number
  readonly jitterMs: number
  readonly maxWaitMs: number
  /** All waiting and all failed tries of a run together; once spent, the rest is left to the next run. */
  readonly budgetMs: number
}

/** Waits as in Google's guide (google.md §1 "Backoff": `min(2^n s + random ms, max)`); cron comes again soon, so two minutes are enough. */
export const defaultRetryPolicy = {
  attempts: 6,
  firstWaitMs: 1000,
  jitterMs: 1000,
  maxWaitMs: 32_000,
  budgetMs: 120_000,
} satisfies RetryPolicy

/**
 * `wait`: try again after a wait. `new-token`: once, at once, with a new token. `stop`: nothing else will work in this run either.
 * `fail`: this call only.
 */
export type Remedy = 'wait' | 'new-token' | 'stop' | 'fail'

const rateLimits = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED', 'RESOURCE_EXHAUSTED'])
const usageLimits = new Set(['quotaExceeded', 'dailyLimitExceeded'])
const notForUs = new Set(['accessNotConfigured', 'SERVICE_DISABLED', 'requiredAccessLevel', 'insufficientPermissions'])
const unwell = (status: number): boolean => status === 408 || status === 429 || status >= 500

/** The table: the first row that holds decides. Source: google.md §1 "Errors". */
const remedies: readonly (readonly [remedy: Remedy, holds: (t: Trouble) => boolean])[] = [
  ['wait', (t) => t.kind === 'silence' || t.kind === 'nonsense'],
  ['stop', (t) => t.kind === 'setup' || t.kind === 'no-calendar'],
  ['wait', (t) => t.kind === 'token' && unwell(t.status)],
  ['stop', (t) => t.kind === 'token'],
  ['new-token', (t) => t.kind === 'answer' && t.status === 401],
  ['stop', (t) => t.kind === 'answer' && t.status === 403 && usageLimits.has(t.reason)],
  ['wait', (t) => t.kind === 'answer' && t.status === 403 && rateLimits.has(t.reason)],
  ['stop', (t) => t.kind === 'answer' && t.status === 403 && notForUs.has(t.reason)],
  ['wait', (t) => t.kind === 'answer' && unwell(t.status)],
]

export const remedyFor = (trouble: Trouble): Remedy => remedies.find(([, holds]) => holds(trouble))?.[0] ?? 'fail'

/** Milliseconds that a Retry-After header asks for (RFC 9110 §10.2.3: seconds or a date); 0 when there is none or it is not readable. */
export const retryAfterMs = (value: string | null, now: number): number => {
  if (value === null) return 0
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}

export interface Hands {
  readonly sleep: (ms: number) => Promise<void>
  /** In [0, 1). */
  readonly random: () => number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** `stop`: leave everything else of this run alone. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble; readonly stop: boolean }

export interface Patience {
  readonly call: <T>(request: () => Promise<T>) => Promise<Answer<T>>
  /** A new run: the whole budget again. */
  readonly renew: () => void
}

/** Runs calls by the policy. `forgetToken` is called before the one retry after a 401. Rethrows what is no Trouble. */
export const patience = (policy: RetryPolicy, hands: Hands, forgetToken: () => void): Patience => {
  let spent = 0

  const waitFor = (trouble: Trouble, tries: number): number => {
    const backoff = Math.min(2 ** (tries - 1) * policy.firstWaitMs + hands.random() * policy.jitterMs, policy.maxWaitMs)
    const asked = 'retryAfter' in trouble ? retryAfterMs(trouble.retryAfter, hands.now()) : 0
    return Math.max(backoff, asked)
  }

  const attempt = async <T>(request: () => Promise<T>): Promise<Answer<T>> => {
    const began = hands.now()
    try {
      return { ok: true, value: await request() }
    } catch (thrown) {
      const trouble = troubleOf(thrown)
      if (trouble === null) throw thrown
      spent += Math.max(0, hands.now() - began)
      return { ok: false, trouble, stop: false }
    }
  }

  /** Milliseconds to wait before the next try; or no further try, and whether the run ends with it. */
  const next = (trouble: Trouble, tries: number, renewed: boolean): number | 'stop' | 'fail' => {
    const remedy = remedyFor(trouble)
    if (remedy === 'new-token') return renewed ? 'stop' : 0
    if (remedy !== 'wait') return remedy
    const wait = waitFor(trouble, tries)
    if (spent + wait > policy.budgetMs) return 'stop'
    return tries >= policy.attempts ? 'fail' : wait
  }

  const call = async <T>(request: () => Promise<T>): Promise<Answer<T>> => {
    let renewed = false
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(request)
      if (answer.ok) return answer
      const wait = next(answer.trouble, tries, renewed)
      if (typeof wait === 'string') return { ...answer, stop: wait === 'stop' }
      if (remedyFor(answer.trouble) === 'new-token') {
        renewed = true
        forgetToken()
      }
      spent += wait
      if (wait > 0) await hands.sleep(wait)
    }
  }

  return {
    call,
    renew: () => {
      spent = 0
    },
  }
}

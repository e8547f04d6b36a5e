import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Trouble, TroubleError, troubleOf } from '../../../src/calendar/google/errors.ts'
import {
  defaultRetryPolicy,
  patience,
  type Remedy,
  type RetryPolicy,
  remedyFor,
  retryAfterMs,
} from '../../../src/calendar/google/retry.ts'

const answer = (status: number, reason = 'x'): Trouble => ({
  kind: 'answer',
  status,
  reason,
  said: '',
  retryAfter: null,
})
const silence: Trouble = { kind: 'silence', host: 'example.com', why: 'ECONNRESET' }
const token = (status: number): Trouble => ({ kind: 'token', status, reason: 'x', retryAfter: null })

describe('The table of remedies', () => {
  it.each<[Remedy, string, Trouble]>([
    ['wait', 'no answer', silence],
    ['wait', 'another server', { kind: 'nonsense', host: 'example.com' }],
    ['wait', '403 rateLimitExceeded', answer(403, 'rateLimitExceeded')],
    ['wait', '403 userRateLimitExceeded', answer(403, 'userRateLimitExceeded')],
    ['wait', '429', answer(429)],
    ['wait', '408', answer(408)],
    ['wait', '500', answer(500)],
    ['wait', '503 for the token', token(503)],
    ['stop', '400 for the token', token(400)],
    ['stop', '403 quotaExceeded', answer(403, 'quotaExceeded')],
    ['stop', '403 requiredAccessLevel', answer(403, 'requiredAccessLevel')],
    ['stop', 'no calendar', { kind: 'no-calendar' }],
    ['stop', 'an unusable key', { kind: 'setup', why: '' }],
    ['new-token', '401', answer(401)],
    ['fail', 'another 403', answer(403, 'forbidden')],
    ['fail', '400', answer(400)],
    ['fail', '404', answer(404)],
    ['fail', '409', answer(409, 'duplicate')],
    ['fail', '410', answer(410, 'deleted')],
    ['fail', '412', answer(412, 'conditionNotMet')],
  ])('says %s to %s', (remedy, _, trouble) => {
    expect(remedyFor(trouble)).toBe(remedy)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 5, 12)
  it.each([
    ['120', 120_000],
    ['Mon, 05 Jan 2026 12:00:30 GMT', 30_000],
    ['Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['soon', 0],
    ['-5', 0],
    [null, 0],
  ])('%s is %i ms', (value, ms) => {
    expect(retryAfterMs(value, now)).toBe(ms)
  })
})

describe('Patience', () => {
  const trying = async (policy: RetryPolicy, random: number, trouble: Trouble) => {
    const sleeps: number[] = []
    const hands = { sleep: async (ms: number) => void sleeps.push(ms), random: () => random, now: () => 0 }
    const { call } = patience(policy, hands, () => undefined)
    let tries = 0
    const result = await call(async () => {
      tries += 1
      throw new TroubleError(trouble)
    })
    return { sleeps, tries, result }
  }

  it('never waits longer than the budget in all, nor longer than the longest wait at once, nor tries more often than told', async () => {
    const policies = fc.record({
      attempts: fc.integer({ min: 1, max: 20 }),
      firstWaitMs: fc.integer({ min: 1, max: 5000 }),
      jitterMs: fc.integer({ min: 0, max: 5000 }),
      maxWaitMs: fc.integer({ min: 1, max: 40_000 }),
      budgetMs: fc.integer({ min: 0, max: 200_000 }),
    })
    const dice = fc.double({ min: 0, max: 0.999, noNaN: true })
    await fc.assert(
      fc.asyncProperty(policies, dice, async (policy, random) => {
        const { sleeps, tries, result } = await trying(policy, random, silence)
        expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(policy.budgetMs)
        expect(Math.max(0, ...sleeps)).toBeLessThanOrEqual(policy.maxWaitMs)
        expect(tries).toBeLessThanOrEqual(policy.attempts)
        expect(tries).toBe(sleeps.length + 1)
        expect(result.ok).toBe(false)
      }),
    )
  })

  it('spreads waits by chance, so that two hosts do not return together', async () => {
    const early = await trying(defaultRetryPolicy, 0, silence)
    const late = await trying(defaultRetryPolicy, 0.9, silence)
    expect(early.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000])
    expect(late.sleeps).toEqual([1900, 2900, 4900, 8900, 16_900])
  })

  it('counts the time of requests that never came back, and has it all again in a new run', async () => {
    let clock = 0
    const hands = { sleep: async () => undefined, random: () => 0, now: () => clock }
    const { call, renew } = patience({ ...defaultRetryPolicy, budgetMs: 60_000 }, hands, () => undefined)
    const tried = async () => {
      let tries = 0
      const result = await call(async () => {
        tries += 1
        clock += 20_000
        throw new TroubleError(silence)
      })
      return { tries, stop: !result.ok && result.stop }
    }
    expect(await tried()).toEqual({ tries: 3, stop: true })
    expect(await tried()).toEqual({ tries: 1, stop: true })
    renew()
    expect(await tried()).toEqual({ tries: 3, stop: true })
  })

  it('does not touch a defect of the program: it goes through as it is', async () => {
    const { call } = patience(
      defaultRetryPolicy,
      { sleep: async () => undefined, random: () => 0, now: () => 0 },
      () => {},
    )
    const defect = new TypeError('x is undefined')
    await expect(call(() => Promise.reject(defect))).rejects.toBe(defect)
    expect(troubleOf(defect)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { type Place, type Trouble, TroubleError, tell, troubleOf } from '../../../src/calendar/google/errors.ts'

const place: Place = { calendarId: 'c@group.calendar.google.com', account: 'robot@example.com' }
const answer = (given: Partial<Extract<Trouble, { kind: 'answer' }>>): Trouble => ({
  kind: 'answer',
  status: 400,
  reason: 'badRequest',
  said: '',
  retryAfter: null,
  ...given,
})
const from = (response: unknown, more: object = {}) =>
  troubleOf({ config: { url: 'https://www.googleapis.com/calendar/v3/x' }, response, ...more })

describe('what a call threw', () => {
  it.each([
    ['a defect of the program', new TypeError('x')],
    ['nothing', null],
    ['words', 'x'],
  ])('is none of Google’s when it is %s', (_, thrown) => {
    expect(troubleOf(thrown)).toBeNull()
  })

  it('is what we threw ourselves', () => {
    const trouble: Trouble = { kind: 'nonsense', host: 'x' }
    expect(troubleOf(new TroubleError(trouble))).toBe(trouble)
  })

  it.each([
    [{ url: 'https://www.googleapis.com/x' }, { code: 'ECONNRESET' }, 'www.googleapis.com', 'ECONNRESET'],
    [{ url: new URL('https://a.example:8443/x') }, {}, 'a.example:8443', 'no answer in time'],
    [{ url: 'nonsense' }, { code: 7 }, 'the server', 'no answer in time'],
    [{}, {}, 'the server', 'no answer in time'],
  ])('without an answer, of %j, tells who was silent', (config, more, host, why) => {
    expect(troubleOf({ config, ...more })).toEqual({ kind: 'silence', host, why })
  })

  it.each([
    [{ error: { errors: [{ reason: 'notFound' }], details: [{ reason: 'b' }], status: 'c' } }, 'notFound'],
    [{ error: { errors: [], details: [{ reason: 'SERVICE_DISABLED' }], status: 'c' } }, 'SERVICE_DISABLED'],
    [{ error: { errors: 'x', status: 'PERMISSION_DENIED' } }, 'PERMISSION_DENIED'],
    [{ error: { errors: [{ reason: 7 }] } }, 'unknown'],
    [{ error: 'x' }, 'unknown'],
    ['<html>', 'unknown'],
    [null, 'unknown'],
  ])('with the answer %j has the reason %s', (data, reason) => {
    expect(from({ status: 403, data })).toEqual(answer({ status: 403, reason }))
  })

  it.each([
    [{ status: 429, data: { error: { message: 'slow' } }, headers: { 'retry-after': '7' } }, 429, 'slow', '7'],
    [{ status: 429, headers: new Headers({ 'retry-after': '8' }) }, 429, '', '8'],
    [{ status: '429', data: { error: { message: 7 } }, headers: {} }, 0, '', null],
    [{ headers: new Headers() }, 0, '', null],
    [{ status: 500, headers: null }, 500, '', null],
  ])('with the answer %j', (response, status, said, retryAfter) => {
    expect(from(response)).toEqual(answer({ status, said, retryAfter, reason: 'unknown' }))
  })
})

describe('what is told to people', () => {
  const said = (words: string) => tell(answer({ said: words }), place)

  it.each([
    ['Bearer ya29.a0AfH6SMB'],
    ['token Bearer abcdefgh'],
    ['ya29.a0AfH6SMB'],
    ['-----BEGIN PRIVATE KEY-----'],
    ['x'.repeat(40)],
    [`eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(60)}.b-c_d`],
  ])('holds no secret though Google repeats %s', (secretWords) => {
    const told = said(`before ${secretWords} after`)
    for (const word of secretWords.split(' ').filter((one) => one.length > 6 && one !== 'Bearer'))
      expect(told).not.toContain(word)
    expect(told).toContain('before')
    expect(told).toContain('(hidden)')
  })

  it('is one short line without anything that acts', () => {
    expect(said('a\r\n\u001b[2J b\u202ec')).toBe('Google refused it (HTTP 400, badRequest, "a [2J b c").')
    expect(said('')).toBe('Google refused it (HTTP 400, badRequest).')
    expect(said('word '.repeat(500)).length).toBeLessThan(260)
  })

  it.each([
    [answer({ status: 401 }), /rejects the access of robot@example.com even with a new token/],
    [answer({ status: 403, reason: 'accessNotConfigured' }), /not enabled in the project of robot@example.com/],
    [answer({ status: 403, reason: 'SERVICE_DISABLED' }), /not enabled in the project/],
    [answer({ status: 403, reason: 'quotaExceeded' }), /usage limit is reached/],
    [answer({ status: 403, reason: 'dailyLimitExceeded' }), /usage limit is reached/],
    [answer({ status: 403, reason: 'requiredAccessLevel' }), /may read the calendar, but not change it.*"Make changes/],
    [answer({ status: 403, reason: 'insufficientPermissions' }), /may read the calendar, but not change it/],
    [answer({ status: 403, reason: 'forbidden' }), /does not allow this change.*Guests on an event/],
    [answer({ status: 429 }), /is busy/],
    [answer({ status: 500 }), /is busy/],
    [answer({ status: 503 }), /is busy/],
    [answer({ status: 400, reason: 'userRateLimitExceeded' }), /is busy/],
    [answer({ status: 499 }), /refused it/],
    [
      { kind: 'token', status: 400, reason: 'invalid_grant', retryAfter: null },
      /does not accept the key of robot@example.com/,
    ],
    [{ kind: 'token', status: 400, reason: 'x', retryAfter: null }, /gave no access token for robot.*HTTP 400, x/],
    [{ kind: 'token', status: 500, reason: 'x', retryAfter: null }, /too busy to give an access token.*HTTP 500, x/],
    [{ kind: 'silence', host: 'a.example', why: 'ECONNRESET' }, /No answer from a.example \(ECONNRESET\)/],
    [{ kind: 'nonsense', host: 'a.example' }, /a.example answered, but not as/],
    [{ kind: 'setup', why: 'It is so.' }, /^It is so\.$/],
    [{ kind: 'no-calendar' }, /not there, or not shared.*c@group.calendar.google.com.*robot@example.com/],
  ] satisfies readonly (readonly [Trouble, RegExp])[])('of %j', (trouble, words) => {
    expect(tell(trouble, place)).toMatch(words)
  })

  it('names the account by where it stands, while the key is unread', () => {
    const unread = { ...place, account: null }
    expect(tell({ kind: 'no-calendar' }, unread)).toContain('the service account (client_email in the key file)')
    expect(tell(answer({ status: 401 }), unread)).toContain('the service account')
  })
})

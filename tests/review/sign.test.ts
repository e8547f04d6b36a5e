import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { csrfFor, keyFor, makeSession, readSession, sameSecret, sessionSeconds } from '../../src/review/sign.ts'

const key = keyFor('a secret', 'session')
const now = new Date('2026-12-04T18:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const month = 30 * 86_400_000

describe('a session', () => {
  it('tells its name for thirty days', () => {
    const session = makeSession(key, 'Kim Ångström', now)
    expect(readSession(key, session, now)).toBe('Kim Ångström')
    expect(readSession(key, session, later(month - 1))).toBe('Kim Ångström')
    expect(readSession(key, session, later(month))).toBeNull()
    expect(sessionSeconds).toBe(month / 1000)
  })

  it('is nobody’s if name, end or signature was changed', () => {
    const [name = '', end = '', signature = ''] = makeSession(key, 'Kim', now).split('.')
    const other = Buffer.from('Lee').toString('base64url')
    expect(readSession(key, `${name}.${end}.${signature}`, now)).toBe('Kim')
    expect(readSession(key, `${other}.${end}.${signature}`, now)).toBeNull()
    expect(readSession(key, `${name}.${Number(end) + 1}.${signature}`, now)).toBeNull()
    expect(readSession(key, `${name}.${end}.${csrfFor(key, 'Kim')}`, now)).toBeNull()
    expect(readSession(key, `${name}.${end}`, now)).toBeNull()
    expect(readSession(key, '', now)).toBeNull()
  })

  it('of another key is nobody’s', () => {
    expect(readSession(keyFor('another secret', 'session'), makeSession(key, 'Kim', now), now)).toBeNull()
    expect(readSession(keyFor('a secret', 'another use'), makeSession(key, 'Kim', now), now)).toBeNull()
  })

  it('cannot be signed by the proof of a form: both sign other words', () => {
    const mac = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
    expect(csrfFor(key, 'Kim')).toBe(mac('form|Kim'))
    const [name, end, signature] = makeSession(key, 'Kim', now).split('.')
    expect(signature).toBe(mac(`session|${name}.${end}`))
  })

  it('of more than a thousand characters is not looked at further', () => {
    const long = makeSession(key, 'x'.repeat(2000), now)
    expect(readSession(key, long, now)).toBeNull()
    expect(readSession(key, makeSession(key, 'x'.repeat(600), now), now)).toBe('x'.repeat(600))
  })
})

describe('a secret', () => {
  it.each([
    ['', '', true],
    ['correct', 'correct', true],
    ['correct', 'corrects', false],
    ['correct', 'Correct', false],
    ['correct', '', false],
  ])('%j is %j: %s', (a, b, same) => {
    expect(sameSecret(a, b)).toBe(same)
  })
})

describe('a key', () => {
  it('differs with the secret and with its use', () => {
    const keys = [keyFor('a', 'b'), keyFor('a', 'c'), keyFor('b', 'b')].map((one) => Buffer.from(one).toString('hex'))
    expect(new Set(keys).size).toBe(3)
  })
})

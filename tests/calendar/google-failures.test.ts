import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseKey } from '../../src/calendar/google/auth.ts'
import { defaultRetryPolicy } from '../../src/calendar/google/retry.ts'
import type { WriteResult } from '../../src/calendar/target.ts'
import type { Fault } from '../servers/fake-google-calendar.ts'
import { desired, type Rig, startRig } from '../servers/google/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig()
})
afterEach(async () => {
  expect(rig.fake.complaints).toEqual([])
  await rig.fake.close()
})

const times = (n: number, fault: Fault): readonly Fault[] => Array.from({ length: n }, () => fault)
const limit = { status: 403, reason: 'rateLimitExceeded' } as const
const told = (result: WriteResult): string => (!result.ok && 'message' in result ? result.message : '')

describe('What is tried again', () => {
  it.each<[string, Fault]>([
    ['403 rateLimitExceeded', limit],
    ['403 userRateLimitExceeded', { status: 403, reason: 'userRateLimitExceeded' }],
    ['429', { status: 429, reason: 'rateLimitExceeded' }],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a cut connection', 'cut'],
    ['an answer that is not of the API', { status: 200, raw: '<html>Please sign in</html>' }],
  ])('is %s, with growing waits, until it works', async (_, fault) => {
    rig.fake.fail('insert', ...times(3, fault))
    expect(await rig.target.insert(desired())).toMatchObject({ ok: true })
    expect(rig.slept).toEqual([1500, 2500, 4500])
  })

  it('is a request without an answer, after the timeout', async () => {
    rig.fake.fail('insert', 'hang')
    expect(await rig.another({ timeoutMs: 50 }).insert(desired())).toMatchObject({ ok: true })
    expect(rig.log()).toEqual(['token 200', 'insert 0', 'insert 200'])
  })

  it('waits as long as Retry-After asks', async () => {
    rig.fake.fail('insert', { status: 503, retryAfter: '17' })
    expect(await rig.target.insert(desired())).toMatchObject({ ok: true })
    expect(rig.slept).toEqual([17_000])
  })

  it('is also a listing and a token', async () => {
    rig.fake.fail('list', { status: 503 })
    rig.fake.fail('token', { status: 500, reason: 'internal_failure' }, 'cut')
    expect(await rig.target.changes(null)).toMatchObject({ full: true })
    expect(rig.log()).toEqual(['token 500', 'token 0', 'token 200', 'list 503', 'list 200'])
    expect(rig.slept).toHaveLength(3)
  })

  it.each<[string, Fault]>([
    ['503', { status: 503 }],
    ['429', { status: 429, reason: 'rateLimitExceeded' }],
    ['403 rateLimitExceeded', limit],
  ])(
    'is tried as often as the policy says, and left to the next run, without advice about rights (%s)',
    async (_, fault) => {
      rig.fake.fail('insert', ...times(9, fault))
      const result = await rig.target.insert(desired())
      expect(result).toMatchObject({ ok: false, reason: 'failed', retry: true })
      expect(told(result)).toMatch(/Google is busy .* tries again in the next run/)
      expect(told(result)).not.toContain('Settings and sharing')
      expect(rig.log().filter((line) => line.startsWith('insert'))).toHaveLength(defaultRetryPolicy.attempts)
    },
  )

  it('is told of a token without blaming the key', async () => {
    rig.fake.fail('token', ...times(9, { status: 503 }))
    await expect(rig.target.changes(null)).rejects.toThrow(/too busy to give an access token .* the next run/)
  })

  it('is not a request that Google calls wrong', async () => {
    rig.fake.fail('insert', { status: 400, reason: 'invalid', message: 'Invalid value' })
    expect(await rig.target.insert(desired())).toMatchObject({ ok: false, reason: 'failed', retry: false })
    expect(rig.slept).toEqual([])
  })
})

describe('The patience of a run', () => {
  it('is one for all its events: once spent, the rest waits for the next run', async () => {
    rig.fake.fail('insert', ...times(99, limit))
    const results: WriteResult[] = []
    for (let n = 0; n < 10; n += 1) results.push(await rig.target.insert(desired({ id: `mcevent${n}` })))
    expect(results[0]).toMatchObject({ reason: 'failed', retry: true })
    expect(results.at(-1)).toMatchObject({ reason: 'stop', retry: true })
    expect(rig.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(defaultRetryPolicy.budgetMs)
  })

  it('is whole again in the next run', async () => {
    const { flush, insert } = rig.another({ retry: { ...defaultRetryPolicy, budgetMs: 2000 } })
    rig.fake.fail('insert', limit, limit)
    expect(await insert(desired())).toMatchObject({ reason: 'stop' })
    await flush()
    rig.fake.fail('insert', limit)
    expect(await insert(desired())).toMatchObject({ ok: true })
  })

  it('does not reach for a wait that is longer than all of it', async () => {
    rig.fake.fail('insert', { status: 429, retryAfter: '3600' })
    expect(await rig.target.insert(desired())).toMatchObject({ reason: 'stop', retry: true })
    expect(rig.slept).toEqual([])
  })
})

describe('What ends a run', () => {
  it.each<[string, Fault, RegExp]>([
    ['the usage limit', { status: 403, reason: 'quotaExceeded' }, /usage limit is reached.*later run/],
    ['a disabled API', { status: 403, reason: 'accessNotConfigured' }, /API is not enabled.*Library/],
  ])('is %s: nothing more is asked until the run is over', async (_, fault, words) => {
    rig.fake.fail('insert', fault)
    const first = await rig.target.insert(desired())
    expect(first).toMatchObject({ ok: false, reason: 'stop', retry: true })
    expect(told(first)).toMatch(words)
    const asked = rig.fake.requests.length
    expect(await rig.target.insert(desired({ id: 'another1' }))).toEqual(first)
    await expect(rig.target.changes(null)).rejects.toThrow(words)
    await expect(rig.target.get('another1')).rejects.toThrow(words)
    expect(rig.fake.requests).toHaveLength(asked)
    await rig.target.flush()
    expect(await rig.target.insert(desired())).toMatchObject({ ok: true })
  })

  it('is not one event that Google does not let us change', async () => {
    rig.fake.fail('insert', { status: 403, reason: 'forbidden', message: 'Forbidden' })
    expect(await rig.target.insert(desired())).toMatchObject({ reason: 'failed', retry: false })
    expect(await rig.target.insert(desired({ id: 'another1' }))).toMatchObject({ ok: true })
  })
})

describe('A calendar that is not shared with us', () => {
  it.each(['insert', 'update', 'remove'] as const)(
    'is told by %s, with the address and what to click',
    async (write) => {
      rig.fake.share('none')
      const { target } = rig
      const result = await (write === 'remove' ? target.remove(desired().id, null) : target[write](desired(), null))
      expect(result).toMatchObject({ ok: false, reason: 'stop' })
      expect(told(result)).toContain(`add ${rig.fake.account}, and give it "Make changes to events"`)
      expect(told(result)).toContain('Settings and sharing')
    },
  )

  it('is told by changes and get, and never taken for deleted events', async () => {
    await rig.target.insert(desired())
    rig.fake.share('none')
    await expect(rig.another().changes(null)).rejects.toThrow(/not shared with maintcal.*Make changes to events/)
    await expect(rig.another().get(desired().id)).rejects.toThrow(/not shared with maintcal/)
    expect(await rig.another().update(desired(), null)).toMatchObject({ reason: 'stop' })
  })

  it('or shared for reading only, says so', async () => {
    rig.fake.share('reader')
    const result = await rig.target.insert(desired())
    expect(result).toMatchObject({ reason: 'stop' })
    expect(told(result)).toMatch(/may read the calendar, but not change it.*Make changes to events/)
  })
})

describe('A token', () => {
  it('is asked for once, and again when its hour is nearly over', async () => {
    await rig.target.insert(desired())
    await rig.target.get(desired().id)
    expect(rig.fake.tokens()).toHaveLength(1)
    rig.advance(3_550_000)
    await rig.target.get(desired().id)
    expect(rig.fake.tokens()).toHaveLength(2)
    expect(rig.log()).not.toContain('get 401')
  })

  it('that Google no longer takes is replaced once, without a wait', async () => {
    await rig.target.insert(desired())
    rig.fake.revokeTokens()
    expect(await rig.target.get(desired().id)).toMatchObject({ id: desired().id })
    expect(rig.log().slice(2)).toEqual(['get 401', 'token 200', 'get 200'])
    expect(rig.slept).toEqual([])
  })

  it('that is rejected although new ends the run with a message', async () => {
    rig.fake.fail('insert', ...times(5, { status: 401, reason: 'authError' }))
    const result = await rig.target.insert(desired())
    expect(result).toMatchObject({ reason: 'stop' })
    expect(told(result)).toContain('even with a new token')
    expect(rig.log()).toEqual(['token 200', 'insert 401', 'token 200', 'insert 401'])
  })

  it('refused for a wrong clock or a deleted key names both', async () => {
    const skewed = rig.another({ now: () => Date.UTC(2031, 0, 1) })
    const result = await skewed.insert(desired())
    expect(result).toMatchObject({ reason: 'stop' })
    expect(told(result)).toMatch(/does not accept the key of maintcal@example.*clock/)
  })
})

describe('A key file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const withFile = (content: string) => {
    const keyFile = join(folder, 'key.json')
    writeFileSync(keyFile, content)
    return rig.another({ credentials: { keyFile } }).insert(desired())
  }

  it('is read at the first call, and its token_uri is honoured', async () => {
    expect(await withFile(rig.fake.keyFile)).toMatchObject({ ok: true })
    expect(rig.log()[0]).toBe('token 200')
  })

  it.each([
    ['is not JSON', '-----BEGIN PRIVATE KEY-----', /not JSON/],
    ['is of another kind', '{"type":"authorized_user"}', /no client_email and private_key/],
    [
      'has a broken key',
      '{"client_email":"a@example.com","private_key":"SECRET"}',
      /private_key of a@example.com is damaged/,
    ],
    [
      'would send the token in the clear',
      '{"client_email":"a@example.com","private_key":"SECRET","token_uri":"http://198.51.100.7/"}',
      /must be an https address/,
    ],
  ])('that %s is told without its content', async (_, content, words) => {
    const result = await withFile(content)
    expect(result).toMatchObject({ reason: 'stop' })
    expect(told(result)).toMatch(words)
    expect(told(result)).not.toContain('SECRET')
    expect(told(result)).not.toContain('BEGIN')
  })

  it('that is not there is told by its path', async () => {
    const keyFile = join(folder, 'none.json')
    await expect(rig.another({ credentials: { keyFile } }).changes(null)).rejects.toThrow(
      `${keyFile} cannot be read (ENOENT)`,
    )
  })
})

describe('No message holds a secret', () => {
  it('even when Google repeats what it was sent', async () => {
    const { privateKey } = parseKey(rig.fake.keyFile, 'key')
    await rig.target.changes(null)
    const [token = ''] = rig.fake.tokens()
    const message = `Invalid header Bearer another-secret and ${token} and ${token} and ${privateKey.slice(0, 200)}`
    const messages: string[] = []
    for (const status of [400, 401, 403, 404, 500]) {
      rig.fake.fail('insert', ...times(9, { status, message, reason: 'other' }))
      messages.push(told(await rig.another().insert(desired())))
      rig.fake.fail('list', ...times(9, { status, message, reason: 'other' }))
      messages.push(
        await rig
          .another()
          .changes(null)
          .then(() => '', String),
      )
    }
    expect(messages.join('\n')).toContain('(hidden)')
    expect(messages.join('\n')).not.toContain('another-secret')
    expect(messages.join('\n')).not.toContain(token)
    expect(messages.join('\n')).not.toContain(privateKey.split('\n')[1]?.slice(0, 20))
    expect(messages.join('\n')).not.toMatch(/\n\s+at /)
  })
})

describe('A proxy', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('is not asked for what is on this host', async () => {
    for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) vi.stubEnv(name, 'http://127.0.0.1:9')
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, undefined)
    expect(await rig.target.insert(desired())).toMatchObject({ ok: true })
    expect(rig.slept).toEqual([])
  })
})

describe('The root of the API', () => {
  it.each(['', 'calendar/v3', 'calendar/v3/'])('may end in "%s"', async (end) => {
    const target = rig.another({ rootUrl: `${rig.fake.rootUrl}${end}` })
    expect(await target.changes(null)).toMatchObject({ full: true })
  })

  it('may have a path', async () => {
    const behind = rig.another({
      rootUrl: `${rig.fake.rootUrl}proxy/google`,
      retry: { ...defaultRetryPolicy, attempts: 1 },
    })
    await expect(behind.changes(null)).rejects.toThrow('HTTP 400')
    expect(rig.fake.requests.at(-1)?.path).toMatch(/^\/proxy\/google\/calendar\/v3\/calendars\//)
    expect(rig.fake.complaints.splice(0)).toHaveLength(1)
  })

  it.each(['http://198.51.100.7/', 'not an address'])('is not used when it is %s', async (rootUrl) => {
    await expect(rig.another({ rootUrl }).changes(null)).rejects.toThrow(/GOOGLE_CALENDAR_URL must be an https address/)
    expect(rig.fake.requests).toEqual([])
  })
})

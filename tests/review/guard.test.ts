import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { secret } from '../../src/config-values.ts'
import type { Desk } from '../../src/review/desk.ts'
import {
  admit,
  endSession,
  isFromUs,
  mailHeaders,
  pageHeaders,
  peerOf,
  personName,
  type ReviewEnv,
  sameSite,
  startSession,
} from '../../src/review/guard.ts'
import { loginLimit } from '../../src/review/login-limit.ts'
import { csrfFor, keyFor, makeSession } from '../../src/review/sign.ts'

const token = 'correct horse battery staple'
const now = new Date('2026-12-04T18:00:00Z')
const key = Buffer.alloc(32, 7)

type Given = Pick<Desk, 'auth' | 'proxies' | 'listen' | 'url' | 'account' | 'key' | 'now'>
const deskOf = (given: Partial<Given>): Desk =>
  ({
    auth: { kind: 'none' },
    proxies: [],
    listen: { host: '127.0.0.1', port: 8480 },
    url: null,
    account: 'robin',
    key,
    now: () => now,
    ...given,
  }) as unknown as Desk

/** Only the guard, with a page that tells who came in. */
const guarded = (given: Partial<Given>) => {
  const desk = deskOf(given)
  const limit = loginLimit(() => now.getTime())
  const app = new Hono<ReviewEnv>()
  app.use(pageHeaders)
  app.get('/login', (c) => {
    startSession(c, desk, 'Kim')
    return c.text('')
  })
  app.get('/logout', (c) => {
    endSession(c, desk)
    return c.text('')
  })
  app.use(admit(desk, limit, (c) => c.text('refused', 401)))
  app.get('/', (c) => c.json({ ...c.get('visitor'), peer: peerOf(c) }))
  app.get('/site', (c) => c.text(String(sameSite(c, desk))))
  app.get('/proof', (c) => c.text(String(isFromUs(c, desk, c.req.query('proof') ?? ''))))
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, peer?: string) =>
    app.request(
      `http://127.0.0.1:8480${path}`,
      { headers: { host: '127.0.0.1:8480', ...headers } },
      {
        incoming: { socket: { remoteAddress: peer } },
      },
    )
  return { desk, limit, app, ask }
}

const withToken: Partial<Given> = { auth: { kind: 'token', token: secret(token) } }
const basic = (words: string) => `Basic ${Buffer.from(words).toString('base64')}`

describe('a page', () => {
  it('may load from here only, run our scripts only, and be framed by nobody', async () => {
    const { headers } = await guarded({}).ask('/')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('that says itself what it may do, or how long it keeps, is left as it is', async () => {
    const { app, ask } = guarded({})
    app.get('/mail', (c) => c.body('', 200, { ...mailHeaders }))
    app.get('/style', (c) => c.body('', 200, { 'Cache-Control': 'max-age=60' }))
    const mail = await ask('/mail')
    expect(mail.headers.get('content-security-policy')).toBe(
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    )
    expect(mail.headers.get('cross-origin-opener-policy')).toBeNull()
    expect(mail.headers.get('x-content-type-options')).toBe('nosniff')
    expect(mail.headers.get('referrer-policy')).toBe('no-referrer')
    expect(mail.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(mail.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await ask('/style')).headers.get('cache-control')).toBe('max-age=60')
  })
})

describe('without authentication', () => {
  it.each([
    ['127.0.0.1:8480', 200],
    ['LOCALHOST:8480', 200],
    ['localhost', 200],
    ['[::1]:8480', 200],
    ['maintcal.example.org', 421],
    ['127.0.0.1.example.org', 421],
    ['localhost:84800000', 421],
    ['', 421],
  ])('the name %j gets %i', async (host, status) => {
    expect((await guarded({}).ask('/', { host })).status).toBe(status)
  })

  it('the name that people reach the page under is ours', async () => {
    const { ask } = guarded({ url: 'https://maintcal.example.org' })
    expect((await ask('/', { host: 'maintcal.example.org' })).status).toBe(200)
    expect((await ask('/', { host: 'other.example.org' })).status).toBe(421)
    expect(await (await ask('/', { host: 'other.example.org' })).text()).toBe(
      'This page is not served under that name.\n',
    )
  })

  it('a session can be begun all the same', async () => {
    expect((await guarded({}).ask('/login')).headers.get('set-cookie')).toMatch(/^maintcal=/)
  })

  it('whoever comes is the account, with a proof for forms and no session to end', async () => {
    const said = await (await guarded({}).ask('/', {}, '127.0.0.1')).json()
    expect(said).toEqual({ name: 'robin', csrf: csrfFor(key, 'robin'), canLeave: false, peer: '127.0.0.1' })
  })
})

describe('with a header', () => {
  const given: Partial<Given> = { auth: { kind: 'header', name: 'x-remote-user' }, proxies: ['192.0.2.1'] }
  const who = { 'x-remote-user': ' Sam\u009b ' }

  it('the proxy’s word counts, in one clean line', async () => {
    const said = await (await guarded(given).ask('/', who, '::ffff:192.0.2.1')).json()
    expect(said).toEqual({ name: 'Sam', csrf: csrfFor(key, 'Sam'), canLeave: false, peer: '192.0.2.1' })
  })

  it('an address is cut where it is IPv4 in IPv6 only', async () => {
    const { ask } = guarded({ auth: { kind: 'header', name: 'x-remote-user' }, proxies: ['fe80::ffff:1'] })
    const said = await (await ask('/', who, 'fe80::ffff:1')).json()
    expect(said).toMatchObject({ peer: 'fe80::ffff:1' })
  })

  it.each([
    ['another’s does not', who, '192.0.2.2'],
    ['nor that of nobody known', who, undefined],
    ['nor a name that is empty', { 'x-remote-user': ' ' }, '192.0.2.1'],
    ['nor none', {}, '192.0.2.1'],
  ])('%s', async (_, headers, peer) => {
    const answer = await guarded(given).ask('/', headers, peer)
    expect([answer.status, await answer.text()]).toEqual([401, 'refused'])
  })

  it('any name of the host may be asked for: the proxy knows its own', async () => {
    expect((await guarded(given).ask('/', { ...who, host: 'x.example' }, '192.0.2.1')).status).toBe(200)
  })
})

describe('with a token', () => {
  const session = (name: string, uses = 'session', secretWords = token) =>
    makeSession(keyFor(secretWords, uses), name, now)

  it.each([
    ['Bearer', `Bearer ${token}`, {}, 'token'],
    ['bearer in other case, with a name', `BEARER ${token}`, { 'x-maintcal-user': ' Lee\n' }, 'Lee'],
    ['Basic', basic(`feed:${token}`), {}, 'feed'],
    ['Basic without a name', basic(`:${token}`), {}, 'token'],
  ])('is taken as %s, and needs no proof', async (_, authorization, more, name) => {
    const said = await (await guarded(withToken).ask('/', { authorization, ...more }, '192.0.2.9')).json()
    expect(said).toEqual({ name, csrf: null, canLeave: false, peer: '192.0.2.9' })
  })

  it('may hold colons', async () => {
    const { ask } = guarded({ auth: { kind: 'token', token: secret('a:b:c:d:e:f:g:h:i') } })
    expect((await ask('/', { authorization: basic('feed:a:b:c:d:e:f:g:h:i') })).status).toBe(200)
  })

  it.each([
    ['another token', 'Bearer nonsense'],
    ['another password', basic('feed:nonsense')],
    ['the token without its way', token],
    ['another way', `Digest ${token}`],
    ['a way that ends in one', `Xbearer ${token}`],
    ['a way that begins with one', `Bearerx ${token}`],
    ['a password of a way that begins with one', basic(`feed:${token}`).replace('Basic', 'Basicx')],
    ['a password of a way that ends in one', `X${basic(`feed:${token}`)}`],
    ['the name only', basic(token)],
    ['nothing', ''],
  ])('is not taken as %s', async (_, authorization) => {
    expect((await guarded(withToken).ask('/', { authorization })).status).toBe(401)
  })

  it('five tries of one address are enough, and those without a header are none', async () => {
    const { ask } = guarded(withToken)
    for (let i = 0; i < 9; i++) expect((await ask('/', {}, '192.0.2.9')).status).toBe(401)
    for (let i = 0; i < 5; i++) expect((await ask('/', { authorization: 'Bearer x' }, '192.0.2.9')).status).toBe(401)
    const answer = await ask('/', { authorization: `Bearer ${token}` }, '192.0.2.9')
    expect([answer.status, await answer.text()]).toEqual([429, 'Too many attempts. Wait a quarter of an hour.\n'])
    expect((await ask('/', { authorization: `Bearer ${token}` }, '192.0.2.8')).status).toBe(200)
    expect((await ask('/', { cookie: `maintcal=${session('Kim')}` }, '192.0.2.9')).status).toBe(200)
  })

  it('right ones are not counted', async () => {
    const { ask } = guarded(withToken)
    for (let i = 0; i < 9; i++)
      expect((await ask('/', { authorization: `Bearer ${token}` }, '192.0.2.9')).status).toBe(200)
  })

  it('a header where no token is asked for is no try', async () => {
    const { ask, limit } = guarded({ auth: { kind: 'header', name: 'x-remote-user' }, proxies: [] })
    for (let i = 0; i < 6; i++) await ask('/', { authorization: 'Bearer x' }, '192.0.2.9')
    expect(limit.allows('192.0.2.9')).toBe(true)
  })

  it('a session of its own is let in, with a proof, and can be ended', async () => {
    const { ask } = guarded(withToken)
    const said = await (await ask('/', { cookie: `maintcal=${session('Kim')}` }, '192.0.2.9')).json()
    expect(said).toEqual({
      name: 'Kim',
      csrf: csrfFor(keyFor(token, 'session'), 'Kim'),
      canLeave: true,
      peer: '192.0.2.9',
    })
  })

  it.each([
    ['nobody’s name', session('')],
    ['another token’s', session('Kim', 'session', 'another token of theirs')],
    ['another use’s', session('Kim', 'form')],
    ['no session', ''],
  ])('a session of %s is not', async (_, value) => {
    expect((await guarded(withToken).ask('/', { cookie: `maintcal=${value}` })).status).toBe(401)
  })

  it.each([
    ['https:// is for it', { url: 'https://maintcal.example.org' }, true],
    [
      'http:// is for it, but not on this machine',
      { url: 'http://maintcal.example.org', listen: { host: '0.0.0.0', port: 1 } },
      true,
    ],
    ['it is on this machine', {}, false],
  ])('the cookie of a session is for this site and no script, and Secure: %s', async (_, given, secure) => {
    const { ask } = guarded({ ...withToken, ...given })
    const cookie = (await ask('/login')).headers.get('set-cookie') ?? ''
    expect(cookie.startsWith(secure ? '__Host-maintcal=' : 'maintcal=')).toBe(true)
    const attributes = cookie.split('; ').slice(1).sort()
    expect(attributes).toEqual(
      ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict', ...(secure ? ['Secure'] : [])].sort(),
    )
    const ended = (await ask('/logout')).headers.get('set-cookie') ?? ''
    expect(ended.split('; ').sort()).toEqual(
      [`${secure ? '__Host-maintcal' : 'maintcal'}=`, 'Max-Age=0', 'Path=/', ...(secure ? ['Secure'] : [])].sort(),
    )
  })
})

describe('a change is from us', () => {
  it.each([
    ['if the browser says so', { 'sec-fetch-site': 'same-origin' }, true],
    ['not if it names another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['not if it names a neighbour of the site', { 'sec-fetch-site': 'same-site' }, false],
    ['not if it names nobody', { 'sec-fetch-site': 'none' }, false],
    [
      'and its word counts before the origin',
      { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:8480' },
      false,
    ],
    ['if nothing is said: no browser', {}, true],
    ['if the origin is ours', { origin: 'http://127.0.0.1:8480' }, true],
    ['if the origin is that under which people reach us', { origin: 'https://maintcal.example.org' }, true],
    ['not if it is another', { origin: 'https://evil.example' }, false],
    ['not if it is another port', { origin: 'http://127.0.0.1:1' }, false],
    ['not if it is none', { origin: 'null' }, false],
  ])('%s', async (_, headers, ours) => {
    const { ask } = guarded({ url: 'https://maintcal.example.org' })
    expect(await (await ask('/site', headers)).text()).toBe(String(ours))
  })

  it('also where nobody said under what address people reach us', async () => {
    const { ask } = guarded({})
    expect(await (await ask('/site', { origin: 'http://127.0.0.1:8480' })).text()).toBe('true')
    expect(await (await ask('/site', { origin: 'https://evil.example' })).text()).toBe('false')
  })

  it('only with the proof of its visitor, and with both', async () => {
    const { ask } = guarded({})
    const said = async (path: string, headers = {}) => (await ask(path, headers)).text()
    const proof = csrfFor(key, 'robin')
    expect(await said(`/proof?proof=${proof}`)).toBe('true')
    expect(await said(`/proof?proof=${csrfFor(key, 'kim')}`)).toBe('false')
    expect(await said('/proof')).toBe('false')
    expect(await said(`/proof?proof=${proof}`, { 'sec-fetch-site': 'cross-site' })).toBe('false')
  })

  it('without one where the request itself carries the token, which no other site can', async () => {
    const { ask } = guarded(withToken)
    expect(await (await ask('/proof', { authorization: `Bearer ${token}`, origin: 'https://x.example' })).text()).toBe(
      'true',
    )
  })
})

describe('a person’s name', () => {
  it('is one short line', () => {
    expect(personName(' Kim\r\n\u202eLee ')).toBe('Kim Lee')
    expect(personName('x'.repeat(200))).toHaveLength(80)
  })
})

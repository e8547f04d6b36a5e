import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '../../src/config-values.ts'
import type { Desk } from '../../src/review/desk.ts'
import { form, hidden, proofOf, request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk | null = null
afterEach(async () => {
  await test?.close()
  test = null
})
const open = async (given: Partial<Desk> = {}): Promise<Desk> => {
  test = await testDesk(given)
  return test.desk
}

const token = 'correct horse battery staple'
const withToken: Partial<Desk> = { auth: { kind: 'token', token: secret(token) } }
const page = { headers: { accept: 'text/html' } }
const login = (desk: Desk, given: string, name = 'Kim', peer = '127.0.0.1') =>
  request(desk, '/login', { ...form({ token: given, name, next: '/health' }), peer })
const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

describe('without authentication', () => {
  it('answers under names of this machine only: another site may point its own name here', async () => {
    const desk = await open()
    for (const host of ['127.0.0.1:8480', 'localhost:8480', '[::1]:8480'])
      expect((await request(desk, '/', { headers: { host } })).status).toBe(200)
    expect((await request(desk, '/', { headers: { host: 'evil.example' } })).status).toBe(421)
  })
})

describe('with a token', () => {
  it.each(['/', '/calendar', '/calendar.ics', '/metrics', '/api/queue', '/item/0123456789/mail', '/decisions'])(
    '%s shows nothing before login',
    async (path) => {
      const desk = await open(withToken)
      expect((await request(desk, path)).status).toBe(401)
      expect((await request(desk, path, page)).status).toBe(401)
    },
  )

  it('lets in who knows it, under the name that they give', async () => {
    const desk = await open(withToken)
    const sent = await login(desk, token)
    expect(sent.status).toBe(303)
    expect(sent.headers.get('location')).toBe('/health')
    const html = await (await request(desk, '/', { headers: { cookie: cookieOf(sent) } })).text()
    expect(html).toContain('Kim')
    expect((await login(desk, 'wrong')).status).toBe(401)
  })

  it('keeps the token itself out of the cookie, and the cookie out of scripts and other sites', async () => {
    const desk = await open({ ...withToken, url: 'https://maintcal.example.org' })
    const cookie = (await login(desk, token)).headers.get('set-cookie') ?? ''
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', '__Host-maintcal', 'Path=/'])
      expect(cookie).toContain(word)
    expect(cookie).not.toContain(token)
  })

  it('leaves Secure away on plain loopback only, where the cookie would be lost', async () => {
    expect((await login(await open(withToken), token)).headers.get('set-cookie')).not.toContain('Secure')
    await test?.close()
    const open0 = await open({ ...withToken, listen: { host: '0.0.0.0', port: 8480 } })
    expect((await login(open0, token)).headers.get('set-cookie')).toContain('Secure')
  })

  it('takes no cookie that was made up, is of another token, or is over', async () => {
    const desk = await open(withToken)
    const cookie = cookieOf(await login(desk, token))
    const status = async (desk2: Desk, given: string) =>
      (await request(desk2, '/', { headers: { cookie: given } })).status
    expect(await status(desk, cookie)).toBe(200)
    expect(await status(desk, `${cookie}x`)).toBe(401)
    expect(await status(desk, cookie.replace('=', '=AAAA'))).toBe(401)
    expect(
      await status({ ...desk, auth: { kind: 'token', token: secret('another token of the house') } }, cookie),
    ).toBe(401)
    expect(await status({ ...desk, now: () => new Date('2027-02-01T00:00:00Z') }, cookie)).toBe(401)
  })

  it('is taken from programs as Bearer, and from calendar programs as a password', async () => {
    const desk = await open(withToken)
    const basic = (password: string) => `Basic ${Buffer.from(`feed:${password}`).toString('base64')}`
    const status = async (authorization: string) =>
      (await request(desk, '/calendar.ics', { headers: { authorization } })).status
    expect(await status(`Bearer ${token}`)).toBe(200)
    expect(await status(basic(token))).toBe(200)
    expect(await status('Bearer nonsense')).toBe(401)
    expect(await status(basic('nonsense'))).toBe(401)
  })

  it('can be guessed at five times in a quarter of an hour, by form or by header', async () => {
    let clock = Date.parse('2026-12-04T18:00:00Z')
    const desk = await open({ ...withToken, now: () => new Date(clock) })
    const { reviewApp } = await import('../../src/review/server.tsx')
    const app = reviewApp(desk)
    const tries = async (init: RequestInit, path: string) =>
      (
        await app.request(`http://127.0.0.1:8480${path}`, init, {
          incoming: { socket: { remoteAddress: '192.0.2.7' } },
        })
      ).status
    const form1 = () => form({ token: 'guess', name: 'x', next: '/' })
    const seen: number[] = []
    for (let i = 0; i < 3; i++) seen.push(await tries(form1(), '/login'))
    for (let i = 0; i < 2; i++) seen.push(await tries({ headers: { authorization: 'Bearer guess' } }, '/calendar.ics'))
    expect(seen).toEqual([401, 401, 401, 401, 401])
    expect(await tries(form1(), '/login')).toBe(429)
    expect(await tries(form({ token, name: 'x', next: '/' }), '/login')).toBe(429)
    expect(await tries({ headers: { authorization: `Bearer ${token}` } }, '/calendar.ics')).toBe(429)
    clock += 16 * 60_000
    expect(await tries(form({ token, name: 'x', next: '/' }), '/login')).toBe(303)
  })

  it('ends the session when a page of ours asks for it, and at no other site’s bidding', async () => {
    const desk = await open(withToken)
    const cookie = cookieOf(await login(desk, token))
    const out = (site: string) =>
      request(desk, '/logout', { method: 'POST', headers: { cookie, 'sec-fetch-site': site } })
    expect((await out('cross-site')).headers.get('set-cookie')).toBeNull()
    expect((await out('same-origin')).headers.get('set-cookie')).toContain('Max-Age=0')
  })

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)'])(
    'goes to no other place after login: %s',
    async (next) => {
      const desk = await open(withToken)
      const sent = await request(desk, '/login', form({ token, name: 'Kim', next }))
      expect(sent.headers.get('location')).toBe('/')
    },
  )
})

describe('with a header', () => {
  const given: Partial<Desk> = { auth: { kind: 'header', name: 'x-remote-user' }, proxies: ['192.0.2.1'] }

  it('believes the proxy, and nobody else', async () => {
    const desk = await open(given)
    const headers = { 'x-remote-user': 'sam' }
    const status = async (peer: string, sent: Readonly<Record<string, string>>) =>
      (await request(desk, '/', { peer, headers: sent })).status
    expect(await status('192.0.2.1', headers)).toBe(200)
    expect(await status('::ffff:192.0.2.1', headers)).toBe(200)
    expect(await status('192.0.2.2', headers)).toBe(403)
    expect(await status('192.0.2.1', {})).toBe(403)
  })

  it('signs answers with the name in it', async () => {
    const desk = await open(given)
    const html = await (await request(desk, '/', { peer: '192.0.2.1', headers: { 'x-remote-user': 'sam' } })).text()
    expect(html).toContain('>sam<')
  })
})

describe('a change', () => {
  const send = (desk: Desk, proof: string, headers: Readonly<Record<string, string>> = {}) =>
    request(desk, '/undo', { method: 'POST', body: new URLSearchParams({ proof, ruling: 'x' }), headers })

  it('needs the proof that stands in our forms', async () => {
    const desk = await open()
    expect((await send(desk, '')).status).toBe(403)
    expect((await send(desk, 'AAAA')).status).toBe(403)
    expect((await send(desk, proofOf(desk))).status).toBe(409)
  })

  it('is refused when the browser says that another site sent it', async () => {
    const desk = await open()
    expect((await send(desk, proofOf(desk), { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await send(desk, proofOf(desk), { origin: 'https://evil.example' })).status).toBe(403)
    expect((await send(desk, proofOf(desk), { origin: 'http://127.0.0.1:8480' })).status).toBe(409)
  })

  it.each(['/alerts/merge', '/alerts/split', '/alerts/mute', '/undo'])('at %s is refused without it', async (path) => {
    const desk = await open()
    expect((await request(desk, path, form({ group: 'x' }))).status).toBe(403)
  })

  it('of one visitor is not proven by the form of another', async () => {
    const desk = await open(withToken)
    const [kim, lee] = [cookieOf(await login(desk, token, 'Kim')), cookieOf(await login(desk, token, 'Lee'))]
    const logout = await (await request(desk, '/', { headers: { cookie: kim } })).text()
    const sent = await request(desk, '/undo', {
      method: 'POST',
      body: new URLSearchParams({ proof: hidden(logout, 'proof'), ruling: 'x' }),
      headers: { cookie: lee },
    })
    expect(sent.status).toBe(403)
  })

  it('that is very long is not read', async () => {
    const desk = await open()
    const body = new URLSearchParams({ proof: 'x'.repeat(600_000) })
    const sent = await request(desk, '/undo', { method: 'POST', body, headers: { 'content-length': '600006' } })
    expect(sent.status).toBe(413)
  })
})

describe('every page', () => {
  it.each(['/', '/calendar', '/calendar?view=month', '/alerts', '/mails', '/decisions', '/health', '/nowhere'])(
    '%s lets no script but ours run, and nobody frame it',
    async (path) => {
      const policy = (await request(await open(), path)).headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    },
  )

  it('has no script and no handler of its own in the text', async () => {
    const desk = await open()
    for (const path of ['/', '/calendar', '/alerts', '/decisions', '/health']) {
      const html = await (await request(desk, path)).text()
      expect(html.replace(/<script src="\/assets\/[^"]+" defer=""><\/script>/, '')).not.toMatch(
        /<script|\son\w+=|javascript:|\sstyle=/i,
      )
    }
  })
})

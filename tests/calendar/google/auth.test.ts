import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { assertion, isSafeUrl, type PostForm, parseKey, tokenSource } from '../../../src/calendar/google/auth.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const file = {
  client_email: 'robot@example.com',
  private_key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  private_key_id: 'k1',
  token_uri: 'https://tokens.example.com/t',
}
const key = parseKey(JSON.stringify(file), 'key.json')
const now = Date.UTC(2026, 0, 5, 12)
const part = (jwt: string, at: number) => JSON.parse(Buffer.from(jwt.split('.')[at] ?? '', 'base64url').toString())

describe('The assertion', () => {
  it('is signed with RS256 and says who, what for, to whom, and for how long', () => {
    const jwt = assertion(key, 'a-scope', null, now)
    const [head, claims, signature = ''] = jwt.split('.')
    const signed = Buffer.from(`${head}.${claims}`)
    expect(verify('RSA-SHA256', signed, pair.publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(part(jwt, 0)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
    expect(part(jwt, 1)).toEqual({
      iss: 'robot@example.com',
      scope: 'a-scope',
      aud: 'https://tokens.example.com/t',
      iat: now / 1000,
      exp: now / 1000 + 3600,
    })
  })

  it('names no key where the file names none, and tells whole seconds', () => {
    const nameless = parseKey(JSON.stringify({ ...file, private_key_id: undefined }), 'key.json')
    const jwt = assertion(nameless, 's', null, now + 999)
    expect(part(jwt, 0)).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(part(jwt, 1)).toMatchObject({ iat: now / 1000, exp: now / 1000 + 3600 })
  })

  it('names the user to act for, under delegation', () => {
    expect(part(assertion(key, 's', 'sam@example.org', now), 1)).toMatchObject({ sub: 'sam@example.org' })
  })
})

describe('A key', () => {
  it('without token_uri uses that of Google', () => {
    const { token_uri: _, ...rest } = file
    expect(parseKey(JSON.stringify(rest), 'key.json').tokenUri).toBe('https://oauth2.googleapis.com/token')
  })

  it.each([
    ['https://oauth2.googleapis.com/token', true],
    ['http://127.0.0.1:8080/token', true],
    ['http://localhost/token', true],
    ['http://[::1]:1/', true],
    ['http://127.10.200.30/', true],
    ['http://127.0.0.1.example.com/', false],
    ['ftp://127.0.0.1/', false],
    ['ftp://localhost/', false],
    ['http://192.0.2.1/', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('may be sent to %s: %s', (url, safe) => {
    expect(isSafeUrl(url)).toBe(safe)
  })
})

describe('A key file', () => {
  const refused = (text: string): string => {
    try {
      parseKey(text, 'key.json')
      return 'taken'
    } catch (error) {
      const { trouble } = error as { readonly trouble?: { readonly kind: string; readonly why?: string } }
      expect(trouble?.kind).toBe('setup')
      return trouble?.why ?? ''
    }
  }

  it.each([
    ['plain http to another machine', { token_uri: 'http://tokens.example.com/t' }, 'must be an https address'],
    ['no address', { token_uri: 'nonsense' }, 'must be an https address'],
    ['no client_email', { client_email: undefined }, 'has no client_email and private_key'],
    ['an empty client_email', { client_email: '' }, 'has no client_email and private_key'],
    ['a client_email that is none', { client_email: 7 }, 'has no client_email and private_key'],
    ['an empty private_key', { private_key: '' }, 'has no client_email and private_key'],
    ['no private_key', { private_key: undefined }, 'has no client_email and private_key'],
  ])('with %s is refused, and nothing of it is told', (_, given, why) => {
    const said = refused(JSON.stringify({ ...file, ...given }))
    expect(said).toContain(why)
    expect(said).not.toContain('PRIVATE KEY-')
  })

  it.each([['no JSON'], ['7'], ['null'], ['"x"'], ['[]']])('that holds %s is none', (text) => {
    expect(refused(text)).toMatch(/^key\.json (?:is not JSON|has no client_email)/)
  })

  it('that is not JSON is told from one that is no key', () => {
    expect(refused('no JSON')).toContain('is not JSON')
    expect(refused('{}')).toContain('has no client_email')
  })

  it('whose private key is damaged is refused, and nothing of it is told', () => {
    const damaged = parseKey(JSON.stringify({ ...file, private_key: 'hunter2' }), 'key.json')
    expect(() => assertion(damaged, 's', null, now)).toThrow('setup')
    try {
      assertion(damaged, 's', null, now)
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('hunter2')
      expect((error as { trouble: { why: string } }).trouble.why).toContain('is damaged')
    }
  })
})

describe('The token source', () => {
  const source = (post: PostForm, clock = { now }) =>
    tokenSource({ key: async () => key, scope: 's', subject: null, now: () => clock.now, post })

  it('keeps a token until a minute before its end, or until it is told to forget it', async () => {
    const clock = { now }
    let asked = 0
    const post: PostForm = async () => {
      asked += 1
      return { status: 200, body: { access_token: `t${asked}`, expires_in: 3600 }, retryAfter: null }
    }
    const { token, forget } = source(post, clock)
    expect([await token(), await token()]).toEqual(['t1', 't1'])
    clock.now += 3_539_000
    expect(await token()).toBe('t1')
    clock.now += 1000
    expect(await token()).toBe('t2')
    forget()
    expect(await token()).toBe('t3')
  })

  it.each([
    [400, { error: 'invalid_grant' }, 'invalid_grant'],
    [502, '<html>', 'no token in the answer'],
    [200, {}, 'no token in the answer'],
    [400, { error: 'a sentence with ya29.secret' }, 'no token in the answer'],
    [400, { error: 'x'.repeat(60) }, 'x'.repeat(60)],
    [400, { error: 'x'.repeat(61) }, 'no token in the answer'],
    [400, { error: 7 }, 'no token in the answer'],
    [403, { access_token: 't' }, 'no token in the answer'],
    [200, { access_token: '' }, 'no token in the answer'],
    [200, { access_token: 7 }, 'no token in the answer'],
    [200, null, 'no token in the answer'],
    [200, undefined, 'no token in the answer'],
  ])('turns HTTP %i %j into trouble', async (status, body, reason) => {
    const { token } = source(async () => ({ status, body, retryAfter: null }))
    await expect(token()).rejects.toMatchObject({ trouble: { kind: 'token', status, reason } })
  })

  it('tells how long the server wants to be left alone', async () => {
    const { token } = source(async () => ({ status: 503, body: null, retryAfter: '120' }))
    await expect(token()).rejects.toMatchObject({ trouble: { status: 503, retryAfter: '120' } })
  })

  it('sends the assertion to the address of the key, and keeps no token of unknown length', async () => {
    const asked: { readonly url: string; readonly form: Readonly<Record<string, string>> }[] = []
    const { token } = source(async (url, form) => {
      asked.push({ url, form })
      return { status: 200, body: { access_token: `t${asked.length}`, expires_in: 'soon' }, retryAfter: null }
    })
    expect([await token(), await token()]).toEqual(['t1', 't2'])
    expect(asked[0]).toEqual({
      url: 'https://tokens.example.com/t',
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: assertion(key, 's', null, now),
      },
    })
  })
})

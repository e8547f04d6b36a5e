import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { imapMailbox } from '../../src/mail/imap.ts'
import { MailboxError } from '../../src/mail/mailbox.ts'
import { readServiceAccount, serviceAccount, xoauth2Tokens } from '../../src/mail/xoauth2.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const NOW = Date.parse('2026-01-05T10:00:00Z')

type Answer = { status: number; body: unknown } | 'silence'
type Json = Record<string, unknown>

/** Google's token endpoint, which says what it is told to, and keeps what it was asked. */
let answer: Answer
let asked: { form: URLSearchParams; header: Json; claims: Json }[]
const google = createServer(async (request, response) => {
  // Dovecot asks whose token it is (`tokeninfo`).
  if (request.method === 'GET') {
    const known = request.url === '/info?access_token=ya29.good'
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(known ? { email: 'ops' } : { error: 'invalid_token' }))
    return
  }
  let body = ''
  for await (const data of request) body += data
  const form = new URLSearchParams(body)
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const decoded = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString())
  const key = createPublicKey(publicKey)
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))) {
    response.writeHead(400).end('{"error":"invalid_grant"}')
    return
  }
  asked.push({ form, header: decoded(header), claims: decoded(claims) })
  if (answer === 'silence') return
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
})
let uri: string

beforeAll(async () => {
  google.listen(0, '127.0.0.1')
  await once(google, 'listening')
  const address = google.address()
  uri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
beforeEach(() => {
  asked = []
  answer = { status: 200, body: { access_token: 'ya29.good', expires_in: 3599, token_type: 'Bearer' } }
})
afterAll(() => {
  google.closeAllConnections()
  google.close()
})

const keyFile = (change: Json = {}) =>
  JSON.stringify({
    type: 'service_account',
    client_email: 'maintcal@project.example',
    client_id: '1234567890',
    private_key_id: 'key-1',
    private_key: privateKey,
    token_uri: `${uri}/token`,
    ...change,
  })

function tokens({ change = {}, timeout = 5000 }: { change?: Json; timeout?: number } = {}) {
  const clock = { now: NOW }
  const get = xoauth2Tokens(serviceAccount(keyFile(change), 'key.json'), 'ops@example.org', {
    now: () => clock.now,
    fetch,
    timeout,
  })
  return { get, clock }
}

async function failure(work: Promise<unknown>): Promise<MailboxError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof MailboxError)) throw new Error('no MailboxError', { cause: error })
  return error
}

describe('an access token is asked of Google', () => {
  it('with a signed request for this user, the mail scope and an hour', async () => {
    expect(await tokens().get()).toBe('ya29.good')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
    expect(asked[0]?.header).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })
    expect(asked[0]?.claims).toEqual({
      iss: 'maintcal@project.example',
      sub: 'ops@example.org',
      scope: 'https://mail.google.com/',
      aud: `${uri}/token`,
      iat: NOW / 1000,
      exp: NOW / 1000 + 3600,
    })
  })

  it('once, until its last minute', async () => {
    const { get, clock } = tokens()
    await get()
    clock.now += 3_538_000
    await get()
    expect(asked).toHaveLength(1)
    clock.now += 1000
    await get()
    expect(asked).toHaveLength(2)
  })
})

describe('a failure is told in words without a secret', () => {
  it.each([
    [
      401,
      { error: 'unauthorized_client', error_description: 'Client is unauthorized.' },
      'auth',
      'grant 1234567890 domain-wide delegation',
    ],
    [
      400,
      { error: 'invalid_grant', error_description: 'Invalid email or User ID' },
      'auth',
      'invalid_grant: Invalid email',
    ],
    [503, 'busy', 'connect', 'answered 503'],
    [429, { error: 'rate' }, 'connect', 'The next run tries again'],
    [200, { token_type: 'Bearer' }, 'auth', 'answered 200'],
  ] as const)('status %i with %j is %s', async (status, body, code, words) => {
    answer = { status, body }
    const error = await failure(tokens().get())
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(error.message).not.toContain('PRIVATE')
    expect(error.message).not.toContain(asked[0]?.form.get('assertion'))
  })

  it('a server that does not answer is a timeout, one that is not there a failed connection', async () => {
    answer = 'silence'
    expect((await failure(tokens({ timeout: 200 }).get())).code).toBe('timeout')
    expect((await failure(tokens({ change: { token_uri: 'http://127.0.0.1:1/token' } }).get())).code).toBe('connect')
  })
})

describe('the key file', () => {
  it.each([
    ['no JSON', '{', 'lacks client_email'],
    ['a key of another kind', '{"type":"authorized_user"}', 'lacks client_email'],
    [
      'a token_uri that is plain http',
      () => keyFile({ token_uri: 'http://oauth.example.net/token' }),
      'not an https:// address',
    ],
    [
      'a broken private key',
      () => keyFile({ private_key: '-----BEGIN PRIVATE KEY-----\nhunter2' }),
      'private_key cannot be read',
    ],
  ])('%s is refused without repeating it', (_, text, words) => {
    const reading = () => serviceAccount(typeof text === 'string' ? text : text(), 'key.json')
    expect(reading).toThrow(words)
    expect(reading).not.toThrow('hunter2')
  })

  it('is read from its path, and told as missing when it is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maintcal-key-'))
    await writeFile(join(folder, 'key.json'), keyFile())
    expect(await readServiceAccount(join(folder, 'key.json'))).toMatchObject({ clientId: '1234567890' })
    expect((await failure(readServiceAccount(join(folder, 'none.json')))).code).toBe('missing')
    await rm(folder, { recursive: true })
  })
})

describe('the token opens the mailbox', () => {
  let dovecot: Dovecot
  beforeAll(async () => {
    dovecot = await startDovecot({ tokenInfo: `${uri}/info?access_token=` })
    await dovecot.deliver('Subject: by token\r\n\r\n')
  })
  afterAll(() => dovecot.stop())

  const read = async (accessToken: () => Promise<string>) => {
    const mailbox = imapMailbox(`imap://ops@127.0.0.1:${dovecot.port}/INBOX`, { accessToken })
    const raws: string[] = []
    for await (const { raw } of mailbox.messages({ cursor: null, since: null, maxBytes: 1000 })) raws.push(`${raw}`)
    return raws
  }

  it('of Dovecot, by XOAUTH2', async () => {
    expect(await read(tokens().get)).toEqual(['Subject: by token\r\n\r\n'])
  })

  it('and a wrong one is refused without being repeated', async () => {
    const error = await failure(read(async () => 'ya29.wrong'))
    expect(error.code).toBe('auth')
    expect(error.message).not.toContain('ya29')
  })
})

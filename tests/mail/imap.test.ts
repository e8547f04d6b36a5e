import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ImapSettings, imapMailbox } from '../../src/mail/imap.ts'
import { imapAccount } from '../../src/mail/imap-account.ts'
import { uidSet } from '../../src/mail/imap-cursor.ts'
import { imapFailure } from '../../src/mail/imap-failure.ts'
import { type Cursor, MailboxError, type MailboxOptions, type RawMail } from '../../src/mail/mailbox.ts'
import { type CuttingOptions, type CuttingProxy, startCuttingProxy } from '../servers/cutting-proxy.ts'
import { type Dovecot, type DovecotUser, startDovecot } from '../servers/dovecot.ts'
import { type ScriptedMail, startScriptedImap } from '../servers/scripted-imap.ts'

const ALL: MailboxOptions = { cursor: null, since: null, maxBytes: 1 << 20 }
const SHORT = { connect: 5000, greeting: 300, socket: 300 }

const mail = (number: number, body = 'Planned work.') =>
  `From: noc@example.net\r\nSubject: work ${number}\r\nMessage-ID: <${number}@example.net>\r\n\r\n${body}\r\n`
const subject = ({ raw, headers }: RawMail) =>
  /^Subject: (.*)\r$/m.exec(Buffer.from(raw ?? headers ?? []).toString())?.[1]
const subjects = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `work ${first + index}`)

let server: Dovecot
let dovecot: DovecotUser
let proxies: CuttingProxy[] = []

beforeAll(async () => {
  server = await startDovecot()
})
beforeEach(async () => {
  dovecot = await server.anotherUser()
})
afterEach(async () => {
  for (const proxy of proxies) await proxy.stop()
  proxies = []
})
afterAll(() => server.stop())

function mailbox(settings: ImapSettings = {}, { port = dovecot.port, folder = 'INBOX' } = {}) {
  return imapMailbox(`imap://${dovecot.user}@127.0.0.1:${port}/${folder}`, { password: dovecot.password, ...settings })
}

async function proxy(options: Omit<CuttingOptions, 'port'>): Promise<CuttingProxy> {
  const started = await startCuttingProxy({ ...options, port: dovecot.port })
  proxies.push(started)
  return started
}

async function read(box = mailbox(), options: Partial<MailboxOptions> = {}): Promise<RawMail[]> {
  const mails: RawMail[] = []
  for await (const each of box.messages({ ...ALL, ...options })) mails.push(each)
  return mails
}

/** What was yielded until the end or the error. */
async function readUntilError(box = mailbox(), options: Partial<MailboxOptions> = {}) {
  const mails: RawMail[] = []
  try {
    for await (const each of box.messages({ ...ALL, ...options })) mails.push(each)
    return { mails, error: null }
  } catch (error) {
    if (!(error instanceof MailboxError)) throw error
    return { mails, error }
  }
}

const cursorOf = (mails: readonly RawMail[]): Cursor | null => mails.at(-1)?.cursor ?? null

async function deliver(first: number, last: number, body?: string) {
  for (let number = first; number <= last; number++) await dovecot.deliver(mail(number, body))
}

/** A second, ordinary mail program in the same folder. */
async function withClient<Result>(work: (client: ImapFlow) => Promise<Result>): Promise<Result> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    auth: { user: dovecot.user, pass: dovecot.password },
    logger: false,
  })
  await client.connect()
  await client.mailboxOpen('INBOX')
  const result = await work(client)
  await client.logout()
  return result
}

describe('an IMAP folder is read once, in order', () => {
  it('yields 200 mails byte for byte in the order of their UIDs, then none, then only the new one', async () => {
    await deliver(1, 200)
    const first = await read()
    expect(first.map(subject)).toEqual(subjects(1, 200))
    expect(Buffer.from(first[41]?.raw ?? []).toString()).toBe(mail(42))
    expect(first[41]).toMatchObject({ size: mail(42).length, origin: 'imap UID 42' })

    expect(await read(mailbox(), { cursor: cursorOf(first) })).toEqual([])
    await deliver(201, 201)
    expect((await read(mailbox(), { cursor: cursorOf(first) })).map(subject)).toEqual(['work 201'])
  })

  it('reads more mails than one chunk of metadata holds', async () => {
    await deliver(1, 1203, 'x')
    expect((await read()).map(subject)).toEqual(subjects(1, 1203))
  })

  it('goes on from any mail on which it stopped', async () => {
    await deliver(1, 5)
    const all = await read()
    for (const [index, { cursor }] of all.entries()) {
      expect((await read(mailbox(), { cursor })).map(subject)).toEqual(subjects(index + 2, 5))
    }
  })

  it('goes on where the mail of the cursor, and the newest one, are no longer there', async () => {
    await deliver(1, 4)
    const all = await read()
    await withClient((client) => client.messageDelete('2,4', { uid: true }))
    expect((await read(mailbox(), { cursor: all[1]?.cursor ?? null })).map(subject)).toEqual(['work 3'])
    expect(await read(mailbox(), { cursor: cursorOf(all) })).toEqual([])
  })

  it('yields all again under a new UIDVALIDITY, whatever `since` says', async () => {
    await deliver(1, 3)
    const cursor = cursorOf(await read())
    await dovecot.newUidValidity()
    const again = await read(mailbox(), { cursor, since: new Date('2100-01-01') })
    expect(again.map(subject)).toEqual(subjects(1, 3))
    expect(again[0]?.cursor).not.toBe(cursor)
  })

  it.each(['', 'nonsense', '7', '{"last":"x","sums":""}', '{"uidValidity":1,"uid":"2"}'])(
    'reads from the beginning with a cursor that is not its own: %j',
    async (cursor) => {
      await deliver(1, 2)
      expect((await read(mailbox(), { cursor })).map(subject)).toEqual(subjects(1, 2))
    },
  )

  it('yields nothing from an empty folder', async () => {
    expect(await read()).toEqual([])
  })
})

describe('`since` counts on the first run only', () => {
  const since = new Date('2026-01-10T12:00:00Z')

  beforeEach(async () => {
    const days = [
      '2026-01-02T00:00:00Z',
      '2026-01-10T11:59:59Z',
      '2026-01-10T12:00:00Z',
      '2025-06-01T00:00:00Z',
      '2026-02-01T00:00:00Z',
    ]
    for (const [index, day] of days.entries()) await dovecot.deliver(mail(index + 1), new Date(day))
  })

  it('passes over what was received earlier, to the second', async () => {
    const mails = await read(mailbox(), { since })
    expect(mails.map(subject)).toEqual(['work 3', 'work 5'])
    expect(mails.map(({ received }) => received)).toEqual(['2026-01-10T12:00:00Z', '2026-02-01T00:00:00Z'])
  })

  it('passes over the same ones when the first run was cut short', async () => {
    const [first] = await read(mailbox(), { since })
    const rest = await read(mailbox(), { cursor: first?.cursor ?? null, since })
    expect(rest.map(subject)).toEqual(['work 5'])
  })

  it('reads a mail that comes later with an older date', async () => {
    const cursor = cursorOf(await read(mailbox(), { since }))
    await dovecot.deliver(mail(6), new Date('2020-01-01T00:00:00Z'))
    expect((await read(mailbox(), { cursor, since })).map(subject)).toEqual(['work 6'])
  })
})

describe('nothing in the mailbox is changed', () => {
  it('leaves every flag and every file name as it was', async () => {
    await deliver(1, 3)
    await dovecot.deliver(mail(4, 'x'.repeat(5000)))
    await withClient((client) => client.messageFlagsAdd('2', ['\\Flagged'], { uid: true }))
    const state = async () => ({
      flags: await withClient(async (client) =>
        (await client.fetchAll('1:*', { uid: true, flags: true })).map(({ uid, flags }) => [
          uid,
          [...(flags ?? [])].sort(),
        ]),
      ),
      files: [await readdir(join(dovecot.maildir, 'cur')), await readdir(join(dovecot.maildir, 'new'))],
    })
    const before = await state()
    expect(await read(mailbox(), { maxBytes: 1000 })).toHaveLength(4)
    expect(await state()).toEqual(before)
    expect(before.flags.flat(2)).not.toContain('\\Seen')
  })
})

describe('a mail over the cap comes without its body', () => {
  it('has raw null, its true size and its header lines, and the mails around it are whole', async () => {
    await deliver(1, 1)
    const large = mail(2, 'x'.repeat(3_000_000))
    await dovecot.deliver(large)
    await deliver(3, 3)
    const mails = await read(mailbox(), { maxBytes: 100_000 })
    expect(mails.map(subject)).toEqual(subjects(1, 3))
    expect(mails.map(({ raw }) => raw !== null)).toEqual([true, false, true])
    expect(mails[1]?.size).toBe(large.length)
    expect(Buffer.from(mails[1]?.headers ?? []).toString()).toBe(large.slice(0, large.indexOf('\r\n\r\n') + 2))
  })

  it('is read whole at exactly the cap', async () => {
    await dovecot.deliver(mail(1))
    const [exact] = await read(mailbox(), { maxBytes: mail(1).length })
    expect(exact?.raw).not.toBeNull()
    const [over] = await read(mailbox(), { maxBytes: mail(1).length - 1 })
    expect(over?.raw).toBeNull()
  })
})

describe('a mail that vanished between listing and reading', () => {
  it.each([
    ['expunged by another mail program', () => withClient((client) => client.messageDelete('2', { uid: true }))],
    [
      'removed from the disk',
      async () => {
        const folder = join(dovecot.maildir, 'new')
        const [, second = 'missing'] = (await readdir(folder)).sort()
        await rm(join(folder, second))
      },
    ],
  ])('is skipped when %s', async (_, vanish) => {
    await deliver(1, 3)
    const seen: (string | undefined)[] = []
    for await (const each of mailbox().messages(ALL)) {
      if (seen.length === 0) await vanish()
      seen.push(subject(each))
    }
    expect(seen).toEqual(['work 1', 'work 3'])
  })
})

describe('a connection that breaks', () => {
  it('is made anew once, and reading goes on after the last yielded mail', async () => {
    await deliver(1, 20, 'x'.repeat(2000))
    const { port, taken } = await proxy({ after: [20_000], action: 'cut' })
    expect((await read(mailbox({}, { port }))).map(subject)).toEqual(subjects(1, 20))
    expect(taken()).toBe(2)
  })

  it('is an error the second time, and the next run continues at the last yielded mail', async () => {
    await deliver(1, 20, 'x'.repeat(2000))
    const { port, taken } = await proxy({ after: [20_000, 20_000], action: 'cut' })
    const { mails, error } = await readUntilError(mailbox({}, { port }))
    expect(error?.code).toBe('connect')
    expect(error?.message).toContain(`imap://${dovecot.user}@127.0.0.1:${port}/INBOX: the server closed the connection`)
    expect(taken()).toBe(2)
    expect(mails.length).toBeGreaterThan(2)
    expect(mails.length).toBeLessThan(20)
    const rest = await read(mailbox(), { cursor: cursorOf(mails) })
    expect([...mails, ...rest].map(subject)).toEqual(subjects(1, 20))
  })

  it('loses no mail wherever it is cut', async () => {
    await deliver(1, 4, 'x'.repeat(300))
    await read()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4500 }), fc.integer({ min: 1, max: 4500 }), async (first, second) => {
        const { port } = await proxy({ after: [first, second], action: 'cut' })
        const { mails, error } = await readUntilError(mailbox({}, { port }))
        const rest = error === null ? [] : await read(mailbox(), { cursor: cursorOf(mails) })
        expect([...mails, ...rest].map(subject)).toEqual(subjects(1, 4))
      }),
      { numRuns: 60 },
    )
  })

  it('is not taken for a vanished mail when it breaks while the reader is busy', async () => {
    await deliver(1, 3)
    const { port, stop } = await proxy({ after: [], action: 'cut' })
    const seen: RawMail[] = []
    const reading = async () => {
      for await (const each of mailbox({}, { port }).messages(ALL)) {
        seen.push(each)
        if (seen.length === 1) {
          await stop()
          proxies = []
        }
      }
    }
    await expect(reading()).rejects.toMatchObject({ code: 'connect' })
    expect(seen.map(subject)).toEqual(['work 1'])
  })

  it.each([
    ['before the greeting', 0],
    ['during the login', 150],
    ['in the middle of a mail', 15_000],
  ])('is a timeout when the server hangs %s', async (_, after) => {
    await deliver(1, 20, 'x'.repeat(2000))
    const { port, taken, allClosed } = await proxy({ after: [after], action: 'hang' })
    const { error } = await readUntilError(mailbox({ timeouts: SHORT }, { port }))
    expect(error?.code).toBe('timeout')
    expect(error?.message).toContain('did not answer in time')
    expect(taken()).toBe(1)
    await allClosed()
  })

  it('is an error at once when nobody listens', async () => {
    const { port, stop } = await proxy({ after: [], action: 'cut' })
    await stop()
    proxies = []
    const { error } = await readUntilError(mailbox({}, { port }))
    expect(error?.code).toBe('connect')
    expect(error?.message).toContain('ECONNREFUSED')
  })
})

describe('a refusal is told in words without a secret', () => {
  it('names the user when the password is wrong, and closes the connection', async () => {
    const { port, allClosed } = await proxy({ after: [], action: 'cut' })
    const { error } = await readUntilError(mailbox({ password: 'hunter2-is-wrong' }, { port }))
    expect(error?.code).toBe('auth')
    expect(error?.message).toContain(`refused the login of ${dovecot.user}`)
    expect(JSON.stringify({ ...error, message: error?.message, stack: error?.stack })).not.toContain('hunter2')
    expect(error?.cause).toBeUndefined()
    await allClosed()
  })

  it('blots out a secret that the server repeats', () => {
    const account = imapAccount('imaps://ops@mail.example.org/INBOX')
    const said = { authenticationFailed: true, response: `NO bad s3cr3t or ${btoa('s3cr3t')}\r\nmore` }
    const { message } = imapFailure(account, said, ['s3cr3t', ''])
    expect(message).toContain('("NO bad *** or ***  more")')
  })

  it('names the folder when it is missing', async () => {
    const { port, allClosed } = await proxy({ after: [], action: 'cut' })
    const { error } = await readUntilError(mailbox({}, { port, folder: 'No%20such' }))
    expect(error?.code).toBe('missing')
    expect(error?.message).toContain('there is no folder "No such"')
    await allClosed()
  })

  it('asks for a password when there is none', async () => {
    const { error } = await readUntilError(mailbox({ password: '' }))
    expect(error?.code).toBe('auth')
  })

  it('passes on why there is no access token', async () => {
    const accessToken = () => Promise.reject(new MailboxError('auth', 'No access token for ops.'))
    const { error } = await readUntilError(mailbox({ accessToken }))
    expect(error?.message).toBe('No access token for ops.')
  })
})

describe('what other servers do', () => {
  const raw = 'Subject: work\r\n\r\nbody\r\n'

  async function readFrom(mails: readonly ScriptedMail[], capabilities = '', options: Partial<MailboxOptions> = {}) {
    const scripted = await startScriptedImap(mails, capabilities)
    try {
      return { ...(await readUntilError(mailbox({}, scripted), options)), commands: scripted.commands }
    } finally {
      await scripted.stop()
    }
  }

  it("Gmail's ids of mail and thread come with the mail", async () => {
    const { mails } = await readFrom([{ uid: 5, raw, items: 'X-GM-MSGID 1853 X-GM-THRID 1852' }], 'X-GM-EXT-1')
    expect(mails).toMatchObject([{ gmailId: '1853', gmailThread: '1852', received: '2026-01-05T10:00:00Z' }])
  })

  it('ids of other servers are not taken for them', async () => {
    const { mails } = await readFrom([{ uid: 5, raw, items: 'EMAILID (M1) THREADID (T1)' }], 'OBJECTID')
    expect(mails).toHaveLength(1)
    expect(mails[0]).not.toHaveProperty('gmailId')
    expect(mails[0]).not.toHaveProperty('gmailThread')
  })

  it('an answer to `101:*` that is UID 100 is not new', async () => {
    const { mails, commands } = await readFrom([{ uid: 100, raw }], '', { cursor: '{"uidValidity":"7","uid":100}' })
    expect(mails).toEqual([])
    expect(commands.filter((command) => command.startsWith('UID FETCH'))).toEqual([])
  })

  it('a mail that is larger than stated is still held to the cap', async () => {
    const { mails } = await readFrom([{ uid: 1, raw: `Subject: work\r\n\r\n${'x'.repeat(900)}`, size: 10 }], '', {
      maxBytes: 500,
    })
    expect(mails).toMatchObject([{ raw: null, size: 10 }])
    expect(Buffer.from(mails[0]?.headers ?? []).toString()).toBe('Subject: work\r\n')
  })

  it('a server that sends far more than was asked for is cut off', async () => {
    const { mails, error } = await readFrom([{ uid: 1, raw: 'x'.repeat(3 << 20), size: 10, sendsAll: true }], '', {
      maxBytes: 500,
    })
    expect(mails).toEqual([])
    expect(error).toMatchObject({ code: 'protocol', message: expect.stringContaining('more than was asked for') })
  })

  it('a mail that is there but refused is an error, not a lost mail', async () => {
    const { mails, error } = await readFrom([
      { uid: 1, raw },
      { uid: 2, raw, refusal: 'NO [SERVERBUG] try later' },
      { uid: 3, raw },
    ])
    expect(mails).toHaveLength(1)
    expect(error).toMatchObject({ code: 'protocol', message: expect.stringContaining('try later') })
  })
})

describe('the connection is closed in the end', () => {
  it('when the reader leaves early', async () => {
    await deliver(1, 10)
    const { port, allClosed, taken } = await proxy({ after: [], action: 'cut' })
    for await (const each of mailbox({}, { port }).messages(ALL)) {
      if (subject(each) === 'work 2') break
    }
    await allClosed()
    expect(taken()).toBe(1)
  })

  it('when the reader throws', async () => {
    await deliver(1, 2)
    const { port, allClosed } = await proxy({ after: [], action: 'cut' })
    const reading = async () => {
      for await (const _ of mailbox({}, { port }).messages(ALL)) throw new Error('disk full')
    }
    await expect(reading()).rejects.toThrow('disk full')
    await allClosed()
  })

  it('when all is read', async () => {
    await deliver(1, 2)
    const { port, allClosed } = await proxy({ after: [], action: 'cut' })
    await read(mailbox({}, { port }))
    await allClosed()
  })

  it('when the signal is aborted, whose reason is thrown', async () => {
    await deliver(1, 10)
    const { port, allClosed } = await proxy({ after: [], action: 'cut' })
    const controller = new AbortController()
    const reading = async () => {
      for await (const _ of mailbox({}, { port }).messages({ ...ALL, signal: controller.signal })) {
        controller.abort(new Error('enough'))
      }
    }
    await expect(reading()).rejects.toThrow('enough')
    await allClosed()
  })
})

describe('the URL', () => {
  it.each([
    [
      'imaps://ops@mail.example.org/INBOX',
      { host: 'mail.example.org', port: 993, user: 'ops', folder: 'INBOX', secure: true },
    ],
    ['imaps://ops@example.org@imap.example.org:1993/', { port: 1993, user: 'ops@example.org', folder: 'INBOX' }],
    ['imaps://ops%40example.org@imap.example.org', { user: 'ops@example.org', folder: 'INBOX' }],
    ['imaps://ops@imap.example.org/[Gmail]/All%20Mail', { folder: '[Gmail]/All Mail' }],
    ['imap://ops@127.0.0.1:1143/INBOX', { host: '127.0.0.1', port: 1143, secure: false }],
    ['imap://ops@[::1]/INBOX', { host: '::1', port: 143, secure: false }],
    ['imap://ops@localhost/INBOX', { host: 'localhost', secure: false }],
  ])('%s is read', (url, account) => {
    expect(imapAccount(url)).toMatchObject(account)
  })

  it.each([
    ['imap://ops@mail.example.org/INBOX', 'plain imap:// would send the password'],
    ['imap://ops@127.0.0.1.example.org/INBOX', 'plain imap://'],
    ['imap://ops@192.0.2.1/INBOX', 'plain imap://'],
    ['imap://ops@localhost.example.org/INBOX', 'plain imap://'],
    ['imaps://ops:hunter2@mail.example.org/INBOX', 'it holds a password'],
    ['imaps://mail.example.org/INBOX', 'names no user'],
    ['imaps://ops@mail.example.org/100%', 'percent-encoding'],
    ['imaps:///INBOX', 'not of the form'],
    ['imaps://ops@mail.example.org:99999/INBOX', 'not of the form'],
    ['https://ops@mail.example.org/', 'not of the form'],
  ])('%s is refused', (url, why) => {
    const opening = () => imapMailbox(url, { password: 'x' })
    expect(opening).toThrow(MailboxError)
    expect(opening).toThrow(why)
    expect(opening).not.toThrow('hunter2')
  })
})

describe('a sequence set', () => {
  it('names exactly its UIDs', () => {
    const ascending = fc.uniqueArray(fc.integer({ min: 1, max: 60 })).map((uids) => uids.sort((a, b) => a - b))
    fc.assert(
      fc.property(ascending, (uids) => {
        const named = uidSet(uids)
          .split(',')
          .filter((run) => run !== '')
          .flatMap((run) => {
            const [first = 0, last = first] = run.split(':').map(Number)
            return Array.from({ length: last - first + 1 }, (_, index) => first + index)
          })
        expect(named).toEqual(uids)
      }),
    )
    expect(uidSet([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10')
  })
})

import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailboxOptions, RawMail } from '../../src/mail/mailbox.ts'
import { maildirMailbox } from '../../src/mail/maildir.ts'

const ALL: MailboxOptions = { cursor: null, since: null, maxBytes: 10_000 }
let root: string
let path: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maintcal-maildir-'))
  path = root
  for (const folder of ['tmp', 'new', 'cur']) await mkdir(join(path, folder))
})
afterEach(() => rm(root, { recursive: true }))

const put = (file: string, text = file) => writeFile(join(path, file), `Subject: ${text}\n\nbody\n`)
const subject = ({ raw, headers }: RawMail) =>
  Buffer.from(raw ?? headers ?? [])
    .toString()
    .split('\n')[0]
    ?.slice(9)

async function read(options: Partial<MailboxOptions> = {}) {
  const mails: RawMail[] = []
  for await (const mail of maildirMailbox(path).messages({ ...ALL, ...options })) mails.push(mail)
  return mails
}
const lastCursor = (mails: readonly RawMail[]) => mails.at(-1)?.cursor ?? null

describe('a maildir is read in the order of delivery', () => {
  it('takes new/ and cur/ together, by seconds and microseconds and not by letters', async () => {
    await put('new/1700000001.M900P1.host', 'second')
    await put('cur/1700000001.M30000P1.host,S=20:2,S', 'third')
    await put('new/999999999.M1P1.host', 'first')
    await put('cur/1700000002.host:2,', 'fourth')
    expect((await read()).map(subject)).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('states path, size and the file time in UTC', async () => {
    await put('new/1700000001.M1P1.host', 'a')
    const file = join(path, 'new/1700000001.M1P1.host')
    await utimes(file, new Date('2026-01-05T10:00:00.500Z'), new Date('2026-01-05T10:00:00.500Z'))
    expect(await read()).toMatchObject([{ origin: file, size: 17, received: '2026-01-05T10:00:00Z' }])
  })

  it('ignores tmp/, names with a dot before them, and sub-folders of Maildir++', async () => {
    await put('tmp/1700000001.M1P1.host')
    await put('new/.1700000001.M1P1.host')
    await mkdir(join(path, '.Archive', 'cur'), { recursive: true })
    await put('.Archive/cur/1700000001.M1P1.host:2,S')
    expect(await read()).toEqual([])
  })

  it('reads a maildir that has only one of the two folders', async () => {
    await put('cur/1700000001.M1P1.host:2,S', 'a')
    await rm(join(path, 'new'), { recursive: true })
    expect((await read()).map(subject)).toEqual(['a'])
  })
})

describe('a mail is new once', () => {
  beforeEach(async () => {
    for (const second of [1, 2, 3]) await put(`new/170000000${second}.M1P1.host`, `mail ${second}`)
  })

  it('yields nothing on the second run, and then only what came', async () => {
    const cursor = lastCursor(await read())
    expect(await read({ cursor })).toEqual([])
    await put('new/1700000004.M1P1.host', 'mail 4')
    expect((await read({ cursor })).map(subject)).toEqual(['mail 4'])
  })

  it('is not new again when it is read, flagged and moved to cur/', async () => {
    const cursor = lastCursor(await read())
    await rename(join(path, 'new/1700000002.M1P1.host'), join(path, 'cur/1700000002.M1P1.host:2,FS'))
    expect(await read({ cursor })).toEqual([])
  })

  it('goes on after the mail on which a run stopped', async () => {
    const [first] = await read()
    expect((await read({ cursor: first?.cursor ?? null })).map(subject)).toEqual(['mail 2', 'mail 3'])
  })

  it.each(['1600000000.M1P1.slowclock', '1700000002.M2P1.host', 'no-time-in-it', '1700000002.M1P1.hos'])(
    'is not missed when it arrives late under the older name %s, with an old file time',
    async (name) => {
      const cursor = lastCursor(await read())
      await put(`new/${name}`, 'late')
      await utimes(join(path, 'new', name), 1, 1)
      const again = await read({ cursor })
      expect(again.map(subject)).toContain('late')
      expect(await read({ cursor: lastCursor(again) })).toEqual([])
    },
  )

  it('is not missed after a name from the future', async () => {
    await put('new/4000000000.M1P1.host', 'future')
    const cursor = lastCursor(await read())
    await put('new/1700000004.M1P1.host', 'mail 4')
    expect((await read({ cursor })).map(subject)).toContain('mail 4')
  })
})

describe('other programs work in the maildir meanwhile', () => {
  it('a mail that is moved to cur/ between listing and reading is found there', async () => {
    for (const second of [1, 2, 3]) await put(`new/170000000${second}.M1P1.host`, `mail ${second}`)
    const seen: (string | undefined)[] = []
    for await (const mail of maildirMailbox(path).messages(ALL)) {
      if (seen.length === 0) {
        await rename(join(path, 'new/1700000002.M1P1.host'), join(path, 'cur/1700000002.M1P1.host:2,S'))
        await rm(join(path, 'new/1700000003.M1P1.host'))
      }
      seen.push(subject(mail))
    }
    expect(seen).toEqual(['mail 1', 'mail 2'])
  })
})

describe('limits and errors', () => {
  it('a mail over the cap has raw null, its size and its headers', async () => {
    await writeFile(join(path, 'new/1.M1P1.host'), `Subject: big\nX: y\n\n${'z'.repeat(20_000)}`)
    const [mail] = await read()
    expect(mail).toMatchObject({ raw: null, size: 20_019 })
    expect(Buffer.from(mail?.headers ?? []).toString()).toBe('Subject: big\nX: y\n')
  })

  it('`since` passes over older file times on the first run only', async () => {
    await put('new/1700000001.M1P1.host', 'old')
    await put('new/1700000002.M1P1.host', 'young')
    await utimes(join(path, 'new/1700000001.M1P1.host'), new Date('2026-01-01'), new Date('2026-01-01'))
    await utimes(join(path, 'new/1700000002.M1P1.host'), new Date('2026-01-03'), new Date('2026-01-03'))
    const since = new Date('2026-01-02')
    const mails = await read({ since })
    expect(mails.map(subject)).toEqual(['young'])
    expect(await read({ cursor: lastCursor(mails), since })).toEqual([])
    await put('new/1700000003.M1P1.host', 'old but late')
    await utimes(join(path, 'new/1700000003.M1P1.host'), new Date('2025-01-01'), new Date('2025-01-01'))
    expect((await read({ cursor: lastCursor(mails), since })).map(subject)).toEqual(['old but late'])
  })

  it('a folder that is not there, or is no maildir, is told as missing', async () => {
    path = join(path, 'nowhere')
    await expect(read()).rejects.toMatchObject({ name: 'MailboxError', code: 'missing' })
    await mkdir(path)
    await expect(read()).rejects.toMatchObject({ code: 'missing', message: expect.stringContaining(join(path, 'cur')) })
  })

  it('a name that is not UTF-8 is an error, not a lost mail', async () => {
    await writeFile(Buffer.concat([Buffer.from(`${path}/new/1.M1P1.`), Buffer.from([0xe4])]), 'Subject: x\n\n')
    await expect(read()).rejects.toThrow('not UTF-8')
  })

  it('an aborted signal ends the reading with its reason', async () => {
    await put('new/1.M1P1.host')
    await expect(read({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  })
})

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emlMailbox } from '../../src/mail/eml.ts'
import type { MailboxOptions, RawMail } from '../../src/mail/mailbox.ts'
import { openMailbox } from '../../src/mail/open-mailbox.ts'
import { pathMessages } from '../../src/mail/path-messages.ts'

const ALL: MailboxOptions = { cursor: null, since: null, maxBytes: 10_000 }
let root: string
let path: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'maintcal-eml-'))
  path = root
})
afterEach(() => rm(root, { recursive: true }))

async function put(file: string, body = 'body') {
  await mkdir(join(path, file, '..'), { recursive: true })
  await writeFile(join(path, file), `Subject: ${file}\n\n${body}\n`)
}
async function all(mails: AsyncIterable<RawMail>) {
  const list: RawMail[] = []
  for await (const mail of mails) list.push(mail)
  return list
}
const read = (options: Partial<MailboxOptions> = {}) => all(emlMailbox(path).messages({ ...ALL, ...options }))
const places = (mails: readonly RawMail[]) => mails.map(({ origin }) => origin.slice(path.length + 1))

describe('loose .eml files', () => {
  it('are found in all folders, sorted by path, and nothing else is', async () => {
    for (const file of ['b.eml', 'a/z.EML', 'a/b/c.eml', 'notes.txt', 'a.eml.bak']) await put(file)
    expect(places(await read())).toEqual(['a/b/c.eml', 'a/z.EML', 'b.eml'])
  })

  it('may be links to files; links to folders are not followed', async () => {
    await put('elsewhere/real.txt')
    await symlink(join(path, 'elsewhere/real.txt'), join(path, 'link.eml'))
    await symlink(join(path, 'gone'), join(path, 'dead.eml'))
    await symlink(path, join(path, 'round'))
    await mkdir(join(path, 'folder.eml'))
    expect(places(await read())).toEqual(['link.eml'])
  })

  it('may be one file of any name', async () => {
    await put('one.txt')
    const mails = await all(emlMailbox(join(path, 'one.txt')).messages(ALL))
    expect(mails.map(({ raw }) => Buffer.from(raw ?? []).toString())).toEqual(['Subject: one.txt\n\nbody\n'])
  })

  it('are new once; one that is added anywhere, or changed, is new', async () => {
    for (const file of ['a.eml', 'b.eml', 'c.eml']) await put(file)
    const cursor = (await read()).at(-1)?.cursor ?? null
    expect(await read({ cursor })).toEqual([])
    await put('aa.eml')
    await put('d.eml')
    await put('b.eml', 'changed')
    const again = await read({ cursor })
    expect(places(again)).toEqual(expect.arrayContaining(['aa.eml', 'b.eml', 'd.eml']))
    expect(await read({ cursor: again.at(-1)?.cursor ?? null })).toEqual([])
  })

  it('over the cap come with their headers only', async () => {
    await put('a.eml', 'z'.repeat(20_000))
    const [mail] = await read()
    expect(mail?.raw).toBeNull()
    expect(Buffer.from(mail?.headers ?? []).toString()).toBe('Subject: a.eml\n')
  })

  it('that are not there are told as missing', async () => {
    path = join(path, 'nowhere')
    await expect(read()).rejects.toMatchObject({ name: 'MailboxError', code: 'missing' })
    await expect(all(pathMessages(path))).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('a path on the command line', () => {
  const subjects = async (name = '') =>
    (await all(pathMessages(join(path, name)))).map(
      ({ raw }) => /^Subject: (.*)/m.exec(Buffer.from(raw ?? []).toString())?.[1],
    )

  it('is a folder of .eml files', async () => {
    for (const file of ['b.eml', 'a/z.eml', 'c.txt']) await put(file)
    expect(await subjects()).toEqual(['a/z.eml', 'b.eml'])
  })

  it.each(['cur', 'new'])('is a maildir when it has %s/', async (folder) => {
    await put(`${folder}/1700000001.M1P1.host`)
    await put('stray.eml')
    expect(await subjects()).toEqual([`${folder}/1700000001.M1P1.host`])
  })

  it('is an mbox when it begins with "From ", whatever its name', async () => {
    const one = 'From noc@example.net Mon Jan  5 10:00:00 2026\nSubject: x\n\n\n'
    await writeFile(join(path, 'a.eml'), one + one)
    expect(await subjects('a.eml')).toEqual(['x', 'x'])
  })

  it('is a single mail otherwise, also an empty one', async () => {
    await put('one')
    await writeFile(join(path, 'empty'), '')
    expect(await subjects('one')).toEqual(['one'])
    expect(await all(pathMessages(join(path, 'empty')))).toMatchObject([{ size: 0 }])
  })

  it('lists a large mail with its headers', async () => {
    await put('one.eml', 'z'.repeat(20_000))
    expect(await all(pathMessages(path, { maxBytes: 1000 }))).toMatchObject([{ raw: null }])
  })
})

describe('a mailbox URL', () => {
  it.each(['maildir:/var/mail/ops', 'mbox:/var/mail/ops', 'eml:/var/mail/ops'])('%s is opened by its scheme', (url) => {
    expect(openMailbox(url, {}).name).toBe(url)
  })

  it('of IMAP has no secret in its name', () => {
    const mailbox = openMailbox('imaps://ops@mail.example.org:1993/Maintenance', { password: 'hunter2' })
    expect(mailbox.name).toBe('imaps://ops@mail.example.org:1993/Maintenance')
    expect(JSON.stringify(mailbox)).not.toContain('hunter2')
  })

  it.each(['', '/var/mail/ops', 'pop3://ops@mail.example.org', 'maildir:', 'constructor:/x', 'toString:x'])(
    '%j is refused, without repeating it',
    (url) => {
      const opening = () => openMailbox(url, {})
      expect(opening).toThrow('A mailbox URL begins with imaps://')
    },
  )
})

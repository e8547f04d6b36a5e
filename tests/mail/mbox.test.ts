import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailboxOptions, RawMail } from '../../src/mail/mailbox.ts'
import { mboxMailbox } from '../../src/mail/mbox.ts'
import { isFromLine, mboxMails } from '../../src/mail/mbox-scan.ts'

const ALL: MailboxOptions = { cursor: null, since: null, maxBytes: 100_000 }
const FROM = 'From noc@example.net Mon Jan  5 10:00:00 2026\n'
let path: string
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maintcal-mbox-'))
  path = join(folder, 'box')
})
afterEach(() => rm(folder, { recursive: true }))

const mail = (number: number, body = 'Planned work.') => `Subject: work ${number}\n\n${body}\n`
const entry = (number: number, body?: string) => `${FROM}${mail(number, body)}\n`
const text = ({ raw }: Pick<RawMail, 'raw'>) => (raw === null ? null : Buffer.from(raw).toString())

async function read(options: Partial<MailboxOptions> = {}) {
  const mails: RawMail[] = []
  for await (const each of mboxMailbox(path).messages({ ...ALL, ...options })) mails.push(each)
  return mails
}
const lastCursor = (mails: readonly RawMail[]) => mails.at(-1)?.cursor ?? null

describe('an mbox is cut into its mails', () => {
  it('yields each without separator and blank line, with its place', async () => {
    await writeFile(path, entry(1) + entry(2))
    const mails = await read()
    expect(mails.map(text)).toEqual([mail(1), mail(2)])
    expect(mails[1]).toMatchObject({
      origin: `${path}#${entry(1).length}`,
      received: '2026-01-05T10:00:00Z',
      size: mail(2).length,
    })
  })

  it.each([
    ['one quote is taken away', '>From here on', 'From here on'],
    ['one of several is taken away', '>>>From here on', '>>From here on'],
    ['a quote inside a line stays', 'see >From here', 'see >From here'],
    ['other quotes stay', '>Fromage\n> From here', '>Fromage\n> From here'],
    [
      'an unquoted line without a date stays in its mail',
      'From now on\n\nFrom 10:00 on',
      'From now on\n\nFrom 10:00 on',
    ],
    ['an empty body stays empty', '', ''],
  ])('%s', async (_, written, meant) => {
    await writeFile(path, entry(1, written) + entry(2))
    expect((await read()).map(text)).toEqual([mail(1, meant), mail(2)])
  })

  it('keeps CRLF line ends, and takes mails without a blank line between or a line end after', async () => {
    await writeFile(path, `${entry(1).replaceAll('\n', '\r\n')}${FROM}${mail(2)}${FROM}Subject: work 3`)
    expect((await read()).map(text)).toEqual([mail(1).replaceAll('\n', '\r\n'), mail(2), 'Subject: work 3'])
  })

  it('reads mails back that were written as mboxrd, whatever is in them and however the file is chopped', async () => {
    const line = fc.constantFrom(
      'From a@example.net Mon Jan  5 10:00:00 2026',
      '>From b',
      'x',
      '',
      '>>From c 10:00 2026',
      'Fro',
    )
    const body = fc
      .array(line, { maxLength: 6 })
      .map((lines) => `Subject: x\n\n${lines.map((each) => `${each}\n`).join('')}`)
    const written = (raw: string) => `${FROM}${raw.replace(/^>*From /gm, '>$&')}\n`
    await fc.assert(
      fc.asyncProperty(fc.array(body, { maxLength: 5 }), fc.integer({ min: 1, max: 80 }), async (raws, step) => {
        const file = Buffer.from(raws.map(written).join(''))
        async function* chunks() {
          for (let at = 0; at < file.length; at += step) yield file.subarray(at, at + step)
        }
        const found: (string | null)[] = []
        let end = 0
        for await (const each of mboxMails(chunks(), 0, 1000)) {
          expect(each.start).toBe(end)
          end = each.end
          found.push(text(each))
        }
        expect(found).toEqual(raws)
        expect(end).toBe(file.length)
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['From noc@example.net Mon Jan  5 10:00:00 2026', true],
    ['From ops at example.org  Sun Feb  2 10:00:00 2020', true],
    ['From 1234567890@xxx Mon Jan 05 10:00:00 +0000 2026', true],
    ['From - Mon Jan  5 10:00 2026', true],
    ['From now on we meet at 10:00', false],
    ['From 2026 on', false],
    ['from noc@example.net Mon Jan  5 10:00:00 2026', false],
  ])('"%s" is a separator: %s', (line, separator) => {
    expect(isFromLine(line)).toBe(separator)
  })

  it('takes the time of the separator as UTC, or as it says, or not at all', async () => {
    const lines = [
      'From x Mon Jan 05 10:00:00 -0500 2026',
      'From x Mon Jan  5 9:00 2026',
      'From x Mon Foo 99 10:00 2026',
    ]
    await writeFile(path, lines.map((line) => `${line}\nSubject: x\n\n\n`).join(''))
    expect((await read()).map(({ received }) => received)).toEqual([
      '2026-01-05T15:00:00Z',
      '2026-01-05T09:00:00Z',
      null,
    ])
  })
})

describe('the cursor', () => {
  it('yields nothing on the second run, and then only what was appended', async () => {
    await writeFile(path, entry(1) + entry(2))
    const cursor = lastCursor(await read())
    expect(await read({ cursor })).toEqual([])
    await appendFile(path, entry(3))
    expect((await read({ cursor })).map(text)).toEqual([mail(3)])
  })

  it('goes on after any mail', async () => {
    await writeFile(path, [1, 2, 3, 4].map((number) => entry(number, 'y'.repeat(number * 700))).join(''))
    const all = await read()
    for (const [index, { cursor }] of all.entries()) {
      expect((await read({ cursor })).map(text)).toEqual(all.slice(index + 1).map(text))
    }
  })

  it.each([
    ['the first mail was deleted', (file: string) => file.replace(entry(1), '')],
    ['a mail in the middle was deleted', (file: string) => file.replace(entry(2), '')],
    ['a status line was added', (file: string) => file.replace('Subject: work 1\n', 'Subject: work 1\nStatus: RO\n')],
    ['it was rotated', () => entry(9)],
  ])('begins again when the file was rewritten: %s', async (_, rewrite) => {
    await writeFile(path, [1, 2, 3].map((number) => entry(number)).join(''))
    const cursor = lastCursor(await read())
    await writeFile(path, rewrite(await readFile(path, 'utf8')))
    const again = await read({ cursor })
    expect(again).toHaveLength((await read()).length)
    expect(again.length).toBeGreaterThan(0)
  })

  it('reads a last mail again that was still being written', async () => {
    await writeFile(path, entry(1) + FROM + mail(2, 'the first half'))
    const cursor = lastCursor(await read())
    await appendFile(path, 'the second half\n\n')
    expect((await read({ cursor })).map(text)).toEqual([mail(2, 'the first half\nthe second half')])
  })

  it('goes on when the next delivery ends the last line', async () => {
    await writeFile(path, entry(1).trimEnd())
    const cursor = lastCursor(await read())
    await appendFile(path, `\n${entry(2)}`)
    expect((await read({ cursor })).map(text)).toEqual([mail(2)])
  })

  it.each(['', 'x', '{"start":-1,"end":5,"print":""}', '{"uidValidity":"1","uid":7}'])(
    'reads all with %j for a cursor',
    async (cursor) => {
      await writeFile(path, entry(1))
      expect(await read({ cursor })).toHaveLength(1)
    },
  )
})

describe('limits and errors', () => {
  it('a mail over the cap has raw null, its size and its headers, and the mails around it are whole', async () => {
    await writeFile(path, entry(1) + entry(2, 'z'.repeat(700_000)) + entry(3))
    const mails = await read()
    expect(mails.map(text)).toEqual([mail(1), null, mail(3)])
    expect(Buffer.from(mails[1]?.headers ?? []).toString()).toBe('Subject: work 2\n')
    expect(mails[1]?.size).toBeGreaterThanOrEqual(700_000)
    expect((await read({ cursor: mails[1]?.cursor ?? null })).map(text)).toEqual([mail(3)])
  })

  it('a mail of exactly the cap is whole', async () => {
    await writeFile(path, entry(1))
    expect(text((await read({ maxBytes: mail(1).length }))[0] ?? { raw: null })).toBe(mail(1))
    expect(text((await read({ maxBytes: mail(1).length - 1 }))[0] ?? { raw: null })).toBeNull()
  })

  it('`since` passes over mails with an older separator on the first run only', async () => {
    await writeFile(path, entry(1) + entry(2).replace('2026', '2027'))
    const since = new Date('2026-06-01')
    expect((await read({ since })).map(text)).toEqual([mail(2)])
    const [first] = await read()
    await writeFile(path, entry(1) + entry(2))
    expect((await read({ since, cursor: first?.cursor ?? null })).map(text)).toEqual([mail(2)])
  })

  it('an empty file has no mails, and the file is never changed', async () => {
    await writeFile(path, '')
    expect(await read()).toEqual([])
    await writeFile(path, entry(1))
    const before = await stat(path)
    await read()
    expect((await stat(path)).mtimeMs).toBe(before.mtimeMs)
  })

  it('tells a missing file, and one that is no mbox', async () => {
    await expect(read()).rejects.toMatchObject({ name: 'MailboxError', code: 'missing' })
    await writeFile(path, 'Subject: a mail, not an mbox\n\n')
    await expect(read()).rejects.toMatchObject({ code: 'protocol', message: expect.stringContaining('not an mbox') })
  })
})

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { decisionsTable, planText } from '../../src/commands/report.ts'
import { digestOf } from '../../src/digest/compose.ts'
import { digestHtml } from '../../src/digest/html.tsx'
import { webhookBody } from '../../src/digest/notify.ts'
import { digestText } from '../../src/digest/text.ts'
import { jsonLog } from '../../src/log.ts'
import { limits } from '../../src/mail/limits.ts'
import { readMail } from '../../src/mail/read.ts'
import { readerFor } from '../../src/reader.ts'
import { understand } from '../../src/steps/understand.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { factsOf, question, summary, work } from '../digest/facts.ts'
import { incomingMail, toldOf } from '../support/belief.ts'
import { workbook, zip } from '../support/xlsx.ts'
import { fuzzing, hostile, line } from './fuzzing.ts'

/** What moves a cursor, turns letters round, or begins a line of its own. */
const unruly = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
/** Without halves of characters, which UTF-8 cannot hold. */
const wellFormed = (text: string): string => Buffer.from(text).toString()
const words = fc.tuple(fc.constantFrom('Fibre is replaced', 'CHG-204411', ''), hostile).map((all) => all.join(' '))

describe('whatever words come to be shown', () => {
  it('a log is lines of JSON that hold nothing that acts, and the same words', () => {
    fc.assert(
      fc.property(line, fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), line), (message, fields) => {
        const lines: string[] = []
        jsonLog(
          (one) => lines.push(one),
          () => new Date(0),
        ).info(message, { given: fields })
        expect(lines).toHaveLength(1)
        expect(lines[0]).not.toMatch(unruly)
        const said = JSON.parse(lines[0] ?? '') as { readonly message: string }
        if (wellFormed(message) === message) expect(said.message).toBe(message)
      }),
      fuzzing(3),
    )
  })

  it('a table or plan on a terminal has a line for each row, and none that acts', () => {
    const decided = fc.record({
      sent: fc.constantFrom(null, '2026-12-04T18:00:00Z', 'no date'),
      vendor: fc.option(line),
      maintenanceId: fc.option(line),
      subject: line,
      reason: line,
    })
    fc.assert(
      fc.property(fc.array(decided, { maxLength: 5 }), (rows) => {
        const text = decisionsTable(
          rows.map((row) => ({ ...row, decision: 'created' })) as unknown as Parameters<typeof decisionsTable>[0],
        )
        expect(text.split('\n')).toHaveLength(rows.length + 3)
        for (const one of text.split('\n')) expect(one).not.toMatch(unruly)
        const plan = planText(
          rows.map(({ subject, reason }) => ({
            sign: '~',
            where: '2026-12-14',
            title: subject,
            changes: [{ field: 'summary', from: subject, to: reason }],
          })) as unknown as Parameters<typeof planText>[0],
        )
        expect(plan.split('\n')).toHaveLength(rows.length * 2 + 1)
        for (const one of plan.split('\n')) expect(one).not.toMatch(unruly)
      }),
      fuzzing(3),
    )
  })

  it('the digest has a subject of one line, text that does not act, and no element that runs, loads or leads elsewhere', () => {
    fc.assert(
      fc.property(words, words, words, words, (summaryWords, subject, place, reason) => {
        const content = digestOf(
          factsOf({
            works: [
              work('a', {
                summary: summaryWords,
                subject,
                location: place,
                maintenanceIds: [subject],
                circuits: [{ id: place, impact: null }],
              }),
            ],
            questions: [
              {
                question: question({ reasons: [reason] }),
                mail: summary({ subject, permalink: reason, sender: place }),
              },
            ],
          }),
        )
        expect(content.subject).not.toMatch(unruly)
        for (const one of digestText(content).split('\n')) expect(one).not.toMatch(unruly)
        const visit = (nodes: readonly unknown[]): void => {
          for (const node of nodes as readonly {
            name?: string
            attribs?: Readonly<Record<string, string>>
            children?: readonly unknown[]
          }[]) {
            expect(node.name ?? '').not.toMatch(/^(?:script|img|iframe|object|form|svg|link)$/)
            for (const [name, value] of Object.entries(node.attribs ?? {})) {
              expect(name).not.toMatch(/^on|^src/)
              if (name === 'href') expect(value).toMatch(/^https:\/\/(?:\w+\.example\.org|groups\.google\.com)\b/)
            }
            visit(node.children ?? [])
          }
        }
        visit(parseDocument(digestHtml(content)).children)
      }),
      fuzzing(),
    )
  })

  it('an urgent note is JSON for programs, whatever its title', () => {
    fc.assert(
      fc.property(line, line, (title, detail) => {
        const note = { key: 'k', kind: 'moved', title, detail, at: '2026-12-04T18:00:00Z', link: null } as const
        expect(() => JSON.parse(webhookBody([note]))).not.toThrow()
      }),
      fuzzing(2),
    )
  })
})

describe('whatever a workbook holds', () => {
  const cell = fc.oneof(
    line.map((text) => text.slice(0, 200).replace(/[&<]/g, '')),
    line.map((text) => text.slice(0, 200)),
    fc.double(),
    fc.integer(),
    fc.record({ date: fc.oneof(fc.double({ min: -1e6, max: 1e9 }), fc.integer({ min: 1, max: 60_000 })) }),
  )
  const name = fc.constantFrom(
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
    '../../x.xml',
    '/etc/a.rels',
    '__proto__.xml',
  )
  const book = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(line, fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 })) },
    { weight: 1, arbitrary: fc.tuple(fc.dictionary(name, line, { maxKeys: 4 }), fc.option(fc.nat(0xffffffff))) },
  )
  const mailWith = (content: Buffer): Buffer =>
    Buffer.from(
      `From: noc@carrier.example\nSubject: Planned maintenance\nDate: Wed, 2 Dec 2026 10:00:00 +0000\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name=a.xlsx\nContent-Transfer-Encoding: base64\n\n${content.toString('base64')}\n`,
    )

  it('it is read or left with a reason, and the mail has an outcome', async () => {
    const reader = await readerFor({ SENDER_CHECK: 'off' })
    await fc.assert(
      fc.asyncProperty(book, async (given) => {
        const content =
          typeof given[0] === 'string'
            ? workbook(given[0], given[1] as Parameters<typeof workbook>[1])
            : zip(given[0] as Readonly<Record<string, string>>, (given[1] as number | null) ?? undefined)
        const raw = mailWith(content)
        const mail = await readMail(raw)
        for (const { lines } of mail.document.parts) expect(lines.length).toBeLessThanOrEqual(limits.lines)
        const said = await understand({ ...incomingMail('x'), raw, size: raw.length }, reader, [])
        expect('tolds' in said).toBe(true)
      }),
      fuzzing(0.5),
    )
  })
})

const withFile = async <T>(use: (path: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-fuzz-'))
  try {
    return await use(join(folder, 'maintcal.db'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const spoil = (path: string, change: string, value: unknown): void => {
  const sqlite = new Sqlite(path)
  try {
    sqlite.prepare(change).run(value)
  } catch {
    // A value that the column does not take cannot stand in it.
  }
  sqlite.close()
}

const thrownBy = (work: () => Promise<unknown>): Promise<readonly unknown[]> =>
  work().then(
    () => [],
    (reason: unknown) => [reason],
  )

/** What is thrown when everything is asked for that a run asks for. */
const errorsOf = async (path: string): Promise<readonly unknown[]> => {
  let store: Store | null = null
  const opening = await thrownBy(async () => {
    store = openStore(path)
  })
  const opened = store as Store | null
  if (opened === null) return opening
  const errors = await Promise.all(
    [
      () => opened.mails.pending('ops', 0, 10),
      () => opened.belief.toldsOf(['work-1', 'work-2', 'work-3']),
      () => opened.belief.since('1900-01-01'),
      () => opened.review.open(),
      () => opened.runs.last(5),
    ].map(thrownBy),
  )
  await opened.close()
  return errors.flat()
}

describe('whatever stands in a row of the database', () => {
  it('words of mails come back letter by letter, and are no SQL', async () => {
    const said = fc
      .oneof(hostile, line, fc.constantFrom("'; DROP TABLE mails; --", '"', '\u0000', '__proto__', '%_'))
      .map(wellFormed)
    await withFile(async (path) => {
      const store = openStore(path)
      let n = 0
      await fc.assert(
        fc.asyncProperty(said, said, said, async (a, b, c) => {
          n += 1
          const mail = incomingMail(n, { messageId: `${n}${a}`, origin: b, gmailThread: c, raw: Buffer.from(a) })
          await store.mails.keep('ops', [mail], { mailbox: 'm', cursor: a }, '2026-12-04T18:00:00Z')
          const kept = await store.mails.find(`hash-${n}`)
          expect(kept).toMatchObject({ messageId: `${n}${a}`, origin: b, gmailThread: c })
          expect(Buffer.from(kept?.raw ?? []).toString()).toBe(a)
          const told = toldOf(`hash-${n}#0`, { subject: b, thread: [c] }, { summary: a, location: b })
          await store.belief.saveTold(told, [`key:${n}${c}`], `work-${n}`, kept?.id ?? 0)
          expect((await store.belief.sharing([`key:${n}${c}`])).map((placed) => placed.told)).toEqual([told])
        }),
        fuzzing(),
      )
      expect((await store.mails.count()).stored).toBe(n)
      expect(await store.damage()).toEqual([])
      await store.close()
    })
  })

  it('a row that somebody spoilt is read or refused with an error, and spoils nothing else', async () => {
    const spoilt = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.integer(),
      fc.double(),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom('{"__proto__":{"polluted":1}}', '[]', 'null', '{', '\u0000'),
    )
    const before = Reflect.ownKeys(Object.prototype).length
    await withFile(async (path) => {
      const store = openStore(path)
      const mails = [1, 2, 3].map((n) => incomingMail(n))
      await store.mails.keep('ops', mails, null, '2026-12-04T18:00:00Z')
      for (const n of [1, 2, 3]) await store.belief.saveTold(toldOf(`hash-${n}#0`), [`key:${n}`], `work-${n}`, n)
      await store.close()
      const fields = (sqlite: Sqlite.Database) =>
        sqlite
          .prepare(
            `SELECT m.name AS name, p.name AS field FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'`,
          )
          .all() as readonly { readonly name: string; readonly field: string }[]
      const whole = new Sqlite(path)
      whole.pragma('journal_mode = DELETE')
      const all = fields(whole)
      whole.close()
      const copy = `${path}.copy`
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...all), spoilt, async ({ name, field }, value) => {
          for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
          copyFileSync(path, copy)
          spoil(copy, `UPDATE OR IGNORE "${name}" SET "${field}" = ?`, value)
          for (const error of await errorsOf(copy)) expect(error).toBeInstanceOf(Error)
          expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before)
        }),
        fuzzing(0.3),
      )
    })
  })
})

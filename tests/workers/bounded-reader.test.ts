import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'
import { type ReaderConfig, readerFor } from '../../src/reader.ts'
import type { Decided, Reader } from '../../src/steps/read-mails.ts'
import { readMails } from '../../src/steps/read-mails.ts'
import { isHeavy } from '../../src/steps/understand.ts'
import { openCopy } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type Bounds, boundedReaderFor, readingLimits } from '../../src/workers/bounded-reader.ts'
import { incomingMail } from '../support/belief.ts'

const config: ReaderConfig = {
  OPS_GROUP: 'ops-maintenance@example.org',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'off',
  VENDORS_DIR: undefined,
  ZONES_FILE: undefined,
}
const hostile = join(packageRoot(), 'tests', 'support', 'threads', 'moods.mjs')

let store: Store | null = null
afterEach(async () => {
  await store?.close()
  store = null
})

const storeWith = async (raws: readonly Buffer[]): Promise<Store> => {
  store = openCopy('/nowhere/maintcal.db')
  const mails = raws.map((raw, n) => incomingMail(n, { raw, size: raw.length }))
  await store.mails.keep('ops', mails, null, '2026-12-04T18:00:00Z')
  return store
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesIn(path) : name.endsWith('.eml') ? [path] : []
    })

const fixtures = (): readonly Buffer[] =>
  filesIn(join(packageRoot(), 'tests', 'fixtures', 'vendors'))
    .slice(0, 120)
    .map((file) => readFileSync(file))

const decisions = async (raws: readonly Buffer[], reader: Reader) => {
  const into = await storeWith(raws)
  const decided: Decided[] = []
  const options = { at: '2026-12-04T18:00:00Z', signal: new AbortController().signal }
  const read = await readMails(
    into,
    async () => reader,
    options,
    (made) => decided.push(...made),
  )
  const believed = await into.belief.since('2000-01-01')
  const questions = await into.review.open()
  await into.close()
  store = null
  return { read, decided, believed, questions }
}

const hostileReader = (bounds: Partial<Bounds> = {}): Promise<Reader> =>
  boundedReaderFor(config, { file: hostile, threads: 2, milliseconds: 1000, megabytes: 32, ...bounds })

describe('reading in threads', () => {
  it('comes to the same with one thread, with three, and without any', async () => {
    const raws = fixtures()
    const plain = await decisions(raws, await readerFor(config))
    const one = await decisions(raws, await boundedReaderFor(config, { threads: 1 }))
    const three = await decisions(raws, await boundedReaderFor(config, { threads: 3 }))
    expect(plain.decided.length).toBeGreaterThanOrEqual(raws.length)
    expect(plain.believed.length).toBeGreaterThan(20)
    expect(one).toEqual(plain)
    expect(three).toEqual(plain)
  })

  it.each([
    ['takes too long', 'SPIN', 'it took longer than 1 seconds'],
    ['takes too much memory', 'HOG', 'it took more than 32 MB of memory'],
  ])('sends a mail that %s to a person, with its subject', async (_, mood, why) => {
    const large = Buffer.alloc(200_001, ' ')
    large.write(`From: noc@example.net\nSubject: ${mood}\n\n`, 'latin1')
    const { decided, questions } = await decisions([large], await hostileReader())
    expect(decided).toEqual([expect.objectContaining({ decision: 'review', subject: mood })])
    expect(decided[0]?.reason).toContain(`The reading of the mail was stopped: ${why}.`)
    expect(questions).toHaveLength(1)
  })

  it('reads the neighbours of a mail that was stopped', async () => {
    const reader = await boundedReaderFor(config, { threads: 2, milliseconds: 1000, megabytes: 32, file: hostile })
    const mail = (subject: string) => ({ ...incomingMail(subject), raw: Buffer.from(subject) })
    const said = (await reader.apart?.understand(['a', 'HOG', 'b', 'SPIN', 'c'].map(mail), [])) ?? []
    await reader.apart?.close()
    expect([said[0], said[2], said[4]]).toEqual(['read a', 'read b', 'read c'])
    expect(said[1]).toMatchObject({ outcome: { class: 'unreadable', decision: 'review' } })
    expect(said[3]).toMatchObject({ outcome: { class: 'unreadable', decision: 'review' } })
  })

  it('takes large mails, and those with a workbook, out of the thread of the run', () => {
    expect(isHeavy(Buffer.alloc(200_000, 'a'))).toBe(false)
    expect(isHeavy(Buffer.alloc(200_001, 'a'))).toBe(true)
    expect(isHeavy(Buffer.from('Content-Disposition: attachment; filename=list.xlsx'))).toBe(true)
    expect(
      isHeavy(Buffer.from('Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
    ).toBe(true)
  })
})

describe('a thread that reads mail', () => {
  it('is given what decides how mails are read, and no password or token', async () => {
    const whole = { ...config, OPS_PASSWORD: 'hunter2', PHABRICATOR_TOKEN: 'hunter2', VENDORS_DIR: '/vendors' }
    const file = join(packageRoot(), 'tests', 'support', 'threads', 'data.mjs')
    const reader = await boundedReaderFor({ ...whole, VENDORS_DIR: undefined } as ReaderConfig, { file, threads: 1 })
    const [given] = (await reader.apart?.understand([incomingMail('x')], [])) ?? []
    await reader.apart?.close()
    expect(JSON.parse(String(given))).toEqual({
      OPS_GROUP: 'ops-maintenance@example.org',
      TRUSTED_AUTHSERV: 'mx.google.com',
      SENDER_CHECK: 'off',
    })
  })

  it('has five seconds and 128 MB', () => {
    expect(readingLimits).toEqual({ milliseconds: 5000, megabytes: 128 })
  })
})

describe('a zone table of one’s own (ZONES_FILE)', () => {
  const mail = Buffer.from(
    'From: noc@carrier.example\nDate: Wed, 2 Dec 2026 10:00:00 +0000\nSubject: Planned maintenance CHG-204411\n\n' +
      'Start: 14 Dec 2026 22:00 QQT\nEnd: 15 Dec 2026 02:00 QQT\n',
  )
  const startWith = async (table: string): Promise<string | undefined> => {
    const folder = mkdtempSync(join(tmpdir(), 'maintcal-zones-'))
    const path = join(folder, 'zones.json')
    writeFileSync(path, table)
    try {
      const reader = await readerFor({ ...config, ZONES_FILE: path })
      return reader.reading(await reader.mail(mail)).notices[0]?.windows[0]?.start
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('says what zone words mean', async () => {
    expect(await startWith('{ "QQT": { "zone": "UTC+03:00" } }')).toBe('2026-12-14T19:00:00Z')
    expect(await startWith('{ "QQT": { "zone": "UTC-05:00" } }')).toBe('2026-12-15T03:00:00Z')
  })

  it.each([
    ['is no JSON', '{ QQT', 'it is no JSON'],
    ['names a zone that there is not', '{ "QQT": { "zone": "Mars/Base" } }', 'Mars/Base'],
  ])('is refused in words when it %s', async (_, table, words) => {
    await expect(startWith(table)).rejects.toThrow(words)
  })
})

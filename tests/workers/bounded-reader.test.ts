import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'
import { type ReaderConfig, readerFor } from '../../src/reader.ts'
import type { Reader } from '../../src/steps/read-mails.ts'
import { understand, wholeReading } from '../../src/steps/understand.ts'
import { type Bounds, boundedReaderFor, readingLimits, threadsOf } from '../../src/workers/bounded-reader.ts'
import { incomingMail } from '../support/belief.ts'
import { decisions, readerConfig } from '../support/decided.ts'

/** Much more than a mail of these tests takes, and little to wait for. */
const short = 300
const threadFile = (name: string): string => join(packageRoot(), 'tests', 'support', 'threads', name)
const hostile = threadFile('moods.mjs')

const hostileReader = (bounds: Partial<Bounds> = {}): Promise<Reader> =>
  boundedReaderFor(readerConfig, { file: hostile, threads: 2, milliseconds: short, megabytes: 32, ...bounds })

describe('reading in threads', () => {
  it.each([
    ['takes too long', 'SPIN', 'it took longer than 0.3 seconds', {}],
    ['takes too much memory', 'HOG', 'it took more than 32 MB of memory', { milliseconds: 60_000 }],
  ])('sends a mail that %s to a person, with its subject', async (_, mood, why, bounds) => {
    const large = Buffer.alloc(200_001, ' ')
    large.write(`From: noc@example.net\nSubject: ${mood}\n\n`, 'latin1')
    const { decided, questions } = await decisions([large], await hostileReader(bounds))
    expect(decided).toEqual([expect.objectContaining({ decision: 'review', subject: mood })])
    expect(decided[0]?.reason).toContain(`The reading of the mail was stopped: ${why}.`)
    expect(questions).toHaveLength(1)
  })

  it('reads the neighbours of a mail that was stopped', async () => {
    const reader = await boundedReaderFor(readerConfig, {
      threads: 2,
      milliseconds: short,
      megabytes: 32,
      file: hostile,
    })
    const mail = (subject: string) => ({ ...incomingMail(subject), raw: Buffer.from(subject) })
    const said = (await reader.apart?.understand(['a', 'HOG', 'b', 'SPIN', 'c'].map(mail), [])) ?? []
    await reader.apart?.close()
    expect([said[0], said[2], said[4]]).toEqual(['read a', 'read b', 'read c'])
    expect(said[1]).toMatchObject({ outcome: { class: 'unreadable', decision: 'review' } })
    expect(said[3]).toMatchObject({ outcome: { class: 'unreadable', decision: 'review' } })
  })
})

describe('a thread that reads mail', () => {
  it('is given what decides how mails are read, and no password or token', async () => {
    const whole = { ...readerConfig, OPS_PASSWORD: 'hunter2', PHABRICATOR_TOKEN: 'hunter2', VENDORS_DIR: '/vendors' }
    const file = threadFile('data.mjs')
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

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 3],
    [64, 3],
  ])('leaves a processor to the run: of %i processors, %i threads', (processors, threads) => {
    expect(threadsOf(processors)).toBe(threads)
  })

  it('reads as the thread of the run does, and so again after it was closed', async () => {
    const usual = await boundedReaderFor(readerConfig)
    const mail = incomingMail(1)
    const here = await understand(mail, usual, [])
    await usual.apart?.close()
    for (const _ of ['first', 'again']) {
      const [there] = (await usual.apart?.understand([mail], [])) ?? []
      await usual.apart?.close()
      if (there === undefined || !('facts' in there) || !('facts' in here)) throw new Error('it was not read')
      expect(there.facts).toEqual(here.facts)
      expect(wholeReading(there)).toEqual(here.reading)
    }
  })

  it('is asked again and again: it is not started for each mail', async () => {
    const reader = await boundedReaderFor(readerConfig, { file: threadFile('number.mjs'), threads: 1 })
    const asked = async () => (await reader.apart?.understand([incomingMail('x')], []))?.[0]
    expect(await asked()).toBe(await asked())
    await reader.apart?.close()
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
      const reader = await readerFor({ ...readerConfig, ZONES_FILE: path })
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

import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as sync from '../src/commands/sync.ts'
import { dataFile, packageRoot } from '../src/paths.ts'
import { type FakeGoogleCalendar, startFakeGoogleCalendar } from './servers/fake-google-calendar.ts'
import { type Ended, maintcal } from './support/cli.ts'
import { call, testShell } from './support/shell.ts'

const now = '2026-12-04T18:00:00Z'
const folder = mkdtempSync(join(tmpdir(), 'maintcal-crash-'))
const database = join(folder, 'maintcal.db')
const before = join(folder, 'before.db')

let fake: FakeGoogleCalendar
let env: Record<string, string>
let restore: () => void

const deliver = (...names: readonly string[]): void => {
  for (const name of names) cpSync(join(dataFile('demo'), name), join(folder, 'inbox', name))
}

/** A run in a process of its own that dies at the n-th point; 0: it does not. */
const runUntil = (n: number): Promise<Ended> => {
  const points = join(folder, 'points')
  const hooks = {
    MAINTCAL_TEST_DIE_AT: String(n),
    MAINTCAL_TEST_NOW: now,
    ...(n === 0 ? { MAINTCAL_TEST_POINTS: points } : {}),
  }
  return maintcal(folder, ['sync'], { ...env, ...hooks }, ['--import', join(packageRoot(), 'tests/support/die-at.mjs')])
}

const runWhole = async (): Promise<void> => {
  const shell = testShell(folder, env, now)
  await call(sync, shell)
  expect(shell.errors()).toEqual([])
  expect(shell.code()).toBe(0)
}

/** Back to the moment before the run. */
const rewind = (): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true })
  copyFileSync(before, database)
  restore()
}

/** What differs from run to run without meaning: versions and instants of writing. */
const meaningless = new Set([
  'etag',
  'updated',
  'created',
  'sequence',
  'saved_at',
  'settled_at',
  'opened_at',
  'closed_at',
])

const plain = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => !meaningless.has(name)))

const tables = [
  'mails',
  'outcomes',
  'tolds',
  'told_keys',
  'maintenances',
  'maintenance_ids',
  'questions',
  'events',
] as const

const contents = (): string => {
  const db = new Sqlite(database, { readonly: true })
  const stored = tables.map((name) => [
    name,
    db
      .prepare(`SELECT * FROM ${name} ORDER BY 1, 2`)
      .all()
      .map((r) => plain(r as object)),
  ])
  const unsettled = db.prepare('SELECT * FROM unsettled').all()
  db.close()
  const events = fake
    .events()
    .map(plain)
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  return JSON.stringify([events, stored, unsettled], null, 1)
}

let undisturbed = ''
let points: readonly string[] = []

beforeAll(async () => {
  vi.useFakeTimers({ now: Date.parse(now), toFake: ['Date'] })
  mkdirSync(join(folder, 'inbox'))
  fake = await startFakeGoogleCalendar({ now: () => Date.parse(now) })
  writeFileSync(join(folder, 'key.json'), fake.keyFile)
  env = {
    MAINTCAL_DB: database,
    OPS_MAILBOX: 'eml:inbox',
    OPS_GROUP: 'ops-maintenance@noc.example',
    SINCE: 'all',
    CALENDAR: `google:${fake.calendarId}`,
    GOOGLE_APPLICATION_CREDENTIALS: 'key.json',
    GOOGLE_CALENDAR_URL: fake.rootUrl,
    NO_PROXY: '127.0.0.1',
  }
  deliver('01-zayo-new.eml', '05-equinix-new.eml', '25-telstra-new.eml', '46-gtt-rescheduled.eml')
  await runWhole()
  const telstra = fake.events().find(({ summary }) => String(summary).startsWith('Telstra'))
  fake.edit(String(telstra?.id), { summary: 'Telstra: call Sam before' })
  const db = new Sqlite(database)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  copyFileSync(database, before)
  restore = fake.save()
  deliver('17-zayo-reschedule.eml', '37-equinix-cancelled.eml', '18-colt-new.eml', '45-telstra-withdrawn.eml')
  deliver('27-lumen-forged-cancel.eml', '33-verizon-cancel-unknown.eml')
  rewind()
  expect(await runUntil(0)).toEqual({ code: 0, out: '', err: '' })
  points = readFileSync(join(folder, 'points'), 'utf8').split('\n')
  undisturbed = contents()
}, 120_000)

afterAll(async () => {
  vi.useRealTimers()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a run that is killed', () => {
  it('has at least fifty points at which that can matter, of the database and of HTTP', () => {
    expect(points.length).toBeGreaterThanOrEqual(50)
    for (const what of ['before COMMIT', 'after COMMIT', 'before GET', 'after POST', 'after PUT'])
      expect(
        points.some((point) => point.startsWith(what)),
        what,
      ).toBe(true)
  })

  it('at any of them, and run again, ends as if nothing had happened', async () => {
    for (let n = 1; n <= points.length; n++) {
      rewind()
      expect((await runUntil(n)).code, `killed ${points[n - 1]}`).toBeNull()
      await runWhole()
      expect(contents(), `after a death ${points[n - 1]} (${n})`).toBe(undisturbed)
    }
    expect(fake.complaints).toEqual([])
  }, 600_000)
})

import { mkdirSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Environment } from '../../src/config.ts'
import { canMount } from './small-disk.ts'
import { now, startWorld, type World } from './world.ts'

let world: World
let undisturbed = ''
beforeAll(async () => {
  world = await startWorld()
  await world.begin()
  await world.rewind()
  expect(await world.run()).toEqual({ code: 0, out: '', err: '' })
  undisturbed = world.state()
}, 120_000)
afterAll(() => world.close())

const everything = ['ops mail', 'root mail', 'events', 'task', 'digest'] as const
const all = (...but: readonly string[]) => everything.filter((one) => !but.includes(one))

/** Unplugs a part; what is handed back plugs it in again. */
type Unplug = (world: World) => Promise<{ readonly env?: Environment; plugIn(): Promise<void> | void }>

interface Row {
  readonly unplug: Unplug
  /** Each a line of standard error, in order. */
  readonly says: readonly RegExp[]
  /** Steps that the metrics show as failing; null: there are no metrics. */
  readonly failing: readonly string[] | null
  readonly did: readonly string[]
  /** What the run that follows says besides; nothing unless given. */
  readonly later?: RegExp
}

const way =
  (plug: keyof World['plugs'], to: Parameters<World['plugs']['imap']['set']>[0]): Unplug =>
  async ({ plugs }) => {
    await plugs[plug].set(to)
    // Of twenty seconds that the program would wait, it waits one.
    return { env: { MAINTCAL_TEST_HASTE: '20' }, plugIn: () => plugs[plug].set('open') }
  }

const locked =
  (...how: readonly string[]): Unplug =>
  async ({ database }) => {
    const other = new Sqlite(database)
    for (const sql of how) other.exec(sql)
    return { env: { MAINTCAL_TEST_HASTE: '100' }, plugIn: () => void other.close() }
  }

const clock =
  (at: string): Unplug =>
  async () => ({ env: { MAINTCAL_TEST_NOW: at }, plugIn: () => undefined })

const filled =
  (free: number): Unplug =>
  async ({ disk }) => {
    disk.fill(free)
    return { plugIn: disk.empty }
  }

const full =
  /^maintcal: (?:The database|The lock file) .*Its disk is full\. Make room\. Nothing half is kept, and the next run goes on from here\. \((?:SQLITE_\w+|ENOSPC)\)$/
const busy = /^maintcal: The database .*Another program has locked it.* \(SQLITE_BUSY\w*\)$/
const wrongClock = /^maintcal: .*Google does not accept the key of .*clock is wrong\. Check the clock/

const rows: Readonly<Record<string, Row>> = {
  'IMAP refuses': {
    unplug: way('imap', 'refuse'),
    says: [/^maintcal: imap:\S+: no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\. Check host/],
    failing: ['fetch-ops'],
    did: all('ops mail', 'events'),
  },
  'IMAP hangs': {
    unplug: way('imap', 'hang'),
    says: [/^maintcal: imap:\S+: the server \S+ did not answer in time\. The next run/],
    failing: ['fetch-ops'],
    did: all('ops mail', 'events'),
  },
  'IMAP closes at once': {
    unplug: way('imap', 'close'),
    says: [/^maintcal: imap:\S+: (?:the server closed the connection|no connection to)/],
    failing: ['fetch-ops'],
    did: all('ops mail', 'events'),
  },
  'IMAP closes in the middle of a mail': {
    unplug: way('imap', { cut: 10_000 }),
    says: [/^maintcal: imap:\S+: the server closed the connection\. The next run/],
    failing: ['fetch-ops'],
    did: all(),
  },
  'the calendar answers with 500': {
    unplug: way('calendar', 'error'),
    says: [/^maintcal: .*(?:Google is busy \(HTTP 500|\S+ answered, but not as the Google Calendar API does)/],
    failing: ['calendar'],
    did: all('events'),
  },
  'the calendar hangs': {
    unplug: way('calendar', 'hang'),
    says: [/^maintcal: .*No answer from \S+ \(.+\)\. maintcal tries again in the next run/],
    failing: ['calendar'],
    did: all('events'),
  },
  'the calendar is down': {
    unplug: way('calendar', 'refuse'),
    says: [/^maintcal: .*No answer from \S+ \(ECONNREFUSED\)/],
    failing: ['calendar'],
    did: all('events'),
  },
  'the tracker is down': {
    unplug: way('tracker', 'refuse'),
    says: [/^maintcal: http:\S+ did not answer \S+ \(ECONNREFUSED\)/],
    failing: ['tasks'],
    did: all('task'),
  },
  'the tracker hangs': {
    unplug: way('tracker', 'hang'),
    says: [/^maintcal: http:\S+ did not answer \S+ \(TimeoutError\)/],
    failing: ['tasks'],
    did: all('task'),
  },
  'SMTP refuses connections': {
    unplug: way('smtp', 'refuse'),
    says: [/^maintcal: Mail server 127\.0\.0\.1: The server cannot be reached/],
    failing: ['digest'],
    did: all('digest'),
  },
  'SMTP hangs': {
    unplug: way('smtp', 'hang'),
    says: [/^maintcal: Mail server 127\.0\.0\.1: The server did not answer in time/],
    failing: ['digest'],
    did: all('digest'),
  },
  'SMTP refuses the recipients': {
    unplug: async ({ refuseRecipients }) => {
      refuseRecipients(true)
      return { plugIn: () => refuseRecipients(false) }
    },
    says: [/^maintcal: Mail server 127\.0\.0\.1: The server refused sender or recipients/],
    failing: ['digest'],
    did: all('digest'),
  },
  'the database may grow no more': {
    unplug: async ({ database }) => {
      const db = new Sqlite(database)
      // Migrations leave pages that are free: there is room until they are filled.
      db.exec('CREATE TABLE filler (filler BLOB)')
      while (Number(db.pragma('freelist_count', { simple: true })) > 0) {
        db.exec('INSERT INTO filler VALUES (zeroblob(4000))')
      }
      const pages = String(db.pragma('page_count', { simple: true }))
      db.close()
      return { env: { MAINTCAL_TEST_PAGES: pages }, plugIn: () => undefined }
    },
    says: [full],
    failing: ['fetch-ops', 'fetch-root'],
    // The digest was noted where there was room.
    did: ['digest'],
  },
  'the database is locked for writing': {
    unplug: locked('BEGIN IMMEDIATE'),
    says: [busy],
    failing: ['calendar', 'database', 'digest', 'fetch-ops', 'fetch-root', 'retention'],
    did: [],
  },
  'the database is locked wholly': {
    unplug: locked('PRAGMA locking_mode = EXCLUSIVE', 'BEGIN EXCLUSIVE'),
    says: [busy],
    failing: ['database'],
    did: [],
  },
  ...(canMount()
    ? {
        'the disk is full': { unplug: filled(0), says: [full], failing: ['database'], did: [] },
        'the disk has room for the log of the database, and for little in it': {
          unplug: filled(64 * 1024),
          says: [full, full],
          failing: ['database', 'digest', 'fetch-ops', 'fetch-root'],
          did: [],
        },
      }
    : {}),
  'the metrics cannot be written': {
    unplug: async ({ metrics }) => {
      // A folder stands where the file should be.
      mkdirSync(metrics, { recursive: true })
      return { plugIn: () => rmSync(metrics, { recursive: true }) }
    },
    says: [/^maintcal: METRICS_FILE \S+ could not be written\. /],
    failing: null,
    did: all(),
  },
  'the clock is a day ahead': {
    unplug: clock('2026-11-26T18:00:00.000Z'),
    says: [wrongClock],
    failing: ['calendar'],
    did: all('events'),
    later:
      /^maintcal: The clock was or is wrong: it is 2026-11-25 18:00 now, and the run before this one began at 2026-11-26 18:00/,
  },
  'the clock is a day behind': {
    unplug: clock('2026-11-24T18:00:00.000Z'),
    says: [wrongClock],
    failing: ['calendar'],
    did: all('events'),
  },
  'the clock is a day behind the run before': {
    unplug: clock('2026-11-17T18:00:00.000Z'),
    says: [
      /^maintcal: The clock was or is wrong: it is 2026-11-17 18:00 now, .* began at 2026-11-18 18:00/,
      wrongClock,
    ],
    failing: ['calendar', 'clock'],
    // Of a trouble that lies in the future there is no task yet, and that week's digest was sent.
    did: all('events', 'task', 'digest'),
  },
}

const lines = (text: string): readonly string[] => (text === '' ? [] : text.trimEnd().split('\n'))

const check = async ({ unplug, says, failing, did, later }: Row): Promise<void> => {
  await world.rewind()
  const { env, plugIn } = await unplug(world)
  const broken = await world.run(env)
  await plugIn()
  expect(lines(broken.err)).toEqual(says.map((words) => expect.stringMatching(words)))
  expect([broken.code, broken.out]).toEqual([1, ''])
  const figures = world.figures()
  if (failing === null) expect(figures).toEqual({ failing: [], ok: undefined, at: undefined })
  else {
    const at = Date.parse(env?.MAINTCAL_TEST_NOW ?? now) / 1000
    expect(figures).toEqual({ failing, ok: '0', at: String(at) })
  }
  expect(world.did()).toEqual(did)
  const healed = await world.run()
  expect(lines(healed.err)).toEqual(later === undefined ? [] : [expect.stringMatching(later)])
  expect(healed.code).toBe(later === undefined ? 0 : 1)
  expect(world.state()).toBe(undisturbed)
  expect(world.figures()).toMatchObject({ failing: later === undefined ? [] : ['clock'] })
}

describe('a run with one part unplugged says so, does the rest, and the next one catches up', () => {
  it.each(Object.entries(rows))(
    '%s',
    async (_, row) => {
      await check(row)
    },
    60_000,
  )
})

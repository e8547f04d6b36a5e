import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as backup from '../../src/commands/backup.ts'
import * as events from '../../src/commands/events.ts'
import type { CommandModule } from '../../src/commands/shell.ts'
import * as sync from '../../src/commands/sync.ts'
import type { Environment } from '../../src/config.ts'
import { dataFile } from '../../src/paths.ts'
import { backUp, restore } from '../../src/store/backup.ts'
import { StoreError } from '../../src/store/failure.ts'
import { takeLock } from '../../src/store/lock.ts'
import { openStore } from '../../src/store/open.ts'
import { startFakeGoogleCalendar } from '../servers/fake-google-calendar.ts'
import { incomingMail } from '../support/belief.ts'
import { call, testShell } from '../support/shell.ts'

const at = '2026-11-02T00:00:00Z'
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-backup-'))
  path = join(folder, 'maintcal.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a backup', () => {
  it('holds all that is stored while the database is in use, in one file for its owner only', async () => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1), incomingMail(2)], null, at)
    expect(await backUp(path, join(folder, 'copies', 'a.db'))).toEqual({ mails: 2, works: 0 })
    await store.mails.keep('ops', [incomingMail(3)], null, at)
    await store.close()
    expect(readdirSync(join(folder, 'copies'))).toEqual(['a.db'])
    expect(statSync(join(folder, 'copies', 'a.db')).mode & 0o777).toBe(0o600)
    const copy = openStore(join(folder, 'copies', 'a.db'))
    expect(await copy.mails.count()).toEqual({ stored: 2, pending: 2 })
    expect(await copy.damage()).toEqual([])
    await copy.close()
  })

  it('of nothing is refused, and leaves nothing behind', async () => {
    await expect(backUp(path, join(folder, 'a.db'))).rejects.toThrow(StoreError)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('restoring', () => {
  it('brings the copy back and keeps what was there', async () => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    await backUp(path, join(folder, 'a.db'))
    await store.mails.keep('ops', [incomingMail(2)], null, at)
    await store.close()
    const aside = restore(join(folder, 'a.db'), path, 'now')
    const [back, before] = [openStore(path), openStore(aside ?? '')]
    expect([await back.mails.count(), await before.mails.count()]).toMatchObject([{ stored: 1 }, { stored: 2 }])
    await back.close()
    await before.close()
  })

  it('does not play the log of the old file into the new one', async () => {
    const store = openStore(path)
    await backUp(path, join(folder, 'a.db'))
    // Left open: its log stays on the disk.
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    expect(existsSync(`${path}-wal`)).toBe(true)
    restore(join(folder, 'a.db'), path, 'now')
    const back = openStore(path)
    expect(await back.mails.count()).toMatchObject({ stored: 0 })
    await back.close()
    await store.close()
  })

  it.each([
    ['text', (file: string) => writeFileSync(file, 'no database')],
    ['another database', (file: string) => new Sqlite(file).exec('CREATE TABLE t (a)').close()],
    ['a newer one', (file: string) => new Sqlite(file).exec('CREATE TABLE t (a); PRAGMA user_version = 999').close()],
    ['nothing', () => undefined],
  ])('refuses %s and leaves the database alone', async (_, make) => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    await store.close()
    make(join(folder, 'a.db'))
    expect(() => restore(join(folder, 'a.db'), path, 'now')).toThrow(StoreError)
    const same = openStore(path)
    expect(await same.mails.count()).toMatchObject({ stored: 1 })
    await same.close()
  })

  it('waits for a run that is under way', async () => {
    const env = { MAINTCAL_DB: path }
    const store = openStore(path)
    await store.close()
    await call(backup, testShell(folder, env), 'a.db')
    const lock = takeLock(`${path}.lock`)
    await expect(call(backup, testShell(folder, env), 'a.db', '--restore')).rejects.toThrow('under way')
    lock?.release()
    await call(backup, testShell(folder, env), 'a.db', '--restore')
  })
})

describe('a run after a restore', () => {
  const inboxes = (): { readonly env: Environment; deliver(name: string): void } => {
    const inbox = join(folder, 'inbox')
    mkdirSync(inbox)
    return {
      env: { OPS_MAILBOX: `eml:${inbox}`, OPS_GROUP: 'ops@noc.example', SINCE: 'all', MAINTCAL_DB: path },
      deliver: (name) => cpSync(join(dataFile('demo'), name), join(inbox, name)),
    }
  }
  const runner =
    (env: Environment) =>
    async (module: CommandModule, ...args: readonly string[]): Promise<string> => {
      const shell = testShell(folder, env)
      await call(module, shell, ...args)
      expect(shell.errors()).toEqual([])
      return shell.output()
    }
  /** What stands, before a restore to the first mail and after the run that follows it. */
  const through = async (
    env: Environment,
    deliver: (name: string) => void,
    standing: () => unknown,
  ): Promise<{ readonly before: unknown; readonly after: unknown; readonly summary: unknown }> => {
    const run = runner(env)
    deliver('01-zayo-new.eml')
    await run(sync)
    await run(backup, 'a.db')
    deliver('02-lumen-new.eml')
    deliver('17-zayo-reschedule.eml')
    await run(sync)
    const before = [await run(events, '--json'), standing()]
    await run(backup, 'a.db', '--restore')
    const summary: unknown = JSON.parse(await run(sync, '--json'))
    await run(sync)
    return { before, after: [await run(events, '--json'), standing()], summary }
  }
  const quiet = { calendar: { failed: 0, kept: 0 }, review: 0 }

  it('reads the mails since then again, and the calendar file is as it was', async () => {
    const { env, deliver } = inboxes()
    const file = () => readFileSync(join(folder, 'var/maintenance.ics'), 'utf8')
    const { before, after, summary } = await through(env, deliver, file)
    expect(after).toEqual(before)
    expect(summary).toMatchObject(quiet)
  })

  it('takes none of its own later writes in Google for a person’s, and writes no event twice', async () => {
    const google = await startFakeGoogleCalendar({ now: Date.now })
    try {
      writeFileSync(join(folder, 'key.json'), google.keyFile)
      const { env, deliver } = inboxes()
      const own = {
        ...env,
        CALENDAR: `google:${google.calendarId}`,
        GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json'),
        GOOGLE_CALENDAR_URL: google.rootUrl,
      }
      const shown = () =>
        google.events().map(({ id, summary, start, end, description }) => ({ id, summary, start, end, description }))
      const { before, after, summary } = await through(own, deliver, shown)
      expect(after).toEqual(before)
      expect(summary).toMatchObject(quiet)
      expect(google.complaints).toEqual([])
    } finally {
      await google.close()
    }
  })
})

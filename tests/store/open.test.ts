import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/store/failure.ts'
import { takeLock } from '../../src/store/lock.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { openCopy, openStore } from '../../src/store/open.ts'
import { incomingMail, maintenanceOf } from '../support/belief.ts'

const at = '2026-11-02T00:00:00Z'
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-open-'))
  path = join(folder, 'deep', 'maintcal.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const fingerprint = (): Record<string, string> => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(parentPath, name)))
        .digest('hex'),
    ]),
  )
}

describe('the database file', () => {
  it('is made with its folder, for its owner only', async () => {
    const store = openStore(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    for (const name of readdirSync(join(folder, 'deep'))) {
      expect(statSync(join(folder, 'deep', name)).mode & 0o077, name).toBe(0)
    }
    await store.close()
  })

  it('that others could read is its owner’s only once it was opened, and holds what it held', async () => {
    const first = openStore(path)
    await first.mails.keep('ops', [incomingMail(1)], null, at)
    await first.close()
    chmodSync(path, 0o644)
    const store = openStore(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(await store.damage()).toEqual([])
    await store.close()
  })

  it('uses write-ahead logging and holds all migrations', async () => {
    await openStore(path).close()
    const sqlite = new Sqlite(path)
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
    sqlite.close()
  })

  it('is sound, and says so', async () => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    expect(await store.damage()).toEqual([])
    await store.close()
  })

  it('tells of rows that point nowhere', async () => {
    await openStore(path).close()
    const sqlite = new Sqlite(path)
    sqlite.pragma('foreign_keys = OFF')
    sqlite.exec("INSERT INTO bodies VALUES (77, x'00')")
    sqlite.close()
    const store = openStore(path)
    expect(await store.damage()).toEqual(['a row of bodies points to a missing row of mails'])
    await store.close()
  })

  it('never lets go of a ruling', async () => {
    const store = openStore(path)
    await store.review.rule({ key: 'r', told: 't', by: 'robin', at, verdict: { type: 'approve' } })
    await store.close()
    const sqlite = new Sqlite(path)
    expect(() => sqlite.exec('DELETE FROM rulings')).toThrow(/append-only/)
    expect(() => sqlite.exec("UPDATE rulings SET by_whom = 'x'")).toThrow(/append-only/)
    sqlite.close()
  })

  it('of a newer version is left alone', async () => {
    await openStore(path).close()
    const sqlite = new Sqlite(path)
    sqlite.pragma('user_version = 999')
    sqlite.close()
    expect(() => openStore(path)).toThrow(StoreError)
    expect(() => openStore(path)).toThrow(/newer maintcal/)
  })

  it('that is no database is left alone, and named', () => {
    const other = join(folder, 'notes.txt')
    writeFileSync(other, 'these are notes and no database, whatever the name says\n'.repeat(100))
    expect(() => openStore(other)).toThrow(/notes\.txt cannot be opened/)
    expect(readFileSync(other, 'utf8')).toContain('these are notes')
  })
})

describe('a copy in memory', () => {
  it('of a file that is not there is empty, and makes no file', async () => {
    const copy = openCopy(path)
    expect(await copy.mails.count()).toEqual({ stored: 0, pending: 0 })
    await copy.close()
    expect(readdirSync(folder)).toEqual([])
  })

  it('holds what the file holds, and leaves it byte for byte as it was', async () => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], { mailbox: 'a', cursor: '7' }, at)
    await store.belief.save([{ maintenance: maintenanceOf('m1'), tolds: [], aliases: [] }], [], at)
    await store.close()
    const before = fingerprint()
    const copy = openCopy(path)
    expect(await copy.mails.cursor('a')).toBe('7')
    expect((await copy.mails.pending('ops', 0, 9))[0]?.raw).toEqual(incomingMail(1).raw)
    expect((await copy.belief.maintenance('m1'))?.maintenance).toEqual(maintenanceOf('m1'))
    await copy.mails.keep('ops', [incomingMail(2)], { mailbox: 'a', cursor: '8' }, at)
    expect(await copy.mails.count()).toEqual({ stored: 2, pending: 2 })
    await copy.close()
    expect(fingerprint()).toEqual(before)
  })

  it('is possible while another process writes, and leaves its files alone', async () => {
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    const before = fingerprint()
    expect(Object.keys(before)).toContain('maintcal.db-wal')
    const copy = openCopy(path)
    expect(await copy.mails.count()).toEqual({ stored: 1, pending: 1 })
    await copy.close()
    expect(Object.keys(fingerprint())).toEqual(Object.keys(before))
    await store.close()
  })
})

describe('the lock of a run', () => {
  it('is held by one at a time, and given back', () => {
    const first = takeLock(`${path}.lock`)
    expect(first).not.toBeNull()
    expect(takeLock(`${path}.lock`)).toBeNull()
    first?.release()
    const second = takeLock(`${path}.lock`)
    expect(second).not.toBeNull()
    second?.release()
  })
})

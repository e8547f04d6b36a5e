import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { StoreError } from './failure.ts'
import { migrations } from './migrations/index.ts'

/** What a database file is, by itself. */
export interface BackupFacts {
  readonly mails: number
  readonly works: number
}

const counted = (sqlite: Sqlite.Database, table: string): number => {
  const row: unknown = sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get()
  return typeof row === 'object' && row !== null && 'n' in row ? Number(row.n) : 0
}

/**
 * Looks at a backup: whole, sound and not newer than this program.
 * @throws StoreError in words for people
 */
export const inspectBackup = (path: string): BackupFacts => {
  if (!existsSync(path)) throw new StoreError(`There is no file ${path}.`)
  let sqlite: Sqlite.Database | null = null
  try {
    sqlite = new Sqlite(path, { readonly: true, fileMustExist: true })
    const version = Number(sqlite.pragma('user_version', { simple: true }))
    if (version > migrations.length)
      throw new StoreError(`${path} was written by a newer maintcal. Install that version first.`)
    if (version === 0) throw new StoreError(`${path} is no database of maintcal.`)
    const damage = String(sqlite.pragma('integrity_check', { simple: true }))
    if (damage !== 'ok') throw new StoreError(`${path} is damaged: ${damage.slice(0, 200)}. Take an older backup.`)
    return { mails: counted(sqlite, 'mails'), works: counted(sqlite, 'maintenances') }
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(`${path} is no database of maintcal.`, { cause: error })
  } finally {
    sqlite?.close()
  }
}

const flushed = (path: string): void => {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** A copy is one file: nothing of it may be left in a log beside it. */
const closeCopy = (path: string): void => {
  const copy = new Sqlite(path)
  copy.pragma('journal_mode = DELETE')
  copy.close()
}

/**
 * Copies the database while it may be in use (SQLite's online backup) to a file that appears when it is whole and checked.
 * @throws StoreError
 */
export const backUp = async (database: string, to: string): Promise<BackupFacts> => {
  if (!existsSync(database)) throw new StoreError(`There is no database ${database} to back up.`)
  mkdirSync(dirname(to), { recursive: true })
  const draft = `${to}.${process.pid}.tmp`
  closeSync(openSync(draft, 'w', 0o600))
  const sqlite = new Sqlite(database, { timeout: 10_000, fileMustExist: true })
  try {
    await sqlite.backup(draft)
    closeCopy(draft)
    const facts = inspectBackup(draft)
    flushed(draft)
    renameSync(draft, to)
    return facts
  } finally {
    sqlite.close()
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${end}`, { force: true })
  }
}

/**
 * Puts a backup in the place of the database; what was there is kept under the name that is returned (null: nothing was). To be
 * called under the locks of run and digest, and while no review page has the file open.
 * @throws StoreError
 */
export const restore = (from: string, database: string, stamp: string): string | null => {
  inspectBackup(from)
  mkdirSync(dirname(database), { recursive: true })
  const draft = `${database}.${process.pid}.tmp`
  copyFileSync(from, draft)
  chmodSync(draft, 0o600)
  flushed(draft)
  const aside = existsSync(database) ? `${database}.before-${stamp}` : null
  if (aside !== null) {
    // A log that stayed behind would be played into the restored file.
    for (const end of ['-wal', '-shm'])
      if (existsSync(`${database}${end}`)) renameSync(`${database}${end}`, `${aside}${end}`)
    renameSync(database, aside)
  }
  renameSync(draft, database)
  return aside
}

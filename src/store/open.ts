import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import { alertStore } from './alerts.ts'
import { beliefStore } from './belief.ts'
import { calendarStore } from './calendar.ts'
import { copyToMemory } from './copy.ts'
import { deskStore } from './desk.ts'
import { fileTrouble, StoreError } from './failure.ts'
import { figureStore } from './figures.ts'
import { mailStore } from './mails.ts'
import { applyMigration, migrations } from './migrations/index.ts'
import { outboxStore } from './outbox.ts'
import { reviewStore } from './review.ts'
import { riskStore } from './risks.ts'
import { runStore } from './runs.ts'
import { type Connection, type Session, within } from './session.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Another process may write (the review page, a second run): wait this long for it. */
const busyMilliseconds = 10_000

const migrate = (sqlite: Sqlite.Database, name: string): void => {
  const seen = Number(sqlite.pragma('user_version', { simple: true }))
  if (seen > migrations.length) {
    throw new StoreError(
      `${name} was written by a newer maintcal. Install that version, or name another file in MAINTCAL_DB.`,
    )
  }
  if (seen === migrations.length) return
  const step = sqlite.transaction(() => {
    // Asked again under the lock: another process may have migrated meanwhile.
    const from = Number(sqlite.pragma('user_version', { simple: true }))
    for (const migration of migrations.slice(from)) applyMigration(sqlite, migration)
    sqlite.pragma(`user_version = ${migrations.length}`)
  })
  step.immediate()
}

const damageOf = (sqlite: Sqlite.Database): readonly string[] => {
  const integrity = (sqlite.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((text) => text !== 'ok')
  const orphans = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[]
  return [...integrity, ...orphans.map(({ table, parent }) => `a row of ${table} points to a missing row of ${parent}`)]
}

const storeOver = (session: Session, sqlite: Sqlite.Database): Store => ({
  mails: mailStore(session),
  belief: beliefStore(session),
  review: reviewStore(session),
  calendar: calendarStore(session),
  risks: riskStore(session),
  runs: runStore(session),
  alerts: alertStore(session),
  outbox: outboxStore(session),
  figures: figureStore(session),
  desk: deskStore(session),
  atomically: (work) => within(session, (inner) => work(storeOver(inner, sqlite))),
  damage: async () => damageOf(sqlite),
  close: () => session.db.destroy(),
})

/** The same few statements are asked over and over; preparing one costs as much as running it. */
const preparedOnce = (sqlite: Sqlite.Database): SqliteDatabase => {
  const prepared = new Map<string, Sqlite.Statement>()
  return {
    prepare: (sql) => {
      const known = prepared.get(sql)
      // A statement that is still being read from cannot be started again.
      if (known !== undefined && !known.busy) return known
      const made = sqlite.prepare(sql)
      // Lists of values of every length make new statements: at some number the old ones go.
      if (prepared.size >= 500) prepared.clear()
      prepared.set(sql, made)
      return made
    },
    close: () => sqlite.close(),
  }
}

const connectionTo = (database: SqliteDatabase): Connection => ({
  query: (sql, values) => {
    const statement = database.prepare(sql)
    if (statement.reader) return statement.all(values)
    statement.run(values)
    return []
  },
})

const over = (sqlite: Sqlite.Database): Store => {
  const database = preparedOnce(sqlite)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  return storeOver({ db, connection: connectionTo(database), depth: 0 }, sqlite)
}

/** How a database in a file is used. */
export const fileSettings = [
  'journal_mode = WAL',
  // With WAL this survives a crash of the process; a power cut may lose the last runs' commits, which the next run repeats.
  'synchronous = NORMAL',
  'foreign_keys = ON',
  // 12 MB: the upper pages of all indexes of a hundred thousand mails. Others come from the cache of the operating system.
  'cache_size = -12000',
  // Four times the usual: pages that are written again and again go from the log to the file once, with one flush.
  'wal_autocheckpoint = 4000',
] as const

const openFile = (path: string): Sqlite.Database => {
  mkdirSync(dirname(path), { recursive: true })
  // Made before SQLite makes it, so that it is at no moment readable by others; -wal and -shm take the mode of the file.
  if (existsSync(path)) chmodSync(path, 0o600)
  else closeSync(openSync(path, 'a', 0o600))
  const sqlite = new Sqlite(path, { timeout: busyMilliseconds })
  for (const setting of fileSettings) sqlite.pragma(setting)
  return sqlite
}

/**
 * Opens (and if need be makes or migrates) the database.
 * @throws StoreError if the file cannot be opened, is no database, or is of a newer version.
 */
export const openStore = (path: string): Store => {
  try {
    const sqlite = openFile(path)
    try {
      migrate(sqlite, path)
    } catch (error) {
      sqlite.close()
      throw error
    }
    return over(sqlite)
  } catch (error) {
    if (error instanceof StoreError) throw error
    const why = fileTrouble(error) ?? (error instanceof Error ? error.message : String(error))
    throw new StoreError(`The database ${path} cannot be opened. ${why}`, { cause: error })
  }
}

/** A copy in memory of what the file holds, for runs that must leave no trace; the file is not touched, nor made. */
export const openCopy = (path: string): Store => {
  const sqlite = new Sqlite(':memory:')
  if (existsSync(path)) copyToMemory(path, sqlite)
  migrate(sqlite, path)
  sqlite.pragma('foreign_keys = ON')
  return over(sqlite)
}

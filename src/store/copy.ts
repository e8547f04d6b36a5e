import { existsSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Bodies of mails that were settled are left out: a year of mail does not fit into memory, and no run asks for them. */
const rowsOf = (table: string): string =>
  table === 'bodies'
    ? 'SELECT * FROM bodies WHERE mail IN (SELECT id FROM mails WHERE pending = 1)'
    : `SELECT * FROM ${quoted(table)}`

const copyTable = (from: Sqlite.Database, to: Sqlite.Database, table: string): void => {
  const select = from.prepare(rowsOf(table)).raw()
  const columns = select.columns().map((column) => quoted(column.name))
  const insert = to.prepare(
    `INSERT INTO ${quoted(table)} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  )
  for (const row of select.iterate()) insert.run(row)
}

/**
 * Copies the database file into an empty one in memory, without a change to the file.
 * A reader that may not write leaves `-wal` and `-shm` behind if they were not there; one that may write tidies them up.
 */
export const copyToMemory = (path: string, to: Sqlite.Database): void => {
  const from = new Sqlite(path, { readonly: existsSync(`${path}-wal`), fileMustExist: true })
  try {
    from.pragma('query_only = ON')
    const copy = from.transaction(() => {
      const schema = from
        .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        .all() as { type: string; name: string; sql: string }[]
      const ofType = (wanted: (type: string) => boolean) => schema.filter(({ type }) => wanted(type))
      to.pragma('foreign_keys = OFF')
      for (const { sql } of ofType((type) => type === 'table')) to.exec(sql)
      to.transaction(() => {
        for (const { name } of ofType((type) => type === 'table')) copyTable(from, to, name)
      })()
      for (const { sql } of ofType((type) => type !== 'table')) to.exec(sql)
      to.pragma(`user_version = ${Number(from.pragma('user_version', { simple: true }))}`)
    })
    copy()
  } finally {
    from.close()
  }
}

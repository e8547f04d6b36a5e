import type Sqlite from 'better-sqlite3'
import { first } from './0001-first.ts'
import { alerts } from './0002-alerts.ts'
import { outbox } from './0003-outbox.ts'
import { risks } from './0004-risks.ts'
import { lookups } from './0005-lookups.ts'

/** One step forward; there is no way back. A published one is never changed: a new one follows it. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** What its statements ask of us, by name. */
  readonly functions?: Readonly<Record<string, (text: string) => number>>
}

/** In the order in which they are applied; the database's `user_version` counts how many it has seen. */
export const migrations: readonly Migration[] = [first, alerts, outbox, risks, lookups]

/** To be called in a transaction. */
export const applyMigration = (sqlite: Sqlite.Database, { sql, functions }: Migration): void => {
  for (const [name, given] of Object.entries(functions ?? {})) {
    sqlite.function(name, { deterministic: true }, (text) => given(String(text)))
  }
  sqlite.exec(sql)
}

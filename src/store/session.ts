import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** A way to the database that knows whether a transaction is open on it. */
export interface Session {
  readonly db: Kysely<Tables>
  /** 0 outside a transaction. */
  readonly depth: number
}

const inTransaction = async <T>(db: Kysely<Tables>, work: (session: Session) => Promise<T>): Promise<T> =>
  db.connection().execute(async (connection) => {
    // IMMEDIATE: a transaction that reads first and writes later would fail at once, without waiting, if another process wrote in between.
    await sql`BEGIN IMMEDIATE`.execute(connection)
    try {
      const result = await work({ db: connection, depth: 1 })
      await sql`COMMIT`.execute(connection)
      return result
    } catch (error) {
      await sql`ROLLBACK`.execute(connection).catch(() => undefined)
      throw error
    }
  })

const inSavepoint = async <T>({ db, depth }: Session, work: (session: Session) => Promise<T>): Promise<T> => {
  const name = sql.raw(`level_${depth}`)
  await sql`SAVEPOINT ${name}`.execute(db)
  try {
    const result = await work({ db, depth: depth + 1 })
    await sql`RELEASE ${name}`.execute(db)
    return result
  } catch (error) {
    await sql`ROLLBACK TO ${name}`.execute(db)
    await sql`RELEASE ${name}`.execute(db)
    throw error
  }
}

/** All of `work` or nothing of it; nested calls undo their own part only. */
export const within = <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> =>
  session.depth === 0 ? inTransaction(session.db, work) : inSavepoint(session, work)

/** `work` in the transaction that is open, or in one of its own: for operations that need several statements. */
export const joined = <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> =>
  session.depth === 0 ? inTransaction(session.db, work) : work(session)

import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** The database itself, with statements prepared once. */
export interface Connection {
  query(sql: string, values: readonly unknown[]): readonly unknown[]
}

/** A way to the database that knows whether a transaction is open on it. */
export interface Session {
  readonly db: Kysely<Tables>
  /** Only for the one who has a transaction open: others must wait for it, and `db` makes them. */
  readonly connection: Connection
  /** 0 outside a transaction. */
  readonly depth: number
}

const inTransaction = async <T>({ db, connection }: Session, work: (session: Session) => Promise<T>): Promise<T> =>
  db.connection().execute(async (held) => {
    // IMMEDIATE: a transaction that reads first and writes later would fail at once, without waiting, if another process wrote in between.
    await sql`BEGIN IMMEDIATE`.execute(held)
    try {
      const result = await work({ db: held, connection, depth: 1 })
      await sql`COMMIT`.execute(held)
      return result
    } catch (error) {
      await sql`ROLLBACK`.execute(held).catch(() => undefined)
      throw error
    }
  })

const inSavepoint = async <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> => {
  const { connection, depth } = session
  const name = `level_${depth}`
  connection.query(`SAVEPOINT ${name}`, [])
  try {
    const result = await work({ ...session, depth: depth + 1 })
    connection.query(`RELEASE ${name}`, [])
    return result
  } catch (error) {
    connection.query(`ROLLBACK TO ${name}`, [])
    connection.query(`RELEASE ${name}`, [])
    throw error
  }
}

/** All of `work` or nothing of it; nested calls undo their own part only. */
export const within = <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> =>
  session.depth === 0 ? inTransaction(session, work) : inSavepoint(session, work)

/** `work` in the transaction that is open, or in one of its own: for operations that need several statements. */
export const joined = <T>(session: Session, work: (session: Session) => Promise<T>): Promise<T> =>
  session.depth === 0 ? inTransaction(session, work) : work(session)

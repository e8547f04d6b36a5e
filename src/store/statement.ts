import { type Compilable, CompiledQuery, DummyDriver, Kysely, SqliteAdapter, SqliteQueryCompiler } from 'kysely'
import type { Session } from './session.ts'
import type { Tables } from './tables.ts'

type Value = string | number | Uint8Array | null

/** Runs it with these values; the rows that it returns. */
export type Statement<Given, Row> = (session: Session, given: Given) => Promise<readonly Row[]>

/** Nothing is asked of it but the words of a statement. */
const words = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: () => {
      throw new Error('Statements are compiled without a database.')
    },
  },
})

/** An object that gives a placeholder for whatever name is asked of it, and takes down which. */
const placeholders = <Given extends object>(names: Map<unknown, keyof Given & string>): Given =>
  new Proxy({} as Given, {
    get: (_, name) => {
      const placeholder = { placeholder: name }
      names.set(placeholder, name as keyof Given & string)
      return placeholder
    },
  })

/**
 * A statement that every mail needs, built and compiled once: building it anew costs several times as much as SQLite needs to
 * run it. `build` must take every value from `given` by its name, and may not look at it: it is a placeholder when it is called.
 * In a transaction it runs at once; outside it waits for the one that is open.
 */
export const statement = <Given extends object, Row>(
  build: (db: Kysely<Tables>, given: Given) => Compilable<Row>,
): Statement<Given, Row> => {
  let made: { readonly sql: string; readonly values: (given: Given) => readonly Value[] } | null = null
  const make = () => {
    const names = new Map<unknown, keyof Given & string>()
    const { sql, parameters } = build(words, placeholders<Given>(names)).compile()
    const places = parameters.map((parameter) => ({ name: names.get(parameter), fixed: parameter as Value }))
    return {
      sql,
      values: (given: Given) => places.map(({ name, fixed }) => (name === undefined ? fixed : (given[name] as Value))),
    }
  }
  return async ({ db, depth, connection }, given) => {
    made ??= make()
    const values = made.values(given)
    if (depth > 0) return connection.query(made.sql, values) as Row[]
    return (await db.executeQuery<Row>(CompiledQuery.raw(made.sql, [...values]))).rows
  }
}

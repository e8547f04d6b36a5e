import { type RawBuilder, sql } from 'kysely'

/** A list as one value: one statement, whatever its length. */
export const listOf = (values: readonly (string | number)[]): string => JSON.stringify([...new Set(values)])

/** What stands in a `listOf`. */
export const valuesOf = <T extends string | number>(list: string): RawBuilder<T> =>
  sql<T>`(SELECT value FROM json_each(${list}))`

/** Both at once, for a statement that is built when it is asked. */
export const oneOf = <T extends string | number>(values: readonly T[]): RawBuilder<T> => valuesOf<T>(listOf(values))

import { first } from './0001-first.ts'
import { alerts } from './0002-alerts.ts'
import { outbox } from './0003-outbox.ts'
import { risks } from './0004-risks.ts'

/** One step forward; there is no way back. A published one is never changed: a new one follows it. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/** In the order in which they are applied; the database's `user_version` counts how many it has seen. */
export const migrations: readonly Migration[] = [first, alerts, outbox, risks]

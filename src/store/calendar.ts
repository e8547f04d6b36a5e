import type { Selectable } from 'kysely'
import type { Session } from './session.ts'
import type { CalendarStore, EventMemory } from './store.ts'
import type { Tables } from './tables.ts'

const toMemory = (row: Selectable<Tables['events']>): EventMemory => ({
  id: row.id,
  maintenance: row.maintenance,
  written: row.written_json === null ? null : (JSON.parse(row.written_json) as EventMemory['written']),
  etag: row.etag,
  generation: row.generation,
  owned: JSON.parse(row.owned_json) as EventMemory['owned'],
  state: row.state as EventMemory['state'],
  failure: row.failure,
})

/** What we wrote into which calendar, and what a person took over. */
export const calendarStore = ({ db }: Session): CalendarStore => {
  const events = (target: string) => db.selectFrom('events').selectAll().where('target', '=', target)
  const noted = async (name: string): Promise<string | null> =>
    (await db.selectFrom('sync_tokens').select('token').where('target', '=', name).executeTakeFirst())?.token ?? null
  const note = async (name: string, token: string | null): Promise<void> => {
    await db
      .insertInto('sync_tokens')
      .values({ target: name, token })
      .onConflict((c) => c.column('target').doUpdateSet({ token }))
      .execute()
  }
  return {
    events: async (target, maintenances) =>
      maintenances.length === 0
        ? []
        : (await events(target).where('maintenance', 'in', maintenances).orderBy('id').execute()).map(toMemory),

    standing: async (target) =>
      (
        await db
          .selectFrom('events')
          .select(['id', 'maintenance', 'etag', 'state'])
          .where('target', '=', target)
          .orderBy('id')
          .execute()
      ).map((row) => ({ ...row, state: row.state as EventMemory['state'] })),

    count: async (target) => {
      const row = await db
        .selectFrom('events')
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .select(({ fn }) =>
          fn
            .count<number>('id')
            .filterWhere((or) => or.or([or('owned_json', '!=', '[]'), or('state', '=', 'vetoed')]))
            .as('kept'),
        )
        .where('target', '=', target)
        .where('state', '!=', 'removed')
        .where('written_json', 'is not', null)
        .executeTakeFirstOrThrow()
      return { ours: row.all - row.kept, kept: row.kept }
    },

    event: async (target, id) => {
      const row = await events(target).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toMemory(row)
    },

    save: async (target, memory, at) => {
      const row = {
        maintenance: memory.maintenance,
        written_json: memory.written === null ? null : JSON.stringify(memory.written),
        etag: memory.etag,
        generation: memory.generation,
        owned_json: JSON.stringify(memory.owned),
        state: memory.state,
        failure: memory.failure,
        saved_at: at,
      }
      await db
        .insertInto('events')
        .values({ target, id: memory.id, ...row })
        .onConflict((c) => c.columns(['target', 'id']).doUpdateSet(row))
        .execute()
    },

    forget: async (target, id) => {
      await db.deleteFrom('events').where('target', '=', target).where('id', '=', id).execute()
    },

    syncToken: async (target) =>
      (await db.selectFrom('sync_tokens').select('token').where('target', '=', target).executeTakeFirst())?.token ??
      null,

    saveSyncToken: (target, token) => note(target, token),
    look: (target) => noted(`${target} look`),
    saveLook: (target, look) => note(`${target} look`, look),
  }
}

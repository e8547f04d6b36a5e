import type { Selectable } from 'kysely'
import type { Maintenance, Told } from '../maintenance/maintenance.ts'
import { packJson, unpackJson } from './pack.ts'
import { closeQuestions, putQuestions } from './review.ts'
import { joined, type Session } from './session.ts'
import type { BeliefStore, Believed, Placed } from './store.ts'
import type { Tables } from './tables.ts'

const day = (instant: string): string => instant.slice(0, 10)

/** First and last UTC day of the work; the backup dates count. */
const days = ({ windows }: Maintenance): { first_day: string | null; last_day: string | null } => {
  const all = windows.flatMap(({ start, end }) => [day(start), day(end ?? start)]).sort()
  return { first_day: all.at(0) ?? null, last_day: all.at(-1) ?? null }
}

export const toPlaced = (row: { told: Uint8Array; maintenance: string }): Placed => ({
  told: unpackJson<Told>(row.told),
  maintenance: row.maintenance,
})

export const toBelieved = (row: Pick<Selectable<Tables['maintenances']>, 'body' | 'first_read'>): Believed => ({
  maintenance: unpackJson<Maintenance>(row.body),
  firstRead: row.first_read,
})

const firstRead = async ({ db }: Session, maintenance: string, otherwise: string): Promise<string> => {
  const row = await db
    .selectFrom('tolds')
    .innerJoin('mails', 'mails.id', 'tolds.mail')
    .select(({ fn }) => fn.min('stored_at').as('first'))
    .where('tolds.maintenance', '=', maintenance)
    .executeTakeFirst()
  return row?.first ?? otherwise
}

const putIds = async ({ db }: Session, { id, vendor, maintenanceIds }: Maintenance): Promise<void> => {
  await db.deleteFrom('maintenance_ids').where('maintenance', '=', id).execute()
  if (maintenanceIds.length === 0) return
  await db
    .insertInto('maintenance_ids')
    .values(maintenanceIds.map((maintenance_id) => ({ vendor, maintenance_id, maintenance: id })))
    .onConflict((c) => c.doNothing())
    .execute()
}

const unsettle = async ({ db }: Session, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await db
    .insertInto('unsettled')
    .values(ids.map((maintenance) => ({ maintenance, root: maintenance })))
    .onConflict((c) => c.doNothing())
    .execute()
}

const putMaintenance = async (
  session: Session,
  maintenance: Maintenance,
  tolds: readonly string[],
  at: string,
): Promise<void> => {
  const { id, vendor, status } = maintenance
  if (tolds.length > 0) {
    await session.db
      .updateTable('tolds')
      .set({ maintenance: id })
      .where('key', 'in', tolds)
      .where('maintenance', '!=', id)
      .execute()
  }
  const body = packJson(maintenance)
  const known = await session.db.selectFrom('maintenances').select('body').where('id', '=', id).executeTakeFirst()
  if (known !== undefined && Buffer.compare(known.body, body) === 0) return
  const row = {
    vendor,
    status,
    ...days(maintenance),
    first_read: await firstRead(session, id, at),
    body,
  }
  await session.db
    .insertInto('maintenances')
    .values({ id, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .execute()
  await putIds(session, maintenance)
  await unsettle(session, [id])
  await session.db.updateTable('unsettled').set({ root: id }).where('maintenance', '=', id).execute()
  await putQuestions(session, 'maintenance', id, maintenance.questions, at)
}

/** Forgets one that is believed no more; its events, and those that it had from others, go over to `heir`. */
const drop = async (session: Session, id: string, heir: string | null, at: string): Promise<void> => {
  const { db } = session
  await db.deleteFrom('maintenances').where('id', '=', id).execute()
  await unsettle(session, [id])
  if (heir !== null) await db.updateTable('unsettled').set({ root: heir }).where('root', '=', id).execute()
  await closeQuestions(session, [id], at)
}

/** What is believed, and what it is believed from. */
export const beliefStore = (session: Session): BeliefStore => {
  const { db } = session
  const placed = () => db.selectFrom('tolds').select(['tolds.told', 'tolds.maintenance'])
  const believed = () => db.selectFrom('maintenances').select(['maintenances.body', 'maintenances.first_read'])
  return {
    sharing: async (keys) =>
      keys.length === 0
        ? []
        : (
            await placed()
              .where('key', 'in', (inner) =>
                inner.selectFrom('told_keys').select('told_keys.told').where('lookup', 'in', keys),
              )
              .orderBy('key')
              .execute()
          ).map(toPlaced),

    toldsOf: async (maintenances) =>
      maintenances.length === 0
        ? []
        : (await placed().where('maintenance', 'in', maintenances).orderBy('key').execute()).map(
            (r) => toPlaced(r).told,
          ),

    told: async (key) => {
      const row = await placed().where('key', '=', key).executeTakeFirst()
      return row === undefined ? null : toPlaced(row)
    },

    saveTold: (told, keys, maintenance, mail) =>
      joined(session, async (inner) => {
        const row = { mail, maintenance, told: packJson(told) }
        await inner.db
          .insertInto('tolds')
          .values({ key: told.key, ...row })
          .onConflict((c) => c.column('key').doUpdateSet(row))
          .execute()
        await inner.db.deleteFrom('told_keys').where('told', '=', told.key).execute()
        if (keys.length === 0) return
        await inner.db
          .insertInto('told_keys')
          .values([...new Set(keys)].map((lookup) => ({ lookup, told: told.key })))
          .execute()
      }),

    forgetTolds: (mail) =>
      joined(session, async (inner) => {
        const rows = await inner.db
          .selectFrom('tolds')
          .select('maintenance')
          .distinct()
          .where('mail', '=', mail)
          .execute()
        await inner.db.deleteFrom('tolds').where('mail', '=', mail).execute()
        return rows.map((r) => r.maintenance).filter((id) => id !== '')
      }),

    save: (folded, before, at) =>
      joined(session, async (inner) => {
        const kept = new Set(folded.map(({ maintenance }) => maintenance.id))
        for (const id of before.filter((one) => !kept.has(one))) {
          await drop(inner, id, folded.find(({ aliases }) => aliases.includes(id))?.maintenance.id ?? null, at)
        }
        for (const { maintenance, tolds } of folded) await putMaintenance(inner, maintenance, tolds, at)
      }),

    maintenance: async (id) => {
      const row = await believed().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toBelieved(row)
    },

    byVendorId: async (vendor, maintenanceId) =>
      (
        await believed()
          .innerJoin('maintenance_ids', 'maintenance_ids.maintenance', 'maintenances.id')
          .where('maintenance_ids.vendor', '=', vendor)
          .where('maintenance_ids.maintenance_id', '=', maintenanceId)
          .orderBy('maintenances.id')
          .execute()
      ).map(toBelieved),

    since: async (from) =>
      (
        await believed()
          .where((or) => or.or([or('last_day', '>=', from), or('last_day', 'is', null)]))
          .orderBy('first_day')
          .orderBy('id')
          .execute()
      ).map(toBelieved),

    unsettled: async (after, limit) => {
      const roots = db
        .selectFrom('unsettled')
        .select('root')
        .distinct()
        .where('root', '>', after)
        .orderBy('root')
        .limit(limit)
      const rows = await db
        .selectFrom('unsettled')
        .leftJoin('maintenances', 'maintenances.id', 'unsettled.root')
        .select(['unsettled.maintenance', 'unsettled.root', 'maintenances.body', 'maintenances.first_read'])
        .where('unsettled.root', 'in', roots)
        .orderBy('unsettled.root')
        .execute()
      const works = new Map<string, { id: string; believed: Believed | null; former: string[] }>()
      for (const { maintenance, root, body, first_read } of rows) {
        const believed = body === null || first_read === null ? null : { body, first_read }
        const work = works.get(root) ?? { id: root, believed: believed && toBelieved(believed), former: [] }
        if (maintenance !== root) work.former.push(maintenance)
        works.set(root, work)
      }
      return [...works.values()]
    },

    settled: async (ids) => {
      if (ids.length > 0) await db.deleteFrom('unsettled').where('root', 'in', ids).execute()
    },

    unsettle: (ids) => unsettle(session, ids),

    unsettleSince: async (from) => {
      await db
        .insertInto('unsettled')
        .columns(['maintenance', 'root'])
        .expression((inner) =>
          inner.selectFrom('maintenances').select(['id', 'id as root']).where('last_day', '>=', from),
        )
        .onConflict((c) => c.doNothing())
        .execute()
    },
  }
}

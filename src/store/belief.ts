import { type Selectable, sql } from 'kysely'
import type { Maintenance, Told } from '../maintenance/maintenance.ts'
import { listOf, valuesOf } from './lists.ts'
import { lookupNumber } from './lookup.ts'
import { packJson, sameJson, unpackJson } from './pack.ts'
import { closeQuestions, putQuestions } from './review.ts'
import { joined, type Session } from './session.ts'
import { statement } from './statement.ts'
import type { BeliefStore, Believed, Placed } from './store.ts'
import type { Tables } from './tables.ts'

const day = (instant: string): string => instant.slice(0, 10)

/** First and last UTC day of the work; the backup dates count. */
const days = ({ windows }: Maintenance): { readonly first: string | null; readonly last: string | null } => {
  const all = windows.flatMap(({ start, end }) => [day(start), day(end ?? start)]).sort()
  return { first: all.at(0) ?? null, last: all.at(-1) ?? null }
}

export const toPlaced = (row: { told: Uint8Array; maintenance: string }): Placed => ({
  told: unpackJson<Told>(row.told),
  maintenance: row.maintenance,
})

export const toBelieved = (row: Pick<Selectable<Tables['maintenances']>, 'body' | 'first_read'>): Believed => ({
  maintenance: unpackJson<Maintenance>(row.body),
  firstRead: row.first_read,
})

const firstStored = statement((db, given: { readonly maintenance: string }) =>
  db
    .selectFrom('tolds')
    .innerJoin('mails', 'mails.id', 'tolds.mail')
    .select(({ fn }) => fn.min<string | null>('stored_at').as('first'))
    .where('tolds.maintenance', '=', given.maintenance),
)

const dropIds = statement((db, given: { readonly maintenance: string }) =>
  db.deleteFrom('maintenance_ids').where('maintenance', '=', given.maintenance),
)

const addId = statement(
  (db, given: { readonly vendor: string; readonly vendorId: string; readonly maintenance: string }) =>
    db
      .insertInto('maintenance_ids')
      .values({ vendor: given.vendor, maintenance_id: given.vendorId, maintenance: given.maintenance })
      .onConflict((c) => c.doNothing()),
)

const putIds = async (session: Session, { id, vendor, maintenanceIds }: Maintenance): Promise<void> => {
  for (const vendorId of maintenanceIds) await addId(session, { vendor, vendorId, maintenance: id })
}

const addUnsettled = statement((db, given: { readonly id: string }) =>
  db
    .insertInto('unsettled')
    .values({ maintenance: given.id, root: given.id })
    .onConflict((c) => c.doNothing()),
)

const unsettle = async (session: Session, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await addUnsettled(session, { id })
}

/** It is looked at again, and stands for itself. */
const unsettleItself = statement((db, given: { readonly id: string }) =>
  db
    .insertInto('unsettled')
    .values({ maintenance: given.id, root: given.id })
    .onConflict((c) => c.column('maintenance').doUpdateSet({ root: given.id })),
)

const moveTolds = statement((db, given: { readonly id: string; readonly tolds: string }) =>
  db
    .updateTable('tolds')
    .set({ maintenance: given.id })
    .where('key', 'in', valuesOf<string>(given.tolds))
    .where('maintenance', '!=', given.id),
)

const believedBy = statement((db, given: { readonly id: string }) =>
  db.selectFrom('maintenances').select(['body', 'first_read']).where('id', '=', given.id),
)

interface MaintenanceRow {
  readonly id: string
  readonly vendor: string
  readonly status: string
  readonly first: string | null
  readonly last: string | null
  readonly firstRead: string
  readonly body: Uint8Array
}

const putRow = statement((db, given: MaintenanceRow) => {
  const row = {
    vendor: given.vendor,
    status: given.status,
    first_day: given.first,
    last_day: given.last,
    first_read: given.firstRead,
    body: given.body,
  }
  return db
    .insertInto('maintenances')
    .values({ id: given.id, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row))
})

const putMaintenance = async (
  session: Session,
  maintenance: Maintenance,
  tolds: readonly string[],
  at: string,
): Promise<void> => {
  const { id, vendor, status } = maintenance
  if (tolds.length > 0) await moveTolds(session, { id, tolds: listOf(tolds) })
  const body = packJson(maintenance)
  const [known] = await believedBy(session, { id })
  if (known !== undefined && sameJson(known.body, body)) return
  const [stored] = await firstStored(session, { maintenance: id })
  await putRow(session, { id, vendor, status, ...days(maintenance), firstRead: stored?.first ?? at, body })
  if (known !== undefined) await dropIds(session, { maintenance: id })
  await putIds(session, maintenance)
  await unsettleItself(session, { id })
  await putQuestions(session, 'maintenance', id, maintenance.questions, at)
}

/** Each index is asked once a key; the other way round SQLite would walk through all Tolds. */
const sharing = statement((db, given: { readonly lookups: string }) =>
  db
    .selectFrom('tolds')
    .select(['tolds.told', 'tolds.maintenance'])
    .where('id', 'in', (inner) =>
      inner.selectFrom('told_keys').select('told_keys.told').where('lookup', 'in', valuesOf<number>(given.lookups)),
    )
    .orderBy('key'),
)

interface ToldRow {
  readonly key: string
  readonly mail: number
  readonly maintenance: string
  readonly told: Uint8Array
}

const numberOf = statement((db, given: { readonly key: string }) =>
  db.selectFrom('tolds').select('id').where('key', '=', given.key),
)

const addTold = statement((db, { key, mail, maintenance, told }: ToldRow) =>
  db.insertInto('tolds').values({ key, mail, maintenance, told }),
)

const replaceTold = statement((db, { key, mail, maintenance, told }: ToldRow) =>
  db.updateTable('tolds').set({ mail, maintenance, told }).where('key', '=', key),
)

const dropKeys = statement((db, given: { readonly told: number }) =>
  db.deleteFrom('told_keys').where('told', '=', given.told),
)

const addKeys = statement((db, given: { readonly key: string; readonly lookups: string }) =>
  db
    .insertInto('told_keys')
    .columns(['lookup', 'told'])
    .expression(sql`SELECT value, (SELECT id FROM tolds WHERE key = ${given.key}) FROM json_each(${given.lookups})`),
)

const lookupsOf = (keys: readonly string[]): string => listOf(keys.map(lookupNumber))

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
      keys.length === 0 ? [] : (await sharing(session, { lookups: lookupsOf(keys) })).map(toPlaced),

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
        const row = { key: told.key, mail, maintenance, told: packJson(told) }
        const [known] = await numberOf(inner, row)
        if (known === undefined) await addTold(inner, row)
        else {
          await replaceTold(inner, row)
          await dropKeys(inner, { told: known.id })
        }
        if (keys.length > 0) await addKeys(inner, { key: told.key, lookups: lookupsOf(keys) })
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
      const [row] = await believedBy(session, { id })
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

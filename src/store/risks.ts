import type { Selectable } from 'kysely'
import type { KnownRisk, Risk } from '../maintenance/overlap.ts'
import { joined, type Session } from './session.ts'
import type { RiskStore } from './store.ts'
import type { Tables } from './tables.ts'

const toKnown = (row: Selectable<Tables['risks']>): KnownRisk => ({
  risk: JSON.parse(row.risk_json) as Risk,
  openedAt: row.opened_at,
  resolvedAt: row.resolved_at,
})

const put = async ({ db }: Session, risk: Risk, at: string): Promise<void> => {
  const row = { risk_json: JSON.stringify(risk), resolved_at: null }
  await db
    .insertInto('risks')
    .values({ key: risk.key, ...row, opened_at: at })
    .onConflict((c) => c.column('key').doUpdateSet(row))
    .execute()
  await db
    .insertInto('risk_works')
    .values(risk.maintenances.map((maintenance) => ({ maintenance, risk: risk.key })))
    .onConflict((c) => c.doNothing())
    .execute()
}

/** The same circuits at the same time, of a work that has another name by now. */
const goesOn = (known: Risk, open: readonly Risk[]): boolean =>
  open.some((r) => r.group === known.group && r.from === known.from && r.circuits.join() === known.circuits.join())

const end = async ({ db }: Session, risk: Risk, open: readonly Risk[], at: string): Promise<void> => {
  if (goesOn(risk, open)) await db.deleteFrom('risks').where('key', '=', risk.key).execute()
  else await db.updateTable('risks').set({ resolved_at: at }).where('key', '=', risk.key).execute()
}

/** What works that overlap put at risk. */
export const riskStore = (session: Session): RiskStore => {
  const open = async ({ db }: Session): Promise<readonly KnownRisk[]> =>
    (await db.selectFrom('risks').selectAll().where('resolved_at', 'is', null).orderBy('key').execute()).map(toKnown)
  return {
    open: () => open(session),

    of: async (maintenances) => {
      if (maintenances.length === 0) return []
      const rows = await session.db
        .selectFrom('risks')
        .selectAll()
        .where('key', 'in', (inner) =>
          inner.selectFrom('risk_works').select('risk').where('maintenance', 'in', maintenances),
        )
        .orderBy('key')
        .execute()
      return rows.map(toKnown)
    },

    replace: (risks, at) =>
      joined(session, async (inner) => {
        const known = (await open(inner)).map(({ risk }) => risk)
        const before = new Map(known.map((risk) => [risk.key, JSON.stringify(risk)]))
        const fresh = risks.filter((risk) => before.get(risk.key) !== JSON.stringify(risk))
        for (const risk of fresh) await put(inner, risk, at)
        const wanted = new Set(risks.map(({ key }) => key))
        // One whose time is over was not resolved: it came to pass.
        const ended = known.filter(({ key, to }) => !wanted.has(key) && to > at)
        for (const risk of ended) await end(inner, risk, risks, at)
        return [...new Set([...fresh, ...ended].flatMap(({ maintenances }) => maintenances))]
      }),
  }
}

import type { Selectable } from 'kysely'
import type { Question, Ruling } from '../maintenance/maintenance.ts'
import { listOf, valuesOf } from './lists.ts'
import { joined, type Session } from './session.ts'
import { statement } from './statement.ts'
import type { OpenQuestion, ReviewStore } from './store.ts'
import type { Tables } from './tables.ts'

const closeOf = statement((db, given: { readonly owners: string; readonly at: string }) =>
  db
    .updateTable('questions')
    .set({ closed_at: given.at })
    .where('owner', 'in', valuesOf<string>(given.owners))
    .where('closed_at', 'is', null),
)

/** Closes the open questions of these owners. */
export const closeQuestions = async (session: Session, owners: readonly string[], at: string): Promise<void> => {
  if (owners.length > 0) await closeOf(session, { owners: listOf(owners), at })
}

const closeOfOne = statement((db, given: { readonly owner: string; readonly at: string }) =>
  db
    .updateTable('questions')
    .set({ closed_at: given.at })
    .where('owner', '=', given.owner)
    .where('closed_at', 'is', null),
)

interface QuestionRow {
  readonly key: string
  readonly source: string
  readonly owner: string
  readonly told: string
  readonly maintenance: string | null
  readonly codes: string
  readonly reasons: string
  readonly urgentAt: string | null
  readonly at: string
}

const ask = statement((db, given: QuestionRow) => {
  const { key, source, owner, told, maintenance, codes, reasons, urgentAt, at } = given
  const row = {
    source,
    owner,
    told,
    maintenance,
    codes_json: codes,
    reasons_json: reasons,
    urgent_at: urgentAt,
    closed_at: null,
  }
  return db
    .insertInto('questions')
    .values({ key, ...row, opened_at: at })
    .onConflict((c) => c.column('key').doUpdateSet(row))
})

/** The open questions of `owner` are these from now on; one that was asked before keeps the day on which it was first asked. */
export const putQuestions = async (
  session: Session,
  source: OpenQuestion['from'],
  owner: string,
  questions: readonly Question[],
  at: string,
): Promise<void> => {
  await closeOfOne(session, { owner, at })
  for (const { key, told, maintenance, codes, reasons, urgentAt } of questions) {
    await ask(session, {
      key,
      source,
      owner,
      told,
      maintenance,
      codes: JSON.stringify(codes),
      reasons: JSON.stringify(reasons),
      urgentAt,
      at,
    })
  }
}

const rulingsOn = statement((db, given: { readonly tolds: string; readonly maintenances: string }) =>
  db
    .selectFrom('rulings')
    .selectAll()
    // Asked for each mail several times: where nobody ruled yet, SQLite looks no further than here.
    .where((inner) => inner.exists(inner.selectFrom('rulings as any').select('any.seq')))
    .where((or) =>
      or.or([
        or('told', 'in', valuesOf<string>(given.tolds)),
        or('maintenance', 'in', valuesOf<string>(given.maintenances)),
      ]),
    )
    .orderBy('seq'),
)

export const toRuling = (row: Selectable<Tables['rulings']>): Ruling => ({
  key: row.key,
  told: row.told,
  ...(row.maintenance === null ? {} : { maintenance: row.maintenance }),
  by: row.by_whom,
  at: row.at,
  verdict: JSON.parse(row.verdict_json) as Ruling['verdict'],
})

export const toQuestion = (row: Selectable<Tables['questions']>): OpenQuestion => ({
  key: row.key,
  from: row.source as OpenQuestion['from'],
  told: row.told,
  maintenance: row.maintenance,
  codes: JSON.parse(row.codes_json) as string[],
  reasons: JSON.parse(row.reasons_json) as string[],
  urgentAt: row.urgent_at,
  openedAt: row.opened_at,
})

/** Questions to people, and their answers. */
export const reviewStore = (session: Session): ReviewStore => {
  const { db } = session
  const openQuestions = () => db.selectFrom('questions').selectAll().where('closed_at', 'is', null)
  return {
    rulings: async (tolds, maintenances) => {
      if (tolds.length === 0 && maintenances.length === 0) return []
      return (await rulingsOn(session, { tolds: listOf(tolds), maintenances: listOf(maintenances) })).map(toRuling)
    },

    rule: async (ruling) => {
      await db
        .insertInto('rulings')
        .values({
          key: ruling.key,
          told: ruling.told,
          maintenance: ruling.maintenance ?? null,
          by_whom: ruling.by,
          at: ruling.at,
          verdict_json: JSON.stringify(ruling.verdict),
        })
        .onConflict((c) => c.column('key').doNothing())
        .execute()
    },

    allRulings: async () => (await db.selectFrom('rulings').selectAll().orderBy('seq').execute()).map(toRuling),

    ask: (from, owner, questions, at) => joined(session, (inner) => putQuestions(inner, from, owner, questions, at)),

    close: async (key, at) => {
      await db
        .updateTable('questions')
        .set({ closed_at: at })
        .where('key', '=', key)
        .where('closed_at', 'is', null)
        .execute()
    },

    open: async () =>
      (
        await openQuestions()
          .orderBy((order) => order('urgent_at', 'is', null))
          .orderBy('urgent_at')
          .orderBy('key')
          .execute()
      ).map(toQuestion),

    question: async (key) => {
      const row = await openQuestions().where('key', '=', key).executeTakeFirst()
      return row === undefined ? null : toQuestion(row)
    },
  }
}

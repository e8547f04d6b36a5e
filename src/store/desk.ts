import { toBelieved, toPlaced } from './belief.ts'
import { oneOf } from './lists.ts'
import { toSummary } from './mails.ts'
import { toQuestion, toRuling } from './review.ts'
import type { Session } from './session.ts'
import type { DeskStore } from './store.ts'

/** Many at once, for pages. */
export const deskStore = ({ db }: Session): DeskStore => {
  const settledMails = () => db.selectFrom('mails').innerJoin('outcomes', 'outcomes.mail', 'mails.id').selectAll()
  return {
    summaries: async (hashes) =>
      new Map(
        (await settledMails().where('hash', 'in', oneOf(hashes)).execute()).map((row) => [row.hash, toSummary(row)]),
      ),

    tolds: async (keys) =>
      new Map(
        (
          await db.selectFrom('tolds').select(['key', 'told', 'maintenance']).where('key', 'in', oneOf(keys)).execute()
        ).map((row) => [row.key, toPlaced(row)]),
      ),

    maintenances: async (ids) =>
      new Map(
        (
          await db
            .selectFrom('maintenances')
            .select(['id', 'body', 'first_read'])
            .where('id', 'in', oneOf(ids))
            .execute()
        ).map((row) => [row.id, toBelieved(row)]),
      ),

    questionKeys: async () =>
      (await db.selectFrom('questions').select('key').orderBy('opened_at', 'desc').execute()).map(({ key }) => key),

    question: async (key) => {
      const row = await db.selectFrom('questions').selectAll().where('key', '=', key).executeTakeFirst()
      return row === undefined ? null : { ...toQuestion(row), closedAt: row.closed_at }
    },

    reopen: async (key) => {
      await db.updateTable('questions').set({ closed_at: null }).where('key', '=', key).execute()
    },

    ruling: async (key) => {
      const row = await db.selectFrom('rulings').selectAll().where('key', '=', key).executeTakeFirst()
      return row === undefined ? null : toRuling(row)
    },

    rulingsOn: async (tolds) =>
      (await db.selectFrom('rulings').selectAll().where('told', 'in', oneOf(tolds)).orderBy('seq').execute()).map(
        toRuling,
      ),

    latestRulings: async (limit) =>
      (await db.selectFrom('rulings').selectAll().orderBy('seq', 'desc').limit(limit).execute()).map(toRuling),

    standingRulings: async () =>
      (
        await db
          .selectFrom('rulings')
          .selectAll()
          .where('told', 'is', null)
          .where('maintenance', 'is', null)
          .orderBy('seq')
          .execute()
      ).map(toRuling),

    mailsBetween: async (pile, from, to) =>
      (
        await settledMails()
          .where('pile', '=', pile)
          .where((or) => or.fn.coalesce('sent', 'settled_at'), '>=', from)
          .where((or) => or.fn.coalesce('sent', 'settled_at'), '<', to)
          .orderBy((or) => or.fn.coalesce('sent', 'settled_at'))
          .orderBy('id')
          .execute()
      ).map(toSummary),

    placesOf: async (mails) =>
      (
        await db.selectFrom('tolds').select(['mail', 'key', 'maintenance']).where('mail', 'in', oneOf(mails)).execute()
      ).map(({ mail, key, maintenance }) => ({ mail, told: key, maintenance })),
  }
}

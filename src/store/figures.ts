import { sql } from 'kysely'
import type { Decision } from '../maintenance/maintenance.ts'
import type { Session } from './session.ts'
import type { FigureStore, MailOutcome, Pile } from './store.ts'

/** SQLite takes at most 32,766 values in one statement. */
const atOnce = 5000

/** Counts and comparisons over everything stored: for the digest, the metrics, `doctor` and retention. */
export const figureStore = ({ db }: Session): FigureStore => ({
  tally: async (pile, from) => {
    const day = sql<string>`substr(coalesce(outcomes.sent, mails.received, mails.stored_at), 1, 10)`
    return (
      await db
        .selectFrom('mails')
        .innerJoin('outcomes', 'outcomes.mail', 'mails.id')
        .select([day.as('day'), 'outcomes.vendor', 'outcomes.class', 'outcomes.decision'])
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('mails.pile', '=', pile)
        .where(day, '>=', from)
        .groupBy([day, 'outcomes.vendor', 'outcomes.class', 'outcomes.decision'])
        .orderBy(day)
        .execute()
    ).map((row) => ({
      ...row,
      class: row.class as MailOutcome['class'],
      decision: row.decision as Decision,
    }))
  },

  runsBetween: async (from, to) =>
    (
      await db
        .selectFrom('runs')
        .selectAll()
        .where('started_at', '>=', from)
        .where('started_at', '<', to)
        .orderBy('id', 'desc')
        .execute()
    ).map((row) => ({
      startedAt: row.started_at,
      endedAt: row.ended_at,
      ok: row.ok === 1,
      counts: JSON.parse(row.counts_json) as Record<string, unknown>,
      failures: JSON.parse(row.failures_json) as string[],
    })),

  unknownHashes: async (hashes) => {
    const known = new Set<string>()
    for (let at = 0; at < hashes.length; at += atOnce) {
      const some = hashes.slice(at, at + atOnce)
      for (const { hash } of await db.selectFrom('mails').select('hash').where('hash', 'in', some).execute())
        known.add(hash)
    }
    return hashes.filter((hash) => !known.has(hash))
  },

  withoutOutcome: async () =>
    (
      await db
        .selectFrom('mails')
        .leftJoin('outcomes', 'outcomes.mail', 'mails.id')
        .select(['mails.hash', 'mails.origin', 'mails.pile', 'mails.stored_at as storedAt', 'mails.pending'])
        .where((or) => or.or([or('outcomes.mail', 'is', null), or('mails.pending', '=', 1)]))
        .orderBy('mails.id')
        .execute()
    ).map(({ pile, pending, ...row }) => ({ ...row, pile: pile as Pile, waiting: pending === 1 })),

  dropBodies: async (before) => {
    const { numDeletedRows } = await db
      .deleteFrom('bodies')
      .where('mail', 'in', (mails) =>
        mails
          .selectFrom('mails')
          .select('mails.id')
          .where('mails.stored_at', '<', before)
          .where('mails.pending', '=', 0)
          // The work that a mail speaks of must be over as long; one whose days are unknown is never over.
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('tolds')
                  .innerJoin('maintenances', 'maintenances.id', 'tolds.maintenance')
                  .select('tolds.key')
                  .whereRef('tolds.mail', '=', 'mails.id')
                  .where((or) =>
                    or.or([
                      or('maintenances.last_day', '>=', before.slice(0, 10)),
                      or('maintenances.last_day', 'is', null),
                    ]),
                  ),
              ),
            ),
          )
          // A question that nobody answered yet shows its mail.
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('questions')
                  .select('questions.key')
                  .where('questions.closed_at', 'is', null)
                  .where(sql<boolean>`substr(questions.told, 1, instr(questions.told || '#', '#') - 1) = mails.hash`),
              ),
            ),
          ),
      )
      .executeTakeFirst()
    return Number(numDeletedRows)
  },
})

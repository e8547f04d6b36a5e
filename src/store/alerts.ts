import type { TaskMemory } from '../alerts/converge.ts'
import { joined, type Session } from './session.ts'
import type { AlertStore, SignedAlert, TaskProposal } from './store.ts'

/** An example is renewed when it is this old, so that a task shows what the mails look like now. */
const exampleDays = 7

const idOf = async ({ db }: Session, { alert, signature }: SignedAlert, at: string): Promise<number> => {
  const row = {
    kind: alert.kind,
    unit: alert.unit,
    evidence_json: JSON.stringify(alert.evidence),
    example: alert.example,
    example_at: at,
  }
  const known = await db
    .selectFrom('signatures')
    .select(['id', 'example_at'])
    .where('signature', '=', signature)
    .executeTakeFirst()
  if (known === undefined) {
    return (
      await db
        .insertInto('signatures')
        .values({ signature, ...row })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  }
  if (Date.parse(at) - Date.parse(known.example_at) > exampleDays * 86_400_000) {
    await db.updateTable('signatures').set(row).where('id', '=', known.id).execute()
  }
  return known.id
}

/** What root@ mails told, how people grouped it, and which task stands for it. */
export const alertStore = (session: Session): AlertStore => {
  const { db } = session
  return {
    record: (mail, alerts, at) =>
      joined(session, async (inner) => {
        await inner.db.deleteFrom('occurrences').where('mail', '=', mail).execute()
        for (const [place, signed] of alerts.entries()) {
          const signature = await idOf(inner, signed, at)
          const { host, event } = signed.alert
          await inner.db.insertInto('occurrences').values({ mail, place, signature, host, event, at }).execute()
        }
      }),

    told: (mail) =>
      db
        .selectFrom('occurrences')
        .innerJoin('signatures', 'signatures.id', 'occurrences.signature')
        .select(['signatures.signature as signature', 'occurrences.host', 'occurrences.event'])
        .where('occurrences.mail', '=', mail)
        .orderBy('occurrences.place')
        .execute(),

    occurrences: (from, to) =>
      db
        .selectFrom('occurrences')
        .innerJoin('signatures', 'signatures.id', 'occurrences.signature')
        .select(['signatures.signature as signature', 'occurrences.host', 'occurrences.event', 'occurrences.at'])
        .where('occurrences.at', '>=', from)
        .where('occurrences.at', '<', to)
        .orderBy('occurrences.at')
        .execute(),

    spans: () =>
      db
        .selectFrom('occurrences')
        .innerJoin('signatures', 'signatures.id', 'occurrences.signature')
        .select(['signatures.signature as signature', 'signatures.kind', 'signatures.unit'])
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          fn.min('occurrences.at').as('first'),
          fn.max('occurrences.at').as('last'),
        ])
        .groupBy('signatures.id')
        .orderBy('last', 'desc')
        .execute(),

    facts: async (signatures) => {
      if (signatures.length === 0) return new Map()
      const rows = await db.selectFrom('signatures').selectAll().where('signature', 'in', signatures).execute()
      return new Map(
        rows.map(({ signature, kind, unit, evidence_json, example }) => [
          signature,
          { kind, unit, evidence: JSON.parse(evidence_json) as string[], example },
        ]),
      )
    },

    aliases: async () =>
      new Map(
        (await db.selectFrom('alert_aliases').selectAll().execute()).map((row) => [row.signature, row.into_group]),
      ),

    alias: async (signature, group, at) => {
      await db.deleteFrom('alert_aliases').where('signature', '=', signature).execute()
      if (group !== null) await db.insertInto('alert_aliases').values({ signature, into_group: group, at }).execute()
    },

    mutes: async () =>
      new Map((await db.selectFrom('alert_mutes').selectAll().execute()).map((row) => [row.alert_group, row.until])),

    mute: async (group, until) => {
      await db.deleteFrom('alert_mutes').where('alert_group', '=', group).execute()
      if (until !== null) await db.insertInto('alert_mutes').values({ alert_group: group, until }).execute()
    },

    tasks: async () =>
      (await db.selectFrom('alert_tasks').selectAll().orderBy('alert_group').execute()).map(
        (row): TaskMemory => ({
          group: row.alert_group,
          task: row.task_id === null || row.task_key === null ? null : { id: row.task_id, key: row.task_key },
          figuresAt: row.figures_at,
          silenceTold: row.silence_told,
        }),
      ),

    saveTask: async ({ group, task, figuresAt, silenceTold }) => {
      const row = {
        task_id: task?.id ?? null,
        task_key: task?.key ?? null,
        figures_at: figuresAt,
        silence_told: silenceTold,
      }
      await db
        .insertInto('alert_tasks')
        .values({ alert_group: group, ...row })
        .onConflict((c) => c.column('alert_group').doUpdateSet(row))
        .execute()
    },

    propose: (proposals, at) =>
      joined(session, async (inner) => {
        await inner.db.deleteFrom('alert_proposals').execute()
        for (const { group, what, title, taskId } of proposals) {
          await inner.db
            .insertInto('alert_proposals')
            .values({ alert_group: group, what, title, task_id: taskId, at })
            .onConflict((c) => c.column('alert_group').doUpdateSet({ what, title, task_id: taskId, at }))
            .execute()
        }
      }),

    proposals: async () =>
      (await db.selectFrom('alert_proposals').selectAll().orderBy('alert_group').execute()).map(
        (row): TaskProposal => ({
          group: row.alert_group,
          what: row.what as TaskProposal['what'],
          title: row.title,
          taskId: row.task_id,
        }),
      ),
  }
}

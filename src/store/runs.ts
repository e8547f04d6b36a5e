import type { Session } from './session.ts'
import type { RunStore } from './store.ts'

/** The log of runs: what the digest, the metrics and `doctor` tell of them. */
export const runStore = ({ db }: Session): RunStore => ({
  record: async ({ startedAt, endedAt, ok, counts, failures }) => {
    await db
      .insertInto('runs')
      .values({
        started_at: startedAt,
        ended_at: endedAt,
        ok: ok ? 1 : 0,
        counts_json: JSON.stringify(counts),
        failures_json: JSON.stringify(failures),
      })
      .execute()
  },

  last: async (limit) =>
    (await db.selectFrom('runs').selectAll().orderBy('id', 'desc').limit(limit).execute()).map((row) => ({
      startedAt: row.started_at,
      endedAt: row.ended_at,
      ok: row.ok === 1,
      counts: JSON.parse(row.counts_json) as Record<string, unknown>,
      failures: JSON.parse(row.failures_json) as string[],
    })),

  step: async (step, at, message) => {
    const row = message === null ? { last_success: at, message } : { last_failure: at, message }
    await db
      .insertInto('steps')
      .values({ step, last_success: null, last_failure: null, ...row })
      .onConflict((c) => c.column('step').doUpdateSet(row))
      .execute()
  },

  steps: async () =>
    (await db.selectFrom('steps').selectAll().orderBy('step').execute()).map((row) => ({
      step: row.step,
      lastSuccess: row.last_success,
      lastFailure: row.last_failure,
      message: row.message,
    })),
})

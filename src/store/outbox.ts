import { type Session, within } from './session.ts'
import type { OutboxStore } from './store.ts'

/** What we sent to people, and what we are about to send. */
export const outboxStore = (session: Session): OutboxStore => {
  const { db } = session
  return {
    find: async (key) => {
      const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst()
      return row === undefined
        ? null
        : {
            key: row.key,
            messageId: row.message_id,
            tries: row.tries,
            intendedAt: row.intended_at,
            sentAt: row.sent_at,
            failure: row.failure,
          }
    },

    intend: (keys, messageId, at) =>
      within(session, async (inner) => {
        for (const key of keys) {
          const row = { message_id: messageId, intended_at: at, sent_at: null, failure: null }
          await inner.db
            .insertInto('outbox')
            .values({ key, tries: 1, ...row })
            .onConflict((c) => c.column('key').doUpdateSet((old) => ({ ...row, tries: old('outbox.tries', '+', 1) })))
            .execute()
        }
      }),

    sent: async (keys, at) => {
      if (keys.length > 0)
        await db.updateTable('outbox').set({ sent_at: at, failure: null }).where('key', 'in', keys).execute()
    },

    failed: async (keys, failure) => {
      if (keys.length > 0) await db.updateTable('outbox').set({ failure }).where('key', 'in', keys).execute()
    },

    sentAmong: async (keys) =>
      keys.length === 0
        ? new Set()
        : new Set(
            (
              await db
                .selectFrom('outbox')
                .select('key')
                .where('key', 'in', keys)
                .where('sent_at', 'is not', null)
                .execute()
            ).map(({ key }) => key),
          ),
  }
}

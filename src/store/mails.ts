import type { Selectable } from 'kysely'
import type { Decision } from '../maintenance/maintenance.ts'
import { pack, packJson, unpack, unpackJson } from './pack.ts'
import { joined, type Session } from './session.ts'
import type { IncomingMail, Kept, MailNote, MailOutcome, MailStore, MailSummary, Pile, StoredMail } from './store.ts'
import type { Tables } from './tables.ts'

const has = async ({ db }: Session, column: 'hash' | 'message_id', value: string | null): Promise<boolean> =>
  value !== null &&
  (await db.selectFrom('mails').select('id').where(column, '=', value).executeTakeFirst()) !== undefined

const keepOne = async (
  session: Session,
  pile: Pile,
  mail: IncomingMail,
  raw: Uint8Array,
  at: string,
): Promise<'known' | 'added' | 'differing'> => {
  if (await has(session, 'hash', mail.hash)) return 'known'
  const differing = await has(session, 'message_id', mail.messageId)
  const { id } = await session.db
    .insertInto('mails')
    .values({
      pile,
      hash: mail.hash,
      message_id: mail.messageId,
      size: mail.size,
      origin: mail.origin,
      received: mail.received,
      gmail_thread: mail.gmailThread,
      note: (mail.tooLarge ? 'too-large' : differing ? 'other-content' : null) satisfies MailNote | null,
      stored_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await session.db.insertInto('bodies').values({ mail: id, raw }).execute()
  return differing ? 'differing' : 'added'
}

const moveCursor = ({ db }: Session, mailbox: string, cursor: string, at: string) =>
  db
    .insertInto('cursors')
    .values({ mailbox, cursor, moved_at: at })
    .onConflict((c) => c.column('mailbox').doUpdateSet({ cursor, moved_at: at }))
    .execute()

const toStored = (row: Selectable<Tables['mails'] & Tables['bodies']>): StoredMail => ({
  id: row.id,
  pile: row.pile as Pile,
  hash: row.hash,
  messageId: row.message_id,
  raw: unpack(row.raw),
  tooLarge: row.note === 'too-large',
  size: row.size,
  origin: row.origin,
  received: row.received,
  gmailThread: row.gmail_thread,
  note: row.note as MailNote | null,
})

export const toSummary = (row: Selectable<Tables['mails'] & Tables['outcomes']>): MailSummary => ({
  id: row.id,
  pile: row.pile as Pile,
  hash: row.hash,
  messageId: row.message_id,
  origin: row.origin,
  received: row.received,
  note: row.note as MailNote | null,
  class: row.class as MailOutcome['class'],
  vendor: row.vendor,
  decision: row.decision as Decision,
  reason: row.reason,
  subject: row.subject,
  sender: row.sender,
  sent: row.sent,
  permalink: row.permalink,
  rules: row.rules,
  settledAt: row.settled_at,
})

/** Mails in the database: whole, packed, once; and what became of each. */
export const mailStore = (session: Session): MailStore => {
  const { db } = session
  const whole = () => db.selectFrom('mails').innerJoin('bodies', 'bodies.mail', 'mails.id').selectAll()
  const settledMails = () => db.selectFrom('mails').innerJoin('outcomes', 'outcomes.mail', 'mails.id').selectAll()
  return {
    cursor: async (mailbox) =>
      (await db.selectFrom('cursors').select('cursor').where('mailbox', '=', mailbox).executeTakeFirst())?.cursor ??
      null,

    keep: async (pile, mails, position, at) => {
      // Packed by the threads of the library, side by side, and before the transaction begins.
      const packed = await Promise.all(mails.map(async (mail) => ({ mail, raw: await pack(mail.raw) })))
      return joined(session, async (inner) => {
        const kept = { added: 0, known: 0, differing: 0 } satisfies Kept
        for (const { mail, raw } of packed) {
          const what = await keepOne(inner, pile, mail, raw, at)
          if (what !== 'known') kept.added += 1
          if (what !== 'added') kept[what] += 1
        }
        if (position !== null) await moveCursor(inner, position.mailbox, position.cursor, at)
        return kept
      })
    },

    pending: async (pile, after, limit) =>
      (
        await whole()
          .where('pending', '=', 1)
          .where('pile', '=', pile)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .execute()
      ).map(toStored),

    page: async (pile, after, limit) =>
      (await whole().where('pile', '=', pile).where('id', '>', after).orderBy('id').limit(limit).execute()).map(
        toStored,
      ),

    settle: (id, outcome, reading, at) =>
      joined(session, async (inner) => {
        const row = { ...outcome, reading: reading === null ? null : packJson(reading), settled_at: at }
        await inner.db
          .insertInto('outcomes')
          .values({ mail: id, ...row })
          .onConflict((c) => c.column('mail').doUpdateSet(row))
          .execute()
        await inner.db.updateTable('mails').set({ pending: 0 }).where('id', '=', id).execute()
      }),

    find: async (hash) => {
      const row = await whole().where('hash', '=', hash).executeTakeFirst()
      return row === undefined ? null : toStored(row)
    },

    summary: async (hash) => {
      const row = await settledMails().where('hash', '=', hash).executeTakeFirst()
      return row === undefined ? null : toSummary(row)
    },

    reading: async (hash) => {
      const row = await settledMails().where('hash', '=', hash).executeTakeFirst()
      return row === undefined || row.reading === null ? null : unpackJson(row.reading)
    },

    settledBetween: async (pile, from, to) =>
      (
        await settledMails()
          .where('pile', '=', pile)
          .where('settled_at', '>=', from)
          .where('settled_at', '<', to)
          .orderBy('id')
          .execute()
      ).map(toSummary),

    count: async () => {
      const row = await db
        .selectFrom('mails')
        .select(({ fn }) => [fn.countAll<number>().as('stored'), fn.sum<number | null>('pending').as('pending')])
        .executeTakeFirstOrThrow()
      return { stored: row.stored, pending: row.pending ?? 0 }
    },
  }
}

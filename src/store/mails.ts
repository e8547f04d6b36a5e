import { type Selectable, sql } from 'kysely'
import type { Decision } from '../maintenance/maintenance.ts'
import type { Reading } from '../reading/notice.ts'
import { type Packed, pack, packJson, unpack, unpackJson } from './pack.ts'
import { joined, type Session } from './session.ts'
import { statement } from './statement.ts'
import type { IncomingMail, Kept, MailNote, MailOutcome, MailStore, MailSummary, Pile, StoredMail } from './store.ts'
import type { Tables } from './tables.ts'

const byHash = statement((db, given: { readonly hash: string }) =>
  db.selectFrom('mails').select('id').where('hash', '=', given.hash),
)

const byMessageId = statement((db, given: { readonly messageId: string }) =>
  db.selectFrom('mails').select('id').where('message_id', '=', given.messageId).limit(1),
)

interface MailRow {
  readonly pile: string
  readonly hash: string
  readonly messageId: string | null
  readonly size: number
  readonly origin: string
  readonly received: string | null
  readonly gmailThread: string | null
  readonly note: string | null
  readonly at: string
}

const addMail = statement((db, given: MailRow) =>
  db
    .insertInto('mails')
    .values({
      pile: given.pile,
      hash: given.hash,
      message_id: given.messageId,
      size: given.size,
      origin: given.origin,
      received: given.received,
      gmail_thread: given.gmailThread,
      note: given.note,
      stored_at: given.at,
    })
    .returning('id'),
)

const addBody = statement((db, given: { readonly mail: number; readonly raw: Uint8Array }) =>
  db.insertInto('bodies').values({ mail: given.mail, raw: given.raw }),
)

const keepOne = async (
  session: Session,
  pile: Pile,
  mail: IncomingMail,
  raw: Uint8Array,
  at: string,
): Promise<'known' | 'added' | 'differing'> => {
  const { hash, messageId, size, origin, received, gmailThread, tooLarge } = mail
  if ((await byHash(session, { hash })).length > 0) return 'known'
  const differing = messageId !== null && (await byMessageId(session, { messageId })).length > 0
  const note = (tooLarge ? 'too-large' : differing ? 'other-content' : null) satisfies MailNote | null
  const added = await addMail(session, { pile, hash, messageId, size, origin, received, gmailThread, note, at })
  for (const { id } of added) await addBody(session, { mail: id, raw })
  return differing ? 'differing' : 'added'
}

const moveCursor = ({ db }: Session, mailbox: string, cursor: string, at: string) =>
  db
    .insertInto('cursors')
    .values({ mailbox, cursor, moved_at: at })
    .onConflict((c) => c.column('mailbox').doUpdateSet({ cursor, moved_at: at }))
    .execute()

type Place = { readonly pile: string; readonly after: number }

const sizesWaiting = statement((db, { pile, after, limit }: Place & { readonly limit: number }) =>
  db
    .selectFrom('mails')
    .select(['id', 'size'])
    // Not a placeholder: the index holds those alone.
    .where('pending', '=', sql.lit(1))
    .where('pile', '=', pile)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit),
)

const waiting = statement((db, { pile, after, last }: Place & { readonly last: number }) =>
  db
    .selectFrom('mails')
    .innerJoin('bodies', 'bodies.mail', 'mails.id')
    .selectAll()
    .where('pending', '=', sql.lit(1))
    .where('pile', '=', pile)
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id'),
)

/** Mails handed out at once hold at most this much, or a few huge ones would fill the memory. */
const bytesAtOnce = 8 * 1024 * 1024

/** The last of these that is to be handed out with those before it; null: there are none. */
const lastAtOnce = (mails: readonly { readonly id: number; readonly size: number }[]): number | null => {
  let bytes = 0
  const over = mails.findIndex(({ size }, index) => {
    bytes += size
    return bytes > bytesAtOnce && index > 0
  })
  return mails.at(over === -1 ? -1 : over - 1)?.id ?? null
}

type OutcomeRow = MailOutcome & { readonly mail: number; readonly packed: Uint8Array | null; readonly at: string }

const settle = statement((db, given: OutcomeRow) => {
  const row = {
    class: given.class,
    vendor: given.vendor,
    decision: given.decision,
    reason: given.reason,
    subject: given.subject,
    sender: given.sender,
    sent: given.sent,
    permalink: given.permalink,
    rules: given.rules,
    reading: given.packed,
    settled_at: given.at,
  }
  return db
    .insertInto('outcomes')
    .values({ mail: given.mail, ...row })
    .onConflict((c) => c.column('mail').doUpdateSet(row))
})

const noLongerPending = statement((db, given: { readonly mail: number }) =>
  db.updateTable('mails').set({ pending: 0 }).where('id', '=', given.mail),
)

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

/** A packer works in half a megabyte of its own: no more of them at once than the library has threads. */
const packers = 4

const packAll = async (
  mails: readonly IncomingMail[],
): Promise<readonly { readonly mail: IncomingMail; readonly raw: Uint8Array }[]> => {
  const packed: { readonly mail: IncomingMail; readonly raw: Uint8Array }[] = []
  for (let n = 0; n < mails.length; n += packers) {
    const some = mails.slice(n, n + packers)
    packed.push(...(await Promise.all(some.map(async (mail) => ({ mail, raw: await pack(mail.raw) })))))
  }
  return packed
}

const packedOf = (reading: Reading | Packed | null): Uint8Array | null => {
  if (reading === null) return null
  return 'packed' in reading ? reading.packed : packJson(reading)
}

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
      // Before the transaction begins.
      const packed = await packAll(mails)
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

    pending: async (pile, after, limit) => {
      const last = lastAtOnce(await sizesWaiting(session, { pile, after, limit }))
      return last === null ? [] : (await waiting(session, { pile, after, last })).map(toStored)
    },

    page: async (pile, after, limit) =>
      (await whole().where('pile', '=', pile).where('id', '>', after).orderBy('id').limit(limit).execute()).map(
        toStored,
      ),

    settle: (id, outcome, reading, at) =>
      joined(session, async (inner) => {
        await settle(inner, { ...outcome, mail: id, packed: packedOf(reading), at })
        await noLongerPending(inner, { mail: id })
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

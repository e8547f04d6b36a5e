import { createHash, hash } from 'node:crypto'
import type { Mailbox, RawMail } from '../mail/mailbox.ts'
import type { IncomingMail, Kept, Pile, Store } from '../store/store.ts'

/** One transaction holds at most this much, so that memory stays flat and a lost connection costs little. */
const batchMails = 100
const batchBytes = 16 * 1024 * 1024

export interface FetchOptions {
  /** Mails received earlier are passed over when the mailbox is read for the first time. */
  readonly since: Date | null
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** When the mails are stored, ISO UTC. */
  readonly at: string
  /** `import` reads everything and leaves the mailbox's own cursor alone. */
  readonly keepCursor: boolean
  /** Told after each batch, with what was fetched so far: it counts also when the mailbox fails later. */
  readonly progress?: (soFar: Fetched) => void
}

export interface Fetched extends Kept {
  readonly fetched: number
}

const header = /^message-id:[ \t]{0,20}(?:\r?\n[ \t]{1,20})?<?([^>\s]{1,998})>?/im

/** The Message-ID of the header block, without `<>`. */
export const messageIdOf = (raw: Uint8Array): string | null => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  const block = bytes.toString('latin1', 0, Math.min(bytes.length, 256 * 1024, ...ends))
  return header.exec(block)?.[1] ?? null
}

/** Two huge mails may share their header lines by accident; not also their size. */
const hashOf = ({ raw, size }: RawMail, bytes: Uint8Array): string =>
  raw === null ? createHash('sha256').update(bytes).update(`\nsize ${size}`).digest('hex') : hash('sha256', bytes)

/** A message as it is stored; of one over the size cap, the header lines. */
export const incoming = (mail: RawMail): IncomingMail => {
  const bytes = mail.raw ?? mail.headers ?? new Uint8Array()
  return {
    hash: hashOf(mail, bytes),
    messageId: messageIdOf(bytes),
    raw: bytes,
    tooLarge: mail.raw === null,
    size: mail.size,
    origin: mail.origin,
    received: mail.received,
    gmailThread: mail.gmailThread ?? null,
  }
}

/**
 * Stores what is new in a mailbox, batch by batch, and yields after each what was fetched so far; the cursor moves in the same
 * transaction as the mails that it covers. Always iterate to the end or `return()`.
 * @throws MailboxError when the mailbox cannot be read; what was stored until then stays.
 */
export async function* fetchBatches(
  store: Store,
  pile: Pile,
  mailbox: Mailbox,
  options: FetchOptions,
): AsyncGenerator<Fetched> {
  const total = { fetched: 0, added: 0, known: 0, differing: 0 }
  let batch: IncomingMail[] = []
  let bytes = 0
  let cursor: string | null = null
  const { since, maxBytes, signal, keepCursor, at } = options
  const flush = async (): Promise<void> => {
    if (cursor === null) return
    const kept = await store.mails.keep(pile, batch, keepCursor ? { mailbox: mailbox.name, cursor } : null, at)
    total.added += kept.added
    total.known += kept.known
    total.differing += kept.differing
    batch = []
    bytes = 0
    cursor = null
    options.progress?.({ ...total })
  }
  const position = keepCursor ? await store.mails.cursor(mailbox.name) : null
  try {
    for await (const mail of mailbox.messages({ cursor: position, since, maxBytes, signal })) {
      batch.push(incoming(mail))
      bytes += mail.raw?.byteLength ?? 0
      cursor = mail.cursor
      total.fetched += 1
      if (batch.length >= batchMails || bytes >= batchBytes) {
        await flush()
        yield { ...total }
      }
      if (signal.aborted) break
    }
  } finally {
    await flush()
  }
  yield { ...total }
}

/** The same to the end. */
export const fetchMail = async (
  store: Store,
  pile: Pile,
  mailbox: Mailbox,
  options: FetchOptions,
): Promise<Fetched> => {
  let soFar: Fetched = { fetched: 0, added: 0, known: 0, differing: 0 }
  for await (soFar of fetchBatches(store, pile, mailbox, options));
  return soFar
}

/** What all mailboxes need to make a RawMail. */
import type { MailboxOptions } from './mailbox.ts'

/** More than any honest header; Gmail's own limit is 500 kB in theory, some 20 kB in practice. */
export const MAX_HEADER_BYTES = 65_536

/** The bytes up to the empty line that ends the header, or the whole lines within `MAX_HEADER_BYTES`. */
export function headerBlock(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, MAX_HEADER_BYTES))
  const ends = [head.indexOf('\n\n') + 1, head.indexOf('\n\r\n') + 1].filter((end) => end > 0)
  const end = ends.length > 0 ? Math.min(...ends) : head.lastIndexOf('\n') + 1
  // A copy: a view would keep the large message alive.
  return Uint8Array.from(head.subarray(0, end))
}

/** ISO 8601 in UTC without fractions, as in `Mail.date`; null for an invalid Date. */
export function isoSeconds(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : `${date.toISOString().slice(0, 19)}Z`
}

/** `since` counts for the first run only; a mail of unknown age is never passed over. */
export function isTooOld(received: Date | null, { cursor, since }: Pick<MailboxOptions, 'cursor' | 'since'>): boolean {
  return cursor === null && since !== null && received !== null && received < since
}

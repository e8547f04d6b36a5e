/** Where mail comes from: IMAP, maildir, mbox or loose .eml files behind one contract. */

/** How far a mailbox was read. Opaque to all but the mailbox that made it; JSON-safe. */
export type Cursor = string

/** One message as the mailbox holds it. `raw` is null when the message exceeds the size cap. */
export interface RawMail {
  readonly raw: Uint8Array | null
  /** Size in bytes as the server states it. */
  readonly size: number
  /** Path, `mbox#offset`, or `imap UID 123`: for people and for `read --json`'s `file`. */
  readonly origin: string
  /** When the mailbox received it (INTERNALDATE, file time), ISO UTC, or null. Never used as the mail's date. */
  readonly received: string | null
  /** Gmail's X-GM-MSGID / X-GM-THRID where the server has them. */
  readonly gmailId?: string
  readonly gmailThread?: string
  /** The cursor to store once this mail is stored. */
  readonly cursor: Cursor
  /** For a message over the cap: its header lines, so that it can be recorded and shown. */
  readonly headers?: Uint8Array
}

export interface MailboxOptions {
  /** null: from the beginning (of `since`). */
  readonly cursor: Cursor | null
  /** Mails received earlier are passed over (first run only); null: all. */
  readonly since: Date | null
  readonly maxBytes: number
  readonly signal?: AbortSignal
}

/** Yields new messages in mailbox order and changes nothing in the mailbox. Always iterate to the end or `return()`. */
export interface Mailbox {
  /** For messages to people; never holds a secret. `imaps://user@host/INBOX` */
  readonly name: string
  messages(options: MailboxOptions): AsyncIterable<RawMail>
}

/** A failure to reach or read the mailbox, in words for cron's mail. */
export class MailboxError extends Error {
  readonly code: 'auth' | 'connect' | 'timeout' | 'missing' | 'protocol'
  constructor(code: MailboxError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MailboxError'
    this.code = code
  }
}

import type { Document } from './document.ts'

/** An RFC 5322 mailbox. `address` is lower case; `name` is decoded (RFC 2047) and may be empty. */
export interface Address {
  readonly name: string
  readonly address: string
}

/** The Google Group through which a mail came. */
export interface Group {
  /** `ops-maintenance@example.org` */
  readonly address: string
  /** Link to the post, for people (`facts`: 27,384 of 27,384 footers matched this form). */
  readonly permalink: string | null
}

/**
 * What our own border server (the topmost Authentication-Results of the trusted authserv-id) vouches for.
 * `domains` are the organisational or exact domains that passed DKIM, DMARC or ARC for this mail, lower case.
 */
export interface Authenticity {
  readonly domains: readonly string[]
  /** In words, for the review page: which header said what, or why nothing can be believed. */
  readonly reason: string
}

/** Something wrong with the bytes of the mail that a reader must know. Never thrown: reading goes on. */
export interface MailDefect {
  readonly code:
    | 'empty'
    | 'no-headers'
    | 'no-date'
    | 'bad-date'
    | 'mime-broken'
    | 'too-large'
    | 'limit'
    | 'attachment-unreadable'
    | 'charset'
    /** Its last part has no end, but is whole as it stands; or it ends within something. */
    | 'unclosed'
    | 'cut-off'
  readonly detail: string
}

export interface Attachment {
  readonly name: string
  readonly type: string
  readonly size: number
}

/** The inner message of a forward: an inline block, or a message/rfc822 attachment. */
export interface Forwarded {
  readonly from: Address | null
  readonly subject: string | null
  /** ISO UTC; a date written without a zone counts as UTC (good for "which year", not for "when"). */
  readonly date: string | null
}

/** One message, decoded. Pure data: the same bytes give the same Mail on every host, in every time zone. */
export interface Mail {
  /** SHA-256 of the raw bytes, hex. */
  readonly hash: string
  /** Without `<>`; null when missing. */
  readonly messageId: string | null
  /** ISO 8601 in UTC (`2026-01-06T05:01:00Z`). Missing or invalid is null, never "now". */
  readonly date: string | null
  /** As the sender wrote it: decoded, unfolded, without the group's `[prefix]`. `Re:`/`Fwd:` stay. */
  readonly subject: string
  /** The visible From. */
  readonly from: Address | null
  /** Who wrote it: X-Original-From / X-Original-Sender when a group rewrote From, else From. */
  readonly sender: Address | null
  readonly to: readonly Address[]
  readonly group: Group | null
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly authenticity: Authenticity
  readonly document: Document
  /** The text of each text/calendar part or .ics attachment, in order. */
  readonly calendars: readonly string[]
  readonly attachments: readonly Attachment[]
  /** Only if a person forwarded the notice. Its text stands in `document` like any other. */
  readonly forwarded?: Forwarded
  readonly defects: readonly MailDefect[]
  /** Lower-case name → values, top first (the topmost header of that name is `[0]`). */
  readonly headers: ReadonlyMap<string, readonly string[]>
}

/** The types between formats and the readers that serve them: views, finds, claims, vendors. */
import type { DocumentPart, Line, Place } from '../mail/document.ts'
import type { Doubt, Evidence, Kind, MailClass, Status } from './notice.ts'
import type { DateContext, Span } from './when.ts'

/** One body part of a mail with the subject and the sheets beside it: what a format reads. */
export interface View {
  readonly part: DocumentPart
  readonly subject: Line
  readonly sheets: readonly DocumentPart[]
  /** Fields of the part, then of the sheets, with their labels normalised (`labelKey`). */
  readonly fields: readonly KeyedField[]
  /** Lines of a quoted mail header (`From: … Sent: …`): never the work's own dates. */
  readonly quoted: ReadonlySet<number>
  /** All lines of the part joined by `\n`. */
  readonly text: string
  readonly context: DateContext
}

export interface KeyedField {
  /** Lower case, accents and punctuation folded: `Maintenance Ticket #` → `maintenance ticket`. */
  readonly key: string
  readonly label: string
  /** Lines that are not struck through, joined by `\n`. */
  readonly value: string
  readonly struck: string
  readonly place: Place
  /** `part` of the lines that the field spans, 1-based, inclusive. */
  readonly fromLine: number
  readonly toLine: number
}

/** A value with the words that it came from. */
export interface Found {
  readonly value: string
  readonly evidence: Evidence
}

/** Finds values in a view, best first. */
export type Pick = (view: View) => readonly Found[]

export interface FoundCircuit {
  readonly id: string
  /** The vendor's words for the impact on this circuit, or null. */
  readonly impact: string | null
  readonly evidence: Evidence
}
export type CircuitPick = (view: View) => readonly FoundCircuit[]

export interface FoundWindow {
  readonly span: Span
  readonly backup: boolean
  readonly evidence: Evidence
}
export interface FoundWindows {
  readonly windows: readonly FoundWindow[]
  readonly doubts: readonly Doubt[]
  /** They stand under labels or in tables, not only in prose or the subject. */
  readonly labelled: boolean
  /** Old dates stand beside the new ones (struck through, or labelled so): the work was moved. */
  readonly moved?: boolean
}
export type WindowPick = (view: View) => FoundWindows

/** What the mail claims about its own part in the work's life. `weight` orders claims that disagree: subject 4, title 3, field 3, sentence 2. */
export interface Claim {
  readonly kind: Kind
  readonly status: Status
  readonly weight: number
  readonly evidence: Evidence
}
export type ClaimPick = (view: View) => readonly Claim[]

/** True when a mail is in this format. Built from `says`, `subjectSays`, `hasField`, `hasTable`. */
export type Recogniser = (view: View) => boolean

export interface Format {
  readonly name: string
  readonly when: readonly Recogniser[]
  /** Its labels stand together nowhere else: recognised without the brand when another known vendor sends it. */
  readonly distinctive?: true
  /** A format of mails that are no maintenance: read no further. */
  readonly class?: Exclude<MailClass, 'maintenance'>
  readonly id?: Pick
  /** Some of its mails name no id. */
  readonly idOptional?: true
  readonly account?: Pick
  readonly windows?: WindowPick
  readonly circuits?: CircuitPick
  /** Words above a list of circuits: where they stand and no circuit is read, that is a question. */
  readonly lists?: RegExp
  /** Words that stand in each of its mails of work ahead where circuits are named: without them and without circuits it may be cut off. */
  readonly names?: RegExp
  /** Normalised labels of times that are not the work's, beside the common ones (`ticket created`). */
  readonly otherTimes?: RegExp
  readonly impact?: Pick
  readonly summary?: Pick
  readonly location?: Pick
  /** Claims beyond the common words. */
  readonly claims?: ClaimPick
}

export interface Vendor {
  /** Slug: `zayo`. */
  readonly name: string
  /** As people write it: `Zayo`. */
  readonly title: string
  /** Domains (with their sub-domains) or whole addresses that write for this vendor, lower case. */
  readonly senders: readonly string[]
  /** How its mails name it: needed only where another address sent them (a forward, a reseller, a forger). */
  readonly brand: RegExp
  /** Zone meant when none is written (IANA or `UTC+08:00`); null: a missing zone is a question. */
  readonly zone: string | null
  readonly dateOrder: DateContext['order']
  /** Zone words in this vendor's own sense: `{ BST: 'Europe/London' }`. */
  readonly zones?: Readonly<Record<string, string>>
  /** Shape of its ids, for subjects and prose: `/TTN-\d{6,12}/`. The whole match is the id. */
  readonly idShape?: RegExp
  /** The work's own id within one that numbers its windows: `/^\d{6,10}(?=-\d{1,2}$)/`. It is told as a former id, so that mails with either are of one work. */
  readonly idStem?: RegExp
  /** Tried in order; the first whose `when` all hold reads the mail. */
  readonly formats: readonly Format[]
}

/** Names of the BCOP iCal properties, lower case. */
export interface Bcop {
  readonly provider: string
  readonly account: string
  readonly maintenanceId: string
  readonly object: string
  readonly objectImpact: string
  readonly impact: string
  readonly status: string
  readonly required: readonly string[]
}

/** All that reading knows of the world's mails. */
export interface Parsers {
  readonly vendors: readonly Vendor[]
  readonly generic: Vendor
  readonly bcop: Bcop
}

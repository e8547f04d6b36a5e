import type { Alert, Signature } from '../alerts/alert.ts'
import type { TaskMemory } from '../alerts/converge.ts'
import type { Occurrence } from '../alerts/group.ts'
import type { GroupFacts } from '../alerts/task.ts'
import type { WrittenEvent } from '../calendar/written.ts'
import type { Cursor } from '../mail/mailbox.ts'
import type { Decision, Maintenance, Question, Ruling, Told } from '../maintenance/maintenance.ts'
import type { KnownRisk, Risk } from '../maintenance/overlap.ts'
import type { MailClass, Reading } from '../reading/notice.ts'
import type { Packed } from './pack.ts'

/**
 * What maintcal remembers, as one contract of coarse operations. Each one is a transaction of its own, unless it is called
 * on the Store that `atomically` hands in. Values are JSON-safe; instants are ISO 8601 UTC; days are `YYYY-MM-DD`.
 * Nothing in it speaks of SQLite: a store on another database can stand behind it.
 */
export interface Store {
  readonly mails: MailStore
  readonly belief: BeliefStore
  readonly review: ReviewStore
  readonly calendar: CalendarStore
  readonly risks: RiskStore
  readonly runs: RunStore
  readonly alerts: AlertStore
  readonly outbox: OutboxStore
  readonly figures: FigureStore
  readonly desk: DeskStore
  /**
   * All of `work` or nothing of it. Inside, use only the Store that is handed in. Calls nest: an inner one that throws
   * undoes its own part only.
   */
  atomically<T>(work: (store: Store) => Promise<T>): Promise<T>
  /** Sentences about damage found in the database; empty when it is sound. */
  damage(): Promise<readonly string[]>
  close(): Promise<void>
}

/** Which pile a mail belongs to. */
export type Pile = 'ops' | 'root'

/** Why a stored mail is remarkable: its Message-ID was known with other content, or it was too large to be kept whole. */
export type MailNote = 'other-content' | 'too-large'

/** A mail as it came in. */
export interface IncomingMail {
  /** SHA-256 of the raw bytes, hex (of header and size for one over the cap). */
  readonly hash: string
  /** Without `<>`; null when missing. */
  readonly messageId: string | null
  /** Whole; for a mail over the cap (`tooLarge`) its header lines only. */
  readonly raw: Uint8Array
  readonly tooLarge: boolean
  readonly size: number
  readonly origin: string
  readonly received: string | null
  readonly gmailThread: string | null
}

export interface StoredMail extends IncomingMail {
  /** Grows in the order in which mails were stored. */
  readonly id: number
  readonly pile: Pile
  readonly note: MailNote | null
}

/** What became of a mail. `alert` is a root@ mail that was understood, `unreadable` one that nobody could read. */
export interface MailOutcome {
  readonly class: MailClass | 'alert' | 'unreadable'
  readonly vendor: string | null
  /** The most telling decision of its notices. */
  readonly decision: Decision
  /** In words, for people. */
  readonly reason: string
  readonly subject: string
  readonly sender: string | null
  /** The mail's own date, or null. */
  readonly sent: string | null
  readonly permalink: string | null
  /** Which rules read it (`rulesVersion`). */
  readonly rules: string
}

export interface MailSummary extends MailOutcome {
  readonly id: number
  readonly pile: Pile
  readonly hash: string
  readonly messageId: string | null
  readonly origin: string
  readonly received: string | null
  readonly note: MailNote | null
  /** When the outcome was settled. */
  readonly settledAt: string
}

export interface Kept {
  readonly added: number
  /** Mails that were there already, byte for byte. */
  readonly known: number
  /** Of the added ones: those whose Message-ID was known with other content. */
  readonly differing: number
}

export interface MailStore {
  /** How far the mailbox was read; null: never. */
  cursor(mailbox: string): Promise<Cursor | null>
  /** Stores mails and moves the mailbox's cursor, both or neither. A null cursor leaves it where it is (`import`). */
  keep(
    pile: Pile,
    mails: readonly IncomingMail[],
    position: { readonly mailbox: string; readonly cursor: Cursor } | null,
    at: string,
  ): Promise<Kept>
  /** Mails without an outcome, in the order in which they were stored: at most `limit`, fewer when they are large, at least one. */
  pending(pile: Pile, after: number, limit: number): Promise<readonly StoredMail[]>
  /** All stored mails, for `replay`. */
  page(pile: Pile, after: number, limit: number): Promise<readonly StoredMail[]>
  /** Writes the outcome and the reading (null: none could be had); an earlier outcome is replaced. */
  settle(id: number, outcome: MailOutcome, reading: Reading | Packed | null, at: string): Promise<void>
  find(hash: string): Promise<StoredMail | null>
  summary(hash: string): Promise<MailSummary | null>
  reading(hash: string): Promise<Reading | null>
  /** Settled mails whose outcome was settled in `[from, to)`, newest last. */
  settledBetween(pile: Pile, from: string, to: string): Promise<readonly MailSummary[]>
  count(): Promise<{ readonly stored: number; readonly pending: number }>
}

/** A Told together with the Maintenance that it was counted to. */
export interface Placed {
  readonly told: Told
  readonly maintenance: string
}

/** A Maintenance with the instant at which its first mail was stored. */
export interface Believed {
  readonly maintenance: Maintenance
  readonly firstRead: string
}

/** A Maintenance with the keys of its Tolds, and all ids that it may have had as fewer of them were known. */
export interface Folded {
  readonly maintenance: Maintenance
  readonly tolds: readonly string[]
  readonly aliases: readonly string[]
}

/** A piece of work whose events may differ from what stands in the calendar. */
export interface Unsettled {
  readonly id: string
  /** Null: it is believed no more. */
  readonly believed: Believed | null
  /** Maintenances that it replaced: their events go over to it. */
  readonly former: readonly string[]
}

export interface BeliefStore {
  /** Tolds that share a lookup key with one of `keys`. */
  sharing(keys: readonly string[]): Promise<readonly Placed[]>
  /** All Tolds of these Maintenances, with their lookup keys' owners as they were saved. */
  toldsOf(maintenances: readonly string[]): Promise<readonly Told[]>
  told(key: string): Promise<Placed | null>
  /** Adds or replaces one Told with its lookup keys. */
  saveTold(told: Told, keys: readonly string[], maintenance: string, mail: number): Promise<void>
  /** Forgets the Tolds of a mail (before a replayed reading is told anew); returns the Maintenances that they were counted to. */
  forgetTolds(mail: number): Promise<readonly string[]>
  /** Saves Maintenances, moves these Tolds to them, asks their questions, and drops those of `before` that are none any more. */
  save(folded: readonly Folded[], before: readonly string[], at: string): Promise<void>
  maintenance(id: string): Promise<Believed | null>
  /** By the vendor's own id. */
  byVendorId(vendor: string, maintenanceId: string): Promise<readonly Believed[]>
  /** All whose last day is not before `day` (and those without a day), by first day. */
  since(day: string): Promise<readonly Believed[]>
  /** Those whose events may differ from what stands in the calendar, until `settled` names them; by id, after `after`. */
  unsettled(after: string, limit: number): Promise<readonly Unsettled[]>
  settled(ids: readonly string[]): Promise<void>
  /** The calendar changed under these: look at their events again. */
  unsettle(ids: readonly string[]): Promise<void>
  /** Events look different from now on: look again at those of all works whose last day is not before `day`. */
  unsettleSince(day: string): Promise<void>
}

export interface OpenQuestion extends Question {
  /** `maintenance`: from the fold; `mail`: the mail itself could not be placed; `calendar`: a person changed the event. */
  readonly from: 'maintenance' | 'mail' | 'calendar'
  readonly openedAt: string
}

export interface ReviewStore {
  /** Rulings on these Tolds and on these Maintenances (by any id that they ever had), in the order in which they were given. */
  rulings(tolds: readonly string[], maintenances: readonly string[]): Promise<readonly Ruling[]>
  /** Adds to the record; nothing is ever removed from it. */
  rule(ruling: Ruling): Promise<void>
  allRulings(): Promise<readonly Ruling[]>
  /** Replaces the open questions that `owner` (a Maintenance, `mail:HASH`, `event:ID`) had before; others are closed. */
  ask(from: OpenQuestion['from'], owner: string, questions: readonly Question[], at: string): Promise<void>
  /** Closes one question that was answered. */
  close(key: string, at: string): Promise<void>
  /** Soonest work first, those without a date last. */
  open(): Promise<readonly OpenQuestion[]>
  question(key: string): Promise<OpenQuestion | null>
}

/** What we know of one event that we wrote. */
export interface EventMemory extends WrittenEvent {
  /** What went wrong at the last write; null: nothing. */
  readonly failure: string | null
}

export interface CalendarStore {
  /** Memory of the events of these Maintenances. */
  events(target: string, maintenances: readonly string[]): Promise<readonly EventMemory[]>
  /** Where all events of the target stand, without what was written into them. */
  standing(target: string): Promise<readonly Pick<EventMemory, 'id' | 'maintenance' | 'etag' | 'state'>[]>
  /** How many events stand as we wrote them, and how many are as a person left or removed them. */
  count(target: string): Promise<{ readonly ours: number; readonly kept: number }>
  event(target: string, id: string): Promise<EventMemory | null>
  save(target: string, memory: EventMemory, at: string): Promise<void>
  /** An event that goes on under another id. */
  forget(target: string, id: string): Promise<void>
  syncToken(target: string): Promise<string | null>
  saveSyncToken(target: string, token: string | null): Promise<void>
  /** Under which name of the look (layout, configuration) the events were written last; null: never. */
  look(target: string): Promise<string | null>
  saveLook(target: string, look: string): Promise<void>
}

export interface RiskStore {
  /** Those that stand, and those whose time is over. */
  open(): Promise<readonly KnownRisk[]>
  /** All that these Maintenances were ever part of, resolved ones too. */
  of(maintenances: readonly string[]): Promise<readonly KnownRisk[]>
  /**
   * These are all risks from now on; those of before whose time is still to come are resolved.
   * Returns the Maintenances of which something else must be told.
   */
  replace(risks: readonly Risk[], at: string): Promise<readonly string[]>
}

export interface RunRecord {
  readonly startedAt: string
  readonly endedAt: string
  readonly ok: boolean
  readonly counts: Readonly<Record<string, unknown>>
  readonly failures: readonly string[]
}

export interface StepRecord {
  /** `fetch-ops`, `fetch-root`, `read`, `calendar`, `alerts`, `tasks`. */
  readonly step: string
  readonly lastSuccess: string | null
  readonly lastFailure: string | null
  readonly message: string | null
}

export interface RunStore {
  record(run: RunRecord): Promise<void>
  last(limit: number): Promise<readonly RunRecord[]>
  /** Notes how a step went; a null message is success. */
  step(step: string, at: string, message: string | null): Promise<void>
  steps(): Promise<readonly StepRecord[]>
}

/** An Alert with its name, as a mail told it. */
export interface SignedAlert {
  readonly alert: Alert
  readonly signature: Signature
}

/** An Alert as a mail told it: its name, where and how. */
export interface ToldAlert {
  readonly signature: Signature
  readonly host: string | null
  readonly event: string | null
}

export interface SignatureSpan {
  readonly signature: Signature
  readonly kind: string
  readonly unit: string
  readonly count: number
  readonly first: string
  readonly last: string
}

/** A task that is not made: a person is asked (`propose`), must wait its turn, or seems to stand already. */
export interface TaskProposal {
  readonly group: Signature
  readonly what: 'propose' | 'wait' | 'match'
  readonly title: string
  readonly taskId: number | null
}

export interface AlertStore {
  /** Writes what a mail told; what it told before (under other rules) is replaced. */
  record(mail: number, alerts: readonly SignedAlert[], at: string): Promise<void>
  /** What a mail told, in its order. */
  told(mail: number): Promise<readonly ToldAlert[]>
  /** Those in `[from, to)`, oldest first. */
  occurrences(from: string, to: string): Promise<readonly Occurrence[]>
  /** Every signature ever seen, the latest seen first. */
  spans(): Promise<readonly SignatureSpan[]>
  facts(signatures: readonly Signature[]): Promise<ReadonlyMap<Signature, GroupFacts>>
  aliases(): Promise<ReadonlyMap<Signature, Signature>>
  /** A null group takes the signature out of the group into which it was merged. */
  alias(signature: Signature, group: Signature | null, at: string): Promise<void>
  /** Group → the instant until which it is muted. */
  mutes(): Promise<ReadonlyMap<Signature, string>>
  mute(group: Signature, until: string | null): Promise<void>
  tasks(): Promise<readonly TaskMemory[]>
  saveTask(memory: TaskMemory): Promise<void>
  /** Replaces all proposals of the run before. */
  propose(proposals: readonly TaskProposal[], at: string): Promise<void>
  proposals(): Promise<readonly TaskProposal[]>
}

/** A question, open or not. */
export interface AnyQuestion extends OpenQuestion {
  readonly closedAt: string | null
}

/** What the review page reads besides: many at once, so that a long queue costs as many queries as a short one. */
export interface DeskStore {
  /** By hash; mails without an outcome are not in it. */
  summaries(hashes: readonly string[]): Promise<ReadonlyMap<string, MailSummary>>
  /** By key. */
  tolds(keys: readonly string[]): Promise<ReadonlyMap<string, Placed>>
  /** By id. */
  maintenances(ids: readonly string[]): Promise<ReadonlyMap<string, Believed>>
  /** Keys of all questions that were ever asked. */
  questionKeys(): Promise<readonly string[]>
  question(key: string): Promise<AnyQuestion | null>
  /** Asks a closed question again. */
  reopen(key: string): Promise<void>
  ruling(key: string): Promise<Ruling | null>
  /** On these Tolds (or, of the calendar, questions), in the order in which they were given. */
  rulingsOn(tolds: readonly string[]): Promise<readonly Ruling[]>
  /** The latest first. */
  latestRulings(limit: number): Promise<readonly Ruling[]>
  /** Rulings that speak of no mail and no work: kept rules, and what took them back. */
  standingRulings(): Promise<readonly Ruling[]>
  /** Settled mails of the pile that were sent (or, undated, settled) in `[from, to)`, oldest first. */
  mailsBetween(pile: Pile, from: string, to: string): Promise<readonly MailSummary[]>
  /** Keys of Tolds with their Maintenances, of these mails. */
  placesOf(
    mails: readonly number[],
  ): Promise<readonly { readonly mail: number; readonly told: string; readonly maintenance: string }[]>
}

/** Something that we send to people, by its name: `digest:2026-W47`, `note:…`. */
export interface OutboxEntry {
  readonly key: string
  readonly messageId: string | null
  /** How often it was about to be sent. */
  readonly tries: number
  readonly intendedAt: string
  /** Null: it was not sent, or the program ended before it could note so. */
  readonly sentAt: string | null
  /** Why it was refused; null with a null `sentAt`: nobody knows whether it arrived. */
  readonly failure: string | null
}

export interface OutboxStore {
  find(key: string): Promise<OutboxEntry | null>
  /** Takes down, before anything is sent, that these are about to be sent (again). */
  intend(keys: readonly string[], messageId: string | null, at: string): Promise<void>
  sent(keys: readonly string[], at: string): Promise<void>
  failed(keys: readonly string[], failure: string): Promise<void>
  /** Those of `keys` that were sent. */
  sentAmong(keys: readonly string[]): Promise<ReadonlySet<string>>
}

/** So many settled mails of one day (the mail's own date, else its arrival), vendor, class and decision. */
export interface MailTally {
  readonly day: string
  readonly vendor: string | null
  readonly class: MailOutcome['class']
  readonly decision: Decision
  readonly count: number
}

export interface FigureStore {
  /** Mails of days from `from` (`YYYY-MM-DD`) on. */
  tally(pile: Pile, from: string): Promise<readonly MailTally[]>
  /** Runs that started in `[from, to)`, newest first. */
  runsBetween(from: string, to: string): Promise<readonly RunRecord[]>
  /** Those of `hashes` that no stored mail has. */
  unknownHashes(hashes: readonly string[]): Promise<readonly string[]>
  /** Stored mails of which nobody knows what became of them; `waiting`: the next run reads them. */
  withoutOutcome(): Promise<
    readonly {
      readonly hash: string
      readonly origin: string
      readonly pile: Pile
      readonly storedAt: string
      readonly waiting: boolean
    }[]
  >
  /**
   * Removes the raw bytes of mails stored before `before` (ISO UTC) that nothing needs any more: settled, of no work that is over
   * for less long, of no open question. The record of the mail stays, so it is never read twice. Returns how many.
   */
  dropBodies(before: string): Promise<number>
}

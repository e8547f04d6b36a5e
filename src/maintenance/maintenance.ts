import type { Circuit, Doubt, Impact, Notice, Status, Window } from '../reading/notice.ts'

/** What a Notice changed (DESIGN: Decision). */
export const decisions = [
  'created',
  'duplicate',
  'reminder',
  'updated',
  'rescheduled',
  'cancelled',
  'started',
  'completed',
  'stale',
  'ignored',
  'review',
] as const
export type Decision = (typeof decisions)[number]

/** A Notice with what its Mail adds: everything that identify and fold look at. Pure data, JSON-safe. */
export interface Told {
  /** Stable: `${mail.hash}#${index}`. */
  readonly key: string
  readonly vendor: string
  readonly notice: Notice
  /** When it was sent, ISO UTC: the stamp in the mail, else Date; null: unknown (it may repeat what is known, not change it). */
  readonly sent: string | null
  /** The mail's own Date, ISO UTC: many vendors keep one stamp for all notes of a work, and then it tells the order. */
  readonly dated?: string | null
  /** When we first received it (ISO UTC), for people: belief does not depend on it, nor on the order of delivery. */
  readonly received: string | null
  readonly subject: string
  readonly messageId: string | null
  /** Message-IDs of In-Reply-To and References, and `gm:THRID`. */
  readonly thread: readonly string[]
  readonly permalink: string | null
  /** Hash of the mail's text without dates of sending: equal text = duplicate. */
  readonly textHash: string
  /** Blocking doubts exist, or the sender is not verified: not believed until a person says so. */
  readonly held: boolean
  /** The sender could not be verified and SENDER_CHECK is enforce: may never move or cancel. */
  readonly unverified: boolean
  /** What blocks the mail as a whole, in words, where something does. */
  readonly why?: readonly string[]
}

/** A person's answer, folded after all Notices (DESIGN: people's decisions come last). */
export interface Ruling {
  readonly key: string
  /** The Told it answers (`Told.key`), or null when it speaks of the Maintenance itself. */
  readonly told: string | null
  /** With `told` null: the Maintenance (any id that it ever had) that is spoken of. */
  readonly maintenance?: string
  readonly by: string
  readonly at: string
  readonly verdict:
    | { readonly type: 'approve' }
    | {
        readonly type: 'edit'
        readonly notice: Partial<
          Pick<Notice, 'maintenanceId' | 'status' | 'kind' | 'windows' | 'circuits' | 'summary' | 'location' | 'impact'>
        >
      }
    | { readonly type: 'link'; readonly maintenance: string }
    | { readonly type: 'ignore'; readonly why: string }
    /** Takes an earlier answer back; both stay on record. */
    | { readonly type: 'undo'; readonly ruling: string }
    /** Asks again at this instant; changes no belief. */
    | { readonly type: 'later'; readonly until: string }
    /** From now on such mails are of this class: sent from this address, read by this format, their subject holding these words. */
    | { readonly type: 'rule'; readonly rule: SenderRule }
    /** What a person made of the groups of root@ mail; kept here for the record only. */
    | { readonly type: 'alerts'; readonly did: string; readonly group: string }
}

/** A decision that is kept: mails like this are never maintenance. Null narrows nothing. */
export interface SenderRule {
  readonly sender: string
  readonly format: string | null
  readonly words: string | null
  readonly class: 'incident' | 'other'
}

/** One step of a Maintenance's history: which mail, what it changed, and why, in words that name what was compared. */
export interface HistoryEntry {
  readonly told: string
  readonly sent: string | null
  readonly decision: Decision
  readonly reason: string
  /** `windows`: 2026-01-06 … → 2026-01-08 …, as shown to people. */
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[]
  readonly permalink: string | null
  readonly subject: string
}

/** A question to a person, derived from belief: it disappears by itself once answered or overtaken. */
export interface Question {
  /** Stable: the same question is never asked twice. */
  readonly key: string
  readonly told: string
  readonly maintenance: string | null
  readonly codes: readonly string[]
  /** In words, one sentence each. */
  readonly reasons: readonly string[]
  /** Start of the work, for urgency; null if unknown. */
  readonly urgentAt: string | null
}

/** What we believe about one piece of work: the fold of its Notices and of people's decisions. */
export interface Maintenance {
  /** Deterministic: hash of vendor + maintenanceId, or of vendor + earliest Told. Hex. */
  readonly id: string
  readonly vendor: string
  /** The vendor's ids, newest first; empty when it gives none. */
  readonly maintenanceIds: readonly string[]
  readonly status: Status
  /** Not yet believed by a person or proof: its events are titled `REVIEW?`. */
  readonly provisional: boolean
  readonly windows: readonly Window[]
  readonly circuits: readonly Circuit[]
  readonly impact: Impact | null
  readonly summary: string | null
  readonly location: string | null
  readonly zone: string | null
  readonly permalink: string | null
  readonly messageId: string | null
  readonly subject: string
  readonly history: readonly HistoryEntry[]
  readonly questions: readonly Question[]
  /** One number a window, in the order of `windows`: its event's stable name, kept when the window moves. */
  readonly slots?: readonly number[]
  /** Windows that an authentic mail names but that are not believed yet: shown as `REVIEW?`, so that nobody is surprised. */
  readonly proposed?: readonly Window[]
  /** Why no event is wanted, in words; absent: events are wanted. */
  readonly withoutEvent?: string
  /** Non-blocking doubts of what is believed, shown as notes. */
  readonly doubts?: readonly Doubt[]
  /** When the mail was sent that last changed something; null: unknown. */
  readonly changed?: string | null
}

import type { Place } from '../mail/document.ts'

/** BCOP (MAINTNOTE) status words. */
export const statuses = ['TENTATIVE', 'CONFIRMED', 'CANCELLED', 'IN-PROCESS', 'COMPLETED', 'RE-SCHEDULED'] as const
export type Status = (typeof statuses)[number]

/** The mail's part in the work's life. */
export const kinds = ['new', 'reminder', 'update', 'reschedule', 'cancellation', 'start', 'completion'] as const
export type Kind = (typeof kinds)[number]

/** BCOP impact words, mildest first. */
export const impacts = ['NO-IMPACT', 'REDUCED-REDUNDANCY', 'DEGRADED', 'OUTAGE'] as const
export type Impact = (typeof impacts)[number]

export type MailClass = 'maintenance' | 'incident' | 'other'

/** UTC instants, ISO 8601 with seconds and `Z`. `end` null: unknown. Never merged with another window. */
export interface Window {
  readonly start: string
  readonly end: string | null
  readonly backup?: true
  /** Only days are known: start is 00:00Z of the first, end 00:00Z after the last. */
  readonly dateOnly?: true
  /** This one of several windows is called off. */
  readonly cancelled?: true
}

export interface Circuit {
  readonly id: string
  readonly impact: Impact | null
}

/** Part, line, column and text of a value's source. */
export interface Evidence extends Place {
  readonly text: string
}

export const doubtCodes = [
  'zone-missing',
  'zone-ambiguous',
  'zone-season',
  'zone-local',
  'zones-disagree',
  'date-order',
  'year-missing',
  'weekday-mismatch',
  'date-missing',
  'date-invalid',
  'window-past',
  'window-too-long',
  'window-reversed',
  'window-end-missing',
  'no-window',
  'date-only',
  'ids-disagree',
  'id-missing',
  'parts-disagree',
  'status-words-disagree',
  'field-missing',
  'unknown-vendor',
  'unknown-format',
  'vendor-disagrees',
  'sender-unverified',
  'new-circuit',
  'class-unsure',
  'mail-broken',
  'dst-slip',
] as const
export type DoubtCode = (typeof doubtCodes)[number]

/** A typed reason why a value may be wrong. A blocking one sends the mail to review; others are shown as notes. */
export interface Doubt {
  readonly code: DoubtCode
  readonly blocking: boolean
  /** One sentence for the clinician that names the words compared. */
  readonly detail: string
}

export type EvidenceKey =
  | 'maintenanceId'
  | 'account'
  | 'status'
  | 'kind'
  | 'windows'
  | 'circuits'
  | 'summary'
  | 'location'
  | 'impact'

/** What one Mail says of one piece of work. */
export interface Notice {
  readonly maintenanceId: string | null
  readonly account: string | null
  readonly status: Status
  readonly kind: Kind
  readonly windows: readonly Window[]
  readonly circuits: readonly Circuit[]
  readonly impact: Impact | null
  readonly summary: string | null
  readonly location: string | null
  /** Other ids that this work is said to have had ("reschedule of TTN-…", "replaces …"). */
  readonly formerIds: readonly string[]
  /** The vendor's own zone, as an IANA name or fixed offset (`UTC+08:00`), for the event's description. */
  readonly zone: string | null
  /** BCOP SEQUENCE, if given. */
  readonly sequence: number | null
  /** The stamp inside the mail (DTSTAMP), ISO UTC. */
  readonly stamp: string | null
  /** Per field, the words that it came from; `windows` and `circuits` have one entry per element where known. */
  readonly evidence: Readonly<Partial<Record<EvidenceKey, readonly Evidence[]>>>
  readonly doubts: readonly Doubt[]
}

/** What one Mail says. `notices` is empty unless `class` is `maintenance`. */
export interface Reading {
  readonly class: MailClass
  /** Slug, or null for a stranger (`generic` reader). */
  readonly vendor: string | null
  /** `vendor/format`, `bcop`, `generic`: which table read it. */
  readonly format: string | null
  readonly notices: readonly Notice[]
  readonly doubts: readonly Doubt[]
}

/** Whether a person must look before anything is believed: any blocking doubt, in the mail or in one of its notices. */
export const needsReview = (reading: Reading): boolean =>
  reading.doubts.some((d) => d.blocking) || reading.notices.some((n) => n.doubts.some((d) => d.blocking))

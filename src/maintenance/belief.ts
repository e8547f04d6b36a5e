import type { Circuit, Doubt, Impact, Notice, Status, Window } from '../reading/notice.ts'
import { impacts } from '../reading/notice.ts'
import { normaliseId, normaliseSubject } from './keys.ts'
import type { Decision, Told } from './maintenance.ts'
import type { Slotted } from './windows.ts'

/** What is believed while the Notices of a work are folded, one after the other. */
export interface Belief {
  readonly status: Status
  readonly windows: readonly Slotted[]
  /** Slots are given out once, so that an event's name never comes to mean another night. */
  readonly nextSlot: number
  readonly circuits: readonly Circuit[]
  readonly impact: Impact | null
  readonly summary: string | null
  readonly location: string | null
  readonly zone: string | null
  readonly doubts: readonly Doubt[]
  /** The mail that changed something last: its post is the one to read. */
  readonly source: Told
  readonly withoutEvent: string | null
}

export interface Change {
  readonly field: string
  readonly from: string
  readonly to: string
}

/** What one Told does to what is believed. */
export interface Judgement {
  readonly decision: Decision
  readonly reason: string
  /** The belief afterwards; null: still nothing is known. */
  readonly belief: Belief | null
  readonly changes: readonly Change[]
  /** Why a person is asked, one sentence each, where `reason` holds several. */
  readonly reasons?: readonly string[]
  /** Code of the question that it raises. */
  readonly asks: string | null
  /** Windows to show as `REVIEW?` until the question is answered. */
  readonly proposed: readonly Window[]
}

const showCircuit = (c: Circuit): string => (c.impact === null ? c.id : `${c.id} (${c.impact})`)

/** Up to eight circuits, in words. */
export const showCircuits = (circuits: readonly Circuit[]): string => {
  if (circuits.length === 0) return 'none'
  const shown = circuits.slice(0, 8).map(showCircuit).join(', ')
  return circuits.length > 8 ? `${shown} and ${circuits.length - 8} more` : shown
}

/** The newest list, in its order, an impact that it leaves out taken from what was known. */
const mergeCircuits = (known: readonly Circuit[], told: readonly Circuit[]): readonly Circuit[] => {
  if (told.length === 0) return known
  const before = new Map(known.map((c) => [normaliseId(c.id), c]))
  const merged = new Map<string, Circuit>()
  for (const { id, impact } of told) {
    const old = before.get(normaliseId(id))
    const first = merged.get(normaliseId(id))
    merged.set(normaliseId(id), { id: old?.id ?? id, impact: impact ?? first?.impact ?? old?.impact ?? null })
  }
  return [...merged.values()]
}

const circuitSet = (circuits: readonly Circuit[]): string =>
  circuits
    .map((c) => `${normaliseId(c.id)}=${c.impact ?? ''}`)
    .sort()
    .join(' ')

/** Words that differ in case, punctuation and marks of status only are the same words. */
const wording = (text: string | null): string =>
  text === null ? '' : normaliseSubject(text) || text.trim().toLowerCase()

const pickText = (known: string | null, told: string | null): string | null =>
  told === null || told.trim() === '' || (known !== null && wording(known) === wording(told)) ? known : told

/** The graver one is the work's impact. */
export const worst = (values: readonly (Impact | null)[]): Impact | null =>
  [...impacts].reverse().find((impact) => values.includes(impact)) ?? null

export interface Details {
  readonly circuits: readonly Circuit[]
  readonly impact: Impact | null
  readonly summary: string | null
  readonly location: string | null
  readonly zone: string | null
}

const nothing: Details = { circuits: [], impact: null, summary: null, location: null, zone: null }

/** Everything but status and windows: what a notice leaves out stays known. */
export const mergeDetails = (
  known: Details | null,
  notice: Notice,
): { details: Details; changes: readonly Change[] } => {
  const before = known ?? nothing
  const details: Details = {
    circuits: mergeCircuits(before.circuits, notice.circuits),
    impact: notice.impact ?? before.impact,
    summary: pickText(before.summary, notice.summary),
    location: pickText(before.location, notice.location),
    zone: notice.zone ?? before.zone,
  }
  const changes: Change[] = []
  if (circuitSet(before.circuits) !== circuitSet(details.circuits))
    changes.push({ field: 'circuits', from: showCircuits(before.circuits), to: showCircuits(details.circuits) })
  for (const field of ['impact', 'summary', 'location'] as const)
    if (before[field] !== details[field])
      changes.push({ field, from: before[field] ?? 'unknown', to: details[field] ?? 'unknown' })
  return { details, changes }
}

/** The known circuits that a notice leaves out, although it names others of them; none when it names one that is not known. */
export const leftOut = (known: readonly Circuit[], told: readonly Circuit[]): readonly Circuit[] => {
  const named = new Set(told.map((c) => normaliseId(c.id)))
  const left = known.filter((c) => !named.has(normaliseId(c.id)))
  return named.size > 0 && left.length === known.length - named.size ? left : []
}

import type { Doubt, Notice } from '../reading/notice.ts'
import type { Belief, Change, Judgement } from './belief.ts'
import type { Decision, Told } from './maintenance.ts'
import { active, type Slotted, showWindows } from './windows.ts'

/** What a Told is judged with besides the belief before it. */
export interface Circumstance {
  /** A person approved or edited it: it is believed where else a person would be asked. */
  readonly approved: boolean
  /** An earlier Told has the same text, or is the same mail. */
  readonly repeated: boolean
}

/** What a notice does to the work: its status and its kind each suffice, for vendors often set only one of them. */
export const isCancellation = (n: Notice): boolean => n.status === 'CANCELLED' || n.kind === 'cancellation'
export const isCompletion = (n: Notice): boolean => n.status === 'COMPLETED' || n.kind === 'completion'
export const isStart = (n: Notice): boolean => n.status === 'IN-PROCESS' || n.kind === 'start'

export const plain = (slotted: readonly Slotted[]) => slotted.map((s) => s.window)
/** Windows that were not called off alone. */
export const standing = (belief: Belief): readonly Slotted[] => belief.windows.filter((s) => active(s.window))
/** Doubts that do not block. */
export const notes = (n: Notice): readonly Doubt[] => n.doubts.filter((d) => !d.blocking)
/** Old and new windows, in words. */
export const windowChange = (from: readonly Slotted[], to: readonly Slotted[]): Change => ({
  field: 'windows',
  from: showWindows(plain(from)),
  to: showWindows(plain(to)),
})
/** The first slot that was never given out. */
export const freeSlot = (windows: readonly Slotted[], known: number): number =>
  Math.max(known, ...windows.map((w) => w.slot + 1))

/** A decision that changes belief or leaves it, without a question. */
export const judged = (
  decision: Decision,
  reason: string,
  belief: Belief | null,
  changes: readonly Change[] = [],
): Judgement => ({ decision, reason, belief, changes, asks: null, proposed: [] })

/** A question instead of a change; with `told` its windows are shown as `REVIEW?` meanwhile. */
export const asked = (code: string, reason: string, belief: Belief | null, told: Told | null = null): Judgement => ({
  decision: 'review',
  reason,
  belief,
  changes: [],
  asks: code,
  proposed: told === null ? [] : told.notice.windows.filter(active),
})

/** Nothing new was told. */
export const again = (belief: Belief, reason: string, { repeated }: Circumstance): Judgement =>
  judged(repeated ? 'duplicate' : 'reminder', repeated ? `The same text came before. ${reason}` : reason, belief)

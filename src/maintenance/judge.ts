import type { Kind, Status } from '../reading/notice.ts'
import { announcement } from './announcement.ts'
import { type Belief, type Judgement, mergeDetails } from './belief.ts'
import { cancellation, completion } from './ending.ts'
import {
  again,
  asked,
  type Circumstance,
  freeSlot,
  isCancellation,
  isCompletion,
  isStart,
  judged,
  notes,
  plain,
} from './judgement.ts'
import type { Told } from './maintenance.ts'
import { numbered, showWindows } from './windows.ts'

/** The row of DESIGN §6 that fits, with what it changes and why, in words. */
export const judge = (belief: Belief | null, told: Told, circumstance: Circumstance): Judgement => {
  if (belief === null) return first(told, circumstance)
  if (told.sent === null && !circumstance.approved) return undated(belief, told, circumstance)
  if (isCancellation(told.notice)) return cancellation(belief, told, circumstance)
  if (belief.status === 'CANCELLED' || belief.status === 'COMPLETED') return afterTheEnd(belief, told, circumstance)
  if (isCompletion(told.notice)) return completion(belief, told)
  return announcement(belief, told, circumstance)
}

const begin = (told: Told, status: Status, withoutEvent: string | null): Belief => {
  const windows = numbered(told.notice.windows)
  return {
    ...mergeDetails(null, told.notice).details,
    status,
    windows,
    nextSlot: freeSlot(windows, 0),
    doubts: notes(told.notice),
    source: told,
    withoutEvent,
  }
}

const firstWords: Readonly<Record<string, string>> = {
  reminder: 'It calls itself a reminder of work that we never saw: an earlier mail was missed.',
  update: 'It updates work that we never saw: an earlier mail was missed.',
  reschedule: 'It moves work that we never saw: an earlier mail was missed.',
  start: 'It says that work has begun that we never saw: an earlier mail was missed.',
}

const first = (told: Told, { approved }: Circumstance): Judgement => {
  const { notice } = told
  const what = notice.maintenanceId ?? `“${told.subject.slice(0, 80)}”`
  if (isCancellation(notice)) {
    const belief = begin(told, 'CANCELLED', 'It was called off before we had seen it announced.')
    const reason = `It cancels ${what}, which we never saw announced: no event is made.`
    return approved ? judged('cancelled', reason, belief) : asked('cancels-unseen', reason, belief)
  }
  if (isCompletion(notice)) {
    const belief = begin(told, 'COMPLETED', 'It was completed before we had seen it announced.')
    return judged(
      'completed',
      `It reports ${what} as completed, which we never saw announced: no event is made.`,
      belief,
    )
  }
  const missed = firstWords[notice.kind]
  const reason = `No earlier mail names ${what}. ${missed === undefined ? '' : `${missed} `}Windows: ${showWindows(notice.windows)}.`
  return judged('created', reason, begin(told, isStart(notice) ? 'IN-PROCESS' : notice.status, null))
}

/** A mail without a date cannot be put in order: it may confirm what is known, not change it. */
const undated = (belief: Belief, told: Told, circumstance: Circumstance): Judgement => {
  const outcome = judge(belief, { ...told, sent: belief.source.sent ?? '1970-01-01T00:00:00Z' }, circumstance)
  if (outcome.decision === 'duplicate' || outcome.decision === 'reminder') return { ...outcome, belief }
  const reason = `The mail has no Date, so it cannot be told whether it is newer than what is known. It would be: ${outcome.decision}. ${outcome.reason}`
  return asked('date-missing', reason, belief)
}

const kindWords = {
  new: 'announcement',
  reminder: 'reminder',
  update: 'update',
  reschedule: 'move',
  cancellation: 'cancellation',
  start: 'notice of its start',
  completion: 'notice of its end',
} as const satisfies Record<Kind, string>

const afterTheEnd = (belief: Belief, told: Told, circumstance: Circumstance): Judgement => {
  if (belief.status === 'COMPLETED' && isCompletion(told.notice))
    return again(belief, 'It reports as completed what is known as completed.', circumstance)
  if (circumstance.approved) return announcement({ ...belief, withoutEvent: null }, told, circumstance, true)
  const code = belief.status === 'CANCELLED' ? 'announced-after-cancellation' : 'announced-after-completion'
  const reason = `The work is known as ${belief.status} (${showWindows(plain(belief.windows))}), and this ${kindWords[told.notice.kind]} says ${told.notice.status} for ${showWindows(told.notice.windows)}.`
  return asked(code, reason, belief, isCompletion(told.notice) ? null : told)
}

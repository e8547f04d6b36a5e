import type { Notice } from '../reading/notice.ts'
import { type Belief, type Judgement, leftOut, mergeDetails, showCircuits } from './belief.ts'
import { again, asked, type Circumstance, freeSlot, judged, plain, standing, windowChange } from './judgement.ts'
import type { Told } from './maintenance.ts'
import { active, callOff, callOffBackups, extent, matches, numbered, type Slotted, showWindows } from './windows.ts'

/** Those standing windows that a notice names, if it names some but not all of them. */
const named = (belief: Belief, notice: Notice): { some: readonly Slotted[]; all: boolean } => {
  const all = standing(belief)
  const listed = notice.windows.some((w) => !active(w)) ? notice.windows.filter((w) => !active(w)) : notice.windows
  const some = all.filter((s) => matches(s.window, listed))
  return {
    some,
    all: listed.length === 0 || all.length === 0 || some.length === all.length || namesPrimaries(all, some),
  }
}

/** A cancellation or completion that leaves out the backup date speaks of the whole work. */
const namesPrimaries = (all: readonly Slotted[], some: readonly Slotted[]): boolean => {
  const primaries = all.filter((s) => s.window.backup !== true)
  return primaries.length > 0 && primaries.every((s) => some.includes(s))
}

/** The whole work, or those of its windows that the notice names, are called off. */
export const cancellation = (belief: Belief, told: Told, circumstance: Circumstance): Judgement => {
  const { notice } = told
  const { some, all } = named(belief, notice)
  if (belief.status === 'CANCELLED') return again(belief, 'It cancels work that is known as cancelled.', circumstance)
  if (belief.status === 'COMPLETED' && !circumstance.approved)
    return asked('cancelled-after-completion', 'It cancels work that was reported as completed.', belief)
  if (!all && some.length === 0) {
    const off = belief.windows.filter((s) => !active(s.window))
    if (off.some((s) => matches(s.window, notice.windows)))
      return again(belief, `It calls off ${showWindows(notice.windows)}, which is known as called off.`, circumstance)
    const reason = `It cancels ${showWindows(notice.windows)}, but the known windows are ${showWindows(plain(belief.windows))}.`
    if (!circumstance.approved) return asked('cancels-other-window', reason, belief)
  }
  const left = leftOut(belief.circuits, notice.circuits)
  if (left.length > 0 && !circumstance.approved) {
    const reason = `It cancels the work for ${showCircuits(notice.circuits)}; it does not say what becomes of ${showCircuits(left)}.`
    return asked('cancels-some-circuits', reason, belief)
  }
  const { details, changes } = mergeDetails(belief, notice)
  if (some.length > 0 && !all) {
    const windows = callOff(belief.windows, plain(some))
    const reason = `It calls off ${some.length} of ${standing(belief).length} windows: ${showWindows(plain(some))}; the others stand.`
    const next = { ...belief, ...details, windows, source: told }
    return judged('cancelled', reason, next, [windowChange(belief.windows, windows), ...changes])
  }
  const stated = notice.windows.length === 0 ? 'It names no window' : `It names ${showWindows(notice.windows)}`
  const reason = `${stated}; the status was ${belief.status} and is now CANCELLED. Windows: ${showWindows(plain(belief.windows))}.`
  const windows = belief.windows.length > 0 ? belief.windows : numbered(notice.windows)
  const next: Belief = {
    ...belief,
    ...details,
    windows,
    nextSlot: freeSlot(windows, belief.nextSlot),
    status: 'CANCELLED',
    source: told,
  }
  return judged('cancelled', reason, next, [{ field: 'status', from: belief.status, to: 'CANCELLED' }, ...changes])
}

/** The work is done, or one of its nights while others are to come. */
export const completion = (belief: Belief, told: Told): Judgement => {
  const { some, all } = named(belief, told.notice)
  const sent = told.sent
  const left = standing(belief).filter(
    (s) => !some.includes(s) && sent !== null && extent(s.window)[1] > Date.parse(sent),
  )
  // A completion names what is done by then; the work had all its circuits.
  const fewer = leftOut(belief.circuits, told.notice.circuits).length > 0
  const { details, changes } = mergeDetails(belief, fewer ? { ...told.notice, circuits: [] } : told.notice)
  if (!all && some.length > 0 && left.some((s) => s.window.backup !== true)) {
    const reason = `It reports ${showWindows(plain(some))} as completed; ${showWindows(plain(left))} is still to come, so the work goes on.`
    return judged('completed', reason, { ...belief, ...details, source: told }, changes)
  }
  const reason = `The status was ${belief.status} and is now COMPLETED. Windows stay: ${showWindows(plain(belief.windows))}.`
  const windows = sent === null ? belief.windows : callOffBackups(belief.windows, sent)
  const next: Belief = { ...belief, ...details, windows, status: 'COMPLETED', source: told }
  return judged('completed', reason, next, [{ field: 'status', from: belief.status, to: 'COMPLETED' }, ...changes])
}

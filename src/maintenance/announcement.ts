import type { Doubt, Notice, Status } from '../reading/notice.ts'
import { type Belief, type Change, type Judgement, leftOut, mergeDetails } from './belief.ts'
import {
  again,
  asked,
  type Circumstance,
  freeSlot,
  isStart,
  judged,
  notes,
  plain,
  standing,
  windowChange,
} from './judgement.ts'
import type { Decision, Told } from './maintenance.ts'
import {
  active,
  compareWindows,
  matches,
  type Slotted,
  sameWindow,
  showWindow,
  showWindows,
  type WindowChange,
} from './windows.ts'

const hourNote: Doubt = {
  code: 'dst-slip',
  blocking: false,
  detail: 'All windows moved by exactly one hour: a real move, or summer time applied wrongly by the vendor.',
}

/** A reschedule told again is "confirmed" to us: the two words do not differ in what will happen. */
const sameStatus = (a: Status, b: Status): boolean =>
  a === b || [a, b].every((s) => s === 'CONFIRMED' || s === 'RE-SCHEDULED')

/** Work that runs is not "confirmed" again by a reminder of its next night. */
const nextStatus = (belief: Belief, notice: Notice, moved: boolean): Status => {
  if (isStart(notice)) return 'IN-PROCESS'
  return belief.status === 'IN-PROCESS' && !moved ? 'IN-PROCESS' : notice.status
}

const restated = (belief: Belief, told: Told): WindowChange | null => {
  const { notice } = told
  if (notice.windows.length === 0) return null
  const partial = notice.kind === 'reminder' || isStart(notice)
  const change = compareWindows(belief.windows, notice.windows, {
    partial,
    sent: told.sent,
    firstFree: belief.nextSlot,
  })
  if (!isStart(notice) || !notice.windows.some((w) => standing(belief).some((s) => matches(s.window, [w]))))
    return change
  return null
}

/** Everything that announces: the notice's windows and details against the known ones. */
export const announcement = (belief: Belief, told: Told, circumstance: Circumstance, revived = false): Judgement => {
  const { notice } = told
  const change = restated(belief, told)
  if (change?.revives === true && !revived && !circumstance.approved) {
    const reason = `It names ${showWindows(notice.windows)}, of which one was called off before: ${showWindows(plain(belief.windows.filter((s) => !active(s.window))))}.`
    return asked('announced-after-cancellation', reason, belief)
  }
  if (change?.relation === 'moved' && !circumstance.approved && namesFewer(belief, notice)) {
    const reason = `It names ${showWindows(notice.windows)} alone, where ${showWindows(plain(belief.windows))} are known: it is not said which of them moves.`
    return asked('names-fewer-windows', reason, belief, told)
  }
  const windows =
    revived || change?.revives === true ? reviveAll(change, notice, belief) : (change?.next ?? belief.windows)
  const moved = change?.relation === 'moved'
  const allOff = windows.length > 0 && !windows.some((s) => active(s.window))
  const status = allOff ? 'CANCELLED' : nextStatus(belief, notice, moved)
  // A start names what begins now; the work has its other circuits still.
  const fewer = isStart(notice) && leftOut(belief.circuits, notice.circuits).length > 0
  const { details, changes } = mergeDetails(belief, fewer ? { ...notice, circuits: [] } : notice)
  const all: Change[] = [...changes]
  if (change !== null && change.relation !== 'same') all.unshift(windowChange(belief.windows, windows))
  if (!sameStatus(belief.status, status)) all.unshift({ field: 'status', from: belief.status, to: status })
  const doubts = change?.byHour === true ? [...notes(notice), hourNote] : notes(notice)
  const next: Belief = {
    ...belief,
    ...details,
    windows,
    status,
    nextSlot: freeSlot(windows, belief.nextSlot),
    doubts,
    source: told,
  }
  if (all.length === 0) return repeats(belief, next, told, circumstance)
  if (circumstance.repeated && !circumstance.approved) {
    const reason = `The same text came before, and something else since. It would change ${wordsFor(change, all)}`
    return asked('old-text-again', reason, belief, told)
  }
  return judged(decisionOf(belief, told, change), wordsFor(change, all), next, all)
}

/** None of several known nights is restated, and fewer are named: one night may have moved, or all of them into one. */
const namesFewer = (belief: Belief, notice: Notice): boolean => {
  const nights = standing(belief).filter((s) => s.window.backup !== true)
  const told = notice.windows.filter((w) => w.backup !== true && active(w))
  return told.length < nights.length && !nights.some((s) => told.some((w) => sameWindow(s.window, w)))
}

const reviveAll = (change: WindowChange | null, notice: Notice, belief: Belief): readonly Slotted[] =>
  (change?.next ?? belief.windows).map((s) => {
    const { cancelled: _, ...window } = s.window
    return matches(window, notice.windows.filter(active)) ? { ...s, window } : s
  })

const decisionOf = (belief: Belief, told: Told, change: WindowChange | null): Decision => {
  if (isStart(told.notice) && belief.status !== 'IN-PROCESS') return 'started'
  if (change?.relation === 'moved') return 'rescheduled'
  return change?.relation === 'called-off' ? 'cancelled' : 'updated'
}

const wordsFor = (change: WindowChange | null, changes: readonly Change[]): string => {
  const told = changes
    .map((c) => `${c.field}: ${c.from} → ${c.to}`)
    .join('; ')
    .replace(/\.$/, '')
  return change?.byHour === true ? `${told}. ${hourNote.detail}` : `${told}.`
}

const repeats = (before: Belief, next: Belief, told: Told, circumstance: Circumstance): Judgement => {
  const windows = told.notice.windows
  const rounding =
    windows.length > 0 && windows.some((w) => !before.windows.some((s) => showWindow(s.window) === showWindow(w)))
  const compared = windows.length === 0 ? 'It names no windows, and circuits' : 'Windows, circuits'
  const reason = `${compared} and status are the known ones (${showWindows(plain(before.windows))}${rounding ? `; ${showWindows(windows)} is within them or differs by a minute of rounding` : ''}).`
  return again({ ...before, zone: next.zone }, reason, circumstance)
}

/**
 * Finds a view's windows without being told where they stand: labelled starts and ends, rows of tables, spans in
 * lines, separate dates and times, last a lone instant in a sentence about the work.
 */
import type { FoundWindows, View } from './contract.ts'
import type { Candidate } from './windows-candidate.ts'
import { fromHeaderCells, fromScattered, fromTextRows } from './windows-cells.ts'
import { fromInstants, fromLabelledLines, fromLines, fromSubject, fromTables } from './windows-lines.ts'
import { fromDateAndTime, fromPairs } from './windows-pairs.ts'
import { settle } from './windows-settle.ts'

const timed = (found: readonly Candidate[]): readonly Candidate[] => found.filter((c) => !c.span.start.dateOnly)

const found = new WeakMap<View, FoundWindows>()

/**
 * The windows of a view. Structured places count before prose, prose before the subject, times before mere days;
 * of the same window in several zones the one in UTC is taken.
 */
export const commonWindows = (view: View): FoundWindows => {
  // A format that finds none of its own asks again.
  const known = found.get(view) ?? windowsOf(view)
  found.set(view, known)
  return known
}

const windowsOf = (view: View): FoundWindows => {
  const structured = [
    ...fromPairs(view),
    ...fromTables(view),
    ...fromHeaderCells(view),
    ...fromTextRows(view),
    ...fromLabelledLines(view),
  ]
  const sources: readonly (() => readonly Candidate[])[] = [
    () => timed(structured.filter((c) => c.source !== 'impact' && c.span.end)),
    () => timed(fromScattered(view)),
    () => timed(fromDateAndTime(view)),
    () => timed(fromLines(view)),
    () => timed(fromSubject(view)),
    () => timed(structured),
    () => fromInstants(view),
    () => structured,
    () => fromLines(view),
    () => fromSubject(view),
  ]
  for (const source of sources) {
    const candidates = source()
    if (candidates.length) return settle(candidates)
  }
  return { windows: [], doubts: [], labelled: false }
}

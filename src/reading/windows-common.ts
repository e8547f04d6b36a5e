/**
 * Finds a view's windows without being told where they stand: labelled starts and ends, rows of tables, spans in
 * lines, separate dates and times, last a lone instant in a sentence about the work.
 */
import type { FoundWindows, View } from './contract.ts'
import type { Candidate } from './windows-candidate.ts'
import { fromHeaderCells } from './windows-cells.ts'
import { fromInstants, fromLines, fromSubject, fromTables } from './windows-lines.ts'
import { fromDateAndTime, fromPairs } from './windows-pairs.ts'
import { settle } from './windows-settle.ts'

const timed = (found: readonly Candidate[]): readonly Candidate[] => found.filter((c) => !c.span.start.dateOnly)

/**
 * The windows of a view. Structured places count before prose, prose before the subject, times before mere days;
 * of the same window in several zones the one in UTC is taken.
 */
export const commonWindows = (view: View): FoundWindows => {
  const lines = fromLines(view)
  const structured = [
    ...fromPairs(view),
    ...fromTables(view),
    ...fromHeaderCells(view),
    ...lines.filter((c) => c.source === 'labelled'),
  ]
  const sources: readonly (() => readonly Candidate[])[] = [
    () => timed(structured.filter((c) => c.source !== 'impact' && c.span.end)),
    () => timed(fromDateAndTime(view)),
    () => timed(lines),
    () => timed(fromSubject(view)),
    () => timed(structured),
    () => fromInstants(view),
    () => structured,
    () => lines,
    () => fromSubject(view),
  ]
  for (const source of sources) {
    const found = source()
    if (found.length) return settle(found)
  }
  return { windows: [], doubts: [], labelled: false }
}

/**
 * The contract of a vendor's parser. A vendor is data: whose mail (senders), which habits (zone, order of dates)
 * and how its mails look (formats). A format names where fields stand; what it leaves out, the common readers find.
 * Everything that a parser file may use is exported from here.
 */
export {
  circuitLines,
  circuitRows,
  circuits,
  circuitTable,
  circuitWords,
  column,
  firstCircuits,
  rowCell,
} from './circuits.ts'
export { circuitCells, circuitTextRows } from './circuits-text.ts'
export type * from './contract.ts'
export { all, below, either, field, fixed, inBody, inSubject, inText, none, only, without } from './pick.ts'
export { hasField, hasTable, says, subjectSays } from './recognise.ts'
export { phrase, statusField } from './status.ts'
export { latestUpdate } from './update-log.ts'
export { anyWindow, datedHours, momentsIn, rows, spansIn, startEnd, usualWindowOr } from './windows.ts'

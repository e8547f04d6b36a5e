/** Windows in tables whose cells must be put together: dates apart from times, zones side by side. */
import type { Piece, Table } from '../mail/document.ts'
import type { View } from './contract.ts'
import { joinDateAndTimes, joinSpan } from './dates.ts'
import { endLabel, startLabel } from './labels.ts'
import { labelKey } from './view.ts'
import { type Candidate, candidate, hasClock, zoned } from './windows-candidate.ts'

/** A row each for start and end, a column for each zone: `| Local (PST) | UTC`. */
export const fromColumns = (table: Table, view: View): readonly Candidate[] => {
  const [header] = table.rows
  if (!header || table.rows.length > 12) return []
  const rowOf = (label: RegExp) => table.rows.find((r) => r.length > 2 && label.test(labelKey(r[0]?.text ?? '')))
  const [start, end] = [rowOf(startLabel), rowOf(endLabel)]
  if (!start || !end || start === end || start === header) return []
  return start.slice(1).flatMap((cell, i) => {
    const [name, last] = [header[i + 1]?.text ?? '', end[i + 1]?.text ?? '']
    if (cell.struck || cell.text.length > 60 || last.length > 60) return []
    const span = joinSpan(zoned(cell.text, name), zoned(last, name), view.context)
    return span ? [candidate(span, labelKey(name), cell.place, `${name}: ${cell.text} – ${last}`, 'row')] : []
  })
}

const dateColumn = /^(?:(?:maintenance|event|work|activity) )?(?:date|day|datum|fecha|data)$/

const textAt = (row: readonly Piece[], column: number): string => {
  const cell = row[column]
  return cell && !cell.struck && cell.text.length <= 60 ? cell.text.replace(/\n/g, ' ') : ''
}

/** Rows under `Date | Start (ET) | End (ET)`, where start and end are times of day. */
export const fromDatedRows = (table: Table, view: View): readonly Candidate[] => {
  const [header, ...rows] = table.rows
  if (!header || header.length > 20) return []
  const keys = header.map((cell) => labelKey(cell.text))
  const columnOf = (label: RegExp) => keys.findIndex((key) => label.test(key))
  const date = columnOf(dateColumn)
  if (date < 0) return []
  const [start, end] = [columnOf(startLabel), columnOf(endLabel)]
  if (start < 0 || end < 0 || start === end) return []
  return rows.flatMap((row) => {
    const [day, from, to] = [textAt(row, date), textAt(row, start), textAt(row, end)]
    const place = row[date]?.place
    if (!place || !hasClock(from) || !hasClock(to)) return []
    const times = `${zoned(from, header[start]?.text ?? '')} - ${zoned(to, header[end]?.text ?? '')}`
    return joinDateAndTimes(day, times, view.context).map((span) =>
      candidate(span, '', place, `${day} | ${from} | ${to}`, 'row'),
    )
  })
}

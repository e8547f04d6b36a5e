/** Readers of tables that became text: a cell a line, or a row a line with single blanks between its cells. */
import type { Line } from '../mail/document.ts'
import { bare } from './circuits.ts'
import type { CircuitPick, FoundCircuit } from './contract.ts'
import { captured, evidenceAt, isBlank } from './pick.ts'
import { labelKey } from './view.ts'

export interface CircuitCells {
  /** The header's first and last cell, and the id's, as normalised labels. */
  readonly first: RegExp
  readonly last: RegExp
  readonly id: RegExp
  readonly shape: RegExp
  /** A cell of the row like this tells the impact. */
  readonly impact?: RegExp
}

const tableEnd = /^[-_= ]{3,}$|^.{40,}[.!]$|:$|: |^(?:click|if you|please|note|regards|thank)\b/i
/** A letter goes on below the table. */
const isProse = (text: string): boolean =>
  text.length > 40 && text.split(' ').length >= 8 && /\b(?:we|you|your|our)\b/i.test(text)

const endsTable = (line: Line): boolean => tableEnd.test(line.text) || isProse(line.text)
const maxCells = 2000
const maxBlocks = 40

const chunks = <T>(list: readonly T[], width: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.floor(list.length / width) }, (_, r) => list.slice(r * width, (r + 1) * width))

/** Cells by row: by the header's width; where cells are missing, a row begins with each repeat of the first cell. */
const rowsOf = (cells: readonly Line[], width: number, at: number): readonly (readonly Line[])[] => {
  if (cells.length % width === 0 || at === 0) return chunks(cells, width)
  const starts = cells.flatMap((cell, i) => (cell.text === cells[0]?.text ? [i] : []))
  return starts.map((from, r) => cells.slice(from, starts[r + 1]))
}

interface Header {
  readonly from: number
  readonly to: number
  readonly id: number
}

/** Each place where the header's cells stand in lines of their own. */
const headersOf = (keys: readonly string[], spec: CircuitCells): readonly Header[] => {
  const out: Header[] = []
  for (let i = 0; i < keys.length && out.length < maxBlocks; i++) {
    if (!spec.first.test(keys[i] ?? '')) continue
    const ahead = keys.slice(i, i + 21)
    const last = ahead.findLastIndex((k, n) => n > 0 && spec.last.test(k))
    const id = ahead.findIndex((k, n) => n <= last && spec.id.test(k))
    if (last < 0 || id < 0) continue
    out.push({ from: i, to: i + last, id })
    i += last
  }
  return out
}

/** The rows of one table; null: an id was not found where it should be. */
const cellsBelow = (lines: readonly Line[], header: Header, spec: CircuitCells): readonly FoundCircuit[] | null => {
  const rest = lines.slice(header.to + 1, header.to + 1 + maxCells)
  const end = rest.findIndex((l) => endsTable(l) || l.text.length > 120)
  const cells = end < 0 ? rest : rest.slice(0, end)
  const found = rowsOf(cells, header.to - header.from + 1, header.id).map((row): FoundCircuit | null => {
    const cell = row.slice(header.id, header.id + 2).find((c) => !isBlank(c.text))
    const impact = row.find((c) => spec.impact?.test(c.text))?.text ?? null
    return cell && spec.shape.test(cell.text)
      ? { id: bare(cell.text), impact, evidence: evidenceAt(cell.place, cell.text) }
      : null
  })
  // Rows that begin with the id leave no trace of a missing cell but an id in the wrong place.
  const whole = header.id > 0 || cells.filter((c) => spec.shape.test(c.text)).length === found.length
  return whole && found.length > 0 && !found.includes(null) ? found.filter((c) => c !== null) : null
}

/**
 * As `circuitLines`, for ids of no shape of their own: the header's lines tell which cell of a row it is. Best for
 * ids near the row's beginning, because empty cells leave no line; nothing where any row's id of any table is not found.
 */
export const circuitCells =
  (spec: CircuitCells): CircuitPick =>
  (view) => {
    const lines = view.part.lines.filter((l) => l.text !== '' && !l.struck)
    const headers = headersOf(
      lines.map((l) => (l.text.length > 60 ? '' : labelKey(l.text))),
      spec,
    )
    const found = headers.map((header) => cellsBelow(lines, header, spec))
    return found.includes(null) ? [] : found.flatMap((rows) => rows ?? [])
  }

export interface CircuitTextRows {
  /** The header's line. */
  readonly header: RegExp
  /** The id in a row's line: the group `value` (or the first, or the whole match). */
  readonly id: RegExp
}

const maxRows = 500

/** The rows below a header: to what is no row. Empty lines may stand between them, where a row follows that has an id. */
const rowsBelow = (lines: readonly Line[], header: number, id: RegExp): readonly Line[] => {
  const out: Line[] = []
  for (let i = header + 1; i < lines.length && out.length < maxRows; i++) {
    const line = lines[i]
    if (!line || line.text === '') continue
    const apart = lines[i - 1]?.text === ''
    // A line without figures has no id: it goes on from the row above, or is the next heading.
    if (endsTable(line) || (out.length > 0 && !id.test(line.text) && (apart || !/\d/.test(line.text)))) break
    out.push(line)
  }
  return out
}

/**
 * Rows that stand a line each below their header's line, with nothing but a blank between cells; nothing where any row
 * has no id, because it may then go on from the line above.
 */
export const circuitTextRows =
  (spec: CircuitTextRows): CircuitPick =>
  (view) => {
    const { lines } = view.part
    const found = lines.flatMap((line, i) =>
      line.text.length <= 300 && spec.header.test(line.text)
        ? rowsBelow(lines, i, spec.id).map((row): FoundCircuit | null => {
            const match = row.struck || row.text.length > 400 ? null : spec.id.exec(row.text)
            return match ? { id: captured(match), impact: null, evidence: evidenceAt(row.place, row.text) } : null
          })
        : [],
    )
    return found.includes(null) ? [] : found.filter((c) => c !== null)
  }

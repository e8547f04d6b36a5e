import type { DocumentPart, Line, PartKind, Piece, Table } from './document.ts'
import { fieldsOf } from './fields.ts'

/**
 * A part as it is shown, before places are given: what HTML, text and sheets have in common, and what `fields.ts` reads.
 * It knows a little more than a Document's lines: gaps, bold stretches, indent, and which line starts a table row.
 */
export interface Shown {
  readonly text: string
  readonly struck: boolean
  readonly strong: boolean
  /** Offsets of bold stretches within the text: from, to, from, to… */
  readonly bold: readonly number[]
  /** Offsets of blanks that are wider than one in the source (two columns, not two words). */
  readonly gaps: readonly number[]
  /** Leading blanks in the source (text only). */
  readonly indent: number
  /** `<dt>` or `<dd>`. */
  readonly term?: 'name' | 'value'
  /** The alternative text of a picture: outside of fields and cells. */
  readonly picture?: true
}

export interface CellLine {
  readonly text: string
  /** Index into `Sketch.lines`. */
  readonly line: number
  readonly column: number
  readonly struck: boolean
}

export interface Cell {
  readonly lines: readonly CellLine[]
  readonly strong: boolean
}

export interface Row {
  /** Index of the first line that shows this row, and of the first line after it. */
  readonly line: number
  readonly after: number
  readonly cells: readonly Cell[]
}

export interface Sketch {
  readonly lines: readonly Shown[]
  readonly tables: readonly (readonly Row[])[]
}

const none: readonly number[] = []

export const plainLine = (text: string): Shown => ({
  text,
  struck: false,
  strong: false,
  bold: none,
  gaps: none,
  indent: 0,
})
export const blankLine: Shown = plainLine('')

/** A cell's text: its lines that are not struck through; if all are, those. */
const cellPiece = (cell: Cell, part: string, row: Row): Piece => {
  const live = cell.lines.filter((l) => !l.struck)
  const shown = live.length > 0 ? live : cell.lines
  const first = shown[0]
  const place = { part, line: (first?.line ?? row.line) + 1, column: first?.column ?? 1 }
  const text = shown.length === 1 && first ? first.text : shown.map((l) => l.text).join('\n')
  return { text, place, struck: live.length === 0 && cell.lines.length > 0 }
}

/** Gives every line, cell and field its place. */
export const finishPart = (kind: PartKind, name: string, sketch: Sketch): DocumentPart => {
  const lines: Line[] = sketch.lines.map((s, i) => ({
    text: s.text,
    place: { part: name, line: i + 1, column: 1 },
    struck: s.struck,
    strong: s.strong,
  }))
  const tables: Table[] = sketch.tables.map((rows) => ({
    part: name,
    rows: rows.map((row) => row.cells.map((cell) => cellPiece(cell, name, row))),
  }))
  return { kind, name, lines, tables, fields: fieldsOf(sketch, name) }
}

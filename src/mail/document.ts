/**
 * The mail's content as a reader sees it: one view for HTML, text, CSV and XLSX.
 * Parsers look at lines, fields and tables; none of them ever sees a DOM.
 */

export type PartKind = 'subject' | 'text' | 'html' | 'csv' | 'xlsx'

/** Where a piece of text stands. `line` and `column` count from 1 in the part as it is *shown* (not in its source). */
export interface Place {
  /** `subject`, `text`, `html`, `text:2`, `csv:NAME`, `xlsx:NAME/SHEET`, `ical:1` */
  readonly part: string
  readonly line: number
  readonly column: number
}

/** A piece of text with its place. White space is folded to one blank, ends trimmed; NBSP is a blank. */
export interface Piece {
  readonly text: string
  readonly place: Place
  /** Struck through (`<s>`, `<del>`, `<strike>`, `text-decoration: line-through`): an old value. */
  readonly struck: boolean
}

/** One shown line. Cells of a table row stand in one line, separated by a tab. Empty lines are kept (text ''). */
export interface Line extends Piece {
  /** The whole line is bold, a heading or a `<th>`: it may be a label without a colon. */
  readonly strong: boolean
}

/** Rows of cells; ragged rows stay ragged; colspan repeats nothing. A cell of several lines joins them by `\n`. */
export interface Table {
  readonly part: string
  readonly rows: readonly (readonly Piece[])[]
}

/**
 * A label with its value, however the mail shows it: `Label: value`, `Label:` above its value, two cells of a row,
 * `<dt>`/`<dd>`, or a bold label before plain text.
 */
export interface Field {
  /** As written, without the colon. */
  readonly label: Piece
  /** The value's lines, in order; may be empty. Follows on until the next label, heading or (text) blank line. */
  readonly value: readonly Piece[]
}

export interface DocumentPart {
  readonly kind: PartKind
  /** The `part` of all places in it. */
  readonly name: string
  readonly lines: readonly Line[]
  readonly tables: readonly Table[]
  readonly fields: readonly Field[]
}

/** `parts[0]` is always the subject (one line). Then body parts in MIME order, then sheets. */
export interface Document {
  readonly parts: readonly DocumentPart[]
}

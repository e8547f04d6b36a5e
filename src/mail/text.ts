import { limits } from './limits.ts'
import { blankLine, type Row, type Shown, type Sketch } from './shown.ts'
import { findTables, type TextTable } from './text-table.ts'

/** A stretch of a text line between wide gaps, with its place on a screen (tabs are eight columns). */
export interface Segment {
  readonly text: string
  readonly start: number
}

/** A line of text before tables are found in it. */
export interface TextLine {
  readonly segments: readonly Segment[]
  readonly indent: number
  /** A tab stands between two of its segments. */
  readonly tabbed: boolean
}

const invisible = /[\u200b-\u200f\u2060\u00ad\ufeff]|\u034f/g
const emptyLine: TextLine = { segments: [], indent: 0, tabbed: false }

const isBlank = (code: number): boolean =>
  code === 32 ||
  code === 9 ||
  code === 160 ||
  (code >= 0x2000 && code <= 0x200a) ||
  code === 0x3000 ||
  code === 11 ||
  code === 12 ||
  code === 13

/** `Start Date      : 12 May`: the gap before a colon lines up values, it parts no columns. */
const partsColumns = (next: string | undefined, run: number, tab: boolean): boolean =>
  (tab || run > 1) && next !== ':' && next !== '：'

/** Cuts a line at tabs and at runs of two blanks or more. One pass. */
const cutLine = (source: string): TextLine => {
  const segments: Segment[] = []
  let tabbed = false
  let column = 0
  let text = ''
  let start = 0
  let run = 0
  let tab = false
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i)
    if (isBlank(code)) {
      run++
      if (code === 9) tab = true
      column = code === 9 ? column + 8 - (column % 8) : column + 1
      continue
    }
    if (text !== '' && partsColumns(source[i], run, tab)) {
      segments.push({ text, start })
      text = ''
      tabbed ||= tab
    } else if (text !== '' && run > 0) text += ' '
    if (text === '') start = column
    text += source[i]
    run = 0
    tab = false
    column++
  }
  if (text !== '') segments.push({ text, start })
  return { segments, indent: segments[0]?.start ?? 0, tabbed }
}

const toTextLine = (source: string): TextLine => {
  const clean = /[^\x20-\x7e]/.test(source) ? source.replace(invisible, '') : source
  const trimmed = clean.trimEnd()
  if (trimmed === '') return emptyLine
  if (!/ {2}|[^\x20-\x7e]/.test(trimmed) && !trimmed.startsWith(' ')) {
    return { segments: [{ text: trimmed, start: 0 }], indent: 0, tabbed: false }
  }
  return cutLine(trimmed)
}

/** Takes off the marks of a quoted message: `> `, `>> `, `> > `. */
const unquote = (line: string): string => {
  if (!line.startsWith('>')) return line
  let at = 0
  while (at < line.length && (line[at] === '>' || (line[at] === ' ' && line[at + 1] === '>'))) at++
  return line.slice(line[at] === ' ' ? at + 1 : at)
}

const underline = /^[-=_~*]{3,200}$/
const emphasised = /^\*[^*\s][^*]{0,150}\*:?$/

const shownLine = (line: TextLine, next: TextLine | undefined): Shown => {
  const [first] = line.segments
  if (!first) return blankLine
  const only = line.segments.length === 1
  const ruled =
    only && next?.segments.length === 1 && underline.test(next.segments[0]?.text ?? '') && !underline.test(first.text)
  const gaps: number[] = []
  let text = first.text
  for (const segment of line.segments.slice(1)) {
    gaps.push(text.length)
    text += (line.tabbed ? '\t' : ' ') + segment.text
  }
  const strong = ruled || (only && emphasised.test(text))
  return { text, struck: false, strong, bold: [], gaps, indent: line.indent }
}

/** The shown line and the row for one line of a table. */
const tableRow = (cells: readonly string[], line: number, lines: Shown[]): Row => {
  const placed: Row['cells'][number][] = []
  let text = ''
  for (const cell of cells) {
    if (cell !== '' && text !== '') text += '\t'
    placed.push({
      lines: cell === '' ? [] : [{ text: cell, line, column: text.length + 1, struck: false }],
      strong: emphasised.test(cell),
    })
    text += cell
  }
  lines.push({ text, struck: false, strong: false, bold: [], gaps: [], indent: 0 })
  return { line, after: line + 1, cells: placed }
}

const layTable = (table: TextTable, lines: Shown[], tables: (readonly Row[])[]): void => {
  const rows: Row[] = []
  for (const cells of table.rows) {
    if (cells.some((c) => c !== '')) rows.push(tableRow(cells, lines.length, lines))
  }
  tables.push(rows)
}

/** Text as a reader sees it: quote marks off, tables found, blanks folded. Linear in its length. */
export const readText = (text: string): { readonly sketch: Sketch; readonly cut: boolean } => {
  const sources = text.slice(0, limits.textLength).split(/\r\n|\n|\r|\u2028/, limits.lines + 1)
  const cut = text.length > limits.textLength || sources.length > limits.lines
  const lines = sources.slice(0, limits.lines).map((line) => toTextLine(unquote(line)))
  const shown: Shown[] = []
  const tables: (readonly Row[])[] = []
  const found = findTables(lines)
  let table = 0
  for (let i = 0; i < lines.length; i++) {
    const next = found[table]
    if (next && next.from === i) {
      layTable(next, shown, tables)
      i = next.to - 1
      table++
      continue
    }
    const line = lines[i]
    if (line && (line.segments.length > 0 || shown.length > 0)) shown.push(shownLine(line, lines[i + 1]))
  }
  while (shown.at(-1)?.text === '') shown.pop()
  return { sketch: { lines: shown, tables }, cut }
}

import type { Segment, TextLine } from './text.ts'

/** Rows of cells that stand in lines `from` (included) to `to` (excluded). */
export interface TextTable {
  readonly from: number
  readonly to: number
  readonly rows: readonly (readonly string[])[]
}

const textOf = (line: TextLine): string => line.segments.map((s) => s.text).join(' ')

const border = /^[+|:\-=─┼│├┤┌┐└┘ ]{3,400}$/
const isBorder = (text: string): boolean => border.test(text) && /[-=─]/.test(text)

const barCells = (line: TextLine): string[] | null => {
  const text = textOf(line).replaceAll('│', '|')
  if (!text.includes('|')) return null
  const cells = text.split('|').map((c) => c.trim())
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  const framed = text.startsWith('|') && text.endsWith('|')
  return cells.length > 1 || (framed && cells.length === 1) ? cells : null
}

/** `a | b | c` rows, Markdown tables and `+---+` boxes. */
const barTable = (lines: readonly TextLine[], from: number): TextTable | null => {
  const rows: string[][] = []
  let borders = 0
  let to = from
  for (; to < lines.length; to++) {
    const line = lines[to]
    if (!line || line.segments.length === 0) break
    if (isBorder(textOf(line))) {
      borders++
      continue
    }
    const cells = barCells(line)
    if (!cells) break
    rows.push(cells)
  }
  const boxed = borders > 0 && rows.length > 0 && rows.some((r) => r.length > 1)
  return rows.length > 1 || boxed ? { from, to, rows } : null
}

// Two cells may be a label and its value; three are a row.
const plainlyRow = 3

const tabCells = (line: TextLine | undefined): readonly string[] | null =>
  line?.tabbed && line.segments.length >= 2 ? line.segments.map((s) => s.text) : null

/** An empty line between rows of as many cells: a rule between them that became nothing. */
const overGap = (lines: readonly TextLine[], at: number, width: number): boolean =>
  width >= plainlyRow && lines[at]?.segments.length === 0 && tabCells(lines[at + 1])?.length === width

const tabTable = (lines: readonly TextLine[], from: number): TextTable | null => {
  const rows: (readonly string[])[] = []
  let to = from
  for (; to < lines.length; to++) {
    const cells = tabCells(lines[to])
    if (cells) rows.push(cells)
    else if (!overGap(lines, to, rows.at(-1)?.length ?? 0)) break
  }
  return rows.length > 1 ? { from, to, rows } : null
}

const ruler = /^[-=_]{2,200}$/
/** Two blanks after a full stop are typing, not a column. */
const isSentence = (line: TextLine): boolean => line.segments.slice(0, -1).some((s) => /[.!?,;]$/.test(s.text))

/** The column of each segment, or null if one of them stands in none. */
const columnsOf = (segments: readonly Segment[], starts: readonly number[]): number[] | null => {
  const columns: number[] = []
  let exact = 0
  let column = 0
  for (const segment of segments) {
    while (column + 1 < starts.length && segment.start >= (starts[column + 1] ?? 0) - 1) column++
    const next = starts[column + 1]
    if (next !== undefined && segment.start + segment.text.length > next) return null
    if (columns.length > 0 && columns.at(-1) === column) return null
    if (column > 0 && Math.abs(segment.start - (starts[column] ?? 0)) <= 1) exact++
    columns.push(column)
  }
  return exact > 0 ? columns : null
}

/** A line of the second column alone, under `label   value`: the value goes on. */
const goesOn = (line: TextLine, starts: readonly number[]): boolean =>
  starts.length === 2 && Math.abs((line.segments[0]?.start ?? 0) - (starts[1] ?? 0)) <= 1

const isRow = (line: TextLine, starts: readonly number[]): boolean =>
  (line.segments.length > 1 || goesOn(line, starts)) && !isSentence(line)

/** Columns that are aligned by blanks under the first line. */
const gapTable = (lines: readonly TextLine[], from: number): TextTable | null => {
  const head = lines[from]
  if (!head || head.segments.length < 2 || isSentence(head)) return null
  const starts = head.segments.map((s) => s.start)
  const rows: string[][] = [head.segments.map((s) => s.text)]
  let to = from + 1
  for (; to < lines.length; to++) {
    const line = lines[to]
    if (!line || line.segments.length === 0) break
    if (line.segments.every((s) => ruler.test(s.text))) continue
    if (!isRow(line, starts)) break
    const columns = columnsOf(line.segments, starts)
    if (!columns) break
    const cells = new Array<string>((columns.at(-1) ?? 0) + 1).fill('')
    columns.forEach((column, i) => {
      cells[column] = line.segments[i]?.text ?? ''
    })
    rows.push(cells)
  }
  return rows.length > 1 ? { from, to, rows } : null
}

/** The tables of a text, in order. Every line is tried by each kind once: linear. */
export const findTables = (lines: readonly TextLine[]): TextTable[] => {
  const tables: TextTable[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line || line.segments.length === 0) continue
    const text = line.segments[0]?.text ?? ''
    const barred = line.segments.some((s) => s.text.includes('|') || s.text.includes('│')) || /^[+┌]/.test(text)
    const table = (barred ? barTable(lines, i) : null) ?? (line.tabbed ? tabTable(lines, i) : gapTable(lines, i))
    if (!table) continue
    tables.push(table)
    i = table.to - 1
  }
  return tables
}

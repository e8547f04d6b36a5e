import type { Field, Piece } from './document.ts'
import { findLabels, isLabelText, type LabelAt, tidyLabel } from './labels.ts'
import type { Cell, Row, Shown, Sketch } from './shown.ts'

interface OpenField {
  readonly label: Piece
  readonly value: Piece[]
  /** Waits for a value below: how many blank lines have passed. */
  blanks: number
  /** The label was a heading without a colon: kept only with a value. */
  readonly heading: boolean
  readonly boldLabel: boolean
  /** Its value is the rows of a table. */
  rows: boolean
}

const piece = (text: string, part: string, line: number, column: number, struck: boolean): Piece => ({
  text,
  place: { part, line: line + 1, column },
  struck,
})

/** How many blank lines may stand between a label and its value. */
const reach = 2
const rule = /^[-=_*~.•·–—\s]{3,}$/
const greeting = /^(?:dear|hello|hi|sehr geehrte|estimad|ch[eè]re?s?)\b/i
const farewell =
  /^(?:(?:kind|best|warm|many)?\s?(?:regards|thanks)|thank you|sincerely|respectfully|yours|dear|hello|hi)\b/i

const cellText = (cell: Cell | undefined): string => cell?.lines.map((l) => l.text).join('\n') ?? ''

/** A cell with words in it: a lone colon or bar between two cells is decoration. */
const isFilled = (cell: Cell): boolean =>
  cell.lines.length > 0 && !(cell.lines.length === 1 && /^[:：=|–-]$/.test(cell.lines[0]?.text ?? ''))

/** A label with its colon; an IPv6 prefix ends in two. */
const endsInColon = (cell: Cell | undefined): boolean => {
  const text = cell?.lines.length === 1 ? cellText(cell) : ''
  return /[:：]$/.test(text) && !text.endsWith('::') && /\p{L}/u.test(text)
}

const columnWord =
  /(?:^|[\s/])(?:ids?|circuits?|assets?|names?|numbers?|types?|status|locations?|address|references?|start|end|date|impact|products?|orders?|services?|customers?)$/i

/** Two names of columns, with no word in common (`Impact | No impact` is a value). */
const namesColumns = (head: readonly Cell[]): boolean => {
  const texts = head.map((c) => cellText(c).toLowerCase())
  const [a, b] = texts
  if (texts.length !== 2 || !a || !b || !texts.every((t) => t.length <= 30 && columnWord.test(t))) return false
  const seen = new Set(a.split(/[\s/]/))
  return !b.split(/[\s/]/).some((w) => seen.has(w))
}

/** Whether the first row only names the columns of the rows below: it alone is strong, or they alone start with figures. */
const hasHeaderRow = (rows: readonly Row[]): boolean => {
  const [first, ...rest] = rows
  const head = first?.cells.filter(isFilled) ?? []
  if (head.length < 2 || rest.length === 0 || head.some(endsInColon)) return false
  const leads = rest.map((row) => row.cells.find(isFilled))
  if (head.every((c) => c.strong) && !leads[0]?.strong) return true
  if (namesColumns(head)) return true
  return !head.some((c) => /\d/.test(cellText(c))) && leads.every((c) => c === undefined || /\d/.test(cellText(c)))
}

interface Pair {
  readonly label: Cell
  readonly value: Cell | undefined
}

/** `Label | value`, colon or not; a first cell that holds label and value itself is none. */
const twoCells = (label: Cell, value: Cell): Pair[] | null => {
  const [line] = label.lines
  if (!line || label.lines.length !== 1 || !isLabelText(tidyLabel(line.text).text)) return null
  const inline = findLabels({ text: line.text, gaps: [], bold: [] })
  return inline.some((l) => l.valueFrom < line.text.length) ? null : [{ label, value }]
}

/** `Label: | value | Label: | value`, where a value may be missing. */
const manyCells = (filled: readonly Cell[]): Pair[] | null => {
  const pairs: Pair[] = []
  for (let i = 0; i < filled.length; i++) {
    const label = filled[i]
    if (!label || !endsInColon(label)) return null
    const value = endsInColon(filled[i + 1]) ? undefined : filled[i + 1]
    pairs.push({ label, value })
    if (value) i++
  }
  return pairs
}

const labelWord =
  /\b(?:start|end|begin|finish|ticket|case|change|reference|date|time|number|status|priority|duration|window|location|site|type|customer|impact)\b|#/i

const isPlainLabel = (cell: Cell | undefined): boolean => {
  const text = cellText(cell)
  return text.length <= 40 && labelWord.test(text) && !/\d|\n/.test(text) && isLabelText(text)
}

/** `Start | 12 May | End | 13 May`: two labels without colons beside their values in one row. */
const sideBySide = (filled: readonly Cell[]): Pair[] | null => {
  const [a, x, b, y] = filled
  if (filled.length !== 4 || !a || !b || !isPlainLabel(a) || !isPlainLabel(b)) return null
  if (isPlainLabel(x) || isPlainLabel(y) || !/\d/.test(cellText(x) + cellText(y))) return null
  return [
    { label: a, value: x },
    { label: b, value: y },
  ]
}

/** Labels and values of a row; null: the row holds data. */
const pairsOf = (row: Row): Pair[] | null => {
  const filled = row.cells.filter(isFilled)
  const [first, second] = filled
  if (!first) return null
  if (!second) return row.cells.length === 2 && row.cells[0] === first && endsInColon(first) ? manyCells(filled) : null
  return filled.length === 2 && !endsInColon(second)
    ? twoCells(first, second)
    : (manyCells(filled) ?? sideBySide(filled))
}

/** Collects fields line by line; each line belongs to at most one field, so the work is linear. */
const collector = (part: string) => {
  const fields: Field[] = []
  let open: OpenField | null = null
  const close = () => {
    if (open && !(open.heading && open.value.length === 0)) fields.push({ label: open.label, value: open.value })
    open = null
  }
  return {
    fields,
    close,
    begin(label: Piece, heading: boolean, boldLabel: boolean): void {
      close()
      open = { label, value: [], blanks: 0, heading, boldLabel, rows: false }
    },
    /** Another line of the open field's value. */
    add(text: string, line: number, column: number, struck: boolean): void {
      if (open && text !== '') open.value.push(piece(text, part, line, column, struck))
    },
    blank(): void {
      if (!open) return
      open.blanks++
      if (open.value.length > 0 || open.blanks > reach) close()
    },
    pair(label: Cell, value: Cell | undefined): void {
      close()
      const name = label.lines[0]
      if (!name) return
      const tidy = tidyLabel(name.text)
      fields.push({
        label: piece(tidy.text, part, name.line, name.column + tidy.offset, name.struck),
        value: (value?.lines ?? []).map((l) => piece(l.text, part, l.line, l.column, l.struck)),
      })
    },
    /** Another line of the value of the pair above. */
    more(value: Cell): void {
      const last = fields.pop()
      if (last)
        fields.push({
          label: last.label,
          value: [...last.value, ...value.lines.map((l) => piece(l.text, part, l.line, l.column, l.struck))],
        })
    },
    current: (): OpenField | null => open,
  }
}

type Collector = ReturnType<typeof collector>

const addLabels = (out: Collector, part: string, shown: Shown, index: number, labels: readonly LabelAt[]): void => {
  const lead = shown.text.slice(0, labels[0]?.from ?? 0).trim()
  if (lead !== '') out.add(lead, index, 1, shown.struck)
  labels.forEach((label, i) => {
    const end = labels[i + 1]?.from ?? shown.text.length
    out.begin(piece(label.text, part, index, label.from + label.offset + 1, shown.struck), false, shown.strong)
    const rest = shown.text.slice(label.valueFrom, end)
    const value = rest.trim()
    out.add(value, index, label.valueFrom + (rest.length - rest.trimStart().length) + 1, shown.struck)
  })
}

/** Whether a strong line without a colon is the open label's value rather than a heading of its own. */
const isStrongValue = (open: OpenField | null): boolean =>
  open !== null &&
  !open.heading &&
  open.value.length === 0 &&
  (open.blanks === 0 || (!open.boldLabel && open.blanks === 1))

/** Whether the line ends what stands above it, and is itself no value: a greeting, a farewell, a rule. */
const isBoundary = (text: string, open: OpenField | null): boolean =>
  greeting.test(text) || text === '--' || (open?.value.length === 0 && open.blanks > 0 && farewell.test(text))

/** `Label⇥value` in a line of its own: text copied out of a table. */
const tabPair = (text: string): number => {
  const tab = text.indexOf('\t')
  return tab > 0 && text.indexOf('\t', tab + 1) < 0 && isLabelText(text.slice(0, tab)) ? tab : -1
}

const plain = (out: Collector, part: string, shown: Shown, index: number): void => {
  const open = out.current()
  const { text } = shown
  if (isBoundary(text, open)) {
    out.close()
    return
  }
  if (rule.test(text)) {
    if (open && open.value.length > 0) out.close()
    return
  }
  const begin = (label: string, heading: boolean) => {
    const tidy = tidyLabel(label)
    out.begin(piece(tidy.text, part, index, tidy.offset + 1, false), heading, heading)
  }
  const tab = tabPair(text)
  if (tab > 0) {
    begin(text.slice(0, tab), false)
    out.add(text.slice(tab + 1), index, tab + 2, shown.struck)
    return
  }
  const title = shown.strong && !shown.struck && isLabelText(text) && !/[.!]\*?$/.test(text)
  if (title && !isStrongValue(open)) begin(text, true)
  else out.add(text, index, 1, shown.struck)
}

const readLine = (out: Collector, part: string, shown: Shown, index: number): void => {
  if (shown.picture) return
  if (shown.text === '') {
    out.blank()
    return
  }
  if (shown.term === 'name') {
    const tidy = tidyLabel(shown.text)
    out.begin(piece(tidy.text, part, index, tidy.offset + 1, shown.struck), false, true)
    return
  }
  const labels = shown.term === 'value' || shown.struck ? [] : findLabels(shown)
  if (labels.length > 0) addLabels(out, part, shown, index, labels)
  else plain(out, part, shown, index)
}

/** A row of several cells that are neither label nor value: data, and so part of what stands above it. */
const readData = (out: Collector, part: string, lines: readonly Shown[], row: Row): void => {
  const open = out.current()
  if (open && open.value.length > 0 && !open.rows) out.close()
  else if (open) open.rows = true
  for (let i = row.line; i < row.after; i++) {
    const shown = lines[i]
    if (!shown) continue
    const labels = findLabels({ ...shown, bold: [] })
    if (labels.length > 0) addLabels(out, part, shown, i, labels)
    else out.add(shown.text, i, 1, shown.struck)
  }
}

interface FoundRow {
  readonly row: Row
  /** The row has no label of its own: it goes on with the value above (`| ED-0042` under `Circuits | ED-0041`). */
  readonly more: Cell | null
  readonly pairs: readonly Pair[] | null
}

const continued = (row: Row): Cell | null => {
  const [first, second] = row.cells
  return row.cells.length === 2 && first?.lines.length === 0 && second && isFilled(second) ? second : null
}

const rowsByLine = (sketch: Sketch): Map<number, FoundRow> => {
  const rows = new Map<number, FoundRow>()
  for (const table of sketch.tables) {
    const headed = hasHeaderRow(table)
    let labelled = false
    for (const row of table) {
      const pairs = headed ? null : pairsOf(row)
      const more: Cell | null = labelled ? continued(row) : null
      if (row.after > row.line && (pairs || more || row.cells.filter(isFilled).length > 1))
        rows.set(row.line, { row, pairs, more })
      labelled = more !== null || pairs?.length === 1
    }
  }
  return rows
}

/** The fields of a part, in the order in which they are shown. See `Field` for what counts as one. */
export const fieldsOf = (sketch: Sketch, part: string): Field[] => {
  const { lines } = sketch
  const rows = rowsByLine(sketch)
  const out = collector(part)
  for (let i = 0; i < lines.length; ) {
    const found = rows.get(i)
    const shown = lines[i]
    if (found?.pairs) for (const { label, value } of found.pairs) out.pair(label, value)
    else if (found?.more) out.more(found.more)
    else if (found) readData(out, part, lines, found.row)
    else if (shown) readLine(out, part, shown, i)
    i = found ? found.row.after : i + 1
  }
  out.close()
  return out.fields
}

import { type Block, type CellNode, flatten, isTable, settle, type TableNode } from './html-blocks.ts'
import { lineWriter } from './html-line.ts'
import { limits } from './limits.ts'
import { blankLine, type Shown, type Sketch } from './shown.ts'

/** Takes the events of an HTML parser and lays text out in lines and tables. */
export interface Layout {
  text(text: string, bold: boolean, struck: boolean, pre: boolean): void
  /** A picture stands below the line in which it is. */
  picture(shown: Shown): void
  breakLine(): void
  block(spaced: boolean): void
  term(kind: 'name' | 'value' | null): void
  openTable(): void
  openRow(): void
  openCell(rowspan: number): void
  closeCell(): void
  closeRow(): void
  closeTable(): void
  /** More lines than `limits.lines`: nothing more is taken. */
  full(): boolean
  finish(): Sketch
}

const maxPictures = 100

export const htmlLayout = (): Layout => {
  const root: Block[] = []
  const containers: Block[][] = [root]
  const tables: (TableNode | null)[] = []
  const cells: (CellNode | null)[] = []
  const line = lineWriter()
  let depth = 0
  let count = 0
  let wantBlank = false
  let termKind: 'name' | 'value' | null = null
  let pictures: Shown[] = []

  const put = (shown: readonly Shown[]) => {
    const container = containers.at(-1) ?? root
    for (const one of shown) {
      if (count >= limits.lines) return
      const last = container.at(-1)
      if (wantBlank && last && (isTable(last) || last.text !== '') && one.text !== '') {
        container.push(blankLine)
        count++
      }
      wantBlank = false
      if (count >= limits.lines) return
      container.push(one)
      count++
    }
  }
  const flush = (force: boolean) => {
    const shown = line.take(force, termKind, 0)
    if (shown.length > 0) put(shown)
    if (pictures.length === 0) return
    put(pictures)
    pictures = []
  }
  const table = () => tables.at(-1) ?? null
  const closeCell = () => {
    flush(false)
    if (cells.at(-1)) containers.pop()
    cells[cells.length - 1] = null
    wantBlank = false
  }
  const self: Layout = {
    text(source, bold, struck, pre) {
      if (!pre || !source.includes('\n')) {
        line.add(pre ? source.replaceAll('  ', '\u00a0\u00a0') : source, bold, struck)
        return
      }
      const pieces = source.split(/\r?\n/)
      for (const [i, piece] of pieces.entries()) {
        if (i > 0) flush(true)
        if (piece !== '')
          line.add(piece.replaceAll('  ', '\u00a0\u00a0').replaceAll('\t', '\u00a0\u00a0'), bold, struck)
      }
    },
    picture: (shown) => {
      if (pictures.length < maxPictures) pictures.push(shown)
    },
    breakLine: () => flush(true),
    block(spaced) {
      flush(false)
      if (spaced) wantBlank = true
    },
    term(kind) {
      termKind = kind
    },
    openTable() {
      flush(false)
      wantBlank = false
      if (depth++ >= limits.tableDepth) return
      tables.push({ rows: [] })
      cells.push(null)
    },
    openRow() {
      const current = table()
      flush(false)
      if (!current || depth > limits.tableDepth) return
      closeCell()
      current.rows.push([])
    },
    openCell(rowspan) {
      const current = table()
      flush(false)
      if (!current || depth > limits.tableDepth) return
      closeCell()
      if (current.rows.length === 0) current.rows.push([])
      const cell = { blocks: [], rowspan }
      current.rows.at(-1)?.push(cell)
      cells[cells.length - 1] = cell
      containers.push(cell.blocks)
    },
    closeCell() {
      if (table() && depth <= limits.tableDepth) closeCell()
      else flush(false)
    },
    closeRow() {
      if (table() && depth <= limits.tableDepth) closeCell()
      else flush(false)
    },
    closeTable() {
      flush(false)
      if (depth === 0) return
      if (depth-- > limits.tableDepth) return
      closeCell()
      cells.pop()
      const done = tables.pop()
      if (done) settle(done, containers.at(-1) ?? root)
    },
    full: () => count >= limits.lines,
    finish() {
      flush(false)
      while (tables.length > 0) self.closeTable()
      return flatten(root)
    },
  }
  return self
}

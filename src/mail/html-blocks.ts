import type { Cell, CellLine, Row, Shown, Sketch } from './shown.ts'

/** What an HTML document is made of once elements are gone: lines, and tables whose cells hold the same again. */
export type Block = Shown | TableNode
export interface CellNode {
  readonly blocks: Block[]
  readonly rowspan: number
}
export interface TableNode {
  readonly rows: CellNode[][]
}
export const isTable = (block: Block): block is TableNode => 'rows' in block

const isPicture = (block: Block): block is Shown => !isTable(block) && block.picture === true

const isEmpty = (cell: CellNode): boolean => cell.blocks.every((b) => !isTable(b) && (b.text === '' || isPicture(b)))

/** A table of one column is only a frame: its content takes its place. */
export const settle = (table: TableNode, container: Block[]): void => {
  const rows = table.rows.filter((row) => row.some((cell) => !isEmpty(cell) || cell.blocks.some(isPicture)))
  if (rows.every((row) => row.filter((cell) => !isEmpty(cell)).length < 2 && !isLabelAlone(row))) {
    for (const cell of rows.flat()) for (const block of cell.blocks) container.push(block)
  } else container.push({ rows })
}

/** `Label:` beside an empty cell: an empty value, not a heading for what follows. */
const isLabelAlone = (row: readonly CellNode[]): boolean => {
  const first = row.find((cell) => !isEmpty(cell))?.blocks
  const block = first?.length === 1 ? first[0] : undefined
  return (
    row.length === 2 && block !== undefined && !isTable(block) && block.text.endsWith(':') && row[0]?.blocks === first
  )
}

const trimBlanks = (blocks: readonly Shown[]): Shown[] => blocks.filter((b) => b.text !== '')

/** Lays the tree out in lines. Recursion is bounded by `limits.tableDepth`. */
export const flatten = (root: readonly Block[]): Sketch => {
  const lines: Shown[] = []
  const tables: Row[][] = []
  const walk = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      if (isTable(block)) walkTable(block)
      else if (block.text !== '' || lines.length > 0) lines.push(block)
    }
  }
  const walkTable = (table: TableNode) => {
    const rows: Row[] = []
    const spans: { left: number; cell: Cell }[] = []
    for (const cells of table.rows) {
      if (cells.some((cell) => cell.blocks.some(isTable))) {
        for (const cell of cells) walk(cell.blocks)
        continue
      }
      for (const cell of cells) lines.push(...cell.blocks.filter(isPicture))
      if (cells.every(isEmpty)) continue
      rows.push(spanned(layRow(cells, lines), cells, spans))
    }
    if (rows.length > 0) tables.push(rows)
  }
  walk(root)
  while (lines.at(-1)?.text === '') lines.pop()
  return { lines, tables }
}

const maxSpanColumn = 60

/** A cell of several rows stands in each of them, so that columns stay columns. */
const spanned = (row: Row, nodes: readonly CellNode[], spans: { left: number; cell: Cell }[]): Row => {
  const cells: Cell[] = []
  let own = 0
  for (let column = 0; own < row.cells.length || (spans[column]?.left ?? 0) > 0; column++) {
    const span = spans[column]
    if (span && span.left > 0) {
      span.left--
      cells.push(span.cell)
      continue
    }
    const cell = row.cells[own]
    if (!cell) break
    // A wide row of tall cells would make each row wider than the last.
    if (column < maxSpanColumn) spans[column] = { left: (nodes[own]?.rowspan ?? 1) - 1, cell }
    cells.push(cell)
    own++
  }
  return { ...row, cells }
}

/** Appends the lines of one row. */
const layRow = (nodes: readonly CellNode[], lines: Shown[]): Row => {
  const start = lines.length
  const contents = nodes.map((node) => trimBlanks(node.blocks.filter((b): b is Shown => !isTable(b) && !isPicture(b))))
  const tall = contents.filter((c) => c.length > 1)
  const even = tall.length > 1 && tall.every((c) => c.length === tall[0]?.length && c.length <= 6)
  const cells: CellLine[][] = contents.map(() => [])
  if (tall.length <= 1 || even) {
    const height = Math.max(1, ...contents.map((c) => c.length))
    for (let i = 0; i < height; i++) joinCells(contents, i, lines, cells)
  } else {
    contents.forEach((content, column) => {
      for (const shown of content) {
        cells[column]?.push({ text: shown.text, line: lines.length, column: 1, struck: shown.struck })
        lines.push(shown)
      }
    })
  }
  return {
    line: start,
    after: lines.length,
    cells: cells.map((c, i) => ({
      lines: c,
      strong: (contents[i] ?? []).length > 0 && (contents[i] ?? []).every((s) => s.strong),
    })),
  }
}

/** One shown line out of the i-th lines of all cells, joined by tabs. */
const joinCells = (contents: readonly (readonly Shown[])[], i: number, lines: Shown[], cells: CellLine[][]): void => {
  let text = ''
  const bold: number[] = []
  const gaps: number[] = []
  let strong = true
  let struck = true
  contents.forEach((content, column) => {
    const shown = content[i]
    if (!shown) return
    if (text !== '') text += '\t'
    cells[column]?.push({ text: shown.text, line: lines.length, column: text.length + 1, struck: shown.struck })
    for (const offset of shown.bold) bold.push(offset + text.length)
    for (const offset of shown.gaps) gaps.push(offset + text.length)
    text += shown.text
    strong &&= shown.strong
    struck &&= shown.struck
  })
  if (text === '') return
  lines.push({ text, struck, strong, bold, gaps, indent: 0 })
}

import type { DocumentPart, PartKind } from './document.ts'
import { decodeCharset } from './header.ts'
import { limits } from './limits.ts'
import { type Cell, finishPart, plainLine, type Row, type Shown } from './shown.ts'
import { plainZip } from './zip.ts'

/** Rows of cells as a part: one line a row, cells joined by tabs; two columns give fields. */
export const sheetPart = (kind: PartKind, name: string, rows: readonly (readonly string[])[]): DocumentPart => {
  const lines: Shown[] = []
  const table: Row[] = []
  for (const source of rows.slice(0, limits.sheetRows)) {
    let text = ''
    const cells: Cell[] = source.map((value) => {
      const pieces = value
        .split(/\r?\n/)
        .map((v) => v.replace(/\s+/g, ' ').trim())
        .filter((v) => v !== '')
      if (pieces.length === 0) return { lines: [], strong: false }
      if (text !== '') text += '\t'
      const column = text.length + 1
      text += pieces.join(' ')
      return { lines: pieces.map((p) => ({ text: p, line: lines.length, column, struck: false })), strong: false }
    })
    if (text === '') continue
    table.push({ line: lines.length, after: lines.length + 1, cells })
    lines.push(plainLine(text))
  }
  const part = finishPart(kind, name, { lines, tables: table.length > 0 ? [table] : [] })
  const columns = table.reduce((max, row) => Math.max(max, row.cells.filter((c) => c.lines.length > 0).length), 0)
  return columns === 2 ? part : { ...part, fields: [] }
}

/** The delimiter that cuts the first lines most evenly. */
const delimiterOf = (text: string): string => {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/, 20)
    .filter((l) => l.trim() !== '')
  const score = (delimiter: string): number => {
    const counts = lines.map((l) => l.split(delimiter).length - 1)
    const common = counts[0] ?? 0
    return common === 0 ? 0 : counts.filter((c) => c === common).length * 1000 + common
  }
  return [',', ';', '\t', '|'].reduce((best, d) => (score(d) > score(best) ? d : best), ',')
}

/** CSV bytes to rows. Mail programs write UTF-16LE with and without saying so. Throws what csv-parse throws. */
export const readCsv = async (content: Uint8Array, charset: string | null): Promise<string[][]> => {
  const { parse } = await import('csv-parse/sync')
  const bytes = content.subarray(0, limits.sheetBytes)
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0)
  const said = charset && !(utf16 === false && /utf-?16/i.test(charset)) ? charset : null
  const text = decodeCharset(bytes, utf16 ? 'utf-16le' : said).replace(/^\ufeff/, '')
  return parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: limits.sheetRows,
  }) as string[][]
}

const pad = (n: number): string => String(n).padStart(2, '0')

/** A sheet has no zone: a date is written as it stands in the cell. */
const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (!(value instanceof Date)) return String(value)
  const day = `${value.getUTCFullYear()}-${pad(value.getUTCMonth() + 1)}-${pad(value.getUTCDate())}`
  const time = `${pad(value.getUTCHours())}:${pad(value.getUTCMinutes())}`
  return time === '00:00' ? day : `${day} ${time}`
}

export interface SheetRows {
  readonly sheet: string
  readonly rows: string[][]
}

/** XLSX bytes to the rows of each sheet. The reader is loaded only when a workbook comes. Throws on what is none. */
export const readWorkbook = async (content: Buffer): Promise<SheetRows[]> => {
  if (content.length > limits.sheetBytes) throw new Error('it is too large')
  const plain = plainZip(content, (name) => /\.(?:xml|rels)$/i.test(name), limits.sheetUnpackedBytes)
  const { default: readXlsxFile } = await import('read-excel-file/node')
  const sheets = await readXlsxFile(plain)
  return sheets
    .slice(0, limits.sheets)
    .map(({ sheet, data }) => ({ sheet, rows: data.slice(0, limits.sheetRows).map((row) => row.map(cellOf)) }))
}

/** Readers of circuit ids: columns of tables, lists under a label. */

import type { Piece, Table } from '../mail/document.ts'
import type { CircuitPick, Found, FoundCircuit, Pick, View } from './contract.ts'
import { captured, evidenceAt, isBlank } from './pick.ts'
import { labelKey } from './view.ts'

export interface CircuitColumns {
  /** Header cells of the id, best first: the first that is not blank in a row counts. */
  readonly id: RegExp | readonly RegExp[]
  readonly impact?: RegExp
  /** Only cells of this shape are ids. */
  readonly shape?: RegExp
}

const columnOf = (header: readonly Piece[], label: RegExp): number =>
  header.findIndex((cell) => label.test(labelKey(cell.text)))

interface Columns {
  readonly ids: readonly number[]
  readonly impact: number
}

const headerOf = (table: Table, spec: CircuitColumns): { row: number; columns: Columns } | null => {
  const labels = spec.id instanceof RegExp ? [spec.id] : spec.id
  const limit = Math.min(table.rows.length, 12)
  for (let row = 0; row < limit; row++) {
    const header = table.rows[row] ?? []
    if (header.length < 2 && table.rows.some((r) => r.length > 1)) continue
    const ids = labels.map((label) => columnOf(header, label)).filter((c) => c >= 0)
    if (ids.length) return { row, columns: { ids, impact: spec.impact ? columnOf(header, spec.impact) : -1 } }
  }
  return null
}

const idCell = (row: readonly Piece[], columns: Columns): Piece | null => {
  for (const c of columns.ids) {
    const cell = row[c]
    if (cell && !cell.struck && !isBlank(cell.text)) return cell
  }
  return null
}

/** Without bullets, and without what a wrong charset leaves before an id. */
export const bare = (id: string): string => id.replace(/^[^\x21-\x7e]+|^[-*•·]\s+/u, '').trim()

const fromRow = (row: readonly Piece[], columns: Columns, spec: CircuitColumns): readonly FoundCircuit[] => {
  const cell = idCell(row, columns)
  if (!cell || cell.text.length > 200) return []
  const impact = row[columns.impact]?.text ?? null
  return cell.text
    .split('\n')
    .map(bare)
    .filter((id) => id && !isBlank(id) && (!spec.shape || spec.shape.test(id)))
    .map((id) => ({ id, impact, evidence: evidenceAt(cell.place, cell.text) }))
}

/** Ids in a column of any table of the body or a sheet. @example circuitTable({ id: /^circuit id/, impact: /^expected impact/ }) */
export const circuitTable =
  (spec: CircuitColumns): CircuitPick =>
  (view) => {
    const labels = spec.id instanceof RegExp ? [spec.id] : spec.id
    return [view.part, ...view.sheets].flatMap((part) =>
      part.tables.flatMap((table) => {
        const header = headerOf(table, spec)
        if (!header) return []
        return table.rows
          .slice(header.row + 1)
          .filter((row) => !row.some((cell) => labels.some((l) => l.test(labelKey(cell.text)))))
          .flatMap((row) => fromRow(row, header.columns, spec))
      }),
    )
  }

export interface CircuitList {
  readonly split?: RegExp
  /** Only what matches is an id: the group `value` (or the first, or the whole match). */
  readonly shape?: RegExp
  /** The list ends before the first line like this. */
  readonly until?: RegExp
  /** Lines of this shape below the list are of it too, though in paragraphs of their own. */
  readonly more?: RegExp
}

const signOff =
  /^(?:(?:kind|best|warm|many) )?(?:regards|wishes)\b|^(?:sincerely|yours|cheers|thanks?)\b|^mit freundlichen|^cordialement|^saludos|^atentamente/i
const isSentence = (line: string): boolean => line.endsWith('.') && line.split(' ').length >= 8

/** A list under a label ends where the letter goes on, though no empty line tells. */
const linesUntil = (value: string, until: RegExp | undefined): string => {
  const lines = value.split('\n')
  const end = lines.findIndex((line, i) => until?.test(line) || (i > 0 && (signOff.test(line) || isSentence(line))))
  return (end < 0 ? lines : lines.slice(0, end)).join('\n')
}

/** Lines like the list's below it: to the first that is not. */
const linesBelow = (view: View, found: Found, more: RegExp | undefined): readonly Piece[] => {
  if (!more || found.evidence.part !== view.part.name) return []
  const after = found.evidence.line + found.value.split('\n').length - 1
  const below = view.part.lines.filter((l) => l.place.line > after && l.text !== '' && !l.struck)
  const end = below.findIndex((l) => l.text.length > 200 || !more.test(l.text))
  return end < 0 ? below : below.slice(0, end)
}

const shapedBy = (shape: RegExp | undefined, id: string): string => {
  if (!shape) return id
  const match = shape.exec(id)
  return match ? captured(match) : ''
}

/** Ids as what a reader of values finds, split at commas, semicolons and line ends. */
export const circuits =
  (pick: Pick, options: CircuitList = {}): CircuitPick =>
  (view) =>
    pick(view).flatMap((f) =>
      [linesUntil(f.value, options.until), ...linesBelow(view, f, options.more).map((l) => l.text)]
        .join('\n')
        .split(options.split ?? /[,;\n]/)
        .map(bare)
        .flatMap((id) => {
          const shaped = shapedBy(options.shape, id)
          return shaped && !isBlank(shaped) && shaped.length <= 200
            ? [{ id: shaped, impact: null, evidence: f.evidence }]
            : []
        }),
    )

/** Every match of a shape in the body; as its impact what follows in the line, if it is like one. @example circuitWords(/\bIC-\d{5,7}\b/g) */
export const circuitWords =
  (shape: RegExp, impact?: RegExp): CircuitPick =>
  (view: View) =>
    view.part.lines.flatMap((line) =>
      [...line.text.matchAll(shape)].map((m) => {
        const rest = line.text.slice(m.index + m[0].length)
        return {
          id: m[0].trim(),
          impact: impact?.test(rest) ? rest : null,
          evidence: evidenceAt(line.place, line.text),
        }
      }),
    )

/** The readers' finds in turn: the first that finds anything. */
export const firstCircuits =
  (...picks: readonly CircuitPick[]): CircuitPick =>
  (view) => {
    for (const pick of picks) {
      const found = pick(view)
      if (found.length) return found
    }
    return []
  }

/** Same id written once; the entry that names an impact wins. */
export const uniqueCircuits = (found: readonly FoundCircuit[]): readonly FoundCircuit[] => {
  const seen = new Map<string, FoundCircuit>()
  for (const c of found) {
    const key = c.id.replace(/\s+/g, '').toLowerCase()
    const old = seen.get(key)
    if (!old || (old.impact === null && c.impact !== null)) seen.set(key, c)
  }
  return [...seen.values()]
}

/** Rows of tables, and lines of cells that stand alone: a table of one row is none in text. */
const allRows = (view: View): readonly (readonly Piece[])[] => {
  const rows = view.part.tables.flatMap((table) => table.rows)
  const known = new Set(rows.map((row) => row[0]?.place.line))
  const lone = view.part.lines.filter((l) => l.text.includes('\t') && !known.has(l.place.line))
  return [...rows, ...lone.map((l) => l.text.split('\t').map((text) => ({ ...l, text })))]
}

/** A cell of the rows that `circuitRows` takes. @example rowCell(/^(?:down|risk)/i, 1) */
export const rowCell =
  (impact: RegExp, index: number): Pick =>
  (view) =>
    allRows(view).flatMap((row) => {
      const [cell, last] = [row[index], row.at(-1)]
      return cell && last && row.length > index + 1 && impact.test(last.text) && !isBlank(cell.text)
        ? [{ value: cell.text, evidence: evidenceAt(cell.place, cell.text) }]
        : []
    })

/** Rows of a table without header: the last cell tells the impact, the first is the id. @example circuitRows(/^(?:down|risk)/i) */
export const circuitRows =
  (impact: RegExp): CircuitPick =>
  (view) => {
    const rows = allRows(view)
    // Beside rows that tell an impact, rows of as many cells tell one in words that nobody foresaw.
    const widths = new Set(rows.filter((row) => impact.test(row.at(-1)?.text ?? '')).map((row) => row.length))
    return rows.flatMap((row) => {
      const [first, last] = [row[0], row.at(-1)]
      const taken = widths.has(row.length) && (row.length > 2 || impact.test(last?.text ?? ''))
      return first && last && row.length >= 2 && taken && !isBlank(first.text)
        ? [{ id: bare(first.text), impact: last.text, evidence: evidenceAt(first.place, first.text) }]
        : []
    })
  }

/**
 * A table whose cells stand one a line, as in text made of HTML: each line of the id's shape, and as its impact the
 * next line with words, if it is like one. @example circuitLines(/^CID-\d+$/, /hard down|no expected/i)
 */
export const circuitLines =
  (shape: RegExp, impact?: RegExp): CircuitPick =>
  (view) => {
    const lines = view.part.lines.filter((l) => l.text !== '' && !l.struck)
    return lines.flatMap((line, i) => {
      if (line.text.length > 200 || !shape.test(line.text)) return []
      const next = lines[i + 1]?.text ?? ''
      return [
        {
          id: bare(line.text),
          impact: impact?.test(next) ? next : null,
          evidence: evidenceAt(line.place, line.text),
        },
      ]
    })
  }

/** Cells below a header cell of any table of the body or a sheet. @example column(/^customer name$/) */
export const column =
  (label: RegExp): Pick =>
  (view) =>
    circuitTable({ id: label })(view).map((c) => ({ value: c.id, evidence: c.evidence }))

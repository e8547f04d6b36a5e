import type { Evidence, EvidenceKey, Notice } from '../reading/notice.ts'

/** Words of a mail that a field came from. */
export interface Mark {
  readonly field: EvidenceKey
  readonly evidence: Evidence
}

/** All evidence of a notice, in the order of reading. */
export const marksOf = (notice: Pick<Notice, 'evidence'> | null): readonly Mark[] =>
  notice === null
    ? []
    : Object.entries(notice.evidence)
        .flatMap(([field, list]) => (list ?? []).map((evidence) => ({ field: field as EvidenceKey, evidence })))
        .sort((a, b) => a.evidence.line - b.evidence.line || a.evidence.column - b.evidence.column)

/** A piece of text, marked for a field or not. */
export interface Span {
  readonly text: string
  readonly field: EvidenceKey | null
}

/** `[from, to)` of a text belongs to a field. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly field: EvidenceKey
}

/** Cuts a text at its ranges; where they overlap the first one counts. */
export const cutAt = (text: string, ranges: readonly Range[]): readonly Span[] => {
  const spans: Span[] = []
  let at = 0
  for (const { from, to, field } of [...ranges].sort((a, b) => a.from - b.from)) {
    if (from < at || to <= from) continue
    if (from > at) spans.push({ text: text.slice(at, from), field: null })
    spans.push({ text: text.slice(from, to), field })
    at = to
  }
  if (at < text.length) spans.push({ text: text.slice(at), field: null })
  return spans
}

/** The words after a label: `Label: value` of two cells is not one text in the mail's source. */
const afterLabel = (text: string): string => text.slice(text.indexOf(':') + 1).trim()

/** The pieces that evidence was put together from: lines, cells, `Start: … · End: …`. */
export const piecesOf = ({ text }: Evidence): readonly string[] =>
  text
    .split(/\n|\t| · /)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length > 1)

/** Texts to look for in the place of a piece, the most telling first. */
export const needles = (piece: string): readonly string[] =>
  [piece, afterLabel(piece)].filter((needle) => needle.length > 1)

/** Pieces of evidence stand in the line that it names, or a few lines on. */
const reach = 4

const rangeIn = (line: string, piece: string, column: number): readonly [number, number] | null => {
  for (const needle of needles(piece)) {
    const near = line.indexOf(needle, column)
    const from = near >= 0 ? near : line.indexOf(needle)
    if (from >= 0) return [from, from + needle.length]
  }
  return null
}

/** Marks in one shown line (counted from 1): what of the evidence stands in it. */
export const lineRanges = (line: string, number: number, marks: readonly Mark[]): readonly Range[] =>
  marks.flatMap(({ field, evidence }): readonly Range[] => {
    const ahead = number - evidence.line
    if (ahead < 0 || ahead > reach) return []
    const found = piecesOf(evidence).flatMap((piece) => {
      const range = rangeIn(line, piece, ahead === 0 ? Math.max(0, evidence.column - 1) : 0)
      return range === null ? [] : [{ from: range[0], to: range[1], field }]
    })
    return found.length === 0 && ahead === 0 ? [{ from: 0, to: line.length, field }] : found
  })

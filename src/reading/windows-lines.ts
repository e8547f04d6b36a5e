/** Windows in lines and in rows of tables, with the heading that they stand under. */
import type { Line, Piece, Table } from '../mail/document.ts'
import type { KeyedField, View } from './contract.ts'
import { joinSpan, readInstants, readSpans } from './dates.ts'
import { hasDigit } from './digits.ts'
import {
  backupLabel,
  endLabel,
  impactTimeLabel,
  newLabel,
  notWindowLabel,
  oldLabel,
  startLabel,
  windowLabel,
} from './labels.ts'
import { workNoun } from './status-words.ts'
import { labelKey } from './view.ts'
import type { Span } from './when.ts'
import { type Candidate, candidate, sectionOf, zoned } from './windows-candidate.ts'
import { fromColumns, fromDatedRows } from './windows-tables.ts'

const maxHeading = 60
const maxFieldLines = 40

/** A line with what stands above and before it. */
export interface LabelledLine {
  readonly line: Line
  readonly field: KeyedField | undefined
  readonly heading: string
  /** Key of the old or new date above, whose times follow. */
  readonly section: string
}

const tellsAge = (f: KeyedField): boolean => oldLabel.test(f.key) || newLabel.test(f.key) || backupLabel.test(f.key)

/** Normalised label of the field, and heading, that the line stands under. Only lines with a time are asked. */
export const keyOf = ({ field, heading, section }: LabelledLine): string =>
  // "Original window" below "has been rescheduled" is old: the field's own label counts for more than the heading.
  field && tellsAge(field) ? field.key : `${field ? field.key : ''} ${labelKey(heading)} ${section}`

export const labelOf = ({ field, heading }: LabelledLine): string => (field ? field.label : heading)

/** All of the field's value is struck through. */
export const isGone = ({ field }: LabelledLine): boolean =>
  field !== undefined && field.value === '' && field.struck !== ''

const fieldsByLine = (view: View): ReadonlyMap<number, KeyedField> => {
  const at = new Map<number, KeyedField>()
  for (const f of view.fields)
    if (f.place.part === view.part.name)
      for (let n = f.fromLine; n <= Math.min(f.toLine, f.fromLine + maxFieldLines); n++) at.set(n, f)
  return at
}

// "Dear customer," opens a letter: what follows is not about customers.
const greeting = /,$|^(?:dear|hello|hi|good (?:day|morning)|valued)\b/i

const timeOrCell = /\d{1,2}:\d\d|\d{4}|\t/

const isHeading = (line: Line): boolean =>
  line.text !== '' && line.text.length <= maxHeading && !line.struck && !timeOrCell.test(line.text)

const optionWord = /\b(?:night|day|date|window|option)\b/i
const timeOrDate = /\d{1,2}:\d\d|\b\d{1,2}(?:st|nd|rd|th)?[-/. ](?:\d{1,2}[-/. ]|[A-Z][a-z]{2}\b|[A-Z][a-z]{2,8}[- ]\d)/

// "31400031-2 Alternate Night": digits of an id do not make a heading a date.
const isOption = (line: Line): boolean =>
  line.text.length <= maxHeading && !line.struck && optionWord.test(line.text) && !timeOrDate.test(line.text)

const labelledOnce = new WeakMap<View, readonly LabelledLine[]>()

export const labelledLines = (view: View): readonly LabelledLine[] => {
  const known = labelledOnce.get(view) ?? labelsOf(view)
  labelledOnce.set(view, known)
  return known
}

/** Each line of the part with the label or short heading above it, and with the old or new date whose times follow. */
const labelsOf = (view: View): readonly LabelledLine[] => {
  const at = fieldsByLine(view)
  let [heading, section] = ['', '']
  return view.part.lines.map((line) => {
    const f = at.get(line.place.line)
    const opens = f?.fromLine === line.place.line
    if (opens) section = sectionOf(f, section)
    if (opens && !line.text.includes('\t')) heading = f.label
    else if (isHeading(line) || isOption(line)) heading = greeting.test(line.text) ? '' : line.text
    return { line, field: f, heading, section }
  })
}

/** The key that each line of the part stands under, by the line's number; '' for any other number. */
export const keysByLine = (view: View): ((line: number) => string) => {
  let byLine: ReadonlyMap<number, LabelledLine> | null = null
  return (line) => {
    byLine ??= new Map(labelledLines(view).map((l) => [l.line.place.line, l]))
    const labelled = byLine.get(line)
    return labelled ? keyOf(labelled) : ''
  }
}

const before = (text: string, at: number): string => labelKey(text.slice(Math.max(0, at - 50), at))

const excluded = (key: string): boolean => notWindowLabel.test(key) && !windowLabel.test(key)

/** `2021-05-20 07:00:21 GMT - The work has begun.`: when somebody wrote, to the second, not when work is. */
const logged = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[A-Z]{2,4} )?[-–:] ?[A-Z][a-z]/

export const isLogged = (text: string): boolean => logged.test(text)

export const isUnread = (view: View, line: Line, limit: number): boolean =>
  line.struck ||
  line.text.length > limit ||
  !hasDigit(line.text) ||
  view.quoted.has(line.place.line) ||
  logged.test(line.text)

const maxLine = 3000
const wrapped = 20

/** `FRIDAY, 02 JUL 10:00 - FRIDAY, 02 JUL`: a time to a mere day. */
const hangs = (span: Span): boolean => !span.start.dateOnly && span.end?.dateOnly === true

const questioned = (span: Span, text: string): Span =>
  hangs(span)
    ? {
        ...span,
        doubts: [
          ...span.doubts,
          { code: 'window-end-missing', blocking: true, detail: `“${text}” ends with a day that has no time.` },
        ],
      }
    : span

const isWrapped = (view: View, line: Line, next: Line | undefined): next is Line =>
  next !== undefined && next.text !== '' && view.part.kind === 'text' && line.text.length >= wrapped

/** Spans of a line; in wrapped text a span may run over the line's end. */
const spansOf = (view: View, line: Line, label: string, next: Line | undefined) => {
  const text = zoned(line.text, label)
  const spans = readSpans(text, view.context)
  if ((spans.length && !spans.some(hangs)) || !isWrapped(view, line, next)) return { text, spans }
  if (!readInstants(line.text, view.context).length) return { text, spans }
  const joined = zoned(`${line.text} ${next.text}`, label)
  const whole = readSpans(joined, view.context)
  return spans.length && !whole.length ? { text, spans } : { text: joined, spans: whole }
}

const lineSpans = (view: View, one: LabelledLine, key: string, next: Line | undefined): readonly Candidate[] => {
  const { line } = one
  const { text, spans } = spansOf(view, line, labelOf(one), next)
  const source = windowLabel.test(key) ? 'labelled' : 'prose'
  return spans.map((span) =>
    candidate(questioned(span, line.text), `${key} ${before(text, span.from)}`, line.place, line.text, source),
  )
}

const spansUnder = (view: View, counts: (key: string) => boolean): readonly Candidate[] => {
  const lines = labelledLines(view)
  const out: Candidate[] = []
  lines.forEach((one, i) => {
    if (isUnread(view, one.line, maxLine) || isGone(one)) return
    const key = keyOf(one)
    if (counts(key)) out.push(...lineSpans(view, one, key, lines[i + 1]?.line))
  })
  return out
}

/** Every span in the part's lines. */
export const fromLines = (view: View): readonly Candidate[] => spansUnder(view, (key) => !excluded(key))

/** Those of them that stand under a label of windows: prose need not be read where these tell all. */
export const fromLabelledLines = (view: View): readonly Candidate[] => spansUnder(view, (key) => windowLabel.test(key))

/** A lone instant in a sentence or label about the work: a start whose end is unknown. */
export const fromInstants = (view: View): readonly Candidate[] => {
  const lines = labelledLines(view)
  for (const [i, one] of lines.entries()) {
    const { line } = one
    if (isUnread(view, line, 1000) || isGone(one)) continue
    const key = keyOf(one)
    if (excluded(key) || !(workNoun.test(line.text) || windowLabel.test(key) || startLabel.test(key))) continue
    const next = lines[i + 1]?.line
    const label = labelOf(one)
    const alone = joinSpan(zoned(line.text, label), null, view.context)
    const span =
      alone?.start.dateOnly && isWrapped(view, line, next)
        ? joinSpan(zoned(`${line.text} ${next.text}`, label), null, view.context)
        : alone
    if (span && !span.start.dateOnly) return [candidate(span, key, line.place, line.text, 'instant')]
  }
  return []
}

export const fromSubject = (view: View): readonly Candidate[] =>
  readSpans(view.subject.text, view.context).map((span) =>
    candidate(span, before(view.subject.text, span.from), view.subject.place, view.subject.text, 'subject'),
  )

const rowText = (row: readonly Piece[]): string =>
  row
    .filter((c) => !c.struck)
    .map((c) => c.text.replace(/\n/g, ' '))
    .join(' ')

export const isWindowHeader = (text: string): boolean => {
  if (text.length >= 300 || /\d{1,2}[:.]\d\d|\d{4}/.test(text)) return false
  const key = labelKey(text)
  return startLabel.test(key) && endLabel.test(key)
}

const rowCandidate = (
  row: readonly Piece[],
  text: string,
  header: string,
  headingOf: (line: number) => string,
  view: View,
): readonly Candidate[] => {
  const [first] = row
  if (!first || text.length > 400 || !hasDigit(text)) return []
  const [a, b] = readInstants(text, view.context)
  if (!a || !b) return []
  const span = joinSpan(zoned(text.slice(0, b.start), header), zoned(text.slice(b.start), header), view.context)
  const source = impactTimeLabel.test(labelKey(header)) ? 'impact' : 'row'
  const words = `${labelKey(headingOf(first.place.line))} ${row.length > 2 ? labelKey(text.slice(0, a.start)) : ''}`
  return span ? [candidate(span, words, first.place, row.map((c) => c.text).join(' | '), source)] : []
}

const fromTable = (table: Table, headingOf: (line: number) => string, view: View): readonly Candidate[] => {
  let header: string | null = null
  return table.rows.flatMap((row) => {
    const text = rowText(row)
    if (isWindowHeader(text)) {
      header = text
      return []
    }
    return header ? rowCandidate(row, text, header, headingOf, view) : []
  })
}

/** Rows with two instants under a header that names start and end (`Start | End`, `Start | End | Time Zone`). */
export const fromTables = (view: View): readonly Candidate[] => {
  const headingOf = keysByLine(view)
  const none = () => ''
  return [view.part, ...view.sheets].flatMap((part) =>
    part.tables.flatMap((table) => [
      ...fromTable(table, part === view.part ? headingOf : none, view),
      ...fromColumns(table, view),
      ...fromDatedRows(table, view),
    ]),
  )
}

/** Mail → the views that formats read: one for each body part, with normalised labels. */
import type { Document, DocumentPart, Field, Line, Piece } from '../mail/document.ts'
import { bareFields } from './bare-labels.ts'
import type { KeyedField, View } from './contract.ts'
import { withoutBlock, withoutTracker } from './tracker.ts'
import type { DateContext } from './when.ts'

// Most text is ASCII, and folding accents or asking Unicode for letters costs ten times the rest.
const ascii = /^[\x20-\x7e]*$/
const notWord = /[^\p{L}\p{N}&/+]+/gu
const notAsciiWord = /[^a-z0-9&/+]+/g

const folded = (label: string): string =>
  ascii.test(label)
    ? label.toLowerCase().replace(notAsciiWord, ' ').trim()
    : label
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replace(notWord, ' ')
        .trim()

// The same few hundred labels stand in all mails of a vendor, and several readers ask for each.
const keys = new Map<string, string>()
const maxKeys = 5000
const maxRemembered = 80

/**
 * A label as patterns see it: lower case, accents folded, punctuation to single blanks.
 * `Service(s) Impacted:` → `service s impacted`; `Início / Start` → `inicio / start`.
 */
export const labelKey = (label: string): string => {
  if (label.length > maxRemembered) return folded(label)
  const known = keys.get(label)
  if (known !== undefined) return known
  const key = folded(label)
  if (keys.size >= maxKeys) keys.clear()
  keys.set(label, key)
  return key
}

/** `Ticket: | 4711`, of a table drawn with bars. */
const leadingBar = /^\|\s*(?=\S)/

/** Most values are of one line. */
const joined = (pieces: readonly Piece[], textOf: (piece: Piece) => string): string => {
  const [first] = pieces
  if (!first) return ''
  return pieces.length === 1 ? textOf(first) : pieces.map(textOf).join('\n')
}

const keyed = (f: Field): KeyedField => {
  const { label } = f
  const isStruck = label.struck || f.value.some((piece) => piece.struck)
  const kept = isStruck ? f.value.filter((piece) => !piece.struck) : f.value
  const last = f.value.at(-1) ?? label
  return {
    key: labelKey(label.text),
    label: label.text,
    value: label.struck ? '' : joined(kept, (piece) => piece.text.replace(leadingBar, '')),
    struck: isStruck ? joined(label.struck ? f.value : f.value.filter((p) => p.struck), (piece) => piece.text) : '',
    place: kept[0]?.place ?? label.place,
    fromLine: f.label.place.line,
    toLine: last.place.line,
  }
}

const emptySubject: Line = { text: '', place: { part: 'subject', line: 1, column: 1 }, struck: false, strong: false }

const headerLabel =
  /^(from|sent|date|to|cc|subject|reply to|von|gesendet|an|betreff|de|envoye|a|objet|para|asunto|enviado)$/

/** Lines of a quoted mail header (`From: … Sent: … To: … Subject: …`): never the work's own dates. */
const quotedHeaderFields = (fields: readonly KeyedField[]): ReadonlySet<KeyedField> => {
  const out = new Set<KeyedField>()
  let run: KeyedField[] = []
  const close = () => {
    const keys = new Set(run.map((f) => f.key))
    if (run.length >= 3 && (keys.has('subject') || keys.has('betreff') || keys.has('objet') || keys.has('asunto')))
      for (const f of run) out.add(f)
    run = []
  }
  for (const f of fields) {
    const previous = run.at(-1)
    if (previous && (!headerLabel.test(f.key) || f.fromLine - previous.toLine > 2)) close()
    if (headerLabel.test(f.key)) run.push(f)
  }
  close()
  return out
}

const isRow = (line: string): boolean => line.includes('\t') && line.indexOf('\t') < 200 && line.split('\t').length > 2

/** The first header cell of a table, with the rows as its value: tables are read as tables. */
const isTableRow = (f: KeyedField): boolean => f.value.includes('\t') && isRow(f.value.split('\n', 1)[0] ?? '')

/** A value that runs on into a table is over where the table begins. */
const aboveTable = (f: KeyedField): KeyedField => {
  if (!f.value.includes('\t')) return f
  const lines = f.value.split('\n')
  const row = lines.findIndex(isRow)
  return row > 0 ? { ...f, value: lines.slice(0, row).join('\n') } : f
}

const inOrder = (fields: readonly KeyedField[]): readonly KeyedField[] =>
  [...fields].sort((a, b) => a.fromLine - b.fromLine)

const isBody = (part: DocumentPart): boolean => part.kind === 'text' || part.kind === 'html'

const noAsciiLetters = /[^A-Za-z0-9]+/g
const noLetters = /[^\p{L}\p{N}]+/gu

const letters = (text: string): string => text.replace(ascii.test(text) ? noAsciiLetters : noLetters, '')

/** Compared as they go, however the lines are broken: parts that differ do so near their beginnings. */
const sameLetters = (a: readonly Line[], b: readonly Line[]): boolean => {
  let [i, j, left, right] = [0, 0, '', '']
  for (;;) {
    while (left === '' && i < a.length) left = letters(a[i++]?.text ?? '')
    while (right === '' && j < b.length) right = letters(b[j++]?.text ?? '')
    const length = Math.min(left.length, right.length)
    if (length === 0) return left === right
    if (!left.startsWith(right.slice(0, length))) return false
    left = left.slice(length)
    right = right.slice(length)
  }
}

/** A picture's words, which text parts may leave out. */
const picture = /^\[[^\]]{1,1000}\]$/

const isTwin = (text: DocumentPart, html: DocumentPart): boolean => {
  if (sameLetters(text.lines, html.lines)) return true
  const words = html.lines.filter((l) => !picture.test(l.text))
  return words.length < html.lines.length && sameLetters(text.lines, words)
}

/** The text part of a multipart/alternative that says the same, letter by letter, as an HTML part says nothing more. */
const withoutTwins = (parts: readonly DocumentPart[]): readonly DocumentPart[] => {
  if (parts.length < 2) return parts
  const html = parts.filter((p) => p.kind === 'html')
  return parts.filter((p) => p.kind === 'html' || !html.some((h) => isTwin(p, h)))
}

/** One view a body part and iCal description; a mail without a body gives one with an empty part, so that subject and sheets are read. */
export const viewsOf = (
  document: Document,
  descriptions: readonly DocumentPart[],
  context: DateContext,
): readonly View[] => {
  const named = document.parts.find((p) => p.kind === 'subject')?.lines[0] ?? emptySubject
  const sheets = document.parts.filter((p) => p.kind === 'csv' || p.kind === 'xlsx')
  const sheetFields = sheets.flatMap((s) => s.fields.map(keyed))
  const whole = withoutTwins(
    [...document.parts, ...descriptions].filter((p) => isBody(p) && p.lines.some((l) => l.text !== '')),
  )
  const bodies = whole.map(withoutBlock)
  const subject = withoutTracker(
    named,
    bodies.some((b, i) => b !== whole[i]),
  )
  const parts: readonly DocumentPart[] = bodies.length
    ? bodies
    : [{ kind: 'text', name: 'text', lines: [], tables: [], fields: [] }]
  return parts.map((part) => {
    const own = part.fields.map(keyed)
    const quoted = quotedHeaderFields(own)
    const kept = own.filter((f) => !quoted.has(f) && !isTableRow(f)).map(aboveTable)
    const bare = bareFields(part.lines, new Set(own.map((f) => f.fromLine)), labelKey)
    return {
      part,
      subject,
      sheets,
      fields: [...inOrder([...kept, ...bare]), ...sheetFields],
      quoted: new Set([...quoted].flatMap((f) => [f.fromLine, f.toLine])),
      text: part.lines.map((l) => l.text).join('\n'),
      context,
    }
  })
}

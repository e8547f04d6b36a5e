/** Multiparts without anything unusual, taken apart at once: mailparser's streams take several turns of the event loop a part. */
import { isAscii, isUtf8 } from 'node:buffer'
import type { Body, BodyText, FilePart } from './body.ts'
import { decodeQuotedPrintable, type HeaderBlock, parseParameters, readHeader, splitUnquoted } from './header.ts'
import { limits } from './limits.ts'

type Headers = HeaderBlock['headers']

interface Value {
  readonly value: string
  readonly params: ReadonlyMap<string, string>
}

interface Leaf {
  readonly kind: 'text' | 'html' | 'file'
  readonly text: string
  readonly file: FilePart
  /** A `multipart/alternative` stands around it. */
  readonly alternative: boolean
}

const none: Value = { value: '', params: new Map() }
const plainValue = /^[a-z]{1,20}(?:\/[a-z0-9.+-]{1,80})?$/i
const plainParameter = /^[a-z-]{1,30}=(?:"[^"\\%?*]{0,200}"|[\w.+/=:-]{1,200})$/i

/** A structured header in its plain form: once, ASCII, nothing encoded, no comment, no parameter twice. */
const plainHeader = (headers: Headers, name: string): Value | null => {
  const values = headers.get(name) ?? []
  const [written] = values
  if (written === undefined) return none
  const [head, ...rest] = splitUnquoted(written, ';').map((piece) => piece.trim())
  const pieces = rest.at(-1) === '' ? rest.slice(0, -1) : rest
  const usual = values.length === 1 && plainValue.test(head ?? '') && pieces.every((p) => plainParameter.test(p))
  if (!usual || !/^[\x20-\x7e]*$/.test(written)) return null
  const parsed = parseParameters(written)
  const kept = parsed.params.size === pieces.length && [...parsed.params.values()].every((v) => v === v.trim())
  return kept ? parsed : null
}

const blank = /^\s*$/

/** The parts between exact boundary lines, to the closing one, behind which nothing stands; null where a line is only like one. */
const split = (body: Buffer, boundary: string): readonly Buffer[] | null => {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const parts: Buffer[] = []
  let from = -1
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 10) continue
    const feed = body.indexOf(10, at)
    const rest = body.toString('latin1', at + mark.length, feed < 0 ? body.length : feed).replace(/\r$/, '')
    if ((rest !== '' && rest !== '--') || (rest === '' && feed < 0) || parts.length >= limits.parts) return null
    if (from >= 0) parts.push(body.subarray(from, at))
    if (rest === '--') return feed < 0 || blank.test(body.toString('latin1', feed)) ? parts : null
    from = feed + 1
  }
  return null
}

/** The content below the header; its last line break belongs to the boundary. */
const contentOf = (part: Buffer, start: number): Buffer => {
  let end = part.length
  if (end > start && part[end - 1] === 10) end--
  if (end > start && part[end - 1] === 13) end--
  return part.subarray(start, end)
}

/** An empty line ends the header: it was read to its end. */
const isWhole = (part: Buffer, start: number): boolean =>
  start > 2 && part[start - 1] === 10 && (part[start - 2] === 10 || (part[start - 2] === 13 && part[start - 3] === 10))

const asBase64 = (content: Buffer): Buffer | null => {
  const text = content.toString('latin1').replace(/[\r\n]+/g, '')
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}

// Blanks at a line's end, and `=` before anything else, are read one way or another.
const unusualEscape = /[ \t](?:[\r\n]|$)|=(?![\dA-Fa-f]{2}|\r?\n|$)/

const asQuotedPrintable = (content: Buffer): Buffer | null => {
  const text = content.toString('latin1')
  return unusualEscape.test(text) ? null : decodeQuotedPrintable(text)
}

const decoded = (content: Buffer, encoding: string): Buffer | null => {
  if (encoding === 'base64') return asBase64(content)
  if (encoding === 'quoted-printable') return asQuotedPrintable(content)
  return ['', '7bit', '8bit', 'binary'].includes(encoding) ? content : null
}

const asciiBased = /^(?:iso-8859-\d{1,2}|windows-125\d)$/

/** The text if its charset leaves no choice: UTF-8 that is valid, or ASCII in a charset that holds it. */
const textOf = (bytes: Buffer, charset: string): string | null => {
  const unicode = charset === '' || charset === 'utf-8' || charset === 'us-ascii'
  if (!(unicode ? isUtf8(bytes) : asciiBased.test(charset) && isAscii(bytes))) return null
  const text = bytes.toString('utf8').replace(/\r\n/g, '\n')
  return text.includes('\ufffd') ? null : text
}

const leafOf = (headers: Headers, content: Buffer, type: Value, alternative: boolean): Leaf | null => {
  const disposition = plainHeader(headers, 'content-disposition')
  const encodings = headers.get('content-transfer-encoding') ?? []
  const bytes = encodings.length > 1 ? null : decoded(content, encodings[0]?.toLowerCase() ?? '')
  if (!bytes || !disposition || !['', 'inline', 'attachment'].includes(disposition.value)) return null
  const charset = type.params.get('charset') ?? null
  const name = disposition.params.get('filename') ?? type.params.get('name') ?? ''
  const file: FilePart = { name, type: type.value, content: bytes, charset }
  if ((type.value !== 'text/plain' && type.value !== 'text/html') || disposition.value === 'attachment')
    return { kind: 'file', text: '', file, alternative }
  const text = type.params.has('format') ? null : textOf(bytes, charset?.toLowerCase() ?? '')
  return text === null ? null : { kind: type.value === 'text/html' ? 'html' : 'text', text, file, alternative }
}

const containers = new Set(['multipart/alternative', 'multipart/mixed', 'multipart/related'])
const maxDepth = 5
// mailparser guesses the first from the name, and has rules of its own for the others.
const left = /^(?:application\/octet-stream|message\/.*|multipart\/.*|)$/

const partOf = (part: Buffer, alternative: boolean, depth: number): readonly Leaf[] | null => {
  const { headers, bodyStart } = readHeader(part)
  const type = plainHeader(headers, 'content-type')
  if (!type || !isWhole(part, bodyStart)) return null
  const content = contentOf(part, bodyStart)
  if (containers.has(type.value)) return leavesOf(type, content, alternative, depth + 1)
  const leaf = left.test(type.value) ? null : leafOf(headers, content, type, alternative)
  return leaf && [leaf]
}

const leavesOf = (type: Value, body: Buffer, within: boolean, depth: number): readonly Leaf[] | null => {
  const boundary = type.params.get('boundary') ?? ''
  const parts = /^\S{1,70}$/.test(boundary) && depth <= maxDepth ? split(body, boundary) : null
  if (!parts) return null
  const leaves: Leaf[] = []
  for (const part of parts) {
    const found = partOf(part, within || type.value === 'multipart/alternative', depth)
    if (!found) return null
    leaves.push(...found)
  }
  return leaves
}

/** Several texts of one kind, or text and HTML that are no alternatives, are joined by rules of mailparser's own. */
const standAlone = (texts: readonly Leaf[]): boolean =>
  texts.length === 1 ||
  (texts.length === 2 && texts[0]?.kind !== texts[1]?.kind && texts.every((leaf) => leaf.alternative))

/**
 * The body of a multipart in which everything is written the usual way, as mailparser reads it
 * (`tests/mail/plain-multipart.test.ts` holds one against the other). Null for whatever is unusual: that is mailparser's.
 */
export const readPlainMultipart = (headers: Headers, body: Buffer): Body | null => {
  const type = plainHeader(headers, 'content-type')
  const encoding = headers.get('content-transfer-encoding')?.[0]?.toLowerCase() ?? ''
  const usual = ['', '7bit', '8bit', 'binary'].includes(encoding) && !headers.has('content-disposition')
  if (!type || !usual || !containers.has(type.value)) return null
  const leaves = leavesOf(type, body, false, 0)
  const shown = leaves?.filter((leaf) => leaf.kind !== 'file') ?? []
  if (!leaves || leaves.length > limits.parts || !standAlone(shown)) return null
  const texts: BodyText[] = shown
    .map((leaf) => ({ html: leaf.kind === 'html', text: leaf.text }))
    .sort((a, b) => Number(a.html) - Number(b.html))
  const files = leaves.filter((leaf) => leaf.kind === 'file').map((leaf) => leaf.file)
  if (texts.every(({ text }) => text.trim() === '')) return null
  return { texts, files, broken: false, cut: false }
}

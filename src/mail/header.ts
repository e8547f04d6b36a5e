import { isUtf8 } from 'node:buffer'
import { limits } from './limits.ts'

/** The header block of a message: unfolded values by lower-case name, the topmost first, and where the body starts. */
export interface HeaderBlock {
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly bodyStart: number
  /** The block was cut at `limits.headerBytes` or `limits.headerLines`. */
  readonly cut: boolean
}

const utf8 = new TextDecoder('utf-8')

// Windows-1252's own letters at 0x80–0x9f. Node 20's TextDecoder reads that charset as Latin-1 and so loses them.
const c1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

const decodeWestern = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (c) => c1[c.charCodeAt(0) - 0x80] ?? c)

/** Bytes of unknown charset as text: UTF-8 if they are valid UTF-8, else Windows-1252, which never fails. */
export const decodeUnknown = (bytes: Uint8Array): string =>
  // Asked first: an error that is thrown and caught costs more than the decoding.
  isUtf8(bytes) ? utf8.decode(bytes) : decodeWestern(bytes)

/** The end of the header block: the offset of its last line's end, and of the body's first byte. */
const findBody = (raw: Uint8Array): { end: number; body: number } => {
  let at = 0
  while (at < raw.length) {
    const feed = raw.indexOf(10, at)
    if (feed < 0) return { end: raw.length, body: raw.length }
    const length = feed - at
    if (length === 0 || (length === 1 && raw[at] === 13)) return { end: at, body: feed + 1 }
    at = feed + 1
  }
  return { end: raw.length, body: raw.length }
}

/** A block without any of these is text that happens to hold a colon. */
const known = [
  ...['from', 'to', 'subject', 'date', 'message-id', 'received', 'return-path', 'delivered-to', 'mime-version', 'cc'],
  ...[
    'content-type',
    'content-transfer-encoding',
    'content-disposition',
    'sender',
    'reply-to',
    'list-id',
    'content-id',
  ],
]

const headerName = /^[\x21-\x39\x3b-\x7e]{1,200}$/

const isHeaderLine = (line: string): boolean => {
  const colon = line.indexOf(':')
  return colon > 0 && headerName.test(line.slice(0, colon).trimEnd())
}

/**
 * Reads the header block. RFC 5322 §2.2 is applied as mail programs do: a line that is neither a header nor a
 * continuation ends the block (a message that starts with text has no header at all), an mbox `From ` line is passed over.
 */
export const readHeader = (raw: Uint8Array): HeaderBlock => {
  const { end, body } = findBody(raw.subarray(0, limits.headerBytes))
  const lines = decodeUnknown(raw.subarray(0, end)).split(/\r?\n/, limits.headerLines)
  const values = new Map<string, string[]>()
  let current: { name: string; parts: string[] } | null = null
  const close = () => {
    if (!current) return
    const list = values.get(current.name)
    const value = current.parts.join('').trim()
    if (list) list.push(value)
    else values.set(current.name, [value])
    current = null
  }
  let index = 0
  for (; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '') continue
    if (line.startsWith(' ') || line.startsWith('\t')) {
      ;(current as { parts: string[] } | null)?.parts.push(` ${line.trim()}`)
      continue
    }
    if (isHeaderLine(line)) {
      close()
      const colon = line.indexOf(':')
      current = { name: line.slice(0, colon).trimEnd().toLowerCase(), parts: [line.slice(colon + 1)] }
      continue
    }
    if (/^>?From /.test(line)) continue
    break
  }
  close()
  if (values.size > 0 && !known.some((name) => values.has(name)))
    return { headers: new Map(), bodyStart: 0, cut: false }
  const bodyStart = index < lines.length ? offsetOfLine(raw, index) : body
  return { headers: values, bodyStart, cut: end >= limits.headerBytes || lines.length >= limits.headerLines }
}

const offsetOfLine = (raw: Uint8Array, line: number): number => {
  let at = 0
  for (let i = 0; i < line; i++) {
    const feed = raw.indexOf(10, at)
    if (feed < 0) return raw.length
    at = feed + 1
  }
  return at
}

const decoderOf = (charset: string): typeof utf8 | null => {
  try {
    return new TextDecoder(charset)
  } catch {
    return null
  }
}

/** Bytes in a named charset as text; a charset that is unknown, or that the bytes contradict, is guessed. */
export const decodeCharset = (bytes: Uint8Array, charset: string | null): string => {
  const name = charset?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'utf-8' || name === 'utf8' || name.endsWith('ascii')) return decodeUnknown(bytes)
  const decoder = decoderOf(name)
  if (!decoder) return decodeUnknown(bytes)
  return decoder.encoding === 'windows-1252' ? decodeWestern(bytes) : decoder.decode(bytes)
}

const hexOf = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** The offset after a soft line break whose `=` stands at `at`; -1 if it is none. */
const afterSoftBreak = (text: string, at: number): number => {
  let after = at + 1
  while (after < text.length && ' \t\r'.includes(text[after] ?? '')) after++
  if (after >= text.length) return text.length
  return text[after] === '\n' ? after + 1 : -1
}

/** RFC 2045 §6.7 quoted-printable (given as Latin-1 characters), forgiving: what is no escape stays as it is. */
export const decodeQuotedPrintable = (text: string): Buffer => {
  const bytes = Buffer.allocUnsafe(text.length)
  let length = 0
  let from = 0
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', from)) {
    length += bytes.write(text.slice(from, at), length, 'latin1')
    const high = hexOf(text.charCodeAt(at + 1))
    const low = hexOf(text.charCodeAt(at + 2))
    const soft = high < 0 ? afterSoftBreak(text, at) : -1
    if (high >= 0 && low >= 0) {
      bytes[length++] = high * 16 + low
      from = at + 3
    } else if (soft >= 0) from = soft
    else {
      bytes[length++] = 61
      from = at + 1
    }
  }
  length += bytes.write(text.slice(from), length, 'latin1')
  return bytes.subarray(0, length)
}

const wordBytes = (encoding: string, text: string): Buffer =>
  encoding === 'b' || encoding === 'B' ? Buffer.from(text, 'base64') : decodeQuotedPrintable(text.replaceAll('_', ' '))

const encodedWord = /=\?([^?\s]{1,40})\?([bBqQ])\?([^?]{0,8000})\?=/g

/**
 * RFC 2047 encoded words. Neighbours in one charset are joined as bytes first, since mailers split inside a character.
 */
export const decodeWords = (value: string): string => {
  if (!value.includes('=?')) return value
  let out = ''
  let last = 0
  let pending: { charset: string; bytes: Buffer[] } | null = null
  const flush = () => {
    if (pending) out += decodeCharset(Buffer.concat(pending.bytes), pending.charset)
    pending = null
  }
  for (const match of value.matchAll(encodedWord)) {
    const between = value.slice(last, match.index)
    const charset = ((match[1] ?? '').split('*')[0] ?? '').toLowerCase()
    const bytes = wordBytes(match[2] ?? '', match[3] ?? '')
    const open = pending as { charset: string; bytes: Buffer[] } | null
    const adjacent = open !== null && between.trim() === ''
    if (adjacent && open.charset === charset) {
      open.bytes.push(bytes)
    } else {
      flush()
      if (!adjacent) out += between
      pending = { charset, bytes: [bytes] }
    }
    last = match.index + match[0].length
  }
  flush()
  return out + value.slice(last)
}

/** A structured value such as Content-Type: the value in lower case, and its parameters (RFC 2231 and 2047 decoded). */
export interface Parameterised {
  readonly value: string
  readonly params: ReadonlyMap<string, string>
}

const unquote = (text: string): string =>
  text.startsWith('"')
    ? text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).replace(/\\(.)/g, '$1')
    : text

/** Splits at a separator outside quoted strings. */
export const splitUnquoted = (text: string, separator: string): string[] => {
  const parts: string[] = []
  let quoted = false
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted && c === '\\') i++
    else if (c === '"') quoted = !quoted
    else if (c === separator && !quoted) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

const decodeExtended = (value: string): string => {
  const [charset, , ...rest] = value.split("'")
  if (rest.length === 0) return value
  const bytes = Buffer.from(
    rest.join("'").replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return decodeCharset(bytes, charset ?? null)
}

export const parseParameters = (value: string): Parameterised => {
  const [head, ...rest] = splitUnquoted(value, ';')
  const params = new Map<string, string>()
  for (const piece of rest.slice(0, 100)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const key = piece.slice(0, equals).trim().toLowerCase()
    const plain = unquote(piece.slice(equals + 1).trim())
    // RFC 2231 continuations (name*0, name*1*) are joined in the order in which they come.
    const star = key.indexOf('*')
    const name = star < 0 ? key : key.slice(0, star)
    const extended = star >= 0 && (key.endsWith('*') || plain.includes("''"))
    const text = extended ? decodeExtended(plain) : decodeWords(plain)
    params.set(name, star >= 0 && /\*[1-9]/.test(key) ? (params.get(name) ?? '') + text : text)
  }
  return { value: (head ?? '').trim().toLowerCase(), params }
}

/** Cutting an mbox into mails, in memory bounded by one mail under the cap. Bytes in, bytes out; no file is opened here. */
import { createHash } from 'node:crypto'
import { headerBlock, MAX_HEADER_BYTES } from './raw-mail.ts'

/** One mail as it stands in the file, `[start, end)` in bytes, from its `From ` line to the next. */
export interface MboxMail {
  readonly start: number
  readonly end: number
  /** The separator without its line end: `From ops@example.org Mon Jan  5 10:00:00 2026`. */
  readonly fromLine: string
  /** The mail without separator and blank last line, `>From ` unquoted; null when larger than the cap. */
  readonly raw: Uint8Array | null
  readonly headers?: Uint8Array
  readonly size: number
  /** The last bytes before `end`, for the fingerprint. */
  readonly tail: Uint8Array
}

export const TAIL_BYTES = 1024
/** A longer line is no separator; it also bounds what is carried from one chunk to the next. */
const MAX_FROM_LINE = 1000

interface Growing {
  readonly start: number
  readonly fromLine: string
  pieces: Buffer[]
  kept: number
  size: number
  tail: Buffer
}

/**
 * Mails from chunks of bytes that begin, at `offset` of the file, with a `From ` line.
 * Work is linear in the bytes; what precedes the first separator is passed over.
 */
export async function* mboxMails(
  chunks: AsyncIterable<Buffer>,
  offset: number,
  maxBytes: number,
): AsyncGenerator<MboxMail> {
  // With a line end before the first byte, the first separator is found like all others.
  let data: Buffer = Buffer.from('\n')
  let position = offset - 1
  // How much of `data` already belongs to a mail: the line end of a separator is needed again to see the next one.
  let done = 0
  let mail: Growing | null = null
  for await (const { chunk, isLast } of withEnd(chunks)) {
    data = Buffer.concat([data, chunk])
    for (const { at, next } of separators(data, isLast)) {
      if (mail !== null) {
        grow(mail, data.subarray(done, at), maxBytes)
        yield finished(mail, position + at, maxBytes)
      }
      mail = newMail(position + at, data.subarray(at, next))
      done = next
    }
    const rest: number = isLast ? data.length : unfinishedFrom(data)
    if (mail !== null && rest > done) grow(mail, data.subarray(done, rest), maxBytes)
    done = Math.max(0, done - rest)
    position += rest
    data = data.subarray(rest)
  }
  if (mail !== null) yield finished(mail, position, maxBytes)
}

async function* withEnd(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ chunk: Buffer; isLast: boolean }> {
  for await (const chunk of chunks) yield { chunk, isLast: false }
  yield { chunk: Buffer.alloc(0), isLast: true }
}

/** The separator lines that are whole in `data`: `at` their first byte, `next` the byte after their line end. */
function* separators(data: Buffer, isLast: boolean): Generator<{ at: number; next: number }> {
  for (let found = data.indexOf('\nFrom '); found !== -1; found = data.indexOf('\nFrom ', found + 1)) {
    const lineEnd = data.indexOf('\n', found + 1)
    if (lineEnd === -1 && !isLast) return
    const next = lineEnd === -1 ? data.length : lineEnd + 1
    if (isFromLine(data.toString('latin1', found + 1, Math.min(next, found + MAX_FROM_LINE))))
      yield { at: found + 1, next }
  }
}

/** From where on `data` must wait for the next chunk, since a separator may have begun there. */
function unfinishedFrom(data: Buffer): number {
  const lineStart = data.lastIndexOf('\n')
  const line = data.subarray(lineStart + 1)
  if (lineStart === -1 || line.length > MAX_FROM_LINE) return data.length
  const head = line.toString('latin1', 0, 5)
  return 'From '.startsWith(head) ? lineStart : data.length
}

/**
 * A line of the body that begins with "From " is quoted by whoever wrote the mbox, but not by all; so a separator must
 * also have a time and a year, as RFC 4155 wants it and every writer does it. It need not follow a blank line.
 */
export function isFromLine(line: string): boolean {
  return /^From .{0,400}? \d{1,2}:\d\d/.test(line) && /\b(19|20)\d\d\b/.test(line)
}

function newMail(start: number, line: Buffer): Growing {
  const fromLine = line.toString('latin1').trimEnd()
  return { start, fromLine, pieces: [], kept: 0, size: 0, tail: Buffer.from(line.subarray(-TAIL_BYTES)) }
}

function grow(mail: Growing, piece: Buffer, maxBytes: number): void {
  mail.size += piece.length
  mail.tail = Buffer.concat([mail.tail, piece.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES)
  // Two bytes above the cap for the blank line, which does not count. A mail over the cap keeps its head.
  const room = Math.max(maxBytes + 2, MAX_HEADER_BYTES) - mail.kept
  if (room <= 0) return
  const kept = piece.subarray(0, room)
  mail.pieces.push(kept)
  mail.kept += kept.length
}

function finished(mail: Growing, end: number, maxBytes: number): MboxMail {
  const { start, fromLine, tail } = mail
  const whole = Buffer.concat(mail.pieces)
  const place = { start, end, fromLine, tail: Uint8Array.from(tail) }
  if (mail.size > whole.length) return { ...place, raw: null, headers: headerBlock(whole), size: mail.size }
  const raw = unquoted(withoutBlankEnd(whole))
  if (raw.length > maxBytes) return { ...place, raw: null, headers: headerBlock(raw), size: raw.length }
  return { ...place, raw, size: raw.length }
}

function withoutBlankEnd(mail: Buffer): Buffer {
  const text = mail.toString('latin1', Math.max(0, mail.length - 4))
  if (text.endsWith('\r\n\r\n')) return mail.subarray(0, -2)
  return text.endsWith('\n\n') ? mail.subarray(0, -1) : mail
}

/** mboxrd: each line of `>`s and `From ` has one `>` too many. In mboxo only `>From ` is written, so the same rule reads it. */
function unquoted(mail: Buffer): Buffer {
  const kept: Buffer[] = []
  let done = 0
  for (let found = mail.indexOf('>From '); found !== -1; found = mail.indexOf('>From ', found + 6)) {
    let lineStart = found
    while (lineStart > done && mail[lineStart - 1] === 0x3e) lineStart--
    if (lineStart > 0 && mail[lineStart - 1] !== 0x0a) continue
    kept.push(mail.subarray(done, lineStart))
    done = lineStart + 1
  }
  return kept.length === 0 ? mail : Buffer.concat([...kept, mail.subarray(done)])
}

/** Tells whether the file up to here is still the one that was read: its first bytes, and those of the last mail. */
export function fingerprint(head: Uint8Array, tail: Uint8Array): string {
  return createHash('sha256').update(head).update('\0').update(tail).digest('base64url').slice(0, 22)
}

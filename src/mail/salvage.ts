import type { Body, BodyText, FilePart } from './body.ts'
import { decodeCharset, decodeQuotedPrintable, type HeaderBlock, parseParameters, readHeader } from './header.ts'
import { limits } from './limits.ts'

const headerOf = (headers: HeaderBlock['headers'], name: string): string => headers.get(name)?.[0] ?? ''

const decodeTransfer = (bytes: Buffer, encoding: string): Buffer => {
  if (encoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64')
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(bytes.toString('latin1'))
  return bytes
}

/** A boundary that no header names, but whose line stands in the body before a part's header. */
const guessBoundary = (body: Buffer): string | null => {
  const head = body.subarray(0, 4096).toString('latin1')
  return /(?:^|\n)--([^\s-][^\r\n]{5,70})\r?\n[Cc]ontent-/.exec(head)?.[1]?.trimEnd() ?? null
}

/** The parts between boundary lines, as they are asked for. One pass of `indexOf`. */
function* partsOf(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let from = -1
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 10) continue
    if (from >= 0) yield body.subarray(from, at)
    const after = at + mark.length
    if (body[after] === 45 && body[after + 1] === 45) return
    const feed = body.indexOf(10, after)
    if (feed < 0) return
    from = feed + 1
  }
  if (from >= 0) yield body.subarray(from)
}

const leaf = (headers: HeaderBlock['headers'], body: Buffer, texts: BodyText[], files: FilePart[]): void => {
  const type = parseParameters(headerOf(headers, 'content-type'))
  const disposition = parseParameters(headerOf(headers, 'content-disposition'))
  const content = decodeTransfer(body, headerOf(headers, 'content-transfer-encoding').trim().toLowerCase())
  const name = disposition.params.get('filename') ?? type.params.get('name') ?? ''
  const isText =
    type.value === '' ||
    type.value === 'text/plain' ||
    type.value === 'text/html' ||
    type.value.startsWith('multipart/')
  if (isText && disposition.value !== 'attachment') {
    const text = decodeCharset(content, type.params.get('charset') ?? null)
    texts.push({ html: type.value === 'text/html', text })
  } else files.push({ name, type: type.value, content, charset: type.params.get('charset') ?? null })
}

/** Multiparts within multiparts that are taken apart; what is deeper is text. */
const deepest = 10

/**
 * Takes a message apart by hand, where mailparser gives up (too many parts), sees nothing (a multipart that names no
 * boundary) or loses letters (8-bit text without a charset). Never throws; bounded by `limits`.
 */
export const salvageBody = (headers: HeaderBlock['headers'], body: Buffer): Body => {
  const texts: BodyText[] = []
  const files: FilePart[] = []
  let cut = false
  const walk = (partHeaders: HeaderBlock['headers'], bytes: Buffer, depth: number): void => {
    const type = parseParameters(headerOf(partHeaders, 'content-type'))
    const boundary = type.value.startsWith('multipart/') ? (type.params.get('boundary') ?? guessBoundary(bytes)) : null
    let whole = true
    for (const part of boundary && depth < deepest ? partsOf(bytes, boundary) : []) {
      whole = false
      if (texts.length + files.length >= limits.parts) {
        cut = true
        return
      }
      const block = readHeader(part)
      walk(block.headers, part.subarray(block.bodyStart), depth + 1)
    }
    if (whole) leaf(partHeaders, bytes, texts, files)
  }
  walk(headers, body, 0)
  return { texts, files, broken: false, cut }
}

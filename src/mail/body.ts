import type { SimpleParserOptions } from 'mailparser'
import { decodeQuotedPrintable, decodeUnknown, type HeaderBlock, parseParameters } from './header.ts'
import { salvageBody } from './salvage.ts'

/** A text that is shown as the message itself, in MIME order within its kind. */
export interface BodyText {
  readonly html: boolean
  readonly text: string
}

export interface FilePart {
  readonly name: string
  /** MIME type in lower case, without parameters. */
  readonly type: string
  readonly content: Buffer
  readonly charset: string | null
}

export interface Body {
  readonly texts: readonly BodyText[]
  readonly files: readonly FilePart[]
  /** mailparser could not read it: what could be had was read by hand. */
  readonly broken: boolean
  /** More parts than `limits.parts`. */
  readonly cut: boolean
}

// Embedded messages come as attachments and are read with their own header, since mailparser would date them "now".
const options: SimpleParserOptions & { ignoreEmbedded: boolean } = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  ignoreEmbedded: true,
}

const mimeHeaders = ['content-type', 'content-transfer-encoding', 'content-disposition', 'mime-version']

/** The message with only the header lines that mailparser needs: our own reading of the others is faster and keeps order. */
const bare = (headers: HeaderBlock['headers'], body: Buffer): Buffer => {
  let head = ''
  for (const name of mimeHeaders) {
    const value = headers.get(name)?.[0]
    if (value) head += `${name}: ${value}\r\n`
  }
  return Buffer.concat([Buffer.from(`${head}\r\n`), body])
}

let parser: Promise<typeof import('mailparser')> | null = null

const parse = async (headers: HeaderBlock['headers'], body: Buffer): Promise<Body> => {
  // Loaded with the first multipart: it takes longer than to read a hundred mails.
  parser ??= import('mailparser')
  const { simpleParser } = await parser
  const mail = await simpleParser(bare(headers, body), options)
  const texts: BodyText[] = []
  if (mail.text?.trim()) texts.push({ html: false, text: mail.text })
  if (typeof mail.html === 'string' && mail.html.trim()) texts.push({ html: true, text: mail.html })
  const files = mail.attachments.map((a) => {
    const value: unknown = a.headers.get('content-type')
    const params =
      typeof value === 'object' && value !== null && 'params' in value ? (value.params as { charset?: unknown }) : {}
    const { charset } = params
    return {
      name: a.filename ?? '',
      type: (a.contentType ?? '').toLowerCase(),
      content: Buffer.isBuffer(a.content) ? a.content : Buffer.alloc(0),
      charset: typeof charset === 'string' ? charset : null,
    }
  })
  return { texts, files, broken: false, cut: false }
}

const losses = (body: Body): number =>
  body.texts.reduce((sum, t) => sum + (t.text.includes('\ufffd') ? t.text.split('\ufffd').length : 0), 0)

const isHollow = (body: Body): boolean => body.texts.length === 0 && body.files.length === 0

const softBreak = /=\r?\n/
const escapes = /=(?:3D|20|C2|E2|C3|0A)/g
/** An equals sign that is no escape. */
const bareEquals = /=(?![0-9A-F]{2}|\r?\n)/
/** Longer than quoted-printable allows. */
const longLine = /[^\r\n]{78}/
/** A full line that was broken: only quoted-printable does that. */
const hasBrokenLine = (text: string): boolean => text.split(/\r?\n/).some((l) => l.length > 66 && l.endsWith('='))

const isQuotedPrintable = (text: string): boolean =>
  softBreak.test(text)
    ? (text.match(escapes)?.length ?? 0) > 1 || (hasBrokenLine(text) && !bareEquals.test(text) && !longLine.test(text))
    : text.includes('=3D') && !bareEquals.test(text) && !longLine.test(text)

/** A body that is still quoted-printable or base64 after decoding: a gateway encoded it twice, or forgot to say so. */
const repair = (text: string): string => {
  if (isQuotedPrintable(text)) return decodeUnknown(decodeQuotedPrintable(Buffer.from(text).toString('latin1')))
  const compact = text.length > 80 && /^[A-Za-z0-9+/=\s]{80}/.test(text) ? text.replace(/\s/g, '') : ''
  if (compact !== '' && compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    const decoded = decodeUnknown(Buffer.from(compact, 'base64'))
    if (!/\p{Cc}/u.test(decoded.replace(/[\t\n\f\r]/g, '')) && /\s/.test(decoded)) return decoded
  }
  return text
}

const startsAsHtml = /^\s{0,200}<(?:!doctype html|html|head|body|table|div|meta|p|font|span)\b/i
const someTag =
  /<\/?(?:p|div|br|td|tr|table|span|b|strong|font|a|li|ul|h[1-6]|body|html|i|u|o:p|center|hr|pre|img)\b[^<>]{0,2000}>/gi

const countTags = (text: string): number => text.match(someTag)?.length ?? 0

/** HTML that is labelled plain, and plain text that is labelled HTML, are read as what they are. */
const sniff = ({ html, text }: BodyText): BodyText => {
  if (html) return { html: /<[a-zA-Z!/]|&[a-zA-Z#]/.test(text) || !text.includes('\n'), text }
  if (!text.includes('<')) return { html, text }
  const head = text.slice(0, 20_000)
  return { html: startsAsHtml.test(head) || countTags(head) >= 6, text }
}

/** Decodes the body of a message. Never throws. */
export const readBody = async (headers: HeaderBlock['headers'], bytes: Buffer): Promise<Body> => {
  if (isSinglePart(headers)) return finished(salvageBody(headers, bytes))
  let body: Body
  try {
    body = await parse(headers, bytes)
    const hollow = isHollow(body) && bytes.length > 0
    const lost = losses(body)
    if (hollow || lost > 0) {
      const salvaged = salvageBody(headers, bytes)
      if (hollow || losses(salvaged) < lost)
        body = { ...salvaged, broken: hollow && isMultipart(headers) && !isHollow(salvaged) }
    }
  } catch {
    body = { ...salvageBody(headers, bytes), broken: true }
  }
  return finished(body)
}

const finished = (body: Body): Body => {
  const texts = body.texts.map((t) => sniff({ html: t.html, text: repair(t.text) }))
  return { ...body, texts: texts.filter((t) => t.text.trim() !== '') }
}

/** A text of one part has no structure to take apart; flowed text is left to mailparser. */
const isSinglePart = (headers: HeaderBlock['headers']): boolean => {
  const type = headers.get('content-type')?.[0] ?? ''
  return (
    type === '' ||
    (/^text\/(?:plain|html)\b/i.test(type) && !/flowed/i.test(type) && !headers.has('content-disposition'))
  )
}

const isMultipart = (headers: HeaderBlock['headers']): boolean =>
  parseParameters(headers.get('content-type')?.[0] ?? '').value.startsWith('multipart/')

import { type GroupAs, htmlFooter, listHeaders, rewrittenFrom, textFooter, traceHeaders } from './group.ts'
import {
  base64Lines,
  charsetOf,
  content,
  encoded,
  header,
  isText,
  leaves,
  mapLeaves,
  mimeType,
  type Part,
  parseMime,
  printBytes,
  printText,
  textOf,
  withHeader,
} from './mime.ts'

export interface Enclosure {
  readonly name: string
  readonly type: string
  readonly content: string | Uint8Array
}

/** A mail to build. Everything has a default but the body; null leaves a header out. */
export interface Letter {
  /** `Name <address>` or an address. */
  readonly from?: string | null
  readonly to?: string | null
  readonly subject?: string | null
  /** RFC 5322 (`Mon, 02 Nov 2026 08:00:00 +0000`) or ISO 8601 with `Z`. */
  readonly date?: string | null
  /** With or without `<>`; by default made of subject and date, so the same letter has the same id. */
  readonly messageId?: string | null
  readonly text?: string
  readonly html?: string
  /** One text/calendar part each. */
  readonly ical?: string | readonly string[]
  readonly icalName?: string
  readonly attachments?: readonly Enclosure[]
  /** More headers, in order; a value is used as it stands. */
  readonly headers?: Readonly<Record<string, string>>
  readonly charset?: 'utf-8' | 'iso-8859-1' | 'windows-1252'
  readonly encoding?: '8bit' | 'quoted-printable' | 'base64'
}

const eol = '\r\n'
const crlf = (text: string): string => text.replace(/\r?\n/g, eol)

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-11-02T08:00:00Z` → `Mon, 02 Nov 2026 08:00:00 +0000` */
export const rfcDate = (iso: string): string => {
  const at = new Date(iso)
  const two = (n: number): string => String(n).padStart(2, '0')
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${days[at.getUTCDay()]}, ${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${clock} +0000`
}

const headerDate = (date: string): string => (/^\d{4}-.*Z$/.test(date) ? rfcDate(date) : date)

const encodedWord = (word: string): string => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`

/** RFC 2047: a header's words, encoded where they are not ASCII; at most 45 bytes a word, never within a character. */
const headerText = (value: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is exactly whether all is ASCII
  if (/^[\x00-\x7f]*$/.test(value)) return value
  const words: string[] = []
  let run = ''
  for (const char of value) {
    if (Buffer.byteLength(run + char) > 45) {
      words.push(run)
      run = ''
    }
    run += char
  }
  return [...words, run].map(encodedWord).join(`${eol} `)
}

const addressHeader = (value: string): string => {
  const named = /^(.*) <([^<>]+)>$/.exec(value)
  if (named === null) return value
  const name = named[1] ?? ''
  const text = headerText(name)
  return `${text === name && /[^\w .&'-]/.test(name) ? `"${name.replace(/["\\]/g, '')}"` : text} <${named[2]}>`
}

const hash = (text: string): string => {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return h.toString(16).padStart(8, '0')
}

const bare = (address: string): string => /<([^<>]+)>/.exec(address)?.[1] ?? address

const messageIdOf = (letter: Letter): string => {
  if (letter.messageId !== undefined && letter.messageId !== null) return letter.messageId.replace(/^<|>$/g, '')
  const seed = `${letter.subject}|${letter.date}|${letter.text ?? letter.html ?? letter.ical ?? ''}`
  const domain = bare(letter.from ?? 'sender@example.com').split('@')[1] ?? 'example.com'
  return `${hash(seed)}.${hash(`${seed}!`)}@${domain}`
}

const bytesIn = (text: string, charset: string): string =>
  charset === 'utf-8'
    ? Buffer.from(crlf(text), 'utf8').toString('latin1')
    : Buffer.from(crlf(text), 'latin1').toString('latin1')

const leaf = (type: string, text: string, letter: Letter): Part => {
  const charset = letter.charset ?? 'utf-8'
  const part: Part = { headers: [`Content-Type: ${type}; charset="${charset}"`], body: '', children: [] }
  return encoded(part, bytesIn(text, charset), letter.encoding ?? 'quoted-printable')
}

const enclosure = (file: Enclosure): Part => ({
  headers: [
    `Content-Type: ${file.type}; name="${file.name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${file.name}"`,
  ],
  body: base64Lines(Buffer.from(file.content)),
  children: [],
})

const multipart = (kind: string, boundary: string, children: readonly Part[]): Part => ({
  headers: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
  body: '',
  children,
})

const calendarPart = (text: string, index: number, letter: Letter): Part => {
  const name = letter.icalName ?? (index === 0 ? 'maintenance.ics' : `maintenance-${index + 1}.ics`)
  const part = leaf(`text/calendar; name="${name}"`, text, { ...letter, charset: 'utf-8', encoding: 'base64' })
  return withHeader(part, 'Content-Disposition', `attachment; filename="${name}"`)
}

const bodyOf = (letter: Letter, seed: string): Part => {
  const bodies: Part[] = []
  if (letter.text !== undefined) bodies.push(leaf('text/plain', letter.text, letter))
  if (letter.html !== undefined) bodies.push(leaf('text/html', letter.html, letter))
  const icals = letter.ical === undefined ? [] : typeof letter.ical === 'string' ? [letter.ical] : letter.ical
  const files = [...icals.map((text, i) => calendarPart(text, i, letter)), ...(letter.attachments ?? []).map(enclosure)]
  const first = bodies[0] ?? leaf('text/plain', '', letter)
  const main = bodies.length > 1 ? multipart('alternative', `alt-${seed}`, bodies) : first
  if (files.length === 0) return main
  return multipart('mixed', `mix-${seed}`, bodies.length === 0 ? files : [main, ...files])
}

const partOf = (letter: Letter): Part => {
  const body = bodyOf(letter, hash(messageIdOf(letter)))
  const from = letter.from === undefined ? 'Sender <sender@example.com>' : letter.from
  const to = letter.to === undefined ? 'ops-maintenance@noc.example' : letter.to
  const subject = letter.subject === undefined ? 'Maintenance' : letter.subject
  const date = letter.date === undefined ? '2026-11-02T08:00:00Z' : letter.date
  const own = [
    ...(from === null ? [] : [`From: ${addressHeader(from)}`]),
    ...(to === null ? [] : [`To: ${addressHeader(to)}`]),
    ...(subject === null ? [] : [`Subject: ${headerText(subject)}`]),
    ...(date === null ? [] : [`Date: ${headerDate(date)}`]),
    ...(letter.messageId === null ? [] : [`Message-ID: <${messageIdOf(letter)}>`]),
    'MIME-Version: 1.0',
    ...Object.entries(letter.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ]
  return { ...body, headers: [...own, ...body.headers] }
}

/** A whole mail, lines ending in CRLF. Pure: the same letter gives the same mail. With an 8-bit charset use `mailBytes`. */
export const mail = (letter: Letter): string => printText(partOf(letter))

/** As `mail`, as bytes: needed for `encoding: '8bit'` in another charset than UTF-8. */
export const mailBytes = (letter: Letter): Buffer => printBytes(partOf(letter))

const splitAddress = (value: string): { name: string; address: string } => {
  const named = /^"?([^"<]*)"?\s?<([^<>]+)>$/.exec(value)
  const name = (named?.[1] ?? '')
    .trim()
    .replace(/=\?utf-8\?b\?([\w+/=]*)\?=\s*/gi, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'))
  return { name, address: named?.[2] ?? value }
}

export interface Through {
  readonly group: string
  readonly domain: string
  /** `[ops-maintenance]`; null: the group adds none. */
  readonly prefix?: string | null
  /** See `GroupAs`. */
  readonly authentic: true | false | 'spf'
  readonly rewriteFrom?: boolean
}

const withFooter = (part: Part, as: GroupAs): Part =>
  mapLeaves(part, (one) => {
    const type = mimeType(one)
    const attached = (header(one, 'Content-Disposition') ?? '').startsWith('attachment')
    if (attached || (type !== 'text/plain' && type !== 'text/html')) return one
    const footer = type === 'text/html' ? htmlFooter(as) : textFooter(as)
    return encoded(one, content(one) + footer, 'quoted-printable')
  })

/**
 * The mail as a Google Group delivers it to a Gmail mailbox: From rewritten, X-Original-*, List-*, `[prefix]`, footer,
 * and the receiving server's Authentication-Results on top. Text parts become quoted-printable, as groups do.
 */
export const throughGroup = (raw: string | Uint8Array, through: Through): string => {
  const part = parseMime(raw)
  const messageId = header(part, 'Message-ID')
  const as: GroupAs = {
    ...through,
    vendor: splitAddress(header(part, 'From') ?? 'unknown@example.com'),
    messageId: messageId === null ? null : messageId.replace(/^<|>$/g, ''),
    date: header(part, 'Date') ?? 'Mon, 02 Nov 2026 08:00:00 +0000',
  }
  const subject = header(part, 'Subject')
  const prefixed =
    through.prefix && subject !== null ? withHeader(part, 'Subject', `${through.prefix} ${subject}`) : part
  const from = through.rewriteFrom === false ? prefixed : withHeader(prefixed, 'From', rewrittenFrom(as))
  const footed = withFooter(from, as)
  return printText({ ...footed, headers: [...traceHeaders(as), ...footed.headers, ...listHeaders(as)] })
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const forwardedHead = (part: Part): readonly (readonly [string, string])[] => [
  ['From', header(part, 'From') ?? ''],
  ['Date', header(part, 'Date') ?? ''],
  ['Subject', header(part, 'Subject') ?? ''],
  ['To', header(part, 'To') ?? ''],
]

const forwardedLeaf = (one: Part, head: readonly (readonly [string, string])[]): Part => {
  const type = mimeType(one)
  const attached = (header(one, 'Content-Disposition') ?? '').startsWith('attachment')
  if (attached || (type !== 'text/plain' && type !== 'text/html')) return one
  const rule = '---------- Forwarded message ---------'
  const lines = head.map(([label, value]) => `${label}: ${value}`)
  const before =
    type === 'text/plain'
      ? `FYI\r\n\r\n${rule}\r\n${lines.join(eol)}\r\n\r\n\r\n`
      : `<div dir="ltr">FYI<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${rule}<br>${lines.map(escapeHtml).join('<br>')}<br></div><br>`
  const typed = withHeader(one, 'Content-Type', `${type}; charset="utf-8"`)
  return encoded(typed, Buffer.from(before + textOf(one), 'utf8').toString('latin1'), 'quoted-printable')
}

/** The mail as a colleague passes it on from Gmail: inline, `Fwd: `, a new sender, date and Message-ID; files stay. */
export const forwarded = (raw: string | Uint8Array, by = 'Robin Example <robin@noc.example>'): string => {
  const part = parseMime(raw)
  const id = header(part, 'Message-ID') ?? 'none'
  const inner = mapLeaves(part, (one) => forwardedLeaf(one, forwardedHead(part)))
  const mime = inner.headers.filter((h) => /^content-/i.test(h))
  const own = [
    `From: ${by}`,
    `To: ops-maintenance@noc.example`,
    `Subject: Fwd: ${header(part, 'Subject') ?? ''}`,
    ...(header(part, 'Date') === null ? [] : [`Date: ${header(part, 'Date')}`]),
    `Message-ID: <fwd.${hash(id)}@noc.example>`,
    'MIME-Version: 1.0',
  ]
  return printText({ ...inner, headers: [...own, ...mime] })
}

const recoded = (raw: string | Uint8Array, encoding: 'quoted-printable' | 'base64'): string =>
  printText(mapLeaves(parseMime(raw), (one) => (isText(one) ? encoded(one, content(one), encoding) : one)))

/** Every text part in base64; the same characters. */
export const asBase64 = (raw: string | Uint8Array): string => recoded(raw, 'base64')

/** Every text part quoted-printable; the same characters. */
export const asQuotedPrintable = (raw: string | Uint8Array): string => recoded(raw, 'quoted-printable')

const isLatin = (text: string): boolean => Array.from(text).every((c) => (c.codePointAt(0) ?? 0) < 256)

/**
 * Every text body in ISO-8859-1, 8bit: bytes, because they are no UTF-8. Calendars stay UTF-8 (RFC 5545 §3.1.4), and so
 * does a part with characters beyond Latin-1.
 */
export const asLatin1 = (raw: string | Uint8Array): Buffer =>
  printBytes(
    mapLeaves(parseMime(raw), (one) => {
      const type = mimeType(one)
      if (type !== 'text/plain' && type !== 'text/html') return one
      const text = textOf(one)
      if (!isLatin(text)) return one
      const typed = withHeader(one, 'Content-Type', `${type}; charset="iso-8859-1"`)
      return encoded(typed, Buffer.from(text, 'latin1').toString('latin1'), '8bit')
    }),
  )

/** The text bodies of a mail, decoded: for tests of these builders. */
export const bodies = (
  raw: string | Uint8Array,
): readonly { readonly type: string; readonly charset: string; readonly text: string }[] =>
  leaves(parseMime(raw))
    .filter(isText)
    .map((one) => ({ type: mimeType(one), charset: charsetOf(one), text: textOf(one) }))

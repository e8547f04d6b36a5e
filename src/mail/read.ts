import { hash } from 'node:crypto'
import { parseAddress, parseAddresses } from './address.ts'
import { readAuthenticity } from './authenticity.ts'
import { type Body, type FilePart, readBody } from './body.ts'
import type { DocumentPart } from './document.ts'
import { withoutFooter } from './footer.ts'
import { findForwarded } from './forwarded.ts'
import { readPassage } from './google-group.ts'
import { decodeCharset, decodeWords, type HeaderBlock, readHeader } from './header.ts'
import { readHtml } from './html.ts'
import { limits } from './limits.ts'
import type { Attachment, Forwarded, Mail, MailDefect } from './mail.ts'
import { parseMailDate } from './mail-date.ts'
import { readCsv, readWorkbook, sheetPart } from './sheets.ts'
import { finishPart, plainLine } from './shown.ts'
import { readText } from './text.ts'
import { unclosedDefects } from './unclosed.ts'

export interface ReadOptions {
  /** authserv-id of our own border server; default `mx.google.com`. */
  readonly trustedAuthserv?: string
  /** Address of our group (OPS_GROUP); else what the header says. */
  readonly group?: string
}

/** What is gathered while the bodies of a message, and of messages within it, are read. */
interface Gathered {
  readonly parts: DocumentPart[]
  readonly calendars: string[]
  readonly attachments: Attachment[]
  readonly defects: MailDefect[]
  readonly names: Map<string, number>
  forwarded: Forwarded | null
}

/** `text`, then `text:2`… */
const partName = (gathered: Gathered, kind: string): string => {
  const count = (gathered.names.get(kind) ?? 0) + 1
  gathered.names.set(kind, count)
  return count === 1 ? kind : `${kind}:${count}`
}

const addText = (gathered: Gathered, html: boolean, text: string): void => {
  const { sketch, cut } = html ? readHtml(text) : readText(text)
  const name = partName(gathered, html ? 'html' : 'text')
  if (cut)
    gathered.defects.push({
      code: 'limit',
      detail: `Part ${name} is longer or deeper than is read; its end is missing.`,
    })
  if (text.includes('\ufffd'))
    gathered.defects.push({ code: 'charset', detail: `Part ${name} has letters that its charset does not know.` })
  gathered.parts.push(finishPart(html ? 'html' : 'text', name, withoutFooter(sketch)))
}

type FileKind = 'calendar' | 'csv' | 'xlsx' | 'message' | 'html' | 'text' | 'other'

const extension = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''

const byType: Readonly<Record<string, FileKind>> = {
  'text/calendar': 'calendar',
  'application/ics': 'calendar',
  'application/calendar': 'calendar',
  'text/csv': 'csv',
  'text/comma-separated-values': 'csv',
  'application/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'message/rfc822': 'message',
  'message/global': 'message',
}
const byExtension: Readonly<Record<string, FileKind>> = {
  ics: 'calendar',
  ical: 'calendar',
  ifb: 'calendar',
  csv: 'csv',
  tsv: 'csv',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  eml: 'message',
}

const startsWith = (content: Buffer, text: string): boolean =>
  content
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s{0,20}/, '')
    .toUpperCase()
    .startsWith(text)

/** What a file is: by its type, else its name, else (for text) its first bytes. */
const kindOf = (file: FilePart): FileKind => {
  const known = byType[file.type] ?? byExtension[extension(file.name)]
  if (known) return known
  if (startsWith(file.content, 'BEGIN:VCALENDAR')) return 'calendar'
  if (file.type === 'text/html' || extension(file.name) === 'html' || extension(file.name) === 'htm') return 'html'
  if (file.type === 'text/plain' || extension(file.name) === 'txt') return 'text'
  return 'other'
}

const unreadable = (gathered: Gathered, name: string, error: unknown): void => {
  const why = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 200) : 'it is damaged'
  gathered.defects.push({
    code: 'attachment-unreadable',
    detail: `Attachment ${name || '(no name)'} could not be read: ${why}.`,
  })
}

const addCalendar = (gathered: Gathered, file: FilePart): void => {
  if (gathered.calendars.length >= limits.calendars || file.content.length > limits.calendarLength) {
    gathered.defects.push({
      code: 'limit',
      detail: `Calendar ${file.name || '(no name)'} was not read: too many or too large.`,
    })
    return
  }
  const text = decodeCharset(file.content, file.charset).replace(/^\ufeff/, '')
  if (text.trim() !== '') gathered.calendars.push(text)
}

const addSheets = async (gathered: Gathered, file: FilePart, kind: 'csv' | 'xlsx'): Promise<void> => {
  const seen = gathered.parts.filter((p) => p.kind === 'csv' || p.kind === 'xlsx').length
  if (seen >= limits.sheets) {
    gathered.defects.push({
      code: 'limit',
      detail: `Attachment ${file.name} was not read: more than ${limits.sheets} sheets.`,
    })
    return
  }
  try {
    if (kind === 'csv') {
      gathered.parts.push(
        sheetPart('csv', partName(gathered, `csv:${file.name}`), await readCsv(file.content, file.charset)),
      )
      return
    }
    for (const { sheet, rows } of await readWorkbook(file.content)) {
      gathered.parts.push(sheetPart('xlsx', partName(gathered, `xlsx:${file.name}/${sheet}`), rows))
    }
  } catch (error) {
    unreadable(gathered, file.name, error)
  }
}

const addMessage = async (gathered: Gathered, file: FilePart, depth: number): Promise<void> => {
  if (depth >= limits.nesting) {
    gathered.defects.push({ code: 'limit', detail: `A message within ${limits.nesting} others was not read.` })
    return
  }
  const block = readHeader(file.content)
  const subject = decodeWords(block.headers.get('subject')?.[0] ?? '')
  gathered.forwarded ??= {
    from: parseAddress(block.headers.get('from')?.[0]),
    subject: block.headers.has('subject') ? subject : null,
    date: parseMailDate(block.headers.get('date')?.[0] ?? ''),
  }
  await addBody(gathered, block, file.content, depth + 1)
}

const addFile = async (gathered: Gathered, file: FilePart, depth: number): Promise<void> => {
  const kind = kindOf(file)
  gathered.attachments.push({ name: file.name, type: file.type, size: file.content.length })
  if (kind === 'calendar') addCalendar(gathered, file)
  else if (kind === 'csv' || kind === 'xlsx') await addSheets(gathered, file, kind)
  else if (kind === 'message') await addMessage(gathered, file, depth)
  else if (kind === 'html' || kind === 'text')
    addText(gathered, kind === 'html', decodeCharset(file.content, file.charset))
}

const addBody = async (gathered: Gathered, block: HeaderBlock, raw: Buffer, depth: number): Promise<void> => {
  const body: Body = await readBody(block.headers, raw.subarray(block.bodyStart))
  if (body.broken)
    gathered.defects.push({ code: 'mime-broken', detail: 'The MIME structure is broken; what could be had was read.' })
  if (body.cut || body.files.length > limits.parts)
    gathered.defects.push({ code: 'limit', detail: `Only the first ${limits.parts} parts were read.` })
  for (const { html, text } of body.texts) addText(gathered, html, text)
  for (const file of body.files.slice(0, limits.parts)) await addFile(gathered, file, depth)
}

const messageIds = (values: readonly string[] | undefined): string[] =>
  (values ?? []).flatMap((v) => v.match(/<[^<>\s]{1,998}>/g) ?? []).map((id) => id.slice(1, -1))

const messageId = (value: string | undefined): string | null => {
  const bare = (/<([^<>]{1,998})>/.exec(value ?? '')?.[1] ?? value ?? '').replace(/\s/g, '')
  return bare === '' ? null : bare
}

const headerDefects = (raw: Buffer, block: HeaderBlock, date: string | null): MailDefect[] => {
  const defects: MailDefect[] = []
  if (raw.length === 0) defects.push({ code: 'empty', detail: 'The message has no bytes.' })
  else if (block.headers.size === 0) defects.push({ code: 'no-headers', detail: 'The message has no header lines.' })
  if (block.cut) defects.push({ code: 'limit', detail: 'The header is longer than is read.' })
  const written = block.headers.get('date')?.[0]
  if (!written) defects.push({ code: 'no-date', detail: 'The message has no Date.' })
  else if (date === null) defects.push({ code: 'bad-date', detail: `Date cannot be read: ${written.slice(0, 80)}` })
  return defects
}

const subjectPart = (subject: string): DocumentPart =>
  finishPart('subject', 'subject', { lines: [plainLine(subject)], tables: [] })

const gather = async (raw: Buffer, block: HeaderBlock, defects: MailDefect[]): Promise<Gathered> => {
  const gathered: Gathered = { parts: [], calendars: [], attachments: [], defects, names: new Map(), forwarded: null }
  if (raw.length > limits.messageBytes) {
    defects.push({ code: 'too-large', detail: `The message has ${raw.length} bytes; only its header was read.` })
    return gathered
  }
  try {
    await addBody(gathered, block, raw, 0)
    // Of one whose structure is broken a person is asked anyway.
    if (!defects.some(({ code }) => code === 'mime-broken')) defects.push(...unclosedDefects(raw, block))
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown reason'
    defects.push({ code: 'mime-broken', detail: `The body could not be read: ${why.slice(0, 200)}` })
  }
  return gathered
}

/**
 * Reads one message. Never throws: whatever is wrong with the bytes stands in `defects`, and what could be read is there.
 * The same bytes and options give the same Mail on every host.
 */
export const readMail = async (raw: Uint8Array, options: ReadOptions = {}): Promise<Mail> => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const block = readHeader(bytes)
  const { headers } = block
  const one = (name: string): string | undefined => headers.get(name)?.[0]
  const date = parseMailDate(one('date') ?? '')
  const id = messageId(one('message-id'))
  const from = parseAddress(one('from'))
  const written = decodeWords(one('subject') ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  const passage = readPassage(headers, from, written, id, options.group)
  const gathered = await gather(bytes, block, headerDefects(bytes, block, date))
  const parts = [subjectPart(passage.subject), ...gathered.parts]
  const forwarded = gathered.forwarded ?? findForwarded(passage.subject, parts)
  return {
    hash: hash('sha256', bytes, 'hex'),
    messageId: id,
    date,
    subject: passage.subject,
    from,
    sender: passage.sender,
    to: parseAddresses(headers.get('to') ?? []),
    group: passage.group,
    inReplyTo: messageIds(headers.get('in-reply-to')),
    references: messageIds(headers.get('references')),
    authenticity: readAuthenticity({
      headers,
      sender: passage.sender,
      group: passage.throughGroup ? (passage.group?.address ?? null) : null,
      knownGroup: options.group ?? null,
      trustedAuthserv: (options.trustedAuthserv ?? 'mx.google.com').toLowerCase(),
    }),
    document: { parts },
    calendars: gathered.calendars,
    attachments: gathered.attachments,
    ...(forwarded ? { forwarded } : {}),
    defects: gathered.defects,
    headers,
  }
}

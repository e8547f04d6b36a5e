import { parseAddress, parseAddresses } from '../mail/address.ts'
import { readBody } from '../mail/body.ts'
import { decodeWords, readHeader } from '../mail/header.ts'
import { readHtml } from '../mail/html.ts'
import { limits } from '../mail/limits.ts'
import { finishPart } from '../mail/shown.ts'
import type { AlertInput } from './input.ts'

/**
 * The raw bytes of a root@ mail → what the recognisers read. A Mail's Document folds white space, and the recognisers need
 * the program's own lines (indentation tells a continued line), so the body is taken here as it was sent.
 */

const shownHtml = (html: string): string =>
  finishPart('html', 'html', readHtml(html).sketch)
    .lines.map((l) => l.text)
    .join('\n')

/** exim (before 4.86) and qmail quote the original as text under a line of dashes. */
const QUOTED_ORIGINAL =
  /^(?:-{2,10} ?This is a copy of (?:the|your) message.{0,80}|-{2,10} ?Below this line is a copy of the message\.?|-{2,10} ?The header of the original message is following.{0,40}|-{2,20} ?Original message.{0,40})$/m

const quotedOriginal = (text: string): string | null => {
  const found = QUOTED_ORIGINAL.exec(text)
  if (found === null) return null
  const rest = text.slice(found.index + found[0].length).replace(/^\s{1,40}/, '')
  return /^(?:Return-path|Received|From|Subject|To|Message-I[dD]): /im.test(rest.slice(0, 200)) ? rest : null
}

/** Groups and relays rewrite From; who wrote the mail stands in the first of these. */
const ORIGINAL_FROM = ['x-original-from', 'x-google-original-from', 'from']

const read = async (bytes: Buffer, depth: number): Promise<AlertInput> => {
  const block = readHeader(bytes)
  const { headers } = block
  const tooLarge = bytes.length > limits.messageBytes
  const body = tooLarge ? { texts: [], files: [] } : await readBody(headers, bytes.subarray(block.bodyStart))
  const plain = body.texts.filter((t) => !t.html)
  const text =
    plain.length > 0
      ? plain.map((t) => t.text.replaceAll('\r\n', '\n')).join('\n')
      : body.texts.map((t) => shownHtml(t.text)).join('\n')
  const embedded: AlertInput[] = []
  if (depth < 3) {
    const originals = body.files.filter((f) => /^message\/(?:rfc822|global)$|^text\/rfc822-headers$/.test(f.type))
    for (const file of originals.slice(0, 20)) embedded.push(await read(file.content, depth + 1))
    const quoted = originals.length === 0 ? quotedOriginal(text) : null
    if (quoted !== null) embedded.push(await read(Buffer.from(quoted), depth + 1))
  }
  return {
    subject: decodeWords(headers.get('subject')?.[0] ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
    from: parseAddress(ORIGINAL_FROM.map((name) => headers.get(name)?.[0]).find((v) => v !== undefined)),
    to: parseAddresses(headers.get('to') ?? []),
    headers,
    text,
    embedded,
  }
}

/** Reads one raw message. Never throws: what cannot be read is empty. */
export const openAlertMail = async (raw: Uint8Array): Promise<AlertInput> =>
  read(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), 0)

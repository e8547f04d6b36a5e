import { readBody } from '../mail/body.ts'
import { readHeader } from '../mail/header.ts'
import type { Mail } from '../mail/mail.ts'
import type { Store } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { cutAt, lineRanges, type Mark, type Span } from './marks.ts'

/** A line of a mail as its reader sees it. */
export interface ShownLine {
  readonly number: number
  readonly spans: readonly Span[]
  readonly struck: boolean
}

export interface ShownPart {
  readonly name: string
  readonly lines: readonly ShownLine[]
  readonly more: number
}

const mostLines = 600

/** The mail's parts as lines, with the words that fields came from. */
export const shownParts = (mail: Mail, marks: readonly Mark[]): readonly ShownPart[] =>
  mail.document.parts.slice(1).map(({ name, lines }) => {
    const own = marks.filter(({ evidence }) => evidence.part === name)
    return {
      name,
      more: Math.max(0, lines.length - mostLines),
      lines: lines.slice(0, mostLines).map(({ text, place, struck }) => {
        const cut = text.slice(0, 2000)
        return { number: place.line, struck, spans: cutAt(cut, lineRanges(cut, place.line, own)) }
      }),
    }
  })

/** The source of a mail's first HTML text; null: it has none. */
export const htmlOf = async (raw: Uint8Array): Promise<string | null> => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const block = readHeader(bytes)
  try {
    const body = await readBody(block.headers, bytes.subarray(block.bodyStart))
    const html = body.texts.find((text) => text.html)?.text
    if (html !== undefined) return html
    const file = body.files.find(({ type }) => type === 'text/html')
    return file === undefined ? null : file.content.toString('utf8')
  } catch {
    return null
  }
}

/** The stored mail of a question, read anew; null: it is not there, or cannot be read. */
export const storedMail = async (desk: Pick<Desk, 'mail'>, store: Store, hash: string) => {
  const stored = await store.mails.find(hash)
  if (stored === null) return null
  try {
    return { stored, mail: await desk.mail(stored.raw) }
  } catch {
    return { stored, mail: null }
  }
}

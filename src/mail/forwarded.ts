import { parseAddress } from './address.ts'
import type { DocumentPart, Line } from './document.ts'
import type { Forwarded } from './mail.ts'
import { parseMailDate } from './mail-date.ts'

const marker =
  /^[-\s_*>]{0,40}(?:forwarded message|original message|begin forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|message d'origine|mensaje reenviado|mensaje original|messaggio inoltrato|mensagem encaminhada)\b/i
const forwardSubject = /^(?:fwd?|wg|tr|rv|enc|i|doorst)\s?:/i

/** The first words of a header line as mail programs translate them. */
const names: Readonly<Record<'from' | 'date' | 'subject' | 'to', readonly string[]>> = {
  from: ['from', 'von', 'de', 'da', 'van', 'från', 'fra'],
  date: ['date', 'sent', 'gesendet', 'datum', 'envoyé', 'enviado', 'fecha', 'data', 'inviato', 'verzonden'],
  subject: ['subject', 'betreff', 'objet', 'asunto', 'oggetto', 'assunto', 'onderwerp', 'ämne'],
  to: ['to', 'an', 'à', 'para', 'a', 'aan', 'cc', 'reply-to', 'till'],
}
type Name = keyof typeof names

const headerLine = /^\*{0,2}([\p{L}-]{1,12})\*{0,2}\s?:\*{0,2}(?:\s|$)/u

const nameOf = (line: Line): { name: Name; value: string } | null => {
  const match = headerLine.exec(line.text)
  if (!match) return null
  const word = (match[1] ?? '').toLowerCase()
  for (const name of Object.keys(names) as Name[]) {
    if (names[name].includes(word)) return { name, value: line.text.slice(match[0].length).trim() }
  }
  return null
}

/** The header block that starts at line `at`: From, and at least two of date, subject and recipient within nine lines. */
const blockAt = (lines: readonly Line[], at: number): Forwarded | null => {
  const found = new Map<Name, string>()
  for (let i = at; i < Math.min(lines.length, at + 12); i++) {
    const line = lines[i]
    if (!line || (line.text === '' && found.size > 2)) break
    const header = nameOf(line)
    if (header && !found.has(header.name)) found.set(header.name, header.value)
  }
  const from = found.get('from')
  if (from === undefined || found.size < 3) return null
  const date = found.get('date')
  return {
    from: parseAddress(from.replace(/\[mailto:([^[\]]{1,300})\]/, '<$1>')),
    subject: found.get('subject') ?? null,
    date: date === undefined ? null : parseMailDate(date),
  }
}

/** Whether a forwarded block may start here: 0 no, 1 with the next line, 2 with this one. */
const startOf = (line: Line, isForward: boolean): 0 | 1 | 2 => {
  if (line.text.length > 400) return 0
  if (marker.test(line.text) && (isForward || !/original|ursprüng|origine/i.test(line.text))) return 1
  return isForward && nameOf(line)?.name === 'from' ? 2 : 0
}

const inPart = (lines: readonly Line[], isForward: boolean): Forwarded | null => {
  for (const [i, line] of lines.entries()) {
    const start = startOf(line, isForward)
    const block = start === 0 ? null : blockAt(lines, start === 1 ? i + 1 : i)
    if (block) return block
  }
  return null
}

/** The message that a person forwarded within the text, if the mail is a forward. */
export const findForwarded = (subject: string, parts: readonly DocumentPart[]): Forwarded | null => {
  const isForward = forwardSubject.test(subject)
  for (const part of parts) {
    const found = part.kind === 'text' || part.kind === 'html' ? inPart(part.lines, isForward) : null
    if (found) return found
  }
  return null
}

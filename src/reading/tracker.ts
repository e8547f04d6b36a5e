/** What the reader's own tracker (RT) adds to mail that came through it: its number before the subject, a block above the text. */
import type { DocumentPart, Line } from '../mail/document.ts'

const prefix = /^(?:\s?(?:re|fwd?|aw|wg)\s?:\s?){0,5}\[[A-Za-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,4} #\d{1,9}\]\s{0,3}/i

/** `[rt.example.org #481516] Planned work …` without what stands in brackets: the number is no id of the vendor. */
export const withoutTracker = (subject: Line, traced: boolean): Line => {
  const text = traced || /\.[\w-]{1,40} #/.test(subject.text) ? subject.text.replace(prefix, '') : subject.text
  return text === subject.text ? subject : { ...subject, text }
}

const stamp = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \d{4}: Request \d/
const link = /^Ticket <?URL: ?https?:/i
const maxBlock = 16

const lastOfBlock = (part: DocumentPart): number => {
  const from = part.lines.slice(0, 8).findIndex((l) => stamp.test(l.text))
  if (from < 0) return -1
  return part.lines.slice(0, from + maxBlock).findLastIndex((l, i) => i > from && link.test(l.text))
}

/** The part without `Mon Mar 04 13:15:22 2024: Request 481516 was acted upon.` and what the tracker says of it. */
export const withoutBlock = (part: DocumentPart): DocumentPart => {
  const last = part.lines[lastOfBlock(part)]?.place.line
  if (last === undefined) return part
  return {
    ...part,
    lines: part.lines.filter((l) => l.place.line > last),
    tables: part.tables.filter((t) => (t.rows[0]?.[0]?.place.line ?? 0) > last),
    fields: part.fields.filter((f) => f.label.place.line > last),
  }
}

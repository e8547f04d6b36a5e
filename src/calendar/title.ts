import type { Maintenance } from '../maintenance/maintenance.ts'
import { oneLine, shorten } from './text.ts'

const maxTitle = 250

const counted = (n: number): string => (n === 0 ? '' : n === 1 ? ' (1 circuit)' : ` (${n} circuits)`)

const edges = ' .,;:|/–—-'

/** Without the punctuation that stands around words once others were taken out; an ellipsis is the vendor's. */
const trimmed = (text: string): string => {
  let [from, to] = [0, text.length]
  while (from < to && edges.includes(text[from] ?? '')) from++
  while (to > from && edges.includes(text[to - 1] ?? '')) to--
  return text.slice(from, to) + (text.startsWith('...', to) ? '…' : '')
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** Takes whole occurrences of `part` out, whatever its case. */
const without = (text: string, part: string): string => {
  const [lower, wanted] = [text.toLowerCase(), part.toLowerCase()]
  if (wanted === '' || lower.length !== text.length) return text
  let kept = ''
  let from = 0
  for (;;) {
    const at = lower.indexOf(wanted, from)
    if (at < 0) return kept + text.slice(from)
    const end = at + wanted.length
    const whole = !isWord(text[at - 1]) && !isWord(text[end])
    kept += text.slice(from, whole ? at : end)
    from = end
  }
}

/** The day is the event's own, and the circuits are counted: in the words they would be wrong as soon as the vendor moves the work. */
const dates =
  /\b(?:(?:on|at|from|for) )?(?:\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}[-/.]\d{2}[-/.]\d{2})(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?(?: [A-Z]{2,5}\b)?)?/gi

const emptyBrackets = /\[[ :#,-]{0,4}\]|\([ :#,-]{0,4}\)/g

const announcing =
  /\b(?:(?:scheduled|planned|emergency|urgent|routine|demand|network) ){0,3}(?:maintenance|work|outage)\b/i

/** A subject may begin with the sender, written out longer than its name here; a sentence in which the sender does something stays. */
const afterSender = (text: string, vendor: string): string => {
  const start = text.slice(0, vendor.length)
  if (start.toLowerCase() !== vendor.toLowerCase() || isWord(text[vendor.length])) return text
  const rest = text.slice(vendor.length).trim()
  const at = rest.search(announcing)
  if (at < 0) return text
  const between = rest.slice(0, at)
  const isName = !/(?:^| )\p{Ll}/u.test(between)
  const what = isName ? rest.slice(at) : rest
  return `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`
}

/** What is done, without what stands elsewhere in the title: the vendor's name, the ids, the circuits; '' if there is no more. */
const telling = (given: string, m: Maintenance, vendor: string): string => {
  const known = [...m.maintenanceIds, ...m.circuits.slice(0, 20).map((c) => c.id)]
  const bare = known.filter((id) => id.length >= 4).reduce(without, given)
  if (bare === given && !given.toLowerCase().startsWith(vendor.toLowerCase())) return trimmed(given)
  const rest = afterSender(trimmed(bare), vendor).replace(dates, ' ').replace(emptyBrackets, ' ')
  return trimmed(rest.replace(/\s+/g, ' '))
}

/** `CANCELLED: Vendor id: what, where (n circuits)`, at most 250 characters; only the words in the middle are cut. */
export const titleOf = (m: Maintenance, vendor: string, marks: readonly string[], backup: boolean): string => {
  const id = m.maintenanceIds[0]
  const head = oneLine(`${marks.map((mark) => `${mark} `).join('')}${vendor}${id === undefined ? '' : ` ${id}`}`, 120)
  const tail = `${backup ? ' (backup date)' : ''}${counted(m.circuits.length)}`
  const what =
    telling(oneLine(m.summary ?? '', 500), m, vendor) || telling(oneLine(m.subject, 500), m, vendor) || 'planned work'
  const where = m.location === null ? '' : trimmed(oneLine(m.location, 100))
  const told = where === '' || what.toLowerCase().includes(where.toLowerCase()) ? '' : `, ${where}`
  const room = maxTitle - head.length - 2 - tail.length
  return `${head}: ${shorten(what, Math.max(20, room - told.length))}${told}${tail}`
}

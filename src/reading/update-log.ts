/** Logs of dated lines (`2021-05-20 07:00:21 GMT - The work has begun.`): the newest speaks, what it follows is history. */
import type { Line } from '../mail/document.ts'
import type { ClaimPick, View } from './contract.ts'
import { evidenceAt } from './pick.ts'
import { headingWords, proseWords, statusOfKind, type WordRule } from './status-words.ts'

interface Entry {
  readonly at: string
  readonly line: Line
  /** With the lines that it was wrapped to. */
  readonly text: string
  readonly lines: readonly number[]
}

const stamped = /^(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?) (?:[A-Z]{2,4} )?[-–:] ?(.{3,1000})/
const maxWrapped = 12

const dated = /^\d{4}-\d\d-\d\d \d\d:/

const isDated = (line: Line | undefined): boolean => line !== undefined && dated.test(line.text)

const entryAt = (lines: readonly Line[], index: number): Entry | null => {
  const line = lines[index]
  const match = line && !line.struck ? stamped.exec(line.text) : null
  if (!line || !match?.[1] || !match[2]) return null
  let end = index + 1
  while (end < index + maxWrapped && lines[end]?.text && !isDated(lines[end])) end++
  const wrapped = lines.slice(index + 1, end)
  return {
    at: match[1],
    line,
    text: [match[2], ...wrapped.map((l) => l.text)].join(' '),
    lines: [line, ...wrapped].map((l) => l.place.line),
  }
}

/** Newest first; entries of one moment keep their order. */
const entriesOf = (view: View): readonly Entry[] => {
  const { lines } = view.part
  const out: Entry[] = []
  lines.forEach((line, i) => {
    const entry = isDated(line) ? entryAt(lines, i) : null
    if (entry) out.push(entry)
  })
  return out.sort((a, b) => b.at.localeCompare(a.at))
}

const staleIn = (view: View): ReadonlySet<number> => {
  const entries = entriesOf(view)
  return new Set(entries.filter((e) => e.at !== entries[0]?.at).flatMap((e) => e.lines))
}

const staleOnce = new WeakMap<View, ReadonlySet<number>>()

/** Lines of all entries but the newest: what they tell is over. */
export const staleLines = (view: View): ReadonlySet<number> => {
  const known = staleOnce.get(view) ?? staleIn(view)
  staleOnce.set(view, known)
  return known
}

const standing: WordRule = [/\b(?:is|remains|stands) (?:now |still |again )?(?:scheduled|confirmed|planned)\b/i, 'new']

// "Postponed … once a new date is known" is one assertion, though two rules find a beginning in it.
const together = 20

/** The rule of what an entry says first: "has been rescheduled, since the repair was not completed" tells a move. */
const firstSaid = (text: string): WordRule | undefined => {
  const said = [...proseWords, standing].flatMap((rule) => {
    const index = rule[0].exec(text)?.index
    return index === undefined ? [] : [{ rule, index }]
  })
  const first = Math.min(...said.map((s) => s.index))
  return said.find((s) => s.index <= first + together)?.rule
}

/** A log of dated lines: the newest that tells a status speaks ("Technicians are on site" tells none). */
export const latestUpdate: ClaimPick = (view) => {
  for (const { text, line } of entriesOf(view)) {
    const rule = firstSaid(text)
    if (!rule) continue
    const [, kind, status] = rule
    // "This maintenance is scheduled" may be of the new date that the subject speaks of.
    const weight = rule === standing && headingWords.some(([words]) => words.test(view.subject.text)) ? 1 : 5
    return [{ kind, status: status ?? statusOfKind[kind], weight, evidence: evidenceAt(line.place, line.text) }]
  }
  return []
}

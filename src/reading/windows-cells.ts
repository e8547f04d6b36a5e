/** Windows of a table whose cells came one a line: `Start` and `End` stand on lines of their own, then the times in turn. */
import type { Line } from '../mail/document.ts'
import type { View } from './contract.ts'
import { joinSpan, readInstants } from './dates.ts'
import { endLabel, startLabel } from './labels.ts'
import { labelKey } from './view.ts'
import { type Candidate, candidate } from './windows-candidate.ts'

const word = (line: Line | undefined, label: RegExp): boolean => {
  const key = line && line.text.length <= 30 ? labelKey(line.text) : ''
  return label.test(key) && key.split(' ').length <= 3
}

const timed = (line: Line | undefined, view: View): boolean =>
  line !== undefined && line.text.length <= 120 && readInstants(line.text, view.context).some((i) => !i.dateOnly)

/** Each pair of times below the words `Start` and `End`; the line above them tells of a backup. */
export const fromHeaderCells = (view: View): readonly Candidate[] => {
  const lines = view.part.lines.filter((l) => l.text !== '' && !l.struck && !view.quoted.has(l.place.line))
  return lines.flatMap((line, i) => {
    if (!word(line, startLabel) || !word(lines[i + 1], endLabel)) return []
    const heading = labelKey(lines[i - 1]?.text ?? '')
    const out: Candidate[] = []
    for (let n = i + 2; timed(lines[n], view) && timed(lines[n + 1], view); n += 2) {
      const [start, end] = [lines[n], lines[n + 1]]
      const span = start && end ? joinSpan(start.text, end.text, view.context) : null
      if (start && end && span) out.push(candidate(span, heading, start.place, `${start.text} | ${end.text}`, 'row'))
    }
    return out
  })
}

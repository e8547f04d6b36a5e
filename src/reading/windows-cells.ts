/** Windows of a table that became text: a cell a line, or a row a line with only blanks between its cells. */
import type { Line } from '../mail/document.ts'
import type { View } from './contract.ts'
import { joinSpan, readInstants } from './dates.ts'
import { endLabel, startLabel } from './labels.ts'
import { labelKey } from './view.ts'
import { type Candidate, candidate, hasClock, zoned } from './windows-candidate.ts'
import { isUnread, isWindowHeader, labelledLines } from './windows-lines.ts'

const word = (line: Line | undefined, label: RegExp): boolean => {
  const key = line && line.text.length <= 30 ? labelKey(line.text) : ''
  return label.test(key) && key.split(' ').length <= 3
}

/** Lines that count for something: not empty, not struck through, not quoted. */
const standing = (view: View): readonly Line[] =>
  view.part.lines.filter((l) => l.text !== '' && !l.struck && !view.quoted.has(l.place.line))

const timed = (line: Line | undefined, view: View): boolean =>
  line !== undefined && line.text.length <= 120 && readInstants(line.text, view.context).some((i) => !i.dateOnly)

/** `Start` and `End` stand on lines of their own, then the times in turn. Each pair of times below the words `Start` and `End`; the line above them tells of a backup. */
export const fromHeaderCells = (view: View): readonly Candidate[] => {
  const lines = standing(view)
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

const maxHeader = 60

const rowOfMoments = (line: Line, header: string, heading: string, view: View): readonly Candidate[] => {
  const instants = readInstants(line.text, view.context)
  const [a, b] = instants
  if (!a || !b || instants.length > 2 || a.dateOnly || b.dateOnly) return []
  const span = joinSpan(
    zoned(line.text.slice(0, b.start), header),
    zoned(line.text.slice(b.start), header),
    view.context,
  )
  return span ? [candidate(span, heading, line.place, line.text, 'row')] : []
}

/** Rows of a table that became text, below the line of its header: `Start End`, then two times a line with only a blank between. */
export const fromTextRows = (view: View): readonly Candidate[] => {
  const lines = labelledLines(view)
  let header: { readonly text: string; readonly heading: string } | null = null
  return lines.flatMap(({ line }, i): readonly Candidate[] => {
    if (line.text === '') return []
    // Tables that are tables are read as such.
    if (line.text.includes('\t')) header = null
    else if (line.text.length <= maxHeader && isWindowHeader(line.text)) {
      header = {
        text: line.text,
        heading: labelKey(lines.slice(0, i).findLast((l) => l.line.text !== '')?.line.text ?? ''),
      }
      return []
    }
    const found = header && !isUnread(view, line, 300) ? rowOfMoments(line, header.text, header.heading, view) : []
    if (!found.length) header = null
    return found
  })
}

const isDay = (line: Line, view: View): boolean =>
  line.text.length <= 20 && !hasClock(line.text) && readInstants(line.text, view.context).length === 1

const isClock = (line: Line): boolean => line.text.length <= 12 && hasClock(line.text) && !/\d{4}/.test(line.text)

const zoneWord = /^\(?[A-Z][A-Za-z]{1,11}(?: (?:time|standard time|daylight time))?\)?$/i

/** Day, time, day, time, each in a line of its own, and then perhaps the zone. */
export const fromScattered = (view: View): readonly Candidate[] => {
  const lines = standing(view)
  return lines.flatMap((day, i): readonly Candidate[] => {
    const [, time, lastDay, lastTime, zone] = lines.slice(i, i + 5)
    if (!time || !lastDay || !lastTime || !isClock(time) || !isClock(lastTime)) return []
    if (!isDay(day, view) || !isDay(lastDay, view)) return []
    const name = zone && zoneWord.test(zone.text) ? zone.text : ''
    const span = joinSpan(`${day.text} ${time.text} ${name}`, `${lastDay.text} ${lastTime.text} ${name}`, view.context)
    const words = [day, time, lastDay, lastTime].map((l) => l.text).join(' | ')
    // "Backup" or "Original date" above it.
    const heading = labelKey(lines[i - 1]?.text ?? '')
    return span ? [candidate(span, heading, day.place, `${words} ${name}`.trim(), 'row')] : []
  })
}

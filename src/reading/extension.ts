/** "Extended until 14:00": an end told apart from the windows of the mail. */
import type { Line } from '../mail/document.ts'
import type { FoundWindow, FoundWindows, View } from './contract.ts'
import { readInstants } from './dates.ts'
import type { Doubt, Evidence } from './notice.ts'
import { evidenceAt } from './pick.ts'
import { conditional, opening } from './status-words.ts'
import { staleLines } from './update-log.ts'
import type { Instant } from './when.ts'
import { zoned } from './windows-candidate.ts'

const extended =
  /\b(?:extended|extension|overr[au]n(?:ning)?|prolonged)\b[^\n]{0,80}?\b(?:until|till|up to|to|through|ends?|end time)\b(?<rest>[^\n]{5,80})/i

// Vendors round by a minute.
const rounding = 2 * 60_000

interface Sentence {
  readonly line: Line
  /** What stands before the words of an extension, and what behind them. */
  readonly before: string
  readonly rest: string
}

/** The sentences of the mail that tell an extension; those of what is over do not. */
const sentences = (view: View): readonly Sentence[] => {
  if (!extended.test(view.text)) return []
  const stale = staleLines(view)
  return view.part.lines.flatMap((line) => {
    if (line.struck || stale.has(line.place.line) || line.text.length > 2000) return []
    const match = extended.exec(line.text)
    return match?.groups?.rest ? [{ line, before: line.text.slice(0, match.index), rest: match.groups.rest }] : []
  })
}

/** Blocks where a sentence tells a new end and no window has it. */
export const extensionDoubts = (view: View, found: FoundWindows): readonly Doubt[] => {
  const ends = found.windows.flatMap((w) => (w.span.end ? [Date.parse(w.span.end.utc)] : []))
  if (!ends.length) return []
  for (const { line, rest } of sentences(view)) {
    const told = readInstants(rest, view.context).filter((i) => !i.dateOnly)
    const known = told.some((i) => ends.some((end) => Math.abs(end - Date.parse(i.utc)) <= rounding))
    if (!told.length || known) continue
    const detail = `“${line.text.slice(0, 200)}” tells an end that none of the windows has.`
    return [{ code: 'parts-disagree', blocking: true, detail }]
  }
  return []
}

interface NewEnd {
  readonly end: Instant
  readonly evidence: Evidence
}

const newEndLabel =
  /^(?:extended (?:up )?(?:to|until|till|end)\b|(?:new|revised|updated|extended) (?:scheduled |planned |maintenance |work )?end\b)/
const newStartLabel = /^(?:new|revised|updated) (?:scheduled |planned |maintenance |work )?(?:start|begin)/

/** `New end: …` beside no new start. */
const endsInFields = (view: View): readonly NewEnd[] =>
  view.fields.some((f) => newStartLabel.test(f.key))
    ? []
    : view.fields.flatMap((f) =>
        newEndLabel.test(f.key) && f.value.length <= 100
          ? readInstants(zoned(f.value, f.label), view.context).map((end) => ({
              end,
              evidence: evidenceAt(f.place, `${f.label}: ${f.value}`),
            }))
          : [],
      )

/** "Has been extended until …"; "may be extended until …" tells nothing. */
const endsInSentences = (view: View): readonly NewEnd[] =>
  sentences(view).flatMap(({ line, before, rest }) => {
    const own = before.split(/[.!?] /).at(-1) ?? ''
    if (conditional.test(own.replace(opening, ' '))) return []
    return readInstants(rest, view.context).map((end) => ({ end, evidence: evidenceAt(line.place, line.text) }))
  })

const longestExtension = 24 * 3_600_000

/** The one window whose end was moved, if the mail tells one later end and of one window only. */
const movedEnd = (found: FoundWindows, told: readonly NewEnd[]): readonly [FoundWindow, NewEnd] | null => {
  const [window, ...others] = found.windows.filter((w) => !w.backup)
  const [first] = told
  if (!first || !window?.span.end || others.length > 0 || window.span.end.dateOnly) return null
  const sure = told.every((t) => !t.end.dateOnly && t.end.zone !== null && t.end.utc === first.end.utc)
  const later = Date.parse(first.end.utc) - Date.parse(window.span.end.utc)
  return sure && later > rounding && later <= longestExtension ? [window, first] : null
}

const lengthened = (found: FoundWindows, told: readonly NewEnd[]): FoundWindows | null => {
  const moved = movedEnd(found, told)
  if (!moved) return null
  const [window, { end, evidence }] = moved
  const longer = {
    ...window,
    span: { ...window.span, end },
    evidence: { ...window.evidence, text: `${window.evidence.text} · ${evidence.text}`.slice(0, 300) },
  }
  return { ...found, windows: found.windows.map((w) => (w === window ? longer : w)) }
}

/** The windows of a mail, the end of one moved to where a field of its own tells a new end. */
export const extendedByField = (view: View, found: FoundWindows): FoundWindows => {
  const ends = endsInFields(view)
  const longer = ends.length ? lengthened(found, [...ends, ...endsInSentences(view)]) : null
  return longer ? { ...longer, moved: true } : found
}

/** The same where only a sentence tells it: what is proposed, and asked about (`extensionDoubts`). */
export const extendedBySentence = (view: View, found: FoundWindows): FoundWindows =>
  lengthened(found, [...endsInFields(view), ...endsInSentences(view)]) ?? found

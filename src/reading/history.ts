/** What an answer quotes from earlier mail: its dates are old, so it is read only where nothing stands above it. */
import type { View } from './contract.ts'

const quoteHeader =
  /^[\s>*_-]{0,12}(?:(?:on|am|le|el|il|em|op)\b.{6,200}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)\b.{0,80}:|(?:original|forwarded|ursprüngliche|previous) (?:message|nachricht)\b.{0,20}|message d.origine.{0,20})$/i

const rule = /^_{20,80}$/
const from = /^(?:from|von|de|da|van)\s?:/i

const maxHistories = 3
// The lines of one quoted header are no second one.
const headerLines = 8

const beginsQuote = (view: View, i: number): boolean => {
  const { lines } = view.part
  const line = lines[i]
  return (
    line !== undefined &&
    line.text.length < 400 &&
    (quoteHeader.test(line.text) ||
      (rule.test(line.text) && from.test(lines[i + 1]?.text ?? lines[i + 2]?.text ?? '')) ||
      (from.test(line.text) && view.quoted.has(line.place.line)))
  )
}

/** The lines (counted from 0) at which quoted mail begins: of a mail passed on, its own and what it quotes in turn. */
const historiesOf = (view: View): readonly number[] => {
  const out: number[] = []
  for (let i = 1; i < view.part.lines.length && out.length < maxHistories; i++)
    if (i > (out.at(-1) ?? -headerLines) + headerLines && beginsQuote(view, i)) out.push(i)
  return out
}

const cutAt = (view: View, at: number): View | null => {
  const last = view.part.lines[at]
  if (!last) return null
  const isAbove = (line: number) => line < last.place.line
  const lines = view.part.lines.slice(0, at)
  const part = {
    ...view.part,
    lines,
    tables: view.part.tables.filter((t) => isAbove(t.rows[0]?.[0]?.place.line ?? 0)),
    fields: view.part.fields.filter((f) => isAbove(f.label.place.line)),
  }
  return {
    ...view,
    part,
    fields: view.fields.filter((f) => f.place.part !== view.part.name || isAbove(f.fromLine)),
    text: lines.map((l) => l.text).join('\n'),
  }
}

/** The view down to where quoted mail begins, or null if none is quoted. */
export const aboveHistory = (view: View): View | null => {
  const [first] = historiesOf(view)
  return first === undefined ? null : cutAt(view, first)
}

/** The same for each place where quoted mail begins, the shortest first. */
export const aboveHistories = (view: View): readonly View[] => historiesOf(view).flatMap((at) => cutAt(view, at) ?? [])

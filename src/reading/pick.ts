/** Readers of single values: by label, in the subject, in the body. */
import type { Line, Place } from '../mail/document.ts'
import type { Found, KeyedField, Pick, View } from './contract.ts'
import type { Evidence } from './notice.ts'
import { labelKey } from './view.ts'

export const evidenceAt = (place: Place, text: string): Evidence => ({
  part: place.part,
  line: place.line,
  column: place.column,
  text: text.length > 300 ? `${text.slice(0, 299)}…` : text,
})

const placeholder = /^[\s_.\-–—*…:;,'"|]*$|^(n\/?a|none|nil|null|tbd|tba|unknown|not applicable|undefined|xx+)\.?$/i

/** Whether a cell or value says nothing: empty, dashes, `N/A`, `TBD`. */
export const isBlank = (value: string): boolean => placeholder.test(value)

/** The named group `value`, else the first group, else the whole match. */
export const captured = (match: RegExpExecArray): string => (match.groups?.value ?? match[1] ?? match[0]).trim()

const found = (value: string, place: Place, text: string): Found => ({ value, evidence: evidenceAt(place, text) })

const fromField = (f: KeyedField, pattern: RegExp | undefined): Found | null => {
  if (!pattern) return isBlank(f.value) ? null : found(f.value.trim(), f.place, `${f.label}: ${f.value}`)
  const match = pattern.exec(f.value)
  return match ? found(captured(match), f.place, `${f.label}: ${f.value}`) : null
}

/**
 * Values of the fields whose normalised label matches (`Maintenance Ticket #:` → `maintenance ticket`), in reading order.
 * With `pattern`, its group `value` (or first group, or whole match) in the field's value.
 * @example field(/^maintenance ticket/, /TTN-\d+/)
 */
export const field =
  (label: RegExp, pattern?: RegExp): Pick =>
  (view) => {
    const out: Found[] = []
    for (const f of view.fields) {
      const one = label.test(f.key) ? fromField(f, pattern) : null
      if (one) out.push(one)
    }
    return out
  }

/** A match in the subject. @example inSubject(/\bTT#(?<value>\d+)/) */
export const inSubject =
  (pattern: RegExp): Pick =>
  (view) => {
    const match = pattern.exec(view.subject.text)
    return match ? [found(captured(match), view.subject.place, view.subject.text)] : []
  }

/** Matches in the body's lines, in reading order, one a line. */
export const inBody =
  (pattern: RegExp): Pick =>
  (view) =>
    view.part.lines.flatMap((line) => {
      if (line.struck) return []
      const match = pattern.exec(line.text)
      return match ? [found(captured(match), line.place, line.text)] : []
    })

/** Every match in the body as a whole: for labels and values that wrapping or flattening set on lines of their own. `pattern` is global. */
export const inText =
  (pattern: RegExp): Pick =>
  (view) => {
    const out: Found[] = []
    let [index, offset] = [0, 0]
    for (const match of view.text.matchAll(pattern)) {
      const { lines } = view.part
      for (let line = lines[index]; line && offset + line.text.length < match.index; line = lines[index])
        [index, offset] = [index + 1, offset + line.text.length + 1]
      const at = lines[index]
      if (at && !at.struck) out.push(found(captured(match), at.place, match[0].replace(/\s+/g, ' ')))
    }
    return out
  }

/** The value below a line: the next lines with words, to an empty one. Lines of a mere colon are passed over. */
const valueBelow = (lines: readonly Line[]): readonly Line[] => {
  const from = lines.findIndex((l) => l.text !== '' && l.text !== ':')
  const value = from < 0 ? [] : lines.slice(from)
  const length = value.findIndex((l) => l.text === '')
  return length < 0 ? value : value.slice(0, length)
}

const maxBelow = 30

/**
 * The lines below one that is a label and nothing else, to the next empty line: headings and cells of tables that
 * became lines. @example below(/^service s under maintenance$/)
 */
export const below =
  (label: RegExp, pattern?: RegExp): Pick =>
  (view) =>
    view.part.lines.flatMap((line, i, lines) => {
      if (line.struck || line.text.length > 80 || !label.test(labelKey(line.text))) return []
      const under = valueBelow(lines.slice(i + 1, i + 1 + maxBelow))
      const value = under.map((l) => l.text).join('\n')
      const match = pattern?.exec(value) ?? null
      if (!under[0] || isBlank(value) || (pattern && !match)) return []
      return [found(match ? captured(match) : value, under[0].place, `${line.text}: ${value}`)]
    })

/** The first reader that finds anything. */
export const either =
  (...picks: readonly Pick[]): Pick =>
  (view) => {
    for (const pick of picks) {
      const values = pick(view)
      if (values.length) return values
    }
    return []
  }

/** What all readers find, in their order. */
export const all =
  (...picks: readonly Pick[]): Pick =>
  (view) =>
    picks.flatMap((pick) => pick(view))

/** What a reader finds, less what matches. */
export const without =
  (pattern: RegExp, pick: Pick): Pick =>
  (view) =>
    pick(view).filter((f) => !pattern.test(f.value))

/** What these mails never hold. */
export const none = (): readonly never[] => []

/** A value that the vendor never writes because it is always the same. */
export const fixed =
  (value: string): Pick =>
  (view: View) => [found(value, view.subject.place, view.subject.text)]

/** What a reader finds, if it finds one value only (however often). */
export const only =
  (pick: Pick): Pick =>
  (view) => {
    const found = pick(view)
    return new Set(found.map((f) => f.value)).size === 1 ? found : []
  }

/** "Extended until 14:00": an end told in prose that the windows of the mail do not have. */
import type { FoundWindows, View } from './contract.ts'
import { readInstants } from './dates.ts'
import type { Doubt } from './notice.ts'
import { staleLines } from './update-log.ts'

const extended =
  /\b(?:extended|extension|overr[au]n(?:ning)?|prolonged)\b[^\n]{0,80}?\b(?:until|till|up to|to|through|ends?|end time)\b(?<rest>[^\n]{5,80})/i

// Vendors round by a minute.
const rounding = 2 * 60_000

/** Blocks where a sentence tells a new end and no window has it. */
export const extensionDoubts = (view: View, found: FoundWindows): readonly Doubt[] => {
  const ends = found.windows.flatMap((w) => (w.span.end ? [Date.parse(w.span.end.utc)] : []))
  if (!ends.length) return []
  if (!extended.test(view.text)) return []
  const stale = staleLines(view)
  for (const line of view.part.lines) {
    const over = line.struck || stale.has(line.place.line) || line.text.length > 2000
    const rest = over ? undefined : extended.exec(line.text)?.groups?.rest
    const told = rest ? readInstants(rest, view.context).filter((i) => !i.dateOnly) : []
    const known = told.some((i) => ends.some((end) => Math.abs(end - Date.parse(i.utc)) <= rounding))
    if (!told.length || known) continue
    const detail = `“${line.text.slice(0, 200)}” tells an end that none of the windows has.`
    return [{ code: 'parts-disagree', blocking: true, detail }]
  }
  return []
}

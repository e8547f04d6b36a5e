import type { Shown, Sketch } from './shown.ts'

const opening = /^You received this message because you are subscribed to the Google Groups? /
/** The sentences of a group's footer, as they were between 2019 and 2026. */
const sentences = [
  opening,
  /^To unsubscribe from this (?:group|topic)/,
  /^To post to this group/,
  /^To view this (?:discussion|message)/,
  /^Visit this group at/,
  /^For more options, visit/,
  /^https:\/\/groups\.google\.com\//,
  /^googlegroups\.com\b/,
]
const longest = 16

/** The index after the footer that starts at `from`. Lines between its sentences are wrapped addresses. */
const endOf = (lines: readonly Shown[], from: number): number => {
  let end = from
  for (let i = from; i < Math.min(lines.length, from + longest); i++) {
    const text = lines[i]?.text ?? ''
    if (sentences.some((s) => s.test(text))) end = i + 1
    else if (
      text !== '' &&
      (i > end ||
        !/^[^\s]{1,300}\.?$|group and stop receiving emails|send an email to|@googlegroups|\+unsubscribe@/.test(text))
    )
      break
    else if (text !== '') end = i + 1
  }
  return end
}

/** Removes the footers that Google Groups adds, wherever a reply or a forward has left them. */
export const withoutFooter = (sketch: Sketch): Sketch => {
  const { lines } = sketch
  const drop: { from: number; to: number }[] = []
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]?.text ?? ''
    if (!text.startsWith('You received') || !opening.test(text)) continue
    let from = i
    while (from > 0 && lines[from - 1]?.text === '') from--
    if (/^--\s?$/.test(lines[from - 1]?.text ?? '')) from--
    else from = i
    const to = endOf(lines, i)
    drop.push({ from, to })
    i = to - 1
  }
  return drop.length === 0 ? sketch : removed(sketch, drop)
}

const removed = (sketch: Sketch, drop: readonly { from: number; to: number }[]): Sketch => {
  const keep: Shown[] = []
  const moved = new Int32Array(sketch.lines.length + 1).fill(-1)
  let next = 0
  sketch.lines.forEach((line, i) => {
    while (next < drop.length && i >= (drop[next]?.to ?? 0)) next++
    const range = drop[next]
    if (range && i >= range.from) return
    moved[i] = keep.length
    keep.push(line)
  })
  while (keep.at(-1)?.text === '') keep.pop()
  const at = (i: number): number => moved[i] ?? -1
  const tables = sketch.tables
    .map((rows) =>
      rows
        .filter((row) => at(row.line) >= 0 && row.after > row.line && at(row.after - 1) >= 0)
        .map((row) => ({
          line: at(row.line),
          after: at(row.after - 1) + 1,
          cells: row.cells.map((c) => ({ ...c, lines: c.lines.map((l) => ({ ...l, line: Math.max(0, at(l.line)) })) })),
        })),
    )
    .filter((rows) => rows.length > 0)
  return { lines: keep, tables }
}

/** What of a shown line is needed to find labels in it. */
export interface LabelSource {
  readonly text: string
  readonly gaps: readonly number[]
  readonly bold: readonly number[]
}

/** A label within a line. */
export interface LabelAt {
  readonly text: string
  /** Where the label's stretch begins (bullets included). */
  readonly from: number
  /** Bullets and marks before the label itself. */
  readonly offset: number
  /** Where its value begins (blanks may follow). */
  readonly valueFrom: number
}

const maxInline = 80
const maxAlone = 140
const letter = /\p{L}/u

const leadMarks = /^[\s*_•·‣▪●◦○■□◆➢>#|\-–—+]{1,20}(?:\(?\d{1,2}[.)] )?|^\(?\d{1,2}[.)] /
const tailMarks = /[\s*_:：.=\-–|]{1,20}$/

/** A label without its bullet, its emphasis marks and its colon. */
export const tidyLabel = (source: string): { readonly text: string; readonly offset: number } => {
  const lead = leadMarks.exec(source)?.[0].length ?? 0
  const body = source.slice(lead)
  const cutAt = body.length > 24 ? body.length - 24 : 0
  const text = body.slice(0, cutAt) + body.slice(cutAt).replace(tailMarks, '')
  // `#` is part of a name such as "Ticket #".
  return { text: text.trim(), offset: lead }
}

const words = (text: string): number => text.split(' ').length

/** Whether words could name a value: short, with a letter, no clock time, no address. */
export const isLabelText = (text: string): boolean =>
  text.length > 0 &&
  text.length <= maxInline &&
  letter.test(text) &&
  !text.includes('@') &&
  !text.includes('://') &&
  !/\d:\d\d/.test(text) &&
  words(text) <= 14

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'
const isSpace = (c: string | undefined): boolean => c === undefined || c === ' ' || c === '\t'

/** What follows the colon of `10:00` or of an IPv6 address, but not that of `Window 1:2026-11-02`. */
const timeOrAddress = /^(?:\d{1,2}(?!\d)|[0-9a-fA-F]{1,4}:)/

/** Whether the colon at `i` ends a label: no clock time, no URL, no IPv6 address, no `C:\`. */
const isLabelColon = (text: string, i: number, from: number, to: number): boolean => {
  const next = i + 1 < to ? text[i + 1] : undefined
  if (isSpace(next) || next === '*' || next === '_') return true
  if (next === ':' || next === '/' || next === '\\') return false
  const before = text[i - 1]
  if (isDigit(before) && timeOrAddress.test(text.slice(i + 1, i + 7))) return false
  const stretch = text.slice(from, to)
  if (!stretch.includes(' ') && stretch.indexOf(':', i - from + 1) >= 0) return false
  return !/(?:^|[\s[(<])(?:mailto|tel|sips?|cid|urn|xmpp|data|javascript)$/i.test(text.slice(from, i))
}

/** Where dots that lead from a label to its value end (`Start ........ 12 May`); -1: there are none at `i`. */
const leaderEnd = (text: string, i: number, to: number): number => {
  if (text[i] !== '.' || !(text[i - 1] === ' ' || text.startsWith('....', i))) return -1
  let end = i
  while (end < to && text[end] === '.') end++
  return isSpace(text[end]) || text[end] === ':' ? end : -1
}

/** The end of the label that begins at `from`, and where its value starts; null if none does. */
const labelEnd = (text: string, from: number, to: number): { end: number; value: number } | null => {
  const last = Math.min(to, from + maxAlone)
  for (let i = from; i < last; i++) {
    const c = text[i]
    const led = leaderEnd(text, i, to)
    if (led >= 0) return { end: i, value: text[led] === ':' ? led + 1 : led }
    if (c === ':' || c === '：') return c === '：' || isLabelColon(text, i, from, to) ? { end: i, value: i + 1 } : null
    if (c === '=' && text[i - 1] === ' ' && text[i + 1] === ' ') return { end: i, value: i + 1 }
  }
  return null
}

const sentenceEnd = /[.!?]\s\p{Lu}/u

const acceptable = (label: string, alone: boolean): boolean => {
  if (label === '' || !letter.test(label) || label.includes('@') || label.includes('://')) return false
  if (sentenceEnd.test(label) || /\d:\d\d/.test(label)) return false
  return alone ? words(label) <= 22 : label.length <= maxInline && words(label) <= 12
}

/** A label with a colon (or ` = `) at the start of a stretch. */
const labelIn = (text: string, from: number, to: number): LabelAt | null => {
  const found = labelEnd(text, from, to)
  if (!found) return null
  const tidy = tidyLabel(text.slice(from, found.end))
  let value = found.value
  while (value < to && (text[value] === '*' || text[value] === '_')) value++
  const alone = text.slice(value, to).trim() === ''
  return acceptable(tidy.text, alone) ? { text: tidy.text, from, offset: tidy.offset, valueFrom: value } : null
}

/** A bold start of a line before plain text: a label without a colon. */
const boldLabel = (source: LabelSource): LabelAt | null => {
  const [from, to] = source.bold
  if (from !== 0 || to === undefined || to >= source.text.length || to > 60) return null
  const rest = source.text.slice(to)
  const tidy = tidyLabel(source.text.slice(0, to))
  if (!isLabelText(tidy.text) || words(tidy.text) > 6 || /^[\s,.;]*\p{Ll}/u.test(rest) || /^\s?[,.;)|/]/.test(rest))
    return null
  return { text: tidy.text, from: 0, offset: tidy.offset, valueFrom: to }
}

/** Where a label may begin: the line's start, after wide gaps and tabs, and at bold stretches. */
const starts = (source: LabelSource): number[] => {
  const all = [0, ...source.gaps.map((g) => g + 1)]
  for (let i = source.text.indexOf('\t'); i >= 0; i = source.text.indexOf('\t', i + 1)) all.push(i + 1)
  for (let i = 2; i < source.bold.length; i += 2) all.push(source.bold[i] ?? 0)
  if ((source.bold[0] ?? 0) > 0) all.push(source.bold[0] ?? 0)
  return all.length === 1 ? all : [...new Set(all)].sort((a, b) => a - b)
}

/** Where each bold stretch ends, by where it begins. */
const boldEnds = (bold: readonly number[]): Map<number, number> => {
  const ends = new Map<number, number>()
  for (let i = 0; i + 1 < bold.length; i += 2) ends.set(bold[i] ?? 0, bold[i + 1] ?? 0)
  return ends
}

/** The labels of a line, in order; empty for a line that has none. */
export const findLabels = (source: LabelSource): LabelAt[] => {
  const { text } = source
  if (!text.includes(':') && !text.includes('：') && !text.includes(' = ') && !text.includes(' .')) {
    const bold = boldLabel(source)
    return bold ? [bold] : []
  }
  const at = starts(source)
  const bold = boldEnds(source.bold)
  const labels: LabelAt[] = []
  at.forEach((from, i) => {
    const label = labelIn(text, from, at[i + 1] ?? text.length)
    // A bold stretch inside a line begins a label only if a colon ends it.
    if (label && (from === 0 || (bold.get(from) ?? label.valueFrom) >= label.valueFrom - 2)) labels.push(label)
  })
  if (labels.length === 0 || labels[0]?.from !== 0) {
    const first = boldLabel(source)
    if (first && (labels[0]?.from ?? text.length) > first.valueFrom) labels.unshift(first)
  }
  return labels
}

import { blankLine, type Shown } from './shown.ts'

const noOffsets: readonly number[] = []
// Besides invisible letters: a no-break blank whose UTF-8 was read as Latin-1 shows as `Â` and a blank.
const invisible = /[\u200b-\u200f\u2060\u00ad\ufeff]|\u034f|\u00c2(?=\u00a0)/g
// Most text is ASCII, has nothing invisible, and needs no further look.
const unusual = /[\u0080-\uffff]/
// Of text in ASCII: blanks that are not shown as they stand.
const unfolded = /[\t-\r]| {2}/
// What stands between most tags.
const onlyBlanks = /^[ \t\r\n]+$/
const spaces = /[\s\u00a0]+/g
const wide = /^[^\u00a0]*\u00a0[\s]?[\u00a0\s]/

/** The line that is being written. */
export const lineWriter = () => {
  let text = ''
  let struckText = ''
  let blank = false
  let gap = false
  let hardBlank = false
  let plain = false
  let bold: number[] = []
  let gaps: number[] = []
  const write = (word: string, isBold: boolean) => {
    if (blank && text !== '') {
      if (gap) gaps.push(text.length)
      text += ' '
    }
    blank = false
    gap = false
    const from = text.length
    text += word
    if (!isBold) plain = true
    else if (bold.length > 0 && (bold.at(-1) ?? 0) >= from - 1) bold[bold.length - 1] = text.length
    else bold.push(from, text.length)
  }
  const writeFolded = (clean: string, folded: string, isBold: boolean) => {
    if (folded.startsWith(' ')) {
      blank = true
      gap ||= clean.includes('\u00a0') && /^\s{0,3}\u00a0\s/.test(clean)
    }
    write(folded.trim(), isBold)
    if (folded.endsWith(' ')) blank = true
    if (clean.includes('\u00a0')) noteGaps(clean, folded, gaps, text)
  }
  const writeBlank = (clean: string) => {
    if (clean.includes('\u00a0')) hardBlank = true
    if ((hardBlank && wide.test(clean)) || (blank && hardBlank)) gap = true
    blank = true
  }
  return {
    add(source: string, isBold: boolean, isStruck: boolean): void {
      if (onlyBlanks.test(source)) {
        writeBlank(source)
        return
      }
      const ascii = !unusual.test(source)
      const clean = ascii ? source : source.replace(invisible, '')
      const folded = ascii && !unfolded.test(source) ? source : clean.replace(spaces, ' ')
      if (folded === '') return
      if (folded === ' ') writeBlank(clean)
      else if (isStruck) {
        struckText = struckText === '' ? folded.trimStart() : struckText + folded
        blank = true
      } else writeFolded(clean, folded, isBold)
    },
    /** Lines for what was written; `force` gives an empty one where nothing was. */
    take(force: boolean, term: 'name' | 'value' | null, indent: number): Shown[] {
      const out: Shown[] = []
      const put = (shown: Shown) => out.push(term ? { ...shown, term } : shown)
      if (text !== '')
        put({
          text,
          struck: false,
          strong: !plain,
          bold: bold.length > 0 ? bold : noOffsets,
          gaps: gaps.length > 0 ? gaps : noOffsets,
          indent,
        })
      const old = struckText.trim()
      if (old !== '') put({ text: old, struck: true, strong: false, bold: noOffsets, gaps: noOffsets, indent })
      if (out.length === 0 && (force || hardBlank)) out.push(blankLine)
      text = ''
      struckText = ''
      blank = gap = hardBlank = plain = false
      bold = []
      gaps = []
      return out
    },
  }
}

/** Runs of several no-break blanks inside one text separate columns: their places in the folded text. */
const noteGaps = (clean: string, folded: string, gaps: number[], text: string): void => {
  const base = text.length - folded.trim().length
  let at = 0
  const lead = clean.length - clean.trimStart().length
  const words = clean.slice(lead).trimEnd()
  let last = 0
  for (const match of words.matchAll(spaces)) {
    at += match.index - last
    if (match[0].length > 1 && match[0].includes('\u00a0')) gaps.push(base + at)
    at += 1
    last = match.index + match[0].length
  }
}

import { escapeHtml } from '../calendar/text.ts'
import type { EvidenceKey } from '../reading/notice.ts'
import { type Token, tokensOf } from './harmless-html.ts'
import { cutAt, type Mark, needles, piecesOf, type Range } from './marks.ts'

/** All letters of the texts without white space, and where each stands: words are found however the markup cuts them. */
const lettersOf = (tokens: readonly Token[]) => {
  const owners: number[] = []
  const offsets: number[] = []
  let letters = ''
  tokens.forEach((token, index) => {
    if (!('text' in token)) return
    let own = ''
    for (let i = 0; i < token.text.length; i++) {
      const char = token.text[i] ?? ''
      if (/[\s\u200b-\u200f\u00ad\ufeff]/.test(char)) continue
      own += char
      owners.push(index)
      offsets.push(i)
    }
    letters += own
  })
  return { letters, owners, offsets }
}

const firstOf = (
  texts: readonly string[],
  field: EvidenceKey,
  after: number,
  place: (text: string, field: EvidenceKey, after: number) => number,
): number => {
  for (const text of texts) {
    const found = place(text, field, after)
    if (found >= 0) return found
  }
  return -1
}

const rangesOf = (tokens: readonly Token[], marks: readonly Mark[]): ReadonlyMap<number, readonly Range[]> => {
  const { letters, owners, offsets } = lettersOf(tokens)
  const ranges = new Map<number, Range[]>()
  const add = (first: number, length: number, field: EvidenceKey) => {
    for (let i = first; i < first + length; ) {
      const owner = owners[i] ?? -1
      let last = i
      while (last + 1 < first + length && owners[last + 1] === owner) last++
      const list = ranges.get(owner) ?? []
      list.push({ from: offsets[i] ?? 0, to: (offsets[last] ?? 0) + 1, field })
      ranges.set(owner, list)
      i = last + 1
    }
  }
  const seek = (needle: string, after: number): number => {
    const next = letters.indexOf(needle, after)
    return next >= 0 ? next : letters.indexOf(needle)
  }
  /** Where the text was found; -1: nowhere. */
  const place = (text: string, field: EvidenceKey, after: number): number => {
    const needle = text.replace(/\s/g, '')
    const found = needle === '' ? -1 : seek(needle, after)
    if (found >= 0) add(found, needle.length, field)
    return found
  }
  let after = 0
  for (const { field, evidence } of marks.slice(0, 300)) {
    const whole = place(evidence.text, field, after)
    const firsts =
      whole >= 0 ? [whole] : piecesOf(evidence).map((piece) => firstOf(needles(piece), field, after, place))
    // Several fields may share words: the next one may begin where this one does.
    after = Math.max(after, ...firsts.slice(0, 1))
  }
  return ranges
}

const marked = (text: string, ranges: readonly Range[]): string =>
  cutAt(text, ranges)
    .map(({ text: part, field }) =>
      field === null ? escapeHtml(part) : `<mark title="${field}">${escapeHtml(part)}</mark>`,
    )
    .join('')

const look = `
html{background:#fff;color:#1b1f24;color-scheme:light}
body{margin:12px;font:14px/1.45 system-ui,sans-serif;overflow-wrap:break-word}
mark{background:#ffe28a;color:inherit;border-radius:2px;box-shadow:0 0 0 1px #d9a400}
.link{color:#1a56a0;text-decoration:underline}
.image{color:#5b6470;border:1px dashed #9aa3ad;border-radius:3px;padding:0 4px;font-size:12px}
.cut{color:#5b6470;border-top:1px solid #ccc;margin-top:1em;padding-top:.5em}
`

/**
 * A mail's HTML as a page of its own that can do nothing: a list of harmless elements and styles is kept, links and images are
 * told in words, and the words that fields came from are marked. It is shown in a sandbox all the same.
 */
export const mailPage = (html: string, marks: readonly Mark[]): string => {
  const { tokens, cut } = tokensOf(html)
  const ranges = rangesOf(tokens, marks)
  const body = tokens.map((token, i) => ('markup' in token ? token.markup : marked(token.text, ranges.get(i) ?? [])))
  const note = cut ? '<p class="cut">The mail is longer than is shown here.</p>' : ''
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title><style>${look}</style></head><body>${body.join('')}${note}</body></html>`
}

import { Parser } from 'htmlparser2'
import { escapeHtml } from '../calendar/text.ts'
import type { EvidenceKey } from '../reading/notice.ts'
import { cutAt, type Mark, needles, piecesOf, type Range } from './marks.ts'

/** Elements that only lay text out. Everything else goes; its text stays, unless it is no text (`dropped`). */
const kept = new Set(
  (
    'p div span br hr b strong i em u s del strike ins small big sub sup font center blockquote pre code tt kbd samp ' +
    'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup col address section article'
  ).split(' '),
)
const empty = new Set(['br', 'hr', 'col'])
const dropped = new Set(
  'script style title template noscript noframes iframe frame object embed applet svg math xml head select textarea audio video canvas'.split(
    ' ',
  ),
)
const plainAttributes = new Set(
  'align valign width height bgcolor color size face border cellpadding cellspacing colspan rowspan dir lang start type'.split(
    ' ',
  ),
)
const styles = new Set(
  (
    'color background-color font-size font-weight font-style font-family text-align text-decoration text-transform ' +
    'vertical-align white-space line-height width max-width border border-top border-bottom border-left border-right ' +
    'border-collapse border-color border-width border-style padding padding-top padding-bottom padding-left ' +
    'padding-right margin margin-top margin-bottom margin-left margin-right list-style-type display'
  ).split(' '),
)

/** Values without a function other than rgb(): nothing in them can load or cover. */
const safeValue = (value: string): boolean =>
  value.length <= 120 && /^[\w\s#%.,'"!-]*$/.test(value.replace(/rgba?\([\d\s,.%]{1,40}\)/g, ''))

const safeStyle = (style: string): string =>
  style
    .slice(0, 2000)
    .split(';')
    .map((declaration) => declaration.split(':'))
    .filter(
      ([name = '', value = '', more]) =>
        more === undefined && styles.has(name.trim().toLowerCase()) && safeValue(value.trim()),
    )
    .map(([name = '', value = '']) => `${name.trim().toLowerCase()}:${value.trim()}`)
    .join(';')

const attributesOf = (attributes: Readonly<Record<string, string>>): string => {
  let out = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'style') {
      const style = safeStyle(value)
      if (style !== '') out += ` style="${escapeHtml(style)}"`
    } else if (plainAttributes.has(name) && /^[\w#%.,\s-]{1,60}$/.test(value)) out += ` ${name}="${escapeHtml(value)}"`
  }
  return out
}

/** What a mail may cost to be shown; real ones stay far below. */
const bounds = { source: 2_000_000, depth: 120, tokens: 60_000 } as const

type Token = { readonly markup: string } | { readonly text: string }

const imageWords = (alt: string | undefined): string =>
  `<span class="image">image${alt ? `: ${escapeHtml(alt.slice(0, 200))}` : ''}</span>`

/** A link leads nowhere; its address is told on hover. */
const linkStart = (href: string | undefined): string =>
  `<span class="link"${href === undefined ? '' : ` title="${escapeHtml(href.slice(0, 500))}"`}>`

/** The mail's HTML as harmless markup and texts, in order. Linear; what is beyond the bounds is left out. */
const tokensOf = (html: string): { readonly tokens: readonly Token[]; readonly cut: boolean } => {
  const tokens: Token[] = []
  const open: string[] = []
  let hiding = 0
  let deep = 0
  const push = (markup: string) => {
    if (markup !== '') tokens.push({ markup })
  }
  const opened = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'img') push(imageWords(attributes.alt))
    const markup =
      name === 'a' ? linkStart(attributes.href) : kept.has(name) ? `<${name}${attributesOf(attributes)}>` : null
    if (markup === null) return
    if (open.length >= bounds.depth) deep += empty.has(name) ? 0 : 1
    else {
      push(markup)
      if (!empty.has(name)) open.push(name)
    }
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (dropped.has(name)) hiding += 1
        else if (hiding === 0) opened(name, attributes)
      },
      ontext(text) {
        if (hiding > 0 || text === '') return
        // The parser hands entities over one by one.
        const last = tokens.at(-1)
        if (last !== undefined && 'text' in last) tokens[tokens.length - 1] = { text: last.text + text }
        else tokens.push({ text })
      },
      onclosetag(name) {
        if (dropped.has(name)) hiding = Math.max(0, hiding - 1)
        else if (hiding > 0 || empty.has(name)) return
        else if (deep > 0 && (name === 'a' || kept.has(name))) deep -= 1
        else if (open.at(-1) === name) {
          open.pop()
          push(name === 'a' ? '</span>' : `</${name}>`)
        }
      },
    },
    { decodeEntities: true },
  )
  const chunk = 16_384
  let at = 0
  while (at < Math.min(html.length, bounds.source) && tokens.length < bounds.tokens && deep < 5000) {
    parser.write(html.slice(at, at + chunk))
    at += chunk
  }
  parser.end()
  for (const name of open.reverse()) push(name === 'a' ? '</span>' : `</${name}>`)
  return { tokens, cut: at < html.length }
}

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

import { Parser } from 'htmlparser2'
import { escapeHtml } from '../calendar/text.ts'

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

export type Token = { readonly markup: string } | { readonly text: string }

const imageWords = (alt: string | undefined): string =>
  `<span class="image">image${alt ? `: ${escapeHtml(alt.slice(0, 200))}` : ''}</span>`

/** A link leads nowhere; its address is told on hover. */
const linkStart = (href: string | undefined): string =>
  `<span class="link"${href === undefined ? '' : ` title="${escapeHtml(href.slice(0, 500))}"`}>`

/** The mail's HTML as harmless markup and texts, in order. Linear; what is beyond the bounds is left out. */
export const tokensOf = (html: string): { readonly tokens: readonly Token[]; readonly cut: boolean } => {
  const tokens: Token[] = []
  const open: string[] = []
  let hiding = 0
  let deep = 0
  const push = (markup: string) => {
    tokens.push({ markup })
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
  // The parser says of each element that is still open that it ends.
  parser.end()
  return { tokens, cut: at < html.length }
}

import { Parser } from 'htmlparser2'
import { pictureLine } from './html-image.ts'
import { htmlLayout, type Layout } from './html-layout.ts'
import { limits } from './limits.ts'
import type { Sketch } from './shown.ts'

// What an open element does to the text in it.
const hidden = 1
const bold = 2
const struck = 4
const pre = 8

const hiddenTags = new Set(['style', 'script', 'title', 'template', 'xml', 'noframes', 'object', 'svg'])
const boldTags = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const struckTags = new Set(['s', 'del', 'strike'])
const preTags = new Set(['pre', 'listing', 'xmp', 'plaintext'])
/** Elements that stand apart with a blank line around them, as browsers show them. */
const spacedTags = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'pre', 'blockquote', 'hr'])
const blockTags = new Set([
  ...spacedTags,
  ...[
    'div',
    'li',
    'dt',
    'dd',
    'center',
    'section',
    'article',
    'header',
    'footer',
    'address',
    'form',
    'fieldset',
    'main',
  ],
  ...['nav', 'aside', 'body', 'html', 'figure', 'figcaption', 'caption', 'legend', 'option', 'dir', 'menu', 'summary'],
  ...['thead', 'tbody', 'tfoot', 'title', 'details', 'listing', 'xmp'],
])
const tableTags = new Set(['table', 'tr', 'td', 'th'])

/** Those that change how text is shown. */
interface Attributes {
  readonly style?: string
  readonly hidden?: string
  readonly class?: string
  readonly rowspan?: string
  readonly alt?: string
}

/** What an inline style changes. */
interface Style {
  /** Flags that it sets, and those that it takes away. */
  readonly on: number
  readonly off: number
  readonly tight: boolean
}

const readStyle = (written: string): Style => {
  // Without blanks and in lower case, so that plain searches do.
  const style = written.toLowerCase().replace(/\s+/g, '')
  let on = 0
  let off = 0
  if (style.includes('display:none') || style.includes('visibility:hidden') || style.includes('mso-hide:all'))
    on |= hidden
  if (style.includes('line-through')) on |= struck
  const weight = style.indexOf('font-weight:')
  if (weight >= 0) {
    const value = style.slice(weight + 12, weight + 18)
    if (/^(?:bold|[6-9]00)/.test(value)) on |= bold
    else if (/^(?:norma|[1-4]00|light)/.test(value)) off |= bold
  }
  const space = style.indexOf('white-space:')
  if (space >= 0) {
    if (style.startsWith('pre', space + 12)) on |= pre
    else off |= pre
  }
  // Outlook writes every line as a paragraph without margins.
  const tight =
    /(?:^|;)margin:0(?:px|pt|in|cm|;|$)/.test(style) ||
    (style.includes('margin-top:0') && style.includes('margin-bottom:0'))
  return { on, off, tight }
}

/** A mail writes the same few styles on hundreds of elements: each is read once a mail. */
const styleReader = () => {
  const known = new Map<string, Style>()
  return (written: string): Style => {
    const before = known.get(written)
    if (before) return before
    const style = readStyle(written)
    known.set(written, style)
    return style
  }
}

const tagFlags = (name: string, attributes: Attributes, style: Style | null, inherited: number): number => {
  let flags = inherited
  if (boldTags.has(name)) flags |= bold
  else if (name === 'td') flags &= ~bold
  else if (struckTags.has(name)) flags |= struck
  else if (preTags.has(name)) flags |= pre
  else if (hiddenTags.has(name)) flags |= hidden
  if (style) flags = (flags | style.on) & ~style.off
  if (attributes.hidden !== undefined) flags |= hidden
  return flags
}

const isTight = (attributes: Attributes, style: Style | null): boolean =>
  attributes.class?.startsWith('Mso') === true || style?.tight === true

interface Element {
  readonly name: string
  readonly flags: number
  readonly spaced: boolean
}

const openTag = (layout: Layout, name: string, attributes: Attributes, spaced: boolean): void => {
  if (tableTags.has(name)) {
    if (name === 'table') layout.openTable()
    else if (name === 'tr') layout.openRow()
    else layout.openCell(Number.parseInt(attributes.rowspan ?? '1', 10) || 1)
  } else if (name === 'br') layout.breakLine()
  else if (name === 'img') {
    const picture = pictureLine(attributes.alt)
    if (picture) layout.picture(picture)
  } else if (blockTags.has(name)) {
    layout.block(spaced)
    if (name === 'dt') layout.term('name')
    else if (name === 'dd') layout.term('value')
  }
}

const closeTag = (layout: Layout, name: string, spaced: boolean): void => {
  if (tableTags.has(name)) {
    if (name === 'table') layout.closeTable()
    else if (name === 'tr') layout.closeRow()
    else layout.closeCell()
  } else if (name === 'dt' || name === 'dd') {
    layout.block(false)
    layout.term(null)
  } else if (blockTags.has(name)) layout.block(spaced)
}

const chunk = 32_768

/** HTML as a reader sees it. Linear in its length: one pass of a streaming parser, and a bound on depth. */
export const readHtml = (html: string): { readonly sketch: Sketch; readonly cut: boolean } => {
  const layout = htmlLayout()
  const styleOf = styleReader()
  const open: Element[] = []
  let flags = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const style = attributes.style ? styleOf(attributes.style) : null
        const next = tagFlags(name, attributes, style, flags)
        const spaced = spacedTags.has(name) && !isTight(attributes, style)
        open.push({ name, flags, spaced })
        flags = next
        if (!(flags & hidden)) openTag(layout, name, attributes, spaced)
      },
      ontext(text) {
        if (!(flags & hidden)) layout.text(text, (flags & bold) !== 0, (flags & struck) !== 0, (flags & pre) !== 0)
      },
      onclosetag(name) {
        const element = open.pop()
        if (!element) return
        const wasHidden = (flags & hidden) !== 0
        flags = element.flags
        if (!wasHidden) closeTag(layout, name, element.spaced)
      },
    },
    { decodeEntities: true },
  )
  const length = Math.min(html.length, limits.textLength)
  let at = 0
  while (at < length && open.length <= limits.htmlDepth && !layout.full()) {
    parser.write(html.slice(at, Math.min(at + chunk, length)))
    at += chunk
  }
  parser.end()
  return { sketch: layout.finish(), cut: at < html.length || layout.full() }
}

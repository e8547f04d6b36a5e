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

interface Tag {
  /** Flags that the element sets, and those that it takes away. */
  readonly on: number
  readonly off: number
  /** Where it stands in the layout; `inline` leaves the line as it is. */
  readonly place: 'inline' | 'block' | 'break' | 'picture' | 'table' | 'tr' | 'cell' | 'dt' | 'dd'
  /** It stands apart with a blank line around it, as browsers show it. */
  readonly spaced: boolean
}

const inline: Tag = { on: 0, off: 0, place: 'inline', spaced: false }

/** Names by what they share; a name may stand in several lines. */
const tagTable: readonly (readonly [names: string, what: Partial<Tag>])[] = [
  ['style script title template xml noframes object svg', { on: hidden }],
  ['b strong th h1 h2 h3 h4 h5 h6', { on: bold }],
  ['td', { off: bold }],
  ['s del strike', { on: struck }],
  ['pre listing xmp plaintext', { on: pre }],
  ['div li center section article header footer address form fieldset main', { place: 'block' }],
  ['nav aside body html figure figcaption caption legend option dir menu summary', { place: 'block' }],
  ['thead tbody tfoot title details listing xmp', { place: 'block' }],
  ['p h1 h2 h3 h4 h5 h6 ul ol dl pre blockquote hr', { place: 'block', spaced: true }],
  ['dt', { place: 'dt' }],
  ['dd', { place: 'dd' }],
  ['br', { place: 'break' }],
  ['img', { place: 'picture' }],
  ['table', { place: 'table' }],
  ['tr', { place: 'tr' }],
  ['td th', { place: 'cell' }],
]

const tags = new Map<string, Tag>()
for (const [names, what] of tagTable)
  for (const name of names.split(' ')) tags.set(name, { ...inline, ...tags.get(name), ...what })

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

const flagsWithin = (tag: Tag, attributes: Attributes, style: Style | null, inherited: number): number => {
  let flags = (inherited | tag.on) & ~tag.off
  if (style) flags = (flags | style.on) & ~style.off
  if (attributes.hidden !== undefined) flags |= hidden
  return flags
}

const isTight = (attributes: Attributes, style: Style | null): boolean =>
  attributes.class?.startsWith('Mso') === true || style?.tight === true

interface Element {
  readonly tag: Tag
  readonly flags: number
  readonly spaced: boolean
}

const openTag = (layout: Layout, { place }: Tag, attributes: Attributes, spaced: boolean): void => {
  if (place === 'inline') return
  if (place === 'picture') {
    const picture = pictureLine(attributes.alt)
    if (picture) layout.picture(picture)
    return
  }
  if (place === 'table') layout.openTable()
  else if (place === 'tr') layout.openRow()
  else if (place === 'cell') layout.openCell(Number.parseInt(attributes.rowspan ?? '1', 10) || 1)
  else if (place === 'break') layout.breakLine()
  else layout.block(spaced)
  if (place === 'dt') layout.term('name')
  else if (place === 'dd') layout.term('value')
}

const closeTag = (layout: Layout, { place }: Tag, spaced: boolean): void => {
  if (place === 'inline' || place === 'picture' || place === 'break') return
  if (place === 'table') layout.closeTable()
  else if (place === 'tr') layout.closeRow()
  else if (place === 'cell') layout.closeCell()
  else layout.block(spaced)
  if (place === 'dt' || place === 'dd') layout.term(null)
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
        const tag = tags.get(name) ?? inline
        const spaced = tag.spaced && !isTight(attributes, style)
        open.push({ tag, flags, spaced })
        flags = flagsWithin(tag, attributes, style, flags)
        if (!(flags & hidden)) openTag(layout, tag, attributes, spaced)
      },
      ontext(text) {
        if (!(flags & hidden)) layout.text(text, (flags & bold) !== 0, (flags & struck) !== 0, (flags & pre) !== 0)
      },
      onclosetag() {
        const element = open.pop()
        if (!element) return
        const wasHidden = (flags & hidden) !== 0
        flags = element.flags
        if (!wasHidden) closeTag(layout, element.tag, element.spaced)
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

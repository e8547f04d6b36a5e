/** Text of mails on its way into an event. */

/** Google renders a description as HTML: whatever a mail says must stay text. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities.get(c) ?? c)

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

const characters: ReadonlyMap<string, string> = new Map([
  ...[...entities].map(([char, entity]): [string, string] => [entity.toLowerCase(), char]),
  ['&apos;', "'"],
  ['&nbsp;', ' '],
  ['&#160;', ' '],
  ['&mdash;', '—'],
  ['&ndash;', '–'],
])

/** Undoes `escapeHtml`, and what an editor's HTML adds to it: breaks, paragraphs, links, blanks. */
export const plainText = (html: string): string =>
  html
    .replace(/<br ?\/?>|<\/(?:p|div|li|h[1-6])>/gi, '\n')
    .replace(/<\/?[a-z][^<>]{0,2000}>/gi, '')
    .replace(/&[a-z0-9#]{2,8};/gi, (entity) => characters.get(entity.toLowerCase()) ?? entity)

/** One line: controls and bidirectional overrides gone, white space folded, at most `max` UTF-16 units, no half character. */
export const oneLine = (text: string, max: number): string =>
  shorten(
    text
      .slice(0, max * 4 + 100)
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    max,
  )

export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = text.slice(0, Math.max(0, max - 1))
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

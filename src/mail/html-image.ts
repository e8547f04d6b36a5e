import { plainLine, type Shown } from './shown.ts'

/** Alternative texts that name the picture or its frame, not what the mail says. */
const decorative =
  /\b(?:logos?|icons?|spacer|avatar|signature|header|footer|divider|separator|pixel|facebook|twitter|linkedin|youtube|instagram|google|whatsapp)\b|automatically generated|^description:|removed by sender|cid:|:\/\//i
const fileName = /^\S{0,200}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)$/i
const maxLength = 1000

/**
 * A picture as a reader with pictures off sees it: a line with its alternative text in brackets; null if that says nothing.
 * It stands beside the mail's layout: no value, no cell and no heading is made of it.
 */
export const pictureLine = (alt: string | undefined): Shown | null => {
  const text = alt?.slice(0, maxLength).replace(/\s+/g, ' ').trim() ?? ''
  if (text.length < 4 || !/\p{L}{3}/u.test(text) || decorative.test(text) || fileName.test(text)) return null
  return { ...plainLine(`[${text}]`), picture: true }
}

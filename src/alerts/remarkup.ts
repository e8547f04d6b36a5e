/**
 * Text from mails in Phabricator's Remarkup: no mention, link, file or image may come of it. Only a fence line
 * ```` ```lang=text ```` is safe, with every run of three back-ticks inside broken (observed on Phorge 07c1a51).
 */

const ZERO_WIDTH = '\u200b'
// biome-ignore format: one class
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const keepLineBreaks = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/\t/g, '    ').replace(CONTROL, ''))
    .join('\n')

/** A block that shows `text` letter by letter. */
export const fenced = (text: string): string => {
  const safe = keepLineBreaks(text).replace(/`{2,}/g, (run) => run.split('').join(ZERO_WIDTH))
  return `\`\`\`lang=text\n${safe}\n\`\`\``
}

/** A word or line within a sentence, as monospaced text; what Remarkup could read in it is broken. */
export const inline = (text: string): string => {
  const safe = text
    .replace(/\s{1,200}/g, ' ')
    .replace(CONTROL, '')
    .replace(/`/g, "'")
    .replace(/#{2}/g, `#${ZERO_WIDTH}#`)
    .trim()
  return `\`${safe === '' ? ' ' : safe}\``
}

/** For a title, which is plain text: one line, no control characters, at most `length` characters. */
export const titleText = (text: string, length = 200): string => {
  const safe = text
    .replace(/\s{1,200}/g, ' ')
    .replace(CONTROL, '')
    .trim()
  return safe.length <= length ? safe : `${safe.slice(0, length - 1)}…`
}

/** A cell of a table: `|` would end it. */
export const cell = (text: string): string => inline(text.replaceAll('|', '/'))

/** The lines of a body as the program meant them: colour codes gone, wrapped lines joined again. */

const ESC = String.fromCharCode(27)
const ANSI = new RegExp(`${ESC}\\[[0-9;?]{0,16}[A-Za-z]`, 'g')
const STARTS_ANEW =
  /^(?:(?:\w{1,16} ){0,2}[\w./()@-]{1,60}(?:\[\d{1,10}\])?:(?: |$)|\[|[-*+=#>•·]|\d{1,4}[-/:.]\d|\d{1,2}-[A-Za-zäé]{3}|[A-Z][a-z]{2} {1,2}\d|[A-Z][a-z]{2} [A-Z][a-z]{2} |(?:error|warning|warn|fatal|notice|info|debug|traceback)\b(?!\.)|@{2}|@ {2})/i
/** A sentence goes on in small letters, or after a comma or colon. */
const GOES_ON = /^[\p{Ll}\d'"`(/<$@]/u
const OPEN_END = /[,:;|]$| -$/
const SENTENCE_END = /[.!?]$/

/** At most this many characters of a joined line are kept: more tells nothing new. */
const LONGEST = 600

const firstWordLength = (line: string): number => {
  const blank = line.indexOf(' ')
  return blank < 0 ? line.length : blank
}

/** Where editors, mail programs and `fmt` break lines. */
const WIDTHS = [72, 74, 76, 78, 80]

/**
 * The width at which a body was wrapped, or 0. A word too long for its line (a path) stands alone on it and does not count;
 * any other longer line shows that nobody wrapped.
 */
const widthOf = (physical: readonly string[]): number => {
  let longest = 0
  for (const line of physical) if (line.length > longest && line.trim().includes(' ')) longest = line.length
  return longest >= 20 ? (WIDTHS.find((w) => longest <= w) ?? 0) : 0
}

/** Words after which no sentence ends. */
const LINK =
  /(?:^|[\s(])(?:a|an|and|any|are|as|at|be|been|because|by|cannot|could|during|due|for|from|has|have|if|in|into|is|it|line|not|of|on|or|should|that|the|their|this|to|unable|under|using|was|were|when|which|while|will|with|without|would|und|oder|von|vom|der|die|das|den|dem|ist|nicht|in|im|auf|mit|für|beim|zu|le|la|les|de|du|des|el|los|en|por|para|est|pas|no|se|[a-z]{2,8}n't)$/i

/** More brackets opened than closed. */
const isOpen = (line: string): boolean => {
  let depth = 0
  for (const c of line) {
    if (c === '(' || c === '[' || c === '{') depth++
    else if ((c === ')' || c === ']' || c === '}') && depth > 0) depth--
  }
  return depth > 0
}

/** A line of code that ends in a bracket goes on further in, not here. */
const CODE_END = /[([{]$/
const EXCEPTION = /^[\w.\\]{4,120}(?:Error|Exception|Timeout|Warning): /

const breaksOff = (last: string, next: string): boolean =>
  !CODE_END.test(last) && !EXCEPTION.test(next) && (LINK.test(last) || isOpen(last))

/** `exceeded with url: …`: small words before a colon are no program's name. */
const TWO_WORDS = /^(\p{Ll}{4,16}) \p{Ll}{1,16}: (?! )/u
const SMALL_WORDS = /^(?:\p{Ll}{2,16} (?:\p{Ll}{2,16}|\d{1,6})|\d{1,6}) \p{Ll}{1,16}:/u
const ONE_WORD = /^(\p{Ll}{4,16}): (?! )/u
/** `error exit status 1` is the rest of a sentence, `error: …` is not. */
const SEVERITY_WORD = /^(?:error|warning|warn|fatal|notice|info|debug|traceback) [\p{Ll}\d]/u
const PROGRAMS = new Set(
  'bash chmod chown chgrp curl wget gzip bzip2 find grep sort mount umount rsync sudo mail mailx sendmail exim postfix mkdir touch stat date kill make perl python ruby java node nice ionice flock logrotate cron anacron mysqldump mysql mysqlcheck psql tail head bconsole borg restic duplicity debsums aide savelog unzip error warning fatal info notice alert stdin stdout hint note detail debug svnadmin'.split(
    ' ',
  ),
)

/** A line that no sentence would go on with. */
const startsAnew = (text: string): boolean => {
  if (!STARTS_ANEW.test(text)) return false
  const word = ONE_WORD.exec(text)?.[1] ?? TWO_WORDS.exec(text)?.[1]
  return !(
    text.startsWith('(') ||
    SMALL_WORDS.test(text) ||
    SEVERITY_WORD.test(text) ||
    (word !== undefined && !PROGRAMS.has(word))
  )
}

const ASIDE = /^\(\p{Ll}/u

const goesOn = (last: string, next: string): boolean =>
  breaksOff(last, next) ||
  (SENTENCE_END.test(last) ? ASIDE.test(next) : (GOES_ON.test(next) || OPEN_END.test(last)) && !startsAnew(next))

/** The line was broken because the next word did not fit any more. */
const wasFull = (length: number, next: string, width: number): boolean =>
  width > 0 && length + 1 + firstWordLength(next) > width

/** A long quoted name or path that went to a line of its own. */
const OPENS_NAME = /^['"`(/<]/

/** Of short lines only their words tell; a list of names is no sentence. */
/** Columns: a table's row ends where its line does. */
const ROW = /\S {3,80}\S.{0,200}\S {3,80}\S/

const wasBroken = (last: string, previous: string, next: string, width: number): boolean => {
  if (!wasFull(previous.length, next, width) || !goesOn(last, next) || ROW.test(previous)) return false
  if (previous.length >= 40 || OPEN_END.test(last)) return previous.includes(' ') || !next.startsWith('/')
  return breaksOff(last, next) || (OPENS_NAME.test(next) && previous.includes(' '))
}

/**
 * Two breaks that nothing but a wrap explains: then every full line is a wrapped one, whatever letter the next begins with.
 */
const isWrapped = (physical: readonly string[], width: number): boolean => {
  if (width === 0) return false
  let breaks = 0
  let previous = ''
  for (const line of physical) {
    const plain = previous.length >= 40 && line !== '' && !line.startsWith(' ') && !line.startsWith('\t')
    if (plain && /^\p{Ll}/u.test(line) && wasBroken(previous, previous, line, width)) breaks++
    if (breaks >= 2) return true
    previous = line
  }
  return false
}

const wasWrapped = (previous: string, next: string, width: number): boolean =>
  previous.length >= 40 &&
  previous.includes(' ') &&
  wasFull(previous.length, next, width) &&
  !startsAnew(next) &&
  !EXCEPTION.test(next)

/** `backing up db1 ... FAILED`: what is told below it is a line of its own. */
const VERDICT_END = /\b(?:FAILED|failed|FAIL|ERROR|KO)\]?$/

/** Body text → logical lines. Empty lines stay as ''. */
export const logicalLines = (physical: readonly string[]): string[] => {
  const out: string[] = []
  const width = widthOf(physical)
  const wrapped = isWrapped(physical, width)
  let previous = ''
  let previousIndented = true
  for (const given of physical) {
    const line = given.trimEnd()
    // Said twice is said once; told apart here, a repeated piece of a wrapped line would tear its sentence.
    if (line !== '' && line === previous) continue
    const text = line.trimStart()
    const indented = text.length < line.length
    const last = out[out.length - 1] ?? ''
    const open = text !== '' && last !== '' && last.length < LONGEST
    const joins =
      open &&
      (indented
        ? !previousIndented && !STARTS_ANEW.test(text) && !VERDICT_END.test(last)
        : wasBroken(last, previous, text, width) || (wrapped && wasWrapped(previous, text, width)))
    if (joins) out[out.length - 1] = `${last} ${text}`
    else {
      out.push(indented ? line : text)
      previousIndented = indented
    }
    previous = line
  }
  return out
}

/** A body's physical lines without colour codes and carriage returns; the middle of a very long body is left out. */
export const physicalLines = (text: string): string[] => {
  const long = text.length > 200_000
  const kept = long ? `${text.slice(0, 150_000)}\n${text.slice(-50_000)}` : text
  const clean = kept.includes(ESC) ? kept.replace(ANSI, '') : kept
  const lines: string[] = []
  const rewrites = clean.includes('\r')
  for (const given of clean.split('\n')) {
    const line = rewrites && given.endsWith('\r') ? given.slice(0, -1) : given
    // What follows is the signature of a mail program.
    if (line === '-- ' && lines.length > 0) break
    // Progress output rewrites its line with carriage returns: what stood last is what was meant.
    lines.push((rewrites ? line.slice(line.lastIndexOf('\r') + 1) : line).trimEnd())
  }
  return lines
}

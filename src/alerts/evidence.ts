import { collapse, inTrees } from './files.ts'
import { logicalLines } from './lines.ts'
import type { HostNames } from './mask.ts'
import { mask } from './mask.ts'
import type { Rank } from './severity.ts'
import { isBare, rankOf } from './severity.ts'
import { isAftermath, isFullDisk, ownWords, plainWording } from './wording.ts'

/**
 * Which lines of a program's output tell the trouble, and what of them stays the same tomorrow.
 * A set: order and count of lines do not matter.
 */

const TRACE_OPENINGS = [
  'Traceback (most recent call last):',
  'Stack trace:',
  'The above exception was the direct cause',
  'During handling of the above exception',
  'goroutine ',
]
const UNDERLINE = /^[\^~ ]{1,200}$/

/** A line of a stack trace: Python, Java, Node, PHP, Ruby, Go. */
const isTrace = (line: string): boolean => {
  const text = line.trimStart()
  const indented = text.length < line.length
  if (TRACE_OPENINGS.some((o) => line.startsWith(o))) return true
  if (text.startsWith('File "')) return text.includes('", line ')
  if (text.startsWith('at ')) return indented && (text.includes('(') || text.includes(':'))
  if (text.startsWith('... ')) return / (?:more|common)/.test(text)
  if (text.startsWith('from ')) return indented && text.includes(':in ')
  if (text.startsWith('#')) return /^#\d{1,3} {1,3}[/{[\w]/.test(text)
  if (text.startsWith('thrown in ')) return true
  if (text.startsWith('^') || text.startsWith('~')) return UNDERLINE.test(text)
  return line.startsWith('\t') && text.includes(' +0x')
}
const CODE_AFTER_FRAME = /^\s{2,}\S/
const isFrame = (line: string): boolean => line.trimStart().startsWith('File "')

const NOISE =
  /^(?:run-parts: \S{1,300} exited with return code \d+|\+{1,8} |[-=_*#~@.\s]{2,200}$|Exit (?:status|code):? \d+|\(?\d{1,4}\)?$|-- ?$|\[\.{2,5}\]$|\.{2,5}$|\d{1,3}%[ \d]{0,20}$|exit status \d+$|% Total {1,8}% Received|Dload {1,8}Upload|mesg: ttyname failed|stdin: is not a tty$|make(?:\[\d+\])?: (?:Entering|Leaving) directory)/

/** Drops frames of stack traces (and the code lines that Python prints under them). */
const withoutTraces = (lines: readonly string[]): string[] => {
  const out: string[] = []
  let afterFrame = false
  for (const line of lines) {
    if (isTrace(line)) afterFrame = isFrame(line)
    else if (afterFrame && CODE_AFTER_FRAME.test(line)) afterFrame = false
    else {
      afterFrame = false
      out.push(line)
    }
  }
  return out
}

const MASKS = /<[a-z]{1,12}>/g
const SAYS = /\p{L}/u

const MOST = 4
/** `Users over quota: …`: a heading tells, the list after it changes. */
const headingOf = (line: string): string => {
  const colon = line.indexOf(': ')
  return colon > 12 ? line.slice(0, colon + 1) : line
}

const TALKS = ['output without an error']

/** One or two sentences are told whole. Of more, rows and progress change daily: that the job talks is the trouble. */
const talkOf = (masked: readonly string[]): readonly string[] => {
  const said = collapse(masked)
  return said.length <= 2 ? said : TALKS
}

/** A line that another one goes on with is the same line, cut off by a wrap. Sorted, it stands just before. */
const withoutBeginnings = (sorted: readonly string[]): string[] =>
  sorted.filter((line, i) => line.length < 12 || !(sorted[i + 1]?.startsWith(line) ?? false))

const smallest = (lines: Iterable<string>, most: number): string[] =>
  withoutBeginnings([...new Set(lines)].sort()).slice(0, most)

/** A full disk is told by all that write to it: the shortest line, which programs share, tells it best. */
const fullestDisk = (lines: readonly string[]): readonly string[] => {
  const full = lines.filter(isFullDisk).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  return full.length > 1 ? full.slice(0, 1) : lines
}

export interface Evidence {
  readonly lines: readonly string[]
  readonly rank: Rank
}

/** Longer bodies are scanned at both ends: the trouble is told when it begins or when the program gives up. */
const FIRST = 1500
const LAST = 500

interface Said {
  readonly text: string
  readonly rank: Rank
}

/** `done` is no sentence. */
const isSentence = (text: string): boolean => text.split(' ').length >= 3

/** "Sync failed" tells nothing: the warning beside it does, or the line after it. */
const withReason = (found: readonly Said[], said: readonly Said[]): readonly string[] => {
  const verdicts = found.map((s) => s.text)
  if (!verdicts.every(isBare)) return verdicts
  const warnings = said.filter((s) => s.rank === 2)
  const next = said[said.indexOf(found[0] as Said) + 1]
  return [
    ...verdicts,
    ...(warnings.length > 0 ? warnings : next?.rank === 1 && isSentence(next.text) ? [next] : []).map((s) => s.text),
  ]
}

const ROW = /^[^|]{0,200}(?:\|[^|]{0,200}){4,40}$/
/** Of a table's row the cells that sound as grave as the whole: the others tell which part it was, and its settings. */
const tellingCells = (line: string): string => {
  if (!line.includes('|') || !ROW.test(line)) return line
  const rank = rankOf(line)
  const telling = rank < 2 ? [] : line.split('|').filter((cell) => rankOf(cell.trim()) === rank)
  return telling.length === 0 ? line : telling.map((cell) => cell.trim()).join(' | ')
}

/** The gravest lines; what only follows from others counts when there is nothing but talk beside it. */
const gravest = (lines: readonly string[], most: number): { found: readonly string[]; rank: Rank } => {
  const said: Said[] = []
  const followed: string[] = []
  let rank: Rank = 0
  for (const line of lines) {
    const text = ownWords(line.trim())
    if (text === '' || NOISE.test(text)) continue
    if (isAftermath(text)) followed.push(text)
    else {
      const own = rankOf(text)
      if (own > rank) rank = own
      said.push({ text, rank: own })
    }
  }
  if (rank < 2 && followed.length > 0) return { found: followed.slice(0, most), rank: 3 }
  const found = said.filter((s) => s.rank === rank).slice(0, most)
  return { found: rank === 3 && most > 1 ? withReason(found, said) : found.map((s) => s.text), rank }
}

/** The masked lines that tell the trouble in a program's output. `[]` and rank 0 when nothing is there. */
export const evidenceOf = (physical: readonly string[], names: HostNames, firstOnly = false): Evidence => {
  const some = physical.length > FIRST + LAST ? [...physical.slice(0, FIRST), ...physical.slice(-LAST)] : physical
  // Talk may run to thousands of lines; its heads are few.
  const { found, rank } = gravest(logicalLines(withoutTraces(some)), firstOnly ? 1 : 400)
  const same = new Set(found.map((line) => mask(plainWording(tellingCells(line)), names)))
  // A line of nothing but masks (a progress meter, a row of figures) says nothing.
  const masked = [...same].filter((line) => SAYS.test(line.includes('<') ? line.replace(MASKS, '') : line)).map(inTrees)
  const lines =
    rank > 1 ? collapse(masked) : firstOnly ? masked.filter((l) => !l.includes('<')).map(headingOf) : talkOf(masked)
  // Of several reasons one tells the trouble: the others come and go with what was touched today.
  return {
    lines: smallest(fullestDisk(lines.filter((l) => l !== '')), rank >= 4 ? 1 : MOST),
    rank,
  }
}

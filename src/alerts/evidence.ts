import { logicalLines } from './lines.ts'
import type { HostNames } from './mask.ts'
import { mask } from './mask.ts'
import { isAftermath, isFullDisk, plainWording } from './wording.ts'

/**
 * Which lines of a program's output tell the trouble, and what of them stays the same tomorrow.
 * A set: order and count of lines do not matter.
 */

/** 4 an exception, 3 an error, 2 a warning or a "not", 1 talk, 0 nothing. */
type Rank = 0 | 1 | 2 | 3 | 4

const words = (rank: Rank, text: string): [string, Rank][] => text.split(/\s+/).map((w) => [w, rank])

/** Words of the languages in which the machines of mixed teams speak (en de fr es it nl pt). */
const SEVERITY: ReadonlyMap<string, Rank> = new Map([
  ...words(
    3,
    `error errors err fatal failed failure failures fail fails failing critical crit emerg emergency panic denied cannot can't couldn't
     unable refused abort aborted aborting corrupt corrupted corruption segfault segmentation killed oom unreachable unreadable
     timeout unrecognized unrecognised undefined uncaught unexpected invalid illegal mismatch unsupported insecure
     severe dumped uninitialized uninitialised
     died dead broken rejected forbidden unauthorized unresolved overflow exceeded full crashed exhausted damaged lost disconnected
     kritisch fehler fehlgeschlagen fehlgeschlagene gescheitert verweigert abgebrochen kann konnte konnten ungültig ungültige ungültiger beschädigt abgelehnt unbekannt unbekannter
     erreur erreurs échec échoué échouée impossible refusé refusée introuvable interdit aucun invalide inconnu
     error: fallo fallos falló fallado imposible denegado denegada rechazada rechazado inválido desconocido
     errore errori fallito fallita impossibile negato rifiutata
     fout fouten mislukt geweigerd onmogelijk ongeldig
     erro erros falha falhou negada negado impossível recusada`,
  ),
  ...words(
    2,
    `warning warnings warn deprecated obsolete not no without missing skipping skipped ignoring ignored already outdated expired expires expire alert
     locked stuck stale busy dirty stopped terminated exited interrupted hung blocked degraded offline unavailable inaccessible
     inconsistent truncated dropped needs must bad wrong retry retrying obsoleted rejected incomplete incorrect mistyped malformed
     duplicate conflict conflicting nothing doesn't isn't wasn't don't didn't won't hasn't unknown changed vanished insufficient suspicious
     warnung warnungen achtung nicht kein keine keinen veraltet fehlt fehlende fehlen
     avertissement attention obsolète pas manquant absent
     advertencia aviso atención obsoleto
     avviso attenzione obsoleto non mancante manca
     waarschuwing niet geen ontbreekt verouderd
     não falta`,
  ),
])

const NEGATED =
  /\b(?:0|no|without|keine|aucune?|sans|sin|ohne|zero) (?:errors?|failures?|warnings?|problems?|fehler|erreurs?|errores)\b|\b(?:errors?|failures?|failed|warnings?|fehler|skipped|rejected|ignored|unreachable|not upgraded)["']?[:=] {0,2}0\b|\b0 (?:failed|skipped|rejected|ignored|unreachable|not upgraded|lost)\b|\bnot upgraded\.$/gi
const CAMEL_WARNING = /\b[A-Z][a-z]{2,20}Warning:/
const EXCEPTION_NAME = /^[A-Z][A-Za-z]{0,80}$/
const EXCEPTION_END = ['Error', 'Exception', 'Interrupt', 'Exit']

/** `ImportError:`, `java.io.IOException:`, `\\Foo\\BarException`: a dotted name whose last part ends like an exception. */
const namesException = (token: string): boolean => {
  const name = token.endsWith(':') ? token.slice(0, -1) : token
  const last = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1)
  return EXCEPTION_END.some((end) => last.endsWith(end)) && EXCEPTION_NAME.test(last)
}

/** What may stand before an exception's name: `Caused by: `, `Exception in thread "main" `, `[2026-…] `. */
const afterPreamble = (line: string): string => {
  if (line.startsWith('Caused by: ')) return line.slice(11)
  const thread = line.startsWith('Exception in thread "') ? line.indexOf('" ', 21) : -1
  if (thread > 0) return line.slice(thread + 2)
  const bracket = line.startsWith('[') ? line.indexOf('] ') : -1
  return bracket > 0 && bracket < 60 ? line.slice(bracket + 2) : line
}

/** `ImportError: …`, `java.io.IOException: …`, `PHP Fatal error: Uncaught …Exception`, `panic: …` */
const isException = (line: string): boolean => {
  if (line.startsWith('panic: ')) return true
  if (!line.includes('Error') && !line.includes('Exception') && !line.includes('Interrupt') && !line.includes('Exit'))
    return false
  const uncaught = line.indexOf('Uncaught ')
  const told = uncaught >= 0 ? line.slice(uncaught + 9) : afterPreamble(line)
  const blank = told.indexOf(' ')
  const first = blank < 0 ? told : told.slice(0, blank)
  return namesException(first) && (first.endsWith(':') || blank < 0 || uncaught >= 0 || told[blank + 1] === '(')
}

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
  /^(?:run-parts: \S{1,300} exited with return code \d+|\+{1,8} |[-=_*#~.\s]{2,200}$|Exit (?:status|code):? \d+|\(?\d{1,4}\)?$|-- ?$|\[\.{2,5}\]$|\.{2,5}$|\d{1,3}%[ \d]{0,20}$|exit status \d+$|% Total {1,8}% Received|Dload {1,8}Upload|mesg: ttyname failed|stdin: is not a tty$|make(?:\[\d+\])?: (?:Entering|Leaving) directory)/

const SPLIT = /[\s:=,;()[\]{}"`!<>|?*]+/

const trimEdges = (token: string): string => {
  let from = 0
  let to = token.length
  while (from < to && ".'-_".includes(token[from] ?? '')) from++
  while (to > from && ".'-_".includes(token[to - 1] ?? '')) to--
  return from === 0 && to === token.length ? token : token.slice(from, to)
}

/** How grave a line sounds. Words inside paths do not count: `/var/log/error.log` is a file. */
const rankOf = (line: string): Rank => {
  if (line === '') return 0
  if (isException(line) || isFullDisk(line)) return 4
  let rank: Rank = 1
  for (const token of line.replace(NEGATED, ' ').split(SPLIT)) {
    if (token.length < 2 || token.includes('/')) continue
    const found = SEVERITY.get(trimEdges(token).toLowerCase())
    if (found === 3) return 3
    if (found !== undefined && found > rank) rank = found
  }
  return rank === 1 && CAMEL_WARNING.test(line) ? 2 : rank
}

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

const PATH = /(?:\/[\w.+@%~:<>*-]{1,160}){2,40}\/?/
const QUOTES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '«': '»', '`': "'" }

/** The first quoted piece of a line → `<*>`. */
const withoutQuoted = (line: string): string => {
  for (let i = 0; i < line.length; i++) {
    const close = QUOTES[line[i] ?? '']
    if (close === undefined) continue
    const end = line.indexOf(close, i + 1)
    return end < 0 ? line : `${line.slice(0, i)}<*>${line.slice(end + 1)}`
  }
  return line
}

/** Folders whose second level already tells what the data is; `/var/log` and `/usr/lib` hold everything. */
const DATA = new Set('home root mnt media backup backups data proc sys run tmp srv'.split(' '))
/** So many files of one complaint are one trouble, wherever they lie. */
const MANY_PATHS = 5
const MANY_NAMES = 3

const pathIn = (line: string): string => PATH.exec(line)?.[0] ?? ''

/** The folder that all paths share, if it tells what they are; null otherwise. */
const sharedFolder = (paths: readonly string[]): string | null => {
  const [first = [], ...rest] = paths.map((p) => p.split('/').slice(1, -1))
  let depth = first.length
  for (const other of rest) {
    let i = 0
    while (i < depth && first[i] === other[i]) i++
    depth = i
  }
  const telling = depth >= 3 || (depth === 2 && DATA.has(first[0] ?? ''))
  return telling ? `/${first.slice(0, depth).join('/')}` : null
}

const byShape = (lines: readonly string[], shapeOf: (line: string) => string): string[][] => {
  const shapes = new Map<string, string[]>()
  for (const line of lines) {
    const shape = shapeOf(line)
    const members = shapes.get(shape)
    if (members === undefined) shapes.set(shape, [line])
    else members.push(line)
  }
  return [...shapes.values()]
}

const withoutFiles = (members: readonly string[]): readonly string[] => {
  const [first = ''] = members
  if (members.length < 2 || pathIn(first) === '') return members
  const folder = sharedFolder(members.map(pathIn))
  if (folder !== null) return [first.replace(PATH, () => `${folder}/<*>`)]
  return members.length >= MANY_PATHS ? [first.replace(PATH, '<*>')] : members
}

/** Lines that say the same of several files, or of several names, are one trouble: the varying part becomes `<*>`. */
const collapse = (lines: readonly string[]): readonly string[] => {
  if (lines.length < 2) return lines
  const folded = byShape(lines, (l) => l.replace(PATH, '<*>')).flatMap(withoutFiles)
  return byShape(folded, withoutQuoted).flatMap((m) => (m.length < MANY_NAMES ? m : [withoutQuoted(m[0] ?? '')]))
}

const MASKS = /<[a-z]{1,12}>/g
const SAYS = /\p{L}/u

const MOST = 4
/** Talk is named by the first words of its lines: the rest is names and numbers. */
const headOf = (line: string): string => line.replace(PATH, '<path>').split(' ').slice(0, 3).join(' ')

/** `Users over quota: …`: a heading tells, the list after it changes. */
const headingOf = (line: string): string => {
  const colon = line.indexOf(': ')
  return colon > 12 ? line.slice(0, colon + 1) : line
}

/** One or two sentences are told whole; of more, the beginnings. */
const talkOf = (masked: readonly string[]): readonly string[] => {
  const said = collapse(masked)
  return said.length <= 2 ? said : masked.map(headOf)
}

/** A line that another one goes on with is the same line, cut off by a wrap. Sorted, it stands just before. */
const withoutBeginnings = (sorted: readonly string[]): string[] =>
  sorted.filter((line, i) => line.length < 12 || !(sorted[i + 1]?.startsWith(line) ?? false))

const smallest = (lines: Iterable<string>): string[] => withoutBeginnings([...new Set(lines)].sort()).slice(0, MOST)

export interface Evidence {
  readonly lines: readonly string[]
  readonly rank: Rank
}

/** Longer bodies are scanned at both ends: the trouble is told when it begins or when the program gives up. */
const FIRST = 1500
const LAST = 500

/** The gravest lines; what only follows from others counts when there is nothing but talk beside it. */
const gravest = (lines: readonly string[], most: number): { found: readonly string[]; rank: Rank } => {
  let rank: Rank = 0
  let found: string[] = []
  const followed: string[] = []
  for (const line of lines) {
    const text = line.trim()
    if (text === '' || NOISE.test(text)) continue
    if (isAftermath(text)) {
      if (followed.length < most) followed.push(text)
      continue
    }
    const own = rankOf(text)
    if (own < rank) continue
    if (own > rank) found = []
    rank = own
    if (found.length < most) found.push(text)
  }
  return rank < 2 && followed.length > 0 ? { found: followed, rank: 3 } : { found, rank }
}

/** The masked lines that tell the trouble in a program's output. `[]` and rank 0 when nothing is there. */
export const evidenceOf = (physical: readonly string[], names: HostNames, firstOnly = false): Evidence => {
  const some = physical.length > FIRST + LAST ? [...physical.slice(0, FIRST), ...physical.slice(-LAST)] : physical
  // Talk may run to thousands of lines; its heads are few.
  const { found, rank } = gravest(logicalLines(withoutTraces(some)), firstOnly ? 1 : 400)
  const same = new Set(found.map((line) => mask(plainWording(line), names)))
  // A line of nothing but masks (a progress meter, a row of figures) says nothing.
  const masked = [...same].filter((line) => SAYS.test(line.replace(MASKS, '')))
  const lines = rank > 1 ? collapse(masked) : firstOnly ? masked.map(headingOf) : talkOf(masked)
  return { lines: smallest(lines.filter((l) => l !== '')), rank }
}

import { isFullDisk } from './wording.ts'

/** How grave a line of output sounds. */

/** 5 an exception, 4 an error with its reason, 3 an error without, 2 a warning or a "not", 1 talk, 0 nothing. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5

const words = (rank: Rank, text: string): [string, Rank][] => text.split(/\s+/).map((w) => [w, rank])

/** Words of the languages in which the machines of mixed teams speak (en de fr es it nl pt). */
const SEVERITY: ReadonlyMap<string, Rank> = new Map([
  // What went wrong.
  ...words(
    4,
    `denied refused corrupt corrupted corruption segfault segmentation killed oom unreachable unreadable
     timeout unrecognized unrecognised undefined unexpected invalid illegal mismatch unsupported insecure
     dumped uninitialized uninitialised rejected forbidden unauthorized unresolved overflow exceeded exhausted damaged lost disconnected
     unexpectedly missing locked stuck blocked degraded offline unavailable inaccessible inconsistent truncated malformed insufficient
     verweigert ungültig ungültige ungültiger beschädigt abgelehnt unbekannt unbekannter
     refusé refusée introuvable interdit aucun invalide inconnu
     denegado denegada rechazada rechazado inválido desconocido
     negato rifiutata geweigerd ongeldig negada negado recusada`,
  ),
  // That something went wrong.
  ...words(
    3,
    `error errors err fatal failed failure failures fail fails failing critical crit emerg emergency panic cannot can't couldn't
     unable exception abort aborted aborting uncaught severe died dead broken crashed crashing crashloopbackoff
     kritisch fehler fehlgeschlagen fehlgeschlagene gescheitert abgebrochen kann konnte konnten
     erreur erreurs échec échoué échouée impossible
     error: fallo fallos falló fallado imposible
     errore errori fallito fallita impossibile
     fout fouten mislukt onmogelijk
     erro erros falha falhou impossível`,
  ),
  ...words(
    2,
    `warning warnings warn deprecated obsolete not no without skipping skipped ignoring ignored already outdated expired expires expire alert
     stale busy dirty stopped terminated exited interrupted hung
     dropped needs must bad wrong retry retrying obsoleted incomplete incorrect mistyped
     duplicate conflict conflicting nothing doesn't isn't wasn't don't didn't won't hasn't unknown changed vanished suspicious
     warnung warnungen achtung nicht kein keine keinen veraltet fehlt fehlende fehlen
     avertissement attention obsolète pas manquant absent
     advertencia aviso atención obsoleto
     avviso attenzione obsoleto non mancante manca
     waarschuwing niet geen ontbreekt verouderd
     não falta`,
  ),
])

/** `0 failed`, `errors: 0`, `no problems`, `not upgraded: 0`. */
const NONE =
  /\b(?:no|without|keine|aucune?|sans|sin|ohne) (?:errors?|failures?|warnings?|problems?|fehler|erreurs?|errores)\b/g
const ZERO_OF = /(?<!\w)0 (?:not )?[a-z]{3,20}/g
const COUNTED_ZERO = /(?<![a-z])[a-z]{3,20}["']?[:=] {0,2}0(?![\w.])/g
const withoutNegated = (lower: string): string => {
  const said = lower.replace(NONE, ' ')
  return said.includes('0') ? said.replace(COUNTED_ZERO, ' ').replace(ZERO_OF, ' ') : said
}
const CAMEL_WARNING = /\b[A-Z][a-z]{2,20}Warning:/
/** At least two words: `Error:` alone is a grade. */
const EXCEPTION_NAME = /^[A-Z][A-Za-z]{0,80}[a-z][A-Z][a-z]{1,40}$|^[A-Z][A-Za-z]{5,80}$/
const EXCEPTION_END =
  /(?:Error|Exception|Interrupt|Exit|Disconnected|Timeout|Refused|Fault|Failure|NotFound|DoesNotExist|Exists|Denied|Unavailable)$/

/** `ImportError:`, `java.io.IOException:`, `\\Foo\\BarException`: a dotted name whose last part ends like an exception. */
const namesException = (token: string): boolean => {
  const name = token.endsWith(':') ? token.slice(0, -1) : token
  const last = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1)
  return EXCEPTION_NAME.test(last) && EXCEPTION_END.test(last)
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
  const uncaught = line.indexOf('Uncaught ')
  const told = uncaught >= 0 ? line.slice(uncaught + 9) : afterPreamble(line)
  const blank = told.indexOf(' ')
  const first = blank < 0 ? told : told.slice(0, blank)
  if (!namesException(first)) return false
  const rest = blank < 0 ? '' : told.slice(blank + 1)
  return rest === '' || first.endsWith(':') || uncaught >= 0 || rest[0] === '(' || rest.startsWith('from line ')
}

const SPLIT = /[\s:=,;()[\]{}"`!<>|?*]+/

const BLANK = /\s/
/** 1 for each ASCII character that ends a word. */
const ENDS = Uint8Array.from({ length: 128 }, (_, code) => (SPLIT.test(String.fromCharCode(code)) ? 1 : 0))
const endsWord = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code < 128 ? ENDS[code] === 1 : BLANK.test(text.charAt(at))
}

const trimEdges = (token: string): string => {
  let from = 0
  let to = token.length
  while (from < to && ".'-_".includes(token[from] ?? '')) from++
  while (to > from && ".'-_".includes(token[to - 1] ?? '')) to--
  return from === 0 && to === token.length ? token : token.slice(from, to)
}

/** Words that grade a line, and those after which "not" only says that it did not come about. */
/** `Reason: …`: somebody says that this is why. */
const REASON_LABEL = /^(?:reason|cause|caused by|root cause|grund|ursache|raison|cause de l'erreur)\s?:/

const LABEL = new Set(
  'warning warnings warn alert retry retrying warnung achtung avertissement attention aviso avviso'.split(' '),
)
const UNDONE = new Set('could can did was were do does has have been is are will would'.split(' '))
/** `cannot open`, `unable to connect`: what could not be done is the reason; `cannot continue` is none. */
const ATTEMPT = new Set("not cannot can't couldn't to".split(' '))
const REASON_VERBS = new Set(
  'find open connect read resolve load locate create write get stat access contact reach parse allocate bind rename remove delete unlink lock mount import determine retrieve download fetch exec execute chdir authenticate verify decode encode'.split(
    ' ',
  ),
)
const FULL = new Set('is are was disk queue table mailbox partition filesystem quota pool spool'.split(' '))
/** What the system says when a call fails, and the like. */
const SYSTEM_SAYS =
  /no such (?:file|device|process|table|host|user|command)|no route to host|not found|not permitted|(?:does|do) not exist|timed? ?out\b|stale (?:nfs )?file handle|broken pipe|name or service not known|name resolution|cannot allocate memory|out of memory|(?:device or )?resource busy|read-only file ?system|too many \w|file exists|input\/output error|not a directory|is a directory|directory not empty|host is down|has gone away|already exists|argument list too long|text file busy|nicht gefunden|existiert nicht|nicht möglich|n'existe pas|non trouvé/

/** Words of two letters and more, without those that are paths. Cut by hand: every word of every mail passes here. */
const wordsOf = (text: string): string[] => {
  const found: string[] = []
  for (let from = 0, at = 0; at <= text.length; at++) {
    if (at < text.length && !endsWord(text, at)) continue
    const token = at - from < 2 ? '' : text.slice(from, at)
    from = at + 1
    if (token !== '' && !token.includes('/')) found.push(trimEdges(token))
  }
  return found
}

/** The gravest word of a line; `reason`: a milder one tells why. Words inside paths do not count: `/var/log/error.log` is a file. */
const gravestWord = (lower: string): { rank: Rank; reason: boolean } => {
  let rank: Rank = 1
  let reason = false
  let before = ''
  for (const word of wordsOf(withoutNegated(lower))) {
    const undone = word === 'not' && UNDONE.has(before)
    const found = undone && before.startsWith('c') ? 3 : (SEVERITY.get(word) ?? 1)
    if (found === 4 || (word === 'full' && FULL.has(before))) return { rank: 4, reason: true }
    reason ||= found === 2 && !LABEL.has(word) && !undone
    reason ||= ATTEMPT.has(before) && REASON_VERBS.has(word)
    if (found > rank) rank = found
    before = word
  }
  return { rank, reason }
}

/** How grave a line sounds. */
export const rankOf = (line: string): Rank => {
  if (line === '') return 0
  if (isException(line) || isFullDisk(line)) return 5
  const lower = line.toLowerCase()
  const { rank, reason } = gravestWord(lower)
  if (rank === 4 || SYSTEM_SAYS.test(lower) || REASON_LABEL.test(lower)) return 4
  if (rank === 3 && reason) return 4
  return rank === 1 && CAMEL_WARNING.test(line) ? 2 : rank
}

const MOST_BARE = 3

/** A line that says that something failed, and hardly what: `ERROR: sync failed`. */
export const isBare = (line: string): boolean => {
  const told = line.split(SPLIT).map((t) => trimEdges(t).toLowerCase())
  return told.filter((w) => w.length > 2 && !SEVERITY.has(w) && !/\d/.test(w)).length <= MOST_BARE
}

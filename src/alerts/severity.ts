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
     dumped uninitialized uninitialised rejected forbidden unauthorized unresolved overflow exceeded full exhausted damaged lost disconnected
     missing expired locked stuck blocked degraded offline unavailable inaccessible inconsistent truncated malformed insufficient
     verweigert ungültig ungültige ungültiger beschädigt abgelehnt unbekannt unbekannter
     refusé refusée introuvable interdit aucun invalide inconnu
     denegado denegada rechazada rechazado inválido desconocido
     negato rifiutata geweigerd ongeldig negada negado recusada`,
  ),
  // That something went wrong.
  ...words(
    3,
    `error errors err fatal failed failure failures fail fails failing critical crit emerg emergency panic cannot can't couldn't
     unable abort aborted aborting uncaught severe died dead broken crashed
     kritisch fehler fehlgeschlagen fehlgeschlagene gescheitert abgebrochen kann konnte konnten
     erreur erreurs échec échoué échouée impossible
     error: fallo fallos falló fallado imposible
     errore errori fallito fallita impossibile
     fout fouten mislukt onmogelijk
     erro erros falha falhou impossível`,
  ),
  ...words(
    2,
    `warning warnings warn deprecated obsolete not no without skipping skipped ignoring ignored already outdated expires expire alert
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

const SPLIT = /[\s:=,;()[\]{}"`!<>|?*]+/

const trimEdges = (token: string): string => {
  let from = 0
  let to = token.length
  while (from < to && ".'-_".includes(token[from] ?? '')) from++
  while (to > from && ".'-_".includes(token[to - 1] ?? '')) to--
  return from === 0 && to === token.length ? token : token.slice(from, to)
}

/** Words that grade a line, and those after which "not" only says that it did not come about. */
const LABEL = new Set(
  'warning warnings warn alert retry retrying warnung achtung avertissement attention aviso avviso'.split(' '),
)
const UNDONE = new Set('could can did was were do does has have been is are will would'.split(' '))

/** The gravest word of a line; `reason`: a milder one tells why. Words inside paths do not count: `/var/log/error.log` is a file. */
const gravestWord = (line: string): { rank: Rank; reason: boolean } => {
  let rank: Rank = 1
  let reason = false
  let before = ''
  for (const token of line.replace(NEGATED, ' ').split(SPLIT)) {
    if (token.length < 2 || token.includes('/')) continue
    const word = trimEdges(token).toLowerCase()
    const found = SEVERITY.get(word) ?? 1
    if (found === 4) return { rank: 4, reason: true }
    reason ||= found === 2 && !LABEL.has(word) && !(word === 'not' && UNDONE.has(before))
    if (found > rank) rank = found
    before = word
  }
  return { rank, reason: reason || line.includes('timed out') }
}

/** How grave a line sounds. */
export const rankOf = (line: string): Rank => {
  if (line === '') return 0
  if (isException(line) || isFullDisk(line)) return 5
  const { rank, reason } = gravestWord(line)
  if (rank === 3 && reason) return 4
  return rank === 1 && CAMEL_WARNING.test(line) ? 2 : rank
}

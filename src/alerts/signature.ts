import { hash } from 'node:crypto'
import type { Alert, Signature } from './alert.ts'

/** Counted up when the masks or the choice of evidence change; old and new stand side by side until people have looked. */
export const RULES_VERSION = 'v1'

const field = (text: string): string => text.replaceAll('|', '/')

/** anacron runs the same scripts as cron, on machines that sleep: one trouble. */
const familyOf = (kind: string): string => (kind === 'anacron' ? 'cron' : kind)

/** Words by which a program grades its line: one version writes them, another does not. */
const GRADE = /^(?:\W{0,3}(?:error|err|warning|warn|fatal|critical|notice)\b\W{1,4}){1,3}/
/** Quotes, brackets and spaces around words; what stands within `<…>` is a mask. */
/** Two figures with a colon are an hour or not; durations come in pieces. */
const ALIKE = /<n>:<n>/g
const REPEATED = /(<[a-z]{1,12}>)(?:[ ,:]{1,2}\1){1,20}/g
const ORNAMENT = /["'`()[\]{}*\s]{1,200}/g

/** What two versions of a program write differently without saying another thing: case, quotes, grades. */
const plain = (line: string): string => {
  const bare = line.toLowerCase().replace(ORNAMENT, ' ').trim()
  const masks = bare.includes('>') ? bare.replace(ALIKE, '<time>').replace(REPEATED, '$1') : bare
  return masks.replace(GRADE, '').trim() || masks
}

/** `v1|kind|unit|hash`: depends on this Alert alone; the order of evidence lines and their repetition do not count. */
export const signatureOf = (alert: Pick<Alert, 'kind' | 'unit' | 'evidence'>): Signature => {
  const evidence = [...new Set(alert.evidence.map(plain))].sort().join('\n')
  const digest = hash('sha256', evidence, 'hex').slice(0, 12)
  return `${RULES_VERSION}|${field(familyOf(alert.kind))}|${field(alert.unit)}|${digest}`
}

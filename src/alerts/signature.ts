import { createHash } from 'node:crypto'
import type { Alert, Signature } from './alert.ts'

/** Counted up when the masks or the choice of evidence change; old and new stand side by side until people have looked. */
export const RULES_VERSION = 'v1'

const field = (text: string): string => text.replaceAll('|', '/')

/** `v1|kind|unit|hash`: depends on this Alert alone; the order of evidence lines and their repetition do not count. */
export const signatureOf = (alert: Pick<Alert, 'kind' | 'unit' | 'evidence'>): Signature => {
  const evidence = [...new Set(alert.evidence)].sort().join('\n')
  const hash = createHash('sha256').update(evidence).digest('hex').slice(0, 12)
  return `${RULES_VERSION}|${field(alert.kind)}|${field(alert.unit)}|${hash}`
}

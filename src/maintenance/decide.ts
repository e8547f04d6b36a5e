import type { Decision, Maintenance, Told } from './maintenance.ts'

export interface Outcome {
  readonly decision: Decision
  readonly reason: string
}

/** Everything that is believed, without how it came to be. */
const content = (m: Maintenance): string =>
  JSON.stringify([
    m.status,
    m.provisional,
    m.windows,
    m.circuits,
    m.impact,
    m.summary,
    m.location,
    m.withoutEvent ?? null,
    m.proposed ?? [],
  ])

const settled: ReadonlySet<Decision> = new Set<Decision>(['duplicate', 'review', 'ignored', 'stale'])

/**
 * What is reported for the mail that has just been read. Its entry in the fold says what it did in the order of sending; one
 * that came late and changes nothing any more is `stale`.
 */
export const decide = (before: Maintenance | null, after: Maintenance, told: Told): Outcome => {
  const at = after.history.findIndex((h) => h.told === told.key)
  const entry = after.history[at]
  if (entry === undefined) return { decision: 'ignored', reason: 'It says nothing of this work.' }
  if (before?.history.some((h) => h.told === told.key) === true)
    return { decision: 'duplicate', reason: 'This very mail was read before.' }
  if (before === null || settled.has(entry.decision) || content(before) !== content(after))
    return { decision: entry.decision, reason: entry.reason }
  const later = after.history.slice(at + 1).filter((h) => before.history.some((b) => b.told === h.told))
  if (later.some((h) => h.decision === 'duplicate' && decisionIn(before, h.told) !== 'duplicate'))
    return { decision: 'duplicate', reason: 'It is another copy of a mail that is known.' }
  const last = later.filter((h) => !settled.has(h.decision)).at(-1)
  if (last === undefined) return { decision: entry.decision, reason: entry.reason }
  const reason = `It was sent ${entry.sent ?? 'on an unknown date'}, before a mail that is known (${last.sent ?? 'undated'}: ${last.decision}), and changes nothing. At its time it was: ${entry.decision}.`
  return { decision: 'stale', reason }
}

const decisionIn = (m: Maintenance, told: string): Decision | undefined =>
  m.history.find((h) => h.told === told)?.decision

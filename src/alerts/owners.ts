import { referenceRows } from '../reference-csv.ts'

/** One line of data/owners.csv: which team minds what. Patterns may hold `*`; an empty one fits all. */
export interface OwnerRule {
  readonly kind: string
  readonly unit: string
  readonly host: string
  readonly owner: string
}

/** `*` stands for anything; compared without case, step by step, so that no pattern can be slow. */
export const fits = (pattern: string, text: string): boolean => {
  if (pattern === '' || pattern === '*') return true
  const parts = pattern.toLowerCase().split('*')
  const value = text.toLowerCase()
  const first = parts[0] ?? ''
  const last = parts[parts.length - 1] ?? ''
  if (parts.length === 1) return value === first
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= value.length - last.length
}

/**
 * CSV with the columns kind, unit, host, owner; lines that begin with `#` are comments.
 * @throws Error naming the line, when a column is missing or a row has a cell too many or too few.
 */
export const readOwners = (csv: string): OwnerRule[] => {
  const refuse = (reason: string): Error => new Error(`The owners file cannot be read: ${reason}`)
  return referenceRows(csv, refuse, 'refused').map((row, i) => {
    const { kind = '', unit = '', host = '', owner = '' } = row
    if (owner === '')
      throw new Error(`Line ${i + 2} of the owners file names no owner. Example: cron,backup*,,storage team`)
    return { kind, unit, host, owner }
  })
}

/** The owner of the first rule that fits, or null. Of several hosts, the first that a rule fits counts. */
export const ownerOf = (
  rules: readonly OwnerRule[],
  group: { readonly kind: string; readonly unit: string; readonly hosts: readonly { readonly host: string }[] },
): string | null =>
  rules.find(
    (r) =>
      fits(r.kind, group.kind) &&
      fits(r.unit, group.unit) &&
      (r.host === '' || r.host === '*' || group.hosts.some(({ host }) => fits(r.host, host))),
  )?.owner ?? null

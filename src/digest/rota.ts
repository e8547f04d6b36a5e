import { referenceRows } from '../reference-csv.ts'
import { startOf, type Week, weekOf } from './week.ts'

export interface Person {
  readonly name: string
  /** Null: the rota gives no address. */
  readonly email: string | null
}

/** Who is on duty in one week; without a name nobody is. */
export interface Duty {
  readonly week: Week
  readonly clinicians: readonly Person[]
  readonly backups: readonly Person[]
}

export type Rota = ReadonlyMap<Week, Duty>

/** The rota cannot be used; in words for people. */
export class RotaError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RotaError'
  }
}

const columns = ['week', 'clinician', 'email', 'backup'] as const

/** Several names share a cell: `Kim / Robin`, `Kim & Robin`, `Kim; Robin`. */
const several = (cell: string): readonly string[] =>
  cell
    .split(/[/&;+]|,|\band\b/i)
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/^[-–—]+$/.test(text))

const isAddress = (text: string): boolean => /^[^\s@<>"]{1,64}@[^\s@<>"]{1,255}$/.test(text)

/** `2026-W47`, or any day of that week. */
const weekIn = (cell: string): Week | null => {
  const named = cell.trim().toUpperCase()
  if (startOf(named) !== null) return named
  return /^\d{4}-\d{2}-\d{2}$/.test(named) && !Number.isNaN(Date.parse(named)) ? weekOf(named) : null
}

const rowsOf = (csv: string, name: string): readonly Record<string, string>[] =>
  referenceRows(
    csv,
    (reason) => new RotaError(`${name} cannot be read as CSV: ${reason}. Its columns are ${columns.join(',')}.`),
  )

/** Names that stand somewhere with an address, so that a backup needs none of its own. */
const addressBook = (people: readonly Person[]): ReadonlyMap<string, string> =>
  new Map(people.flatMap(({ name, email }) => (email === null ? [] : [[name.toLowerCase(), email] as const])))

const named = (names: string, emails: string): readonly Person[] => {
  const addresses = several(emails).filter(isAddress)
  return several(names).map((name, at) => ({ name, email: addresses[at] ?? null }))
}

const unique = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.map((person) => [person.name.toLowerCase(), person])).values(),
]

/**
 * Reads `week,clinician,email,backup`. A week may stand on several lines or hold several names; one without a name, or missing, has
 * no duty. A line whose week cannot be read is an error: a digest to the wrong person is worse than a question.
 * @throws RotaError
 */
export const readRota = (csv: string, name: string): Rota => {
  const rows = rowsOf(csv, name)
  if (rows.length > 0 && !rows.some((row) => 'week' in row && 'clinician' in row))
    throw new RotaError(`${name} has no columns "week" and "clinician". Its columns are ${columns.join(',')}.`)
  const read = rows.map((row, at) => {
    const week = weekIn(row.week ?? '')
    if (week === null)
      throw new RotaError(
        `${name}, line ${at + 2}: "${(row.week ?? '').slice(0, 40)}" is no week. Write 2026-W47, or a day of it.`,
      )
    return { week, clinicians: named(row.clinician ?? '', row.email ?? ''), backups: named(row.backup ?? '', '') }
  })
  const book = addressBook(read.flatMap(({ clinicians }) => clinicians))
  const known = ({ name: who, email }: Person): Person => ({
    name: who,
    email: email ?? book.get(who.toLowerCase()) ?? null,
  })
  const rota = new Map<Week, Duty>()
  for (const { week, clinicians, backups } of read) {
    const before = rota.get(week)
    rota.set(week, {
      week,
      clinicians: unique([...(before?.clinicians ?? []), ...clinicians.map(known)]),
      backups: unique([...(before?.backups ?? []), ...backups.map(known)]),
    })
  }
  return rota
}

export const onDuty = (rota: Rota, week: Week): Duty => rota.get(week) ?? { week, clinicians: [], backups: [] }

export const namesOf = (people: readonly Person[]): string => people.map(({ name }) => name).join(' and ')

/** The line for the topic of the operations channel. */
export const ircTopic = ({ clinicians }: Duty): string =>
  `SRE Clinic Duty: ${clinicians.length === 0 ? '(nobody)' : clinicians.map(({ name }) => name).join(', ')}`

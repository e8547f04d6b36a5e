import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon'
import type { Circuit, Notice, Window } from '../reading/notice.ts'
import { type Impact, impacts, type Kind, kinds, type Status, statuses } from '../reading/notice.ts'
import type { Verdict } from '../steps/answer.ts'

/** The form as it was sent: every field by its name, in order. */
export type Fields = ReadonlyMap<string, readonly string[]>

export interface WindowRow {
  readonly start: string
  readonly end: string
  readonly backup: boolean
}

/** What stands in the form's fields, as text. */
export interface FormValues {
  readonly maintenanceId: string
  readonly status: string
  readonly kind: string
  readonly impact: string
  readonly summary: string
  readonly location: string
  readonly zone: string
  readonly windows: readonly WindowRow[]
  readonly circuits: readonly { readonly id: string; readonly kept: boolean }[]
  readonly more: string
}

export interface Problem {
  readonly field: string
  readonly words: string
}

const local = (instant: string, zone: Zone): string =>
  DateTime.fromISO(instant, { zone: 'utc' }).setZone(zone).toFormat('yyyy-MM-dd HH:mm')

/** `UTC`, an IANA name, or `UTC+8`; null: none of these. */
export const zoneOf = (name: string): Zone | null => {
  const text = name.trim()
  if (text === '' || /^(?:utc|gmt|z)$/i.test(text)) return FixedOffsetZone.utcInstance
  const offset = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return minutes <= 14 * 60 ? FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes) : null
  }
  return IANAZone.isValidZone(text) ? IANAZone.create(text) : null
}

/** What the form shows for a notice, its times in `zone`. */
export const valuesOf = (notice: Notice, zone = 'UTC'): FormValues => {
  const shown = zoneOf(zone) ?? FixedOffsetZone.utcInstance
  return {
    maintenanceId: notice.maintenanceId ?? '',
    status: notice.status,
    kind: notice.kind,
    impact: notice.impact ?? '',
    summary: notice.summary ?? '',
    location: notice.location ?? '',
    zone,
    windows: notice.windows.map(({ start, end, backup }) => ({
      start: local(start, shown),
      end: end === null ? '' : local(end, shown),
      backup: backup === true,
    })),
    circuits: notice.circuits.map(({ id }) => ({ id, kept: true })),
    more: '',
  }
}

const one = (fields: Fields, name: string): string => fields.get(name)?.[0]?.trim() ?? ''

/** What was sent, as it stands in the form: it is shown again when something is wrong with it. */
export const sentValues = (fields: Fields, notice: Notice): FormValues => {
  const keptIds = new Set(fields.get('circuit') ?? [])
  const starts = fields.get('start') ?? []
  const ends = fields.get('end') ?? []
  const backups = new Set(fields.get('backup') ?? [])
  return {
    maintenanceId: one(fields, 'maintenanceId'),
    status: one(fields, 'status'),
    kind: one(fields, 'kind'),
    impact: one(fields, 'impact'),
    summary: one(fields, 'summary'),
    location: one(fields, 'location'),
    zone: one(fields, 'zone') || 'UTC',
    windows: starts
      .map((start, i) => ({ start: start.trim(), end: ends[i]?.trim() ?? '', backup: backups.has(String(i)) }))
      .filter(({ start, end }) => start !== '' || end !== ''),
    circuits: notice.circuits.map(({ id }) => ({ id, kept: keptIds.has(id) })),
    more: one(fields, 'more'),
  }
}

const instantOf = (text: string, zone: Zone): string | null => {
  const at = DateTime.fromISO(text.replace(' ', 'T'), { zone })
  if (!at.isValid || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return null
  // A clock that is put forward leaves an hour out; luxon would move it silently.
  if (at.toFormat('HH:mm') !== text.slice(11, 16)) return null
  return at.toUTC().toISO({ suppressMilliseconds: true, precision: 'second' })
}

const windowOf = (row: WindowRow, zone: Zone, before: readonly Window[]): Window | string => {
  const start = instantOf(row.start, zone)
  if (start === null) return `“${row.start}” is no time in this zone. Write 2026-01-06 05:00.`
  const end = row.end === '' ? null : instantOf(row.end, zone)
  if (row.end !== '' && end === null) return `“${row.end}” is no time in this zone. Write 2026-01-06 05:00.`
  if (end !== null && end <= start) return 'It ends before it starts.'
  const known = before.find((window) => same(window.start, start) && same(window.end, end))
  const marks =
    known === undefined
      ? {}
      : {
          ...(known.dateOnly ? { dateOnly: true as const } : {}),
          ...(known.cancelled ? { cancelled: true as const } : {}),
        }
  return { start, end, ...(row.backup ? { backup: true as const } : {}), ...marks }
}

/** A form knows no seconds: a time that differs by them alone was not changed. */
const same = (a: string | null, b: string | null): boolean => a?.slice(0, 16) === b?.slice(0, 16)

const sameWindows = (a: readonly Window[], b: readonly Window[]): boolean =>
  a.length === b.length &&
  a.every((window, i) => {
    const other = b[i]
    return (
      other !== undefined &&
      same(window.start, other.start) &&
      same(window.end, other.end) &&
      (window.backup === true) === (other.backup === true)
    )
  })

const listed = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n,;]/)
      .map((id) => id.trim().slice(0, 200))
      .filter((id) => id !== ''),
  ),
]

const circuitsOf = (values: FormValues, notice: Notice): readonly Circuit[] => {
  const kept = new Set(values.circuits.filter((circuit) => circuit.kept).map(({ id }) => id))
  const fresh = listed(values.more).filter((id) => !notice.circuits.some((circuit) => circuit.id === id))
  return [...notice.circuits.filter(({ id }) => kept.has(id)), ...fresh.map((id) => ({ id, impact: null }))]
}

const choice = <T extends string>(choices: readonly T[], given: string): T | null =>
  choices.find((one) => one === given) ?? null

const textOf = (given: string, max: number): string | null => (given === '' ? null : given.slice(0, max))

/** What a form says: approval, approval with the fields that were changed, or what is wrong with it. */
export const readForm = (
  values: FormValues,
  notice: Notice,
): { readonly verdict: Verdict } | { readonly problems: readonly Problem[] } => {
  const problems: Problem[] = []
  const zone = zoneOf(values.zone)
  if (zone === null)
    problems.push({ field: 'zone', words: `“${values.zone}” is no time zone. Write UTC, UTC+8 or Europe/Berlin.` })
  const windows: Window[] = []
  values.windows.forEach((row, i) => {
    const window = windowOf(row, zone ?? FixedOffsetZone.utcInstance, notice.windows)
    if (typeof window === 'string') problems.push({ field: `window-${i}`, words: window })
    else windows.push(window)
  })
  const status: Status | null = choice(statuses, values.status)
  const kind: Kind | null = choice(kinds, values.kind)
  const impact: Impact | null = choice(impacts, values.impact)
  if (status === null) problems.push({ field: 'status', words: 'Choose one of the listed words.' })
  if (kind === null) problems.push({ field: 'kind', words: 'Choose one of the listed words.' })
  if (problems.length > 0 || status === null || kind === null) return { problems }
  const said = {
    maintenanceId: textOf(values.maintenanceId, 120),
    status,
    kind,
    impact,
    summary: textOf(values.summary, 1500),
    location: textOf(values.location, 300),
  }
  const changed = Object.fromEntries(
    Object.entries(said).filter(([field, value]) => value !== (notice[field as keyof typeof said] ?? null)),
  )
  const circuits = circuitsOf(values, notice)
  const edit = {
    ...changed,
    ...(sameWindows(windows, notice.windows) ? {} : { windows }),
    ...(circuits.map(({ id }) => id).join('\n') === notice.circuits.map(({ id }) => id).join('\n') ? {} : { circuits }),
  }
  return { verdict: Object.keys(edit).length === 0 ? { type: 'approve' } : { type: 'edit', notice: edit } }
}

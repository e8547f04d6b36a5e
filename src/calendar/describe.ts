import { DateTime } from 'luxon'
import { findCircuit, type Inventory } from '../maintenance/circuits.ts'
import type { HistoryEntry, Maintenance } from '../maintenance/maintenance.ts'
import type { KnownRisk, Risk } from '../maintenance/overlap.ts'
import type { Circuit, Impact, Window } from '../reading/notice.ts'
import type { Group } from './days.ts'
import { escapeHtml, oneLine } from './text.ts'

/** Below this line of a description people write what they like; we never touch it. */
export const marker = '— — — below this line is yours — — —'

/** The words of the marker that are looked for: no mail may say them, or its text would pass for a person's. */
export const markerWords = 'below this line is yours'

/** Ours, so that with what people add the whole stays under the 8,192 characters that other clients of Google report. */
const maxLength = 7000

export const impactWords: Readonly<Record<Impact, string>> = {
  'NO-IMPACT': 'no impact',
  'REDUCED-REDUNDANCY': 'reduced redundancy',
  DEGRADED: 'degraded service',
  OUTAGE: 'outage',
}

const day = (at: DateTime): string => at.setLocale('en').toFormat('ccc yyyy-LL-dd')
const clock = (at: DateTime): string => at.toFormat('HH:mm')

const span = (from: DateTime, to: DateTime | null): string => {
  if (to === null) return `${day(from)} ${clock(from)}, end unknown`
  return from.hasSame(to, 'day')
    ? `${day(from)} ${clock(from)} – ${clock(to)}`
    : `${day(from)} ${clock(from)} – ${day(to)} ${clock(to)}`
}

/** UTC first, then the vendor's own clock, weekdays included: the weekday is what people check. */
export const windowLines = (window: Window, zone: string | null): readonly string[] => {
  const from = DateTime.fromISO(window.start, { zone: 'utc' })
  const to = window.end === null ? null : DateTime.fromISO(window.end, { zone: 'utc' })
  const marks = `${window.backup === true ? ' (backup date)' : ''}${window.cancelled === true ? ' CANCELLED' : ''}`
  if (window.dateOnly === true) {
    const last = to === null ? from : to.minus({ milliseconds: 1 })
    return [`${from.hasSame(last, 'day') ? day(from) : `${day(from)} – ${day(last)}`}, hours unknown${marks}`]
  }
  const utc = `${span(from, to)} UTC${marks}`
  if (zone === null || /^(?:utc|etc\/utc|gmt|utc[+-]00:?00)$/i.test(zone)) return [utc]
  const local = from.setZone(zone)
  if (!local.isValid) return [utc]
  return [utc, `   = ${span(local, to === null ? null : to.setZone(zone))} ${zone}`]
}

const circuitLine = (circuit: Circuit, inventory: Inventory): string => {
  const known = findCircuit(inventory, circuit.id)
  const facts = [
    circuit.impact === null ? '' : impactWords[circuit.impact],
    known === null || known.site === '' ? '' : `site ${known.site}`,
    known === null || known.group === '' ? '' : `group ${known.group}`,
    known === null && inventory.size > 0 ? 'not in the list of circuits' : '',
  ].filter((fact) => fact !== '')
  return `- ${oneLine(circuit.id, 200)}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`
}

const telling: ReadonlySet<string> = new Set(['created', 'rescheduled', 'updated', 'cancelled', 'started', 'completed'])

const historyLine = (entry: HistoryEntry): string => {
  const changes = entry.changes.map((c) => `${c.field}: ${c.from} → ${c.to}`).join('; ')
  return `- ${entry.sent === null ? 'no date' : entry.sent.slice(0, 16).replace('T', ' ')} ${entry.decision}${changes === '' ? '' : ` (${oneLine(changes, 400)})`}`
}

const spanOf = ({ from, to }: Risk): string => {
  const [start, end] = [DateTime.fromISO(from, { zone: 'utc' }), DateTime.fromISO(to, { zone: 'utc' })]
  return `${span(start, end)} UTC`
}

/** Both sides are told, because each vendor knows of its own work only. */
const riskLines = (risks: readonly KnownRisk[], resolved: boolean): readonly string[] =>
  risks
    .filter(({ resolvedAt }) => (resolvedAt !== null) === resolved)
    .map(({ risk }) => {
      const what = `${spanOf(risk)}: group ${oneLine(risk.group, 60)}, ${risk.circuits.map((c) => oneLine(c, 80)).join(' and ')}`
      if (resolved) return `- ${what}`
      return `- ${what}. ${oneLine(risk.reason, 400)}${risk.unsure ? ' One of the dates is a backup date or not sure yet.' : ''}`
    })

const section = (title: string, lines: readonly string[], max: number): readonly string[] => {
  if (lines.length === 0) return []
  const rest = lines.length - max
  return [title, ...lines.slice(0, max), ...(rest > 0 ? [`… and ${rest} more`] : []), '']
}

const escapedWithin = (lines: readonly string[], room: number): string => {
  const kept: string[] = []
  let length = 0
  for (const line of lines) {
    const escaped = escapeHtml(line.replaceAll(markerWords, 'below that line is yours'))
    length += escaped.length + 1
    if (length > room) return [...kept, '…'].join('\n')
    kept.push(escaped)
  }
  return kept.join('\n')
}

export interface Besides {
  readonly inventory: Inventory
  /** With what a person is asked. */
  readonly unsure: boolean
  readonly risks: readonly KnownRisk[]
}

/** The description of one event: everything that the mails say, escaped; at most 7,000 characters, the marker line last. */
export const describe = (m: Maintenance, group: Group, { inventory, unsure, risks }: Besides): string => {
  const own = new Set(group.windows)
  const others = m.windows.filter((w) => !own.has(w)).flatMap((w) => windowLines(w, m.zone))
  const impacts = m.impact === null ? [] : [`Impact: ${impactWords[m.impact]}`]
  const questions = m.questions.flatMap((q) => q.reasons.map((reason) => `- ${oneLine(reason, 500)}`))
  const history = m.history.filter((h) => telling.has(h.decision)).map(historyLine)
  const lines = [
    ...section(
      'Windows',
      group.windows.flatMap((w) => windowLines(w, m.zone)),
      40,
    ),
    ...section('Other windows of this work', others, 40),
    ...section('REDUNDANCY AT RISK', riskLines(risks, false), 5),
    ...section('Redundancy is not at risk any more, as it was', riskLines(risks, true), 5),
    `Status: ${m.status.toLowerCase()}`,
    ...impacts,
    ...(m.location === null ? [] : [`Where: ${oneLine(m.location, 300)}`]),
    ...(m.maintenanceIds.length > 1 ? [`Ids: ${oneLine(m.maintenanceIds.join(', '), 300)}`] : []),
    ...(m.permalink === null ? [] : [`Post: ${oneLine(m.permalink, 1000)}`]),
    '',
    ...section('To be reviewed', unsure ? questions : [], 5),
    ...(m.summary === null ? [] : ['The vendor writes', oneLine(m.summary, 1500), '']),
    ...section(
      `Circuits (${m.circuits.length})`,
      m.circuits.map((c) => circuitLine(c, inventory)),
      60,
    ),
    ...section(
      'Notes',
      (m.doubts ?? []).map((d) => `- ${oneLine(d.detail, 300)}`),
      8,
    ),
    ...section('History', history.slice(-20), 20),
  ]
  return `${escapedWithin(lines, maxLength - marker.length - 10).trimEnd()}\n\n${marker}`
}

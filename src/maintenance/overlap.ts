import { createHash } from 'node:crypto'
import type { Impact, Window } from '../reading/notice.ts'
import { findCircuit, type Inventory, type InventoryCircuit } from './circuits.ts'
import { normaliseId } from './keys.ts'
import type { Maintenance } from './maintenance.ts'
import { compare } from './rulings.ts'
import { active, extent, showWindow } from './windows.ts'

/** Circuits of one redundancy group that are worked on at the same time. */
export interface Risk {
  /** Stable: the same risk keeps it while the same works touch the same circuits. */
  readonly key: string
  readonly group: string
  readonly site: string
  /** Ids of the Maintenances, one or two, sorted. */
  readonly maintenances: readonly string[]
  /** The circuits at risk, as the inventory writes them, sorted. */
  readonly circuits: readonly string[]
  /** The time that the windows share, ISO UTC. */
  readonly from: string
  readonly to: string
  /** At some moment of that time all circuits that the inventory knows in the group are worked on. */
  readonly whole: boolean
  /** One of the windows is a backup date, or one of the works is not believed yet. */
  readonly unsure: boolean
  /** One sentence for people. */
  readonly reason: string
}

/** Names the question about a risk. At another time it is another risk, to be looked at again. */
export const riskQuestionKey = ({ key, from, to }: Risk): string =>
  `event:overlap:${createHash('sha256').update(`${key} ${from} ${to}`).digest('hex').slice(0, 24)}`

/** A Risk as it is remembered. */
export interface KnownRisk {
  readonly risk: Risk
  readonly openedAt: string
  /** When one of the works was moved or called off; null: it stands, or its time is over. */
  readonly resolvedAt: string | null
}

interface Touch {
  readonly maintenance: Maintenance
  readonly circuit: InventoryCircuit
  readonly window: Window
  readonly from: number
  readonly to: number
}

const over: ReadonlySet<string> = new Set(['CANCELLED', 'COMPLETED'])

const touchesOf = (m: Maintenance, inventory: Inventory): readonly Touch[] => {
  if (over.has(m.status)) return []
  const harmed = m.circuits.filter((c) => (c.impact ?? m.impact) !== ('NO-IMPACT' satisfies Impact))
  const known = harmed.flatMap((c) => findCircuit(inventory, c.id) ?? []).filter((c) => c.group !== '')
  return m.windows.filter(active).flatMap((window) => {
    const [from, to] = extent(window)
    return known.map((circuit) => ({ maintenance: m, circuit, window, from, to }))
  })
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')
const nameOf = (m: Maintenance): string => `${m.vendor} ${m.maintenanceIds[0] ?? `“${m.subject.slice(0, 60)}”`}`

const toRisk = (a: Touch, b: Touch, dark: readonly Span[]): Risk => {
  const works = [...new Map([a, b].map((t) => [t.maintenance.id, t.maintenance])).values()]
  const maintenances = works.map((m) => m.id).sort()
  const circuits = [a.circuit.circuit, b.circuit.circuit].sort()
  const [start, end] = [Math.max(a.from, b.from), Math.min(a.to, b.to)]
  const [from, to] = [iso(start), iso(end)]
  const whole = dark.some((span) => span.from < end && start < span.to)
  const group = a.circuit.group
  const names = works.map(nameOf).sort()
  return {
    key: [group, ...maintenances, ...circuits.map(normaliseId)].join('|'),
    group,
    site: a.circuit.site || b.circuit.site,
    maintenances,
    circuits,
    from,
    to,
    whole,
    unsure: [a, b].some((t) => t.window.backup === true || t.maintenance.provisional),
    reason: `${names.join(' and ')} ${names.length > 1 ? 'both work' : 'works'} on group ${group} (${circuits.join(', ')}) at the same time (${showWindow({ start: from, end: to })})${whole ? ', which leaves nothing of it' : ''}.`,
  }
}

/** ms */
interface Span {
  readonly from: number
  readonly to: number
}

/** When every circuit of a group is worked on: counted up and down at each beginning and end. */
const darkSpans = (touches: readonly Touch[], size: number): readonly Span[] => {
  const edges = touches.flatMap(({ circuit, from, to }) => {
    const id = normaliseId(circuit.circuit)
    return [
      { at: from, id, by: 1 },
      { at: to, id, by: -1 },
    ]
  })
  const works = new Map<string, number>()
  const spans: Span[] = []
  let began: number | null = null
  // An end before a beginning at the same instant: one after the other is no overlap.
  for (const { at, id, by } of edges.sort((a, b) => a.at - b.at || a.by - b.by)) {
    works.set(id, (works.get(id) ?? 0) + by)
    const down = [...works.values()].filter((n) => n > 0).length
    if (down === size) began ??= at
    else if (began !== null) {
      spans.push({ from: began, to: at })
      began = null
    }
  }
  return spans
}

/**
 * Works that touch different circuits of one redundancy group at the same time (two works, or one on both circuits):
 * the one thing that vendors, who do not know of each other, cannot see. Sorted by time; each pair of circuits and works once, at its
 * first shared time. Cancelled and completed works and circuits without impact do not count.
 */
export const overlaps = (maintenances: readonly Maintenance[], inventory: Inventory): readonly Risk[] => {
  const groups = new Map<string, Touch[]>()
  for (const touch of maintenances.flatMap((m) => touchesOf(m, inventory))) {
    const list = groups.get(touch.circuit.group) ?? []
    list.push(touch)
    groups.set(touch.circuit.group, list)
  }
  const sizes = new Map<string, number>()
  for (const { group } of inventory.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const risks = new Map<string, Risk>()
  for (const [group, touches] of groups) {
    for (const risk of sweep(touches, darkSpans(touches, sizes.get(group) ?? 0))) {
      const known = risks.get(risk.key)
      if (known === undefined || risk.from < known.from) risks.set(risk.key, risk)
    }
  }
  return [...risks.values()].sort((a, b) => compare(a.from, b.from) || compare(a.key, b.key))
}

/** By start, each against those that have not ended yet. */
const sweep = (touches: readonly Touch[], dark: readonly Span[]): readonly Risk[] => {
  const risks: Risk[] = []
  let open: Touch[] = []
  for (const touch of [...touches].sort((a, b) => a.from - b.from || compare(a.maintenance.id, b.maintenance.id))) {
    open = open.filter((other) => other.to > touch.from)
    for (const other of open)
      if (normaliseId(other.circuit.circuit) !== normaliseId(touch.circuit.circuit))
        risks.push(toRisk(other, touch, dark))
    open.push(touch)
  }
  return risks
}

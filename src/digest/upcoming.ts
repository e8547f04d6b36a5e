import { oneLine } from '../calendar/text.ts'
import { findCircuit } from '../maintenance/circuits.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Risk } from '../maintenance/overlap.ts'
import type { Impact, Window } from '../reading/notice.ts'
import { impacts } from '../reading/notice.ts'
import type { UpcomingDay, UpcomingWork } from './content.ts'
import type { DigestFacts } from './facts.ts'
import { addDays, startOf, weekOf } from './week.ts'
import { aboutWords, hoursOn, linkTo } from './words.ts'

/** This week and the two after it. */
const daysAhead = 21
const circuitsShown = 4

const gravest = (m: Maintenance): Impact | null =>
  [...impacts].reverse().find((one) => m.impact === one || m.circuits.some(({ impact }) => impact === one)) ?? null

const siteOf = (m: Maintenance, { inventory }: DigestFacts): string | null => {
  const sites = m.circuits.map(({ id }) => findCircuit(inventory, id)?.site ?? '').filter((site) => site !== '')
  const known = [...new Set(sites)]
  if (known.length > 0) return known.slice(0, 3).join(', ') + (known.length > 3 ? ` and ${known.length - 3} more` : '')
  return m.location === null ? null : oneLine(m.location, 60) || null
}

type Risks = ReadonlyMap<string, readonly Risk[]>

const isAtRisk = (m: Maintenance, { start, end }: Window, risks: Risks): boolean =>
  (risks.get(m.id) ?? []).some(
    ({ from, to }) => Date.parse(start) < Date.parse(to) && (end === null || Date.parse(end) > Date.parse(from)),
  )

const marksOf = (m: Maintenance, window: Window, proposed: boolean, risks: Risks): readonly string[] => [
  ...(isAtRisk(m, window, risks) ? ['overlaps'] : []),
  ...(window.backup === true ? ['backup date'] : []),
  ...(m.provisional || proposed ? ['not sure yet'] : []),
  ...(m.status === 'TENTATIVE' ? ['tentative'] : []),
  ...(m.status === 'IN-PROCESS' ? ['under way'] : []),
  ...(m.status === 'COMPLETED' ? ['completed'] : []),
]

interface Shown {
  readonly day: string
  readonly start: string
  readonly work: UpcomingWork
}

/** The last day that a window touches. */
const lastDayOf = ({ start, end }: Window): string =>
  end === null || end <= start ? start.slice(0, 10) : new Date(Date.parse(end) - 1).toISOString().slice(0, 10)

/** The day under which a window is shown: its first, or the first of the digest when it began before that. */
const dayOf = (window: Window, first: string): string => {
  const day = window.start.slice(0, 10)
  return day < first ? first : day
}

const showWindow = (
  m: Maintenance,
  window: Window,
  marks: readonly string[],
  day: string,
  facts: DigestFacts,
): Shown => ({
  day,
  start: window.start,
  work: {
    time: hoursOn(window, day),
    vendor: facts.vendorTitle(m.vendor),
    id: m.maintenanceIds[0] === undefined ? null : oneLine(m.maintenanceIds[0], 60),
    what: aboutWords(m, 110),
    site: siteOf(m, facts),
    circuits: m.circuits.slice(0, circuitsShown).map(({ id }) => oneLine(id, 40)),
    circuitCount: m.circuits.length,
    impact: gravest(m),
    status: m.status,
    marks,
    links: [...linkTo('event', facts.links.event(m.id, window.start.slice(0, 10))), ...linkTo('post', m.permalink)],
  },
})

const windowsOf = (m: Maintenance, first: string, end: string, risks: Risks, facts: DigestFacts) => {
  const within = (w: Window) => w.cancelled !== true && lastDayOf(w) >= first && w.start.slice(0, 10) < end
  const believed = m.windows.filter(within)
  const proposed = (m.proposed ?? []).filter((w) => within(w) && !believed.some(({ start }) => start === w.start))
  const show = (window: Window, unsure: boolean): Shown =>
    showWindow(m, window, marksOf(m, window, unsure, risks), dayOf(window, first), facts)
  return [...believed.map((w) => show(w, false)), ...proposed.map((w) => show(w, true))]
}

/** The first and the last day (exclusive) of which upcoming work is told: days that are over are left out. */
export const daysTold = ({ week, now }: Pick<DigestFacts, 'week' | 'now'>): { first: string; end: string } => {
  const monday = startOf(week) ?? now.slice(0, 10)
  const end = addDays(monday, daysAhead)
  const today = now.slice(0, 10)
  return { first: today > monday && today < end ? today : monday, end }
}

const counts = (m: Maintenance): boolean => m.status !== 'CANCELLED' && m.withoutEvent === undefined

/** Upcoming work by day, and the number of works that the digest's own week holds. */
export const upcomingOf = (facts: DigestFacts): { readonly days: readonly UpcomingDay[]; readonly works: number } => {
  const { first, end } = daysTold(facts)
  const monday = startOf(facts.week) ?? first
  const risks = new Map<string, Risk[]>()
  for (const risk of facts.risks) {
    for (const id of risk.maintenances) {
      const list = risks.get(id)
      if (list === undefined) risks.set(id, [risk])
      else list.push(risk)
    }
  }
  const byDay = new Map<string, Shown[]>()
  for (const m of facts.works) {
    if (!counts(m)) continue
    for (const shown of windowsOf(m, first, end, risks, facts)) {
      const list = byDay.get(shown.day)
      if (list === undefined) byDay.set(shown.day, [shown])
      else list.push(shown)
    }
  }
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    works: facts.works.filter((m) => counts(m) && windowsOf(m, monday, addDays(monday, 7), risks, facts).length > 0)
      .length,
    days: days.map(([day, shown]) => ({
      day,
      week: weekOf(day),
      works: shown
        .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.work.vendor < b.work.vendor ? -1 : 1))
        .map(({ work }) => work),
    })),
  }
}

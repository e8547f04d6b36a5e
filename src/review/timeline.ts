import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Risk } from '../maintenance/overlap.ts'
import type { Window } from '../reading/notice.ts'

const DAY = 86_400_000

/** One window of a work on the time axis; `from` and `to` are shares of the shown span. */
export interface Bar {
  readonly work: Maintenance
  readonly window: Window
  readonly from: number
  readonly to: number
  readonly lane: number
  readonly colour: string
  readonly off: boolean
  readonly unsure: boolean
  /** It shares time with work on the same redundancy group. */
  readonly clash: boolean
}

export interface TimelineRow {
  readonly label: string
  readonly lanes: number
  readonly bars: readonly Bar[]
}

export interface Span {
  /** First day, `YYYY-MM-DD`. */
  readonly start: string
  readonly days: number
}

const spanOf = ({ start, days }: Span): readonly [number, number] => {
  const from = Date.parse(`${start}T00:00:00Z`)
  return [from, from + days * DAY]
}

/** An unknown end counts as four hours: something must be seen. */
const unknownEnd = 4 * 3_600_000

interface Placed extends Omit<Bar, 'lane'> {
  readonly start: number
  readonly end: number
}

const placedBars = (work: Maintenance, colour: string, span: Span, risks: readonly Risk[]): readonly Placed[] => {
  const [from, to] = spanOf(span)
  return [...work.windows, ...(work.proposed ?? [])].flatMap((window) => {
    const start = Date.parse(window.start)
    const end = window.end === null ? start + unknownEnd : Date.parse(window.end)
    if (end <= from || start >= to) return []
    const clash = risks.some(
      (r) => r.maintenances.includes(work.id) && Date.parse(r.from) < end && Date.parse(r.to) > start,
    )
    return {
      work,
      window,
      start,
      end,
      from: (Math.max(start, from) - from) / (to - from),
      to: (Math.min(end, to) - from) / (to - from),
      colour,
      off: work.status === 'CANCELLED' || window.cancelled === true,
      unsure: work.provisional || window.backup === true || (work.proposed ?? []).includes(window),
      clash,
    }
  })
}

/** Bars that overlap in time get lanes of their own; a bar is never drawn narrower than `least`, so that counts. */
const inLanes = (bars: readonly Placed[], least: number): { readonly lanes: number; readonly bars: readonly Bar[] } => {
  const ends: number[] = []
  const placed = [...bars]
    .sort((a, b) => a.start - b.start || (a.work.id < b.work.id ? -1 : 1))
    .map(({ start: _, end: __, ...bar }): Bar => {
      const free = ends.findIndex((end) => end <= bar.from)
      const lane = free < 0 ? ends.length : free
      ends[lane] = Math.max(bar.to, bar.from + least)
      return { ...bar, lane }
    })
  return { lanes: Math.max(1, ends.length), bars: placed }
}

/** Rows of a span: each work stands under every label that it has (its vendor; or the sites of its circuits). */
export const timelineRows = (
  works: readonly { readonly work: Maintenance; readonly colour: string }[],
  span: Span,
  risks: readonly Risk[],
  labels: (work: Maintenance) => readonly string[],
  least = 0.1,
): readonly TimelineRow[] => {
  const rows = new Map<string, Placed[]>()
  for (const { work, colour } of works) {
    const bars = placedBars(work, colour, span, risks)
    if (bars.length === 0) continue
    for (const label of labels(work)) rows.set(label, [...(rows.get(label) ?? []), ...bars])
  }
  return [...rows]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([label, bars]) => ({ label, ...inLanes(bars, least) }))
}

/** The weeks of a month, Monday first, each of seven days `YYYY-MM-DD`. */
export const monthWeeks = (month: string): readonly (readonly string[])[] => {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY
  const weeks: string[][] = []
  for (let week = monday; new Date(week).toISOString().slice(0, 7) <= month; week += 7 * DAY) {
    weeks.push(Array.from({ length: 7 }, (_, i) => new Date(week + i * DAY).toISOString().slice(0, 10)))
  }
  return weeks
}

/** `2026-12` and so many months on. */
export const addMonths = (month: string, months: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

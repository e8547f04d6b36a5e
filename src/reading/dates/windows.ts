import type { Doubt, Window } from '../notice.ts'
import type { Instant, Span } from '../when.ts'
import { dayMs, minuteMs, offsetAt } from './offsets.ts'
import { unique } from './ranges.ts'

/** Cable repairs and site work last up to two weeks; more is worth a look. */
export const longDays = 14
/** Longer than this is no maintenance window, but a year or an order of numbers gone wrong. */
export const absurdDays = 60

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

const localMidnight = (instant: Instant): number => {
  const utc = Date.parse(instant.utc)
  const local = utc + (instant.zone === null ? 0 : offsetAt(instant.zone, utc) * minuteMs)
  return Math.floor(local / dayMs) * dayMs
}

const isoOf = (utc: number): string => `${new Date(utc).toISOString().slice(0, 19)}Z`

const lengthDoubts = (from: number, to: number): Doubt[] => {
  const days = (to - from) / dayMs
  if (days <= longDays) return []
  return [doubt('window-too-long', days > absurdDays, `The window lasts ${Math.round(days)} days.`)]
}

/** The window in days when only days are written; else start and end in UTC. */
const windowOf = (span: Span): { window: Window; doubts: Doubt[] } => {
  const { start, end } = span
  if (start.dateOnly && (end === null || end.dateOnly)) {
    const first = localMidnight(start)
    const window: Window = { start: isoOf(first), end: end ? isoOf(localMidnight(end) + dayMs) : null, dateOnly: true }
    return { window, doubts: [doubt('date-only', false, 'Only days are written, no times.')] }
  }
  if (start.dateOnly) {
    return {
      window: { start: start.utc, end: end?.utc ?? null },
      doubts: [doubt('date-only', true, 'The start has a day, but no time.')],
    }
  }
  if (end?.dateOnly) {
    const after = Date.parse(end.utc) + dayMs
    return {
      window: { start: start.utc, end: isoOf(after) },
      doubts: [doubt('date-only', false, 'The end has a day, but no time; the end of that day was taken.')],
    }
  }
  return { window: { start: start.utc, end: end?.utc ?? null }, doubts: [] }
}

/** The window of a span with all doubts of both ends, of the pair, and of its length (see `longDays`, `absurdDays`). */
export const spanToWindow = (span: Span): { window: Window; doubts: readonly Doubt[] } => {
  const { window, doubts } = windowOf(span)
  const missing = window.end === null ? [doubt('window-end-missing', false, 'No end is written.')] : []
  const length = window.end === null ? [] : lengthDoubts(Date.parse(window.start), Date.parse(window.end))
  const all = [...span.start.doubts, ...(span.end?.doubts ?? []), ...span.doubts, ...doubts, ...missing, ...length]
  return { window, doubts: unique(all) }
}

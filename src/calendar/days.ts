import type { Window } from '../reading/notice.ts'

const dayLength = 86_400_000

/** UTC days that windows touch: `start` inclusive, `end` exclusive, `YYYY-MM-DD`. */
export interface Days {
  readonly start: string
  readonly end: string
}

/** Windows that share an event. */
export interface Group extends Days {
  /** The lowest slot of its windows names the event. */
  readonly slot: number
  readonly backup: boolean
  readonly cancelled: boolean
  readonly windows: readonly Window[]
}

const dayName = (index: number): string => new Date(index * dayLength).toISOString().slice(0, 10)

/** First day and day after the last, counted from 1970. An end at exactly 00:00Z does not touch the day that begins then. */
const touched = (window: Window): readonly [number, number] => {
  const start = Date.parse(window.start)
  const end = window.end === null ? start : Date.parse(window.end)
  const first = Math.floor(start / dayLength)
  return [first, Math.max(first + 1, Math.ceil(end / dayLength))]
}

export const daysOf = (window: Window): Days => {
  const [first, after] = touched(window)
  return { start: dayName(first), end: dayName(after) }
}

export const nextDay = (day: string): string => dayName(Date.parse(day) / dayLength + 1)

/**
 * Windows on touching days share an event, others get their own; backup windows stay apart from the others, and so do those
 * that were called off alone.
 */
export const groupsOf = (windows: readonly Window[], slots: readonly number[]): readonly Group[] => {
  const all = windows.map((window, n) => ({ window, slot: slots[n] ?? n, touched: touched(window) }))
  const kind = (w: Window) => `${w.backup === true}/${w.cancelled === true}`
  const groups: { kind: string; first: number; after: number; slot: number; windows: Window[] }[] = []
  for (const { window, slot, touched } of all.sort((a, b) => a.touched[0] - b.touched[0] || a.slot - b.slot)) {
    const [first, after] = touched
    const open = groups.find((g) => g.kind === kind(window) && first <= g.after)
    if (open === undefined) groups.push({ kind: kind(window), first, after, slot, windows: [window] })
    else {
      open.after = Math.max(open.after, after)
      open.slot = Math.min(open.slot, slot)
      open.windows.push(window)
    }
  }
  return groups.map((g) => ({
    start: dayName(g.first),
    end: dayName(g.after),
    slot: g.slot,
    windows: g.windows,
    backup: g.windows[0]?.backup === true,
    cancelled: g.windows[0]?.cancelled === true,
  }))
}

/** What stands in a calendar, in the words of the year's truth: told from the calendar alone. */
import type { Truth } from './year.ts'

/** An event as Google's API gives it. */
export type Event = Readonly<Record<string, unknown>>

/** The vendor's id that a title names. */
export const workOf = (event: Event, ids: ReadonlySet<string>): string => {
  const title = String(event.summary)
  return title.split(/[\s:]+/).find((word) => ids.has(word)) ?? `no work: ${title}`
}

/** By the vendor's id. */
export const standingIn = (events: readonly Event[], ids: ReadonlySet<string>): ReadonlyMap<string, Truth> => {
  const found = new Map<string, { days: string[]; cancelled: boolean; asked: boolean }>()
  for (const event of events) {
    if (event.status === 'cancelled') continue
    const title = String(event.summary)
    const id = workOf(event, ids)
    const [start, end] = [event.start, event.end] as { date: string }[]
    const entry = found.get(id) ?? { days: [], cancelled: false, asked: false }
    entry.days.push(`${title.includes('REVIEW?') ? 'REVIEW? ' : ''}${start?.date}/${end?.date}`)
    found.set(id, { ...entry, cancelled: entry.cancelled || title.startsWith('CANCELLED:') })
  }
  return found
}

export const asLines = (truths: ReadonlyMap<string, Truth>): readonly string[] =>
  [...truths].map(([id, { days, cancelled }]) => `${id} ${[...days].sort()} ${cancelled ? 'cancelled' : ''}`).sort()

/** Works that must be asked about, and of which no question is open. `open`: Maintenances with an open question. */
export const unaskedIn = (
  wanted: ReadonlyMap<string, Truth>,
  events: readonly Event[],
  open: ReadonlySet<string | null>,
): readonly string[] =>
  [...wanted].flatMap(([id, { asked }]) => {
    if (!asked) return []
    const work = events.find(({ summary }) => String(summary).includes(id))
    const properties = work?.extendedProperties as { private?: Record<string, string> } | undefined
    return Object.values(properties?.private ?? {}).some((value) => open.has(value)) ? [] : [id]
  })

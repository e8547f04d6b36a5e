import { oneLine, shorten } from '../calendar/text.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import type { Window } from '../reading/notice.ts'
import type { Link } from './content.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `Tue 17 Nov` of an instant or a day, in UTC. */
export const dayWords = (instant: string): string => {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return 'no date'
  return `${weekdays[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]}`
}

export const clock = (instant: string): string => new Date(instant).toISOString().slice(11, 16)

/** The hours of a window as they are shown under the heading of `day`. */
export const hoursOn = ({ start, end, dateOnly }: Window, day: string): string => {
  const last = end === null ? null : new Date(Date.parse(end) - (dateOnly === true ? 1 : 0)).toISOString()
  const until = last === null ? null : last.slice(0, 10)
  if (dateOnly === true)
    return until === null || until === start.slice(0, 10) ? 'all day' : `all day, until ${dayWords(until)}`
  const from = start.slice(0, 10) === day ? clock(start) : `since ${dayWords(start)} ${clock(start)}`
  if (last === null) return `${from}, end unknown`
  if (until === start.slice(0, 10) && until === day) return `${from}–${clock(last)}`
  const nextDay = Date.parse(`${until}T00:00Z`) - Date.parse(`${day}T00:00Z`) === 86_400_000
  return nextDay ? `${from}–${clock(last)} next day` : `${from} – ${dayWords(last)} ${clock(last)}`
}

/** `Tue 17 Nov 05:01–10:00` */
export const windowWords = (window: Window): string => {
  const day = window.start.slice(0, 10)
  return `${dayWords(window.start)} ${hoursOn(window, day)}${window.backup === true ? ' (backup date)' : ''}`
}

const untitled = 'planned work'

/** What a work is about, in one line of a mail; never empty. */
export const aboutWords = (m: Maintenance, max: number): string =>
  oneLine(m.summary ?? '', max) || oneLine(m.subject, max) || untitled

/** `Zayo TTN-0009300417: Fibre is replaced` */
export const workTitle = (m: Maintenance, vendor: string, max = 130): string => {
  const id = m.maintenanceIds[0]
  return shorten(`${vendor}${id === undefined ? '' : ` ${oneLine(id, 60)}`}: ${aboutWords(m, max)}`, max)
}

/** A link only if it is one that may be followed from a mail. */
export const linkTo = (text: string, href: string | null): readonly Link[] =>
  href !== null && href.length <= 1000 && /^https?:\/\/[^\s"<>]+$/i.test(href) ? [{ text, href }] : []

export const unique = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
]

/** `1 work`, `2 works` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

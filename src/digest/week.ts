/** ISO 8601 weeks, Monday to Sunday, in UTC: the weeks of the rota and of the digest. */

const DAY = 86_400_000

/** `2026-W47`. */
export type Week = string

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Monday of a day's week, as `YYYY-MM-DD`. */
export const mondayOf = (day: string): string => {
  const ms = Date.parse(`${day.slice(0, 10)}T00:00:00Z`)
  const sinceMonday = (new Date(ms).getUTCDay() + 6) % 7
  return dayOf(ms - sinceMonday * DAY)
}

export const addDays = (day: string, days: number): string => dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY)

/** The week of a day; the one that holds a year's first Thursday is its first (ISO 8601). */
export const weekOf = (day: string): Week => {
  const thursday = addDays(mondayOf(day), 3)
  const year = thursday.slice(0, 4)
  const days = (Date.parse(thursday) - Date.parse(`${year}-01-01`)) / DAY
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}

/** Monday of a week, or null when there is no such week. */
export const startOf = (week: Week): string | null => {
  const [, year, number] = /^(\d{4})-W(\d{2})$/i.exec(week.trim()) ?? []
  if (year === undefined || number === undefined || Number(number) < 1) return null
  // 4 January always lies in the first week.
  const monday = addDays(mondayOf(`${year}-01-04`), (Number(number) - 1) * 7)
  return weekOf(monday) === `${year}-W${number}` ? monday : null
}

export const addWeeks = (week: Week, weeks: number): Week => {
  const start = startOf(week)
  return start === null ? week : weekOf(addDays(start, weeks * 7))
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** The day (`YYYY-MM-DD`) of `weekday` in the week that begins on `monday`. */
export const dayInWeek = (monday: string, weekday: Weekday): string => addDays(monday, weekdays.indexOf(weekday))

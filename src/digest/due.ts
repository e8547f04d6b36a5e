import type { Config } from '../config.ts'
import { dayInWeek, startOf, type Week, type Weekday } from './week.ts'

/** What a run asks every time; nothing that is heavy to load. */

/** Under which the outbox knows a week's digest. */
export const digestKey = (week: Week): string => `digest:${week}`

/** Whether a week's digest may go out: from its day (UTC) on. A week to come waits; one that is over may be asked for. */
export const isDue = (week: Week, day: Weekday, now: string): boolean => {
  const monday = startOf(week)
  return monday !== null && now.slice(0, 10) >= dayInWeek(monday, day)
}

/** What sending needs is configured: a run sends the digest by itself. */
export const sendsDigest = (config: Config): boolean =>
  config.SMTP_URL !== undefined && config.DIGEST_FROM !== undefined && config.DIGEST_TO.length > 0

import type { Signature } from './alert.ts'
import type { Aliases, Occurrence } from './group.ts'
import { groupsOf } from './group.ts'
import { isRecurrent, RECURRENCE, type RecurrenceRules, sortOut } from './recurrence.ts'

export interface WouldOpen {
  readonly group: Signature
  /** The evening on which the trouble was recurrent for the first time. */
  readonly day: string
  readonly mails: number
  readonly hosts: number
}

const DAY = 86_400_000

/** Which groups would have become tasks, day after day from `since` to the last mail. Each group once. */
export const wouldOpen = (
  occurrences: readonly Occurrence[],
  aliases: Aliases,
  since: string | null,
  rules: RecurrenceRules = RECURRENCE,
): WouldOpen[] => {
  const { counted } = sortOut(occurrences, rules)
  const end = new Date(
    counted
      .map((o) => o.at)
      .sort()
      .at(-1) ?? '',
  )
  if (Number.isNaN(end.getTime())) return []
  const found: WouldOpen[] = []
  for (const group of groupsOf(counted, aliases, end)) {
    // Only a day with a mail can be the first one on which a trouble recurs.
    const days = [...new Set(group.occurrences.map((o) => o.at.slice(0, 10)))].filter(
      (d) => since === null || d >= since,
    )
    for (const day of days) {
      const evening = new Date(Date.parse(`${day}T00:00:00Z`) + DAY - 1)
      const until = group.occurrences.filter((o) => o.at <= evening.toISOString())
      if (!isRecurrent(until, evening, rules)) continue
      const hosts = new Set(until.map((o) => o.host)).size
      found.push({ group: group.id, day, mails: until.length, hosts })
      break
    }
  }
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.group < b.group ? -1 : 1))
}

import type { AlertGroup, Occurrence } from './group.ts'
import { shortHost } from './host.ts'

export interface RecurrenceRules {
  /** At least this many occurrences … */
  readonly occurrences: number
  /** … on at least this many days … */
  readonly days: number
  /** … within this many days. */
  readonly within: number
  /** A host event: at least this many units of one host … */
  readonly hostUnits: number
  /** … or this many mails of it (a storm) … */
  readonly hostMails: number
  /** … within this many minutes. */
  readonly hostMinutes: number
  /** A site event: at least this many hosts make one complaint on a day, and five times as many as on its other days. */
  readonly siteHosts: number
}

export const RECURRENCE: RecurrenceRules = {
  occurrences: 5,
  days: 3,
  within: 14,
  hostUnits: 5,
  hostMails: 100,
  hostMinutes: 15,
  siteHosts: 20,
}

const DAY = 86_400_000
const dayOf = (at: string): string => at.slice(0, 10)

export interface HostEvent {
  readonly host: string
  readonly from: string
  readonly to: string
  readonly units: number
  readonly mails: number
}

export interface Sorted {
  /** What counts towards recurrence. */
  readonly counted: readonly Occurrence[]
  readonly hostEvents: readonly HostEvent[]
}

/** Events of a watched service that tell of no new trouble. */
const NO_TROUBLE = /^(?:recovery|acknowledge|downtime|flapping ?(?:stop|end|disabled)|custom$)/

interface Timed {
  readonly occurrence: Occurrence
  readonly ms: number
}

const byHost = (occurrences: readonly Occurrence[]): Map<string, Timed[]> => {
  const hosts = new Map<string, Timed[]>()
  for (const occurrence of occurrences) {
    if (occurrence.host === null) continue
    const host = shortHost(occurrence.host)
    const timed = { occurrence, ms: Date.parse(occurrence.at) }
    const known = hosts.get(host)
    if (known === undefined) hosts.set(host, [timed])
    else known.push(timed)
  }
  for (const list of hosts.values()) list.sort((a, b) => a.ms - b.ms)
  return hosts
}

/** Marks every mail that lies in some window with too many units or mails. One pass with two pointers. */
const inEvent = (list: readonly Timed[], rules: RecurrenceRules): boolean[] => {
  const marked = list.map(() => false)
  const units = new Map<string, number>()
  const window = rules.hostMinutes * 60_000
  let from = 0
  let markedTo = 0
  for (let to = 0; to < list.length; to++) {
    const entered = list[to]
    if (entered === undefined) break
    units.set(entered.occurrence.signature, (units.get(entered.occurrence.signature) ?? 0) + 1)
    for (let left = list[from]; left !== undefined && entered.ms - left.ms > window; left = list[from]) {
      const count = (units.get(left.occurrence.signature) ?? 1) - 1
      if (count === 0) units.delete(left.occurrence.signature)
      else units.set(left.occurrence.signature, count)
      from++
    }
    if (units.size >= rules.hostUnits || to - from + 1 >= rules.hostMails) {
      for (let i = Math.max(from, markedTo); i <= to; i++) marked[i] = true
      markedTo = to + 1
    }
  }
  return marked
}

const eventsIn = (host: string, list: readonly Timed[], marked: readonly boolean[]): HostEvent[] => {
  const events: HostEvent[] = []
  let run: Timed[] = []
  const close = () => {
    const first = run[0]
    const last = run[run.length - 1]
    if (first !== undefined && last !== undefined) {
      const units = new Set(run.map((t) => t.occurrence.signature)).size
      events.push({ host, from: first.occurrence.at, to: last.occurrence.at, units, mails: run.length })
    }
    run = []
  }
  list.forEach((timed, i) => {
    const last = run[run.length - 1]
    if (marked[i] !== true) close()
    else {
      // Marked neighbours that lie far apart are two events.
      if (last !== undefined && timed.ms - last.ms > 3_600_000) close()
      run.push(timed)
    }
  })
  close()
  return events
}

/**
 * Takes out what tells of a host, not of a recurring trouble: many units failing at once on one host, a storm of mails
 * from it; and recoveries. Linear after sorting.
 */
export const sortOut = (occurrences: readonly Occurrence[], rules: RecurrenceRules = RECURRENCE): Sorted => {
  const troubles = occurrences.filter((o) => o.event === null || !NO_TROUBLE.test(o.event))
  const excluded = new Set<Occurrence>()
  const hostEvents: HostEvent[] = []
  for (const [host, list] of byHost(troubles)) {
    const marked = inEvent(list, rules)
    list.forEach((timed, i) => {
      if (marked[i] === true) excluded.add(timed.occurrence)
    })
    hostEvents.push(...eventsIn(host, list, marked))
  }
  return {
    counted: troubles.filter((o) => !excluded.has(o)),
    hostEvents: hostEvents.sort((a, b) => (a.from < b.from ? -1 : 1)),
  }
}

const hostsPerDay = (occurrences: readonly Occurrence[]): Map<string, Set<string>> => {
  const days = new Map<string, Set<string>>()
  for (const { at, host } of occurrences) {
    const hosts = days.get(dayOf(at)) ?? new Set()
    hosts.add(host === null ? '' : shortHost(host))
    days.set(dayOf(at), hosts)
  }
  return days
}

/**
 * Days on which an outage elsewhere made far more hosts complain than on this trouble's other days. An outage may run
 * over midnight: two such days are compared with the rest, three in a row are a habit.
 */
export const siteEventDays = (occurrences: readonly Occurrence[], rules: RecurrenceRules = RECURRENCE): Set<string> => {
  const days = [...hostsPerDay(occurrences)].map(([day, hosts]) => ({ day, hosts: hosts.size }))
  const crowded = days.filter((d) => d.hosts >= rules.siteHosts)
  if (crowded.length > 2) return new Set()
  const others = days.filter((d) => d.hosts < rules.siteHosts).map((d) => d.hosts)
  const usual = Math.max(0, ...others)
  return new Set(crowded.filter((d) => d.hosts >= 5 * usual).map((d) => d.day))
}

/** Whether these occurrences, up to `now`, make a recurring trouble. */
export const isRecurrent = (
  occurrences: readonly Occurrence[],
  now: Date,
  rules: RecurrenceRules = RECURRENCE,
): boolean => {
  const since = now.getTime() - rules.within * DAY
  const recent = occurrences.filter((o) => Date.parse(o.at) > since && Date.parse(o.at) <= now.getTime())
  const site = siteEventDays(recent, rules)
  const counted = site.size === 0 ? recent : recent.filter((o) => !site.has(dayOf(o.at)))
  return counted.length >= rules.occurrences && new Set(counted.map((o) => dayOf(o.at))).size >= rules.days
}

/** This week against the mean of the four before: `rising`, `falling`, `steady`, or `new` when there was nothing before. */
export const trendOf = (group: Pick<AlertGroup, 'weeks'>): 'new' | 'rising' | 'falling' | 'steady' => {
  const now = group.weeks[group.weeks.length - 1] ?? 0
  const before = group.weeks.slice(0, -1)
  const mean = before.reduce((sum, n) => sum + n, 0) / Math.max(1, before.length)
  if (mean === 0) return now > 0 ? 'new' : 'steady'
  if (now > mean * 1.5 && now - mean >= 2) return 'rising'
  return now < mean * 0.5 && mean - now >= 2 ? 'falling' : 'steady'
}

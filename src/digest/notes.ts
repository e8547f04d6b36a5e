import { oneLine } from '../calendar/text.ts'
import type { HistoryEntry, Maintenance } from '../maintenance/maintenance.ts'
import type { Risk } from '../maintenance/overlap.ts'
import type { RunRecord } from '../store/store.ts'
import { windowWords, workTitle } from './words.ts'

/** What cannot wait for the digest. */
export interface Note {
  /** Stable: the same note is sent once. */
  readonly key: string
  readonly kind: 'emergency' | 'cancelled' | 'moved' | 'overlap' | 'job'
  readonly title: string
  readonly detail: string
  /** Start of the work, ISO UTC. */
  readonly at: string | null
  readonly link: string | null
}

export interface NoteFacts {
  readonly works: readonly Maintenance[]
  readonly risks: readonly Risk[]
  /** The latest runs, newest first, as far back as the last good one. */
  readonly runs: readonly Pick<RunRecord, 'endedAt' | 'ok' | 'failures'>[]
  readonly now: Date
  vendorTitle(vendor: string): string
}

const HOUR = 3_600_000
/** Work that begins this soon cannot wait. */
const soonMs = 24 * HOUR
/** News that is older was either told or is no news. */
const freshMs = 48 * HOUR
const failingRuns = 3

const emergency = /\b(?:emergency|urgent)\b/i
const over: ReadonlySet<string> = new Set(['CANCELLED', 'COMPLETED'])

const isSoon = (start: string, now: Date): boolean => {
  const ahead = Date.parse(start) - now.getTime()
  return ahead > 0 && ahead <= soonMs
}

const whenText = (m: Maintenance): string =>
  m.windows
    .slice(0, 2)
    .map((w) => `${windowWords(w)} UTC`)
    .join(', ')

const emergencies = (m: Maintenance, { now, vendorTitle }: NoteFacts): readonly Note[] => {
  const window = m.windows.find((w) => w.cancelled !== true && isSoon(w.start, now))
  if (window === undefined || over.has(m.status) || m.withoutEvent !== undefined) return []
  const first = m.history.find(({ decision }) => decision === 'created')?.sent ?? null
  const late = first !== null && Date.parse(window.start) - Date.parse(first) <= soonMs
  if (!late && !emergency.test(`${m.subject} ${m.summary ?? ''}`)) return []
  const how = late ? 'announced less than a day ahead' : 'the vendor calls it an emergency'
  const sure = m.provisional ? '; not sure yet, see the review page' : ''
  return [
    {
      key: `note:emergency:${m.id}`,
      kind: 'emergency',
      title: workTitle(m, vendorTitle(m.vendor)),
      detail: `${windowWords(window)} UTC; ${how}${sure}`,
      at: window.start,
      link: m.permalink,
    },
  ]
}

const dates = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/g

/** Starts (and ends) that a move left behind, as its history shows them. */
const formerTimes = (entry: HistoryEntry): readonly string[] => {
  const from = entry.changes.find(({ field }) => field === 'windows')?.from ?? ''
  return (from.match(dates) ?? []).map((text) => `${text.replace(' ', 'T')}:00Z`)
}

const lateNews = (m: Maintenance, { now, vendorTitle }: NoteFacts): readonly Note[] =>
  m.history.flatMap((entry): readonly Note[] => {
    const kind = entry.decision === 'cancelled' ? 'cancelled' : entry.decision === 'rescheduled' ? 'moved' : null
    if (kind === null || entry.sent === null || now.getTime() - Date.parse(entry.sent) > freshMs) return []
    const times = [...formerTimes(entry), ...m.windows.map(({ start }) => start)]
    const soon = times.filter((time) => isSoon(time, now)).sort()[0]
    if (soon === undefined) return []
    const change = entry.changes.find(({ field }) => field === 'windows')
    return [
      {
        key: `note:${kind}:${entry.told}:${m.id}`,
        kind,
        title: workTitle(m, vendorTitle(m.vendor)),
        detail:
          change === undefined ? `${kind}: ${whenText(m)}` : oneLine(`${kind}: ${change.from} → ${change.to}`, 300),
        at: soon,
        link: entry.permalink ?? m.permalink,
      },
    ]
  })

const overlapNotes = ({ risks, now }: NoteFacts): readonly Note[] =>
  risks
    .filter(({ to }) => Date.parse(to) > now.getTime())
    .map((risk) => ({
      key: `note:overlap:${risk.key}`,
      kind: 'overlap',
      title: `Redundant circuits of ${oneLine(risk.group, 60)} at the same time`,
      detail: oneLine(risk.reason, 400),
      at: risk.from,
      link: null,
    }))

const jobNotes = ({ runs }: NoteFacts): readonly Note[] => {
  const firstGood = runs.findIndex(({ ok }) => ok)
  const failing = firstGood < 0 ? runs : runs.slice(0, firstGood)
  const [last] = failing
  if (failing.length < failingRuns || last === undefined) return []
  const good = runs[firstGood]
  return [
    {
      key: `note:job:${good?.endedAt ?? 'never'}`,
      kind: 'job',
      title: `maintcal fails: ${failing.length} runs in a row`,
      detail: oneLine(last.failures.join(' ') || 'No reason was recorded.', 400),
      at: null,
      link: null,
    },
  ]
}

/** All that is urgent now; which of it was told before, the outbox knows. Pure. */
export const notesOf = (facts: NoteFacts): readonly Note[] => [
  ...jobNotes(facts),
  ...overlapNotes(facts),
  ...facts.works.flatMap((m) => [...emergencies(m, facts), ...lateNews(m, facts)]),
]

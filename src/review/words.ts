import { impactWords } from '../calendar/describe.ts'
import type { Ruling } from '../maintenance/maintenance.ts'
import type { Impact, Status, Window } from '../reading/notice.ts'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

export const dayOf = (instant: string): string => instant.slice(0, 10)

/** `Tue 2026-01-06` */
export const dayWords = (instant: string): string => {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '–' : `${weekdays[at.getUTCDay()]} ${at.toISOString().slice(0, 10)}`
}

/** `Tue 2026-01-06 05:01` in UTC. */
export const timeWords = (instant: string): string => {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? '–' : `${dayWords(instant)} ${at.toISOString().slice(11, 16)}`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** `5 minutes`, `3 hours`, `12 days`: how long, in the largest unit that says something. */
export const spanWords = (milliseconds: number): string => {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  if (minutes < 1) return 'a moment'
  if (minutes < 60) return counted(minutes, 'minute')
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), 'hour')
  return counted(Math.floor(minutes / 1440), 'day')
}

/** `in 3 days`, `5 hours ago`. */
export const fromNow = (instant: string, now: Date): string => {
  const gap = Date.parse(instant) - now.getTime()
  return gap >= 0 ? `in ${spanWords(gap)}` : `${spanWords(gap)} ago`
}

/** How soon work begins, for colour; `past` once it began. */
export const urgencyOf = (start: string | null, now: Date): 'soon' | 'near' | 'far' | 'past' | 'unknown' => {
  if (start === null) return 'unknown'
  const days = (Date.parse(start) - now.getTime()) / 86_400_000
  return days < 0 ? 'past' : days < 2 ? 'soon' : days < 7 ? 'near' : 'far'
}

export const statusWords: Readonly<Record<Status, string>> = {
  TENTATIVE: 'tentative',
  CONFIRMED: 'confirmed',
  CANCELLED: 'cancelled',
  'IN-PROCESS': 'under way',
  COMPLETED: 'completed',
  'RE-SCHEDULED': 'rescheduled',
}

export const impactOf = (impact: Impact | null): string => (impact === null ? 'impact unknown' : impactWords[impact])

/** Short names of why something is asked. */
const codeWords: Readonly<Record<string, string>> = {
  'sender-unverified': 'sender not verified',
  'zone-missing': 'no time zone',
  'zone-ambiguous': 'ambiguous time zone',
  'zone-local': 'local time, place unknown',
  'zones-disagree': 'time zones disagree',
  'date-order': 'day or month first?',
  'year-missing': 'no year',
  'weekday-mismatch': 'weekday does not fit',
  'no-window': 'no date',
  'window-past': 'in the past',
  'window-reversed': 'ends before it starts',
  'window-too-long': 'very long',
  'parts-disagree': 'parts disagree',
  'ids-disagree': 'ids disagree',
  'status-words-disagree': 'status disagrees',
  'unknown-vendor': 'unknown vendor',
  'class-unsure': 'maintenance or not?',
  'mail-broken': 'unreadable',
  'cancels-unseen': 'cancels unknown work',
  'announced-after-cancellation': 'announced again',
  'identity-unclear': 'which work?',
  'changed-in-calendar': 'changed in the calendar',
  'deleted-in-calendar': 'deleted in the calendar',
  'redundancy-at-risk': 'redundancy at risk',
  'announced-after-completion': 'announced after completion',
  'several-hand-made': 'several hand-made events',
  'person-decided': 'differs from a decision',
  'too-many': 'too many mails',
  held: 'must be looked at',
}

export const codeName = (code: string): string => codeWords[code] ?? code.replaceAll('-', ' ')

/** What a ruling did, in a few words that follow the person's name. */
export const rulingWords = ({ verdict }: Ruling): string => {
  switch (verdict.type) {
    case 'approve':
      return 'approved it'
    case 'edit':
      return `approved it with other ${Object.keys(verdict.notice).join(', ')}`
    case 'link':
      return 'attached it to other work'
    case 'ignore':
      return `set it aside: ${verdict.why}`
    case 'later':
      return `put it off until ${timeWords(verdict.until)} UTC`
    case 'undo':
      return 'took an answer back'
    case 'rule':
      return `made a rule: mail from ${verdict.rule.sender}${verdict.rule.words === null ? '' : ` with “${verdict.rule.words}” in its subject`} is never maintenance`
    case 'alerts':
      return verdict.did
  }
}

/** Start of the first window that is not called off. */
export const firstStart = (windows: readonly Window[]): string | null =>
  windows
    .filter((window) => window.cancelled !== true)
    .map(({ start }) => start)
    .sort()[0] ?? null

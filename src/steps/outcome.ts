import type { Mail } from '../mail/mail.ts'
import type { Decision, decisions, Question } from '../maintenance/maintenance.ts'
import { needsReview, type Reading } from '../reading/notice.ts'
import type { Packed } from '../store/pack.ts'
import type { MailOutcome, StoredMail } from '../store/store.ts'
import type { Effect } from './believe.ts'
import { vendorOf } from './tell.ts'

/** One decision, as the table of `-v` and `demo` shows it. */
export interface Decided {
  readonly sent: string | null
  readonly vendor: string | null
  readonly maintenanceId: string | null
  readonly subject: string
  readonly decision: Decision
  readonly reason: string
}

/** From the mildest to the one that a person must hear of first: a mail with several notices is listed under the last of them. */
const telling: readonly Decision[] = [
  'ignored',
  'duplicate',
  'stale',
  'reminder',
  'completed',
  'started',
  'updated',
  'created',
  'rescheduled',
  'cancelled',
  'review',
] satisfies readonly (typeof decisions)[number][]

const mostTelling = (made: readonly Decision[]): Decision =>
  made.reduce<Decision>((a, b) => (telling.indexOf(b) > telling.indexOf(a) ? b : a), 'ignored')

/** The question that a mail raises by itself, when there is no Maintenance that could raise it. */
const mailQuestion = (hash: string, codes: readonly string[], reasons: readonly string[]): Question => ({
  key: `mail:${hash}`,
  told: `${hash}#mail`,
  maintenance: null,
  codes,
  reasons,
  urgentAt: null,
})

/** What is written down of a mail once it was decided. */
export interface Settled {
  readonly outcome: MailOutcome
  readonly reading: Reading | Packed | null
  readonly question: Question | null
  readonly decided: readonly Decided[]
}

/** What an outcome tells of its mail. */
export interface Facts {
  readonly subject: string
  readonly sender: string | null
  readonly sent: string | null
  readonly permalink: string | null
  readonly vendor: string | null
}

export const factsOf = (mail: Mail, reading: Reading | null): Facts => ({
  subject: mail.subject,
  sender: mail.sender?.address ?? null,
  sent: mail.date,
  permalink: mail.group?.permalink ?? null,
  vendor: reading?.class === 'maintenance' ? vendorOf(reading, mail) : (reading?.vendor ?? null),
})

export const noFacts: Facts = { subject: '', sender: null, sent: null, permalink: null, vendor: null }

/** Of a mail that nobody could read: it is kept, and a person is asked. */
export const unreadOutcome = (
  stored: Pick<StoredMail, 'hash' | 'origin' | 'tooLarge'>,
  facts: Facts,
  rules: string,
  why: string,
): Settled => {
  const kept = stored.tooLarge ? 'Its header is kept' : 'It is kept as it came'
  const reason = `${why} ${kept}; look at it in the mailbox (${stored.origin}) and enter its work by hand.`
  const { subject, sent } = facts
  return {
    outcome: { ...facts, class: 'unreadable', vendor: null, decision: 'review', reason, rules },
    reading: null,
    question: mailQuestion(stored.hash, ['mail-broken'], [reason]),
    decided: [{ sent, vendor: null, maintenanceId: null, subject, decision: 'review', reason }],
  }
}

const reasonWithout = (reading: Reading): { decision: Decision; reason: string } => {
  const doubts = reading.doubts.filter(({ blocking }) => blocking)
  if (doubts.length > 0) return { decision: 'review', reason: doubts.map(({ detail }) => detail).join(' ') }
  if (reading.class === 'incident')
    return { decision: 'ignored', reason: 'An incident or its report, not planned work.' }
  if (reading.class === 'other') return { decision: 'ignored', reason: 'Not about maintenance.' }
  return { decision: 'review', reason: 'Speaks of maintenance, but no work could be made out.' }
}

const decisionsOf = (facts: Facts, reading: Reading, effects: readonly Effect[]): readonly Decided[] => {
  const { sent, vendor, subject } = facts
  if (effects.length === 0) return [{ sent, vendor, maintenanceId: null, subject, ...reasonWithout(reading) }]
  return effects.map(({ decision, reason, maintenance }, index) => ({
    sent,
    vendor,
    maintenanceId: reading.notices[index]?.maintenanceId ?? maintenance?.maintenanceIds[0] ?? null,
    subject,
    decision,
    reason,
  }))
}

const questionOf = (hash: string, reading: Reading, effects: readonly Effect[]): Question | null => {
  const unplaced = effects.find(({ question }) => question !== null)?.question ?? null
  const { decision, reason } = reasonWithout(reading)
  if (effects.length > 0 || (decision !== 'review' && !needsReview(reading))) return unplaced
  const codes = reading.doubts.filter(({ blocking }) => blocking).map(({ code }) => code)
  return mailQuestion(hash, codes, [reason])
}

/** Of a mail that was read, and of what its notices did. */
export const readOutcome = (
  stored: Pick<StoredMail, 'hash'>,
  facts: Facts,
  rules: string,
  reading: Reading,
  effects: readonly Effect[],
): Settled => {
  const decided = decisionsOf(facts, reading, effects)
  return {
    outcome: {
      ...facts,
      class: reading.class,
      decision: mostTelling(decided.map(({ decision }) => decision)),
      reason: decided.map(({ reason }) => reason).join(' '),
      rules,
    },
    reading,
    question: questionOf(stored.hash, reading, effects),
    decided,
  }
}

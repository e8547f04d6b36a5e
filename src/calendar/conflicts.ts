import { createHash } from 'node:crypto'
import type { Question } from '../maintenance/maintenance.ts'
import type { Field } from './merge.ts'
import type { Step } from './step.ts'

/** Stable for one field and one wanted value: the same disagreement is never asked twice. */
export const conflictKey = (id: string, field: Field, wanted: string | null): string =>
  `event:${id}:${field}:${createHash('sha256')
    .update(wanted ?? '')
    .digest('hex')
    .slice(0, 12)}`

/** What to ask a person about a step: their change stands, and the vendor says something else since. */
export const conflictQuestions = (step: Step, told: string, urgentAt: string | null): readonly Question[] => {
  if (step.do !== 'keep' && step.do !== 'update' && step.do !== 'adopt') return []
  const id = step.record.id
  return step.conflicts.map(({ field, from, to }) => ({
    key: conflictKey(id, field, to),
    told,
    maintenance: step.record.maintenance,
    codes: [step.record.state === 'vetoed' ? 'deleted-in-calendar' : 'changed-in-calendar'],
    reasons: [
      step.record.state === 'vetoed'
        ? `The event was deleted in the calendar; since then the vendor changed its ${field} from “${short(from)}” to “${short(to)}”.`
        : `In the calendar a person wrote “${short(from)}” as ${field}; the vendor now says “${short(to)}”. The person's word stands.`,
    ],
    urgentAt,
  }))
}

const short = (text: string | null): string =>
  text === null ? 'nothing' : text.length > 120 ? `${text.slice(0, 119)}…` : text

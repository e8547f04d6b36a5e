import type { Notice } from '../reading/notice.ts'
import type { Verdict } from '../steps/answer.ts'
import { type Fields, type FormValues, type Problem, readForm, sentValues } from './edit-form.ts'
import type { Item } from './item.ts'

const hour = 3_600_000

/** Tomorrow, but at the latest a day before the work; if that is near, in an hour. */
export const laterUntil = (urgentAt: string | null, now: Date): string => {
  const tomorrow = now.getTime() + 24 * hour
  const dayBefore = urgentAt === null ? tomorrow : Date.parse(urgentAt) - 24 * hour
  return new Date(Math.max(now.getTime() + hour, Math.min(tomorrow, dayBefore))).toISOString()
}

/** What a form asks for. */
export type Asked =
  | { readonly verdict: Verdict; readonly values: FormValues | null }
  | { readonly problems: readonly Problem[]; readonly values: FormValues }

const one = (fields: Fields, name: string): string => fields.get(name)?.[0]?.trim() ?? ''

const approval = (fields: Fields, proposal: Notice | null): Asked => {
  // The command line and scripts approve without a form.
  if (proposal === null || !fields.has('status')) return { verdict: { type: 'approve' }, values: null }
  const values = sentValues(fields, proposal)
  return { ...readForm(values, proposal), values }
}

/** The verdict that a form's button and fields make; null: no such button. */
export const askedFor = (fields: Fields, { proposal, question }: Item, now: Date): Asked | null => {
  const values = proposal !== null && fields.has('status') ? sentValues(fields, proposal) : null
  switch (one(fields, 'do')) {
    case 'approve':
    case 'preview':
      return approval(fields, proposal)
    case 'ignore':
      return { verdict: { type: 'ignore', why: one(fields, 'why').slice(0, 300) || 'set aside' }, values }
    case 'link': {
      const maintenance = one(fields, 'work')
      return /^[0-9a-f]{1,64}$/.test(maintenance) ? { verdict: { type: 'link', maintenance }, values } : null
    }
    case 'later':
      return { verdict: { type: 'later', until: laterUntil(question.urgentAt, now) }, values }
    default:
      return null
  }
}

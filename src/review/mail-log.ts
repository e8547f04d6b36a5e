import type { Maintenance } from '../maintenance/maintenance.ts'
import type { MailSummary, Store } from '../store/store.ts'
import type { LoggedMail } from './pages/mails.tsx'
import { mailHash, type QueueItem } from './queue.ts'

/** Decisions that a person who looks after the calendar must see. */
const meaningful = new Set(['rescheduled', 'cancelled', 'updated', 'review'])

/** Whether the work was known from an earlier mail. */
const hasEarlier = ({ history }: Maintenance, mail: MailSummary): boolean =>
  history.some(({ told, sent }) => mailHash(told) !== mail.hash && sent !== null && sent < (mail.sent ?? ''))

/** The mails of a span, each with its work and its question. Three queries, however many there are. */
export const loggedMails = async (
  store: Store,
  queue: readonly QueueItem[],
  from: string,
  to: string,
): Promise<readonly LoggedMail[]> => {
  const mails = await store.desk.mailsBetween('ops', from, to)
  const places = await store.desk.placesOf(mails.map(({ id }) => id))
  const works = await store.desk.maintenances(places.map(({ maintenance }) => maintenance))
  const placeOf = new Map(places.map(({ mail, maintenance }) => [mail, maintenance]))
  const asked = new Map(queue.map(({ question, name }) => [mailHash(question.told), name]))
  return mails.map((mail) => {
    const work = works.get(placeOf.get(mail.id) ?? '')?.maintenance ?? null
    const question = asked.get(mail.hash) ?? null
    return {
      mail,
      work: work?.id ?? null,
      question,
      markable: question === null && mail.class !== 'unreadable' && mail.permalink !== null,
      followUp: work !== null && meaningful.has(mail.decision) && hasEarlier(work, mail),
    }
  })
}

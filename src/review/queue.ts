import type { Ruling } from '../maintenance/maintenance.ts'
import { byTold, inForce, ruled } from '../maintenance/rulings.ts'
import type { Notice } from '../reading/notice.ts'
import { shortName, subjectOf } from '../steps/answer.ts'
import type { OpenQuestion, Store } from '../store/store.ts'

/** One question as the list shows it. */
export interface QueueItem {
  readonly name: string
  readonly question: OpenQuestion
  readonly vendor: string | null
  readonly subject: string
  readonly sender: string | null
  readonly sent: string | null
  readonly notice: Notice | null
  /** Put off until then. */
  readonly later: string | null
}

export interface QueueFilter {
  readonly vendor: string | null
  readonly code: string | null
  /** Words that subject, id, circuits or vendor hold. */
  readonly text: string
  /** Also those that were put off. */
  readonly all: boolean
}

export const everything: QueueFilter = { vendor: null, code: null, text: '', all: false }

/** A Told's key begins with the hash of its mail. */
export const mailHash = (told: string): string => told.slice(0, told.lastIndexOf('#'))

const latestPutOff = (rulings: readonly Ruling[], now: Date): string | null => {
  const until = inForce(rulings).flatMap(({ verdict }) => (verdict.type === 'later' ? [verdict.until] : []))
  const last = until.at(-1)
  return last !== undefined && last > now.toISOString() ? last : null
}

/** Soonest work first, then what waits longest; without a date last. */
const byUrgency = (a: OpenQuestion, b: OpenQuestion): number => {
  const key = ({ urgentAt, openedAt, key: own }: OpenQuestion) => `${urgentAt ?? '9999'} ${openedAt} ${own}`
  return key(a) < key(b) ? -1 : 1
}

/** All open questions, most urgent first. Four queries, however many there are. */
export const loadQueue = async (store: Store, now: Date): Promise<readonly QueueItem[]> => {
  const open = [...(await store.review.open())].sort(byUrgency)
  const keys = open.map(({ told }) => told)
  const mails = await store.desk.summaries(keys.map(mailHash))
  const tolds = await store.desk.tolds(keys)
  const rulings = byTold(await store.desk.rulingsOn(open.map(subjectOf)))
  return open.map((question) => {
    const mail = mails.get(mailHash(question.told))
    const told = tolds.get(question.told)?.told
    const given = rulings.get(subjectOf(question)) ?? []
    return {
      name: shortName(question),
      question,
      vendor: mail?.vendor ?? told?.vendor ?? null,
      subject: mail?.subject ?? told?.subject ?? '',
      sender: mail?.sender ?? null,
      sent: mail?.sent ?? told?.sent ?? null,
      notice: told === undefined ? null : ruled(told, given).told.notice,
      later: latestPutOff(given, now),
    }
  })
}

const holds = ({ subject, vendor, notice, sender }: QueueItem, text: string): boolean =>
  [subject, vendor ?? '', sender ?? '', notice?.maintenanceId ?? '', ...(notice?.circuits.map(({ id }) => id) ?? [])]
    .join('\n')
    .toLowerCase()
    .includes(text)

/** Those that the filter lets through, in their order. */
export const filtered = (items: readonly QueueItem[], filter: QueueFilter): readonly QueueItem[] => {
  const text = filter.text.trim().toLowerCase()
  return items.filter(
    (item) =>
      (filter.all || item.later === null) &&
      (filter.vendor === null || item.vendor === filter.vendor) &&
      (filter.code === null || item.question.codes.includes(filter.code)) &&
      (text === '' || holds(item, text)),
  )
}

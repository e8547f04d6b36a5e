import { oneLine, shorten } from '../calendar/text.ts'
import type { HistoryEntry, Maintenance } from '../maintenance/maintenance.ts'
import type { ChangeItem, ChangeKind, SettledPost, ThreadItem } from './content.ts'
import type { DigestFacts } from './facts.ts'
import { addDays, startOf } from './week.ts'
import { dayWords, linkTo, unique, windowWords, workTitle } from './words.ts'

/** The period of which changes are told: from the Monday before the week on, up to now (but not beyond the week). */
export const periodOf = ({ week, now }: Pick<DigestFacts, 'week' | 'now'>): { from: string; to: string } => {
  const monday = startOf(week) ?? now.slice(0, 10)
  const end = `${addDays(monday, 7)}T00:00:00.000Z`
  const until = now < end ? now : end
  const start = `${monday}T00:00:00.000Z`
  return { from: `${addDays(monday, -7)}T00:00:00.000Z`, to: until > start ? until : start }
}

const kinds: Readonly<Partial<Record<HistoryEntry['decision'], ChangeKind>>> = {
  created: 'new',
  rescheduled: 'moved',
  cancelled: 'cancelled',
  completed: 'completed',
}

const windowsText = (m: Maintenance): string => {
  const [first, ...more] = m.windows
  if (first === undefined) return 'no date yet'
  return `${windowWords(first)} UTC${more.length === 0 ? '' : ` and ${more.length} more`}`
}

const movedText = (entry: HistoryEntry): string | null => {
  const change = entry.changes.find(({ field }) => field === 'windows')
  return change === undefined ? null : oneLine(`${change.from} → ${change.to}`, 300)
}

const within = (sent: string | null, { from, to }: { from: string; to: string }): boolean =>
  sent !== null && Date.parse(sent) >= Date.parse(from) && Date.parse(sent) < Date.parse(to)

const linksOf = (m: Maintenance, permalink: string | null, facts: DigestFacts) => [
  ...linkTo('event', facts.links.event(m.id, m.windows[0]?.start.slice(0, 10) ?? '')),
  ...linkTo('post', permalink ?? m.permalink),
]

interface Dated extends ChangeItem {
  readonly at: string
}

/** A work that came and went in one period is told once, by its end; one that came and moved, as new. */
const superseded = (kind: ChangeKind, all: ReadonlySet<ChangeKind>): boolean =>
  (kind === 'new' && (all.has('cancelled') || all.has('completed'))) || (kind === 'moved' && all.has('new'))

const toldChanges = (m: Maintenance, facts: DigestFacts): readonly Dated[] => {
  const period = periodOf(facts)
  const told = m.history.filter(({ sent }) => within(sent, period))
  const all = new Set(told.flatMap(({ decision }) => kinds[decision] ?? []))
  return told.flatMap((entry): readonly Dated[] => {
    const kind = kinds[entry.decision]
    if (kind === undefined || superseded(kind, all)) return []
    const detail = (kind === 'moved' ? movedText(entry) : null) ?? windowsText(m)
    const title = workTitle(m, facts.vendorTitle(m.vendor))
    return [{ kind, title, detail, links: linksOf(m, entry.permalink, facts), at: entry.sent ?? '' }]
  })
}

const ended = ({ windows }: Maintenance): string | null => {
  const ends = windows.filter((w) => w.cancelled !== true).map(({ start, end }) => end ?? start)
  return ends.sort().at(-1) ?? null
}

const open: ReadonlySet<string> = new Set(['TENTATIVE', 'CONFIRMED', 'IN-PROCESS', 'RE-SCHEDULED'])

/** Work whose time passed without a word, of vendors that otherwise tell when they are done. */
const unconfirmed = (facts: DigestFacts): readonly Dated[] => {
  const telling = new Set(
    facts.works.filter((m) => m.history.some(({ decision }) => decision === 'completed')).map(({ vendor }) => vendor),
  )
  const period = periodOf(facts)
  return facts.works.flatMap((m): readonly Dated[] => {
    const at = ended(m)
    if (!open.has(m.status) || m.provisional || !telling.has(m.vendor) || !within(at, period)) return []
    return [
      {
        kind: 'unconfirmed',
        title: workTitle(m, facts.vendorTitle(m.vendor)),
        detail: `ended ${dayWords(at ?? '')}; the vendor has not said that it is done`,
        links: linksOf(m, null, facts),
        at: at ?? '',
      },
    ]
  })
}

const order: readonly ChangeKind[] = ['moved', 'cancelled', 'new', 'completed', 'unconfirmed']

/** What happened to works in the period; what moved or was called off first. */
export const changesOf = (facts: DigestFacts): readonly ChangeItem[] =>
  [...facts.works.flatMap((m) => toldChanges(m, facts)), ...unconfirmed(facts)]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at: _, ...item }) => item)

const meaningful: ReadonlySet<string> = new Set(['rescheduled', 'cancelled', 'review'])

/** Other words for the same work are no reason to open a thread again. */
const isMeaningful = ({ decision, changes }: HistoryEntry): boolean =>
  meaningful.has(decision) || (decision === 'updated' && changes.some(({ field }) => field !== 'summary'))

const followUp = (entry: HistoryEntry): string => {
  const changes = entry.changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`).join('; ')
  const said = changes === '' ? entry.reason : changes
  return shorten(`${dayWords(entry.sent ?? '')}: ${entry.decision}${said === '' ? '' : `, ${oneLine(said, 220)}`}`, 240)
}

const threadOf = (m: Maintenance, facts: DigestFacts): readonly ThreadItem[] => {
  const period = periodOf(facts)
  const first = m.history.find(({ permalink }) => permalink !== null)
  if (first === undefined) return []
  const later = m.history.filter(
    (entry) =>
      isMeaningful(entry) &&
      within(entry.sent, period) &&
      (entry.sent ?? '') > (first.sent ?? '') &&
      entry.permalink !== first.permalink,
  )
  const last = later.at(-1)
  if (last === undefined) return []
  return [
    {
      title: workTitle(m, facts.vendorTitle(m.vendor)),
      followUps: later.slice(-3).map(followUp),
      links: [...linkTo('new post', last.permalink), ...linkTo('first post', first.permalink)],
    },
  ]
}

/** Works whose first post was probably marked before something changed: the group hides the later posts of such a thread. */
export const threadsOf = (facts: DigestFacts): readonly ThreadItem[] => facts.works.flatMap((m) => threadOf(m, facts))

/** Posts that need nobody any more; those of a thread that is to be looked at again, or that a question is about, are none. */
export const settledOf = (facts: DigestFacts): readonly SettledPost[] => {
  const again = new Set(facts.works.filter((m) => threadOf(m, facts).length > 0).map(({ id }) => id))
  const asked = new Set(facts.questions.flatMap(({ question }) => question.maintenance ?? []))
  const askedMails = new Set(facts.questions.map(({ question }) => question.told.split('#')[0] ?? ''))
  const posts = facts.mails.flatMap(({ mail, maintenances }): readonly SettledPost[] => {
    const busy = maintenances.some((id) => again.has(id) || asked.has(id)) || askedMails.has(mail.hash)
    const link = linkTo('', mail.permalink)[0]?.href
    if (busy || link === undefined || mail.decision === 'review') return []
    const subject = oneLine(mail.subject, 100) || '(no subject)'
    const vendor = mail.vendor === null ? '' : facts.vendorTitle(mail.vendor)
    const title = subject.toLowerCase().includes(vendor.toLowerCase()) ? subject : `${vendor}: ${subject}`
    return [{ title, decision: mail.class === 'maintenance' ? mail.decision : mail.class, link }]
  })
  return unique(posts, ({ link }) => link)
}

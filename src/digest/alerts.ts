import { trendOf } from '../alerts/recurrence.ts'
import { taskTitle } from '../alerts/task.ts'
import { oneLine } from '../calendar/text.ts'
import { periodOf } from './changes.ts'
import type { AlertItem, TaskItem } from './content.ts'
import type { DigestFacts, DigestGroup, DigestTask } from './facts.ts'
import { dayWords, linkTo } from './words.ts'

const DAY = 86_400_000
const unansweredDays = 30
const groupsTold = 12

const thisWeek = ({ group }: DigestGroup): number => group.weeks.at(-1) ?? 0

const titleOf = ({ facts }: DigestGroup): string => oneLine(taskTitle(facts).replace(/^root@ mail: /, ''), 110)

/** The groups with most mails in the last seven days; those that recur or have a task. */
export const alertsOf = (facts: DigestFacts): readonly AlertItem[] =>
  facts.groups
    .filter((one) => one.recurrent || one.task !== null || thisWeek(one) >= 5)
    .filter((one) => thisWeek(one) > 0)
    .sort((a, b) => thisWeek(b) - thisWeek(a) || b.group.occurrences.length - a.group.occurrences.length)
    .slice(0, groupsTold)
    .map((one) => ({
      title: titleOf(one),
      count: thisWeek(one),
      weeks: one.group.weeks,
      trend: trendOf(one.group),
      hosts: one.group.hosts.length,
      task: one.task === null ? null : (linkTo(`T${one.task}`, facts.links.task(one.task))[0] ?? null),
    }))

const within = (at: string | null, { from, to }: { from: string; to: string }): boolean =>
  at !== null && Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to)

const itemOf = (task: DigestTask, facts: DigestFacts): readonly TaskItem[] => {
  const period = periodOf(facts)
  const base = {
    title: oneLine(task.title, 120),
    link: linkTo(`T${task.id}`, facts.links.task(task.id))[0] ?? null,
  }
  const items: TaskItem[] = []
  if (task.ours && within(task.createdAt, period))
    items.push({ ...base, what: 'filed', detail: `filed ${dayWords(task.createdAt)}` })
  if (within(task.reopenedAt, period))
    items.push({ ...base, what: 'reopened', detail: `opened again ${dayWords(task.reopenedAt ?? '')}` })
  const since = task.answeredAt ?? task.createdAt
  const days = Math.floor((Date.parse(facts.now) - Date.parse(since)) / DAY)
  if (!task.closed && days >= unansweredDays)
    items.push({
      ...base,
      what: 'unanswered',
      detail: task.answeredAt === null ? `nobody wrote in ${days} days` : `last word of a person ${days} days ago`,
    })
  return items
}

const silentItems = (facts: DigestFacts): readonly TaskItem[] =>
  facts.groups
    .filter(({ silent, task }) => silent && task !== null)
    .map((one) => ({
      what: 'silent',
      title: titleOf(one),
      detail: `no mail since ${dayWords(one.group.last)}; it may be closed`,
      link: linkTo(`T${one.task}`, facts.links.task(one.task ?? 0))[0] ?? null,
    }))

const order = ['filed', 'reopened', 'silent', 'unanswered'] as const

/** What became of sub-tasks in the period, and those that wait for an answer. */
export const tasksOf = (facts: DigestFacts): readonly TaskItem[] => {
  const closed = new Set((facts.tasks ?? []).filter((task) => task.closed).map(({ id }) => id))
  const open = facts.groups.filter(({ task }) => task === null || !closed.has(task))
  return [
    ...(facts.tasks ?? []).flatMap((task) => itemOf(task, facts)),
    ...silentItems({ ...facts, groups: open }),
  ].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what))
}

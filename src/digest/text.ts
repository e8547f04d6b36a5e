import { impactWords } from '../calendar/describe.ts'
import type { ChangeKind, DigestContent, Link, Need, TaskItem, UpcomingWork } from './content.ts'
import { namesOf, type Person } from './rota.ts'
import { clock, counted, dayWords } from './words.ts'

/** The digest for programs that show text only. Lines are folded by the reader; only links stand on lines of their own. */

const width = 78

/** Words folded at 78 columns under an indentation; a word that is longer, such as a link, keeps its line. */
const folded = (words: string, first: string, rest: string): readonly string[] => {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of words.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}

const item = (words: string, ...details: readonly string[]): readonly string[] => [
  ...folded(words, '* ', '  '),
  ...details.filter((detail) => detail.trim() !== '').flatMap((detail) => folded(detail, '  ', '  ')),
]

const linkLines = (links: readonly Link[]): readonly string[] => links.map(({ text, href }) => `  ${text}: ${href}`)

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines]

/** At most `limit` entries, and how many there are besides. */
const upTo = <T>(entries: readonly T[], limit: number, show: (entry: T) => readonly string[]): readonly string[] => [
  ...entries.slice(0, limit).flatMap(show),
  ...(entries.length > limit ? [`  … and ${entries.length - limit} more`] : []),
]

const people = (some: readonly Person[]): string => (some.length === 0 ? 'nobody' : namesOf(some))

const needWords: Readonly<Record<Need['what'], string>> = {
  overlap: 'OVERLAP',
  conflict: 'CHANGED BY A PERSON',
  question: 'QUESTION',
  task: 'TASK',
  trouble: 'TROUBLE',
}

const needLines = (need: Need): readonly string[] => [
  ...item(
    `${needWords[need.what]} ${need.title}`,
    need.urgentAt === null ? '' : `${dayWords(need.urgentAt)} ${clock(need.urgentAt)} UTC`,
    ...need.reasons,
  ),
  ...linkLines(need.links),
]

const workLines = (work: UpcomingWork): readonly string[] => {
  const more = work.circuitCount - work.circuits.length
  const circuits = work.circuits.length === 0 ? '' : `${work.circuits.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  const marks = [...(work.impact === null ? [] : [impactWords[work.impact]]), ...work.marks]
  return [
    ...item(
      `${work.time}  ${work.vendor}${work.id === null ? '' : ` ${work.id}`}${marks.length === 0 ? '' : ` [${marks.join(', ')}]`}`,
      work.what,
      [work.site ?? '', circuits].filter((words) => words !== '').join('; '),
    ),
    ...linkLines(work.links),
  ]
}

const changeWords: Readonly<Record<ChangeKind, string>> = {
  moved: 'moved',
  cancelled: 'cancelled',
  new: 'new',
  completed: 'completed',
  unconfirmed: 'no word of its end',
}

const taskWords: Readonly<Record<TaskItem['what'], string>> = {
  filed: 'filed',
  reopened: 'opened again',
  silent: 'silent',
  unanswered: 'no answer',
}

const dutyLines = ({ duty: { now, next, topic, mistake } }: DigestContent): readonly string[] => [
  `On duty this week: ${people(now.clinicians)}${now.backups.length === 0 ? '' : ` (backup: ${namesOf(now.backups)})`}`,
  `Next week: ${people(next.clinicians)}`,
  `Topic of the channel: ${topic}`,
  ...(mistake === null ? [] : folded(mistake, '', '')),
]

const healthLines = ({ health, at }: DigestContent): readonly string[] => [
  health.runs === 0
    ? 'No run is on record for the period.'
    : `${counted(health.runs, 'run')}, ${health.failedRuns === 0 ? 'all of them clean' : `${health.failedRuns} with a failure`}.`,
  ...(health.waiting === 0 ? [] : [`${counted(health.waiting, 'mail')} wait to be read.`]),
  ...health.failures.flatMap((failure) => item(failure)),
  ...health.steps.map(
    ({ step, lastSuccess }) =>
      `${step}: last success ${lastSuccess === null ? 'never' : `${dayWords(lastSuccess)} ${clock(lastSuccess)}`}`,
  ),
  `Put together ${dayWords(at)} ${clock(at)} UTC. All times are UTC.`,
]

const most = 300

/** The digest as plain text, with the same sections as the HTML. */
export const digestText = (content: DigestContent): string => {
  const { counts } = content
  const title = `Clinic digest ${content.week}`
  const lines = [
    title,
    '='.repeat(title.length),
    `${counted(counts.works, 'work')} this week; ${counts.needs === 0 ? 'nothing needs a person' : `${counts.needs} ${counts.needs === 1 ? 'needs' : 'need'} a person`}; ${counted(counts.changes, 'change')}.`,
    ...(content.reviewPage === null ? [] : [`Review page: ${content.reviewPage}`]),
    '',
    ...dutyLines(content),
    ...section('Needs a person now', upTo(content.needs, most, needLines)),
    ...section(
      'Upcoming work (this week and the two after it, UTC)',
      upTo(
        content.upcoming.flatMap(({ day, week, works }) =>
          works.map((work, at) => ({ day, week, work, first: at === 0 })),
        ),
        most,
        ({ day, week, work, first }) => [...(first ? ['', `${dayWords(day)} (${week})`] : []), ...workLines(work)],
      ),
    ),
    ...section(
      `What changed since ${dayWords(content.from)}`,
      upTo(content.changes, most, (c) => [
        ...item(`${changeWords[c.kind]}: ${c.title}`, c.detail),
        ...linkLines(c.links),
      ]),
    ),
    ...section(
      'Threads to look at again (a marked thread hides what came after)',
      upTo(content.threads, most, (t) => [...item(t.title, ...t.followUps), ...linkLines(t.links)]),
    ),
    ...section(
      'Mail to root@, last seven days',
      upTo(content.alerts, most, (a) => [
        ...item(
          `${a.count}  ${a.title}`,
          `${a.trend}; ${counted(a.hosts, 'host')}; last five weeks: ${a.weeks.join(' ')}`,
        ),
        ...(a.task === null ? [] : linkLines([a.task])),
      ]),
    ),
    ...section(
      'Tasks of root@ mail',
      upTo(content.tasks, most, (t) => [
        ...item(`${taskWords[t.what]}: ${t.title}`, t.detail),
        ...(t.link === null ? [] : linkLines([t.link])),
      ]),
    ),
    ...section(
      'May be marked "no action needed"',
      upTo(content.settled, most, (s) => [...item(`${s.title} (${s.decision})`), `  ${s.link}`]),
    ),
    ...section(
      'Gone silent, against their habit',
      upTo(content.silentVendors, most, (v) => item(`${v.vendor} ${v.detail}`)),
    ),
    ...section(
      'Mail of vendors (mails; read without help)',
      upTo(content.vendors, most, (v) => [
        `  ${String(v.mails).padStart(4)}  ${v.unaided === null ? '    –' : `${String(Math.round(v.unaided * 100)).padStart(3)} %`}  ${v.vendor}`,
      ]),
    ),
    ...section('The job itself', healthLines(content)),
  ]
  return `${lines.join('\n')}\n`
}

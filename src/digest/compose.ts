import { oneLine } from '../calendar/text.ts'
import { alertsOf, tasksOf } from './alerts.ts'
import { changesOf, periodOf, settledOf, threadsOf } from './changes.ts'
import type { DigestContent, Health, Need } from './content.ts'
import type { DigestFacts } from './facts.ts'
import { needsOf } from './needs.ts'
import { ircTopic, onDuty } from './rota.ts'
import { upcomingOf } from './upcoming.ts'
import { silentVendorsOf, vendorsOf } from './vendors.ts'
import { addWeeks } from './week.ts'
import { counted } from './words.ts'

const healthOf = (facts: DigestFacts): Health => {
  const failed = facts.runs.filter(({ ok }) => !ok)
  const failures = [...new Set(failed.flatMap((run) => run.failures.map((text) => oneLine(text, 240))))]
  return {
    runs: facts.runs.length,
    failedRuns: failed.length,
    failures: failures.slice(0, 5),
    steps: facts.steps.map(({ step, lastSuccess, message }) => ({ step, lastSuccess, message })),
    waiting: facts.waiting,
    stored: facts.mails.length,
  }
}

/** `Clinic digest 2026-W47: 12 works, 2 need you` */
const subjectOf = (week: string, works: number, needs: number): string =>
  `Clinic digest ${week}: ${counted(works, 'work')}, ${needs === 0 ? 'nothing needs you' : `${needs} ${needs === 1 ? 'needs' : 'need'} you`}`

const trackerNeed = ({ tasksMistake, parent }: DigestFacts): readonly Need[] =>
  tasksMistake === null
    ? []
    : [
        {
          what: 'trouble',
          title: `The sub-tasks of ${parent} could not be read`,
          reasons: [oneLine(tasksMistake, 300)],
          urgentAt: null,
          links: [],
        },
      ]

/** What stands in the digest of a week. Pure: the same facts make the same digest. */
export const digestOf = (facts: DigestFacts): DigestContent => {
  const needs = [...needsOf(facts), ...trackerNeed(facts)]
  const { days, works } = upcomingOf(facts)
  const changes = changesOf(facts)
  const now = onDuty(facts.rota, facts.week)
  const { from, to } = periodOf(facts)
  return {
    week: facts.week,
    subject: subjectOf(facts.week, works, needs.length),
    at: facts.now,
    from,
    to,
    duty: {
      now,
      next: onDuty(facts.rota, addWeeks(facts.week, 1)),
      topic: ircTopic(now),
      mistake: facts.rotaMistake,
    },
    counts: { works, needs: needs.length, changes: changes.length },
    reviewPage: facts.links.reviewPage,
    needs,
    upcoming: days,
    changes,
    threads: threadsOf(facts),
    settled: settledOf(facts),
    alerts: alertsOf(facts),
    tasks: tasksOf(facts),
    vendors: vendorsOf(facts),
    silentVendors: silentVendorsOf(facts),
    health: healthOf(facts),
  }
}

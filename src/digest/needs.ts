import { oneLine } from '../calendar/text.ts'
import { type Risk, riskQuestionKey } from '../maintenance/overlap.ts'
import type { StepRecord } from '../store/store.ts'
import type { Link, Need } from './content.ts'
import type { DigestFacts } from './facts.ts'
import { linkTo, workTitle } from './words.ts'

/** But those about risks, which are told with the risk. */
const fromQuestions = (facts: DigestFacts): readonly Need[] => {
  const works = new Map(facts.works.map((m) => [m.id, m]))
  const ofRisks = new Set(facts.risks.map(riskQuestionKey))
  const questions = facts.questions.filter(({ question }) => !ofRisks.has(question.key))
  return questions.map(({ question, mail }): Need => {
    const work = question.maintenance === null ? undefined : works.get(question.maintenance)
    const subject = oneLine(mail?.subject ?? work?.subject ?? '', 110)
    const title =
      question.from === 'calendar' && work !== undefined
        ? workTitle(work, facts.vendorTitle(work.vendor))
        : `${mail?.vendor == null ? '' : `${facts.vendorTitle(mail.vendor)}: `}${subject || 'a mail without a subject'}`
    return {
      what: question.from === 'calendar' ? 'conflict' : 'question',
      title,
      reasons: question.reasons.slice(0, 3).map((reason) => oneLine(reason, 300)),
      urgentAt: question.urgentAt,
      links: [
        ...linkTo('answer', facts.links.question(question)),
        ...linkTo('post', mail?.permalink ?? work?.permalink ?? null),
      ],
    }
  })
}

const isOver = ({ to }: Risk, now: string): boolean => Date.parse(to) <= Date.parse(now)

const fromRisks = (facts: DigestFacts): readonly Need[] => {
  const works = new Map(facts.works.map((m) => [m.id, m]))
  const questions = new Map(facts.questions.map(({ question }) => [question.key, question]))
  const answer = (risk: Risk): readonly Link[] => {
    const question = questions.get(riskQuestionKey(risk))
    return question === undefined ? [] : linkTo('answer', facts.links.question(question))
  }
  return facts.risks
    .filter((risk) => !isOver(risk, facts.now) && !facts.seenRisks.has(risk.key))
    .map((risk) => ({
      what: 'overlap',
      title: `${oneLine(risk.group, 60)}${risk.site === '' ? '' : ` at ${oneLine(risk.site, 40)}`}: redundant circuits at the same time`,
      reasons: [
        oneLine(risk.reason, 400),
        ...(risk.unsure ? ['One of the dates is a backup date or not sure yet.'] : []),
      ],
      urgentAt: risk.from,
      links: [
        ...answer(risk),
        ...risk.maintenances.flatMap((id) => {
          const m = works.get(id)
          const name =
            m === undefined ? 'post' : `${facts.vendorTitle(m.vendor)} ${oneLine(m.maintenanceIds[0] ?? 'post', 40)}`
          return linkTo(name, m?.permalink ?? null)
        }),
      ],
    }))
}

/** A step that did not succeed since it last failed. Not by its instants: the clock of one of the two may have been wrong. */
export const isFailing = ({ message }: StepRecord): boolean => message !== null

const proposalWords = {
  propose: 'This trouble recurs and has no task; maintcal would open one (SUBTASKS=propose).',
  match: 'This trouble recurs, and a task that a person made seems to be about it: link them, or say that they differ.',
  wait: 'Its task waits for a later run; at most a few are opened in one.',
} as const

const fromTasks = (facts: DigestFacts): readonly Need[] =>
  facts.proposals
    .filter(({ what }) => what !== 'wait')
    .map(({ what, title, taskId }) => ({
      what: 'task',
      title: oneLine(title, 130),
      reasons: [proposalWords[what]],
      urgentAt: null,
      links: taskId === null ? [] : linkTo(`T${taskId}`, facts.links.task(taskId)),
    }))

const fromSteps = (facts: DigestFacts): readonly Need[] =>
  facts.steps.filter(isFailing).map(({ step, message, lastSuccess }) => ({
    what: step === 'tasks' ? 'task' : 'trouble',
    title: step === 'tasks' ? 'Tasks could not be filed' : `The step “${oneLine(step, 30)}” fails`,
    reasons: [
      oneLine(message ?? '', 300),
      lastSuccess === null
        ? 'It never succeeded.'
        : `It last succeeded ${lastSuccess.slice(0, 16).replace('T', ' ')} UTC.`,
    ],
    urgentAt: null,
    links: [],
  }))

/** What needs a person now: overlaps first, then by the start of the work. */
export const needsOf = (facts: DigestFacts): readonly Need[] => {
  const dated = [...fromRisks(facts), ...fromQuestions(facts)]
  const key = ({ what, urgentAt }: Need) => `${what === 'overlap' ? 0 : 1} ${urgentAt ?? '9999'}`
  return [
    ...dated.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)),
    ...fromSteps(facts),
    ...fromTasks(facts),
  ]
}

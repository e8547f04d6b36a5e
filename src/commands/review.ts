import { userInfo } from 'node:os'
import type { Command } from 'commander'
import type { Notice } from '../reading/notice.ts'
import { impacts, kinds, statuses } from '../reading/notice.ts'
import { answer, findMaintenance, findQuestions, shortName, unfitting, type Verdict } from '../steps/answer.ts'
import type { OpenQuestion, Store } from '../store/store.ts'
import { CommandError, type Shell } from './shell.ts'
import { withStore } from './store.ts'
import { plain, table, when } from './table.ts'

interface Common {
  readonly json?: boolean
  readonly by?: string
}

/** The mail that a question is about; a Told's key begins with its hash. */
const mailOf = (store: Store, { told }: OpenQuestion) => store.mails.summary(told.slice(0, told.lastIndexOf('#')))

const described = async (store: Store, question: OpenQuestion) => {
  const mail = await mailOf(store, question)
  const placed = await store.belief.told(question.told)
  return {
    name: shortName(question),
    ...question,
    vendor: mail?.vendor ?? null,
    subject: mail?.subject ?? '',
    sent: mail?.sent ?? null,
    permalink: mail?.permalink ?? null,
    notice: placed?.told.notice ?? null,
  }
}

const oneQuestion = async (store: Store, name: string): Promise<OpenQuestion> => {
  const found = await findQuestions(store, name)
  if (found.length > 1) throw new CommandError(`"${name}" fits ${found.length} questions; give more of its digits.`)
  if (found[0] === undefined) {
    throw new CommandError(`No open question is called "${name}". "maintcal review list" shows them all.`)
  }
  return found[0]
}

/** Red: the work begins within two days; yellow: within a week. The first two lines are the head. */
const coloured = (text: string, questions: readonly { readonly urgentAt: string | null }[], now: Date): string =>
  text
    .split('\n')
    .map((line, n) => {
      const start = questions[n - 2]?.urgentAt ?? null
      const days = start === null ? Number.NaN : (Date.parse(start) - now.getTime()) / 86_400_000
      if (n === 0) return `\u001b[1m${line}\u001b[0m`
      return days >= 0 && days < 7 ? `\u001b[${days < 2 ? 31 : 33}m${line}\u001b[0m` : line
    })
    .join('\n')

const list = (shell: Shell, options: Common): Promise<void> =>
  withStore(shell, async (store) => {
    const questions: Awaited<ReturnType<typeof described>>[] = []
    for (const question of await store.review.open()) questions.push(await described(store, question))
    if (options.json === true) return shell.out(`${JSON.stringify(questions)}\n`)
    if (questions.length === 0) return shell.out('No open questions.\n')
    const rows = questions.map(({ name, urgentAt, vendor, subject, reasons }) => [
      name,
      when(urgentAt),
      vendor ?? '–',
      subject,
      reasons.join(' '),
    ])
    const text = table(['Question', 'Work (UTC)', 'Vendor', 'Mail', 'Why'], rows, [10, 20, 16, 48, 160])
    return shell.out(shell.outTerminal ? coloured(text, questions, shell.now()) : text)
  })

const show = (shell: Shell, name: string, options: Common): Promise<void> =>
  withStore(shell, async (store) => {
    const question = await described(store, await oneQuestion(store, name))
    if (options.json === true) return shell.out(`${JSON.stringify(question)}\n`)
    const { notice } = question
    const lines = [
      `${question.name}  ${question.vendor ?? '–'}  ${when(question.sent)} UTC`,
      plain(question.subject),
      ...(question.permalink === null ? [] : [question.permalink]),
      ...question.reasons.map((reason) => `  ? ${plain(reason)}`),
      ...(notice === null
        ? []
        : [
            `  ${plain(notice.maintenanceId ?? '(no id)')}  ${notice.status}  ${notice.kind}  ${plain(notice.summary ?? '')}`,
            ...notice.windows.map(({ start, end }) => `  ${when(start)} – ${when(end)} UTC`),
            ...notice.circuits.map(({ id }) => `  ${plain(id)}`),
          ]),
      `Answer with: maintcal review approve|edit|link|ignore ${question.name}`,
    ]
    return shell.out(`${lines.join('\n')}\n`)
  })

const give = (
  shell: Shell,
  name: string,
  options: Common,
  verdictFor: (store: Store, question: OpenQuestion) => Promise<Verdict>,
): Promise<void> =>
  withStore(shell, async (store) => {
    const question = await oneQuestion(store, name)
    const verdict = await verdictFor(store, question)
    const unfit = unfitting(question, verdict)
    if (unfit !== null) throw new CommandError(unfit)
    const by = options.by ?? userInfo().username
    const ruling = await answer(store, question, { verdict, by, at: shell.now().toISOString() })
    if (options.json === true) await shell.out(`${JSON.stringify(ruling)}\n`)
  })

const oneOf = <T extends string>(what: string, choices: readonly T[], given: string): T => {
  const found = choices.find((choice) => choice.toLowerCase() === given.toLowerCase())
  if (found === undefined) throw new CommandError(`${what} "${given}" is none of ${choices.join(', ')}.`, 2)
  return found
}

const instant = (text: string): string => {
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  if (!zoned || Number.isNaN(Date.parse(text))) {
    throw new CommandError(`"${text}" is not an instant with its zone. Example: 2026-01-06T05:00Z`, 2)
  }
  return new Date(text).toISOString().replace('.000Z', 'Z')
}

const windowOf = (text: string): Notice['windows'][number] => {
  const [start = '', end, more] = text.split('/')
  if (more !== undefined)
    throw new CommandError(`"${text}" is not START/END. Example: 2026-01-06T05:00Z/2026-01-06T11:00Z`, 2)
  const window = { start: instant(start), end: end === undefined ? null : instant(end) }
  if (window.end !== null && window.end <= window.start) throw new CommandError(`"${text}" ends before it starts.`, 2)
  return window
}

interface EditOptions extends Common {
  readonly id?: string
  readonly status?: string
  readonly kind?: string
  readonly impact?: string
  readonly summary?: string
  readonly location?: string
  readonly window?: readonly string[]
  readonly circuit?: readonly string[]
}

const editOf = (options: EditOptions): Extract<Verdict, { type: 'edit' }> => {
  const notice = {
    ...(options.id === undefined ? {} : { maintenanceId: options.id }),
    ...(options.status === undefined ? {} : { status: oneOf('Status', statuses, options.status) }),
    ...(options.kind === undefined ? {} : { kind: oneOf('Kind', kinds, options.kind) }),
    ...(options.impact === undefined ? {} : { impact: oneOf('Impact', impacts, options.impact) }),
    ...(options.summary === undefined ? {} : { summary: options.summary }),
    ...(options.location === undefined ? {} : { location: options.location }),
    ...(options.window === undefined ? {} : { windows: options.window.map(windowOf) }),
    ...(options.circuit === undefined ? {} : { circuits: options.circuit.map((id) => ({ id, impact: null })) }),
  }
  if (Object.keys(notice).length === 0)
    throw new CommandError('Nothing to edit was given. Example: --window 2026-01-06T05:00Z/2026-01-06T11:00Z', 2)
  return { type: 'edit', notice }
}

const linkTo = async (store: Store, question: OpenQuestion, name: string): Promise<Verdict> => {
  const vendor = (await store.belief.told(question.told))?.told.vendor ?? ''
  const maintenance = await findMaintenance(store, vendor, name)
  if (maintenance === null)
    throw new CommandError(`No work of this vendor is called "${name}". "maintcal events" lists them.`)
  return { type: 'link', maintenance }
}

const more = () => import('./review-more.ts')

/** `maintcal review …` */
export const define = (command: Command, shell: Shell): void => {
  const sub = (name: string, summary: string): Command =>
    command.command(name).description(summary).exitOverride().option('--json', 'print JSON')
  const answering = (name: string, summary: string): Command =>
    sub(name, summary)
      .argument('<question>', 'its name in the list')
      .option('--by <person>', 'who answers (default: you)')

  sub('list', 'all open questions, the soonest work first').action((options: Common) => list(shell, options))
  sub('show', 'one question with all that is known')
    .argument('<question>', 'its name in the list')
    .action((name: string, options: Common) => show(shell, name, options))
  answering('approve', 'what was read is right').action((name: string, options: Common) =>
    give(shell, name, options, async () => ({ type: 'approve' })),
  )
  answering('edit', 'what was read is right but for these fields')
    .option('--id <id>', "the vendor's id of the work")
    .option('--status <status>', statuses.join(', '))
    .option('--kind <kind>', kinds.join(', '))
    .option('--impact <impact>', impacts.join(', '))
    .option('--summary <text>')
    .option('--location <text>')
    .option('--window <start/end...>', 'in UTC: 2026-01-06T05:00Z/2026-01-06T11:00Z')
    .option('--circuit <id...>')
    .action((name: string, options: EditOptions) => give(shell, name, options, async () => editOf(options)))
  answering('link', 'it speaks of this other work')
    .argument('<work>', "the vendor's id of the work, or ours")
    .action((name: string, work: string, options: Common) =>
      give(shell, name, options, (store, question) => linkTo(store, question, work)),
    )
  sub('undo', 'take the last answer to a question back, or a rule')
    .argument('<question>', 'its name, or the key of the answer or rule')
    .option('--by <person>', 'who undoes it (default: you)')
    .action(async (name: string, options: Common) => (await more()).undoAnswer(shell, name, options))
  sub('rules', 'what was decided for all later mails of a sender').action(async (options: Common) =>
    (await more()).listRules(shell, options),
  )
  sub('export', 'the mail without what is private, and your reading of it')
    .argument('<question>', 'its name, also after it was answered')
    .option('--fixture <dir>', 'the folder to write NAME.eml and NAME.json to')
    .action(async (name: string, options: Common & { readonly fixture?: string }) =>
      (await more()).exportFixture(shell, name, options),
    )
  answering('ignore', 'it says nothing that matters')
    .option('--why <text>', 'for those who come later', 'answered with ignore')
    .action((name: string, options: Common & { readonly why: string }) =>
      give(shell, name, options, async () => ({ type: 'ignore', why: options.why })),
    )
}

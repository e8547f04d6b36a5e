import type { Decided } from '../steps/read-mails.ts'
import type { PlannedWrite } from '../steps/settle-calendar.ts'
import type { Outcome } from '../sync.ts'
import { counted, plain, table, when } from './table.ts'

/** What was decided of each mail, and why. */
export const decisionsTable = (decided: readonly Decided[]): string =>
  table(
    ['Sent (UTC)', 'Vendor', 'Work', 'Decision', 'Why'],
    decided.map(({ sent, vendor, maintenanceId, subject, decision, reason }) => [
      when(sent),
      vendor ?? '–',
      maintenanceId ?? `“${subject}”`,
      decision,
      reason,
    ]),
    [20, 16, 28, 12, 140],
  )

const change = ({ field, from, to }: PlannedWrite['changes'][number]): string =>
  `    ${field}: ${plain(from) || '(nothing)'} → ${plain(to) || '(nothing)'}`

/** `+` insert, `~` change with old → new per field, `-` cancel. */
export const planText = (plan: readonly PlannedWrite[]): string =>
  plan
    .flatMap(({ sign, where, title, changes }) => [
      `${sign} ${where} ${plain(title)}`,
      ...(sign === '~' ? changes.map(change) : []),
    ])
    .map((line) => `${line}\n`)
    .join('')

/** A run in one line, for people. */
export const summaryLine = ({ summary }: Outcome): string => {
  const { mails, calendar, tasks, review } = summary
  return [
    `${counted(mails.new, 'new mail')}.`,
    `Calendar: ${calendar.inserted} inserted, ${calendar.updated} updated, ${calendar.unchanged} unchanged, ${calendar.kept} left as a person made them, ${calendar.failed} failed.`,
    `Tasks: ${tasks.created} created, ${tasks.updated} updated, ${tasks.reopened} reopened, ${tasks.failed} failed.`,
    `${counted(review, 'open question')}.`,
  ].join(' ')
}

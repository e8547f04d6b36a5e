import type { Signature } from '../alerts/alert.ts'
import type { Resigned } from '../alerts/resign.ts'
import { counted, table } from './table.ts'

const WIDEST = 60

/** A signature within a column: its hash, at its end, tells it from others, so a long unit is cut in the middle. */
const short = (signature: Signature): string => {
  if (signature.length <= WIDEST) return signature
  const tail = signature.slice(signature.lastIndexOf('|'))
  return `${signature.slice(0, WIDEST - 1 - tail.length)}…${tail}`
}

/** More names are told by --json. */
const MOST_RENAMED = 20

type Row = readonly [change: string, alerts: string, task: string, from: string, to: string]

const rowsOf = ({ split, merged, renamed, tasks, adoptions }: Resigned): Row[] => {
  const adopted = new Map(adoptions.map(({ signature, group }) => [signature, group]))
  const task = (group: Signature): string => (tasks.has(group) ? `T${tasks.get(group)}` : '')
  const keeps = (from: Signature, to: Signature): string => (from === to || adopted.get(to) === from ? task(from) : '')
  const first = (i: number, text: string): string => (i === 0 ? text : '')
  return [
    ...split.flatMap(({ from, into }) =>
      into.map(
        ({ group, alerts }, i): Row => [
          first(i, 'split'),
          String(alerts),
          keeps(from, group),
          first(i, short(from)),
          short(group),
        ],
      ),
    ),
    ...merged.flatMap(({ into, from }) =>
      from.map(
        ({ group, alerts }, i): Row => [
          first(i, 'merged'),
          String(alerts),
          task(group),
          short(group),
          first(i, short(into)),
        ],
      ),
    ),
    ...renamed
      .slice(0, MOST_RENAMED)
      .map(({ from, to, alerts }): Row => ['renamed', String(alerts), keeps(from, to), short(from), short(to)]),
  ]
}

const parts = ({ split, merged, renamed, gained, lost }: Resigned): string =>
  [
    `${counted(split.length, 'group')} split`,
    `${merged.length} merged`,
    `${renamed.length} renamed`,
    ...(gained > 0 ? [`${counted(gained, 'alert')} new`] : []),
    ...(lost > 0 ? [`${counted(lost, 'alert')} gone`] : []),
  ].join(', ')

/** What the present rules make of root@ mail, for people; '' when there is none. */
export const resignedText = (resigned: Resigned): string => {
  const { mails, differing, renamed } = resigned
  if (mails === 0) return ''
  if (differing === 0) return `root@: ${counted(mails, 'mail')} signed alike.\n`
  const rows = rowsOf(resigned)
  const more = renamed.length - MOST_RENAMED
  return [
    `root@: ${differing} of ${counted(mails, 'mail')} would be signed otherwise: ${parts(resigned)}.\n`,
    rows.length > 0 ? table(['change', 'alerts', 'task', 'from', 'to'], rows, [8, 8, 10, WIDEST, WIDEST]) : '',
    more > 0 ? `… and ${more} renamed; --json tells all.\n` : '',
  ].join('')
}

/** The same as one line of JSON; '' when nothing differs. */
export const resignedJson = (resigned: Resigned): string => {
  const { tasks: _, ...told } = resigned
  return resigned.differing === 0 ? '' : `${JSON.stringify({ pile: 'root', ...told })}\n`
}

import type { Signature } from '../alerts/alert.ts'
import type { AlertGroup } from '../alerts/group.ts'
import { factsFor, overviewOf, sinceFirstSeen, windowStart } from '../alerts/overview.ts'
import { isRecurrent, trendOf } from '../alerts/recurrence.ts'
import { markerOf } from '../alerts/task.ts'
import type { Store } from '../store/store.ts'
import { CommandError, type Shell } from './shell.ts'
import { counted, plain, table } from './table.ts'

const BARS = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** The five weeks as bars, the present one last: `·▁▂█▄`. */
export const bars = (weeks: readonly number[]): string => {
  const most = Math.max(1, ...weeks)
  return weeks.map((n) => BARS[n === 0 ? 0 : Math.max(1, Math.round((n / most) * 8))]).join('')
}

/** The store that the configuration names, closed when `work` is done. */
export const withStore = async <T>(shell: Shell, work: (store: Store) => Promise<T>): Promise<T> => {
  const [config, { openStore }] = [await shell.config(), await import('../store/open.ts')]
  const store = openStore(config.MAINTCAL_DB)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const tomorrow = (now: Date): string => new Date(now.getTime() + 86_400_000).toISOString()

export interface Listed {
  readonly group: AlertGroup
  readonly id: string
  readonly recurrent: boolean
  readonly task: number | null
  readonly mutedUntil: string | null
}

/** All groups of the window with what people and the tracker made of them. */
export const listed = async (store: Store, now: Date): Promise<readonly Listed[]> => {
  const { alerts } = store
  const seen = await alerts.occurrences(windowStart(now), tomorrow(now))
  const overview = overviewOf(seen, await alerts.aliases(), now)
  const groups = sinceFirstSeen(overview.groups, await alerts.spans())
  const tasks = new Map((await alerts.tasks()).map((m) => [m.group, m.task?.id ?? null]))
  const mutes = await alerts.mutes()
  return groups.map((group) => ({
    group,
    id: markerOf(group.id),
    recurrent: isRecurrent(group.occurrences, now),
    task: [group.id, ...group.signatures].map((s) => tasks.get(s)).find((t) => t != null) ?? null,
    mutedUntil: mutes.get(group.id) ?? null,
  }))
}

/** The one group whose id or signature begins with `given`. @throws CommandError */
export const oneGroup = (groups: readonly Listed[], given: string): Listed => {
  const found = groups.filter(
    ({ id, group }) => id.startsWith(given) || group.id === given || group.signatures.includes(given),
  )
  const [only] = found
  if (only === undefined)
    throw new CommandError(`No group of the last ten weeks is called ${given}. See \`maintcal alerts list --all\`.`)
  if (found.length > 1) throw new CommandError(`${given} fits ${found.length} groups; give more letters of the id.`)
  return only
}

const namesOf = (groups: readonly Listed[]): Signature[] =>
  groups.flatMap(({ group }) => [group.id, ...group.signatures])

/** `alerts list [--all] [--json]` */
export const listGroups = (shell: Shell, options: { readonly json?: boolean; readonly all?: boolean }): Promise<void> =>
  withStore(shell, async (store) => {
    const all = await listed(store, shell.now())
    const shown = options.all === true ? all : all.filter((l) => l.recurrent || l.task !== null)
    const facts = await store.alerts.facts([...new Set(namesOf(shown))])
    const rows = shown.map((l) => ({ ...l, facts: factsFor(l.group, facts) }))
    if (options.json === true) {
      const list = rows.map(({ id, group, facts: f, recurrent, task, mutedUntil }) => ({
        id,
        signature: group.id,
        signatures: group.signatures,
        kind: f.kind,
        unit: f.unit,
        evidence: f.evidence,
        count: group.occurrences.length,
        hosts: group.hosts,
        weeks: group.weeks,
        trend: trendOf(group),
        first: group.first,
        last: group.last,
        recurrent,
        task: task === null ? null : `T${task}`,
        mutedUntil,
      }))
      await shell.out(`${JSON.stringify(list)}\n`)
      return
    }
    await shell.out(
      table(
        ['id', '5 weeks', 'mails', 'hosts', 'last', 'task', 'kind', 'unit', 'says'],
        rows.map(({ id, group, facts: f, task, mutedUntil }) => [
          id,
          `${bars(group.weeks)} ${trendOf(group)}`,
          String(group.occurrences.length),
          String(group.hosts.length),
          group.last.slice(0, 10),
          mutedUntil === null ? (task === null ? '–' : `T${task}`) : `muted to ${mutedUntil.slice(0, 10)}`,
          f.kind,
          f.unit,
          f.evidence[0] ?? '',
        ]),
        [17, 14, 7, 6, 10, 20, 20, 36, 90],
      ),
    )
    const hidden = all.length - shown.length
    if (hidden > 0) await shell.out(`Not shown: ${counted(hidden, 'group')} without recurrence; --all shows all.\n`)
  })

/** `alerts show ID` */
export const showGroup = (shell: Shell, given: string): Promise<void> =>
  withStore(shell, async (store) => {
    const { group, id, recurrent, task, mutedUntil } = oneGroup(await listed(store, shell.now()), given)
    const facts = factsFor(group, await store.alerts.facts([group.id, ...group.signatures]))
    const hosts = group.hosts.slice(0, 30).map(({ host, count }) => `${plain(host)} ${count}`)
    const lines = [
      `${id}  ${plain(facts.kind)}  ${plain(facts.unit)}`,
      `  ${counted(group.occurrences.length, 'mail')} from ${counted(group.hosts.length, 'host')}, ${group.first.slice(0, 10)} to ${group.last.slice(0, 10)}; ${bars(group.weeks)} ${trendOf(group)}; ${recurrent ? 'recurs' : 'does not recur'}`,
      `  task: ${task === null ? 'none' : `T${task}`}${mutedUntil === null ? '' : `, muted until ${mutedUntil.slice(0, 10)}`}`,
      `  hosts: ${hosts.join(', ')}`,
      ...group.signatures.map((s) => `  signature: ${plain(s)}`),
      ...facts.evidence.map((e) => `  says: ${plain(e)}`),
      '',
      ...facts.example.split('\n').map((l) => `  | ${plain(l)}`),
    ]
    await shell.out(`${lines.join('\n')}\n`)
  })

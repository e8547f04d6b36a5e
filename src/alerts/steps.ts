import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Config, ConfigError } from '../config.ts'
import { packageRoot } from '../paths.ts'
import type { PlannedWrite } from '../steps/settle-calendar.ts'
import type { AlertSteps } from '../steps/settle-tasks.ts'
import type { Store, TaskProposal } from '../store/store.ts'
import { carryOut } from './carry-out.ts'
import { type Candidate, CONVERGE, type ConvergeRules, converge, type TaskAction, type TaskMemory } from './converge.ts'
import { NO_INVENTORY, type Site } from './input.ts'
import { candidatesOf, overviewOf, sinceFirstSeen, windowStart } from './overview.ts'
import { type OwnerRule, readOwners } from './owners.ts'
import { phabricator } from './phabricator.ts'
import { isRecurrent } from './recurrence.ts'
import { take } from './take.ts'
import { taskTitle } from './task.ts'
import type { Tracker } from './tracker.ts'

const PAGE = 200
const DAY = 86_400_000

export interface AlertStepOptions {
  readonly store: Store
  /** null: nothing is configured; alerts are grouped all the same. */
  readonly tracker: Tracker | null
  readonly mode: 'auto' | 'propose' | 'off'
  readonly site: Site
  /** Read when a task is made. */
  readonly owners: () => readonly OwnerRule[]
  readonly rules: ConvergeRules
}

const proposalOf = (action: TaskAction): TaskProposal[] => {
  switch (action.what) {
    case 'create':
    case 'wait': {
      const { group, facts } = action.candidate
      return [
        { group: group.id, what: action.what === 'create' ? 'propose' : 'wait', title: taskTitle(facts), taskId: null },
      ]
    }
    case 'match': {
      const { group, facts } = action.candidate
      return [{ group: group.id, what: 'match', title: taskTitle(facts), taskId: action.task.id }]
    }
    default:
      return []
  }
}

const planned = (action: TaskAction): PlannedWrite[] => {
  switch (action.what) {
    case 'create':
      return [{ sign: '+', title: taskTitle(action.candidate.facts), where: 'new task', changes: [] }]
    case 'reopen':
      return [change(action, 'status', action.task.status, 'open')]
    case 'silence':
      return [change(action, 'comment', '', 'proposes closing')]
    case 'figures':
      return [change(action, 'figures', '', 'renewed')]
    default:
      return []
  }
}

const change = (
  action: Extract<TaskAction, { what: 'reopen' | 'silence' | 'figures' }>,
  field: string,
  from: string,
  to: string,
): PlannedWrite => ({
  sign: '~',
  title: action.task.title,
  where: `T${action.task.id}`,
  changes: [{ field, from, to }],
})

/** Whether the tracker must be asked at all: a run with nothing new should not cost a connection. */
const isDue = (
  candidates: readonly Candidate[],
  memories: readonly TaskMemory[],
  mutes: ReadonlyMap<string, string>,
  now: Date,
  rules: ConvergeRules,
): boolean => {
  const known = new Map(memories.map((m) => [m.group, m]))
  return candidates.some(({ group }) => {
    const memory = [group.id, ...group.signatures].map((s) => known.get(s)).find((m) => m?.task != null)
    if (memory === undefined)
      return !((mutes.get(group.id) ?? '') > now.toISOString()) && isRecurrent(group.occurrences, now, rules)
    return memory.figuresAt === null || now.getTime() - Date.parse(memory.figuresAt) >= rules.figuresEveryDays * DAY
  })
}

const nothing = { counts: { created: 0, updated: 0, reopened: 0, failed: 0 }, plan: [], failures: [] }

/** The two steps of root@ mail in a run: reading it into groups, and bringing the tracker to what is wanted. */
export const alertSteps = (options: AlertStepOptions): AlertSteps => {
  const { store, tracker, mode, site, rules } = options
  let taken = 0
  return {
    recognise: async ({ at, signal }) => {
      let after = 0
      for (;;) {
        const page = await store.mails.pending('root', after, PAGE)
        for (const stored of page) {
          if (signal.aborted) return taken
          taken += await take(store, stored, site, at)
          after = stored.id
        }
        if (page.length === 0) return taken
      }
    },

    settle: async ({ now, dryRun, signal }) => {
      if (tracker === null || mode === 'off') return nothing
      const { alerts } = store
      const [aliases, mutes, memories] = [await alerts.aliases(), await alerts.mutes(), await alerts.tasks()]
      const seen = await alerts.occurrences(windowStart(now), new Date(now.getTime() + DAY).toISOString())
      const overview = overviewOf(seen, aliases, now, rules)
      const groups = sinceFirstSeen(overview.groups, await alerts.spans())
      const candidates = candidatesOf(
        groups,
        await alerts.facts([...new Set(groups.flatMap((g) => [g.id, ...g.signatures]))]),
      )
      if (taken === 0 && !isDue(candidates, memories, mutes, now, rules)) return nothing
      if (candidates.length === 0) return nothing
      const tasks = await tracker.subtasks()
      const actions = converge({ candidates, memories, tasks, mutes, now }, rules)
      const held = mode === 'propose' ? actions : actions.filter((a) => a.what !== 'create')
      await alerts.propose(held.flatMap(proposalOf), now.toISOString())
      if (dryRun || mode === 'propose') return { ...nothing, plan: dryRun ? actions.flatMap(planned) : [] }
      const done = await carryOut(actions, {
        tracker,
        memories: alerts,
        known: memories,
        owners: options.owners(),
        now,
        signal,
      })
      return { ...done, plan: actions.flatMap(planned) }
    },
  }
}

const ownersFrom = (path: string): readonly OwnerRule[] => {
  try {
    return readOwners(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConfigError([`OWNERS_FILE: ${error instanceof Error ? error.message : String(error)}`])
  }
}

/** The tracker that the configuration names; null when none is. */
export const trackerFor = (config: Config): Tracker | null => {
  const { PHABRICATOR_URL: url, PHABRICATOR_TOKEN: token } = config
  if (url === undefined || token === undefined) return null
  return phabricator({
    url: String(url),
    token: token.reveal(),
    parent: config.PHABRICATOR_PARENT,
    projects: config.PHABRICATOR_PROJECTS,
    fetch,
    timeoutMs: 30_000,
    pause: (ms) => pause(ms),
  })
}

/** The steps as the configuration wants them. */
export const alertStepsFor = (config: Config, run: { readonly store: Store }): AlertSteps =>
  alertSteps({
    store: run.store,
    tracker: trackerFor(config),
    mode: config.SUBTASKS,
    site: NO_INVENTORY,
    owners: () => ownersFrom(config.OWNERS_FILE ?? join(packageRoot(), 'data', 'owners.csv')),
    rules: CONVERGE,
  })

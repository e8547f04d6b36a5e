import type { TaskAction, TaskMemory } from './converge.ts'
import type { OwnerRule } from './owners.ts'
import { ownerOf } from './owners.ts'
import { inline } from './remarkup.ts'
import { markerIn, markerOf, reopenComment, silenceComment, taskDescription, taskTitle, withFigures } from './task.ts'
import { type TrackedTask, type Tracker, TrackerError } from './tracker.ts'

/** The memory of tasks that `carryOut` needs; the store has it. */
export interface TaskMemories {
  saveTask(memory: TaskMemory): Promise<void>
}

export interface Counts {
  created: number
  updated: number
  reopened: number
  failed: number
}

export interface CarryOutOptions {
  readonly tracker: Tracker
  readonly memories: TaskMemories
  readonly known: readonly TaskMemory[]
  readonly owners: readonly OwnerRule[]
  readonly now: Date
  readonly signal: AbortSignal
}

const refOf = ({ id, key }: TrackedTask): { id: number; key: string } => ({ id, key })

const fresh = (group: string): TaskMemory => ({ group, task: null, figuresAt: null, silenceTold: null })

/**
 * Makes one task so that it exists once: the wish is noted before, and when the answer is lost the parent's sub-tasks are
 * listed again and the marker is looked for. Never repeats a create.
 */
const create = async (
  action: Extract<TaskAction, { what: 'create' }>,
  options: CarryOutOptions,
): Promise<{ id: number; key: string }> => {
  const { tracker, owners, now } = options
  const { group, facts } = action.candidate
  const owner = ownerOf(owners, { kind: facts.kind, unit: facts.unit, hosts: group.hosts })
  try {
    return await tracker.create({
      title: taskTitle(facts),
      description: taskDescription(facts, group, owner, now),
    })
  } catch (error) {
    if (!(error instanceof TrackerError) || error.failure !== 'lost') throw error
    const found = await marked(tracker, markerOf(group.id))
    if (found === null) throw error
    return found
  }
}

const marked = async (tracker: Tracker, marker: string): Promise<TrackedTask | null> =>
  (await tracker.subtasks()).find((t) => markerIn(t.description)?.group === marker) ?? null

const one = async (action: TaskAction, options: CarryOutOptions, counts: Counts): Promise<void> => {
  const { tracker, memories, now } = options
  const at = now.toISOString()
  const memoryOf = (group: string): TaskMemory => options.known.find((m) => m.group === group) ?? fresh(group)
  switch (action.what) {
    case 'create': {
      const { id } = action.candidate.group
      await memories.saveTask(fresh(id))
      const task = await create(action, options)
      await memories.saveTask({ ...fresh(id), task: { id: task.id, key: task.key }, figuresAt: at })
      counts.created += 1
      return
    }
    case 'adopt':
      await memories.saveTask({ ...memoryOf(action.group), task: { id: action.task.id, key: action.task.key } })
      return
    case 'figures': {
      // Read again just before writing: a person may have edited the description since the list was had.
      const standing = await tracker.task(action.task.key)
      const text = standing === null ? null : withFigures(standing.description, action.candidate.group, now)
      if (text !== null) {
        await tracker.describe(action.task.key, text)
        counts.updated += 1
      }
      await memories.saveTask({ ...memoryOf(action.candidate.group.id), task: refOf(action.task), figuresAt: at })
      return
    }
    case 'reopen':
      await tracker.reopen(action.task.key, reopenComment(action.candidate.group, action.since))
      await memories.saveTask({ ...memoryOf(action.candidate.group.id), task: refOf(action.task), silenceTold: null })
      counts.reopened += 1
      return
    case 'silence': {
      const { group } = action.candidate
      // Noted before: a proposal that is told twice is worse than one that is lost.
      await memories.saveTask({ ...memoryOf(group.id), task: refOf(action.task), silenceTold: group.last })
      await tracker.comment(action.task.key, silenceComment(group, 4))
      counts.updated += 1
      return
    }
    case 'looked':
      await memories.saveTask({ ...memoryOf(action.group), task: refOf(action.task), figuresAt: at })
      return
    case 'wait':
    case 'match':
      return
  }
}

const nameOf = (action: TaskAction): string =>
  action.what === 'adopt' || action.what === 'looked'
    ? action.group
    : inline(`${action.candidate.facts.kind} ${action.candidate.facts.unit}`)

/**
 * Carries actions out, one after another. What fails is told and keeps no other from its turn, unless the tracker cannot
 * be used at all.
 */
export const carryOut = async (
  actions: readonly TaskAction[],
  options: CarryOutOptions,
): Promise<{ readonly counts: Counts; readonly failures: readonly string[] }> => {
  const counts: Counts = { created: 0, updated: 0, reopened: 0, failed: 0 }
  const failures: string[] = []
  for (const action of actions) {
    if (options.signal.aborted) break
    try {
      await one(action, options, counts)
    } catch (error) {
      if (!(error instanceof TrackerError)) throw error
      counts.failed += 1
      failures.push(
        `The task for ${nameOf(action)} was not brought up to date: ${error.message} The next run tries again.`,
      )
      if (error.failure === 'configuration' || error.failure === 'unreachable') break
    }
  }
  return { counts, failures }
}

import type { Signature } from './alert.ts'
import type { AlertGroup } from './group.ts'
import { isRecurrent, RECURRENCE, type RecurrenceRules } from './recurrence.ts'
import { type GroupFacts, markerIn, markerOf } from './task.ts'
import type { TrackedTask } from './tracker.ts'

/** What is remembered of the task of one group. */
export interface TaskMemory {
  readonly group: Signature
  /** null: it is being made; whether it was, the tracker's list tells. */
  readonly task: { readonly id: number; readonly key: string } | null
  /** When the task was last looked after: figures written, or found closed. */
  readonly figuresAt: string | null
  /** The last occurrence before the silence in which closing was proposed. */
  readonly silenceTold: string | null
}

export interface Candidate {
  readonly group: AlertGroup
  readonly facts: GroupFacts
}

export interface ConvergeRules extends RecurrenceRules {
  readonly newTasksPerRun: number
  readonly silentDays: number
  readonly figuresEveryDays: number
  /** A closed trouble is back when it was seen this often, on this many days, after the closing. */
  readonly backOccurrences: number
  readonly backDays: number
}

export const CONVERGE: ConvergeRules = {
  ...RECURRENCE,
  newTasksPerRun: 3,
  silentDays: 28,
  figuresEveryDays: 7,
  backOccurrences: 2,
  backDays: 2,
}

export interface ConvergeInput {
  readonly candidates: readonly Candidate[]
  readonly memories: readonly TaskMemory[]
  /** All sub-tasks of the parent. */
  readonly tasks: readonly TrackedTask[]
  /** Groups that a person muted, until the day given. */
  readonly mutes: ReadonlyMap<Signature, string>
  readonly now: Date
}

export type TaskAction =
  | { readonly what: 'create'; readonly candidate: Candidate }
  /** A task with this group's marker stands there, and we did not know. */
  | { readonly what: 'adopt'; readonly group: Signature; readonly task: TrackedTask }
  | { readonly what: 'figures'; readonly candidate: Candidate; readonly task: TrackedTask }
  | { readonly what: 'reopen'; readonly candidate: Candidate; readonly task: TrackedTask; readonly since: string }
  | { readonly what: 'silence'; readonly candidate: Candidate; readonly task: TrackedTask }
  /** Nothing is to be done for a closed task; it is looked at again when its mails go on, or in a week. */
  | { readonly what: 'looked'; readonly group: Signature; readonly task: TrackedTask }
  /** Wanted, but this run has made enough. */
  | { readonly what: 'wait'; readonly candidate: Candidate }
  /** A person's task seems to be about this: proposed, not taken. */
  | { readonly what: 'match'; readonly candidate: Candidate; readonly task: TrackedTask }

const DAY = 86_400_000
const daysBetween = (from: string, to: Date): number => (to.getTime() - Date.parse(from)) / DAY

const WORD = /[\p{L}\d][\p{L}\d_.-]{2,60}/gu
const wordsOf = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(WORD) ?? []).map((w) => w.replace(/[._-]{1,8}$/, '')))

/** A person's open task that names the unit and most of the words of the evidence. */
const humanMatch = (candidate: Candidate, tasks: readonly TrackedTask[]): TrackedTask | null => {
  const { facts } = candidate
  const unit = [...wordsOf(facts.unit)].filter((w) => w.length >= 4)
  const said = [...wordsOf(facts.evidence.join(' ').replace(/<\w{1,12}>/g, ' '))]
  return (
    tasks.find((task) => {
      if (task.closed || markerIn(task.description) !== null) return false
      const title = wordsOf(task.title)
      const all = wordsOf(`${task.title}\n${task.description.slice(0, 20_000)}`)
      const names = unit.length > 0 && unit.every((w) => all.has(w)) && unit.some((w) => title.has(w))
      return names && said.filter((w) => all.has(w)).length >= said.length * 0.6
    }) ?? null
  )
}

/** Only what people call mended is opened again; declined, invalid, duplicate are their answer. */
const MENDED = new Set(['resolved', 'closed', 'fixed'])

const isBack = (group: AlertGroup, since: string, rules: ConvergeRules): boolean => {
  const back = group.occurrences.filter((o) => o.at > since)
  return back.length >= rules.backOccurrences && new Set(back.map((o) => o.at.slice(0, 10))).size >= rules.backDays
}

const onStanding = (
  candidate: Candidate,
  task: TrackedTask,
  memory: TaskMemory | undefined,
  now: Date,
  rules: ConvergeRules,
): TaskAction | null => {
  const { group } = candidate
  const due = memory?.figuresAt == null || daysBetween(memory.figuresAt, now) >= rules.figuresEveryDays
  if (task.closed) {
    const since = task.closedAt
    return since !== null && MENDED.has(task.status) && isBack(group, since, rules)
      ? { what: 'reopen', candidate, task, since }
      : due
        ? { what: 'looked', group: group.id, task }
        : null
  }
  if (daysBetween(group.last, now) >= rules.silentDays) {
    return memory?.silenceTold === group.last ? null : { what: 'silence', candidate, task }
  }
  return due ? { what: 'figures', candidate, task } : null
}

interface Standing {
  /** By marker; of several with one marker the oldest is the task, the others are duplicates that people see. */
  readonly byMarker: ReadonlyMap<string, TrackedTask>
  readonly byKey: ReadonlyMap<string, TrackedTask>
}

const standingOf = (tasks: readonly TrackedTask[]): Standing => {
  const byMarker = new Map<string, TrackedTask>()
  for (const task of [...tasks].sort((a, b) => a.id - b.id)) {
    const marker = markerIn(task.description)?.group
    if (marker !== undefined && !byMarker.has(marker)) byMarker.set(marker, task)
  }
  return { byMarker, byKey: new Map(tasks.map((t) => [t.key, t])) }
}

interface Known {
  readonly standing: TrackedTask | undefined
  readonly memory: TaskMemory | undefined
  /** The memory names this very task. */
  readonly remembered: boolean
}

/** The task of a group: by memory, else by the marker of any of its signatures. */
const knownTask = (group: AlertGroup, memories: ReadonlyMap<Signature, TaskMemory>, tasks: Standing): Known => {
  const names = [group.id, ...group.signatures]
  const memory = names.map((s) => memories.get(s)).find((m) => m !== undefined && m.task !== null)
  const byMemory = memory?.task == null ? undefined : tasks.byKey.get(memory.task.key)
  const byMarker = names.map((s) => tasks.byMarker.get(markerOf(s))).find((t) => t !== undefined)
  return { standing: byMemory ?? byMarker, memory, remembered: byMemory !== undefined }
}

const forStanding = (
  candidate: Candidate,
  { standing, memory, remembered }: Known,
  muted: boolean,
  now: Date,
  rules: ConvergeRules,
): TaskAction[] => {
  if (standing === undefined) return []
  const action = muted ? null : onStanding(candidate, standing, memory, now, rules)
  return [
    ...(remembered ? [] : [{ what: 'adopt', group: candidate.group.id, task: standing } as const]),
    ...(action === null ? [] : [action]),
  ]
}

/**
 * What is to be done so that each recurring trouble has one sub-task. Pure: the shell carries it out in this order.
 * Titles, priorities, owners and a person's words are in no action, so they cannot be overwritten.
 */
export const converge = (input: ConvergeInput, rules: ConvergeRules = CONVERGE): TaskAction[] => {
  const { now } = input
  const tasks = standingOf(input.tasks)
  const memories = new Map(input.memories.map((m) => [m.group, m]))
  let made = 0
  const forNew = (candidate: Candidate): TaskAction => {
    const human = humanMatch(candidate, input.tasks)
    if (human !== null) return { what: 'match', candidate, task: human }
    made += 1
    return { what: made <= rules.newTasksPerRun ? 'create' : 'wait', candidate }
  }
  return input.candidates.flatMap((candidate) => {
    const { group } = candidate
    const muted = (input.mutes.get(group.id) ?? '') > now.toISOString()
    const known = knownTask(group, memories, tasks)
    if (known.standing !== undefined) return forStanding(candidate, known, muted, now, rules)
    // A person took the task out from under the parent, or hid it: that is an answer.
    const answered = known.memory?.task != null
    return answered || muted || !isRecurrent(group.occurrences, now, rules) ? [] : [forNew(candidate)]
  })
}

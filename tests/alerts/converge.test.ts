import { describe, expect, it } from 'vitest'
import { type Candidate, type ConvergeInput, converge, type TaskMemory } from '../../src/alerts/converge.ts'
import { groupsOf, type Occurrence } from '../../src/alerts/group.ts'
import { taskDescription } from '../../src/alerts/task.ts'
import type { TrackedTask } from '../../src/alerts/tracker.ts'

const DAY = 86_400_000
const now = new Date('2026-11-22T12:00:00Z')
const ago = (days: number): string => new Date(now.getTime() - days * DAY).toISOString()
const OFTEN = [1, 2, 3, 4, 5, 6]

const candidateFor = (name: string, daysAgo: readonly number[]): Candidate => {
  const occurrences = daysAgo.map((d): Occurrence => ({ signature: name, host: 'web1', event: null, at: ago(d) }))
  const [group] = groupsOf(occurrences, new Map(), now)
  if (group === undefined) throw new Error('no group')
  return {
    group,
    facts: { kind: 'cron', unit: `job-${name}`, evidence: [`error: ${name} cannot lock database`], example: '' },
  }
}
const taskFor = (candidate: Candidate, more: Partial<TrackedTask> = {}): TrackedTask => ({
  id: 7,
  key: 'PHID-TASK-7',
  title: 'x',
  description: taskDescription(candidate.facts, candidate.group, null, now),
  status: 'open',
  closed: false,
  closedAt: null,
  ...more,
})
const memoryFor = (candidate: Candidate, more: Partial<TaskMemory> = {}): TaskMemory => ({
  group: candidate.group.id,
  task: { id: 7, key: 'PHID-TASK-7' },
  figuresAt: ago(1),
  silenceTold: null,
  ...more,
})
const whatOf = (input: Partial<ConvergeInput>): string[] =>
  converge({ candidates: [], memories: [], tasks: [], mutes: new Map(), now, ...input }).map((a) => a.what)

describe('a task is made for a recurring trouble', () => {
  const a = candidateFor('alpha', OFTEN)

  it('once', () => {
    expect(whatOf({ candidates: [a] })).toEqual(['create'])
    expect(whatOf({ candidates: [a], tasks: [taskFor(a)], memories: [memoryFor(a)] })).toEqual([])
  })

  it('not when it does not recur', () => {
    expect(whatOf({ candidates: [candidateFor('alpha', [1, 2])] })).toEqual([])
  })

  it('not while it is muted', () => {
    expect(whatOf({ candidates: [a], mutes: new Map([['alpha', ago(-5)]]) })).toEqual([])
    expect(whatOf({ candidates: [a], mutes: new Map([['alpha', ago(5)]]) })).toEqual(['create'])
  })

  it('at most three a run; the rest waits', () => {
    const all = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].map((n) => candidateFor(n, OFTEN))
    expect(whatOf({ candidates: all })).toEqual(['create', 'create', 'create', 'wait', 'wait'])
  })

  it('not when a create of the run before arrived after all: the marker tells', () => {
    expect(whatOf({ candidates: [a], tasks: [taskFor(a)] })).toEqual(['adopt', 'figures'])
    const unsure = memoryFor(a, { task: null, figuresAt: null })
    expect(whatOf({ candidates: [a], tasks: [taskFor(a)], memories: [unsure] })).toEqual(['adopt', 'figures'])
    expect(whatOf({ candidates: [a], memories: [unsure] })).toEqual(['create'])
  })

  it('not again when a person took it from under the parent', () => {
    expect(whatOf({ candidates: [a], memories: [memoryFor(a)] })).toEqual([])
  })

  it('not when a person merged the trouble into one that has a task', () => {
    const b = candidateFor('beta', OFTEN)
    const merged: Candidate = { ...b, group: { ...b.group, signatures: ['alpha', 'beta'] } }
    expect(whatOf({ candidates: [merged], tasks: [taskFor(a)] })).toEqual(['adopt', 'figures'])
  })

  it('takes the oldest of several tasks with one marker', () => {
    const actions = converge({
      candidates: [a],
      memories: [],
      tasks: [taskFor(a, { id: 9, key: 'k9' }), taskFor(a, { id: 8, key: 'k8' })],
      mutes: new Map(),
      now,
    })
    expect(actions[0]).toMatchObject({ what: 'adopt', task: { id: 8 } })
  })
})

describe("a person's task is proposed, not taken", () => {
  const a = candidateFor('alpha', OFTEN)
  const human = taskFor(a, {
    title: 'job-alpha mails all day',
    description: 'It says: error: alpha cannot lock database',
  })

  it('when it names the unit and most of what is said', () => {
    expect(whatOf({ candidates: [a], tasks: [human] })).toEqual(['match'])
  })

  it.each([
    ['it is closed', { ...human, closed: true }],
    ['it names another unit', { ...human, title: 'job-beta mails', description: 'error: cannot lock database' }],
    ['it is about another error', { ...human, description: 'permission denied for the user' }],
  ])('and a task is made when %s', (_name, task) => {
    expect(whatOf({ candidates: [a], tasks: [task] })).toEqual(['create'])
  })
})

describe('a standing task', () => {
  const a = candidateFor('alpha', OFTEN)

  it('gets new figures at most weekly', () => {
    const run = (days: number) =>
      whatOf({ candidates: [a], tasks: [taskFor(a)], memories: [memoryFor(a, { figuresAt: ago(days) })] })
    expect(run(6)).toEqual([])
    expect(run(7)).toEqual(['figures'])
  })

  it('is proposed for closing after four silent weeks, once', () => {
    const quiet = candidateFor('alpha', [30, 31, 32])
    const run = (silenceTold: string | null) =>
      whatOf({ candidates: [quiet], tasks: [taskFor(quiet)], memories: [memoryFor(quiet, { silenceTold })] })
    expect(run(null)).toEqual(['silence'])
    expect(run(quiet.group.last)).toEqual([])
    expect(run(ago(40))).toEqual(['silence'])
  })

  it.each([
    ['resolved and back on two days', 'resolved', ago(3), ['reopen']],
    ['resolved and not back', 'resolved', ago(0), []],
    ['resolved with one straggler', 'resolved', ago(1.5), []],
    ['declined, whatever comes', 'declined', ago(20), []],
    ['a duplicate, whatever comes', 'duplicate', ago(20), []],
  ])('%s', (_name, status, closedAt, expected) => {
    const task = taskFor(a, { status, closed: true, closedAt })
    expect(whatOf({ candidates: [a], tasks: [task], memories: [memoryFor(a)] })).toEqual(expected)
  })

  it('is left alone while its group is muted', () => {
    const task = taskFor(a, { status: 'resolved', closed: true, closedAt: ago(5) })
    const mutes = new Map([['alpha', ago(-5)]])
    expect(whatOf({ candidates: [a], tasks: [task], memories: [memoryFor(a)], mutes })).toEqual([])
  })
})

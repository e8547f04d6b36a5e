import type { Step } from '../calendar/converge.ts'
import { idOfGeneration } from '../calendar/google/shape.ts'
import type { CalendarTarget, DesiredEvent, PresentEvent, WriteResult } from '../calendar/target.ts'
import type { WrittenEvent } from '../calendar/written.ts'
import type { Store } from '../store/store.ts'

/** One write that a run makes, or with `--dry-run` would make. */
export interface PlannedWrite {
  readonly sign: '+' | '~' | '-'
  readonly title: string
  /** `2026-01-06`, or a task's name. */
  readonly where: string
  readonly changes: readonly { readonly field: string; readonly from: string; readonly to: string }[]
}

/** What became of one step. */
export interface Done {
  readonly did: 'inserted' | 'updated' | 'removed' | 'kept' | 'unchanged' | 'nothing' | 'failed'
  readonly planned: PlannedWrite | null
  /** In words for cron's mail. */
  readonly failure: string | null
  /** The calendar turned out to be different: this is what stands there (null: nothing). */
  readonly present?: { readonly id: string; readonly event: PresentEvent | null }
  /** Plan again, with `present`. */
  readonly again: boolean
  /** The calendar takes nothing more in this run. */
  readonly stop: boolean
}

export interface Writing {
  readonly store: Store
  readonly target: CalendarTarget
  readonly dryRun: boolean
  readonly at: string
}

type Write = Extract<Step, { do: 'insert' | 'update' | 'adopt' | 'remove' }>
type Refusal = Extract<WriteResult, { ok: false }>

const isWrite = (step: Step): step is Write => ['insert', 'update', 'adopt', 'remove'].includes(step.do)

const done = (given: Partial<Done> & Pick<Done, 'did'>): Done => ({
  planned: null,
  failure: null,
  again: false,
  stop: false,
  ...given,
})

const plannedOf = (step: Write): PlannedWrite => {
  if (step.do === 'remove') return { sign: '-', title: step.summary, where: step.start, changes: [] }
  const { summary: title, start: where } = step.event
  if (step.do === 'insert') return { sign: '+', title, where, changes: [] }
  const callsOff = step.changes.some(({ field, to }) => field === 'status' && to === 'cancelled')
  return {
    sign: callsOff ? '-' : '~',
    title,
    where,
    changes: step.changes.map(({ field, from, to }) => ({ field, from: from ?? '', to: to ?? '' })),
  }
}

const asWritten = (event: DesiredEvent): WriteResult => ({ ok: true, event: { ...event, etag: null, deleted: false } })

/** What a write would answer if it were made. */
const imagined = (step: Write): WriteResult =>
  step.do === 'remove' ? { ok: true, event: { ...emptied(step), deleted: true } } : asWritten(step.event)

const emptied = (step: Extract<Write, { do: 'remove' }>): PresentEvent => ({
  id: step.id,
  maintenance: step.record.maintenance,
  summary: step.summary,
  description: '',
  location: null,
  start: step.start,
  end: step.start,
  link: null,
  colorId: null,
  status: 'cancelled',
  etag: null,
  deleted: true,
})

/** The id of an event that was removed can be taken for good: then the event comes back under the next one. */
const insertAnew = async (
  { target, store }: Writing,
  step: Extract<Write, { do: 'insert' }>,
): Promise<{ result: WriteResult; record: WrittenEvent }> => {
  const result = await target.insert(step.event)
  if (result.ok || !step.revive) return { result, record: step.record }
  if (result.reason === 'exists' && result.present !== null) {
    return { result: await target.update(step.event, result.present.etag), record: step.record }
  }
  if (result.reason !== 'gone') return { result, record: step.record }
  const generation = step.record.generation + 1
  const id = idOfGeneration(step.event.id, generation)
  const next = await target.insert({ ...step.event, id })
  if (next.ok) await store.calendar.forget(target.name, step.event.id)
  return { result: next, record: { ...step.record, id, generation } }
}

const perform = async (writing: Writing, step: Write): Promise<{ result: WriteResult; record: WrittenEvent }> => {
  const { target, dryRun } = writing
  const { record } = step
  if (dryRun) return { result: imagined(step), record }
  if (step.do === 'insert') return insertAnew(writing, step)
  if (step.do === 'remove') return { result: await target.remove(step.id, step.etag), record }
  return { result: await target.update(step.event, step.etag), record }
}

const remember = (writing: Writing, record: WrittenEvent, failure: string | null) =>
  writing.store.calendar.save(writing.target.name, { ...record, failure }, writing.at)

const idOf = (step: Write): string => (step.do === 'remove' ? step.id : step.event.id)

const failed = async (writing: Writing, step: Write, message: string, stop: boolean): Promise<Done> => {
  const { store, target } = writing
  const known = await store.calendar.event(target.name, idOf(step))
  await remember(writing, known ?? { ...step.record, written: null, etag: null }, message)
  return done({ did: 'failed', failure: message, stop })
}

/** An event that is not there any more, as the calendar would show it if it still knew it. */
const vanished = async ({ store, target }: Writing, id: string): Promise<PresentEvent | null> => {
  const memory = await store.calendar.event(target.name, id)
  if (memory === null || memory.written === null) return null
  return { ...memory.written, id, maintenance: memory.maintenance, etag: null, deleted: true }
}

const refused = async (writing: Writing, step: Write, result: Refusal): Promise<Done> => {
  if (result.reason === 'failed' || result.reason === 'stop') {
    return failed(writing, step, result.message, result.reason === 'stop')
  }
  if (step.do === 'remove' && result.reason === 'gone') {
    await remember(writing, step.record, null)
    return done({ did: 'removed', planned: plannedOf(step) })
  }
  const id = idOf(step)
  const there = 'present' in result ? result.present : null
  const event = there ?? (result.reason === 'gone' ? await vanished(writing, id) : null)
  return done({ did: 'nothing', present: { id, event }, again: true })
}

const did = { insert: 'inserted', update: 'updated', adopt: 'updated', remove: 'removed' } as const

const write = async (writing: Writing, step: Write): Promise<Done> => {
  const { result, record } = await perform(writing, step)
  if (!result.ok) return refused(writing, step, result)
  await remember(writing, { ...record, etag: result.event.etag }, null)
  return done({ did: did[step.do], planned: plannedOf(step) })
}

const lookAt = async (writing: Writing, id: string): Promise<Done> => {
  const event = (await writing.target.get(id)) ?? (await vanished(writing, id))
  return done({ did: 'nothing', present: { id, event }, again: true })
}

/** Does one step and remembers what stands in the calendar after it, before the next one begins. */
export const carryOut = async (writing: Writing, step: Step): Promise<Done> => {
  try {
    if (step.do === 'look') return await lookAt(writing, step.id)
    if (isWrite(step)) return await write(writing, step)
    const known = await writing.store.calendar.event(writing.target.name, step.record.id)
    const record = { ...step.record, failure: null }
    if (JSON.stringify(known) !== JSON.stringify(record)) await remember(writing, record, null)
    return done({ did: step.do === 'keep' ? 'kept' : 'unchanged' })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'CalendarError') throw error
    return done({ did: 'failed', failure: error.message })
  }
}

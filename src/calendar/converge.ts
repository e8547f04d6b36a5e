import { bodyOf } from './body.ts'
import { conflictKey } from './conflicts.ts'
import { type Field, type FieldChange, hasPersonsWords, merge } from './merge.ts'
import type { Situation, Step } from './step.ts'
import type { DesiredEvent, EventBody, PresentEvent } from './target.ts'
import { firstId, isOwnId, type WrittenEvent } from './written.ts'

export { conflictQuestions } from './conflicts.ts'
export type { FieldChange, Situation, Step } from './step.ts'

/**
 * The difference between what is wanted and what stands there, as steps; applying them and planning again gives `unchanged`
 * and `keep` only. A person's change owns its field from then on, a deletion is a veto, the text below the marker line is theirs.
 */
export const plan = (situation: Situation): readonly Step[] => {
  const homes = assign(situation)
  const wanted = situation.desired.map((event) => forDesired(event, homes.get(event.id) ?? null, situation))
  // What is to be read first must still be there when it is planned again.
  const looked = new Set(wanted.flatMap((step) => (step.do === 'look' ? [step.id] : [])))
  const leftovers = situation.written
    .filter((w) => w.state === 'standing' && !keepsPlace(w, homes) && !looked.has(w.id))
    .map((w) => forLeftover(w, inherited(w, homes), situation))
  return [...wanted, ...leftovers]
}

/** The memory that a desired event goes on from: its own, an adopted one, or that of an event whose work got another name. */
interface Home {
  readonly memory: WrittenEvent
  /** The desired event stands under its own id; the old one goes. */
  readonly inherits: boolean
}

const keepsPlace = (w: WrittenEvent, homes: ReadonlyMap<string, Home>): boolean =>
  [...homes.values()].some((h) => h.memory.id === w.id && !h.inherits)
const inherited = (w: WrittenEvent, homes: ReadonlyMap<string, Home>): boolean =>
  [...homes.values()].some((h) => h.memory.id === w.id && h.inherits)

const assign = ({ desired, written }: Situation): ReadonlyMap<string, Home> => {
  const homes = new Map<string, Home>()
  const free = new Map(written.map((w) => [w.id, w]))
  const newest = new Map([...written].sort((a, b) => a.generation - b.generation).map((w) => [firstId(w.id), w]))
  for (const event of desired) {
    const memory = newest.get(event.id)
    if (memory === undefined) continue
    homes.set(event.id, { memory, inherits: false })
    free.delete(memory.id)
  }
  const rounds: readonly ((event: DesiredEvent, w: WrittenEvent) => boolean)[] = [
    (event, w) => !isOwnId(w.id) && w.maintenance === event.maintenance && sameDays(event, w.written),
    (event, w) => !isOwnId(w.id) && w.maintenance === event.maintenance,
    (event, w) => w.maintenance !== event.maintenance && sameDays(event, w.written),
  ]
  for (const fits of rounds) {
    for (const event of desired) {
      if (homes.has(event.id)) continue
      const memory = [...free.values()].find((w) => fits(event, w))
      if (memory === undefined) continue
      homes.set(event.id, { memory, inherits: isOwnId(memory.id) })
      free.delete(memory.id)
    }
  }
  return homes
}

const sameDays = (event: EventBody, written: EventBody | null): boolean =>
  written !== null && written.start === event.start && written.end === event.end

const remember = (event: DesiredEvent, given: Partial<WrittenEvent>): WrittenEvent => ({
  id: event.id,
  maintenance: event.maintenance,
  written: bodyOf(event),
  etag: null,
  generation: 0,
  owned: [],
  state: 'standing',
  ...given,
})

const insertion = (event: DesiredEvent, reason: string, given: Partial<WrittenEvent> = {}, revive = false): Step => ({
  do: 'insert',
  event,
  revive,
  reason,
  record: remember(event, given),
})

const forDesired = (event: DesiredEvent, home: Home | null, situation: Situation): Step => {
  if (home?.inherits === true) return heir(event, home.memory, situation)
  const memory = home?.memory ?? null
  if (memory === null || memory.written === null) return forNew(event, situation)
  if (memory.state === 'vetoed') return vetoed(event, memory, 'A person deleted it: it stays deleted.')
  if (memory.state === 'removed')
    return insertion(event, 'It is wanted again.', { generation: memory.generation }, true)
  const present = situation.present.get(memory.id)
  if (present?.deleted === true) return vetoed(event, memory, 'A person deleted it in the calendar: it stays deleted.')
  if (present === undefined && situation.complete) {
    const { id, generation } = memory
    return insertion({ ...event, id }, 'It is missing in the calendar.', { generation })
  }
  return forStanding(event, { ...memory, written: memory.written }, present ?? null, situation)
}

const forNew = (event: DesiredEvent, { present, adoptable }: Situation): Step => {
  const there = present.get(event.id)
  // A run that ended between writing and remembering left it there.
  if (there !== undefined && !there.deleted) {
    const merged = merge(event, bodyOf(there), there, [])
    return settle(event, event.id, merged, there.etag, 0, 'It stands there already, written by an earlier run.')
  }
  if (there?.deleted === true) {
    const memory = remember(event, { etag: there.etag, state: 'vetoed' })
    return vetoed(event, memory, 'It was deleted in the calendar before: it stays deleted.')
  }
  const handMade = adoptable?.get(event.id)
  return handMade === undefined ? insertion(event, 'It is new.') : adoption(event, handMade)
}

const vetoed = (event: DesiredEvent, memory: WrittenEvent, reason: string): Step => ({
  do: 'keep',
  id: memory.id,
  summary: event.summary,
  conflicts: memory.written === null ? [] : vetoConflicts(event, memory.written),
  reason,
  record: { ...memory, state: 'vetoed' },
})

/** Who deletes an event has judged the dates it had; the vendor moving or cancelling the work after that is news. */
const vetoConflicts = (event: EventBody, written: EventBody): readonly FieldChange[] =>
  (['start', 'end', 'status'] as const)
    .filter((field) => event[field] !== written[field])
    .map((field) => ({ field, from: written[field], to: event[field] }))

const forStanding = (
  event: DesiredEvent,
  memory: WrittenEvent & { readonly written: EventBody },
  present: PresentEvent | null,
  { release }: Situation,
): Step => {
  const owned = memory.owned.filter((f) => release?.has(conflictKey(memory.id, f, event[f])) !== true)
  const released = memory.owned.some((f) => !owned.includes(f))
  if (present === null && (owned.length > 0 || released)) {
    const quiet = !released && owned.every((f) => event[f] === memory.written[f])
    if (!quiet || merge(event, memory.written, memory.written, owned).changes.length > 0)
      return { do: 'look', id: memory.id }
  }
  const there = present ?? memory.written
  const base =
    released && present !== null ? { ...memory.written, ...pickFields(present, memory.owned, owned) } : memory.written
  const merged = merge(event, base, there, owned)
  return settle(event, memory.id, merged, present?.etag ?? memory.etag, memory.generation, 'The vendor changed it.')
}

/** Fields given back to the vendor count as written by us with the person's value, or they would be the person's again. */
const pickFields = (present: EventBody, before: readonly Field[], now: readonly Field[]): Partial<EventBody> =>
  Object.fromEntries(before.filter((f) => !now.includes(f)).map((f) => [f, present[f]]))

const settle = (
  event: DesiredEvent,
  id: string,
  merged: ReturnType<typeof merge>,
  etag: string | null,
  generation: number,
  reason: string,
): Step => {
  const { changes, conflicts, owned } = merged
  const record = remember(event, { id, written: merged.written, etag, generation, owned })
  if (changes.length > 0)
    return { do: 'update', event: { ...event, ...merged.body, id }, etag, changes, conflicts, reason, record }
  const kept = owned.length > 0
  return {
    do: kept ? 'keep' : 'unchanged',
    id,
    summary: merged.body.summary,
    conflicts,
    reason: kept ? `A person changed ${owned.join(', ')}.` : 'Nothing changed.',
    record,
  }
}

/** A hand-made event of the same work becomes the work's event; what its author wrote stays the author's. */
const adoption = (event: DesiredEvent, present: PresentEvent): Step => {
  const theirs: EventBody = {
    ...bodyOf(present),
    location: present.location ?? event.location,
    link: present.link ?? event.link,
    colorId: present.colorId ?? event.colorId,
    status: event.status,
  }
  const merged = merge(event, event, theirs, [])
  const changes = (['location', 'colorId', 'status'] as const)
    .filter((field) => present[field] !== theirs[field])
    .map((field) => ({ field, from: present[field], to: theirs[field] }))
  // Other days than the vendor's are asked at once, for they may be those before a reschedule.
  const days = merged.owned.includes('start') ? { start: present.start, end: present.end } : {}
  const written = { ...merged.written, ...days }
  return {
    do: 'adopt',
    event: { ...event, ...merged.body, id: present.id },
    etag: present.etag,
    changes,
    conflicts: merge(event, written, theirs, merged.owned).conflicts,
    reason: 'A person had made an event of this work by hand.',
    record: remember(event, { id: present.id, written, etag: present.etag, owned: merged.owned }),
  }
}

/** The work got another name (an older mail with a former id came late): what people did to its event goes with it. */
const heir = (event: DesiredEvent, old: WrittenEvent, situation: Situation): Step => {
  const there = situation.present.get(old.id)
  if (old.state === 'vetoed' || (old.state === 'standing' && there?.deleted === true))
    return vetoed(
      event,
      remember(event, { state: 'vetoed' }),
      'A person deleted the event of this work: it stays deleted.',
    )
  if (old.state === 'removed' || old.written === null) return forNew(event, situation)
  if (there === undefined && old.owned.length > 0 && !situation.complete) return { do: 'look', id: old.id }
  const merged = merge(event, old.written, there ?? old.written, old.owned)
  const written = { owned: merged.owned, written: merged.written }
  const reason = 'It replaces the event under the former name of the work.'
  const own = situation.present.get(event.id)
  if (own === undefined || own.deleted) return insertion({ ...event, ...merged.body }, reason, written)
  // A run that ended between writing and remembering left it there.
  const again = merge(merged.body, bodyOf(own), own, [])
  return settle(event, event.id, { ...again, ...written, conflicts: merged.conflicts }, own.etag, 0, reason)
}

const forLeftover = (memory: WrittenEvent, inherited: boolean, situation: Situation): Step => {
  const present = situation.present.get(memory.id)
  const there = present ?? memory.written
  const base = { id: memory.id, summary: there?.summary ?? '', etag: present?.etag ?? memory.etag }
  if (present?.deleted === true) {
    const record: WrittenEvent = { ...memory, state: 'vetoed' }
    return { do: 'keep', ...base, conflicts: [], reason: 'A person deleted it, and it is not wanted any more.', record }
  }
  const gone = there === null || (present === undefined && situation.complete)
  const changed = present !== undefined && memory.written !== null
  const owned = changed ? merge(memory.written, memory.written, present, memory.owned).owned : memory.owned
  if (!gone && !inherited && (hasPersonsWords(there, owned) || !isOwnId(memory.id)))
    return markOff(memory, there, owned, present?.etag ?? memory.etag)
  const reason = inherited ? 'Its work has another name now.' : 'No window of the work is on these days any more.'
  return { do: 'remove', ...base, start: there?.start ?? '', reason, record: { ...memory, state: 'removed' } }
}

/** An event that is not wanted any more but holds a person's words is marked, not deleted. */
const markOff = (memory: WrittenEvent, there: EventBody, owned: readonly Field[], etag: string | null): Step => {
  const off: EventBody = {
    ...bodyOf(there),
    summary: there.summary.startsWith('CANCELLED:') ? there.summary : `CANCELLED: ${there.summary}`,
    colorId: '8',
    status: 'cancelled',
  }
  const changes = (['summary', 'colorId', 'status'] as const)
    .filter((field) => off[field] !== there[field])
    .map((field) => ({ field, from: there[field], to: off[field] }))
  const reason =
    'No window of the work is on these days any more; a person wrote into the event, so it is marked and stays.'
  const record: WrittenEvent = { ...memory, written: off, owned, etag }
  if (changes.length === 0) return { do: 'keep', id: memory.id, summary: off.summary, conflicts: [], reason, record }
  const event = { ...off, id: memory.id, maintenance: memory.maintenance }
  return { do: 'update', event, etag, changes, conflicts: [], reason, record }
}

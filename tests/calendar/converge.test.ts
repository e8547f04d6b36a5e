import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAdoptions, indexHandMade } from '../../src/calendar/adopt.ts'
import { conflictQuestions, plan, type Situation, type Step } from '../../src/calendar/converge.ts'
import { marker } from '../../src/calendar/describe.ts'
import type { DesiredEvent, EventBody, PresentEvent } from '../../src/calendar/target.ts'
import type { WrittenEvent } from '../../src/calendar/written.ts'
import type { Told } from '../../src/maintenance/maintenance.ts'
import { at, believe, believeAll, eventsOf, laterNight, night, tell } from '../maintenance/telling.ts'

/** A calendar and our memory of it, as the shell keeps them. */
interface World {
  readonly present: ReadonlyMap<string, PresentEvent>
  readonly written: ReadonlyMap<string, WrittenEvent>
}

const empty: World = { present: new Map(), written: new Map() }
const writes = new Set(['insert', 'update', 'adopt', 'remove'])

const present = (event: DesiredEvent, etag: string): PresentEvent => ({
  id: event.id,
  maintenance: event.maintenance,
  summary: event.summary,
  description: event.description,
  location: event.location,
  start: event.start,
  end: event.end,
  link: event.link,
  colorId: event.colorId,
  status: event.status,
  etag,
  deleted: false,
})

let etags = 0
const apply = (world: World, steps: readonly Step[]): World => {
  const there = new Map(world.present)
  const memory = new Map(world.written)
  for (const step of steps) {
    if (step.do === 'look') continue
    if (step.do === 'insert' || step.do === 'update' || step.do === 'adopt')
      there.set(step.event.id, present(step.event, `e${++etags}`))
    const old = there.get(step.record.id)
    if (step.do === 'remove' && old !== undefined) there.set(old.id, { ...old, deleted: true })
    memory.set(step.record.id, { ...step.record, etag: there.get(step.record.id)?.etag ?? null })
  }
  return { present: there, written: memory }
}

const situation = (world: World, desired: readonly DesiredEvent[], more: Partial<Situation> = {}): Situation => ({
  desired,
  written: [...world.written.values()],
  present: world.present,
  complete: true,
  ...more,
})

const run = (world: World, desired: readonly DesiredEvent[], more: Partial<Situation> = {}) => {
  const steps = plan(situation(world, desired, more))
  return { steps, world: apply(world, steps) }
}

const edit = (world: World, id: string, change: Partial<PresentEvent>): World => {
  const old = world.present.get(id)
  if (old === undefined) throw new Error(`no event ${id}`)
  return { ...world, present: new Map(world.present).set(id, { ...old, ...change, etag: `p${++etags}` }) }
}

const standing = (world: World): readonly PresentEvent[] => [...world.present.values()].filter((e) => !e.deleted)
const eventsFor = (tolds: readonly Told[]) => believeAll(tolds).flatMap(eventsOf)
const one = <T>(list: readonly T[]): T => {
  const [only] = list
  if (only === undefined || list.length > 1) throw new Error(`${list.length}, not one`)
  return only
}

const first = eventsFor([tell(1)])
const moved = eventsFor([tell(1), tell(2, { kind: 'reschedule', windows: [laterNight] })])
const id = one(first).id
const set = run(empty, first).world

describe('What is wanted and not there', () => {
  it('is inserted, and then there is nothing to do', () => {
    const { steps, world } = run(empty, first)
    expect(steps.map((s) => s.do)).toEqual(['insert'])
    expect(run(world, first).steps.map((s) => s.do)).toEqual(['unchanged'])
  })

  it('is found again when the run ended between writing and remembering', () => {
    const forgotten = { ...set, written: new Map() }
    expect(run(forgotten, first).steps.map((s) => s.do)).toEqual(['unchanged'])
    expect(run(forgotten, moved).steps.map((s) => s.do)).toEqual(['update'])
  })

  it('is written again when it is missing in a whole listing', () => {
    expect(run({ ...set, present: new Map() }, first).steps.map((s) => s.do)).toEqual(['insert'])
  })

  it('stands as written when the listing holds changes only', () => {
    const steps = plan(situation({ ...set, present: new Map() }, first, { complete: false }))
    expect(steps.map((s) => s.do)).toEqual(['unchanged'])
  })
})

describe('An event that had to be made again under another id', () => {
  it('goes on as the same event', () => {
    const next = `${id}g1`
    const memory = [...set.written.values()].map((w) => ({ ...w, id: next, generation: 1 }))
    const there = [...set.present.values()].map((e) => ({ ...e, id: next }))
    const again: World = {
      written: new Map(memory.map((w) => [w.id, w])),
      present: new Map(there.map((e) => [e.id, e])),
    }
    expect(run(again, first).steps.map((s) => s.do)).toEqual(['unchanged'])
    expect(standing(run(again, moved).world).map((e) => [e.id, e.start])).toEqual([[next, '2026-01-21']])
    expect(run(again, []).steps.map((s) => s.do)).toEqual(['remove'])
  })
})

describe('A change by the vendor', () => {
  it('updates the same event, and tells old and new of each field', () => {
    const { steps, world } = run(set, moved)
    const step = one(steps)
    if (step.do !== 'update') throw new Error(step.do)
    expect(step.changes.filter((c) => c.field === 'start')).toEqual([
      { field: 'start', from: '2026-01-16', to: '2026-01-21' },
    ])
    expect(step.etag).toBe(set.present.get(id)?.etag)
    expect(standing(world).map((e) => [e.id, e.start])).toEqual([[id, '2026-01-21']])
  })

  it('takes away the event of a night that is not worked on any more', () => {
    const two = eventsFor([tell(1, { windows: [night, laterNight] })])
    const one = eventsFor([tell(1, { windows: [night, laterNight] }), tell(2, { kind: 'update', windows: [night] })])
    const { steps, world } = run(run(empty, two).world, one)
    expect(steps.map((s) => s.do).sort()).toEqual(['remove', 'update'])
    expect(standing(world).map((e) => e.start)).toEqual(['2026-01-16'])
    expect(run(world, one).steps.filter((s) => writes.has(s.do))).toEqual([])
    expect(standing(run(world, two).world).map((e) => e.start)).toEqual(['2026-01-16', '2026-01-21'])
  })
})

describe('A person’s change', () => {
  it.each([
    ['summary', { summary: 'Ours: fibre work' }],
    ['description', { description: 'All mine' }],
    ['location', { location: 'Row A' }],
    ['colorId', { colorId: '1' }],
    ['start', { start: '2026-01-15' }],
  ] as readonly [keyof EventBody, Partial<PresentEvent>][])(
    'of %s stays, in this run and all later ones',
    (field, change) => {
      const theirs = edit(set, id, change)
      const kept = run(theirs, first)
      expect(kept.steps.map((s) => s.do)).toEqual(['keep'])
      const after = run(kept.world, moved)
      expect(one(standing(after.world))[field]).toEqual(change[field])
      expect(run(after.world, moved).steps.filter((s) => writes.has(s.do))).toEqual([])
    },
  )

  it('to what the vendor says takes nothing over', () => {
    const early = edit(set, id, { start: '2026-01-21', end: '2026-01-22' })
    const agreed = run(early, moved).world
    const third = eventsFor([
      tell(1),
      tell(2, { kind: 'reschedule', windows: [laterNight] }),
      tell(3, { kind: 'reschedule', windows: [at('2026-01-29 05:00/11:00')] }),
    ])
    expect(standing(run(agreed, third).world).map((e) => e.start)).toEqual(['2026-01-29'])
  })

  it('of one field leaves the others to the vendor', () => {
    const after = run(edit(set, id, { summary: 'Ours' }), moved).world
    expect(standing(after).map((e) => [e.summary, e.start])).toEqual([['Ours', '2026-01-21']])
  })

  it('becomes a question when the vendor changes the same field later, until both agree', () => {
    const theirs = run(edit(set, id, { start: '2026-01-15', end: '2026-01-17' }), first).world
    const before = run(theirs, first).steps.flatMap((s) => conflictQuestions(s, 'told', null))
    expect(before).toEqual([])
    const { steps, world } = run(theirs, moved)
    const asked = steps.flatMap((s) => conflictQuestions(s, 'told', null))
    expect(asked.map((q) => q.codes)).toEqual([['changed-in-calendar'], ['changed-in-calendar']])
    expect(asked[0]?.reasons[0]).toContain('“2026-01-15”')
    expect(asked[0]?.reasons[0]).toContain('“2026-01-21”')
    const again = run(world, moved).steps.flatMap((s) => conflictQuestions(s, 'told', null))
    expect(again.map((q) => q.key)).toEqual(asked.map((q) => q.key))
    const agreed = edit(world, id, { start: '2026-01-21', end: '2026-01-22' })
    expect(run(agreed, moved).steps.flatMap((s) => conflictQuestions(s, 'told', null))).toEqual([])
  })

  it('is given back to the vendor when a person answers so', () => {
    const theirs = run(edit(set, id, { summary: 'Ours', colorId: '1' }), first).world
    const renamed = eventsFor([tell(1), tell(2, { kind: 'update', summary: 'A whole new cable' })])
    const { steps, world } = run(theirs, renamed)
    const release = new Set(steps.flatMap((s) => conflictQuestions(s, 'told', null)).map((q) => q.key))
    expect(release.size).toBe(1)
    const after = run(world, renamed, { release })
    expect(standing(after.world).map((e) => [e.summary, e.colorId])).toEqual([[one(renamed).summary, '1']])
    expect(run(after.world, renamed).steps.filter((s) => writes.has(s.do))).toEqual([])
  })

  it('needs the event to be read first, when the listing does not hold it', () => {
    const theirs = run(edit(set, id, { summary: 'Ours' }), first).world
    const blind = { ...theirs, present: new Map() }
    expect(plan(situation(blind, moved, { complete: false })).map((s) => s.do)).toEqual(['look'])
    expect(plan(situation(blind, first, { complete: false })).map((s) => s.do)).toEqual(['keep'])
  })

  it('keeps an event that is not wanted any more, marked', () => {
    const theirs = edit(set, id, { description: `${one(first).description}\nCall Ada.` })
    const { world } = run(theirs, [])
    expect(standing(world).map((e) => [e.summary.startsWith('CANCELLED: '), e.colorId])).toEqual([[true, '8']])
    expect(one(standing(world)).description).toContain('Call Ada.')
    expect(run(world, []).steps.filter((s) => writes.has(s.do))).toEqual([])
  })
})

describe('Text below the marker line', () => {
  const note = 'Call Ada <b>before</b> the work & after.'
  it.each([
    ['as plain text', (d: string) => `${d}\n${note}`],
    [
      'as an editor’s HTML',
      (d: string) =>
        `<p>${d.replaceAll('\n', '<br>').replace('https://groups', '<a href="https://groups">https://groups</a><span></span>').replace('<a href="https://groups">https://groups</a>', 'https://groups')}</p><p>${note}</p>`,
    ],
    ['with the dashes as entities', (d: string) => `${d.replaceAll('—', '&mdash;')}<br>${note}`],
  ])('is a person’s, and stays while ours changes: %s', (_, write) => {
    const theirs = edit(set, id, { description: write(one(first).description) })
    const quiet = run(theirs, first)
    expect(quiet.steps.map((s) => s.do)).toEqual(['unchanged'])
    const { description } = one(standing(run(quiet.world, moved).world))
    expect(description.startsWith(one(moved).description)).toBe(true)
    expect(description).toContain(note)
    expect(description.split(marker)).toHaveLength(2)
  })

  it('stays also when the listing does not hold the event', () => {
    const theirs = run(edit(set, id, { description: `${one(first).description}\n${note}` }), first).world
    const steps = plan(situation({ ...theirs, present: new Map() }, moved, { complete: false }))
    const step = one(steps)
    expect(step.do === 'update' && step.event.description.includes(note)).toBe(true)
  })
})

describe('A deleted event', () => {
  const vetoed = edit(set, id, { deleted: true })

  it('stays deleted, whatever the vendor writes', () => {
    const { steps, world } = run(vetoed, first)
    expect(steps.map((s) => [s.do, s.do === 'keep' && s.record.state])).toEqual([['keep', 'vetoed']])
    expect(standing(run(world, moved).world)).toEqual([])
  })

  it('also when our memory of it is lost, or its work gets another name', () => {
    expect(standing(run({ ...vetoed, written: new Map() }, first).world)).toEqual([])
    const renamed = eventsFor([tell(1, { maintenanceId: 'TTN-0000' }), tell(2, { formerIds: ['TTN-0000'] })])
    expect(one(renamed).id).not.toBe(id)
    expect(standing(run(vetoed, renamed).world)).toEqual([])
  })

  it('is told again when the work then moves', () => {
    const asked = run(run(vetoed, first).world, moved).steps.flatMap((s) => conflictQuestions(s, 'told', null))
    expect(asked.map((q) => q.codes[0])).toContain('deleted-in-calendar')
  })
})

describe('A work that gets another name', () => {
  const late = [tell(1, { maintenanceId: 'TTN-0000' }), tell(2), tell(3, { formerIds: ['TTN-0000'] })]
  const renamed = eventsFor(late)
  const before = run(empty, eventsFor(late.slice(1))).world
  const theirs = edit(before, one(standing(before)).id, { summary: 'Ours' })

  it('takes a person’s words along', () => {
    const { steps, world } = run(theirs, renamed)
    expect(steps.map((s) => s.do)).toEqual(['insert', 'remove'])
    expect(standing(world).map((e) => [e.id, e.summary])).toEqual([[one(renamed).id, 'Ours']])
    expect(run(world, renamed).steps.filter((s) => writes.has(s.do))).toEqual([])
  })

  it('takes nothing away before those words are read, when the listing does not hold them', () => {
    const known = run(theirs, eventsFor(late.slice(1))).world
    const old = one(standing(known)).id
    const unseen = { ...known, present: new Map<string, PresentEvent>() }
    expect(run(unseen, renamed, { complete: false }).steps).toEqual([{ do: 'look', id: old }])
    const { world } = run(known, renamed, { complete: false })
    expect(standing(world).map((e) => [e.id, e.summary])).toEqual([[one(renamed).id, 'Ours']])
  })

  it('is found again when the run ended between writing and remembering', () => {
    const [insert] = run(theirs, renamed).steps
    if (insert?.do !== 'insert') throw new Error('no insert')
    const there = new Map(theirs.present).set(insert.event.id, present(insert.event, 'e'))
    const { steps, world } = run({ ...theirs, present: there }, renamed)
    expect(steps.map((s) => s.do)).toEqual(['keep', 'remove'])
    expect(standing(world).map((e) => [e.id, e.summary])).toEqual([[one(renamed).id, 'Ours']])
    expect(run(world, renamed).steps.filter((s) => writes.has(s.do))).toEqual([])
  })
})

describe('Events that people made by hand before', () => {
  const m = believe([tell(1)])
  const hand = (change: Partial<PresentEvent>): PresentEvent => ({
    ...present(one(first), 'h'),
    id: 'handmade0001',
    maintenance: null,
    summary: 'Fibre work',
    description: 'see mail',
    location: null,
    link: null,
    colorId: null,
    ...change,
  })
  const adopt = (events: readonly PresentEvent[]) => findAdoptions(first, m, indexHandMade(events))

  it.each([
    ['the link to the post', { description: `<a href="${m.permalink}">post</a>` }],
    ['the link to the post', { description: `see ${m.permalink} for more` }],
    [
      'the Message-ID',
      { description: 'https://groups.google.com/a/example.com/d/msgid/x/mail-1%40example.net', summary: 'x' },
    ],
    ["the vendor's id", { summary: 'Zayo [TTN-0001] fibre' }],
    ['circuit and day', { description: 'OGYX/000001//ZYO down' }],
  ])('are recognised by %s', (by, change) => {
    expect(adopt([hand(change)]).get(id)).toMatchObject({ found: 'one', by })
  })

  it.each([
    ['a longer id', { summary: 'TTN-00012' }],
    ['the circuit on another day', { description: 'OGYX/000001//ZYO', start: '2026-03-01', end: '2026-03-02' }],
    ['a longer circuit id', { description: 'OGYX/000001//ZYO7' }],
    ['an event of ours', { summary: 'TTN-0001', maintenance: 'x' }],
    ['a deleted one', { summary: 'TTN-0001', deleted: true }],
  ])('are not recognised by %s', (_, change) => expect(adopt([hand(change)]).size).toBe(0))

  it('are left alone where several fit', () => {
    const both = [hand({ summary: 'TTN-0001' }), hand({ summary: 'TTN-0001', id: 'handmade0002' })]
    expect(adopt(both).get(id)).toMatchObject({ found: 'several' })
  })

  it('are taken over, once each, with what their author wrote', () => {
    const mine = hand({ summary: 'Ada’s title TTN-0001' })
    const world: World = { ...empty, present: new Map([[mine.id, mine]]) }
    const { steps, world: after } = run(world, first, { adoptable: new Map([[id, mine]]) })
    expect(steps.map((s) => s.do)).toEqual(['adopt'])
    expect(standing(after).map((e) => [e.id, e.maintenance, e.summary, e.description])).toEqual([
      [mine.id, m.id, mine.summary, mine.description],
    ])
    expect(run(after, first).steps.filter((s) => writes.has(s.do))).toEqual([])
    expect(standing(run(after, moved).world).map((e) => [e.id, e.start, e.summary])).toEqual([
      [mine.id, '2026-01-21', mine.summary],
    ])
  })

  it('on other days than the vendor’s are asked', () => {
    const mine = hand({ summary: 'TTN-0001', start: '2026-01-12', end: '2026-01-13' })
    const world: World = { ...empty, present: new Map([[mine.id, mine]]) }
    const { steps } = run(world, first, { adoptable: new Map([[id, mine]]) })
    expect(steps.flatMap((s) => conflictQuestions(s, 'told', null)).map((q) => q.codes[0])).toEqual([
      'changed-in-calendar',
      'changed-in-calendar',
    ])
  })

  it('stand for one event of a work with several', () => {
    const nights = believe([tell(1, { windows: [night, laterNight] })])
    const mine = hand({ summary: 'TTN-0001', start: '2026-01-21', end: '2026-01-22' })
    const found = findAdoptions(eventsOf(nights), nights, indexHandMade([mine]))
    expect([...found.keys()]).toEqual([eventsOf(nights)[1]?.id])
  })
})

const history = fc
  .array(
    fc.record({
      kind: fc.constantFrom('new', 'reminder', 'reschedule', 'update', 'cancellation', 'completion'),
      windows: fc.subarray([night, laterNight, at('2026-01-17 05:00/11:00'), at('2026-02-01 05:00/11:00')], {
        minLength: 1,
      }),
      summary: fc.constantFrom('A', 'B <x> & y', null),
      id: fc.constantFrom('TTN-1', 'TTN-2'),
      former: fc.constantFrom([], [], ['TTN-2']),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((says) =>
    says.map(({ kind, windows, summary, id, former }, n) =>
      tell(n + 1, {
        kind: kind as Told['notice']['kind'],
        windows,
        summary,
        maintenanceId: id,
        formerIds: former,
        status: kind === 'cancellation' ? 'CANCELLED' : kind === 'completion' ? 'COMPLETED' : 'CONFIRMED',
      }),
    ),
  )

describe('Whatever is told, in however many runs', () => {
  it('ends in the events that are wanted, and a second run writes nothing', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(6), { maxLength: 3 }), (tolds, cuts) => {
        let world = empty
        for (const cut of [...cuts.sort((a, b) => a - b), tolds.length])
          world = run(world, eventsFor(tolds.slice(0, cut))).world
        const desired = eventsFor(tolds)
        expect(run(world, desired).steps.filter((s) => writes.has(s.do))).toEqual([])
        const shape = (e: EventBody & { id: string }) => [
          e.id,
          e.summary,
          e.start,
          e.end,
          e.description,
          e.colorId,
          e.status,
        ]
        expect(standing(world).map(shape).sort()).toEqual(desired.map(shape).sort())
      }),
      { numRuns: 500 },
    )
  })

  it('leaves a person’s title, note and deletions as they are', () => {
    const act = fc.constantFrom('title', 'note', 'delete')
    fc.assert(
      fc.property(history, fc.nat(5), act, (tolds, cut, what) => {
        const before = run(empty, eventsFor(tolds.slice(0, 1 + (cut % tolds.length)))).world
        const target = standing(before)[0]
        if (target === undefined) return
        const changes: Readonly<Record<typeof what, Partial<PresentEvent>>> = {
          title: { summary: 'Ada’s title' },
          note: { description: `${target.description}\nAda’s note` },
          delete: { deleted: true },
        }
        let world = edit(before, target.id, changes[what])
        for (const end of [cut, tolds.length]) world = run(world, eventsFor(tolds.slice(0, end))).world
        const texts = standing(world)
          .map((e) => `${e.summary} ${e.description}`)
          .join(' ')
        if (what === 'delete') expect(standing(world).map((e) => e.id)).not.toContain(target.id)
        else expect(texts).toContain(what === 'title' ? 'Ada’s title' : 'Ada’s note')
        const { steps } = run(world, eventsFor(tolds))
        expect(steps.filter((s) => writes.has(s.do))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

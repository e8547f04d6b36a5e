/** What people do meanwhile: in the calendar and in the tasks, the same in every world. */
import type { Event } from '../support/year-calendar.ts'
import type { Closing, RootYear } from './root-year.ts'
import type { World } from './world.ts'

export interface People {
  /** Deeds of this moment. */
  act(now: Date, roll: () => number): void
  /** Closings that were carried out, and when. */
  closings(): readonly Closing[]
  /** Events (by id) whose title a person wrote, and those that a person deleted. */
  titled(): ReadonlySet<string>
  deleted(): ReadonlySet<string>
  /** How many edits stand in this world as they were made; what does not. */
  kept(world: World): { readonly kept: number; readonly lost: readonly string[] }
}

type Deed = (event: Event, now: Date) => Readonly<Record<string, unknown>>

const deeds: readonly Deed[] = [
  (_, now) => ({ location: `Sam's room, ${now.toISOString().slice(0, 10)}` }),
  (_, now) => ({ location: `Sam's room, ${now.toISOString().slice(0, 10)}` }),
  ({ description }) => ({ description: `${String(description)}\nSam: called the office, they know.` }),
  ({ summary }) => ({ summary: `${String(summary)} (Sam watches)` }),
  () => ({ status: 'cancelled' }),
]

const stands = (event: Event | undefined, field: string, value: unknown): boolean =>
  field === 'description'
    ? String(event?.description).includes('Sam: called the office, they know.')
    : event?.[field] === value

export const makePeople = (worlds: readonly World[], { closings: planned }: RootYear): People => {
  const edits = new Map<string, Readonly<Record<string, unknown>>>()
  const done: Closing[] = []

  const edit = (now: Date, roll: () => number): void => {
    const [first, ...others] = worlds.map(
      ({ google }) => new Map(google.events().map((event) => [String(event.id), event])),
    )
    const there = [...(first?.values() ?? [])]
      .filter(({ id, status }) => status !== 'cancelled' && !edits.has(String(id)))
      .filter(({ id }) => others.every((events) => events.get(String(id))?.status !== 'cancelled'))
      .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
    const event = there[Math.floor(roll() * there.length)]
    const deed = deeds[Math.floor(roll() * deeds.length)]
    if (event === undefined || deed === undefined) return
    const patch = deed(event, now)
    edits.set(String(event.id), patch)
    for (const { google } of worlds) google.edit(String(event.id), patch)
  }

  const close = (now: Date): void => {
    for (const { unit, at, status } of planned) {
      if (at > now || done.some((one) => one.unit === unit)) continue
      const tasks = worlds.map(({ conduit }) => conduit.tasks.find(({ title }) => title.includes(`cron: ${unit}:`)))
      if (tasks.some((task) => task === undefined)) continue
      done.push({ unit, at: now, status })
      for (const task of tasks)
        if (task !== undefined) Object.assign(task, { status, dateClosed: Math.floor(now.getTime() / 1000) })
    }
  }

  const having = (field: string, value?: unknown): ReadonlySet<string> =>
    new Set(
      [...edits].flatMap(([id, patch]) => (field in patch && (value ?? patch[field]) === patch[field] ? [id] : [])),
    )

  return {
    act: (now, roll) => {
      close(now)
      if (roll() < 0.3) edit(now, roll)
    },
    closings: () => done,
    titled: () => having('summary'),
    deleted: () => having('status', 'cancelled'),
    kept: ({ google }) => {
      const events = new Map(google.events().map((event) => [String(event.id), event]))
      const lost = [...edits].flatMap(([id, patch]) =>
        Object.entries(patch)
          .filter(([field, value]) => !stands(events.get(id), field, value))
          .map(
            ([field, value]) =>
              `${id}: ${field} was made ${JSON.stringify(value)}, is ${JSON.stringify(events.get(id)?.[field])}`,
          ),
      )
      return { kept: edits.size - lost.length, lost }
    },
  }
}

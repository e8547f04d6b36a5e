/** The accounts: what must be in the store, the calendar and the tracker, and what two worlds must have in common. */
import { createHash } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { type Truth, truthAt, type Year } from '../support/year.ts'
import { asLines, standingIn, unaskedIn, workOf } from '../support/year-calendar.ts'
import type { People } from './people.ts'
import { type RootYear, taskTruth } from './root-year.ts'
import type { World } from './world.ts'

/** `wrong`: the calendar or the tasks do not tell the truth, and nobody was asked. */
export type Loss = 'lost' | 'doubled' | 'wrong' | 'other'

/** Something does not balance. */
export class Imbalance extends Error {
  readonly loss: Loss
  readonly count: number
  constructor(message: string, loss: Loss = 'other', count = 1) {
    super(message)
    this.name = 'Imbalance'
    this.loss = loss
    this.count = count
  }
}

const some = (lines: readonly string[], most: number): string =>
  `${lines
    .slice(0, most)
    .map((line) => `\n    ${line.slice(0, 600)}`)
    .join('')}${lines.length > most ? `\n    and ${lines.length - most} more` : ''}`

export const mustBeNone = (lines: readonly string[], what: string, loss: Loss = 'other', most = 5): void => {
  if (lines.length > 0) throw new Imbalance(`${lines.length} ${what}:${some(lines, most)}`, loss, lines.length)
}

const rows = (world: World, sql: string): readonly Record<string, unknown>[] => {
  const db = new Sqlite(world.database, { readonly: true })
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all()
  } finally {
    db.close()
  }
}

export const hashOf = (raw: string): string => createHash('sha256').update(raw).digest('hex')

/** Every mail that was delivered stands in the store once, and was read. `delivered`: hash to a name for people. */
export const mailsBalance = (world: World, delivered: ReadonlyMap<string, string>): void => {
  const stored = rows(world, 'SELECT hash, pending FROM mails').map(({ hash, pending }) => ({
    hash: String(hash),
    pending: pending === 1,
  }))
  const counts = new Map<string, number>()
  for (const { hash } of stored) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  mustBeNone(
    [...delivered].flatMap(([hash, name]) => (counts.has(hash) ? [] : [name])),
    'mails are lost',
    'lost',
  )
  mustBeNone(
    [...counts].flatMap(([hash, count]) => (count > 1 ? [hash] : [])),
    'mails are stored twice',
    'doubled',
  )
  mustBeNone(
    [...counts.keys()].filter((hash) => !delivered.has(hash)),
    'stored mails were never sent',
  )
  mustBeNone(
    stored.flatMap(({ hash, pending }) => (pending ? [delivered.get(hash) ?? hash] : [])),
    'mails were not read',
  )
}

/** No event stands twice, and no task. */
export const nothingTwice = ({ google, conduit }: World): void => {
  const twice = (names: readonly string[]): readonly string[] => names.filter((name, at) => names.indexOf(name) !== at)
  const events = google.events().filter(({ status }) => status !== 'cancelled')
  const days = (value: unknown): string => String((value as { date?: string }).date)
  const properties = (event: (typeof events)[number]): string => JSON.stringify(event.extendedProperties)
  mustBeNone(
    twice(events.map((event) => `${event.summary} ${days(event.start)} ${properties(event)}`)),
    'events stand twice',
    'doubled',
  )
  mustBeNone(twice(conduit.tasks.map(({ title }) => title)), 'tasks stand twice', 'doubled')
  mustBeNone(
    conduit.tasks.flatMap(({ title, comments }) => twice(comments).map((comment) => `${title}: ${comment}`)),
    'comments stand twice',
    'doubled',
  )
}

export interface Believed {
  readonly year: Year
  readonly rootYear: RootYear
  readonly people: People
}

const idsOf = (year: Year): ReadonlySet<string> => new Set(year.posts.flatMap(({ says }) => says?.id ?? []))

/** Calendar and tasks against the truth of the generators, which know nothing of the program. */
export const truthHolds = (world: World, { year, rootYear, people }: Believed, at: Date): void => {
  const ids = idsOf(year)
  const events = world.google.events()
  const worksOf = (chosen: ReadonlySet<string>): ReadonlySet<string> =>
    new Set(events.filter(({ id }) => chosen.has(String(id))).map((event) => workOf(event, ids)))
  const [deleted, titled] = [worksOf(people.deleted()), worksOf(people.titled())]
  /** A title that a person wrote tells no state of the work, and what a person deleted is not there. */
  const seen = (truths: ReadonlyMap<string, Truth>): readonly string[] =>
    asLines(
      new Map(
        [...truths]
          .filter(([id]) => !deleted.has(id))
          .map(([id, truth]) => [id, titled.has(id) ? { ...truth, cancelled: false } : truth]),
      ),
    )
  const wanted = truthAt(year.posts, at)
  const [want, have] = [seen(wanted), seen(standingIn(events, ids))]
  mustBeNone(
    want.filter((line) => !have.includes(line)),
    'works do not stand in the calendar as they should',
    'wrong',
  )
  mustBeNone(
    have.filter((line) => !want.includes(line)),
    'events should not stand',
    'wrong',
  )
  const open = rows(world, 'SELECT maintenance FROM questions WHERE closed_at IS NULL')
  const asked = new Set(open.map(({ maintenance }) => String(maintenance)))
  mustBeNone(
    unaskedIn(wanted, events, asked).filter((id) => !deleted.has(id)),
    'works should be asked about, and no question is open',
    'wrong',
  )
  const tasks = world.conduit.tasks
    .slice(1)
    .map(({ title, status }) => `${/cron: (\S+?): /.exec(title)?.[1] ?? title} ${status}`)
    .sort()
  const wantedTasks = taskTruth(rootYear, at, people.closings())
  mustBeNone(
    wantedTasks.filter((line) => !tasks.includes(line)),
    'tasks do not stand as they should',
    'wrong',
  )
  mustBeNone(
    tasks.filter((line) => !wantedTasks.includes(line)),
    'tasks should not stand',
    'wrong',
  )
  mustBeNone(people.kept(world).lost, 'edits of people are gone', 'lost')
  mustBeNone(world.google.complaints, 'requests to Google were wrong in themselves')
}

/** Rows in words that mean the same in every world: mails by their hash, tasks by their title. */
const tables: Readonly<Record<string, string>> = {
  mails: 'SELECT pile, hash, message_id, size, received, note, pending FROM mails ORDER BY hash',
  outcomes: `SELECT hash, class, vendor, decision, reason, subject, sender, sent, permalink, rules, reading
    FROM outcomes JOIN mails ON mails.id = mail ORDER BY hash`,
  tolds: 'SELECT key, hash, maintenance, told FROM tolds JOIN mails ON mails.id = mail ORDER BY key, hash',
  told_keys: 'SELECT lookup, key FROM told_keys JOIN tolds ON tolds.id = told_keys.told ORDER BY 1, 2',
  maintenances: 'SELECT id, vendor, status, first_day, last_day, body FROM maintenances ORDER BY id',
  maintenance_ids: 'SELECT * FROM maintenance_ids ORDER BY 1, 2, 3',
  questions: `SELECT key, source, owner, told, maintenance, codes_json, reasons_json, urgent_at, closed_at IS NULL AS open
    FROM questions ORDER BY key`,
  remembered: 'SELECT id, maintenance, written_json, generation, owned_json, state, failure FROM events ORDER BY id',
  unsettled: 'SELECT * FROM unsettled ORDER BY 1',
  occurrences: `SELECT hash, place, signatures.signature, host, event, at FROM occurrences
    JOIN mails ON mails.id = mail JOIN signatures ON signatures.id = occurrences.signature ORDER BY hash, place`,
  signatures: 'SELECT signature, kind, unit, evidence_json, example_at FROM signatures ORDER BY signature',
}

/** The order of an object's names means nothing: an event that was updated lists them otherwise than one that was made so. */
const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

const line = (row: object): string =>
  JSON.stringify(row, (_, value) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    return value.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : sorted(value)
  })

/** Versions and instants of writing mean nothing. */
const meaningless = new Set(['etag', 'updated', 'created', 'sequence'])

type State = ReadonlyMap<string, readonly string[]>

/** All that should not depend on what a world went through. */
const stateOf = (world: World): State => {
  const state = new Map<string, readonly string[]>()
  for (const [name, sql] of Object.entries(tables)) state.set(name, rows(world, sql).map(line))
  state.set(
    'calendar',
    world.google
      .events()
      .map((event) => line(Object.fromEntries(Object.entries(event).filter(([name]) => !meaningless.has(name)))))
      .sort(),
  )
  // Figures are renewed weekly, counted from the day on which a task was made.
  const above = (text: string): string => text.split('== How often')[0] ?? ''
  const tasks = world.conduit.tasks.map(({ title, description, status, ownerPHID, parents, comments }) =>
    line({ title, description: above(description), status, ownerPHID, parents, back: backIn(comments) }),
  )
  state.set('tasks', tasks.sort())
  return state
}

/** Comments about mails that came back. One about silence is told at most once, and may be lost with its answer. */
const backIn = (comments: readonly string[]): number => comments.filter((text) => text.includes('come back')).length

const commonStart = (a: string, b: string): number => {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** Of a long line what is other than in the line that is most like it. */
const unlike = (one: string, others: readonly string[]): string => {
  const from = Math.max(0, ...others.map((other) => commonStart(one, other)))
  return from <= 150 ? one.slice(0, 500) : `${one.slice(0, 70)} … ${one.slice(from - 80, from + 350)}`
}

/** This world is as the undisturbed one. */
export const sameAs = (world: World, undisturbed: World): void => {
  const [here, there] = [stateOf(world), stateOf(undisturbed)]
  for (const [name, lines] of there) {
    const own = here.get(name) ?? []
    const [mine, theirs] = [new Set(own), new Set(lines)]
    mustBeNone(
      [
        ...own.filter((one) => !theirs.has(one)).map((one) => `only here:        ${unlike(one, lines)}`),
        ...lines.filter((one) => !mine.has(one)).map((one) => `only undisturbed: ${unlike(one, own)}`),
      ],
      `differences from an undisturbed run (${name})`,
    )
  }
}

/** Words on standard error: one line for each failure, for people, without stack and secrets. */
export const speaksPlainly = (world: World, err: string): void => {
  const lines = err.split('\n').filter((one) => one !== '')
  mustBeNone(
    lines.filter((one) => !/^maintcal: .{10,}/.test(one) || /\.js:\d|node:internal|node_modules|^\s+at /.test(one)),
    'lines on standard error are not for people',
    'other',
    40,
  )
  mustBeNone(
    world
      .secrets()
      .filter((secret) => err.includes(secret))
      .map(() => err),
    'secrets stand on standard error',
  )
}

/** `doctor --audit`: everything that is configured works, and the accounts balance. */
export const auditBalances = async (world: World, now: Date): Promise<void> => {
  const { code, out, err } = await world.run(['doctor', '--audit', '--json'], { now, env: {}, fileLimit: null })
  if (!out.startsWith('{')) throw new Imbalance(`doctor --audit ended with ${code}: ${err}${out}`)
  const { checks } = JSON.parse(out) as { checks: { id: string; state: string; detail: string }[] }
  mustBeNone(
    checks.flatMap(({ id, state, detail }) => (state === 'bad' ? [`${id}: ${detail}`] : [])),
    'checks of doctor --audit failed',
  )
  const audits = checks.filter(({ id, state }) => id.startsWith('audit-') && state === 'ok')
  if (audits.length !== 4 || code !== 0)
    throw new Imbalance(`doctor --audit ended with ${code} and ${audits.length} of 4 accounts compared.`)
}

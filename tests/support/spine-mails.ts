/** Two hundred mails of the fixtures, and the events that their goldens (not the program) call for. */
import { type Fixture, fixturesIn, type GoldenNotice } from './fixtures.ts'
import { throughGroup } from './mails.ts'
import { header, parseMime } from './mime.ts'
import { opsGroup } from './rig.ts'

const dayLength = 86_400_000
const dayName = (n: number): string => new Date(n * dayLength).toISOString().slice(0, 10)

const sentOf = (fixture: Fixture): number => Date.parse(header(parseMime(fixture.raw), 'Date') ?? '')

interface Post {
  readonly name: string
  readonly sent: number
  readonly raw: string
}

interface Work {
  readonly id: string
  readonly mails: readonly { readonly fixture: Fixture; readonly notice: GoldenNotice; readonly sent: number }[]
}

/** Of one work by name, nothing left to a person, nothing that has two right readings. */
const isPlain = ({ golden, raw }: Fixture): boolean =>
  golden.class === 'maintenance' &&
  golden.review === false &&
  golden.vendor !== null &&
  golden.accept === undefined &&
  golden.notices.length === 1 &&
  header(parseMime(raw), 'List-ID') === null

const plans = ({ mails }: Work): readonly GoldenNotice[] =>
  mails.map(({ notice }) => notice).filter(({ kind }) => !['cancellation', 'completion', 'start'].includes(kind))

/** One night or one circuit of several is called off: what stands then is not for these tests. */
const isCancelledInPart = (work: Work): boolean => {
  const plan = plans(work).at(-1)
  const part = (notice: GoldenNotice): boolean =>
    plan !== undefined &&
    notice.kind === 'cancellation' &&
    ((notice.windows.length > 0 && notice.windows.length < plan.windows.length) ||
      (notice.circuits.length > 0 && notice.circuits.length < plan.circuits.length))
  return work.mails.some(({ notice }) => part(notice))
}

const plainWorks = (fixtures: readonly Fixture[]): readonly Work[] => {
  const byId = new Map<string, Fixture[]>()
  for (const fixture of fixtures) {
    const name = `${fixture.golden.vendor} ${fixture.golden.notices[0]?.maintenanceId ?? ''}`
    byId.set(name, [...(byId.get(name) ?? []), fixture])
  }
  return [...byId.values()].flatMap((all) => {
    const id = all[0]?.golden.notices[0]?.maintenanceId ?? null
    if (id === null || !all.every((f) => isPlain(f) && Number.isFinite(sentOf(f)))) return []
    const mails = all.flatMap((fixture) => {
      const [notice] = fixture.golden.notices
      return notice === undefined ? [] : [{ fixture, notice, sent: sentOf(fixture) }]
    })
    const work = { id, mails: mails.sort((a, b) => a.sent - b.sent) }
    return isCancelledInPart(work) ? [] : [work]
  })
}

const daysOf = (notice: GoldenNotice, backup: boolean): readonly string[] => {
  const touched = new Set<number>()
  for (const { start, end, ...window } of notice.windows) {
    if ((window.backup === true) !== backup) continue
    const first = Math.floor(Date.parse(start) / dayLength)
    const after = end === null ? first + 1 : Math.ceil(Date.parse(end) / dayLength)
    for (let n = first; n < Math.max(first + 1, after); n += 1) touched.add(n)
  }
  const firsts = [...touched].filter((n) => !touched.has(n - 1)).sort((a, b) => a - b)
  return firsts.map((first) => {
    let after = first
    while (touched.has(after)) after += 1
    return `${dayName(first)}/${dayName(after)}`
  })
}

/** Works that are only heard of when they are called off or over are no event. */
const eventsOf = (work: Work): readonly string[] => {
  const { id, mails } = work
  const started = mails.filter(({ notice }) => notice.kind === 'start').map(({ notice }) => notice)
  const plan = [...started, ...plans(work)].findLast(({ windows }) => windows.length > 0)
  if (plan === undefined) return []
  const off = mails.at(-1)?.notice.status === 'CANCELLED' ? 'CANCELLED ' : ''
  return [...daysOf(plan, false), ...daysOf(plan, true)].map((days) => `${off}${id} ${days}`)
}

export interface Mailful {
  readonly posts: readonly Post[]
  /** `ID FIRST/AFTER`, sorted; `CANCELLED ` before those that were called off. */
  readonly events: readonly string[]
  readonly ids: readonly string[]
}

/**
 * `count` posts in the order of sending: all mails of works that leave nothing to a person, mails that are no maintenance, and,
 * to make up the number, second copies as the group sends them when a person is subscribed twice.
 */
export const mailful = (count: number): Mailful => {
  const works = plainWorks(fixturesIn('vendors'))
  const post = (fixture: Fixture, copy: boolean): Post => ({
    name: copy ? `${fixture.name} again` : fixture.name,
    sent: sentOf(fixture) + (copy ? 1 : 0),
    raw: throughGroup(fixture.raw, { ...opsGroup, prefix: copy ? null : opsGroup.prefix, authentic: true }),
  })
  const told = works.flatMap(({ mails }) => mails.map(({ fixture }) => fixture))
  const noise = fixturesIn('noise').filter(({ golden }) => golden.review === false && golden.notices.length === 0)
  const once = [...told, ...noise].map((fixture) => post(fixture, false))
  const copies = told.slice(0, Math.max(0, count - once.length)).map((fixture) => post(fixture, true))
  const posts = [...once, ...copies].sort((a, b) => (a.sent || 0) - (b.sent || 0)).slice(0, count)
  if (posts.length !== count) throw new Error(`The fixtures make ${posts.length} mails only.`)
  return { posts, events: works.flatMap(eventsOf).sort(), ids: works.map(({ id }) => id) }
}

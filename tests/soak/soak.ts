/** The soak: a year of mail, run by run, in a world with faults and in one without. */
import { startDovecot } from '../servers/dovecot.ts'
import { dice, makeYear, type Year } from '../support/year.ts'
import {
  auditBalances,
  type Believed,
  hashOf,
  Imbalance,
  mailsBalance,
  nothingTwice,
  sameAs,
  speaksPlainly,
  truthHolds,
} from './accounts.ts'
import { type Caused, type End, type Fault, faults } from './faults.ts'
import { makePeople } from './people.ts'
import type { Report, Tally } from './report.ts'
import { makeRootYear, type RootYear } from './root-year.ts'
import { type Asked, type Ended, makeWorld, type World } from './world.ts'

export interface SoakOptions {
  readonly seed: number
  /** The last run; null: all of the year. */
  readonly upto: number | null
  readonly runsADay: number
  readonly worksOfEach: number
  /** A disk that can be full is mounted where this user may; without it that fault does nothing. */
  readonly disk: boolean
  /** The accounts are compared after each so many runs, and at the end of each month. */
  readonly compareEvery: number
  /** Told after each run. */
  readonly progress: (run: number, of: number) => void
}

/** One moment of the year: the faulty runs, each with its faults, then (usually) a clean one. */
interface Moment {
  readonly number: number
  readonly now: Date
  readonly faulty: readonly (readonly Fault[])[]
  readonly clean: boolean
  /** The last of its month, or of all. */
  readonly closes: boolean
}

const day = 86_400_000
const hour = 3_600_000

const shuffled = <T>(list: readonly T[], roll: () => number): T[] =>
  list
    .map((value) => ({ value, at: roll() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)

/** Each kind as often as any other. */
const deckOf = (roll: () => number): (() => Fault) => {
  let deck: Fault[] = []
  return () => {
    if (deck.length === 0) deck = shuffled(faults, roll)
    const drawn = deck.pop()
    if (drawn === undefined) throw new Error('There are no faults.')
    return drawn
  }
}

/** What happens when: by the seed alone, so that the same seed repeats it. */
export const planOf = (
  year: Pick<Year, 'from' | 'to'>,
  { seed, runsADay, upto }: Pick<SoakOptions, 'seed' | 'runsADay' | 'upto'>,
): readonly Moment[] => {
  const roll = dice(seed + 2)
  const draw = deckOf(roll)
  const step = day / runsADay
  const times: Date[] = []
  for (let at = year.from.getTime() + 7 * hour; at < year.to.getTime(); at += step) times.push(new Date(at))
  const last = Math.min(upto ?? times.length, times.length)
  return times.slice(0, last).map((now, n) => {
    const closes = n + 1 === last || times[n + 1]?.getUTCMonth() !== now.getUTCMonth()
    const drawn = roll()
    const many = n === 0 || drawn < 0.3 ? 0 : drawn < 0.75 ? 1 : drawn < 0.92 ? 2 : 3
    const faulty = Array.from({ length: many }, () => (roll() < 0.75 ? [draw()] : [draw(), draw()]))
    const clean = closes || many === 0 || roll() < 0.9
    return { number: n + 1, now, faulty, clean, closes }
  })
}

const plain = (now: Date): Asked => ({ now, env: {}, fileLimit: null })

const cleanRun = async (world: World, now: Date): Promise<void> => {
  const { code, out, err } = await world.sync(now)
  if (code !== 0 || out !== '' || err !== '')
    throw new Imbalance(`A run without a fault ended with ${code}: ${err}${out}`)
}

interface Disturbed {
  readonly world: World
  readonly earlier: Readonly<Record<'ops' | 'root', readonly string[]>>
  readonly roll: () => number
  readonly tally: Tally
}

const endOf = ({ code }: Ended): End | null => (code === 'SIGKILL' ? 'killed' : code === 0 || code === 1 ? code : null)

/** One run that meets these faults together. */
const faultyRun = async (
  list: readonly Fault[],
  now: Date,
  { world, earlier, roll, tally }: Disturbed,
): Promise<void> => {
  const caused: Caused[] = []
  for (const fault of list) caused.push(await fault.cause({ world, roll, now, earlier }))
  const asked: Asked = caused.reduce<Asked>(
    (all, { env, now: wrong, fileLimit }) => ({
      now: wrong ?? all.now,
      env: { ...all.env, ...env },
      fileLimit: fileLimit ?? all.fileLimit,
    }),
    plain(now),
  )
  const besides = caused.reduce((sum, one) => sum + (one.besides ?? 0), 0)
  const ended = await Promise.all(Array.from({ length: 1 + besides }, () => world.run(['sync'], asked)))
  const allowed = new Set(list.flatMap(({ ends }) => ends))
  const worst = ended.find(({ code }) => code !== 0) ?? ended[0]
  if (worst === undefined) return
  for (const [n, fault] of list.entries()) tally.count(fault.name, (await caused[n]?.mend(worst)) ?? false, worst.code)
  for (const one of ended) {
    speaksPlainly(world, one.err)
    const end = endOf(one)
    // Two faults at once: the worse one may hide the other.
    if (end === null || !(allowed.has(end) || (end === 0 && list.length > 1)))
      throw new Imbalance(`A run ended with ${one.code}: ${one.err}${one.out}`)
    if (end === 1 && one.err === '' && !list.some(({ name }) => name === 'told to stop'))
      throw new Imbalance('A run ended with 1 and did not say why.')
  }
}

/** The run after one with a wrong clock says so, and does its work. */
const runAfter = async (list: readonly Fault[], now: Date, world: World): Promise<void> => {
  const words = list.flatMap(({ after }) => after ?? [])
  if (words.length === 0) return
  const { code, err } = await world.sync(now)
  if (code === 0 ? err !== '' : !words.some((allowed) => allowed.test(err)))
    throw new Imbalance(`A run after ${list.map(({ name }) => name).join(' + ')} ended with ${code}: ${err}`)
}

interface Play {
  readonly disturbed: World
  readonly undisturbed: World
  readonly believed: Believed
  readonly options: SoakOptions
  readonly tally: Tally
}

/** Delivers what came since the last moment, to both worlds. */
const postman = (year: Year, rootYear: RootYear, worlds: readonly World[]) => {
  const delivered = new Map<string, string>()
  const earlier = { ops: [] as string[], root: [] as string[] }
  let next = { ops: 0, root: 0 }
  const deliver = async (pile: 'ops' | 'root', posts: Year['posts'] | RootYear['posts'], now: Date): Promise<void> => {
    let at = next[pile]
    for (let post = posts[at]; post !== undefined && post.delivered <= now; post = posts[at]) {
      for (const { boxes } of worlds) await boxes[pile].deliver(post.raw, post.delivered)
      delivered.set(hashOf(post.raw), `${pile} mail ${at}`)
      earlier[pile].push(post.raw)
      at += 1
    }
    next = { ...next, [pile]: at }
  }
  return {
    delivered,
    earlier,
    until: async (now: Date) => {
      await deliver('ops', year.posts, now)
      await deliver('root', rootYear.posts, now)
    },
  }
}

const compare = async (
  { disturbed, undisturbed, believed, tally }: Play,
  moment: Moment,
  delivered: ReadonlyMap<string, string>,
) => {
  mailsBalance(disturbed, delivered)
  nothingTwice(disturbed)
  sameAs(disturbed, undisturbed)
  tally.survive()
  if (!moment.closes) return
  truthHolds(disturbed, believed, moment.now)
  await auditBalances(disturbed, moment.now)
  tally.balanced(moment.now)
}

const play = async (given: Play, plan: readonly Moment[]): Promise<void> => {
  const { disturbed, undisturbed, believed, options, tally } = given
  const { year, rootYear, people } = believed
  const post = postman(year, rootYear, [disturbed, undisturbed])
  tally.ending(() => ({
    mails: post.delivered.size,
    kept: people.kept(disturbed).kept,
    events: disturbed.google.events().length,
    tasks: disturbed.conduit.tasks.length - 1,
  }))
  let inStep = true
  let compared = 0
  for (const moment of plan) {
    const { now, number } = moment
    tally.begin(
      number,
      moment.faulty.map((list) => list.map(({ name }) => name).join(' + ')),
    )
    for (const world of [disturbed, undisturbed]) world.setClock(now)
    await post.until(now)
    // A person's edit of what a vendor changed meanwhile is another edit: people act where both calendars show the same.
    if (inStep) people.act(now, dice(options.seed + 1000 * number))
    const roll = dice(options.seed + 1000 * number + 1)
    const meanwhile = cleanRun(undisturbed, now)
    try {
      const { earlier } = post
      for (const list of moment.faulty) {
        await faultyRun(list, now, { world: disturbed, earlier, roll, tally })
        await runAfter(list, now, disturbed)
      }
      if (moment.clean) await cleanRun(disturbed, now)
    } finally {
      await meanwhile
    }
    tally.ran(moment)
    inStep = moment.clean
    if (moment.clean && (moment.closes || number - compared >= options.compareEvery)) {
      await compare(given, moment, post.delivered)
      compared = number
    }
    options.progress(number, plan.length)
  }
}

/** Plays the year. An imbalance ends it, and is told in the report with the run. */
export const soak = async (options: SoakOptions, tally: Tally): Promise<Report> => {
  const year = makeYear(options.seed, options.worksOfEach)
  const rootYear = makeRootYear(options.seed, year.from)
  const plan = planOf(year, options)
  const server = await startDovecot()
  const worlds: World[] = []
  try {
    const begin = plan[0]?.now ?? year.from
    const [disturbed, undisturbed] = [
      await makeWorld(server, begin, options),
      await makeWorld(server, begin, { disk: false }),
    ]
    worlds.push(disturbed, undisturbed)
    const people = makePeople(worlds, rootYear)
    await play({ disturbed, undisturbed, believed: { year, rootYear, people }, options, tally }, plan)
  } catch (error) {
    if (!(error instanceof Imbalance)) throw error
    tally.fail(error)
  } finally {
    for (const world of worlds) await world.close()
    await server.stop()
  }
  return tally.report()
}

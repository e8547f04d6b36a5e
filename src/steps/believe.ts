import { decide } from '../maintenance/decide.ts'
import { fold } from '../maintenance/fold.ts'
import { lookupKeys } from '../maintenance/keys.ts'
import type { Decision, Maintenance, Question, Told } from '../maintenance/maintenance.ts'
import { type Cluster, component, type Known, partition } from '../maintenance/partition.ts'
import { tooManyQuestion } from '../maintenance/questions.ts'
import type { Store } from '../store/store.ts'

/** What a Told did, and to which Maintenance. */
export interface Effect {
  readonly told: string
  readonly maintenance: Maintenance | null
  readonly decision: Decision
  readonly reason: string
  /** Asked when nothing could be concluded. */
  readonly question: Question | null
}

/** Which Tolds are counted in, and which Maintenances are folded anew besides. */
export interface Change {
  /** The mail that `tolds` come from. */
  readonly mail: number
  readonly tolds: readonly Told[]
  /** Maintenances that one of their Tolds left, or that a person ruled on. */
  readonly touched?: readonly string[]
}

const withRulings = async (store: Store, tolds: readonly Told[]): Promise<readonly Known[]> => {
  const keys = tolds.map(({ key }) => key)
  const rulings = await store.review.rulings(keys, [])
  return tolds.map((told) => ({ told, rulings: rulings.filter((ruling) => ruling.told === told.key) }))
}

interface Neighbourhood {
  readonly known: readonly Known[]
  readonly complete: boolean
  /** Maintenances that its stored Tolds were counted to until now. */
  readonly before: ReadonlySet<string>
  /** Which of them each was counted to, where that is known. */
  readonly places: ReadonlyMap<string, string>
}

const neighbourhood = async (
  store: Store,
  tolds: readonly Told[],
  touched: readonly string[],
): Promise<Neighbourhood> => {
  const before = new Set(touched)
  const places = new Map<string, string>()
  const fresh = new Set(tolds.map(({ key }) => key))
  const others = (await store.belief.toldsOf(touched)).filter(({ key }) => !fresh.has(key))
  const { known, complete } = await component(await withRulings(store, [...tolds, ...others]), async (keys) => {
    const placed = await store.belief.sharing(keys)
    for (const { told, maintenance } of placed) {
      if (maintenance !== '') before.add(maintenance)
      places.set(told.key, maintenance)
    }
    const found = placed.map(({ told }) => told)
    return withRulings(store, found)
  })
  return { known, complete, before, places }
}

interface Folded {
  readonly cluster: Cluster
  readonly maintenance: Maintenance
  readonly was: Maintenance | null
}

const earlier = async (
  store: Store,
  { id, aliases }: Cluster,
  before: ReadonlySet<string>,
): Promise<Maintenance | null> => {
  const name = before.has(id) ? id : aliases.find((alias) => before.has(alias))
  return name === undefined ? null : ((await store.belief.maintenance(name))?.maintenance ?? null)
}

const foldAll = async (store: Store, { known, before }: Neighbourhood): Promise<readonly Folded[]> => {
  const answers = known.flatMap(({ rulings }) => rulings)
  const clusters = partition(
    known.map(({ told }) => told),
    answers,
  )
  const spoken = await store.review.rulings(
    [],
    clusters.flatMap(({ aliases }) => aliases),
  )
  const rulings = [...answers, ...spoken]
  const folded: Folded[] = []
  for (const cluster of clusters) {
    folded.push({ cluster, maintenance: fold(cluster, rulings), was: await earlier(store, cluster, before) })
  }
  return folded
}

const saveTolds = async (store: Store, change: Change, known: readonly Known[], home: ReadonlyMap<string, Folded>) => {
  const fresh = new Set(change.tolds.map(({ key }) => key))
  for (const { told, rulings } of known) {
    if (!fresh.has(told.key)) continue
    await store.belief.saveTold(told, lookupKeys(told, rulings), home.get(told.key)?.maintenance.id ?? '', change.mail)
  }
}

const effect = (told: Told, folded: Folded | undefined): Effect => {
  const none = { told: told.key, maintenance: null, question: null }
  if (folded === undefined) return { ...none, decision: 'ignored', reason: 'Recorded; it belongs to no work.' }
  const { maintenance, was } = folded
  return { ...none, maintenance, ...decide(was, maintenance, told) }
}

const inconclusive = (told: Told, count: number): Effect => {
  const question = tooManyQuestion(told, count)
  return { told: told.key, maintenance: null, decision: 'review', reason: question.reasons.join(' '), question }
}

/**
 * Counts Tolds in: loads what hangs together with them, folds it anew and saves it. To be called in a transaction.
 * The cost depends on what hangs together, not on how much is stored.
 */
export const believe = async (store: Store, change: Change, at: string): Promise<readonly Effect[]> => {
  const touched = change.touched ?? []
  if (change.tolds.length === 0 && touched.length === 0) return []
  const near = await neighbourhood(store, change.tolds, touched)
  const folded = near.complete ? await foldAll(store, near) : []
  const home = new Map(folded.flatMap((f) => f.cluster.tolds.map(({ key }) => [key, f] as const)))
  await saveTolds(store, change, near.known, home)
  if (!near.complete) return change.tolds.map((told) => inconclusive(told, near.known.length))
  // Those of this mail were saved at their place.
  const placed = new Set(change.tolds.map(({ key }) => key))
  const saved = folded.map(({ cluster: { tolds, aliases }, maintenance }) => ({
    maintenance,
    tolds: tolds.map(({ key }) => key).filter((key) => !placed.has(key) && near.places.get(key) !== maintenance.id),
    aliases,
  }))
  await store.belief.save(saved, [...near.before], at)
  return change.tolds.map((told) => effect(told, home.get(told.key)))
}

/** After a person ruled on a Told: indexes it anew (a link is a lookup key) and folds what hangs together with it. */
export const believeAgain = async (store: Store, toldKey: string, at: string): Promise<void> => {
  const placed = await store.belief.told(toldKey)
  const mail = await store.mails.find(toldKey.slice(0, toldKey.lastIndexOf('#')))
  if (placed === null || mail === null) return
  const touched = placed.maintenance === '' ? [] : [placed.maintenance]
  await believe(store, { mail: mail.id, tolds: [placed.told], touched }, at)
}

/** After a person ruled on a Maintenance itself. */
export const refold = (store: Store, maintenance: string, at: string): Promise<readonly Effect[]> =>
  believe(store, { mail: 0, tolds: [], touched: [maintenance] }, at)

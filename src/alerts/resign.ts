import type { Store, StoredMail, ToldAlert } from '../store/store.ts'
import type { Signature } from './alert.ts'
import { type Aliases, groupOf } from './group.ts'
import type { Site } from './input.ts'
import { openAlertMail } from './open.ts'
import { type Adoption, addMove, adoptionsOf, pairsOf, type Regrouping, regroupingOf } from './regroup.ts'
import { signedAlerts, take } from './take.ts'

/** What the present rules make of the stored root@ mail. */
export interface Resigned extends Regrouping {
  readonly mails: number
  /** Mails of which an Alert has another signature, host or event. */
  readonly differing: number
  readonly alerts: number
  /** Alerts that change their group. */
  readonly moved: number
  /** Alerts that were not told before, and that are not told any more. */
  readonly gained: number
  readonly lost: number
  /** Signatures and the groups that they belong to from then on, so that tasks and mutes outlive the change. */
  readonly adoptions: readonly Adoption[]
  /** Group → number of its task. */
  readonly tasks: ReadonlyMap<Signature, number>
}

export interface ResignOptions {
  readonly site: Site
  readonly apply: boolean
  readonly at: string
  readonly signal: AbortSignal
}

const PAGE = 200

interface Settled {
  readonly stored: StoredMail
  readonly settledAt: string
  readonly before: readonly ToldAlert[]
}

/** Settled root@ mails with what they told; what waits is left to the next sync. */
async function* settledMails(store: Store, signal: AbortSignal): AsyncGenerator<Settled> {
  let after = 0
  while (!signal.aborted) {
    const page = await store.mails.page('root', after, PAGE)
    const last = page.at(-1)
    if (last === undefined) return
    after = last.id
    for (const stored of page) {
      if (signal.aborted) return
      const summary = await store.mails.summary(stored.hash)
      if (summary?.class !== 'alert') continue
      yield { stored, settledAt: summary.settledAt, before: await store.alerts.told(stored.id) }
    }
  }
}

const tellsNow = async (stored: StoredMail, site: Site): Promise<readonly ToldAlert[]> =>
  signedAlerts(await openAlertMail(stored.raw), site).map(({ alert, signature }) => ({
    signature,
    host: alert.host,
    event: alert.event,
  }))

const differ = (before: readonly ToldAlert[], now: readonly ToldAlert[]): boolean =>
  before.length !== now.length ||
  before.some((b, i) => b.signature !== now[i]?.signature || b.host !== now[i]?.host || b.event !== now[i]?.event)

const compare = async (store: Store, aliases: Aliases, options: ResignOptions) => {
  const moves = new Map<Signature, Map<Signature, number>>()
  const differing: number[] = []
  let [mails, alerts, moved, gained, lost] = [0, 0, 0, 0, 0]
  for await (const { stored, before } of settledMails(store, options.signal)) {
    const now = await tellsNow(stored, options.site)
    mails += 1
    alerts += now.length
    if (differ(before, now)) differing.push(stored.id)
    const groups = (told: readonly ToldAlert[]) => told.map((t) => groupOf(t.signature, aliases))
    for (const [from, to] of pairsOf(groups(before), groups(now))) {
      if (from === null) gained += 1
      else if (to === null) lost += 1
      else {
        addMove(moves, from, to)
        if (from !== to) moved += 1
      }
    }
  }
  return { moves, differing: new Set(differing), mails, alerts, moved, gained, lost }
}

/**
 * Signs all stored root@ mail again and tells which groups split, merge or get another name; with `apply` that is believed.
 * What joins new names to old groups is written first: a run that is cut off after it leaves no trouble without its task.
 */
export const resign = async (store: Store, options: ResignOptions): Promise<Resigned> => {
  const tasks = new Map(
    (await store.alerts.tasks()).flatMap(({ group, task }) => (task === null ? [] : [[group, task.id] as const])),
  )
  const { moves, differing, ...counts } = await compare(store, await store.alerts.aliases(), options)
  const adoptions = adoptionsOf(moves, new Set(tasks.keys()))
  if (options.apply && !options.signal.aborted) {
    await store.atomically(async (inner) => {
      for (const { signature, group } of adoptions) await inner.alerts.alias(signature, group, options.at)
    })
    // Settled when it was: what the mail told happened then, and a digest counts it once.
    for await (const { stored, settledAt } of settledMails(store, options.signal))
      if (differing.has(stored.id)) await take(store, stored, options.site, settledAt)
  }
  return { ...counts, differing: differing.size, ...regroupingOf(moves), adoptions, tasks }
}

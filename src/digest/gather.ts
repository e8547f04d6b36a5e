import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { TaskMemory } from '../alerts/converge.ts'
import { factsFor, overviewOf, windowStart } from '../alerts/overview.ts'
import { isRecurrent } from '../alerts/recurrence.ts'
import type { Config } from '../config.ts'
import { emptyInventory } from '../maintenance/circuits.ts'
import { overlaps, type Risk } from '../maintenance/overlap.ts'
import { dataFile } from '../paths.ts'
import { shortName } from '../steps/answer.ts'
import type { EventLook } from '../steps/desired.ts'
import { isSeen } from '../steps/settle-risks.ts'
import type { OpenQuestion, Store } from '../store/store.ts'
import { periodOf } from './changes.ts'
import type { DigestFacts, DigestGroup, DigestLinks, DigestMail, DigestTask } from './facts.ts'
import { type Rota, RotaError, readRota } from './rota.ts'
import { addDays } from './week.ts'

const DAY = 86_400_000
/** Works that ended longer before the period are of no concern to a digest. */
const daysBack = 60
const tallyDays = 26 * 7
/** Values in one statement of the store. */
const atOnce = 500

const chunks = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, n) => items.slice(n * atOnce, (n + 1) * atOnce))

/**
 * The page that Google Calendar shows for an event; `eid` is the event and the calendar in Base64, with two hosts shortened
 * (as in the API's own `htmlLink`).
 */
export const googleEventLink = (event: string, calendar: string): string => {
  const short = calendar.replace(/@group\.calendar\.google\.com$/, '@g').replace(/@gmail\.com$/, '@m')
  return `https://www.google.com/calendar/event?eid=${Buffer.from(`${event} ${short}`).toString('base64url')}`
}

/** Where each work's events stand, by the days that they cover. */
const eventLinks = async (store: Store, config: Config, works: readonly string[]): Promise<DigestLinks['event']> => {
  const choice = config.CALENDAR
  if (choice.kind !== 'google') return () => null
  const spans = new Map<string, { readonly start: string; readonly end: string; readonly id: string }[]>()
  for (const some of chunks(works)) {
    for (const { id, maintenance, written, state } of await store.calendar.events(`google:${choice.id}`, some)) {
      if (written === null || state !== 'standing') continue
      const list = spans.get(maintenance) ?? []
      spans.set(maintenance, list)
      list.push({ start: written.start.slice(0, 10), end: written.end.slice(0, 10), id })
    }
  }
  return (maintenance, day) => {
    const own = spans.get(maintenance) ?? []
    const found = own.find(({ start, end }) => start <= day && day < end) ?? own[0]
    return found === undefined ? null : googleEventLink(found.id, choice.id)
  }
}

/** The page of one question on the review page. */
export const questionPath = (question: Pick<OpenQuestion, 'key'>): string => `/item/${shortName(question)}`

const linksFor = async (store: Store, config: Config, works: readonly string[]): Promise<DigestLinks> => {
  const { REVIEW_URL: page, PHABRICATOR_URL: tracker } = config
  return {
    event: await eventLinks(store, config, works),
    question: (question) => (page === undefined ? null : `${page}${questionPath(question)}`),
    task: (id) => (tracker === undefined ? null : `${tracker}/T${id}`),
    reviewPage: page ?? null,
  }
}

/** The rota that the configuration names, or the one that ships with the package. A mistake in it is told, not thrown. */
export const rotaFor = (
  config: Pick<Config, 'ROTA_FILE'>,
): { readonly rota: Rota; readonly mistake: string | null } => {
  const path = config.ROTA_FILE ?? dataFile('rota.csv')
  if (config.ROTA_FILE === undefined && !existsSync(path)) return { rota: new Map(), mistake: null }
  try {
    return { rota: readRota(readFileSync(path, 'utf8'), path), mistake: null }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = error instanceof RotaError ? error.message : `${path} cannot be read (${code}). ROTA_FILE names it.`
    return { rota: new Map(), mistake: why }
  }
}

const periodMails = async (store: Store, period: { from: string; to: string }): Promise<readonly DigestMail[]> => {
  const mails = await store.desk.mailsBetween('ops', period.from, period.to)
  const places = new Map<number, string[]>()
  for (const some of chunks(mails.map(({ id }) => id))) {
    for (const { mail, maintenance } of await store.desk.placesOf(some))
      places.set(mail, [...(places.get(mail) ?? []), maintenance])
  }
  return mails.map((mail) => ({ mail, maintenances: places.get(mail.id) ?? [] }))
}

const questionsOf = async (store: Store): Promise<DigestFacts['questions']> => {
  const open = await store.review.open()
  const hash = ({ told }: OpenQuestion): string => told.slice(0, Math.max(0, told.lastIndexOf('#')))
  const mails = new Map<string, DigestMail['mail']>()
  for (const some of chunks([...new Set(open.map(hash))]))
    for (const [key, mail] of await store.desk.summaries(some)) mails.set(key, mail)
  return open.map((question) => ({ question, mail: mails.get(hash(question)) ?? null }))
}

const seenAmong = async (store: Store, risks: readonly Risk[]): Promise<ReadonlySet<string>> => {
  const seen = new Set<string>()
  for (const risk of risks) if (await isSeen(store, risk)) seen.add(risk.key)
  return seen
}

const isSilent = (memory: TaskMemory | undefined, last: string): boolean => memory?.silenceTold === last

const groupsOf = async (store: Store, now: Date): Promise<readonly DigestGroup[]> => {
  const { alerts } = store
  const seen = await alerts.occurrences(windowStart(now), new Date(now.getTime() + DAY).toISOString())
  const { groups } = overviewOf(seen, await alerts.aliases(), now)
  const tasks = new Map((await alerts.tasks()).map((memory) => [memory.group, memory]))
  const names = [...new Set(groups.flatMap((group) => [group.id, ...group.signatures]))]
  const facts = new Map()
  for (const some of chunks(names)) for (const [key, fact] of await alerts.facts(some)) facts.set(key, fact)
  return groups.map((group) => {
    const memory = [group.id, ...group.signatures].map((s) => tasks.get(s)).find((m) => m?.task != null)
    return {
      group,
      facts: factsFor(group, facts),
      recurrent: isRecurrent(group.occurrences, now),
      task: memory?.task?.id ?? null,
      silent: isSilent(memory, group.last),
    }
  })
}

const trackerTasks = async (
  config: Config,
  since: string,
): Promise<{ readonly tasks: readonly DigestTask[] | null; readonly tasksMistake: string | null }> => {
  const { PHABRICATOR_URL: url, PHABRICATOR_TOKEN: token } = config
  if (url === undefined || token === undefined || config.SUBTASKS === 'off') return { tasks: null, tasksMistake: null }
  const [{ conduit }, { digestTasks }] = await Promise.all([import('../alerts/conduit.ts'), import('./tasks.ts')])
  const api = conduit({ url, token: token.reveal(), fetch, timeoutMs: 30_000, pause: (ms) => pause(ms) })
  try {
    return { tasks: await digestTasks(api, config.PHABRICATOR_PARENT, since), tasksMistake: null }
  } catch (error) {
    // The digest goes out without its tasks rather than not at all.
    return { tasks: null, tasksMistake: error instanceof Error ? error.message : String(error) }
  }
}

/** Reads everything that the digest of a week is made of. Only the tracker is asked over the network; its failure is told in it. */
export const gatherDigest = async (
  store: Store,
  config: Config,
  look: EventLook,
  options: { readonly week: string; readonly now: Date },
): Promise<DigestFacts> => {
  const { week } = options
  const now = options.now.toISOString()
  const period = periodOf({ week, now })
  const works = (await store.belief.since(addDays(period.from.slice(0, 10), -daysBack))).map((b) => b.maintenance)
  const inventory = look.inventory ?? emptyInventory
  const risks = overlaps(works, inventory).filter(({ to }) => to > now)
  const { rota, mistake } = rotaFor(config)
  return {
    week,
    now,
    rota,
    rotaMistake: mistake,
    works,
    questions: await questionsOf(store),
    risks,
    seenRisks: await seenAmong(store, risks),
    inventory,
    mails: await periodMails(store, period),
    tally: await store.figures.tally('ops', addDays(period.to.slice(0, 10), -tallyDays)),
    groups: await groupsOf(store, options.now),
    ...(await trackerTasks(config, period.from)),
    parent: config.PHABRICATOR_PARENT,
    proposals: await store.alerts.proposals(),
    runs: await store.figures.runsBetween(period.from, period.to),
    steps: await store.runs.steps(),
    waiting: (await store.mails.count()).pending,
    digestDay: config.DIGEST_DAY,
    vendorTitle: look.vendorTitle,
    links: await linksFor(
      store,
      config,
      works.map(({ id }) => id),
    ),
  }
}

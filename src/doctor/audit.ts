import { firstId } from '../calendar/written.ts'
import type { Config } from '../config.ts'
import { sinceDate } from '../config-values.ts'
import { lookFor } from '../look.ts'
import { openCalendar, openMailboxFor } from '../parts.ts'
import { desiredFor } from '../steps/desired.ts'
import { incoming } from '../steps/fetch.ts'
import type { EventMemory, Store } from '../store/store.ts'
import { bad, type Check, type Finding, messageOf, ok, skip } from './check.ts'

/** The accounts must balance: mailbox = store, store = outcomes, belief = calendar. Reads everything, writes nothing. */

const maxBytes = 40 * 1024 * 1024
const batch = 500

const some = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`

interface Seen {
  readonly hash: string
  readonly origin: string
  readonly received: string | null
}

/** Mails of a mailbox that the store does not have, and how many were compared. */
const missingFrom = async (
  store: Store,
  mails: AsyncIterable<Seen>,
): Promise<{ readonly missing: readonly Seen[]; readonly count: number }> => {
  const missing: Seen[] = []
  let count = 0
  let waiting: Seen[] = []
  const compare = async (): Promise<void> => {
    const unknown = new Set(await store.figures.unknownHashes(waiting.map(({ hash }) => hash)))
    missing.push(...waiting.filter(({ hash }) => unknown.has(hash)))
    waiting = []
  }
  for await (const mail of mails) {
    waiting.push(mail)
    count += 1
    if (waiting.length >= batch) await compare()
  }
  await compare()
  return { missing, count }
}

async function* seenIn(
  config: Config,
  pile: 'OPS' | 'ROOT',
  url: string,
  since: Date | null,
  signal: AbortSignal,
): AsyncGenerator<Seen> {
  const mailbox = await openMailboxFor(config, pile, url)
  for await (const mail of mailbox.messages({ cursor: null, since, maxBytes, signal })) {
    const { hash, origin, received } = incoming(mail)
    yield { hash, origin, received }
  }
}

const mailboxFinding = async (
  store: Store,
  config: Config,
  pile: 'OPS' | 'ROOT',
  url: string,
  options: { readonly since: Date | null; readonly signal: AbortSignal },
): Promise<Finding> => {
  const { missing, count } = await missingFrom(store, seenIn(config, pile, url, options.since, options.signal))
  const step = (await store.runs.steps()).find((one) => one.step === `fetch-${pile.toLowerCase()}`)
  const last = step?.lastSuccess ?? ''
  // What came after the last fetch is simply new.
  const lost = missing.filter(({ received }) => received !== null && received < last)
  if (lost.length > 0)
    return bad(
      `${lost.length} of ${count} mails of the mailbox are not stored: ${some(lost.map(({ origin }) => origin))}.`,
      'Take them in with "maintcal import", and report it: a mail must never be passed over.',
    )
  return ok(
    `${count} mails compared; ${missing.length === 0 ? 'all are stored' : `${missing.length} came since the last run`}.`,
  )
}

const mailboxAudit = (store: Store, config: Config, pile: 'OPS' | 'ROOT', since: Date | null): Check => ({
  id: `audit-mailbox-${pile.toLowerCase()}`,
  title: `Every mail of ${pile}_MAILBOX is stored`,
  run: async (signal) => {
    const url = config[`${pile}_MAILBOX`]
    if (url === undefined) return skip(`${pile}_MAILBOX is not set.`)
    try {
      return await mailboxFinding(store, config, pile, url, { since, signal })
    } catch (error) {
      return bad(messageOf(error), `Check ${pile}_MAILBOX.`)
    }
  },
})

const outcomeAudit = (store: Store): Check => ({
  id: 'audit-outcomes',
  title: 'Every stored mail has an outcome',
  run: async () => {
    const rows = await store.figures.withoutOutcome()
    const lost = rows.filter(({ waiting }) => !waiting)
    const { stored } = await store.mails.count()
    if (lost.length > 0)
      return bad(
        `${lost.length} mails have none and do not wait: ${some(lost.map(({ origin }) => origin))}.`,
        'Restore a backup, or take them in again.',
      )
    return ok(`${stored} mails${rows.length === 0 ? '' : `; ${rows.length} wait for the next run`}.`)
  },
})

const standsFor = (memory: EventMemory): boolean => memory.state === 'standing' && memory.written !== null

/** Works whose wanted events are neither standing, nor a person's, nor waiting to be written. */
const worksWithout = async (store: Store, config: Config, target: string, pending: ReadonlySet<string>) => {
  const look = await lookFor(config)
  const believed = await store.belief.since('0000-01-01')
  const lacking: string[] = []
  let wanted = 0
  for (let at = 0; at < believed.length; at += batch) {
    const page = believed.slice(at, at + batch)
    const memories = await memoriesOf(
      store,
      target,
      page.map((b) => b.maintenance.id),
    )
    for (const one of page) {
      const { id, vendor, maintenanceIds, subject } = one.maintenance
      const events = desiredFor(one, look)
      wanted += events.length
      const own = memories.get(id) ?? []
      const settled = own.filter((memory) => standsFor(memory) || memory.state === 'vetoed')
      const ids = new Set(settled.map((memory) => firstId(memory.id)))
      // An adopted event keeps the id that a person's calendar gave it, so that only their number can be compared.
      const enough = events.every((event) => ids.has(event.id)) || settled.length >= events.length
      if (!enough && !pending.has(id)) lacking.push(`${vendor} ${maintenanceIds[0] ?? `“${subject.slice(0, 60)}”`}`)
    }
  }
  return { lacking, wanted, known: new Map(believed.map((b) => [b.maintenance.id, desiredFor(b, look).length])) }
}

const memoriesOf = async (
  store: Store,
  target: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly EventMemory[]>> => {
  const map = new Map<string, EventMemory[]>()
  for (const memory of await store.calendar.events(target, ids)) {
    const list = map.get(memory.maintenance)
    if (list === undefined) map.set(memory.maintenance, [memory])
    else list.push(memory)
  }
  return map
}

const pendingWorks = async (store: Store): Promise<ReadonlySet<string>> => {
  const pending = new Set<string>()
  let after = ''
  for (;;) {
    const page = await store.belief.unsettled(after, batch)
    const last = page.at(-1)
    if (last === undefined) return pending
    for (const { id, former } of page) for (const name of [id, ...former]) pending.add(name)
    after = last.id
  }
}

const calendarAudit = (store: Store, config: Config): Check => ({
  id: 'audit-calendar',
  title: 'Belief and calendar agree',
  run: async () => {
    const target = await openCalendar(config)
    const pending = await pendingWorks(store)
    const { lacking, wanted, known } = await worksWithout(store, config, target.name, pending)
    const standing = (await store.calendar.standing(target.name)).filter(({ state }) => state === 'standing')
    const stray = standing.filter(({ maintenance }) => (known.get(maintenance) ?? 0) === 0 && !pending.has(maintenance))
    const { events } = await target.changes(null)
    const present = new Map(events.filter(({ deleted }) => !deleted).map((event) => [event.id, event]))
    const lost = standing.filter(({ id, maintenance }) => !present.has(id) && !pending.has(maintenance))
    const memory = new Set(standing.map(({ id }) => id))
    const unknown = [...present.values()].filter(({ id, maintenance }) => maintenance !== null && !memory.has(id))
    const mistakes = [
      ...(lacking.length > 0 ? [`Without an event: ${some(lacking)}.`] : []),
      ...(lost.length > 0 ? [`Not in the calendar any more: ${some(lost.map(({ id }) => id))}.`] : []),
      ...(stray.length > 0 ? [`Events of no work: ${some(stray.map(({ id }) => id))}.`] : []),
      ...(unknown.length > 0
        ? [`Events of ours that nobody remembers: ${some(unknown.map(({ summary }) => `“${summary.slice(0, 60)}”`))}.`]
        : []),
    ]
    if (mistakes.length > 0)
      return bad(mistakes.join(' '), 'Call "maintcal sync -v"; if it stays, report it with this output.')
    return ok(
      `${wanted} events wanted, ${standing.length} stand${pending.size === 0 ? '' : `; ${pending.size} works wait for the next run`}.`,
    )
  },
})

/** The checks of `doctor --audit`. `since`: how far back mailboxes are compared; null: as far as SINCE. */
export const auditChecks = (store: Store | null, config: Config, since: Date | null, now: Date): readonly Check[] => {
  if (store === null) return []
  const from = since ?? sinceDate(config.SINCE, now)
  return [
    mailboxAudit(store, config, 'OPS', from),
    mailboxAudit(store, config, 'ROOT', from),
    outcomeAudit(store),
    calendarAudit(store, config),
  ]
}

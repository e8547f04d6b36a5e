import { setTimeout as pause } from 'node:timers/promises'
import { conduit, type Json } from '../alerts/conduit.ts'
import type { Config } from '../config.ts'
import { smtpPost } from '../digest/smtp.ts'
import { openCalendar, openMailboxFor } from '../parts.ts'
import type { Pile, Store } from '../store/store.ts'
import { bad, type Check, type Finding, messageOf, ok, skip, warn } from './check.ts'

/** Checks of the servers that a run talks to. Nothing is changed on any of them. */

const requestMs = 15_000
const DAY = 86_400_000

/** Reads at most one mail: login, folder and reading work. */
const mailboxFinding = async (
  config: Config,
  pile: 'OPS' | 'ROOT',
  store: Store | null,
  signal: AbortSignal,
): Promise<Finding> => {
  const url = config[`${pile}_MAILBOX`]
  if (url === undefined)
    return pile === 'OPS'
      ? bad('OPS_MAILBOX is not set.', 'Name the mailbox of the group. Example: imaps://ops@imap.example.org/INBOX')
      : skip('ROOT_MAILBOX is not set.')
  const mailbox = await openMailboxFor(config, pile, url)
  const cursor = (await store?.mails.cursor(mailbox.name)) ?? null
  let seen = 0
  for await (const _ of mailbox.messages({ cursor, since: null, maxBytes: 1024 * 1024, signal })) {
    seen += 1
    break
  }
  if (cursor !== null) return ok(`${mailbox.name} can be read; ${seen === 0 ? 'nothing new' : 'new mail waits'}.`)
  return seen > 0
    ? ok(`${mailbox.name} can be read.`)
    : warn(`${mailbox.name} can be read, and is empty.`, 'Is it subscribed to the group, with every mail delivered?')
}

export const mailboxCheck = (config: Config, pile: 'OPS' | 'ROOT', store: Store | null): Check => ({
  id: `mailbox-${pile.toLowerCase()}`,
  title: pile === 'OPS' ? 'Mailbox of the group' : 'Mailbox of root@',
  run: async (signal) => {
    try {
      return await mailboxFinding(config, pile, store, signal)
    } catch (error) {
      return bad(messageOf(error), `Check ${pile}_MAILBOX and ${pile}_PASSWORD (docs/operations.md, “The mailbox”).`)
    }
  },
})

/** Latest raw mails of a pile that the store has, newest first. */
const latestRaw = async (
  store: Store,
  pile: Pile,
  now: Date,
): Promise<readonly { readonly raw: Uint8Array; readonly received: string | null }[]> => {
  const from = new Date(now.getTime() - 30 * DAY).toISOString()
  const mails = await store.desk.mailsBetween(pile, from, new Date(now.getTime() + DAY).toISOString())
  const found = await Promise.all(mails.slice(-10).map(({ hash }) => store.mails.find(hash)))
  return found.flatMap((mail) => (mail === null ? [] : [mail])).reverse()
}

const headerOf = (raw: Uint8Array): string => {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 65_536)).toString('latin1')
  const end = text.search(/\r?\n\r?\n/)
  return end < 0 ? text : text.slice(0, end)
}

/** Some Authentication-Results of this server stands in the header. */
const vouches = (header: string, server: string): boolean =>
  header
    .replace(/\r?\n[ \t]/g, ' ')
    .toLowerCase()
    .split('\n')
    .some((line) => line.startsWith('authentication-results:') && line.includes(server))

/** Without what a Google Group adds, no sender can be believed and no link be made. */
export const groupCheck = (config: Config, store: Store | null, now: Date): Check => ({
  id: 'group',
  title: 'Headers of the group',
  run: async () => {
    const mails = store === null ? [] : await latestRaw(store, 'ops', now)
    if (mails.length === 0) return skip('No mail of the last 30 days is stored yet.')
    const headers = mails.map(({ raw }) => headerOf(raw))
    const count = (pattern: RegExp) => headers.filter((header) => pattern.test(header)).length
    const listed = count(/^list-id:/im)
    const authentic = headers.filter((header) => vouches(header, config.TRUSTED_AUTHSERV)).length
    if (authentic === 0 && config.SENDER_CHECK !== 'off')
      return bad(
        `None of the last ${mails.length} mails has Authentication-Results of ${config.TRUSTED_AUTHSERV}: every one is held for review.`,
        'Name your own mail server in TRUSTED_AUTHSERV, as it stands in that header.',
      )
    if (listed === 0)
      return warn(
        `None of the last ${mails.length} mails has the headers of a group: events get no link to a post.`,
        'Subscribe the mailbox to the group itself instead of forwarding; or set OPS_GROUP.',
      )
    return ok(`${listed} of the last ${mails.length} mails came through the group; ${authentic} are vouched for.`)
  },
})

const mostSkewMs = 2 * 60_000

const serverClock = async (url: string, signal: AbortSignal): Promise<number | null> => {
  const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal }).catch(() => null)
  const date = Date.parse(answer?.headers.get('date') ?? '')
  return Number.isNaN(date) ? null : date
}

const setClock = 'Let the clock be set by NTP (timedatectl set-ntp true); Google refuses logins from a wrong clock.'

/** Against servers that a run asks anyway; null: none of them told its time. */
const againstServers = async (config: Config, clock: () => Date, signal: AbortSignal): Promise<Finding | null> => {
  const google = config.CALENDAR.kind === 'google' ? [config.GOOGLE_CALENDAR_URL ?? 'https://www.googleapis.com/'] : []
  for (const url of [...google, ...(config.PHABRICATOR_URL === undefined ? [] : [config.PHABRICATOR_URL])]) {
    const theirs = await serverClock(url, signal)
    if (theirs === null) continue
    const skew = Math.abs(theirs - clock().getTime())
    const { host } = new URL(url)
    return skew > mostSkewMs
      ? bad(`It differs from that of ${host} by ${Math.round(skew / 1000)} s.`, setClock)
      : ok(`It agrees with that of ${host}.`)
  }
  return null
}

const againstMail = async (store: Store | null, now: Date): Promise<Finding> => {
  const mails = store === null ? [] : await latestRaw(store, 'ops', now)
  const times = mails.map(({ received }) => Date.parse(received ?? '')).filter((at) => !Number.isNaN(at))
  if (times.length === 0) return skip('No server and no mail tell the time to compare with.')
  const ahead = Math.max(...times) - now.getTime()
  return ahead > 5 * 60_000
    ? bad(`The newest mail came ${Math.round(ahead / 60_000)} minutes in the future.`, setClock)
    : ok('No mail came in its future.')
}

/** Our clock against servers that are asked anyway, and against the newest mail. */
export const clockCheck = (config: Config, store: Store | null, clock: () => Date): Check => ({
  id: 'clock',
  title: 'Clock',
  run: async (signal) => (await againstServers(config, clock, signal)) ?? againstMail(store, clock()),
})

const googleFinding = async (config: Config, calendarId: string): Promise<Finding> => {
  const keyFile = config.GOOGLE_APPLICATION_CREDENTIALS
  if (keyFile === undefined)
    return bad('GOOGLE_APPLICATION_CREDENTIALS is not set.', 'Name the service account’s key file.')
  const { googleClient } = await import('../calendar/google/client.ts')
  const client = googleClient({
    calendarId,
    credentials: { keyFile },
    rootUrl: config.GOOGLE_CALENDAR_URL ?? null,
    timeoutMs: requestMs,
    now: Date.now,
  })
  try {
    const { accessRole } = await client.list({ maxResults: 1 })
    if (accessRole == null)
      return warn(
        `google:${calendarId} can be read; whether it may be written, the server does not say.`,
        'The first run that writes an event will tell.',
      )
    return accessRole === 'writer' || accessRole === 'owner'
      ? ok(`google:${calendarId} can be read and written (${accessRole}).`)
      : bad(
          `google:${calendarId} can be read but not written (${accessRole}).`,
          `Share the calendar with ${client.account() ?? 'the service account'}: “Make changes to events” (docs/google-calendar.md).`,
        )
  } catch {
    // The target's own words say what is wrong and what to do.
    await (await openCalendar(config)).changes(null)
    return warn('The first answer of Google was a failure, the second was none.', 'Call doctor again.')
  }
}

export const calendarCheck = (config: Config): Check => ({
  id: 'calendar',
  title: 'Calendar',
  run: async () => {
    const choice = config.CALENDAR
    try {
      if (choice.kind === 'google') return await googleFinding(config, choice.id)
      await (await openCalendar(config)).changes(null)
      return ok(`ics:${choice.path} can be read.`)
    } catch (error) {
      return bad(messageOf(error), 'See docs/google-calendar.md, or CALENDAR in .env.example.')
    }
  },
})

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
const field = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, Json>)[name]
    : undefined

const trackerFinding = async (config: Config, url: string): Promise<Finding> => {
  const token = config.PHABRICATOR_TOKEN
  if (token === undefined)
    return bad('PHABRICATOR_TOKEN is not set.', 'Make a Conduit token for the account that opens tasks.')
  const api = conduit({ url, token: token.reveal(), fetch, timeoutMs: requestMs, pause: (ms) => pause(ms) })
  const name = String(field(await api.read('user.whoami', {}), 'userName') ?? 'unknown')
  const id = Number(config.PHABRICATOR_PARENT.slice(1))
  const parents = list(field(await api.read('maniphest.search', { constraints: { ids: [id] }, limit: 1 }), 'data'))
  if (parents.length === 0)
    return bad(
      `${name} does not see the task ${config.PHABRICATOR_PARENT}.`,
      'Set PHABRICATOR_PARENT, or let the account see it.',
    )
  const slugs = config.PHABRICATOR_PROJECTS.map((slug) => slug.replace(/^#/, ''))
  if (slugs.length === 0) return ok(`${name} sees ${config.PHABRICATOR_PARENT}.`)
  const known = field(field(await api.read('project.search', { constraints: { slugs } }), 'maps'), 'slugMap')
  const missing = slugs.filter((slug) => field(known, slug) === undefined)
  return missing.length > 0
    ? bad(`These projects do not exist: ${missing.join(', ')}.`, 'Correct PHABRICATOR_PROJECTS.')
    : ok(`${name} sees ${config.PHABRICATOR_PARENT} and ${slugs.join(', ')}.`)
}

export const trackerCheck = (config: Config): Check => ({
  id: 'tracker',
  title: 'Phabricator',
  run: async () => {
    const url = config.PHABRICATOR_URL
    if (url === undefined) return skip('PHABRICATOR_URL is not set: no tasks are opened.')
    if (config.SUBTASKS === 'off') return skip('SUBTASKS=off: no tasks are opened.')
    try {
      return await trackerFinding(config, url)
    } catch (error) {
      return bad(messageOf(error), 'Check PHABRICATOR_URL and PHABRICATOR_TOKEN.')
    }
  },
})

export const smtpCheck = (config: Config): Check => ({
  id: 'smtp',
  title: 'Mail server',
  run: async () => {
    if (config.SMTP_URL === undefined) return skip('SMTP_URL is not set: no digest is sent.')
    const post = smtpPost(config.SMTP_URL)
    try {
      await post.verify()
      return ok('It can be reached, and takes the login.')
    } catch (error) {
      return bad(messageOf(error), 'Check SMTP_URL.')
    }
  },
})

export const pageCheck = (config: Config): Check => ({
  id: 'review-page',
  title: 'Review page',
  run: async (signal) => {
    const { host, port } = config.REVIEW_LISTEN
    const url = config.REVIEW_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    const answer = await fetch(`${url}/healthz`, { redirect: 'manual', signal }).catch(() => null)
    await answer?.body?.cancel()
    if (answer !== null && answer.status < 500) return ok(`${url} answers.`)
    const told = answer === null ? `${url} does not answer.` : `${url} answers with HTTP ${answer.status}.`
    const remedy = 'Start it with "maintcal serve", or its systemd unit.'
    return config.REVIEW_URL === undefined
      ? warn(told, `${remedy} Without it questions are answered by "maintcal review".`)
      : bad(told, remedy)
  },
})

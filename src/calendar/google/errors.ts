/** What can go wrong on the way to Google, as values, and how it is told to people. Nothing secret gets through here. */

import { oneLine } from '../text.ts'

export type Trouble =
  /** The API answered, with an error. `reason` is Google's word for it (`rateLimitExceeded`), `said` its sentence. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly reason: string
      readonly said: string
      readonly retryAfter: string | null
    }
  /** The token endpoint refused us, or was not well (`status` ≥ 500 or 429). */
  | { readonly kind: 'token'; readonly status: number; readonly reason: string; readonly retryAfter: string | null }
  /** No answer: refused, reset, timed out. Whether the request was carried out is unknown. */
  | { readonly kind: 'silence'; readonly host: string; readonly why: string }
  /** Somebody answered, but not the Calendar API. */
  | { readonly kind: 'nonsense'; readonly host: string }
  /** The key or the address cannot be used: nothing was sent. `why` is for people. */
  | { readonly kind: 'setup'; readonly why: string }
  /** The calendar itself is not there for us, as opposed to one event. */
  | { readonly kind: 'no-calendar' }

/** Carries a Trouble through the client library's promises. */
export class TroubleError extends Error {
  readonly trouble: Trouble
  constructor(trouble: Trouble) {
    super(trouble.kind)
    this.name = 'TroubleError'
    this.trouble = trouble
  }
}

/** Thrown by `changes` and `get`, which have no failure value. `message` is for people; `retry`: a later run may succeed. */
export class CalendarError extends Error {
  readonly retry: boolean
  constructor(message: string, retry: boolean) {
    super(message)
    this.name = 'CalendarError'
    this.retry = retry
  }
}

type Bag = Readonly<Record<string, unknown>>
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const first = (value: unknown): Bag => (Array.isArray(value) ? bag(value[0]) : {})

/** Of any Headers class: the client library brings its own. */
const header = (headers: unknown, name: string): string | null => {
  const { get } = bag(headers)
  return typeof get === 'function' ? text(get.call(headers, name)) || null : text(bag(headers)[name]) || null
}

/**
 * The Trouble in what a client call threw; null when it is none of ours (a defect in the program, to be rethrown).
 * Google writes errors in two shapes: `error.errors[0].reason` (Calendar guide "Handle API errors") and AIP-193 `error.status`.
 */
export const troubleOf = (thrown: unknown): Trouble | null => {
  if (thrown instanceof TroubleError) return thrown.trouble
  const { config, response, code } = bag(thrown)
  if (config === undefined) return null
  const host = hostOf(bag(config).url)
  if (response === undefined) return { kind: 'silence', host, why: text(code) || 'no answer in time' }
  const { status, data, headers } = bag(response)
  const error = bag(bag(data).error)
  return {
    kind: 'answer',
    status: typeof status === 'number' ? status : 0,
    reason: text(first(error.errors).reason) || text(first(error.details).reason) || text(error.status) || 'unknown',
    said: text(error.message),
    retryAfter: header(headers, 'retry-after'),
  }
}

const hostOf = (url: unknown): string => {
  const written = url instanceof URL ? url.href : text(url)
  return URL.canParse(written) ? new URL(written).host : 'the server'
}

/** Google's own sentence on one short line; tokens and keys never stand in one, and if they did, they end here. */
const quoted = (said: string): string => {
  const line = oneLine(
    said.slice(0, 1000).replace(/Bearer\s\S+|ya29\.\S+|-----BEGIN[^-]{0,40}-----|[\w+/=.-]{40,}/g, '(hidden)'),
    200,
  )
  return line === '' ? '' : `, "${line}"`
}

export interface Place {
  readonly calendarId: string
  /** The service account's address; null while the key is unread. */
  readonly account: string | null
}

const share = ({ calendarId, account }: Place): string =>
  `In Google Calendar, open "Settings and sharing" of the calendar ${calendarId}, under "Shared with" add ${account ?? 'the service account (client_email in the key file)'}, and give it "Make changes to events"`

/** The older words are `rateLimitExceeded` and its kin, the newer ones `RATE_LIMIT_EXCEEDED`, `RESOURCE_EXHAUSTED`. */
const isLimit = (reason: string): boolean =>
  reason === 'RESOURCE_EXHAUSTED' || reason.replaceAll('_', '').toLowerCase().includes('ratelimit')

const isBusy = (status: number, reason: string): boolean =>
  status === 408 || status === 429 || status >= 500 || isLimit(reason)

const refused = (status: number, reason: string, place: Place): string => {
  if (isBusy(status, reason))
    return `Google is too busy to give an access token (HTTP ${status}, ${reason}). maintcal tries again in the next run.`
  return reason === 'invalid_grant'
    ? `Google does not accept the key of ${place.account}: it was deleted or disabled, or this host's clock is wrong. Check the clock (timedatectl), then make a new key in the Google Cloud console, under IAM & Admin, Service Accounts, Keys.`
    : `Google gave no access token for ${place.account} (HTTP ${status}, ${reason}). Check the key file that GOOGLE_APPLICATION_CREDENTIALS names.`
}

/** Words for a Trouble with one answer of the API, by Google's reason or the status. Source: google.md §1 "Errors". */
const answered = (trouble: Extract<Trouble, { kind: 'answer' }>, place: Place): string => {
  const { status, reason, said } = trouble
  const code = `HTTP ${status}, ${reason}${quoted(said)}`
  if (status === 401)
    return `Google rejects the access of ${place.account ?? 'the service account'} even with a new token (${code}). Check that the account exists and is enabled.`
  if (reason === 'accessNotConfigured' || reason === 'SERVICE_DISABLED')
    return `The Google Calendar API is not enabled in the project of ${place.account}. Enable it in the Google Cloud console, under APIs & Services, Library, Google Calendar API.`
  if (reason === 'quotaExceeded' || reason === 'dailyLimitExceeded')
    return `The calendar's usage limit is reached (${code}). maintcal stops writing and goes on in a later run; nothing is lost.`
  if (reason === 'requiredAccessLevel' || reason === 'insufficientPermissions')
    return `${place.account} may read the calendar, but not change it (${code}). ${share(place)}.`
  // Before the other refusals: a rate limit comes as 403, too.
  if (isBusy(status, reason)) return `Google is busy (${code}). maintcal tries again in the next run.`
  if (status === 403)
    return `Google does not allow this change (${code}). If it happens with every event: ${share(place)}. Guests on an event also have this effect: a service account may not invite.`
  return `Google refused it (${code}).`
}

/** One or two sentences for people: what happened and what to do. */
export const tell = (trouble: Trouble, place: Place): string => {
  switch (trouble.kind) {
    case 'answer':
      return answered(trouble, place)
    case 'token':
      return refused(trouble.status, trouble.reason, place)
    case 'silence':
      return `No answer from ${trouble.host} (${trouble.why}). maintcal tries again in the next run; if it goes on, check the network and a proxy (HTTPS_PROXY).`
    case 'nonsense':
      return `${trouble.host} answered, but not as the Google Calendar API does. Check GOOGLE_CALENDAR_URL and a proxy on the way.`
    case 'setup':
      return trouble.why
    case 'no-calendar':
      return `The calendar is not there, or not shared with maintcal (HTTP 404). ${share(place)}. If the id is wrong: it stands under "Integrate calendar" in the same settings, and goes into CALENDAR=google:ID.`
  }
}

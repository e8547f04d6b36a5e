/** The calls that we make of the Calendar API, and nothing else of the client library. It is loaded at the first call (60 ms). */
import { readFile } from 'node:fs/promises'
import type { calendar_v3 } from '@googleapis/calendar'
import { isSafeUrl, type PostForm, parseKey, type ServiceAccountKey, tokenSource } from './auth.ts'
import { TroubleError } from './errors.ts'

export type Resource = calendar_v3.Schema$Event
export type Page = calendar_v3.Schema$Events

/** Enough to read and write events; calendars and their sharing stay out of reach (google.md §1 "Auth"). */
export const calendarScope = 'https://www.googleapis.com/auth/calendar.events'

export interface ClientSettings {
  readonly calendarId: string
  /** A parsed key, or the path of the key file, read at the first call. */
  readonly credentials: ServiceAccountKey | { readonly keyFile: string }
  /** Root of the API, with or without `/calendar/v3`; null: Google's. */
  readonly rootUrl: string | null
  /** For each request, in milliseconds. */
  readonly timeoutMs: number
  readonly now: () => number
}

/** Every call throws what `troubleOf` understands. */
export interface Client {
  readonly list: (params: Readonly<Record<string, string | number | boolean>>) => Promise<Page>
  readonly get: (id: string) => Promise<Resource>
  readonly insert: (event: Resource) => Promise<Resource>
  /** If-Match `etag`. */
  readonly update: (id: string, event: Resource, etag: string | null) => Promise<Resource>
  /** If-Match `etag`. */
  readonly remove: (id: string, etag: string | null) => Promise<null>
  readonly forgetToken: () => void
  /** The service account's address, once the key is read. */
  readonly account: () => string | null
}

const readKey = async (credentials: ClientSettings['credentials']): Promise<ServiceAccountKey> => {
  if (!('keyFile' in credentials)) return credentials
  const { keyFile } = credentials
  const json = await readFile(keyFile, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = `The Google key file ${keyFile} cannot be read (${cause.code ?? 'unknown'}). GOOGLE_APPLICATION_CREDENTIALS names it.`
    throw new TroubleError({ kind: 'setup', why })
  })
  return parseKey(json, keyFile)
}

/** The library appends `/calendar/v3` itself. It keeps a path in the root only when it is given with each call. */
const rootOf = (url: string): string => `${url.replace(/\/{0,9}$/, '').replace(/\/calendar\/v3$/, '')}/`

/** A proxy is for the way out; the library would use it for this host's own servers too (google.md §2). */
const noProxy = ['127.0.0.1', 'localhost', '[::1]']

const open = async (settings: ClientSettings, key: () => Promise<ServiceAccountKey>) => {
  if (settings.rootUrl !== null && !isSafeUrl(settings.rootUrl))
    throw new TroubleError({
      kind: 'setup',
      why: 'GOOGLE_CALENDAR_URL must be an https address, or http to this host.',
    })
  const { auth, calendar } = await import('@googleapis/calendar')
  const client = new auth.OAuth2()
  const post: PostForm = async (url, form) => {
    const { status, data, headers } = await client.transporter.request<unknown>({
      url,
      method: 'POST',
      data: new URLSearchParams({ ...form }),
      responseType: 'json',
      timeout: settings.timeoutMs,
      noProxy,
      validateStatus: () => true,
    })
    return { status, body: data, retryAfter: headers.get('retry-after') }
  }
  const tokens = tokenSource({ key, scope: calendarScope, subject: null, now: settings.now, post })
  // A past expiry makes the client ask for every request, so that our clock and our memory decide. Without any expiry it
  // would replay requests on 401 and 403 by itself (google.md §2 "forceRefreshOnFailure").
  client.refreshHandler = async () => ({ access_token: await tokens.token(), expiry_date: 1 })
  const api = calendar({
    version: 'v3',
    auth: client,
    timeout: settings.timeoutMs,
    retry: false,
    noProxy,
    responseType: 'json',
  })
  return { events: api.events, tokens }
}

/** A client for one calendar. Touches neither file nor network before the first call. */
export const googleClient = (settings: ClientSettings): Client => {
  const { calendarId } = settings
  let account: string | null = null
  let opened: ReturnType<typeof open> | null = null
  const key = async (): Promise<ServiceAccountKey> => {
    const read = await readKey(settings.credentials)
    account = read.clientEmail
    return read
  }
  const connection = () => {
    opened ??= open(settings, key)
    return opened
  }
  const host = settings.rootUrl ?? 'www.googleapis.com'
  /** A proxy's sign-in page is a 200 too. */
  const sound = <T extends object>(data: T, isIt: (data: T) => boolean): T => {
    if (typeof data !== 'object' || data === null || !isIt(data)) throw new TroubleError({ kind: 'nonsense', host })
    return data
  }
  const page = (data: Page): Page => sound(data, ({ items }) => items === undefined || Array.isArray(items))
  const event = (data: Resource): Resource => sound(data, ({ id }) => typeof id === 'string' && id !== '')
  const root = settings.rootUrl === null ? {} : { rootUrl: rootOf(settings.rootUrl) }
  const ifMatch = (etag: string | null) => ({ ...root, ...(etag === null ? {} : { headers: { 'If-Match': etag } }) })

  return {
    list: async (params) => {
      const { events } = await connection()
      return page((await events.list({ calendarId, ...params }, root)).data)
    },
    get: async (eventId) => {
      const { events } = await connection()
      return event((await events.get({ calendarId, eventId }, root)).data)
    },
    insert: async (requestBody) => {
      const { events } = await connection()
      return event((await events.insert({ calendarId, requestBody }, root)).data)
    },
    update: async (eventId, requestBody, etag) => {
      const { events } = await connection()
      // A PUT replaces everything: without these two, what a person attached would not be sent along (discovery, events.update).
      const keep = {
        ...(requestBody.attachments ? { supportsAttachments: true } : {}),
        ...(requestBody.conferenceData ? { conferenceDataVersion: 1 } : {}),
      }
      const answer = await events.update({ calendarId, eventId, requestBody, ...keep }, ifMatch(etag))
      return event(answer.data)
    },
    remove: async (eventId, etag) => {
      const { events } = await connection()
      await events.delete({ calendarId, eventId }, ifMatch(etag))
      return null
    },
    forgetToken: () => {
      opened?.then(({ tokens }) => tokens.forget()).catch(() => undefined)
    },
    account: () => account,
  }
}

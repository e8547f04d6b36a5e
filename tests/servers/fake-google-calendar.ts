/**
 * A Google Calendar on loopback that checks what it is sent, remembers as Google does, and fails on demand.
 * It refuses more than Google would: what Google swallows in silence is a defect of ours.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkQuery, type Json, Refusal } from './google/checks.ts'
import type { Operation } from './google/discovery.ts'
import { type Events, keepEvents } from './google/events.ts'
import { keepListing } from './google/listing.ts'
import { account, keepTokens, keyFileContent } from './google/tokens.ts'

/**
 * `cut`: the connection dies before, `store-then-cut`: after the request is carried out. `hang`: no answer, nothing done.
 * `meanwhile`: a person is faster; then the request is carried out.
 */
export type Fault =
  | 'cut'
  | 'hang'
  | 'store-then-cut'
  | { readonly meanwhile: () => void }
  | {
      readonly status: number
      readonly reason?: string
      readonly message?: string
      readonly retryAfter?: string
      readonly raw?: string
    }

export interface SeenRequest {
  readonly operation: Operation | 'unknown'
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly ifMatch: string | null
  readonly body: unknown
  /** Of the answer; 0 if none was given. */
  readonly status: number
}

export interface FakeGoogleCalendar {
  /** For GOOGLE_CALENDAR_URL. */
  readonly rootUrl: string
  readonly calendarId: string
  readonly account: string
  /** Content of the key file for GOOGLE_APPLICATION_CREDENTIALS; its token_uri is this server. */
  readonly keyFile: string
  readonly requests: readonly SeenRequest[]
  /** Every request that was wrong in itself (HTTP 400), in words: empty in a good test. */
  readonly complaints: string[]
  readonly events: () => readonly Json[]
  readonly edit: Events['edit']
  readonly add: Events['add']
  readonly purge: Events['purge']
  readonly save: Events['save']
  readonly deleteByPerson: (id: string) => void
  /** The next requests of that operation fail, one after the other. */
  readonly fail: (operation: Operation, ...faults: readonly Fault[]) => void
  /** No more faults; how many were never met. */
  readonly calm: () => number
  readonly share: (role: 'writer' | 'reader' | 'none') => void
  readonly revokeTokens: () => void
  readonly expireSyncTokens: () => void
  readonly tokens: () => readonly string[]
  readonly close: () => Promise<void>
}

export interface FakeOptions {
  /** Milliseconds; the clock by which tokens and JWTs are judged. */
  readonly now: () => number
  readonly calendarId?: string
  readonly pageSize?: number
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Paths and methods: discovery, `resources.events.methods`. */
const route = (method: string, path: string) => {
  if (path === '/token') return { operation: method === 'POST' ? 'token' : 'unknown', calendar: '', id: '' } as const
  const found = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(path)
  const calendar = decodeURIComponent(found?.[1] ?? '')
  const id = decodeURIComponent(found?.[2] ?? '')
  const table: Readonly<Record<string, Operation>> = id
    ? { GET: 'get', PUT: 'update', DELETE: 'delete' }
    : { GET: 'list', POST: 'insert' }
  return { operation: (found && table[method]) || ('unknown' as const), calendar, id }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The form of errors: developers.google.com/workspace/calendar/api/guides/errors. */
const errorBody = ({ status, reason, message }: Refusal): Json => ({
  error: { errors: [{ domain: 'global', reason, message }], code: status, message },
})

type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }

const asReply = (fault: Extract<Fault, { status: number }>): Reply =>
  fault.raw === undefined
    ? {
        status: fault.status,
        body: errorBody(new Refusal(fault.status, fault.reason ?? 'backendError', fault.message ?? 'Told to fail')),
        ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': fault.retryAfter } }),
      }
    : { status: fault.status, body: fault.raw }

/** A token is asked for with a form (RFC 7523 §2.1); the API takes JSON bodies. */
const isOfWrongType = (operation: Operation | 'unknown', { body, headers }: Asked): boolean => {
  const type = operation === 'token' ? 'application/x-www-form-urlencoded' : 'application/json'
  return body !== '' && headers['content-type']?.startsWith(type) !== true
}

/** What the client gets to see: null is no answer at all. */
const replyTo = (fault: Fault | undefined, carryOut: () => Reply): Reply | null => {
  if (fault === undefined) return carryOut()
  if (fault === 'store-then-cut') carryOut()
  if (typeof fault === 'string') return null
  if (!('meanwhile' in fault)) return asReply(fault)
  fault.meanwhile()
  return carryOut()
}

export const startFakeGoogleCalendar = async (options: FakeOptions): Promise<FakeGoogleCalendar> => {
  const calendarId = options.calendarId ?? 'maintenance@group.calendar.google.com'
  const events = keepEvents(options.now, account)
  const listing = keepListing(events, options.pageSize ?? 2500)
  const tokens = keepTokens(options.now)
  const faults = new Map<Operation, Fault[]>()
  const requests: SeenRequest[] = []
  const complaints: string[] = []
  let role: 'writer' | 'reader' | 'none' = 'writer'
  let root = ''

  const carryOut = (operation: Exclude<Operation, 'token'>, id: string, request: Asked): Reply => {
    const ifMatch = request.headers['if-match'] ?? null
    checkQuery(operation, request.url.searchParams)
    // google.md §1 "Auth": reading is not enough to write; the reason is Google's for a reader who writes [?]
    if (role === 'reader' && operation !== 'list' && operation !== 'get')
      throw new Refusal(403, 'requiredAccessLevel', 'You need to have writer access to this calendar.')
    switch (operation) {
      case 'list':
        // discovery, `schemas.Events.properties.accessRole`
        return { status: 200, body: { ...listing.list(request.url.searchParams), accessRole: role } }
      case 'get':
        return { status: 200, body: events.get(id) }
      case 'insert':
        return { status: 200, body: events.insert(parsed(request.body)) }
      case 'update':
        return { status: 200, body: events.update(id, parsed(request.body), ifMatch) }
      case 'delete':
        events.remove(id, ifMatch)
        return { status: 204, body: '' }
    }
  }

  const answer = (operation: Operation | 'unknown', calendar: string, id: string, request: Asked): Reply => {
    if (isOfWrongType(operation, request)) {
      complaints.push(`${operation}: content-type ${request.headers['content-type']}`)
      return { status: 400, body: errorBody(new Refusal(400, 'parseError', 'Wrong content-type')) }
    }
    if (operation === 'token') return tokens.answer(new URLSearchParams(request.body), `${root}token`)
    try {
      if (operation === 'unknown') throw new Refusal(400, 'badRequest', `No such call: ${request.url.pathname}`)
      if (!tokens.isGood(request.headers.authorization)) throw new Refusal(401, 'authError', 'Invalid Credentials')
      if (calendar !== calendarId || role === 'none') throw new Refusal(404, 'notFound', 'Not Found')
      return carryOut(operation, id, request)
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      if (refusal.status === 400) complaints.push(`${operation}: ${refusal.message}`)
      return { status: refusal.status, body: errorBody(refusal) }
    }
  }

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', root)
    const request: Asked = {
      url,
      body: await bodyOf(incoming),
      headers: incoming.headers,
    }
    const method = incoming.method ?? ''
    response.setHeader('date', new Date(options.now()).toUTCString())
    // `doctor` asks what time it is.
    if (method === 'HEAD') return void response.writeHead(404).end()
    const { operation, calendar, id } = route(method, url.pathname)
    const fault = operation === 'unknown' ? undefined : faults.get(operation)?.shift()
    const reply = replyTo(fault, () => answer(operation, calendar, id, request))
    requests.push({
      operation,
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      ifMatch: request.headers['if-match'] ?? null,
      body: operation === 'token' ? null : parsed(request.body),
      status: reply?.status ?? 0,
    })
    if (fault === 'hang') return
    if (reply === null) return void incoming.socket.destroy()
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=UTF-8', ...reply.headers })
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      complaints.push(`the fake itself failed: ${error}`)
      incoming.socket.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  return {
    rootUrl: root,
    calendarId,
    account,
    keyFile: keyFileContent(`${root}token`),
    requests,
    complaints,
    events: events.all,
    edit: events.edit,
    add: events.add,
    purge: events.purge,
    save: events.save,
    deleteByPerson: (id) => events.edit(id, { status: 'cancelled' }),
    fail: (operation, ...more) => {
      faults.set(operation, [...(faults.get(operation) ?? []), ...more])
    },
    calm: () => {
      const left = [...faults.values()].flat().length
      faults.clear()
      return left
    },
    share: (as) => {
      role = as
    },
    revokeTokens: tokens.revokeAll,
    expireSyncTokens: listing.expire,
    tokens: tokens.given,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

interface Asked {
  readonly url: URL
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

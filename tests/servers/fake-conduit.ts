import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A small Conduit on loopback. Shapes, error texts and oddities are those observed on Phorge 07c1a51: errors are HTTP 200
 * with `error_code`; ERR-INVALID-AUTH repeats the token; JSON parameters are strictly typed; unknown PHIDs and statuses are
 * stored as they come; resolving an unassigned task assigns the caller; the default order is by priority; limits end at 100.
 */
export interface FakeTask {
  id: number
  phid: string
  title: string
  description: string
  status: string
  priority: number
  ownerPHID: string | null
  authorPHID: string
  parents: string[]
  projects: string[]
  comments: string[]
  dateCreated: number
  dateClosed: number | null
}

/** `before`: the connection is cut and nothing is done; `after`: all is done and the answer is lost. */
export type Trouble = 'before' | 'after' | 'html' | 'rate-limit' | 'hang' | { readonly status: number }

export interface FakeConduit {
  readonly url: string
  readonly token: string
  readonly tasks: FakeTask[]
  readonly calls: { readonly method: string; readonly params: Record<string, unknown> }[]
  /** Seconds since 1970, as the server sees them. */
  clock: number
  /** What happens to the next calls of this method, in order. */
  trouble(method: string, ...troubles: readonly Trouble[]): void
  /** No more troubles; how many were never met. */
  calm(): number
  /** A person's deed. */
  add(task: Partial<FakeTask> & { readonly title: string }): FakeTask
  close(): Promise<void>
}

class Refusal extends Error {
  readonly code: string
  constructor(code: string, info: string) {
    super(info)
    this.code = code
  }
}

type Params = Record<string, unknown>
const BOT = 'PHID-USER-botbotbotbotbotbotbo'
const STATUSES = [
  { name: 'Open', value: 'open', closed: false, special: 'default' },
  { name: 'Stalled', value: 'stalled', closed: false },
  { name: 'Resolved', value: 'resolved', closed: true, special: 'closed' },
  { name: 'Declined', value: 'declined', closed: true },
  { name: 'Invalid', value: 'invalid', closed: true },
  { name: 'Duplicate', value: 'duplicate', closed: true, special: 'duplicate' },
]
const PRIORITIES: Readonly<Record<string, number>> = {
  unbreak: 100,
  triage: 90,
  high: 80,
  normal: 50,
  low: 25,
  wish: 0,
}
const PROJECTS: Readonly<Record<string, string>> = {
  sre: 'PHID-PROJ-sresresresresresres1',
  cronspam: 'PHID-PROJ-cronspamcronspamcr01',
}
const MAX_TITLE = 255

const core = (info: string): Refusal => new Refusal('ERR-CONDUIT-CORE', info)
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const asObject = (value: unknown): Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Params) : {}

const isClosed = (status: string): boolean => STATUSES.find((s) => s.value === status)?.closed === true

const phidOf = (kind: string, id: number): string => `PHID-${kind}-${String(id).padStart(20, 'a')}`

const rowOf = (task: FakeTask): unknown => ({
  id: task.id,
  type: 'TASK',
  phid: task.phid,
  fields: {
    name: task.title,
    description: { raw: task.description },
    authorPHID: task.authorPHID,
    ownerPHID: task.ownerPHID,
    status: {
      value: task.status,
      name: STATUSES.find((s) => s.value === task.status)?.name ?? 'Unknown Status',
      color: null,
    },
    priority: { value: task.priority, name: 'Needs Triage', color: 'violet' },
    points: null,
    subtype: 'default',
    closerPHID: null,
    dateClosed: task.dateClosed,
    spacePHID: null,
    dateCreated: task.dateCreated,
    dateModified: task.dateCreated,
    policy: { view: 'users', interact: 'users', edit: 'users' },
  },
  attachments: {},
})

/** Unknown status words are stored as they come; only known closed ones close. */
const setStatus = (task: FakeTask, value: string, ownerGiven: boolean, clock: number): void => {
  const closes = isClosed(value) && !isClosed(task.status)
  task.status = value
  if (closes) {
    task.dateClosed = clock
    if (task.ownerPHID === null && !ownerGiven) task.ownerPHID = BOT
  } else if (!isClosed(value)) task.dateClosed = null
}

const edgeValues = (type: string, value: unknown): string[] =>
  asList(value).map((v) => {
    const known = type.startsWith('projects.') && typeof v === 'string' && PROJECTS[v] !== undefined ? PROJECTS[v] : v
    if (typeof known !== 'string' || !known.startsWith('PHID-')) {
      throw core(
        `Edge transactions must have destination PHIDs as in edge lists (found key "0" on transaction of type "core:edge").`,
      )
    }
    return known
  })

const titled = (value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw core('Validation errors:\n  - Task must have a title.')
  if ([...value].length > MAX_TITLE) throw core('Validation errors:\n  - Task title cannot exceed 255 characters.')
  return value
}

const prioritised = (value: unknown): number => {
  const number = typeof value === 'string' ? PRIORITIES[value] : undefined
  if (number === undefined) throw core('Validation errors:\n  - Task priority must be a keyword.')
  return number
}

interface Given {
  readonly ownerGiven: boolean
  readonly clock: number
}

const TRANSACTIONS: Readonly<Record<string, (task: FakeTask, value: unknown, given: Given) => void>> = {
  title: (task, value) => {
    task.title = titled(value)
  },
  description: (task, value) => {
    task.description = String(value)
  },
  comment: (task, value) => {
    task.comments.push(String(value))
  },
  status: (task, value, { ownerGiven, clock }) => setStatus(task, String(value), ownerGiven, clock),
  owner: (task, value) => {
    task.ownerPHID = value === null ? null : String(value)
  },
  priority: (task, value) => {
    task.priority = prioritised(value)
  },
  'parents.add': (task, value) => {
    task.parents = edgeValues('parents.add', value)
  },
  'projects.add': (task, value) => {
    task.projects = edgeValues('projects.add', value)
  },
}

const apply = (task: FakeTask, type: string, value: unknown, given: Given): void => {
  const transaction = TRANSACTIONS[type]
  if (transaction === undefined) {
    throw core(`Transaction with key "0" has invalid type "${type}". This type is not recognized.`)
  }
  transaction(task, value, given)
}

type Fits = (task: FakeTask, values: readonly unknown[], tasks: readonly FakeTask[]) => boolean
const CONSTRAINTS: Readonly<Record<string, Fits>> = {
  ids: (task, values) => values.includes(task.id),
  phids: (task, values) => values.includes(task.phid),
  parentIDs: (task, values, tasks) => tasks.some((p) => values.includes(p.id) && task.parents.includes(p.phid)),
  statuses: (task, values) => values.includes(task.status),
}

const checkConstraints = (constraints: Params): void => {
  for (const [name, given] of Object.entries(constraints)) {
    if (CONSTRAINTS[name] === undefined) {
      throw new Refusal('ERR-CONDUIT-CALL', `Constraint "${name}" is not a valid constraint for this query.`)
    }
    const values = asList(given)
    if (values.length === 0) {
      throw new Refusal('ERR-INVALID-CONSTRAINT', `Error while reading constraint "${name}": Expected a nonempty list.`)
    }
    if ((name === 'ids' || name === 'parentIDs') && values.some((v) => typeof v !== 'number')) {
      throw new Refusal(
        'ERR-INVALID-CONSTRAINT',
        `Error while reading "${name}": Expected a list of integers, but item with index "0" is not an integer.`,
      )
    }
  }
}

const matches = (task: FakeTask, constraints: Params, tasks: readonly FakeTask[]): boolean =>
  Object.entries(constraints).every(([name, given]) => CONSTRAINTS[name]?.(task, asList(given), tasks) === true)

const ordered = (tasks: readonly FakeTask[], order: unknown): FakeTask[] => {
  const byId = [...tasks].sort((a, b) => b.id - a.id)
  if (order === 'newest') return byId
  if (order === 'oldest') return byId.reverse()
  if (order !== undefined) throw core(`Query builder order "${String(order)}" is not known.`)
  return byId.sort((a, b) => b.priority - a.priority)
}

const search = (tasks: readonly FakeTask[], params: Params): unknown => {
  const limit = params.limit ?? 100
  if (typeof limit !== 'number' || limit < 1 || limit > 100) {
    throw new Refusal('ERR-INVALID-PAGE-SIZE', 'Maximum page size for Conduit API method calls is 100.')
  }
  checkConstraints(asObject(params.constraints))
  const found = ordered(
    tasks.filter((t) => matches(t, asObject(params.constraints), tasks)),
    params.order,
  )
  const after = params.after
  if (after !== undefined && (typeof after !== 'string' || !tasks.some((t) => String(t.id) === after))) {
    throw core(`Cursor "${String(after)}" does not identify a valid object in query "ManiphestTaskQuery".`)
  }
  const from = after === undefined ? 0 : found.findIndex((t) => String(t.id) === after) + 1
  const page = found.slice(from, from + limit)
  const more = from + limit < found.length
  return {
    data: page.map(rowOf),
    maps: {},
    query: { queryKey: null },
    cursor: {
      limit,
      after: more ? String(page[page.length - 1]?.id) : null,
      before: null,
      order: params.order ?? null,
    },
  }
}

const projectSearch = (params: Params): unknown => {
  const slugs = asList(asObject(params.constraints).slugs).map(String)
  const slugMap: Record<string, unknown> = {}
  for (const slug of slugs) {
    const phid = PROJECTS[slug.replace(/^#/, '')]
    if (phid !== undefined) slugMap[slug] = { slug: slug.replace(/^#/, ''), projectPHID: phid }
  }
  return {
    data: [],
    maps: { slugMap },
    query: { queryKey: null },
    cursor: { limit: 100, after: null, before: null, order: null },
  }
}

/** Starts the server with a parent task T1. */
export const startFakeConduit = async (): Promise<FakeConduit> => {
  const token = `api-${'fake'.repeat(7)}`
  const tasks: FakeTask[] = []
  const troubles = new Map<string, Trouble[]>()
  const fake = { token, tasks, calls: [] as FakeConduit['calls'], clock: 1_790_000_000 }

  const add = (task: Partial<FakeTask> & { readonly title: string }): FakeTask => {
    const id = tasks.length + 1
    const made: FakeTask = {
      id,
      phid: phidOf('TASK', id),
      description: '',
      status: 'open',
      priority: 90,
      ownerPHID: null,
      authorPHID: BOT,
      parents: [],
      projects: [],
      comments: [],
      dateCreated: fake.clock,
      dateClosed: null,
      ...task,
    }
    tasks.push(made)
    return made
  }

  const edit = (params: Params): unknown => {
    const transactions = asList(params.transactions).map(asObject)
    const identifier = params.objectIdentifier
    const found = tasks.find((t) => t.phid === identifier || t.id === identifier || `T${t.id}` === identifier)
    if (identifier !== undefined && found === undefined)
      throw core(`No object exists with PHID "${String(identifier)}".`)
    if (found === undefined && !transactions.some((t) => t.type === 'title')) {
      throw core('Validation errors:\n  - Task must have a title.')
    }
    // All or nothing: a copy takes the changes first.
    const draft: FakeTask = structuredClone(found ?? { ...add({ title: '' }), title: '' })
    if (found === undefined) tasks.pop()
    const ownerGiven = transactions.some((t) => t.type === 'owner')
    for (const { type, value } of transactions) apply(draft, String(type), value, { ownerGiven, clock: fake.clock })
    if (found === undefined) tasks.push(draft)
    else Object.assign(found, draft)
    return {
      object: { id: draft.id, phid: draft.phid },
      transactions: transactions.map((_, i) => ({ phid: phidOf('XACT-TASK', i + 1) })),
    }
  }

  const methods: Readonly<Record<string, (params: Params) => unknown>> = {
    'conduit.ping': () => 'fake',
    'user.whoami': () => ({
      phid: BOT,
      userName: 'cronbot',
      realName: 'Cron Mail Bot',
      roles: ['agent', 'verified', 'approved', 'activated'],
    }),
    'maniphest.status.search': () => ({ data: STATUSES }),
    'maniphest.search': (params) => search(tasks, params),
    'maniphest.edit': edit,
    'project.search': projectSearch,
  }

  const answer = (method: string, form: URLSearchParams): unknown => {
    const given = form.get('params')
    if (given === null) throw new Refusal('ERR-INVALID-SESSION', 'Session key is not present.')
    const { __conduit__: conduit, ...params } = asObject(JSON.parse(given))
    const said = asObject(conduit).token
    if (said === undefined) throw new Refusal('ERR-INVALID-SESSION', 'Session key is not present.')
    if (said !== token) throw new Refusal('ERR-INVALID-AUTH', `API token "${String(said)}" is not valid.`)
    const run = methods[method]
    if (run === undefined) throw new Refusal('ERR-CONDUIT-CALL', `Conduit API method "${method}" does not exist.`)
    fake.calls.push({ method, params })
    return run(params)
  }

  /** Instead of an answer. */
  const fail = (trouble: Exclude<Trouble, 'after'>, request: IncomingMessage, response: ServerResponse): void => {
    if (trouble === 'hang') return
    if (trouble === 'before') {
      request.socket.destroy()
      return
    }
    if (trouble === 'rate-limit') {
      response.writeHead(429, { 'Content-Type': 'text/plain' }).end('TOO MANY REQUESTS')
      return
    }
    const status = trouble === 'html' ? 502 : trouble.status
    response.writeHead(status, { 'Content-Type': 'text/html' }).end('<html>Bad Gateway</html>')
  }

  const handle = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const method = (request.url ?? '').replace(/^\/api\//, '')
    const trouble = troubles.get(method)?.shift()
    if (trouble !== undefined && trouble !== 'after') {
      fail(trouble, request, response)
      return
    }
    let envelope: unknown
    try {
      if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) {
        throw core('Conduit API call was made with a content type that is not supported.')
      }
      envelope = { result: answer(method, new URLSearchParams(body)), error_code: null, error_info: null }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      envelope = { result: null, error_code: error.code, error_info: error.message }
    }
    if (trouble === 'after') {
      request.socket.destroy()
      return
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(envelope))
  }

  const server = createServer((request, response) => {
    response.setHeader('Date', new Date(fake.clock * 1000).toUTCString())
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => handle(request, response, Buffer.concat(chunks).toString('utf8')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  add({ title: 'Tracking and reducing cron-spam to root@' })
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add,
    trouble: (method: string, ...list: readonly Trouble[]) => {
      troubles.set(method, [...(troubles.get(method) ?? []), ...list])
    },
    calm: () => {
      const left = [...troubles.values()].flat().length
      troubles.clear()
      return left
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  })
}

import { type Conduit, type ConduitOptions, conduit, type Json, type JsonObject } from './conduit.ts'
import { instant, list, object, text } from './json.ts'
import type { NewTask, TrackedTask, Tracker } from './tracker.ts'
import { TrackerError } from './tracker.ts'

export interface PhabricatorOptions extends ConduitOptions {
  /** `T132324` */
  readonly parent: string
  /** Slugs, with or without `#`. */
  readonly projects: readonly string[]
}

const TITLE_LENGTH = 255
const PAGE = 100

const taskOf = (row: Json, closed: ReadonlySet<string>): TrackedTask | null => {
  const { id, phid, fields: given } = object(row)
  const fields = object(given)
  const status = text(object(fields.status).value)
  if (typeof id !== 'number' || typeof phid !== 'string') return null
  return {
    id,
    key: phid,
    title: text(fields.name),
    description: text(object(fields.description).raw),
    status,
    // A status that the server does not list (it stores any word) counts as open only if the task was never closed.
    closed: closed.has(status) || instant(fields.dateClosed) !== null,
    closedAt: instant(fields.dateClosed),
  }
}

interface Server {
  readonly parent: string
  readonly parentId: number
  readonly projects: readonly string[]
  readonly closed: ReadonlySet<string>
  readonly open: string
}

/** All rows of a search, newest first, page by page (`after` until null; other orders move while tasks are made). */
const searchAll = async (api: Conduit, constraints: JsonObject): Promise<readonly Json[]> => {
  const rows: Json[] = []
  let after: string | null = null
  do {
    const page: JsonObject = object(
      await api.read('maniphest.search', {
        constraints,
        order: 'newest',
        limit: PAGE,
        ...(after === null ? {} : { after }),
      }),
    )
    rows.push(...list(page.data))
    const next: Json | undefined = object(page.cursor).after
    after = typeof next === 'string' && next !== after ? next : null
  } while (after !== null)
  return rows
}

const statusesOf = async (api: Conduit): Promise<Pick<Server, 'closed' | 'open'>> => {
  const rows = list(object(await api.read('maniphest.status.search', {})).data).map(object)
  const closed = new Set(rows.filter((r) => r.closed === true).map((r) => text(r.value)))
  const open = rows.find((r) => r.special === 'default') ?? rows.find((r) => r.closed !== true)
  return { closed, open: text(open?.value) || 'open' }
}

const parentOf = async (api: Conduit, name: string): Promise<Pick<Server, 'parent' | 'parentId'>> => {
  const id = Number(name.replace(/^T/i, ''))
  const rows = list(object(await api.read('maniphest.search', { constraints: { ids: [id] }, limit: 1 })).data)
  const phid = object(rows[0]).phid
  if (typeof phid !== 'string') {
    throw new TrackerError(
      'configuration',
      `The parent task ${name} does not exist or the token may not see it: set PHABRICATOR_PARENT.`,
    )
  }
  return { parent: phid, parentId: id }
}

/** The server accepts any PHID and stores it, so each is looked up before it is used. */
const projectsOf = async (api: Conduit, slugs: readonly string[]): Promise<readonly string[]> => {
  if (slugs.length === 0) return []
  const bare = slugs.map((s) => s.replace(/^#/, ''))
  const found = object(await api.read('project.search', { constraints: { slugs: bare } }))
  const bySlug = object(object(found.maps).slugMap)
  return bare.map((slug) => {
    const phid = object(bySlug[slug]).projectPHID
    if (typeof phid === 'string') return phid
    throw new TrackerError('configuration', `The project "${slug}" does not exist: set PHABRICATOR_PROJECTS.`)
  })
}

/** Phabricator (and Phorge) as a Tracker. Parent, projects and statuses are looked up once, when first needed. */
export const phabricator = (options: PhabricatorOptions): Tracker => {
  const api = conduit(options)
  const base = options.url.replace(/\/{1,4}$/, '')
  let known: Promise<Server> | null = null
  const ask = async (): Promise<Server> => {
    const [parent, projects, statuses] = [
      await parentOf(api, options.parent),
      await projectsOf(api, options.projects),
      await statusesOf(api),
    ]
    return { ...parent, projects, ...statuses }
  }
  const server = (): Promise<Server> => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
  const edit = async (key: string | null, transactions: readonly JsonObject[]): Promise<JsonObject> =>
    object(await api.write('maniphest.edit', { ...(key === null ? {} : { objectIdentifier: key }), transactions }))
  const rowsToTasks = (rows: readonly Json[], closed: ReadonlySet<string>): TrackedTask[] =>
    rows.flatMap((row) => taskOf(row, closed) ?? []).sort((a, b) => a.id - b.id)

  return {
    name: base,
    url: (id) => `${base}/T${id}`,
    subtasks: async () => {
      const { parentId, closed } = await server()
      return rowsToTasks(await searchAll(api, { parentIDs: [parentId] }), closed)
    },
    task: async (key) => {
      const { closed } = await server()
      const page = object(await api.read('maniphest.search', { constraints: { phids: [key] }, limit: 1 }))
      return rowsToTasks(list(page.data), closed)[0] ?? null
    },
    create: async (task: NewTask) => {
      const { parent, projects } = await server()
      const made = object(
        (
          await edit(null, [
            { type: 'title', value: task.title.slice(0, TITLE_LENGTH) },
            { type: 'description', value: task.description },
            { type: 'parents.add', value: [parent] },
            ...(projects.length > 0 ? [{ type: 'projects.add', value: projects }] : []),
          ])
        ).object,
      )
      const { id, phid } = made
      if (typeof id !== 'number' || typeof phid !== 'string') {
        throw new TrackerError('lost', `${base} answered maniphest.edit without the new task's id.`)
      }
      return { id, key: phid }
    },
    describe: async (key, description) => {
      await edit(key, [{ type: 'description', value: description }])
    },
    comment: async (key, comment) => {
      await edit(key, [{ type: 'comment', value: comment }])
    },
    reopen: async (key, comment) => {
      const { open } = await server()
      await edit(key, [
        { type: 'status', value: open },
        { type: 'comment', value: comment },
      ])
    },
  }
}

import type { Conduit, Json, JsonObject } from '../alerts/conduit.ts'
import { instant, list, object, text } from '../alerts/json.ts'
import { markerIn } from '../alerts/task.ts'
import type { DigestTask } from './facts.ts'

/** Tasks of whose history is asked: a digest must not take minutes. */
const mostAsked = 100

const pages = async (api: Conduit, method: string, params: JsonObject, most: number): Promise<readonly Json[]> => {
  const rows: Json[] = []
  let after: string | null = null
  do {
    const page: JsonObject = object(await api.read(method, after === null ? params : { ...params, after }))
    rows.push(...list(page.data))
    const next: Json | undefined = object(page.cursor).after
    after = typeof next === 'string' && next !== after ? next : null
  } while (after !== null && rows.length < most)
  return rows
}

/** How `reopenComment` (src/alerts/task.ts) begins. */
const reopened = /^The mails have come back: /

interface Deeds {
  readonly answeredAt: string | null
  readonly reopenedAt: string | null
}

const latest = (instants: readonly (string | null)[]): string | null =>
  instants
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? null

/** What people and maintcal did to a task (transaction.search, newest first). Edges to other tasks are nobody's answer. */
const deedsOf = async (api: Conduit, phid: string, self: string, creation: string): Promise<Deeds> => {
  const rows = (await pages(api, 'transaction.search', { objectIdentifier: phid, limit: 100 }, 100)).map(object)
  const at = (row: JsonObject): string | null => instant(row.dateCreated)
  const byPeople = rows.filter((row) => {
    const type = text(row.type)
    return text(row.authorPHID) !== self && type !== '' && type !== 'create' && at(row) !== creation
  })
  const comments = rows.filter((row) =>
    list(row.comments).some((c) => reopened.test(text(object(object(c).content).raw))),
  )
  return {
    answeredAt: latest(byPeople.map(at)),
    reopenedAt: latest(comments.filter((row) => text(row.authorPHID) === self).map(at)),
  }
}

/**
 * The sub-tasks of the parent with what people did to them; only open ones, and those changed since `since`, are asked about.
 * @throws TrackerError
 */
export const digestTasks = async (api: Conduit, parent: string, since: string): Promise<readonly DigestTask[]> => {
  const parentId = Number(parent.replace(/^T/i, ''))
  const params = { constraints: { parentIDs: [parentId] }, order: 'newest', limit: 100 }
  const rows = (await pages(api, 'maniphest.search', params, 5000)).map(object)
  const self = text(object(await api.read('user.whoami', {})).phid)
  const tasks: DigestTask[] = []
  let asked = 0
  for (const row of rows) {
    const fields = object(row.fields)
    const createdAt = instant(fields.dateCreated) ?? since
    const closed = instant(fields.dateClosed) !== null
    const fresh = (instant(fields.dateModified) ?? '') >= since
    const ask = (!closed || fresh) && asked < mostAsked
    if (ask) asked += 1
    const deeds = ask
      ? await deedsOf(api, text(row.phid), self, createdAt)
      : // Unasked and open: what was changed last is the best that is known.
        { answeredAt: closed ? null : instant(fields.dateModified), reopenedAt: null }
    tasks.push({
      id: Number(row.id),
      title: text(fields.name),
      closed,
      ours: markerIn(text(object(fields.description).raw)) !== null,
      createdAt,
      ...deeds,
    })
  }
  return tasks
}

import { describe, expect, it } from 'vitest'
import type { Conduit, Json, JsonObject } from '../../src/alerts/conduit.ts'
import { digestTasks } from '../../src/digest/tasks.ts'

const self = 'PHID-USER-bot'
const person = 'PHID-USER-robin'
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1000

interface Deed {
  readonly type: string | null
  readonly by: string
  readonly day: string
  readonly comment?: string
}

/** A task as maniphest.search shows it, and its transactions as transaction.search does (newest first). */
const task = (id: number, created: string, closed: string | null, deeds: readonly Deed[], description = '') => ({
  row: {
    id,
    phid: `PHID-TASK-${id}`,
    fields: {
      name: `Task ${id}`,
      description: { raw: description },
      dateCreated: at(created),
      dateModified: at(deeds[0]?.day ?? created),
      dateClosed: closed === null ? null : at(closed),
    },
  },
  transactions: deeds.map(({ type, by, day, comment }) => ({
    type,
    authorPHID: by,
    dateCreated: at(day),
    comments: comment === undefined ? [] : [{ content: { raw: comment } }],
  })),
})

const server = (tasks: readonly ReturnType<typeof task>[]) => {
  const calls: { readonly method: string; readonly params: JsonObject }[] = []
  const answers: Readonly<Record<string, (params: JsonObject) => Json>> = {
    'user.whoami': () => ({ phid: self }),
    // Two pages, so that paging is seen.
    'maniphest.search': ({ after }) =>
      after === undefined
        ? { data: tasks.slice(0, 1).map(({ row }) => row), cursor: { after: tasks.length > 1 ? '1' : null } }
        : { data: tasks.slice(1).map(({ row }) => row), cursor: { after: null } },
    'transaction.search': ({ objectIdentifier }) => ({
      data: tasks.find(({ row }) => row.phid === objectIdentifier)?.transactions ?? [],
      cursor: { after: null },
    }),
  }
  const api: Conduit = {
    read: async (method, params) => {
      calls.push({ method, params })
      return answers[method]?.(params) ?? null
    },
    write: () => Promise.reject(new Error('The digest writes nothing.')),
  }
  return { api, calls }
}

const since = '2026-11-09T00:00:00Z'
const marked = 'words\n\nmaintcal-group: g0123456789abcdef figures:01234567\n'

describe('the sub-tasks for the digest', () => {
  it('are those of the parent, page by page, with the marker that tells ours', async () => {
    const { api, calls } = server([task(2, '2026-11-10', null, [], marked), task(1, '2026-01-01', null, [])])
    const tasks = await digestTasks(api, 'T132324', since)
    expect(tasks).toMatchObject([
      { id: 2, title: 'Task 2', ours: true, createdAt: '2026-11-10T00:00:00.000Z', answeredAt: null },
      { id: 1, ours: false },
    ])
    expect(calls[0]?.params).toMatchObject({ constraints: { parentIDs: [132324] } })
  })

  it('are answered by what a person did last; our own figures and the making of it are no answer', async () => {
    const deeds = [
      { type: 'description', by: self, day: '2026-11-12' },
      { type: null, by: person, day: '2026-11-11' },
      { type: 'comment', by: person, day: '2026-10-05', comment: 'I look into it.' },
      { type: 'status', by: person, day: '2026-09-01' },
      { type: 'create', by: person, day: '2026-01-01' },
      { type: 'title', by: person, day: '2026-01-01' },
    ]
    const [only] = await digestTasks(server([task(1, '2026-01-01', null, deeds)]).api, 'T1', since)
    expect(only?.answeredAt).toBe('2026-10-05T00:00:00.000Z')
  })

  it('were opened again when our own comment says so', async () => {
    const comment =
      'The mails have come back: 3 since this task was closed on 2026-10-01, from 1 host, the last on 2026-11-11.'
    const back = (by: string) =>
      server([task(1, '2026-01-01', null, [{ type: 'comment', by, day: '2026-11-12', comment }])]).api
    expect((await digestTasks(back(self), 'T1', since))[0]?.reopenedAt).toBe('2026-11-12T00:00:00.000Z')
    expect((await digestTasks(back(person), 'T1', since))[0]?.reopenedAt).toBeNull()
  })

  it('that were closed long ago cost no question', async () => {
    const { api, calls } = server([task(1, '2026-01-01', '2026-02-01', [])])
    expect(await digestTasks(api, 'T1', since)).toMatchObject([{ closed: true }])
    expect(calls.map(({ method }) => method)).toEqual(['maniphest.search', 'user.whoami'])
  })
})

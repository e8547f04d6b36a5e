import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { phabricator } from '../../src/alerts/phabricator.ts'
import { type Tracker, TrackerError } from '../../src/alerts/tracker.ts'
import { type FakeConduit, startFakeConduit } from '../servers/fake-conduit.ts'

describe('Phabricator over Conduit', () => {
  let server: FakeConduit
  beforeEach(async () => {
    server = await startFakeConduit()
  })
  afterEach(() => server.close())

  const tracker = (
    more: { token?: string; parent?: string; projects?: readonly string[]; timeoutMs?: number } = {},
  ): Tracker =>
    phabricator({
      url: `${server.url}/`,
      token: server.token,
      parent: 'T1',
      projects: ['#sre', 'cronspam'],
      fetch,
      timeoutMs: 2000,
      pause: async () => undefined,
      ...more,
    })
  const failure = async (work: Promise<unknown>): Promise<TrackerError> => {
    const error = await work.then(
      () => null,
      (e: unknown) => e,
    )
    if (!(error instanceof TrackerError)) throw new Error('no TrackerError')
    return error
  }
  const edits = () => server.calls.filter((c) => c.method === 'maniphest.edit')

  it('makes a sub-task with projects in one call, and sets neither owner nor priority', async () => {
    const made = await tracker().create({ title: 'x', description: 'd' })
    expect(server.tasks[1]).toMatchObject({
      id: made.id,
      phid: made.key,
      title: 'x',
      parents: [server.tasks[0]?.phid],
      ownerPHID: null,
      priority: 90,
      status: 'open',
    })
    expect(server.tasks[1]?.projects).toHaveLength(2)
    expect(edits()).toHaveLength(1)
  })

  it('lists all sub-tasks, open and closed, over many pages, newest first on the wire', async () => {
    const parent = server.tasks[0]?.phid ?? ''
    for (let i = 0; i < 230; i++)
      server.add({
        title: `t${i}`,
        parents: [parent],
        status: i % 2 === 0 ? 'open' : 'resolved',
        dateClosed: i % 2 === 0 ? null : server.clock,
      })
    server.add({ title: 'elsewhere' })
    const tasks = await tracker().subtasks()
    expect(tasks).toHaveLength(230)
    expect(tasks.filter((t) => t.closed)).toHaveLength(115)
    const pages = server.calls.filter((c) => c.method === 'maniphest.search' && 'order' in c.params)
    expect(pages.map((c) => c.params.order)).toEqual(['newest', 'newest', 'newest'])
  })

  it('opens again with a comment in one call, and keeps the owner', async () => {
    const task = server.add({ title: 'x', status: 'resolved', ownerPHID: 'PHID-USER-ida', dateClosed: 5 })
    await tracker().reopen(task.phid, 'It is back.')
    expect(task).toMatchObject({
      status: 'open',
      ownerPHID: 'PHID-USER-ida',
      comments: ['It is back.'],
      dateClosed: null,
    })
    expect(edits()).toHaveLength(1)
  })

  it('says null of a task that is gone', async () => {
    expect(await tracker().task('PHID-TASK-nope')).toBeNull()
  })

  it.each([
    ['a parent that does not exist', { parent: 'T99' }, /T99.*PHABRICATOR_PARENT/],
    ['an unknown project', { projects: ['nosuch'] }, /nosuch.*PHABRICATOR_PROJECTS/],
  ])('refuses %s before anything is written', async (_name, more, words) => {
    const error = await failure(tracker(more).create({ title: 'x', description: '' }))
    expect(error).toMatchObject({ failure: 'configuration' })
    expect(error.message).toMatch(words)
    expect(server.tasks).toHaveLength(1)
  })

  it('never tells the token, though the server repeats it', async () => {
    const token = `api-${'wrong'.repeat(6)}`.slice(0, 32)
    const error = await failure(tracker({ token }).subtasks())
    expect(error.failure).toBe('configuration')
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(token)
    expect(error.message).toContain('PHABRICATOR_TOKEN')
  })

  it('repeats what only reads, when the connection is cut or a gateway fails', async () => {
    server.trouble('maniphest.status.search', 'before', 'html')
    expect(await tracker().subtasks()).toEqual([])
  })

  it('repeats a write only when a rate limit turned it away', async () => {
    server.trouble('maniphest.edit', 'rate-limit', 'rate-limit')
    await tracker().create({ title: 'x', description: '' })
    expect(server.tasks).toHaveLength(2)
  })

  it.each(['after', 'before', 'html', 'hang'] as const)(
    'never repeats a create whose answer is lost (%s)',
    async (trouble) => {
      server.trouble('maniphest.edit', trouble)
      const error = await failure(tracker({ timeoutMs: 300 }).create({ title: 'x', description: '' }))
      expect(error.failure).toBe('lost')
      expect(server.tasks).toHaveLength(trouble === 'after' ? 2 : 1)
    },
  )

  it('tells a refusal in the words of the server, and does not repeat it', async () => {
    const error = await failure(tracker().create({ title: '', description: '' }))
    expect(error).toMatchObject({ failure: 'refused' })
    expect(error.message).toContain('Task must have a title')
  })

  it('says that nobody listens, when nobody does', async () => {
    await server.close()
    const error = await failure(tracker().subtasks())
    expect(error.failure).toBe('unreachable')
    server = await startFakeConduit()
  })
})

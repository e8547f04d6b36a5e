import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONVERGE } from '../../src/alerts/converge.ts'
import { NO_INVENTORY } from '../../src/alerts/input.ts'
import { phabricator } from '../../src/alerts/phabricator.ts'
import { alertSteps } from '../../src/alerts/steps.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type FakeConduit, startFakeConduit } from '../servers/fake-conduit.ts'

const START = Date.parse('2026-10-01T06:25:00Z')
const DAY = 86_400_000
const signal = new AbortController().signal

describe('root@ mail, from the store to the tracker', () => {
  let server: FakeConduit
  let store: Store
  let folder: string
  beforeEach(async () => {
    server = await startFakeConduit()
    folder = mkdtempSync(join(tmpdir(), 'maintcal-alerts-'))
    store = openStore(join(folder, 'x.db'))
  })
  afterEach(async () => {
    await store.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const day = (n: number): Date => new Date(START + n * DAY)
  const steps = (mode: 'auto' | 'propose' | 'off' = 'auto') =>
    alertSteps({
      store,
      tracker: phabricator({
        url: server.url,
        token: server.token,
        parent: 'T1',
        projects: [],
        fetch,
        timeoutMs: 2000,
        pause: async () => undefined,
      }),
      mode,
      site: NO_INVENTORY,
      owners: () => [{ kind: 'cron', unit: 'dump*', host: '', owner: 'storage team' }],
      rules: CONVERGE,
    })
  const keep = async (n: number, host = 'web1', error = 'cannot lock database', job = 'dump'): Promise<void> => {
    const raw = Buffer.from(
      `From: root@${host}.example.org (Cron Daemon)\nTo: root@example.org\nSubject: Cron <root@${host}> /opt/${job}.sh\nDate: ${day(n).toUTCString().replace('GMT', '+0000')}\nMessage-ID: <${n}.${job}@${host}.example.org>\n\n${job}.sh[${1000 + n}]: error: ${error} for admin@example.org\n`,
    )
    const hash = createHash('sha256').update(raw).digest('hex')
    await store.mails.keep(
      'root',
      [
        {
          hash,
          messageId: null,
          raw,
          tooLarge: false,
          size: raw.length,
          origin: `mail ${n}`,
          received: day(n).toISOString(),
          gmailThread: null,
        },
      ],
      null,
      day(n).toISOString(),
    )
  }
  const run = async (n: number, mode: 'auto' | 'propose' | 'off' = 'auto', dryRun = false) => {
    const now = new Date(day(n).getTime() + 3_600_000)
    server.clock = now.getTime() / 1000
    const alerts = steps(mode)
    const recognised = await alerts.recognise({ at: now.toISOString(), signal })
    return { recognised, ...(await alerts.settle({ now, dryRun, signal })) }
  }
  const until = async (last: number): Promise<void> => {
    for (let n = 0; n <= last; n++) {
      await keep(n)
      await run(n)
    }
  }

  it('opens a task on the fifth day, with everything that a person needs and no secret', async () => {
    await until(3)
    expect(server.tasks).toHaveLength(1)
    await until(4)
    const task = server.tasks[1]
    expect(task?.title).toBe('root@ mail: cron: dump.sh: dump.sh[<n>]: error: cannot lock database for <address>')
    expect(task?.description).toContain('storage team')
    expect(task?.description).toContain('```lang=text')
    expect(task?.description).not.toContain('admin@')
    expect(await store.alerts.tasks()).toMatchObject([{ task: { id: 2 } }])
  })

  it('asks the tracker nothing when nothing is new', async () => {
    await until(6)
    const calls = server.calls.length
    await run(6)
    expect(server.calls).toHaveLength(calls)
  })

  it('renews the figures weekly, and keeps what a person wrote', async () => {
    await until(5)
    const task = server.tasks[1]
    if (task === undefined) throw new Error('no task')
    task.description = `A person: look at this!\n${task.description}`
    task.title = 'Mine'
    task.priority = 25
    await until(16)
    expect(task).toMatchObject({ title: 'Mine', priority: 25 })
    expect(task.description).toContain('A person: look at this!')
    expect(task.description).toContain('last seen 2026-10-12')
    const writes = server.calls.filter((c) => c.method === 'maniphest.edit')
    expect(writes.length).toBeLessThanOrEqual(3)
  })

  it('opens a resolved task again when the mails come back, and leaves a declined one', async () => {
    await until(5)
    const task = server.tasks[1]
    if (task === undefined) throw new Error('no task')
    Object.assign(task, { status: 'resolved', dateClosed: day(5).getTime() / 1000 + 7200 })
    await keep(7)
    expect((await run(7)).counts.reopened).toBe(0)
    await keep(8)
    expect((await run(8)).counts.reopened).toBe(1)
    expect(task).toMatchObject({ status: 'open' })
    expect(task.comments).toHaveLength(1)
    Object.assign(task, { status: 'declined', dateClosed: day(8).getTime() / 1000 + 7200 })
    for (let n = 9; n < 20; n++) {
      await keep(n)
      await run(n)
    }
    expect(task.status).toBe('declined')
    expect(server.tasks).toHaveLength(2)
  })

  it('proposes closing after four silent weeks, once', async () => {
    await until(5)
    for (const n of [20, 33, 34, 45]) {
      await keep(n, 'web9', 'something else', `other${n}`)
      await run(n)
    }
    expect(server.tasks[1]?.comments).toHaveLength(1)
    expect(server.tasks[1]?.comments[0]).toContain('No mail of this kind has come since 2026-10-06')
    expect(server.tasks[1]?.status).toBe('open')
  })

  it('finds a task whose making was not answered', async () => {
    await until(3)
    server.trouble('maniphest.edit', 'after')
    await until(4)
    expect(server.tasks).toHaveLength(2)
    expect(await store.alerts.tasks()).toMatchObject([{ task: { id: 2 } }])
    await until(9)
    expect(server.tasks).toHaveLength(2)
  })

  it('tells a failure in one line, and makes the task in the next run', async () => {
    for (let n = 0; n <= 4; n++) await keep(n)
    server.trouble('maniphest.edit', 'html')
    const failed = await run(4)
    expect(failed.counts.failed).toBe(1)
    expect(failed.failures[0]).toMatch(/dump\.sh.*next run/)
    await run(4)
    expect(server.tasks).toHaveLength(2)
  })

  it('only proposes with SUBTASKS=propose, and does nothing with off', async () => {
    for (let n = 0; n <= 4; n++) await keep(n)
    await run(4, 'off')
    expect(server.calls).toEqual([])
    await run(4, 'propose')
    expect(server.tasks).toHaveLength(1)
    expect(await store.alerts.proposals()).toMatchObject([
      { what: 'propose', title: expect.stringContaining('dump.sh') },
    ])
  })

  it('writes nothing in a dry run, and tells what it would', async () => {
    for (let n = 0; n <= 4; n++) await keep(n)
    const { plan } = await run(4, 'auto', true)
    expect(plan).toMatchObject([{ sign: '+', title: expect.stringContaining('dump.sh') }])
    expect(server.calls.filter((c) => c.method === 'maniphest.edit')).toEqual([])
  })

  it('gives each mail an outcome, and reads none twice', async () => {
    await keep(0)
    await keep(1)
    expect((await run(1)).recognised).toBe(2)
    expect((await run(1)).recognised).toBe(0)
    expect(await store.mails.count()).toMatchObject({ stored: 2, pending: 0 })
  })
})

import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { believe } from '../../src/steps/believe.ts'
import { incomingMail, toldOf } from '../support/belief.ts'
import { now, request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await testDesk()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await test.close()
})

const two = (n: number): string => String(n).padStart(2, '0')

/** So many mails of which each raises a question. */
const fill = async (count: number): Promise<void> => {
  const { store } = test.desk
  const at = now.toISOString()
  const incoming = Array.from({ length: count }, (_, n) => incomingMail(`${count}-${n}`))
  await store.mails.keep('ops', incoming, null, at)
  const mails = await store.mails.pending('ops', 0, count + 10)
  await store.atomically(async (inner) => {
    for (const [n, { id, hash }] of mails.entries()) {
      const start = `2026-12-${two(5 + (n % 20))}T${two(n % 24)}:00:00Z`
      const told = toldOf(
        `${hash}#0`,
        { held: true, subject: `Work ${n}`, textHash: hash },
        {
          maintenanceId: `TTN-${count}${String(n).padStart(6, '0')}`,
          windows: [{ start, end: null }],
          circuits: [{ id: `C-${n}`, impact: null }],
          doubts: [{ code: 'zone-missing', blocking: true, detail: 'No zone.' }],
        },
      )
      await believe(inner, { mail: id, tolds: [told] }, at)
      const outcome = {
        class: 'maintenance' as const,
        vendor: 'zayo',
        decision: 'review' as const,
        reason: 'No zone.',
        subject: told.subject,
        sender: 'noc@zayo.com',
        sent: '2026-12-01T00:00:00Z',
        permalink: null,
        rules: '0',
      }
      await inner.mails.settle(id, outcome, null, at)
    }
  })
}

/** Statements that a request runs. */
const queriesOf = async (path: string): Promise<{ readonly queries: number; readonly html: string }> => {
  const database = new Sqlite(':memory:')
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Sqlite.Statement
  database.close()
  let queries = 0
  for (const method of ['all', 'run', 'get', 'iterate'] as const) {
    const original = prototype[method] as (...args: unknown[]) => unknown
    vi.spyOn(prototype, method).mockImplementation(function (this: unknown, ...args: unknown[]) {
      queries += 1
      return original.apply(this, args)
    } as never)
  }
  const html = await (await request(test.desk, path)).text()
  vi.restoreAllMocks()
  return { queries, html }
}

describe('a thousand questions', () => {
  it('cost as many queries as ten, on every page that shows them', async () => {
    await fill(10)
    const paths: string[] = ['/', '/?text=TTN', '/calendar?week=2026-12-07', '/mails?week=2026-12-01', '/api/queue']
    const name = (await request(test.desk, '/api/queue')).json() as Promise<{ items: { name: string }[] }>
    paths.push(`/item/${(await name).items[0]?.name}`)
    const few = new Map<string, number>()
    for (const path of paths) few.set(path, (await queriesOf(path)).queries)
    await fill(990)
    expect((await test.desk.store.review.open()).length).toBe(1000)
    for (const path of paths) {
      const { queries } = await queriesOf(path)
      expect([path, queries]).toEqual([path, few.get(path)])
      expect(queries).toBeGreaterThan(0)
      // An item is answered in imagination, to show what would become of its event.
      expect(queries).toBeLessThanOrEqual(path.startsWith('/item/') ? 45 : 12)
    }
  })

  it('are counted in the title, stand soonest first, and come in pages', async () => {
    await fill(250)
    const { html } = await queriesOf('/')
    expect(html).toContain('<title>(250) Queue')
    const starts = [...html.matchAll(/<span class="when[^>]+><time datetime="([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(starts).toHaveLength(100)
    expect(starts).toEqual([...starts].sort())
    expect((await queriesOf('/?page=3')).html.match(/data-row/g)).toHaveLength(50)
  })

  it('are narrowed down by vendor, reason and words', async () => {
    await fill(30)
    const rows = async (query: string) => ((await queriesOf(`/?${query}`)).html.match(/data-row/g) ?? []).length
    expect(await rows('vendor=zayo')).toBe(30)
    expect(await rows('vendor=lumen')).toBe(0)
    expect(await rows('code=zone-missing')).toBe(30)
    expect(await rows('code=date-order')).toBe(0)
    expect(await rows('text=c-7')).toBe(1)
  })
})

import type { Hono } from 'hono'
import type { Desk } from './desk.ts'
import { frameFor } from './frame.ts'
import type { ReviewEnv } from './guard.ts'
import { QueuePage } from './pages/queue.tsx'
import { filtered, type QueueFilter } from './queue.ts'

const perPage = 100

/** How often each value stands, the most frequent first. */
const counts = (values: readonly (string | null)[]): readonly { readonly name: string; readonly count: number }[] => {
  const found = new Map<string, number>()
  for (const value of values) if (value !== null) found.set(value, (found.get(value) ?? 0) + 1)
  return [...found]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

const given = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** Pages to look at. */
export const viewRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/', async (c) => {
    const { frame, queue } = await frameFor(c, desk)
    const filter: QueueFilter = {
      vendor: given(c.req.query('vendor')),
      code: given(c.req.query('code')),
      text: c.req.query('text') ?? '',
      all: c.req.query('all') === '1',
    }
    const items = filtered(queue, filter)
    const pages = Math.max(1, Math.ceil(items.length / perPage))
    const page = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1))
    const view = {
      items: items.slice((page - 1) * perPage, page * perPage),
      total: queue.length,
      putOff: queue.filter(({ later }) => later !== null).length,
      filter,
      vendors: counts(queue.map(({ vendor }) => vendor)),
      codes: counts(queue.flatMap(({ question }) => question.codes)),
      page,
      pages,
      now: desk.now(),
      vendorTitle: desk.look.vendorTitle,
    }
    return c.html(<QueuePage view={view} frame={frame} />)
  })
}

import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { render, toEntry } from '../calendar/ics-file.ts'
import type { Desk } from './desk.ts'
import type { ReviewEnv } from './guard.ts'
import { wantedEvents } from './wanted.ts'

/** How far back a subscriber sees. */
const days = 400

/** What should stand in the calendar, but for what people deleted from it. */
const feed = async ({ store, look, calendar, now }: Desk): Promise<string> => {
  const from = new Date(now().getTime() - days * 86_400_000).toISOString().slice(0, 10)
  const vetoed = new Set(
    (await store.calendar.standing(calendar)).filter(({ state }) => state === 'vetoed').map(({ id }) => id),
  )
  const events = (await wantedEvents(store, await store.belief.since(from), look)).flatMap((wanted) => wanted.events)
  const shown = events.filter(({ id }) => !vetoed.has(id)).map((event) => toEntry(event, null))
  return render({ entries: new Map(shown.map((entry) => [entry.event.id, entry])), others: [] })
}

/** What programs read. */
export const feedRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/calendar.ics', async (c) => {
    const text = await feed(desk)
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`
    c.header('ETag', etag)
    c.header('Cache-Control', 'private, no-cache')
    const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
    if (known.includes(etag)) return c.body(null, 304)
    return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8' })
  })
  app.get('/metrics', async (c) => {
    // Loaded when it is asked for: most pages run without Prometheus.
    const { metricsText } = await import('./metrics.ts')
    const { type, text } = await metricsText(desk)
    return c.body(text, 200, { 'Content-Type': type })
  })
}

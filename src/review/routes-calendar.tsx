import type { Hono } from 'hono'
import { addDays, mondayOf, startOf } from '../digest/week.ts'
import { findCircuit } from '../maintenance/circuits.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import { overlaps } from '../maintenance/overlap.ts'
import { inForce } from '../maintenance/rulings.ts'
import { desiredFor } from '../steps/desired.ts'
import type { Believed } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { frameFor } from './frame.ts'
import type { ReviewEnv } from './guard.ts'
import { CalendarPage, type CalendarView } from './pages/calendar.tsx'
import { BarePage } from './pages/layout.tsx'
import { WorkPage } from './pages/work.tsx'
import { monthWeeks, timelineRows } from './timeline.ts'
import { wantedEvents } from './wanted.ts'

/** The colour that the work's event has; works without an event are told by their impact being unknown. */
const coloured = (believed: Believed, desk: Desk) => ({
  work: believed.maintenance,
  colour: desiredFor(believed, desk.look)[0]?.colorId ?? '7',
})

const labelsOf =
  (desk: Desk, by: 'vendor' | 'site') =>
  (work: Maintenance): readonly string[] => {
    if (by === 'vendor') return [desk.look.vendorTitle(work.vendor)]
    const sites = work.circuits.flatMap(({ id }) => findCircuit(desk.inventory, id)?.site || [])
    return sites.length === 0 ? ['(no known site)'] : [...new Set(sites)]
  }

const weekView = async (desk: Desk, start: string, by: 'vendor' | 'site'): Promise<CalendarView> => {
  const span = { start, days: 7 }
  const end = addDays(start, 7)
  const near = (await desk.store.belief.since(start)).filter(
    ({ maintenance: m }) =>
      m.withoutEvent === undefined && [...m.windows, ...(m.proposed ?? [])].some((w) => w.start < end),
  )
  const risks = overlaps(
    near.map(({ maintenance }) => maintenance),
    desk.inventory,
  ).filter(({ from, to }) => from < `${end}T00:00:00Z` && to > `${start}T00:00:00Z`)
  const rows = timelineRows(
    near.map((believed) => coloured(believed, desk)),
    span,
    risks,
    labelsOf(desk, by),
  )
  return { kind: 'week', span, rows, risks, by, now: desk.now(), vendorTitle: desk.look.vendorTitle }
}

const monthView = async (desk: Desk, month: string): Promise<CalendarView> => {
  const weeks = monthWeeks(month)
  const [first = `${month}-01`] = weeks[0] ?? []
  const end = addDays(first, weeks.length * 7)
  const works = await wantedEvents(desk.store, await desk.store.belief.since(first), desk.look)
  const slots = works.flatMap(({ believed, events }) =>
    events
      .filter((event) => event.start < end && event.end > first)
      .map((event) => ({ event, work: believed.maintenance.id })),
  )
  return { kind: 'month', month, weeks, slots, by: 'vendor', now: desk.now(), vendorTitle: desk.look.vendorTitle }
}

const weekStart = (given: string | undefined, now: Date): string => {
  const today = now.toISOString().slice(0, 10)
  if (given === undefined) return mondayOf(today)
  const named = startOf(given)
  if (named !== null) return named
  return /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? mondayOf(given) : mondayOf(today)
}

const monthOf = (given: string | undefined, now: Date): string =>
  given !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(given) ? given : now.toISOString().slice(0, 7)

/** The timeline, the month, and one work with its history. */
export const calendarRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/calendar', async (c) => {
    const { frame } = await frameFor(c, desk)
    const by = c.req.query('by') === 'site' ? 'site' : 'vendor'
    const view =
      c.req.query('view') === 'month'
        ? await monthView(desk, monthOf(c.req.query('month'), desk.now()))
        : await weekView(desk, weekStart(c.req.query('week'), desk.now()), by)
    return c.html(<CalendarPage view={view} frame={frame} />)
  })
  app.get('/work/:id', async (c) => {
    const { frame, queue } = await frameFor(c, desk)
    const believed = await desk.store.belief.maintenance(c.req.param('id'))
    if (believed === null) {
      return c.html(
        <BarePage title="There is no such work">
          <p>
            It may have become part of another one. <a href="/calendar">To the calendar</a>
          </p>
        </BarePage>,
        404,
      )
    }
    const { id, history } = believed.maintenance
    const rulings = await desk.store.review.rulings(
      history.map(({ told }) => told),
      [id],
    )
    const view = {
      believed,
      events: (await wantedEvents(desk.store, [believed], desk.look)).flatMap((wanted) => wanted.events),
      memories: await desk.store.calendar.events(desk.calendar, [id]),
      rulings: inForce(rulings),
      questions: queue
        .filter(({ question }) => question.maintenance === id)
        .map(({ name, question }) => ({ name, reasons: question.reasons })),
      vendorTitle: desk.look.vendorTitle,
    }
    return c.html(<WorkPage view={view} frame={frame} />)
  })
}

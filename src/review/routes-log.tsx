import type { Hono } from 'hono'
import { addDays, addWeeks, startOf, weekOf } from '../digest/week.ts'
import type { Ruling } from '../maintenance/maintenance.ts'
import { inForce } from '../maintenance/rulings.ts'
import { keptRules } from '../reading/sender-rules.ts'
import type { Desk } from './desk.ts'
import { frameFor } from './frame.ts'
import { mailHeaders, type ReviewEnv } from './guard.ts'
import { loggedMails } from './mail-log.ts'
import { DecisionsPage, type LoggedRuling } from './pages/decisions.tsx'
import { DigestPage } from './pages/digest.tsx'
import { HealthPage } from './pages/health.tsx'
import { MailsPage } from './pages/mails.tsx'
import { mailHash } from './queue.ts'

const logged = async (desk: Desk, rulings: readonly Ruling[]): Promise<readonly LoggedRuling[]> => {
  const told = (ruling: Ruling): string => ruling.told ?? ''
  const places = await desk.store.desk.tolds(rulings.map(told))
  const mails = await desk.store.desk.summaries(rulings.map((ruling) => mailHash(told(ruling))))
  const force = new Set(inForce(rulings).map(({ key }) => key))
  return rulings.map((ruling) => {
    const work = places.get(told(ruling))?.maintenance
    return {
      ruling,
      subject: mails.get(mailHash(told(ruling)))?.subject ?? (ruling.told?.startsWith('event:') ? 'an event' : ''),
      link: work ? `/work/${work}` : null,
      inForce: force.has(ruling.key),
    }
  })
}

const weekIn = (given: string | undefined, now: Date): string => {
  const today = weekOf(now.toISOString().slice(0, 10))
  if (given === undefined) return today
  if (startOf(given) !== null) return given.toUpperCase()
  return /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? weekOf(given) : today
}

const onlyOf = (given: string | undefined): 'all' | 'markable' | 'review' =>
  given === 'markable' || given === 'review' ? given : 'all'

/** What came in, what was decided, how it goes. */
export const logRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/mails', async (c) => {
    const { frame, queue } = await frameFor(c, desk)
    const week = weekIn(c.req.query('week'), desk.now())
    const start = startOf(week) ?? ''
    const mails = await loggedMails(desk.store, queue, `${start}T00:00:00Z`, `${addDays(start, 7)}T00:00:00Z`)
    const view = { week, mails, only: onlyOf(c.req.query('only')), vendorTitle: desk.look.vendorTitle }
    return c.html(<MailsPage view={view} frame={frame} />)
  })
  app.get('/decisions', async (c) => {
    const { frame } = await frameFor(c, desk)
    const rules = keptRules(await desk.store.desk.standingRulings())
    const log = await logged(desk, await desk.store.desk.latestRulings(300))
    return c.html(<DecisionsPage view={{ rules, log }} frame={frame} />)
  })
  app.get('/health', async (c) => {
    const { frame } = await frameFor(c, desk)
    const { store } = desk
    const view = {
      runs: await store.runs.last(10),
      steps: await store.runs.steps(),
      mails: await store.mails.count(),
      events: await store.calendar.count(desk.calendar),
      damage: c.req.query('check') === '1' ? await store.damage() : null,
      calendar: desk.calendar,
      version: desk.version,
      now: desk.now(),
    }
    return c.html(<HealthPage view={view} frame={frame} />)
  })
  app.get('/digest', async (c) => {
    const { frame } = await frameFor(c, desk)
    const week = weekIn(c.req.query('week'), desk.now())
    return c.html(<DigestPage week={week} before={addWeeks(week, -1)} after={addWeeks(week, 1)} frame={frame} />)
  })
  app.get('/digest/mail', async (c) =>
    c.body(await desk.digest(weekIn(c.req.query('week'), desk.now())), 200, mailHeaders),
  )
}

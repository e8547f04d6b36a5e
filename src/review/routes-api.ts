import type { Hono } from 'hono'
import { z } from 'zod'
import { impacts, kinds, statuses } from '../reading/notice.ts'
import { answerSeen, undo, unfitting } from '../steps/answer.ts'
import type { Desk } from './desk.ts'
import { isFromUs, type ReviewContext, type ReviewEnv } from './guard.ts'
import { type Item, loadItem } from './item.ts'
import { loadQueue } from './queue.ts'
import { laterUntil } from './verdicts.ts'
import { rulingWords, timeWords } from './words.ts'
import { searchWorks, workName } from './works.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString().replace('.000Z', 'Z'))

const windowShape = z
  .object({ start: instant, end: instant.nullable(), backup: z.literal(true).optional() })
  .refine(({ start, end }) => end === null || end > start, 'the window ends before it starts')
  .transform(({ start, end, backup }) => ({ start, end, ...(backup === undefined ? {} : { backup }) }))

const edit = z.strictObject({
  maintenanceId: z.string().max(120).nullable().optional(),
  status: z.enum(statuses).optional(),
  kind: z.enum(kinds).optional(),
  impact: z.enum(impacts).nullable().optional(),
  summary: z.string().max(1500).nullable().optional(),
  location: z.string().max(300).nullable().optional(),
  windows: z.array(windowShape).max(200).optional(),
  circuits: z
    .array(z.strictObject({ id: z.string().min(1).max(200), impact: z.enum(impacts).nullable() }))
    .max(2000)
    .optional(),
})

const asked = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('approve'), seen: z.string() }),
  z.strictObject({ type: z.literal('edit'), seen: z.string(), notice: edit }),
  z.strictObject({ type: z.literal('link'), seen: z.string(), maintenance: z.string().max(64) }),
  z.strictObject({ type: z.literal('ignore'), seen: z.string(), why: z.string().min(1).max(300) }),
  z.strictObject({ type: z.literal('later'), seen: z.string() }),
])

/** Only the fields that were given: an absent one stays as it was read. */
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const verdictOf = (body: z.output<typeof asked>, { question }: Item, now: Date) => {
  switch (body.type) {
    case 'edit':
      return { type: 'edit' as const, notice: given(body.notice) }
    case 'link':
      return { type: 'link' as const, maintenance: body.maintenance }
    case 'ignore':
      return { type: 'ignore' as const, why: body.why }
    case 'later':
      return { type: 'later' as const, until: laterUntil(question.urgentAt, now) }
    case 'approve':
      return { type: 'approve' as const }
  }
}

const itemJson = ({ name, question, summary, proposal, doubts, believed, rulings, seen }: Item) => ({
  name,
  from: question.from,
  codes: question.codes,
  reasons: question.reasons,
  urgentAt: question.urgentAt,
  openedAt: question.openedAt,
  closedAt: question.closedAt,
  vendor: summary?.vendor ?? null,
  subject: summary?.subject ?? '',
  sender: summary?.sender ?? null,
  sent: summary?.sent ?? null,
  permalink: summary?.permalink ?? null,
  proposal,
  doubts,
  maintenance: believed?.maintenance.id ?? null,
  answers: rulings.map((ruling) => ({ key: ruling.key, by: ruling.by, at: ruling.at, words: rulingWords(ruling) })),
  seen,
})

const mistake = (c: ReviewContext, status: 400 | 403 | 404 | 409 | 422, error: string) => c.json({ error }, status)

/** The body of a change, if it comes from us and is JSON; else the refusal. */
const changeBody = async (
  c: ReviewContext,
  desk: Desk,
): Promise<{ readonly body: unknown } | { readonly refusal: Response }> => {
  if (!isFromUs(c, desk, c.req.header('x-maintcal-proof') ?? ''))
    return {
      refusal: mistake(c, 403, 'Send the proof of a page in X-Maintcal-Proof, or the token as Authorization: Bearer.'),
    }
  try {
    return { body: await c.req.json() }
  } catch {
    return { refusal: mistake(c, 400, 'The body is no JSON.') }
  }
}

const takeAnswer = async (c: ReviewContext, desk: Desk, name: string): Promise<Response> => {
  const sent = await changeBody(c, desk)
  if ('refusal' in sent) return sent.refusal
  const item = await loadItem(desk.store, name)
  if (item === null) return mistake(c, 404, 'There is no such question.')
  const read = asked.safeParse(sent.body)
  if (!read.success) return mistake(c, 422, z.prettifyError(read.error))
  const verdict = verdictOf(read.data, item, desk.now())
  const unfit = unfitting(item.question, verdict)
  if (unfit !== null) return mistake(c, 422, unfit)
  const by = c.get('visitor').name
  const answered = await answerSeen(desk.store, item.question.key, {
    verdict,
    by,
    at: desk.now().toISOString(),
    seen: read.data.seen,
  })
  if (!answered.ok) {
    const last = answered.rulings.at(-1)
    const words = last === undefined ? 'The question changed' : `${last.by} ${rulingWords(last)}`
    return mistake(c, 409, `${words} since you looked; read the question again.`)
  }
  return c.json({ ruling: answered.ruling.key })
}

const worksJson = async (c: ReviewContext, desk: Desk) => {
  const found = await searchWorks(desk.store, c.req.query('q') ?? '', {
    now: desk.now(),
    vendor: c.req.query('vendor') ?? null,
    except: null,
    limit: 12,
  })
  return found.map(({ maintenance: m }) => ({
    id: m.id,
    vendor: m.vendor,
    vendorTitle: desk.look.vendorTitle(m.vendor),
    name: workName(m),
    status: m.status,
    summary: m.summary ?? m.subject,
    dates: m.windows.slice(0, 2).map(({ start }) => `${timeWords(start)} UTC`),
  }))
}

/** What programs ask, and the page's own script; described in docs/review-api.md. */
export const apiRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/api/queue', async (c) => {
    const queue = await loadQueue(desk.store, desk.now())
    return c.json({
      items: queue.map(({ name, question, vendor, subject, sender, sent, notice, later }) => ({
        name,
        from: question.from,
        codes: question.codes,
        reasons: question.reasons,
        urgentAt: question.urgentAt,
        openedAt: question.openedAt,
        later,
        vendor,
        subject,
        sender,
        sent,
        maintenanceId: notice?.maintenanceId ?? null,
        windows: notice?.windows ?? [],
        circuits: notice?.circuits ?? [],
      })),
    })
  })
  app.get('/api/items/:name', async (c) => {
    const item = await loadItem(desk.store, c.req.param('name'))
    return item === null ? mistake(c, 404, 'There is no such question.') : c.json(itemJson(item))
  })
  app.post('/api/items/:name/answer', (c) => takeAnswer(c, desk, c.req.param('name')))
  app.post('/api/undo', async (c) => {
    const sent = await changeBody(c, desk)
    if ('refusal' in sent) return sent.refusal
    const read = z.strictObject({ ruling: z.string() }).safeParse(sent.body)
    if (!read.success) return mistake(c, 422, z.prettifyError(read.error))
    const undone = await undo(desk.store, read.data.ruling, c.get('visitor').name, desk.now().toISOString())
    return undone === null ? mistake(c, 409, 'There is nothing to undo.') : c.json({ ruling: undone.key })
  })
  app.get('/api/works', async (c) => c.json({ works: await worksJson(c, desk) }))
}

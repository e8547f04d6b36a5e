import type { Hono } from 'hono'
import type { Ruling } from '../maintenance/maintenance.ts'
import { answerSeen, note, undo, unfitting, type Verdict } from '../steps/answer.ts'
import type { Desk } from './desk.ts'
import { type FormValues, type Problem, valuesOf } from './edit-form.ts'
import { formOf, frameFor } from './frame.ts'
import { isFromUs, mailHeaders, type ReviewContext, type ReviewEnv } from './guard.ts'
import { eventChanges } from './imagine.ts'
import { type Item, loadItem } from './item.ts'
import { mailPage } from './mail-html.ts'
import { htmlOf, shownParts, storedMail } from './mail-view.ts'
import { marksOf } from './marks.ts'
import { ItemPage } from './pages/item.tsx'
import type { ItemView } from './pages/item-view.ts'
import { BarePage } from './pages/layout.tsx'
import { everything, filtered, loadQueue, mailHash, type QueueItem } from './queue.ts'
import { replyTo } from './reply.ts'
import { type Asked, askedFor } from './verdicts.ts'
import { searchWorks } from './works.ts'

/** What a request adds to the item as it stands. */
interface Given {
  readonly values: FormValues | null
  readonly problems: readonly Problem[]
  readonly verdict: Verdict | null
  readonly overtaken: readonly Ruling[] | null
}
const nothingGiven: Given = { values: null, problems: [], verdict: null, overtaken: null }

const neighbours = (queue: readonly QueueItem[], item: Item) => {
  const names = filtered(queue, everything).map(({ name }) => name)
  const at = names.indexOf(item.name)
  return at < 0
    ? { previous: null, next: names[0] ?? null }
    : { previous: names[at - 1] ?? null, next: names[at + 1] ?? null }
}

const foundWorks = async (desk: Desk, item: Item, find: string) => {
  const near = find.trim() === '' ? '' : find
  if (item.proposal === null) return []
  const own = item.proposal.maintenanceId
  const text = near === '' ? (item.told?.vendor ?? '') : near
  const except = own === null && near === '' ? null : (item.believed?.maintenance.id ?? null)
  return text === ''
    ? []
    : searchWorks(desk.store, text, {
        now: desk.now(),
        vendor: item.told?.vendor ?? null,
        except,
        limit: near === '' ? 4 : 12,
      })
}

const itemView = async (
  c: ReviewContext,
  desk: Desk,
  item: Item,
  queue: readonly QueueItem[],
  given: Given,
): Promise<ItemView> => {
  const { store, look } = desk
  const { proposal, question } = item
  const kept = await storedMail(desk, store, mailHash(question.told))
  const html = kept === null ? null : await htmlOf(kept.stored.raw)
  const marks = marksOf(proposal)
  const verdict = given.verdict ?? { type: 'approve' }
  const open = question.closedAt === null
  const find = c.req.query('find') ?? ''
  return {
    item,
    marks,
    hasHtml: html !== null,
    html: html !== null && c.req.query('view') !== 'words',
    parts: kept?.mail == null ? [] : shownParts(kept.mail, marks),
    authenticity: kept?.mail?.authenticity.reason ?? null,
    values: given.values ?? (proposal === null ? null : valuesOf(proposal)),
    problems: given.problems,
    changes:
      open && proposal !== null ? await eventChanges(store, question, verdict, look, desk.now().toISOString()) : null,
    overtaken: given.overtaken,
    reply: replyTo(
      item.summary?.subject ?? '',
      proposal,
      [...question.codes, ...item.doubts.map(({ code }) => code)],
      c.get('visitor').name,
    ),
    find,
    found: open || given.overtaken !== null ? await foundWorks(desk, item, find) : [],
    ...neighbours(queue, item),
    now: desk.now(),
    vendorTitle: look.vendorTitle,
  }
}

const show = async (c: ReviewContext, desk: Desk, item: Item, given: Given, status: 200 | 403 | 409 | 422 = 200) => {
  const { frame, queue } = await frameFor(c, desk)
  return c.html(<ItemPage view={await itemView(c, desk, item, queue, given)} frame={frame} />, status)
}

const noItem = (c: ReviewContext) =>
  c.html(
    <BarePage title="There is no such question">
      <p>
        <a href="/">To the queue</a>
      </p>
    </BarePage>,
    404,
  )

/** A form that is not from us, or older than this start of the page. */
export const notFromUs = (c: ReviewContext) =>
  c.html(
    <BarePage title="Please send it again">
      <p>
        This form did not come from a page of this maintcal, or it was started anew since. Nothing was changed. Go back,
        reload the page and send it again.
      </p>
    </BarePage>,
    403,
  )

const keepRule = async (
  desk: Desk,
  item: Item,
  fields: ReadonlyMap<string, readonly string[]>,
  by: string,
  at: string,
) => {
  const sender = item.summary?.sender ?? null
  if (sender === null || fields.get('rule')?.[0] !== '1') return
  const words = fields.get('words')?.[0]?.trim() ?? ''
  const rule = {
    sender,
    format: item.reading?.format ?? null,
    words: words === '' ? null : words.slice(0, 100),
    class: item.reading?.class === 'incident' ? ('incident' as const) : ('other' as const),
  }
  await note(desk.store, { verdict: { type: 'rule', rule }, by, at })
}

/** After an answer: the next question, or the queue when there is none. */
const nextAfter = async (c: ReviewContext, desk: Desk, item: Item, before: readonly QueueItem[]): Promise<string> => {
  const { queue } = await frameFor(c, desk)
  const open = new Set(filtered(queue, everything).map(({ name }) => name))
  const names = before.map(({ name }) => name)
  const later = [...names.slice(names.indexOf(item.name) + 1), ...names].find(
    (name) => name !== item.name && open.has(name),
  )
  return later === undefined ? '/' : `/item/${later}`
}

/** A form of ours that is older than this start of the page: what was entered is shown again, to be sent once more. */
const stale = (c: ReviewContext, desk: Desk, item: Item, asked: Asked | null) => {
  if (c.req.header('sec-fetch-site') !== 'same-origin') return notFromUs(c)
  const words = 'This page was started anew since you opened the form. Nothing was changed; send it again.'
  return show(c, desk, item, { ...nothingGiven, values: asked?.values ?? null, problems: [{ field: '', words }] }, 403)
}

const takeAnswer = async (c: ReviewContext, desk: Desk, item: Item) => {
  const fields = await formOf(c)
  const now = desk.now()
  const asked = askedFor(fields, item, now)
  if (!isFromUs(c, desk, fields.get('proof')?.[0] ?? '')) return stale(c, desk, item, asked)
  if (asked === null) return show(c, desk, item, nothingGiven, 422)
  if ('problems' in asked) return show(c, desk, item, { ...nothingGiven, ...asked }, 422)
  const { verdict, values } = asked
  if (fields.get('do')?.[0] === 'preview') return show(c, desk, item, { ...nothingGiven, values, verdict })
  const unfit = unfitting(item.question, verdict)
  if (unfit !== null)
    return show(c, desk, item, { ...nothingGiven, values, problems: [{ field: '', words: unfit }] }, 422)
  const before = (await frameFor(c, desk)).queue
  const by = c.get('visitor').name
  const at = now.toISOString()
  const answered = await answerSeen(desk.store, item.question.key, {
    verdict,
    by,
    at,
    seen: fields.get('seen')?.[0] ?? '',
  })
  if (!answered.ok) {
    const fresh = (await loadItem(desk.store, item.name)) ?? item
    return show(c, desk, fresh, { ...nothingGiven, values, overtaken: answered.rulings }, 409)
  }
  if (verdict.type === 'ignore') await keepRule(desk, item, fields, by, at)
  return c.redirect(`${await nextAfter(c, desk, item, before)}?done=${answered.ruling.key}`, 303)
}

/** After an undo: back to what is asked again. */
const afterUndo = async (desk: Desk, ruling: Ruling): Promise<string> => {
  const { told } = ruling
  if (told === null) return '/decisions'
  const open = await loadQueue(desk.store, desk.now())
  const item = open.find(({ question }) => question.told === told || question.key === told)
  return item === undefined ? '/' : `/item/${item.name}`
}

/** One question: its page, its mail, answers to it, and their undoing. */
export const itemRoutes = (app: Hono<ReviewEnv>, desk: Desk): void => {
  app.get('/item/:name', async (c) => {
    const item = await loadItem(desk.store, c.req.param('name'))
    return item === null ? noItem(c) : show(c, desk, item, nothingGiven)
  })
  // As the digest links to it.
  app.get('/review/:name', (c) => c.redirect(`/item/${encodeURIComponent(c.req.param('name'))}`))
  app.get('/item/:name/mail', async (c) => {
    const item = await loadItem(desk.store, c.req.param('name'))
    const stored = item === null ? null : await desk.store.mails.find(mailHash(item.question.told))
    const html = stored === null ? null : await htmlOf(stored.raw)
    if (item === null || html === null) return c.notFound()
    return c.body(mailPage(html, marksOf(item.proposal)), 200, mailHeaders)
  })
  app.post('/item/:name/answer', async (c) => {
    const item = await loadItem(desk.store, c.req.param('name'))
    return item === null ? noItem(c) : takeAnswer(c, desk, item)
  })
  app.post('/undo', async (c) => {
    const fields = await formOf(c)
    if (!isFromUs(c, desk, fields.get('proof')?.[0] ?? '')) return notFromUs(c)
    const key = fields.get('ruling')?.[0] ?? ''
    const undone = await undo(desk.store, key, c.get('visitor').name, desk.now().toISOString())
    if (undone === null) {
      return c.html(
        <BarePage title="There is nothing to undo">
          <p>
            Somebody took this answer back already. <a href="/decisions">All decisions</a>
          </p>
        </BarePage>,
        409,
      )
    }
    return c.redirect(`${await afterUndo(desk, undone)}?done=${undone.key}`, 303)
  })
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarTarget } from '../src/calendar/target.ts'
import type { Mailbox } from '../src/mail/mailbox.ts'
import { readerFor } from '../src/reader.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { sync } from '../src/sync.ts'
import type { FakeGoogleCalendar } from './servers/fake-google-calendar.ts'
import { startRig } from './servers/google/rig.ts'
import { makeYear, type Post, truthAt } from './support/year.ts'
import { asLines, standingIn, unaskedIn } from './support/year-calendar.ts'

const hours = 3_600_000
const year = makeYear(20_261_122)

const folder = mkdtempSync(join(tmpdir(), 'maintcal-year-'))
let store: Store
let fake: FakeGoogleCalendar
let target: CalendarTarget

/** The posts that are delivered until `until`, as one mailbox that only grows. */
const mailboxUntil = (until: Date): Mailbox => ({
  name: 'year',
  messages: async function* ({ cursor }) {
    for (let n = Number(cursor ?? 0); n < year.posts.length; n++) {
      const post = year.posts[n]
      if (post === undefined || post.delivered > until) return
      const raw = Buffer.from(post.raw)
      const received = post.delivered.toISOString()
      yield { raw, size: raw.length, origin: `post ${n}`, received, cursor: String(n + 1) }
    }
  },
})

const reader = await readerFor({
  OPS_GROUP: 'ops-maintenance@noc.example',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'enforce',
  VENDORS_DIR: undefined,
})

const run = (now: Date) =>
  sync({
    store,
    mailboxes: [{ pile: 'ops', open: async () => mailboxUntil(now) }],
    reader: async () => reader,
    calendar: async () => target,
    look: async () => ({ vendorTitle: (vendor) => vendor }),
    lookName: 'plain',
    alerts: async () => {
      throw new Error('there is no root@ mail here')
    },
    tracked: false,
    now,
    ticks: () => 0,
    since: null,
    maxBytes: 1_000_000,
    dryRun: false,
    signal: new AbortController().signal,
    progress: () => undefined,
  })

const ids = new Set(year.posts.flatMap(({ says }) => says?.id ?? []))

const ends = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month + 1, 1) - 36 * hours))

interface MonthsEnd {
  readonly month: string
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  readonly unasked: readonly string[]
  readonly right: number
}

const compare = async (at: Date): Promise<MonthsEnd> => {
  const wanted = truthAt(year.posts, at)
  const [want, have] = [asLines(wanted), asLines(standingIn(fake.events(), ids))]
  const open = new Set((await store.review.open()).map(({ maintenance }) => maintenance))
  const unasked = unaskedIn(wanted, fake.events(), open)
  return {
    month: at.toISOString().slice(0, 7),
    missing: want.filter((line) => !have.includes(line)),
    extra: have.filter((line) => !want.includes(line)),
    unasked,
    right: want.filter((line) => have.includes(line)).length,
  }
}

const months: MonthsEnd[] = []
const failures: string[] = []

beforeAll(async () => {
  const rig = await startRig()
  fake = rig.fake
  target = rig.target
  store = openStore(join(folder, 'maintcal.db'))
  let at = year.from.getTime()
  for (const end of ends) {
    for (; at < end.getTime(); at += 7 * 24 * hours) failures.push(...(await run(new Date(at))).failures)
    rig.advance(30 * 24 * hours)
    failures.push(...(await run(end)).failures)
    months.push(await compare(end))
  }
}, 180_000)

afterAll(async () => {
  await store.close()
  await fake.close()
  rmSync(folder, { recursive: true, force: true })
})

const count = (holds: (post: Post) => boolean): number => year.posts.filter(holds).length

describe('a year of mail', () => {
  it('holds at least 3,000 mails of 20 vendors, with all that goes wrong', () => {
    expect(year.posts.length).toBeGreaterThanOrEqual(3000)
    expect(new Set(year.posts.flatMap(({ says }) => says?.vendor ?? [])).size).toBe(20)
    expect(count(({ forged }) => forged)).toBeGreaterThanOrEqual(30)
    for (const what of ['move', 'cancel', 'done', 'lost', 'late', 'doubled', 'noise'])
      expect(year.counts[what], what).toBeGreaterThanOrEqual(50)
  })

  it('is read without a failed step', () => {
    expect(failures).toEqual([])
    expect(fake.complaints).toEqual([])
  })

  it.each(ends.map((end, n) => [end.toISOString().slice(0, 7), n] as const))(
    'leaves exactly the true events in the calendar at the end of %s',
    (month, n) => {
      expect(months[n]).toMatchObject({ month, missing: [], extra: [], unasked: [] })
      expect(months[n]?.right).toBeGreaterThan(20)
    },
  )

  it('asks about every forged mail, and believes none', async () => {
    const questions = await store.review.open()
    expect(questions.filter(({ codes }) => codes.includes('sender-unverified')).length).toBeGreaterThanOrEqual(20)
  })
})

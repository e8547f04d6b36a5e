import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emlMailbox } from '../src/mail/eml.ts'
import { type Mailbox, MailboxError } from '../src/mail/mailbox.ts'
import { dataFile } from '../src/paths.ts'
import { readerFor } from '../src/reader.ts'
import { answer } from '../src/steps/answer.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/store.ts'
import { type Outcome, type Parts, sync } from '../src/sync.ts'
import { type MemoryCalendar, memoryCalendar } from './support/memory-calendar.ts'

let folder: string
let inbox: string
let store: Store
let calendar: MemoryCalendar

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-sync-'))
  inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  store = openStore(join(folder, 'maintcal.db'))
  calendar = memoryCalendar()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Sample mails that arrive; all of them by default. */
const deliver = (...names: readonly string[]): void => {
  for (const name of names) cpSync(join(dataFile('demo'), name), join(inbox, name))
}
const deliverAll = (): void => cpSync(dataFile('demo'), inbox, { recursive: true })

const look = { vendorTitle: (vendor: string) => vendor }
const reader = await readerFor({
  OPS_GROUP: 'ops-maintenance@noc.example',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'enforce',
  VENDORS_DIR: undefined,
})

const parts = (given: Partial<Parts> = {}): Parts => ({
  store,
  mailboxes: [{ pile: 'ops', open: async () => emlMailbox(inbox) }],
  reader: async () => reader,
  calendar: async () => calendar.target,
  look: async () => look,
  lookName: 'plain',
  alerts: async () => {
    throw new Error('there is no root@ mail in these tests')
  },
  tracked: false,
  now: new Date('2026-12-04T18:00:00Z'),
  ticks: () => 0,
  since: null,
  maxBytes: 1_000_000,
  dryRun: false,
  signal: new AbortController().signal,
  progress: () => undefined,
  ...given,
})

const run = (given: Partial<Parts> = {}): Promise<Outcome> => sync(parts(given))

const standing = (): readonly string[] =>
  [...calendar.events.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ id, start, end, summary }) => `${start} ${end} ${id} ${summary}`)
    .sort()

describe('a run', () => {
  it('takes every mail to one decision, and every standing work to the calendar', async () => {
    deliverAll()
    const { summary, failures, decided } = await run()
    expect(failures).toEqual([])
    expect(summary.mails.fetched).toBe(summary.mails.new)
    expect(decided).toHaveLength(summary.mails.new)
    expect(Object.values(summary.decisions).reduce((a, b) => a + b, 0)).toBe(decided.length)
    expect(summary.calendar).toMatchObject({ inserted: standing().length, updated: 0, unchanged: 0, failed: 0 })
    expect(await store.mails.count()).toEqual({ stored: summary.mails.new, pending: 0 })
    expect(summary.review).toBe((await store.review.open()).length)
  })

  it('has nothing to do the second time', async () => {
    deliverAll()
    const first = await run()
    const writes = calendar.writes.length
    const { summary, decided, plan } = await run()
    expect(summary.mails).toEqual({ fetched: 0, new: 0 })
    expect([decided, plan]).toEqual([[], []])
    expect(summary.calendar).toMatchObject({ inserted: 0, updated: 0, unchanged: first.summary.calendar.inserted })
    expect(calendar.writes).toHaveLength(writes)
  })

  it('loads neither reader nor the look of events when there is nothing to do', async () => {
    deliver('01-zayo-new.eml')
    await run()
    const loaded: string[] = []
    await run({
      reader: async () => {
        loaded.push('reader')
        return reader
      },
      look: async () => {
        loaded.push('look')
        return look
      },
    })
    expect(loaded).toEqual([])
  })

  it('moves the same event when the work moves', async () => {
    deliver('01-zayo-new.eml')
    await run()
    const before = [...calendar.events.keys()]
    deliver('17-zayo-reschedule.eml')
    const { summary, plan } = await run()
    expect([...calendar.events.keys()]).toEqual(before)
    expect(summary.decisions).toEqual({ rescheduled: 1 })
    expect(summary.calendar).toMatchObject({ inserted: 0, updated: 1 })
    expect(plan).toMatchObject([
      { sign: '~', changes: expect.arrayContaining([{ field: 'start', from: '2026-11-17', to: '2026-12-01' }]) },
    ])
  })

  it('renews the events of works to come when events look different, and of no others', async () => {
    deliver('01-zayo-new.eml', '32-copperway-new.eml')
    await run()
    const shouting = async () => ({ vendorTitle: (vendor: string) => vendor.toUpperCase() })
    const { summary } = await run({ look: shouting, lookName: 'shouting' })
    expect(summary.calendar).toMatchObject({ inserted: 0, updated: 1 })
    expect(standing().filter((line) => line.includes('COPPERWAY'))).toHaveLength(1)
    expect((await run({ look: shouting, lookName: 'shouting' })).summary.calendar.updated).toBe(0)
  })

  it('gives works that ended more than 30 days before they are first read no event', async () => {
    deliver('01-zayo-new.eml')
    const { summary } = await run({ now: new Date('2027-03-01T00:00:00Z') })
    expect(summary.decisions).toEqual({ created: 1 })
    expect(summary.calendar.inserted).toBe(0)
  })
})

describe('what a person did in the calendar', () => {
  const only = (): string => [...calendar.events.keys()][0] ?? ''

  it('stays, and a later change of the vendor becomes a question', async () => {
    deliver('01-zayo-new.eml')
    await run()
    calendar.edit(only(), { start: '2026-11-16', end: '2026-11-20' })
    deliver('17-zayo-reschedule.eml')
    const { summary } = await run()
    expect(calendar.events.get(only())).toMatchObject({ start: '2026-11-16', end: '2026-11-20' })
    expect(summary.calendar.kept).toBe(1)
    expect((await store.review.open()).map(({ codes }) => codes)).toContainEqual(['changed-in-calendar'])
  })

  it('gives way when a person approves the vendor’s word', async () => {
    deliver('01-zayo-new.eml')
    await run()
    calendar.edit(only(), { start: '2026-11-16', end: '2026-11-20' })
    deliver('17-zayo-reschedule.eml')
    await run()
    for (const question of await store.review.open()) {
      await answer(store, question, { verdict: { type: 'approve' }, by: 'robin', at: '2026-12-05T00:00:00Z' })
    }
    await run()
    expect(calendar.events.get(only())).toMatchObject({ start: '2026-12-01' })
    expect(await store.review.open()).toEqual([])
  })

  it('is not asked about again when a person says that it stays', async () => {
    deliver('01-zayo-new.eml')
    await run()
    calendar.edit(only(), { start: '2026-11-16', end: '2026-11-20' })
    deliver('17-zayo-reschedule.eml')
    await run()
    for (const question of await store.review.open()) {
      await answer(store, question, {
        verdict: { type: 'ignore', why: 'ours' },
        by: 'robin',
        at: '2026-12-05T00:00:00Z',
      })
    }
    deliver('47-zayo-start.eml')
    await run()
    expect(calendar.events.get(only())).toMatchObject({ start: '2026-11-16' })
    expect(await store.review.open()).toEqual([])
  })

  it('is a veto when the event was deleted', async () => {
    deliver('01-zayo-new.eml')
    await run()
    calendar.edit(only(), { deleted: true })
    await run()
    deliver('08-zayo-new-again.eml')
    const { summary } = await run()
    expect(standing()).toEqual([])
    expect(summary.calendar.kept).toBe(1)
  })
})

describe('a step that fails', () => {
  const unreachable: Mailbox = {
    name: 'imaps://ops@mail.example.org/INBOX',
    // biome-ignore lint/correctness/useYield: it fails before the first mail
    messages: async function* () {
      throw new MailboxError('connect', 'The mailbox imaps://ops@mail.example.org/INBOX was not reached.')
    },
  }

  it('keeps no other from its work: a mailbox that is down, and the mails that are there', async () => {
    deliver('01-zayo-new.eml')
    const { failures, summary } = await run({
      mailboxes: [
        { pile: 'root', open: async () => unreachable },
        { pile: 'ops', open: async () => emlMailbox(inbox) },
      ],
    })
    expect(failures).toEqual(['The mailbox imaps://ops@mail.example.org/INBOX was not reached.'])
    expect(summary.calendar.inserted).toBe(1)
    const steps = await store.runs.steps()
    expect(steps.find(({ step }) => step === 'fetch-root')).toMatchObject({ lastSuccess: null, message: failures[0] })
    expect(steps.find(({ step }) => step === 'calendar')).toMatchObject({ message: null })
  })

  it('is made good in the next run: a calendar that is down', async () => {
    deliver('01-zayo-new.eml', '02-lumen-new.eml')
    calendar.writesLeft = 1
    const first = await run()
    expect(first.failures).toEqual(['The calendar is down.'])
    expect(first.summary.calendar).toMatchObject({ inserted: 1, failed: 1 })
    calendar.writesLeft = Number.POSITIVE_INFINITY
    const second = await run()
    expect(second.failures).toEqual([])
    expect(second.summary.calendar).toMatchObject({ inserted: 1, failed: 0 })
    expect(standing()).toHaveLength(2)
  })

  it('has no part in what was decided: a calendar that cannot even be read', async () => {
    deliver('01-zayo-new.eml')
    const { failures, summary } = await run({
      calendar: async () => {
        throw new Error('The calendar cannot be read.')
      },
    })
    expect(failures).toEqual(['The calendar cannot be read.'])
    expect(summary.decisions).toEqual({ created: 1 })
  })
})

describe('mails that cannot be read', () => {
  it('over the size cap are kept with their header lines, and a person is asked', async () => {
    deliver('01-zayo-new.eml')
    const { summary, decided } = await run({ maxBytes: 500 })
    expect(decided).toMatchObject([
      { decision: 'review', reason: expect.stringMatching(/too large.* Its header is kept/) },
    ])
    expect(summary.review).toBe(1)
    expect((await store.review.open())[0]).toMatchObject({ from: 'mail' })
  })

  it('do not stand in the way of those behind them', async () => {
    deliver('01-zayo-new.eml', '02-lumen-new.eml')
    const { decided, failures } = await run({
      reader: async () => ({
        ...reader,
        reading: (mail) => {
          if (mail.subject.includes('TTN')) throw new Error('a defect')
          return reader.reading(mail)
        },
      }),
    })
    expect(failures).toEqual([])
    expect(decided.map(({ decision }) => decision)).toEqual(['review', 'created'])
  })
})

/** What is believed and what stands, without the names of rows. */
const state = async () => ({
  mails: await Promise.all((await store.mails.page('ops', 0, 999)).map(({ hash }) => store.mails.summary(hash))),
  works: (await store.belief.since('0000-01-01')).map(({ maintenance }) => maintenance),
  questions: (await store.review.open()).map(({ key }) => key),
  events: standing(),
})

describe('a run that is cut off and called again', () => {
  const whole = async () => {
    deliverAll()
    await run()
    const expected = await state()
    await store.close()
    store = openStore(join(folder, 'again.db'))
    calendar = memoryCalendar()
    return expected
  }

  it.each([0, 1, 7, 30, 55])('after %i mails ends in the same state', async (mails) => {
    const expected = await whole()
    const broken: Mailbox = {
      name: emlMailbox(inbox).name,
      messages: async function* (options) {
        let left = mails
        for await (const mail of emlMailbox(inbox).messages(options)) {
          if (left === 0) throw new Error('cut off')
          left -= 1
          yield mail
        }
      },
    }
    const { summary } = await run({ mailboxes: [{ pile: 'ops', open: async () => broken }] })
    expect(summary.mails).toEqual({ fetched: mails, new: mails })
    await run()
    expect(await state()).toEqual(expected)
  })

  it.each([0, 1, 20])('after %i readings ends in the same state', async (readings) => {
    const expected = await whole()
    let left = readings
    const dying = new Proxy(store, {
      get: (target, name) =>
        name !== 'atomically'
          ? Reflect.get(target, name)
          : (work: (inner: Store) => Promise<unknown>) => {
              left -= 1
              if (left >= 0) return target.atomically(work)
              return target.atomically(async (inner) => {
                await work(inner)
                throw new Error('killed before the end of the transaction')
              })
            },
    })
    await run({ store: dying })
    expect((await store.mails.count()).pending).toBeGreaterThan(0)
    await run()
    expect(await state()).toEqual(expected)
  })

  it.each([0, 1, 13])('after %i calendar writes ends in the same state', async (writes) => {
    const expected = await whole()
    calendar.writesLeft = writes
    await run()
    calendar.writesLeft = Number.POSITIVE_INFINITY
    await run()
    expect(await state()).toEqual(expected)
  })

  it('between a write and its memory does not write twice', async () => {
    const expected = await whole()
    const forgetful: Store = {
      ...store,
      calendar: { ...store.calendar, save: async () => Promise.reject(new Error('killed')) },
    }
    const { failures } = await run({ store: forgetful })
    expect(failures).toEqual(['killed'])
    expect(standing()).toHaveLength(1)
    await run()
    expect(await state()).toEqual(expected)
  })
})

describe('the sample mailbox', () => {
  it('gives each mail a decision with a reason', async () => {
    deliverAll()
    const { decided } = await run()
    const named: unknown = JSON.parse(readFileSync(join(dataFile('demo'), 'expected.json'), 'utf8'))
    expect(decided).toHaveLength(Object.keys(named as object).length)
    for (const { reason } of decided) expect(reason).toMatch(/\S.{5,}/)
  })
})

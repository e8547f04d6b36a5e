import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFile } from '../../src/paths.ts'
import { readerFor } from '../../src/reader.ts'
import type { Notice, Reading } from '../../src/reading/notice.ts'
import { answer } from '../../src/steps/answer.ts'
import type { Reader } from '../../src/steps/read-mails.ts'
import { type Replayed, replay } from '../../src/steps/replay.ts'
import { openCopy } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { sync } from '../../src/sync.ts'
import { type MemoryCalendar, memoryCalendar } from '../support/memory-calendar.ts'

const at = '2026-11-16T08:00:00Z'
const rules = await readerFor({
  OPS_GROUP: 'ops-maintenance@noc.example',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'enforce',
  VENDORS_DIR: undefined,
})

/** Rules that read otherwise than ours do. */
const otherwise = (change: (reading: Reading) => Reading): Reader => ({
  ...rules,
  version: 'older',
  reading: (mail) => change(rules.reading(mail)),
})
const each = (change: (notice: Notice) => Partial<Notice>): Reader =>
  otherwise((reading) => ({ ...reading, notices: reading.notices.map((notice) => ({ ...notice, ...change(notice) })) }))

const later = (iso: string | null): string | null =>
  iso === null ? null : new Date(Date.parse(iso) + 86_400_000).toISOString().replace('.000Z', 'Z')
const aDayLate = each(({ windows }) => ({
  windows: windows.map((w) => ({ ...w, start: later(w.start) ?? w.start, end: later(w.end) })),
}))
const withoutIds = each(() => ({ maintenanceId: null }))
const blind = otherwise((reading) => ({ ...reading, class: 'other', notices: [], doubts: [] }))

let store: Store
let calendar: MemoryCalendar
beforeEach(() => {
  store = openCopy(join(tmpdir(), 'maintcal-no-such-file.db'))
  calendar = memoryCalendar()
})
afterEach(() => store.close())

const run = async (reader: Reader, ...names: readonly string[]): Promise<void> => {
  const messages = async function* () {
    for (const name of names) {
      const raw = readFileSync(join(dataFile('demo'), name))
      yield { raw, size: raw.length, origin: name, received: null, cursor: name }
    }
  }
  const { failures } = await sync({
    store,
    mailboxes: [{ pile: 'ops', open: async () => ({ name: 'test', messages }) }],
    reader: async () => reader,
    calendar: async () => calendar.target,
    look: async () => ({ vendorTitle: (vendor) => vendor }),
    lookName: 'plain',
    alerts: async () => {
      throw new Error('there is no root@ mail here')
    },
    tracked: false,
    now: new Date(at),
    ticks: () => 0,
    since: null,
    maxBytes: 1_000_000,
    dryRun: false,
    signal: new AbortController().signal,
    progress: () => undefined,
  })
  expect(failures).toEqual([])
}

const replayed = async (apply: boolean, stopAfter = Number.POSITIVE_INFINITY): Promise<readonly Replayed[]> => {
  const told: Replayed[] = []
  const stop = new AbortController()
  for await (const mail of replay(store, rules, { apply, at, signal: stop.signal })) {
    told.push(mail)
    if (told.length >= stopAfter) break
  }
  return told
}

const standing = () => [...calendar.events.values()].filter(({ deleted }) => !deleted)
const days = () => standing().map(({ start, end }) => `${start}/${end}`)
const believed = async () => JSON.stringify(await store.belief.since('0000'))
const personWrites = () => calendar.edit(standing()[0]?.id ?? '', { summary: 'Zayo: call Sam before' })

describe('replay', () => {
  it('says field by field what differs, and changes nothing', async () => {
    await run(aDayLate, '01-zayo-new.eml', '05-equinix-new.eml')
    const before = await believed()
    const told = await replayed(false)
    expect(told.map(({ origin }) => origin)).toEqual(['01-zayo-new.eml', '05-equinix-new.eml'])
    expect(told[0]?.differences).toMatchObject([
      { field: 'windows', from: expect.stringContaining('2026-11-18T05:01') },
    ])
    expect(told[0]?.differences[0]?.to).toContain('2026-11-17T05:01')
    expect(await believed()).toBe(before)
    const writes = calendar.writes.length
    await run(rules)
    expect(calendar.writes).toHaveLength(writes)
  })

  it('has nothing to say of what is read alike', async () => {
    await run(rules, '01-zayo-new.eml', '03-invoice.eml', '27-lumen-forged-cancel.eml')
    expect(await replayed(false)).toEqual([])
  })
})

describe('replay --apply', () => {
  it('moves the events with the next run, keeps what a person wrote, and then has nothing more to say', async () => {
    await run(aDayLate, '01-zayo-new.eml')
    expect(days()).toEqual(['2026-11-18/2026-11-20'])
    personWrites()
    await run(aDayLate)
    await replayed(true)
    expect(days()).toEqual(['2026-11-18/2026-11-20'])
    await run(rules)
    expect(days()).toEqual(['2026-11-17/2026-11-19'])
    expect(standing()).toMatchObject([{ summary: 'Zayo: call Sam before' }])
    expect(await replayed(true)).toEqual([])
  })

  it('leaves one event where a work gets another name by it, with what a person wrote', async () => {
    await run(withoutIds, '01-zayo-new.eml')
    personWrites()
    await run(withoutIds)
    await replayed(true)
    await run(rules)
    expect(standing()).toMatchObject([{ summary: 'Zayo: call Sam before' }])
    expect(days()).toEqual(['2026-11-17/2026-11-19'])
  })

  it('brings what was not recognised into the calendar', async () => {
    await run(blind, '01-zayo-new.eml', '08-zayo-new-again.eml')
    expect(standing()).toEqual([])
    await replayed(true)
    await run(rules)
    expect(days()).toEqual(['2026-11-17/2026-11-19'])
  })

  it('takes away what was no work', async () => {
    const eager = otherwise((reading) =>
      reading.class === 'maintenance' ? reading : { ...reading, class: 'maintenance', notices: [invented] },
    )
    await run(eager, '03-invoice.eml')
    expect(days()).toEqual(['2026-11-20/2026-11-21'])
    await replayed(true)
    await run(rules)
    expect(standing()).toEqual([])
  })

  it('keeps people’s answers', async () => {
    await run(withoutIds, '02-lumen-new.eml', '27-lumen-forged-cancel.eml')
    const [question] = (await store.review.open()).filter(({ codes }) => codes.includes('sender-unverified'))
    expect(question).toBeDefined()
    if (question === undefined) return
    await answer(store, question, { verdict: { type: 'ignore', why: 'forged' }, by: 'sam', at })
    await replayed(true)
    await run(rules)
    expect((await store.review.open()).filter(({ codes }) => codes.includes('sender-unverified'))).toEqual([])
  })

  it('that is stopped in between is whole, and goes on the next time', async () => {
    await run(aDayLate, '01-zayo-new.eml', '05-equinix-new.eml', '25-telstra-new.eml')
    expect(await replayed(true, 1)).toHaveLength(1)
    expect(await replayed(true)).toHaveLength(2)
    await run(rules)
    expect(days().sort()).toEqual(['2026-11-17/2026-11-19', '2026-11-25/2026-11-26', '2026-11-30/2026-12-01'])
  })
})

const invented: Notice = {
  maintenanceId: 'INV-1',
  account: null,
  status: 'CONFIRMED',
  kind: 'new',
  windows: [{ start: '2026-11-20T01:00:00Z', end: '2026-11-20T02:00:00Z' }],
  circuits: [],
  impact: null,
  summary: 'Work',
  location: null,
  formerIds: [],
  zone: null,
  sequence: null,
  stamp: null,
  evidence: {},
  doubts: [],
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Question, Ruling } from '../../src/maintenance/maintenance.ts'
import { openStore } from '../../src/store/open.ts'
import type { EventMemory, MailOutcome, Store } from '../../src/store/store.ts'
import { incomingMail, maintenanceOf, toldOf } from '../support/belief.ts'

const at = '2026-11-02T00:00:00Z'
const later = '2026-11-03T00:00:00Z'

let folder: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-store-'))
  store = openStore(join(folder, 'maintcal.db'))
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const outcome: MailOutcome = {
  class: 'maintenance',
  vendor: 'zayo',
  decision: 'created',
  reason: 'It is new.',
  subject: 'Planned work',
  sender: 'mr@zayo.com',
  sent: at,
  permalink: null,
  rules: '1',
}

describe('mails', () => {
  it('are kept whole', async () => {
    const raw = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * n) % 256))
    await store.mails.keep('ops', [incomingMail(1, { raw })], null, at)
    expect(Buffer.compare((await store.mails.find('hash-1'))?.raw ?? Buffer.alloc(0), raw)).toBe(0)
  })

  it('are kept once, however many mailboxes bring them', async () => {
    await store.mails.keep('ops', [incomingMail(1)], { mailbox: 'a', cursor: '1' }, at)
    const again = await store.mails.keep('ops', [incomingMail(1), incomingMail(2)], { mailbox: 'b', cursor: '9' }, at)
    expect(again).toEqual({ added: 1, known: 1, differing: 0 })
    expect(await store.mails.count()).toEqual({ stored: 2, pending: 2 })
  })

  it('of one Message-ID with other content are both kept, and the second is marked', async () => {
    const forged = incomingMail('1b', { messageId: 'id-1@example.org' })
    const kept = await store.mails.keep('ops', [incomingMail(1), forged], null, at)
    expect(kept).toEqual({ added: 2, known: 0, differing: 1 })
    expect((await store.mails.find('hash-1'))?.note).toBeNull()
    expect((await store.mails.find('hash-1b'))?.note).toBe('other-content')
  })

  it('without a Message-ID are no copies of each other', async () => {
    const kept = await store.mails.keep(
      'ops',
      [incomingMail(1, { messageId: null }), incomingMail(2, { messageId: null })],
      null,
      at,
    )
    expect(kept).toEqual({ added: 2, known: 0, differing: 0 })
  })

  it('over the size cap are recorded as such', async () => {
    await store.mails.keep('ops', [incomingMail(1, { tooLarge: true, size: 99_000_000 })], null, at)
    expect(await store.mails.find('hash-1')).toMatchObject({ note: 'too-large', tooLarge: true, size: 99_000_000 })
  })

  it('are handed out fewer at a time when they are large, but at least one', async () => {
    const large = { size: 5_000_000 }
    const mails = [incomingMail('huge', { size: 30_000_000 }), ...['a', 'b', 'c'].map((n) => incomingMail(n, large))]
    await store.mails.keep('ops', mails, null, at)
    const handedOut: string[][] = []
    for (let after = 0; ; ) {
      const some = await store.mails.pending('ops', after, 10)
      if (some.length === 0) break
      handedOut.push(some.map(({ hash }) => hash))
      after = some.at(-1)?.id ?? 0
    }
    expect(handedOut).toEqual([['hash-huge'], ['hash-a'], ['hash-b'], ['hash-c']])
  })

  it('wait for an outcome in the order in which they were stored, each pile for itself', async () => {
    await store.mails.keep('ops', [incomingMail('z'), incomingMail('a')], null, at)
    await store.mails.keep('root', [incomingMail('r')], null, at)
    const [first] = await store.mails.pending('ops', 0, 1)
    expect(first?.hash).toBe('hash-z')
    await store.mails.settle(first?.id ?? 0, outcome, null, at)
    expect((await store.mails.pending('ops', 0, 10)).map(({ hash }) => hash)).toEqual(['hash-a'])
    expect((await store.mails.pending('root', 0, 10)).map(({ hash }) => hash)).toEqual(['hash-r'])
    expect((await store.mails.page('ops', 0, 10)).map(({ hash }) => hash)).toEqual(['hash-z', 'hash-a'])
  })

  it('have one outcome and one reading, the last', async () => {
    await store.mails.keep('ops', [incomingMail(1)], null, at)
    const reading = { class: 'other', vendor: null, format: null, notices: [], doubts: [] } as const
    await store.mails.settle(1, outcome, null, at)
    await store.mails.settle(1, { ...outcome, decision: 'ignored' }, reading, later)
    expect(await store.mails.summary('hash-1')).toMatchObject({
      decision: 'ignored',
      settledAt: later,
      origin: 'mail-1.eml',
    })
    expect(await store.mails.reading('hash-1')).toEqual(reading)
    expect(await store.mails.settledBetween('ops', at, later)).toEqual([])
    expect(await store.mails.settledBetween('ops', later, '2026-12-01T00:00:00Z')).toHaveLength(1)
  })
})

describe('the cursor of a mailbox', () => {
  it('moves together with the mails that it covers', async () => {
    await store.mails.keep('ops', [incomingMail(1)], { mailbox: 'a', cursor: '1' }, at)
    await store.mails.keep('ops', [], { mailbox: 'a', cursor: '2' }, at)
    expect(await store.mails.cursor('a')).toBe('2')
    expect(await store.mails.cursor('b')).toBeNull()
  })

  it('stays if one of the mails cannot be stored, and so do the others', async () => {
    const broken = { ...incomingMail(2), origin: null as unknown as string }
    await expect(store.mails.keep('ops', [incomingMail(1), broken], { mailbox: 'a', cursor: '1' }, at)).rejects.toThrow(
      /NOT NULL/,
    )
    expect(await store.mails.cursor('a')).toBeNull()
    expect(await store.mails.count()).toEqual({ stored: 0, pending: 0 })
  })
})

describe('transactions', () => {
  it('leave nothing behind when they fail', async () => {
    const failing = store.atomically(async (inner) => {
      await inner.mails.keep('ops', [incomingMail(1)], { mailbox: 'a', cursor: '1' }, at)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.mails.count()).toEqual({ stored: 0, pending: 0 })
  })

  it('nest: an inner one that fails undoes its own part only', async () => {
    await store.atomically(async (outer) => {
      await outer.mails.keep('ops', [incomingMail(1)], null, at)
      await outer
        .atomically(async (inner) => {
          await inner.mails.keep('ops', [incomingMail(2)], null, at)
          throw new Error('no')
        })
        .catch(() => undefined)
      await outer.mails.keep('ops', [incomingMail(3)], null, at)
    })
    expect((await store.mails.page('ops', 0, 9)).map(({ hash }) => hash)).toEqual(['hash-1', 'hash-3'])
  })
})

const question = (key: string, urgentAt: string | null): Question => ({
  key,
  told: 'hash-1#0',
  maintenance: 'm1',
  codes: ['no-window'],
  reasons: ['No window.'],
  urgentAt,
})

describe('belief', () => {
  beforeEach(() => store.mails.keep('ops', [incomingMail(1), incomingMail(2)], null, at).then(() => undefined))

  it('finds Tolds by any of their keys, with the Maintenance that they were counted to', async () => {
    await store.belief.saveTold(toldOf('hash-1#0'), ['id:a', 'msg:x'], 'm1', 1)
    await store.belief.saveTold(toldOf('hash-2#0'), ['id:b'], '', 2)
    expect(await store.belief.sharing(['id:a', 'msg:x', 'id:none'])).toEqual([
      { told: toldOf('hash-1#0'), maintenance: 'm1' },
    ])
    expect(await store.belief.sharing([])).toEqual([])
  })

  it('forgets old keys of a Told that is saved again', async () => {
    await store.belief.saveTold(toldOf('hash-1#0'), ['id:a'], 'm1', 1)
    await store.belief.saveTold(toldOf('hash-1#0'), ['id:b'], 'm1', 1)
    expect(await store.belief.sharing(['id:a'])).toEqual([])
    expect(await store.belief.sharing(['id:b'])).toHaveLength(1)
  })

  it('forgets the Tolds of a mail with their keys, and names what they were counted to', async () => {
    await store.belief.saveTold(toldOf('hash-1#0'), ['id:a'], 'm1', 1)
    await store.belief.saveTold(toldOf('hash-1#1'), ['id:a'], '', 1)
    expect(await store.belief.forgetTolds(1)).toEqual(['m1'])
    expect(await store.belief.sharing(['id:a'])).toEqual([])
  })

  it('knows Maintenances by id, by the vendor’s id and by day', async () => {
    await store.belief.saveTold(toldOf('hash-1#0'), [], '', 1)
    await store.belief.save([{ maintenance: maintenanceOf('m1'), tolds: ['hash-1#0'], aliases: [] }], [], later)
    expect(await store.belief.maintenance('m1')).toEqual({ maintenance: maintenanceOf('m1'), firstRead: at })
    expect(await store.belief.byVendorId('zayo', 'TTN-000100')).toHaveLength(1)
    expect(await store.belief.since('2026-11-17')).toHaveLength(1)
    expect(await store.belief.since('2026-11-18')).toHaveLength(0)
    expect((await store.belief.told('hash-1#0'))?.maintenance).toBe('m1')
  })

  it('drops what is replaced, and lets its events go over to the heir', async () => {
    await store.belief.save([{ maintenance: maintenanceOf('old'), tolds: [], aliases: [] }], [], at)
    await store.belief.settled(['old'])
    await store.belief.save([{ maintenance: maintenanceOf('new'), tolds: [], aliases: ['old'] }], ['old'], at)
    expect(await store.belief.maintenance('old')).toBeNull()
    const [work, ...others] = await store.belief.unsettled('', 10)
    expect(others).toEqual([])
    expect(work).toMatchObject({ id: 'new', former: ['old'] })
    await store.belief.settled(['new'])
    expect(await store.belief.unsettled('', 10)).toEqual([])
  })

  it('keeps a work that nobody believes any more unsettled until its events are gone', async () => {
    await store.belief.save([{ maintenance: maintenanceOf('m1'), tolds: [], aliases: [] }], [], at)
    await store.belief.settled(['m1'])
    await store.belief.save([], ['m1'], at)
    expect(await store.belief.unsettled('', 10)).toEqual([{ id: 'm1', believed: null, former: [] }])
  })

  it('does not unsettle a work that is saved as it was', async () => {
    const same = { maintenance: maintenanceOf('m1'), tolds: [], aliases: [] }
    await store.belief.save([same], [], at)
    await store.belief.settled(['m1'])
    await store.belief.save([same], ['m1'], later)
    expect(await store.belief.unsettled('', 10)).toEqual([])
  })

  it('does not unsettle a work whose like an earlier version stored packed', async () => {
    const same = { maintenance: maintenanceOf('m1'), tolds: [], aliases: [] }
    await store.belief.save([same], [], at)
    await store.belief.settled(['m1'])
    const db = new Sqlite(join(folder, 'maintcal.db'))
    const packed = brotliCompressSync(JSON.stringify(same.maintenance))
    db.prepare('UPDATE maintenances SET body = ?').run(packed)
    db.close()
    expect((await store.belief.maintenance('m1'))?.maintenance).toEqual(same.maintenance)
    await store.belief.save([same], ['m1'], later)
    expect(await store.belief.unsettled('', 10)).toEqual([])
  })

  it('gives unsettled works page by page', async () => {
    await store.belief.unsettle(['a', 'b', 'c'])
    expect((await store.belief.unsettled('', 2)).map(({ id }) => id)).toEqual(['a', 'b'])
    expect((await store.belief.unsettled('b', 2)).map(({ id }) => id)).toEqual(['c'])
  })

  it('asks the questions of a Maintenance, and closes those that it has no more', async () => {
    const folded = (questions: readonly Question[]) => ({
      maintenance: maintenanceOf('m1', { questions }),
      tolds: [],
      aliases: [],
    })
    await store.belief.save([folded([question('q1', null), question('q2', '2026-11-17T05:00:00Z')])], [], at)
    expect((await store.review.open()).map(({ key }) => key)).toEqual(['q2', 'q1'])
    await store.belief.save([folded([question('q1', null)])], [], later)
    expect(await store.review.open()).toMatchObject([{ key: 'q1', from: 'maintenance', openedAt: at }])
  })
})

describe('rulings', () => {
  const ruling: Ruling = { key: 'r1', told: 'hash-1#0', by: 'robin', at, verdict: { type: 'approve' } }
  const onWork: Ruling = {
    key: 'r2',
    told: null,
    maintenance: 'm1',
    by: 'robin',
    at,
    verdict: { type: 'ignore', why: 'x' },
  }

  it('are found by Told and by Maintenance, in the order in which they were given', async () => {
    await store.review.rule(onWork)
    await store.review.rule(ruling)
    expect(await store.review.rulings(['hash-1#0'], [])).toEqual([ruling])
    expect(await store.review.rulings(['hash-1#0'], ['m1'])).toEqual([onWork, ruling])
    expect(await store.review.rulings([], [])).toEqual([])
  })

  it('count once, however often they are sent', async () => {
    await store.review.rule(ruling)
    await store.review.rule(ruling)
    expect(await store.review.allRulings()).toEqual([ruling])
  })
})

describe('the calendar’s memory', () => {
  const memory: EventMemory = {
    id: 'e1',
    maintenance: 'm1',
    written: {
      summary: 'Zayo',
      description: '',
      location: null,
      start: '2026-11-17',
      end: '2026-11-18',
      link: null,
      colorId: null,
      status: 'confirmed',
    },
    etag: '"1"',
    generation: 0,
    owned: [],
    state: 'standing',
    failure: null,
  }

  it('is kept for each calendar apart', async () => {
    await store.calendar.save('google:a', memory, at)
    await store.calendar.save('google:a', { ...memory, owned: ['summary'] }, at)
    expect(await store.calendar.events('google:a', ['m1'])).toEqual([{ ...memory, owned: ['summary'] }])
    expect(await store.calendar.events('ics:b', ['m1'])).toEqual([])
    expect(await store.calendar.event('ics:b', 'e1')).toBeNull()
  })

  it('counts what stands as we wrote it, and what a person left or removed', async () => {
    await store.calendar.save('t', memory, at)
    await store.calendar.save('t', { ...memory, id: 'e2', owned: ['start'] }, at)
    await store.calendar.save('t', { ...memory, id: 'e3', state: 'vetoed' }, at)
    await store.calendar.save('t', { ...memory, id: 'e4', state: 'removed' }, at)
    await store.calendar.save('t', { ...memory, id: 'e5', written: null, failure: 'down' }, at)
    expect(await store.calendar.count('t')).toEqual({ ours: 1, kept: 2 })
    await store.calendar.forget('t', 'e1')
    expect(await store.calendar.count('t')).toEqual({ ours: 0, kept: 2 })
  })

  it('holds the sync token', async () => {
    expect(await store.calendar.syncToken('t')).toBeNull()
    await store.calendar.saveSyncToken('t', 'a')
    await store.calendar.saveSyncToken('t', 'b')
    expect(await store.calendar.syncToken('t')).toBe('b')
  })
})

describe('runs', () => {
  it('are told newest first', async () => {
    const run = { startedAt: at, endedAt: at, ok: true, counts: { mails: { new: 3 } }, failures: [] }
    await store.runs.record(run)
    await store.runs.record({ ...run, ok: false, failures: ['The mailbox is down.'] })
    expect(await store.runs.last(5)).toEqual([{ ...run, ok: false, failures: ['The mailbox is down.'] }, run])
  })

  it('remember when each step last went well, and when it did not', async () => {
    await store.runs.step('calendar', at, null)
    await store.runs.step('calendar', later, 'down')
    expect(await store.runs.steps()).toEqual([
      { step: 'calendar', lastSuccess: at, lastFailure: later, message: 'down' },
    ])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PresentEvent, WriteResult } from '../../src/calendar/target.ts'
import { desired, type Rig, startRig } from '../servers/google/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = await startRig({ pageSize: 3 })
})
afterEach(async () => {
  expect(rig.fake.complaints).toEqual([])
  await rig.fake.close()
})

const id = desired().id
const writes = () => rig.fake.requests.filter(({ operation }) => ['insert', 'update', 'delete'].includes(operation))
const done = (result: WriteResult): PresentEvent => {
  if (!result.ok) throw new Error(`not done: ${JSON.stringify(result)}`)
  return result.event
}
const handMade = { summary: 'Birthday', start: { date: '2026-01-06' }, end: { date: '2026-01-07' } }
const stored = () => rig.fake.events()[0] ?? {}

describe('The whole way over the wire', () => {
  it('inserts, syncs, updates, meets a person, gives the merge what stands there, and deletes', async () => {
    const { fake, target } = rig
    const first = await target.changes(null)
    expect(first).toMatchObject({ events: [], full: true })

    const inserted = done(await target.insert(desired()))
    const second = await target.changes(first.nextSyncToken)
    expect(second).toMatchObject({ events: [inserted], full: false })

    const updated = done(await target.update(desired({ start: '2026-01-08', end: '2026-01-09' }), inserted.etag))
    expect(updated).toMatchObject({ start: '2026-01-08', end: '2026-01-09' })
    expect(updated.etag).not.toBe(inserted.etag)

    fake.edit(id, { summary: 'Zayo: call Sam before' })
    const refused = await target.update(desired({ description: 'new' }), updated.etag)
    expect(refused).toMatchObject({
      ok: false,
      reason: 'changed',
      present: { summary: 'Zayo: call Sam before', start: '2026-01-08' },
    })
    const present = refused.ok || !('present' in refused) ? null : refused.present
    const merged = desired({
      summary: present?.summary ?? '',
      description: 'new',
      start: '2026-01-08',
      end: '2026-01-09',
    })
    const last = done(await target.update(merged, present?.etag ?? null))
    expect(last).toMatchObject({ summary: 'Zayo: call Sam before', description: 'new' })

    expect(done(await target.remove(id, last.etag))).toMatchObject({ id, deleted: true })
    const third = await target.changes(second.nextSyncToken)
    expect(third.events).toMatchObject([{ id, deleted: true }])
    expect(rig.slept).toEqual([])
  })
})

describe('What an event looks like at Google', () => {
  it('is all-day with an exclusive end, free, without reminders, linked, and carries our private properties', async () => {
    done(await rig.target.insert(desired()))
    expect(stored()).toMatchObject({
      id,
      start: { date: '2026-01-06' },
      end: { date: '2026-01-07' },
      transparency: 'transparent',
      reminders: { useDefault: false, overrides: [] },
      source: { url: desired().link },
      colorId: '5',
      status: 'confirmed',
      extendedProperties: { private: { maintcal: '1', maintcalId: 'f00dfeed' } },
    })
  })

  it('comes back as it was written, by insert, get and changes alike', async () => {
    const event = desired({ status: 'tentative' })
    const inserted = done(await rig.target.insert(event))
    expect(inserted).toMatchObject({ ...event, deleted: false })
    expect(await rig.target.get(id)).toEqual(inserted)
    expect((await rig.target.changes(null)).events).toEqual([inserted])
  })

  it('of cancelled work stays in the calendar and still comes back as cancelled', async () => {
    const inserted = done(await rig.target.insert(desired({ status: 'cancelled' })))
    expect(stored().status).toBe('confirmed')
    expect(inserted).toMatchObject({ status: 'cancelled', deleted: false })
    const again = done(await rig.target.update(desired({ status: 'confirmed' }), inserted.etag))
    expect(again.status).toBe('confirmed')
  })

  it('leaves out what has no value, and an update takes it away', async () => {
    const inserted = done(await rig.target.insert(desired()))
    const bare = desired({ location: null, colorId: null, link: null })
    expect(done(await rig.target.update(bare, inserted.etag))).toMatchObject({
      location: null,
      colorId: null,
      link: null,
    })
    expect(Object.keys(stored())).not.toEqual(expect.arrayContaining(['location']))
  })

  it.each([
    ['id', { id: 'with-dash' }, /id with-dash/],
    ['property value over 1024 characters', { maintenance: 'x'.repeat(1025) }, /longer than 1024/],
    ['end at its start', { end: '2026-01-06' }, /starts on 2026-01-06 and ends before/],
  ])('is not sent at all with a wrong %s', async (_, over, words) => {
    const result = await rig.target.insert(desired(over))
    expect(result).toMatchObject({ ok: false, reason: 'failed', retry: false, message: expect.stringMatching(words) })
    expect(rig.fake.requests).toEqual([])
  })
})

describe('An insert whose answer was lost', () => {
  it('is tried again with the same id, and found done', async () => {
    rig.fake.fail('insert', 'store-then-cut')
    expect(done(await rig.target.insert(desired()))).toMatchObject({ id, maintenance: 'f00dfeed' })
    expect(rig.log()).toEqual(['token 200', 'insert 0', 'insert 409', 'get 200'])
    expect(rig.fake.events()).toHaveLength(1)
  })

  it('in an earlier run is found done in the next', async () => {
    rig.fake.fail('insert', 'store-then-cut')
    const once = rig.another({ retry: { attempts: 1, firstWaitMs: 1, jitterMs: 1, maxWaitMs: 1, budgetMs: 100 } })
    expect(await once.insert(desired())).toMatchObject({ reason: 'failed', retry: true })
    expect(done(await rig.another().insert(desired()))).toMatchObject({ id })
    expect(rig.fake.events()).toHaveLength(1)
  })
})

describe('An id that is taken', () => {
  it('by an event of ours with other words is given back to be merged', async () => {
    done(await rig.target.insert(desired()))
    rig.fake.edit(id, { summary: 'by a person' })
    expect(await rig.target.insert(desired())).toMatchObject({
      ok: false,
      reason: 'exists',
      present: { summary: 'by a person' },
    })
    expect(stored().summary).toBe('by a person')
  })

  it("by somebody else's event is never overwritten, updated or deleted", async () => {
    rig.fake.add({ id, ...handMade })
    const before = stored()
    const results = [
      await rig.target.insert(desired()),
      await rig.target.update(desired(), null),
      await rig.target.update(desired(), String(before.etag)),
      await rig.target.remove(id, null),
      await rig.target.remove(id, String(before.etag)),
    ]
    for (const result of results) expect(result).toMatchObject({ ok: false, reason: 'failed', retry: false })
    expect(results[0]).toMatchObject({ message: expect.stringContaining('not ours') })
    expect(stored()).toBe(before)
  })
})

describe('An event that a person made by hand', () => {
  const byHand = desired({ id: 'handmade' })
  beforeEach(() => rig.fake.add({ id: 'handmade', ...handMade }))

  it('is adopted by who has seen it, and is ours from then on', async () => {
    const seen = await rig.target.get('handmade')
    expect(done(await rig.target.update(byHand, seen?.etag ?? null))).toMatchObject({
      id: 'handmade',
      maintenance: 'f00dfeed',
    })
    expect(stored()).toMatchObject({ colorId: '5', creator: { email: 'person@example.com' } })
    expect(done(await rig.target.update({ ...byHand, summary: 'x' }, null))).toMatchObject({ summary: 'x' })
  })

  it.each([
    ['without its etag', null, 'failed'],
    ['with that of an older version', '"1"', 'changed'],
  ])('is not touched %s', async (_, etag, reason) => {
    expect(await rig.target.update(byHand, etag)).toMatchObject({ ok: false, reason })
    expect(stored()).not.toHaveProperty('extendedProperties')
  })

  it('is never deleted', async () => {
    const seen = await rig.target.get('handmade')
    expect(await rig.target.remove('handmade', seen?.etag ?? null)).toMatchObject({ ok: false, reason: 'failed' })
  })
})

describe("A person's deletion is a veto", () => {
  beforeEach(async () => {
    done(await rig.target.insert(desired()))
    rig.fake.deleteByPerson(id)
  })

  it.each([
    ['insert', () => rig.target.insert(desired())],
    ['update', () => rig.target.update(desired({ summary: 'again' }), null)],
    ['remove', () => rig.target.remove(id, null)],
  ])('that %s reports as gone and does not undo', async (_, write) => {
    expect(await write()).toMatchObject({ ok: false, reason: 'gone', present: { deleted: true } })
    expect(stored().status).toBe('cancelled')
  })

  it('also when Google has forgotten the event for good', async () => {
    rig.fake.purge(id)
    expect(await rig.target.update(desired(), null)).toEqual({ ok: false, reason: 'gone', present: null })
    expect(await rig.target.get(id)).toBeNull()
  })

  it.each(['update', 'delete'] as const)('between our look and our %s is seen as well', async (operation) => {
    rig.fake.edit(id, { status: 'confirmed' })
    rig.fake.fail(operation, { meanwhile: () => rig.fake.deleteByPerson(id) })
    const write =
      operation === 'update' ? rig.target.update(desired({ summary: 'x' }), null) : rig.target.remove(id, null)
    expect(await write).toMatchObject(
      operation === 'update' ? { reason: 'gone', present: { deleted: true } } : { ok: true, event: { deleted: true } },
    )
    expect(stored()).toMatchObject({ status: 'cancelled', summary: desired().summary })
  })
})

describe('An update', () => {
  const guests = [{ email: 'sam@example.org' }]

  it('keeps everything that is not ours, and the sequence number', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.edit(id, { attendees: guests, transparency: 'opaque', reminders: { useDefault: true } })
    rig.fake.edit(id, { start: { date: '2026-01-05' } })
    expect(await rig.target.update(desired(), etag)).toMatchObject({ reason: 'changed' })
    done(await rig.target.update(desired({ description: 'more' }), null))
    expect(stored()).toMatchObject({
      attendees: guests,
      transparency: 'opaque',
      reminders: { useDefault: true },
      sequence: 1,
      description: 'more',
      start: { date: '2026-01-06' },
    })
  })

  it('sends along what a person attached, and says that it knows of such things', async () => {
    done(await rig.target.insert(desired()))
    const more = { attachments: [{ fileUrl: 'https://example.com/plan' }], conferenceData: { conferenceId: 'c' } }
    rig.fake.edit(id, more)
    done(await rig.target.update(desired({ summary: 'x' }), null))
    expect(stored()).toMatchObject(more)
    expect(writes().at(-1)?.query).toEqual({ supportsAttachments: 'true', conferenceDataVersion: '1' })
  })

  it('keeps times of day that a person gave, when asked to', async () => {
    done(await rig.target.insert(desired()))
    const start = { dateTime: '2026-01-06T22:00:00+01:00', timeZone: 'Europe/Berlin' }
    const end = { dateTime: '2026-01-07T04:00:00+01:00', timeZone: 'Europe/Berlin' }
    rig.fake.edit(id, { start, end })
    const present = await rig.target.get(id)
    expect(present).toMatchObject({ start: start.dateTime, end: end.dateTime })
    const kept = { start: start.dateTime, end: end.dateTime }
    done(await rig.target.update(desired({ ...kept, summary: 'renamed' }), present?.etag ?? null))
    expect(stored()).toMatchObject({ start, end, summary: 'renamed' })
    done(await rig.target.update(desired(), null))
    expect(stored()).toMatchObject({ start: { date: '2026-01-06' }, end: { date: '2026-01-07' } })
    expect(stored().start).toEqual({ date: '2026-01-06' })
  })

  it('sends the etag that it read, so that an edit in between wins', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.fail('update', { status: 412, reason: 'conditionNotMet' })
    expect(await rig.target.update(desired({ summary: 'x' }), etag)).toMatchObject({
      reason: 'changed',
      present: { etag },
    })
    expect(writes().at(-1)).toMatchObject({ operation: 'update', ifMatch: etag })
  })

  it('whose answer was lost is no conflict with itself', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.fail('update', 'store-then-cut')
    expect(done(await rig.target.update(desired({ summary: 'x' }), etag))).toMatchObject({ summary: 'x' })
    expect(rig.log().slice(2)).toEqual(['get 200', 'update 0', 'update 412', 'get 200'])
  })
})

describe('A removal', () => {
  it('does not happen if the event has changed', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.edit(id, { summary: 'mine now' })
    expect(await rig.target.remove(id, etag)).toMatchObject({ reason: 'changed', present: { summary: 'mine now' } })
    expect(stored().status).toBe('confirmed')
  })

  it('does not happen if a person is faster', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.fail('delete', { meanwhile: () => rig.fake.edit(id, { summary: 'mine now' }) })
    expect(await rig.target.remove(id, etag)).toMatchObject({ reason: 'changed', present: { summary: 'mine now' } })
    expect(stored().status).toBe('confirmed')
  })

  it('whose answer was lost is done', async () => {
    const { etag } = done(await rig.target.insert(desired()))
    rig.fake.fail('delete', 'store-then-cut')
    expect(done(await rig.target.remove(id, etag))).toMatchObject({ deleted: true })
    expect(rig.log().slice(2)).toEqual(['get 200', 'delete 0', 'delete 410', 'get 200'])
  })
})

describe('Changes', () => {
  const many = Array.from({ length: 8 }, (_, n) => desired({ id: `mcevent${n}`, maintenance: `m${n}` }))

  it('come from every page, with the same parameters each time', async () => {
    for (const event of many) done(await rig.target.insert(event))
    const all = await rig.target.changes(null)
    expect(all.events.map((event) => event.id)).toEqual(many.map((event) => event.id))
    const again = await rig.target.changes(all.nextSyncToken)
    expect(again).toMatchObject({ events: [], full: false })
    const lists = rig.fake.requests.filter(({ operation }) => operation === 'list')
    expect(lists).toHaveLength(4)
    for (const { query } of lists) expect(query).toMatchObject({ maxResults: '2500', showDeleted: 'true' })
  })

  it("give people's own events as well, and deleted ones even if Google tells no more than the id", async () => {
    rig.fake.add({
      id: 'handmade',
      summary: 'Zayo TTN-0001',
      start: { date: '2026-01-06' },
      end: { date: '2026-01-07' },
    })
    rig.fake.add({ id: 'deleted', status: 'cancelled' })
    const { events } = await rig.target.changes(null)
    expect(events).toMatchObject([
      { id: 'handmade', deleted: false, maintenance: null, summary: 'Zayo TTN-0001' },
      { id: 'deleted', deleted: true, maintenance: null, summary: '', start: '' },
    ])
  })

  it('leave out single dates of an event that a person made recurring', async () => {
    done(await rig.target.insert(desired()))
    rig.fake.add({ ...stored(), id: `${id}_20260113`, recurringEventId: id })
    expect((await rig.target.changes(null)).events).toMatchObject([{ id }])
  })

  it('start again from everything when Google no longer knows the token', async () => {
    const { nextSyncToken } = await rig.target.changes(null)
    done(await rig.target.insert(desired()))
    rig.fake.expireSyncTokens()
    const all = await rig.target.changes(nextSyncToken)
    expect(all).toMatchObject({ full: true, events: [{ id }] })
    expect(await rig.target.changes(all.nextSyncToken)).toMatchObject({ full: false, events: [] })
    expect(rig.log().filter((line) => line === 'list 410')).toHaveLength(1)
  })

  it('start again from everything when the token is of another calendar', async () => {
    rig.fake.fail('list', { status: 400, reason: 'invalid' })
    expect(await rig.target.changes('sync-of-another=')).toMatchObject({ full: true, events: [] })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  idOfGeneration,
  ownKeys,
  standsAsWanted,
  toInsert,
  toPresent,
  toUpdate,
  unfit,
} from '../../../src/calendar/google/shape.ts'
import type { DesiredEvent } from '../../../src/calendar/target.ts'
import { desired } from '../../servers/google/rig.ts'

const days = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(n * 86_400_000 + 1.7e12).toISOString().slice(0, 10))
const events: fc.Arbitrary<DesiredEvent> = fc
  .record({
    id: fc.stringMatching(/^[a-v0-9]{5,64}$/),
    maintenance: fc.stringMatching(/^[0-9a-f]{1,64}$/),
    summary: fc.string(),
    description: fc.string(),
    location: fc.option(fc.string({ minLength: 1 })),
    start: days,
    link: fc.option(fc.webUrl()),
    colorId: fc.option(fc.constantFrom('1', '8', '11')),
    status: fc.constantFrom('confirmed', 'tentative', 'cancelled' as const),
  })
  .map((event) => ({ ...event, end: `${event.start}`.replace(/^\d{4}/, '9999') }))

describe('An event', () => {
  it('survives the way to Google and back', () => {
    fc.assert(
      fc.property(events, (event) => {
        const present = toPresent({ ...toInsert(event), etag: '"1"' })
        expect(present).toEqual({ ...event, etag: '"1"', deleted: false })
        expect(standsAsWanted(present, event)).toBe(true)
        expect(unfit(event)).toBeNull()
      }),
    )
  })

  it('replaces every field of ours in any other event of ours, and leaves what it does not know', () => {
    fc.assert(
      fc.property(events, events, (before, after) => {
        const fetched = { ...toInsert(before), etag: '"1"', sequence: 3, attendees: [{ email: 'sam@example.org' }] }
        const body = toUpdate(fetched, { ...after, id: before.id })
        expect(standsAsWanted(toPresent(body), { ...after, id: before.id })).toBe(true)
        expect(body).toMatchObject({ sequence: 3, attendees: fetched.attendees, transparency: 'transparent' })
      }),
    )
  })

  it('keeps private properties that others set', () => {
    const fetched = { ...toInsert(desired()), extendedProperties: { private: { other: 'x' }, shared: { a: 'b' } } }
    expect(toUpdate(fetched, desired()).extendedProperties).toMatchObject({
      private: { other: 'x', maintcal: '1' },
      shared: { a: 'b' },
    })
  })

  it('never asks Google to delete by its status', () => {
    expect(toInsert(desired({ status: 'cancelled' })).status).not.toBe('cancelled')
  })

  it('has no source when the link is no web address', () => {
    expect(toInsert(desired({ link: 'javascript:alert(1)' }))).not.toHaveProperty('source')
  })

  it('has property keys that Google does not drop', () => {
    for (const key of Object.values(ownKeys)) expect(key.length).toBeLessThanOrEqual(44)
  })
})

describe('What stands there is not what is wanted', () => {
  it.each<Partial<DesiredEvent>>([
    { summary: 'x' },
    { description: 'x' },
    { location: null },
    { start: '2026-01-05' },
    { end: '2026-01-09' },
    { link: null },
    { colorId: null },
    { status: 'cancelled' },
    { maintenance: 'x' },
  ])('when %j differs', (over) => {
    expect(standsAsWanted(toPresent(toInsert(desired())), desired(over))).toBe(false)
  })

  it('when it is deleted', () => {
    expect(standsAsWanted(toPresent({ ...toInsert(desired()), status: 'cancelled' }), desired())).toBe(false)
  })
})

describe('Generations of an id', () => {
  it('are different, and ids that Google takes', () => {
    const ids = Array.from({ length: 40 }, (_, n) => idOfGeneration(desired().id, n))
    expect(ids[0]).toBe(desired().id)
    expect(new Set(ids).size).toBe(40)
    for (const id of ids) expect(unfit(desired({ id }))).toBeNull()
  })
})

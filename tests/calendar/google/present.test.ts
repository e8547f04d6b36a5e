import { describe, expect, it } from 'vitest'
import {
  idOfGeneration,
  isOurs,
  standsAsWanted,
  toInsert,
  toPresent,
  toUpdate,
  unfit,
} from '../../../src/calendar/google/shape.ts'
import type { DesiredEvent } from '../../../src/calendar/target.ts'

const event: DesiredEvent = {
  id: 'mc0123456789',
  maintenance: 'work',
  summary: 'Work',
  description: 'What we know',
  location: 'Norwick',
  start: '2026-12-14',
  end: '2026-12-16',
  link: 'https://groups.google.com/x',
  colorId: '7',
  status: 'confirmed',
}
const own = { maintcal: '1', maintcalId: 'work', maintcalStatus: 'confirmed' }

describe('what Google would refuse, or change without a word', () => {
  it.each([
    [{ id: 'mc01' }, 'the id mc01 is not'],
    [{ id: 'mc01w' }, 'is not 5 to 1024'],
    [{ id: 'MC012' }, 'is not 5 to 1024'],
    [{ id: `m${'c'.repeat(1024)}` }, 'is not 5 to 1024'],
    [{ id: 'mc012\n' }, 'is not 5 to 1024'],
    [{ maintenance: 'x'.repeat(1025) }, 'longer than 1024'],
    [{ start: '2026-12-16' }, 'it starts on 2026-12-16 and ends before that'],
    [{ start: '2026-12-17' }, 'ends before that'],
    [{ end: 'no date' }, 'on no date (no date'],
    [{ start: '' }, 'on no date'],
  ])('%o is told', (given, words) => {
    expect(unfit({ ...event, ...given })).toContain(words)
  })

  it.each([
    [{}],
    [{ id: 'mc012' }],
    [{ id: 'v'.repeat(1024) }],
    [{ maintenance: 'x'.repeat(1024) }],
    [{ start: '2026-12-15' }],
  ])('%o is fit', (given) => {
    expect(unfit({ ...event, ...given })).toBeNull()
  })
})

describe('an event is ours', () => {
  it.each([
    [own, true],
    [{ maintcal: '' }, true],
    [{ maintcal: null }, false],
    [{ maintcalId: 'work' }, false],
    [{}, false],
    [undefined, false],
  ])('with the private properties %j: %s', (given, ours) => {
    const resource = { extendedProperties: { private: given } } as Parameters<typeof isOurs>[0]
    expect(isOurs(resource)).toBe(ours)
  })
  it('never without any, nor by shared ones', () => {
    expect(isOurs({})).toBe(false)
    expect(isOurs({ extendedProperties: { shared: own } })).toBe(false)
    expect(isOurs({ extendedProperties: null } as unknown as Parameters<typeof isOurs>[0])).toBe(false)
  })
})

describe('a new event', () => {
  it('is free, silent, marked, and has what it has', () => {
    expect(toInsert(event)).toEqual({
      id: 'mc0123456789',
      summary: 'Work',
      description: 'What we know',
      location: 'Norwick',
      start: { date: '2026-12-14' },
      end: { date: '2026-12-16' },
      status: 'confirmed',
      colorId: '7',
      source: { title: 'Announcement', url: 'https://groups.google.com/x' },
      transparency: 'transparent',
      reminders: { useDefault: false, overrides: [] },
      extendedProperties: { private: own },
    })
  })

  it.each([
    [{ location: null }, 'location'],
    [{ location: '' }, 'location'],
    [{ colorId: null }, 'colorId'],
    [{ link: null }, 'source'],
    [{ link: 'javascript:alert(1)' }, 'source'],
    [{ link: 'xhttps://a' }, 'source'],
    [{ link: 'ftp://a' }, 'source'],
  ])('%o has no %s', (given, field) => {
    expect(toInsert({ ...event, ...given })).not.toHaveProperty(field)
  })

  it('of http:// has a source too, and hours are kept', () => {
    expect(toInsert({ ...event, link: 'http://a.example' }).source?.url).toBe('http://a.example')
    expect(toInsert({ ...event, start: '2026-12-14T10:00:00Z' }).start).toEqual({ dateTime: '2026-12-14T10:00:00Z' })
  })

  it.each([
    ['confirmed', 'confirmed'],
    ['tentative', 'tentative'],
    ['cancelled', 'confirmed'],
  ] as const)('that is %s is %s to Google, and remembers it', (status, written) => {
    expect(toInsert({ ...event, status })).toMatchObject({
      status: written,
      extendedProperties: { private: { maintcalStatus: status } },
    })
  })
})

describe('an event that stands there', () => {
  const there = {
    ...toInsert({ ...event, location: 'there', colorId: '1', link: 'https://old.example' }),
    sequence: 7,
    attendees: [{ email: 'sam@example.org' }],
    extendedProperties: { private: { ...own, theirs: 'x', maintcalId: 'old' }, shared: { a: 'b' } },
  }

  it('keeps what is not ours, and gets all that is', () => {
    expect(toUpdate(there, event)).toEqual({
      ...there,
      ...toInsert(event),
      sequence: 7,
      attendees: [{ email: 'sam@example.org' }],
      extendedProperties: { private: { ...own, theirs: 'x' }, shared: { a: 'b' } },
    })
  })

  it('loses what we have no more', () => {
    const updated = toUpdate(there, { ...event, location: null, colorId: null, link: null })
    for (const field of ['location', 'colorId', 'source']) expect(updated).not.toHaveProperty(field)
  })

  it('keeps a source that leads to the same place, with its title', () => {
    const source = { title: 'Their title', url: 'https://groups.google.com/x' }
    expect(toUpdate({ ...there, source }, event).source).toEqual(source)
    expect(toUpdate({ ...there, source: { ...source, url: 'https://evil.example' } }, event).source?.url).toBe(
      event.link,
    )
  })

  it('keeps the way in which its days are written, if they are the same', () => {
    const start = { date: '2026-12-14', timeZone: 'UTC' }
    const end = { date: '2026-12-16', timeZone: 'UTC' }
    expect(toUpdate({ ...there, start, end }, event)).toMatchObject({ start, end })
    const other = { date: '2026-12-01', timeZone: 'UTC' }
    expect(toUpdate({ ...there, start: other, end: other }, event)).toMatchObject({
      start: { date: '2026-12-14' },
      end: { date: '2026-12-16' },
    })
    expect(toUpdate({ ...there, start: other, end: other }, event).start).not.toHaveProperty('timeZone')
  })

  it('is read as it stands', () => {
    expect(toPresent({ ...toInsert(event), etag: '"1"' })).toEqual({
      id: event.id,
      maintenance: 'work',
      etag: '"1"',
      deleted: false,
      summary: 'Work',
      description: 'What we know',
      location: 'Norwick',
      start: '2026-12-14',
      end: '2026-12-16',
      link: event.link,
      colorId: '7',
      status: 'confirmed',
    })
  })

  it('is read though it holds next to nothing', () => {
    expect(toPresent({})).toEqual({
      id: '',
      maintenance: null,
      etag: null,
      deleted: false,
      summary: '',
      description: '',
      location: null,
      start: '',
      end: '',
      link: null,
      colorId: null,
      status: 'confirmed',
    })
  })

  it('of somebody else names no work of ours, whatever it says', () => {
    expect(toPresent({ extendedProperties: { private: { maintcalId: 'work' } } }).maintenance).toBeNull()
    expect(toPresent({ extendedProperties: { private: { maintcal: '1' } } }).maintenance).toBeNull()
  })

  it.each([
    [{ status: 'cancelled' }, 'cancelled', true],
    [{ status: 'tentative' }, 'tentative', false],
    [
      { status: 'confirmed', extendedProperties: { private: { ...own, maintcalStatus: 'cancelled' } } },
      'cancelled',
      false,
    ],
    [
      { status: 'tentative', extendedProperties: { private: { ...own, maintcalStatus: 'cancelled' } } },
      'tentative',
      false,
    ],
    [{ status: 'confirmed', extendedProperties: { private: own } }, 'confirmed', false],
  ])('with %j is %s', (given, status, deleted) => {
    expect(toPresent(given)).toMatchObject({ status, deleted })
  })
})

describe('an earlier write of ours arrived', () => {
  const present = toPresent(toInsert(event))
  it('if all our fields stand there', () => {
    expect(standsAsWanted(present, event)).toBe(true)
    expect(
      standsAsWanted(toPresent(toInsert({ ...event, location: null, link: null })), {
        ...event,
        location: '',
        link: 'x',
      }),
    ).toBe(true)
  })

  it.each([
    [{ deleted: true }],
    [{ summary: 'x' }],
    [{ description: 'x' }],
    [{ start: 'x' }],
    [{ end: 'x' }],
    [{ colorId: 'x' }],
    [{ status: 'tentative' as const }],
    [{ maintenance: 'x' }],
    [{ location: 'x' }],
    [{ location: null }],
    [{ link: null }],
    [{ link: 'https://other.example' }],
  ])('but not with %o', (given) => {
    expect(standsAsWanted({ ...present, ...given }, event)).toBe(false)
  })
})

describe('a later generation of an event', () => {
  it.each([
    [0, 'mc01'],
    [1, 'mc01g1'],
    [31, 'mc01gv'],
    [32, 'mc01g10'],
  ])('%i is %s', (generation, id) => {
    expect(idOfGeneration('mc01', generation)).toBe(id)
  })
})

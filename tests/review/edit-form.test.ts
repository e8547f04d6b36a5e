import { describe, expect, it } from 'vitest'
import { readForm, sentValues, valuesOf, zoneOf } from '../../src/review/edit-form.ts'
import { laterUntil } from '../../src/review/verdicts.ts'
import { toldOf } from '../support/belief.ts'

const { notice } = toldOf(
  'x',
  {},
  {
    circuits: [
      { id: 'C-1', impact: 'OUTAGE' },
      { id: 'C-2', impact: null },
    ],
  },
)
const values = valuesOf(notice)

describe('a form', () => {
  it('that nobody touched is an approval', () => {
    expect(readForm(values, notice)).toEqual({ verdict: { type: 'approve' } })
  })

  it('that shows the times in another zone is still an approval', () => {
    expect(readForm(valuesOf(notice, 'Asia/Kathmandu'), notice)).toEqual({ verdict: { type: 'approve' } })
  })

  it('keeps seconds, days without hours and nights called off where the times stay', () => {
    const exact = toldOf(
      'x',
      {},
      {
        windows: [
          { start: '2026-11-17T05:00:30Z', end: '2026-11-17T10:00:30Z', cancelled: true },
          { start: '2026-11-18T00:00:00Z', end: '2026-11-19T00:00:00Z', dateOnly: true },
        ],
      },
    ).notice
    expect(readForm(valuesOf(exact), exact)).toEqual({ verdict: { type: 'approve' } })
    const more = {
      ...valuesOf(exact),
      windows: [...valuesOf(exact).windows, { start: '2026-11-20 01:00', end: '', backup: true }],
    }
    const read = readForm(more, exact)
    expect('verdict' in read && read.verdict.type === 'edit' && read.verdict.notice.windows).toMatchObject([
      { cancelled: true },
      { dateOnly: true },
      { start: '2026-11-20T01:00:00Z', end: null, backup: true },
    ])
  })

  it.each([
    ['a field emptied', { summary: '' }, { summary: null }],
    ['a status', { status: 'CANCELLED' }, { status: 'CANCELLED' }],
    ['an impact unknown', { impact: '' }, {}],
    [
      'a circuit taken out',
      {
        circuits: [
          { id: 'C-1', kept: false },
          { id: 'C-2', kept: true },
        ],
      },
      { circuits: [{ id: 'C-2', impact: null }] },
    ],
    ['no date at all', { windows: [] }, { windows: [] }],
  ])('tells only what differs: %s', (_, change, expected) => {
    const read = readForm({ ...values, ...change }, notice)
    const verdict = 'verdict' in read ? read.verdict : null
    expect(verdict?.type === 'edit' ? verdict.notice : {}).toEqual(expected)
  })

  it.each([
    ['a start that is no time', { windows: [{ start: 'tomorrow', end: '', backup: false }] }, 'window-0'],
    ['a day that is none', { windows: [{ start: '2026-02-30 10:00', end: '', backup: false }] }, 'window-0'],
    [
      'an end before the start',
      { windows: [{ start: '2026-02-02 10:00', end: '2026-02-02 09:00', backup: false }] },
      'window-0',
    ],
    [
      'an hour that the clock leaves out',
      { zone: 'Europe/Berlin', windows: [{ start: '2026-03-29 02:30', end: '', backup: false }] },
      'window-0',
    ],
    ['a zone that is none', { zone: 'EST5' }, 'zone'],
    ['a status that is none', { status: 'MAYBE' }, 'status'],
  ])('says what is wrong: %s', (_, change, field) => {
    const read = readForm({ ...values, ...change }, notice)
    expect('problems' in read ? read.problems.map((problem) => problem.field) : []).toContain(field)
  })

  it('keeps what was sent, field by field', () => {
    const sent = new Map([
      ['start', ['2026-01-01 10:00', '', '2026-01-02 10:00']],
      ['end', ['', '', '']],
      ['backup', ['2']],
      ['circuit', ['C-2']],
      ['zone', ['UTC+8']],
    ])
    expect(sentValues(sent, notice)).toMatchObject({
      zone: 'UTC+8',
      windows: [
        { start: '2026-01-01 10:00', end: '', backup: false },
        { start: '2026-01-02 10:00', end: '', backup: true },
      ],
      circuits: [
        { id: 'C-1', kept: false },
        { id: 'C-2', kept: true },
      ],
    })
  })
})

describe('a zone', () => {
  it.each([
    ['UTC', 0],
    ['z', 0],
    ['UTC+8', 480],
    ['-03:30', -210],
    ['GMT+5:45', 345],
  ])('%s is %i minutes ahead of UTC', (name, minutes) => {
    expect(zoneOf(name)?.offset(0)).toBe(minutes)
  })

  it.each(['UTC+99', 'CEST!', 'Berlin'])('%s is none', (name) => {
    expect(zoneOf(name)).toBeNull()
  })
})

describe('later', () => {
  const now = new Date('2026-12-01T12:00:00Z')
  it.each([
    ['tomorrow, when nothing is known', null, '2026-12-02T12:00:00.000Z'],
    ['tomorrow, when the work is far', '2026-12-20T00:00:00Z', '2026-12-02T12:00:00.000Z'],
    ['a day before the work', '2026-12-02T20:00:00Z', '2026-12-01T20:00:00.000Z'],
    ['in an hour, when the work is near', '2026-12-01T20:00:00Z', '2026-12-01T13:00:00.000Z'],
  ])('is %s', (_, start, until) => {
    expect(laterUntil(start, now)).toBe(until)
  })
})

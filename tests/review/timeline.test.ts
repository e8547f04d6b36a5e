import { describe, expect, it } from 'vitest'
import { addMonths, monthWeeks, timelineRows } from '../../src/review/timeline.ts'
import { maintenanceOf } from '../support/belief.ts'

const span = { start: '2026-11-16', days: 7 }
const work = (id: string, start: string, end: string | null, given = {}) => ({
  work: maintenanceOf(id, { windows: [{ start, end }], ...given }),
  colour: '11',
})
const byVendor = ({ vendor }: { vendor: string }) => [vendor]

describe('a timeline', () => {
  it('draws a window at its share of the span, cut at the edges', () => {
    const [row] = timelineRows([work('a', '2026-11-15T00:00:00Z', '2026-11-17T00:00:00Z')], span, [], byVendor)
    expect(row?.bars[0]).toMatchObject({ from: 0, to: 1 / 7, lane: 0 })
  })

  it('leaves out what lies outside', () => {
    const outside = [work('a', '2026-11-10T00:00:00Z', '2026-11-16T00:00:00Z'), work('b', '2026-11-23T00:00:00Z', null)]
    expect(timelineRows(outside, span, [], byVendor)).toEqual([])
  })

  it('gives windows that overlap lanes of their own, and takes a lane again when it is free', () => {
    const works = [
      work('a', '2026-11-16T00:00:00Z', '2026-11-18T00:00:00Z'),
      work('b', '2026-11-17T00:00:00Z', '2026-11-18T00:00:00Z'),
      work('c', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'),
    ]
    const [row] = timelineRows(works, span, [], byVendor)
    expect(row?.bars.map(({ lane }) => lane)).toEqual([0, 1, 0])
    expect(row?.lanes).toBe(2)
  })

  it('shows a work under each of its labels, in their order', () => {
    const rows = timelineRows([work('a', '2026-11-17T00:00:00Z', null)], span, [], () => ['site B', 'site A'])
    expect(rows.map(({ label }) => label)).toEqual(['site A', 'site B'])
  })

  it('marks what is called off, unsure, or at risk with other work', () => {
    const risk = {
      key: 'k',
      group: 'g',
      site: '',
      maintenances: ['a', 'z'],
      circuits: [],
      whole: true,
      unsure: false,
      reason: '',
      from: '2026-11-17T01:00:00Z',
      to: '2026-11-17T02:00:00Z',
    }
    const bars = timelineRows(
      [
        work('a', '2026-11-17T00:00:00Z', '2026-11-17T04:00:00Z'),
        work('b', '2026-11-18T00:00:00Z', null, { status: 'CANCELLED' }),
        work('c', '2026-11-19T00:00:00Z', null, { provisional: true }),
      ],
      span,
      [risk],
      byVendor,
    ).flatMap((row) => row.bars)
    expect(bars.map(({ clash, off, unsure }) => [clash, off, unsure])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ])
  })
})

describe('a month', () => {
  it('is whole weeks from Monday on', () => {
    const weeks = monthWeeks('2026-12')
    expect([weeks[0]?.[0], weeks.at(-1)?.[6], weeks.length]).toEqual(['2026-11-30', '2027-01-03', 5])
    expect(monthWeeks('2027-02').length).toBe(4)
  })

  it('is followed by the next, over the year', () => {
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  })
})

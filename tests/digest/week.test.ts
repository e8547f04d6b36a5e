import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addWeeks, dayInWeek, mondayOf, startOf, weekOf } from '../../src/digest/week.ts'

describe('a week', () => {
  it.each([
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2026-01-01', '2026-W01'],
    ['2025-12-29', '2026-W01'],
    ['2027-01-03', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('of %s is %s, as ISO 8601 counts', (day, week) => {
    expect(weekOf(day)).toBe(week)
  })

  it.each(['2026-W00', '2026-W54', '2025-W53', '2026-47', '', 'W47'])('"%s" does not exist', (week) => {
    expect(startOf(week)).toBeNull()
  })

  it('begins on its Monday, whatever day is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const day = addDays('1990-01-01', days)
        expect(startOf(weekOf(day))).toBe(mondayOf(day))
        expect(new Date(mondayOf(day)).getUTCDay()).toBe(1)
        expect(weekOf(dayInWeek(mondayOf(day), 'sunday'))).toBe(weekOf(day))
        expect(addWeeks(weekOf(day), 1)).toBe(weekOf(addDays(day, 7)))
      }),
    )
  })
})

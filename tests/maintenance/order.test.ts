import { describe, expect, it } from 'vitest'
import { bySent, inOrder } from '../../src/maintenance/order.ts'
import { toldOf } from '../support/belief.ts'

const told = (key: string, sent: string | null, sequence: number | null = null, id: string | null = 'TTN-1') =>
  toldOf(key, { sent: sent === null ? null : `2026-11-${sent}T10:00:00Z` }, { sequence, maintenanceId: id })
const keys = (tolds: readonly ReturnType<typeof told>[]) => inOrder(tolds).map(({ key }) => key)
const bothWays = (...tolds: readonly ReturnType<typeof told>[]) => {
  const order = keys(tolds)
  expect(keys([...tolds].reverse())).toEqual(order)
  return order
}

describe('the order of telling', () => {
  it('is that of sending', () => expect(bothWays(told('b', '01'), told('a', '02'))).toEqual(['b', 'a']))

  it('has mails of unknown date at its end', () =>
    expect(bothWays(told('a', null), told('b', '30'), told('c', null))).toEqual(['b', 'a', 'c']))

  it('has of two copies the one first that has a post, else the one whose key is less', () => {
    const post = { ...told('z', '01'), permalink: 'https://groups.google.com/x' }
    expect(bothWays(told('a', '01'), post, told('b', '01'))).toEqual(['z', 'a', 'b'])
    expect(bySent(told('a', '01'), told('a', '01'))).toBe(0)
  })

  it('has a mail without a Date before others of its stamp', () => {
    const dated = { ...told('a', '01'), dated: '2026-11-01T10:00:00Z' }
    expect(bothWays(told('b', '01'), dated)).toEqual(['b', 'a'])
  })
})

describe('numbers of a vendor (BCOP SEQUENCE)', () => {
  it('count before the date among the notices of one id', () =>
    expect(bothWays(told('a', '01', 3), told('b', '02', 1), told('c', '03', 2))).toEqual(['b', 'c', 'a']))

  it('of equal size leave it to the date', () =>
    expect(bothWays(told('b', '02', 1), told('a', '03', 1), told('c', '01', 2))).toEqual(['b', 'a', 'c']))

  it('count from zero', () => expect(bothWays(told('a', '01', 1), told('b', '02', 0))).toEqual(['b', 'a']))

  it('move nothing of another id, nothing without an id or number, and nothing without a date', () => {
    expect(bothWays(told('a', '01', 2), told('b', '02', 1, 'TTN-2'))).toEqual(['a', 'b'])
    expect(bothWays(told('a', '01', 2, null), told('b', '02', 1, null))).toEqual(['a', 'b'])
    expect(bothWays(told('a', '01', 2), told('b', '02'), told('c', '03', 1))).toEqual(['c', 'b', 'a'])
    expect(bothWays(told('a', '01', 2), told('b', null, 1))).toEqual(['a', 'b'])
    expect(bothWays(told('a', '01', -1), told('b', '02'))).toEqual(['a', 'b'])
    expect(bothWays(told('a', '01'), told('b', '02', -1))).toEqual(['a', 'b'])
  })

  it('leave the list that was given as it was', () => {
    const given = [told('a', '02'), told('b', '01')]
    keys(given)
    expect(given.map(({ key }) => key)).toEqual(['a', 'b'])
  })
})

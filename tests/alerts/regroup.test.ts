import { describe, expect, it } from 'vitest'
import { addMove, adoptionsOf, pairsOf, regroupingOf } from '../../src/alerts/regroup.ts'

const movesOf = (...rows: readonly (readonly [from: string, to: string, alerts: number])[]) => {
  const moves = new Map<string, Map<string, number>>()
  for (const [from, to, alerts] of rows) for (let i = 0; i < alerts; i++) addMove(moves, from, to)
  return moves
}
const none = new Set<string>()

describe('the alerts of one mail before and now', () => {
  it('keep together what kept its name, and pair the rest in order', () => {
    expect(pairsOf(['a', 'b'], ['c', 'a'])).toEqual([
      ['a', 'a'],
      ['b', 'c'],
    ])
  })
  it('tell what is new and what is gone', () => {
    expect(pairsOf(['a'], ['a', 'b'])).toContainEqual([null, 'b'])
    expect(pairsOf(['a', 'b'], ['b'])).toContainEqual(['a', null])
  })
  it('count an alert that a mail tells twice twice', () => {
    expect(pairsOf(['a', 'a'], ['a', 'b'])).toEqual([
      ['a', 'a'],
      ['a', 'b'],
    ])
  })
})

describe('groups under other rules', () => {
  it('that are the same are not told', () => {
    expect(regroupingOf(movesOf(['a', 'a', 3]))).toEqual({ split: [], merged: [], renamed: [] })
  })
  it('get another name', () => {
    expect(regroupingOf(movesOf(['a', 'b', 3])).renamed).toEqual([{ from: 'a', to: 'b', alerts: 3 }])
  })
  it('split, the larger part first', () => {
    const { split, merged, renamed } = regroupingOf(movesOf(['a', 'b', 1], ['a', 'c', 2]))
    expect(split).toEqual([
      {
        from: 'a',
        into: [
          { group: 'c', alerts: 2 },
          { group: 'b', alerts: 1 },
        ],
      },
    ])
    expect([merged, renamed]).toEqual([[], []])
  })
  it('merge, also into one that was there', () => {
    const { split, merged, renamed } = regroupingOf(movesOf(['a', 'b', 1], ['b', 'b', 2]))
    expect(merged).toEqual([
      {
        into: 'b',
        from: [
          { group: 'b', alerts: 2 },
          { group: 'a', alerts: 1 },
        ],
      },
    ])
    expect([split, renamed]).toEqual([[], []])
  })
  it('stand with the largest first', () => {
    const { renamed } = regroupingOf(movesOf(['a', 'A', 1], ['b', 'B', 5], ['c', 'C', 1]))
    expect(renamed.map((r) => r.from)).toEqual(['b', 'a', 'c'])
  })
})

describe('what belongs to which group from then on', () => {
  it('a new name to its old group', () => {
    expect(adoptionsOf(movesOf(['a', 'b', 3]), none)).toEqual([{ signature: 'b', group: 'a' }])
  })
  it('nothing where the name stays', () => {
    expect(adoptionsOf(movesOf(['a', 'a', 3]), none)).toEqual([])
  })
  it('of a split the larger part; the other is a group of its own', () => {
    expect(adoptionsOf(movesOf(['a', 'b', 1], ['a', 'c', 2]), none)).toEqual([{ signature: 'c', group: 'a' }])
  })
  it('of a split the part that keeps the name, however small', () => {
    expect(adoptionsOf(movesOf(['a', 'a', 1], ['a', 'c', 5]), none)).toEqual([])
  })
  it('of a merger all to the largest, or to the one with a task', () => {
    const moves = movesOf(['a', 'n', 1], ['b', 'n', 4])
    expect(adoptionsOf(moves, none)).toEqual([
      { signature: 'n', group: 'b' },
      { signature: 'a', group: 'b' },
    ])
    expect(adoptionsOf(moves, new Set(['a']))).toEqual([
      { signature: 'n', group: 'a' },
      { signature: 'b', group: 'a' },
    ])
  })
  it('of a merger into a known group that one, unless another has the task', () => {
    const moves = movesOf(['a', 'b', 5], ['b', 'b', 1])
    expect(adoptionsOf(moves, new Set(['b']))).toEqual([{ signature: 'a', group: 'b' }])
    expect(adoptionsOf(moves, new Set(['a']))).toEqual([{ signature: 'b', group: 'a' }])
  })
  it('never two troubles to one: a name that means another one now is adopted by none', () => {
    // What was called x is called n now, and what was called y is called x.
    const moves = movesOf(['x', 'n', 5], ['y', 'x', 5])
    expect(adoptionsOf(moves, new Set(['x', 'y']))).toEqual([])
  })
})

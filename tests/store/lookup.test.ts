import { describe, expect, it } from 'vitest'
import { lookupNumber } from '../../src/store/lookup.ts'

describe('the number of a lookup key', () => {
  it.each([
    ['', 8580639413179400],
    ['id:zayo:TTN0009300417', 6308831831978727],
    ['~subj:colt:geplante arbeiten an der strecke köln:2027-01', 2098529702247839],
  ])('of %j is the one that databases hold', (key, number) => {
    expect(lookupNumber(key)).toBe(number)
  })

  it('is whole, exact and another for each of half a million keys that differ little', () => {
    const seen = new Set<number>()
    for (let n = 0; n < 100_000; n++) {
      for (const kind of ['id:zayo:TTN', 'msg:r1.', 'circ:colt:', '~circ:colt:', 'work:'])
        seen.add(lookupNumber(`${kind}${n}:2027-01`))
    }
    expect(seen.size).toBe(500_000)
    for (const number of seen) if (!Number.isSafeInteger(number) || number < 0) expect(number).toBe('a safe integer')
  })
})

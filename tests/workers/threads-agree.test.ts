import { describe, expect, it } from 'vitest'
import { readerFor } from '../../src/reader.ts'
import { boundedReaderFor } from '../../src/workers/bounded-reader.ts'
import { decisions, rawFixtures, readerConfig } from '../support/decided.ts'

describe('reading in threads', () => {
  it('comes to the same with one thread, with three, and without any', async () => {
    const raws = rawFixtures('vendors').slice(0, 120)
    const plain = await decisions(raws, await readerFor(readerConfig))
    const one = await decisions(raws, await boundedReaderFor(readerConfig, { threads: 1 }))
    const three = await decisions(raws, await boundedReaderFor(readerConfig, { threads: 3 }))
    expect(plain.decided.length).toBeGreaterThanOrEqual(raws.length)
    expect(plain.believed.length).toBeGreaterThan(20)
    expect(one).toEqual(plain)
    expect(three).toEqual(plain)
  })
})

/**
 * Mails of strangers that were written, with their goldens, before the reader was looked at: half of them traps.
 * Whatever the reader cannot tell it may ask; what it believes unattended must be right.
 */
import { describe, expect, it } from 'vitest'
import { comparable, fixturesIn, goldenFor, readFixture, reviewed } from '../support/fixtures.ts'

const fixtures = fixturesIn('strangers-unseen').map((f) => [f.name.replace('strangers-unseen/', ''), f] as const)
const believed = fixtures.filter(([, f]) => f.golden.review === false)

describe('a mail that nobody prepared the reader for', () => {
  it.each(fixtures)('%s is read right, or put to a person', async (_, f) => {
    const reading = await readFixture(f.raw)
    if (reviewed(reading) || f.golden.accept?.class?.includes(reading.class)) return
    expect(comparable(reading)).toEqual(goldenFor(f.golden, reading))
  })

  it.each(believed)('%s needs nobody', async (_, f) => {
    expect(reviewed(await readFixture(f.raw))).toBe(false)
  })
})

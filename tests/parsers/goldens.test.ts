import { describe, expect, it } from 'vitest'
import {
  comparable,
  doubtCodesOf,
  fixturesIn,
  goldenFor,
  readFixture,
  reviewed,
  rewriteGolden,
} from '../support/fixtures.ts'

describe.each(['vendors', 'regressions', 'noise'])('mails in tests/fixtures/%s', (folder) => {
  it.each(fixturesIn(folder).map((f) => [f.name, f] as const))(
    '%s is read as a careful person reads it',
    async (_, fixture) => {
      const reading = await readFixture(fixture.raw)
      if (process.env.UPDATE_GOLDENS === fixture.vendor) rewriteGolden(fixture, reading)
      const { golden } = fixture
      expect(comparable(reading)).toEqual(goldenFor(golden, reading))
      expect(doubtCodesOf(reading)).toEqual(expect.arrayContaining([...golden.doubts]))
      if (golden.review !== null) expect(reviewed(reading)).toBe(golden.review)
    },
  )
})

/** Mail of vendors that nobody wrote a parser for, and noise: read rightly, or put to a person; never silently wrong. */
import { describe, expect, it } from 'vitest'
import { comparable, doubtCodesOf, fixturesIn, goldenFor, readFixture, reviewed } from '../support/fixtures.ts'

/** What the common words cannot tell yet: a person is asked, with why. */
const asked: Readonly<Record<string, string>> = {
  'ambiguous-date-order': 'two orders of day and month are possible',
  'canada-toronto-metro': 'the circuit stands in the words of the impact',
  'chatty-colo': 'local time of a city that only a sentence names',
  'delayed-start': 'a sentence tells another start than the labels',
  'emergency-two-hours': 'the circuit stands in the words of the impact',
  'followup-done-night1': 'the first of two nights is over',
  'french-carrier': 'local time, of a city in brackets',
  israel: 'IST is of two countries, and the place is not known',
  'mdy-clear': 'MST in a summer month is of Denver or of Phoenix',
  'noise-cron': 'a job that is called maintenance',
  'noise-human-question': 'a colleague answers with the announcement quoted',
  'noise-weekly-list': 'a colleague lists the works of others',
  oneliner: 'a date of two numbers without a year',
  'ports-list': 'ports with a colon in a list under a heading',
  removed: 'one of the circuits is called removed',
  replaces: 'the work that it replaces is cancelled, not this one',
  'service-type-only': 'a product stands where circuits are named',
  'status-hold': 'work on hold, with its old dates only',
  'subject-other-date': 'the subject names another day than the labels',
  'two-maintenances': 'two works in one table',
  'two-works': 'two works, one below the other',
  'weekday-dates-only': 'working days of a week, each from eight to five',
  'window-list-prose': 'the circuit stands in a sentence that excludes all others',
}

const fixtures = fixturesIn('strangers').map((f) => [f.name.replace('strangers/', ''), f] as const)

describe('mail of strangers that common words tell whole', () => {
  it.each(fixtures.filter(([name]) => !(name in asked)))('%s is read as a careful person reads it', async (_, f) => {
    const reading = await readFixture(f.raw)
    expect(comparable(reading)).toEqual(goldenFor(f.golden, reading))
    expect(doubtCodesOf(reading)).toEqual(expect.arrayContaining([...f.golden.doubts]))
    if (f.golden.review !== null) expect(reviewed(reading)).toBe(f.golden.review)
  })
})

describe('mail of strangers that common words do not tell', () => {
  it.each(fixtures.filter(([name]) => name in asked))('%s is put to a person', async (_, f) => {
    expect(reviewed(await readFixture(f.raw))).toBe(true)
  })

  it('is named by its file', () => {
    const names = new Set(fixtures.map(([name]) => name))
    expect(Object.keys(asked).filter((name) => !names.has(name))).toEqual([])
  })
})

describe('strangers as a whole', () => {
  it('are mostly believed unattended, so that people are asked about few', async () => {
    const readings = await Promise.all(fixtures.map(([, f]) => readFixture(f.raw)))
    const quiet = readings.filter((r) => !reviewed(r)).length
    expect(quiet / readings.length).toBeGreaterThan(0.7)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { faults } from './soak/faults.ts'
import { newTally, type Report, reportText } from './soak/report.ts'
import { soak } from './soak/soak.ts'

/** Two weeks; `npm run soak` plays the year. */
const options = {
  seed: 142,
  upto: 15,
  runsADay: 1,
  worksOfEach: 41,
  disk: false,
  compareEvery: 1,
  progress: () => undefined,
}

let report: Report

beforeAll(async () => {
  report = await soak(
    options,
    newTally(options, () => 0),
  )
}, 600_000)

describe('two weeks of mail through a real Dovecot, with faults drawn at random', () => {
  it('end with accounts that balance: truth, store, calendar, tasks, and a world without faults', () => {
    expect(report.failure).toBeNull()
    expect(report).toMatchObject({ lost: 0, doubled: 0, silentlyWrong: 0 })
    expect(report.balanced.length).toBe(1)
  })

  it('meet many kinds of faults, and survive each', () => {
    const met = report.faults.filter((kind) => kind.met > 0)
    expect(met.length).toBeGreaterThanOrEqual(12)
    for (const kind of met) expect(kind.survived, kind.name).toBe(kind.met)
  })

  it('see mails, events, a task and what a person edited', () => {
    expect(report.mails).toBeGreaterThan(50)
    expect(report.events).toBeGreaterThan(20)
    expect(report.tasks).toBe(1)
    expect(report.editsKept).toBeGreaterThan(0)
  })

  it('end in 0, in 1, or by a kill', () => {
    const ends = new Set(report.faults.flatMap((kind) => Object.keys(kind.ends)))
    expect([...ends].sort()).toEqual(['0', '1', 'SIGKILL'])
  })
})

describe('the report of a soak', () => {
  it('tells in which run the accounts did not balance, and how to repeat it', () => {
    const tally = newTally({ seed: 7, runsADay: 2 }, () => 0)
    tally.begin(12, ['killed'])
    tally.count(faults[0]?.name ?? '', true, 1)
    tally.fail({ message: '1 mails are lost:\n    ops mail 3', loss: 'lost', count: 1 })
    const told = tally.report()
    expect(told).toMatchObject({ lost: 1, doubled: 0, silentlyWrong: 0 })
    expect(reportText(told)).toContain('Run 12 (killed) does not balance: 1 mails are lost:\n    ops mail 3')
    expect(reportText(told)).toContain('npm run soak -- --seed 7 --runs-a-day 2 --upto 12')
  })
})

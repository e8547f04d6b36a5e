import { describe, expect, it } from 'vitest'
import { wouldOpen } from '../../src/alerts/backtest.ts'
import { groupOf, groupsOf, type Occurrence } from '../../src/alerts/group.ts'
import { isRecurrent, siteEventDays, sortOut, trendOf } from '../../src/alerts/recurrence.ts'

const now = new Date('2026-11-22T12:00:00Z')
const at = (daysAgo: number, minutes = 0): string =>
  new Date(now.getTime() - daysAgo * 86_400_000 - minutes * 60_000).toISOString()
const seen = (daysAgo: number, more: Partial<Occurrence> = {}): Occurrence => ({
  signature: 'v1|cron|a|1',
  host: 'web1',
  event: 'output',
  at: at(daysAgo),
  ...more,
})

describe('a trouble recurs when it is seen at least five times on three days within a fortnight', () => {
  it.each([
    ['five mails on five days', [1, 2, 3, 4, 5], true],
    ['five mails on three days', [1, 1, 2, 2, 3], true],
    ['five mails on two days', [1, 1, 1, 2, 2], false],
    ['four mails on four days', [1, 2, 3, 4], false],
    ['five mails over five weeks', [1, 8, 15, 22, 29], false],
    ['none', [], false],
  ])('%s: %s', (_name, days, recurrent) => {
    expect(
      isRecurrent(
        days.map((d) => seen(d)),
        now,
      ),
    ).toBe(recurrent)
  })

  it('does not count what lies in the future', () => {
    expect(
      isRecurrent(
        [-1, -2, -3, -4, -5].map((d) => seen(d)),
        now,
      ),
    ).toBe(false)
  })
})

describe('what tells of a host or a site, not of a trouble, does not count', () => {
  it('takes out many units of one host within a quarter of an hour', () => {
    const units = ['a', 'b', 'c', 'd', 'e'].map((u, i) => seen(1, { signature: `v1|cron|${u}|1`, at: at(1, i) }))
    const { counted, hostEvents } = sortOut([...units, seen(2)])
    expect(counted).toEqual([seen(2)])
    expect(hostEvents).toMatchObject([{ host: 'web1', units: 5, mails: 5 }])
  })

  it('keeps them when they come from several hosts, or hours apart', () => {
    const hosts = ['a', 'b', 'c', 'd', 'e'].map((u) => seen(1, { signature: `v1|cron|${u}|1`, host: u }))
    const hours = ['a', 'b', 'c', 'd', 'e'].map((u, i) => seen(1, { signature: `v1|cron|${u}|1`, at: at(1, i * 60) }))
    expect(sortOut(hosts).counted).toHaveLength(5)
    expect(sortOut(hours).counted).toHaveLength(5)
  })

  it('counts short and full name as one host', () => {
    const units = ['a', 'b', 'c', 'd', 'e'].map((u, i) =>
      seen(1, { signature: `v1|cron|${u}|1`, host: i % 2 === 0 ? 'web1' : 'web1.example.org', at: at(1, i) }),
    )
    expect(sortOut(units).counted).toEqual([])
  })

  it('takes out a storm of one unit', () => {
    const storm = Array.from({ length: 300 }, (_, i) => seen(1, { at: at(1, i / 60) }))
    expect(sortOut(storm).counted).toEqual([])
  })

  it.each(['recovery', 'acknowledgement', 'downtimestart', 'flappingstop'])('takes out %s', (event) => {
    expect(sortOut([seen(1, { event })]).counted).toEqual([])
  })

  it('does not count a day on which an outage made far more hosts complain than usual', () => {
    const outage = Array.from({ length: 80 }, (_, i) => seen(3, { host: `web${i}` }))
    expect(isRecurrent([...outage, seen(1), seen(2)], now)).toBe(false)
    expect(siteEventDays(outage)).toEqual(new Set([at(3).slice(0, 10)]))
  })

  it('counts a trouble that a whole fleet has every day', () => {
    const daily = [1, 2, 3, 4].flatMap((d) => Array.from({ length: 80 }, (_, i) => seen(d, { host: `web${i}` })))
    expect(isRecurrent(daily, now)).toBe(true)
  })
})

describe('groups', () => {
  it('follow aliases to their end, and a circle does not hang', () => {
    expect(
      groupOf(
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'c'],
        ]),
      ),
    ).toBe('c')
    expect(['a', 'b']).toContain(
      groupOf(
        'a',
        new Map([
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    )
  })

  it('count by host and week, whatever the order of the mails', () => {
    const occurrences = [seen(1), seen(8, { host: 'web2' }), seen(2, { signature: 'v1|cron|b|1' }), seen(29)]
    const aliases = new Map([['v1|cron|b|1', 'v1|cron|a|1']])
    const [group] = groupsOf(occurrences, aliases, now)
    expect(group).toMatchObject({
      id: 'v1|cron|a|1',
      signatures: ['v1|cron|a|1', 'v1|cron|b|1'],
      weeks: [1, 0, 0, 1, 2],
      hosts: [
        { host: 'web1', count: 3 },
        { host: 'web2', count: 1 },
      ],
      first: at(29),
      last: at(1),
    })
    expect(groupsOf([...occurrences].reverse(), aliases, now)[0]).toEqual(group)
  })

  it.each([
    [[0, 0, 0, 0, 3], 'new'],
    [[2, 2, 2, 2, 9], 'rising'],
    [[9, 9, 9, 9, 1], 'falling'],
    [[4, 5, 4, 5, 4], 'steady'],
  ])('%j is %s', (weeks, trend) => {
    expect(trendOf({ weeks })).toBe(trend)
  })
})

describe('a backtest', () => {
  it('tells each task once, on the day on which the trouble first recurs', () => {
    const occurrences = [20, 19, 18, 17, 16, 15, 2].map((d) => seen(d))
    expect(wouldOpen(occurrences, new Map(), null)).toEqual([
      { group: 'v1|cron|a|1', day: at(16).slice(0, 10), mails: 5, hosts: 1 },
    ])
    expect(wouldOpen(occurrences, new Map(), at(10).slice(0, 10))).toEqual([])
    expect(wouldOpen([], new Map(), null)).toEqual([])
  })
})

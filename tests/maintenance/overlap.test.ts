import { describe, expect, it } from 'vitest'
import { findCircuit, readInventory } from '../../src/maintenance/circuits.ts'
import { overlaps } from '../../src/maintenance/overlap.ts'
import { at, believe, heldBack, laterNight, night, type Say, tell } from './telling.ts'

const inventory = readInventory(
  [
    'circuit,vendor,site,provider,group',
    'OGYX/000001//ZYO,zayo,xx1,Zayo,xx1-transit',
    'GTT 77-1,gtt,xx1,GTT,xx1-transit',
    'EU/55,eunetworks,xx1,euNetworks,xx1-wave',
    'EU/56,eunetworks,xx1,euNetworks,xx1-wave',
    'EU/57,eunetworks,xx1,euNetworks,xx1-wave',
    'LONE/1,zayo,xx2,Zayo,',
  ].join('\n'),
  'circuits.csv',
)

const zayo = (say: Say = {}) => believe([tell(1, say)])
const circuits = (...ids: string[]) => ids.map((id) => ({ id, impact: null }))
const gtt = (say: Say = {}) =>
  believe([
    tell(1, { maintenanceId: '7001', circuits: circuits('gtt 77 1'), ...say, mail: { vendor: 'gtt', key: 'g#0' } }),
  ])

describe('The inventory', () => {
  it('finds circuits by their whole id, written with any blanks and punctuation', () => {
    expect(findCircuit(inventory, 'ogyx-000001-zyo')?.group).toBe('xx1-transit')
    expect(findCircuit(inventory, 'OGYX/00000')).toBeNull()
    expect(findCircuit(inventory, 'GTT 77-11')).toBeNull()
  })

  it('is read with a byte-order mark, CRLF, quotes, comments, other order and missing columns', () => {
    const read = readInventory('\uFEFFGroup, Circuit\r\n# ours\r\n"a, b",C-1\r\n\r\n,C-2,extra\r\n', 'c.csv')
    expect([read.size, findCircuit(read, 'c 1')?.group, findCircuit(read, 'C-2')?.group]).toEqual([2, 'a, b', ''])
  })

  it('says what is wrong with a file that is no such table', () => {
    expect(() => readInventory('a,b\n1,2\n', 'c.csv')).toThrow('c.csv has no column "circuit"')
    expect(() => readInventory('circuit\n"open\n', 'c.csv')).toThrow(/c\.csv cannot be read as CSV/)
  })

  it('may be empty', () => expect(readInventory('', 'c.csv').size).toBe(0))
})

describe('Two works on circuits that stand in for each other', () => {
  it('are a risk when their windows overlap, told with the time they share', () => {
    const risks = overlaps([zayo(), gtt({ windows: [at('2026-01-16 10:00/14:00')] })], inventory)
    expect(risks).toHaveLength(1)
    expect(risks[0]).toMatchObject({
      group: 'xx1-transit',
      site: 'xx1',
      circuits: ['GTT 77-1', 'OGYX/000001//ZYO'],
      from: '2026-01-16T10:00:00Z',
      to: '2026-01-16T11:00:00Z',
      whole: true,
      unsure: false,
    })
    expect(risks[0]?.reason).toContain('gtt 7001 and zayo TTN-0001 both work on group xx1-transit')
    expect(risks[0]?.maintenances).toHaveLength(2)
  })

  it('are found in whatever order the works come', () => {
    const works = [zayo(), gtt()]
    expect(overlaps([...works].reverse(), inventory)).toEqual(overlaps(works, inventory))
  })

  it('count with the rest of the day where an end is unknown', () => {
    const open = zayo({ windows: [at('2026-01-16 05:00/')] })
    expect(overlaps([open, gtt({ windows: [at('2026-01-16 20:00/22:00')] })], inventory)).toHaveLength(1)
  })

  it.each([
    ['one begins when the other ends', { windows: [at('2026-01-16 11:00/14:00')] }],
    ['on other days', { windows: [laterNight] }],
    ['one is cancelled', { status: 'CANCELLED' as const, kind: 'cancellation' as const }],
    ['one is completed', { status: 'COMPLETED' as const, kind: 'completion' as const }],
    ['one has no impact', { impact: 'NO-IMPACT' as const }],
    ['the night is called off', { windows: [{ ...night, cancelled: true as const }] }],
    ['on a circuit that the inventory does not know', { circuits: circuits('GTT 77-11') }],
    ['on a circuit without a group', { circuits: circuits('LONE/1') }],
    ['on the same circuit', { circuits: circuits('OGYX/000001//ZYO') }],
  ])('are none %s', (_, say: Say) => expect(overlaps([zayo(), gtt(say)], inventory)).toEqual([]))

  it('are unsure when one is a backup date or not believed yet', () => {
    expect(overlaps([zayo(), gtt({ windows: [{ ...night, backup: true }] })], inventory)[0]?.unsure).toBe(true)
    const doubtful = believe([
      heldBack(1, { maintenanceId: '7001', circuits: circuits('GTT 77-1'), mail: { vendor: 'gtt' } }),
    ])
    expect(overlaps([zayo(), doubtful], inventory)[0]?.unsure).toBe(true)
  })

  it('leave something of a larger group', () => {
    const works = [zayo({ circuits: circuits('EU/55') }), gtt({ circuits: circuits('EU/56') })]
    expect(overlaps(works, inventory)[0]?.whole).toBe(false)
  })
})

describe('One work', () => {
  it('on both circuits of a group is a risk of its own', () => {
    const risks = overlaps([zayo({ circuits: circuits('EU/55', 'EU/56'), windows: [night, laterNight] })], inventory)
    expect(risks.map((r) => [r.maintenances.length, r.circuits, r.from])).toEqual([
      [1, ['EU/55', 'EU/56'], night.start],
    ])
  })
})

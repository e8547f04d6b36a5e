import { describe, expect, it } from 'vitest'
import type { Group } from '../../src/calendar/days.ts'
import { type Besides, describe as describeWork, marker } from '../../src/calendar/describe.ts'
import { emptyInventory, readInventory } from '../../src/maintenance/circuits.ts'
import type { Maintenance } from '../../src/maintenance/maintenance.ts'
import type { KnownRisk } from '../../src/maintenance/overlap.ts'
import { maintenanceOf } from '../support/belief.ts'

const first = { start: '2026-11-17T05:00:00Z', end: '2026-11-17T10:00:00Z' }
const second = { start: '2026-11-19T23:00:00Z', end: '2026-11-20T04:00:00Z', backup: true }

const groupOf = (m: Maintenance): Group => ({
  start: '2026-11-17',
  end: '2026-11-18',
  slot: 0,
  backup: false,
  cancelled: false,
  windows: m.windows.slice(0, 1),
})

const nothing: Besides = { inventory: emptyInventory, unsure: false, risks: [] }
const text = (m: Maintenance, besides: Partial<Besides> = {}): string =>
  describeWork(m, groupOf(m), { ...nothing, ...besides })

const riskOf = (resolvedAt: string | null): KnownRisk => ({
  openedAt: '2026-11-01T00:00:00Z',
  resolvedAt,
  risk: {
    key: 'k',
    group: 'nrw1-transit',
    site: 'nrw1',
    maintenances: ['a', 'b'],
    circuits: ['C-1', 'C-2'],
    from: '2026-11-17T06:00:00Z',
    to: '2026-11-17T08:00:00Z',
    whole: true,
    unsure: true,
    reason: 'Both work on it.',
  },
})

const whole = maintenanceOf('a', {
  maintenanceIds: ['TTN-1', 'OLD-1'],
  status: 'RE-SCHEDULED',
  windows: [first, second],
  circuits: [
    { id: 'C-1', impact: 'OUTAGE' },
    { id: 'C-9', impact: null },
  ],
  impact: 'DEGRADED',
  location: 'Nordhafen',
  zone: 'Europe/Berlin',
  permalink: 'https://groups.example/1',
  doubts: [{ code: 'dst-slip', blocking: false, detail: 'An hour later than before.' }],
  questions: [
    { key: 'q', told: 't', maintenance: 'a', codes: ['no-window'], reasons: ['Which night?'], urgentAt: null },
  ],
  history: [
    {
      told: 't1',
      sent: '2026-11-01T09:30:00Z',
      decision: 'created',
      reason: '',
      changes: [],
      permalink: null,
      subject: '',
    },
    {
      told: 't2',
      sent: '2026-11-02T09:30:00Z',
      decision: 'reminder',
      reason: '',
      changes: [],
      permalink: null,
      subject: '',
    },
    {
      told: 't3',
      sent: null,
      decision: 'rescheduled',
      reason: '',
      changes: [{ field: 'windows', from: '16 Nov', to: '17 Nov' }],
      permalink: null,
      subject: '',
    },
  ],
})

describe('the description of an event', () => {
  it('tells all that is known, the windows first and the marker last', () => {
    const inventory = readInventory('circuit,vendor,site,provider,group\nC-1,zayo,nrw1,Zayo,nrw1-transit\n', 'test')
    const risks = [riskOf(null), riskOf('2026-11-05T00:00:00Z')]
    expect(text(whole, { inventory, unsure: true, risks })).toBe(`Windows
Tue 2026-11-17 05:00 – 10:00 UTC
   = Tue 2026-11-17 06:00 – 11:00 Europe/Berlin

Other windows of this work
Thu 2026-11-19 23:00 – Fri 2026-11-20 04:00 UTC (backup date)
   = Fri 2026-11-20 00:00 – 05:00 Europe/Berlin

REDUNDANCY AT RISK
- Tue 2026-11-17 06:00 – 08:00 UTC: group nrw1-transit, C-1 and C-2. Both work on it. One of the dates is a backup date or not sure yet.

Redundancy is not at risk any more, as it was
- Tue 2026-11-17 06:00 – 08:00 UTC: group nrw1-transit, C-1 and C-2

Status: re-scheduled
Impact: degraded service
Where: Nordhafen
Ids: TTN-1, OLD-1
Post: https://groups.example/1

To be reviewed
- Which night?

The vendor writes
Fibre is replaced

Circuits (2)
- C-1: outage, site nrw1, group nrw1-transit
- C-9: not in the list of circuits

Notes
- An hour later than before.

History
- 2026-11-01 09:30 created
- no date rescheduled (windows: 16 Nov → 17 Nov)

${marker}`)
  })

  it('says nothing of what is not known', () => {
    const bare = maintenanceOf('a', { summary: null, circuits: [{ id: 'C-1', impact: null }] })
    expect(text({ ...bare, questions: whole.questions })).toBe(
      `Windows\nTue 2026-11-17 05:00 – 10:00 UTC\n\nStatus: confirmed\n\nCircuits (1)\n- C-1\n\n${marker}`,
    )
  })

  it('is cut between lines where it would be longer than 7,000 characters', () => {
    const circuits = Array.from({ length: 60 }, (_, n) => ({ id: `${n} ${'<'.repeat(190)}`, impact: null }))
    const long = text(maintenanceOf('a', { circuits }))
    expect(long.length).toBeGreaterThan(5800)
    expect(long.length).toBeLessThanOrEqual(7000)
    expect(long.endsWith(`&lt;\n…\n\n${marker}`)).toBe(true)
  })

  it('lets no words of a mail be the marker', () => {
    const said = text(maintenanceOf('a', { summary: marker }))
    expect(said.split('below this line is yours')).toHaveLength(2)
  })
})

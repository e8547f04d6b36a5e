import type { Maintenance, Told } from '../../src/maintenance/maintenance.ts'
import type { IncomingMail } from '../../src/store/store.ts'

/** A stored mail for tests; `n` makes it different from others. */
export const incomingMail = (n: number | string, given: Partial<IncomingMail> = {}): IncomingMail => ({
  hash: `hash-${n}`,
  messageId: `id-${n}@example.org`,
  raw: Buffer.from(`Subject: mail ${n}\n\nbody ${n}\n`),
  tooLarge: false,
  size: 30,
  origin: `mail-${n}.eml`,
  received: '2026-11-01T00:00:00Z',
  gmailThread: null,
  ...given,
})

/** What one mail says of work `id` on 17 November 2026. */
export const toldOf = (key: string, given: Partial<Told> = {}, notice: Partial<Told['notice']> = {}): Told => ({
  key,
  vendor: 'zayo',
  sent: '2026-11-01T00:00:00Z',
  received: null,
  subject: 'Planned work',
  messageId: `${key}@example.org`,
  thread: [],
  permalink: null,
  textHash: key,
  held: false,
  unverified: false,
  ...given,
  notice: {
    maintenanceId: 'TTN-000100',
    account: null,
    status: 'CONFIRMED',
    kind: 'new',
    windows: [{ start: '2026-11-17T05:00:00Z', end: '2026-11-17T10:00:00Z' }],
    circuits: [{ id: 'OGYX/000100//ZYO', impact: 'OUTAGE' }],
    impact: null,
    summary: 'Fibre is replaced',
    location: null,
    formerIds: [],
    zone: null,
    sequence: null,
    stamp: null,
    evidence: {},
    doubts: [],
    ...notice,
  },
})

/** A Maintenance as the store holds it. */
export const maintenanceOf = (id: string, given: Partial<Maintenance> = {}): Maintenance => ({
  id,
  vendor: 'zayo',
  maintenanceIds: ['TTN-000100'],
  status: 'CONFIRMED',
  provisional: false,
  windows: [{ start: '2026-11-17T05:00:00Z', end: '2026-11-17T10:00:00Z' }],
  circuits: [],
  impact: null,
  summary: 'Fibre is replaced',
  location: null,
  zone: null,
  permalink: null,
  messageId: null,
  subject: 'Planned work',
  history: [],
  questions: [],
  ...given,
})

import type { DigestFacts } from '../../src/digest/facts.ts'
import type { HistoryEntry, Maintenance } from '../../src/maintenance/maintenance.ts'
import type { MailSummary, OpenQuestion } from '../../src/store/store.ts'
import { maintenanceOf } from '../support/belief.ts'

/** Facts of the week of 16 November 2026, seen on its Monday morning; nothing has happened. */
export const factsOf = (given: Partial<DigestFacts> = {}): DigestFacts => ({
  week: '2026-W47',
  now: '2026-11-16T07:00:00.000Z',
  rota: new Map(),
  rotaMistake: null,
  works: [],
  questions: [],
  risks: [],
  seenRisks: new Set(),
  inventory: new Map(),
  mails: [],
  tally: [],
  groups: [],
  tasks: null,
  tasksMistake: null,
  parent: 'T132324',
  proposals: [],
  runs: [],
  steps: [],
  waiting: 0,
  digestDay: 'monday',
  vendorTitle: (vendor) => (vendor === 'zayo' ? 'Zayo' : vendor),
  links: {
    event: (id, day) => `https://calendar.example.org/${id}/${day}`,
    question: ({ key }) => `https://review.example.org/${key}`,
    task: (id) => `https://phabricator.example.org/T${id}`,
    reviewPage: 'https://review.example.org',
  },
  ...given,
})

/** A post of the group. */
export const post = (n: number | string): string => `https://groups.google.com/a/noc.example/d/msgid/ops/${n}`

export const entry = (given: Partial<HistoryEntry> & Pick<HistoryEntry, 'decision'>): HistoryEntry => ({
  told: 'hash-1#0',
  sent: '2026-11-10T00:00:00Z',
  reason: '',
  changes: [],
  permalink: post(1),
  subject: 'Planned work',
  ...given,
})

export const work = (id: string, given: Partial<Maintenance> = {}): Maintenance =>
  maintenanceOf(id, { permalink: post(id), maintenanceIds: [`TTN-${id}`], ...given })

export const summary = (given: Partial<MailSummary> = {}): MailSummary => ({
  id: 1,
  pile: 'ops',
  hash: 'hash-1',
  messageId: 'id-1@example.org',
  origin: 'mail-1.eml',
  received: null,
  note: null,
  class: 'maintenance',
  vendor: 'zayo',
  decision: 'created',
  reason: '',
  subject: 'Planned work',
  sender: 'mr@zayo.com',
  sent: '2026-11-10T00:00:00Z',
  permalink: post(1),
  rules: '1',
  settledAt: '2026-11-10T00:00:00Z',
  ...given,
})

export const question = (given: Partial<OpenQuestion> = {}): OpenQuestion => ({
  key: 'question-1',
  told: 'hash-1#0',
  maintenance: null,
  codes: ['zone-missing'],
  reasons: ['It has no time zone.'],
  urgentAt: null,
  from: 'maintenance',
  openedAt: '2026-11-10T00:00:00Z',
  ...given,
})

import { desiredEvents } from '../../src/calendar/event.ts'
import type { DesiredEvent } from '../../src/calendar/target.ts'
import { fold } from '../../src/maintenance/fold.ts'
import type { Maintenance, Ruling, Told } from '../../src/maintenance/maintenance.ts'
import { partition } from '../../src/maintenance/partition.ts'
import type { Doubt, DoubtCode, Notice, Window } from '../../src/reading/notice.ts'

/** `2026-01-06 05:00/11:00`, `2026-01-06 22:00/2026-01-07 04:00`, `2026-01-06 05:00/` (end unknown), `2026-01-06` (days only). */
export const at = (text: string, more: Partial<Window> = {}): Window => {
  const [from = '', to] = text.split('/')
  if (!from.includes(' ')) {
    const after = new Date(Date.parse(to ?? from) + 86_400_000).toISOString().slice(0, 10)
    return { start: `${from}T00:00:00Z`, end: `${after}T00:00:00Z`, dateOnly: true, ...more }
  }
  const [day = '', hour = ''] = from.split(' ')
  const end = to === undefined || to === '' ? null : to.includes(' ') ? to.replace(' ', 'T') : `${day}T${to}`
  return { start: `${day}T${hour}:00Z`, end: end === null ? null : `${end}:00Z`, ...more }
}

export const night = at('2026-01-16 05:00/11:00')
export const laterNight = at('2026-01-21 05:00/11:00')

const plainNotice: Notice = {
  maintenanceId: 'TTN-0001',
  account: null,
  status: 'CONFIRMED',
  kind: 'new',
  windows: [night],
  circuits: [{ id: 'OGYX/000001//ZYO', impact: 'OUTAGE' }],
  impact: null,
  summary: 'Replacing a splice',
  location: 'Exampleville',
  formerIds: [],
  zone: 'America/New_York',
  sequence: null,
  stamp: null,
  evidence: {},
  doubts: [],
}

export type Say = Partial<Notice> & { readonly mail?: Partial<Told> }

/** A Told that was sent on day `n` of January 2026, with everything else as an ordinary first notice has it. */
export const tell = (n: number, { mail = {}, ...notice }: Say = {}): Told => ({
  key: `${String(n).padStart(2, '0')}aa#0`,
  vendor: 'zayo',
  notice: { ...plainNotice, ...notice },
  sent: `2026-01-${String(n).padStart(2, '0')}T08:00:00Z`,
  received: `2026-01-${String(n).padStart(2, '0')}T08:01:00Z`,
  subject: `TTN-0001 planned maintenance in Exampleville`,
  messageId: `mail-${n}@example.net`,
  thread: [],
  permalink: `https://groups.google.com/a/example.org/d/msgid/ops/mail-${n}%40example.net`,
  textHash: `text ${n}`,
  held: false,
  unverified: false,
  ...mail,
})

export const doubt = (code: DoubtCode, blocking = true): Doubt => ({ code, blocking, detail: `Doubtful: ${code}.` })

/** A Told that waits for a person. */
export const heldBack = (n: number, say: Say, code: DoubtCode = 'ids-disagree'): Told =>
  tell(n, { ...say, doubts: [doubt(code)], mail: { held: true, ...say.mail } })

export const forged = (n: number, say: Say = {}): Told =>
  tell(n, { ...say, mail: { held: true, unverified: true, ...say.mail } })

let count = 0
export const ruling = (told: string | null, verdict: Ruling['verdict'], more: Partial<Ruling> = {}): Ruling => ({
  key: `ruling-${++count}`,
  told,
  by: 'Ada',
  at: '2026-02-01T00:00:00Z',
  verdict,
  ...more,
})

export const believeAll = (tolds: readonly Told[], rulings: readonly Ruling[] = []): readonly Maintenance[] =>
  partition(tolds, rulings).map((cluster) => fold(cluster, rulings))

/** The only work that is told of. */
export const believe = (tolds: readonly Told[], rulings: readonly Ruling[] = []): Maintenance => {
  const [only, ...more] = believeAll(tolds, rulings)
  if (only === undefined || more.length > 0)
    throw new Error(`${more.length + (only === undefined ? 0 : 1)} works, not one`)
  return only
}

export const decisionsOf = (m: Maintenance): readonly string[] => m.history.map((h) => h.decision)

export const eventsOf = (m: Maintenance): readonly DesiredEvent[] =>
  desiredEvents(m, { vendorTitle: (vendor) => vendor.toUpperCase() })

import { createHash } from 'node:crypto'
import { worst } from '../maintenance/belief.ts'
import { emptyInventory, type Inventory } from '../maintenance/circuits.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import type { KnownRisk } from '../maintenance/overlap.ts'
import type { Impact } from '../reading/notice.ts'
import { type Group, groupsOf } from './days.ts'
import { describe } from './describe.ts'
import type { DesiredEvent, EventBody } from './target.ts'
import { oneLine } from './text.ts'
import { titleOf } from './title.ts'

export interface EventOptions {
  /** A vendor's name for people (`zayo` → `Zayo`). */
  readonly vendorTitle: (vendor: string) => string
  /** Works whose last day lies before it get no event (`YYYY-MM-DD`); the same for a Maintenance in every run. */
  readonly notBefore?: string | null
  /** Whether a cancelled work's event stays, marked (default), or goes. */
  readonly cancelled?: 'mark' | 'delete'
  readonly inventory?: Inventory
  /** What the work puts, or put, at risk together with others. */
  readonly risks?: readonly KnownRisk[]
}

const digits = '0123456789abcdefghijklmnopqrstuv'

/** Base32hex (RFC 4648 §7) in lower case: the letters that Google allows in an event id. */
const base32hex = (bytes: Uint8Array): string => {
  let out = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += digits[(held >> bits) & 31] ?? ''
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? out : out + (digits[(held << (5 - bits)) & 31] ?? '')
}

/**
 * The stable name of an event: `mc` and 52 digits. `part` is the slot of its first window (or `pN` for a proposed one), not its
 * date, so that the same event moves.
 */
export const eventId = (maintenance: string, part: string): string =>
  `mc${base32hex(createHash('sha256').update(`${maintenance}/${part}`).digest())}`

const impactColours: Readonly<Record<Impact, string>> = {
  OUTAGE: '11',
  DEGRADED: '6',
  'REDUCED-REDUNDANCY': '5',
  'NO-IMPACT': '2',
}

/** Google's colours: red, orange, yellow, green by impact; blue where it is unknown; grey when called off; purple when unsure. */
const colourOf = (m: Maintenance, cancelled: boolean, unsure: boolean): string => {
  if (cancelled) return '8'
  if (unsure) return '3'
  const impact = worst([m.impact, ...m.circuits.map((c) => c.impact)])
  return impact === null ? '7' : impactColours[impact]
}

const touches = (group: Group, { from, to }: { readonly from: string; readonly to: string }): boolean =>
  from.slice(0, 10) < group.end && group.start <= to.slice(0, 10)

interface Look {
  readonly part: string
  readonly cancelled: boolean
  readonly unsure: boolean
}

const bodyOf = (m: Maintenance, group: Group, look: Look, options: EventOptions): EventBody => {
  const marks = [...(look.cancelled ? ['CANCELLED:'] : []), ...(look.unsure ? ['REVIEW?'] : [])]
  return {
    summary: titleOf(m, options.vendorTitle(m.vendor), marks, group.backup),
    description: describe(m, group, {
      inventory: options.inventory ?? emptyInventory,
      unsure: look.unsure,
      risks: (options.risks ?? []).filter(({ risk, resolvedAt }) => resolvedAt !== null || touches(group, risk)),
    }),
    location: m.location === null ? null : oneLine(m.location, 300),
    start: group.start,
    end: group.end,
    link: m.permalink,
    colorId: colourOf(m, look.cancelled, look.unsure),
    status: look.cancelled ? 'cancelled' : look.unsure || m.status === 'TENTATIVE' ? 'tentative' : 'confirmed',
  }
}

const lastDay = (groups: readonly Group[]): string =>
  groups
    .map((g) => g.end)
    .sort()
    .at(-1) ?? ''

/**
 * The events that should stand in the calendar for a Maintenance: one for each run of touching UTC days, backup dates and
 * nights called off apart. Cancelled works stay, marked and grey; completed ones stay as they are. A `cancelled` status is the
 * event's word for "called off", never for "deleted".
 */
export const desiredEvents = (m: Maintenance, options: EventOptions): readonly DesiredEvent[] => {
  if (m.withoutEvent !== undefined) return []
  const believed = groupsOf(m.windows, m.slots ?? [])
  const free = (m.proposed ?? []).filter((w) => !believed.some((g) => covers(g, w.start)))
  const proposed = groupsOf(free, [])
  const notBefore = options.notBefore ?? null
  if (notBefore !== null && lastDay([...believed, ...proposed]) <= notBefore) return []
  const off = m.status === 'CANCELLED'
  const again = (g: Group) => (m.proposed ?? []).some((w) => covers({ ...g, cancelled: false }, w.start))
  const events = believed
    .filter((g) => options.cancelled !== 'delete' || !(off || g.cancelled))
    .map((g) => {
      const cancelled = off || g.cancelled
      // Work that was called off and is said to be on again must not look merely called off.
      return toEvent(
        m,
        g,
        { part: String(g.slot), cancelled, unsure: m.provisional || (cancelled && again(g)) },
        options,
      )
    })
  const shown = proposed.map((g, n) => toEvent(m, g, { part: `p${n}`, cancelled: false, unsure: true }, options))
  return [...events, ...shown]
}

const covers = (group: Group, start: string): boolean =>
  !group.cancelled && group.start <= start.slice(0, 10) && start.slice(0, 10) < group.end

const toEvent = (m: Maintenance, group: Group, look: Look, options: EventOptions): DesiredEvent => ({
  ...bodyOf(m, group, look, options),
  id: eventId(m.id, look.part),
  maintenance: m.id,
  changed: m.changed ?? null,
  work: m.status,
})

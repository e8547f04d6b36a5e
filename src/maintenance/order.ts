import { idsOf } from './keys.ts'
import type { Told } from './maintenance.ts'
import { compare } from './rulings.ts'

/** Far after every date: a mail of unknown date comes last. */
const unknown = '9999'

/** Of two copies of one mail, the one that came through the group comes first: its post can be linked. */
const unlinked = (told: Told): number => Number(told.permalink === null)

/**
 * By when they were sent; the same stamp in two notes leaves it to the mails' Dates. Ties, and mails without a date, go by key and not by when we received them: the order of delivery
 * must not show in what is believed.
 */
export const bySent = (a: Told, b: Told): number =>
  compare(a.sent ?? unknown, b.sent ?? unknown) ||
  compare(a.dated ?? '', b.dated ?? '') ||
  unlinked(a) - unlinked(b) ||
  compare(a.key, b.key)

const sequenceOf = (told: Told): number => told.notice.sequence ?? 0

/**
 * The order of telling: BCOP SEQUENCE among the notices of one id, else the stamp or Date. A comparison that mixes the two is
 * no order (a<b by number, b<c and c<a by date), so the places that numbered notices of one id hold by date are
 * filled again by number.
 */
export const inOrder = (tolds: readonly Told[]): readonly Told[] => {
  const sorted: Told[] = [...tolds].sort(bySent)
  const places = new Map<string, number[]>()
  for (const [at, told] of sorted.entries()) {
    const id = idsOf(told.notice)[0]
    if (told.notice.sequence === null || id === undefined || told.sent === null) continue
    const list = places.get(id) ?? []
    list.push(at)
    places.set(id, list)
  }
  for (const list of places.values()) {
    const numbered = list.flatMap((at) => sorted[at] ?? [])
    const refilled = numbered.sort((a, b) => sequenceOf(a) - sequenceOf(b) || bySent(a, b))
    for (const [n, at] of list.entries()) {
      const told = refilled[n]
      if (told !== undefined) sorted[at] = told
    }
  }
  return sorted
}

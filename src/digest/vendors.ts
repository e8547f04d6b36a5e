import type { MailTally } from '../store/store.ts'
import { periodOf } from './changes.ts'
import type { SilentVendor, VendorItem } from './content.ts'
import type { DigestFacts } from './facts.ts'
import { dayWords } from './words.ts'

const DAY = 86_400_000

const inPeriod = (tally: readonly MailTally[], { from, to }: { from: string; to: string }): readonly MailTally[] =>
  tally.filter(({ day }) => day >= from.slice(0, 10) && day <= to.slice(0, 10))

/** Mails of the period by vendor, most first. */
export const vendorsOf = (facts: DigestFacts): readonly VendorItem[] => {
  const rows = new Map<string, { mails: number; work: number; asked: number }>()
  for (const { vendor, class: kind, decision, count } of inPeriod(facts.tally, periodOf(facts))) {
    const name = vendor === null ? 'others' : facts.vendorTitle(vendor)
    const row = rows.get(name) ?? { mails: 0, work: 0, asked: 0 }
    row.mails += count
    if (kind === 'maintenance' || decision === 'review') row.work += count
    if (decision === 'review') row.asked += count
    rows.set(name, row)
  }
  return [...rows]
    .map(([vendor, { mails, work, asked }]) => ({ vendor, mails, unaided: work === 0 ? null : (work - asked) / work }))
    .sort((a, b) => b.mails - a.mails || (a.vendor < b.vendor ? -1 : 1))
}

/** A habit needs this many days with mail. */
const fewestDays = 5
/** Rarer writers than this (median days between mails) have no habit. */
const rarest = 21
const patience = 4
const leastSilence = 14

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const silence = (days: readonly string[], until: string): { readonly gap: number; readonly quiet: number } | null => {
  const times = days.map((day) => Date.parse(day))
  const gaps = times.slice(1).map((time, at) => (time - (times[at] ?? time)) / DAY)
  const gap = median(gaps)
  const quiet = (Date.parse(until) - (times.at(-1) ?? 0)) / DAY
  const limit = Math.max(leastSilence, gap * patience)
  // After long enough everybody knows, and the line would stand there for ever.
  return days.length >= fewestDays && gap <= rarest && quiet > limit && quiet <= limit * 4 ? { gap, quiet } : null
}

/** Vendors that wrote about work regularly and stopped: their mail may no longer arrive. */
export const silentVendorsOf = (facts: DigestFacts): readonly SilentVendor[] => {
  const until = periodOf(facts).to.slice(0, 10)
  const days = new Map<string, Set<string>>()
  for (const { vendor, class: kind, day } of facts.tally) {
    if (vendor === null || kind !== 'maintenance' || day > until) continue
    days.set(vendor, (days.get(vendor) ?? new Set()).add(day))
  }
  return [...days].flatMap(([vendor, set]) => {
    const sorted = [...set].sort()
    const found = silence(sorted, until)
    const last = sorted.at(-1)
    if (found === null || last === undefined) return []
    const often = found.gap <= 1 ? 'every day' : `every ${found.gap} days`
    return [
      {
        vendor: facts.vendorTitle(vendor),
        last,
        detail: `wrote about ${often}; nothing since ${dayWords(last)} (${Math.round(found.quiet)} days)`,
      },
    ]
  })
}

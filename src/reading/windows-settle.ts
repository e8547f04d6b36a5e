/** Many mentions → the windows: old twins dropped, the same time in several zones told once, UTC first. */

import type { FoundWindow, FoundWindows } from './contract.ts'
import { impactTimeLabel } from './labels.ts'
import type { Doubt } from './notice.ts'
import { labelKey } from './view.ts'
import type { Instant, Span } from './when.ts'
import type { Candidate } from './windows-candidate.ts'

const minutes = (instant: Instant | null): number | null =>
  instant ? Math.round(Date.parse(instant.utc) / 60000) : null

const apart = (a: Instant | null, b: Instant | null): number => {
  const [x, y] = [minutes(a), minutes(b)]
  return x === null || y === null ? (x === y ? 0 : Number.POSITIVE_INFINITY) : Math.abs(x - y)
}

// Vendors round "00:01 Pacific" to "07:00 GMT": two minutes are the same moment.
const rounding = 2

const sameTime = (a: Span, b: Span): boolean => apart(a.start, b.start) <= rounding && apart(a.end, b.end) <= rounding

const zoneUnsure = (c: Candidate): boolean =>
  [...c.span.doubts, ...c.span.start.doubts, ...(c.span.end?.doubts ?? [])].some(
    (d) => d.code === 'zone-local' || d.code === 'zone-missing' || d.code === 'zone-ambiguous',
  )

const isUtc = (c: Candidate): boolean => c.span.start.zoneWritten && c.span.start.zone === 'UTC' && !zoneUnsure(c)

// A slip of summer time or of a zone is at most a few hours; farther apart are other windows.
const slip = 14 * 60

const twinOf = (local: Candidate, sure: readonly Candidate[]): Candidate | undefined =>
  sure.find((u) => apart(u.span.start, local.span.start) <= slip && u.backup === local.backup)

/** "CST" in a summer month was read as daylight time: when the UTC twin says standard time, the letters meant just that. */
const letterOfSeason = (local: Candidate, sure: Candidate): boolean =>
  apart(local.span.start, sure.span.start) === 60 &&
  [...local.span.doubts, ...local.span.start.doubts].some((d) => d.code === 'zone-season')

const disagreement = (local: Candidate, sure: Candidate): Doubt => ({
  code: 'zones-disagree',
  blocking: true,
  detail: `“${local.evidence.text}” and “${sure.evidence.text}” are ${apart(local.span.start, sure.span.start)} minutes apart; the one in UTC is taken.`,
})

/** Drops what tells the same window in another zone. */
const byZone = (all: readonly Candidate[]): { kept: readonly Candidate[]; doubts: readonly Doubt[] } => {
  const utc = all.filter(isUtc)
  const sure = utc.length ? utc : all.filter((c) => !zoneUnsure(c))
  if (!sure.length || sure.length === all.length) return { kept: all, doubts: [] }
  const doubts: Doubt[] = []
  const kept = all.filter((c) => {
    if (sure.includes(c)) return true
    if (sure.some((u) => sameTime(u.span, c.span))) return false
    const twin = twinOf(c, sure)
    if (!twin) return !zoneUnsure(c)
    if (!zoneUnsure(c) && c.evidence.part === twin.evidence.part && !letterOfSeason(c, twin))
      doubts.push(disagreement(c, twin))
    return false
  })
  return { kept, doubts }
}

const unique = (all: readonly Candidate[]): readonly Candidate[] => {
  const out: Candidate[] = []
  for (const c of all) {
    const index = out.findIndex(
      (o) => sameTime(o.span, c.span) || (c.span.end === null && apart(o.span.start, c.span.start) <= rounding),
    )
    if (index < 0) out.push(c)
  }
  return out
}

const within = (a: Span, b: Span): boolean =>
  a.end !== null && b.end !== null && a.start.utc >= b.start.utc && a.end.utc <= b.end.utc && !sameTime(a, b)

/** "Outage start" and "Outage end" tell when, inside the window, services are down. */
const dropImpact = (all: readonly Candidate[]): readonly Candidate[] =>
  all.filter(
    (c) =>
      c.source !== 'pair' ||
      !impactTimeLabel.test(labelKey(c.evidence.text.slice(0, 60).split(':')[0] ?? '')) ||
      !all.some((o) => within(c.span, o.span)),
  )

/** From the first window's start to the last one's end: a sentence that tells all nights as one. */
const isHull = (c: Candidate, others: readonly Candidate[]): boolean =>
  others.length > 1 &&
  others.every((o) => within(o.span, c.span)) &&
  others.some((o) => apart(o.span.start, c.span.start) <= rounding) &&
  others.some((o) => apart(o.span.end, c.span.end) <= rounding)

const dropHull = (all: readonly Candidate[]): readonly Candidate[] =>
  all.filter(
    (c) =>
      c.source !== 'prose' ||
      !isHull(
        c,
        all.filter((o) => o !== c && !sameTime(o.span, c.span)),
      ),
  )

const dropOld = (all: readonly Candidate[]): readonly Candidate[] => {
  const current = all.filter((c) => !c.old)
  const kept = current.length ? current : all
  const fresh = kept.filter((c) => c.fresh)
  // "New start" beside a plain "Start": the plain one is the old.
  return fresh.length && fresh.some((f) => f.source === 'pair')
    ? [...fresh, ...kept.filter((c) => !c.fresh && c.backup)]
    : kept
}

/** Settles candidates of one view into windows in order of their start. */
export const settle = (found: readonly Candidate[]): FoundWindows => {
  const ofWork = dropImpact(dropHull(found))
  const current = dropOld(ofWork)
  const { kept, doubts } = byZone(current)
  const windows: readonly FoundWindow[] = unique(kept)
    .map((c) => ({ span: c.span, backup: c.backup, evidence: c.evidence }))
    .sort((a, b) => a.span.start.utc.localeCompare(b.span.start.utc))
  // Work that has only a "backup" date has no backup.
  return {
    windows: windows.every((w) => w.backup) ? windows.map((w) => ({ ...w, backup: false })) : windows,
    doubts,
    moved: current.length < ofWork.length,
    labelled: kept.every((c) => c.source !== 'prose' && c.source !== 'subject' && c.source !== 'instant'),
  }
}

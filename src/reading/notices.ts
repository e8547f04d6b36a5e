/** Drafts of one mail → its Notices: iCal before body before subject, differences told as doubts. */

import type { Claim, Found, FoundCircuit, FoundWindow, View } from './contract.ts'
import { spanToWindow } from './dates.ts'
import { pastDoubt, uniqueDoubts } from './doubts.ts'
import type { Draft } from './draft.ts'
import type { IcalDraft } from './ical-draft.ts'
import { impactOf } from './impact.ts'
import {
  type Circuit,
  type Doubt,
  type Evidence,
  type EvidenceKey,
  type Impact,
  impacts,
  type Notice,
  type Window,
} from './notice.ts'
import { verdictOf } from './status.ts'

const worst = (found: readonly Circuit[]): Impact | null =>
  found.reduce<Impact | null>(
    (w, c) => (c.impact && (!w || impacts.indexOf(c.impact) > impacts.indexOf(w)) ? c.impact : w),
    null,
  )

interface Converted {
  readonly windows: readonly Window[]
  readonly doubts: readonly Doubt[]
  readonly evidence: readonly Evidence[]
  readonly zone: string | null
}

const converted = (found: readonly FoundWindow[]): Converted => {
  const parts = found.map((f) => ({ f, ...spanToWindow(f.span) }))
  const zones = found.map((f) => f.span.start.zone).filter((z) => z !== null && z !== 'UTC')
  return {
    windows: parts.map(({ f, window }) => (f.backup ? { ...window, backup: true } : window)),
    doubts: parts.flatMap((p) => p.doubts),
    evidence: found.map((f) => f.evidence),
    zone: zones[0] ?? null,
  }
}

const minute = (iso: string | null): number | null => (iso === null ? null : Math.round(Date.parse(iso) / 60_000))

const sameWindow = (a: Window, b: Window): boolean => {
  const [s, t, e, f] = [minute(a.start), minute(b.start), minute(a.end), minute(b.end)]
  return Math.abs((s ?? 0) - (t ?? 0)) <= 2 && (e === null || f === null || Math.abs(e - f) <= 2)
}

/** Every window of the one stands in the other: a part that tells fewer windows disagrees with nothing. */
const within = (few: readonly Window[], many: readonly Window[]): boolean =>
  few.every((a) => many.some((b) => sameWindow(a, b)))

const shown = (windows: readonly Window[]): string => windows.map((w) => `${w.start} – ${w.end ?? '?'}`).join(', ')

const windowsDisagree = (
  a: Converted,
  nameA: string,
  b: Converted,
  nameB: string,
  blocking: boolean,
): readonly Doubt[] => {
  if (!a.windows.length || !b.windows.length || within(b.windows, a.windows) || within(a.windows, b.windows)) return []
  return [
    {
      code: 'parts-disagree',
      blocking,
      detail: `The ${nameA} says ${shown(a.windows)}, the ${nameB} says ${shown(b.windows)}; the first is taken.`,
    },
  ]
}

const squash = (id: string): string => id.replace(/[\s-]+/g, '').toLowerCase()

const idsDisagree = (a: Draft | undefined, b: Draft | undefined): readonly Doubt[] => {
  if (!a?.id || !b?.id || squash(a.id.value) === squash(b.id.value)) return []
  return [
    {
      code: 'ids-disagree',
      blocking: true,
      detail: `The ${a.part} names it ${a.id.value}, the ${b.part} ${b.id.value}; the first is taken.`,
    },
  ]
}

const circuitOf = (found: FoundCircuit, fallback: Impact | null): Circuit => ({
  id: found.id,
  impact: impactOfCell(found.impact) ?? fallback,
})

const impactOfCell = (words: string | null): Impact | null => impacts.find((i) => i === words) ?? impactOf(words)

const includesAll = (many: readonly FoundCircuit[], few: readonly FoundCircuit[]): boolean => {
  const ids = new Set(many.map((c) => squash(c.id)))
  return few.every((c) => ids.has(squash(c.id)))
}

/** The first list; or another body's, if it has all of that and more (a text part may lose cells that the HTML has). */
const mostCircuits = (drafts: readonly Draft[]): readonly FoundCircuit[] => {
  const [first, ...others] = drafts.filter((d) => d.circuits.length)
  if (!first || first.source === 'ical') return first?.circuits ?? []
  return others
    .map((d) => d.circuits)
    .reduce((best, list) => (list.length > best.length && includesAll(list, best) ? list : best), first.circuits)
}

const firstFound = (drafts: readonly Draft[], key: 'account' | 'summary' | 'location' | 'impact'): Found | null =>
  drafts.find((d) => d[key] !== null)?.[key] ?? null

const cleanSubject = (subject: string): string => subject.replace(/^(?:\s?(?:re|fwd?|aw|wg)\s?:\s?){1,5}/i, '').trim()

const evidenceOf = (
  entries: readonly (readonly [EvidenceKey, readonly (Evidence | undefined)[]])[],
): Notice['evidence'] => {
  const out: Partial<Record<EvidenceKey, readonly Evidence[]>> = {}
  for (const [key, list] of entries) {
    const known = list.filter((e) => e !== undefined)
    if (known.length) out[key] = known
  }
  return out
}

interface Sources {
  /** Best first: what the notice is built from. */
  readonly drafts: readonly Draft[]
  readonly claims: readonly Claim[]
  readonly doubts: readonly Doubt[]
  readonly windows: Converted
}

const buildNotice = ({ drafts, claims, doubts, windows }: Sources, view: View): Notice => {
  const id = drafts.map((d) => d.id).find((f) => f !== null) ?? null
  const verdict = verdictOf(claims)
  const [account, summary, location, impactWords] = [
    firstFound(drafts, 'account'),
    firstFound(drafts, 'summary'),
    firstFound(drafts, 'location'),
    firstFound(drafts, 'impact'),
  ]
  const overall = impactOfCell(impactWords?.value ?? null)
  const foundCircuits = mostCircuits(drafts)
  const list = foundCircuits.map((c) => circuitOf(c, overall))
  const guessed = windows.doubts.some((d) => d.code === 'year-missing' || d.code === 'date-order')
  const none: readonly Doubt[] = windows.windows.length
    ? []
    : [
        {
          code: 'no-window',
          blocking: verdict.status !== 'CANCELLED' && verdict.status !== 'COMPLETED',
          detail: 'No date and time of the work was found.',
        },
      ]
  return {
    maintenanceId: id?.value ?? null,
    account: account?.value ?? null,
    status: verdict.status,
    kind: verdict.kind,
    windows: windows.windows,
    circuits: list,
    impact: overall ?? worst(list),
    summary: summary?.value ?? (cleanSubject(view.subject.text) || null),
    location: location?.value ?? null,
    formerIds: [...new Set(drafts.flatMap((d) => d.formerIds))].filter((f) => f !== id?.value),
    zone: windows.zone,
    sequence: drafts.map((d) => d.sequence).find((s) => s !== null) ?? null,
    stamp: drafts.map((d) => d.stamp).find((s) => s !== null) ?? null,
    evidence: evidenceOf([
      ['maintenanceId', [id?.evidence]],
      ['account', [account?.evidence]],
      ['status', verdict.claims.map((c) => c.evidence)],
      ['windows', windows.evidence],
      ['circuits', foundCircuits.map((c) => c.evidence)],
      ['summary', [summary?.evidence]],
      ['location', [location?.evidence]],
      ['impact', [impactWords?.evidence]],
    ]),
    doubts: uniqueDoubts([
      ...doubts,
      ...windows.doubts,
      ...verdict.doubts,
      ...none,
      ...pastDoubt(windows.windows, verdict.kind, view.context.sent, guessed),
    ]),
  }
}

/** Events of one id are one work; events without id are one each. */
const grouped = (drafts: readonly IcalDraft[]): readonly (readonly IcalDraft[])[] => {
  const groups = new Map<string, IcalDraft[]>()
  drafts.forEach((d, i) => {
    const key = d.id ? squash(d.id.value) : `#${i}`
    groups.set(key, [...(groups.get(key) ?? []), d])
  })
  return [...groups.values()]
}

const fromIcal = (icals: readonly IcalDraft[], bodies: readonly Draft[], view: View): readonly Notice[] => {
  const groups = grouped(icals)
  const alone = groups.length === 1
  const body = bodies[0]
  return groups.map((group) => {
    const windows = converted(dedupe(group.flatMap((d) => d.windows.windows)))
    const circuits = group.flatMap((d) => d.circuits)
    const first = group[0]
    const merged: Draft[] = first ? [{ ...first, circuits: uniqueById(circuits) }] : []
    const bodyWindows = converted(body?.windows.windows ?? [])
    const against =
      alone && body
        ? [
            ...windowsDisagree(windows, 'calendar part', bodyWindows, 'body', body.windows.labelled),
            ...(body.id && first?.id && body.windows.labelled ? idsDisagree(first, body) : []),
            ...body.doubts.filter((d) => d.code === 'status-words-disagree'),
          ]
        : []
    return buildNotice(
      {
        drafts: alone ? [...merged, ...bodies] : merged,
        claims: [...group.flatMap((d) => d.claims), ...(alone ? bodies.flatMap((b) => b.claims) : [])],
        doubts: [...group.flatMap((d) => d.doubts), ...against],
        windows: windows.windows.length || !alone ? windows : bodyWindows,
      },
      view,
    )
  })
}

const uniqueById = (list: readonly FoundCircuit[]): readonly FoundCircuit[] => [
  ...new Map(list.map((c) => [squash(c.id), c])).values(),
]

const dedupe = (list: readonly FoundWindow[]): readonly FoundWindow[] => {
  const seen = new Map<string, FoundWindow>()
  for (const w of list) seen.set(`${w.span.start.utc} ${w.span.end?.utc ?? ''}`, w)
  return [...seen.values()].sort((a, b) => a.span.start.utc.localeCompare(b.span.start.utc))
}

/** All Notices of a mail. `bodies` are ordered best first; `view` is the best body's. */
export const noticesOf = (icals: readonly IcalDraft[], bodies: readonly Draft[], view: View): readonly Notice[] => {
  const [best, second] = bodies
  const notes = icals.filter((d) => d.note)
  if (notes.length) return fromIcal(notes, bodies, view)
  // A plain event (an Outlook invitation) is less than a structured body: it may be of other work.
  if (icals.length && !best?.windows.labelled) return fromIcal(icals, bodies, view)
  if (!best) return []
  const event = icals[0]
  const windows = converted(best.windows.windows)
  const against = second
    ? [
        ...windowsDisagree(
          windows,
          best.part,
          converted(second.windows.windows),
          second.part,
          second.windows.labelled || !best.windows.labelled,
        ),
        ...idsDisagree(best, second),
      ]
    : []
  const beside = event
    ? windowsDisagree(windows, 'body', converted(icals.flatMap((d) => d.windows.windows)), 'calendar part', true)
    : []
  return [
    buildNotice(
      {
        drafts: bodies,
        claims: [...bodies.flatMap((b) => b.claims), ...(event?.claims ?? [])],
        doubts: [...best.doubts, ...best.windows.doubts, ...against, ...beside],
        windows,
      },
      view,
    ),
  ]
}

/** What one source of a mail (a body part, an iCal event) tells, before sources are put together. */

import { uniqueCircuits } from './circuits.ts'
import {
  commonAccount,
  commonCircuits,
  commonId,
  commonImpact,
  commonLocation,
  commonSummary,
  shapedId,
} from './common.ts'
import type { Claim, Format, Found, FoundCircuit, FoundWindow, FoundWindows, Vendor, View } from './contract.ts'
import { readInstants } from './dates.ts'
import { extendedByField, extendedBySentence, extensionDoubts } from './extension.ts'
import { aboveHistories } from './history.ts'
import { backupLabel, newLabel, oldLabel } from './labels.ts'
import type { Doubt } from './notice.ts'
import { zoneOfPlace } from './places.ts'
import { selfCheck } from './self-check.ts'
import { commonClaims, verdictOf } from './status.ts'
import type { DateContext } from './when.ts'
import { commonWindows } from './windows-common.ts'
import { keysByLine } from './windows-lines.ts'
import { statedZone } from './zone-stated.ts'

export interface Draft {
  readonly source: 'ical' | 'body'
  readonly part: string
  readonly id: Found | null
  readonly formerIds: readonly string[]
  readonly account: Found | null
  readonly windows: FoundWindows
  readonly circuits: readonly FoundCircuit[]
  readonly impact: Found | null
  readonly summary: Found | null
  readonly location: Found | null
  readonly claims: readonly Claim[]
  readonly sequence: number | null
  readonly stamp: string | null
  readonly doubts: readonly Doubt[]
}

const former =
  /\b(?:re-?schedul(?:e|ed|ing) (?:of|from)|replac(?:es|ing|ement (?:of|for)|ed from)|supersed(?:es|ing)|formerly|previous(?:ly)?(?: known as| ticket| reference)?|in place of|instead of|original (?:ticket|reference|maintenance)|follow[- ]up (?:of|to))\b[\s:#"“(]{0,4}(?:maintenance |ticket |reference |case |change |no\.? |number ){0,2}[\s:#]{0,3}(?<id>(?=[\w-]{0,14}\d)[A-Za-z0-9][\w.-]{3,30}\w)/i

const threeDigits = /\d{3}/

const formerIdsOf = (view: View, own: string | null, stem: RegExp | undefined): readonly string[] => {
  const ids = new Set<string>()
  const root = own && stem ? stem.exec(own)?.[0] : undefined
  if (root && root !== own) ids.add(root)
  for (const line of view.part.lines) {
    const id = line.text.length < 4000 && threeDigits.test(line.text) ? former.exec(line.text)?.groups?.id : undefined
    if (id && id !== own && threeDigits.test(id) && !/^\d{1,4}[-/.]\d/.test(id)) ids.add(id)
  }
  return [...ids]
}

/** `11111 Approved on …`: an id is one word, if its first has figures enough. */
const oneWord = (found: Found | null): Found | null => {
  const value =
    found?.value
      .split('\n')[0]
      ?.replace(/^\*{1,2}|\*{1,2}$/g, '')
      .trim() ?? ''
  const [first] = value.split(/\s/)
  return found ? { ...found, value: first && /\d{3}/.test(first) ? first : value } : null
}

const idOf = (view: View, format: Format | null, vendor: Vendor): Found | null => {
  if (format?.id) return oneWord(format.id(view)[0] ?? null)
  const shaped = vendor.idShape ? shapedId(vendor.idShape)(view)[0] : undefined
  return shaped ?? commonId(view)[0] ?? null
}

/** What the heading above a format's own windows tells: old ones go, others are backups. */
const underHeadings = (found: FoundWindows, view: View): FoundWindows => {
  const keyOf = keysByLine(view)
  const keyOver = ({ evidence }: FoundWindow) => (evidence.part === view.part.name ? keyOf(evidence.line) : '')
  const current = found.windows.filter((w) => !oldLabel.test(keyOver(w)) || newLabel.test(keyOver(w)))
  const kept = current.length ? current : found.windows
  const backups = kept.map((w) => w.backup || backupLabel.test(keyOver(w)))
  return {
    ...found,
    windows: kept.map((w, i) => ({ ...w, backup: (backups[i] ?? false) && backups.includes(false) })),
    ...(kept.length < found.windows.length ? { moved: true } : {}),
  }
}

const windowsOf = (view: View, format: Format | null): FoundWindows => {
  const own = format?.windows?.(view)
  return own?.windows.length ? underHeadings(own, view) : commonWindows(view)
}

const dateLabel = /^(?:date|span|maintenance date|datum|fecha)\b/

const yearWritten = /(?<!\d)20\d\d(?!\d)/

/** A date with its year, under a label of its own: the anchor for dates without one, though the mail was sent (or passed on) in another year. */
const aroundOf = (view: View): string | null => {
  for (const f of view.fields)
    if (dateLabel.test(f.key) && yearWritten.test(f.value))
      for (const i of readInstants(f.value.slice(0, 80), view.context)) if (i.dateOnly) return i.utc
  return null
}

const derived = new WeakMap<DateContext, DateContext[]>()

/** The context with what the view adds; parts of a mail that add the same share one, so that its texts are read once. */
const contextWith = (
  base: DateContext,
  added: Required<Pick<DateContext, 'zone' | 'place' | 'around'>>,
): DateContext => {
  const made = derived.get(base) ?? []
  derived.set(base, made)
  const same = made.find((c) => c.zone === added.zone && c.place === added.place && c.around === added.around)
  if (same) return same
  const context = { ...base, ...added }
  made.push(context)
  return context
}

const placed = (view: View, location: Found | null): View => {
  const place = zoneOfPlace(location?.value ?? '') ?? zoneOfPlace(view.subject.text)
  const context = contextWith(view.context, {
    zone: view.context.zone ?? statedZone(view),
    place: place?.zone ?? null,
    around: aroundOf(view),
  })
  return { ...view, context }
}

/** Old dates beside new ones tell a move, whatever the words. */
const movedClaim = (view: View, windows: FoundWindows): readonly Claim[] => {
  const evidence = windows.windows[0]?.evidence
  const struck = view.fields.some((f) => f.struck !== '' && readInstants(f.struck, view.context).length > 0)
  return evidence && (windows.moved || struck)
    ? [{ kind: 'reschedule', status: 'RE-SCHEDULED', weight: 3, evidence }]
    : []
}

/** Worked out when first asked for, as of a second body it is not. A getter costs as much as reading a few fields does. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const readDraft = (bare: View, format: Format | null, vendor: Vendor): Draft => {
  const location = (format?.location ?? commonLocation)(bare)[0] ?? null
  const view = placed(bare, location)
  const id = idOf(view, format, vendor)
  const found = windowsOf(view, format)
  const labelled = format ? extendedByField(view, found) : found
  const windows = format ? extendedBySentence(view, labelled) : found
  const missing: readonly Doubt[] =
    format?.id && !format.idOptional && !id
      ? [
          {
            code: 'id-missing',
            blocking: true,
            detail: `${vendor.title} names its work by an id; none was found where it stands.`,
          },
        ]
      : []
  const listed = uniqueCircuits((format?.circuits ?? commonCircuits)(view))
  const claims = once(() => [...(format?.claims?.(view) ?? []), ...commonClaims(view), ...movedClaim(view, windows)])
  const open = (): readonly Doubt[] =>
    format ? selfCheck(view, format, vendor, { id, windows, circuits: listed, claims: claims() }) : []
  const doubts = once(() => [...missing, ...open(), ...extensionDoubts(view, labelled)])
  return {
    source: 'body',
    part: view.part.name,
    id,
    formerIds: formerIdsOf(view, id?.value ?? null, vendor.idStem),
    account: (format?.account ?? commonAccount)(view)[0] ?? null,
    windows,
    circuits: listed,
    impact: (format?.impact ?? commonImpact)(view)[0] ?? null,
    summary: (format?.summary ?? commonSummary)(view)[0] ?? null,
    location,
    get claims() {
      return claims()
    },
    sequence: null,
    stamp: null,
    get doubts() {
      return doubts()
    },
  }
}

const hasOther = (all: Draft, newest: Draft): boolean =>
  all.windows.windows.some((w) => !newest.windows.windows.some((n) => n.span.start.utc === w.span.start.utc))

/** A sentence above quoted mail may be of anything: somebody's leave, or the work's new date. */
const remarkDoubts = ({ windows }: Draft, moved: boolean): readonly Doubt[] =>
  moved && !windows.labelled
    ? [
        {
          code: 'parts-disagree',
          blocking: true,
          detail: `“${windows.windows[0]?.evidence.text}” stands above quoted mail that tells another time.`,
        },
      ]
    : []

/** Somebody's words above a vendor's whole notice, which tell nothing of what has become of the work. */
const isRemark = (newest: Draft, all: Draft): boolean =>
  !newest.windows.labelled && all.windows.labelled && verdictOf(newest.claims).kind === 'new'

/** What stands above quoted mail, with what only the quoted mail names; other dates there are those of before. */
const aboveQuoted = (newest: Draft, all: Draft): Draft => {
  const [first] = newest.windows.windows
  const moved: readonly Claim[] =
    first && hasOther(all, newest)
      ? [{ kind: 'reschedule', status: 'RE-SCHEDULED', weight: 3, evidence: first.evidence }]
      : []
  const found = new Set([
    ...(all.id ? ['id-missing'] : []),
    ...(all.circuits.length ? ['field-missing'] : []),
    ...(moved.length ? ['status-words-disagree'] : []),
  ])
  return {
    ...newest,
    doubts: [...newest.doubts.filter((d) => !found.has(d.code)), ...remarkDoubts(newest, moved.length > 0)],
    id: newest.id ?? all.id,
    circuits: newest.circuits.length ? newest.circuits : all.circuits,
    impact: newest.impact ?? all.impact,
    location: newest.location ?? all.location,
    claims: [...newest.claims, ...moved],
  }
}

/** Reads one view by a format; what the format leaves out, by the common readers. */
export const draftOf = (view: View, format: Format | null, vendor: Vendor): Draft => {
  const all = readDraft(view, format, vendor)
  for (const above of aboveHistories(view)) {
    const newest = readDraft(above, format, vendor)
    // Above a vendor's mail that was passed on, the subject alone tells a time: nothing new.
    const own = newest.windows.windows.some((w) => !format || w.evidence.part === view.part.name)
    if (own && isRemark(newest, all))
      return { ...all, doubts: [...all.doubts, ...remarkDoubts(newest, hasOther(all, newest))] }
    if (own) return aboveQuoted(newest, all)
  }
  return all
}

const richness = (d: Draft): number =>
  (d.windows.windows.length ? 8 : 0) +
  (d.windows.labelled ? 2 : 0) +
  (d.id ? 3 : 0) +
  (d.circuits.length ? 3 : 0) +
  (d.summary ? 1 : 0) +
  (d.location ? 1 : 0)

/** The richest draft first; equals keep their order. */
export const byRichness = (drafts: readonly Draft[]): readonly Draft[] =>
  [...drafts].sort((a, b) => richness(b) - richness(a))

/**
 * What keeps the mail of a sender without a parser from being believed unattended. The common words find most values;
 * these checks ask whether they can have found all of them, and nothing else (DESIGN §5: unknown vendors).
 */
import type { Line } from '../mail/document.ts'
import { isIdWord, listedCircuits } from './common.ts'
import type { FoundWindow, KeyedField, View } from './contract.ts'
import { readInstants } from './dates.ts'
import type { Draft } from './draft.ts'
import { accountLabel, circuitLabels, idLabels, notIdLabel } from './labels.ts'
import { unknownStatus } from './status.ts'
import { labelKey } from './view.ts'

const opening = 2500

const squash = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** Words built as ids are: `RK-FRA-000441`, `IBW/MAD/10G/0012`, `BNK100447`. */
const idWord =
  /(?<![\w@./:#-])(?:[A-Z0-9]{1,12}(?:[-/._]{1,2}[A-Z0-9]{1,16}){1,8}|[A-Z]{2,8}\d{4,14}|[a-z]{1,10}(?:[-/][a-z0-9]{1,12}){0,5}[-/]\d{2,12})(?![\w@]|[./-]\w)/g
const notAnId =
  /^(?:[\d./_-]+|(?:UTC|GMT|ISO|RFC|AS|IPV?|TCP|UDP|TEL|FAX|EUR|USD)[-/]?\d.*|\d{1,4}[-/.][A-Z]{3,9}[-/.]\d{2,4}|\d{4}-\d\d-\d\d.*|\d{1,4}[-/ ]?(?:G|GE|M|T|K|KM|KV|KW|H|X)[-/]?\d{0,4})$/i

const idWords = (text: string): readonly string[] =>
  text.length > 4000
    ? []
    : [...text.matchAll(idWord)]
        .map((m) => m[0])
        .filter(
          (w) => /\d{2}/.test(w) && /[A-Za-z]/.test(w) && !/^[a-z]+[-/](?:19|20)\d\d$/.test(w) && !notAnId.test(w),
        )

const withoutAddresses = (text: string): string =>
  text
    .split(' ')
    .filter((word) => !word.includes('@') && !word.includes('://'))
    .join(' ')

const isPaperwork = (f: KeyedField): boolean =>
  notIdLabel.test(f.key.replace(/\b(?:circuit|service|link|line|port)s?\b/g, '')) ||
  accountLabel.test(f.key) ||
  idLabels.some((label) => label.test(f.key)) ||
  /\b(?:reference|ref|your|previous|device|router|switch|equipment)\b/.test(f.key)

/** Words like ids that nothing read accounts for. */
const leftover = (view: View, draft: Draft): readonly string[] => {
  const known = [
    draft.id?.value ?? '',
    ...draft.formerIds,
    ...draft.circuits.map((c) => c.id),
    draft.account?.value ?? '',
  ]
    .map(squash)
    .filter((k) => k !== '')
  const skipped = new Set<number>()
  for (const f of view.fields) if (isPaperwork(f)) for (let n = f.fromLine; n <= f.place.line; n++) skipped.add(n)
  const words = view.part.lines.flatMap((line) =>
    line.struck || skipped.has(line.place.line) || view.quoted.has(line.place.line)
      ? []
      : idWords(withoutAddresses(line.text)),
  )
  return [...new Set(words)].filter((w) => !known.some((k) => k.includes(squash(w)) || squash(w).includes(k)))
}

const stem = (id: string): string => /^[A-Za-z]+/.exec(id)?.[0].toLowerCase() ?? ''

const circuitLike =
  /\b(?:circuits?|services?|ports?|links?|lines?|waves?|wavelengths?|segments?|spans?|racks?|cabinets?|cages?|sids?|cis?|liaisons?|leitung\w*|servicios?|circuitos?|enlaces?|dienste?|interconnects?|connections?|channels?)\b/
const notCircuitLike =
  /\b(?:impact|window|start|end|date|time|type|desk|provider|status|level|hours|outage|interruption|centre|center|team|manager|affecting|down)\b/

const elsewhere =
  /\b(?:see|in|find) (?:the )?(?:attach|enclosed)|\battached (?:list|file|sheet|spreadsheet|document)|\bcustomer portal for (?:a |the )?list|\blist of (?:affected|impacted) [a-z]{3,12} (?:is )?(?:attached|available)/i

const product = /\b(?:access|transit|internet|ethernet|vpn|colocation|bandwidth|services?)\b/i

const wordyId = (id: string): boolean =>
  /\s/.test(id) && (/\b[a-z]{3,}\b/.test(id) || (product.test(id) && !idWords(id).length))

/** "Affected ports:" with something like ids below it. */
const headsCircuits = (line: Line, below: readonly Line[]): boolean =>
  !line.struck &&
  line.text.length <= 60 &&
  line.text.endsWith(':') &&
  circuitLabels.some((label) => label.test(labelKey(line.text))) &&
  /\d/.test(below.find((l) => l.text !== '')?.text ?? '')

const takenOut = /\b(?:removed|excluded|except|no longer|not (?:affected|impacted)|unaffected)\b/i

/** Why the list of circuits may be incomplete, or null. */
const circuitsUnclear = (view: View, draft: Draft): string | null => {
  const rest = leftover(view, draft)
  const ids = draft.circuits.map((c) => c.id)
  if (!ids.length) {
    const named = view.fields.find(
      (f) =>
        circuitLike.test(f.key) &&
        !notCircuitLike.test(f.key) &&
        f.key.length <= 40 &&
        /\d/.test(f.value.slice(0, 200)),
    )
    if (named) return `“${named.label}” may name circuits, but none could be read there.`
    const heading = view.part.lines.find((l, i) => headsCircuits(l, view.part.lines.slice(i + 1, i + 4)))
    if (heading) return `Below “${heading.text}” circuits may stand, but none could be read there.`
    if (elsewhere.test(view.text)) return 'It says that the circuits are listed elsewhere.'
    return rest[0] ? `“${rest[0]}” may be a circuit, but no label says so.` : null
  }
  if (!listedCircuits(view).length) return `Its circuits (${ids[0]}) stand in a sentence, not in a list.`
  const odd = ids.find(wordyId)
  if (odd) return `“${odd}” stands where circuits are named, but does not look like one.`
  const without = draft.circuits.find((c) => takenOut.test(c.evidence.text.slice(0, opening)))
  if (without) return `“${without.evidence.text.slice(0, 200)}” may name circuits that are out of it.`
  const stems = new Set(ids.map(stem))
  const sibling = rest.find((w) => stem(w) !== '' && stems.has(stem(w)))
  return sibling ? `“${sibling}” looks like the circuits that were read, but stands elsewhere.` : null
}

/** Why the id may be another, or null. */
const idUnclear = (view: View, draft: Draft): string | null => {
  const { id } = draft
  if (!id) return 'No id of the work was found under a label.'
  if (draft.circuits.some((c) => squash(c.id) === squash(id.value)))
    return `“${id.value}” is the id of a circuit, not of the work.`
  const own = view.fields.find((f) => f.value.includes(id.value) && idLabels.some((label) => label.test(f.key)))
  if (own) {
    const other = view.fields.find((f) => f.key === own.key && !f.value.includes(id.value) && /\d{2}/.test(f.value))
    return other ? `“${own.label}” names two works: “${own.value}” and “${other.value}”.` : null
  }
  const others = idWords(view.subject.text).filter((w) => isIdWord(w) && squash(w) !== squash(id.value))
  const inBoth = view.subject.text.includes(id.value) && view.text.includes(id.value)
  if (inBoth || (id.evidence.part === 'subject' && !others.length)) return null
  return `“${id.value}” may be the id of the work, but no label says so.`
}

const held =
  /\bon hold\b|\bdisregard\b|\brolled back\b|\broll-?back (?:was|has been)\b|\bunsuccessful\b|\bcould not be (?:completed|finished|carried out|performed)\b|\bsuspended\b|\bto be (?:determined|advised|announced)\b/i
/** Words of an end or a move, in whatever form: a subject with one, though no claim was read, is not plain news. */
const turn =
  /\bcancel|\bsuspen[ds]|\bdefer|\bpostpon|\baplaza|\bpospu|\badia[dm]|\bentf[aä]ll|\bausgesetzt|\bannul|\bodwo|\bavlys|\baborted|\bhalted|\bstopp?ed\b|\bstood down|\bnot going ahead|\bvervalt|\bsospes|\buitgesteld|\brinvia|\bkorrektur|\bcorrection\b|\berratum\b|\bbrought forward|\bmoved\b/i

const turned = (view: View, draft: Draft): boolean =>
  turn.test(view.subject.text) && draft.claims.every((c) => c.kind === 'new' || c.kind === 'reminder')

const old = /^(?:old|original|previous|former|initial)(?:ly)?\b/i
const fresh = /\b(?:new|revised|updated|current)\b/i

const serviceEnds =
  /\b(?:port|order|service|circuit|contract|account|subscription)s? (?:is|are|was|were|has been|will be) cancel/i

/** "This replaces GCR-1, which has been cancelled": words of an end that tell of other work. */
const endOfOther = (draft: Draft): string | null => {
  const id = draft.id?.value ?? ''
  const told = draft.claims.find(
    (c) =>
      (c.kind === 'cancellation' || c.kind === 'completion') &&
      (serviceEnds.test(c.evidence.text) ||
        (!c.evidence.text.includes(id) &&
          idWords(c.evidence.text).some((w) => stem(w) !== '' && stem(w) === stem(id)))),
  )
  return told ? `“${told.evidence.text}” may tell of other work.` : null
}

const clocks = /\b\d{1,2}:\d\d\b/g

/** "The start is delayed to 07:30": a time told beside the move that no window has. */
const movedElsewhere = (draft: Draft): Draft['claims'][number] | undefined =>
  draft.claims.find(
    (c) =>
      c.kind === 'reschedule' &&
      [...c.evidence.text.matchAll(clocks)].some(
        ([time]) => !draft.windows.windows.some((w) => w.evidence.text.includes(time)),
      ),
  )

const hour = 3_600_000
/** Farther apart no two zones can be. */
const zoneReach = 14 * hour

const apartFrom = (day: number, w: FoundWindow): number =>
  Math.max(Date.parse(w.span.start.utc) - (day + 24 * hour), day - Date.parse((w.span.end ?? w.span.start).utc))

/** A day that the subject names, where no window is; the day of sending tells nothing. */
const subjectDay = (view: View, windows: readonly FoundWindow[]): string | null => {
  const days = readInstants(view.subject.text, view.context).filter((i) => i.dateOnly)
  const sent = view.context.sent ? Date.parse(view.context.sent) : 0
  const far = days.every((d) => {
    const day = Date.parse(d.utc)
    return Math.abs(day - sent) > 48 * hour && windows.every((w) => apartFrom(day, w) > zoneReach)
  })
  return far ? (days[0]?.utc.slice(0, 10) ?? null) : null
}

const hoursOfDay =
  /\b\d{1,2}[:.h]\d\d ?(?:[A-Za-z.]{1,5} ?)?(?:-|–|to|till|until|and|bis|à|a|al|tot|till) ?\d{1,2}[:.h]\d\d\b/

/** Days without hours, though hours stand elsewhere ("Daily from 08:00 to 16:00"). */
const hoursLost = (view: View, windows: readonly FoundWindow[]): boolean =>
  windows.every((w) => w.span.start.dateOnly) &&
  view.part.lines.some((l) => !l.struck && l.text.length < 1000 && hoursOfDay.test(l.text))

/** Work that is over while all its times lie ahead: a part of it, or other work. */
const overTooSoon = (view: View, draft: Draft): boolean => {
  const sent = view.context.sent ? new Date(view.context.sent).toISOString() : null
  return (
    sent !== null &&
    draft.claims.some((c) => c.kind === 'completion') &&
    draft.windows.windows.every((w) => w.span.start.utc > sent)
  )
}

const nested = (windows: readonly FoundWindow[]): boolean =>
  windows.some((a) =>
    windows.some(
      (b) =>
        a !== b && a.span.end && b.span.end && a.span.start.utc >= b.span.start.utc && a.span.end.utc <= b.span.end.utc,
    ),
  )

/** Why a person must look at what the common words found in a stranger's mail; null: nothing is unclear. */
export const unclear = (view: View, draft: Draft): string | null => {
  if (!draft.windows.labelled || !draft.windows.windows.length) return 'The times do not stand under labels.'
  const current = draft.windows.windows.filter((w) => !w.backup)
  if (current.length > 1 && draft.claims.some((c) => c.kind === 'reschedule'))
    return 'The work was moved, and old dates may stand among the new.'
  if (held.test(view.subject.text) || held.test(view.text.slice(0, opening)))
    return 'It says that the work is held, disregarded, or was not brought to its end.'
  const unknown = unknownStatus(view)
  if (unknown) return `“${unknown.label}: ${unknown.value}” tells a status that was not understood.`
  if (turned(view, draft)) return 'Its subject tells a change that was not understood.'
  const onlyOld = draft.windows.windows.find((w) => old.test(w.evidence.text) && !fresh.test(w.evidence.text))
  if (onlyOld && !draft.claims.some((c) => c.kind === 'cancellation' || c.kind === 'reschedule'))
    return `The only times are old ones (“${onlyOld.evidence.text}”).`
  if (hoursLost(view, current)) return 'Only days were read, but hours stand there too.'
  if (current.some((w) => w.span.end === null)) return 'The end of a window was not found.'
  const moved = movedElsewhere(draft)
  if (moved) return `“${moved.evidence.text}” tells a time that no window has.`
  const day = subjectDay(view, draft.windows.windows)
  if (day) return `The subject names ${day}, but no window is then.`
  if (overTooSoon(view, draft)) return 'It says that work is over, but the times lie ahead.'
  if (nested(current)) return 'One of its windows lies within another.'
  return endOfOther(draft) ?? idUnclear(view, draft) ?? circuitsUnclear(view, draft)
}

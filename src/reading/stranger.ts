/**
 * What keeps the mail of a sender without a parser from being believed unattended. The common words find most values;
 * these checks ask whether they can have found all of them, and nothing else (DESIGN §5: unknown vendors).
 */
import { listedCircuits } from './common.ts'
import type { FoundWindow, View } from './contract.ts'
import { readInstants } from './dates.ts'
import type { Draft } from './draft.ts'
import { aboveHistories } from './history.ts'
import type { Kind, Notice, Status } from './notice.ts'
import { unknownStatus, verdictOf } from './status.ts'
import { circuitsUnclear, idUnclear, idWords, stem } from './stranger-ids.ts'
import { toldPlainly } from './stranger-sentence.ts'
import { strayTime } from './stranger-times.ts'
import { hedged, notUnderstood, turnOf } from './stranger-turns.ts'

const opening = 2500

const held =
  /\bon hold\b|\bdisregard\b|\brolled back\b|\broll-?back (?:was|has been)\b|\bunsuccessful\b|\bcould not be (?:completed|finished|carried out|performed)\b|\bsuspended\b|\bto be (?:determined|advised|announced)\b/i
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

/** The mail down to the quoted mail that its windows do not stand in. */
const ownOf = (view: View, windows: readonly FoundWindow[]): View => {
  const lines = new Set(windows.filter((w) => w.evidence.part === view.part.name).map((w) => w.evidence.line))
  return aboveHistories(view).find((above) => above.part.lines.some((l) => lines.has(l.place.line))) ?? view
}

const day = 24 * hour
const farAhead = 200 * day

/** Work that the mail announces though its times are over, have begun, or lie very far ahead: a wrong year, or no announcement. */
const badlyTimed = (view: View, windows: readonly FoundWindow[], kind: Kind): string | null => {
  const sent = view.context.sent ? Date.parse(view.context.sent) : null
  const starts = windows.map((w) => Date.parse(w.span.start.utc))
  const ends = windows.map((w) => Date.parse((w.span.end ?? w.span.start).utc))
  if (sent === null || kind === 'cancellation' || kind === 'completion') return null
  if (Math.min(...starts) > sent + farAhead) return 'Its times lie very far ahead.'
  if (Math.max(...ends) <= sent) return 'Its times were over when the mail was sent, but no word says so.'
  if (kind === 'start')
    return Math.min(...starts) > sent + 12 * hour ? 'It says that work has begun, but the times lie ahead.' : null
  return Math.min(...starts) < sent && kind !== 'reschedule'
    ? 'Its times had begun when the mail was sent, but no word says so.'
    : null
}

/** One id of work told twice, with other windows each time: an older mail may be quoted. */
const toldTwice = (view: View, draft: Draft): boolean => {
  const id = draft.id?.value
  const keys = view.fields
    .filter((f) => id && f.value.trim() === id && f.place.part === view.part.name)
    .map((f) => f.key)
  return draft.windows.windows.length > 1 && new Set(keys).size < keys.length
}

/** Words in any of the mail's parts that may turn work which was read as a plan. */
const turned = (views: readonly View[], status: Status): string | null => {
  if (status !== 'CONFIRMED' && status !== 'TENTATIVE') return null
  const turn = views.map((v) => turnOf(v, status)).find((t) => t !== null)
  if (turn) return `“${turn.word}” in “${turn.sentence}” may tell more than a plan.`
  const strange = views.map(notUnderstood).find((t) => t !== null)
  return strange ? `“${strange.slice(0, 200)}” was not understood.` : null
}

/** The end of a part, or one that is taken back, is no end of the work. */
const endUnsure = (view: View, draft: Draft, kind: Kind): string | null => {
  if (kind !== 'cancellation' && kind !== 'completion') return null
  if (draft.windows.windows.length > 1) return 'It tells an end, but has several windows.'
  const claimed = draft.claims.filter((c) => c.kind === kind).map((c) => c.evidence.text)
  const words = hedged(view, kind === 'completion' ? [...claimed] : claimed)
  return words ? `“${words.slice(0, 200)}” may tell an end of less than the whole.` : null
}

const repeated =
  /\b(?:nightly|every (?:night|day|evening|working day|weekday)|each (?:night|day|evening|working day)|per (?:night|day)|daily|nights of|jede (?:nacht|woche)|jeden? tag|täglich|nachts|chaque (?:nuit|jour)|cada (?:noche|d[ií]a|noite)|ogni (?:notte|giorno)|elke (?:nacht|dag)|weekly|recurring)\b/i

/** One window, of which the hours of each night may be meant. */
const mayRepeat = (view: View, windows: readonly FoundWindow[]): boolean =>
  windows.length === 1 && (repeated.test(view.subject.text) || repeated.test(view.text.slice(0, opening)))

const doubtful = /^(?:no|false|nein|non|nee|n|0|tbc|tbd|pending|open|requested|required)\b/i

/** `Confirmed: No`, `Go/No-go: NO GO`: a question about the plan that is answered with a no. */
const denied = (view: View): string | null => {
  const field = view.fields.find(
    (f) =>
      /\b(?:confirmed|approved|approval|active|go no go|go ahead|valid|final|definite|bestatigt|freigabe)\b/.test(
        f.key,
      ) && doubtful.test(f.value),
  )
  return field ? `“${field.label}: ${field.value}” denies the plan.` : null
}

/** Words that a person added beside the form, of whatever the matter was. */
const remark =
  /^(?:remarks?|comments?|additional (?:comments?|notes?|remarks?|info\w{0,9})|(?:latest |last )?updates?|work ?notes?|news|bemerkung\w{0,3}|anmerkung\w{0,3}|kommentar\w{0,3}|remarques?|commentaires?|observaci\w{0,6}|comentarios?|observac\w{0,6}|note|opmerking\w{0,2})$/

const remarked = (view: View): string | null => {
  const field = view.fields.find((f) => remark.test(f.key) && f.value.split(/\s+/).length > 3)
  return field ? `“${field.label}: ${field.value.slice(0, 150)}” was added by hand.` : null
}

/** Circuits that a body lists and the note lacks. */
const besideNote = (views: readonly View[], notes: readonly Draft[]): string | null => {
  const known = new Set(notes.flatMap((n) => n.circuits.map((c) => c.id.replace(/\s/g, '').toLowerCase())))
  const listed = views.flatMap((v) => listedCircuits(v)).map((c) => c.id)
  const more = listed.find((id) => !known.has(id.replace(/\s/g, '').toLowerCase()))
  return more && known.size ? `The mail lists “${more}”, its calendar part does not.` : null
}

/** Why a person must look at a calendar note of the standard: what the mail says beside it. */
export const noteUnclear = (
  views: readonly View[],
  notes: readonly Draft[],
  { kind, status }: Pick<Notice, 'kind' | 'status'>,
): string | null => {
  const windows = notes.flatMap((n) => n.windows.windows)
  const beside = turned(views, status) ?? besideNote(views, notes)
  if (beside) return beside
  const ids = new Set(notes.map((n) => n.id?.value))
  if (ids.size < windows.length && ['reschedule', 'cancellation', 'completion'].includes(kind))
    return 'Its calendar part holds several times of one work that was moved or ended.'
  const stray = views.map((v) => strayTime(v, windows)).find((t) => t !== null)
  if (stray) return `“${stray}” tells a time that is of none of the windows.`
  const [view] = views
  return view && windows.length ? badlyTimed(view, windows, kind) : null
}

/** Why the times may be others than were read, or null. */
const timesUnclear = (view: View, draft: Draft, kind: Kind): string | null => {
  const { windows } = draft.windows
  const current = windows.filter((w) => !w.backup)
  const onlyOld = windows.find((w) => old.test(w.evidence.text) && !fresh.test(w.evidence.text))
  if (onlyOld && !draft.claims.some((c) => c.kind === 'cancellation' || c.kind === 'reschedule'))
    return `The only times are old ones (“${onlyOld.evidence.text}”).`
  if (mayRepeat(view, current)) return 'One window was read, but it may be repeated.'
  if (hoursLost(view, current)) return 'Only days were read, but hours stand there too.'
  if (current.some((w) => w.span.end === null)) return 'The end of a window was not found.'
  const moved = movedElsewhere(draft)
  if (moved) return `“${moved.evidence.text}” tells a time that no window has.`
  const named = subjectDay(view, windows)
  if (named) return `The subject names ${named}, but no window is then.`
  if (overTooSoon(view, draft)) return 'It says that work is over, but the times lie ahead.'
  const stray = strayTime(view, windows)
  if (stray) return `“${stray}” tells a time that is of none of the windows.`
  if (toldTwice(view, draft)) return 'It tells of the work twice, with other times.'
  return nested(current) ? 'One of its windows lies within another.' : badlyTimed(view, windows, kind)
}

/** Why the status may be another than was read, or null. `parts`: the mail's other bodies. */
const statusUnclear = (view: View, parts: readonly View[], draft: Draft): string | null => {
  const { kind, status } = verdictOf(draft.claims)
  const current = draft.windows.windows.filter((w) => !w.backup)
  if (current.length > 1 && draft.claims.some((c) => c.kind === 'reschedule'))
    return 'The work was moved, and old dates may stand among the new.'
  if (held.test(view.subject.text) || held.test(view.text.slice(0, opening)))
    return 'It says that the work is held, disregarded, or was not brought to its end.'
  const unknown = unknownStatus(view)
  if (unknown) return `“${unknown.label}: ${unknown.value}” tells a status that was not understood.`
  return turned([view, ...parts], status) ?? endUnsure(view, draft, kind) ?? denied(view) ?? remarked(view)
}

/** Why a person must look at what the common words found in a stranger's mail; null: nothing is unclear. */
export const unclear = (whole: View, draft: Draft, views: readonly View[] = []): string | null => {
  if (!draft.windows.windows.length || !(draft.windows.labelled || toldPlainly(whole, draft)))
    return 'The times do not stand under labels.'
  const view = ownOf(whole, draft.windows.windows)
  const parts = views.filter((v) => v.part !== whole.part)
  return (
    statusUnclear(view, parts, draft) ??
    timesUnclear(view, draft, verdictOf(draft.claims).kind) ??
    endOfOther(draft) ??
    idUnclear(whole, draft) ??
    circuitsUnclear(whole, draft)
  )
}

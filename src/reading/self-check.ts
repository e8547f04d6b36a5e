/**
 * What a known vendor's mail says and no reader took: a time that is in no window, a second work, a list that is not
 * there. Each is a question, so that a form which the parser has not met is asked about and not read half.
 */
import type { Line } from '../mail/document.ts'
import type { Claim, Format, Found, FoundCircuit, FoundWindows, Vendor, View } from './contract.ts'
import { readInstants, readSpans } from './dates.ts'
import { endLabel, newLabel, notWindowLabel, oldLabel, startLabel } from './labels.ts'
import type { Doubt, DoubtCode } from './notice.ts'
import { verdictOf } from './status.ts'
import { staleLines } from './update-log.ts'
import { turnsOf } from './vendor-turns.ts'
import { labelKey } from './view.ts'
import type { Instant, Span } from './when.ts'
import { hasClock, zoned } from './windows-candidate.ts'
import { isGone, isLogged, keyOf, type LabelledLine, labelledLines, labelOf } from './windows-lines.ts'

const question = (code: DoubtCode, detail: string): Doubt => ({ code, blocking: true, detail })

const minute = 60_000
// Vendors round "00:01 Pacific" to "07:00 GMT".
const rounding = 2 * minute
// A clock of another zone is at most this far from the one in UTC.
const zoneSpread = 14 * 60 * minute
// A mail tells its own date, or that of the ticket's last change.
const aboutSent = 36 * 60 * minute
const quoteHead = /^(?:on|am|le|el|il|em|op)\b.{6,200}:$/i

const at = (i: Instant): number => Date.parse(i.utc)

const zoneUnsure = (i: Instant): boolean => i.zone === null || i.doubts.some((d) => d.code.startsWith('zone'))

/** Within a window, or at its edges as far as the zone is known. */
const isOf = (i: Instant, { start, end }: Span): boolean => {
  const slack = zoneUnsure(i) || zoneUnsure(start) ? zoneSpread : rounding
  const last = end ? at(end) : at(start)
  const dayLong = end?.dateOnly ?? start.dateOnly
  return at(i) >= at(start) - slack && at(i) <= last + slack + (dayLong ? 24 * 60 * minute : 0)
}

const maxLine = 3000
const wordsBefore = 80
// "The case created on …", "originally announced for …".
const pastWords =
  /\b(?:from|(?:planned|scheduled|announced|set) for|original\w*|previous\w*|initial\w*|former\w*|was|were|old|instead of|earlier|first|had)\b/i
const asideWords =
  /\b(?:created|received|sent|issued|opened|raised|submitted|reported|updated?|on or before|no later than|respond|reply|notify|next update|deadline|approved|signed|printed|generated|at the latest)\b/i

/** `Impact Time: 2021/11/14 02:00 ~ 02:30 Local`: when, within the window, services are down. */
const impactBefore = /\b(?:impact|outage|downtime|interruption) (?:time|window|period)s?\b[^.]{0,50}$/i

const asideBehind = /^[^(\n]{0,12}\((?:old|previous|original|was|superseded|obsolete)\b/i
/** `12/04/2026 16:00:00: Work started.`: a log's line. */
const stampedLine = /^[-•*\s]{0,4}[\d./-]{8,10} \d\d?:\d\d:\d\d(?: [AP]M)?(?: [A-Z]{2,4})?\s?[-–:] ?[A-Za-z]/
/** The same without seconds; work that is planned may be told so, what was written before the mail was sent may not. */
const stampedBefore = /^[-•*\s]{0,4}[\d./-]{8,10} \d\d?:\d\d(?: ?[AP]M)?(?: [A-Z]{2,4})?\s?[-–:] ?[A-Za-z]/i

interface Reasons {
  readonly view: View
  readonly windows: FoundWindows
  readonly moved: boolean
  readonly others: RegExp | undefined
}

/** The line tells an edge of a window too: `End 12 May 05:00 GMT 12 May 08:00 GMT`. */
const besideEdge = (l: LabelledLine, view: View, { windows }: FoundWindows): boolean =>
  readInstants(zoned(l.line.text, labelOf(l)), view.context).some((i) =>
    windows.some(({ span }) => [span.start, span.end].some((edge) => edge && Math.abs(at(edge) - at(i)) <= rounding)),
  )

const isAside = (l: LabelledLine, i: Instant, { view, windows, moved, others }: Reasons): boolean => {
  const [own, key] = [labelKey(labelOf(l)), keyOf(l)]
  if (others?.test(own) || notWindowLabel.test(own)) return true
  if (oldLabel.test(key) && !newLabel.test(own)) return true
  const before = l.line.text.slice(Math.max(0, i.start - wordsBefore), i.start)
  // A mail's header that was passed on: who wrote, and when.
  if (/@[\w.-]{3,60}>?\s/.test(before)) return true
  if (impactBefore.test(before) || asideWords.test(before) || (moved && pastWords.test(before))) return true
  if (asideBehind.test(l.line.text.slice(i.end, i.end + 40))) return true
  const sent = view.context.sent
  if (sent !== null && stampedBefore.test(l.line.text) && at(i) <= Date.parse(sent) + (zoneUnsure(i) ? zoneSpread : 0))
    return true
  return (
    sent !== null &&
    Math.abs(at(i) - Date.parse(sent)) <= aboutSent &&
    l.line.text.length <= 60 &&
    !startLabel.test(key) &&
    !besideEdge(l, view, windows)
  )
}

const candidates = (view: View): readonly LabelledLine[] => {
  const stale = staleLines(view)
  return labelledLines(view).filter(
    (l) =>
      !isGone(l) &&
      !l.line.struck &&
      l.line.text.length <= maxLine &&
      hasClock(l.line.text) &&
      !view.quoted.has(l.line.place.line) &&
      !stale.has(l.line.place.line) &&
      !isLogged(l.line.text) &&
      !quoteHead.test(l.line.text) &&
      !stampedLine.test(l.line.text),
  )
}

const toldNew = /\b(?:new|revised|amended|updated|re-?scheduled|moved|postponed|changed)\b/i

/** Of a work that was moved the window taken stands under new words: what else is told is old. */
const newTaken = ({ windows, moved }: Reasons): boolean =>
  moved && windows.windows.length > 0 && windows.windows.every((w) => toldNew.test(w.evidence.text))

/** The first time of the body that is in no window, and for which no words beside it tell why. */
const unreadTime = (reasons: Reasons): Line | null => {
  const spans = reasons.windows.windows.map((w) => w.span)
  for (const l of candidates(reasons.view)) {
    const instants = readInstants(zoned(l.line.text, labelOf(l)), reasons.view.context)
    const unread = instants.some((i) => !i.dateOnly && !spans.some((span) => isOf(i, span)) && !isAside(l, i, reasons))
    if (unread) return l.line
  }
  return null
}

/** Subject and body name windows that have nothing in common. */
const otherSubject = (view: View, found: FoundWindows): boolean => {
  const told = readSpans(view.subject.text, view.context).filter(
    (s) => s.end && !s.start.dateOnly && s.start.zoneWritten && !zoneUnsure(s.start),
  )
  return (
    found.windows.length > 0 && told.length > 0 && !told.some((s) => found.windows.some((w) => isOf(s.start, w.span)))
  )
}

/** Only the subject tells a window, and the body names moments within it: it may be several nights told as one. */
const withinSubject = ({ view, windows, moved, others }: Reasons): Line | null => {
  const spans = windows.windows.map((w) => w.span)
  if (!spans.length || windows.windows.some((w) => w.evidence.part !== view.subject.place.part)) return null
  const edges = spans.flatMap(({ start, end }) => [at(start), ...(end ? [at(end)] : [])])
  const found = candidates(view).find((l) =>
    readInstants(zoned(l.line.text, labelOf(l)), view.context).some(
      (i) =>
        !i.dateOnly &&
        !zoneUnsure(i) &&
        !edges.some((edge) => Math.abs(edge - at(i)) <= rounding) &&
        !isAside(l, i, { view, windows, moved, others }),
    ),
  )
  return found?.line ?? null
}

/** Dates in lines of their own, and times in others: a table that became lines. */
const scattered = (view: View): boolean => {
  const lines = view.part.lines.filter((l) => l.text.length <= 40 && /\d/.test(l.text) && !l.struck)
  const days = lines.filter((l) => !hasClock(l.text) && readInstants(l.text, view.context).length > 0)
  return days.length >= 2 && lines.filter((l) => hasClock(l.text)).length >= 2
}

const timesOf = (reasons: Reasons): readonly Doubt[] => {
  const { view, windows } = reasons
  const line = newTaken(reasons) ? null : (unreadTime(reasons) ?? withinSubject(reasons))
  const out: Doubt[] = []
  if (line)
    out.push(question('parts-disagree', `“${line.text.slice(0, 200)}” tells a time that none of the windows has.`))
  if (otherSubject(view, windows))
    out.push(question('parts-disagree', `The subject “${view.subject.text.slice(0, 200)}” tells another time.`))
  if (windows.windows.length === 0 && scattered(view))
    out.push(question('no-window', 'Dates and times stand apart, and were not put together.'))
  for (const { span, evidence } of windows.windows) {
    const label = labelKey(evidence.text.split(':')[0] ?? '')
    if (!span.end && evidence.text.includes(':') && endLabel.test(label) && !startLabel.test(label))
      out.push(question('window-end-missing', `“${evidence.text}” tells an end, and no start was found.`))
  }
  if (windows.windows.some((w) => w.span.start.dateOnly))
    out.push(question('date-only', 'Its mails tell times; only days were found.'))
  return out
}

const squash = (id: string): string => id.replace(/[\s-]+/g, '').toLowerCase()

/** The same id, or two windows of one work (`PWIC231234.1`, `PWIC231234.2`). */
const sameWork = (a: string, b: string, stem: RegExp | undefined): boolean => {
  const [x, y] = [squash(a), squash(b)]
  const root = stem?.exec(a)?.[0]
  return x.includes(y) || y.includes(x) || (root !== undefined && b.startsWith(root))
}

const idWord = /^[\s:#"'“(]{0,4}(?<id>(?=[\w./-]{0,20}\d{3})[\w./-]{2,30}\w)/
const minPrefix = 6

/** The words before the id once more, before another id: `Ticket Number: 4711` … `Ticket Number: 4712`. */
const idsAlike = (view: View, id: Found): readonly string[] => {
  const own = view.part.lines.find((l) => l.place.line === id.evidence.line)
  const prefix = own?.text.slice(0, own.text.indexOf(id.value)).trim() ?? ''
  if (id.evidence.part !== view.part.name || prefix.length < minPrefix) return []
  return view.part.lines.flatMap((l) => {
    const other =
      l.text.startsWith(prefix) && !l.struck ? idWord.exec(l.text.slice(prefix.length))?.groups?.id : undefined
    return other ? [other] : []
  })
}

/** The id's own label once more, wherever the label and its value stand. */
const idsLabelled = (view: View, id: Found): readonly string[] => {
  const key = labelKey(id.evidence.text.split(':')[0] ?? '')
  if (key === '' || id.evidence.part !== view.part.name) return []
  return view.fields.flatMap((f) => {
    const other = f.key === key ? idWord.exec(f.value)?.groups?.id : undefined
    return other ? [other] : []
  })
}

const aboutOther =
  /\b(?:relat|previous|former|replac|supersed|original|re-?schedul\w{0,4} (?:of|from)|instead|refer|see|parent|master|link)/i

/** Other ids of the vendor's own shape, but those that are told as another work's. */
const idsShaped = (view: View, shape: RegExp | undefined): readonly string[] =>
  shape
    ? view.part.lines.flatMap((l) => {
        const other = l.struck ? undefined : shape.exec(l.text)?.[0]
        return other && !aboutOther.test(l.text) ? [other] : []
      })
    : []

const idsOf = (view: View, id: Found | null, vendor: Vendor): readonly Doubt[] => {
  if (!id) return []
  const others = [...idsAlike(view, id), ...idsLabelled(view, id), ...idsShaped(view, vendor.idShape)]
  const other = others.find((o) => !sameWork(id.value, o, vendor.idStem))
  return other ? [question('ids-disagree', `The mail names ${id.value} and ${other}: it may be of two works.`)] : []
}

/** A table with a column of circuits in which something stands. */
const listsInTable = (view: View): boolean =>
  view.part.tables.some((t) => {
    const header = t.rows.findIndex((row) => row.length > 1 && row.some((c) => circuitColumn(c.text)))
    const column = t.rows[header]?.findIndex((c) => circuitColumn(c.text)) ?? -1
    return header >= 0 && t.rows.slice(header + 1).some((row) => /\d/.test(row[column]?.text ?? ''))
  })

const circuitColumn = (text: string): boolean => {
  const key = labelKey(text)
  return (
    text.length <= 40 &&
    /^(?:(?:affected|impacted|customer) )?(?:circuit|service|asset|cable|link|line|port)s? (?:id|ids|serial|number|no|ref|reference|name)s?$/.test(
      key,
    )
  )
}

const sheetRows = (view: View): boolean => view.sheets.some((s) => s.tables.some((t) => t.rows.length > 1))

const circuitsOf = (view: View, format: Format, vendor: Vendor, circuits: readonly FoundCircuit[], final: boolean) => {
  if (circuits.length) return []
  if (format.lists?.test(view.text) && view.part.kind !== 'csv' && !view.part.name.startsWith('ical'))
    return [
      question(
        'field-missing',
        `The ${view.part.name} of ${vendor.title} lists circuits, but none could be read there.`,
      ),
    ]
  if (listsInTable(view))
    return [question('field-missing', `A table of ${vendor.title} has circuits, but none could be read there.`)]
  if (sheetRows(view))
    return [question('field-missing', `${vendor.title} sent a sheet, but no circuit could be read there.`)]
  if (format.names && !final && !format.names.test(view.text))
    return [
      question(
        'field-missing',
        `${vendor.title} names circuits in such mails; this one has no such place, and may be cut off.`,
      ),
    ]
  return []
}

const isSentence = (id: string): boolean => id.split(/\s+/).length > 5 && /[.!]$/.test(id)

const sentencesAsIds = (circuits: readonly FoundCircuit[]): readonly Doubt[] => {
  const odd = circuits.find((c) => isSentence(c.id))
  return odd ? [question('field-missing', `“${odd.id}” stands where a circuit should be.`)] : []
}

export interface Taken {
  readonly id: Found | null
  readonly windows: FoundWindows
  readonly circuits: readonly FoundCircuit[]
  readonly claims: readonly Claim[]
}

/** The questions that a mail in a known format leaves open. */
export const selfCheck = (view: View, format: Format, vendor: Vendor, taken: Taken): readonly Doubt[] => {
  const { kind, status } = verdictOf(taken.claims)
  // What is begun, over or called off was listed before.
  const final = status === 'CANCELLED' || status === 'COMPLETED' || status === 'IN-PROCESS'
  const moved = kind === 'reschedule' || kind === 'update' || kind === 'cancellation'
  return [
    ...timesOf({ view, windows: taken.windows, moved, others: format.otherTimes }),
    ...idsOf(view, taken.id, vendor),
    ...sentencesAsIds(taken.circuits),
    ...turnsOf(view, taken.claims),
    ...circuitsOf(view, format, vendor, taken.circuits, final),
  ]
}

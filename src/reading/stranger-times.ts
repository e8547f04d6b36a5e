/**
 * Dates and times in a stranger's mail that its windows do not account for: one of them may be the true one.
 * Times of sending, of answers, of offices and of outages within the window are no such.
 */
import type { Line } from '../mail/document.ts'
import type { FoundWindow, KeyedField, View } from './contract.ts'
import { readInstants } from './dates.ts'
import { notWindowLabel, oldLabel } from './labels.ts'
import { labelKey } from './view.ts'
import type { Instant } from './when.ts'
import { zoned } from './windows-candidate.ts'
import { statedZone } from './zone-stated.ts'

const minute = 60_000
const hour = 60 * minute
// Vendors round "00:01" to "00:00": two minutes are the same moment.
const rounding = 2 * minute
/** Farther apart no two zones can be. */
const zoneReach = 14 * hour

/** When somebody wrote, answers, objects or can be called. */
const asideWords =
  /\b(?:reply|respond|response|answer|objections?|feedback|contact|let us know|notify us|inform us|questions?|quer(?:y|ies)|approv(?:e|al)|escalat\w{0,4}|next update|generated|printed|sent|issued|created|published|posted|received|opened|logged|raised|registered|valid|deadline|latest by|no later than|office|business|phone|tel|call|hotline|support|helpdesk|copyright|contract|invoice|version|release|since|last updated|notif(?:y|ied|ication)|announced on|announced (?:by|in)|dated|spätestens|rückmeldung|gesendet|erstellt|avant le|répondre|envoyé|enviad[oa]|antes del?|entro il|inviat[oa]|vóór|verzonden|webinar|(?:up)?on request|rückfragen|mo-fr|mon-fri|24x7|submit\w{0,4}|actual)\b|\+\d{2}[ \d()-]{7}/i
const impactWords =
  /\b(?:impact|outage|down(?:time)?|interrupt\w{0,5}|disrupt\w{0,5}|disconnect\w{0,4}|affect\w{0,4}|loss|unavailab\w{0,6}|hits?|flap\w{0,4}|reboot\w{0,3}|switch-?over|fail-?over|unterbrech\w{0,4}|ausfall\w{0,4}|coupure|corte|interru[pz]\w{0,6}|onderbrek\w{0,4})\b/i

const clockForm =
  /(?<![\d:.,/-])(?<h>[01]?\d|2[0-4])(?:[:h](?<m>[0-5]\d)(?::[0-5]\d)?(?! ?(?:hours?|hrs?\.? (?:duration|window)|minutes?|mins?)\b)(?: ?(?<half>[ap])\.?m\b)?|(?: ?(?<half2>[ap])\.?m\b))(?![\d:])|(?<![\d:.,/-])(?<four>[01]\d[0-5]\d|2[0-4][0-5]\d) ?(?:hrs?|h|utc|gmt|z)\b/gi

/** Minutes of the day that a text names. */
const clocksIn = (text: string): readonly number[] =>
  [...text.matchAll(clockForm)].map(({ groups }) => {
    if (groups?.four) return (Number(groups.four.slice(0, 2)) * 60 + Number(groups.four.slice(2))) % 1440
    const half = (groups?.half ?? groups?.half2)?.toLowerCase()
    const hours = Number(groups?.h) % (half ? 12 : 24)
    return hours * 60 + Number(groups?.m ?? 0) + (half === 'p' ? 720 : 0)
  })

const ofDay = (iso: string): number => Math.floor(Date.parse(iso) / minute) % 1440

const close = (a: number, b: number): boolean => Math.min((a - b + 1440) % 1440, (b - a + 1440) % 1440) <= 2

interface Known {
  readonly windows: readonly FoundWindow[]
  readonly clocks: readonly number[]
  readonly lengths: readonly number[]
  readonly sent: number | null
}

const knownOf = (windows: readonly FoundWindow[], view: View): Known => ({
  windows,
  clocks: windows.flatMap(({ span, evidence }) => [
    ofDay(span.start.utc),
    ...(span.end ? [ofDay(span.end.utc)] : []),
    ...clocksIn(evidence.text),
  ]),
  lengths: windows.flatMap(({ span }) =>
    span.end ? [((Date.parse(span.end.utc) - Date.parse(span.start.utc)) / minute) % 1440] : [],
  ),
  sent: view.context.sent ? Date.parse(view.context.sent) : null,
})

const endOf = ({ span }: FoundWindow): number => Date.parse((span.end ?? span.start).utc)

const within = (at: number, known: Known, slack: number): boolean =>
  known.windows.some((w) => at >= Date.parse(w.span.start.utc) - slack && at <= endOf(w) + slack)

const isEdge = (at: number, known: Known): boolean =>
  known.windows.some(
    (w) => Math.abs(Date.parse(w.span.start.utc) - at) <= rounding || Math.abs(endOf(w) - at) <= rounding,
  )

/** A sure moment that no window begins or ends with, or a day far from all of them. */
const strays = (instant: Instant, text: string, known: Known): boolean => {
  const at = Date.parse(instant.utc)
  if (instant.dateOnly || !instant.zoneWritten || instant.doubts.length > 0) {
    // Of a day only its midnight is told.
    const near = within(at + 12 * hour, known, 12 * hour + zoneReach)
    return !near && !(known.sent !== null && at < known.sent + zoneReach)
  }
  if (isEdge(at, known) || (impactWords.test(text) && within(at, known, 0))) return false
  // Past moments are of the mail's own history, unless they lie in the window.
  return !(known.sent !== null && at <= known.sent && !within(at, known, 0))
}

/** Two times in one line as far apart as start and end are: the same window in another zone. */
const sameLength = (clocks: readonly number[], known: Known): boolean => {
  const [a, b] = clocks
  return (
    clocks.length === 2 &&
    a !== undefined &&
    b !== undefined &&
    known.lengths.some((length) => close((b - a + 1440) % 1440, length))
  )
}

/** "25 de septiembre", "25. Sept": a day and a month's first letters. */
const dayMonth =
  /(?<![\d/.-])(\d{1,2})(?:\.|º|er)? (?:de |di |of )?(?:jan|feb|m[aä]r|apr|may|mai|ma[ij]o|jun|jul|aug|ago|sep|set|okt|oct|out|ott|nov|dec|dez|dic|gen|ene|fev|fév|abr|avr|mag|giu|lug|août|maart|mei|maj|sty|lut|kwi|cze|lip|sie|wrz|pa[zź]|lis|gru)[a-zéûç]{0,9}(?![\p{L}])/giu
const dayAlone =
  /\b(?:on|the|to|until|till|from|night of|by|of) (?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|line|level|party|notice|generation|reminder|time|attempt|phase|night|window|street|st\b|ave|quarter))/gi

/** Months as whole words that are no others ("May", "March" as verbs are left out). */
const monthNames: readonly RegExp[] = [
  /\b(?:january|januar|janvier|enero|janeiro|gennaio|januari)\b/i,
  /\b(?:february|februar|février|febrero|fevereiro|febbraio|februari)\b/i,
  /\b(?:March|märz|marzo|março|maart)\b/,
  /\b(?:april|avril|abril|aprile)\b/i,
  /\b(?:in May|mayo|maio|maggio)\b/,
  /\b(?:june|juni|juin|junio|junho|giugno)\b/i,
  /\b(?:july|juli|juillet|julio|julho|luglio)\b/i,
  /\b(?:august|août|agosto|augustus)\b/i,
  /\b(?:september|septembre|septiembre|setembro|settembre)\b/i,
  /\b(?:october|oktober|octobre|octubre|outubro|ottobre)\b/i,
  /\b(?:november|novembre|noviembre|novembro)\b/i,
  /\b(?:december|dezember|décembre|diciembre|dezembro|dicembre)\b/i,
]

const weekdays: readonly RegExp[] = [
  /\b(?:sundays?|sonntags?|dimanche|domingo|domenica|zondag)\b/i,
  /\b(?:mondays?|montags?|lundi|lunes|luned[iì]|maandag|segunda-feira)\b/i,
  /\b(?:tuesdays?|dienstags?|mardi|martes|marted[iì]|dinsdag|terça-feira)\b/i,
  /\b(?:wednesdays?|mittwochs?|mercredi|mi[eé]rcoles|mercoled[iì]|woensdag|quarta-feira)\b/i,
  /\b(?:thursdays?|donnerstags?|jeudi|jueves|gioved[iì]|donderdag|quinta-feira)\b/i,
  /\b(?:fridays?|freitags?|vendredi|viernes|venerd[iì]|vrijdag|sexta-feira)\b/i,
  /\b(?:saturdays?|samstags?|samedi|s[aá]bado|sabato|zaterdag)\b/i,
]

/** The days that the windows touch in any zone, and the day of sending. */
const daysOf = (known: Known): readonly Date[] =>
  known.windows
    .flatMap((w) => {
      const from = Date.parse(w.span.start.utc) - zoneReach
      const days = Math.min(40, Math.ceil((endOf(w) + zoneReach - from) / (24 * hour)))
      return [...Array.from({ length: days }, (_, i) => from + i * 24 * hour), endOf(w) + zoneReach]
    })
    .concat(known.sent === null ? [] : [known.sent])
    .map((at) => new Date(at))

/** A day without its year or month, told in a sentence, that no window touches. */
const straysByDay = (text: string, known: Known): boolean => {
  const days = daysOf(known)
  const numbers = [...text.matchAll(dayMonth), ...text.matchAll(dayAlone)].map((m) => Number(m[1]))
  return (
    numbers.some((n) => n <= 31 && !days.some((d) => d.getUTCDate() === n)) ||
    monthNames.some((name, i) => name.test(text) && !days.some((d) => d.getUTCMonth() === i)) ||
    weekdays.some((name, i) => name.test(text) && !days.some((d) => d.getUTCDay() === i))
  )
}

const told = (line: Line, field: KeyedField | undefined, known: Known, view: View): boolean => {
  if (known.windows.some((w) => w.evidence.text.includes(line.text.slice(line.text.indexOf(':') + 1).trim())))
    return false
  const text = zoned(line.text, field?.label ?? '')
  const instants = readInstants(text, view.context)
  if (instants.length && instants.every((i) => !i.dateOnly && isEdge(Date.parse(i.utc), known)))
    return field === undefined && straysByDay(line.text, known)
  if (instants.some((i) => strays(i, text, known)) || (!instants.length && straysByDay(line.text, known))) return true
  if (impactWords.test(text) || instants.some((i) => !i.dateOnly && i.zoneWritten)) return false
  const clocks = clocksIn(text.replace(/\b\d{1,2}:\d\d:\d\d\b/g, (time) => time.slice(0, -3)))
  const strange = clocks.filter((c) => !known.clocks.some((k) => close(c, k)))
  // A row tells the same in a column of each zone, a line in brackets.
  if (!strange.length || (/[\t(]/.test(text) && strange.length < clocks.length)) return false
  return !sameLength(clocks, known) && !/\blocal\b/i.test(`${field?.label ?? ''} ${text}`)
}

const fieldsByLine = (view: View): ReadonlyMap<number, KeyedField> => {
  const at = new Map<number, KeyedField>()
  for (const f of view.fields)
    if (f.place.part === view.part.name)
      for (let n = f.fromLine; n <= Math.min(f.toLine, f.fromLine + 40); n++) at.set(n, f)
  return at
}

const isAside = (line: Line, field: KeyedField | undefined): boolean =>
  asideWords.test(line.text) || (field !== undefined && (notWindowLabel.test(field.key) || oldLabel.test(field.key)))

/** The first line that tells a date or time which no window accounts for, or null. */
export const strayTime = (bare: View, windows: readonly FoundWindow[]): string | null => {
  const view = { ...bare, context: { ...bare.context, zone: bare.context.zone ?? statedZone(bare) } }
  const known = knownOf(windows, view)
  const at = fieldsByLine(view)
  const line = view.part.lines.find((l) => {
    if (l.struck || l.text.length > 1500 || !/\d|\p{L}{5}/u.test(l.text) || view.quoted.has(l.place.line)) return false
    const field = at.get(l.place.line)
    return !isAside(l, field) && !oldLabel.test(labelKey(l.text.slice(0, 60))) && told(l, field, known, view)
  })
  return line ? line.text.slice(0, 200) : null
}

/** A mail that tells a time still to come, which is neither of an answer nor of a repair: more than news of what has been. */
export const tellsTimeAhead = (view: View): boolean => {
  const sent = view.context.sent ? Date.parse(view.context.sent) : null
  return (
    sent !== null &&
    [view.subject, ...view.part.lines].some(
      (l) =>
        !l.struck &&
        l.text.length < 1500 &&
        /\d/.test(l.text) &&
        !view.quoted.has(l.place.line) &&
        !asideWords.test(l.text) &&
        !/\bestimat\w{1,4}|\brestor\w{1,6}|\bET[AR]\b|\boffers?\b|\bbuy\b|\blog ?in\b|\bregister\b|\btraining\b|\bfee\b/i.test(
          l.text,
        ) &&
        readInstants(l.text, view.context).some((i) => !i.dateOnly && Date.parse(i.utc) > sent + hour),
    )
  )
}

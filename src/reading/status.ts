/** Reads what a mail claims about its own part in the work's life, from subject, headings, status fields and prose. */
import type { Line } from '../mail/document.ts'
import type { Claim, ClaimPick, KeyedField, View } from './contract.ts'
import type { Doubt, Kind, Status } from './notice.ts'
import { evidenceAt } from './pick.ts'
import {
  conditional,
  fieldWords,
  headingWords,
  opening,
  proseWords,
  statusOfKind,
  type WordRule,
  workNoun,
} from './status-words.ts'
import { staleLines } from './update-log.ts'

const claim = (kind: Kind, status: Status | undefined, weight: number, line: Pick<Line, 'place' | 'text'>): Claim => ({
  kind,
  status: status ?? statusOfKind[kind],
  weight,
  evidence: evidenceAt(line.place, line.text),
})

/** `Maintenance Cancelled_`: an underscore is no letter of a word. */
const firstRule = (rules: readonly WordRule[], words: string): WordRule | undefined => {
  const text = (words.includes('_') ? words.replace(/_+/g, ' ') : words).trim()
  return rules.find(([pattern]) => pattern.test(text))
}

const prefixes = /^(?:\s?(?:re|fwd?|aw|wg|tr)\s?:\s?){1,5}/i
const brackets = /^(?:\s?\[[^\]]{1,40}\]\s?){1,4}/

/** `[list] [Cancelled] Maintenance …`: what stands in brackets before the subject speaks too, the words behind them first. */
const fromSubject = (view: View): readonly Claim[] => {
  const text = view.subject.text.replace(prefixes, '').slice(0, 400)
  const before = brackets.exec(text)?.[0] ?? ''
  return [text.slice(before.length), before].flatMap((words) => {
    const rule = firstRule(headingWords, words)
    return rule ? [claim(rule[1], rule[2], 4, view.subject)] : []
  })
}

const maxHeading = 90
const headingDepth = 8

const noHeading = /[.;,]$|\t|:\s/

/** Short lines at the top, and strong ones anywhere near it, speak as headings do. */
const headings = (view: View): readonly Line[] => {
  const shown = view.part.lines.filter((l) => l.text !== '' && !l.struck).slice(0, 60)
  return shown.filter(
    (l, i) => l.text.length <= maxHeading && (i < headingDepth || l.strong) && !noHeading.test(l.text),
  )
}

const fromHeadings = (view: View): readonly Claim[] => {
  for (const line of headings(view)) {
    if (conditional.test(line.text)) continue
    const rule = firstRule(headingWords, line.text)
    if (rule) return [claim(rule[1], rule[2], 3, line)]
  }
  return []
}

const statusLabel =
  /^(?:(?:activity|work|event|maintenance|change|planned work|ticket|current|overall|notification|case|pw) )?(?:status|state|zustand|estado|statut|stato)$|^(?:notification|notice|announcement|maintenance notification) type$|^type of (?:notification|notice)$/
const caseOnly = /^(?:case|ticket)/
/** `Notification type: CLOSED`: no more is to come, whatever has become of the work. */
const isOwnState = (f: KeyedField): boolean => /\btype\b/.test(f.key) && /^(?:open|closed?)$/i.test(f.value.trim())

/** One window "Cancelled", the next "Confirmed": what stands as planned beside it is then said with weight. */
const differs = (fields: readonly KeyedField[], f: KeyedField): boolean =>
  fields.some(
    (other) =>
      other.key === f.key && ['cancellation', 'completion'].includes(firstRule(fieldWords, other.value)?.[1] ?? ''),
  )

const fromFields = (view: View): readonly Claim[] => {
  const fields = view.fields.filter((f) => statusLabel.test(f.key) && f.value.length <= 80)
  return fields.flatMap((f) => {
    const rule = firstRule(fieldWords, f.value)
    // A case that is open or closed is the vendor's paperwork, not the work.
    if (!rule || ((caseOnly.test(f.key) || isOwnState(f)) && (rule[1] === 'completion' || rule[1] === 'new'))) return []
    const standing = rule[1] === 'new' && !rule[2]
    const weight = standing ? (differs(fields, f) ? 5 : 1) : 3
    return [claim(rule[1], rule[2], weight, { place: f.place, text: `${f.label}: ${f.value}` })]
  })
}

/** A short value under a label of status that no known word tells: `Status: Void`. */
export const unknownStatus = (view: View): KeyedField | undefined =>
  view.fields.find(
    (f) =>
      statusLabel.test(f.key) &&
      !caseOnly.test(f.key) &&
      f.value !== '' &&
      f.value.length <= 40 &&
      !firstRule(fieldWords, f.value),
  )

interface Sentence {
  readonly text: string
  readonly line: Line
}

// At the beginning of a word only: held against each letter, so many stems cost three times as much.
const trigger =
  /\b(?:brought|chang|roll|come to|begin|cancel|withdr|called off|abort|abandon|postpone|complet|conclu|finish|ended|closed|over\b|begun|start|commenc|progress|under ?way|re-?schedul|moved|extend|delay|revised|remind|update|amend|tentativ|not (?:take|be|go|proceed)|proceed|abgesagt|storniert|abgeschlossen|beendet|verschoben|erinner|annul|geannul|termin|report|rappel|finaliza|reprogram|recorda|new (?:date|schedule|window)|no longer|change of|conclu|entfällt|stood down|defer|suspend)/i

/** Lines joined to paragraphs (mail text is wrapped), cut at sentence ends; only those that can matter. */
const sentences = (view: View): readonly Sentence[] => {
  const stale = staleLines(view)
  const out: Sentence[] = []
  let open: { text: string; line: Line } | null = null
  const close = () => {
    if (open && trigger.test(open.text))
      for (const text of open.text.split(/(?<=[.!?])\s+(?=[A-Z*"“])/))
        if (trigger.test(text)) out.push({ text: text.slice(0, 500), line: open.line })
    open = null
  }
  for (const line of view.part.lines) {
    const skipped = line.text === '' || line.struck || stale.has(line.place.line)
    if (skipped || line.strong || line.text.length > 4000) close()
    if (skipped) continue
    if (open && open.text.length < 1500) open = { text: `${open.text} ${line.text}`, line: open.line }
    else {
      close()
      open = { text: line.text.slice(0, 4000), line }
    }
  }
  close()
  return out.slice(0, 200)
}

// The month is no condition.
const monthOfMay = /\b\d{1,2}(?:st|nd|rd|th)?[ /-]May\b|\bMay[ /-]\d/gi

const asserted = (plain: string, [pattern]: WordRule): boolean => {
  const match = pattern.exec(plain)
  return match !== null && !conditional.test(plain.slice(Math.max(0, match.index - 120), match.index))
}

const fromProse = (view: View): readonly Claim[] =>
  sentences(view).flatMap((s) => {
    const plain = s.text.replace(opening, ' ').replace(monthOfMay, ' ')
    const rule = workNoun.test(plain) ? proseWords.find((r) => asserted(plain, r)) : undefined
    return rule ? [claim(rule[1], rule[2], 2, { place: s.line.place, text: s.text })] : []
  })

/** All claims of a view, by the common words. */
export const commonClaims: ClaimPick = (view) => [
  ...fromSubject(view),
  ...fromHeadings(view),
  ...fromFields(view),
  ...fromProse(view),
]

const severity: Readonly<Record<Kind, number>> = {
  cancellation: 7,
  completion: 6,
  start: 5,
  reschedule: 4,
  update: 2,
  reminder: 3,
  new: 1,
}

/** A claim by a vendor's own words in subject or body, also where the line was wrapped. @example phrase(/services will be migrated back/i, 'completion') */
export const phrase =
  (pattern: RegExp, kind: Kind, status?: Status): ClaimPick =>
  (view) => {
    const lines = [view.subject, ...view.part.lines.filter((l) => !l.struck)]
    const line =
      lines.find((l) => pattern.test(l.text)) ??
      lines.find((l, i) => i > 0 && l.text !== '' && pattern.test(`${l.text} ${lines[i + 1]?.text ?? ''}`))
    return line ? [claim(kind, status, 5, line)] : []
  }

/** A field by another label that tells the status in common words. */
export const statusField =
  (label: RegExp): ClaimPick =>
  (view) =>
    view.fields.flatMap((f) => {
      const rule = label.test(f.key) ? firstRule(fieldWords, f.value) : undefined
      if (!rule) return []
      // "Normal" or "Scheduled" is the standing value: mails of every kind may carry it.
      const weight = rule[1] === 'new' && !rule[2] ? 1 : 5
      return [claim(rule[1], rule[2], weight, { place: f.place, text: `${f.label}: ${f.value}` })]
    })

export interface Verdict {
  readonly kind: Kind
  readonly status: Status
  readonly claims: readonly Claim[]
  readonly doubts: readonly Doubt[]
}

const final = new Set<Status>(['CANCELLED', 'COMPLETED'])

/** "Update" or "reminder" in a subject says less than a move, or a status field of a start, told below it; a reminder may tell an old move in prose. */
const milder = (sorted: readonly Claim[]): readonly Claim[] => {
  const [top] = sorted
  const told = sorted.find(
    (c) =>
      (c.kind === 'reschedule' && c.weight >= (top?.kind === 'update' ? 2 : 3)) ||
      (c.kind === 'start' && c.weight >= 3 && top?.kind === 'update'),
  )
  return told && (top?.kind === 'update' || top?.kind === 'reminder')
    ? [told, ...sorted.filter((c) => c !== told)]
    : sorted
}

const disagreement = (chosen: Claim, against: Claim, blocking: boolean): Doubt => ({
  code: 'status-words-disagree',
  blocking,
  detail: `“${chosen.evidence.text}” says ${chosen.status}, “${against.evidence.text}” says ${against.status}.`,
})

const fromCalendar = (c: Claim): boolean => c.evidence.part.startsWith('ical')

/** A strong claim that excludes the chosen one blocks; a calendar that still says CONFIRMED, or prose alone, is a note. */
const contradictions = (chosen: Claim, all: readonly Claim[], strong: readonly Claim[]): readonly Doubt[] => {
  const against = strong.find(
    (c) =>
      c.weight >= 2 &&
      c.status !== chosen.status &&
      (final.has(c.status) ||
        (final.has(chosen.status) && c.weight >= 3 && c.kind !== 'update' && c.kind !== 'reminder')),
  )
  if (against) return [disagreement(chosen, against, true)]
  const standing = all.find((c) => fromCalendar(c) && c.status === 'CONFIRMED')
  if (chosen.kind === 'cancellation' && standing) return [disagreement(chosen, standing, false)]
  if (chosen.kind !== 'cancellation' || chosen.weight !== 2) return []
  const detail = `Only a sentence calls it off: “${chosen.evidence.text}”; the rest of the mail reads as an announcement.`
  return [{ code: 'status-words-disagree', blocking: false, detail }]
}

const putOff = /\bpostpone|\bdefer|\bdelay/i
const dateToCome =
  /\b(?:new|revised|alternative) (?:date|schedule|window|time)s?\b.{0,30} (?:will|is to|has yet to) be\b|\buntil further notice\b|\b(?:new|once).{0,30}\bdate/i

/** "Postponed" in a heading and "a new date will be announced" below it tell one thing: nothing is done at the time that is told. */
const withoutPutOff = (strong: readonly Claim[]): readonly Claim[] =>
  strong.some((c) => c.kind === 'cancellation' && dateToCome.test(c.evidence.text))
    ? strong.filter((c) => c.kind !== 'reschedule' || !putOff.test(c.evidence.text))
    : strong

/** The claims' verdict: the weightiest, then the most severe; with a doubt where two strong ones exclude each other. */
export const verdictOf = (claims: readonly Claim[]): Verdict => {
  const sorted = milder([...claims].sort((a, b) => b.weight - a.weight || severity[b.kind] - severity[a.kind]))
  const strong = withoutPutOff(sorted.filter((c) => c.kind !== 'new' || c.status !== 'CONFIRMED' || c.weight >= 5))
  // Prose that calls the work off outweighs a neutral or milder heading: a cancellation must never be overlooked.
  // Not so a vendor's own words (weight 5, as the newest line of its log): there the two are a doubt.
  const calledOff = strong.find((c) => c.kind === 'cancellation')
  const top = strong[0]
  const chosen =
    calledOff && top && top.weight < 5 && !final.has(top.status) && top.kind !== 'start' && top.kind !== 'reschedule'
      ? calledOff
      : top
  if (!chosen) return { kind: 'new', status: 'CONFIRMED', claims: [], doubts: [] }
  return { kind: chosen.kind, status: chosen.status, claims: [chosen], doubts: contradictions(chosen, claims, strong) }
}

/** What reads a field when a format does not say where it stands: the common words of labels. */
import { circuits, circuitTable, firstCircuits } from './circuits.ts'
import type { CircuitPick, Found, FoundCircuit, KeyedField, Pick, View } from './contract.ts'
import { hasDigit } from './digits.ts'
import {
  accountLabel,
  circuitLabels,
  idLabels,
  impactLabel,
  locationLabel,
  notCircuitLabel,
  notIdLabel,
  summaryLabel,
} from './labels.ts'
import { evidenceAt, isBlank } from './pick.ts'
import { labelKey } from './view.ts'

const idToken = /[A-Za-z0-9][A-Za-z0-9._/:#-]{1,38}[A-Za-z0-9]/

const datelike = /^\d{1,2}[-/.]\d|^(?:19|20)\d\d(?:-\d\d){0,2}$/

/** Whether a word of a subject can be an id: no date, no autonomous system, no place such as `LON1` or `Q3`. */
export const isIdWord = (word: string): boolean =>
  /\d{2}/.test(word) && !datelike.test(word) && !/^(?:AS\d{3,10}|\d{1,4}G(?:E|bps|bit)?|[A-Z]{1,8}\d{1,2})$/i.test(word)

/** The id in a labelled value: the whole of a short value, else its first word with a digit. */
const idIn = (value: string): string | null => {
  const line = value.split('\n')[0]?.trim() ?? ''
  for (const [at, word] of line.split(/[\s,;()[\]"']+/, 8).entries()) {
    const match = idToken.exec(word)
    // "Scheduled maintenance: network maintenance in FRA1": of a sentence's words a place is no id.
    if (
      match &&
      (at < 2 || isIdWord(match[0])) &&
      /\d/.test(match[0]) &&
      !/^\d{1,2}[:.]\d\d/.test(match[0]) &&
      !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(match[0])
    )
      return match[0]
  }
  return null
}

const labelledId = (fields: readonly KeyedField[], label: RegExp): readonly Found[] =>
  fields.flatMap((f) => {
    if (!label.test(f.key) || notIdLabel.test(f.key) || f.key.length > 60) return []
    const id = idIn(f.value)
    return id ? [{ value: id, evidence: evidenceAt(f.place, `${f.label}: ${f.value}`) }] : []
  })

const subjectIds: readonly RegExp[] = [
  /(?<![\w/-])(?:ticket|tt|ref(?:erence)?|case|change|crq|chg|rfc|maintenance(?: id)?|event(?: id)?|id|pw|no|nr|number)\b[\s.:#°(-]{1,4}(?<value>(?=[\w./-]{0,12}\d)[A-Z0-9][\w./-]{2,30}\w)/i,
  /#\s?(?<value>[A-Z]{0,8}-?\d[\w.-]{2,25}\w)/i,
  /\[(?<value>[A-Z]{1,8}[-_ ]?\d{3,12}[\w.-]{0,15})\]/,
  /\b(?<value>[A-Z]{2,10}[-_]?(?:[A-Z]{1,6}-)?\d{5,}(?:[-.]\d{1,4})?)\b/,
  /(?<![\w/.-])(?<value>[A-Z]{2,8}(?:[-_/][A-Z0-9]{1,10}){0,3}[-_/]\d{2,12}(?:[-_/]\d{1,8})?)(?![\w/-])/,
]

const proseId =
  /(?<![\w/-])(?:ticket|reference|ref|case|planned works?|maintenance|activity|change|crq)(?: (?:number|no\.?|nr\.?|id|code|is|notice|for it|for this)){0,3}[\s:#-]{1,3}(?<value>(?=[\w./-]{0,14}\d{2})[A-Z0-9][\w./-]{2,30}\w)/i

/** "our reference for this work is SFM-4471", "unter der Nummer WA-20117", "ons kenmerk is ON-55120". */
const saidId =
  /(?<![\p{L}\d/-])(?:(?:reference|ref|ticket|number)(?: number)? (?:for|of) (?:this|the|our) (?:work|maintenance|activity|change|intervention)s? (?:is|:)|(?:nummer|vorgangsnummer|ticketnummer|kenmerk|referentie|referenz|référence|referencia|referência|riferimento|numero|número)(?: (?:is|ist|est|es|é|è|luidt|lautet|:|de caso|interno))?)[ :]{1,3}(?<value>(?=[\w./-]{0,14}\d{2})(?=[\w./-]{0,14}[A-Z])[A-Z0-9][\w./-]{2,30}\w)/iu

const joined = /^[A-Z]{2,5}-[A-Z0-9]/

/** "on your rack TH-R-0417": what stands behind the name of a thing is that thing's. */
const isThing = (subject: string, value: string): boolean =>
  /\b(?:racks?|cabinets?|cages?|circuits?|ports?|links?|lines?|servers?|hosts?|routers?|switch(?:es)?|services?|accounts?|customers?|sites?|your|leitung|anschluss|lien|liaison|circuito|dienst|verbinding)(?: id)?[: ]{1,2}$/i.test(
    subject.slice(Math.max(0, subject.indexOf(value) - 40), subject.indexOf(value)),
  )

const inSubject = (view: View): Found | null => {
  for (const pattern of subjectIds) {
    const match = pattern.exec(view.subject.text)
    // `PW-3390` is one word, though PW may also be a label.
    const value = match && joined.test(match[0]) ? match[0] : match?.groups?.value
    if (value && isIdWord(value) && !isThing(view.subject.text, value))
      return { value, evidence: evidenceAt(view.subject.place, view.subject.text) }
  }
  return null
}

const maxProse = 1000

/** "Please quote ticket 5512093", "the planned work VT-7120 …": the first in the body's sentences. */
const inProse = (view: View): Found | null => {
  const others = new Set(view.fields.filter((f) => notIdLabel.test(f.key)).map((f) => f.fromLine))
  for (const line of view.part.lines) {
    if (line.struck || line.text.length > maxProse || !hasDigit(line.text) || others.has(line.place.line)) continue
    const value = (proseId.exec(line.text) ?? saidId.exec(line.text))?.groups?.value
    if (value && isIdWord(value)) return { value, evidence: evidenceAt(line.place, line.text) }
  }
  return null
}

const maxHeaderRow = 12

/** A column of ids, of which all rows name the same: `Change ID | Start | End | Circuit`. */
const inColumn = (view: View): Found | null => {
  for (const table of view.part.tables) {
    const [header, ...rows] = table.rows
    if (!header || header.length < 3 || header.length > maxHeaderRow || !rows.length) continue
    const keys = header.map((cell) => labelKey(cell.text))
    const at = keys.findIndex((k) => k.length < 40 && idLabels.some((l) => l.test(k)) && !notIdLabel.test(k))
    const cells = rows.flatMap((row) => (row.length === header.length && row[at] ? [row[at]] : []))
    const [first] = cells
    const id = first ? idIn(first.text) : null
    if (first && id && cells.length === rows.length && cells.every((c) => c.text === first.text))
      return { value: id, evidence: evidenceAt(first.place, `${header[at]?.text}: ${first.text}`) }
  }
  return null
}

/** Ids under common labels, best label first; then in a column, in the subject; last in the body's sentences. */
export const commonId: Pick = (view) => {
  for (const label of idLabels) {
    const ids = labelledId(view.fields, label)
    if (ids.length) return ids
  }
  const found = inColumn(view) ?? inSubject(view) ?? inProse(view)
  return found ? [found] : []
}

/** Ids of a vendor's own shape: subject first, then body. */
export const shapedId =
  (shape: RegExp): Pick =>
  (view) =>
    [view.subject, ...view.part.lines].flatMap((line) => {
      const match = shape.exec(line.text)
      return match && !line.struck
        ? [{ value: match.groups?.value ?? match[0], evidence: evidenceAt(line.place, line.text) }]
        : []
    })

const labelled =
  (label: RegExp, not: RegExp | null, limit: number): Pick =>
  (view) =>
    view.fields.flatMap((f) => {
      if (!label.test(f.key) || (not?.test(f.key) ?? false) || isBlank(f.value)) return []
      const value = f.value.replace(/\s+/g, ' ').trim().slice(0, limit)
      return [{ value, evidence: evidenceAt(f.place, `${f.label}: ${f.value}`) }]
    })

export const commonAccount = labelled(accountLabel, null, 120)
export const commonLocation = labelled(locationLabel, /\b(?:circuit|a|z|end)\b/, 200)
export const commonSummary = labelled(summaryLabel, /\b(?:impact|reschedule|cancel\w*|duration)\b/, 300)
export const commonImpact = labelled(impactLabel, /\b(?:duration|start|end|time|date|circuits?|services?)\b/, 300)

const circuitShape = /^(?=.{0,79}\d)[^\s].{1,79}$/

const wordy = (id: string): boolean =>
  id.split(/\s+/).length > 6 ||
  /[.!?]$/.test(id) ||
  /\b(?:please|refer|see|attached|below|all|none|will|your)\b/i.test(id)

const ownLabel = /^(?:(?:and|&) )?(?:circuit|service|link|line)s?(?: id)?: ?/i

/** `ED-4410 - outage 30 min`, `ED-4410 - Leeds to York`: words behind an id, of which none looks like another. */
const beside =
  /^(?<id>(?=[^ ]{0,40}[A-Z])(?=[^ ]{0,40}\d{2})[A-Z0-9][\w./-]{4,40}) [-–—|:] (?=[^\d]{0,40}[a-z]{2})(?!.{0,60}[A-Z]{2,8}[-/]?\d{3}).{2,80}$/

/** `ED-4410 (10G Wave)`, `1) ED-4410`, `Circuit: ED-4410`: the id without what stands beside it. */
const plainId = (text: string): string => {
  const cell = text.includes(' | ') ? (text.split(' | ').find((t) => /\d/.test(t)) ?? text) : text
  const id = cell.replace(/^\(?\d{1,2}[.)] /, '').replace(ownLabel, '')
  const remark = / \([^()]{1,120}\)$/.exec(id)
  const plain = remark && /\d/.test(id.slice(0, remark.index)) ? id.slice(0, remark.index).trimEnd() : id
  return beside.exec(plain)?.groups?.id ?? plain
}

/** Commas, semicolons and line ends part ids, but not within brackets. */
const betweenIds = /\n|[,;](?![^()\n]{0,120}\))|(?<=\d) and (?=[A-Z]{0,8}[-/]?[A-Z0-9/-]{0,20}\d)/

/** `Leitung / Circuit`: either half of a label in two languages. */
const namesCircuits = (label: RegExp, f: KeyedField): boolean =>
  (label.test(f.key) || (f.label.includes(' / ') && f.label.split(' / ').some((half) => label.test(labelKey(half))))) &&
  !notCircuitLabel.test(f.key)

const labelledCircuits: CircuitPick = (view) => {
  for (const label of circuitLabels) {
    const found = view.fields.flatMap((f) => {
      if (!namesCircuits(label, f)) return []
      const one: Found = { value: f.value, evidence: evidenceAt(f.place, `${f.label}: ${f.value}`) }
      return circuits(() => [one], { split: betweenIds })(view)
        .map((c) => ({ ...c, id: plainId(c.id) }))
        .filter((c) => circuitShape.test(c.id) && !wordy(c.id))
    })
    if (found.length) return found
  }
  return []
}

const proseCircuit =
  /\b(?:[Cc]ircuits?|[Ss]ervices?|[Ll]inks?|[Pp]orts?|[Ll]ines?|[Ww]avelengths?|[Ww]aves?|[Cc]onnections?|[Ii]nterconnects?|Anschl(?:uss|üsse)|Leitung(?:en)?|Dienste?|Verbindung(?:en)?|Strecken?|[Ll]iens?|[Ll]iaisons?|[Cc]ircuitos?|[Ss]ervicios?|[Ss]erviços?|[Ee]nlaces?|[Dd]ienst(?:en)?|[Vv]erbinding(?:en)?|[Ss]amband|[Ff](?:ö|o)rbindelser?|[Cc]ollegament[oi])(?: ids?| IDs?)?:? (?<value>(?=[\w./-]{0,20}\d{2})[A-Z]{2,8}[-/.][A-Z0-9./-]{2,40}(?:(?:, | and | & )[A-Z]{2,8}[-/.][A-Z0-9./-]{2,40}){0,8})/g

/** "on circuit ED-4410", "your services ED-1 and ED-2": last, where nothing is labelled. */
const circuitsInProse: CircuitPick = (view) =>
  view.part.lines.flatMap((line, i): readonly FoundCircuit[] => {
    if (line.struck || line.text.length > maxProse) return []
    // Text is wrapped: the id may stand on the next line.
    const text = `${line.text} ${view.part.lines[i + 1]?.text.slice(0, 200) ?? ''}`
    const found = [...text.matchAll(proseCircuit)].flatMap((m) => (m.groups?.value ?? '').split(/, | and | & /))
    return found
      .map((id) => id.replace(/[./-]{1,5}$/, ''))
      .filter((id) => /\d/.test(id))
      .map((id) => ({ id, impact: null, evidence: evidenceAt(line.place, line.text) }))
  })

/** `ED-4410 / ED-4411` in one cell. */
const parted = (c: FoundCircuit): readonly FoundCircuit[] => {
  const ids = c.id.split(' / ')
  const stems = new Set(ids.map((id) => /^[A-Z]{2,8}[-.]/i.exec(id)?.[0] ?? ''))
  return ids.length > 1 && stems.size === 1 && !stems.has('') ? ids.map((id) => ({ ...c, id: id.trim() })) : [c]
}

/** Ids in columns or under labels with the common words. */
export const listedCircuits: CircuitPick = (view) => listed(view).flatMap(parted)

const listed: CircuitPick = firstCircuits(
  ...circuitLabels.slice(0, 1).map((id) =>
    circuitTable({
      id: [/^(?:circuit|service) id/, id, /^(?:our|affected|impacted|customer) (?:circuit|service|link)s?(?: s)?$/],
      impact: /impact|outage/,
      shape: circuitShape,
    }),
  ),
  labelledCircuits,
)

/** Listed ids; where there are none, those that sentences name. */
export const commonCircuits: CircuitPick = firstCircuits(listedCircuits, circuitsInProse)

/** Whether a stranger's mail may name another id of the work, or more circuits, than were read. */
import type { Line } from '../mail/document.ts'
import { isIdWord, listedCircuits } from './common.ts'
import type { KeyedField, View } from './contract.ts'
import type { Draft } from './draft.ts'
import { accountLabel, circuitLabels, idLabels, notIdLabel } from './labels.ts'
import { labelKey } from './view.ts'

const opening = 2500

const squash = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** Words built as ids are: `RK-FRA-000441`, `IBW/MAD/10G/0012`, `BNK100447`. */
const idWord =
  /(?<![\w@./:#-])(?:[A-Z0-9]{1,12}(?:[-/._]{1,2}[A-Z0-9]{1,16}){1,8}|[A-Z]{2,8}\d{4,14}|[a-z]{1,10}(?:[-/][a-z0-9]{1,12}){0,5}[-/]\d{2,12})(?![\w@]|[./-]\w)/g
const notAnId =
  /^(?:[\d./_-]+|(?:UTC|GMT|ISO|RFC|AS|IPV?|TCP|UDP|TEL|FAX|EUR|USD)[-/]?\d.*|\d{1,4}[-/.][A-Z]{3,9}[-/.]\d{2,4}|\d{4}-\d\d-\d\d.*|\d{1,4}[-/ ]?(?:G|GE|M|T|K|KM|KV|KW|H|X)[-/]?\d{0,4})$/i

export const idWords = (text: string): readonly string[] =>
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
    draft.location?.value ?? '',
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

/** The letters that an id begins with: ids of one kind share them. */
export const stem = (id: string): string => /^[A-Za-z]+/.exec(id)?.[0].toLowerCase() ?? ''

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

const circuitNoun =
  /\b(?:circuits?|services?|lines?|links?|waves?|wavelengths?|connections?|leitung(?:en)?|anschl(?:uss|üsse)|liens?|liaisons?|circuitos?|servicios?|serviços?|diensten?|verbinding(?:en)?)\b/i
const numbered =
  /\b(?:circuits?|services?|lines?|links?|waves?|wavelengths?|connections?|leitung|anschluss|lien|liaison|circuito|servicio|dienst|verbinding)(?: ids?| no\.?| numbers?)?:? #?(?<word>\d{4,14})(?![\d:.,/-]?\w)/i
const shortId = /(?<![\w/.-])(?!(?:AS|UTC|GMT|ISO|RFC|IPV?|N)[-+]?\d)[A-Z]{2,6}-\d(?![\w/.-])/

/** "Circuit 4471820 is affected", "your circuits: GF-1, GF-2": too plain for an id elsewhere, but not in such a sentence. */
const saidCircuit = (view: View, id: string): string | null => {
  for (const line of view.part.lines) {
    if (line.struck || line.text.length > 1000 || view.quoted.has(line.place.line) || !circuitNoun.test(line.text))
      continue
    const word = numbered.exec(line.text)?.groups?.word ?? shortId.exec(line.text)?.[0]
    if (word !== undefined && !/^20\d\d$/.test(word) && !id.includes(word)) return word
  }
  return null
}

/** Why the list of circuits may be incomplete, or null. */
export const circuitsUnclear = (view: View, draft: Draft): string | null => {
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
    const place = squash(draft.location?.value ?? '')
    const inSubject = idWords(view.subject.text).find(
      (w) => !squash(draft.id?.value ?? '').includes(squash(w)) && !place.includes(squash(w)),
    )
    if (inSubject) return `“${inSubject}” of the subject may be a circuit.`
    if (rest[0]) return `“${rest[0]}” may be a circuit, but no label says so.`
    const said = saidCircuit(view, draft.id?.value ?? '')
    return said ? `“${said}” may name a circuit.` : null
  }
  if (!listedCircuits(view).length && rest.length)
    return `Its circuits (${ids[0]}) stand in a sentence, and “${rest[0]}” may be another.`
  const odd = ids.find(wordyId)
  if (odd) return `“${odd}” stands where circuits are named, but does not look like one.`
  const without = draft.circuits.find((c) => takenOut.test(c.evidence.text.slice(0, opening)))
  if (without) return `“${without.evidence.text.slice(0, 200)}” may name circuits that are out of it.`
  const stems = new Set(ids.map(stem))
  const sibling = rest.find((w) => stem(w) !== '' && stems.has(stem(w)))
  return sibling ? `“${sibling}” looks like the circuits that were read, but stands elsewhere.` : null
}

const shape = (id: string): string => id.replace(/\d/g, '0')

/** Another id of the same letters and form. */
const isTwin = (word: string, id: string): boolean =>
  squash(word) !== squash(id) && !id.includes(word) && !word.includes(id) && shape(word) === shape(id)

const figures = /(?:#|\b(?:no|nr|nummer|number|ticket|case|ref\w{0,10}|id|incident|event|change)\b[ .:°]{0,3}) ?\d{3,}/i
const longNumber = /(?<![\w+().,/:-]|\d )\d{5,14}(?![\d.,/:-]\d|\d)/
const phone = /\b(?:tel|phone|call|fax|mobile|hotline|telefon|support|contact)\b|\+\d/i

/** Something like an id in a mail of which none was read. */
const mayBeId = (view: View, draft: Draft): string | null => {
  const known = draft.circuits.map((c) => squash(c.id))
  const isKnown = (word: string) => known.some((k) => k.includes(squash(word)) || squash(word).includes(k))
  const word = [...idWords(view.subject.text), ...leftover(view, draft)].find((w) => !isKnown(w))
  if (word) return word
  const label = view.fields.find(
    (f) => idLabels.some((l) => l.test(f.key)) && !notIdLabel.test(f.key) && /\d/.test(f.value),
  )
  if (label) return `${label.label}: ${label.value.slice(0, 80)}`
  const line = [view.subject, ...view.part.lines].find((l) => {
    if (l.struck || l.text.length > 1000 || view.quoted.has(l.place.line) || phone.test(l.text)) return false
    const text = withoutAddresses(l.text)
    const number = figures.exec(text)?.[0] ?? longNumber.exec(text)?.[0]
    return number !== undefined && !isKnown(number)
  })
  return line ? line.text.slice(0, 100) : null
}

/** Why the id may be another, or null. */
export const idUnclear = (view: View, draft: Draft): string | null => {
  const { id } = draft
  if (!id) {
    const hidden = mayBeId(view, draft)
    return hidden ? `“${hidden}” may be the id of the work, but no label says so.` : null
  }
  if (draft.circuits.some((c) => squash(c.id) === squash(id.value)))
    return `“${id.value}” is the id of a circuit, not of the work.`
  const own = view.fields.find((f) => f.value.includes(id.value) && idLabels.some((label) => label.test(f.key)))
  if (own) {
    const other = view.fields.find((f) => f.key === own.key && !f.value.includes(id.value) && /\d{2}/.test(f.value))
    if (other) return `“${own.label}” names two works: “${own.value}” and “${other.value}”.`
    const twin = idWords(view.subject.text).find((w) => isTwin(w, id.value))
    return twin && !draft.circuits.some((c) => c.id.includes(twin))
      ? `The subject names ${twin}, the mail below ${id.value}.`
      : null
  }
  const others = idWords(view.subject.text).filter((w) => isIdWord(w) && squash(w) !== squash(id.value))
  const inBoth = view.subject.text.includes(id.value) && view.text.includes(id.value)
  if (inBoth || (id.evidence.part === 'subject' && !others.length)) return null
  // All else that looks like an id is known.
  if (!others.length && !leftover(view, draft).length) return null
  return `“${id.value}” may be the id of the work, but no label says so.`
}

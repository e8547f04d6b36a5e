/** A mention of a window with what its surroundings tell: backup, old, new. */
import type { Place } from '../mail/document.ts'
import type { KeyedField } from './contract.ts'
import { hasDigit } from './digits.ts'
import { backupLabel, newLabel, oldLabel } from './labels.ts'
import type { Evidence } from './notice.ts'
import { evidenceAt } from './pick.ts'
import type { Span } from './when.ts'
import { zoneOfLabel } from './zone-label.ts'

export interface Candidate {
  readonly span: Span
  readonly backup: boolean
  readonly old: boolean
  readonly fresh: boolean
  readonly evidence: Evidence
  readonly source: 'pair' | 'row' | 'labelled' | 'impact' | 'prose' | 'subject' | 'instant'
}

/** `words`: normalised label, heading and what stands before the window in its line. */
export const candidate = (
  span: Span,
  words: string,
  place: Place,
  text: string,
  source: Candidate['source'],
): Candidate => ({
  span,
  backup: backupLabel.test(words),
  old: oldLabel.test(words) && !newLabel.test(words),
  fresh: newLabel.test(words),
  evidence: evidenceAt(place, text),
  source,
})

/** A time of day, in any of the forms that mails use: `22:00`, `2200 UTC`, `22h00`, `10pm`. */
export const clock = /\d{1,2} ?[:.h] ?\d\d|\b\d{3,4} ?(?:hrs?|h|utc|gmt|[ecmp][sd]?t)\b|\d ?[ap]\.?m\b/i

const dateLabel = /\b(?:dates?|schedule|window|span)\b/

/** `PREVIOUS DATE:` above `LOCAL:` and `UTC:`: the label that later times stand under, until the next date's label. */
export const sectionOf = (f: KeyedField, section: string): string => {
  if (!dateLabel.test(f.key) || hasClock(f.value)) return section
  return oldLabel.test(f.key) || newLabel.test(f.key) ? f.key : ''
}

const numericDates = /\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b/g

/** Whether words hold a time of day; `18.02.2027` is none, though it has dots. */
export const hasClock = (words: string): boolean =>
  // Most words have no digit, and most of the others nothing like a time.
  hasDigit(words) && clock.test(words) && clock.test(words.replace(numericDates, ' '))

/** The value with the zone that its label names behind it. */
export const zoned = (value: string, label: string): string => {
  const zone = zoneOfLabel(label)
  return zone ? `${value} ${zone}` : value
}

export const oneLine = (f: KeyedField): string => f.value.replace(/\n/g, ' ')

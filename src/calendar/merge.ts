import { markerWords } from './describe.ts'
import type { EventBody } from './target.ts'
import { plainText } from './text.ts'

export type Field = keyof EventBody

export interface FieldChange {
  readonly field: Field
  readonly from: string | null
  readonly to: string | null
}

export interface Merged {
  /** What is to stand there: the vendor's word in our fields, people's in theirs. */
  readonly body: EventBody
  readonly owned: readonly Field[]
  /** Fields that must be written, old → new. */
  readonly changes: readonly FieldChange[]
  /** Owned fields that the vendor has changed since: a person must choose. */
  readonly conflicts: readonly FieldChange[]
  /** For `WrittenEvent.written`, once `body` stands there. */
  readonly written: EventBody
}

const trimmed = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A description in two: ours, and what people wrote below the marker line (null: the line is gone). */
export const splitDescription = (description: string): { readonly ours: string; readonly theirs: string | null } => {
  const at = description.indexOf(markerWords)
  if (at < 0) return { ours: description, theirs: null }
  const theirs = description.slice(at + markerWords.length).replace(/^(?:[\s—–-]|&mdash;|&nbsp;)*/, '')
  return { ours: description.slice(0, at), theirs: blank(theirs) ? '' : theirs }
}

/** Closing tags that an editor left behind are no words. */
const blank = (html: string): boolean => trimmed(plainText(html)) === ''

/** Editors write a description back as HTML of their own; only the words count. */
const words = (description: string): string => {
  const text = trimmed(plainText(splitDescription(description).ours))
  let end = text.length
  while (end > 0 && '—–- '.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

/** Our text with people's below it. */
export const compose = (ours: string, theirs: string | null): string =>
  theirs === null || theirs === '' ? ours : `${ours}\n${theirs}`

const same = (field: Field, a: EventBody, b: EventBody): boolean => {
  if (field === 'description') return words(a.description) === words(b.description)
  return (a[field] ?? '').trim() === (b[field] ?? '').trim()
}

const fields: readonly Field[] = ['summary', 'description', 'location', 'start', 'end', 'link', 'colorId', 'status']

/** Both days of an event are one thing to a person. */
const withPair = (owned: ReadonlySet<Field>): ReadonlySet<Field> =>
  owned.has('start') || owned.has('end') ? new Set([...owned, 'start' as const, 'end' as const]) : owned

/** Google shows an event's link (`source`) to its creator only: one that is not there says nothing. */
const seen = (present: EventBody, written: EventBody): EventBody =>
  present.link === null ? { ...present, link: written.link } : present

/**
 * Three-way merge, field by field: what we wrote last, what stands there, what is wanted. A field that differs from what we
 * wrote, and from what is wanted, was changed by a person and is theirs from then on.
 */
export const merge = (
  wanted: EventBody,
  written: EventBody,
  there: EventBody,
  ownedBefore: readonly Field[],
): Merged => {
  const present = seen(there, written)
  const changed = fields.filter((f) => !same(f, present, written) && !same(f, present, wanted))
  const owned = withPair(new Set([...ownedBefore, ...changed]))
  const { theirs } = splitDescription(present.description)
  const target: EventBody = { ...wanted, description: compose(wanted.description, theirs) }
  const body = pick(owned, present, target)
  const changes = fields
    .filter((f) => !owned.has(f) && !same(f, body, present))
    .map((field) => ({ field, from: present[field], to: body[field] }))
  const conflicts = fields
    .filter((f) => owned.has(f) && !same(f, wanted, written) && !same(f, wanted, present))
    .map((field) => ({ field, from: present[field], to: wanted[field] }))
  const settled = changes.length === 0 ? { ...target, description: present.description } : target
  return { body, owned: fields.filter((f) => owned.has(f)), changes, conflicts, written: pick(owned, written, settled) }
}

const pick = (owned: ReadonlySet<Field>, theirs: EventBody, ours: EventBody): EventBody => {
  const from = (field: Field): EventBody => (owned.has(field) ? theirs : ours)
  return {
    summary: from('summary').summary,
    description: from('description').description,
    location: from('location').location,
    start: from('start').start,
    end: from('end').end,
    link: from('link').link,
    colorId: from('colorId').colorId,
    status: from('status').status,
  }
}

/** Whether a person wrote something into the event that must not be lost with it. */
export const hasPersonsWords = (event: EventBody, owned: readonly Field[]): boolean => {
  const { theirs } = splitDescription(event.description)
  return owned.length > 0 || (theirs !== null && theirs !== '')
}

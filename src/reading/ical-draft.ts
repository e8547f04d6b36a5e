/** iCal events → drafts: the BCOP note, or any event. */

import type { DocumentPart } from '../mail/document.ts'
import { partOf } from '../mail/part.ts'
import type { Bcop, Claim, Found, FoundCircuit, FoundWindows } from './contract.ts'
import { joinSpan, readInstants } from './dates.ts'
import type { Draft } from './draft.ts'
import { type Calendar, descriptionOf, type Entry, momentOf, textOf } from './ical.ts'
import { type Doubt, type Evidence, impacts, type Kind, type Status, statuses } from './notice.ts'
import { headingWords, statusOfKind } from './status-words.ts'
import type { DateContext } from './when.ts'

const evidence = (part: string, name: string, value: string): Evidence => ({
  part,
  line: 1,
  column: 1,
  text: `${name.toUpperCase()}: ${value}`.slice(0, 300),
})

const foundOf = (entry: Entry, part: string, name: string): Found | null => {
  const value = textOf(entry, name)
  return value ? { value, evidence: evidence(part, name, value) } : null
}

const iso = (words: string | null, context: DateContext): string | null =>
  words ? (readInstants(words, context)[0]?.utc ?? null) : null

const durationSeconds = (value: string): number | null => {
  const match = /^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i.exec(value)
  if (!match) return null
  const [w, d, h, m, s] = match.slice(1).map((n) => Number(n ?? 0))
  return (((w ?? 0) * 7 + (d ?? 0)) * 24 + (h ?? 0)) * 3600 + (m ?? 0) * 60 + (s ?? 0)
}

const endOf = (entry: Entry, start: string, context: DateContext): string | null => {
  const end = momentOf(entry, 'dtend')
  // The end of whole days is the day after the last.
  if (end && end.length === 10 && start.length === 10 && end > start)
    return new Date(Date.parse(`${end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  if (end) return end
  const seconds = durationSeconds(textOf(entry, 'duration') ?? '')
  const from = iso(start, context)
  return seconds && from
    ? `${new Date(Date.parse(from) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
    : null
}

const windowsOf = (entry: Entry, part: string, context: DateContext): FoundWindows => {
  const start = momentOf(entry, 'dtstart')
  const span = start ? joinSpan(start, endOf(entry, start, context), context) : null
  const text = `${start ?? ''} – ${momentOf(entry, 'dtend') ?? ''}`
  return {
    windows: span ? [{ span, backup: false, evidence: evidence(part, 'dtstart', text) }] : [],
    doubts: [],
    labelled: true,
  }
}

const impactWord = (value: string | null): string | null => {
  const word = value?.toUpperCase().replace(/[ _]/g, '-') ?? ''
  return impacts.find((i) => i === word) ?? value
}

/** One object a property, says the standard; some write all into one. */
const objectsIn = (value: string): readonly string[] => {
  const ids = value.split(/[,;]/).map((id) => id.trim())
  return ids.every((id) => /^\S{4,60}$/.test(id) && /\d/.test(id)) ? ids : [value.trim()].filter((id) => id !== '')
}

const circuitsOf = (entry: Entry, part: string, bcop: Bcop): readonly FoundCircuit[] => {
  const overall = impactWord(textOf(entry, bcop.impact))
  return (entry.props.get(bcop.object) ?? []).flatMap(({ value, params }) =>
    objectsIn(value).map((id) => ({
      id,
      impact: impactWord(params[bcop.objectImpact] ?? null) ?? overall,
      evidence: evidence(part, bcop.object, id),
    })),
  )
}

const kindOfStatus: Readonly<Record<Status, Kind>> = {
  TENTATIVE: 'new',
  CONFIRMED: 'new',
  CANCELLED: 'cancellation',
  'IN-PROCESS': 'start',
  COMPLETED: 'completion',
  'RE-SCHEDULED': 'reschedule',
}

/** Lower case and blanks for hyphens are met in the wild (`cancelled`, `In Process`, `RESCHEDULED`). */
const statusOf = (value: string): Status | null => {
  const word = value
    .toUpperCase()
    .replace(/[ _]/g, '-')
    .replace(/^CANCELED$/, 'CANCELLED')
    .replace(/^RESCHEDULED$/, 'RE-SCHEDULED')
    .replace(/^IN-PROGRESS$/, 'IN-PROCESS')
  return statuses.find((s) => s === word) ?? null
}

const claimsOf = (entry: Entry, part: string, bcop: Bcop): readonly Claim[] => {
  const out: Claim[] = []
  const stated = textOf(entry, bcop.status) ?? textOf(entry, 'status')
  const status = stated ? statusOf(stated) : null
  // CONFIRMED is the standing value: reminders, amendments and starts carry it too.
  if (stated && status)
    out.push({
      kind: kindOfStatus[status],
      status,
      weight: status === 'CONFIRMED' ? 1 : 6,
      evidence: evidence(part, bcop.status, stated),
    })
  if (entry.method === 'CANCEL')
    out.push({ kind: 'cancellation', status: 'CANCELLED', weight: 6, evidence: evidence(part, 'method', 'CANCEL') })
  const summary = textOf(entry, 'summary')
  const rule = summary ? headingWords.find(([pattern]) => pattern.test(summary)) : undefined
  if (summary && rule)
    out.push({
      kind: rule[1],
      status: rule[2] ?? statusOfKind[rule[1]],
      weight: 4,
      evidence: evidence(part, 'summary', summary),
    })
  return out
}

const missingOf = (entry: Entry, bcop: Bcop, blocking: boolean): readonly Doubt[] =>
  bcop.required
    .filter((name) => !textOf(entry, name) && !(name === 'dtend' && textOf(entry, 'duration')))
    .map((name) => {
      const code = name === bcop.maintenanceId ? 'id-missing' : 'field-missing'
      return { code, blocking, detail: `The maintenance note has no ${name.toUpperCase()}.` } satisfies Doubt
    })

/** A status that the standard does not have, or another than the calendar's own. */
const statusDoubts = (entry: Entry, bcop: Bcop): readonly Doubt[] => {
  const [own, calendar] = [textOf(entry, bcop.status), textOf(entry, 'status')]
  if (own && !statusOf(own))
    return [
      {
        code: 'status-words-disagree',
        blocking: true,
        detail: `The calendar part says “${own}”, which is no status of the standard.`,
      },
    ]
  if (!own || !calendar || statusOf(calendar) !== 'CANCELLED' || statusOf(own) === 'CANCELLED') return []
  return [
    {
      code: 'status-words-disagree',
      blocking: true,
      detail: `The maintenance note says ${own}, its calendar event ${calendar}.`,
    },
  ]
}

const isNote = (entry: Entry): boolean => [...entry.props.keys()].some((name) => name.startsWith('x-maintnote-'))

export interface IcalDraft extends Draft {
  /** It is a BCOP note, not just any event. */
  readonly note: boolean
}

const draftOfEntry = (
  entry: Entry,
  part: string,
  bcop: Bcop,
  context: DateContext,
  knownVendor: boolean,
): IcalDraft => {
  const note = isNote(entry)
  const sequence = Number.parseInt(textOf(entry, 'sequence') ?? '', 10)
  const repeats: readonly Doubt[] =
    textOf(entry, 'rrule') || textOf(entry, 'rdate')
      ? [
          {
            code: 'parts-disagree',
            blocking: true,
            detail: 'The calendar event repeats; only its first time was read.',
          },
        ]
      : []
  return {
    source: 'ical',
    part,
    note,
    id: foundOf(entry, part, bcop.maintenanceId),
    formerIds: [],
    account: foundOf(entry, part, bcop.account),
    windows: windowsOf(entry, part, context),
    circuits: circuitsOf(entry, part, bcop),
    impact: foundOf(entry, part, bcop.impact),
    summary: foundOf(entry, part, 'summary'),
    location: foundOf(entry, part, 'location'),
    claims: claimsOf(entry, part, bcop),
    sequence: Number.isSafeInteger(sequence) ? sequence : null,
    stamp: iso(momentOf(entry, 'dtstamp'), { ...context, zone: context.zone ?? 'UTC' }),
    doubts: [...repeats, ...(note ? [...missingOf(entry, bcop, !knownVendor), ...statusDoubts(entry, bcop)] : [])],
  }
}

/** An event that a later SEQUENCE of the same event replaces. */
const superseded = (entry: Entry, all: readonly Entry[]): boolean => {
  const version = (e: Entry) => Number.parseInt(textOf(e, 'sequence') ?? '0', 10)
  const [uid, occurrence] = [textOf(entry, 'uid'), textOf(entry, 'recurrence-id')]
  return (
    uid !== null &&
    all.some(
      (e) => textOf(e, 'uid') === uid && textOf(e, 'recurrence-id') === occurrence && version(e) > version(entry),
    )
  )
}

const maxDescription = 200_000

/** The text of each calendar's first event, as body parts. */
export const descriptionsOf = (calendars: readonly Calendar[]): readonly DocumentPart[] =>
  calendars.flatMap((c, i) =>
    c.entries.slice(0, 1).flatMap((entry) => {
      const own = descriptionOf(entry)
      return own && own.text.length < maxDescription ? [partOf(own.kind, `ical:${i + 1}`, own.text)] : []
    }),
  )

/** All events of all calendar parts, and a doubt for each part that could not be read. */
export const icalDrafts = (
  parsed: readonly Calendar[],
  bcop: Bcop,
  context: DateContext,
  knownVendor: boolean,
): { readonly drafts: readonly IcalDraft[]; readonly doubts: readonly Doubt[] } => {
  const all = parsed.flatMap((c) => c.entries)
  return {
    drafts: parsed.flatMap((c, i) =>
      c.entries
        .filter((entry) => !superseded(entry, all))
        .map((entry) => draftOfEntry(entry, `ical:${i + 1}`, bcop, context, knownVendor)),
    ),
    doubts: parsed.flatMap((c) =>
      c.broken
        ? [
            {
              code: 'mail-broken',
              blocking: true,
              detail: `A calendar part could not be read: ${c.broken}.`,
            } satisfies Doubt,
          ]
        : [],
    ),
  }
}

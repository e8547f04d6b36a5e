/** Mail → Reading. Pure: the same Mail and the same parsers give the same Reading anywhere. */
import type { Mail } from '../mail/mail.ts'
import { type Classified, classify, plainlyNot, type Signs } from './classify.ts'
import type { Format, Parsers, Vendor, View } from './contract.ts'
import { type SenderCheck, senderDoubt, uniqueDoubts } from './doubts.ts'
import { byRichness, type Draft, draftOf } from './draft.ts'
import { parseCalendar } from './ical.ts'
import { descriptionsOf, type IcalDraft, icalDrafts } from './ical-draft.ts'
import { type Origin, originOf } from './identify-vendor.ts'
import type { Doubt, Notice, Reading } from './notice.ts'
import { noticesOf } from './notices.ts'
import { noteUnclear, unclear } from './stranger.ts'
import { viewsOf } from './view.ts'
import type { DateContext, Span } from './when.ts'
import type { ZoneTable } from './zones.ts'

export interface ReadingOptions {
  readonly parsers: Parsers
  readonly senderCheck: SenderCheck
  /** What zone words mean; default: the table that ships with the package. */
  readonly zones?: ZoneTable
}

/** `+0530` of the Date header; servers that write UTC tell nothing of their sender. */
const clockOf = (mail: Mail): number | null => {
  const written = /\s(?<sign>[+-])(?<hours>[01]\d)(?<minutes>[0-5]\d)\b/.exec(
    mail.headers.get('date')?.[0] ?? '',
  )?.groups
  const minutes = Number(written?.hours) * 60 + Number(written?.minutes)
  return minutes > 0 ? (written?.sign === '-' ? -minutes : minutes) : null
}

const contextOf = (mail: Mail, vendor: Vendor, table: ZoneTable | undefined): DateContext => ({
  zone: vendor.zone,
  order: vendor.dateOrder,
  ...(vendor.zones ? { zones: vendor.zones } : {}),
  sent: mail.forwarded?.date ?? mail.date,
  // What the views add later: a spread that adds keys costs a hundred times one that replaces them.
  place: null,
  around: null,
  clock: mail.forwarded ? null : clockOf(mail),
  ...(table ? { table } : {}),
})

const automatic = (mail: Mail): boolean => {
  const value = (mail.headers.get('auto-submitted') ?? [])[0]?.toLowerCase() ?? ''
  return (
    value.startsWith('auto-replied') ||
    mail.headers.has('x-autoreply') ||
    /^(?:automatic reply|out of office|autoreply|abwesen)/i.test(mail.subject)
  )
}

const mailDoubts = (mail: Mail): readonly Doubt[] =>
  mail.defects.flatMap((d): readonly Doubt[] => {
    if (d.code === 'no-date') return [{ code: 'date-missing', blocking: false, detail: 'The mail has no Date.' }]
    if (d.code === 'bad-date') return [{ code: 'date-invalid', blocking: false, detail: d.detail }]
    if (d.code === 'charset') return []
    return [
      { code: 'mail-broken', blocking: d.code !== 'attachment-unreadable' && d.code !== 'unclosed', detail: d.detail },
    ]
  })

interface Content {
  readonly origin: Origin
  readonly views: readonly View[]
  readonly icals: readonly IcalDraft[]
  readonly icalDoubts: readonly Doubt[]
  readonly bodies: readonly Draft[]
}

/** Text that tells no time, beside the one event of a calendar part that does. */
const withEvent = (body: Draft, events: readonly Draft[]): Draft => {
  const [event, ...more] = events
  return event && !more.length && !body.windows.windows.length && event.windows.windows.length === 1
    ? { ...body, windows: event.windows, claims: [...body.claims, ...event.claims] }
    : body
}

/** Why a mail read by common words, or by the standard's calendar note alone, may be read wrong; null: nothing tells so. */
const whyUnclear = (content: Content, view: View, notices: readonly Notice[]): string | null => {
  const { origin, icals, bodies, views } = content
  const notes = icals.filter((d) => d.note)
  const [best] = bodies
  if (!notes.length) return best ? unclear(view, withEvent(best, icals), views) : 'It has no text.'
  const told = notices.find((n) => n.status === 'CONFIRMED' || n.status === 'TENTATIVE') ?? notices[0]
  return origin.vendor || !told ? null : noteUnclear(views, notes, told)
}

const strangerDoubts = (content: Content, view: View, notices: readonly Notice[]): readonly Doubt[] => {
  const { origin } = content
  if (origin.vendor && origin.format?.vendor === origin.vendor) return []
  if (origin.vendor && origin.format)
    return [
      {
        code: 'vendor-disagrees',
        blocking: false,
        detail: `${origin.vendor.title} sent it in the form of ${origin.format.vendor.title}.`,
      },
    ]
  const why = whyUnclear(content, view, notices)
  const common = origin.vendor
    ? `No known format of ${origin.vendor.title} fits; it was read by common words.`
    : 'Nobody wrote a parser for this sender; it was read by common words.'
  return [
    {
      code: origin.vendor ? 'unknown-format' : 'unknown-vendor',
      blocking: why !== null,
      detail: why === null ? common : `${common} ${why}`,
    },
  ]
}

const sameWords = (a: string, b: string): boolean =>
  a.replace(/\s/g, '').toLowerCase() === b.replace(/\s/g, '').toLowerCase()

/** A SUMMARY that is the mail's subject once more says nothing of the work: what the vendor's text says goes before it. */
const withoutSubject = (draft: IcalDraft, subject: string): IcalDraft =>
  draft.summary !== null && sameWords(draft.summary.value, subject) ? { ...draft, summary: null } : draft

/** A known vendor's mail in a form of which no table tells: its usual table is tried, with all that it checks. */
const usualFormat = ({ vendor }: Origin): Format | null => vendor?.formats.find((f) => !f.class) ?? null

const contentOf = (mail: Mail, { parsers, zones }: ReadingOptions): Content => {
  const strange = contextOf(mail, parsers.generic, zones)
  const calendars = mail.calendars.map(parseCalendar)
  const bare = viewsOf(mail.document, descriptionsOf(calendars), strange)
  const origin = originOf(mail, parsers.vendors, bare)
  const vendor = origin.vendor ?? parsers.generic
  const context = contextOf(mail, vendor, zones)
  const views = bare.map((view) => ({ ...view, context }))
  const format = origin.format?.format ?? usualFormat(origin)
  const ical = icalDrafts(calendars, parsers.bcop, context, origin.vendor !== null)
  const bodies = byRichness(views.map((view) => draftOf(view, format, vendor)))
  const icals = format?.summary ? ical.drafts.map((draft) => withoutSubject(draft, mail.subject)) : ical.drafts
  return { origin, views, icals, icalDoubts: ical.doubts, bodies }
}

const formatName = ({ origin, icals }: Content): string => {
  if (icals.some((d) => d.note)) return 'bcop'
  return origin.format ? `${origin.format.vendor.name}/${origin.format.format.name}` : 'generic'
}

const hour = 3_600_000

/** It begins after the mail was sent, or about then, or is not over. */
const isAhead = (mail: Mail, { start, end }: Span): boolean =>
  mail.date === null ||
  Date.parse(start.utc) >= Date.parse(mail.date) - 2 * hour ||
  (end !== null && !start.dateOnly && Date.parse(end.utc) > Date.parse(mail.date))

const isFuture = (mail: Mail, { start, end }: Span): boolean =>
  mail.date !== null && end !== null && Date.parse(start.utc) > Date.parse(mail.date)

const signsOf = (mail: Mail, { origin, bodies, icals }: Content): Signs => {
  const found = [...bodies, ...icals].map((d) => d.windows).filter((w) => w.windows.length)
  return {
    window: found.some((w) => w.labelled || w.windows.some((one) => one.span.end !== null)),
    labelled: found.some((w) => w.labelled),
    ahead: found.some((w) => w.windows.some((one) => isAhead(mail, one.span))),
    future: found.some((w) => w.labelled && w.windows.some((one) => isFuture(mail, one.span))),
    vendor: origin.bySender,
    automatic: automatic(mail),
  }
}

const classOf = (mail: Mail, content: Content, view: View): Classified => {
  const fixed = content.origin.format?.format.class
  if (fixed) return { class: fixed, sure: true, doubts: [] }
  if (content.icals.some((d) => d.note)) return { class: 'maintenance', sure: true, doubts: [] }
  const told = content.origin.format && !automatic(mail) && content.origin.format.vendor === content.origin.vendor
  if (told) return plainlyNot(view) ?? { class: 'maintenance', sure: true, doubts: [] }
  return classify(view, signsOf(mail, content))
}

const nothing = (content: Content, classified: Classified, doubts: readonly Doubt[]): Reading => ({
  class: classified.class,
  vendor: content.origin.vendor?.name ?? null,
  format: formatName(content),
  notices: [],
  doubts: classified.sure
    ? doubts.filter((d) => !d.blocking || d.code === 'mail-broken')
    : [
        ...doubts,
        {
          code: 'class-unsure',
          blocking: true,
          detail: `It was taken for ${classified.class === 'incident' ? 'an incident' : 'no maintenance'}, but the words are not sure.`,
        },
      ],
})

/** The subject names another id of the vendor's own shape than the body. */
const subjectIdDoubt = ({ origin }: Content, view: View, notices: readonly Notice[]): readonly Doubt[] => {
  const shape = origin.vendor?.idShape
  const inSubject = shape ? shape.exec(view.subject.text)?.[0] : undefined
  const ids = notices.flatMap((n) => [n.maintenanceId, ...n.formerIds]).filter((id) => id !== null)
  if (!inSubject || ids.length === 0 || ids.some((id) => id.includes(inSubject) || inSubject.includes(id))) return []
  return [
    {
      code: 'ids-disagree',
      blocking: true,
      detail: `The subject names ${inSubject}, the mail below ${ids.join(', ')}.`,
    },
  ]
}

/** Reads one mail. Never throws for what a mail can hold. */
export const readReading = (mail: Mail, options: ReadingOptions): Reading => {
  const content = contentOf(mail, options)
  const best = content.bodies[0]
  const view = content.views.find((v) => v.part.name === best?.part) ?? content.views[0]
  const broken = mailDoubts(mail)
  if (!view) return { class: 'other', vendor: null, format: null, notices: [], doubts: broken }
  const classified = classOf(mail, content, view)
  const doubts = [...broken, ...content.icalDoubts, ...classified.doubts]
  if (classified.class !== 'maintenance') return nothing(content, classified, doubts)
  const notices: readonly Notice[] = noticesOf(content.icals, content.bodies, view)
  return {
    class: 'maintenance',
    vendor: content.origin.vendor?.name ?? null,
    format: formatName(content),
    notices,
    doubts: uniqueDoubts([
      ...doubts,
      ...subjectIdDoubt(content, view, notices),
      ...strangerDoubts(content, view, notices),
      ...senderDoubt(mail, content.origin, options.senderCheck),
    ]),
  }
}

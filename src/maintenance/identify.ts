import { idsOf, indexOf, mailOf, normaliseId, normaliseSubject } from './keys.ts'
import type { Told } from './maintenance.ts'
import { bySent } from './order.ts'
import type { Ruled } from './rulings.ts'
import { overlap } from './windows.ts'

/** Why it is not clear to which work a Told belongs. */
export interface Unclear {
  /** A sentence that names the candidates. */
  readonly reason: string
  /** All its windows stand in the calendar already, as those of a candidate. */
  readonly covered: boolean
}

/** A work in the making, while Tolds are sorted. */
export interface Draft {
  readonly vendor: string
  readonly root: string
  readonly members: Ruled[]
  /** The members by which others are recognised: the believed ones, or all of a work that nobody vouches for. */
  readonly known: Told[]
  passive: boolean
  readonly unclear: Map<string, Unclear>
}

export const newDraft = (vendor: string, root: string): Draft => ({
  vendor,
  root,
  members: [],
  known: [],
  passive: false,
  unclear: new Map(),
})

/** What a Told without id has in common with a work. */
interface Likeness {
  readonly draft: Draft
  readonly copy: boolean
  readonly thread: boolean
  readonly work: boolean
  readonly subject: boolean
  /** Changes a work on these circuits, or answers a mail of it, but nothing else fits. */
  readonly perhaps: boolean
}

const circuitIds = (told: Told): ReadonlySet<string> => new Set(told.notice.circuits.map((c) => normaliseId(c.id)))

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  for (const id of a) if (b.has(id)) return true
  return false
}

const overlapping = (a: Told, b: Told): boolean =>
  a.notice.windows.some((x) => b.notice.windows.some((y) => overlap(x, y)))

/** Gmail's thread ids (`gm:…`) also join mails that only have the same subject: they are no answer to one another. */
const isGmail = (id: string): boolean => id.startsWith('gm:')

const messages = (told: Told): ReadonlySet<string> =>
  new Set([...(told.messageId === null ? [] : [told.messageId]), ...told.thread.filter((id) => !isGmail(id))])

const sharedThread = (a: Told, b: Told): boolean => a.thread.some((id) => isGmail(id) && b.thread.includes(id))

const isCopy = (a: Told, b: Told): boolean =>
  a.messageId !== null && a.messageId === b.messageId && indexOf(a.key) === indexOf(b.key)

/** Two notices of one mail, or of two copies of it, are two works. */
const siblings = (a: Told, b: Told): boolean =>
  (mailOf(a.key) === mailOf(b.key) && a.key !== b.key) ||
  (a.messageId !== null && a.messageId === b.messageId && indexOf(a.key) !== indexOf(b.key))

const likeTold = (told: Told, other: Told): Omit<Likeness, 'draft'> => {
  const none = { copy: false, thread: false, work: false, subject: false, perhaps: false }
  if (siblings(told, other)) return none
  const [a, b] = [circuitIds(told), circuitIds(other)]
  const common = shared(a, b)
  const compatible = common || a.size === 0 || b.size === 0
  const timeless = told.notice.windows.length === 0 || other.notice.windows.length === 0
  const sameTime = overlapping(told, other)
  const later = bySent(told, other) > 0 ? told : other
  const followed = later.notice.kind !== 'new'
  const moves = later.notice.kind === 'reschedule'
  // A later mail may move the work; one that calls itself new, or names other circuits, may be of other work.
  const fits = compatible && (sameTime || (followed && timeless) || moves)
  const subject = normaliseSubject(told.subject)
  const answers = shared(messages(told), messages(other))
  return {
    copy: isCopy(told, other),
    thread: (answers && followed) || ((answers || sharedThread(told, other)) && fits),
    work: common && (sameTime || (timeless && followed)),
    subject: subject !== '' && subject === normaliseSubject(other.subject) && fits,
    perhaps: (common && followed) || answers,
  }
}

const likeness = (told: Told, draft: Draft): Likeness => {
  const all = draft.known.map((other) => likeTold(told, other))
  return {
    draft,
    copy: all.some((l) => l.copy),
    thread: all.some((l) => l.thread),
    work: all.some((l) => l.work),
    subject: all.some((l) => l.subject),
    perhaps: all.some((l) => l.perhaps),
  }
}

/** Strongest first; the first that fits any work decides. */
const ranks: readonly { readonly name: string; readonly fits: (l: Likeness) => boolean }[] = [
  { name: 'a copy of the same mail', fits: (l) => l.copy },
  { name: 'thread, circuits and windows', fits: (l) => l.thread && l.work },
  { name: 'thread and subject', fits: (l) => l.thread && l.subject },
  { name: 'thread', fits: (l) => l.thread },
  { name: 'circuits, overlapping windows and subject', fits: (l) => l.work && l.subject },
  { name: 'circuits and overlapping windows', fits: (l) => l.work },
  { name: 'subject', fits: (l) => l.subject },
]

const nameOf = (draft: Draft): string => {
  const named = draft.known.find((t) => t.notice.maintenanceId !== null) ?? draft.known[0]
  return named?.notice.maintenanceId ?? `“${(named?.subject ?? '').slice(0, 80)}”`
}

export interface Identified {
  readonly clear: Draft | null
  readonly unclear: Unclear | null
}

/** To which of these works a Told without id belongs: one clear candidate, none, or a sentence that names them all. */
export const findCandidates = (told: Told, near: readonly Draft[]): Identified => {
  const likes = near
    .filter((draft) => !(idsOf(told.notice).length > 0 && draft.known.some((t) => idsOf(t.notice).length > 0)))
    .map((draft) => likeness(told, draft))
  for (const { name, fits } of ranks) {
    const found = likes.filter(fits)
    if (found.length === 1) return { clear: found[0]?.draft ?? null, unclear: null }
    if (found.length > 1) {
      const names = found.map((l) => nameOf(l.draft)).sort()
      const reason = `It names no id, and by ${name} it could belong to ${listed(names)}.`
      return { clear: null, unclear: { reason, covered: isCovered(told, found) } }
    }
  }
  const perhaps = likes.filter((l) => l.perhaps)
  if (perhaps.length === 0) return { clear: null, unclear: null }
  const names = perhaps.map((l) => nameOf(l.draft)).sort()
  const reason = `It names no id; its circuits or its thread are those of ${listed(names)}, but windows and subject do not say that it speaks of that work.`
  return { clear: null, unclear: { reason, covered: isCovered(told, perhaps) } }
}

const isCovered = (told: Told, likes: readonly Likeness[]): boolean =>
  told.notice.windows.every((w) =>
    likes.some((l) => l.draft.known.some((t) => t.notice.windows.some((x) => overlap(w, x)))),
  )

const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(' or ')

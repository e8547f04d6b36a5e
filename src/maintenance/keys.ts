import { hash } from 'node:crypto'
import type { Notice } from '../reading/notice.ts'
import type { Ruling, Told } from './maintenance.ts'
import { ruled } from './rulings.ts'

const maxCircuitKeys = 40

/**
 * The form in which ids of works and circuits are compared: upper case, blanks and punctuation dropped. Between two digits one
 * dash stays, or `2026-1-12` and `2026-11-2` would be one id.
 */
export const normaliseId = (id: string): string =>
  // Most are in that form.
  /^[A-Z0-9]+$/.test(id)
    ? id
    : id
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/(?<!\d)-|-(?!\d)/g, '')

const subjectNoise =
  /^(?:re|fw|fwd|aw|wg|tr|reminder|update|updated|upd|urgent|final|new|notice|notification|cancel|cancelled|canceled|cancellation|completed|completion|complete|started|start|rescheduled|reschedule|postponed|revised|amended|important|fyi)$/

/** A subject without reply marks, `[prefix]`, words of status, case and punctuation; '' when nothing telling is left. */
export const normaliseSubject = (subject: string): string => {
  const words = subject
    .slice(0, 400)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[[^\][]{0,80}\]/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !subjectNoise.test(word))
  return words.length >= 2 ? words.join(' ') : ''
}

/** Normalised ids of the work that a Notice names: its own first, then the former ones. */
export const idsOf = (notice: Notice): readonly string[] => [
  ...new Set([notice.maintenanceId ?? '', ...notice.formerIds].map(normaliseId).filter((id) => id !== '')),
]

/** The hash part of a Told's key (`HASH#INDEX`): Tolds that share it stand in one mail. */
export const mailOf = (key: string): string => key.slice(0, key.lastIndexOf('#') + 1) || key
/** Which notice of its mail it is. */
export const indexOf = (key: string): string => key.slice(key.lastIndexOf('#') + 1)

/** Names a Told by what a second copy of its mail shares with it: the Message-ID, not the bytes. */
export const toldToken = (told: Told): string =>
  told.messageId === null ? `#${told.key}` : `<${told.messageId}>#${indexOf(told.key)}`

/** The names given last: a mail asks for the few of its own again and again. */
const given = new Map<string, string>()
const mostGiven = 500

/** The stable name of a work: 32 hex digits of a hash over vendor and normalised id (or the token of a Told without id). */
export const workId = (vendor: string, token: string): string => {
  const key = `${vendor}\n${token}`
  const known = given.get(key)
  if (known !== undefined) return known
  if (given.size >= mostGiven) given.clear()
  const name = hash('sha256', key).slice(0, 32)
  given.set(key, name)
  return name
}

const monthIndex = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1
const monthName = (index: number): string =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`

/** `spread` months before and after each month, sorted; without any month the bucket is `none`. */
const buckets = (months: readonly number[], spread: number): readonly string[] => {
  if (months.length === 0) return ['none']
  const all = new Set<number>()
  for (const month of months) for (let d = -spread; d <= spread; d++) all.add(month + d)
  return [...all].sort((a, b) => a - b).map(monthName)
}

/** Months of the work; a mail without windows may speak of work up to two months ahead. */
const workMonths = ({ notice, sent }: Told): readonly number[] => {
  if (notice.windows.length > 0) return [...new Set(notice.windows.map((w) => monthIndex(w.start)))].slice(0, 24)
  return sent === null ? [] : [0, 1, 2].map((d) => monthIndex(sent) + d)
}

const circuitsOf = ({ notice }: Told): readonly string[] =>
  [...new Set(notice.circuits.map((c) => normaliseId(c.id)).filter((id) => id !== ''))].sort().slice(0, maxCircuitKeys)

const messagesOf = (told: Told): readonly string[] => [
  ...new Set([...(told.messageId === null ? [] : [told.messageId]), ...told.thread]),
]

/** Keys by which a Told without an id is found; `spread` widens the months on the asking side only, so that asking is mutual. */
const looseKeys = (told: Told, mark: '' | '~', spread: boolean): readonly string[] => {
  const months = buckets(workMonths(told), spread ? 1 : 0)
  const subject = normaliseSubject(told.subject)
  const sent = buckets(told.sent === null ? [] : [monthIndex(told.sent)], spread ? 2 : 0)
  return [
    ...messagesOf(told).map((id) => `${mark}msg:${id}`),
    ...circuitsOf(told).flatMap((c) => months.map((m) => `${mark}circ:${told.vendor}:${c}:${m}`)),
    ...(subject === '' ? [] : sent.map((m) => `${mark}subj:${told.vendor}:${subject}:${m}`)),
  ]
}

/** The names that a work may have by this Told: one an id, by which Tolds of one id find each other, and one for the Told itself. */
const idKeys = (told: Told): readonly string[] =>
  [...idsOf(told.notice), toldToken(told)].map((token) => `work:${workId(told.vendor, token)}`)

/**
 * Keys under which the store indexes a Told, its rulings counted in (index again when a ruling is given):
 * `work:ID` (hash of vendor and id, by which a person may also have linked to it), `msg:ID`, `circ:VENDOR:CIRCUIT:YYYY-MM`,
 * `subj:VENDOR:SUBJECT:YYYY-MM`; for a Told without an id the last three also with a leading `~`. The months keep keys
 * selective over years.
 */
export const lookupKeys = (given: Told, rulings: readonly Ruling[] = []): readonly string[] => {
  const { told, link } = ruled(given, rulings)
  const loose = looseKeys(told, '', false)
  return [
    ...idKeys(told),
    ...(link === null ? [] : [`work:${link}`]),
    ...loose,
    ...(idsOf(told.notice).length === 0 ? loose.map((key) => `~${key}`) : []),
  ]
}

/**
 * Keys to ask the store for, to find all that may be one work with this Told. A Told with an id belongs together with others
 * by id alone, and asks otherwise only for those without (`~`); a Told without an id asks for all.
 */
export const neighbourKeys = (given: Told, rulings: readonly Ruling[] = []): readonly string[] => {
  const { told, link } = ruled(given, rulings)
  const named = idsOf(told.notice).length > 0
  return [...idKeys(told), ...(link === null ? [] : [`work:${link}`]), ...looseKeys(told, named ? '~' : '', true)]
}

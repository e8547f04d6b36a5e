/**
 * A year of a team's mail with the truth beside it: announcements, reminders, moves, cancellations, starts, completions, lost,
 * doubled, late and forged mails, incidents and noise, of twenty vendors. The same seed gives the same year.
 */
import { mail, throughGroup } from './mails.ts'
import { type Kind, type Word, type YearVendor, yearVendors } from './year-vendors.ts'

const day = 86_400_000
const hour = 3_600_000

export interface Post {
  readonly raw: string
  /** When the mailbox gets it. */
  readonly delivered: Date
  /** What an authentic mail says of a work; null: forged, an incident, noise. */
  readonly says: (Word & { readonly vendor: string }) | null
  readonly forged: boolean
  /** Names the text: a second copy of a mail has the same. */
  readonly text: string
}

export interface Year {
  readonly from: Date
  readonly to: Date
  /** In the order of delivery. */
  readonly posts: readonly Post[]
  /** All works that a vendor did, by id, whether a mail of it was delivered or not. */
  readonly works: number
  readonly counts: Readonly<Record<string, number>>
}

/** Mulberry32: numbers in [0, 1) from a seed. */
export const dice = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Windows = Word['windows']

/** Nights begin at any quarter of an hour and last one to nine hours. */
const night = (roll: () => number, near: number): Windows[number] => {
  const start = Math.floor(near / day) * day + Math.floor(roll() * 96) * (hour / 4)
  return { start: new Date(start), end: new Date(start + (1 + Math.floor(roll() * 33) / 4) * hour) }
}

const nights = (roll: () => number, near: number, many: number): Windows => {
  const one = night(roll, near)
  if (many === 1) return [one]
  const gap = (roll() < 0.5 ? 1 : 4) * day
  return [one, { start: new Date(one.start.getTime() + gap), end: new Date(one.end.getTime() + gap) }]
}

interface Told {
  readonly kind: Kind
  readonly windows: Windows
  readonly sent: number
}

/** The mails of one work, in the order of sending. */
const lifeOf = (roll: () => number, vendor: YearVendor, announced: number): readonly Told[] => {
  const told: Told[] = []
  // A move of two nights to one is a question (which of them moves?), so that moves keep the number here.
  const many = vendor.nights === 2 && roll() < 0.4 ? 2 : 1
  let windows = nights(roll, announced + (7 + roll() * 30) * day, many)
  let at = announced
  const say = (kind: Kind, sent: number) => {
    told.push({ kind, windows, sent: Math.floor(sent / 1000) * 1000 })
    at = sent
  }
  const begins = () => windows[0]?.start.getTime() ?? 0
  const ends = () => windows.at(-1)?.end.getTime() ?? 0
  say('new', at)
  const moves = roll() < 0.25 ? (roll() < 0.3 ? 2 : 1) : 0
  for (let n = 0; n < moves; n++) {
    at += (0.1 + roll() * 0.6) * (begins() - at)
    windows = nights(roll, begins() + (2 + roll() * 20) * day, many)
    say('move', at)
  }
  const reminders = Math.floor(roll() * 4)
  for (let n = 0; n < reminders; n++) say('reminder', at + (begins() - at) * (0.2 + roll() * 0.4))
  if (roll() < 0.15) say('cancel', at + (begins() - at) * (0.2 + roll() * 0.6))
  else {
    if (roll() < 0.3) say('start', begins() + roll() * 60_000)
    if (roll() < 0.5) say('done', Math.max(at + 60_000, ends() - hour / 2))
  }
  return told
}

const group = { group: 'ops-maintenance', domain: 'noc.example', prefix: '[ops-maintenance]' } as const

const noiseFor = (roll: () => number, vendor: YearVendor, at: Date, n: number): string => {
  const letters = [
    {
      subject: `Service disruption INC${90_000 + n}: unplanned outage`,
      text: `An outage began at ${at.toISOString()} and our engineers are looking for the cause.\n`,
    },
    {
      subject: `Reason for outage INC${90_000 + n}`,
      text: 'The outage was caused by a cut fibre. It has been repaired.\n',
    },
    { subject: `Invoice ${90_000 + n}`, text: 'Please find your invoice enclosed. It is due in thirty days.\n' },
    { subject: 'Out of office', text: 'I am away until Monday.\n', headers: { 'Auto-Submitted': 'auto-replied' } },
  ]
  const letter = letters[Math.floor(roll() * letters.length)] ?? {}
  return mail({ from: vendor.from, date: at.toISOString(), messageId: `noise.${n}@${domainOf(vendor)}`, ...letter })
}

const domainOf = (vendor: YearVendor): string => /@([^>]+)>?$/.exec(vendor.from)?.[1] ?? 'example.com'

/** Seeded; about 3.4 posts for each work. */
export const makeYear = (seed: number, worksOfEach = 41): Year => {
  const roll = dice(seed)
  const from = Date.UTC(2026, 0, 5)
  const to = Date.UTC(2026, 11, 31)
  const posts: Post[] = []
  const counts: Record<string, number> = {}
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  let n = 0
  const post = (raw: string, delivered: number, says: Post['says'], forged: boolean, text: string) =>
    posts.push({ raw, delivered: new Date(delivered), says, forged, text })

  const letter = (vendor: YearVendor, word: Word, messageId: string): string =>
    mail({ ...vendor.write(word), date: word.sent.toISOString(), messageId })

  const forge = (
    vendor: YearVendor,
    { id, circuit }: Pick<Word, 'id' | 'circuit'>,
    told: readonly Told[],
    announced: number,
  ) => {
    count('forged')
    n += 1
    const last = told.at(-1)
    const sent = (last?.sent ?? announced) - roll() * 2 * day
    const kind = roll() < 0.5 ? 'cancel' : 'move'
    const many = last?.windows.length ?? 1
    const windows = kind === 'cancel' ? (last?.windows ?? []) : nights(roll, sent + 9 * day, many)
    const word: Word = { kind, id, windows, circuit, sent: new Date(sent), sequence: told.length + 3 }
    const raw = letter(vendor, word, `f${n}.${id}@${domainOf(vendor)}`)
    post(throughGroup(raw, { ...group, authentic: false }), sent + 60_000, null, true, `${n}`)
  }

  const disturb = (vendor: YearVendor, announced: number) => {
    count('noise')
    n += 1
    const at = announced + roll() * 20 * day
    const raw = noiseFor(roll, vendor, new Date(Math.floor(at / 1000) * 1000), n)
    post(throughGroup(raw, { ...group, authentic: true }), at + 60_000, null, false, `${n}`)
  }

  const work = (vendor: YearVendor, number: number) => {
    const announced = from + roll() * (to - from - 5 * day)
    const [id, circuit] = [vendor.id(number), vendor.circuit(number % 40)]
    const told = lifeOf(roll, vendor, announced)
    for (const [sequence, { kind, windows, sent }] of told.entries()) {
      const word: Word = { kind, id, windows, circuit, sent: new Date(sent), sequence }
      n += 1
      count(kind)
      if (roll() < 0.03) {
        count('lost')
        continue
      }
      const raw = letter(vendor, word, `${n}.${id}@${domainOf(vendor)}`)
      const late = roll() < 0.04
      if (late) count('late')
      const delivered = sent + (late ? roll() * 6 * day : roll() * 600_000)
      const says = { ...word, vendor: vendor.name }
      post(throughGroup(raw, { ...group, authentic: true }), delivered, says, false, `${n}`)
      if (roll() < 0.05) {
        count('doubled')
        const copy = `X-Second-Copy: ${n}\r\n${raw}`
        post(throughGroup(copy, { ...group, authentic: true }), delivered + roll() * 3 * day, says, false, `${n}`)
      }
    }
    if (roll() < 0.05) forge(vendor, { id, circuit }, told, announced)
    if (roll() < 0.15) disturb(vendor, announced)
  }
  for (const vendor of yearVendors) for (let number = 0; number < worksOfEach; number++) work(vendor, number)
  posts.sort((a, b) => a.delivered.getTime() - b.delivered.getTime())
  const inYear = posts.filter(({ delivered }) => delivered.getTime() < to)
  return { from: new Date(from), to: new Date(to), posts: inYear, works: yearVendors.length * worksOfEach, counts }
}

/** What should stand in the calendar of one work. */
export interface Truth {
  readonly days: readonly string[]
  readonly cancelled: boolean
  /** Something was told that cannot be decided without a person: a question must be open. */
  readonly asked: boolean
}

const daysOf = (windows: Windows): readonly string[] => {
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10)
  const spans = windows
    .map(({ start, end }) => [Math.floor(start.getTime() / day), Math.ceil(end.getTime() / day)] as const)
    .sort((a, b) => a[0] - b[0])
  const joined: [number, number][] = []
  for (const [start, end] of spans) {
    const open = joined.at(-1)
    if (open !== undefined && start <= open[1]) open[1] = Math.max(open[1], end)
    else joined.push([start, end])
  }
  return joined.map(([start, end]) => `${iso(start * day)}/${iso(end * day)}`)
}

const sameWindows = (a: Windows, b: Windows): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * The truth by the delivered authentic mails of one work, told independently of the program: the newest announcement says
 * when, a cancellation ends it. A cancellation of other windows than the announced ones (the mail about the move was lost)
 * must be asked, and one of a work that was never announced makes no event.
 */
const truthOf = (words: readonly Word[]): Truth | null => {
  let windows: Windows | null = null
  let cancelled = false
  let asked = false
  for (const word of [...words].sort((a, b) => a.sent.getTime() - b.sent.getTime())) {
    if (word.kind === 'cancel') {
      if (windows !== null && sameWindows(windows, word.windows)) cancelled = true
      else asked = true
    } else if (word.kind === 'start') windows ??= word.windows
    else if (word.kind !== 'done') windows = word.windows
  }
  return windows === null ? null : { days: daysOf(windows), cancelled, asked }
}

/** By id, what should stand there once these posts are read. */
export const truthAt = (posts: readonly Post[], at: Date): ReadonlyMap<string, Truth> => {
  const words = new Map<string, Map<string, Word>>()
  for (const { delivered, says, text } of posts) {
    if (says === null || delivered > at) continue
    const known = words.get(says.id) ?? new Map<string, Word>()
    known.set(text, says)
    words.set(says.id, known)
  }
  const truths = new Map<string, Truth>()
  for (const [id, told] of words) {
    const truth = truthOf([...told.values()])
    if (truth !== null) truths.set(id, truth)
  }
  return truths
}

/** A year of root@ mail with the truth beside it: troubles that recur for some weeks, others that never do, a storm, an outage. */
import { mail } from '../support/mails.ts'
import { dice } from '../support/year.ts'

const day = 86_400_000
const hour = 3_600_000
const minute = 60_000

export interface RootPost {
  readonly raw: string
  readonly delivered: Date
  /** The program that failed. */
  readonly unit: string
}

/** A person's answer to the task of a trouble. */
export interface Closing {
  readonly unit: string
  readonly at: Date
  readonly status: 'resolved' | 'declined'
}

export interface RootYear {
  /** In the order of delivery. */
  readonly posts: readonly RootPost[]
  readonly closings: readonly Closing[]
  /** Troubles that get a task once they have recurred. */
  readonly recurring: readonly string[]
}

/** Letters, so that the masks cannot take one kind for another. */
const unitOf = (kind: number): string =>
  `job-${String.fromCharCode(97 + (kind % 26))}${String.fromCharCode(97 + Math.floor(kind / 26))}`

const kinds = 16
const seasonDays = 24
/** The second season of a trouble begins so long after the first one's end. */
const quietDays = 45

const cron = (host: string, unit: string, text: string, at: number, n: number): RootPost => ({
  raw: mail({
    from: `root@${host}.example.org`,
    to: 'root@example.org',
    subject: `Cron <root@${host}> /usr/local/bin/${unit} --run >/dev/null`,
    date: new Date(Math.floor(at / 1000) * 1000).toISOString(),
    messageId: `${n}.${unit}@${host}.example.org`,
    text,
  }),
  delivered: new Date(at + 20_000),
  unit,
})

/** A trouble's first day, and what a person answers after its first season; every second one comes back. */
const seasonsOf = (kind: number): readonly number[] => {
  const start = (kind * 19) % 290
  return kind % 2 === 0 ? [start] : [start, start + seasonDays + quietDays]
}
const answers: readonly (Closing['status'] | null)[] = ['resolved', 'resolved', null, 'declined']

export const makeRootYear = (seed: number, from: Date): RootYear => {
  const roll = dice(seed + 1)
  const start = from.getTime()
  const posts: RootPost[] = []
  const say = (host: string, unit: string, at: number, what = 'cannot lock state') =>
    posts.push(
      cron(host, unit, `${unit}[${Math.floor(roll() * 60_000)}]: error: ${what} of ${unit}\n`, at, posts.length),
    )
  const closings: Closing[] = []
  /** Hours apart: many units on one host at once would be a host event. */
  const season = (kind: number, first: number): void => {
    for (let d = first; d < first + seasonDays; d += 2)
      for (let host = 0; host < 1 + (kind % 3); host++) {
        const at = start + d * day + ((kind * 5 + host) % 24) * hour + roll() * 10 * minute
        say(`node${1001 + kind * 3 + host}`, unitOf(kind), at)
      }
  }
  for (let kind = 0; kind < kinds; kind++) {
    const [first = 0] = seasonsOf(kind)
    for (const one of seasonsOf(kind)) season(kind, one)
    const status = answers[kind % 4] ?? null
    const at = new Date(start + (first + seasonDays + 3) * day)
    if (status !== null) closings.push({ unit: unitOf(kind), at, status })
  }
  for (let kind = kinds; kind < kinds + 8; kind++)
    for (let d = kind; d < 350; d += 40) say(`node${1001 + kind * 3}`, unitOf(kind), start + d * day + roll() * day)
  for (let n = 0; n < 150; n++)
    say('node1077', `storm-${unitOf(n % 40)}`, start + 100 * day + 5 * hour + n * 20_000, 'read-only file system')
  for (let host = 0; host < 40; host++)
    for (let n = 0; n < 5; n++)
      say(`node${1200 + host}`, 'report-inventory', start + 200 * day + 9 * hour + n * 2 * hour + host * 1000)
  posts.sort((a, b) => a.delivered.getTime() - b.delivered.getTime())
  return { posts, closings, recurring: Array.from({ length: kinds }, (_, kind) => unitOf(kind)) }
}

/** Told independently of the program: five mails, on three days, within fourteen. */
const hasRecurred = (times: readonly number[]): boolean =>
  times.some((end) => {
    const recent = times.filter((at) => at > end - 14 * day && at <= end)
    return recent.length >= 5 && new Set(recent.map((at) => Math.floor(at / day))).size >= 3
  })

/** Two mails on two days after a task was resolved open it again. */
const isBack = (times: readonly number[], since: number): boolean => {
  const after = times.filter((at) => at > since)
  return after.length >= 2 && new Set(after.map((at) => Math.floor(at / day))).size >= 2
}

/** `job-ca open`, one line for each task that should stand; `closings`: as they were carried out. */
export const taskTruth = (year: RootYear, at: Date, closings: readonly Closing[]): readonly string[] =>
  year.recurring
    .flatMap((unit) => {
      const times = year.posts
        .filter((post) => post.unit === unit && post.delivered <= at)
        .map(({ delivered }) => delivered.getTime())
      if (!hasRecurred(times)) return []
      const closed = closings.find((one) => one.unit === unit)
      if (closed === undefined) return [`${unit} open`]
      const back = closed.status === 'resolved' && isBack(times, closed.at.getTime())
      return [`${unit} ${back ? 'open' : closed.status}`]
    })
    .sort()

/** The table of faults: how each is caused, and how a run that meets it may end. */
import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Trouble } from '../servers/fake-conduit.ts'
import type { Fault as GoogleFault } from '../servers/fake-google-calendar.ts'
import type { Asked, Ended, World } from './world.ts'

/** 0 and 1 are exit codes; a run that is killed has none. */
export type End = 0 | 1 | 'killed'

/** What a fault changes of the run that is to meet it. */
export interface Caused extends Partial<Asked> {
  /** So many more runs begin at the same moment. */
  readonly besides?: number
  /** Takes the fault away. True: the run met it. */
  readonly mend: (ended: Ended) => boolean | Promise<boolean>
}

export interface Cause {
  readonly world: World
  /** Numbers in [0, 1). */
  readonly roll: () => number
  /** The true time. */
  readonly now: Date
  /** Raw mails that the mailbox got before. */
  readonly earlier: Readonly<Record<'ops' | 'root', readonly string[]>>
}

export interface Fault {
  readonly name: string
  readonly ends: readonly End[]
  /** What the next run may say, once, and end with 1 for it. */
  readonly after?: RegExp
  readonly cause: (given: Cause) => Caused | Promise<Caused>
}

const minute = 60_000
const hour = 60 * minute
/** Waits between tries take a two-hundredth. */
const hasty = { MAINTCAL_TEST_WAITS: '200' }
/** Also, servers are waited for one second, and a locked database a third of one. */
const impatient = { ...hasty, MAINTCAL_TEST_PATIENCE: '30' }

const pick = <T>(roll: () => number, list: readonly T[], otherwise: T): T =>
  list[Math.floor(roll() * list.length)] ?? otherwise
const boxOf = ({ world, roll }: Cause) => world.boxes[roll() < 0.7 ? 'ops' : 'root']

/** Bytes that a server sends before it falls silent: rather few, but any number. */
const bytes = (roll: () => number): number => 1 + Math.floor(roll() ** 3 * 20_000)

const imap = (name: string, action: 'cut' | 'hang', after: (roll: () => number) => readonly number[]): Fault => ({
  name,
  ends: [0, 1],
  cause: (given) => {
    const { way } = boxOf(given)
    way.plan(after(given.roll), action)
    return {
      env: action === 'hang' ? impatient : {},
      mend: () => {
        const met = way.met() > 0
        way.plan([], 'cut')
        return met
      },
    }
  },
})

type Operation = Parameters<World['google']['fail']>[0]
const everyOperation: readonly Operation[] = ['list', 'list', 'token', 'insert', 'update', 'insert', 'update', 'get']

const google = (name: string, fault: GoogleFault, operations = everyOperation, most = 8): Fault => ({
  name: `Google: ${name}`,
  ends: [0, 1],
  cause: ({ world, roll }) => {
    const many = 1 + Math.floor(roll() * most)
    world.google.fail(pick(roll, operations, 'list'), ...Array.from({ length: many }, () => fault))
    return { env: fault === 'hang' ? impatient : hasty, mend: () => world.google.calm() < many }
  },
})

const conduit = (name: string, trouble: Trouble, most = 4): Fault => ({
  name: `Conduit: ${name}`,
  ends: [0, 1],
  cause: ({ world, roll }) => {
    const many = 1 + Math.floor(roll() * most)
    const method = roll() < 0.5 ? 'maniphest.search' : 'maniphest.edit'
    world.conduit.trouble(method, ...Array.from({ length: many }, () => trouble))
    return { env: trouble === 'hang' ? impatient : hasty, mend: () => world.conduit.calm() < many }
  },
})

/** The program's clock alone, or the calendar's too: Google refuses a login from a clock that is wrong. */
const clock = (name: string, off: (roll: () => number) => number): Fault => ({
  name: `clock: ${name}`,
  ends: [0, 1],
  after: /^maintcal: The clock was or is wrong: [^\n]{20,}$/,
  cause: ({ world, roll, now }) => {
    const wrong = new Date(now.getTime() + off(roll))
    if (roll() < 0.5) world.setClock(wrong)
    return {
      now: wrong,
      mend: () => {
        world.setClock(now)
        return true
      },
    }
  },
})

const ending = (name: string, signal: 'SIGKILL' | 'SIGTERM', ends: readonly End[]): Fault => ({
  name,
  ends,
  cause: ({ roll }) => ({
    env: { MAINTCAL_TEST_DIE_AT: String(1 + Math.floor(roll() ** 2 * 120)), MAINTCAL_TEST_DIE_BY: signal },
    mend: ({ code }) => code !== 0,
  }),
})

const diskFull: Fault = {
  name: 'disk: no room left',
  ends: [0, 1],
  cause: ({ world, roll }) => {
    world.disk?.leave(Math.floor(roll() ** 2 * 400) * 1024)
    return {
      mend: ({ code }) => {
        world.disk?.leave(null)
        return code !== 0
      },
    }
  },
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const fileLimit: Fault = {
  name: 'disk: no file may grow',
  ends: [0, 1],
  cause: ({ world, roll }) => ({
    // The write-ahead log begins small, so that the limit is met early or late.
    fileLimit: Math.max(1, Math.floor(roll() ** 3 * (sizeOf(world.database) / 1024))),
    mend: ({ code }) => code !== 0,
  }),
}

const locked: Fault = {
  name: 'database: locked by another program',
  ends: [1],
  cause: ({ world }) => {
    const holder = new Sqlite(world.database)
    holder.exec('BEGIN IMMEDIATE')
    return {
      env: impatient,
      mend: () => {
        holder.close()
        return true
      },
    }
  },
}

const otherUids: Fault = {
  name: 'mailbox: another UIDVALIDITY',
  ends: [0],
  cause: async (given) => {
    const box = boxOf(given)
    await box.way.allClosed()
    await box.newUidValidity()
    return { mend: () => true }
  },
}

const again: Fault = {
  name: 'mailbox: mails delivered again',
  ends: [0],
  cause: async (given) => {
    const pile = given.roll() < 0.7 ? 'ops' : 'root'
    const earlier = given.earlier[pile]
    const many = Math.min(earlier.length, 1 + Math.floor(given.roll() * 20))
    for (let n = 0; n < many; n++) await given.world.boxes[pile].deliver(pick(given.roll, earlier, ''), given.now)
    return { mend: () => many > 0 }
  },
}

const together: Fault = {
  name: 'two runs at once',
  ends: [0],
  cause: () => ({ besides: 1, mend: () => true }),
}

const unshared: Fault = {
  name: 'Google: calendar not shared any more',
  ends: [0, 1],
  cause: ({ world }) => {
    world.google.share('none')
    return {
      mend: ({ code }) => {
        world.google.share('writer')
        return code !== 0
      },
    }
  },
}

const forgotten: Fault = {
  name: 'Google: sync tokens gone',
  ends: [0],
  cause: ({ world }) => {
    world.google.expireSyncTokens()
    return { mend: () => true }
  },
}

export const faults: readonly Fault[] = [
  imap('mailbox: connection cut', 'cut', (roll) => [bytes(roll)]),
  imap('mailbox: cut again and again', 'cut', (roll) => [bytes(roll), bytes(roll), bytes(roll)]),
  imap('mailbox: server takes no login', 'cut', () => [0, 0, 0, 0]),
  imap('mailbox: server hangs', 'hang', (roll) => [200 + bytes(roll)]),
  otherUids,
  again,
  google('429', { status: 429, reason: 'rateLimitExceeded' }),
  google('403 rate limit', { status: 403, reason: 'userRateLimitExceeded', retryAfter: '3' }),
  google('500', { status: 500 }),
  google('503', { status: 503, raw: '<html>Service Unavailable</html>' }),
  google('200, but a page for people', { status: 200, raw: '<html>Sign in</html>' }),
  google('hangs', 'hang', everyOperation, 2),
  google('cut before the write', 'cut'),
  google('cut after the write', 'store-then-cut', ['insert', 'update']),
  google('412', { status: 412, reason: 'conditionNotMet' }, ['update'], 2),
  google('401', { status: 401, reason: 'authError' }, ['list', 'insert', 'update'], 2),
  forgotten,
  unshared,
  conduit('429', 'rate-limit'),
  conduit('500', { status: 500 }),
  conduit('502, a page for people', 'html'),
  conduit('503', { status: 503 }),
  conduit('hangs', 'hang', 2),
  conduit('cut before the write', 'before'),
  conduit('cut after the write', 'after'),
  ending('killed', 'SIGKILL', [0, 'killed']),
  ending('told to stop', 'SIGTERM', [0, 1]),
  clock('a day ahead', () => 24 * hour),
  clock('a day behind', () => -24 * hour),
  clock('hours off', (roll) => Math.floor((roll() - 0.5) * 10) * hour + 7 * minute),
  diskFull,
  fileLimit,
  locked,
  together,
]

/** A place of its own for runs of the built program against a mailbox, and what can be seen of them from outside. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import ICAL from 'ical.js'
import type { Environment } from '../../src/config.ts'
import { packageRoot } from '../../src/paths.ts'
import { type Ended, maintcal } from './cli.ts'

export interface IcsEvent {
  readonly uid: string
  readonly summary: string
  readonly description: string
  readonly url: string
  /** `YYYY-MM-DD`; the end is the day after the last. Empty when it is no whole day. */
  readonly start: string
  readonly end: string
  readonly cancelled: boolean
}

/** A mail with what became of it, as it stands in the database. */
export interface MailRow {
  readonly origin: string
  readonly decision: string | null
  readonly class: string | null
  readonly reason: string | null
}

export interface Rig {
  readonly folder: string
  /** Where `eml:inbox` points to. */
  readonly inbox: string
  readonly database: string
  readonly ics: string
  run(args: readonly string[], env?: Environment): Promise<Ended>
  mails(): readonly MailRow[]
  events(): readonly IcsEvent[]
  /** SHA-256 of every file below the folder. */
  files(): Readonly<Record<string, string>>
  remove(): void
}

/** An empty string for what is not a whole day. */
const day = (value: unknown): string => (value instanceof ICAL.Time && value.isDate ? value.toString() : '')

export const icsEvents = (text: string): readonly IcsEvent[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => {
    const value = (name: string): unknown => one.getFirstPropertyValue(name)
    return {
      uid: String(value('uid')),
      summary: String(value('summary')),
      description: String(value('description')),
      url: String(value('url')),
      start: day(value('dtstart')),
      end: day(value('dtend')),
      cancelled: String(value('summary')).startsWith('CANCELLED:'),
    }
  })

const hashes = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )

const clock = ['--import', join(packageRoot(), 'tests', 'support', 'die-at.mjs')]

/** `now`: where the program's clock stands; it is told nothing else of being tested. */
export const rig = (env: Environment, now: string): Rig => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-spine-'))
  const [inbox, ics] = [join(folder, 'inbox'), join(folder, 'var', 'maintenance.ics')]
  const database = join(folder, 'var', 'maintcal.db')
  mkdirSync(inbox)
  return {
    folder,
    inbox,
    database,
    ics,
    run: (args, more = {}) => maintcal(folder, args, { ...env, MAINTCAL_TEST_NOW: now, ...more }, clock),
    mails: () => {
      const db = new Sqlite(database, { readonly: true })
      try {
        return db
          .prepare<[], MailRow>(
            'SELECT origin, decision, class, reason FROM mails LEFT JOIN outcomes ON outcomes.mail = mails.id ORDER BY id',
          )
          .all()
      } finally {
        db.close()
      }
    },
    events: () => (existsSync(ics) ? icsEvents(readFileSync(ics, 'utf8')) : []),
    files: () => hashes(folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The group of these tests, as every mail of it comes. */
export const opsGroup = { group: 'ops-maintenance', domain: 'noc.example', prefix: '[ops-maintenance]' } as const

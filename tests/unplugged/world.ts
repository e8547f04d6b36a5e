/** An installation with all its parts, real where they can be: Dovecot, SMTP, Google Calendar and Conduit on loopback, the built program. */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Environment } from '../../src/config.ts'
import { dataFile, packageRoot } from '../../src/paths.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { startFakeConduit } from '../servers/fake-conduit.ts'
import { startFakeGoogleCalendar } from '../servers/fake-google-calendar.ts'
import { startPlug } from '../servers/plug.ts'
import { startSmtp } from '../servers/smtp.ts'
import { type Ended, maintcal } from '../support/cli.ts'
import { type SmallDisk, smallDisk } from './small-disk.ts'

/** Wednesdays of two weeks: each run is the first of its week, so that a digest is due. */
export const before = '2026-11-18T18:00:00Z'
export const now = '2026-11-25T18:00:00Z'

const hooks = ['die-at.mjs', 'haste.mjs'].flatMap((name) => ['--import', join(packageRoot(), 'tests', 'support', name)])

const demo = (name: string): Buffer => readFileSync(join(dataFile('demo'), `${name}.eml`))

/** Lines that no packing makes small, so that a mail with them never finds room in a page that is there already. */
const ballast = Array.from({ length: 150 }, (_, n) => ` ${createHash('sha256').update(String(n)).digest('base64')}`)

const cron = (day: number): string =>
  [
    'From: root@kestrel.example.org (Cron Daemon)',
    'To: root@kestrel.example.org',
    'Subject: Cron <root@kestrel> /usr/local/bin/rotate-widgets',
    `Date: ${new Date(Date.UTC(2026, 10, day, 4, 17)).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <widgets.${day}@kestrel.example.org>`,
    'X-Ballast:',
    ...ballast,
    '',
    '/usr/local/bin/rotate-widgets: line 7: widgets: command not found',
    '',
  ].join('\r\n')

/** What differs without meaning: names of rows, versions, instants of writing. */
const meaningless =
  /^(?:id|mail|signature|etag|updated|created|sequence|origin|received|(?:saved|settled|opened|closed|stored|moved|figures)_at|first_read)$/
const plain = (row: object) => Object.fromEntries(Object.entries(row).filter(([name]) => !meaningless.test(name)))
const sorted = (rows: readonly object[]): readonly string[] => rows.map((row) => JSON.stringify(plain(row))).sort()

const tables = [
  'mails',
  'outcomes',
  'cursors',
  'tolds',
  'told_keys',
  'maintenances',
  'maintenance_ids',
  'unsettled',
  'questions',
  'events',
  'occurrences',
  'alert_tasks',
  'risks',
] as const

/** Names of rows differ without meaning: a lookup is told with the key of its Told. */
const rowsOf = (name: string): string =>
  name === 'told_keys'
    ? 'SELECT lookup, key FROM told_keys JOIN tolds ON tolds.id = told_keys.told'
    : `SELECT * FROM ${name}`

export interface Seen {
  readonly failing: readonly string[]
  readonly ok: string | undefined
  readonly at: string | undefined
}

export interface World {
  readonly database: string
  readonly metrics: string
  readonly disk: SmallDisk
  readonly plugs: Readonly<Record<'imap' | 'calendar' | 'tracker' | 'smtp', Awaited<ReturnType<typeof startPlug>>>>
  /** Refuses whoever the digest goes to. */
  refuseRecipients(refused: boolean): void
  /** The real time, as the servers have it. */
  setTime(at: string): void
  /** The first run, long before, and the mails that came since. */
  begin(): Promise<void>
  /** Back to after the first run. */
  rewind(): Promise<void>
  run(env?: Environment): Promise<Ended>
  /** All that the store, the calendar, the tracker and the recipients of digests have. */
  state(): string
  /** What the run since `rewind` did. */
  did(): readonly string[]
  figures(): Seen
  close(): Promise<void>
}

export const startWorld = async (): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-unplugged-'))
  const disk = smallDisk(join(folder, 'var'))
  const database = join(disk.path, 'maintcal.db')
  const metrics = join(folder, 'metrics', 'maintcal.prom')
  const dovecot = await startDovecot()
  const root = await dovecot.anotherUser()
  let time = Date.parse(before)
  const google = await startFakeGoogleCalendar({ now: () => time })
  const conduit = await startFakeConduit()
  const smtp = await startSmtp()
  const portOf = (url: string): number => Number(new URL(url).port)
  const plugs = {
    imap: await startPlug(dovecot.port),
    calendar: await startPlug(portOf(google.rootUrl)),
    tracker: await startPlug(portOf(conduit.url)),
    smtp: await startPlug(smtp.port),
  }
  writeFileSync(join(folder, 'key.json'), google.keyFile)
  writeFileSync(join(folder, 'circuits.csv'), 'circuit,site,group\nOGYX/338817//ZYO,ams,one\n')

  const env: Environment = {
    MAINTCAL_DB: database,
    OPS_MAILBOX: `imap://${dovecot.user}@127.0.0.1:${plugs.imap.port}/INBOX`,
    OPS_PASSWORD: dovecot.password,
    ROOT_MAILBOX: `imap://${root.user}@127.0.0.1:${root.port}/INBOX`,
    ROOT_PASSWORD: root.password,
    OPS_GROUP: 'ops-maintenance@noc.example',
    SINCE: 'all',
    CALENDAR: `google:${google.calendarId}`,
    GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'key.json'),
    GOOGLE_CALENDAR_URL: `http://127.0.0.1:${plugs.calendar.port}/`,
    PHABRICATOR_URL: `http://127.0.0.1:${plugs.tracker.port}`,
    PHABRICATOR_TOKEN: conduit.token,
    PHABRICATOR_PARENT: 'T1',
    SMTP_URL: `smtp://127.0.0.1:${plugs.smtp.port}`,
    DIGEST_FROM: 'maintcal@noc.example',
    DIGEST_TO: 'sre@noc.example',
    METRICS_FILE: metrics,
    NO_PROXY: '127.0.0.1',
  }
  const run = (more: Environment = {}): Promise<Ended> => {
    const clock = { MAINTCAL_TEST_NOW: new Date(time).toISOString() }
    return maintcal(folder, ['sync'], { ...env, ...clock, ...more }, hooks)
  }
  const read = <T>(work: (db: Sqlite.Database) => T): T => {
    const db = new Sqlite(database, { readonly: true })
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const stored = (): readonly (readonly [string, readonly string[]])[] =>
    read((db) => tables.map((name) => [name, sorted(db.prepare(rowsOf(name)).all() as object[])] as const))
  const mailsOf = (pile: string): number =>
    read((db) => (db.prepare('SELECT count(*) AS n FROM mails WHERE pile = ?').get(pile) as { n: number }).n)

  let calm = () => {}
  let marks = { mails: 0, events: '' }
  const keep = join(folder, 'before.db')
  const eventsNow = (): string => JSON.stringify(sorted([...google.events()]))

  return {
    database,
    metrics,
    disk,
    plugs,
    refuseRecipients: (refused) => (refused ? smtp.refuse('sre@noc.example', 'robin@noc.example') : smtp.accept()),
    setTime: (at) => {
      time = Date.parse(at)
    },
    begin: async () => {
      for (const name of ['01-zayo-new', '05-equinix-new', '25-telstra-new']) await dovecot.deliver(demo(name))
      const first = await run()
      if (first.code !== 0) throw new Error(first.err)
      copyFileSync(database, keep)
      calm = google.save()
      for (const name of ['17-zayo-reschedule', '37-equinix-cancelled', '18-colt-new'])
        await dovecot.deliver(demo(name))
      for (const day of [19, 20, 21, 22, 23, 24]) await root.deliver(cron(day), new Date(Date.UTC(2026, 10, day, 5)))
      time = Date.parse(now)
    },
    rewind: async () => {
      disk.empty()
      for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true })
      copyFileSync(keep, database)
      rmSync(metrics, { force: true })
      calm()
      conduit.tasks.length = 1
      smtp.accept()
      for (const plug of Object.values(plugs)) await plug.set('open')
      time = Date.parse(now)
      marks = { mails: smtp.mails.length, events: eventsNow() }
    },
    run,
    state: () =>
      JSON.stringify(
        {
          stored: stored(),
          events: google.events().map(plain),
          tasks: conduit.tasks.map(({ title, status, parents, comments }) => ({ title, status, parents, comments })),
          digests: smtp.mails
            .slice(marks.mails)
            .map(({ to, raw }) => [to, /^message-id: (\S+)/im.exec(String(raw))?.[1]]),
        },
        null,
        1,
      ),
    did: () => [
      ...(mailsOf('ops') > 3 ? ['ops mail'] : []),
      ...(mailsOf('root') > 0 ? ['root mail'] : []),
      ...(eventsNow() === marks.events ? [] : ['events']),
      ...(conduit.tasks.length > 1 ? ['task'] : []),
      ...(smtp.mails.length > marks.mails ? ['digest'] : []),
    ],
    figures: () => {
      const text = existsSync(metrics) ? readFileSync(metrics, 'utf8') : ''
      return {
        failing: [...text.matchAll(/^maintcal_step_failing\{step="([\w-]+)"\} 1$/gm)]
          .map((found) => found[1] ?? '')
          .sort(),
        ok: /^maintcal_last_run_ok (\d)$/m.exec(text)?.[1],
        at: /^maintcal_last_run_timestamp_seconds (\d+)/m.exec(text)?.[1],
      }
    },
    close: async () => {
      for (const plug of Object.values(plugs)) await plug.stop()
      await Promise.all([dovecot.stop(), google.close(), conduit.close(), smtp.close()])
      disk.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

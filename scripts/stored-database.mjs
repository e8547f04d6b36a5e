// Writes tests/store/schemas/N.sql: a small database as the present program stores it, with schema N (the latest unless named).
// Call it when a migration is added, before that is published; a file that was published is never written again.
//   npm run build && node scripts/stored-database.mjs [N]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { applyMigration, migrations } from '../dist/src/store/migrations/index.js'

const root = join(import.meta.dirname, '..')
const version = Number(process.argv[2] ?? migrations.length)
const folder = mkdtempSync(join(tmpdir(), 'maintcal-stored-'))

/** Mails of a move, a cancellation, a question, an invoice, and of root@; and a person's answer. */
const ops = [
  '01-zayo-new',
  '17-zayo-reschedule',
  '05-equinix-new',
  '37-equinix-cancelled',
  '16-brightline-no-zone',
  '03-invoice',
]
const rootMails = ['anacron-logrotate', 'anacron-logrotate-2', 'backupninja-1']

const maintcal = (...args) => {
  const hooks = ['--import', join(root, 'tests', 'support', 'die-at.mjs')]
  const env = {
    PATH: process.env.PATH,
    MAINTCAL_DB: join(folder, 'maintcal.db'),
    OPS_MAILBOX: `eml:${join(folder, 'ops')}`,
    ROOT_MAILBOX: `eml:${join(folder, 'root')}`,
    OPS_GROUP: 'ops-maintenance@noc.example',
    SINCE: 'all',
    CALENDAR: `ics:${join(folder, 'calendar.ics')}`,
    MAINTCAL_TEST_NOW: '2026-12-04T18:00:00Z',
  }
  const ended = spawnSync(process.execPath, [...hooks, join(root, 'dist/src/cli.js'), ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  if (ended.status !== 0) throw new Error(`${args.join(' ')}: ${ended.stderr}`)
  return ended.stdout
}

for (const name of ['ops', 'root']) mkdirSync(join(folder, name))
for (const name of ops) cpSync(join(root, 'data', 'demo', `${name}.eml`), join(folder, 'ops', `${name}.eml`))
for (const name of rootMails)
  cpSync(join(root, 'tests', 'fixtures', 'root', `${name}.eml`), join(folder, 'root', `${name}.eml`))
maintcal('sync')
const [question] = JSON.parse(maintcal('review', 'list', '--json'))
maintcal('review', 'ignore', question.name)

const from = new Sqlite(join(folder, 'maintcal.db'))
const to = new Sqlite(':memory:')
for (const migration of migrations.slice(0, version)) applyMigration(to, migration)

const lines = [
  `-- What maintcal stored under schema ${version}: ${migrations[version - 1].name}. Made by scripts/stored-database.mjs; never changed.`,
]
const made = to
  .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
  .all()
const statement = (sql) => `${sql.replace(/\s+/g, ' ')};`
const tables = made.filter(({ type }) => type === 'table')
for (const { sql } of tables) lines.push(statement(sql))
for (const { name } of tables) {
  const columns = to.pragma(`table_info(${name})`).map((column) => column.name)
  // Where the mails lay on the machine that made this is nobody's business.
  const place = (text) => text.replaceAll(folder, '/srv/maintcal')
  const select = `SELECT ${columns.map((column) => `quote(${column})`).join(', ')} FROM ${name}`
  for (const row of from.prepare(select).raw().all())
    lines.push(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${row.map((value) => place(value)).join(', ')});`)
}
for (const { sql } of made.filter(({ type }) => type !== 'table')) lines.push(statement(sql))
lines.push(`PRAGMA user_version = ${version};`)
const out = join(root, 'tests', 'store', 'schemas')
mkdirSync(out, { recursive: true })
writeFileSync(join(out, `${version}.sql`), `${lines.join('\n')}\n`)
rmSync(folder, { recursive: true })

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as events from '../../src/commands/events.ts'
import * as review from '../../src/commands/review.ts'
import * as sync from '../../src/commands/sync.ts'
import { workId } from '../../src/maintenance/keys.ts'
import { packageRoot } from '../../src/paths.ts'
import { lookupNumber } from '../../src/store/lookup.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/open.ts'
import { call, testShell } from '../support/shell.ts'

/** Small databases as maintcal stored them under each schema (`scripts/stored-database.mjs`). */
const stored = join(packageRoot(), 'tests', 'store', 'schemas')
const versions = migrations.map((_, index) => index + 1)

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-schemas-'))
  path = join(folder, 'maintcal.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (version: number): void => {
  const db = new Sqlite(path)
  db.exec(readFileSync(join(stored, `${version}.sql`), 'utf8'))
  db.close()
}
const reading = <T>(file: string, work: (db: Sqlite.Database) => T): T => {
  const db = new Sqlite(file, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
const schemaOf = (file: string): readonly string[] =>
  reading(file, (db) =>
    db
      .prepare<[], { sql: string }>('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name')
      .all()
      .map(({ sql }) => sql.replace(/\s+/g, ' ')),
  )
const rowsOf = (): Readonly<Record<string, readonly unknown[]>> =>
  reading(path, (db) => {
    const names = db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    // `told_keys` has no order of its own.
    const order = (name: string) => (name === 'told_keys' ? ' ORDER BY lookup, told' : '')
    return Object.fromEntries(names.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name}${order(name)}`).all()]))
  })
/**
 * From the fifth schema on, lookup keys and the names of Tolds are numbers; those of before say the same. A key of an id has gone,
 * where one of the work that it names stands beside it.
 */
const asNow = ({ tolds = [], told_keys = [], ...others }: ReturnType<typeof rowsOf>): ReturnType<typeof rowsOf> => {
  const names = new Map(tolds.map((row, index) => [(row as { key: string }).key, index + 1]))
  const keys = told_keys as readonly { lookup: string | number; told: string | number }[]
  const rows = keys.flatMap(({ lookup, told }) => {
    const id = typeof lookup === 'string' ? /^id:([^:]+):(.+)$/.exec(lookup) : null
    if (id !== null) {
      const work = `work:${workId(id[1] ?? '', id[2] ?? '')}`
      expect(keys).toContainEqual({ lookup: work, told })
      return []
    }
    return {
      lookup: typeof lookup === 'string' ? lookupNumber(lookup) : lookup,
      told: typeof told === 'string' ? names.get(told) : told,
    }
  })
  return { ...others, tolds, told_keys: rows.sort((a, b) => a.lookup - b.lookup || Number(a.told) - Number(b.told)) }
}
const said = async (module: typeof sync | typeof review | typeof events, ...args: readonly string[]) => {
  const env = { MAINTCAL_DB: path, SINCE: 'all', CALENDAR: `ics:${join(folder, 'calendar.ics')}` }
  const shell = testShell(folder, env, '2026-12-05T18:00:00Z')
  await call(module, shell, ...args)
  expect([shell.errors(), shell.code()]).toEqual([[], 0])
  return shell.output()
}

describe('a database of every schema', () => {
  it('is kept, one file a schema', () => {
    expect(readdirSync(stored).sort()).toEqual(versions.map((version) => `${version}.sql`))
  })

  it.each(versions)('%i is brought to the present one, and no row is lost or changed', async (version) => {
    put(version)
    const before = rowsOf()
    const store = openStore(path)
    expect(await store.damage()).toEqual([])
    await store.close()
    await openStore(join(folder, 'fresh.db')).close()
    expect(schemaOf(path)).toEqual(schemaOf(join(folder, 'fresh.db')))
    expect(rowsOf()).toMatchObject(asNow(before))
    reading(path, (db) => expect(db.pragma('user_version', { simple: true })).toBe(migrations.length))
  })

  it.each(versions)('%i is understood: its works, its events, and what a person answered', async (version) => {
    put(version)
    const listed = JSON.parse(await said(events, '--json')) as {
      maintenanceId: string
      start: string
      status: string
    }[]
    expect(listed.map(({ maintenanceId, start }) => [maintenanceId, start])).toEqual([
      ['5-260044170001', '2026-11-25'],
      ['TTN-0009300417', '2026-12-01'],
    ])
    expect(JSON.parse(await said(review, 'list', '--json'))).toEqual([])
    await said(sync)
    const store = openStore(path)
    expect(await store.mails.count()).toEqual({ stored: 9, pending: 0 })
    await store.close()
  })
})

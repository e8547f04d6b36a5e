#!/usr/bin/env node
// What one Notice costs (identify, fold and store, its commit included) when 1,000 and when 1,000,000 Maintenances are stored.
// Needs `npm run build`, and 3 GB in the folder for temporary files.
//   node bench/belief.mjs [MANY]      MANY: how many the large database holds (default 1,000,000)
// Both databases hold the same number of works for each circuit and month: a larger one is that of a larger network.
// Notices of three kinds: of new work with an id, of known work, of new work without an id. The two databases take turns.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { lookupKeys, workId } from '../dist/src/maintenance/keys.js'
import { believe } from '../dist/src/steps/believe.js'
import { lookupNumber } from '../dist/src/store/lookup.js'
import { openStore } from '../dist/src/store/open.js'
import { packJson } from '../dist/src/store/pack.js'

const few = 1000
const many = Number(process.argv[2] ?? 1_000_000)
const rounds = 10
const noticesOfRound = 50
const at = '2036-01-01T00:00:00Z'
const day = 86_400_000
const firstDay = Date.UTC(2026, 0, 1)

const iso = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z')

/** Work `n` of `size`: ten years, twenty vendors, fifty works a circuit. */
const toldOf = (n, size, given = {}) => {
  const start = firstDay + ((n * 7919) % 3650) * day + 5 * 3_600_000
  const circuit = `CKT-${(n * 31) % Math.ceil(size / 50)}/ZYO`
  const id = given.id === undefined ? `TTN-${n}` : given.id
  return {
    key: `${given.mail ?? `seed${n}`}#0`,
    vendor: `vendor${n % 20}`,
    sent: iso(start - (given.before ?? 14) * day),
    received: null,
    subject: `Planned work ${given.subject ?? n} on ${circuit}`,
    messageId: `${given.mail ?? n}@vendor.example`,
    thread: [],
    permalink: null,
    textHash: given.mail ?? `text${n}`,
    held: false,
    unverified: false,
    notice: {
      maintenanceId: id,
      account: null,
      status: 'CONFIRMED',
      kind: given.kind ?? 'new',
      windows: [{ start: iso(start), end: iso(start + 5 * 3_600_000) }],
      circuits: [{ id: circuit, impact: 'OUTAGE' }],
      impact: null,
      summary: 'A worn fibre span is replaced between two huts on the northern route',
      location: 'Norwick, VA',
      formerIds: [],
      zone: null,
      sequence: null,
      stamp: null,
      evidence: {},
      doubts: [],
    },
  }
}

/** Fills a database as fast as SQLite goes. Nobody reads the bodies of these works, so one stands for all. */
const seed = (path, size) => {
  const db = new Sqlite(path)
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = DELETE')
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  // Built in one go at the end: ten times as fast as entry by entry.
  db.exec(
    'DROP INDEX told_keys_told; DROP INDEX tolds_maintenance; CREATE TEMP TABLE spread (lookup INTEGER, told INTEGER)',
  )
  db.pragma('cache_size = -3000000')
  const body = Buffer.from(packJson({ ...toldOf(1, size), history: [toldOf(2, size)], questions: [] }))
  const told = Buffer.from(packJson(toldOf(1, size)))
  const mail = db.prepare(
    "INSERT INTO mails (pile, hash, size, origin, stored_at, pending) VALUES ('ops', ?, 1, 'x', ?, 0)",
  )
  const tolds = db.prepare('INSERT INTO tolds (key, mail, maintenance, told) VALUES (?, ?, ?, ?)')
  const keys = db.prepare('INSERT INTO spread VALUES (?, ?)')
  const work = db.prepare("INSERT INTO maintenances VALUES (?, ?, 'CONFIRMED', ?, ?, ?, ?)")
  const ids = db.prepare('INSERT INTO maintenance_ids VALUES (?, ?, ?)')
  db.transaction(() => {
    for (let n = 0; n < size; n++) {
      const one = toldOf(n, size)
      const id = workId(one.vendor, one.notice.maintenanceId.toUpperCase().replaceAll('-', ''))
      const { lastInsertRowid } = mail.run(`seed${n}`, at)
      const { lastInsertRowid: number } = tolds.run(one.key, lastInsertRowid, id, told)
      for (const key of new Set(lookupKeys(one))) keys.run(lookupNumber(key), number)
      const first = one.notice.windows[0].start.slice(0, 10)
      work.run(id, one.vendor, first, first, at, body)
      ids.run(one.vendor, one.notice.maintenanceId, id)
    }
  })()
  // Two mails for what is measured.
  for (const name of ['measured', 'known']) mail.run(name, at)
  db.exec(`INSERT INTO told_keys SELECT lookup, told FROM spread ORDER BY lookup, told;
    CREATE INDEX told_keys_told ON told_keys (told); CREATE INDEX tolds_maintenance ON tolds (maintenance)`)
  db.close()
}

const folder = mkdtempSync(join(tmpdir(), 'maintcal-bench-'))
const databases = [few, many].map((size) => ({ size, path: join(folder, `${size}.db`), times: {} }))

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

let counter = 0
const next = (name) => {
  counter += 1
  return `${name}${counter}`
}

/** What is measured is taken back at once, or the small database would not stay small. */
const undo = (store, mail) =>
  store.atomically(async (inner) => {
    const touched = await inner.belief.forgetTolds(mail)
    await believe(inner, { mail, tolds: [], touched }, at)
  })

const timed = async ({ store, size, times }, kind, make) => {
  times[kind] ??= []
  const mail = size + 1
  for (let n = 0; n < noticesOfRound; n++) {
    const told = make(size, n)
    const began = performance.now()
    await store.atomically((inner) => believe(inner, { mail, tolds: [told] }, at))
    times[kind].push(performance.now() - began)
    await undo(store, mail)
  }
}

/** Any of the seeded works: its circuit and month. */
const place = (n, size) => (n * 997 + counter * 13) % size

const kinds = {
  'new work with an id': (size, n) => toldOf(place(n, size), size, { mail: next('new'), id: `NEW-${n}` }),
  'known work': (size, n) =>
    toldOf((n * 997) % size, size, { mail: next('again'), id: `KNOWN-${n}`, kind: 'reminder', before: 7 }),
  'new work without an id': (size, n) =>
    toldOf(place(n, size), size, { mail: next('bare'), id: null, subject: `bare ${n}` }),
}

/** The works that `known work` reminds of. */
const announceKnown = async ({ store, size }) => {
  for (let n = 0; n < noticesOfRound; n++) {
    const told = toldOf((n * 997) % size, size, { mail: next('known'), id: `KNOWN-${n}` })
    await store.atomically((inner) => believe(inner, { mail: size + 2, tolds: [told] }, at))
  }
}

try {
  for (const database of databases) {
    const made = openStore(database.path)
    await made.mails.count()
    await made.close()
    const began = performance.now()
    seed(database.path, database.size)
    console.error(`${database.size} Maintenances seeded in ${Math.round((performance.now() - began) / 1000)} s`)
    database.store = openStore(database.path)
    await announceKnown(database)
  }
  for (let round = 0; round <= rounds; round++) {
    for (const [kind, make] of Object.entries(kinds)) {
      for (const database of round % 2 === 0 ? databases : [...databases].reverse()) await timed(database, kind, make)
    }
    // The first round warms caches and compiler.
    if (round === 0) for (const database of databases) database.times = {}
  }
  const rounded = (x) => Math.round(x * 1000) / 1000
  const cost = ({ times }, kind) => median(kind === null ? Object.values(times).flat() : times[kind])
  const row = (kind) => {
    const [small, large] = databases.map((database) => cost(database, kind))
    return { [`ms at ${few}`]: rounded(small), [`ms at ${many}`]: rounded(large), ratio: rounded(large / small) }
  }
  console.log(
    JSON.stringify({ all: row(null), ...Object.fromEntries(Object.keys(kinds).map((kind) => [kind, row(kind)])) }),
  )
  for (const { store } of databases) await store.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

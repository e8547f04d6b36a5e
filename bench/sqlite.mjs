// What SQLite alone needs for an import: its very statements, recorded, and run again with nothing around them.
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import Sqlite from 'better-sqlite3'
import { writeMbox } from './generate.mjs'
import { child, cli, repeat, root, spread } from './measure.mjs'

/** The recorded statements, some thousand at a time. */
function* recorded(file) {
  const from = openSync(file, 'r')
  const length = Buffer.alloc(4)
  while (readSync(from, length) === 4) {
    const bytes = Buffer.alloc(length.readUInt32LE())
    readSync(from, bytes)
    yield deserialize(bytes)
  }
  closeSync(from)
}

export const writing = async ({ scratch, mails, runs }) => {
  const { fileSettings, openStore } = await import('../dist/src/store/open.js')
  const [box, record] = [join(scratch, 'mails.mbox'), join(scratch, 'statements')]
  await writeMbox(box, mails)
  const env = { SENDER_CHECK: 'off', MAINTCAL_DB: join(scratch, 'imported.db'), RECORD_STATEMENTS: record }
  await child(['--import', join(root, 'bench', 'record-statements.mjs'), cli, 'import', box], { env, cwd: scratch })
  let statements = 0
  const timed = await repeat(runs, async (n) => {
    const path = join(scratch, `again${n}.db`)
    await openStore(path).close()
    const db = new Sqlite(path)
    for (const setting of fileSettings) db.pragma(setting)
    const prepared = new Map()
    let [ms, cpu, count] = [0, 0, 0]
    for (const part of recorded(record)) {
      for (const [sql] of part) if (!prepared.has(sql)) prepared.set(sql, db.prepare(sql))
      const [started, before] = [performance.now(), process.cpuUsage()]
      for (const [sql, how, values] of part) prepared.get(sql)[how](...values)
      const used = process.cpuUsage(before)
      ms += performance.now() - started
      cpu += (used.user + used.system) / 1000
      count += part.length
    }
    statements = count
    const { n: written } = db.prepare('SELECT count(*) AS n FROM outcomes').get()
    db.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    if (written !== mails) throw new Error(`Of ${mails} mails ${written} were written.`)
    return { perSecond: (mails / ms) * 1000, perCpuSecond: (mails / cpu) * 1000 }
  })
  return {
    mails,
    'statements a mail': Math.round((statements / mails) * 10) / 10,
    'SQLite alone, mails/s, wall': spread(timed.map(({ perSecond }) => perSecond)),
    '… a second of processor time': spread(timed.map(({ perCpuSecond }) => perCpuSecond)),
  }
}

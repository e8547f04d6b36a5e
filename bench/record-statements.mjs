// With `--import`: what the program asks of SQLite goes, statement by statement, into the file named in RECORD_STATEMENTS.
import { closeSync, openSync, writeSync } from 'node:fs'
import { serialize } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const file = process.env.RECORD_STATEMENTS
if (isMainThread && file !== undefined) {
  const out = openSync(file, 'w')
  let waiting = []
  const write = () => {
    if (waiting.length === 0) return
    const bytes = serialize(waiting)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(bytes.length)
    writeSync(out, length)
    writeSync(out, bytes)
    waiting = []
  }
  const prepare = Sqlite.prototype.prepare
  Sqlite.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql)
    for (const how of ['all', 'run', 'iterate']) {
      const call = statement[how].bind(statement)
      statement[how] = (...values) => {
        waiting.push([sql, how === 'run' ? 'run' : 'all', values])
        if (waiting.length >= 2000) write()
        return call(...values)
      }
    }
    return statement
  }
  process.on('exit', () => {
    write()
    closeSync(out)
  })
}

// Loaded before the program (`node --import`), so that a test need not wait as long as the program would. It knows nothing of it.
//   MAINTCAL_TEST_HASTE=N   what is waited for at most takes an N-th of its time; pauses between attempts are no longer than 10 ms
//   MAINTCAL_TEST_PAGES=N   a database takes no more than N pages: a full disk, where no real one can be made
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import pauses from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

const haste = Number(process.env.MAINTCAL_TEST_HASTE ?? 1)
const pages = Number(process.env.MAINTCAL_TEST_PAGES ?? 0)
const less = (ms) => Math.ceil(Number(ms) / haste)

if (haste > 1) {
  const { setTimeout: later } = globalThis
  globalThis.setTimeout = (work, ms, ...given) => later(work, less(ms ?? 0), ...given)
  const patience = AbortSignal.timeout
  AbortSignal.timeout = (ms) => patience.call(AbortSignal, less(ms))
  const idle = Socket.prototype.setTimeout
  Socket.prototype.setTimeout = function setTimeout(ms, ...given) {
    return idle.call(this, less(ms), ...given)
  }
  const pause = pauses.setTimeout
  pauses.setTimeout = (ms, ...given) => pause(Math.min(ms, 10), ...given)
  syncBuiltinESMExports()
}

const pragma = Sqlite.prototype.pragma
const seen = new WeakSet()
Sqlite.prototype.pragma = function patched(...given) {
  if (!seen.has(this)) {
    seen.add(this)
    if (haste > 1) pragma.call(this, `busy_timeout = ${less(10_000)}`)
  }
  const result = pragma.call(this, ...given)
  if (pages > 0 && /^user_version$/.test(String(given[0]))) pragma.call(this, `max_page_count = ${pages}`)
  return result
}

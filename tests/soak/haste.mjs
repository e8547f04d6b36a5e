// Loaded before the program, where a fault would take minutes to be given up: its waits and its patience with servers shrink.
// What is not shrunk: the limits for hostile mail, which decide what is believed.
//   MAINTCAL_TEST_WAITS=N      waits between tries take an N-th
//   MAINTCAL_TEST_PATIENCE=N   servers, and a locked database, are waited for an N-th
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import timers from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

const waits = Number(process.env.MAINTCAL_TEST_WAITS ?? 1)
const patience = Number(process.env.MAINTCAL_TEST_PATIENCE ?? 1)
const shorter = (milliseconds) => Math.ceil(milliseconds / patience)

const wait = timers.setTimeout
timers.setTimeout = (milliseconds, ...rest) => wait(milliseconds / waits, ...rest)
syncBuiltinESMExports()

const timeout = AbortSignal.timeout.bind(AbortSignal)
AbortSignal.timeout = (milliseconds) => timeout(shorter(milliseconds))

const ofSocket = net.Socket.prototype.setTimeout
net.Socket.prototype.setTimeout = function setTimeout(milliseconds, ...rest) {
  return ofSocket.call(this, shorter(milliseconds), ...rest)
}

/** The first pragma of the program comes right after it opened its file. */
const pragma = Sqlite.prototype.pragma
const opened = new WeakSet()
Sqlite.prototype.pragma = function first(source, ...rest) {
  if (!opened.has(this) && patience > 1) {
    opened.add(this)
    const [{ timeout: given }] = pragma.call(this, 'busy_timeout')
    pragma.call(this, `busy_timeout = ${shorter(given)}`)
  }
  return pragma.call(this, source, ...rest)
}

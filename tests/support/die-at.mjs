// Loaded before the program (`node --import`): counts the points at which a run leaves traces outside its own memory, before and
// after every commit to the database and every HTTP exchange, and kills the process at the one that is asked for. The program
// itself knows nothing of it.
//   MAINTCAL_TEST_DIE_AT=N      dies at the N-th point (0: never)
//   MAINTCAL_TEST_DIE_BY=NAME   of that signal (SIGKILL)
//   MAINTCAL_TEST_POINTS=FILE   writes the names of all points there at the end
//   MAINTCAL_TEST_NOW=ISO       the wall clock stands still there
import diagnostics from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'

const dieAt = Number(process.env.MAINTCAL_TEST_DIE_AT ?? 0)
const names = []

const point = (name) => {
  names.push(name)
  if (names.length === dieAt) process.kill(process.pid, process.env.MAINTCAL_TEST_DIE_BY ?? 'SIGKILL')
}

const { MAINTCAL_TEST_POINTS: list, MAINTCAL_TEST_NOW: now } = process.env
if (list !== undefined) process.on('exit', () => writeFileSync(list, names.join('\n')))

if (now !== undefined) {
  const at = Date.parse(now)
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length === 0 ? [at] : given))
    }
    static now() {
      return at
    }
  }
}

/** A commit: the word itself, or a statement that writes while no transaction is open. */
const commits = ({ source, readonly, database }) =>
  /^commit\b/i.test(source) || (!readonly && !database.inTransaction && !/^(?:begin|rollback)\b/i.test(source))

const watchCommits = () => {
  const statement = Object.getPrototypeOf(new Sqlite(':memory:').prepare('SELECT 1'))
  for (const method of ['run', 'all', 'get']) {
    const original = statement[method]
    statement[method] = function counted(...given) {
      if (!commits(this)) return original.apply(this, given)
      const what = this.source.slice(0, 40).replace(/\s+/g, ' ')
      point(`before ${what}`)
      const result = original.apply(this, given)
      point(`after ${what}`)
      return result
    }
  }
}
// The threads that read mail load this too; they have no database, and one that a thread loads ends Node.js 24 as the thread ends.
if (isMainThread) watchCommits()

const told = ({ method, path }) => `${method} ${path.slice(0, 60)}`
diagnostics.subscribe('http.client.request.start', ({ request }) => point(`before ${told(request)}`))
diagnostics.subscribe('http.client.response.finish', ({ request }) => point(`after ${told(request)}`))
diagnostics.subscribe('undici:request:create', ({ request }) => point(`before ${told(request)}`))
diagnostics.subscribe('undici:request:trailers', ({ request }) => point(`after ${told(request)}`))

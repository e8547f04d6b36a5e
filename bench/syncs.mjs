// Memory of one process that runs again and again, as a program that holds maintcal would: nothing may stay behind.
//   node bench/syncs.mjs [RUNS]      the process that is measured: prints its samples as JSON
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mails } from './generate.mjs'
import { child } from './measure.mjs'
import { memoryOf, series } from './memory.mjs'

/** Every so many runs a mail comes in; the others find nothing new. */
const runsOfMail = 10

const run = async (folder, runs) => {
  const [{ runSync }, { readConfig }] = await Promise.all([
    import('../dist/src/commands/sync.js'),
    import('../dist/src/config.js'),
  ])
  const env = { OPS_MAILBOX: 'eml:inbox', SINCE: 'all', SENDER_CHECK: 'off', CALENDAR: 'ics:calendar.ics' }
  const shell = {
    env,
    cwd: folder,
    now: () => new Date(),
    ticks: () => performance.now(),
    out: async () => undefined,
    err: () => undefined,
    terminal: false,
    outTerminal: false,
    signal: new AbortController().signal,
    config: async () => readConfig({ ...env, MAINTCAL_DB: join(folder, 'maintcal.db') }, folder),
    exit: () => undefined,
  }
  const given = mails(Math.ceil(runs / runsOfMail))
  mkdirSync(join(folder, 'inbox'))
  const each = Math.max(1, Math.floor(runs / 40))
  const [memory, heap] = [[], []]
  let [fetched, failures] = [0, 0]
  for (let n = 0; n < runs; n++) {
    if (n % runsOfMail === 0) writeFileSync(join(folder, 'inbox', `${n}.eml`), given.next().value)
    const outcome = await runSync(shell, await shell.config(), {}, new Date())
    fetched += outcome.summary.mails.new
    failures += outcome.failures.length
    if (n % each === 0) {
      globalThis.gc()
      memory.push(memoryOf(process.pid))
      heap.push(process.memoryUsage().heapUsed / 2 ** 20)
    }
  }
  return { runs, fetched, failures, memory: series(memory, each), heap: series(heap, each) }
}

export const syncingOften = async ({ syncs }) => {
  const script = fileURLToPath(import.meta.url)
  const { ms, out } = await child(['--expose-gc', script, String(syncs)])
  const { runs, fetched, failures, memory, heap } = JSON.parse(out)
  if (failures > 0 || fetched !== Math.ceil(runs / runsOfMail)) throw new Error(`The runs failed: ${out}`)
  return {
    runs,
    'mails that came': fetched,
    'ms a run': Math.round((ms / runs) * 10) / 10,
    'memory, MB (slope: a thousand runs)': memory,
    'JavaScript heap, MB': heap,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-bench-'))
  try {
    console.log(JSON.stringify(await run(folder, Number(process.argv[2] ?? 1000))))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

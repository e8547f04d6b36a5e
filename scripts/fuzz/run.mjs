// Fuzzes readers of bytes, led by coverage. Needs `npm run build`.
//   npm run fuzz:bytes                                 each target for two minutes
//   npm run fuzz:bytes -- mail --seconds 600           one of them, longer
//   npm run fuzz:bytes -- --runs 500 --seed 7 --json   so many inputs each: the same in every run
// An input that does harm is cut down and written to var/fuzz/; one that takes longer than 20 seconds ends the run.
import { mkdirSync, writeFileSync } from 'node:fs'
import { register } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { guided } from './loop.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
})

globalThis.__covered = new Uint8Array(1 << 16)
globalThis.__words = new Set()
register('./instrument.mjs', import.meta.url)
const { targets } = await import('./targets.mjs')

const folder = join(fileURLToPath(new URL('../..', import.meta.url)), 'var', 'fuzz')
const names = positionals.length > 0 ? positionals : Object.keys(targets)
const unknown = names.find((name) => targets[name] === undefined)
if (unknown !== undefined)
  throw new Error(`There is no target ${unknown}. There are ${Object.keys(targets).join(', ')}.`)

/** Notices from outside when an input takes for ever, since nothing within can. */
const watch = () => {
  const shared = new SharedArrayBuffer(8 + 65_536)
  const [count, length] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)]
  const bytes = new Uint8Array(shared, 8)
  const code = `const { workerData: { shared, folder } } = require('node:worker_threads')
    const [count, length] = [new Int32Array(shared, 0, 1), new Int32Array(shared, 4, 1)]
    let last = -1
    setInterval(() => {
      if (count[0] === last && length[0] >= 0) {
        require('node:fs').writeFileSync(folder + '/endless.bin', Buffer.from(new Uint8Array(shared, 8, length[0])))
        process.stderr.write('An input takes longer than 20 seconds: var/fuzz/endless.bin\\n')
        process.kill(process.pid, 'SIGKILL')
      }
      last = count[0]
    }, 20000)`
  new Worker(code, { eval: true, workerData: { shared, folder } }).unref()
  return {
    begin: (input) => {
      count[0] += 1
      length[0] = Math.min(input.length, bytes.length)
      bytes.set(input.subarray(0, bytes.length))
    },
    rest: () => {
      length[0] = -1
    },
  }
}

mkdirSync(folder, { recursive: true })
const guard = watch()
let found = 0
for (const name of names) {
  const ends = Date.now() + Number(values.seconds ?? 120) * 1000
  const more = values.runs === undefined ? () => Date.now() < ends : (done) => done < Number(values.runs)
  const seed = Number(values.seed ?? (values.runs === undefined ? Date.now() : 1))
  const { run, seeds, most } = targets[name]
  const each = Math.ceil(seeds.length / Number(values.runs ?? seeds.length))
  const begin = seeds.filter((_, n) => n % each === 0)
  const { findings, ...figures } = await guided({ run, seeds: begin, most, seed, more, before: guard.begin })
  guard.rest()
  const told = findings.map(({ error, bytes }, n) => {
    const path = join(folder, `${name}-${n}.bin`)
    writeFileSync(path, bytes)
    return { message: error.message, stack: error.stack, path, bytes: bytes.toString('latin1').slice(0, 300) }
  })
  found += told.length
  if (values.json) console.log(JSON.stringify({ target: name, seed, ...figures, findings: told }))
  else {
    const { executions, reached, corpus, atFirst } = figures
    console.log(
      `${name}: ${executions} inputs, ${reached} branches (${atFirst.reached} by the seeds), ${corpus} kept; seed ${seed}; ${told.length} findings`,
    )
    for (const { stack, path } of told) console.log(`  ${path}\n  ${stack.split('\n').slice(0, 6).join('\n  ')}`)
  }
}
process.exitCode = found > 0 ? 1 : 0

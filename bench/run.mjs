#!/usr/bin/env node
// Benchmarks. Needs `npm run build`.
//   npm run bench                              all of them, and a table of what is to be held (half an hour; 3 GB for temporary files)
//   npm run bench -- read [FOLDER]             mails a second on one core, of the fixtures or of a folder
//   npm run bench -- import [--mails 5000]     from an mbox into the database; 100,000 mails unless said otherwise
//   npm run bench -- sqlite [--mails 5000]     the same rows by the same statements, and nothing else
//   npm run bench -- sync                      a run with nothing new, against a real Dovecot
//   npm run bench -- serve [--requests 10000]  the review page's memory over many requests
//   npm run bench -- queue                     the review page with a thousand open questions
//   npm run bench -- syncs [--syncs 1000]      memory of one process that runs again and again
//   npm run bench -- load | signatures [FOLDER] | belief
//   … --json                                   one line of JSON a benchmark
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importing } from './import.mjs'
import { child, cli, machine, root } from './measure.mjs'
import { loading, reading } from './read.mjs'
import { queueing, serving } from './serve.mjs'
import { writing } from './sqlite.mjs'
import { syncing } from './sync.mjs'
import { syncingOften } from './syncs.mjs'
import { heldTable } from './wanted.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    mails: { type: 'string' },
    runs: { type: 'string' },
    requests: { type: 'string' },
    syncs: { type: 'string' },
  },
})
const [name, folder] = positionals

/** A benchmark that is a program of its own and prints a line of JSON. */
const beside = (script) => async () => {
  const { out } = await child([join(root, 'bench', script), ...(folder === undefined ? [] : [folder])])
  return JSON.parse(out.trim().split('\n').at(-1))
}

const benchmarks = {
  read: reading,
  load: loading,
  sync: syncing,
  import: importing,
  sqlite: writing,
  belief: beside('belief.mjs'),
  signatures: beside('alerts.mjs'),
  serve: serving,
  queue: queueing,
  syncs: syncingOften,
}

if (!existsSync(cli)) throw new Error('The program is not built. Call "npm run build" first.')
if (name !== undefined && benchmarks[name] === undefined)
  throw new Error(`There is no benchmark ${name}. There are ${Object.keys(benchmarks).join(', ')}.`)

const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
const shown = (value) => {
  if (value === null || typeof value !== 'object') return String(value)
  if ('median' in value) return `${value.median}  (${value.least} to ${value.most}, ${value.runs} runs)`
  if (!('slope' in value)) return JSON.stringify(value)
  const { first, middle, last, most, slope, growth } = value
  return `first ${first}, middle ${middle}, last ${last}, most ${most}; slope ${slope}, ${growth} % over the second half`
}
const named = () => {
  const { cpu, processors, memoryGb, node, load } = machine()
  return `${cpu}, ${processors} processors, ${memoryGb} GB, node ${node}, load ${load.join(' ')}`
}

const mails = Number(values.mails ?? 100_000)
const options = {
  folder,
  mails,
  runs: Number(values.runs ?? (mails > 20_000 && ['import', 'sqlite', undefined].includes(name) ? 1 : 5)),
  requests: Number(values.requests ?? 10_000),
  syncs: Number(values.syncs ?? 1000),
}
const results = {}
for (const one of name === undefined ? Object.keys(benchmarks) : [name]) {
  const scratch = mkdtempSync(join(tmpdir(), 'maintcal-bench-'))
  try {
    const result = await benchmarks[one]({ ...options, scratch })
    results[one] = result
    if (values.json) console.log(JSON.stringify({ benchmark: one, version, machine: machine(), result }))
    else {
      console.log(`${one}   ${named()}`)
      for (const [what, value] of Object.entries(result)) console.log(`  ${what.padEnd(28)} ${shown(value)}`)
    }
  } catch (error) {
    // One that cannot run here (no Dovecot, no room) does not keep the others from their work.
    if (name !== undefined) throw error
    console.log(`${one}   could not be run: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
const table = heldTable(results)
if (values.json !== true && table.length > 0) console.log(['', `held?   ${named()}`, ...table].join('\n'))

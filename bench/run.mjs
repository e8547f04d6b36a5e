#!/usr/bin/env node
// Benchmarks. Needs `npm run build`.
//   npm run bench                              all of them
//   npm run bench -- read [FOLDER]             mails a second on one core, of the fixtures or of a folder
//   npm run bench -- import [--mails 100000]   from an mbox into the database
//   npm run bench -- load | sync | serve | alerts [FOLDER] | belief
//   … --json                                   one line of JSON a benchmark
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { importing } from './import.mjs'
import { child, cli, machine, root } from './measure.mjs'
import { loading, reading } from './read.mjs'
import { serving, syncing } from './sync.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, mails: { type: 'string' }, runs: { type: 'string' } },
})
const [name, folder] = positionals

const beside = (script) => async () => {
  const path = join(root, 'bench', script)
  if (!existsSync(path)) return { missing: script }
  const { out } = await child([path, ...(folder === undefined ? [] : [folder])])
  try {
    return JSON.parse(out.trim().split('\n').at(-1))
  } catch {
    return { text: out.trim() }
  }
}

const benchmarks = {
  read: reading,
  load: loading,
  sync: syncing,
  serve: serving,
  import: importing,
  alerts: beside('alerts.mjs'),
  belief: beside('belief.mjs'),
}

if (!existsSync(cli)) throw new Error('The program is not built. Call "npm run build" first.')
if (name !== undefined && benchmarks[name] === undefined)
  throw new Error(`There is no benchmark ${name}. There are ${Object.keys(benchmarks).join(', ')}.`)

const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
const shown = (value) =>
  value !== null && typeof value === 'object' && 'median' in value
    ? `${value.median}  (${value.least} to ${value.most}, ${value.runs} runs)`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

for (const one of name === undefined ? Object.keys(benchmarks) : [name]) {
  const scratch = mkdtempSync(join(tmpdir(), 'maintcal-bench-'))
  try {
    const result = await benchmarks[one]({
      folder,
      scratch,
      mails: Number(values.mails ?? 5000),
      runs: Number(values.runs ?? (Number(values.mails ?? 0) > 20_000 ? 1 : 5)),
    })
    if (values.json) console.log(JSON.stringify({ benchmark: one, version, machine: machine(), result }))
    else {
      const { cpu, processors, node, load } = machine()
      console.log(`${one}   ${cpu}, ${processors} processors, node ${node}, load ${load.join(' ')}`)
      for (const [what, value] of Object.entries(result)) console.log(`  ${what.padEnd(28)} ${shown(value)}`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

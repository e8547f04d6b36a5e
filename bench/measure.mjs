// What all benchmarks share: runs, medians, the machine, processes of their own.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url))

/** Figures mean nothing without the machine that they come from. */
export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  processors: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  load: loadavg().map((n) => Math.round(n * 100) / 100),
})

const round = (n) => Number(n.toPrecision(4))

/** Median and spread of several runs. */
export const spread = (runs) => {
  const sorted = [...runs].sort((a, b) => a - b)
  return {
    median: round(sorted[Math.floor(sorted.length / 2)]),
    least: round(sorted[0]),
    most: round(sorted.at(-1)),
    runs: runs.length,
  }
}

/** Processor time of this process in milliseconds: the wall clock also counts what other programs do. */
export const cpuOf = async (work) => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export const repeat = async (times, work) => {
  const out = []
  for (let i = 0; i < times; i++) out.push(await work(i))
  return out
}

const statusOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

const megabytes = (status, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024

/** A process of its own: wall milliseconds, peak and course of its memory in MB (Linux), and what it printed. */
export const child = (args, { env = {}, cwd = root } = {}) =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const process_ = spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    })
    let [out, err, peak] = ['', '', 0]
    const memory = []
    const watch = setInterval(() => {
      const status = statusOf(process_.pid)
      peak = Math.max(peak, megabytes(status, 'VmHWM'))
      const now = megabytes(status, 'VmRSS')
      if (now > 0) memory.push(now)
    }, 20)
    process_.stdout.on('data', (data) => {
      out += data
    })
    process_.stderr.on('data', (data) => {
      err += data
    })
    process_.on('error', reject)
    process_.on('close', (code) => {
      clearInterval(watch)
      if (code === 0) resolve({ ms: performance.now() - started, peakMb: peak, memory, out })
      else reject(new Error(`${args.join(' ')} ended with ${code}: ${err.slice(0, 2000)}`))
    })
  })

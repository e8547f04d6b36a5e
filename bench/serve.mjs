// The review page: its memory over many requests, and what a long queue costs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cli, spread } from './measure.mjs'
import { memoryOf, series } from './memory.mjs'
import { withQuestions } from './questions.mjs'

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/** `maintcal serve` on a database with so many open questions, for as long as `work` takes. */
const withPage = async ({ scratch, questions }, work) => {
  const port = await freePort()
  const database = join(scratch, 'serve.db')
  await withQuestions(database, questions)
  const env = { PATH: process.env.PATH, MAINTCAL_DB: database, REVIEW_LISTEN: `127.0.0.1:${port}` }
  const page = spawn(process.execPath, [cli, 'serve'], { cwd: scratch, env, stdio: 'ignore' })
  const ask = async (path) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`)
    return text
  }
  try {
    for (let tries = 0; ; tries++) {
      if ((await ask('/').catch(() => null)) !== null) break
      if (tries > 400 || page.exitCode !== null) throw new Error('The review page did not start.')
      await wait(50)
    }
    return await work({ ask, pid: page.pid })
  } finally {
    page.kill()
    if (page.exitCode === null) await once(page, 'exit')
  }
}

const pathsOf = async (ask) => {
  const { items } = JSON.parse(await ask('/api/queue'))
  return ['/', '/calendar', '/mails', '/alerts', '/api/queue', '/calendar.ics', '/metrics', `/item/${items[0].name}`]
}

/** Requests for all kinds of pages, on a queue of fifty. */
export const serving = ({ scratch, requests }) =>
  withPage({ scratch, questions: 50 }, async ({ ask, pid }) => {
    const paths = await pathsOf(ask)
    const each = Math.max(1, Math.floor(requests / 40))
    const samples = [memoryOf(pid)]
    const began = performance.now()
    for (let n = 1; n <= requests; n++) {
      await ask(paths[n % paths.length])
      if (n % each === 0) samples.push(memoryOf(pid))
    }
    return {
      requests,
      'ms a request': Math.round(((performance.now() - began) / requests) * 100) / 100,
      'memory, MB (slope: a thousand requests)': series(samples, each),
    }
  })

/** The first page of a queue of a thousand questions. */
export const queueing = ({ scratch }) =>
  withPage({ scratch, questions: 1000 }, async ({ ask }) => {
    const times = async (path, count) => {
      const out = []
      for (let n = 0; n < count; n++) {
        const began = performance.now()
        await ask(path)
        out.push(performance.now() - began)
      }
      return out
    }
    await times('/', 20)
    const html = await ask('/')
    return {
      'open questions': JSON.parse(await ask('/api/queue')).items.length,
      'kB of the page': Math.round(html.length / 1024),
      'queue page, ms': spread(await times('/', 100)),
    }
  })

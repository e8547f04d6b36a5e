// A run with nothing to do, from process start to exit, against a real Dovecot; and the memory of the review page.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { mails } from './generate.mjs'
import { child, cli, repeat, root, spread } from './measure.mjs'

/** The server of the tests is TypeScript; it is translated into the scratch folder. */
const dovecotOf = async (scratch) => {
  const to = join(scratch, 'servers')
  const options = ['--outDir', to, '--module', 'nodenext', '--target', 'es2022', '--types', 'node', '--noCheck']
  const source = join(root, 'tests', 'servers', 'dovecot.ts')
  execFileSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--ignoreConfig', ...options, source],
    { cwd: root },
  )
  symlinkSync(join(root, 'package.json'), join(to, 'package.json'))
  const { startDovecot } = await import(pathToFileURL(join(to, 'dovecot.js')).href)
  return startDovecot()
}

export const syncing = async ({ scratch, runs }) => {
  const server = await dovecotOf(scratch)
  try {
    for (const mail of mails(200)) await server.deliver(mail)
    const env = {
      OPS_MAILBOX: `imap://${server.user}@127.0.0.1:${server.port}/INBOX`,
      OPS_PASSWORD: server.password,
      MAINTCAL_DB: join(scratch, 'sync.db'),
      SENDER_CHECK: 'off',
    }
    const sync = () => child([cli, 'sync', '--json'], { env, cwd: scratch })
    const first = await sync()
    const idle = await repeat(Math.max(7, runs), sync)
    for (const { out } of idle)
      if (JSON.parse(out).mails.new !== 0) throw new Error('A run that was to find nothing found something.')
    return {
      'mails in the mailbox': 200,
      'first run, ms': Math.round(first.ms),
      'nothing new, ms': spread(idle.map(({ ms }) => ms)),
      'memory with nothing new, MB': spread(idle.map(({ peakMb }) => peakMb)),
    }
  } finally {
    await server.stop()
  }
}

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

export const serving = async ({ scratch }) => {
  const port = await freePort()
  const env = { PATH: process.env.PATH, MAINTCAL_DB: join(scratch, 'serve.db'), REVIEW_LISTEN: `127.0.0.1:${port}` }
  await child([cli, 'review', 'list'], { env, cwd: scratch })
  const page = spawn(process.execPath, [cli, 'serve'], { cwd: scratch, env, stdio: 'ignore' })
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${page.pid}/status`, 'utf8'))?.[1]) / 1024
  const ask = () => fetch(`http://127.0.0.1:${port}/`).then((r) => r.text())
  try {
    for (let tries = 0; ; tries++) {
      const up = await ask().catch(() => null)
      if (up !== null) break
      if (tries > 200 || page.exitCode !== null) throw new Error('The review page did not start.')
      await wait(50)
    }
    const before = memory()
    const started = performance.now()
    for (let i = 0; i < 500; i++) await ask()
    const each = (performance.now() - started) / 500
    return {
      'memory after the start, MB': Math.round(before),
      'after 500 pages, MB': Math.round(memory()),
      'ms a page': Math.round(each * 100) / 100,
    }
  } finally {
    page.kill()
    await once(page, 'exit')
  }
}

// A run with nothing to do, from process start to exit, against a real Dovecot.
import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
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

import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { DigestSent } from '../digest/run.ts'
import { CommandError, type Shell } from './shell.ts'
import { withStore } from './store.ts'

interface DigestOptions {
  readonly week?: string
  readonly out?: string
  readonly send?: boolean
  readonly force?: boolean
}

/** A reader never sees half a file. */
const writeWhole = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}.tmp`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}

const checkedWeek = async (given: string): Promise<string> => {
  const { startOf } = await import('../digest/week.ts')
  const week = given.toUpperCase()
  if (startOf(week) === null) throw new CommandError(`--week "${given}" is no ISO week. Example: --week 2026-W47`, 2)
  return week
}

const told = (sent: DigestSent): string => {
  switch (sent.did) {
    case 'sent':
      return `Sent to ${sent.to.join(', ')}.`
    case 'already':
      return `It was sent on ${sent.at.slice(0, 16).replace('T', ' ')} UTC. --force sends it again.`
    case 'not-yet':
      return `It is sent from ${sent.from} on (DIGEST_DAY). --force sends it now.`
    case 'busy':
      return 'Another process is sending it.'
  }
}

/** `maintcal digest`: the weekly mail, on the screen, into files, or sent. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--week <week>', 'an ISO week such as 2026-W47 (default: the present one)')
    .option('--out <dir>', 'write it to DIR as HTML and as text')
    .option('--send', 'send it to DIGEST_TO and to who is on duty: once a week, from DIGEST_DAY on')
    .option('--force', 'with --send: also before that day, and again')
    .action(async (options: DigestOptions) => {
      const week = options.week === undefined ? null : await checkedWeek(options.week)
      if (options.force === true && options.send !== true) throw new CommandError('--force goes with --send.', 2)
      const now = shell.now()
      await withStore(shell, async (store, config) => {
        const [{ digestFor, sendDigest }, { weekOf }] = await Promise.all([
          import('../digest/run.ts'),
          import('../digest/week.ts'),
        ])
        const name = week ?? weekOf(now.toISOString())
        if (options.out !== undefined || options.send !== true) {
          const [{ digestHtml }, { digestText }] = await Promise.all([
            import('../digest/html.tsx'),
            import('../digest/text.ts'),
          ])
          const content = await digestFor(store, config, { week: name, now })
          if (options.out === undefined) await shell.out(digestText(content))
          else {
            const folder = resolve(shell.cwd, options.out)
            mkdirSync(folder, { recursive: true })
            const path = join(folder, `digest-${name}`)
            writeWhole(`${path}.html`, digestHtml(content))
            writeWhole(`${path}.txt`, digestText(content))
            await shell.out(`${content.subject}\n${path}.html\n${path}.txt\n`)
          }
        }
        if (options.send !== true) return
        const sent = await sendDigest(store, config, { week, now, force: options.force === true })
        // cron mails whatever is printed: a day on which there is nothing to send must stay silent.
        if (shell.outTerminal) await shell.out(`${told(sent)}\n`)
        if (sent.did === 'sent' && sent.rejected.length > 0) {
          shell.err(`maintcal: the mail server did not take the digest for ${sent.rejected.join(', ')}.`)
          shell.exit(1)
        }
      })
    })
}

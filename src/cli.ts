#!/usr/bin/env node
import { once } from 'node:events'
import { Command, CommanderError } from 'commander'
import type { CommandModule, Shell } from './commands/shell.ts'
import { plain } from './commands/table.ts'
import { errorWords } from './store/failure.ts'
import { packageVersion } from './version.ts'

/** Name, what it does, and where it is: a command is loaded only when it is called. */
const commands: readonly (readonly [string, string, () => Promise<CommandModule>])[] = [
  ['sync', 'read new mail and bring calendar and tasks up to date', () => import('./commands/sync.ts')],
  ['demo', 'the same with the sample mailbox, to look around', () => import('./commands/demo.ts')],
  ['read', 'show what mails say, without storing anything', () => import('./commands/read.ts')],
  ['import', 'take old mails in', () => import('./commands/import.ts')],
  ['events', 'list the calendar events that should stand', () => import('./commands/events.ts')],
  ['alerts', 'what root@ mail complains of: groups, signatures, merges', () => import('./commands/alerts.ts')],
  ['serve', 'the review page: questions, calendar, alerts and mail log', () => import('./commands/serve.ts')],
  ['review', 'list and answer the questions to people', () => import('./commands/review.ts')],
  ['digest', 'the weekly mail at hand-over: show it, write it, send it', () => import('./commands/digest.ts')],
  ['doctor', 'check everything that can be wrong, with the remedy', () => import('./commands/doctor.ts')],
  ['backup', 'copy the database while it is in use, or bring a copy back', () => import('./commands/backup.ts')],
  ['install', 'write systemd units for this installation', () => import('./commands/install.ts')],
  [
    'replay',
    'read all stored mail again with the present rules and show what differs',
    () => import('./commands/replay.ts'),
  ],
]

const configurationCode = 2

/** Errors that speak to people in one line; anything else is a defect of ours and says where. */
const tellError = (error: unknown, shell: Shell): void => {
  if (error instanceof CommanderError) {
    shell.exit(error.exitCode === 0 ? 0 : configurationCode)
    return
  }
  for (const line of errorWords(error).split('\n')) shell.err(`maintcal: ${line}`)
  if (error instanceof Error && error.name === 'ConfigError') {
    shell.exit(configurationCode)
    return
  }
  shell.exit(error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : 1)
}

const processShell = (): Shell => {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.exitCode = 1
      stop.abort(new Error(`stopped by ${signal}`))
    })
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader such as `head` that has enough is no failure.
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
  return {
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    ticks: () => performance.now(),
    out: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    },
    err: (line) => {
      process.stderr.write(`${line.split('\n').map(plain).join('\n')}\n`)
    },
    terminal: process.stderr.isTTY === true,
    outTerminal: process.stdout.isTTY === true,
    signal: stop.signal,
    config: async () => {
      const { environment, readConfig } = await import('./config.ts')
      return readConfig(environment(process.cwd(), process.env), process.cwd())
    },
    exit: (code) => {
      process.exitCode = Math.max(Number(process.exitCode ?? 0), code)
    },
  }
}

const main = async (args: readonly string[], shell: Shell): Promise<void> => {
  const program = new Command('maintcal')
    .description("Keeps a shared calendar and a task tree right, from vendors' maintenance mail and root@ mail.")
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError('(maintcal --help lists the commands)')
  const called = args.find((argument) => !argument.startsWith('-'))
  for (const [name, summary, load] of commands) {
    const command = program.command(name).description(summary).exitOverride()
    // `maintcal help NAME` names the command second.
    if (name === called || args.includes(name)) (await load()).define(command, shell)
  }
  await program.parseAsync([...args], { from: 'user' })
}

const shell = processShell()
// A library that fails beside every promise (node-fetch does, when its time is over before it began) ends the run, not the manners.
process.on('uncaughtException', (error) => {
  tellError(error, shell)
  process.exit()
})
try {
  await main(process.argv.slice(2), shell)
} catch (error) {
  tellError(error, shell)
}

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { CommandError, type Shell } from './shell.ts'
import { counted } from './table.ts'

const back = async (shell: Shell, file: string): Promise<void> => {
  const [config, { backUp }] = await Promise.all([shell.config(), import('../store/backup.ts')])
  const { mails, works } = await backUp(config.MAINTCAL_DB, resolve(shell.cwd, file))
  // From cron a backup that went well says nothing.
  if (shell.outTerminal) await shell.out(`${counted(mails, 'mail')} and ${counted(works, 'work')} are in ${file}.\n`)
}

const bringBack = async (shell: Shell, file: string): Promise<void> => {
  const [config, { restore }, { takeLock }] = await Promise.all([
    shell.config(),
    import('../store/backup.ts'),
    import('../store/lock.ts'),
  ])
  const run = takeLock(`${config.MAINTCAL_DB}.lock`)
  const digest = run === null ? null : takeLock(`${config.MAINTCAL_DB}.digest.lock`)
  try {
    if (run === null || digest === null)
      throw new CommandError('A sync or a digest is under way. Stop the timer, wait for its end, and try again.')
    const stamp = shell
      .now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, '')
    const aside = restore(resolve(shell.cwd, file), config.MAINTCAL_DB, stamp)
    await shell.out(
      [
        `${config.MAINTCAL_DB} is now what ${file} holds.`,
        ...(aside === null ? [] : [`What was there before is kept as ${aside}.`]),
        'Start "maintcal serve" anew if it was running, then look at "maintcal sync --dry-run -v".',
        '',
      ].join('\n'),
    )
  } finally {
    digest?.release()
    run?.release()
  }
}

/** `maintcal backup FILE`: a copy of the database while it is in use; or back again. */
export const define = (command: Command, shell: Shell): void => {
  command
    .argument('<file>', 'where the copy goes; with --restore, where it is')
    .option('--restore', 'put the copy in the place of the database; what is there is kept beside it')
    .action((file: string, options: { readonly restore?: boolean }) =>
      options.restore === true ? bringBack(shell, file) : back(shell, file),
    )
}

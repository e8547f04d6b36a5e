import type { Command } from 'commander'
import { CommandError, type Shell } from './shell.ts'
import { withLock, withStore } from './store.ts'
import { counted, plain } from './table.ts'

interface ReplayOptions {
  readonly json?: boolean
  readonly apply?: boolean
}

const replayAll = async (shell: Shell, options: ReplayOptions): Promise<void> => {
  const [{ replay }, { boundedReaderFor }] = await Promise.all([
    import('../steps/replay.ts'),
    import('../workers/bounded-reader.ts'),
  ])
  await withStore(shell, async (store, config) => {
    const settings = { apply: options.apply === true, at: shell.now().toISOString(), signal: shell.signal }
    let differing = 0
    for await (const mail of replay(store, await boundedReaderFor(config), settings)) {
      differing += 1
      const text = [
        `${mail.origin}: ${plain(mail.subject)}`,
        ...mail.differences.map(({ field, from, to }) => `  ${field}: ${plain(from) || '–'} → ${plain(to) || '–'}`),
      ].join('\n')
      await shell.out(`${options.json === true ? JSON.stringify(mail) : text}\n`)
    }
    if (options.json === true) return
    const end = settings.apply
      ? 'They are believed now; the next sync brings the calendar up to date.'
      : 'Nothing was changed; --apply believes it.'
    await shell.out(
      `${counted(differing, 'mail')} would be read otherwise. ${differing === 0 ? '' : end}`.trimEnd().concat('\n'),
    )
  })
}

/** `maintcal replay`: what the present rules would read otherwise. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--json', 'one line of JSON a mail that differs')
    .option('--apply', 'believe what the present rules read')
    .action(async (options: ReplayOptions) => {
      if (options.apply !== true) return replayAll(shell, options)
      const done = await withLock(shell, async () => {
        await replayAll(shell, options)
        return true
      })
      if (done === null) throw new CommandError('A sync is under way. Call replay again when it is over.')
    })
}

import type { Command } from 'commander'
import { resignedJson, resignedText } from './replay-alerts.ts'
import { CommandError, type Shell } from './shell.ts'
import { withLock, withStore } from './store.ts'
import { counted, plain } from './table.ts'

interface ReplayOptions {
  readonly json?: boolean
  readonly apply?: boolean
}

const replayAll = async (shell: Shell, options: ReplayOptions): Promise<void> => {
  const [{ replay }, { boundedReaderFor }, { resign }, { NO_INVENTORY }] = await Promise.all([
    import('../steps/replay.ts'),
    import('../workers/bounded-reader.ts'),
    import('../alerts/resign.ts'),
    import('../alerts/input.ts'),
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
    const resigned = await resign(store, { ...settings, site: NO_INVENTORY })
    if (options.json === true) return shell.out(resignedJson(resigned))
    const end = settings.apply
      ? 'They are believed now; the next sync brings calendar and tasks up to date.'
      : 'Nothing was changed; --apply believes it.'
    const otherwise = `${counted(differing, 'mail')} would be read otherwise.`
    await shell.out(`${otherwise}\n${resignedText(resigned)}${differing + resigned.differing === 0 ? '' : `${end}\n`}`)
  })
}

/** `maintcal replay`: what the present rules would read otherwise, and which groups of root@ mail would split or merge. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--json', 'one line of JSON a mail that differs, a last one for the groups of root@ mail')
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

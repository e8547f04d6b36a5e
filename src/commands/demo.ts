import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { dataFile } from '../paths.ts'
import { CommandError, type Shell } from './shell.ts'
import { reportSync, runSync } from './sync.ts'

/** The sample mails arrive until this moment; it is the clock of the demo, so that it behaves the same for ever. */
const demoNow = '2026-12-04T18:00:00Z'

/** The group through which the sample mails came. */
const demoGroup = 'ops-maintenance@noc.example'

const whereToLook = (shell: Shell, config: Config): string => {
  const file = config.CALENDAR.kind === 'ics' ? relative(shell.cwd, config.CALENDAR.path) || '.' : null
  return [
    '',
    'This was the sample mailbox. Where to look next:',
    '  maintcal events        the events that stand in the calendar',
    '  maintcal review list   the questions to people',
    '  maintcal alerts list   the troubles that root@ mail tells of',
    '  maintcal serve         all of it as a web page',
    ...(file === null ? [] : [`  ${file}   the calendar, for any calendar program`]),
    `To start with your own mail, delete ${relative(shell.cwd, config.MAINTCAL_DB)}${file === null ? '' : ` and ${file}`}, copy .env.example to .env and set OPS_MAILBOX.`,
    '',
  ].join('\n')
}

/** `maintcal demo`: the sample mailbox; with a configured mailbox a real run that tells what it does. */
export const define = (command: Command, shell: Shell): void => {
  command.action(async () => {
    const config = await shell.config()
    if (config.OPS_MAILBOX !== undefined || config.ROOT_MAILBOX !== undefined) {
      await reportSync(shell, await runSync(shell, config, { verbose: true }, shell.now()), { verbose: true })
      return
    }
    const folder = dataFile('demo')
    if (!existsSync(folder))
      throw new CommandError(`The sample mailbox is missing (${folder}). Install maintcal again.`)
    const demo: Config = {
      ...config,
      OPS_MAILBOX: `eml:${folder}`,
      ROOT_MAILBOX: `eml:${dataFile('demo-root')}`,
      OPS_GROUP: config.OPS_GROUP ?? demoGroup,
      SINCE: 'all',
    }
    await reportSync(shell, await runSync(shell, demo, { verbose: true, after: false }, new Date(demoNow)), {
      verbose: true,
    })
    await shell.out(whereToLook(shell, config))
  })
}

import type { Command } from 'commander'
import type { Shell } from './shell.ts'

const SINCE = 'the first day that is looked at, as 2026-09-01'

/** `maintcal alerts …`: each sub-command's own modules are loaded when it is called. */
export const define = (command: Command, shell: Shell): void => {
  command
    .command('list')
    .description('the groups of alerts of the last ten weeks, most frequent first')
    .option('--json', 'one JSON list')
    .option('--all', 'also those that do not recur')
    .action(async (options: { readonly json?: boolean; readonly all?: boolean }) =>
      (await import('./alerts-list.ts')).listGroups(shell, options),
    )
  command
    .command('sign')
    .description('show which group each alert in these mails belongs to, without storing anything')
    .argument('<path...>', 'a mail, a folder of *.eml, a maildir or an mbox')
    .option('--json', 'one line per alert: file, kind, unit, host, event, signature')
    .action(async (paths: readonly string[], options: { readonly json?: boolean }) =>
      (await import('./alerts-sign.ts')).signPaths(shell, paths, options),
    )
  command
    .command('show')
    .description('one group: figures, hosts, evidence and an example')
    .argument('<id>', 'its id, or the beginning of it, as `alerts list` shows it')
    .action(async (id: string) => (await import('./alerts-list.ts')).showGroup(shell, id))
  command
    .command('merge')
    .description('say that two groups are one trouble: the first joins the second')
    .argument('<id>', 'the group that joins')
    .argument('<into>', 'the group that stays')
    .action(async (id: string, into: string) => (await import('./alerts-edit.ts')).mergeGroups(shell, id, into))
  command
    .command('split')
    .description('take a signature out of the group into which it was merged')
    .argument('<signature>', 'the signature')
    .action(async (signature: string) => (await import('./alerts-edit.ts')).splitGroup(shell, signature))
  command
    .command('mute')
    .description('let a group open no task until a day; `off` ends it')
    .argument('<id>', 'the group')
    .argument('<until>', 'a day, as 2026-12-24, or `off`')
    .action(async (id: string, until: string) => (await import('./alerts-edit.ts')).muteGroup(shell, id, until))
  command
    .command('backtest')
    .description('replay old mails day by day: which tasks would have been opened, and when')
    .argument('<path...>', 'a folder of *.eml, a maildir or an mbox')
    .option('--since <day>', SINCE)
    .option('--json', 'one JSON list')
    .action(async (paths: readonly string[], options: { readonly since?: string; readonly json?: boolean }) =>
      (await import('./alerts-backtest.ts')).backtest(shell, paths, options),
    )
}

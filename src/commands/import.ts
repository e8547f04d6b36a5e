import type { Command } from 'commander'
import type { Mailbox } from '../mail/mailbox.ts'
import type { Fetched } from '../steps/fetch.ts'
import { progressFor } from './progress.ts'
import { CommandError, type Shell } from './shell.ts'
import { withLock, withStore } from './store.ts'
import { counted } from './table.ts'

interface ImportOptions {
  readonly root?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
}

const maxBytes = 40 * 1024 * 1024

const importPaths = async (shell: Shell, paths: readonly string[], options: ImportOptions): Promise<void> => {
  const [{ fetchBatches }, { readMails }, { boundedReaderFor }, { pathMessages }] = await Promise.all([
    import('../steps/fetch.ts'),
    import('../steps/read-mails.ts'),
    import('../workers/bounded-reader.ts'),
    import('../mail/path-messages.ts'),
  ])
  const at = shell.now().toISOString()
  const { signal } = shell
  const pile = options.root === true ? 'root' : 'ops'
  const bar = await progressFor(shell, options.json !== true)
  await withStore(shell, async (store, config) => {
    const total = { mails: 0, new: 0, read: 0 }
    const decisions: Record<string, number> = {}
    async function* storing() {
      for (const path of paths) {
        const mailbox: Mailbox = { name: path, messages: (given) => pathMessages(path, given) }
        const before = { ...total }
        const progress = (soFar: Fetched) => {
          total.mails = before.mails + soFar.fetched
          total.new = before.new + soFar.added
          if (pile === 'root') bar.show(`storing ${path}`, soFar.fetched)
        }
        yield* fetchBatches(store, pile, mailbox, { since: null, maxBytes, signal, at, keepCursor: false, progress })
      }
    }
    if (pile === 'ops') {
      const reader = boundedReaderFor(config)
      const stored = storing()
      // What is stored is read by the threads while more is stored; and what was just stored is still at hand.
      const more = async () => (await stored.next()).done !== true
      const progress = (done: number) => bar.show('reading', done)
      total.read = await readMails(
        store,
        () => reader,
        { at, signal, progress, more },
        (decided) => {
          for (const { decision } of decided) decisions[decision] = (decisions[decision] ?? 0) + 1
        },
      )
    } else {
      for await (const _ of storing());
      const { alertStepsFor } = await import('../alerts/steps.ts')
      total.read = await alertStepsFor(config, { store }).recognise({ at, signal })
    }
    bar.end()
    if (options.json === true) await shell.out(`${JSON.stringify({ ...total, decisions })}\n`)
    else if (options.verbose === true || shell.outTerminal) {
      const made = Object.entries(decisions).map(([decision, count]) => `${count} ${decision}`)
      await shell.out(`${counted(total.mails, 'mail')}, ${total.new} of them new. ${made.join(', ')}\n`)
    }
  })
  if (signal.aborted) throw new CommandError('The import was stopped. Call it again to go on; what is stored stays.')
}

/** `maintcal import PATH…` */
export const define = (command: Command, shell: Shell): void => {
  command
    .argument('<path...>', 'mails, folders of .eml files, maildirs or mboxes')
    .option('--root', 'these are root@ mails, not mails of vendors')
    .option('--json', 'print the counts as JSON')
    .option('-v, --verbose', 'print the counts')
    .action(async (paths: readonly string[], options: ImportOptions) => {
      const done = await withLock(shell, async () => {
        await importPaths(shell, paths, options)
        return true
      })
      if (done === null) throw new CommandError('A sync is under way. Call import again when it is over.')
    })
}

import { groupOf } from '../alerts/group.ts'
import { listed, oneGroup, withStore } from './alerts-list.ts'
import { CommandError, type Shell } from './shell.ts'

/** `alerts merge ID INTO`: an alias that is kept; the tasks of both stay as they are. */
export const mergeGroups = (shell: Shell, id: string, into: string): Promise<void> =>
  withStore(shell, async (store) => {
    const groups = await listed(store, shell.now())
    const from = oneGroup(groups, id)
    const to = oneGroup(groups, into)
    if (from.group.id === to.group.id) throw new CommandError('These are one group already.')
    await store.alerts.alias(
      from.group.id,
      groupOf(to.group.id, await store.alerts.aliases()),
      shell.now().toISOString(),
    )
    await shell.out(`${from.id} is now part of ${to.id}. \`maintcal alerts split '${from.group.id}'\` takes it back.\n`)
  })

/** `alerts split SIGNATURE` */
export const splitGroup = (shell: Shell, given: string): Promise<void> =>
  withStore(shell, async (store) => {
    const aliases = await store.alerts.aliases()
    if (!aliases.has(given)) {
      const known = [...aliases.keys()].map((s) => `\n  ${s}`).join('')
      throw new CommandError(`${given} was not merged into another group.${known === '' ? '' : ` Merged are:${known}`}`)
    }
    await store.alerts.alias(given, null, shell.now().toISOString())
    await shell.out(`${given} is a group of its own again.\n`)
  })

/** `alerts mute ID UNTIL` */
export const muteGroup = (shell: Shell, id: string, until: string): Promise<void> =>
  withStore(shell, async (store) => {
    const { group, id: name } = oneGroup(await listed(store, shell.now()), id)
    if (until === 'off') {
      await store.alerts.mute(group.id, null)
      await shell.out(`${name} is not muted any more.\n`)
      return
    }
    const day = /^\d{4}-\d{2}-\d{2}$/.test(until) ? new Date(`${until}T00:00:00Z`) : new Date(Number.NaN)
    if (Number.isNaN(day.getTime())) throw new CommandError(`"${until}" is no day. Example: 2026-12-24`, 2)
    if (day <= shell.now()) throw new CommandError(`${until} is not in the future.`, 2)
    await store.alerts.mute(group.id, day.toISOString())
    await shell.out(`${name} opens no task, and its task is left alone, until ${until}.\n`)
  })

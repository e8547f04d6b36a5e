import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { isLoopback } from '../config-values.ts'
import type { Desk } from '../review/desk.ts'
import type { Store } from '../store/store.ts'
import { CommandError, type Shell } from './shell.ts'
import { withStore } from './store.ts'

/** The calendar's name in memory, as its target gives it. */
const calendarName = ({ CALENDAR: choice }: Config): string =>
  choice.kind === 'ics' ? `ics:${choice.path}` : `google:${choice.id}`

/** Everything that the page works with, as configured. */
export const deskFor = async (shell: Pick<Shell, 'now'>, config: Config, store: Store): Promise<Desk> => {
  const [{ lookFor }, { readerFor }, { emptyInventory }, { packageVersion }] = await Promise.all([
    import('../look.ts'),
    import('../reader.ts'),
    import('../maintenance/circuits.ts'),
    import('../version.ts'),
  ])
  const look = await lookFor(config)
  const reader = await readerFor(config)
  return {
    store,
    look,
    inventory: look.inventory ?? emptyInventory,
    mail: reader.mail,
    calendar: calendarName(config),
    auth: config.REVIEW_AUTH,
    proxies: config.REVIEW_PROXY,
    listen: config.REVIEW_LISTEN,
    url: config.REVIEW_URL ?? null,
    account: userInfo().username,
    tracker: config.PHABRICATOR_URL ?? null,
    version: packageVersion(),
    key: randomBytes(32),
    digest: async (week) => {
      const [{ digestFor }, { digestHtml }] = await Promise.all([
        import('../digest/run.ts'),
        import('../digest/html.tsx'),
      ])
      return digestHtml(await digestFor(store, config, { week, now: shell.now() }))
    },
    now: shell.now,
  }
}

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const failure = (error: unknown, { REVIEW_LISTEN: { host, port } }: Config): CommandError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there; is maintcal serve running already?'
      : `it cannot be listened on (${code || String(error)}).`
  return new CommandError(`${host}:${port}: ${why} REVIEW_LISTEN names another address. Example: 127.0.0.1:8481`)
}

/** `maintcal serve`: the review page, until it is stopped. */
export const define = (command: Command, shell: Shell): void => {
  command.action(async () => {
    const { serveReview } = await import('../review/serve.ts')
    await withStore(shell, async (store, config) => {
      const desk = await deskFor(shell, config, store)
      const serving = await serveReview(desk).catch((error: unknown) => {
        throw failure(error, config)
      })
      if (desk.auth.kind === 'token' && !isLoopback(desk.listen.host) && !desk.url?.startsWith('https:')) {
        shell.err('maintcal: browsers keep the login only over https; put a proxy in front and name it in REVIEW_URL.')
      }
      shell.err(`maintcal: the review page is at ${desk.url ?? serving.address} (Ctrl-C stops it)`)
      await untilStopped(shell.signal)
      await serving.close()
      // To be stopped is how this command ends; a service manager would take anything else for a failure.
      process.exitCode = 0
    })
  })
}

import type { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Checked, State } from '../doctor/check.ts'
import { CommandError, type Shell } from './shell.ts'
import { plain } from './table.ts'

interface DoctorOptions {
  readonly json?: boolean
  readonly audit?: boolean
  readonly since?: string
}

const signs: Readonly<Record<State, string>> = { ok: 'ok  ', warn: 'WARN', bad: 'BAD ', skip: '–   ' }

const shown = ({ title, state, detail, remedy }: Checked): string =>
  [`${signs[state]}  ${title}: ${plain(detail)}`, ...(remedy === null ? [] : [`      → ${plain(remedy)}`])].join('\n')

const dayGiven = (given: string | undefined): Date | null => {
  if (given === undefined) return null
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given))) return new Date(given)
  throw new CommandError(`--since "${given}" is no day. Example: --since 2026-09-01`, 2)
}

/** A configuration that cannot be used is the first finding; nothing that needs it can be checked. */
const withoutConfig = async (shell: Shell, error: Error): Promise<readonly Checked[]> => {
  const [{ runChecks }, { bareChecks }] = await Promise.all([
    import('../doctor/check.ts'),
    import('../doctor/doctor.ts'),
  ])
  const rest = await runChecks(bareChecks(shell.now()), { timeoutMs: 10_000, signal: shell.signal })
  return [
    ...error.message.split('\n').map(
      (detail): Checked => ({
        id: 'configuration',
        title: 'Configuration',
        state: 'bad',
        detail,
        remedy: 'Mend it in the environment or in .env; .env.example explains each variable.',
      }),
    ),
    ...rest,
  ]
}

const examined = async (shell: Shell, options: DoctorOptions, since: Date | null): Promise<readonly Checked[]> => {
  let config: Config
  try {
    config = await shell.config()
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return withoutConfig(shell, error)
    throw error
  }
  const { examine } = await import('../doctor/doctor.ts')
  return examine(config, { clock: () => shell.now(), signal: shell.signal, audit: options.audit === true, since })
}

/** `maintcal doctor`: everything that can be wrong, before it hurts. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--json', 'as JSON')
    .option('--audit', 'also compare mailbox, store and calendar: every mail and every event must be accounted for')
    .option('--since <day>', 'with --audit: compare mailboxes from this day on (default: SINCE)')
    .action(async (options: DoctorOptions) => {
      const since = dayGiven(options.since)
      const checks = await examined(shell, options, since)
      const healthy = checks.every(({ state }) => state !== 'bad')
      await shell.out(
        options.json === true
          ? `${JSON.stringify({ ok: healthy, checks })}\n`
          : `${checks.map(shown).join('\n')}\n${healthy ? 'All that is configured works.' : 'Something needs mending.'}\n`,
      )
      shell.exit(healthy ? 0 : 1)
    })
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { type Scope, secretFiles, type Unit, unitsFor } from '../ops/units.ts'
import { packageRoot } from '../paths.ts'
import { CommandError, type Shell } from './shell.ts'

interface InstallOptions {
  readonly user?: boolean
  readonly system?: boolean
  readonly print?: boolean
  readonly force?: boolean
  readonly dir?: string
}

const scopeOf = ({ user, system }: InstallOptions): Scope => {
  if ((user === true) === (system === true))
    throw new CommandError('Say where to: --user (your own account) or --system (as root).', 2)
  return user === true ? 'user' : 'system'
}

const configHome = (shell: Shell): string => shell.env.XDG_CONFIG_HOME ?? join(shell.env.HOME ?? homedir(), '.config')

const folderFor = (scope: Scope, shell: Shell): string =>
  scope === 'system' ? '/etc/systemd/system' : join(configHome(shell), 'systemd', 'user')

const settingsFor = (scope: Scope, shell: Shell): string =>
  scope === 'system' ? '/etc/maintcal' : join(configHome(shell), 'maintcal')

const differs = (path: string, text: string): boolean => existsSync(path) && readFileSync(path, 'utf8') !== text

const write = (folder: string, units: readonly Unit[], force: boolean): void => {
  const changed = units.filter(({ name, text }) => differs(join(folder, name), text))
  if (changed.length > 0 && !force)
    throw new CommandError(
      `${changed.map(({ name }) => join(folder, name)).join(', ')} differ from what would be written. Look with --print; --force replaces them.`,
    )
  try {
    mkdirSync(folder, { recursive: true })
    for (const { name, text } of units) writeFileSync(join(folder, name), text, { mode: 0o644 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new CommandError(`${folder} cannot be written to (${code}). Call it as root, or with --user.`)
  }
}

const next = (scope: Scope, folder: string, settings: string): string => {
  const systemctl = scope === 'system' ? 'systemctl' : 'systemctl --user'
  return [
    `maintcal.service, maintcal.timer, maintcal@.service and maintcal-review.service are in ${folder}.`,
    `Next:`,
    `  ${settings}/maintcal.env        the variables of .env.example, without secrets`,
    `  ${settings}/ops-password …      secrets, a file each; call install again (--force) after adding one`,
    `  ${systemctl} daemon-reload`,
    `  ${systemctl} enable --now maintcal.timer maintcal-review.service`,
    `  ${systemctl} start maintcal.service && journalctl ${scope === 'user' ? '--user ' : ''}-u maintcal.service`,
    ...(scope === 'user' ? ['  loginctl enable-linger      so that it runs while you are logged out'] : []),
    '',
  ].join('\n')
}

const homes = /^\/(?:home|root)\//

/** A system service sees no home folders. */
const reachable = (scope: Scope, paths: readonly string[]): void => {
  const hidden = paths.find((path) => homes.test(path))
  if (scope === 'system' && hidden !== undefined)
    throw new CommandError(
      `${hidden} lies in a home folder, which a system service does not see. Install Node.js and maintcal under /usr or /opt, or use --user.`,
    )
}

/** `maintcal install`: systemd units for this installation. */
export const define = (command: Command, shell: Shell): void => {
  command
    .option('--system', 'for the machine: /etc/systemd/system, settings in /etc/maintcal')
    .option('--user', 'for your account: ~/.config/systemd/user, settings in ~/.config/maintcal')
    .option('--print', 'print the units and write nothing')
    .option('--force', 'replace units that differ')
    .option('--dir <dir>', 'write the units to this folder')
    .action(async (options: InstallOptions) => {
      const scope = scopeOf(options)
      const settings = settingsFor(scope, shell)
      const [node, cli] = [process.execPath, join(packageRoot(), 'dist', 'src', 'cli.js')]
      reachable(scope, [node, cli])
      const units = unitsFor({
        scope,
        node,
        cli,
        settings,
        secrets: [...secretFiles.keys()].filter((file) => existsSync(join(settings, file))),
      })
      if (options.print === true) {
        await shell.out(units.map(({ name, text }) => `# ${name}\n${text}`).join('\n'))
        return
      }
      const folder = options.dir === undefined ? folderFor(scope, shell) : resolve(shell.cwd, options.dir)
      write(folder, units, options.force === true)
      await shell.out(next(scope, folder, settings))
    })
}

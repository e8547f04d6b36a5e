import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as install from '../../src/commands/install.ts'
import { variableNames } from '../../src/config.ts'
import { secretFiles, unitsFor } from '../../src/ops/units.ts'
import { packageRoot } from '../../src/paths.ts'
import { call, testShell } from '../support/shell.ts'

const shown = unitsFor({
  scope: 'system',
  node: '/usr/bin/node',
  cli: '/opt/maintcal/dist/src/cli.js',
  settings: '/etc/maintcal',
  secrets: [...secretFiles.keys()],
})

describe('the units', () => {
  it.each(shown.map(({ name, text }) => [name, text]))('ops/systemd/%s shows what install writes', (name, text) => {
    expect(readFileSync(join(packageRoot(), 'ops', 'systemd', name), 'utf8')).toBe(text)
  })

  it('hand secrets over to variables that exist', () => {
    for (const variable of secretFiles.values()) expect(variableNames).toContain(variable)
    expect(shown[0]?.text).toContain(
      'LoadCredential=ops-password:/etc/maintcal/ops-password\nEnvironment=OPS_PASSWORD_FILE=%d/ops-password\n',
    )
  })

  it.each(['maintcal.service', 'maintcal-review.service'])('shut %s in', (name) => {
    const text = shown.find((unit) => unit.name === name)?.text ?? ''
    for (const line of [
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'DynamicUser=yes',
      'UMask=0077',
    ])
      expect(text.split('\n')).toContain(line)
  })

  it('quote what systemd would read otherwise', () => {
    const [unit] = unitsFor({
      scope: 'user',
      node: '/usr/bin/node',
      cli: '/home/a b/50%/$x/cli.js',
      settings: '/home/a b/.config/maintcal',
      secrets: ['ops-password'],
    })
    expect(unit?.text).toContain('ExecStart="/usr/bin/node" "/home/a b/50%%/$$x/cli.js" sync -v')
    expect(unit?.text).toContain('Environment="OPS_PASSWORD_FILE=/home/a b/.config/maintcal/ops-password"')
    expect(unit?.text).not.toContain('DynamicUser')
  })
})

const analyse = '/usr/bin/systemd-analyze'

/** Debian's `systemd`; a container without it has nothing to install units for. */
describe.skipIf(!existsSync(analyse))('systemd itself', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-units-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const written = (scope: 'system' | 'user'): readonly string[] =>
    unitsFor({
      scope,
      node: process.execPath,
      cli: join(packageRoot(), 'dist', 'src', 'cli.js'),
      settings: '/etc/maintcal',
      secrets: [...secretFiles.keys()],
    }).map(({ name, text }) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    })
  const asked = (...args: readonly string[]) => {
    const env = { PATH: process.env.PATH, XDG_RUNTIME_DIR: folder, HOME: folder }
    const { status, stdout, stderr } = spawnSync(analyse, ['--no-pager', ...args], { encoding: 'utf8', env })
    return { status, said: `${stdout}${stderr}` }
  }

  it.each(['system', 'user'] as const)('finds nothing wrong in the units of --%s', (scope) => {
    const mode = scope === 'user' ? ['--user'] : []
    expect(asked('verify', '--man=no', ...mode, ...written(scope))).toEqual({ status: 0, said: '' })
  })

  it.each(['maintcal.service', 'maintcal@.service', 'maintcal-review.service'])(
    'puts the exposure of %s at 1.5 of 10 or less',
    (name) => {
      written('system')
      const { status, said } = asked('security', '--offline=true', '--threshold=15', join(folder, name))
      expect([status, said.trimEnd().split('\n').at(-1)]).toEqual([0, expect.stringContaining(' OK ')])
    },
  )

  it('allows what Node.js calls as it starts, and what SQLite and the mail libraries call', () => {
    const callsOf = (set: string): readonly string[] =>
      asked('syscall-filter', set)
        .said.split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && line !== set && !line.startsWith('#'))
        .flatMap((line) => (line.startsWith('@') ? callsOf(line) : [line]))
    const filters = [...(shown[0]?.text.matchAll(/^SystemCallFilter=(~?)(.+)$/gm) ?? [])]
    const allowed = new Set<string>()
    for (const [, minus, sets = ''] of filters)
      for (const call of sets.split(' ').flatMap(callsOf))
        if (minus === '~') allowed.delete(call)
        else allowed.add(call)
    // As strace saw them in sync and serve under Node.js 20, besides the most common ones.
    const calls = ['pkey_alloc', 'epoll_create1', 'eventfd2', 'fdatasync', 'getrandom', 'io_uring_setup', 'prlimit64']
    expect([...calls, 'sched_getaffinity', 'statx', 'membarrier'].filter((call) => !allowed.has(call))).toEqual([])
  })
})

describe('maintcal install', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-install-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const run = async (...args: readonly string[]) => {
    const shell = testShell(folder, { HOME: folder })
    await call(install, shell, ...args)
    return shell.output()
  }
  const units = () => join(folder, '.config', 'systemd', 'user')

  it('--user writes the units and tells the next commands', async () => {
    expect(await run('--user')).toContain('systemctl --user enable --now maintcal.timer')
    expect(readdirSync(units()).sort()).toEqual([
      'maintcal-review.service',
      'maintcal.service',
      'maintcal.timer',
      'maintcal@.service',
    ])
  })

  it('writes the same again, but replaces what a person changed only by --force', async () => {
    await run('--user')
    await run('--user')
    writeFileSync(join(units(), 'maintcal.timer'), 'mine')
    await expect(run('--user')).rejects.toThrow('maintcal.timer differ')
    expect(readFileSync(join(units(), 'maintcal.timer'), 'utf8')).toBe('mine')
    await run('--user', '--force')
    expect(readFileSync(join(units(), 'maintcal.timer'), 'utf8')).toContain('OnCalendar')
  })

  it('--print writes nothing', async () => {
    expect(await run('--user', '--print')).toContain('[Timer]')
    expect(readdirSync(folder)).toEqual([])
  })

  it.each([[[]], [['--user', '--system']]])('asks where to: %j', async (args) => {
    await expect(run(...args)).rejects.toThrow('--user (your own account) or --system')
  })
})

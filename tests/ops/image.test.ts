import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

/** The Dockerfile, followed step by step into empty folders: nothing that it forgets is there by accident. */
const root = packageRoot()
const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n')
const second = lines.findIndex((line, at) => at > 1 && line.startsWith('FROM '))
const stages = { build: lines.slice(0, second), final: lines.slice(second) }

interface Copy {
  readonly from: 'context' | 'build'
  readonly sources: readonly string[]
  readonly to: string
}
const copiesOf = (stage: readonly string[]): readonly Copy[] =>
  stage
    .filter((line) => line.startsWith('COPY '))
    .map((line) => {
      const words = line.split(' ').slice(1)
      const from = words[0] === '--from=build' ? 'build' : 'context'
      const paths = from === 'build' ? words.slice(1) : words
      return { from, sources: paths.slice(0, -1).map((path) => path.replace(/^\/app\//, '')), to: paths.at(-1) ?? '' }
    })

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>
}

/** Links to installed packages; `all`: those of the tests and the compiler too. */
const linkModules = (folder: string, all: boolean): void => {
  for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
    // Those inside of another one come with it.
    if (!/^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) || !existsSync(join(root, path))) continue
    if (!all && (dev === true || devOptional === true)) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(join(root, path), join(folder, path))
  }
}

const copyInto = (folder: string, { sources, to }: Copy, from: string): void => {
  for (const source of sources) {
    const target = to === './' ? join(folder, source) : join(folder, to)
    cpSync(join(from, source), target, { recursive: true })
  }
}

const variables = Object.fromEntries(
  stages.final
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.slice(4).split(' '))
    .map((pair) => pair.split('=') as [string, string]),
)

let folder: string
const at = (stage: 'build' | 'final'): string => join(folder, stage)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-image-'))
  for (const copy of copiesOf(stages.build)) copyInto(at('build'), copy, root)
  linkModules(at('build'), true)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (stage: 'build' | 'final', command: string, args: readonly string[], env = {}) => {
  const { status, stdout, stderr } = spawnSync(command, [...args], {
    cwd: at(stage),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder, ...env },
  })
  return { status, stdout, stderr }
}
/** What the packages themselves need is looked for in the image, not where the links lead to. */
const maintcal = (...args: readonly string[]) =>
  run('final', process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', 'dist/src/cli.js', ...args], {
    ...variables,
    MAINTCAL_DB: join(folder, 'data', 'maintcal.db'),
    CALENDAR: `ics:${join(folder, 'data', 'maintenance.ics')}`,
  })

describe('the image', () => {
  it('leaves nothing out of the context that it copies', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
    const taken = [...copiesOf(stages.build), ...copiesOf(stages.final)].filter(({ from }) => from === 'context')
    for (const source of taken.flatMap(({ sources }) => sources)) {
      expect([source, existsSync(join(root, source))]).toEqual([source, true])
      expect(ignored).not.toContain(source.replace(/^\.\//, ''))
    }
  })

  it('has a Node.js that the package allows, the same in both stages', () => {
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1])
    expect(bases[0]).toBe(bases[1])
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } }
    const least = Number(/^>=(\d+)/.exec(engines.node)?.[1])
    expect(Number(/^node:(\d+)-/.exec(bases[0] ?? '')?.[1])).toBeGreaterThanOrEqual(least)
  })

  it('is built from what it copies, and runs with what its last stage holds', () => {
    expect(stages.build.some((line) => line.includes('npm run build'))).toBe(true)
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { build: string } }
    for (const command of scripts.build.split(' && ')) {
      const [name = '', ...args] = command.split(' ')
      const tool = name === 'node' ? process.execPath : join(root, 'node_modules', '.bin', name)
      expect(run('build', tool, args)).toEqual({ status: 0, stdout: '', stderr: '' })
    }
    for (const copy of copiesOf(stages.final)) {
      if (copy.sources.includes('node_modules')) linkModules(at('final'), false)
      else copyInto(at('final'), copy, copy.from === 'build' ? at('build') : root)
    }
    expect(existsSync(join(at('final'), 'node_modules', 'typescript'))).toBe(false)

    const shown = maintcal('read', 'data/demo', '--json')
    expect([shown.stderr, shown.status]).toEqual(['', 0])
    expect(shown.stdout.trimEnd().split('\n').length).toBeGreaterThan(50)
    const demo = maintcal('demo')
    expect([demo.stderr, demo.status]).toEqual(['', 0])
    const report = JSON.parse(maintcal('doctor', '--json').stdout) as { checks: { id: string; state: string }[] }
    const states = new Map(report.checks.map(({ id, state }) => [id, state]))
    for (const id of ['configuration', 'node', 'database', 'files', 'calendar'])
      expect([id, states.get(id)]).toEqual([id, 'ok'])
    for (const help of ['serve', 'digest', 'sync', 'alerts', 'review']) expect(maintcal(help, '--help').status).toBe(0)
    expect(maintcal('digest').stdout).toContain('Clinic digest')
  }, 120_000)
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly allowScripts?: Readonly<Record<string, boolean>>
}

const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest

const own = read(join(packageRoot(), 'package.json'))

const installed = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (!entry.isDirectory() || entry.name.startsWith('.')) return []
    if (entry.name.startsWith('@')) return installed(path)
    const inner = join(path, 'node_modules')
    return [path, ...(existsSync(inner) ? installed(inner) : [])]
  })

/** `better-sqlite3@12.11.1` → `better-sqlite3`: npm allows by name where the lockfile holds no address. */
const bare = (name: string): string => name.replace(/(?<=.)@[^@]{1,40}$/, '')

describe('dependencies', () => {
  it('are named with one exact version each', () => {
    const versions = Object.values({ ...own.dependencies, ...own.devDependencies })
    expect(versions.length).toBeGreaterThan(10)
    for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('are locked, each with the hash of its bytes', () => {
    const lock = JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly inBundle?: boolean }>>
    }
    const unhashed = Object.entries(lock.packages).filter(
      ([path, { integrity, inBundle }]) => path !== '' && inBundle !== true && !/^sha512-/.test(integrity ?? ''),
    )
    expect(unhashed.map(([path]) => path)).toEqual([])
  })

  it('run a script of their own when they are installed only where package.json allows it', () => {
    const withScript = installed(join(packageRoot(), 'node_modules')).flatMap((path) => {
      const manifest = existsSync(join(path, 'package.json')) ? read(join(path, 'package.json')) : {}
      const scripts = ['preinstall', 'install', 'postinstall'].some((name) => manifest.scripts?.[name] !== undefined)
      return scripts ? [`${manifest.name}@${manifest.version}`] : []
    })
    expect(withScript.filter((name) => own.allowScripts?.[bare(name)] !== true)).toEqual([])
    expect(Object.keys(own.allowScripts ?? {}).map(bare)).toEqual(['better-sqlite3'])
  })
})

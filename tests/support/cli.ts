import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/config.ts'
import { packageRoot } from '../../src/paths.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const built = join(packageRoot(), 'dist', 'src', 'cli.js')

/** Calls the built program in a process of its own, with this environment and no other. */
export const maintcal = (
  cwd: string,
  args: readonly string[],
  env: Environment = {},
  node: readonly string[] = [],
): Promise<Ended> => {
  if (!existsSync(built)) throw new Error('The program is not built. Call "npm run build" first ("npm test" does).')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, built, ...args], { cwd, env: { PATH: process.env.PATH, ...env } })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    )
  })
}

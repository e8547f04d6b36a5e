import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'

interface Outcome {
  readonly target: string
  readonly executions: number
  readonly reached: number
  readonly corpus: number
  readonly atFirst: { readonly reached: number; readonly corpus: number }
  readonly findings: readonly { readonly message: string; readonly bytes: string }[]
}

/** In a process of its own, whose modules count their branches; `npm run fuzz:bytes` runs long. */
const fuzz = async (targets: readonly string[], runs: number): Promise<readonly Outcome[]> => {
  const script = join(packageRoot(), 'scripts', 'fuzz', 'run.mjs')
  const args = [script, ...targets, '--runs', String(runs), '--seed', '20261122', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 24 }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }),
  )
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome)
}

describe('bytes that are changed where that leads to new branches', () => {
  it('do no harm to any reader of bytes', async () => {
    const outcomes = await fuzz([], 100)
    expect(outcomes.flatMap(({ findings }) => findings)).toEqual([])
    expect(outcomes.map(({ target, executions }) => [target, executions])).toEqual(
      ['mail', 'alerts', 'workbook', 'csv', 'calendar', 'mbox', 'authentication', 'page'].map((name) => [name, 100]),
    )
  }, 300_000)

  it('are led by what they reach, and are the same for the same seed', async () => {
    const [[first], [second]] = await Promise.all([fuzz(['authentication'], 600), fuzz(['authentication'], 600)])
    expect(first).toEqual(second)
    expect(first?.reached).toBeGreaterThan(first?.atFirst.reached ?? 0)
    expect(first?.corpus).toBeGreaterThan(first?.atFirst.corpus ?? 0)
  }, 300_000)
})

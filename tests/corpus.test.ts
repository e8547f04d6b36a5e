/** Real mails with gold readings, where they are at hand: they are other people's and not in the repository. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const shared = fileURLToPath(new URL('../../shared/', import.meta.url))
const corpus = join(shared, 'corpus/maintenance')
const scorer = join(shared, 'tools/score-reading.mjs')
const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (
  args: readonly string[],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, SENDER_CHECK: 'off' },
  })

describe.skipIf(!existsSync(corpus))('the corpus of real mails (only where ../shared is there)', () => {
  it('is read with nothing silently wrong, at least 99 of 101 exact, at least 85 of them without asking a person', () => {
    const read = run([cli, 'read', corpus, '--json'])
    expect(read.stderr).toBe('')
    const readings = join(folder, 'readings.ndjson')
    writeFileSync(readings, read.stdout)
    const score = JSON.parse(run([scorer, corpus, readings, '--json']).stdout)
    const wrong = score.rows.filter((r: { wrong: readonly string[] }) => r.wrong.length > 0)
    expect({ silentlyWrong: score.silentlyWrong, wrong: wrong.map((r: { name: string }) => r.name) }).toMatchObject({
      silentlyWrong: 0,
    })
    expect(score.exact).toBeGreaterThanOrEqual(98)
    expect(score.exactAuto).toBeGreaterThanOrEqual(80)
  })
})

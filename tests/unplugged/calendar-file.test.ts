import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from '../../src/config.ts'
import { dataFile, packageRoot } from '../../src/paths.ts'
import { type Ended, maintcal } from '../support/cli.ts'
import { canMount, type SmallDisk, smallDisk } from './small-disk.ts'

/** The calendar is a file that is written whole at the end of its step; what is remembered of it must not run ahead of it. */
let folder: string
let disk: SmallDisk
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-file-'))
  mkdirSync(join(folder, 'inbox'))
  disk = smallDisk(join(folder, 'small'))
})
afterEach(() => {
  disk.remove()
  rmSync(folder, { recursive: true, force: true })
})

const deliver = (...names: readonly string[]): void => {
  for (const name of names) cpSync(join(dataFile('demo'), `${name}.eml`), join(folder, 'inbox', `${name}.eml`))
}
const run = (more: Environment = {}): Promise<Ended> =>
  maintcal(
    folder,
    ['sync', '--json'],
    {
      MAINTCAL_DB: 'maintcal.db',
      OPS_MAILBOX: 'eml:inbox',
      OPS_GROUP: 'ops-maintenance@noc.example',
      SINCE: 'all',
      CALENDAR: 'ics:small/calendar.ics',
      MAINTCAL_TEST_NOW: '2026-11-12T18:00:00Z',
      ...more,
    },
    ['--import', join(packageRoot(), 'tests', 'support', 'die-at.mjs')],
  )
const file = (): string => readFileSync(join(folder, 'small', 'calendar.ics'), 'utf8')
/** Nothing of ours was taken for a person's. */
const quiet = { calendar: { kept: 0, failed: 0 }, review: 0 }

/** A work that is moved, and a new one. */
const begin = async (): Promise<{ rewind(): void; readonly wanted: string }> => {
  deliver('01-zayo-new')
  await run()
  const kept = ['maintcal.db', join('small', 'calendar.ics')]
  for (const name of kept) copyFileSync(join(folder, name), join(folder, `${name.replaceAll('/', '-')}.before`))
  const rewind = (): void => {
    for (const end of ['-wal', '-shm']) rmSync(join(folder, `maintcal.db${end}`), { force: true })
    for (const name of kept) copyFileSync(join(folder, `${name.replaceAll('/', '-')}.before`), join(folder, name))
  }
  deliver('17-zayo-reschedule', '02-lumen-new')
  expect(await run()).toMatchObject({ code: 0, err: '' })
  const wanted = file()
  rewind()
  expect(file()).not.toBe(wanted)
  return { rewind, wanted }
}

describe('a calendar file', () => {
  it.skipIf(!canMount())('whose disk is full stays whole as it was, and the next run writes all', async () => {
    const { wanted } = await begin()
    const before = file()
    disk.fill(0)
    const broken = await run()
    expect(broken.err).toMatch(
      /^maintcal: The calendar file \S+ could not be written\. Its disk is full\. Make room\..*\n$/,
    )
    expect(broken.code).toBe(1)
    expect(file()).toBe(before)
    disk.empty()
    const healed = await run()
    expect(healed).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(healed.out)).toMatchObject(quiet)
    expect(file()).toBe(wanted)
  })

  it('is as it should be after a run that was killed around its writing, and one more', async () => {
    const { rewind, wanted } = await begin()
    const points = join(folder, 'points')
    await run({ MAINTCAL_TEST_POINTS: points })
    const end = readFileSync(points, 'utf8')
      .split('\n')
      .findIndex((point) => point.startsWith('before insert into "sync_tokens"'))
    expect(end).toBeGreaterThan(8)
    for (let n = end - 5; n <= end + 1; n++) {
      rewind()
      expect((await run({ MAINTCAL_TEST_DIE_AT: String(n) })).code, `killed at ${n}`).toBeNull()
      const healed = await run()
      expect(JSON.parse(healed.out), `after a death at ${n}`).toMatchObject(quiet)
      expect(file(), `after a death at ${n}`).toBe(wanted)
    }
  }, 120_000)
})

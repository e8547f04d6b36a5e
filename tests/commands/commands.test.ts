import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as events from '../../src/commands/events.ts'
import * as importing from '../../src/commands/import.ts'
import * as read from '../../src/commands/read.ts'
import * as replay from '../../src/commands/replay.ts'
import * as review from '../../src/commands/review.ts'
import type { CommandModule } from '../../src/commands/shell.ts'
import * as sync from '../../src/commands/sync.ts'
import type { Environment } from '../../src/config.ts'
import { dataFile } from '../../src/paths.ts'
import { call, type TestShell, testShell } from '../support/shell.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-commands-'))
  mkdirSync(join(folder, 'inbox'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const env: Environment = { OPS_MAILBOX: 'eml:inbox', OPS_GROUP: 'ops-maintenance@noc.example', SINCE: 'all' }
const deliver = (...names: readonly string[]): void => {
  for (const name of names) cpSync(join(dataFile('demo'), name), join(folder, 'inbox', name))
}
const run = async (module: CommandModule, ...args: readonly string[]): Promise<TestShell> => {
  const shell = testShell(folder, env)
  await call(module, shell, ...args)
  return shell
}
const json = (shell: TestShell): unknown => JSON.parse(shell.output())

const files = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        join(parentPath, name),
        createHash('sha256')
          .update(readFileSync(join(parentPath, name)))
          .digest('hex'),
      ]),
  )

describe('sync --json', () => {
  it('prints the counts of the run', async () => {
    deliver('01-zayo-new.eml', '03-invoice.eml')
    expect(json(await run(sync, '--json'))).toEqual({
      mails: { fetched: 2, new: 2 },
      decisions: { created: 1, ignored: 1 },
      calendar: { inserted: 1, updated: 0, unchanged: 0, kept: 0, failed: 0 },
      tasks: { created: 0, updated: 0, reopened: 0, failed: 0 },
      review: 0,
      ms: 0,
    })
    expect(json(await run(sync, '--json'))).toMatchObject({
      mails: { fetched: 0, new: 0 },
      decisions: {},
      calendar: { inserted: 0, unchanged: 1 },
    })
  })
})

describe('sync --dry-run', () => {
  it('shows new events with +, and writes nothing anywhere', async () => {
    deliver('01-zayo-new.eml')
    const before = files()
    const shell = await run(sync, '--dry-run')
    expect(shell.output()).toMatch(/^\+ 2026-11-17 Zayo TTN-0009300417: .*\n$/)
    expect(files()).toEqual(before)
  })

  it('shows changes with ~ and each field, cancellations with -, and leaves database, calendar and cursor alone', async () => {
    deliver('01-zayo-new.eml', '05-equinix-new.eml')
    await run(sync)
    deliver('17-zayo-reschedule.eml', '37-equinix-cancelled.eml')
    const before = files()
    const shell = await run(sync, '--dry-run')
    expect(shell.output()).toMatch(/^~ 2026-12-01 Zayo TTN-0009300417: /m)
    expect(shell.output()).toMatch(/^ {4}start: 2026-11-17 → 2026-12-01$/m)
    expect(shell.output()).toMatch(/^- 2026-11-25 CANCELLED: Equinix/m)
    expect(files()).toEqual(before)
    expect(json(await run(sync, '--json'))).toMatchObject({ mails: { new: 2 }, calendar: { updated: 2 } })
  })
})

describe('METRICS_FILE', () => {
  const syncWith = async (metrics: string, ...args: readonly string[]): Promise<TestShell> => {
    const shell = testShell(folder, { ...env, METRICS_FILE: metrics })
    await call(sync, shell, ...args)
    return shell
  }

  it('gets the figures of the run, whole', async () => {
    deliver('01-zayo-new.eml')
    await syncWith('metrics/maintcal.prom')
    const text = readFileSync(join(folder, 'metrics', 'maintcal.prom'), 'utf8')
    expect(text).toContain('maintcal_last_run_decisions{decision="created"} 1\n')
    expect(text).toContain('maintcal_last_run_timestamp_seconds 1796407200\n')
    expect(text).toContain('maintcal_step_last_success_timestamp_seconds{step="calendar"} 1796407200\n')
    expect(text).toMatch(/^(?:# (?:HELP|TYPE) maintcal_\w+ .+\n|maintcal_\w+(?:\{\w+="[^"]*"\})? \d+(?:\.\d+)?\n)+$/)
    expect(readdirSync(join(folder, 'metrics'))).toEqual(['maintcal.prom'])
  })

  it('is left alone by a dry run', async () => {
    await syncWith('metrics/maintcal.prom', '--dry-run')
    expect(readdirSync(folder)).toEqual(['inbox'])
  })

  it('that cannot be written is told, and nothing else fails', async () => {
    deliver('01-zayo-new.eml')
    const shell = await syncWith('inbox/01-zayo-new.eml/maintcal.prom', '--json')
    expect(shell.errors()).toEqual([expect.stringMatching(/^maintcal: METRICS_FILE .* could not be written\. /)])
    expect(shell.code()).toBe(1)
    expect(json(shell)).toMatchObject({ calendar: { inserted: 1 } })
  })
})

describe('sync -v', () => {
  it('tells what was decided, and why, with the weekday', async () => {
    deliver('01-zayo-new.eml')
    const output = (await run(sync, '-v')).output()
    expect(output).toMatch(/^Mon 2026-11-02 16:20 +zayo +TTN-0009300417 +created +\S.+/m)
  })
})

describe('read', () => {
  it('prints one line of JSON a mail, as contracted', async () => {
    deliver('01-zayo-new.eml', '03-invoice.eml')
    const lines = (await run(read, '--json', 'inbox'.replace(/^/, `${folder}/`))).output().trimEnd().split('\n')
    const [zayo, invoice] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(Object.keys(zayo ?? {})).toEqual([
      'file',
      'messageId',
      'class',
      'vendor',
      'review',
      'notices',
      'doubts',
      'ms',
    ])
    expect(zayo).toMatchObject({
      file: join(folder, 'inbox', '01-zayo-new.eml'),
      class: 'maintenance',
      vendor: 'zayo',
      review: false,
      notices: [
        {
          maintenanceId: 'TTN-0009300417',
          status: 'CONFIRMED',
          kind: 'new',
          windows: [{ start: '2026-11-17T05:01:00Z' }, { start: '2026-11-18T05:01:00Z' }],
        },
      ],
    })
    expect(invoice).toMatchObject({ class: 'other', notices: [], review: false })
  })

  it('needs no database, and shows with --explain where each value stands', async () => {
    deliver('01-zayo-new.eml')
    const output = (await run(read, '--explain', join(folder, 'inbox', '01-zayo-new.eml'))).output()
    expect(output).toMatch(/Tue 2026-11-17 05:01 – Tue 2026-11-17 10:00 UTC/)
    expect(output).toMatch(/maintenanceId from \S+ \d+:\d+ “.*TTN-0009300417/)
    expect(readdirSync(folder)).toEqual(['inbox'])
  })
})

describe('import', () => {
  it('takes all mails in, at whatever age, once', async () => {
    deliver('01-zayo-new.eml', '03-invoice.eml')
    const path = join(folder, 'inbox')
    expect(json(await run(importing, '--json', path))).toEqual({
      mails: 2,
      new: 2,
      read: 2,
      decisions: { created: 1, ignored: 1 },
    })
    expect(json(await run(importing, '--json', path))).toMatchObject({ new: 0, read: 0 })
    expect(json(await run(sync, '--json'))).toMatchObject({ mails: { new: 0 }, calendar: { inserted: 1 } })
  })
})

describe('events --json', () => {
  it('lists what should stand, with dates as the calendar’s API has them', async () => {
    deliver('01-zayo-new.eml')
    await run(sync)
    expect(json(await run(events, '--json'))).toEqual([
      expect.objectContaining({
        maintenanceId: 'TTN-0009300417',
        vendor: 'zayo',
        status: 'CONFIRMED',
        summary: expect.stringContaining('Zayo TTN-0009300417'),
        start: '2026-11-17',
        end: '2026-11-19',
        link: expect.stringContaining('https://groups.google.com/'),
        windows: expect.arrayContaining([{ start: '2026-11-17T05:01:00Z', end: '2026-11-17T10:00:00Z' }]),
      }),
    ])
  })
})

describe('review', () => {
  const named = async (): Promise<string> => {
    const [question] = json(await run(review, 'list', '--json')) as { name: string }[]
    return question?.name ?? ''
  }

  it('lists questions, shows one, and takes an approval as the work’s word', async () => {
    deliver('16-brightline-no-zone.eml')
    await run(sync)
    const name = await named()
    expect((await run(review, 'list')).output()).toContain(name)
    expect((await run(review, 'show', name)).output()).toMatch(/no time zone/)
    await run(review, 'approve', name.slice(0, 6), '--by', 'robin')
    expect((await run(review, 'list')).output()).toBe('No open questions.\n')
    expect(json(await run(sync, '--json'))).toMatchObject({ review: 0 })
    expect(json(await run(events, '--json'))).toMatchObject([{ start: '2026-12-08', end: '2026-12-10' }])
  })

  it('takes an edit over what was read', async () => {
    deliver('16-brightline-no-zone.eml')
    await run(sync)
    await run(review, 'edit', await named(), '--window', '2026-12-10T01:00-05:00/2026-12-10T08:00Z', '--by', 'robin')
    expect(json(await run(events, '--json'))).toMatchObject([
      { start: '2026-12-10', windows: [{ start: '2026-12-10T06:00:00Z', end: '2026-12-10T08:00:00Z' }] },
    ])
  })

  it('takes an ignore as: no event', async () => {
    deliver('16-brightline-no-zone.eml')
    await run(sync)
    await run(review, 'ignore', await named(), '--why', 'not ours')
    await run(sync)
    expect(json(await run(events, '--json'))).toEqual([])
    expect((await run(review, 'list')).output()).toBe('No open questions.\n')
  })

  it.each([
    ['a question that is not there', ['approve', 'ffffffffff'], /No open question is called/],
    ['an edit of nothing', ['edit', 'NAME'], /Nothing to edit/],
    ['a window without a zone', ['edit', 'NAME', '--window', '2026-12-10T01:00/2026-12-10T08:00'], /with its zone/],
    ['a window that ends first', ['edit', 'NAME', '--window', '2026-12-10T09:00Z/2026-12-10T08:00Z'], /ends before/],
    ['a status of our own making', ['edit', 'NAME', '--status', 'maybe'], /none of TENTATIVE/],
    ['a work that is not there', ['link', 'NAME', 'nothing'], /No work of this vendor/],
  ])('refuses %s in words', async (_, args, expected) => {
    deliver('16-brightline-no-zone.eml')
    await run(sync)
    const name = await named()
    await expect(run(review, ...args.map((arg) => (arg === 'NAME' ? name : arg)))).rejects.toThrow(expected)
  })
})

describe('replay', () => {
  it('has nothing to tell when the rules are those that read the mails', async () => {
    deliver('01-zayo-new.eml')
    await run(sync)
    expect((await run(replay, '--json')).output()).toBe('')
  })

  it('tells field by field what other rules read, and believes it only with --apply', async () => {
    deliver('27-lumen-forged-cancel.eml')
    await run(sync)
    const strict = { ...env, SENDER_CHECK: 'off' }
    const again = async (...args: readonly string[]) => {
      const shell = testShell(folder, strict)
      await call(replay, shell, ...args)
      return shell.output()
    }
    const [line] = (await again('--json')).trimEnd().split('\n')
    expect(JSON.parse(line ?? '')).toMatchObject({
      differences: [{ field: 'doubts', from: expect.stringContaining('sender-unverified!') }],
    })
    expect(await again('--json')).not.toBe('')
    await again('--apply')
    expect(await again('--json')).toBe('')
  })
})

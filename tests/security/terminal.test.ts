import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as alerts from '../../src/commands/alerts.ts'
import * as digest from '../../src/commands/digest.ts'
import * as events from '../../src/commands/events.ts'
import * as read from '../../src/commands/read.ts'
import * as review from '../../src/commands/review.ts'
import type { CommandModule } from '../../src/commands/shell.ts'
import * as sync from '../../src/commands/sync.ts'
import { maintcal } from '../support/cli.ts'
import { call, testShell } from '../support/shell.ts'

const acting = '\u001b[2J\u001b]0;owned\u0007 \u202edrow\u2066 \u009b31m \u2028x\u0085 \u200b'
/** Whatever moves a cursor, colours, turns letters round, or begins a line of its own. */
const unruly = /[\p{Cc}\p{Cf}\u2028\u2029]/u

const announcement = (n: number, more: readonly string[] = []) =>
  [
    'From: noc@carrier.example',
    `Message-ID: <${n}@carrier.example>`,
    `Subject: =?utf-8?B?${Buffer.from(`Planned maintenance CHG-20441${n} ${acting}`).toString('base64')}?=`,
    'Date: Wed, 2 Dec 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'We will perform planned maintenance.',
    `Maintenance ID: CHG-20441${n}`,
    ...more,
    `Location: Norwick ${acting}`,
    `Circuit ID: ED-4410 ${acting}`,
    `Reason: fibre is replaced ${acting}`,
  ].join('\r\n')
const cron = (n: number) =>
  [
    `From: root@web${n}.example.org (Cron Daemon)`,
    `Message-ID: <cron-${n}@example.org>`,
    `Subject: Cron <root@web${n}> /usr/local/bin/dump.sh`,
    `Date: Wed, ${n} Dec 2026 06:25:00 +0000`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `error: cannot lock ${acting}`,
  ].join('\r\n')

let folder: string
const env = () => ({
  MAINTCAL_DB: join(folder, 'maintcal.db'),
  OPS_MAILBOX: `eml:${join(folder, 'ops')}`,
  ROOT_MAILBOX: `eml:${join(folder, 'root')}`,
  CALENDAR: `ics:${join(folder, 'maintenance.ics')}`,
  SENDER_CHECK: 'off',
})

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-terminal-'))
  for (const pile of ['ops', 'root']) mkdirSync(join(folder, pile))
  const window = ['Start: 2026-12-14 22:00 UTC', 'End: 2026-12-15 04:00 UTC']
  writeFileSync(join(folder, 'ops', '1.eml'), announcement(1, window))
  writeFileSync(join(folder, 'ops', '2.eml'), announcement(2))
  for (const n of [1, 2, 3]) writeFileSync(join(folder, 'root', `${n}.eml`), cron(n))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('nothing that a mail says acts on a terminal', () => {
  const commands: readonly (readonly [string, CommandModule, readonly string[]])[] = [
    ['the plan of a run', sync, ['--dry-run', '-v']],
    ['a run', sync, ['-v']],
    ['the questions', review, ['list']],
    ['the events', events, []],
    ['the groups of alerts', alerts, ['list', '--all']],
    ['the digest', digest, []],
  ]
  it.each(commands)('in %s', async (_, command, args) => {
    const shell = testShell(folder, env())
    await call(command, shell, ...args)
    expect(shell.output()).toMatch(/CHG-20441|Norwick|ED-4410|dump/)
    for (const line of shell.output().split('\n')) expect(line).not.toMatch(unruly)
  })

  it.each([[[]], [['--explain']]])('in what is read, with %j', async (args) => {
    const shell = testShell(folder, env())
    await call(read, shell, join(folder, 'ops'), ...args)
    expect(shell.output()).toContain('CHG-204411')
    for (const line of shell.output().split('\n')) expect(line).not.toMatch(unruly)
  })

  it('in a question, shown', async () => {
    const list = testShell(folder, env())
    await call(review, list, 'list', '--json')
    const [question] = JSON.parse(list.output()) as readonly { readonly key: string }[]
    const shell = testShell(folder, env())
    await call(review, shell, 'show', question?.key ?? '')
    expect(shell.output()).toContain('CHG-20441')
    for (const line of shell.output().split('\n')) expect(line).not.toMatch(unruly)
  })

  it('in what goes wrong: lines stay lines, all else is blank', async () => {
    const { code, err } = await maintcal(folder, ['read', `nowhere${acting.replaceAll('\u0000', '')}`])
    expect(code).not.toBe(0)
    expect(err).toContain('nowhere')
    for (const line of err.split('\n')) expect(line).not.toMatch(unruly)
  })
})

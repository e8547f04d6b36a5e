import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as sync from '../../src/commands/sync.ts'
import { dataFile } from '../../src/paths.ts'
import { openStore } from '../../src/store/open.ts'
import { type SmtpFake, startSmtp } from '../servers/smtp.ts'
import { incomingMail, maintenanceOf, toldOf } from '../support/belief.ts'
import { call, testShell } from '../support/shell.ts'

let folder: string
let smtp: SmtpFake
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-after-'))
  mkdirSync(join(folder, 'inbox'))
  smtp = await startSmtp()
})
afterEach(async () => {
  await smtp.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = async (at: string, given: Readonly<Record<string, string>> = {}, ...args: readonly string[]) => {
  const env = { OPS_MAILBOX: 'eml:inbox', SINCE: 'all', MAINTCAL_DB: 'maintcal.db', ...given }
  const shell = testShell(folder, env, at)
  await call(sync, shell, ...args)
  return shell
}
const way = () => ({
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  DIGEST_FROM: 'maintcal@noc.example',
  DIGEST_TO: 'sre@noc.example',
})
const subjects = async () => Promise.all(smtp.mails.map(async ({ raw }) => (await simpleParser(raw)).subject ?? ''))

describe('a run', () => {
  it('sends the digest once a week, from its day on, and says nothing', async () => {
    const given = { ...way(), DIGEST_DAY: 'tuesday' }
    for (const at of ['2026-11-16T06:00:00Z', '2026-11-17T00:00:00Z', '2026-11-17T00:10:00Z', '2026-11-22T00:00:00Z']) {
      const shell = await run(at, given)
      expect([shell.output(), shell.errors(), shell.code()]).toEqual(['', [], 0])
    }
    expect(await subjects()).toEqual(['Clinic digest 2026-W47: 0 works, nothing needs you'])
  })

  it('that only plans sends nothing', async () => {
    await run('2026-11-17T00:00:00Z', way(), '--dry-run')
    expect(smtp.mails).toEqual([])
  })

  it('tells that the digest could not be sent, and tries again', async () => {
    smtp.refuse('sre@noc.example', 'kim@noc.example')
    const shell = await run('2026-11-16T06:00:00Z', way())
    expect(shell.errors()).toEqual([expect.stringContaining('refused sender or recipients')])
    expect(shell.code()).toBe(1)
    const other = await startSmtp()
    try {
      await run('2026-11-16T06:10:00Z', { ...way(), SMTP_URL: `smtp://127.0.0.1:${other.port}` })
      expect(other.mails).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  it('tells of three failing runs in a row, once', async () => {
    const given = { ...way(), DIGEST_TO: '', NOTIFY_URL: 'mailto:noc@noc.example', OPS_MAILBOX: 'eml:none' }
    for (const minute of ['00', '10', '20', '30', '40']) await run(`2026-11-16T06:${minute}:00Z`, given)
    expect(await subjects()).toEqual(['maintcal: maintcal fails: 3 runs in a row'])
  })
})

describe('LOG_FORMAT=json', () => {
  it('says nothing of a run that went well', async () => {
    const shell = await run('2026-11-16T06:00:00Z', { LOG_FORMAT: 'json' })
    expect([shell.output(), shell.errors()]).toEqual(['', []])
  })

  it('with -v tells each decision and the run, a line of JSON each, on standard error', async () => {
    cpSync(join(dataFile('demo'), '01-zayo-new.eml'), join(folder, 'inbox', '01.eml'))
    const shell = await run('2026-11-16T06:00:00Z', { LOG_FORMAT: 'json' }, '-v')
    expect(shell.output()).toBe('')
    const lines = shell.errors().map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toMatchObject([
      {
        '@timestamp': '2026-11-16T06:00:00.000Z',
        'log.level': 'info',
        'event.action': 'created',
        'ecs.version': '8.11.0',
      },
      { 'log.level': 'info', message: 'run', 'event.outcome': 'success', maintcal: { mails: { new: 1 } } },
    ])
  })

  it('makes a failure a line of JSON', async () => {
    const shell = await run('2026-11-16T06:00:00Z', { LOG_FORMAT: 'json', OPS_MAILBOX: 'eml:none' })
    const lines = shell.errors().map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toMatchObject([{ 'log.level': 'error', 'event.outcome': 'failure' }])
    expect(shell.code()).toBe(1)
  })
})

describe('retention', () => {
  const stored = '2023-01-01T00:00:00Z'
  const settle = async (given: {
    readonly lastDay?: string
    readonly asked?: boolean
    readonly pending?: boolean
    readonly storedAt?: string
  }): Promise<boolean> => {
    const path = join(folder, 'maintcal.db')
    const store = openStore(path)
    await store.mails.keep('ops', [incomingMail(1)], null, given.storedAt ?? stored)
    const mail = await store.mails.find('hash-1')
    if (mail === null) throw new Error('no mail')
    if (given.pending !== true) {
      const outcome = {
        class: 'maintenance',
        vendor: 'zayo',
        decision: 'created',
        reason: '',
        subject: '',
        sender: null,
        sent: null,
        permalink: null,
        rules: '',
      } as const
      await store.mails.settle(mail.id, outcome, null, stored)
    }
    if (given.lastDay !== undefined) {
      const windows = given.lastDay === '' ? [] : [{ start: `${given.lastDay}T00:00:00Z`, end: null }]
      await store.belief.saveTold(toldOf('hash-1#0'), ['k'], '', mail.id)
      await store.belief.save(
        [{ maintenance: maintenanceOf('m', { windows }), tolds: ['hash-1#0'], aliases: [] }],
        [],
        stored,
      )
    }
    if (given.asked === true)
      await store.review.ask(
        'mail',
        'mail:hash-1',
        [{ key: 'q', told: 'hash-1#0', maintenance: null, codes: [], reasons: [], urgentAt: null }],
        stored,
      )
    await store.close()
    const dropped = openStore(path)
    await dropped.figures.dropBodies('2023-12-01T00:00:00Z')
    const gone = (await dropped.mails.find('hash-1')) === null
    expect(await dropped.figures.unknownHashes(['hash-1', 'other'])).toEqual(['other'])
    await dropped.close()
    return gone
  }

  it.each([
    ['of nothing that matters', {}, true],
    ['of work that has long been over', { lastDay: '2023-11-30' }, true],
    ['of work that has been over for less long', { lastDay: '2023-12-01' }, false],
    ['of work whose days are unknown', { lastDay: '' }, false],
    ['that an open question is about', { asked: true }, false],
    ['that was not read yet', { pending: true }, false],
    ['that is not old enough', { storedAt: '2023-12-01T00:00:00Z' }, false],
  ])('of a mail %s', async (_, given, gone) => {
    expect(await settle(given)).toBe(gone)
  })

  it('is a part of each day’s first run', async () => {
    await run('2026-11-16T06:00:00Z')
    await run('2026-11-16T07:00:00Z')
    await run('2026-11-17T07:00:00Z', { RETENTION: 'never' })
    const store = openStore(join(folder, 'maintcal.db'))
    const [step] = (await store.runs.steps()).filter(({ step: name }) => name === 'retention')
    await store.close()
    expect(step?.lastSuccess).toBe('2026-11-16T06:00:00.000Z')
  })
})

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as doctor from '../../src/commands/doctor.ts'
import * as sync from '../../src/commands/sync.ts'
import { type Check, type Checked, ok, runChecks } from '../../src/doctor/check.ts'
import { nodeCheck, zonesCheck } from '../../src/doctor/local.ts'
import { dataFile } from '../../src/paths.ts'
import { openStore } from '../../src/store/open.ts'
import { startFakeConduit } from '../servers/fake-conduit.ts'
import { startFakeGoogleCalendar } from '../servers/fake-google-calendar.ts'
import { startSmtp } from '../servers/smtp.ts'
import { incomingMail } from '../support/belief.ts'
import { call, testShell } from '../support/shell.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-doctor-'))
  mkdirSync(join(folder, 'inbox'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = '2026-12-04T18:00:00Z'
const env = {
  OPS_MAILBOX: 'eml:inbox',
  OPS_GROUP: 'ops-maintenance@noc.example',
  SINCE: 'all',
  MAINTCAL_DB: 'maintcal.db',
}
const deliver = (name: string): void => cpSync(join(dataFile('demo'), name), join(folder, 'inbox', name))

interface Report {
  readonly ok: boolean
  readonly checks: readonly Checked[]
}
const examine = async (given: Readonly<Record<string, string>> = {}, args: readonly string[] = [], at = now) => {
  const shell = testShell(folder, { ...env, ...given }, at)
  await call(doctor, shell, '--json', ...args)
  const report = JSON.parse(shell.output()) as Report
  const state = (id: string) => report.checks.find((check) => check.id === id)?.state
  const detail = (id: string) => report.checks.find((check) => check.id === id)?.detail ?? ''
  return { report, state, detail, code: shell.code() }
}
const synced = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) deliver(name)
  await call(sync, testShell(folder, env, now))
}

describe('running checks', () => {
  const never: Check = { id: 'never', title: 'Never', run: () => new Promise(() => undefined) }
  const throwing: Check = { id: 'throwing', title: 'Throwing', run: () => Promise.reject(new Error('No route.')) }
  const fine: Check = { id: 'fine', title: 'Fine', run: async () => ok('Good.') }

  it('goes on when one throws or never answers', async () => {
    const checked = await runChecks([never, throwing, fine], { timeoutMs: 20, signal: new AbortController().signal })
    expect(checked.map(({ id, state }) => [id, state])).toEqual([
      ['never', 'bad'],
      ['throwing', 'bad'],
      ['fine', 'ok'],
    ])
    expect(checked[0]?.detail).toContain('No answer within')
    expect(checked[1]?.detail).toBe('No route.')
  })

  it('ends when the process is told to stop', async () => {
    const [checked] = await runChecks([never], { timeoutMs: 60_000, signal: AbortSignal.abort() })
    expect(checked?.state).toBe('bad')
  })
})

describe('doctor', () => {
  it('finds nothing to mend after a good run', async () => {
    await synced('01-zayo-new.eml')
    const { report, state, code } = await examine()
    expect(report.checks.filter((check) => check.state === 'bad')).toEqual([])
    expect([report.ok, code]).toEqual([true, 0])
    for (const id of [
      'configuration',
      'database',
      'disk',
      'files',
      'mailbox-ops',
      'calendar',
      'run',
      'waiting',
      'step-calendar',
    ])
      expect([id, state(id)]).toEqual([id, 'ok'])
  })

  it('makes nothing, not even a database', async () => {
    await examine()
    expect(readdirSync(folder)).toEqual(['inbox'])
  })

  it('tells each mistake of a configuration that cannot be used, and checks what needs none', async () => {
    const { report, code } = await examine({ SINCE: 'yesterday', SMTP_URL: 'mail' })
    const mistakes = report.checks.filter(({ id }) => id === 'configuration')
    expect(mistakes.map(({ detail }) => detail.split(' ')[0])).toEqual(['SINCE', 'SMTP_URL'])
    expect(report.checks.map(({ id }) => id)).toContain('zones')
    expect(code).toBe(1)
  })

  it('gives every finding that is not good a remedy', async () => {
    const { report } = await examine({
      OPS_MAILBOX: '',
      ROTA_FILE: 'none.csv',
      METRICS_FILE: 'none/there/m.prom',
      PHABRICATOR_URL: 'http://127.0.0.1:1',
      PHABRICATOR_TOKEN: 'api-x',
      SMTP_URL: 'smtp://127.0.0.1:1',
    })
    const found = report.checks.filter((check) => check.state === 'bad' || check.state === 'warn')
    expect(found.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['rota', 'mailbox-ops', 'tracker', 'smtp', 'review-page', 'metrics']),
    )
    for (const { id, remedy } of found) expect([id, remedy ?? '']).toEqual([id, expect.stringMatching(/\S{3}/)])
  })

  it.each([
    ['a mailbox that is not there', { OPS_MAILBOX: 'eml:none' }, 'mailbox-ops'],
    ['circuits that cannot be read', { CIRCUITS_FILE: 'none.csv' }, 'files'],
    ['a calendar file that is none', { CALENDAR: 'ics:inbox' }, 'calendar'],
  ])('finds %s', async (_, given, id) => {
    expect((await examine(given)).state(id)).toBe('bad')
  })

  it('finds a damaged database', async () => {
    writeFileSync(join(folder, 'maintcal.db'), 'no database at all, but long enough to be looked at'.repeat(100))
    const { state, code } = await examine()
    expect([state('database'), state('mailbox-ops'), code]).toEqual(['bad', 'warn', 1])
  })

  it('finds runs that stopped coming, and a step that fails', async () => {
    await synced('01-zayo-new.eml')
    const store = openStore(join(folder, 'maintcal.db'))
    await store.runs.step('calendar', '2026-12-04T18:00:01Z', 'Google does not answer.')
    await store.close()
    const { state, detail } = await examine({}, [], '2026-12-06T18:00:00Z')
    expect([state('run'), state('step-calendar')]).toEqual(['bad', 'bad'])
    expect(detail('step-calendar')).toContain('Google does not answer.')
  })

  it('finds mails that wait for hours', async () => {
    const store = openStore(join(folder, 'maintcal.db'))
    await store.mails.keep('ops', [incomingMail(1)], null, '2026-12-04T12:00:00Z')
    await store.close()
    expect((await examine()).state('waiting')).toBe('bad')
    expect((await examine({}, [], '2026-12-04T12:30:00Z')).state('waiting')).toBe('ok')
  })

  it('finds a server that vouches for nobody', async () => {
    await synced('01-zayo-new.eml')
    expect((await examine({}, [], '2026-11-10T00:00:00Z')).state('group')).toBe('ok')
    expect((await examine({ TRUSTED_AUTHSERV: 'mx.other.example' }, [], '2026-11-10T00:00:00Z')).state('group')).toBe(
      'bad',
    )
  })

  it('finds a clock that differs from the server’s', async () => {
    const server = createServer((_, response) => {
      response.sendDate = false
      response.setHeader('Date', new Date(Date.parse(now) + 600_000).toUTCString())
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    try {
      const { state, detail } = await examine({ PHABRICATOR_URL: url, PHABRICATOR_TOKEN: 'api-x' })
      expect([state('clock'), detail('clock')]).toEqual(['bad', expect.stringContaining('by 600 s')])
    } finally {
      server.close()
    }
  })

  it('asks the tracker for token, parent and projects', async () => {
    const conduit = await startFakeConduit()
    try {
      const parent = conduit.add({ title: 'Tracking and reducing' })
      const given = {
        PHABRICATOR_URL: conduit.url,
        PHABRICATOR_TOKEN: conduit.token,
        PHABRICATOR_PARENT: `T${parent.id}`,
      }
      expect((await examine({ ...given, PHABRICATOR_PROJECTS: 'sre' })).state('tracker')).toBe('ok')
      expect((await examine({ ...given, PHABRICATOR_PROJECTS: 'nothing' })).detail('tracker')).toContain('nothing')
      expect((await examine({ ...given, PHABRICATOR_PARENT: 'T999' })).state('tracker')).toBe('bad')
      const wrong = await examine({ ...given, PHABRICATOR_TOKEN: 'api-wrongwrongwrongwrongwrong' })
      expect(wrong.state('tracker')).toBe('bad')
      expect(wrong.detail('tracker')).not.toContain('wrongwrong')
      expect(conduit.calls.filter(({ method }) => method === 'maniphest.edit')).toEqual([])
    } finally {
      await conduit.close()
    }
  })

  it('asks Google whether the calendar may be written, and writes nothing', async () => {
    const google = await startFakeGoogleCalendar({ now: Date.now })
    try {
      writeFileSync(join(folder, 'key.json'), google.keyFile)
      const given = {
        CALENDAR: `google:${google.calendarId}`,
        GOOGLE_APPLICATION_CREDENTIALS: 'key.json',
        GOOGLE_CALENDAR_URL: google.rootUrl,
      }
      expect((await examine(given)).state('calendar')).toBe('ok')
      google.share('reader')
      const reader = await examine(given)
      expect(reader.state('calendar')).toBe('bad')
      expect(reader.report.checks.find(({ id }) => id === 'calendar')?.remedy).toContain(google.account)
      google.share('none')
      expect((await examine(given)).state('calendar')).toBe('bad')
      expect(new Set(google.requests.map(({ operation }) => operation))).not.toContain('insert')
    } finally {
      await google.close()
    }
  })

  it('logs in at the mail server and sends nothing', async () => {
    const smtp = await startSmtp({ password: 'correct-horse' })
    try {
      const url = (password: string) => `smtp://sender:${password}@127.0.0.1:${smtp.port}`
      expect((await examine({ SMTP_URL: url('correct-horse') })).state('smtp')).toBe('ok')
      const wrong = await examine({ SMTP_URL: url('battery-staple') })
      expect([wrong.state('smtp'), wrong.detail('smtp')]).toEqual(['bad', expect.not.stringContaining('battery')])
      expect(smtp.mails).toEqual([])
    } finally {
      await smtp.close()
    }
  })
})

describe('zone data and Node.js', () => {
  it.each([
    ['2026a', 'ok'],
    ['2024a', 'warn'],
    [undefined, 'warn'],
  ])('release %s is %s', async (tz, state) => {
    expect((await zonesCheck(tz, new Date(now)).run(new AbortController().signal)).state).toBe(state)
  })

  it.each([
    ['v20.19.0', 'ok'],
    ['v22.1.0', 'ok'],
    ['v20.18.9', 'bad'],
    ['v18.20.0', 'bad'],
  ])('%s is %s', async (version, state) => {
    expect((await nodeCheck(version).run(new AbortController().signal)).state).toBe(state)
  })
})

describe('doctor --audit', () => {
  const audits = ['audit-mailbox-ops', 'audit-outcomes', 'audit-calendar'] as const
  const statesOf = async (args: readonly string[] = []) => {
    const { state } = await examine({}, ['--audit', ...args])
    return audits.map(state)
  }

  it('balances after a run', async () => {
    await synced('01-zayo-new.eml', '02-lumen-new.eml', '03-invoice.eml', '17-zayo-reschedule.eml')
    expect(await statesOf()).toEqual(['ok', 'ok', 'ok'])
  })

  it('finds a mail that was passed over', async () => {
    await synced('01-zayo-new.eml')
    deliver('02-lumen-new.eml')
    // The mailbox had it before the last run, and the store does not.
    const store = openStore(join(folder, 'maintcal.db'))
    await store.runs.step('fetch-ops', '2099-01-01T00:00:00Z', null)
    await store.close()
    expect(await statesOf()).toEqual(['bad', 'ok', 'ok'])
  })

  it('finds an event that is gone, and one of ours that belongs to nothing', async () => {
    await synced('01-zayo-new.eml')
    const store = openStore(join(folder, 'maintcal.db'))
    const target = `ics:${join(folder, 'var/maintenance.ics')}`
    const [event] = await store.calendar.standing(target)
    const memory = await store.calendar.event(target, event?.id ?? '')
    if (memory === null) throw new Error('no event')
    await store.calendar.save(target, { ...memory, id: 'mcstray', maintenance: 'nothing' }, now)
    await store.close()
    const { state, detail } = await examine({}, ['--audit'])
    expect([state('audit-calendar'), detail('audit-calendar')]).toEqual([
      'bad',
      expect.stringMatching(/Not in the calendar any more: mcstray\. Events of no work: mcstray\./),
    ])
    rmSync(join(folder, 'var/maintenance.ics'))
    expect((await examine({}, ['--audit'])).detail('audit-calendar')).toContain(event?.id)
  })

  it('refuses a day that is none', async () => {
    await expect(examine({}, ['--audit', '--since', 'monday'])).rejects.toThrow('--since "monday" is no day')
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONVERGE } from '../../src/alerts/converge.ts'
import { NO_INVENTORY } from '../../src/alerts/input.ts'
import { alertSteps } from '../../src/alerts/steps.ts'
import * as alerts from '../../src/commands/alerts.ts'
import { emlMailbox } from '../../src/mail/eml.ts'
import { fetchMail } from '../../src/steps/fetch.ts'
import { openStore } from '../../src/store/open.ts'
import { call, testShell } from '../support/shell.ts'

const START = Date.parse('2026-11-20T06:25:00Z')
const DAY = 86_400_000
const NOW = '2026-12-04T18:00:00Z'

const mailOf = (day: number, job: string): string => {
  const date = new Date(START + day * DAY).toUTCString().replace('GMT', '+0000')
  return `From: root@web1.example.org\nTo: root@example.org\nSubject: Cron <root@web1> /opt/${job}.sh\nDate: ${date}\nMessage-ID: <${day}.${job}@web1.example.org>\n\nerror: ${job} cannot lock [${1000 + day}]\n`
}

describe('maintcal alerts', () => {
  let folder: string
  let mails: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-alerts-'))
    mails = join(folder, 'mails')
    mkdirSync(mails)
    for (let day = 0; day < 14; day++) writeFileSync(join(mails, `dump-${day}.eml`), mailOf(day, 'dump'))
    for (const day of [3, 9]) writeFileSync(join(mails, `tidy-${day}.eml`), mailOf(day, 'tidy'))
    const store = openStore(join(folder, 'x.db'))
    const signal = new AbortController().signal
    await fetchMail(store, 'root', emlMailbox(mails), { since: null, maxBytes: 1e6, signal, at: NOW, keepCursor: true })
    const steps = alertSteps({
      store,
      tracker: null,
      mode: 'off',
      site: NO_INVENTORY,
      owners: () => [],
      rules: CONVERGE,
    })
    await steps.recognise({ at: NOW, signal })
    await store.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const run = async (...args: readonly string[]): Promise<string> => {
    const shell = testShell(folder, { MAINTCAL_DB: 'x.db' }, NOW)
    await call(alerts, shell, ...args)
    return shell.output()
  }
  interface Row {
    readonly id: string
    readonly unit: string
    readonly signature: string
    readonly count: number
    readonly mutedUntil: string | null
  }
  const listed = async (...more: readonly string[]): Promise<Row[]> =>
    JSON.parse(await run('list', '--json', ...more)) as Row[]
  const named = async (unit: string): Promise<Row> => {
    const row = (await listed('--all')).find((r) => r.unit === unit)
    if (row === undefined) throw new Error(`no ${unit}`)
    return row
  }

  it('lists what recurs, and all with --all', async () => {
    expect((await listed()).map((r) => [r.unit, r.count])).toEqual([['dump.sh', 14]])
    expect((await listed('--all')).map((r) => r.unit)).toEqual(['dump.sh', 'tidy.sh'])
    const text = await run('list')
    expect(text).toContain('dump.sh')
    expect(text).toContain('Not shown: 1 group without recurrence')
  })

  it('shows one group by the beginning of its id', async () => {
    const { id } = await named('dump.sh')
    const text = await run('show', id.slice(0, 8))
    expect(text).toContain('14 mails from 1 host')
    expect(text).toContain('says: error: dump cannot lock [<n>]')
    await expect(run('show', 'nothing')).rejects.toThrow(/No group/)
  })

  it('merges two groups and splits them again', async () => {
    const [tidy, dump] = [await named('tidy.sh'), await named('dump.sh')]
    await run('merge', tidy.id, dump.id)
    expect((await listed('--all')).map((r) => [r.unit, r.count])).toEqual([['dump.sh', 16]])
    await expect(run('merge', dump.id, dump.id)).rejects.toThrow(/one group already/)
    await run('split', tidy.signature)
    expect((await listed('--all')).map((r) => r.unit)).toEqual(['dump.sh', 'tidy.sh'])
    await expect(run('split', tidy.signature)).rejects.toThrow(/was not merged/)
  })

  it('mutes a group until a day, and ends it', async () => {
    const { id } = await named('dump.sh')
    await run('mute', id, '2027-01-15')
    expect((await named('dump.sh')).mutedUntil).toBe('2027-01-15T00:00:00.000Z')
    await run('mute', id, 'off')
    expect((await named('dump.sh')).mutedUntil).toBeNull()
    await expect(run('mute', id, 'soon')).rejects.toThrow(/is no day/)
    await expect(run('mute', id, '2020-01-01')).rejects.toThrow(/not in the future/)
  })

  it('signs mails, one line an alert', async () => {
    const lines = (await run('sign', mails, '--json'))
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as Record<string, unknown>)
    expect(lines).toHaveLength(16)
    expect(Object.keys(lines[0] ?? {})).toEqual(['file', 'kind', 'unit', 'host', 'event', 'signature'])
    expect(new Set(lines.map((l) => l.signature)).size).toBe(2)
  })

  it('backtests: which tasks, and when', async () => {
    expect(JSON.parse(await run('backtest', mails, '--json'))).toMatchObject([
      { day: '2026-11-24', mails: 5, hosts: 1 },
    ])
    expect(await run('backtest', mails, '--since', '2026-11-01')).toContain('16 mails, 1 task.')
    await expect(run('backtest', mails, '--since', 'then')).rejects.toThrow(/is no day/)
  })
})

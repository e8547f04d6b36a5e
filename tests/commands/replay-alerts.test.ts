import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONVERGE } from '../../src/alerts/converge.ts'
import { groupOf } from '../../src/alerts/group.ts'
import { NO_INVENTORY } from '../../src/alerts/input.ts'
import { alertSteps } from '../../src/alerts/steps.ts'
import * as replay from '../../src/commands/replay.ts'
import { emlMailbox } from '../../src/mail/eml.ts'
import { fetchMail } from '../../src/steps/fetch.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { call, testShell } from '../support/shell.ts'

const NOW = '2026-12-04T18:00:00Z'
const START = Date.parse('2026-11-20T06:25:00Z')

const mailOf = (day: number, job: string): string => {
  const date = new Date(START + day * 86_400_000).toUTCString().replace('GMT', '+0000')
  return `From: root@web1.example.org\nTo: root@example.org\nSubject: Cron <root@web1> /opt/${job}.sh\nDate: ${date}\nMessage-ID: <${day}.${job}@web1.example.org>\n\nerror: ${job} cannot lock [${1000 + day}]\n`
}

describe('replay of root@ mail', () => {
  let folder: string
  const withStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = openStore(join(folder, 'x.db'))
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
  /** As if other rules had signed the stored mails: `name` tells a mail's signature by its place and the present one. */
  const signedBefore = (name: (index: number, present: string) => string | null): Promise<void> =>
    withStore(async (store) => {
      const mails = await store.mails.page('root', 0, 100)
      for (const [index, mail] of mails.entries()) {
        const [told] = await store.alerts.told(mail.id)
        const signature = name(index, told?.signature ?? '')
        const alert = { kind: 'cron', unit: 'older', evidence: [], example: '', host: 'web1', event: 'output' }
        const signed = signature === null ? [] : [{ alert, signature }]
        await store.alerts.record(mail.id, signed, new Date(START + index * 86_400_000).toISOString())
      }
    })
  const told = () => withStore((store) => store.alerts.occurrences('2026', '2027'))
  const groups = () =>
    withStore(async (store) => {
      const aliases = await store.alerts.aliases()
      return (await store.alerts.occurrences('2026', '2027')).map((o) => groupOf(o.signature, aliases))
    })
  const run = async (...args: readonly string[]): Promise<string> => {
    const shell = testShell(folder, { MAINTCAL_DB: 'x.db' }, NOW)
    await call(replay, shell, ...args)
    return shell.output()
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-replay-'))
    const mails = join(folder, 'mails')
    mkdirSync(mails)
    for (const day of [0, 1, 2, 3]) writeFileSync(join(mails, `${day}.eml`), mailOf(day, day < 3 ? 'dump' : 'tidy'))
    await withStore(async (store) => {
      const signal = new AbortController().signal
      await fetchMail(store, 'root', emlMailbox(mails), {
        since: null,
        maxBytes: 1e6,
        signal,
        at: NOW,
        keepCursor: true,
      })
      const rest = { store, tracker: null, mode: 'off', site: NO_INVENTORY, owners: () => [], rules: CONVERGE } as const
      await alertSteps(rest).recognise({ at: NOW, signal })
    })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('has nothing to tell when the rules are those that signed it', async () => {
    expect(await run()).toBe('0 mails would be read otherwise.\nroot@: 4 mails signed alike.\n')
    expect(await run('--json')).toBe('')
  })

  it('tells in columns what splits, merges and gets another name, and changes nothing', async () => {
    await signedBefore((index) => (index === 0 ? 'v0|cron|dump.sh|111' : 'v0|cron|both|222'))
    const before = await told()
    const lines = (await run()).split('\n')
    expect(lines[1]).toBe('root@: 4 of 4 mails would be signed otherwise: 1 group split, 1 merged, 0 renamed.')
    expect(lines.slice(2, 9)).toEqual([
      expect.stringMatching(/^change {2}alerts {2}task {2}from {15} {2}to$/),
      expect.stringMatching(/^─+ {2}─+ {2}─+ {2}─+ {2}─+$/),
      expect.stringMatching(/^split {3}2 {13}v0\|cron\|both\|222 {5}v1\|cron\|dump\.sh\|/),
      expect.stringMatching(/^ {8}1 {34}v1\|cron\|tidy\.sh\|/),
      expect.stringMatching(/^merged {2}2 {13}v0\|cron\|both\|222 {5}v1\|cron\|dump\.sh\|/),
      expect.stringMatching(/^ {8}1 {13}v0\|cron\|dump\.sh\|111$/),
      'Nothing was changed; --apply believes it.',
    ])
    expect(await told()).toEqual(before)
  })

  it('tells the same as one line of JSON', async () => {
    await signedBefore((index, present) => (index === 3 ? 'v0|cron|older|333' : present))
    const shown = JSON.parse(await run('--json'))
    expect(shown).toMatchObject({ pile: 'root', mails: 4, differing: 1, alerts: 4, moved: 1, gained: 0, lost: 0 })
    expect(shown.renamed).toEqual([{ from: 'v0|cron|older|333', to: expect.stringContaining('|tidy.sh|'), alerts: 1 }])
    expect(shown.adoptions).toEqual([{ signature: shown.renamed[0].to, group: 'v0|cron|older|333' }])
  })

  it('counts alerts that were not told before', async () => {
    await signedBefore((index, present) => (index === 3 ? null : present))
    expect(await run()).toContain('0 renamed, 1 alert new.')
  })

  it('believes it with --apply: tasks and mutes go along, and then there is nothing more to tell', async () => {
    const present = await told()
    await signedBefore((index) => (index === 3 ? 'v0|cron|tidy|333' : 'v0|cron|dump|222'))
    await withStore((store) =>
      store.alerts.saveTask({
        group: 'v0|cron|dump|222',
        task: { id: 12, key: 'PHID-TASK-12' },
        figuresAt: null,
        silenceTold: null,
      }),
    )
    expect(await run('--apply')).toMatch(/^renamed {2}3 {7}T12 {3}v0\|cron\|dump\|222 {2}v1\|cron\|dump\.sh\|/m)
    expect((await told()).map((o) => o.signature)).toEqual(present.map((o) => o.signature))
    expect(await groups()).toEqual([...Array(3).fill('v0|cron|dump|222'), 'v0|cron|tidy|333'])
    expect(await run('--json')).toBe('')
  })

  it('leaves when the mails were sent and settled as it was', async () => {
    const settled = () => withStore((store) => store.mails.settledBetween('root', NOW, '2027'))
    const [at, before] = [(await told()).map((o) => o.at), await settled()]
    await signedBefore(() => 'v0|cron|both|222')
    const shell = testShell(folder, { MAINTCAL_DB: 'x.db' }, '2026-12-24T18:00:00Z')
    await call(replay, shell, '--apply')
    expect((await told()).map((o) => o.at)).toEqual(at)
    expect((await settled()).map((m) => m.settledAt)).toEqual(before.map((m) => m.settledAt))
  })

  it('holds the present group of what people merged', async () => {
    const [dump, , , tidy] = (await told()).map((o) => o.signature)
    await withStore((store) => store.alerts.alias(tidy ?? '', dump ?? '', NOW))
    await signedBefore((index, present) => (index === 3 ? 'v0|cron|tidy|333' : present))
    await run('--apply')
    expect(new Set(await groups()).size).toBe(1)
  })
})

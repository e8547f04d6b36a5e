import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as events from '../../src/commands/events.ts'
import * as review from '../../src/commands/review.ts'
import * as sync from '../../src/commands/sync.ts'
import { dataFile } from '../../src/paths.ts'
import { mail, throughGroup } from '../support/mails.ts'
import { call, testShell } from '../support/shell.ts'
import { type Kind, yearVendors } from '../support/year-vendors.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-risks-'))
  mkdirSync(join(folder, 'inbox'))
  circuits(
    'circuit,site,provider,group',
    'OGYX/310001//ZYO,nrw1,Zayo,nrw1-transit',
    'PF-CKT-417001,nrw1,PF,nrw1-transit',
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const circuits = (...lines: readonly string[]): void => writeFileSync(join(folder, 'circuits.csv'), lines.join('\n'))

let posts = 0
const tell = (vendor: string, kind: Kind, start: string, end: string, number = 1): void => {
  const { write, id, circuit } = yearVendors.find(({ name }) => name === vendor) ?? yearVendors[0] ?? never()
  posts += 1
  const sent = new Date(Date.UTC(2026, 10, 2, 8, posts))
  const windows = [{ start: new Date(start), end: new Date(end) }]
  const letter = write({ kind, id: id(number), windows, circuit: circuit(number), sent, sequence: posts })
  const raw = mail({ ...letter, date: sent.toISOString(), messageId: `${posts}@${vendor}` })
  const group = { group: 'ops-maintenance', domain: 'noc.example', authentic: true } as const
  writeFileSync(join(folder, 'inbox', `${String(posts).padStart(3, '0')}.eml`), throughGroup(raw, group))
}
const never = (): never => {
  throw new Error('no such vendor')
}

const env = () => ({ OPS_MAILBOX: 'eml:inbox', SINCE: 'all', CIRCUITS_FILE: 'circuits.csv' })

const run = async (now = '2026-11-03T00:00:00Z'): Promise<void> => {
  const shell = testShell(folder, env(), now)
  await call(sync, shell)
  expect(shell.errors()).toEqual([])
}

const json = async <T>(module: typeof events | typeof review, ...args: readonly string[]): Promise<T> => {
  const shell = testShell(folder, env(), '2026-11-03T00:00:00Z')
  await call(module, shell, ...args, '--json')
  return JSON.parse(shell.output()) as T
}

interface Asked {
  readonly name: string
  readonly codes: readonly string[]
  readonly reasons: readonly string[]
  readonly urgentAt: string | null
}
const asked = async () =>
  (await json<readonly Asked[]>(review, 'list')).filter(({ codes }) => codes.includes('redundancy-at-risk'))
const descriptions = async () =>
  (await json<readonly { description: string }[]>(events)).map(({ description }) => description)

describe('two works that leave a redundancy group without a member', () => {
  it('are told in both events and asked about, and told again when a move resolves it', async () => {
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    await run()
    expect(await asked()).toEqual([])
    tell('packetfabric', 'new', '2026-11-17T08:00Z', '2026-11-17T12:00Z')
    await run()
    const questions = await asked()
    expect(questions).toMatchObject([{ urgentAt: '2026-11-17T08:00:00Z' }])
    expect(questions[0]?.reasons[0]).toContain('both work on group nrw1-transit')
    for (const description of await descriptions())
      expect(description).toMatch(/REDUNDANCY AT RISK\n- Tue 2026-11-17 08:00 – 10:00 UTC: group nrw1-transit/)
    tell('packetfabric', 'move', '2026-11-18T08:00Z', '2026-11-18T12:00Z')
    await run()
    expect(await asked()).toEqual([])
    const after = await descriptions()
    expect(after).toHaveLength(2)
    for (const description of after) {
      expect(description).not.toContain('AT RISK')
      expect(description).toContain('not at risk any more')
    }
  })

  it('are not asked about again once somebody has seen it, but at another time they are', async () => {
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    tell('packetfabric', 'new', '2026-11-17T08:00Z', '2026-11-17T12:00Z')
    await run()
    const [question] = await asked()
    await json(review, 'ignore', question?.name ?? '')
    tell('zayo', 'reminder', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    tell('lumen', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    await run()
    expect(await asked()).toEqual([])
    tell('packetfabric', 'move', '2026-11-17T06:00Z', '2026-11-17T12:00Z')
    await run()
    expect(await asked()).toHaveLength(1)
  })

  it('are no risk when one is cancelled', async () => {
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    tell('packetfabric', 'new', '2026-11-17T08:00Z', '2026-11-17T12:00Z')
    await run()
    tell('zayo', 'cancel', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    await run()
    expect(await asked()).toEqual([])
  })

  it('stay told when their time is over, without a question', async () => {
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    tell('packetfabric', 'new', '2026-11-17T08:00Z', '2026-11-17T12:00Z')
    await run()
    tell('lumen', 'new', '2026-12-17T05:00Z', '2026-12-17T10:00Z')
    await run('2026-11-25T00:00:00Z')
    expect(await asked()).toEqual([])
    expect((await descriptions()).filter((text) => text.includes('AT RISK'))).toHaveLength(2)
  })

  it('leave a group of three something, until the third is worked on as well', async () => {
    const third = 'BBQX-310001,nrw1,Lumen,nrw1-transit'
    circuits(
      'circuit,site,provider,group',
      'OGYX/310001//ZYO,nrw1,Zayo,nrw1-transit',
      'PF-CKT-417001,nrw1,PF,nrw1-transit',
      third,
    )
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z')
    tell('packetfabric', 'new', '2026-11-17T08:00Z', '2026-11-17T12:00Z')
    await run()
    expect(await asked()).toEqual([])
    tell('lumen', 'new', '2026-11-17T09:00Z', '2026-11-17T12:00Z')
    await run()
    expect((await asked()).length).toBeGreaterThan(0)
    expect((await descriptions()).filter((text) => text.includes('AT RISK'))).toHaveLength(3)
  })
})

describe('a circuit that the list does not know', () => {
  it('is a note in the event, and keeps nothing', async () => {
    tell('zayo', 'new', '2026-11-17T05:00Z', '2026-11-17T10:00Z', 2)
    await run()
    expect((await descriptions())[0]).toContain('not in the list of circuits')
    expect(await asked()).toEqual([])
  })
})

describe('the sample mailbox', () => {
  it('holds one pair of works at risk', async () => {
    cpSync(dataFile('demo'), join(folder, 'inbox'), { recursive: true })
    const shell = testShell(folder, { OPS_MAILBOX: 'eml:inbox', SINCE: 'all' })
    await call(sync, shell)
    const said = (await asked()).flatMap(({ reasons }) => reasons[0] ?? [])
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('ost1-nhf1')
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secret } from '../../src/config-values.ts'
import { type Note, type NoteFacts, notesOf } from '../../src/digest/notes.ts'
import { notifyOnce, notifyTargets } from '../../src/digest/notify.ts'
import { smtpPost } from '../../src/digest/smtp.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { startSmtp } from '../servers/smtp.ts'
import { entry, post, work } from './facts.ts'

const now = new Date('2026-11-16T12:00:00Z')
const kindsOf = (given: Partial<NoteFacts>): readonly string[] =>
  notesOf({ works: [], risks: [], runs: [], now, vendorTitle: (vendor) => vendor, ...given }).map(({ kind }) => kind)

const window = (start: string) => ({ start, end: new Date(Date.parse(start) + 3_600_000).toISOString() })
const soon = [window('2026-11-17T11:00:00Z')]
const later = [window('2026-11-20T11:00:00Z')]
const announced = (sent: string) => [entry({ decision: 'created', sent })]
const longAgo = announced('2026-11-01T00:00:00Z')

describe('emergency work', () => {
  it.each([
    [
      'that the vendor calls so, within a day',
      { windows: soon, subject: 'EMERGENCY maintenance', history: longAgo },
      1,
    ],
    ['that was announced less than a day ahead', { windows: soon, history: announced('2026-11-16T11:30:00Z') }, 1],
    ['in four days', { windows: later, subject: 'Emergency maintenance', history: longAgo }, 0],
    ['that has begun', { windows: [window('2026-11-16T11:59:00Z')], subject: 'Emergency', history: longAgo }, 0],
    ['that is called off', { windows: soon, subject: 'Emergency', history: longAgo, status: 'CANCELLED' as const }, 0],
    ['of the common kind, within a day', { windows: soon, history: longAgo }, 0],
  ])('%s', (_, given, count) => {
    expect(kindsOf({ works: [work('a', given)] })).toEqual(Array(count).fill('emergency'))
  })
})

describe('news of work that starts within a day', () => {
  const moved = (from: string, sent = '2026-11-16T10:00:00Z') =>
    entry({ decision: 'rescheduled', sent, changes: [{ field: 'windows', from, to: 'later' }] })
  it.each([
    [
      'a cancellation',
      {
        windows: soon,
        history: [entry({ decision: 'cancelled', sent: '2026-11-16T10:00:00Z' })],
        status: 'CANCELLED' as const,
      },
      ['cancelled'],
    ],
    ['a move away from tomorrow', { windows: later, history: [moved('2026-11-17 05:01–10:00 UTC')] }, ['moved']],
    ['a move to tomorrow', { windows: soon, history: [moved('2026-12-24 05:01–10:00 UTC')] }, ['moved']],
    ['a move among far days', { windows: later, history: [moved('2026-12-24 05:01–10:00 UTC')] }, []],
    [
      'a cancellation of far work',
      { windows: later, history: [entry({ decision: 'cancelled', sent: '2026-11-16T10:00:00Z' })] },
      [],
    ],
    ['old news', { windows: soon, history: [moved('2026-12-24 05:01–10:00 UTC', '2026-11-14T11:00:00Z')] }, []],
  ])('%s', (_, given, kinds) => {
    expect(kindsOf({ works: [work('a', given)] })).toEqual(kinds)
  })
})

describe('an overlap', () => {
  const risk = {
    key: 'g|a|b',
    group: 'g',
    site: '',
    maintenances: ['a', 'b'],
    circuits: [],
    from: '2026-12-01T00:00:00Z',
    to: '2026-12-01T02:00:00Z',
    whole: true,
    unsure: false,
    reason: 'Both work on g.',
  }
  it.each([
    [now, ['overlap']],
    [new Date('2026-12-01T02:00:00Z'), []],
  ])('is told until it is over (%s)', (at, kinds) => {
    expect(kindsOf({ risks: [risk], now: at })).toEqual(kinds)
  })
})

describe('the job', () => {
  const run = (ok: boolean, endedAt = '2026-11-16T11:00:00Z') => ({ ok, endedAt, failures: ok ? [] : ['No route.'] })
  it.each([
    ['two failures', [run(false), run(false), run(true)], 0],
    ['three failures', [run(false), run(false), run(false), run(true)], 1],
    ['three failures, none in a row', [run(true), run(false), run(false), run(false)], 0],
    ['nothing but failures', [run(false), run(false), run(false)], 1],
  ])('with %s', (_, runs, count) => {
    expect(kindsOf({ runs })).toEqual(Array(count).fill('job'))
  })

  it('is told once for all failures since the last good run', () => {
    const keyOf = (failures: number) => {
      const runs = [...Array.from({ length: failures }, (_, n) => run(false, `2026-11-16T1${n}:00:00Z`)), run(true)]
      return notesOf({ works: [], risks: [], runs, now, vendorTitle: String })[0]?.key
    }
    expect(keyOf(3)).toBe(keyOf(9))
  })
})

describe('sending', () => {
  let folder: string
  let store: Store
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-notes-'))
    store = openStore(join(folder, 'maintcal.db'))
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const note = (key: string): Note => ({
    key,
    kind: 'overlap',
    title: `Title ${key}`,
    detail: 'Why.',
    at: null,
    link: post(1),
  })
  const hook = async (statuses: readonly number[]) => {
    const bodies: string[] = []
    const left = [...statuses]
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (part) => {
        body += String(part)
      })
      request.on('end', () => {
        bodies.push(body)
        response.writeHead(left.shift() ?? 200).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return { url: `http://127.0.0.1:${port}/hooks/sesame`, bodies, close: () => server.close() }
  }
  const targets = (urls: string, smtp: number | null = null) =>
    notifyTargets(urls, {
      fetch,
      post: smtp === null ? null : smtpPost(secret(`smtp://127.0.0.1:${smtp}`)),
      from: 'maintcal@noc.example',
      now,
      timeoutMs: 5000,
    })
  const at = now.toISOString()

  it('tells each note once, and a new one later', async () => {
    const web = await hook([])
    try {
      await notifyOnce(store, targets(web.url), [note('1'), note('2')], at)
      await notifyOnce(store, targets(web.url), [note('1'), note('2')], at)
      await notifyOnce(store, targets(web.url), [note('2'), note('3')], at)
      const keys = web.bodies.map((body) => (JSON.parse(body) as { notes: Note[] }).notes.map(({ key }) => key))
      expect(keys).toEqual([['1', '2'], ['3']])
      expect(JSON.parse(web.bodies[0] ?? '')).toMatchObject({
        source: 'maintcal',
        text: expect.stringContaining('[overlap] Title 1'),
      })
    } finally {
      web.close()
    }
  })

  it('tries again what was refused, tells so, and shows no part of the address but its host', async () => {
    const web = await hook([500])
    try {
      const failures = await notifyOnce(store, targets(web.url), [note('1')], at)
      expect(failures).toEqual([expect.stringContaining('answers with HTTP 500')])
      expect(failures.join()).not.toContain('sesame')
      expect(await notifyOnce(store, targets(web.url), [note('1')], at)).toEqual([])
      expect(web.bodies).toHaveLength(2)
    } finally {
      web.close()
    }
  })

  it('does not let one target keep the note from another', async () => {
    const smtp = await startSmtp()
    try {
      const urls = 'http://127.0.0.1:1/, mailto:noc@noc.example'
      expect(await notifyOnce(store, targets(urls, smtp.port), [note('1')], at)).toHaveLength(1)
      await notifyOnce(store, targets(urls, smtp.port), [note('1')], at)
      expect(smtp.mails).toHaveLength(1)
      const mail = await simpleParser(smtp.mails[0]?.raw ?? '')
      expect([mail.subject, mail.text]).toEqual(['maintcal: Title 1', expect.stringContaining(post(1))])
    } finally {
      await smtp.close()
    }
  })
})

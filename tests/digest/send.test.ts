import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as digest from '../../src/commands/digest.ts'
import { secret } from '../../src/config-values.ts'
import { digestOf } from '../../src/digest/compose.ts'
import { digestHtml } from '../../src/digest/html.tsx'
import { readRota } from '../../src/digest/rota.ts'
import { messageIdFor, recipients, sendDigestOnce } from '../../src/digest/send.ts'
import { type Post, PostError, smtpPost } from '../../src/digest/smtp.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type SmtpFake, startSmtp } from '../servers/smtp.ts'
import { call, testShell } from '../support/shell.ts'
import { factsOf, work } from './facts.ts'

let folder: string
let store: Store
let smtp: SmtpFake
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-send-'))
  store = openStore(join(folder, 'maintcal.db'))
  smtp = await startSmtp()
})
afterEach(async () => {
  await smtp.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const rota = readRota('week,clinician,email\n2026-W47,Kim,kim@noc.example\n', 'rota.csv')
const content = digestOf(factsOf({ rota, works: [work('a', { summary: 'Grüße: a café’s fibre' })] }))
const now = new Date('2026-11-16T07:00:00Z')

const send = (post: Post, given: { readonly force?: boolean } = {}) =>
  sendDigestOnce(store, post, {
    content: async () => content,
    week: '2026-W47',
    from: 'maintcal <maintcal@noc.example>',
    to: ['sre@noc.example', 'Kim <KIM@noc.example>'],
    now,
    force: given.force ?? false,
  })
const post = () => smtpPost(secret(`smtp://127.0.0.1:${smtp.port}`))

describe('the digest of a week', () => {
  it('goes to DIGEST_TO and to who is on duty, as text and HTML, with the essence as its subject', async () => {
    await send(post())
    const [mail] = smtp.mails
    expect(mail?.from).toBe('maintcal@noc.example')
    expect(mail?.to).toEqual(['sre@noc.example', 'KIM@noc.example'])
    const parsed = await simpleParser(mail?.raw ?? '')
    expect(parsed.subject).toBe('Clinic digest 2026-W47: 1 work, nothing needs you')
    expect(parsed.messageId).toBe('<digest.2026-w47@noc.example>')
    expect(parsed.html).toBe(digestHtml(content))
    expect(parsed.text).toContain('Grüße: a café’s fibre')
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(String(mail?.raw)).toMatch(/^Content-Type: multipart\/alternative/m)
  })

  it('is sent once, however often it is asked for', async () => {
    expect((await send(post())).did).toBe('sent')
    expect(await send(post())).toEqual({ did: 'already', at: now.toISOString() })
    expect(smtp.mails).toHaveLength(1)
  })

  it('is sent by the next call when the program died before the server had it', async () => {
    const died: Post = { send: () => Promise.reject(new Error('killed')), verify: () => Promise.resolve() }
    await store.outbox.intend(
      ['digest:2026-W47'],
      messageIdFor('2026-W47', 'maintcal@noc.example', 0),
      now.toISOString(),
    )
    await expect(send(died)).rejects.toThrow('killed')
    expect((await send(post())).did).toBe('sent')
    await send(post())
    expect(smtp.mails).toHaveLength(1)
  })

  it('keeps its Message-ID when the program died after the server had it, so that it shows as one mail', async () => {
    const real = post()
    const dying: Post = {
      ...real,
      send: async (mail) => {
        await real.send(mail)
        throw new Error('killed')
      },
    }
    await expect(send(dying)).rejects.toThrow('killed')
    await send(post())
    const ids = await Promise.all(smtp.mails.map(async ({ raw }) => (await simpleParser(raw)).messageId))
    expect(ids).toEqual(['<digest.2026-w47@noc.example>', '<digest.2026-w47@noc.example>'])
  })

  it('is sent again under another Message-ID when a person insists', async () => {
    await send(post())
    await send(post(), { force: true })
    await send(post(), { force: true })
    const ids = await Promise.all(smtp.mails.map(async ({ raw }) => (await simpleParser(raw)).messageId))
    expect(ids).toEqual(['', '.1', '.2'].map((n) => `<digest.2026-w47${n}@noc.example>`))
  })

  it('notes why it was refused, and names who was refused while others were not', async () => {
    smtp.refuse('sre@noc.example', 'KIM@noc.example')
    await expect(send(post())).rejects.toThrow(PostError)
    expect((await store.outbox.find('digest:2026-W47'))?.failure).toContain('refused sender or recipients')
    const other = await startSmtp()
    other.refuse('sre@noc.example')
    try {
      const sent = await send(smtpPost(secret(`smtp://127.0.0.1:${other.port}`)))
      expect(sent).toMatchObject({ did: 'sent', rejected: ['sre@noc.example'] })
    } finally {
      await other.close()
    }
  })
})

describe('recipients', () => {
  it('are named once, whatever their spelling', () => {
    expect(recipients(['Kim <kim@noc.example>', 'a@noc.example', 'A@noc.example'], content)).toHaveLength(2)
  })
})

describe('the Message-ID', () => {
  it.each([
    ['maintcal <maintcal@noc.example>', 'digest.2026-w47@noc.example'],
    ['maintcal@NOC.example', 'digest.2026-w47@noc.example'],
  ])('is made of the week and of the domain of %s', (from, id) => {
    expect(messageIdFor('2026-W47', from, 0)).toBe(id)
  })
})

describe('maintcal digest', () => {
  const env = () => ({
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    DIGEST_FROM: 'maintcal@noc.example',
    DIGEST_TO: 'sre@noc.example',
    MAINTCAL_DB: join(folder, 'maintcal.db'),
  })
  const run = async (at: string, given: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const shell = testShell(folder, { ...env(), ...given }, at)
    await call(digest, shell, ...args)
    return shell
  }

  it('--send from cron is silent, and sends once a week', async () => {
    for (const at of ['2026-11-16T06:00:00Z', '2026-11-17T06:00:00Z', '2026-11-22T23:59:00Z', '2026-11-23T06:00:00Z']) {
      const shell = await run(at, {}, '--send')
      expect([shell.output(), shell.errors(), shell.code()]).toEqual(['', [], 0])
    }
    const subjects = await Promise.all(smtp.mails.map(async ({ raw }) => (await simpleParser(raw)).subject))
    expect(subjects.map((subject) => subject?.slice(0, 22))).toEqual([
      'Clinic digest 2026-W47',
      'Clinic digest 2026-W48',
    ])
  })

  it('--send waits for DIGEST_DAY, unless it is forced', async () => {
    await run('2026-11-17T23:59:00Z', { DIGEST_DAY: 'wednesday' }, '--send')
    expect(smtp.mails).toHaveLength(0)
    await run('2026-11-18T00:00:00Z', { DIGEST_DAY: 'wednesday' }, '--send')
    expect(smtp.mails).toHaveLength(1)
    await run('2026-11-23T00:00:00Z', { DIGEST_DAY: 'wednesday' }, '--send', '--force')
    expect(smtp.mails).toHaveLength(2)
  })

  it('--out writes both forms', async () => {
    const shell = await run('2026-11-16T06:00:00Z', {}, '--week', '2026-w49', '--out', 'out')
    expect(shell.output()).toContain(join(folder, 'out', 'digest-2026-W49.html'))
    expect(smtp.mails).toHaveLength(0)
  })

  it.each([
    ['a week that is none', ['--week', '2026-W60'], {}, '--week "2026-W60" is no ISO week'],
    ['no mail server', ['--send'], { SMTP_URL: '' }, 'SMTP_URL is not set'],
    ['--force alone', ['--force'], {}, '--force goes with --send'],
  ])('tells of %s', async (_, args, given, message) => {
    await expect(run('2026-11-16T06:00:00Z', given, ...args)).rejects.toThrow(message)
  })
})

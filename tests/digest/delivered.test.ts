import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as demo from '../../src/commands/demo.ts'
import * as digest from '../../src/commands/digest.ts'
import * as sync from '../../src/commands/sync.ts'
import { digestHtml } from '../../src/digest/html.tsx'
import { digestFor } from '../../src/digest/run.ts'
import { digestText } from '../../src/digest/text.ts'
import { imapMailbox } from '../../src/mail/imap.ts'
import { openStore } from '../../src/store/open.ts'
import { type Dovecot, startDovecot } from '../servers/dovecot.ts'
import { type SmtpFake, startSmtp } from '../servers/smtp.ts'
import { call, testShell } from '../support/shell.ts'

/** The whole way: sample mails → run → digest → mail server → mailbox → IMAP. */
let folder: string
let smtp: SmtpFake
let dovecot: Dovecot
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-delivered-'))
  ;[smtp, dovecot] = await Promise.all([startSmtp(), startDovecot()])
})
afterAll(async () => {
  await Promise.all([smtp.close(), dovecot.stop()])
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  MAINTCAL_DB: 'maintcal.db',
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  DIGEST_FROM: 'maintcal <maintcal@noc.example>',
  DIGEST_TO: 'sre@noc.example',
  REVIEW_URL: 'https://maintcal.example.org',
})
const now = '2026-12-04T18:30:00Z'

describe('the digest of the sample mailbox', () => {
  it('comes through a mail server and IMAP as it was made, and is no maintenance', async () => {
    await call(demo, testShell(folder, env(), now))
    expect(smtp.mails).toEqual([])
    await call(digest, testShell(folder, env(), now), '--send')
    const [sent] = smtp.mails
    expect(sent?.to).toEqual(['sre@noc.example', 'sam@noc.example'])
    await dovecot.deliver(sent?.raw ?? '')

    const url = `imap://${dovecot.user}@127.0.0.1:${dovecot.port}/INBOX`
    const fetched: Uint8Array[] = []
    for await (const { raw } of imapMailbox(url, { password: dovecot.password }).messages({
      cursor: null,
      since: null,
      maxBytes: 1e6,
    }))
      if (raw !== null) fetched.push(raw)
    const mail = await simpleParser(Buffer.from(fetched[0] ?? ''))
    const own = testShell(folder, env(), now)
    const [config, made] = [await own.config(), openStore(join(folder, 'maintcal.db'))]
    const content = await digestFor(made, config, { week: '2026-W49', now: own.now() })
    await made.close()
    expect(mail.subject).toBe(content.subject)
    expect(mail.html).toBe(digestHtml(content))
    expect(mail.text?.trimEnd()).toBe(digestText(content).trimEnd())
    expect(content.subject).toMatch(/^Clinic digest 2026-W49: [1-9]\d* works, [1-9]\d* need you$/)
    for (const form of [mail.text ?? '', String(mail.html)]) {
      expect(form).toContain('SRE Clinic Duty: Sam Sample')
      expect(form).toContain('TTN-0009300417')
      expect(form).toContain('https://maintcal.example.org/item/')
      expect(form).not.toContain('\uFFFD')
    }
    expect(Buffer.byteLength(String(mail.html))).toBeLessThan(100_000)

    const reading = {
      ...env(),
      MAINTCAL_DB: 'other.db',
      OPS_MAILBOX: url,
      OPS_PASSWORD: dovecot.password,
      SMTP_URL: '',
      DIGEST_FROM: '',
      DIGEST_TO: '',
    }
    await call(sync, testShell(folder, { ...reading, CALENDAR: 'ics:other.ics' }, now))
    const store = openStore(join(folder, 'other.db'))
    const [seen] = await store.desk.mailsBetween('ops', '2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z')
    const questions = await store.review.open()
    await store.close()
    expect([seen?.class, seen?.decision, questions]).toEqual(['other', 'ignored', []])
  })
})

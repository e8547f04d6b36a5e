import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as digest from '../../src/commands/digest.ts'
import * as sync from '../../src/commands/sync.ts'
import { digestHtml } from '../../src/digest/html.tsx'
import { digestFor } from '../../src/digest/run.ts'
import { digestText } from '../../src/digest/text.ts'
import { imapMailbox } from '../../src/mail/imap.ts'
import { dataFile } from '../../src/paths.ts'
import { openStore } from '../../src/store/open.ts'
import { type Dovecot, type DovecotUser, startDovecot } from '../servers/dovecot.ts'
import { type SmtpFake, startSmtp } from '../servers/smtp.ts'
import { call, testShell } from '../support/shell.ts'

/** The whole way: sample mails → LMTP → mailbox → IMAP → run → digest → SMTP → LMTP → mailbox → IMAP. */
const lmtp = async (to: string, raw: string | Uint8Array): Promise<void> => {
  const transport = createTransport({ host: '127.0.0.1', port: dovecot.lmtpPort, lmtp: true, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from: 'list@noc.example', to }, raw: Buffer.from(raw) })
  } finally {
    transport.close()
  }
}

let folder: string
let smtp: SmtpFake
let dovecot: Dovecot
/** Who gets the digest. */
let reader: DovecotUser
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-delivered-'))
  dovecot = await startDovecot({ lmtp: true })
  reader = await dovecot.anotherUser()
  smtp = await startSmtp({ relay: ({ raw }) => lmtp(`${reader.user}@noc.example`, raw) })
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
const mailbox = ({ user, port, password }: DovecotUser) => ({
  OPS_MAILBOX: `imap://${user}@127.0.0.1:${port}/INBOX`,
  OPS_PASSWORD: password,
})
const now = '2026-12-04T18:30:00Z'

describe('the digest of the sample mailbox', () => {
  it('comes through a mail server and IMAP as it was made, and is no maintenance', async () => {
    const samples = readdirSync(dataFile('demo')).filter((name) => name.endsWith('.eml'))
    for (const name of samples) await lmtp(`${dovecot.user}@noc.example`, readFileSync(join(dataFile('demo'), name)))
    const first = testShell(folder, { ...env(), ...mailbox(dovecot), DIGEST_TO: '', SINCE: 'all' }, now)
    await call(sync, first)
    expect([first.errors(), first.code(), smtp.mails]).toEqual([[], 0, []])
    await call(digest, testShell(folder, env(), now), '--send')
    const [sent] = smtp.mails
    expect(sent?.to).toEqual(['sre@noc.example', 'sam@noc.example'])

    const { OPS_MAILBOX: url, OPS_PASSWORD: password } = mailbox(reader)
    const fetched: Uint8Array[] = []
    for await (const { raw } of imapMailbox(url, { password }).messages({
      cursor: null,
      since: null,
      maxBytes: 1e6,
    }))
      if (raw !== null) fetched.push(raw)
    expect(fetched).toHaveLength(1)
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
      ...mailbox(reader),
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

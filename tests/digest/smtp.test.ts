import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { secret } from '../../src/config-values.ts'
import { type OutgoingMail, PostError, smtpPost, smtpSettings } from '../../src/digest/smtp.ts'
import { type SmtpFake, startSmtp } from '../servers/smtp.ts'

let smtp: SmtpFake
beforeEach(async () => {
  smtp = await startSmtp()
})
afterEach(() => smtp.close())

const mailOf = (given: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: 'maintcal@noc.example',
  to: ['sre@noc.example'],
  subject: 'Clinic digest',
  text: 'the text',
  html: null,
  messageId: 'a@noc.example',
  date: new Date('2026-11-16T07:00:00Z'),
  ...given,
})
const urlOf = (port: number, user = '') => `smtp://${user}127.0.0.1:${port}`
const shortWaits = { connectionTimeout: 100, greetingTimeout: 100, socketTimeout: 100, dnsTimeout: 100 }
const post = (port = smtp.port, user = '') => smtpPost(secret(urlOf(port, user)))
const failureOf = async (work: Promise<unknown>): Promise<PostError> => {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(PostError)
  return failure as PostError
}

/** A server that says one line to whoever comes, and nothing more. */
const withServer = async (greeting: string, work: (port: number) => Promise<void>): Promise<void> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    if (greeting !== '') socket.write(`${greeting}\r\n`)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    await work((server.address() as AddressInfo).port)
  } finally {
    server.close()
  }
}

describe('a mail that goes out', () => {
  it('comes as it is, with its id, its date and both forms', async () => {
    const taken = await post().send(mailOf({ html: '<p>the form</p>' }))
    expect(taken).toEqual({ rejected: [] })
    const [mail] = smtp.mails
    const parsed = await simpleParser(mail?.raw ?? '')
    expect(mail?.from).toBe('maintcal@noc.example')
    expect(parsed).toMatchObject({
      subject: 'Clinic digest',
      text: 'the text',
      html: '<p>the form</p>',
      messageId: '<a@noc.example>',
      date: new Date('2026-11-16T07:00:00Z'),
    })
    expect(Object.fromEntries(parsed.headers)).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'x-maintcal': 'digest',
    })
  })

  it('without HTML is text alone', async () => {
    await post().send(mailOf())
    expect(smtp.mails[0]?.raw.toString()).toMatch(/^Content-Type: text\/plain/m)
  })

  it('names who was refused while others were not', async () => {
    smtp.refuse('kim@noc.example')
    const { rejected } = await post().send(mailOf({ to: ['sre@noc.example', 'kim@noc.example'] }))
    expect(rejected).toEqual(['kim@noc.example'])
  })
})

describe('a trial of the mail server', () => {
  it('logs in and sends nothing', async () => {
    const strict = await startSmtp({ password: 'p@ss' })
    try {
      await post(strict.port, 'ida%40noc.example:p%40ss@').verify()
      expect(strict.logins).toEqual([{ user: 'ida@noc.example', encrypted: false }])
      expect(strict.mails).toEqual([])
    } finally {
      await strict.close()
    }
  })

  it('tells that there is none', async () => {
    const { port } = smtp
    await smtp.close()
    smtp = await startSmtp()
    expect((await failureOf(post(port).verify())).message).toBe(
      'Mail server 127.0.0.1: The server cannot be reached, or its certificate does not fit: check host and port in SMTP_URL.',
    )
  })

  it('does not wait for ever for a server that says nothing', () =>
    withServer('', async (port) => {
      const { message } = await failureOf(smtpPost(secret(urlOf(port)), shortWaits).verify())
      expect(message).toBe('Mail server 127.0.0.1: The server did not answer in time.')
    }))

  it('nor for one that greets and says no more', () =>
    withServer('220 here', async (port) => {
      const { message } = await failureOf(smtpPost(secret(urlOf(port)), shortWaits).verify())
      expect(message).toBe('Mail server 127.0.0.1: The server did not answer in time.')
    }))

  it('tells in one line of at most 200 letters what a server says that is none', () =>
    withServer(`HTTP/1.1 400 \u0007${'Bad Request '.repeat(40)}`, async (port) => {
      const { message, cause } = await failureOf(post(port).verify())
      expect(message).toMatch(
        /^Mail server 127\.0\.0\.1: Sending failed \(EPROTOCOL\)\. It said: HTTP\/1\.1 400 Bad Request /,
      )
      expect(message.length).toBeLessThan(280)
      expect(cause).toBeInstanceOf(Error)
    }))
})

describe('the connection to the mail server', () => {
  it.each([
    ['smtp://mail.example.org', { port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
    [
      'smtps://u:p%40ss@mail.example.org',
      { port: 465, secure: true, requireTLS: false, auth: { user: 'u', pass: 'p@ss' } },
    ],
    ['smtp://127.0.0.1', { port: 25, requireTLS: false, ignoreTLS: true }],
    ['smtp://[::1]:2525', { host: '::1', port: 2525, requireTLS: false, ignoreTLS: true }],
    ['smtp://[2001:db8::25]', { host: '2001:db8::25', port: 587, requireTLS: true, ignoreTLS: false }],
    ['smtps://127.0.0.1', { port: 465, secure: true, ignoreTLS: false }],
  ])('%s is encrypted unless it stays on this machine', (url, settings) => {
    expect(smtpSettings(url)).toMatchObject(settings)
  })

  it('names no user where the address names none, and takes a password that is not encoded as it is', () => {
    expect(smtpSettings('smtp://mail.example.org')).not.toHaveProperty('auth')
    expect(smtpSettings('smtp://ida:50%25@mail.example.org').auth).toEqual({ user: 'ida', pass: '50%' })
    expect(smtpSettings('smtp://ida:50%@mail.example.org').auth).toEqual({ user: 'ida', pass: '50%' })
  })

  it('waits a quarter of a minute for each answer and a minute for a transfer, and fetches no file for a mail', () => {
    expect(smtpSettings('smtp://mail.example.org')).toMatchObject({
      ...{ connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, dnsTimeout: 15_000 },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    })
    expect(smtpSettings('smtp://mail.example.org', shortWaits)).toMatchObject(shortWaits)
  })

  // 0.0.0.0 reaches this machine and is no loopback address by name.
  it('says no password and no mail to another machine that offers no STARTTLS', async () => {
    const open = await startSmtp({ host: '0.0.0.0', password: 'correct-horse' })
    try {
      const way = smtpPost(secret(`smtp://sender:correct-horse@0.0.0.0:${open.port}`))
      await expect(way.send(mailOf())).rejects.toThrow(/encryption \(STARTTLS\)/)
      expect(open.logins).toEqual([])
      expect(open.mails).toEqual([])
    } finally {
      await open.close()
    }
  })

  it('nor to one whose certificate nobody vouches for', async () => {
    const forged = await startSmtp({ host: '0.0.0.0', starttls: true, password: 'correct-horse' })
    try {
      const way = smtpPost(secret(`smtp://sender:correct-horse@0.0.0.0:${forged.port}`))
      await expect(way.send(mailOf())).rejects.toThrow(PostError)
      expect(forged.logins).toEqual([])
    } finally {
      await forged.close()
    }
  })

  it.each([
    ['nothing of it', 'Wrong', 'Wrong'],
    ['it', 'No, not correct-horse', 'No, not ***'],
    ['it as it was sent', `No, not ${Buffer.from('correct-horse').toString('base64')}`, 'No, not ***'],
  ])('never shows the password, also when the server repeats %s', async (_, refusal, shown) => {
    const strict = await startSmtp({ password: 'another', refusal })
    try {
      const { message } = await failureOf(post(strict.port, 'sender:correct-horse@').send(mailOf()))
      expect(message).toBe(
        `Mail server 127.0.0.1: The server did not take user and password: check SMTP_URL. It said: 535 ${shown}.`,
      )
    } finally {
      await strict.close()
    }
  })
})

describe('a mail of ours whose words are a stranger’s', () => {
  it.each([
    'Planned work\r\nBcc: everyone@example.org\r\n\r\nanother body',
    'Planned work\nTo: everyone@example.org',
    'Planned work\rX-Injected: yes',
    '=?utf-8?q?x=0d=0aBcc:_everyone@example.org?=',
    '\u2028Bcc: everyone@example.org',
  ])('has no header and no recipient by its subject %j', async (subject) => {
    await post().send(mailOf({ subject }))
    const [mail] = smtp.mails
    expect(mail?.to).toEqual(['sre@noc.example'])
    const raw = mail?.raw.toString('latin1') ?? ''
    const names = raw
      .slice(0, raw.indexOf('\r\n\r\n'))
      .split('\r\n')
      .flatMap((line) => /^([A-Za-z-]+):/.exec(line)?.[1]?.toLowerCase() ?? [])
    expect([...names].sort()).toEqual([
      'auto-submitted',
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
      'x-auto-response-suppress',
      'x-maintcal',
    ])
    expect((await simpleParser(mail?.raw ?? '')).text?.trim()).toBe('the text')
  })
})

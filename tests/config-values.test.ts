import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import * as value from '../src/config-values.ts'

const refused = (read: () => unknown): string => {
  try {
    read()
    return 'taken'
  } catch (error) {
    expect(error).toBeInstanceOf(value.ValueError)
    expect((error as value.ValueError).example).not.toBe('')
    return (error as Error).message
  }
}

describe('a secret', () => {
  it('is told to who asks for it, and by no printing', () => {
    const one = value.secret('hunter2')
    expect(one.reveal()).toBe('hunter2')
    expect([String(one), JSON.stringify({ one }), inspect(one), inspect({ one })]).toEqual([
      '***',
      '{"one":"***"}',
      '***',
      '{ one: *** }',
    ])
  })
})

describe('this machine', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['[::1]', true],
    ['127.0.0.1.example.org', false],
    ['127.example.org', false],
    ['128.0.0.1', false],
    ['10.127.0.1', false],
    ['::2', false],
    ['', false],
    ['localhost.example.org', false],
  ])('is %s: %s', (host, local) => {
    expect(value.isLoopback(host)).toBe(local)
  })
})

describe('a mailbox', () => {
  const read = value.mailboxUrl('/home/ops')
  it.each([
    ['imaps://ops@imap.example.org/INBOX', 'imaps://ops@imap.example.org/INBOX'],
    ['IMAP://ops@127.0.0.1:1143/INBOX', 'IMAP://ops@127.0.0.1:1143/INBOX'],
    ['maildir:/var/mail', 'maildir:/var/mail'],
    ['MBOX:old.mbox', 'mbox:/home/ops/old.mbox'],
    ['eml:mails', 'eml:/home/ops/mails'],
  ])('%s is %s', (given, path) => {
    expect(read(given)).toBe(path)
  })

  it.each([
    ['imaps://ops:hunter2@imap.example.org/INBOX', /holds a password/],
    ['imaps://imap.example.org/INBOX', /names no user/],
    ['imaps://', /is not a URL|names no host/],
    ['imaps:///INBOX', /is not a URL|names no host/],
    ['imap://ops@imap.example.org/INBOX', /unencrypted/],
    ['pop3://ops@imap.example.org', /is none of/],
    ['xmaildir:/a', /is none of/],
    ['maildir:', /is none of/],
  ])('%s is refused, without its password', (given, why) => {
    const said = refused(() => read(given))
    expect(said).toMatch(why)
    expect(said).not.toContain('hunter2')
  })
})

describe('a place that gets a token or a secret', () => {
  it.each([
    ['https://example.org/', 'https://example.org'],
    ['https://example.org/a/', 'https://example.org/a'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
  ])('may be %s', (given, url) => {
    expect(value.webUrl('x')(given)).toBe(url)
  })

  it.each(['http://example.org', 'ftp://127.0.0.1', 'nonsense', 'javascript:alert(1)'])('may not be %s', (given) => {
    expect(refused(() => value.webUrl('x')(given))).toMatch(/^is not /)
  })

  it('is a page for people only if it is a web address', () => {
    expect(value.pageUrl('x')('http://example.org/')).toBe('http://example.org')
    expect(value.pageUrl('x')('https://example.org/a')).toBe('https://example.org/a')
    expect(refused(() => value.pageUrl('x')('javascript:alert(1)'))).toBe('is not a web address')
    expect(refused(() => value.pageUrl('x')('nonsense'))).toBe('is not a URL')
  })

  it('is a mail server whose address is a secret', () => {
    expect(value.smtpUrl('smtps://a:hunter2@mail.example.org').reveal()).toBe('smtps://a:hunter2@mail.example.org')
    expect(value.smtpUrl('smtp://127.0.0.1').reveal()).toBe('smtp://127.0.0.1')
    expect(refused(() => value.smtpUrl('https://a:hunter2@mail.example.org'))).toBe('is neither smtp:// nor smtps://')
    expect(refused(() => value.smtpUrl('smtp:///x'))).toMatch(/names no host|is not a URL/)
    expect(refused(() => value.smtpUrl('smtp:x'))).toBe('names no host')
  })

  it.each([
    ['https://hooks.example.org/a', true],
    ['http://127.0.0.1:9/a', true],
    ['mailto:noc@example.org', true],
    ['mailto:noc@example.org, https://hooks.example.org/a', true],
    ['http://hooks.example.org/a', false],
    ['https://hooks.example.org/a, http://hooks.example.org/b', false],
    ['mailto:noc', false],
    ['mailto:a b@example.org', false],
    ['mailto:<noc@example.org>', false],
    ['mailto:noc@example.org?bcc=x', true],
    ['xmailto:noc@example.org', false],
    ['ftp://127.0.0.1/', false],
    ['', false],
  ])('for urgent notes may be %j: %s', (given, may) => {
    if (may) expect(value.notifyUrls(given).reveal()).toBe(given)
    else expect(refused(() => value.notifyUrls(given))).toMatch(/^is n/)
  })
})

describe('who may see the review page', () => {
  it.each([
    ['none', { kind: 'none' }],
    ['header:X-Remote-User', { kind: 'header', name: 'x-remote-user' }],
  ])('%s', (given, auth) => {
    expect(value.reviewAuth(given)).toEqual(auth)
  })

  it('is who knows a token of sixteen characters or more', () => {
    const auth = value.reviewAuth(`token:${'x'.repeat(16)}`)
    expect(auth.kind === 'token' && auth.token.reveal()).toBe('x'.repeat(16))
    expect(JSON.stringify(auth)).not.toContain('xx')
    expect(refused(() => value.reviewAuth(`token:${'x'.repeat(15)}`))).toContain('less than 16 characters')
    expect(refused(() => value.reviewAuth('token:'))).toContain('less than 16 characters')
  })

  it.each([
    '',
    'nobody',
    'NONE',
    'header:',
    'header:X Remote',
    'header:X\nY',
    `header:${'x'.repeat(65)}`,
    `xtoken:${'x'.repeat(16)}`,
    'xheader:A',
  ])('is not told by %j', (given) => {
    expect(refused(() => value.reviewAuth(given))).toContain('is none of none')
  })
})

describe('an address to listen at', () => {
  it.each([
    ['127.0.0.1:8480', '127.0.0.1', 8480],
    ['[::1]:1', '::1', 1],
    ['localhost:65535', 'localhost', 65_535],
  ])('%s', (given, host, port) => {
    expect(value.listenAddress(given)).toEqual({ host, port })
  })

  it.each(['127.0.0.1', ':1', '127.0.0.1:65536', '127.0.0.1:123456', '127.0.0.1:x', '127.0.0.1:1x'])(
    'is not %s',
    (given) => {
      expect(refused(() => value.listenAddress(given))).toContain('is not HOST:PORT')
    },
  )
})

describe('names and addresses', () => {
  it.each([
    [value.mailAddress, 'a@example.org', 'a@example.org'],
    [value.senderAddress, 'maintcal <a@example.org>', 'maintcal <a@example.org>'],
    [value.senderAddress, 'a@example.org', 'a@example.org'],
    [value.ipAddress, '192.0.2.1', '192.0.2.1'],
    [value.ipAddress, '2001:DB8::1', '2001:db8::1'],
    [value.taskName, 'T132324', 'T132324'],
    [value.hostName, 'MX.Google.com', 'mx.google.com'],
  ] as const)('%o takes %s', (read, given, taken) => {
    expect(read(given)).toBe(taken)
  })

  it.each([
    [value.mailAddress, ['a', 'a@', '@b', 'a b@c', 'a@b c', '<a@b>', 'a@b@c', 'a@b\nBcc: c@d', `${'x'.repeat(65)}@b`]],
    [value.senderAddress, ['x <a>', 'x <a@b> y', '<a@b\n>']],
    [value.ipAddress, ['192.0.2', 'example.org', '192.0.2.1/24', '']],
    [value.taskName, ['132324', 'T', 'T1x', 'xT1', 'T1234567890']],
    [value.hostName, ['a b', '', 'a/b', 'a\nb', 'x'.repeat(254)]],
  ] as const)('%o refuses the rest', (read, all) => {
    for (const given of all) expect(refused(() => read(given))).not.toBe('taken')
  })
})

describe('choices', () => {
  it.each([
    ['google:a@example.org', { kind: 'google', id: 'a@example.org' }],
    ['GOOGLE: a', { kind: 'google', id: 'a' }],
    ['ics:a.ics', { kind: 'ics', path: '/home/ops/a.ics' }],
    ['ics:/a.ics', { kind: 'ics', path: '/a.ics' }],
  ])('of a calendar: %s', (given, choice) => {
    expect(value.calendarChoice('/home/ops')(given)).toEqual(choice)
  })
  it.each(['google:', 'google: ', 'ics', 'caldav:x', 'xics:a'])('of no calendar: %s', (given) => {
    expect(refused(() => value.calendarChoice('/')(given))).toContain('is neither google:')
  })

  it.each([
    ['60', { days: 60 }],
    ['60 days', { days: 60 }],
    ['1 d', { days: 1 }],
    ['2026-01-31', { from: '2026-01-31' }],
    ['ALL', 'all'],
  ])('of how far back: %s', (given, since) => {
    expect(value.sinceValue(given)).toEqual(since)
  })
  it.each(['', '-1', '123456', '2026-13-31', '60 weeks', 'x60', '2026-01-31x', 'x2026-01-31'])(
    'of no time: %j',
    (given) => {
      expect(refused(() => value.sinceValue(given))).toContain('is neither a number of days')
    },
  )
  it('of how far back is an instant', () => {
    const now = new Date('2026-12-04T18:00:00Z')
    expect(value.sinceDate('all', now)).toBeNull()
    expect(value.sinceDate({ from: '2026-01-31' }, now)).toEqual(new Date('2026-01-31T00:00:00Z'))
    expect(value.sinceDate({ days: 4 }, now)).toEqual(new Date('2026-11-30T18:00:00Z'))
  })

  it.each([
    ['never', null],
    ['OFF', null],
    ['90', 90],
    ['100 days', 100],
    ['1 year', 365],
    ['3Y', 1095],
  ])('of how long mail is kept: %s', (given, days) => {
    expect(value.retention(given)).toBe(days)
  })
  it.each([
    ['89', /less than 90 days/],
    ['0 years', /less than 90 days/],
    ['x', /is neither a number/],
    ['3 months', /is neither a number/],
    ['nevermore', /is neither a number/],
    ['forever and', /is neither a number/],
    ['x90', /is neither a number/],
  ])('of how long mail is kept is not %s', (given, why) => {
    expect(refused(() => value.retention(given))).toMatch(why)
  })

  it('of several, and of lists', () => {
    expect(value.oneOf('warn', 'off')('OFF')).toBe('off')
    expect(refused(() => value.oneOf('warn', 'off')('x'))).toBe('("x") is none of warn, off')
    expect(value.list(Number)(' 1, ,2 ')).toEqual([1, 2])
  })
})

import { describe, expect, it } from 'vitest'
import { openAlertMail } from '../../src/alerts/open.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'

const open = (lines: readonly string[]) => openAlertMail(Buffer.from(lines.join('\r\n')))

const ORIGINAL = [
  'From: root@web8.example.org (Cron Daemon)',
  'To: ops@example.net',
  'Subject: Cron <ops@web8> /usr/local/bin/gather',
  '',
  'gather: cannot open /var/lib/stats/db: Permission denied',
]

describe('a root@ mail is opened', () => {
  it('with its lines as sent, indentation and all', async () => {
    const input = await open([
      'Subject: x',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'a =3D b',
      '  indented=20',
      'long =',
      'line',
    ])
    expect(input.text.split('\n').slice(0, 3)).toEqual(['a = b', '  indented ', 'long line'])
  })

  it('with an HTML body as it is shown', async () => {
    const input = await open([
      'Subject: [FIRING:1] x',
      'Content-Type: text/html',
      '',
      '<p>alertname = DiskFull<br>instance = web1:9100</p><style>p{}</style>',
    ])
    expect(input.text).toContain('alertname = DiskFull\ninstance = web1:9100')
    expect(alertsOf(input)[0]).toMatchObject({ kind: 'alertmanager', unit: 'DiskFull', host: 'web1' })
  })

  it('with the original within a multipart bounce', async () => {
    const input = await open([
      'From: MAILER-DAEMON@mx1.example.org',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is the mail system at host mx1.example.org.',
      '',
      '<ops@example.net>: host in.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx1.example.org',
      '--b',
      'Content-Type: message/rfc822',
      '',
      ...ORIGINAL,
      '--b--',
    ])
    expect(alertsOf(input).map((a) => [a.kind, a.unit, a.host])).toEqual([
      ['postfix', 'bounce', 'mx1.example.org'],
      ['cron', 'gather', 'web8'],
    ])
  })

  it('with the original that an old exim quotes as text', async () => {
    const input = await open([
      'From: Mailer-Daemon@mx1.example.org',
      'Subject: Mail delivery failed: returning message to sender',
      '',
      'The following address(es) failed:',
      '',
      '  ops@example.net',
      '    Unrouteable address',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      ...ORIGINAL,
    ])
    expect(alertsOf(input).map((a) => [a.kind, a.unit])).toEqual([
      ['exim', 'bounce'],
      ['cron', 'gather'],
    ])
  })

  it('with who wrote it when a group rewrote From', async () => {
    const input = await open([
      'From: "Mail Delivery System" via root <root@example.org>',
      'X-Original-From: Mailer-Daemon@mx7.example.org',
      'Subject: [root] Message frozen',
      '',
      'Message 1t0abc-0001Ab-2C has been frozen.',
    ])
    expect(alertsOf(input)[0]).toMatchObject({ kind: 'exim', event: 'frozen', host: 'mx7.example.org' })
  })

  it.each([[[]], [['']], [['Subject']], [['\u0000\u0001', '', '\u0000']]])('whatever the bytes: %j', async (lines) => {
    expect(alertsOf(await open(lines))).toHaveLength(1)
  })
})

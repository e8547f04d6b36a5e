import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mail } from '../../src/mail/mail.ts'
import { readMail } from '../../src/mail/read.ts'
import { asBase64, asLatin1, asQuotedPrintable, forwarded, mail } from '../support/mails.ts'
import { workbook, zip } from '../support/xlsx.ts'

const head =
  'From: NOC <noc@vendor.example>\r\nSubject: Work\r\nDate: Mon, 02 Nov 2026 08:00:00 +0000\r\nMessage-ID: <a@b>\r\n'
const read = (raw: string | Uint8Array) => readMail(typeof raw === 'string' ? Buffer.from(raw) : raw)
const lines = (m: Mail, part?: string): string[] =>
  m.document.parts
    .filter((p) => (part ? p.name === part : p.kind !== 'subject'))
    .flatMap((p) => p.lines.map((l) => l.text))
const codes = (m: Mail): string[] => m.defects.map((d) => d.code)
const shown = (m: Mail): unknown => m.document.parts

describe('the header of a mail', () => {
  it('is decoded', async () => {
    const m = await read(
      `${head}To: a@example.com, B <b@example.com>\r\nIn-Reply-To: <x@y>\r\nReferences: <w@y>\r\n <x@y>\r\n\r\nhi`,
    )
    expect(m).toMatchObject({
      messageId: 'a@b',
      date: '2026-11-02T08:00:00Z',
      subject: 'Work',
      from: { name: 'NOC', address: 'noc@vendor.example' },
      to: [
        { name: '', address: 'a@example.com' },
        { name: 'B', address: 'b@example.com' },
      ],
      inReplyTo: ['x@y'],
      references: ['w@y', 'x@y'],
      group: null,
      defects: [],
    })
    expect(m.sender).toEqual(m.from)
    expect(m.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(m.document.parts[0]).toMatchObject({ kind: 'subject', name: 'subject', lines: [{ text: 'Work' }] })
  })

  it.each([
    ['missing', head.replace(/^Date.*\r\n/m, ''), 'no-date'],
    ['invalid', head.replace(/^Date.*\r\n/m, 'Date: soon\r\n'), 'bad-date'],
  ])('a Date that is %s is null and said to be, never now', async (_, header, code) => {
    const m = await read(`${header}\r\nhi`)
    expect(m.date).toBeNull()
    expect(codes(m)).toEqual([code])
  })

  it('a missing Message-ID is null', async () => {
    expect((await read('From: a@example.com\r\n\r\nhi')).messageId).toBeNull()
  })
})

describe('the same content reads the same, however it is encoded', () => {
  const raw = mail({
    subject: 'Grüße',
    text: 'Ort: Köln\nGrund: Wartung\n',
    html: '<p>Ort: Köln</p><p>Grund: Wartung</p>',
  })
  it.each([
    ['base64', asBase64(raw)],
    ['quoted-printable', asQuotedPrintable(raw)],
    ['ISO-8859-1', asLatin1(raw)],
    ['LF line ends', raw.replaceAll('\r\n', '\n')],
  ])('%s', async (_, other) => {
    expect(shown(await read(other))).toEqual(shown(await read(raw)))
  })

  it.each([
    ['no charset at all', ''],
    ['a charset that is wrong', 'Content-Type: text/plain; charset=utf-8\r\n'],
    ['us-ascii', 'Content-Type: text/plain; charset=us-ascii\r\n'],
    ['an unknown charset', 'Content-Type: text/plain; charset=klingon\r\n'],
    ['a multipart', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n'],
  ])('8-bit Latin-1 with %s is readable', async (_, type) => {
    expect(lines(await read(Buffer.from(`${head}${type}\r\nOrt: K\xf6ln`, 'latin1')))).toContain('Ort: Köln')
  })

  it('UTF-16 and Windows-1252 are decoded as they say', async () => {
    const wide = Buffer.from('Ort: Köln', 'utf16le').toString('base64')
    expect(
      lines(
        await read(
          `${head}Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n${wide}`,
        ),
      ),
    ).toEqual(['Ort: Köln'])
    const bytes = Buffer.from(`${head}Content-Type: text/plain; charset=windows-1252\r\n\r\nOrt \x96 K\xf6ln`, 'latin1')
    expect(lines(await read(bytes))).toEqual(['Ort – Köln'])
  })

  it('a body that was encoded twice is decoded twice', async () => {
    const html = '<table><tr><td class=3D"a">Start=\n</td><td style=3D"b">10:00=\n</td></tr></table>'
    const m = await read(`${head}Content-Type: text/html\r\n\r\n${html}`)
    expect(m.document.parts[1]?.fields.map((f) => [f.label.text, f.value[0]?.text])).toEqual([['Start', '10:00']])
  })

  it('base64 that nobody announced is decoded', async () => {
    const text = 'Start: 10:00 and a longer text, so that it is surely no word\r\nEnd: 11:00\r\n'
    const m = await read(`${head}\r\n${Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')}`)
    expect(lines(m)[1]).toBe('End: 11:00')
  })

  it('format=flowed joins its lines', async () => {
    const m = await read(`${head}Content-Type: text/plain; format=flowed\r\n\r\nReason: a long \r\nline\r\nEnd: 1\r\n`)
    expect(lines(m)).toEqual(['Reason: a long line', 'End: 1'])
  })
})

describe('what a part is labelled does not decide what it is', () => {
  it.each([
    ['starts as HTML', '<html><body><p>Start: 10:00</p></body></html>'],
    ['is full of tags', 'x<br><b>Start:</b> 10:00<br>a<br>b<br><p>c</p>'],
  ])('text/plain that %s is read as HTML', async (_, body) => {
    const part = (await read(`${head}Content-Type: text/plain\r\n\r\n${body}`)).document.parts[1]
    expect(part?.kind).toBe('html')
    expect(part?.fields[0]?.value[0]?.text).toBe('10:00')
  })

  it('text with an address in angle brackets stays text', async () => {
    expect((await read(`${head}\r\nmail <noc@vendor.example> if x < y`)).document.parts[1]?.kind).toBe('text')
  })

  it('text/html without a tag keeps its lines', async () => {
    expect(lines(await read(`${head}Content-Type: text/html\r\n\r\nStart: 1\r\nEnd: 2`))).toEqual([
      'Start: 1',
      'End: 2',
    ])
  })
})

describe('attachments', () => {
  const ics = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'
  it.each([
    ['text/calendar', 'text/calendar; method=REQUEST', ''],
    ['application/ics', 'application/ics', 'a.ics'],
    ['octets named .ics', 'application/octet-stream', 'Work.ICS'],
    ['plain text that is a calendar', 'text/plain', 'work'],
  ])('%s is a calendar', async (_, type, name) => {
    const m = await read(
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(ics).toString('base64')}\r\n--b--\r\n`,
    )
    expect(m.calendars).toEqual([ics])
    expect(lines(m)).toEqual(['hi'])
  })

  it('two calendars are two', async () => {
    expect((await read(mail({ text: 'hi', ical: [ics, ics.replace('END', 'X:1\r\nEND')] }))).calendars).toHaveLength(2)
  })

  it.each([
    ['commas', 'Circuit,Impact\r\nIC-1,"Outage, long"\r\n', 'utf8'],
    ['semicolons', 'Circuit;Impact\r\nIC-1;Outage, long\r\n', 'utf8'],
    ['tabs in UTF-16', '\ufeffCircuit\tImpact\r\nIC-1\tOutage, long\r\n', 'utf16le'],
    ['UTF-16 without a mark', 'Circuit,Impact\r\nIC-1,"Outage, long"\r\n', 'utf16le'],
  ] as const)('CSV parted by %s is a table', async (_, text, encoding) => {
    const m = await read(
      mail({ text: 'hi', attachments: [{ name: 'work.csv', type: 'text/csv', content: Buffer.from(text, encoding) }] }),
    )
    const part = m.document.parts.find((p) => p.kind === 'csv')
    expect(part?.name).toBe('csv:work.csv')
    expect(part?.tables[0]?.rows.map((r) => r.map((c) => c.text))).toEqual([
      ['Circuit', 'Impact'],
      ['IC-1', 'Outage, long'],
    ])
  })

  it('a sheet of labels and values gives fields', async () => {
    const content = workbook('Work', [
      ['Ticket', 'T-1'],
      ['Start', { date: 46328.5 }],
      ['Circuits', 3],
    ])
    const m = await read(
      mail({ text: 'hi', attachments: [{ name: 'w.xlsx', type: 'application/octet-stream', content }] }),
    )
    const part = m.document.parts.find((p) => p.kind === 'xlsx')
    expect(part?.name).toBe('xlsx:w.xlsx/Work')
    expect(part?.fields.map((f) => [f.label.text, f.value[0]?.text])).toEqual([
      ['Ticket', 'T-1'],
      ['Start', '2026-11-02 12:00'],
      ['Circuits', '3'],
    ])
  })

  it.each([
    ['no zip', Buffer.from('not a workbook'), 'not a zip'],
    ['a zip without a workbook', zip({ 'a.txt': 'a' }), 'w.xlsx'],
    ['a zip that unpacks to gigabytes', zip({ 'xl/workbook.xml': 'a' }, 0x7fffffff), 'too large'],
  ])('a workbook that is %s is named as unreadable', async (_, content, why) => {
    const m = await read(
      mail({ text: 'hi', attachments: [{ name: 'w.xlsx', type: 'application/octet-stream', content }] }),
    )
    expect(codes(m)).toEqual(['attachment-unreadable'])
    expect(m.defects[0]?.detail).toContain('w.xlsx')
    expect(m.defects[0]?.detail).toContain(why)
    expect(lines(m)).toEqual(['hi'])
  })
})

describe('a forwarded mail', () => {
  const inner = mail({
    from: 'Vendor <noc@vendor.example>',
    subject: 'Work T-1',
    date: 'Sun, 01 Nov 2026 10:00:00 +0000',
    text: 'Start: 10:00',
  })
  const expected = {
    from: { name: 'Vendor', address: 'noc@vendor.example' },
    subject: 'Work T-1',
    date: '2026-11-01T10:00:00Z',
  }

  it('inline, by Gmail', async () => {
    const m = await read(forwarded(inner))
    expect(m.forwarded).toEqual(expected)
    expect(lines(m)).toContain('Start: 10:00')
  })

  it('inline, by Outlook, in another language', async () => {
    const block =
      'Von: Vendor <noc@vendor.example>\r\nGesendet: Sunday, November 1, 2026 10:00 AM\r\nAn: ops\r\nBetreff: Work T-1\r\n\r\nStart: 10:00'
    expect((await read(`${head.replace('Work', 'WG: Work')}\r\nzur Info\r\n\r\n${block}`)).forwarded).toEqual(expected)
  })

  it('attached', async () => {
    const m = await read(
      `${head}Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nFYI\r\n--q\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--q--\r\n`,
    )
    expect(m.forwarded).toEqual(expected)
    expect(lines(m)).toEqual(['FYI', 'Start: 10:00'])
    expect(lines(m, 'text:2')).toEqual(['Start: 10:00'])
  })

  it('attached without a Date has none', async () => {
    const bare = inner.replace(/^Date:.*\r\n/m, '')
    const m = await read(`${head}Content-Type: message/rfc822\r\n\r\n${bare}`)
    expect(m.forwarded).toEqual({ ...expected, date: null })
  })

  it('is none when a vendor answers his own mail', async () => {
    const m = await read(
      `${head.replace('Work', 'Re: Work')}\r\nDone.\r\n\r\nFrom: x <x@example.com>\r\nSent: 1 Nov 2026 10:00\r\nSubject: y\r\n`,
    )
    expect(m.forwarded).toBeUndefined()
  })
})

describe('broken mails are read as far as they go, and say what is wrong', () => {
  const many = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n'.repeat(20_000)}--b--`
  it.each<[string, string, string[], string[]]>([
    ['no bytes', '', [], ['empty', 'no-date']],
    ['no header', 'Fwd: REMINDER - work', ['Fwd: REMINDER - work'], ['no-headers', 'no-date']],
    ['no body', head, [], []],
    [
      'a multipart that names no boundary',
      `${head}Content-Type: multipart/mixed\r\n\r\n--xyz123\r\nContent-Type: text/plain\r\n\r\nhello\r\n--xyz123--\r\n`,
      ['hello'],
      ['mime-broken'],
    ],
    [
      'a multipart that is plain text',
      `${head}Content-Type: multipart/mixed; boundary=q\r\n\r\nhello\r\n`,
      ['hello'],
      ['mime-broken'],
    ],
    [
      'a part that ends in its header',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\nContent-Ty`,
      ['hi'],
      ['cut-off'],
    ],
    ['20,000 parts', many, ['hi'], ['mime-broken', 'limit']],
  ])('%s', async (_, raw, text, expected) => {
    const m = await read(raw)
    expect([...new Set(lines(m))]).toEqual(text)
    expect(codes(m).slice(0, 2)).toEqual(expected)
  })

  it.each([
    [
      '3,000 nested blocks',
      `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(3000)}deep${'</div>'.repeat(3000)}`,
      'deep',
    ],
    ['one line of ten million letters', `${head}\r\nfirst\r\n${'a'.repeat(10_000_000)}`, 'first'],
    ['messages within messages', `${`${head}Content-Type: message/rfc822\r\n\r\n`.repeat(50)}${head}\r\nhi`, undefined],
    ['bold without end', `${head}Content-Type: text/html\r\n\r\nfirst<br>${'<b>a:</b> b '.repeat(200_000)}`, 'first'],
    ['quotes without end', `${head}\r\nfirst\r\n${'> '.repeat(1_000_000)}`, 'first'],
    [
      'comments without end',
      `From: ${'('.repeat(100_000)}\r\nAuthentication-Results: mx.google.com; dkim=pass ${'('.repeat(100_000)}\r\n\r\nfirst`,
      'first',
    ],
    ['NUL bytes', '\0'.repeat(100_000), undefined],
  ])('%s', async (_, raw, text) => {
    const m = await read(raw)
    if (text) expect(lines(m)).toContain(text)
    else expect(m.defects.length).toBeGreaterThan(0)
  })

  it('never throws, whatever the bytes', async () => {
    const bits = fc.constantFrom(
      head,
      '\r\n\r\n',
      'Content-Type: multipart/mixed; boundary=b\r\n',
      '--b\r\n',
      '--b--',
      'Content-Type: text/html; charset=x\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      '=?',
      '<table',
      'text/calendar',
      'a: b\r\n',
      '\xff\x00',
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(bits, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        const m = await readMail(raw)
        expect(m.document.parts[0]?.kind).toBe('subject')
        expect(m).toEqual(await readMail(raw))
      }),
      { numRuns: 200 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { parseAddress, parseAddresses } from '../../src/mail/address.ts'
import { decodeQuotedPrintable, decodeWords, parseParameters, readHeader } from '../../src/mail/header.ts'
import { parseMailDate } from '../../src/mail/mail-date.ts'

describe('the header block', () => {
  it('keeps repeated headers with the topmost first, unfolded', () => {
    const { headers } = readHeader(Buffer.from('Received: a\r\n b\r\nFrom: x@example.com\r\nReceived: c\r\n\r\nbody'))
    expect(headers.get('received')).toEqual(['a b', 'c'])
  })

  it.each([
    ['CRLF', 'From: a@example.com\r\n\r\nbody'],
    ['LF', 'From: a@example.com\n\nbody'],
    ['an mbox line first', 'From a Mon Nov  2\nFrom: a@example.com\n\nbody'],
    ['no empty line before the body', 'From: a@example.com\nbody'],
  ])('ends where the body starts: %s', (_, raw) => {
    const bytes = Buffer.from(raw)
    const block = readHeader(bytes)
    expect(block.headers.get('from')).toEqual(['a@example.com'])
    expect(bytes.subarray(block.bodyStart).toString()).toBe('body')
  })

  it.each(['Hello there: this is text\n\nmore', 'just text', ''])('%j has no header', (raw) => {
    const block = readHeader(Buffer.from(raw))
    expect(block.headers.size).toBe(0)
    expect(raw === '' ? 0 : block.bodyStart).toBe(0)
  })

  it('reads Latin-1 bytes that no charset announces', () => {
    expect(readHeader(Buffer.from('Subject: Gr\xfc\xdfe\r\n\r\n', 'latin1')).headers.get('subject')).toEqual(['Grüße'])
  })
})

describe('encoded words', () => {
  it.each([
    ['=?UTF-8?Q?=5Bops=5D_caf=C3=A9?=', '[ops] café'],
    ['=?utf-8?B?w6k=?= x', 'é x'],
    ['=?UTF-8?Q?a?= =?UTF-8?Q?b?=', 'ab'],
    ['=?UTF-8?B?4oKs?=\t=?UTF-8?B?4oKs?=', '€€'],
    ['=?UTF-8?B?4oI=?= =?UTF-8?B?rA==?=', '€'],
    ['=?iso-8859-1?q?Gr=FC=DFe?= an =?utf-8?q?alle?=', 'Grüße an alle'],
    ['=?klingon?q?abc?=', 'abc'],
    ['=?UTF-8?X?abc?=', '=?UTF-8?X?abc?='],
    ['plain = text', 'plain = text'],
  ])('%s is %s', (value, expected) => {
    expect(decodeWords(value)).toBe(expected)
  })
})

describe('quoted-printable', () => {
  it.each([
    ['a=3Db', 'a=b'],
    ['a=\r\nb=\nc', 'abc'],
    ['a=  \r\nb', 'ab'],
    ['a=ZZ=', 'a=ZZ'],
    ['100% = all', '100% = all'],
  ])('%j is %j', (text, expected) => {
    expect(decodeQuotedPrintable(text).toString('latin1')).toBe(expected)
  })
})

describe('parameters', () => {
  it.each([
    ['text/plain; charset="utf-8"', 'charset', 'utf-8'],
    ['multipart/mixed; boundary="a;b\\"c"', 'boundary', 'a;b"c'],
    ["attachment; filename*=UTF-8''caf%C3%A9.csv", 'filename', 'café.csv'],
    ['attachment; filename*0="long"; filename*1=".csv"', 'filename', 'long.csv'],
    ['attachment; filename="=?UTF-8?Q?caf=C3=A9?="', 'filename', 'café'],
  ])('%s', (value, name, expected) => {
    expect(parseParameters(value).params.get(name)).toBe(expected)
  })
})

describe('addresses', () => {
  it.each([
    ['a@example.com', '', 'a@example.com'],
    ['<A@Example.COM>', '', 'a@example.com'],
    ['"Doe, Jane" <a@example.com>', 'Doe, Jane', 'a@example.com'],
    ['=?UTF-8?Q?Andr=C3=A9?= <a@example.com>', 'André', 'a@example.com'],
    ['"\'MR Zayo\' via Ops Maintenance" <ops@example.org>', "'MR Zayo' via Ops Maintenance", 'ops@example.org'],
    ['a@example.com (a comment, b@example.net)', '', 'a@example.com'],
    ['"<evil@example.net>" <a@example.com>', '<evil@example.net>', 'a@example.com'],
  ])('%s', (value, name, address) => {
    expect(parseAddress(value)).toEqual({ name, address })
  })

  it('an encoded word never makes an address', () => {
    const word = `=?UTF-8?B?${Buffer.from('noc@zayo.com').toString('base64')}?=`
    expect(parseAddress(word)).toBeNull()
    expect(parseAddress(`${word} <a@example.com>`)).toEqual({ name: 'noc@zayo.com', address: 'a@example.com' })
  })

  it('groups and lists give their members', () => {
    expect(parseAddresses(['Team: a@example.com, b@example.com;, c@example.com']).map((a) => a.address)).toEqual([
      'a@example.com',
      'b@example.com',
      'c@example.com',
    ])
  })

  it.each(['', 'undisclosed-recipients:;', 'no address', '<>'])('%j is none', (value) => {
    expect(parseAddress(value)).toBeNull()
  })
})

describe('dates', () => {
  it.each([
    ['Mon, 02 Nov 2026 08:00:00 +0000', '2026-11-02T08:00:00Z'],
    ['Mon, 2 Nov 2026 15:03:22 -0800 (PST)', '2026-11-02T23:03:22Z'],
    ['2 Nov 26 08:00 GMT', '2026-11-02T08:00:00Z'],
    ['Mon, 02 Nov 2026 08:00:00 EST', '2026-11-02T13:00:00Z'],
    ['Mon, 02 Nov 2026 08:00:00', '2026-11-02T08:00:00Z'],
    ['Mon, 02 Nov 2026 08:00:00 +0530', '2026-11-02T02:30:00Z'],
    ['Mon, Nov 2, 2026 at 5:54 PM', '2026-11-02T17:54:00Z'],
    ['Monday, November 2, 2026 12:05 AM', '2026-11-02T00:05:00Z'],
    ['02 November 2026 08:30', '2026-11-02T08:30:00Z'],
    ['2026-11-02T08:00:00Z', '2026-11-02T08:00:00Z'],
    ['2026-11-02 08:00 +02:00', '2026-11-02T06:00:00Z'],
  ])('%s', (value, expected) => {
    expect(parseMailDate(value)).toBe(expected)
  })

  it.each([
    '',
    'yesterday',
    'Mon, 31 Feb 2026 08:00:00 +0000',
    'Mon, 02 Foo 2026 08:00:00',
    '02 Nov 2026 25:00',
    '02 Nov 2026',
  ])('%j is none, and never now', (value) => {
    expect(parseMailDate(value)).toBeNull()
  })
})

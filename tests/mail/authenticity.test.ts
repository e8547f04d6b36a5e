import { describe, expect, it } from 'vitest'
import { aligned, parseAuthHeader, readAuthenticity, vouchesFor } from '../../src/mail/authenticity.ts'
import { readMail } from '../../src/mail/read.ts'
import { mail, throughGroup } from '../support/mails.ts'

const group = 'ops@noc.example'
const zayo = { name: 'MR', address: 'mr@zayo.com' }
const judge = (
  headers: Readonly<Record<string, string | readonly string[]>>,
  more: { group?: string | null; knownGroup?: string | null; sender?: typeof zayo; trustedAuthserv?: string } = {},
) =>
  readAuthenticity({
    headers: new Map(Object.entries(headers).map(([k, v]) => [k, typeof v === 'string' ? [v] : v])),
    sender: zayo,
    group: null,
    knownGroup: null,
    trustedAuthserv: 'mx.google.com',
    ...more,
  })

const signed = 'mx.google.com; dkim=pass header.i=@noc.example header.s=x header.b=y;'
const arc =
  'arc=pass (i=2 spf=pass spfdomain=bounce.example.net dkim=pass dkdomain=zayo.com dmarc=pass fromdomain=zayo.com);'

describe('the header is read as RFC 8601 writes it', () => {
  it('methods, results, properties and comments', () => {
    const { authserv, results, suspicious } = parseAuthHeader(
      'mx.google.com 1;\r\n dkim=pass (2048-bit (rsa)) header.i=@Zayo.com header.s="a;b"; spf=fail',
    )
    expect(authserv).toBe('mx.google.com')
    expect(suspicious).toBe(false)
    expect(results).toEqual([
      {
        method: 'dkim',
        result: 'pass',
        comment: '2048-bit (rsa)',
        properties: new Map([
          ['header.i', '@zayo.com'],
          ['header.s', 'a;b'],
        ]),
      },
      { method: 'spf', result: 'fail', comment: '', properties: new Map() },
    ])
  })

  it.each(['a; spf=pass (domain of "x) dkim=pass" y)', 'a; spf=pass (never ends', 'a; spf=pass) dkim=pass', 'a; x="y'])(
    '%s is suspicious',
    (value) => {
      expect(parseAuthHeader(value).suspicious).toBe(true)
    },
  )
})

describe('direct mail', () => {
  it.each([
    ['DKIM', 'dkim=pass header.i=@zayo.com', ['zayo.com']],
    ['DKIM by d=', 'dkim=pass header.d=mail.zayo.com', ['mail.zayo.com']],
    ['DMARC', 'dmarc=pass (p=NONE) header.from=zayo.com', ['zayo.com']],
    ['SPF in line with the sender', 'spf=pass (x) smtp.mailfrom=bounce@mail.zayo.com', ['mail.zayo.com']],
    ['SPF of another domain', 'spf=pass smtp.mailfrom=x@mailer.example', []],
    ['a failed DKIM', 'dkim=fail header.i=@zayo.com', []],
    ['ARC, which anyone can seal', 'arc=pass (i=1 dmarc=pass fromdomain=zayo.com)', []],
    ['a public suffix', 'dkim=pass header.i=@co.uk', []],
  ])('%s', (_, results, domains) => {
    expect(judge({ 'authentication-results': `mx.google.com; ${results}` }).domains).toEqual(domains)
  })

  it('only the topmost header of our own server counts', () => {
    const forged = 'mx.google.com; dmarc=pass header.from=zayo.com'
    expect(judge({ 'authentication-results': ['mx.google.com; dkim=none', forged] }).domains).toEqual([])
    expect(
      judge({
        'authentication-results': ['mx.evil.example; dmarc=pass header.from=zayo.com', 'mx.google.com; dkim=none'],
      }).domains,
    ).toEqual([])
    expect(judge({ 'authentication-results': ['mx.other.example; dkim=none', forged] }).domains).toEqual(['zayo.com'])
    expect(judge({ 'authentication-results': forged }, { trustedAuthserv: 'mx.noc.example' }).domains).toEqual([])
  })

  it('quoted text in a comment, which a sender can write into his own address, spoils the header', () => {
    const envelope = 'spf=pass (domain of "x) dkim=pass header.i=@zayo.com ("@evil.example)'
    const seen = judge({ 'authentication-results': `mx.google.com; dkim=pass header.i=@zayo.com; ${envelope}` })
    expect(seen).toEqual({ domains: [], reason: expect.stringContaining('quoted text') })
  })

  it('says why, in words', () => {
    expect(judge({}).reason).toBe('No Authentication-Results of mx.google.com.')
    expect(judge({ 'authentication-results': 'mx.google.com; dmarc=pass header.from=zayo.com' }).reason).toContain(
      'zayo.com',
    )
  })
})

describe('mail through our group', () => {
  const at = { group, sender: zayo }

  it('ARC behind the signature of the group vouches for the vendor, and not for the group or a mailer', () => {
    expect(judge({ 'authentication-results': signed + arc }, at).domains).toEqual(['zayo.com'])
  })

  it('so does the check at the group, if the header is there once', () => {
    const original = 'mx.google.com; spf=pass (ok) smtp.mailfrom=x@zayo.com'
    expect(
      judge({ 'authentication-results': signed, 'x-original-authentication-results': original }, at).domains,
    ).toEqual(['zayo.com'])
    const twice = [original, 'mx.google.com; dmarc=fail header.from=zayo.com']
    expect(judge({ 'authentication-results': signed, 'x-original-authentication-results': twice }, at).domains).toEqual(
      [],
    )
  })

  it.each([
    ['without the signature of the group', { 'authentication-results': `mx.google.com; ${arc}` }],
    ['signed by someone else', { 'authentication-results': `mx.google.com; dkim=pass header.i=@evil.example; ${arc}` }],
    ['with a failed ARC', { 'authentication-results': signed + arc.replace('arc=pass', 'arc=fail') }],
    ['with two ARC results', { 'authentication-results': signed + arc + arc }],
    [
      'with a check of another server',
      {
        'authentication-results': signed,
        'x-original-authentication-results': 'mx.evil.example; dmarc=pass header.from=zayo.com',
      },
    ],
    [
      'with two original senders',
      { 'authentication-results': signed + arc, 'x-original-sender': ['a@evil.example', 'mr@zayo.com'] },
    ],
  ])('nothing is vouched for %s', (_, headers) => {
    expect(judge(headers, at).domains).toEqual([])
  })

  it('a group that someone made up for his own domain is not ours', () => {
    const evil = {
      'delivered-to': 'clinic@noc.example',
      'authentication-results': 'mx.google.com; dkim=pass header.i=@evil.example',
      'x-original-authentication-results': 'mx.google.com; dmarc=pass header.from=zayo.com',
    }
    expect(judge(evil, { group: 'ops@evil.example' }).domains).toEqual([])
    expect(judge(evil, { group: 'ops@evil.example', knownGroup: group }).reason).toContain('OPS_GROUP')
  })

  it('holds for a whole mail, true and forged', async () => {
    const raw = mail({ from: 'MR <mr@zayo.com>', text: 'x' })
    for (const [authentic, vouched] of [
      [true, true],
      ['spf', true],
      [false, false],
    ] as const) {
      const seen = await readMail(Buffer.from(throughGroup(raw, { group: 'ops', domain: 'noc.example', authentic })))
      expect([authentic, vouchesFor(seen.authenticity, seen.sender)]).toEqual([authentic, vouched])
    }
  })
})

describe('domains are aligned', () => {
  it.each([
    ['zayo.com', 'zayo.com', true],
    ['mail.zayo.com', 'zayo.com', true],
    ['zayo.com', 'mail.zayo.com', true],
    ['evilzayo.com', 'zayo.com', false],
    ['zayo.com.evil.example', 'zayo.com', false],
    ['co.uk', 'vendor.co.uk', false],
    ['com', 'zayo.com', false],
    ['co.uk', 'co.uk', false],
    ['vendor.co.uk', 'noc.vendor.co.uk', true],
    ['', '', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(aligned(a, b)).toBe(expected)
    expect(aligned(b, a)).toBe(expected)
  })

  it.each([
    ['mr@zayo.com', true],
    ['mr@notify.zayo.com', true],
    ['mr@ZAYO.com', true],
    ['mr@zayo.example', false],
    ['', false],
  ])('zayo.com vouches for %s: %s', (address, expected) => {
    expect(vouchesFor({ domains: ['zayo.com'], reason: '' }, address)).toBe(expected)
  })

  it('nobody vouches for nobody', () => {
    expect(vouchesFor({ domains: ['zayo.com'], reason: '' }, null)).toBe(false)
  })
})

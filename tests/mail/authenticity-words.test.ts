import { describe, expect, it } from 'vitest'
import { aligned, parseAuthHeader, readAuthenticity, vouchesFor } from '../../src/mail/authenticity.ts'

/** Each word of a verdict counts: what is left out, or is another word, vouches for nothing. */
const sender = { name: '', address: 'noc@carrier.example' }
const judge = (
  values: readonly string[],
  more: Readonly<Record<string, readonly string[]>> = {},
  given: Partial<Parameters<typeof readAuthenticity>[0]> = {},
) =>
  readAuthenticity({
    headers: new Map([['authentication-results', values], ...Object.entries(more)]),
    sender,
    group: null,
    knownGroup: null,
    trustedAuthserv: 'mx.google.com',
    ...given,
  })
const direct = (results: string) => judge([`mx.google.com; ${results}`]).domains
const ours = { group: 'ops@noc.example' }
const through = (results: string, more: Readonly<Record<string, readonly string[]>> = {}, given = {}) =>
  judge([`mx.google.com; ${results}`], more, { ...ours, ...given }).domains
const signed = 'dkim=pass header.i=@noc.example'

describe('of direct mail', () => {
  it.each([
    ['dkim=pass header.d=carrier.example', ['carrier.example']],
    ['dkim=pass header.i=noc@carrier.example.', ['carrier.example']],
    ['dkim=pass header.d=carrier.example header.i=@other.example', ['carrier.example']],
    ['dkim/1=pass header.d=carrier.example', ['carrier.example']],
    ['DKIM=PASS HEADER.D=Carrier.Example', ['carrier.example']],
    ['dkim=pass header.d=carrier.example header.d=other.example', ['carrier.example']],
    ['dkim=pass', []],
    ['dkim=pass header.d=', []],
    ['dkim=neutral header.d=carrier.example', []],
    ['dkim=passed header.d=carrier.example', []],
    ['arc=pass header.d=carrier.example', []],
    ['auth=pass smtp.mailfrom=noc@carrier.example header.from=carrier.example', []],
    ['dmarc=pass', []],
    ['dmarc=fail header.from=carrier.example', []],
    ['dmarc=pass header.d=carrier.example', []],
    ['spf=pass smtp.mailfrom=carrier.example', ['carrier.example']],
    ['spf=softfail smtp.mailfrom=carrier.example', []],
    ['spf=pass', []],
    ['spf=pass smtp.helo=carrier.example', []],
    ['spf=pass (x) smtp.mailfrom="a b"@carrier.example', ['carrier.example']],
    ['spf=pass smtp.mailfrom=x@evilcarrier.example', []],
    ['=pass header.d=carrier.example', []],
    ['dkim header.d=carrier.example', []],
    ['(dkim=pass header.d=carrier.example)', []],
    ['(dkim=pass) header.d=carrier.example', []],
    ['(a) dkim=pass (b) header.d=carrier.example', ['carrier.example']],
    ['dkim=pass header.d=example', []],
    ['dkim=pass header.d=com.au', []],
    [
      'dkim=pass header.d=a.example; dmarc=pass header.from=b.example; dkim=pass header.d=a.example',
      ['a.example', 'b.example'],
    ],
  ])('%s vouches for %j', (results, domains) => {
    expect(direct(results)).toEqual(domains)
  })

  it('without a sender, no envelope is in line with it', () => {
    expect(judge(['mx.google.com; spf=pass smtp.mailfrom=x@carrier.example'], {}, { sender: null }).domains).toEqual([])
    expect(judge(['mx.google.com; dkim=pass header.d=carrier.example'], {}, { sender: null }).domains).toEqual([
      'carrier.example',
    ])
  })

  it('only the first fifty headers are looked at', () => {
    const others = Array.from({ length: 49 }, () => 'mx.other.example; none')
    const good = 'mx.google.com; dkim=pass header.d=carrier.example'
    expect(judge([...others, good]).domains).toEqual(['carrier.example'])
    expect(judge([...others, 'mx.other.example; none', good]).domains).toEqual([])
  })

  it('only the first hundred thousand characters of a header are read', () => {
    const far = (blanks: number) => direct(`none;${' '.repeat(blanks)}dkim=pass header.d=carrier.example`)
    expect(far(99_000)).toEqual(['carrier.example'])
    expect(far(100_000)).toEqual([])
  })

  it('the verdict says for whom, or why for nobody', () => {
    expect(judge([]).reason).toBe('No Authentication-Results of mx.google.com.')
    expect(judge(['mx.google.com; dkim=pass header.d=a.example; dmarc=pass header.from=b.example']).reason).toBe(
      'mx.google.com: checked for a.example, b.example.',
    )
    expect(judge(['mx.google.com; none']).reason).toBe(
      'mx.google.com: no DKIM, DMARC or SPF result vouches for the sender.',
    )
  })
})

describe('of mail through our group', () => {
  const arc = (words: string) => through(`${signed}; arc=pass (i=2 ${words})`)

  it.each([
    ['dmarc=pass fromdomain=carrier.example', ['carrier.example']],
    ['dmarc=fail fromdomain=carrier.example', []],
    ['dmarc=pass', []],
    ['fromdomain=carrier.example', []],
    ['dkim=pass dkdomain=carrier.example', ['carrier.example']],
    ['dkim=fail dkdomain=carrier.example', []],
    ['dkim=pass', []],
    ['dkdomain=carrier.example', []],
    ['spf=pass spfdomain=carrier.example', ['carrier.example']],
    ['spf=pass spfdomain=Mail.Carrier.example', ['mail.carrier.example']],
    ['spf=fail spfdomain=carrier.example', []],
    ['spf=pass spfdomain=mailer.example', []],
    ['spf=pass', []],
    ['dmarc=fail dmarc=pass fromdomain=carrier.example', []],
    ['dmarc=pass fromdomain=carrier.example fromdomain=other.example', ['carrier.example']],
    ['=pass dmarc =pass fromdomain=carrier.example', []],
    ['dmarc=pass fromdomain=com', []],
    ['dmarc! dmarc=pass fromdomain=carrier.example', ['carrier.example']],
  ])('a seal that says %s vouches for %j', (words, domains) => {
    expect(arc(words)).toEqual(domains)
  })

  const good = 'arc=pass (i=1 dmarc=pass fromdomain=carrier.example)'
  it.each([
    ['signed by the group', signed, ['carrier.example']],
    ['signed by d=', 'dkim=pass header.d=noc.example', ['carrier.example']],
    ['signed by the group among others', `dkim=fail header.i=@x.example; ${signed}`, ['carrier.example']],
    ['whose signature by the group fails', 'dkim=fail header.i=@noc.example', []],
    ['that only the envelope ties to the group', 'spf=pass header.i=@noc.example', []],
    ['signed by a part of the group’s domain', 'dkim=pass header.i=@mail.noc.example', []],
    ['not signed', 'none', []],
  ])('%s', (_, results, domains) => {
    expect(through(`${results}; ${good}`)).toEqual(domains)
  })

  it.each([
    ['the configured domain is ours', { knownGroup: 'other@noc.example' }, {}, ['carrier.example']],
    ['another than the configured is not', { knownGroup: 'ops@other.example' }, {}, []],
    [
      'that of the mailbox it was delivered to is ours',
      {},
      { 'delivered-to': ['kim@noc.example'] },
      ['carrier.example'],
    ],
    ['another than that of the mailbox is not', {}, { 'delivered-to': ['kim@other.example'] }, []],
    ['with none known, the signature decides', {}, {}, ['carrier.example']],
  ])('%s', (_, given, headers, domains) => {
    expect(through(`${signed}; ${good}`, headers, given)).toEqual(domains)
  })

  it('a consumer group is nobody’s domain, whatever the mailbox', () => {
    const given = { group: 'ops@googlegroups.com' }
    const delivered = { 'delivered-to': ['kim@noc.example'] }
    expect(through(`dkim=pass header.i=@googlegroups.com; ${good}`, delivered, given)).toEqual(['carrier.example'])
  })

  it.each([
    ['passed', 'mx.google.com; spf=pass smtp.mailfrom=x@carrier.example', ['carrier.example']],
    ['failed', 'mx.google.com; spf=fail smtp.mailfrom=x@carrier.example', []],
    ['was another server’s', 'mx.other.example; spf=pass smtp.mailfrom=x@carrier.example', []],
    ['holds quoted words', 'mx.google.com; spf=pass (a "b) x" c) smtp.mailfrom=x@carrier.example', []],
  ])('the check that %s when it came to the group counts as such', (_, original, domains) => {
    const verdict = judge([`mx.google.com; ${signed}`], { 'x-original-authentication-results': [original] }, ours)
    expect(verdict.domains).toEqual(domains)
  })

  it('nothing counts once a header of the group stands twice', () => {
    const original = 'mx.google.com; spf=pass smtp.mailfrom=x@carrier.example'
    for (const twice of [
      { 'x-original-authentication-results': [original, original] },
      { 'x-original-sender': ['noc@carrier.example', 'noc@carrier.example'] },
    ]) {
      const verdict = judge([`mx.google.com; ${signed}; ${good}`], twice, ours)
      expect(verdict).toEqual({ domains: [], reason: expect.stringContaining('stands twice') })
    }
    expect(through(`${signed}; ${good}`, { 'x-original-sender': ['noc@carrier.example'] })).toEqual(['carrier.example'])
  })

  it('without a sender, only what the seal names counts', () => {
    expect(through(`${signed}; arc=pass (spf=pass spfdomain=carrier.example)`, {}, { sender: null })).toEqual([])
  })

  it('the verdict says why', () => {
    const reason = (results: string, more = {}, given = {}) =>
      judge([`mx.google.com; ${results}`], more, { ...ours, ...given }).reason
    expect(reason(`${signed}; ${good}`)).toBe('mx.google.com: signed by noc.example, arc=pass for carrier.example.')
    expect(reason(signed)).toContain('nothing tells whether the original sender was checked')
    expect(reason('none')).toContain('does not confirm that the group signed it (no dkim=pass for noc.example)')
    expect(reason(signed, { 'x-original-authentication-results': ['mx.google.com; none'] })).toContain(
      'the original sender passed no check',
    )
    expect(
      reason(signed, { 'x-original-authentication-results': ['mx.google.com; dkim=pass header.d=carrier.example'] }),
    ).toBe('mx.google.com: signed by noc.example; checked for carrier.example when it came to the group.')
  })
})

describe('a header', () => {
  it.each([
    ['', ''],
    ['(none) mx.google.com', 'mx.google.com'],
    ['MX.Google.com 1', 'mx.google.com'],
    ['; dkim=pass', ''],
  ])('%j is of the server %j', (value, authserv) => {
    expect(parseAuthHeader(value).authserv).toBe(authserv)
  })

  it('has its words apart where blanks stand, and together where none do', () => {
    const [one] = parseAuthHeader('a; dkim=pass (b) header.s="x y"z.w "q"(c)r (d)').results
    expect(one?.properties).toEqual(new Map([['header.s', 'x yz.w']]))
    expect(one?.comment).toBe('b c d')
  })

  it('has results that have a name and an equals sign', () => {
    const names = parseAuthHeader('a; none; =x; b=; c=d; ; (e)').results.map(({ method, result }) => [method, result])
    expect(names).toEqual([
      ['b', ''],
      ['c', 'd'],
    ])
  })

  it('has each property once, the first, and none without a name', () => {
    const [one] = parseAuthHeader('a; dkim=pass x=1 X=2 =3 y').results
    expect(one?.properties).toEqual(new Map([['x', '1']]))
  })
})

describe('names under which anyone may register', () => {
  it.each(
    'co com net org gov edu ac ne or go gob gouv nom mil ltd plc me sch id in info biz web gen firm ind nic res asn art tm'
      .split(' ')
      .map((name) => [name]),
  )('%s.xx aligns nothing', (name) => {
    expect(aligned(`a.${name}.xx`, `${name}.xx`)).toBe(false)
    expect(aligned(`${name}.xx`, `${name}.xx`)).toBe(false)
  })

  it.each([
    ['co.example', true],
    ['nic.xx.example', true],
    ['carrier.xx', true],
    ['co', false],
  ])('%s aligns with what is below it: %s', (name, expected) => {
    expect(aligned(`a.${name}`, name)).toBe(expected)
  })

  it.each([
    ['', 'carrier.example', false],
    ['carrier.example', '', false],
    ['r.example', 'carrier.example', false],
    ['ab.example', 'cd.example', false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(aligned(a, b)).toBe(expected)
  })

  it('is asked of an address as it is written', () => {
    const verdict = { domains: ['carrier.example'], reason: '' }
    for (const address of ['<a@carrier.example>', 'a@carrier.example.', 'a@b@carrier.example', ' a@carrier.example '])
      expect(vouchesFor(verdict, address)).toBe(true)
    expect(vouchesFor(verdict, { name: '', address: 'a@carrier.example' })).toBe(true)
    expect(vouchesFor(verdict, 'a@carrier.example@b.example')).toBe(false)
    expect(vouchesFor({ domains: [], reason: '' }, 'a@carrier.example')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { parseAddress, parseAddresses } from '../../src/mail/address.ts'
import { lex } from '../../src/mail/lexer.ts'

const kinds = { w: 'word', q: 'quoted', c: 'comment', s: 'special', b: 'blank' } as const
/** `w:a` → a word `a`. */
const tokens = (...short: readonly string[]) =>
  short.map((one) => ({ kind: kinds[one.charAt(0) as keyof typeof kinds], text: one.slice(2) }))

describe('a structured header is cut into', () => {
  it.each([
    ['words and blanks', 'a b\t\r\nc', tokens('w:a', 'b: ', 'w:b', 'b:\t', 'b:\r', 'b:\n', 'w:c')],
    ['specials', 'a;b;;', tokens('w:a', 's:;', 'w:b', 's:;', 's:;')],
    ['strings without their quotes', '"a b"c', tokens('q:a b', 'w:c')],
    ['strings with escapes undone', '"a\\"b\\\\c"', tokens('q:a"b\\c')],
    ['comments without their brackets', '(a b)c', tokens('c:a b', 'w:c')],
    ['comments in comments', '(a (b) c)d', tokens('c:a (b) c', 'w:d')],
    ['strings right behind words', 'a"b"', tokens('w:a', 'q:b')],
    ['comments right behind words', 'a(b)', tokens('w:a', 'c:b')],
    ['nothing', '', []],
    ['a special in a string is none', '"a;b"', tokens('q:a;b')],
    ['a special in a comment is none', '(a;b)', tokens('c:a;b')],
  ])('%s', (_, value, expected) => {
    expect(lex(value, ';')).toEqual({ tokens: expected, suspicious: false })
  })

  it.each([
    ['a string that never ends', '"a', tokens('q:a')],
    ['a string that ends in an escape', '"a\\', tokens('q:a')],
    ['a comment that never ends', '(a', tokens('c:a')],
    ['a comment whose inner one alone ends', '(a (b)', tokens('c:a (b)')],
    ['a comment that ends in an escape', '(a\\)', tokens('c:a\\)')],
    ['a quote in a comment', '(a "b)', tokens('c:a "b')],
    ['an escape in a comment', '(a \\b)', tokens('c:a \\b')],
    ['a bracket that closes nothing', 'a) b', tokens('w:a)', 'b: ', 'w:b')],
  ])('%s is suspicious', (_, value, expected) => {
    expect(lex(value, ';')).toEqual({ tokens: expected, suspicious: true })
  })

  it('and one suspicious part spoils the whole', () => {
    expect(lex('"a (b', ';').suspicious).toBe(true)
    expect(lex('a) "b" (c)', ';').suspicious).toBe(true)
  })
})

const one = (name: string, address: string) => ({ name, address })

describe('an address header names', () => {
  it.each([
    ['noc@carrier.example', [one('', 'noc@carrier.example')]],
    ['NOC@Carrier.Example', [one('', 'noc@carrier.example')]],
    ['Kim <noc@carrier.example>', [one('Kim', 'noc@carrier.example')]],
    ['"Kim, Lee" <noc@carrier.example>', [one('Kim, Lee', 'noc@carrier.example')]],
    ['  Kim \t  Lee  < noc@carrier.example >', [one('Kim Lee', 'noc@carrier.example')]],
    ['a@b.example, c@d.example;', [one('', 'a@b.example'), one('', 'c@d.example')]],
    [
      'group: a@b.example, Kim <c@d.example>; e@f.example',
      [one('', 'a@b.example'), one('Kim', 'c@d.example'), one('', 'e@f.example')],
    ],
    ['noc@carrier.example (Kim)', [one('', 'noc@carrier.example')]],
    ['(a) Kim (b) <noc@(c)carrier.example> (d)', [one('Kim', 'noc@carrier.example')]],
    ['"noc"@carrier.example', [one('', 'noc@carrier.example')]],
    ['"<x@evil.example>" <noc@carrier.example>', [one('<x@evil.example>', 'noc@carrier.example')]],
    ['<x@evil.example> <noc@carrier.example>', [one('', 'noc@carrier.example')]],
    ['<noc@carrier.example> x@evil.example', [one('', 'noc@carrier.example')]],
    ['<a:b@carrier.example>', [one('', 'a:b@carrier.example')]],
    ['<a,b@carrier.example>', [one('', 'a,b@carrier.example')]],
    ['=?utf-8?q?x=40evil.example?=', []],
    ['=?utf-8?q?x=40evil.example?= <noc@carrier.example>', [one('x@evil.example', 'noc@carrier.example')]],
    ['Kim x@evil.example', []],
    ['"a b"@carrier.example', []],
    ['Kim', []],
    ['<>', []],
    ['', []],
    [',,;', []],
  ])('%s: %j', (value, expected) => {
    expect(parseAddresses([value])).toEqual(expected)
  })

  it('all mailboxes of all values, and as the first the first', () => {
    expect(parseAddresses(['a@b.example', 'c@d.example'])).toHaveLength(2)
    expect(parseAddress('a@b.example, c@d.example')).toEqual(one('', 'a@b.example'))
    expect(parseAddress('Kim')).toBeNull()
    expect(parseAddress(undefined)).toBeNull()
  })

  it('no more than a thousand, and none behind two hundred thousand characters', () => {
    expect(parseAddresses(['a@b.example,'.repeat(1001)])).toHaveLength(1000)
    expect(parseAddresses([`${' '.repeat(199_980)}a@b.example`])).toHaveLength(1)
    expect(parseAddresses([`${' '.repeat(200_000)}a@b.example`])).toHaveLength(0)
  })
})

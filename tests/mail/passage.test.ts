import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/mail/address.ts'
import { permalink, readPassage } from '../../src/mail/google-group.ts'

const group = 'ops@noc.example'
type Given = Readonly<Record<string, string | readonly string[]>>
const passage = (headers: Given, from: string, subject = 'Work', override?: string) =>
  readPassage(
    new Map(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])),
    parseAddress(from),
    subject,
    'a@carrier.example',
    override,
  )
const marks = { 'list-id': '<ops.noc.example>', 'x-beenthere': group, 'x-google-group-id': '1' }
const of = (headers: Given, from: string) => {
  const { sender } = passage({ ...marks, ...headers }, from)
  return sender === null ? null : `${sender.name} <${sender.address}>`
}

describe('the original sender of a post is', () => {
  it.each([
    [
      'whom the group names',
      { 'x-original-sender': 'noc@carrier.example' },
      "'NOC' via Ops <ops@noc.example>",
      'NOC <noc@carrier.example>',
    ],
    [
      'whom the group names, not whom From names',
      { 'x-original-sender': 'noc@carrier.example' },
      'Kim <kim@evil.example>',
      'Kim <noc@carrier.example>',
    ],
    [
      'with the name of his own From',
      { 'x-original-sender': 'noc@carrier.example' },
      'NOC <noc@carrier.example>',
      'NOC <noc@carrier.example>',
    ],
    [
      'with the name that was written, if it is his',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'The NOC <noc@carrier.example>' },
      "'NOC' via Ops <ops@noc.example>",
      'The NOC <noc@carrier.example>',
    ],
    [
      'never whom only X-Original-From names, where the group named another',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'Evil <x@evil.example>' },
      'via Ops <ops@noc.example>',
      'via Ops <noc@carrier.example>',
    ],
    [
      'a written name of another only where there is none',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'Other <x@other.example>' },
      'ops@noc.example',
      'Other <noc@carrier.example>',
    ],
    [
      'with the name of his own From, before a name that was written for another',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'Other <x@other.example>' },
      'NOC <noc@carrier.example>',
      'NOC <noc@carrier.example>',
    ],
    [
      'with a written name before that of a stranger’s From',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'Other <x@other.example>' },
      'Kim <kim@evil.example>',
      'Other <noc@carrier.example>',
    ],
    [
      'with the name before via, where his own was written without one',
      { 'x-original-sender': 'noc@carrier.example', 'x-original-from': 'noc@carrier.example' },
      "'NOC ' via Ops <ops@noc.example>",
      'NOC <noc@carrier.example>',
    ],
    [
      'with quotes within his name',
      { 'x-original-sender': 'kim@carrier.example' },
      "'Kim O'Brien' via Ops <ops@noc.example>",
      "Kim O'Brien <kim@carrier.example>",
    ],
    [
      'whom the group names, without a name where there is no From',
      { 'x-original-sender': 'noc@carrier.example' },
      '',
      ' <noc@carrier.example>',
    ],
    [
      'whom X-Original-From names, where the group named nobody',
      { 'x-original-from': 'NOC <noc@carrier.example>' },
      'x <ops@noc.example>',
      'NOC <noc@carrier.example>',
    ],
    [
      'who is to be replied to, where From is the group',
      { 'reply-to': 'NOC <noc@carrier.example>' },
      'x via Ops <ops@noc.example>',
      'NOC <noc@carrier.example>',
    ],
    ['the group itself, where nobody else is named', {}, 'Ops <ops@noc.example>', 'Ops <ops@noc.example>'],
    [
      'who wrote it, where the group rewrote nothing',
      { 'reply-to': 'x@evil.example' },
      'NOC <noc@carrier.example>',
      'NOC <noc@carrier.example>',
    ],
  ])('%s', (_, headers, from, sender) => {
    expect(of(headers, from)).toBe(sender)
  })
})

describe('a mail came through a group', () => {
  it.each([
    ['by its id', { 'x-google-group-id': '1' }, true],
    ['by the original sender', { 'x-original-sender': 'a@b.example' }, true],
    ['by the original From', { 'x-original-from': 'a@b.example' }, true],
    ['by Mailing-list', { 'mailing-list': 'list ops@noc.example; contact x' }, true],
    ['by List-ID', { 'list-id': 'x <ops.groups.google.com>' }, true],
    ['by List-Post', { 'list-post': '<https://groups.google.com/a/x>' }, true],
    ['by List-Archive', { 'list-archive': '<https://groups.google.com/a/x>' }, true],
    ['by List-Unsubscribe', { 'list-unsubscribe': '<mailto:x@googlegroups.com>' }, true],
    ['by List-Help', { 'list-help': '<https://groups.google.com/x>' }, true],
    ['not by a list of another program', { 'list-id': '<ops.noc.example>', 'mailing-list': 'contact x' }, false],
    ['not by Mailing-list in other words', { 'mailing-list': 'the list ops@noc.example;' }, false],
    ['not by nothing', {}, false],
  ])('%s', (_, headers, through) => {
    expect(passage(headers, 'noc@carrier.example', 'Work', group).throughGroup).toBe(through)
    expect(passage({ 'x-beenthere': group, ...headers }, 'noc@carrier.example').group).toEqual(
      through ? expect.objectContaining({ address: expect.any(String) }) : null,
    )
  })

  it('of which only the configuration knows: its sender is who wrote it', () => {
    const seen = passage({ 'reply-to': 'x@evil.example' }, 'NOC <noc@carrier.example>', '[ops] Work', 'OPS@noc.example')
    expect(seen).toEqual({
      group: { address: group, permalink: 'https://groups.google.com/a/noc.example/d/msgid/ops/a%40carrier.example' },
      throughGroup: false,
      sender: { name: 'NOC', address: 'noc@carrier.example' },
      subject: 'Work',
    })
  })

  it('of none: nothing is changed', () => {
    expect(passage({}, 'noc@carrier.example', '[ops] Work')).toEqual({
      group: null,
      throughGroup: false,
      sender: { name: '', address: 'noc@carrier.example' },
      subject: '[ops] Work',
    })
  })

  it('whose From names another than the configured address has the sender that its own From tells', () => {
    const headers = { ...marks, 'reply-to': 'NOC <noc@carrier.example>' }
    expect(passage(headers, 'x <ops@noc.example>', 'Work', 'other@noc.example').sender?.address).toBe(
      'noc@carrier.example',
    )
  })
})

describe('the address of a group is', () => {
  const address = (headers: Given) => passage({ 'x-google-group-id': '1', ...headers }, 'a@b.example').group?.address
  it.each([
    ['what both headers say', { 'list-id': 'Ops <OPS.noc.example>', 'x-beenthere': 'Ops@noc.example' }, group],
    ['with a signature behind it', { 'x-beenthere': `${group}; h="AQ=="` }, group],
    ['with a blank before the signature', { 'x-beenthere': `${group} ; h="AQ=="` }, group],
    [
      'what both headers say, also with a dot in its name',
      { 'list-id': '<net.ops.noc.example>', 'x-beenthere': 'net.ops@noc.example' },
      'net.ops@noc.example',
    ],
    ['not what stands in Mailing-list in other words', { 'mailing-list': `my list ${group}; contact x` }, undefined],
    ['not an address with words behind it', { 'x-beenthere': `${group} and more` }, undefined],
    ['in Mailing-list', { 'mailing-list': `list ${group}; contact x` }, group],
    [
      'the one that List-ID spells, of several',
      { 'list-id': '<ops.noc.example>', 'x-beenthere': ['other@noc.example', group] },
      group,
    ],
    [
      'what List-ID spells, where the others do not fit',
      { 'list-id': '<ops.noc.example>', 'x-beenthere': 'other@noc.example' },
      group,
    ],
    ['what List-ID spells alone', { 'list-id': '<ops.noc.example>' }, group],
    ['not what has no domain', { 'list-id': '<ops.example>' }, undefined],
    ['not what has no name', { 'list-id': '<.noc.example>' }, undefined],
    ['not what is no address', { 'x-beenthere': ['nobody', '<a@b.example>', 'a b@c.example', 'a@b'] }, undefined],
    ['unknown where nothing says', {}, undefined],
  ])('%s', (_, headers, expected) => {
    expect(address(headers)).toBe(expected)
  })
})

describe('the prefix of a group', () => {
  const subject = (given: string, more: Given = {}, from = 'noc@carrier.example') =>
    passage({ ...marks, ...more }, from, given).subject
  it.each([
    ['[ops] Work', 'Work'],
    ['[ OPS ]Work', 'Work'],
    ['Re: [ops] Work', 'Re: Work'],
    ['RE:Fwd: [ops] Work', 'RE:Fwd: Work'],
    ['AW: WG: [ops] Work', 'AW: WG: Work'],
    ['FW: [ops] Work', 'FW: Work'],
    ['Re : [ops] Work', 'Re : Work'],
    ['[ops] Re: Work', 'Re: Work'],
    ['[other] Work', '[other] Work'],
    ['(ops] Work', '(ops] Work'],
    ['[opsX', '[opsX'],
    ['[ops Work', '[ops Work'],
    ['Work [ops]', 'Work [ops]'],
    ['[] Work', '[] Work'],
    ['[ops] [ops] Work', '[ops] Work'],
  ])('of %j leaves %j', (given, left) => {
    expect(subject(given)).toBe(left)
  })

  it.each([
    ['the words of List-ID', { 'list-id': '"Ops Team" <ops.noc.example>' }, 'noc@carrier.example'],
    ['the words of List-ID, encoded', { 'list-id': '=?utf-8?q?Ops_Team?= <ops.noc.example>' }, 'noc@carrier.example'],
    ['the name behind via', {}, "'NOC' via Ops Team <ops@noc.example>"],
  ])('is also %s', (_, more, from) => {
    expect(subject('[Ops team] Work', more, from)).toBe('Work')
    expect(subject('[team] Work', more, from)).toBe('[team] Work')
  })

  it('is no word of the sender’s own name', () => {
    expect(subject('[team] Work', {}, 'Our team <noc@carrier.example>')).toBe('[team] Work')
  })

  it('is the name in List-ID, also where the group is configured under another', () => {
    expect(passage(marks, 'noc@carrier.example', '[ops] Work', 'other@noc.example').subject).toBe('Work')
  })
})

describe('the link of a post', () => {
  it.each([
    [
      'ops@noc.example',
      'a+b/c=d%e$f&g@h.example',
      'https://groups.google.com/a/noc.example/d/msgid/ops/a%2Bb/c%3Dd%25e%24f%26g%40h.example',
    ],
    ['ops@googlegroups.com', 'a@b', 'https://groups.google.com/d/msgid/ops/a%40b'],
    ['a@b@noc.example', 'x', 'https://groups.google.com/a/noc.example/d/msgid/a@b/x'],
    ['@noc.example', 'x', null],
    ['ops', 'x', null],
    ['ops@noc.example', null, null],
    ['ops@noc.example', '', null],
    ['ops@noc.example', '\ud800', null],
  ])('of %s and %j is %s', (address, id, link) => {
    expect(permalink(address, id)).toBe(link)
  })
})

import { describe, expect, it } from 'vitest'
import { zayo } from '../../parsers/zayo.ts'
import type { Mail } from '../../src/mail/mail.ts'
import { readMail } from '../../src/mail/read.ts'
import { pastDoubt, type SenderCheck, senderDoubt, uniqueDoubts } from '../../src/reading/doubts.ts'
import type { Origin } from '../../src/reading/identify-vendor.ts'
import type { Doubt, Kind } from '../../src/reading/notice.ts'

const mailOf = (headers: string): Promise<Mail> =>
  readMail(Buffer.from(`${headers}Subject: Work\n\nText\n`), { trustedAuthserv: 'mx.example.org' })

const vouched = await mailOf(
  'Authentication-Results: mx.example.org; dkim=pass header.d=carrier.example\nFrom: noc@carrier.example\n',
)
const unproven = await mailOf('From: noc@carrier.example\n')
const nobody = await mailOf('')

const own: Origin = { vendor: zayo, bySender: true, format: null }
const alike: Origin = { vendor: zayo, bySender: false, format: null }
const stranger: Origin = { vendor: null, bySender: false, format: null }

describe('the sender of a mail', () => {
  it.each<[string, Mail, Origin]>([
    ['is vouched for and writes for the vendor', vouched, own],
    ['is vouched for and no vendor of ours', vouched, stranger],
  ])('is not doubted when he %s', (_, mail, origin) => {
    expect(senderDoubt(mail, origin, 'enforce')).toEqual([])
  })

  it.each<[string, Mail, Origin, RegExp]>([
    ['nothing proves it', unproven, own, /Nothing proves that noc@carrier\.example sent this/],
    ['there is none', nobody, own, /Nothing proves that the sender sent this/],
    ['he writes for another', vouched, alike, /but noc@carrier\.example sent it, who does not write for/],
    ['nobody sent what looks like a vendor’s', nobody, alike, /but an unknown sender sent it/],
  ])('is doubted when %s', (_, mail, origin, words) => {
    const doubts = senderDoubt(mail, origin, 'enforce')
    expect(doubts).toMatchObject([{ code: 'sender-unverified', blocking: true }])
    expect(doubts[0]?.detail).toMatch(words)
  })

  it.each<[SenderCheck, readonly boolean[]]>([
    ['enforce', [true]],
    ['warn', [false]],
    ['off', []],
  ])('under SENDER_CHECK=%s gives doubts that block: %j', (check, blocking) => {
    for (const origin of [own, alike])
      expect(senderDoubt(unproven, origin, check).map((doubt) => doubt.blocking)).toEqual(blocking)
  })
})

describe('one doubt of each code and detail', () => {
  const doubt = (blocking: boolean, detail = 'a'): Doubt => ({ code: 'no-window', blocking, detail })
  it.each<[string, readonly Doubt[], readonly Doubt[]]>([
    ['the blocking one wins, whichever came first', [doubt(false), doubt(true)], [doubt(true)]],
    ['and stays when its twin comes later', [doubt(true), doubt(false)], [doubt(true)]],
    ['others stay beside it', [doubt(false), doubt(false, 'b')], [doubt(false), doubt(false, 'b')]],
  ])('%s', (_, given, kept) => {
    expect(uniqueDoubts(given)).toEqual(kept)
  })
})

describe('work that lies before its own announcement', () => {
  const night = [{ start: '2026-11-01T22:00:00Z', end: '2026-11-02T02:00:00Z' }]
  const codes = (sent: string | null, kind: Kind = 'new', guessed = true) =>
    pastDoubt(night, kind, sent, guessed).map(({ blocking, detail }) => `${blocking ? 'asked' : 'noted'}: ${detail}`)

  it.each<[string, string | null, Kind, boolean, readonly string[]]>([
    [
      'is asked where the year was guessed',
      '2026-11-05T00:00:00Z',
      'new',
      true,
      ['asked: The work ended 2 days before the mail was sent.'],
    ],
    [
      'is noted where it was written',
      '2026-11-05T00:00:00Z',
      'new',
      false,
      ['noted: The work ended 2 days before the mail was sent.'],
    ],
    [
      'is counted by days',
      '2026-11-03T02:00:00Z',
      'new',
      true,
      ['asked: The work ended 1 day before the mail was sent.'],
    ],
    [
      'or by hours',
      '2026-11-02T03:00:00Z',
      'new',
      true,
      ['asked: The work ended some hours before the mail was sent.'],
    ],
    ['is none while it goes on', '2026-11-02T02:00:00Z', 'new', true, []],
    ['is none without a Date', null, 'new', true, []],
    ['is none of a completion', '2026-11-05T00:00:00Z', 'completion', true, []],
    ['is none of a cancellation', '2026-11-05T00:00:00Z', 'cancellation', true, []],
    ['is none of a start', '2026-11-05T00:00:00Z', 'start', true, []],
  ])('%s', (_, sent, kind, guessed, said) => {
    expect(codes(sent, kind, guessed)).toEqual(said)
  })

  it('is none without windows', () => {
    expect(pastDoubt([], 'new', '2026-11-05T00:00:00Z', true)).toEqual([])
  })
})

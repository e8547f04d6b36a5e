import { describe, expect, it } from 'vitest'
import type { Mail } from '../../src/mail/mail.ts'
import { readMail } from '../../src/mail/read.ts'
import type { Doubt, Notice, Reading } from '../../src/reading/notice.ts'
import { tell, textHash, vendorOf } from '../../src/steps/tell.ts'

const mailOf = (text: string, headers: readonly string[] = []): Promise<Mail> =>
  readMail(
    Buffer.from(
      [
        'From: NOC <noc@mail.carrier.example>',
        'Subject: Planned work',
        'Date: Wed, 2 Dec 2026 10:00:00 +0000',
        'Message-ID: <a@carrier.example>',
        ...headers,
        '',
        text,
      ].join('\r\n'),
    ),
  )

const doubt = (code: Doubt['code'], blocking: boolean): Doubt => ({ code, blocking, detail: `detail of ${code}` })
const notice = (given: Partial<Notice> = {}): Notice =>
  ({
    maintenanceId: 'CHG-1',
    formerIds: [],
    status: 'CONFIRMED',
    kind: 'new',
    windows: [],
    circuits: [],
    doubts: [],
    evidence: { status: [] },
    stamp: null,
    ...given,
  }) as unknown as Notice
const reading = (given: Partial<Reading> = {}): Reading =>
  ({ class: 'maintenance', vendor: 'zayo', notices: [notice()], doubts: [], ...given }) as unknown as Reading
const stored = { hash: 'h', received: '2026-12-02T11:00:00Z', gmailThread: null }

describe('what a mail adds to a notice', () => {
  it('is whose it is, when, under which subject, in which thread', async () => {
    const mail = await mailOf('x', [
      'In-Reply-To: <b@carrier.example>',
      'References: <b@carrier.example> <c@carrier.example>',
    ])
    const [told] = tell(mail, reading(), { ...stored, gmailThread: '17' })
    expect(told).toMatchObject({
      key: 'h#0',
      vendor: 'zayo',
      received: '2026-12-02T11:00:00Z',
      subject: 'Planned work',
      messageId: 'a@carrier.example',
      thread: ['b@carrier.example', 'c@carrier.example', 'gm:17'],
      permalink: null,
      sent: '2026-12-02T10:00:00Z',
      dated: '2026-12-02T10:00:00Z',
      held: false,
      unverified: false,
    })
    expect(told).not.toHaveProperty('why')
    expect(told?.notice.evidence).toEqual({})
    expect(tell(await mailOf('x'), reading(), stored)[0]?.thread).toEqual([])
  })

  it('is a key of its own for each notice', async () => {
    const told = tell(await mailOf('x'), reading({ notices: [notice(), notice()] }), stored)
    expect(told.map(({ key }) => key)).toEqual(['h#0', 'h#1'])
  })

  it('is the post of the group', async () => {
    const mail = await mailOf('x')
    const posted = { ...mail, group: { address: 'ops@noc.example', permalink: 'https://groups.google.com/x' } }
    expect(tell(posted, reading(), stored)[0]?.permalink).toBe('https://groups.google.com/x')
  })

  it('is sent when the notice says, else when the forwarded mail was, else the mail', async () => {
    const mail = await mailOf('x')
    const forwarded = {
      ...mail,
      forwarded: { date: '2026-11-30T00:00:00Z' } as unknown as NonNullable<Mail['forwarded']>,
    }
    const stamped = reading({ notices: [notice({ stamp: '2026-11-29T00:00:00Z' })] })
    expect(tell(forwarded, reading(), stored)[0]).toMatchObject({
      sent: '2026-11-30T00:00:00Z',
      dated: '2026-11-30T00:00:00Z',
    })
    expect(tell(forwarded, stamped, stored)[0]).toMatchObject({
      sent: '2026-11-29T00:00:00Z',
      dated: '2026-11-30T00:00:00Z',
    })
    expect(tell({ ...mail, date: null }, reading(), stored)[0]).toMatchObject({ sent: null, dated: null })
  })
})

describe('a notice is held', () => {
  const held = async (ofMail: readonly Doubt[], ofNotice: readonly Doubt[]) =>
    tell(await mailOf('x'), reading({ doubts: ofMail, notices: [notice({ doubts: ofNotice })] }), stored)[0]

  it.each([
    ['by a blocking doubt of the mail', [doubt('parts-disagree', true)], [], true, false],
    ['by a blocking doubt of its own', [], [doubt('zone-missing', true)], true, false],
    [
      'not by doubts that are only noted',
      [doubt('parts-disagree', false)],
      [doubt('zone-missing', false)],
      false,
      false,
    ],
    ['as unverified, if nobody vouches for the sender', [doubt('sender-unverified', true)], [], true, true],
    ['not as unverified where that is only noted', [doubt('sender-unverified', false)], [], false, false],
  ] as const)('%s', async (_, ofMail, ofNotice, isHeld, unverified) => {
    expect(await held(ofMail, ofNotice)).toMatchObject({ held: isHeld, unverified })
  })

  it('for reasons of the mail that are told', async () => {
    expect((await held([doubt('parts-disagree', true), doubt('window-past', false)], []))?.why).toEqual([
      'detail of parts-disagree',
    ])
    expect(await held([], [doubt('zone-missing', true)])).not.toHaveProperty('why')
  })
})

describe('whose a mail is', () => {
  it('is the vendor’s that was read, else the domain’s of its sender', async () => {
    const mail = await mailOf('x')
    expect(vendorOf(reading(), mail)).toBe('zayo')
    expect(vendorOf(reading({ vendor: null }), mail)).toBe('mail.carrier.example')
    expect(vendorOf(reading({ vendor: null }), { ...mail, sender: null })).toBe('unknown')
    const quoted = { name: '', address: '"noc@vendor.example"@carrier.example' }
    expect(vendorOf(reading({ vendor: null }), { ...mail, sender: quoted })).toBe('carrier.example')
  })
})

describe('the text of a mail is the same', () => {
  const calendar = (stamp: string, summary = 'Work') =>
    `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTAMP:${stamp}\r\nCREATED;X=1:${stamp}\r\nLAST-MODIFIED:${stamp}\r\nSUMMARY:${summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
  const hash = async (text: string, headers: readonly string[] = []) => textHash(await mailOf(text, headers))
  const ical = ['Content-Type: text/calendar']

  it('when it is sent again: under another subject, with other blanks, another footer, another stamp', async () => {
    const mail = await mailOf('one\r\ntwo')
    const [subject, ...parts] = mail.document.parts
    const lines = subject?.lines.map((line) => ({ ...line, text: 'Another subject' })) ?? []
    const other = subject === undefined ? [] : [{ ...subject, lines }]
    expect(lines).toHaveLength(1)
    expect(textHash({ ...mail, document: { ...mail.document, parts: [...other, ...parts] } })).toBe(textHash(mail))
    expect(await hash('one\r\n\r\n  two ')).toBe(await hash('one\r\ntwo'))
    expect(textHash({ ...mail, calendars: ['A:1\n\n B:2 \n'] })).toBe(textHash({ ...mail, calendars: ['A:1\r\nB:2'] }))
    expect(await hash('one\r\nYou received this message because you are subscribed to x')).toBe(await hash('one'))
    expect(await hash('one\r\nhttps://groups.google.com/a/b/d/msgid/c')).toBe(await hash('one'))
    expect(await hash(calendar('20261201T000000Z'), ical)).toBe(await hash(calendar('20261202T000000Z'), ical))
  })

  it('and not when a word of it differs', async () => {
    expect(await hash('one\r\ntwo')).not.toBe(await hash('one\r\nthree'))
    expect(await hash('one\r\nit was created: today')).not.toBe(await hash('one'))
    expect(await hash('one\r\ncreated today')).not.toBe(await hash('one'))
    expect(await hash('one two')).not.toBe(await hash('one\r\ntwo'))
    expect(await hash(calendar('x'), ical)).not.toBe(await hash(calendar('x', 'Other'), ical))
  })
})

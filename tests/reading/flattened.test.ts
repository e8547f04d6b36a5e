import { describe, expect, it } from 'vitest'
import { parsers } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { needsReview, type Reading } from '../../src/reading/notice.ts'
import { readReading } from '../../src/reading/read.ts'
import { inText } from '../../src/reading/vendor.ts'
import { viewsOf } from '../../src/reading/view.ts'

interface Words {
  readonly from?: string
  readonly subject: string
  readonly body: string
}

const mailOf = ({ from = 'noc@carrier.example', subject, body }: Words) =>
  readMail(
    Buffer.from(
      `From: ${from}\nTo: ops@noc.example\nSubject: ${subject}\nDate: Fri, 01 Jan 2027 10:00:00 +0000\nMessage-ID: <t@carrier.example>\nContent-Type: text/plain; charset="utf-8"\n\n${body}\n`,
    ),
  )

const read = async (words: Words): Promise<Reading> => readReading(await mailOf(words), { parsers, senderCheck: 'off' })

const codes = (reading: Reading): readonly string[] =>
  [...reading.doubts, ...reading.notices.flatMap((n) => n.doubts)].filter((d) => d.blocking).map((d) => d.code)

describe('a value is found in the text as a whole', () => {
  it('over line ends, with the place where it begins', async () => {
    const mail = await mailOf({
      subject: 'Work',
      body: 'Dear all,\n\nService ID\nImpact\nEX-417001\n\nService ID\nImpact\nEX-417002',
    })
    const [view] = viewsOf(mail.document, [], { zone: null, order: null, sent: null })
    const found = view ? inText(/Service ID\sImpact\s(\S{4,20})/g)(view) : []
    expect(found.map((f) => [f.value, f.evidence.line])).toEqual([
      ['EX-417001', 3],
      ['EX-417002', 7],
    ])
  })
})

describe('a window may be wrapped', () => {
  const body = (window: string) =>
    `Dear customer,\n\nplanned maintenance of our router will be performed.\n\nUTC: ${window}\n\nReference: MW-771\n`

  it('in front of its last time of day', async () => {
    const reading = await read({
      subject: 'Planned maintenance MW-771',
      body: body('THURSDAY, 14 JAN 2027 23:01 - FRIDAY, 15 JAN 2027\n05:00'),
    })
    expect(reading.notices[0]?.windows).toEqual([{ start: '2027-01-14T23:01:00Z', end: '2027-01-15T05:00:00Z' }])
  })

  it('and when the last time of day is nowhere, that is a question', async () => {
    const reading = await read({
      subject: 'Planned maintenance MW-771',
      body: body('THURSDAY, 14 JAN 2027 23:01 - FRIDAY, 15 JAN 2027'),
    })
    expect(codes(reading)).toContain('window-end-missing')
  })
})

describe('circuits that are listed but cannot be read are a question', () => {
  const body = (serial: string) =>
    `Dear Equinix Customer,\n\nDATE: 14-JAN-2027\nUTC: THURSDAY, 14 JAN 08:00 - THURSDAY, 14 JAN 11:00\nIBX(s): AM5\nDESCRIPTION: A breaker is replaced.\n\nAccount # Product Service Serial #\n${serial}\n\nPlease reference 5-270011000123.`
  const subject = 'Scheduled Power Maintenance-AM5 [5-270011000123]'
  const from = 'no-reply@equinix.com'

  it('a row as text is read', async () => {
    const reading = await read({ from, subject, body: body('700551 Primary Power 20559901') })
    expect(reading.notices[0]?.circuits.map((c) => c.id)).toEqual(['20559901'])
    expect(needsReview(reading)).toBe(false)
  })

  it('a row whose cells ran together is not', async () => {
    const reading = await read({ from, subject, body: body('700551Primary Power20559901') })
    expect(codes(reading)).toEqual(['field-missing'])
  })
})

describe('words in brackets before a subject count', () => {
  it.each([
    ['[Cancelled] Planned maintenance MW-771', 'CANCELLED'],
    ['[ops] [Rescheduled] Planned maintenance MW-771', 'RE-SCHEDULED'],
    ['[ops-maintenance] Planned maintenance MW-771', 'CONFIRMED'],
  ])('%s is %s', async (subject, status) => {
    const reading = await read({
      subject,
      body: 'Maintenance ID: MW-771\nStart: 2027-01-14 22:00 UTC\nEnd: 2027-01-15 02:00 UTC',
    })
    expect(reading.notices.map((n) => n.status)).toEqual([status])
  })
})

describe('a move told in prose', () => {
  const body =
    'This maintenance has been rescheduled.\n\nMaintenance ID: MW-771\nStart: 2027-01-14 22:00 UTC\nEnd: 2027-01-15 02:00 UTC'

  it('outweighs a subject that says "Update"', async () => {
    const reading = await read({ subject: 'Update: Planned maintenance MW-771', body })
    expect(reading.notices.map((n) => n.status)).toEqual(['RE-SCHEDULED'])
  })
})

describe('an outage ticket with the labels of a maintenance', () => {
  const body =
    'Ticket Number: 7704170\nStart: 2027-01-14 22:00 UTC\nA fault on the Crown Castle Fiber network was seen.'
  const from = 'fiberchangemgmt@crowncastle.com'

  it('is an incident', async () => {
    const reading = await read({ from, subject: 'Crown Castle Fiber Outage Notification: Ticket 7704170', body })
    expect(reading.class).toBe('incident')
  })

  it('is none when its words speak of planned work', async () => {
    const reading = await read({
      from,
      subject: 'Crown Castle Fiber Outage Notification: Ticket 7704170',
      body: `${body}\nThis scheduled maintenance needs an outage.\nEnd: 2027-01-15 02:00 UTC`,
    })
    expect(reading.class).toBe('maintenance')
  })
})

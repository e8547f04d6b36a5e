/** A known vendor's mail that tells more than its table took is a question. */
import { describe, expect, it } from 'vitest'
import { parsers } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { needsReview } from '../../src/reading/notice.ts'
import { readReading } from '../../src/reading/read.ts'

interface Told {
  readonly from?: string
  /** All of it, instead of the announcement. */
  readonly body?: string
  readonly subject?: string
  readonly above?: string
  readonly id?: string
  readonly times?: string
  readonly circuits?: string
  readonly below?: string
}

const times = 'Start Time: 2027-02-16 22:00 GMT\nEnd Time: 2027-02-17 03:00 GMT'

const readingOf = async (told: Told) => {
  const body =
    told.body ??
    `Dear Customer,

${told.above ?? 'Please be advised that euNetworks will perform works on the dates and times shown below.'}

Ticket Number: ${told.id ?? '07704190'}
Reason for Request: Fibre works
${told.times ?? times}

Service:
Number, ID, Name
${told.circuits ?? 'S7704171, null,'}

${told.below ?? ''}
Your euNetworks Change Management Team`
  const raw = Buffer.from(
    `From: ${told.from ?? 'maintenance@eunetworks.com'}\r\nTo: ops@noc.example\r\nSubject: ${told.subject ?? 'euNetworks Maintenance Announcement'}\r\nDate: Mon, 25 Jan 2027 10:00:00 +0000\r\n` +
      `Message-ID: <1@eunetworks.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n${body.replace(/\n/g, '\r\n')}\r\n`,
  )
  return readReading(await readMail(raw), { parsers, senderCheck: 'off' })
}

const codesOf = async (told: Told): Promise<readonly string[]> => {
  const reading = await readingOf(told)
  return [...reading.doubts, ...reading.notices.flatMap((n) => n.doubts)].filter((d) => d.blocking).map((d) => d.code)
}

describe('What a mail tells beside its windows', () => {
  it('raises no question where all was taken', async () => {
    expect(needsReview(await readingOf({}))).toBe(false)
  })

  it.each<readonly [string, Told, string]>([
    ['a time in a sentence', { below: 'Should it rain, we work on 2027-02-18 at 22:00 GMT.' }, 'parts-disagree'],
    [
      'another window in the subject',
      { subject: 'euNetworks work 18-Feb-2027 22:00 GMT - 19-Feb-2027 03:00 GMT' },
      'parts-disagree',
    ],
    ['an end without a start', { times: 'End Time: 2027-02-17 03:00 GMT' }, 'window-end-missing'],
    ['days without times', { times: 'Start Time: 2027-02-16\nEnd Time: 2027-02-17' }, 'date-only'],
    [
      'a second id under the same label',
      { below: 'Ticket Number: 07704199\nReason for Request: Splicing' },
      'ids-disagree',
    ],
    ['a list that ends before its first circuit', { circuits: '' }, 'field-missing'],
    [
      'a sentence where a circuit stands in its table',
      {
        from: 'noc@gtt.net',
        above: 'Planned Work Notification: 60917204 - New',
        circuits: 'GTT Service = All of the services that you have with us.;',
      },
      'field-missing',
    ],
  ])('asks about %s', async (_, told, code) => {
    expect(await codesOf(told)).toContain(code)
  })

  it.each<readonly [string, Told]>([
    ['the moment when the ticket was made', { below: 'Ticket created: 2027-01-20 09:00 GMT' }],
    ['the day by which to answer', { below: 'Please respond no later than 2027-02-10 12:00 GMT.' }],
    ['a time of impact within the window', { below: 'Impact: 2027-02-17 00:00 GMT' }],
    ['the same window on the clock of a place', { below: 'The work begins at 23:00 on 2027-02-16 (local time).' }],
    ['old times that are said to be old', { above: 'The works have been rescheduled from 2027-02-09 22:00 GMT.' }],
    [
      'old times behind which it stands',
      { times: `${times}\nStart Time: 2027-02-09 22:00 GMT (OLD)\nEnd Time: 2027-02-10 03:00 GMT (OLD)` },
    ],
    ['a former id', { below: 'This replaces ticket 07704100.' }],
  ])('passes over %s', async (_, told) => {
    expect(await codesOf(told)).toEqual([])
  })
})

describe('The form of another mail of the vendor', () => {
  it('is read with the usual table, and checked as it', async () => {
    const reading = await readingOf({
      from: 'noc@bso.co',
      subject: 'BSO Maintenance Information',
      body: `Dear Customer,\n\nPlanned maintenance work will impact your service.\n\nMaintenance ID: 55121\nService ID (SID): LON-PAR-001-002 LON-PAR-001-003\n${times}\n`,
    })
    expect(reading.notices[0]?.maintenanceId).toBe('55121')
    expect(reading.notices[0]?.circuits.map((c) => c.id)).toEqual(['LON-PAR-001-002', 'LON-PAR-001-003'])
  })
})

describe('A field above a table', () => {
  it('keeps its value where the rows begin', async () => {
    const reading = await readingOf({ times: `${times}\nImpacted services\nIC-1\tWavelength\t1 x 6 hours` })
    expect(reading.notices[0]?.windows).toEqual([{ start: '2027-02-16T22:00:00Z', end: '2027-02-17T03:00:00Z' }])
  })
})

describe('Words of a turn that no rule reads', () => {
  it.each<readonly [string, Told]>([
    ['in the subject', { subject: 'Closure of euNetworks maintenance 07704190' }],
    ['in short forms of the subject', { subject: 'All clear - euNetworks maintenance 07704190' }],
    ['above the fields', { above: 'The night before was carried out successfully.' }],
    ['in another language', { above: 'Die angekündigten Arbeiten entfallen nicht.' }],
  ])('are asked about: %s', async (_, told) => {
    expect(await codesOf(told)).toContain('status-words-disagree')
  })

  it.each<readonly [string, Told]>([
    ['a condition', { above: 'Should this work be cancelled, you will hear of it. If it is completed early, too.' }],
    ['a promise', { above: 'The work will be completed by our partner.' }],
  ])('are passed over: %s', async (_, told) => {
    expect(await codesOf(told)).toEqual([])
  })
})

describe('Words of a status', () => {
  it.each<readonly [string, Told, string]>([
    ['in the month of May', { above: 'The work planned from 16 May 2027 has been cancelled.' }, 'CANCELLED'],
    ['"has cancelled"', { above: 'Our supplier has cancelled this work.' }, 'CANCELLED'],
    ['"come to an end"', { above: 'The work described below has come to an end.' }, 'COMPLETED'],
    ['"end of the operation"', { subject: 'End of the operation 07704190' }, 'COMPLETED'],
    ['a closing word in brackets', { subject: 'euNetworks Maintenance [Closed]' }, 'COMPLETED'],
    [
      '"Started" before a reference',
      { subject: 'euNetworks Maintenance Notification: Started [07704190]' },
      'IN-PROCESS',
    ],
    ['"currently in progress"', { above: 'The work below is currently in progress.' }, 'IN-PROCESS'],
    [
      '"had to be postponed"',
      { above: 'Due to weather the work had to be postponed to the date below.' },
      'RE-SCHEDULED',
    ],
    ['dates that have changed', { above: 'The dates of this maintenance have changed.' }, 'RE-SCHEDULED'],
  ])('are read: %s', async (_, told, status) => {
    expect((await readingOf(told)).notices[0]?.status).toBe(status)
  })
})

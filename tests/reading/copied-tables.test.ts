/** Mails whose tables became text: cells a line, rows a line, colons and rules between them. */
import { describe, expect, it } from 'vitest'
import { parsers } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { needsReview, type Reading } from '../../src/reading/notice.ts'
import { readReading } from '../../src/reading/read.ts'

interface Words {
  readonly from: string
  readonly subject: string
  readonly body: string
  readonly type?: string
  readonly sent?: string
}

const read = async ({ from, subject, body, type = 'text/plain', sent = 'Mon, 04 Jan 2027 10:00:00 +0000' }: Words) =>
  readReading(
    await readMail(
      Buffer.from(
        `From: ${from}\nTo: ops@noc.example\nSubject: ${subject}\nDate: ${sent}\nMessage-ID: <t@noc.example>\nContent-Type: ${type}; charset="utf-8"\n\n${body}\n`,
      ),
    ),
    { parsers, senderCheck: 'off' },
  )

const circuitsOf = (r: Reading) => r.notices.flatMap((n) => n.circuits.map((c) => c.id))
const windowsOf = (r: Reading) => r.notices.flatMap((n) => n.windows)
const codesOf = (r: Reading) =>
  [...r.doubts, ...r.notices.flatMap((n) => n.doubts)].filter((d) => d.blocking).map((d) => d.code)

const hgc = (rows: readonly (readonly [string, string])[], between: string) =>
  read({
    from: 'hgcinocpw@hgc.com.hk',
    subject: 'HGC Maintenance Work Notification - Example | CIR7700001 | TIC000000007700001',
    body: `Dear Customer,\n\nThere will be maintenance work. Below are the details:\n\n${rows.map(([a, b]) => [a, ':', b].join(between)).join(between)}\n\nBest Regards\nHGC Global Communications`,
  })

describe('a colon in a column of its own', () => {
  it.each(['\n', '\n\n', '\n\t\n'])('stands between label and value: %j', async (between) => {
    const reading = await hgc(
      [
        ['Circuit ID', 'CIR7700001'],
        ['Maintenance Window start date & time', '15-Jan-2027 16:00 UTC'],
        ['Maintenance Window end date & time', '15-Jan-2027 22:00 UTC'],
        ['Maintenance Window start date & time', '16-Jan-2027 16:00 UTC'],
        ['Maintenance Window end date & time', '16-Jan-2027 22:00 UTC'],
        ['Description', 'Cable work'],
      ],
      between,
    )
    expect(windowsOf(reading)).toEqual([
      { start: '2027-01-15T16:00:00Z', end: '2027-01-15T22:00:00Z' },
      { start: '2027-01-16T16:00:00Z', end: '2027-01-16T22:00:00Z' },
    ])
    expect(circuitsOf(reading)).toEqual(['CIR7700001'])
    expect(needsReview(reading)).toBe(false)
  })
})

const verizon = (table: string) =>
  read({
    from: 'NO-REPLY-sched-maint@EMEA.verizonbusiness.com',
    subject: 'Verizon Maintenance Notification',
    body: `Verizon Maintenance Notification\n\nMaintenance Date/Time (GMT):\tJan 16 2027 23:01 GMT - Jan 17 2027 05:01 GMT\nVerizon MASTARS Request number:\t700200300-1\n\nCircuits Affected:\n\n${table}\n\nVerizon`,
  })

describe('rows that stand a line each', () => {
  it('an empty line where a rule was does not end a table of tabs', async () => {
    const reading = await verizon(
      'Company Name\tCircuit ID\tA End\tZ End\tDNS Short Name\n\nEXAMPLE\tC77000001\tL1\tP1\te-1\nEXAMPLE\tC77000002\tL1\tP1\te-2',
    )
    expect(circuitsOf(reading)).toEqual(['C77000001', 'C77000002'])
    expect(needsReview(reading)).toBe(false)
  })

  it('two cells after an empty line are a label and its value again', async () => {
    const reading = await verizon(
      'Company Name\tCircuit ID\tA End\tZ End\tDNS Short Name\nEXAMPLE\tC77000001\tL1\tP1\te-1\n\nPlease call\t0800 77000009',
    )
    expect(circuitsOf(reading)).toEqual(['C77000001'])
  })

  it('with single blanks between the cells', async () => {
    const header = 'Company Name Circuit ID A End Z End DNS Short Name'
    const reading = await verizon(`${header}\nEXAMPLE - EMEA C77000001 L1 P1 e-1\nEXAMPLE - EMEA C77000002 L1 P1 e-2`)
    expect(circuitsOf(reading)).toEqual(['C77000001', 'C77000002'])
    expect(needsReview(reading)).toBe(false)
    expect(codesOf(await verizon(`${header}\nEXAMPLE - EMEA C77000001 L1\nP1 e-1`))).toContain('field-missing')
  })

  it('in each of several tables whose cells stand a line each', async () => {
    const header =
      'Customer Name\nCircuit ID\nAlt Circuit ID\nBandwidth\nA Location\nZ Location\nImpact Type\nMaximum Duration\nOrder Number'
    const row = (id: string) => `EXAMPLE, INC.\n${id}\nN/A\n10 GIG\nRENO NV\nOMAHA NE\nOutage\n1 hour\n-`
    const block = (n: number, day: number, rows: string) =>
      `31770001-${n}\nStart\nEnd\n2027-01-${day} 05:00 GMT (Greenwich Mean Time)\n2027-01-${day} 11:00 GMT (Greenwich Mean Time)\nMaintenance Location(s): RENO, NV USA\n${header}\n${rows}\n`
    const reading = await read({
      from: 'smc@lumen.com',
      subject: 'Scheduled Maintenance 31770001',
      body: `Scheduled Maintenance #: 31770001\n\nUpdates:\n\n2027-01-02 10:00:00 GMT - This maintenance is scheduled.\n\nCustomer Impact:\n\n${block(1, 13, row('770000001'))}\n${block(2, 14, row('770000002'))}\nNetwork Change Management Team\nLumen`,
    })
    expect(circuitsOf(reading)).toEqual(['770000001', '770000002'])
    expect(windowsOf(reading)).toHaveLength(2)
    expect(needsReview(reading)).toBe(false)
  })

  it('beside the window that the subject tells from the first night to the last', async () => {
    const gcx = (table: string) =>
      read({
        from: 'gnoc@globalcloudxchange.com',
        subject:
          'PE2027010477001 | Planned | Service Advisory Notice | Power | 22-Jan-2027 18:00 (GMT) - 24-Jan-2027 02:00 (GMT)',
        body: `Dear Example,\n\nOur provider will be carrying out power works.\n\nImpact: At risk\n\nWindow Primary Start Date (GMT) Primary End Date (GMT) Backup Start Date (GMT) Backup End Date (GMT)\n${table}\n\nService ID Impact\nRGWLS77001 At Risk\n\nGlobal Cloud Xchange`,
      })
    const two = [
      { start: '2027-01-22T18:00:00Z', end: '2027-01-23T02:00:00Z' },
      { start: '2027-01-23T18:00:00Z', end: '2027-01-24T02:00:00Z' },
    ]
    const spaced = await gcx(
      '1 22-Jan-2027 18:00 23-Jan-2027 02:00 NA NA\n2 23-Jan-2027 18:00 24-Jan-2027 02:00 30-Jan-2027 18:00 31-Jan-2027 02:00',
    )
    expect(windowsOf(spaced)).toEqual([
      ...two,
      { start: '2027-01-30T18:00:00Z', end: '2027-01-31T02:00:00Z', backup: true },
    ])
    const lined = await gcx(
      '1\n22-Jan-2027 18:00\n23-Jan-2027 02:00\nNA\nNA\n2\n23-Jan-2027 18:00\n24-Jan-2027 02:00\nNA\nNA',
    )
    expect(windowsOf(lined)).toEqual(two)
    // In no form that the table knows, the moments within the subject's window are a question.
    const odd = await gcx(
      'First 22-Jan-2027 18:00 and 23-Jan-2027 02:00\nSecond 23-Jan-2027 18:00 and 24-Jan-2027 02:00',
    )
    expect(needsReview(odd)).toBe(true)
  })
})

describe('a table with a column of circuits that the vendor was not known to have', () => {
  it('is asked about', async () => {
    const reading = await read({
      from: 'noc@megaport.com',
      type: 'text/html',
      subject: 'Planned maintenance',
      body: '<p>Planned maintenance (NOT-77001) will impact the services below.</p><table><tr><th>Cage</th><th>Circuit Serial No</th></tr><tr><td>A</td><td>77000001-X</td></tr></table><p>Service ID</p><p>Start Date and Time: Tue, 12 Jan 2027 10:00:00 UTC</p><p>End Date and Time: Tue, 12 Jan 2027 11:00:00 UTC</p>',
    })
    expect(codesOf(reading)).toContain('field-missing')
  })
})

const equinix = (above: string, sent?: string) =>
  read({
    from: 'no-reply@equinix.com',
    subject: 'Scheduled Software Upgrade-SG Metro Area Network Maintenance [5-270011770001]',
    ...(sent ? { sent } : {}),
    body: `Dear Equinix Customer,\n\n${above}\n\nDATE: 12-JAN-2027 - 13-JAN-2027\nUTC: TUESDAY, 12 JAN 14:00 - TUESDAY, 12 JAN 22:00\nIBX(s): SG1\nDESCRIPTION: Planned software upgrade\n\nAccount #\tProduct\tService Serial #\n770055\tEquinix Fabric\t27700001-A\n\nPlease reference 5-270011770001.`,
  })

describe('what Equinix says above its notice', () => {
  it('a year that is written beats that of a mail passed on later', async () => {
    const reading = await equinix('The maintenance listed below is now complete.', 'Fri, 04 Feb 2028 10:00:00 +0000')
    expect(windowsOf(reading)).toEqual([{ start: '2027-01-12T14:00:00Z', end: '2027-01-12T22:00:00Z' }])
    expect(reading.notices[0]?.status).toBe('COMPLETED')
  })

  it('work that commences is in process', async () => {
    const reading = await equinix('The maintenance listed below will now commence.')
    expect(reading.notices[0]?.status).toBe('IN-PROCESS')
    expect(needsReview(reading)).toBe(false)
  })
})

describe('"postponed" with a date to come', () => {
  const windstream = (lead: string) =>
    read({
      from: 'wci.maintenance.notifications@windstream.com',
      type: 'text/html',
      subject: 'Windstream (Postponed Notification WMT#: 770011)',
      body: `<h1>Maintenance Postponed Notification</h1><p>${lead}</p><table><tr><td>WMT:</td><td>770011</td></tr><tr><td>Event Start Date &amp; Time:</td><td>01/12/27 00:00 ET</td></tr><tr><td>Event End Date &amp; Time:</td><td>01/12/27 06:00 ET</td></tr></table><table><tr><td>Name</td><td>Circuit ID</td></tr><tr><td>X</td><td>WS/KJUS/77001/ /WXN /</td></tr></table>`,
    })
  it('means that nothing is done at the time that is told', async () => {
    const reading = await windstream('The maintenance has been postponed. A new date will be announced.')
    expect(reading.notices[0]?.status).toBe('CANCELLED')
    expect(needsReview(reading)).toBe(false)
  })
  it('without it, that the time is the new one', async () => {
    expect((await windstream('The maintenance has been postponed.')).notices[0]?.status).toBe('RE-SCHEDULED')
  })
})

describe('a sentence that tells several nights as one', () => {
  it('adds no window to those under labels', async () => {
    const reading = await read({
      from: 'InfraCo.CM@exainfra.net',
      subject: 'EXA Planned Work Notification TT 77054321 - New',
      body: 'Planned Work Notification: 77054321 - New\n\nWe will be performing a planned work in Lille between 2027-01-12 22:00:00 - 2027-01-14 04:00:00 GMT.\n\nDetails:\nStart 2027-01-12 22:00:00 GMT\nEnd 2027-01-13 04:00:00 GMT\nStart 2027-01-13 22:00:00 GMT\nEnd 2027-01-14 04:00:00 GMT\n\nServices Affected SLID/CCSD\nHI/Wavelength/00770011 1815743-10987654',
    })
    expect(windowsOf(reading)).toEqual([
      { start: '2027-01-12T22:00:00Z', end: '2027-01-13T04:00:00Z' },
      { start: '2027-01-13T22:00:00Z', end: '2027-01-14T04:00:00Z' },
    ])
  })
})

describe('a log line without seconds', () => {
  const aqua = (line: string) =>
    read({
      from: 'noc@aquacomms.com',
      type: 'text/html',
      subject: 'Aqua Comms Planned Outage Work ISSUE=77022 PROJ=9',
      body: `<table><tr><td>Ticket Number:</td><td>77022</td></tr><tr><td>Scheduled Start Date &amp; Time:</td><td>23:00 30/01/2027 GMT</td></tr><tr><td>Scheduled End Date &amp; Time:</td><td>05:00 31/01/2027 GMT</td></tr><tr><td>Service ID:</td><td>AEC-77-100G</td></tr></table><p>${line}</p>`,
    })
  it('is no time of the work if it was written before the mail was sent', async () => {
    expect(codesOf(await aqua('- 01/01/2027 04:12 AM - The supplier was asked about the reason for this.'))).toEqual([])
    expect(codesOf(await aqua('- 09/02/2027 04:12 AM - The supplier works on the other fibre too.'))).toContain(
      'parts-disagree',
    )
  })
})

describe('what was lost with the layout is a question', () => {
  it('two moments in one value: the rule through the old one is gone', async () => {
    const exa = (end: string) =>
      read({
        from: 'InfraCo.CM@exainfra.net',
        subject: 'EXA Planned Work Notification TT 77054321 - Extended',
        sent: 'Wed, 13 Jan 2027 03:30:00 +0000',
        body: `Planned Work Notification: 77054321 - Extended\n\nDetails:\nStart\n2027-01-12 22:00:00 GMT\nEnd\n${end}\n\nServices Affected SLID/CCSD\nHI/Wavelength/00770011 1815743-10987654`,
      })
    expect(codesOf(await exa('2027-01-13 04:00:00 GMT 2027-01-13 08:00 GMT'))).toContain('parts-disagree')
    expect(codesOf(await exa('2027-01-13 04:00:00 GMT'))).toEqual([])
  })

  it('also where the mail was sent about then', async () => {
    const reading = await read({
      from: 'InfraCo.CM@exainfra.net',
      subject: 'EXA Planned Work Notification TT 77054321 - Extended',
      sent: 'Wed, 13 Jan 2027 03:30:00 +0000',
      body: 'Planned Work Notification: 77054321 - Extended\n\nDetails:\n\nStart 2027-01-12 22:00:00 GMT\nEnd 2027-01-13 04:00:00 GMT 2027-01-13 08:00 GMT\n\nServices Affected SLID/CCSD\nHI/Wavelength/00770011 1815743-10987654',
    })
    expect(codesOf(reading)).toContain('parts-disagree')
  })
})

describe('rows of windows below `Start End`', () => {
  it('need nothing between their times', async () => {
    const reading = await read({
      from: 'smc@lumen.com',
      subject: 'Scheduled Maintenance 31770002',
      body: 'Scheduled Maintenance #: 31770002\n\nUpdates:\n\n2027-01-02 10:00:00 GMT - This maintenance is scheduled.\n\nCustomer Impact:\n\n31770002-1\n\nStart End\n2027-01-13 22:00 GMT (Greenwich Mean Time) 2027-01-14 05:00 GMT (Greenwich Mean Time)\n2027-01-13 23:00 CET (Central European Time) 2027-01-14 06:00 CET (Central European Time)\n\nMaintenance Location(s): LYON, France\n\nCustomer Name Circuit ID Alt Circuit ID Bandwidth A Location Z Location Impact Type Maximum Duration Order Number\nEXAMPLE, INC. 770000003 N/A 10 GIG LYON PARIS Outage 1 hour\n\nEXAMPLE, INC. 770000004 N/A 10 GIG LYON PARIS Outage 1 hour\n\nClick here for the Lumen Customer Portal.',
    })
    expect(windowsOf(reading)).toEqual([{ start: '2027-01-13T22:00:00Z', end: '2027-01-14T05:00:00Z' }])
    expect(circuitsOf(reading)).toEqual(['770000003', '770000004'])
    expect(needsReview(reading)).toBe(false)
  })
})

describe('a table whose cells stand a line each', () => {
  it('ends where the letter goes on', async () => {
    const reading = await read({
      from: 'gnoc@globalcloudxchange.com',
      subject:
        'PE2027010477002 | Planned | Service Advisory Notice | Power | 22-Jan-2027 18:00 (GMT) - 23-Jan-2027 02:00 (GMT)',
      body: 'Dear Example,\n\nOur provider will be carrying out power works.\n\nPrimary Start Date (GMT)\n\nService ID\nImpact\nRGWLS77001\nAt Risk\nGCX/IPT/7723\nOutage\n\nWe hope that you will accept our apology for any inconvenience this work may\ncause you and your customers.\n\nGlobal Cloud Xchange',
    })
    expect(circuitsOf(reading)).toEqual(['RGWLS77001', 'GCX/IPT/7723'])
  })
})

describe('words that are not of the work', () => {
  const decix = (status: string, type: string) =>
    read({
      from: 'support@de-cix.net',
      subject: `MAINTENANCE: Linecard upgrade (${status})`,
      body: `DE-CIX Maintenance ID: DXDB:MAINT:7719\nWork start: 2027-02-10 05:00 UTC\nWork end: 2027-02-10 09:00 UTC\nWork status: ${status}\nNotification type: ${type}\nImpact: None`,
    })
  it('a notification that is closed is of work that was called off, or was done', async () => {
    const called = await decix('CANCELLED', 'CLOSED')
    expect([called.notices[0]?.status, needsReview(called)]).toEqual(['CANCELLED', false])
    const open = await decix('ANNOUNCED', 'OPEN')
    expect([open.notices[0]?.status, needsReview(open)]).toEqual(['CONFIRMED', false])
  })

  it('a notification of an incident tells it in its subject', async () => {
    const realty = (kind: string, type: string) =>
      read({
        from: 'ecc@digitalrealty.com',
        subject: `PAR7 No Action Required ${kind} Notification CS7400001`,
        body: `Summary: Power feed A\nSite Location : PAR7 Data Center [ Paris, France]\nType: ${type}\nTime Start: 12 January 2027 09:58 Local time\nTime End: 12 January 2027 11:58 Local time\n\nDigital Realty\n\nIncident Notification\nNotification of a service affecting incident`,
      })
    expect((await realty('Incident', 'Electrical')).class).toBe('incident')
    expect((await realty('Preventative Maintenance', 'Incident')).class).toBe('incident')
    expect((await realty('Preventative Maintenance', 'Electrical')).class).toBe('maintenance')
  })
})

describe('a body that is quoted-printable once more', () => {
  const body = (text: string) =>
    read({
      from: 'noc@megaport.com',
      subject: 'Planned Network Maintenance (NOT-77003)',
      body: text,
    })
  it('is read though it has no escape but broken lines', async () => {
    const reading = await body(
      'Planned maintenance (NOT-77003) has been scheduled that will impact the se=\nrvices listed below.\n\nService ID: 7700001\n\nStart Date and Time: Tue, 12 Jan 2027 10:00:00 UTC and nothing else is tol=\nd\n\nEnd Date and Time: Tue, 12 Jan 2027 11:00:00 UTC',
    )
    expect(windowsOf(reading)).toEqual([{ start: '2027-01-12T10:00:00Z', end: '2027-01-12T11:00:00Z' }])
    expect(reading.notices[0]?.evidence.windows?.[0]?.text).not.toContain('=')
  })
  it('is left alone where an equals sign is no escape', async () => {
    const reading = await read({
      from: 'changemanagement@gtt.net',
      subject: 'Work Announcement - GTT TT# 7700456',
      body: 'GTT TT#: 7700456\n\nStart: 2027-01-12 05:00 GMT\nEnd: 2027-01-12 11:00 GMT\n\nGTT Service = HIB/10GE/770123;\nSite = 60 Hudson;',
    })
    expect(circuitsOf(reading)).toEqual(['HIB/10GE/770123'])
    const twice = await read({
      from: 'changemanagement@gtt.net',
      subject: 'Work Announcement - GTT TT# 7700456',
      body: 'GTT TT#: 7700456\n\nStart: 2027-01-12 05:00 GMT\nEnd: 2027-01-12 11:00 GMT\n\nGTT Service =3D HIB/10GE/770123;\nSite =3D 60 Hudson;',
    })
    expect(circuitsOf(twice)).toEqual(['HIB/10GE/770123'])
  })
})

describe('mail that passed through other hands', () => {
  const interoute = (subject: string, above = '') =>
    read({
      from: '"NOC via RT" <maint@rt.noc.example>',
      subject,
      body: `${above}Dear Customer,\n\nPlanned Work Reference: 7712345\nStart of Planned Work Window: 12/Jan/2027 23:00 GMT\nEnd of Planned Work Window: 13/Jan/2027 05:00 GMT\nFriendly Name:  EX-LON-PAR-001\nKind regards\nInteroute Network Operations`,
    })
  const subject = 'Interoute Planned Work Notification 7712345'

  it('the number of our own tracker is not the vendor’s', async () => {
    const reading = await interoute(
      `[noc.example #770516] ${subject}`,
      'Mon Jan 04 13:15:22 2027: Request 770516 was acted upon.\nTransaction: Ticket created by noc@vendor.example\n Ticket <URL: https://rt.noc.example/Ticket/Display.html?id=770516 >\n\n',
    )
    expect(reading.notices[0]?.maintenanceId).toBe('7712345')
    expect(codesOf(reading)).toEqual([])
    // A number in brackets without the tracker's name may be the vendor's.
    expect((await interoute('[#7712345] Interoute Planned Work')).notices[0]?.maintenanceId).toBe('7712345')
  })

  it('a list of circuits ends where the letter does', async () => {
    expect(circuitsOf(await interoute(subject))).toEqual(['EX-LON-PAR-001'])
  })

  const remarked = (above: string) =>
    read({
      from: 'kim@noc.example',
      subject: 'FW: euNetworks Maintenance Announcement',
      body: `${above}\n\n-----Original Message-----\nFrom: maintenance@eunetworks.com\nSent: Mon, 04 Jan 2027 09:00:00 +0000\nSubject: euNetworks Maintenance Announcement\n\nDear Customer,\n\nPlease be advised that euNetworks will perform works on the dates and times shown below.\n\nTicket Number: 07704190\nStart Time: 2027-02-16 22:00 GMT\nEnd Time: 2027-02-17 03:00 GMT\n\nService:\nNumber, ID, Name\nS7704171, null,`,
    })

  it('a time in a sentence above it is asked about', async () => {
    expect(
      codesOf(await remarked('Please see below. I am away from 12 Feb 2027 10:00 to 20 Feb 2027 09:00 UTC.')),
    ).toContain('parts-disagree')
    expect(codesOf(await remarked('Please see below.'))).toEqual([])
    // What is proposed is the vendor's; its own word of a move goes before what it quotes.
    const window = [{ start: '2027-02-16T22:00:00Z', end: '2027-02-17T03:00:00Z' }]
    expect(windowsOf(await remarked('I am away from 12 Feb 2027 10:00 to 20 Feb 2027 09:00 UTC.'))).toEqual(window)
    const moved = await remarked(
      'The maintenance has been rescheduled to 23 Feb 2027 22:00 UTC - 24 Feb 2027 03:00 UTC.',
    )
    expect(windowsOf(moved)).toEqual([{ start: '2027-02-23T22:00:00Z', end: '2027-02-24T03:00:00Z' }])
  })
})

describe('"this is a reschedule of"', () => {
  it('tells a move', async () => {
    expect((await equinix('This is a reschedule of an earlier maintenance.')).notices[0]?.status).toBe('RE-SCHEDULED')
    // A new ticket in an old one's place is announced like any other.
    expect((await equinix('This is a reschedule of 5-270011770000.')).notices[0]?.status).toBe('CONFIRMED')
  })
})

describe('dates and times that stand a line each', () => {
  const crown = (rows: string) =>
    read({
      from: 'fiberchangemgmt@crowncastle.com',
      subject: 'Crown Castle Fiber Scheduled Maintenance Notification: CM20270112077',
      body: `Maintenance Notification\n\nTicket Number: CM20270112077\n\nScheduled Start Date & Time\n\nScheduled End Date & Time\n\nTime Zone\n\n${rows}\n\nWork Description:\n\nSplicing.\n\nCustomer Circuits:\n\n777777-WAVE-CCF\n\nChange Control`,
    })
  it('are put together, with the zone below them', async () => {
    const reading = await crown(
      '1/12/2027\n\n11:00 PM\n\n1/13/2027\n\n5:00 AM\n\nEastern\n\n1/13/2027\n\n4:00 AM\n\n1/13/2027\n\n10:00 AM\n\nGMT',
    )
    expect(windowsOf(reading)).toEqual([{ start: '2027-01-13T04:00:00Z', end: '2027-01-13T10:00:00Z' }])
    expect(codesOf(reading)).not.toContain('no-window')
  })
  it('and are a question where one is missing', async () => {
    expect(needsReview(await crown('1/12/2027\n\n11:00 PM\n\n1/13/2027\n\nEastern'))).toBe(true)
  })
})

describe('the time of an impact', () => {
  const telstra = (told: string) =>
    read({
      from: 'gpen@team.telstra.com',
      subject: 'Maintenance - Telstra',
      body: `Planned Maintenance Notification\n\nChange Reference: PN770001\nMaintenance Window: 13-Jan-2027 15:30:00(UTC) to 13-Jan-2027 23:00:00(UTC)\nExpected Impact: 10 min outage\n\nOur partner works on its network. ${told}\n\nService(s) Impacted: SNG TPE EPL 7700001`,
    })
  it('is none of the work', async () => {
    expect(codesOf(await telstra('Impact Time: 2027/01/14 02:00 ~ 2027/01/14 02:30 hours'))).toEqual([])
    expect(codesOf(await telstra('Second night: 2027/01/14 02:00 ~ 2027/01/14 02:30 hours'))).toContain(
      'parts-disagree',
    )
  })
})

describe('an end that was extended', () => {
  const windows = (end: string) => [{ start: '2027-02-10T05:00:00Z', end }]
  const decix = (lines: string, work = 'We will be upgrading our line cards.') =>
    read({
      from: 'support@de-cix.net',
      subject: 'MAINTENANCE: Linecard upgrade',
      body: `DE-CIX Maintenance ID: DXDB:MAINT:7720\nWork start: 2027-02-10 05:00 UTC\nWork end: 2027-02-10 09:00 UTC\n${lines}Impact: None\n\nWork description:\n${work}`,
    })

  it.each<readonly [string, string, string]>([
    ['in a sentence too', 'New end: 2027-02-10 11:00 UTC\n', 'This has been extended until 2027-02-10 11:00 UTC.'],
    ['under a label', 'New end: 2027-02-10 11:00 UTC\n', 'We upgrade our line cards.'],
    ['under another', 'Extended to: 2027-02-10 11:00 UTC\n', 'We upgrade our line cards.'],
  ])('is the end of the window: %s', async (_, lines, work) => {
    const reading = await decix(lines, work)
    expect(windowsOf(reading)).toEqual(windows('2027-02-10T11:00:00Z'))
    expect(reading.notices[0]?.status).toBe('RE-SCHEDULED')
    expect(needsReview(reading)).toBe(false)
    expect(reading.notices[0]?.evidence.windows?.[0]?.text).toContain('11:00')
  })

  it('is proposed, and asked about, where only a sentence tells it', async () => {
    const reading = await decix('', 'The maintenance has been extended until 2027-02-10 11:00 UTC.')
    expect(windowsOf(reading)).toEqual(windows('2027-02-10T11:00:00Z'))
    expect(codesOf(reading)).toEqual(['parts-disagree'])
  })

  it('is none where it only may be, where two are told, or where it is far away', async () => {
    const kept = windows('2027-02-10T09:00:00Z')
    expect(windowsOf(await decix('', 'The work may be extended until 2027-02-10 11:00 UTC if needed.'))).toEqual(kept)
    const two = await decix(
      'New end: 2027-02-10 11:00 UTC\n',
      'The maintenance has been extended until 2027-02-10 12:00 UTC.',
    )
    expect(windowsOf(two)).toEqual(kept)
    expect(needsReview(two)).toBe(true)
    const far = await decix('', 'The maintenance has been extended until 2027-02-14 11:00 UTC.')
    expect(windowsOf(far)).toEqual(kept)
    expect(needsReview(far)).toBe(true)
  })
})

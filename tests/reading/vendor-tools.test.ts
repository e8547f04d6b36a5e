/** What vendors' tables are made of, where the mails of more than one vendor need it. */
import { describe, expect, it } from 'vitest'
import { parsers } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { readReading } from '../../src/reading/read.ts'
import {
  below,
  circuitCells,
  circuitLines,
  circuitRows,
  circuits,
  circuitWords,
  column,
  datedHours,
  field,
  latestUpdate,
  phrase,
  rowCell,
  spansIn,
  statusField,
  type View,
} from '../../src/reading/vendor.ts'
import { viewsOf } from '../../src/reading/view.ts'
import { commonWindows } from '../../src/reading/windows-common.ts'

const raw = (body: string, type = 'text/plain', subject = 'Maintenance'): Buffer =>
  Buffer.from(
    `From: noc@carrier.example\r\nTo: ops@noc.example\r\nSubject: ${subject}\r\nDate: Mon, 04 Jan 2027 10:00:00 +0000\r\n` +
      `Message-ID: <1@carrier.example>\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; charset="utf-8"\r\n\r\n${body.replace(/\n/g, '\r\n')}\r\n`,
  )

const view = async (body: string, type?: string, subject?: string): Promise<View> => {
  const mail = await readMail(raw(body, type, subject))
  const [first] = viewsOf(mail.document, [], { zone: 'UTC', order: 'dmy', sent: mail.date })
  if (!first) throw new Error('The mail has no body.')
  return first
}

const lumen = async (log: string, id = '31700417', subject = 'Scheduled Maintenance') => {
  const body = `Scheduled Maintenance #: ${id}\n\nUpdates:\n\n${log}\n\nCustomer Impact:\n\n31700417-1\nStart\tEnd\n2027-01-12 22:00 GMT\t2027-01-13 02:00 GMT\n\nLumen`
  const mail = await readMail(
    Buffer.from(raw(body, 'text/plain', subject).toString().replace('carrier.example', 'lumen.com')),
  )
  return readReading(mail, { parsers, senderCheck: 'off' }).notices[0]
}

describe('a log of dated lines', () => {
  const scheduled = '2027-01-02 08:00:00 GMT - This maintenance is scheduled.'
  const begun = '2027-01-12 22:00:10 GMT - Our crew has begun the maintenance.'
  const cancelled = '2027-01-03 08:00:00 GMT - Please be advised that the maintenance below has been cancelled.'

  it.each([
    ['the newest line speaks, whatever the order', `${scheduled}\n${begun}`, 'start', 'IN-PROCESS'],
    [
      'a newer line takes a cancellation back',
      `2027-01-04 08:00:00 GMT - This maintenance is scheduled.\n${cancelled}`,
      'new',
      'CONFIRMED',
    ],
    [
      'a line that tells no status leaves the word to the one before',
      `2027-01-12 23:00:00 GMT - Technicians are on site.\n${begun}`,
      'start',
      'IN-PROCESS',
    ],
    [
      'what a wrapped line says first counts',
      `2027-01-05 08:00:00 GMT - This maintenance has been rescheduled, because\nthe repair before it was not completed.\n${scheduled}`,
      'reschedule',
      'RE-SCHEDULED',
    ],
    [
      'a work put off without a new date is off',
      '2027-01-05 08:00:00 GMT - This maintenance has been postponed. Once a new date is known, we write again.',
      'cancellation',
      'CANCELLED',
    ],
  ])('%s', async (_, log, kind, status) => {
    expect(latestUpdate(await view(log))[0]).toMatchObject({ kind, status, weight: 5 })
  })

  it('tells nothing where no line is dated', async () => {
    expect(latestUpdate(await view('The work has begun.'))).toEqual([])
  })

  it('says less than a subject that tells what has become of the work', async () => {
    expect(await lumen(scheduled, undefined, 'Rescheduled: Scheduled Maintenance')).toMatchObject({
      status: 'RE-SCHEDULED',
    })
  })

  it('gives no window: it tells when somebody wrote', async () => {
    expect((await lumen(scheduled))?.windows).toEqual([{ start: '2027-01-12T22:00:00Z', end: '2027-01-13T02:00:00Z' }])
    expect(commonWindows(await view(`Scheduled maintenance\n\n${scheduled}`)).windows).toEqual([])
  })
})

describe('the stem of an id', () => {
  const log = '2027-01-02 08:00:00 GMT - This maintenance is scheduled.'

  it('is told as a former id, so that announcement and start are of one work', async () => {
    expect(await lumen(log, '31700417-1')).toMatchObject({ maintenanceId: '31700417-1', formerIds: ['31700417'] })
  })

  it('is no former id of itself', async () => {
    expect(await lumen(log, '31700417')).toMatchObject({ maintenanceId: '31700417', formerIds: [] })
  })
})

const cells = (...rows: readonly (readonly string[])[]): string =>
  ['Affected', '', ...rows.flat(), '', 'Please call us with any question about this work.'].join('\n')

describe('tables whose cells came one a line', () => {
  const spec = {
    first: /^customer$/,
    id: /^circuit$/,
    last: /^(?:order|status)$/,
    shape: /^\w+-\d+$/,
    impact: /^outage/i,
  }
  const header = ['Customer', 'Circuit', 'Impact', 'Order', 'Status']
  const ids = async (body: string) => circuitCells(spec)(await view(body)).map((c) => [c.id, c.impact])

  it('are cut into rows of the header’s width', async () => {
    const body = cells(header, ['Example', 'AB-1', 'Outage', '7', 'Open'], ['Example', 'AB-2', 'None', '8', 'Open'])
    expect(await ids(body)).toEqual([
      ['AB-1', 'Outage'],
      ['AB-2', null],
    ])
  })

  it('are cut where the first cell comes again, if cells are missing', async () => {
    const body = cells(header, ['Example', 'AB-1', 'Outage'], ['Example', 'AB-2', 'Outage', 'Open'])
    expect(await ids(body)).toEqual([
      ['AB-1', 'Outage'],
      ['AB-2', 'Outage'],
    ])
  })

  it('give nothing where rows cannot be told apart', async () => {
    const first = { ...spec, first: /^circuit$/ }
    const body = cells(['Circuit', 'Impact', 'Order'], ['AB-1', 'Outage'], ['AB-2', 'Outage', '8'], ['AB-3'])
    expect(circuitCells(first)(await view(body))).toEqual([])
    const short = cells(['Circuit', 'Impact', 'Order'], ['AB-1', 'Outage'], ['AB-2', 'Outage', '8'])
    expect(circuitCells(first)(await view(short))).toEqual([])
  })

  it('give ids of a shape with the impact below them', async () => {
    const found = circuitLines(/^AB-\d+$/, /down/i)(await view('AB-1\nHard Down\n\nAB-2\nNordhafen'))
    expect(found.map((c) => [c.id, c.impact])).toEqual([
      ['AB-1', 'Hard Down'],
      ['AB-2', null],
    ])
  })

  it('give windows below the words Start and End, also a backup', async () => {
    const body =
      'AB-7-1\nStart\nEnd\n2027-01-12 22:00 GMT\n2027-01-13 02:00 GMT\n\nAlternate Night\nStart\nEnd\n2027-01-13 22:00 GMT\n2027-01-14 02:00 GMT'
    expect(commonWindows(await view(body)).windows.map((w) => [w.span.start.utc, w.span.end?.utc, w.backup])).toEqual([
      ['2027-01-12T22:00:00Z', '2027-01-13T02:00:00Z', false],
      ['2027-01-13T22:00:00Z', '2027-01-14T02:00:00Z', true],
    ])
  })

  it('give the value below a label', async () => {
    expect(below(/^services under work$/)(await view('Services under work\n\nAB-1\nAB-2\n\nBye'))[0]?.value).toBe(
      'AB-1\nAB-2',
    )
    expect(below(/^services$/)(await view('Services are good'))).toEqual([])
  })
})

describe('circuits in rows and words', () => {
  const html = '<table><tr><td>AB-1</td><td>Example</td><td>Down</td></tr><tr><td>x</td><td>z</td></tr></table>'

  it('stand in rows without header, the impact last', async () => {
    const table = await view(html, 'text/html')
    expect(circuitRows(/^down/i)(table).map((c) => [c.id, c.impact])).toEqual([['AB-1', 'Down']])
    expect(rowCell(/^down/i, 1)(table).map((f) => f.value)).toEqual(['Example'])
  })

  it('stand in a lone line of cells too', async () => {
    expect(circuitRows(/^down/i)(await view('AB-1\tExample\tDown')).map((c) => c.id)).toEqual(['AB-1'])
  })

  it('take their impact from the rest of the line', async () => {
    const found = circuitWords(/AB-\d/g, /hard down/i)(await view('AB-1 Hard Down - 2 hours\nAB-2 Nordhafen'))
    expect(found.map((c) => c.impact)).toEqual([' Hard Down - 2 hours', null])
  })

  it('end before closing words, and only the group of the shape is the id', async () => {
    const list = await view('Circuits:\nSR1 / AB-1 / mine\nSR2 / AB-2 /\nPlease call 555-0100')
    const read = circuits(field(/^circuits$/), { until: /^please/i, shape: /^SR\d \/ (?<value>[^/]{2,20})/ })
    expect(read(list).map((c) => c.id)).toEqual(['AB-1', 'AB-2'])
  })

  it('go on in paragraphs of the same shape', async () => {
    const list = await view('Circuits: AB-1\n\nAB-2\n\nBye\n\nAB-3')
    expect(circuits(field(/^circuits$/), { more: /^AB-\d$/ })(list).map((c) => c.id)).toEqual(['AB-1', 'AB-2'])
    expect(circuits(field(/^circuits$/))(list).map((c) => c.id)).toEqual(['AB-1'])
  })

  it('stand also in rows whose impact nobody foresaw, if the rows beside them are alike', async () => {
    const row = (id: string, word: string) => `<tr><td>${id}</td><td>Example</td><td>${word}</td></tr>`
    const table = await view(`<table>${row('AB-1', 'Down')}${row('AB-2', 'Wobbles')}</table>`, 'text/html')
    expect(circuitRows(/^down/i)(table).map((c) => [c.id, c.impact])).toEqual([
      ['AB-1', 'Down'],
      ['AB-2', 'Wobbles'],
    ])
  })

  it('are taken from the part that has all of the other’s and more', async () => {
    const rows = ['/OGYX/704170/ /ZYO /', 'DF-704171'].map((id) => `<tr><td>${id}</td><td>Hard Down</td></tr>`)
    const top = 'Maintenance Ticket #: TTN-0000704170'
    const window = '20-Jan-2027 05:01 to 20-Jan-2027 10:00 ( GMT )'
    const boundary = 'b'
    const parts = [
      ['text/plain', `${top}\n\n1st Activity Date\n${window}\n\nCircuit Id\n\n/OGYX/704170/ /ZYO /\n\nDF-704171\n`],
      [
        'text/html',
        `${top}<br><b>1st Activity Date</b><br>${window}<table><tr><th>Circuit Id</th><th>Expected Impact</th></tr>${rows.join('')}</table>`,
      ],
    ].map(([type, body]) => `--${boundary}\nContent-Type: ${type}; charset=utf-8\n\n${body}\n`)
    const mail = await readMail(
      Buffer.from(
        `From: mr@zayo.com\nTo: ops@noc.example\nSubject: ZAYO\nDate: Mon, 04 Jan 2027 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=${boundary}\n\n${parts.join('')}--${boundary}--\n`,
      ),
    )
    const [notice] = readReading(mail, { parsers, senderCheck: 'off' }).notices
    expect(notice?.circuits.map((c) => c.id)).toEqual(['/OGYX/704170/ /ZYO /', 'DF-704171'])
  })

  it('have a column of names beside them', async () => {
    const table = '<table><tr><th>Name</th><th>Circuit</th></tr><tr><td>Example</td><td>AB-1</td></tr></table>'
    expect(column(/^name$/)(await view(table, 'text/html')).map((f) => f.value)).toEqual(['Example'])
  })
})

describe('a vendor’s own words of status', () => {
  it('are found over the end of a line', async () => {
    expect(
      phrase(/has been finalised/i, 'completion')(await view('The maintenance has been\nfinalised.')),
    ).toHaveLength(1)
    expect(phrase(/has been finalised/i, 'completion')(await view('The maintenance has been\n\nfinalised.'))).toEqual(
      [],
    )
  })

  it('weigh little where they are the standing value', async () => {
    const weights = async (word: string) =>
      statusField(/^kind$/)(await view(`Kind: ${word}\nReference: 1`)).map((c) => c.weight)
    expect(await weights('Normal')).toEqual([1])
    expect(await weights('Cancelled')).toEqual([5])
  })
})

describe('windows under labels', () => {
  it('are made of days in one place and hours in another', async () => {
    const mail = await view('Hours: 22:00 - 23:00 UTC\nFirst day: 12-Jan-2027\nBackup day: 13-Jan-2027')
    const found = datedHours(field(/ day$/), field(/^hours$/))(mail)
    expect(found.windows.map((w) => [w.span.start.utc, w.span.end?.utc, w.backup])).toEqual([
      ['2027-01-12T22:00:00Z', '2027-01-12T23:00:00Z', false],
      ['2027-01-13T22:00:00Z', '2027-01-13T23:00:00Z', true],
    ])
  })

  it('are backups if a word beside them says so', async () => {
    const mail = await view('When:\n12-Jan-2027 22:00 - 23:00 UTC\n13-Jan-2027 22:00 - 23:00 UTC (Backup)')
    expect(spansIn(field(/^when$/))(mail).windows.map((w) => w.backup)).toEqual([false, true])
  })
})

describe('a zone’s letters out of season', () => {
  it('mean what they say where the line in UTC agrees', async () => {
    const found = commonWindows(
      await view(
        'Start\tEnd\n2027-06-10 06:00 GMT\t2027-06-10 12:00 GMT\n2027-06-10 00:00 CST (Central Standard Time)\t2027-06-10 06:00 CST (Central Standard Time)',
      ),
    )
    expect(found.windows.map((w) => w.span.start.utc)).toEqual(['2027-06-10T06:00:00Z'])
    expect(found.doubts).toEqual([])
  })

  it('are a question where it does not', async () => {
    const found = commonWindows(
      await view(
        'Start\tEnd\n2027-06-10 08:00 GMT\t2027-06-10 14:00 GMT\n2027-06-10 00:00 CST (Central Standard Time)\t2027-06-10 06:00 CST (Central Standard Time)',
      ),
    )
    expect(found.doubts.map((d) => d.code)).toEqual(['zones-disagree'])
  })
})

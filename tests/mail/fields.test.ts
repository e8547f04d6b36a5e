import { describe, expect, it } from 'vitest'
import { readHtml } from '../../src/mail/html.ts'
import { finishPart } from '../../src/mail/shown.ts'
import { readText } from '../../src/mail/text.ts'

type Pairs = [string, ...string[]][]
const pairs = (source: string, html: boolean): Pairs =>
  finishPart(html ? 'html' : 'text', 'x', (html ? readHtml(source) : readText(source)).sketch).fields.map((f) => [
    f.label.text,
    ...f.value.map((v) => v.text),
  ])

describe('a label has its value, however the text shows it', () => {
  it.each<[string, string, Pairs]>([
    [
      'beside it',
      'Ticket: T-1\nImpact: none',
      [
        ['Ticket', 'T-1'],
        ['Impact', 'none'],
      ],
    ],
    [
      'below it, indented',
      'Ticket Number:\n\tT-1\n\nStart:\n\t2026-11-02 10:00 UTC',
      [
        ['Ticket Number', 'T-1'],
        ['Start', '2026-11-02 10:00 UTC'],
      ],
    ],
    [
      'below an empty line',
      'Ticket:\n\nT-1\n\nImpact:\n\nnone',
      [
        ['Ticket', 'T-1'],
        ['Impact', 'none'],
      ],
    ],
    ['in several lines', 'Site: Street 1\nTown\n\nHello', [['Site', 'Street 1', 'Town']]],
    ['before a colon that stands apart', 'Site Location : MRS2', [['Site Location', 'MRS2']]],
    ['without a blank', 'DESCRIPTION:Please be advised', [['DESCRIPTION', 'Please be advised']]],
    ['after an equals sign', 'GTT Service = GTT/1;', [['GTT Service', 'GTT/1;']]],
    ['after dots', 'Start ......: 10:00', [['Start', '10:00']]],
    [
      'after a bullet',
      '- Start: 10:00\n* End: 11:00',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    [
      'in emphasis marks',
      '*Ticket #:* T-1\n*Impact*: none',
      [
        ['Ticket #', 'T-1'],
        ['Impact', 'none'],
      ],
    ],
    ['in two languages', 'SERVICE IMPACT // IMPACTO: SWITCH HITS', [['SERVICE IMPACT // IMPACTO', 'SWITCH HITS']]],
    [
      'with (s) and #',
      'IBX(s): AB1\nMaintenance #: 5',
      [
        ['IBX(s)', 'AB1'],
        ['Maintenance #', '5'],
      ],
    ],
    [
      'aligned by blanks',
      'Start Date    2026-11-02\nEnd Date      2026-11-03',
      [
        ['Start Date', '2026-11-02'],
        ['End Date', '2026-11-03'],
      ],
    ],
    [
      'two in a line, parted by a tab',
      'Window: PW-1 primary\tStatus: Confirmed',
      [
        ['Window', 'PW-1 primary'],
        ['Status', 'Confirmed'],
      ],
    ],
    [
      'two in a line, parted by blanks',
      'Start: 10:00   End: 11:00',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    ['one in a line, with wide blanks', 'Start:   10:00   UTC', [['Start', '10:00 UTC']]],
    ['with a colon in the value', 'Maintenance ID: DX:MAINT:16', [['Maintenance ID', 'DX:MAINT:16']]],
    ['with a link as value', 'See: https://example.com/a', [['See', 'https://example.com/a']]],
    [
      'above a list',
      'The following circuits will be affected:\nIC-1\nIC-2',
      [['The following circuits will be affected', 'IC-1', 'IC-2']],
    ],
  ])('%s', (_, text, expected) => {
    expect(pairs(text, false)).toEqual(expected)
  })
})

describe('lines that stand alone', () => {
  it.each<[string, string, boolean, Pairs]>([
    [
      'a tab parts label and value',
      'Start\t10:00 UTC\n\nEnd\t11:00 UTC',
      false,
      [
        ['Start', '10:00 UTC'],
        ['End', '11:00 UTC'],
      ],
    ],
    ['a label that ends in a figure', 'Window 1:2026-11-02', false, [['Window 1', '2026-11-02']]],
    ['a bold value below a plain label', '<p>Ticket:</p><p><b>T-1</b></p>', true, [['Ticket', 'T-1']]],
    [
      'a bold heading below a bold label',
      '<p><b>Reason:</b></p><p><b>Circuits</b></p><p>IC-1</p>',
      true,
      [['Reason'], ['Circuits', 'IC-1']],
    ],
    ['a signature ends a value', 'Impact: none\n--\nVendor NOC', false, [['Impact', 'none']]],
  ])('%s', (_, source, html, expected) => {
    expect(pairs(source, html)).toEqual(expected)
  })
})

describe('an empty value stays empty', () => {
  it.each<[string, string, Pairs]>([
    ['before the next label', 'Phone:\nFax:\nEmail: a@example.com', [['Phone'], ['Fax'], ['Email', 'a@example.com']]],
    ['before the next label below an empty line', 'Reason:\n\nStart: 10:00', [['Reason'], ['Start', '10:00']]],
    ['before a greeting at the end', 'Comments:\n\nBest regards\nNOC', [['Comments']]],
    ['when the next text is far below', 'Comments:\n\n\n\nHello', [['Comments']]],
  ])('%s', (_, text, expected) => {
    expect(pairs(text, false)).toEqual(expected)
  })

  it('beside an empty cell', () => {
    expect(
      pairs('<table><tr><td>Reason:</td><td></td></tr><tr><td>Start:</td><td>10:00</td></tr></table>', true),
    ).toEqual([['Reason'], ['Start', '10:00']])
  })
})

describe('not everything with a colon is a label', () => {
  it.each([
    '2026-11-02 10:00 - 11:00 UTC',
    'At 10:00: we start',
    'https://example.com/a',
    'mailto:noc@example.com',
    '2001:db8::1',
    'fe80::1',
    'noc@example.com: hello',
    'xe-0/0/1:0',
    'C:\\temp',
  ])('%s', (text) => {
    expect(pairs(text, false)).toEqual([])
  })
})

describe('a label has its value, however the HTML shows it', () => {
  it.each<[string, string, Pairs]>([
    [
      'bold before a colon',
      '<b>Ticket #:</b> T-1<br><b>Impact</b>: none',
      [
        ['Ticket #', 'T-1'],
        ['Impact', 'none'],
      ],
    ],
    ['bold without a colon', '<p><b>Window</b> 00:01 - 05:00 Eastern</p>', [['Window', '00:01 - 05:00 Eastern']]],
    [
      'bold on a line of its own',
      '<b>1st Activity Date</b><br>02-Nov-2026 00:01<br>02-Nov-2026 05:01<p>Bye',
      [['1st Activity Date', '02-Nov-2026 00:01', '02-Nov-2026 05:01']],
    ],
    ['a heading above a paragraph', '<h3>Reason</h3><p>Fibre cut</p>', [['Reason', 'Fibre cut']]],
    [
      'bold labels in a running line',
      '<b>Start:</b> 10:00 <b>End:</b> 11:00',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    [
      'two cells',
      '<table><tr><td>Start</td><td>10:00</td></tr><tr><td>End</td><td>11:00</td></tr></table>',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    [
      'two cells and a colon between',
      '<table><tr><td>Start</td><td>:</td><td>10:00</td></tr></table>',
      [['Start', '10:00']],
    ],
    [
      'two cells and a spacer',
      '<table><tr><td>Start</td><td>&nbsp;</td><td>10:00</td></tr></table>',
      [['Start', '10:00']],
    ],
    [
      'four cells',
      '<table><tr><td>A:</td><td>1</td><td>B:</td><td>2</td></tr></table>',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['a cell of several lines', '<table><tr><td>Ids</td><td>IC-1<br>IC-2</td></tr></table>', [['Ids', 'IC-1', 'IC-2']]],
    [
      'label and value in one cell',
      '<table><tr><td>A: 1</td><td>B: 2</td></tr></table>',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      'a definition list',
      '<dl><dt>Start</dt><dd>10:00</dd><dt>Ids</dt><dd>1</dd><dd>2</dd></dl>',
      [
        ['Start', '10:00'],
        ['Ids', '1', '2'],
      ],
    ],
    [
      'paragraphs below each other',
      '<p><b>Start:</b></p><p>10:00</p><p><b>End:</b></p><p>11:00</p>',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    [
      'no-break blanks',
      '<p>Start:&nbsp;10:00&nbsp;&nbsp;&nbsp;End:&nbsp;11:00</p>',
      [
        ['Start', '10:00'],
        ['End', '11:00'],
      ],
    ],
    [
      'a label above a table',
      '<p>Circuits:</p><table><tr><th>Id</th><th>Site</th></tr><tr><td>IC-1</td><td>X</td></tr></table>',
      [['Circuits', 'Id\tSite', 'IC-1\tX']],
    ],
  ])('%s', (_, html, expected) => {
    expect(pairs(html, true)).toEqual(expected)
  })

  it.each([
    ['strong head', '<table><tr><th>Circuit</th><th>Impact</th></tr><tr><td>IC-A</td><td>Outage</td></tr></table>'],
    [
      'figures below',
      '<table><tr><td>Begin</td><td>Finish</td></tr><tr><td>2 Nov 10:00</td><td>2 Nov 11:00</td></tr></table>',
    ],
    [
      'names of columns',
      '<table><tr><td>Customer</td><td>Circuit ID</td></tr><tr><td>ACME</td><td>IC-1</td></tr></table>',
    ],
  ])('the head of a table of two columns is no label: %s', (_, html) => {
    expect(pairs(html, true)).toEqual([])
  })

  it('an IPv6 prefix in a cell is a value', () => {
    expect(pairs('<table><tr><td>Peer:</td><td>2001:db8::</td></tr></table>', true)).toEqual([['Peer', '2001:db8::']])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvidenceKey } from '../../src/reading/notice.ts'
import { mailPage } from '../../src/review/mail-html.ts'
import { cutAt, lineRanges, type Mark } from '../../src/review/marks.ts'

const mark = (field: EvidenceKey, text: string, line = 1, column = 1): Mark => ({
  field,
  evidence: { part: 'html', line, column, text },
})
const body = (html: string, marks: readonly Mark[] = []): string =>
  /<body>(.*)<\/body>/s.exec(mailPage(html, marks))?.[1] ?? ''

describe('the words that fields came from are marked', () => {
  it.each([
    ['in one text', '<p>Ref: A-1</p>', 'Ref: A-1', '<p><mark title="maintenanceId">Ref: A-1</mark></p>'],
    [
      'across elements and blanks',
      '<td>Ref <b>No</b>:</td>\n<td> A-1</td>',
      'Ref No: A-1',
      '<td><mark title="maintenanceId">Ref</mark> <b><mark title="maintenanceId">No</mark></b><mark title="maintenanceId">:</mark></td>\n<td> <mark title="maintenanceId">A-1</mark></td>',
    ],
    [
      'the value alone where the label is written otherwise',
      '<td>Ref</td><td>A-1</td>',
      'Ref: A-1',
      '<td>Ref</td><td><mark title="maintenanceId">A-1</mark></td>',
    ],
    [
      'in pieces',
      '<p>Start: 1</p><p>x</p><p>End: 2</p>',
      'Start: 1 · End: 2',
      '<p><mark title="maintenanceId">Start: 1</mark></p><p>x</p><p><mark title="maintenanceId">End: 2</mark></p>',
    ],
    [
      'through entities',
      '<p>A&amp;B &lt;1&gt;</p>',
      'A&B <1>',
      '<p><mark title="maintenanceId">A&amp;B &lt;1&gt;</mark></p>',
    ],
    ['nowhere, if they do not stand there', '<p>Ref</p>', 'other words', '<p>Ref</p>'],
  ])('%s', (_, html, text, expected) => {
    expect(body(html, [mark('maintenanceId', text)])).toBe(expected)
  })

  it('in the order of the mail: the second of two equal words is the second field’s', () => {
    const marks = [mark('circuits', 'C-1', 1), mark('location', 'Hall', 2), mark('summary', 'C-1', 3)]
    expect(body('<p>C-1</p><p>Hall</p><p>C-1</p>', marks)).toBe(
      '<p><mark title="circuits">C-1</mark></p><p><mark title="location">Hall</mark></p><p><mark title="summary">C-1</mark></p>',
    )
  })
})

describe('of a mail’s markup', () => {
  it.each([
    [
      'layout and harmless style stay',
      '<p style="color:#123; position:fixed; background:url(x)" align="center">x</p>',
      '<p style="color:#123" align="center">x</p>',
    ],
    ['handlers, ids and classes go', '<p onclick="x()" id="a" class="b">x</p>', '<p>x</p>'],
    [
      'links are words with their address on hover',
      '<a href="https://example.org/?a=&quot;b">x</a>',
      '<span class="link" title="https://example.org/?a=&quot;b">x</span>',
    ],
    [
      'images are told by their words',
      '<img src="https://example.org/x.png" alt="<logo>">',
      '<span class="image">image: &lt;logo&gt;</span>',
    ],
    ['scripts and styles go with their content', 'a<script>b</script><style>c</style>d', 'ad'],
    ['unknown elements go, their text stays', '<o:p>x</o:p><blink>y</blink>', 'xy'],
    ['open elements are closed', '<table><tr><td>x', '<table><tr><td>x</td></tr></table>'],
    [
      'styles that call a function go',
      '<p style="width:expression(alert(1));color:rgb(1, 2, 3)">x</p>',
      '<p style="color:rgb(1, 2, 3)">x</p>',
    ],
    [
      'quotes cannot end an attribute',
      `<p style="font-family:'a&quot; onclick=x'">x</p>`,
      `<p style="font-family:&#39;a&quot; onclick=x&#39;">x</p>`,
    ],
  ])('%s', (_, html, expected) => {
    if (html.includes('onclick=x')) expect(body(html)).not.toMatch(/<p[^>]*"\s+onclick/)
    else expect(body(html)).toBe(expected)
  })

  it('nothing that could run or load is ever left', () => {
    const pieces = fc.constantFrom(
      ...[
        '<script>',
        '</script>',
        '<style>',
        '<svg onload=x>',
        '<img src=x onerror=y>',
        '<a href="javascript:x">',
        '<p style="',
        'url(x)',
      ],
      ...[
        '">',
        "'",
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<math>',
        '<template>',
        '</p>',
        '<td background=x>',
        '&lt;script&gt;',
        '<noscript>',
        '\u0000',
        '<iframe srcdoc="<b>">',
      ],
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
        const html = body(list.join(''))
        expect(html).not.toMatch(/<(?:script|style|svg|img|a|iframe|math|template|noscript)\b/i)
        for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi))
          expect(tag.replace(/"[^"]*"/g, '""')).toMatch(
            /^<[a-z0-9]+(?: (?:style|title|class|align|valign|width|height|bgcolor|color|size|face|border|cell\w+|colspan|rowspan|dir|lang|start|type)="")*>$/,
          )
      }),
      { numRuns: 500 },
    )
  })

  it('every opened element is closed, in order', () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<table>',
      '</table>',
      '<td>',
      '</td>',
      '<div>',
      '</div>',
      'x',
      '<a>',
      '</a>',
      '<br>',
    )
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 300 }), (list) => {
        const open: string[] = []
        for (const [, end, name = ''] of body(list.join('')).matchAll(/<(\/?)([a-z]+)/g)) {
          if (name === 'br') continue
          if (end === '') open.push(name)
          else expect(open.pop()).toBe(name)
        }
        expect(open).toEqual([])
      }),
    )
  })
})

describe('a line of text', () => {
  it('is marked where the words stand, on the lines that evidence reaches', () => {
    const marks = [mark('windows', 'Start: 1 · End: 2', 3)]
    expect(cutAt('Start: 1', lineRanges('Start: 1', 3, marks))).toEqual([{ text: 'Start: 1', field: 'windows' }])
    expect(cutAt('End: 2 UTC', lineRanges('End: 2 UTC', 4, marks))).toEqual([
      { text: 'End: 2', field: 'windows' },
      { text: ' UTC', field: null },
    ])
    expect(lineRanges('End: 2', 20, marks)).toEqual([])
  })

  it('is marked whole when the words are not found in it', () => {
    expect(cutAt('abc', lineRanges('abc', 1, [mark('summary', 'xyz')]))).toEqual([{ text: 'abc', field: 'summary' }])
  })
})

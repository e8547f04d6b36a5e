import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DocumentPart } from '../../src/mail/document.ts'
import { readHtml } from '../../src/mail/html.ts'
import { limits } from '../../src/mail/limits.ts'
import { finishPart } from '../../src/mail/shown.ts'

const part = (html: string): DocumentPart => finishPart('html', 'html', readHtml(html).sketch)
const lines = (html: string): string[] => part(html).lines.map((l) => l.text)
const tables = (html: string): string[][][] => part(html).tables.map((t) => t.rows.map((r) => r.map((c) => c.text)))

describe('lines of HTML are those that a reader sees', () => {
  it.each([
    ['blocks and <br> break lines', '<div>a</div><div>b<br>c</div>', ['a', 'b', 'c']],
    ['two <br> leave an empty line', 'a<br><br>b', ['a', '', 'b']],
    ['a <br> before the end of a block adds none', '<div>a<br></div><div>b</div>', ['a', 'b']],
    ['paragraphs stand apart', '<p>a</p><p>b</p>', ['a', '', 'b']],
    ['Outlook paragraphs do not', '<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal>b</p>', ['a', 'b']],
    ['paragraphs without margin do not', '<p style="margin: 0">a</p><p style="margin:0">b</p>', ['a', 'b']],
    [
      'an empty Outlook paragraph is an empty line',
      '<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>',
      ['a', '', 'b'],
    ],
    ['inline elements do not break', 'a<b>b</b> <span>c</span>d', ['ab cd']],
    ['white space and no-break blanks fold', ' a \n\t b&nbsp;&nbsp;c ', ['a b c']],
    ['entities are letters', 'R&amp;D &lt;x&gt; &eacute; &#8211; &#x41;', ['R&D <x> é – A']],
    ['preformatted text keeps its lines', '<pre>a\n  b\nc</pre>', ['a', 'b', 'c']],
    ['white-space:pre keeps its lines', '<div style="white-space: pre-wrap">a\nb</div>', ['a', 'b']],
    ['list items are lines', '<ul><li>a<li>b</ul>', ['a', 'b']],
    ['invisible characters vanish', 'a\u200bb\u00adc', ['abc']],
    ['an unclosed head hides nothing', '<head><body><p>a', ['a']],
  ])('%s', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })

  it.each([
    ['<style>p { color: red }</style>'],
    ['<script>var x = "<p>no</p>"</script>'],
    ['<head><title>no</title></head>'],
    ['<!-- no -->'],
    ['<!--[if mso]><p>no</p><![endif]-->'],
    ['<div style="display:none">no</div>'],
    ['<div style="DISPLAY: none !important"><p>no</p></div>'],
    ['<span hidden>no</span>'],
    ['<span style="visibility:hidden">no</span>'],
  ])('%s is not seen', (hidden) => {
    expect(lines(`<p>a</p>${hidden}<p>b</p>`)).toEqual(['a', '', 'b'])
  })

  it('gives the place of each line as it is shown', () => {
    expect(part('<p>a</p><p>b</p>').lines.map((l) => l.place)).toEqual([
      { part: 'html', line: 1, column: 1 },
      { part: 'html', line: 2, column: 1 },
      { part: 'html', line: 3, column: 1 },
    ])
  })
})

describe('old and strong text is told apart', () => {
  it.each([
    '<s>10:00</s>',
    '<del>10:00</del>',
    '<strike>10:00</strike>',
    '<span style="text-decoration: line-through">10:00</span>',
  ])('%s is struck and stands apart from the new value', (old) => {
    const shown = part(`<p>Start: ${old} 12:00</p>`)
    expect(shown.lines.map((l) => [l.text, l.struck])).toEqual([
      ['Start: 12:00', false],
      ['10:00', true],
    ])
    expect(shown.fields[0]?.value.map((v) => [v.text, v.struck])).toEqual([
      ['12:00', false],
      ['10:00', true],
    ])
  })

  it('a cell shows its new value only', () => {
    const [row] = part('<table><tr><td>Start</td><td><s>10:00</s> 12:00</td></tr></table>').tables[0]?.rows ?? []
    expect(row?.[1]).toMatchObject({ text: '12:00', struck: false })
  })

  it('a cell that is struck as a whole says so', () => {
    const [row] = part('<table><tr><td>Start</td><td><s>10:00</s></td></tr></table>').tables[0]?.rows ?? []
    expect(row?.[1]).toMatchObject({ text: '10:00', struck: true })
  })

  it.each([
    ['<b>a</b>', true],
    ['<h2>a</h2>', true],
    ['<p style="font-weight:700">a</p>', true],
    ['<b>a</b> b', false],
    ['<b><span style="font-weight:normal">a</span></b>', false],
    ['a', false],
  ])('%s: the whole line is strong: %s', (html, strong) => {
    expect(part(html).lines[0]?.strong).toBe(strong)
  })
})

describe('tables of data stay tables, tables of layout do not', () => {
  it('a row of single lines is one line, joined by tabs, with the column of each cell', () => {
    const shown = part('<table><tr><th>Id</th><th>Impact</th></tr><tr><td>IC-1</td><td>Outage</td></tr></table>')
    expect(shown.lines.map((l) => l.text)).toEqual(['Id\tImpact', 'IC-1\tOutage'])
    expect(shown.tables[0]?.rows[1]?.map((c) => c.place)).toEqual([
      { part: 'html', line: 2, column: 1 },
      { part: 'html', line: 2, column: 6 },
    ])
  })

  it('nested layout tables flatten down to the data', () => {
    const html =
      '<table><tr><td><table><tr><td><p>Hello</p></td></tr><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table></td></tr></table>'
    expect(lines(html)).toEqual(['Hello', 'a\tb'])
    expect(tables(html)).toEqual([[['a', 'b']]])
  })

  it('a cell of several lines joins them in the table', () => {
    const html = '<table><tr><td>Site</td><td>Street 1<br>Town</td></tr></table>'
    expect(tables(html)).toEqual([[['Site', 'Street 1\nTown']]])
    expect(lines(html)).toEqual(['Site\tStreet 1', 'Town'])
  })

  it('a cell over several rows stands in each, so that columns stay columns', () => {
    const html = '<table><tr><td rowspan=2>A</td><td>1</td></tr><tr><td>2</td></tr></table>'
    expect(tables(html)).toEqual([
      [
        ['A', '1'],
        ['A', '2'],
      ],
    ])
    expect(lines(html)).toEqual(['A\t1', '2'])
  })

  it('rows without end tags are rows', () => {
    expect(tables('<table><tr><td>a<td>b<tr><td>c<td>d</table>')).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ])
  })

  it('columns of prose are read one after the other', () => {
    const html = '<table><tr><td>a<br>b<br>c</td><td>d<br>e</td></tr></table>'
    expect(lines(html)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

describe('a picture is shown by its alternative text', () => {
  it.each([
    ['<p><img alt="Work cancelled"></p><p>a</p>', ['[Work cancelled]', '', 'a']],
    ['a <img alt="Work cancelled"> b<br>c', ['a b', '[Work cancelled]', 'c']],
    ['<table><tr><td><img alt="Work cancelled"></td></tr><tr><td>a</td></tr></table>', ['[Work cancelled]', 'a']],
    ['<div hidden><img alt="Work cancelled"></div>a', ['a']],
  ])('%s', (html, expected) => {
    expect(lines(html)).toEqual(expected)
  })

  it.each(['', 'ok', '»»»»»', 'top-image.png', 'Acme logo', 'LinkedIn', 'https://img.example/1', 'acme-facebook'])(
    'which is left out where it says nothing: %s',
    (alt) => {
      expect(lines(`a <img alt="${alt}"><br>b`)).toEqual(['a', 'b'])
    },
  )

  it('it is no cell, no value and no column', () => {
    const html =
      '<table><tr><td>Start</td><td>10:00</td></tr><tr><td colspan=2><img alt="Work cancelled"></td></tr><tr><td><img alt="A clock"></td><td>End</td><td>12:00</td></tr></table>'
    expect(lines(html)).toEqual(['Start\t10:00', '[Work cancelled]', '[A clock]', 'End\t12:00'])
    expect(part(html).fields.map((f) => [f.label.text, f.value.map((v) => v.text)])).toEqual([
      ['Start', ['10:00']],
      ['End', ['12:00']],
    ])
    expect(part('<p>Reason: <img alt="Work cancelled"></p>').fields[0]?.value).toEqual([])
  })
})

describe('HTML never costs more than its length', () => {
  it.each([
    ['nested blocks', `${'<div>'.repeat(3000)}deep${'</div>'.repeat(3000)}`, 'deep'],
    ['nested tables', `${'<table><tr><td>'.repeat(500)}deep`, 'deep'],
  ])('%s are read', (_, html, expected) => {
    expect(lines(html)).toContain(expected)
  })

  it('elements nested beyond the bound are cut and said to be', () => {
    expect(readHtml(`<p>first</p>${'<div>'.repeat(limits.htmlDepth * 5)}`).cut).toBe(true)
  })

  it('wide cells over many rows do not multiply', () => {
    const html = `<table>${`<tr>${'<td rowspan=60000>a'.repeat(3)}`.repeat(2000)}</table>`
    const cells = tables(html)[0]?.reduce((sum, row) => sum + row.length, 0) ?? 0
    expect(cells).toBeLessThan(2000 * 70)
  })

  it('any bytes give lines without line breaks, and places that count up', () => {
    const bit = fc.constantFrom(
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '</table>',
      '<b>',
      '</b>',
      '<br>',
      '<p>',
      'a: b',
      '<s>',
      '</s>',
      '&nbsp;',
      '<!--',
      '-->',
      '<dt>',
      '<dd>',
      '<img alt="Some picture">',
      ' x ',
    )
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 60 }), (bits) => {
        const shown = part(bits.join(''))
        shown.lines.forEach((line, i) => {
          expect(line.text).not.toMatch(/[\r\n]/)
          expect(line.text).toBe(line.text.trim())
          expect(line.place.line).toBe(i + 1)
        })
        for (const cell of shown.tables.flatMap((t) => t.rows.flat())) {
          if (cell.text === '') continue
          const line = shown.lines[cell.place.line - 1]?.text ?? ''
          expect(line.slice(cell.place.column - 1).startsWith(cell.text.split('\n')[0] ?? '')).toBe(true)
        }
        for (const field of shown.fields) {
          for (const piece of [field.label, ...field.value]) {
            const line = shown.lines[piece.place.line - 1]?.text ?? ''
            expect(line.slice(piece.place.column - 1).startsWith(piece.text)).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

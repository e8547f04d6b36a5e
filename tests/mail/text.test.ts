import { describe, expect, it } from 'vitest'
import type { DocumentPart } from '../../src/mail/document.ts'
import { finishPart } from '../../src/mail/shown.ts'
import { readText } from '../../src/mail/text.ts'

const part = (text: string): DocumentPart => finishPart('text', 'text', readText(text).sketch)
const lines = (text: string): string[] => part(text).lines.map((l) => l.text)
const tables = (text: string): string[][][] => part(text).tables.map((t) => t.rows.map((r) => r.map((c) => c.text)))

describe('lines of text', () => {
  it.each([
    ['keep their empty lines', 'a\n\nb', ['a', '', 'b']],
    ['lose empty lines at both ends', '\n\na\n\n', ['a']],
    ['fold blanks', '  a   b\u00a0 c', ['a b c']],
    ['keep a tab between cells', 'a\tb', ['a\tb']],
    ['end in any line break', 'a\r\nb\rc', ['a', 'b', 'c']],
    ['lose the marks of a quoted mail', '> a\n>> b\n> > c\n>\n> d', ['a', 'b', 'c', '', 'd']],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected)
  })

  it.each([
    ['*Heading*', true],
    ['Heading\n-------', true],
    ['Heading', false],
    ['*a* and *b*', false],
  ])('%j: the first line is strong: %s', (text, strong) => {
    expect(part(text).lines[0]?.strong).toBe(strong)
  })
})

describe('tables in text', () => {
  const expected = [
    [
      ['Circuit Id', 'Impact'],
      ['IC-1', 'Outage'],
      ['IC-2', 'At risk'],
    ],
  ]
  it.each([
    ['tabs', 'Circuit Id\tImpact\nIC-1\tOutage\nIC-2\tAt risk'],
    ['blanks', 'Circuit Id   Impact\nIC-1         Outage\nIC-2         At risk'],
    ['blanks and a rule', 'Circuit Id   Impact\n----------   -------\nIC-1         Outage\nIC-2         At risk'],
    ['bars', 'Circuit Id | Impact\nIC-1 | Outage\nIC-2 | At risk'],
    ['Markdown', '| Circuit Id | Impact |\n|---|---|\n| IC-1 | Outage |\n| IC-2 | At risk |'],
    [
      'a box',
      '+------------+---------+\n| Circuit Id | Impact  |\n+------------+---------+\n| IC-1       | Outage  |\n| IC-2       | At risk |\n+------------+---------+',
    ],
  ])('are found by %s', (_, text) => {
    expect(tables(`Hello\n\n${text}\n\nRegards`)).toEqual(expected)
    expect(lines(text)).toEqual(['Circuit Id\tImpact', 'IC-1\tOutage', 'IC-2\tAt risk'])
  })

  it('an empty cell keeps its column', () => {
    expect(tables('Id      Site      Impact\nIC-1              Outage\nIC-2    Berlin    None')).toEqual([
      [
        ['Id', 'Site', 'Impact'],
        ['IC-1', '', 'Outage'],
        ['IC-2', 'Berlin', 'None'],
      ],
    ])
  })

  it('two blanks after a full stop are no column', () => {
    expect(tables('We will work.  It takes long.\nPlease be calm.  It will end.')).toEqual([])
  })

  it('one line alone is no table', () => {
    expect(tables('Home | Contact | Unsubscribe')).toEqual([])
  })
})

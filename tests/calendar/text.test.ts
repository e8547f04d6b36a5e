import { describe, expect, it } from 'vitest'
import { escapeHtml, oneLine, plainText, shorten } from '../../src/calendar/text.ts'

describe('escaping', () => {
  it('takes every character that HTML acts on', () => {
    expect(escapeHtml(`<a href="x" id='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    )
  })

  it('is undone by plain text', () => {
    const text = `<b>"it's" & more</b>`
    expect(plainText(escapeHtml(text))).toBe(text)
  })
})

describe('plain text', () => {
  it.each([
    ['a<br>b<br/>c<BR />d', 'a\nb\nc\nd'],
    ['<p>a</p><div>b</div><li>c</li><h2>d</h2>', 'a\nb\nc\nd\n'],
    ['<a href="https://example.org">x</a> < y', 'x < y'],
    ['a&nbsp;b&#160;c&apos;d&mdash;e&ndash;f&#39;g&QUOT;h', `a b c'd—e–f'g"h`],
    ['&unknown; &amp', '&unknown; &amp'],
  ])('of %j is %j', (html, text) => {
    expect(plainText(html)).toBe(text)
  })
})

describe('one line', () => {
  it.each([
    ['control characters', 'a\u0000b\u001bc\u009bd', 'a b c d'],
    ['line ends', 'a\r\nb\u2028c\u2029d\u0085e', 'a b c d e'],
    ['overrides and isolates of direction', 'a\u202eb\u2066c\u200fd', 'a b c d'],
    ['characters without width', 'a\u200bb\ufeffc\u00add', 'a b c d'],
    ['white space', '  a \t b  ', 'a b'],
  ])('has no %s', (_, text, line) => {
    expect(oneLine(text, 100)).toBe(line)
  })

  it('is cut to its length, also where much of it was folded', () => {
    expect(oneLine('x'.repeat(101), 100)).toBe(`${'x'.repeat(99)}…`)
    expect(oneLine(`${' '.repeat(400)}a`, 100)).toBe('a')
    expect(oneLine('x'.repeat(1_000_000), 100)).toHaveLength(100)
  })

  it('is made of the first part of a long text only, so that its cost is bounded', () => {
    expect(oneLine(`a${' '.repeat(498)}b`, 100)).toBe('a b')
    expect(oneLine(`a${' '.repeat(499)}b`, 100)).toBe('a')
  })
})

describe('a cut text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, '…'],
    ['ab😀d', 4, 'ab…'],
    ['ab😀de', 5, 'ab😀…'],
    ['😀😀', 4, '😀😀'],
  ])('%j within %i is %j', (text, max, cut) => {
    expect(shorten(text, max)).toBe(cut)
  })
})

import { describe, expect, it } from 'vitest'
import { tokensOf } from '../../src/review/harmless-html.ts'

const shown = (html: string): string =>
  tokensOf(html)
    .tokens.map((token) => ('markup' in token ? token.markup : `[${token.text}]`))
    .join('')

describe('of a mail’s elements', () => {
  it.each(
    (
      'p div span b strong i em u s del strike ins small big sub sup font center blockquote pre code tt kbd samp ' +
      'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption colgroup address section article'
    )
      .split(' ')
      .map((name) => [name]),
  )('<%s> stays', (name) => {
    expect(shown(`<${name}>x</${name}>`)).toBe(`<${name}>[x]</${name}>`)
  })

  it.each([['br'], ['hr'], ['col']])('<%s> stays, and holds nothing', (name) => {
    expect(shown(`a<${name}>b</${name}>`).replace('<br>[', '[')).toContain(name === 'br' ? '[b]' : `[a]<${name}>[b]`)
    expect(shown(`<${name}>`)).toBe(`<${name}>`)
  })

  it.each(
    'script style title template noscript noframes iframe object applet svg math xml head select textarea audio video canvas'
      .split(' ')
      .map((name) => [name]),
  )('<%s> goes, with what is in it', (name) => {
    expect(shown(`<p>a</p><${name} src=x onload=y>evil</${name}><p>b</p>`)).toBe('<p>[a]</p><p>[b]</p>')
  })

  it.each([['frame'], ['embed']])('<%s>, which holds nothing, goes', (name) => {
    expect(shown(`<p>a<${name} src=x onload=y>b</p>`)).toBe('<p>[ab]</p>')
  })

  it.each([['form'], ['input'], ['button'], ['link'], ['meta'], ['base'], ['marquee'], ['o:p'], ['x-a']])(
    '<%s> goes, its words stay',
    (name) => {
      expect(shown(`<${name} href=x action=y>a</${name}>`)).toBe('[a]')
    },
  )

  it('what is in one that goes does not come back with the end of another', () => {
    expect(shown('<svg><script>a</script>b</svg>c')).toBe('[c]')
    expect(shown('<svg><p>a</p></svg><p>b</p>')).toBe('<p>[b]</p>')
    expect(shown('</svg></svg><svg>a</svg>b')).toBe('[b]')
    expect(shown('<div>a<svg><div>x</div></svg>b</div>')).toBe('<div>[ab]</div>')
    expect(shown('<div>a<select><div>x</div></select>b</div>')).toBe('<div>[ab]</div>')
    expect(shown('<div>a<svg><div>x')).toBe('<div>[a]</div>')
    expect(shown('<object><object>a</object>b</object>c')).toBe('[c]')
  })

  it('an end without a beginning is none, and a beginning without an end gets one', () => {
    expect(shown('</b>a</i>')).toBe('[a]')
    expect(shown('<b><i>a')).toBe('<b><i>[a]</i></b>')
    expect(shown('<a>a')).toBe('<span class="link">[a]</span>')
    expect(shown('<div><b>a</div>b')).toMatch(/^<div><b>\[a\]<\/b><\/div>\[b\]$/)
  })

  it('words are joined, whatever entities and comments cut them', () => {
    expect(tokensOf('a&amp;b<!-- x -->c').tokens).toEqual([{ text: 'a&bc' }])
    expect(tokensOf('').tokens).toEqual([])
    expect(tokensOf('a<b></b>c').tokens.map((t) => ('text' in t ? t.text : t.markup))).toEqual([
      'a',
      '<b>',
      '</b>',
      'c',
    ])
  })
})

describe('of attributes', () => {
  it.each(
    'align valign width height bgcolor color size face border cellpadding cellspacing colspan rowspan dir lang start type'
      .split(' ')
      .map((name) => [name]),
  )('%s stays', (name) => {
    expect(shown(`<td ${name}="a1">`)).toBe(`<td ${name}="a1"></td>`)
  })

  it.each([
    ['onclick'],
    ['id'],
    ['class'],
    ['href'],
    ['src'],
    ['background'],
    ['srcdoc'],
    ['title'],
    ['name'],
    ['xalign'],
  ])('%s goes', (name) => {
    expect(shown(`<td ${name}="a1">`)).toBe('<td></td>')
  })

  it.each([
    ['#0a-b', true],
    ['10%', true],
    ['a b,c.d', true],
    ['x'.repeat(60), true],
    ['x'.repeat(61), false],
    ['', false],
    ['a&quot;b', false],
    ['javascript:x', false],
    ['a(b)', false],
    ['a;b', false],
    ['a&lt;b', false],
  ])('the value %s stays: %s', (value, stays) => {
    expect(shown(`<td width="${value}">`)).toBe(stays ? `<td width="${value}"></td>` : '<td></td>')
  })

  it('several stay in order, with a style', () => {
    expect(shown('<td width=1 onclick=x style="color: red" height=2>')).toBe(
      '<td width="1" style="color:red" height="2"></td>',
    )
  })
})

describe('of a style', () => {
  const style = (text: string): string => /style="([^"]*)"/.exec(shown(`<p style="${text}">`))?.[1] ?? ''

  it.each(
    (
      'color background-color font-size font-weight font-style font-family text-align text-decoration text-transform ' +
      'vertical-align white-space line-height width max-width border border-top border-bottom border-left border-right ' +
      'border-collapse border-color border-width border-style padding padding-top padding-bottom padding-left ' +
      'padding-right margin margin-top margin-bottom margin-left margin-right list-style-type display'
    )
      .split(' ')
      .map((name) => [name]),
  )('%s stays', (name) => {
    expect(style(`${name}: x1`)).toBe(`${name}:x1`)
  })

  it.each([
    ['position:fixed'],
    ['background:red'],
    ['background-image:x'],
    ['float:left'],
    ['z-index:9'],
    ['content:x'],
    ['color:url(x)'],
    ['color:expression(alert(1))'],
    ['color:rgb(1,2,3)url(x)'],
    ['color:r\\67b(1)'],
    ['color:a:b'],
    ['color:@import'],
    [`color:${'x'.repeat(121)}`],
    [''],
  ])('%s goes', (text) => {
    expect(shown(`<p style="${text}">`)).toBe('<p></p>')
  })

  it.each([
    ['COLOR : Red ; ; font-size:12px', 'color:Red;font-size:12px'],
    ['color:rgb(1, 2, 3)', 'color:rgb(1, 2, 3)'],
    ['color:rgba(1,2,3,.5) rgb(1%,2,3)', 'color:rgba(1,2,3,.5) rgb(1%,2,3)'],
    ["font-family:'A B', serif", 'font-family:&#39;A B&#39;, serif'],
    ['width:10% !important', 'width:10% !important'],
    [`color:${'x'.repeat(120)}`, `color:${'x'.repeat(120)}`],
    [`color: ${'x'.repeat(120)} `, `color:${'x'.repeat(120)}`],
    ['position:fixed;color:red', 'color:red'],
  ])('%s is %s', (text, kept) => {
    expect(style(text)).toBe(kept)
  })

  it('is read to two thousand characters', () => {
    expect(style(`${'x:y;'.repeat(496)}color:red`)).toBe('color:red')
    expect(style(`${'x:y;'.repeat(500)}color:red`)).toBe('')
  })
})

describe('links and pictures', () => {
  it.each([
    [
      '<a href="https://example.org/?a&quot;b">x</a>',
      '<span class="link" title="https://example.org/?a&quot;b">[x]</span>',
    ],
    ['<a href="javascript:x">x</a>', '<span class="link" title="javascript:x">[x]</span>'],
    ['<a name=x>x</a>', '<span class="link">[x]</span>'],
    [
      '<a href="https://evil.example">https://bank.example</a>',
      '<span class="link" title="https://evil.example">[https://bank.example]</span>',
    ],
    [`<a href="${'x'.repeat(600)}">x</a>`, `<span class="link" title="${'x'.repeat(500)}">[x]</span>`],
    ['<img src=https://example.org/x.png>', '<span class="image">image</span>'],
    ['<img alt="">', '<span class="image">image</span>'],
    ['<img alt="a &lt;b">', '<span class="image">image: a &lt;b</span>'],
    [`<img alt="${'x'.repeat(300)}">`, `<span class="image">image: ${'x'.repeat(200)}</span>`],
  ])('%s is told in words', (html, words) => {
    expect(shown(html)).toBe(words)
  })
})

describe('a mail’s HTML costs no more than', () => {
  it('two million characters', () => {
    const long = `${'x'.repeat(2_000_000)}${' '.repeat(20_000)}the end`
    expect(tokensOf('x'.repeat(2_000_000)).cut).toBe(false)
    expect(tokensOf('x'.repeat(16_384)).cut).toBe(false)
    expect(tokensOf(long).cut).toBe(true)
    expect(shown(long)).not.toContain('the end')
  })

  it('sixty thousand pieces', () => {
    const { tokens, cut } = tokensOf('<br>'.repeat(100_000))
    expect(cut).toBe(true)
    expect(tokens.length).toBeGreaterThanOrEqual(60_000)
    expect(tokens.length).toBeLessThan(70_000)
  })

  it('a hundred and twenty elements in one another; what is deeper is shown without its elements', () => {
    const nested = (depth: number) => `${'<div>'.repeat(depth)}x${'</div>'.repeat(depth)}<b>y</b>`
    const count = (html: string) => shown(html).split('<div>').length - 1
    expect(count(nested(120))).toBe(120)
    expect(count(nested(300))).toBe(120)
    for (const depth of [119, 120, 121, 300]) {
      expect(shown(nested(depth))).toMatch(/\[x\](?:<\/div>){1,120}<b>\[y\]<\/b>$/)
      expect(shown(nested(depth)).split('</div>')).toHaveLength(Math.min(depth, 120) + 1)
    }
  })

  it('and a line break or picture that deep is still no element that stays open', () => {
    const deep = '<div>'.repeat(120)
    expect(shown(`${deep}<br><hr>x${'</div>'.repeat(120)}<b>y</b>`)).toMatch(/\[x\](?:<\/div>){120}<b>\[y\]<\/b>$/)
    expect(shown(`${deep}<a>x</a>${'</div>'.repeat(120)}<b>y</b>`)).toMatch(/\[x\](?:<\/div>){120}<b>\[y\]<\/b>$/)
    expect(shown(`${deep}<img alt=z>${'</div>'.repeat(120)}`)).toContain('image: z')
    expect(shown(`${deep}<o:p>x</o:p>${'</div>'.repeat(120)}<b>y</b>`)).toMatch(/\[x\](?:<\/div>){120}<b>\[y\]<\/b>$/)
  })

  it.each([
    ['<o:p>x</o:p>y</div>z'],
    ['<br>xy</div>z'],
    ['<img alt=x>y</div>z'],
    ['<a>xy</a></div>z'],
    ['<p>xy</p></div>z'],
    ['<div>xy</div></div>z'],
    ['<svg><div>x</div></svg>xy</div>z'],
  ])('and what is deeper ends no element that is not: %s', (inner) => {
    // One element too deep; it ends before the z.
    expect(shown(`${'<div>'.repeat(121)}${inner}</div>b`).replaceAll('][', '')).toMatch(
      /y?z\]<\/div>\[b\](?:<\/div>){119}$/,
    )
  })

  it('five thousand elements that are too deep', () => {
    const { cut } = tokensOf(`${'<div>'.repeat(100_000)}x`)
    expect(cut).toBe(true)
    expect(tokensOf(`${'<div>'.repeat(4000)}x`).cut).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { cell, fenced, inline, titleText } from '../../src/alerts/remarkup.ts'

const zero = '\u200b'
/** One of each kind: a control, the line ends of Unicode, an override and an isolate of direction. */
const acting = ['\u0000', '\u001b', '\u007f', '\u009b', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069']

describe('a fenced text', () => {
  it('keeps its lines and indentation', () => {
    expect(fenced('a\n  b\r\n\tc\n')).toBe('```lang=text\na\n  b\n    c\n\n```')
  })

  it.each([
    ['`', '`'],
    ['a``b', `a\`${zero}\`b`],
    ['```\n@root', `\`${zero}\`${zero}\`\n@root`],
    ['`````', `\`${zero}\`${zero}\`${zero}\`${zero}\``],
  ])('%j cannot end it', (text, shown) => {
    expect(fenced(text)).toBe(`\`\`\`lang=text\n${shown}\n\`\`\``)
  })

  it('with a fence that a control character hides cannot end it', () => {
    expect(fenced('`\u0000`\u0000`')).toBe(`\`\`\`lang=text\n\`${zero}\`${zero}\`\n\`\`\``)
  })

  it.each(acting)('is without %j', (char) => {
    expect(fenced(`a${char}b${char}c`)).toBe('```lang=text\nabc\n```')
  })
})

describe('a text within a sentence', () => {
  it.each([
    ['dump.sh', '`dump.sh`'],
    ['a\n\t b', '`a b`'],
    [' a ', '`a`'],
    ['', '` `'],
    ['\u0000', '` `'],
    ['it`s {T1} ` @root', "`it's {T1} ' @root`"],
    ['a ## b ### c', `\`a #${zero}# b #${zero}## c\``],
  ])('%j is %j', (text, shown) => {
    expect(inline(text)).toBe(shown)
  })

  it.each(acting)('is without %j', (char) => {
    expect(inline(`a${char}b`)).toMatch(/^`a ?b`$/)
  })

  it('in a cell cannot end it', () => {
    expect(cell('a | b || `c`')).toBe("`a / b // 'c'`")
  })
})

describe('a title', () => {
  it.each(acting)('is without %j', (char) => {
    expect(titleText(`a${char}b`)).toMatch(/^a ?b$/)
  })

  it('is one line, cut where it is too long', () => {
    expect(titleText(' a\r\n\tb ')).toBe('a b')
    expect(titleText('abcdef', 6)).toBe('abcdef')
    expect(titleText('abcdefg', 6)).toBe('abcde…')
    expect(titleText('x'.repeat(200))).toBe('x'.repeat(200))
    expect(titleText('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`)
  })
})

import { describe, expect, it } from 'vitest'
import { htmlLayout, type Layout } from '../../src/mail/html-layout.ts'
import { limits } from '../../src/mail/limits.ts'
import { plainLine, type Sketch } from '../../src/mail/shown.ts'

const say = (layout: Layout, text: string) => layout.text(text, false, false, false)
const sayLines = (layout: Layout, count: number) => {
  for (let n = 0; n < count; n++) {
    say(layout, 'a')
    layout.breakLine()
  }
}
const texts = ({ lines }: Sketch) => lines.map(({ text }) => text)
const cellsOf = ({ tables }: Sketch) =>
  tables.map((rows) => rows.map(({ cells }) => cells.map(({ lines }) => lines.map(({ text }) => text).join(' '))))

describe('lines laid out', () => {
  it('are full with the last line of the limit, and take no more', () => {
    const layout = htmlLayout()
    sayLines(layout, limits.lines - 1)
    expect(layout.full()).toBe(false)
    sayLines(layout, 1)
    expect(layout.full()).toBe(true)
    sayLines(layout, 10)
    expect(layout.finish().lines).toHaveLength(limits.lines)
  })

  it.each([
    ['none', 0],
    ['one', 1],
  ])('count a blank line between paragraphs, with %s left to take', (_, left) => {
    const layout = htmlLayout()
    sayLines(layout, limits.lines - left)
    layout.block(true)
    say(layout, 'b')
    layout.block(true)
    const { lines } = layout.finish()
    // A blank line at the end is no line.
    expect(lines).toHaveLength(limits.lines - left)
    expect(lines.at(-1)?.text).toBe('a')
  })

  it('take a hundred pictures for one line', () => {
    const layout = htmlLayout()
    for (let n = 0; n < 102; n++) layout.picture(plainLine(`picture ${n}`))
    say(layout, 'a')
    expect(texts(layout.finish())).toEqual(['a', ...Array.from({ length: 100 }, (_, n) => `picture ${n}`)])
  })
})

describe('a table that nobody opened', () => {
  it('has its words as lines, paragraphs as they are', () => {
    const layout = htmlLayout()
    layout.openRow()
    layout.openCell(1)
    say(layout, 'a')
    layout.block(true)
    layout.closeCell()
    say(layout, 'b')
    layout.block(true)
    layout.closeRow()
    say(layout, 'c')
    layout.closeTable()
    say(layout, 'd')
    expect(texts(layout.finish())).toEqual(['a', '', 'b', '', 'c', 'd'])
  })
})

describe('tables within tables', () => {
  /** What `inside` says, in as many tables as the limit lets be, and a last table of two cells behind it. */
  const innermost = (inside: (layout: Layout) => void): Sketch => {
    const layout = htmlLayout()
    for (let depth = 0; depth < limits.tableDepth; depth++) {
      layout.openTable()
      layout.openRow()
      layout.openCell(1)
    }
    inside(layout)
    for (let depth = 0; depth < limits.tableDepth; depth++) {
      layout.closeCell()
      layout.closeRow()
      layout.closeTable()
    }
    layout.openTable()
    layout.openRow()
    for (const word of ['behind', 'it']) {
      layout.openCell(1)
      say(layout, word)
      layout.closeCell()
    }
    layout.closeRow()
    layout.closeTable()
    return layout.finish()
  }

  it('have rows and cells down to the limit', () => {
    const sketch = innermost((layout) => {
      say(layout, 'a')
      layout.closeCell()
      say(layout, 'between cells')
      layout.openCell(1)
      say(layout, 'b')
      layout.closeRow()
      say(layout, 'between rows')
      layout.openRow()
      layout.openCell(1)
      say(layout, 'c')
      layout.closeCell()
      layout.openCell(1)
      say(layout, 'd')
    })
    expect(cellsOf(sketch)).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [['behind', 'it']],
    ])
    expect(texts(sketch)).toEqual(['between cells', 'between rows', 'a\tb', 'c\td', 'behind\tit'])
  })

  it('are lines of the cell that they stand in below it', () => {
    const sketch = innermost((layout) => {
      say(layout, 'a')
      layout.openTable()
      layout.openRow()
      layout.openCell(1)
      say(layout, 'b')
      layout.closeCell()
      say(layout, 'c')
      layout.openCell(1)
      say(layout, 'd')
      layout.closeCell()
      layout.closeRow()
      say(layout, 'e')
      layout.openRow()
      layout.closeTable()
      say(layout, 'f')
      layout.closeCell()
      layout.openCell(1)
      say(layout, 'second')
    })
    expect(cellsOf(sketch)).toEqual([[['a b c d e f', 'second']], [['behind', 'it']]])
  })
})

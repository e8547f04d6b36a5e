import { describe, expect, it } from 'vitest'
import { counted, plain, table, when } from '../../src/commands/table.ts'

describe('a table on a terminal', () => {
  it('has columns as wide as their widest cell, and no blanks at the ends of lines', () => {
    expect(
      table(
        ['id', 'state'],
        [
          ['a', 'new'],
          ['long id', ''],
        ],
        [],
      ),
    ).toBe(['id       state', '───────  ─────', 'a        new', 'long id', ''].join('\n'))
  })

  it('cuts a cell at the width of its column, or at 80, and shows that it did', () => {
    const word = 'w'.repeat(100)
    const [, , row = ''] = table(['a', 'b', 'c'], [['12345', '123456', word]], [5, 5]).split('\n')
    expect(row).toBe(`12345  1234…  ${'w'.repeat(79)}…`)
  })

  it('shows a run of characters that act as one blank, which widens no column', () => {
    expect(plain('a\u001b\u0007\u202e\u2028b')).toBe('a b')
    expect(table(['id'], [['a\u001b\u0007b']], []).split('\n')).toEqual(['id', '───', 'a b', ''])
  })
})

describe('words of a table', () => {
  it('tell when', () => {
    expect(when('2026-01-06T05:01:00Z')).toBe('Tue 2026-01-06 05:01')
    expect(when(null)).toBe('–')
    expect(when('soon')).toBe('–')
  })

  it('count', () =>
    expect([counted(1, 'mail'), counted(3, 'mail'), counted(0, 'mail')]).toEqual(['1 mail', '3 mails', '0 mails']))
})

import { describe, expect, it } from 'vitest'
import { limits } from '../../src/mail/limits.ts'
import { readCsv, readWorkbook, sheetPart } from '../../src/mail/sheets.ts'
import { workbook, workbookOf } from '../support/xlsx.ts'

const long = (rows: number): [string, string][] => Array.from({ length: rows }, (_, n) => [`A-${n}`, 'none'])

describe('a workbook', () => {
  it('gives the rows of each sheet as they are shown', async () => {
    const bytes = workbookOf({ Circuits: [['C-1', 7]], Times: [[{ date: 46_000 }, { date: 46_000.25 }]] })
    expect(await readWorkbook(bytes)).toEqual([
      { sheet: 'Circuits', rows: [['C-1', '7']] },
      { sheet: 'Times', rows: [['2025-12-09', '2025-12-09 06:00']] },
    ])
  })

  it('is read up to the limit of sheets', async () => {
    const sheets = Object.fromEntries(Array.from({ length: limits.sheets + 3 }, (_, n) => [`S${n}`, [['C-1']]]))
    const read = await readWorkbook(workbookOf(sheets))
    expect(read.map(({ sheet }) => sheet)).toEqual(Array.from({ length: limits.sheets }, (_, n) => `S${n}`))
  })

  it('is read up to the limit of rows', async () => {
    const [first] = await readWorkbook(workbook('S', long(limits.sheetRows + 5)))
    expect(first?.rows).toHaveLength(limits.sheetRows)
    expect(first?.rows.at(-1)).toEqual([`A-${limits.sheetRows - 1}`, 'none'])
  })

  it('is refused when it is larger than the limit of bytes, and not before', async () => {
    const bytes = workbook('S', [['C-1']])
    const padded = (size: number) => Buffer.concat([Buffer.alloc(size - bytes.length), bytes])
    await expect(readWorkbook(padded(limits.sheetBytes + 1))).rejects.toThrow('it is too large')
    await expect(readWorkbook(padded(limits.sheetBytes))).rejects.not.toThrow('it is too large')
  })
})

describe('rows as a part of a mail', () => {
  it('end at the limit, whoever read them', () => {
    expect(sheetPart('xlsx', 'list.xlsx', long(limits.sheetRows + 5)).lines).toHaveLength(limits.sheetRows)
  })

  it('give fields where they have two columns, and none where they have more', () => {
    expect(sheetPart('csv', 'a.csv', [['Start', '22:00']]).fields).toHaveLength(1)
    expect(sheetPart('csv', 'a.csv', [['Start', '22:00', 'UTC']]).fields).toEqual([])
  })
})

describe('a CSV', () => {
  it.each([
    ['comma', 'a,b\n1,2\n'],
    ['semicolon', 'a;b\n1;2\n'],
    ['tab', 'a\tb\n1\t2\n'],
    ['bar', 'a|b\n1|2\n'],
  ])('is cut at its own delimiter: %s', async (_, text) => {
    expect(await readCsv(Buffer.from(text), null)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it.each([
    ['with a mark of order', Buffer.from('\ufeffa,b\n', 'utf16le'), 'utf-16'],
    ['without, unsaid', Buffer.from('a,b\n', 'utf16le'), null],
  ])('in UTF-16 is read %s', async (_, bytes, charset) => {
    expect(await readCsv(bytes, charset)).toEqual([['a', 'b']])
  })
})

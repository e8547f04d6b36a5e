import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { limits } from '../../src/mail/limits.ts'
import type { Mail } from '../../src/mail/mail.ts'
import { readMail } from '../../src/mail/read.ts'
import { readText } from '../../src/mail/text.ts'
import { plainZip } from '../../src/mail/zip.ts'
import { workbook, zip } from '../support/xlsx.ts'

const head = 'From: noc@carrier.example\nDate: Wed, 2 Dec 2026 10:00:00 +0000\nSubject: Work\n'

const read = (...pieces: readonly (string | Buffer)[]): Promise<Mail> =>
  readMail(Buffer.concat(pieces.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : p))))

const codes = (mail: Mail): readonly string[] => [...new Set(mail.defects.map(({ code }) => code))]

interface File {
  readonly type: string
  readonly name: string
  readonly content: Buffer
}

const withFiles = (files: readonly File[]): Promise<Mail> =>
  read(
    `${head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n`,
    ...files.map(
      ({ type, name, content }) =>
        `--b\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${content.toString('base64')}\n`,
    ),
    '--b--\n',
  )

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const book = (content: Buffer): Promise<Mail> => withFiles([{ type: sheetType, name: 'list.xlsx', content }])

/** One packed file whose directory states another size than it has. */
const lyingZip = (name: string, content: Buffer, stated: number): Buffer => {
  const packed = deflateRawSync(content)
  const path = Buffer.from(name)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(stated, 18)
  fields.writeUInt16LE(path.length, 22)
  const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, path, packed])
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, Buffer.alloc(14), path])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(file.length, 16)
  return Buffer.concat([file, entry, end])
}

describe('a mail costs no more than the table of limits says', () => {
  it('reads only the header of a message beyond the limit of bytes', async () => {
    const mail = await read(`${head}\nStart: now\n`, Buffer.alloc(limits.messageBytes, 'a'))
    expect(codes(mail)).toEqual(['too-large'])
    expect(mail.subject).toBe('Work')
    expect(mail.document.parts.map(({ kind }) => kind)).toEqual(['subject'])
  })

  it.each([
    ['bytes', `X-Long: ${'a'.repeat(limits.headerBytes)}\n`],
    ['lines', 'X-Many: a\n'.repeat(limits.headerLines)],
  ])('cuts a header of too many %s, and says so', async (_, more) => {
    const mail = await read(`${head}${more}X-Last: here\n\nhello\n`)
    expect(codes(mail)).toContain('limit')
    expect(mail.subject).toBe('Work')
    expect(mail.headers.has('x-last')).toBe(false)
  })

  it('takes what is left of a header of too many lines for no text, and text without a header for nothing else', async () => {
    const long = await read(`${head}${'X-Many: a\n'.repeat(limits.headerLines)}X-Last: here\n\nhello\n`)
    expect(JSON.stringify(long.document)).toContain('hello')
    expect(JSON.stringify(long.document)).not.toContain('X-')
    const bare = await read('a line of words\n'.repeat(limits.headerLines + 10))
    expect(JSON.stringify(bare.document)).toContain('a line of words')
  })

  it('reads the first parts of very many', async () => {
    const part = (n: number) => `--b\nContent-Type: text/plain\n\npart ${n}\n`
    const parts = Array.from({ length: limits.parts * 3 }, (_, n) => part(n)).join('')
    const mail = await read(`${head}Content-Type: multipart/mixed; boundary=b\n\n${parts}--b--\n`)
    expect(codes(mail)).toContain('limit')
    expect(JSON.stringify(mail.document)).toContain('part 0')
    expect(JSON.stringify(mail.document)).not.toContain(`part ${limits.parts * 2}`)
  })

  it('reads the first of very many attached files, and says so', async () => {
    const picture: File = { type: 'image/png', name: 'a.png', content: Buffer.from('picture') }
    const text: File = { type: 'text/plain', name: 'end.txt', content: Buffer.from('the very end') }
    const pictures = Array(limits.parts - 1).fill(picture)
    const all = await withFiles([...pictures, text])
    expect(codes(all)).toEqual([])
    expect(JSON.stringify(all.document)).toContain('the very end')
    const more = await withFiles([...pictures, picture, text])
    expect(codes(more)).toEqual(['limit'])
    expect(more.attachments).toHaveLength(limits.parts)
    expect(JSON.stringify(more.document)).not.toContain('the very end')
  })

  it('reads messages within messages only so deep', async () => {
    const message = (depth: number): string =>
      depth === 0
        ? `Subject: innermost\n\ninnermost\n`
        : `${head}Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\nContent-Type: text/plain\n\nlevel ${depth}\n--b${depth}\nContent-Type: message/rfc822\n\n${message(depth - 1)}\n--b${depth}--\n`
    expect(codes(await read(message(limits.nesting)))).toEqual([])
    expect(codes(await read(message(limits.nesting + 1)))).toContain('limit')
    const deeper = await read(message(limits.nesting + 2))
    expect(codes(deeper)).toContain('limit')
    expect(JSON.stringify(deeper.document)).not.toContain('innermost')
  })

  const words = 'words '.repeat(300)
  it.each([
    ['text in many lines', 'text/plain', 'a line of words\n'],
    ['text in long lines', 'text/plain', `${words}\n`],
    ['HTML in many lines', 'text/html', '<p>a line of words</p>\n'],
    ['HTML in long lines', 'text/html', `<p>${words}</p>\n`],
  ])('cuts a part of too much %s, and says so', async (_, type, line) => {
    const long = line.repeat(Math.ceil(limits.textLength / line.length) + 10)
    const mail = await read(`${head}Content-Type: ${type}\n\n${long}the very end\n`)
    expect(codes(mail)).toContain('limit')
    expect(mail.document.parts.every(({ lines }) => lines.length <= limits.lines)).toBe(true)
    expect(JSON.stringify(mail.document)).not.toContain('the very end')
  })

  it('reads text up to the very line and letter of its limits, and says so beyond', () => {
    const lines = (count: number) => Array(count).fill('a').join('\n')
    expect(readText(lines(limits.lines)).cut).toBe(false)
    expect(readText(lines(limits.lines + 1)).cut).toBe(true)
    expect(readText(lines(limits.lines + 1)).sketch.lines.length).toBeLessThanOrEqual(limits.lines)
    expect(readText('a '.repeat(limits.textLength / 2)).cut).toBe(false)
    expect(readText(`${'a '.repeat(limits.textLength / 2)}a`).cut).toBe(true)
  })

  it('reads HTML only so deep', async () => {
    const mail = await read(
      `${head}Content-Type: text/html\n\n<p>first</p>${'<div>'.repeat(limits.htmlDepth * 4)}the very end\n`,
    )
    expect(codes(mail)).toContain('limit')
    expect(JSON.stringify(mail.document)).toContain('first')
    expect(JSON.stringify(mail.document)).not.toContain('the very end')
  })

  it('shows tables in too many tables as plain text', async () => {
    const depth = limits.tableDepth * 3
    const mail = await read(
      `${head}Content-Type: text/html\n\n${'<table><tr><td>'.repeat(depth)}core${'</td></tr></table>'.repeat(depth)}\n`,
    )
    expect(JSON.stringify(mail.document)).toContain('core')
  })

  it('knows the tables in a table down to a depth, and none below', async () => {
    const nested = (depth: number): string =>
      `<table><tr><td>a ${depth}</td><td>b ${depth}</td></tr><tr><td>c</td><td>${depth === 0 ? 'd' : nested(depth - 1)}</td></tr></table>`
    const tablesIn = async (depth: number) =>
      (await read(`${head}Content-Type: text/html\n\n${nested(depth)}\n`)).document.parts.flatMap((p) => p.tables)
        .length
    expect(await tablesIn(limits.tableDepth - 1)).toBe(limits.tableDepth)
    expect(await tablesIn(limits.tableDepth * 2)).toBe(limits.tableDepth)
  })

  it('reads the first sheets of many, and the first rows of each', async () => {
    const csv = (n: number): File => ({
      type: 'text/csv',
      name: `${n}.csv`,
      content: Buffer.from('id,impact\nA-1,none\n'),
    })
    const mail = await withFiles(Array.from({ length: limits.sheets + 3 }, (_, n) => csv(n)))
    expect(codes(mail)).toEqual(['limit'])
    expect(mail.document.parts.filter(({ kind }) => kind === 'csv')).toHaveLength(limits.sheets)
    const rows = 'A-1,none\n'.repeat(limits.sheetRows + 50)
    const long = await withFiles([{ type: 'text/csv', name: 'long.csv', content: Buffer.from(rows) }])
    expect(long.document.parts.find(({ kind }) => kind === 'csv')?.lines).toHaveLength(limits.sheetRows)
  })

  it('leaves a workbook of too many bytes unread', async () => {
    const mail = await book(Buffer.concat([workbook('S', [['a', 1]]), Buffer.alloc(limits.sheetBytes)]))
    expect(codes(mail)).toEqual(['attachment-unreadable'])
  })

  it.each([
    ['says so', limits.sheetUnpackedBytes + 1],
    ['says that it is small', 10],
  ])('leaves a workbook unread that unpacks to too much and %s', async (_, stated) => {
    const bomb = lyingZip('xl/worksheets/sheet1.xml', Buffer.alloc(limits.sheetUnpackedBytes + 1, ' '), stated)
    expect(bomb.length).toBeLessThan(100_000)
    const mail = await book(bomb)
    expect(codes(mail)).toEqual(['attachment-unreadable'])
    expect(mail.defects[0]?.detail).toContain('too large')
  })

  it('hands on what was counted, and nothing that the directory of a zip hides', () => {
    const open = zip({ 'xl/a.xml': '<a/>', 'media/b.png': 'picture' })
    const hidden = zip({ 'xl/hidden.xml': '<bomb/>' })
    // The offsets of a directory are absolute: the hidden file stands before it and is named by none.
    const at = open.lastIndexOf('PK\x05\x06')
    const directory = open.readUInt32LE(at + 16)
    const local = hidden.subarray(0, hidden.readUInt32LE(hidden.lastIndexOf('PK\x05\x06') + 16))
    const end = Buffer.from(open.subarray(at))
    end.writeUInt32LE(directory + local.length, 16)
    const both = Buffer.concat([open.subarray(0, directory), local, open.subarray(directory, at), end])
    const plain = plainZip(both, (name) => name.endsWith('.xml'), 1000).toString('latin1')
    expect(plain).toContain('<a/>')
    expect(plain).not.toContain('<bomb/>')
    expect(plain).not.toContain('picture')
  })

  it('reads as many calendars as the limit says, of the length that it says', async () => {
    const long = 'BEGIN:VCALENDAR\n'.padEnd(limits.calendarLength, 'A')
    const calendar: File = { type: 'text/calendar', name: 'a.ics', content: Buffer.from(long) }
    expect(codes(await withFiles([calendar]))).toEqual([])
  })

  it('reads the first calendars of very many, and none that is too long', async () => {
    const calendar = (n: number): File => ({
      type: 'text/calendar',
      name: `${n}.ics`,
      content: Buffer.from(`BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:${n}\nEND:VEVENT\nEND:VCALENDAR\n`),
    })
    const many = await withFiles(Array.from({ length: limits.calendars + 5 }, (_, n) => calendar(n)))
    expect(many.calendars).toHaveLength(limits.calendars)
    expect(codes(many)).toEqual(['limit'])
    const long = await withFiles([
      { type: 'text/calendar', name: 'long.ics', content: Buffer.alloc(limits.calendarLength + 1, 'A') },
    ])
    expect(long.calendars).toEqual([])
    expect(codes(long)).toEqual(['limit'])
  })
})

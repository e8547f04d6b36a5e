import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { plainZip } from '../../src/mail/zip.ts'
import { zip } from '../support/xlsx.ts'

interface Packed {
  readonly name: string
  readonly bytes: Buffer
  /** As both headers tell it; 0: as it is, 8: deflated. */
  readonly method: number
  readonly stated: number
  readonly flags?: number
  /** Bytes behind the name in the file's own header only. */
  readonly extra?: Buffer
}

const stored = (name: string, text: string): Packed => {
  const bytes = Buffer.from(text)
  return { name, bytes, method: 0, stated: bytes.length }
}
const deflated = (name: string, text: string): Packed => {
  const bytes = deflateRawSync(Buffer.from(text))
  return { name, bytes, method: 8, stated: Buffer.byteLength(text) }
}

const shared = ({ name, bytes, method, stated, flags = 0 }: Packed, extra: number): Buffer => {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(flags, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt32LE(bytes.length, 14)
  fields.writeUInt32LE(stated, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  fields.writeUInt16LE(extra, 24)
  return fields
}

/** A zip, with the offset of its directory. */
const packed = (files: readonly Packed[], comment = ''): { readonly bytes: Buffer; readonly directory: number } => {
  const bodies: Buffer[] = []
  const listed: Buffer[] = []
  let at = 0
  for (const file of files) {
    const extra = file.extra ?? Buffer.alloc(0)
    const body = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      shared(file, extra.length),
      Buffer.from(file.name),
      extra,
      file.bytes,
    ])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    listed.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared(file, 0), rest, Buffer.from(file.name))
    bodies.push(body)
    at += body.length
  }
  const list = Buffer.concat(listed)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  end.writeUInt16LE(comment.length, 20)
  return { bytes: Buffer.concat([...bodies, list, end, Buffer.from(comment)]), directory: at }
}

const plain = (files: readonly Packed[], most = 1000): Buffer => plainZip(packed(files).bytes, () => true, most)

/** The number at `field` of the directory's first entry, or of the file's own header. */
const spoilt = (file: Packed, where: 'directory' | 'own', field: number, value: number): Buffer => {
  const { bytes, directory } = packed([file])
  bytes.writeUInt32LE(value, (where === 'directory' ? directory : 0) + field)
  return bytes
}

describe('a zip is unpacked', () => {
  it.each([
    ['stored', stored],
    ['deflated', deflated],
  ])('into the same files without packing when they are %s', (_, how) => {
    expect(plain([how('a.xml', '<a/>'), how('b.xml', '<b/>')])).toEqual(zip({ 'a.xml': '<a/>', 'b.xml': '<b/>' }))
  })

  it('behind whatever stands after the name in a file’s own header', () => {
    const extra = Buffer.from('UT\x05\0xxxxx', 'latin1')
    expect(plain([{ ...stored('a.xml', '<a/>'), extra }, stored('b.xml', '<b/>')])).toEqual(
      zip({ 'a.xml': '<a/>', 'b.xml': '<b/>' }),
    )
  })

  it('past the comments and extra fields of its directory', () => {
    const { bytes, directory } = packed([stored('a.xml', '<a/>'), stored('b.xml', '<b/>')])
    const [extra, comment] = [Buffer.from('eeeee'), Buffer.from('ccc')]
    const second = directory + 46 + 5
    const longer = Buffer.concat([bytes.subarray(0, second), extra, comment, bytes.subarray(second)])
    longer.writeUInt16LE(extra.length, directory + 30)
    longer.writeUInt16LE(comment.length, directory + 32)
    expect(plainZip(longer, () => true, 1000)).toEqual(zip({ 'a.xml': '<a/>', 'b.xml': '<b/>' }))
  })

  it('with a comment at its end, by the last end mark of several', () => {
    const { bytes } = packed([stored('a.xml', 'PK\x05\x06 is no end')], 'a comment')
    expect(plainZip(bytes, () => true, 1000)).toEqual(zip({ 'a.xml': 'PK\x05\x06 is no end' }))
  })

  it('when it holds nothing', () => {
    expect(plain([])).toEqual(zip({}))
    expect(plain([], 0)).toEqual(zip({}))
  })

  it('with checksums of its own: those that came with it may be wrong', () => {
    const out = plain([deflated('a.xml', '<a/>')])
    expect(out.readUInt32LE(14)).toBe(crc32(Buffer.from('<a/>')))
  })
})

describe('a zip is unpacked to no more than was asked for', () => {
  it.each([
    ['stored', stored],
    ['deflated', deflated],
  ])('in one file that is %s', (_, how) => {
    const text = 'x'.repeat(500)
    expect(plain([how('a.xml', text)], 500).includes(text)).toBe(true)
    expect(() => plain([how('a.xml', text)], 499)).toThrow(/^it is too large$/)
    // What it says of its size is not believed.
    expect(() => plain([{ ...how('a.xml', text), stated: 1 }], 499)).toThrow(/^it is too large$/)
    expect(() => plain([{ ...how('a.xml', 'x'), stated: 500 }], 499)).toThrow(/^it is too large$/)
  })

  it('in all files together', () => {
    const files = [deflated('a.xml', 'x'.repeat(300)), deflated('b.xml', 'y'.repeat(300))]
    expect(plain(files, 600).length).toBeGreaterThan(600)
    expect(() => plain(files, 599)).toThrow(/^it is too large$/)
    expect(() => plain([deflated('a.xml', 'x'.repeat(600)), deflated('b.xml', 'yy')], 600)).toThrow(/^it is too large$/)
  })

  it('and to no more than 2,000 files', () => {
    const many = (count: number) => Array.from({ length: count }, () => stored('a', ''))
    expect(plain(many(2000)).lastIndexOf('PK\x05\x06')).toBeGreaterThan(0)
    expect(() => plain(many(2001))).toThrow(/^it is too large$/)
  })

  it('counting only the files that are wanted', () => {
    const files = [stored('picture.png', 'x'.repeat(5000)), stored('a.xml', '<a/>')]
    const out = plainZip(packed(files).bytes, (name) => name === 'a.xml', 10)
    expect(out).toEqual(zip({ 'a.xml': '<a/>' }))
  })
})

describe('a zip that cannot be read is refused in words', () => {
  const file = stored('a.xml', '<a/>')

  it.each([
    ['that is none', Buffer.from('no zip at all, but long enough for one'), 'it is not a zip file'],
    ['whose end is cut off', packed([file]).bytes.subarray(0, -1), 'it is not a zip file'],
    ['that is but an end mark', Buffer.from('PK\x05\x06'), 'it is not a zip file'],
    ['with a password', packed([{ ...file, flags: 1 }]).bytes, 'it has a password'],
    ['packed as nobody packs', packed([{ ...file, method: 12 }]).bytes, 'it is packed in a way that is not read'],
    ['whose packed bytes are none', packed([{ ...file, method: 8 }]).bytes, 'it is a damaged zip file'],
    ['without the mark of a directory', spoilt(file, 'directory', 0, 0x01010101), 'it is a damaged zip file'],
    ['without the mark of a file', spoilt(file, 'own', 0, 0x01010101), 'it is a damaged zip file'],
    ['whose file lies beyond its end', spoilt(file, 'directory', 42, 0x00ffffff), 'it is a damaged zip file'],
    ['whose file lies just before its end', spoilt(file, 'directory', 42, 100), 'it is a damaged zip file'],
  ])('%s', (_, bytes, words) => {
    const most = 1000
    expect(() => plainZip(bytes, () => true, most)).toThrow(new RegExp(`^${words}$`))
  })

  it('whose directory lies beyond its end', () => {
    const { bytes } = packed([file])
    for (const at of [bytes.length - 45, bytes.length, 0xffffffff]) {
      bytes.writeUInt32LE(at, bytes.length - 6)
      expect(() => plainZip(bytes, () => true, 1000)).toThrow(/^it is a damaged zip file$/)
    }
  })

  it('whose directory names more files than it lists', () => {
    const { bytes } = packed([file])
    bytes.writeUInt16LE(2, bytes.length - 12)
    expect(() => plainZip(bytes, () => true, 1000)).toThrow(/^it is a damaged zip file$/)
  })

  it('though the other bits of its flags are set, which say nothing of a password', () => {
    expect(plain([{ ...file, flags: 0xfffe & ~0x2040 }])).toEqual(zip({ 'a.xml': '<a/>' }))
  })
})

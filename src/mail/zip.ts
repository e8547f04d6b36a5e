import { crc32, inflateRawSync } from 'node:zlib'
import { limits } from './limits.ts'

interface Entry {
  readonly name: Buffer
  readonly content: Buffer
}

const endMark = 'PK\x05\x06'

/** Where an entry's bytes begin: behind its own header, whose names may be longer than the directory's. */
const dataAt = (bytes: Buffer, at: number): number => {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw new Error('it is a damaged zip file')
  return at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
}

const unpacked = (packed: Buffer, method: number, stated: number, most: number): Buffer => {
  if (stated > most) throw new Error('it is too large')
  if (method === 0 && packed.length <= most) return packed
  if (method === 0) throw new Error('it is too large')
  if (method !== 8) throw new Error('it is packed in a way that is not read')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    const tooLarge = error instanceof RangeError
    throw new Error(tooLarge ? 'it is too large' : 'it is a damaged zip file', { cause: error })
  }
}

/** The files of a zip that its directory names and `wanted` takes, unpacked; together at most `most` bytes, whatever it says of their sizes. */
const entriesOf = (bytes: Buffer, wanted: (name: string) => boolean, most: number): readonly Entry[] => {
  const end = bytes.lastIndexOf(endMark)
  if (end < 0 || end + 22 > bytes.length) throw new Error('it is not a zip file')
  const count = bytes.readUInt16LE(end + 10)
  if (count > limits.sheetFiles) throw new Error('it is too large')
  const out: Entry[] = []
  let left = most
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('it is a damaged zip file')
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
    const name = bytes.subarray(at + 46, at + 46 + (lengths[0] ?? 0))
    if (wanted(name.toString('latin1'))) {
      if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new Error('it has a password')
      const from = dataAt(bytes, bytes.readUInt32LE(at + 42))
      const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20))
      const content = unpacked(packed, bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 24), left)
      left -= content.length
      out.push({ name, content })
    }
    at += 46 + lengths.reduce((sum, length) => sum + length, 0)
  }
  return out
}

const fields = (size: number, put: (into: Buffer) => void): Buffer => {
  const into = Buffer.alloc(size)
  put(into)
  return into
}

/** What both headers of a stored file have in common, from `version needed` to the length of the name. */
const common = ({ name, content }: Entry): Buffer =>
  fields(26, (into) => {
    into.writeUInt16LE(20, 0)
    into.writeUInt32LE(crc32(content), 10)
    into.writeUInt32LE(content.length, 14)
    into.writeUInt32LE(content.length, 18)
    into.writeUInt16LE(name.length, 22)
  })

const word = (value: number): Buffer => fields(4, (into) => into.writeUInt32LE(value, 0))

/**
 * A zip of the same files, not packed, without anything that the directory does not name: what a reader of zips gets to
 * see is then no more than was counted here. Throws an error in words ("it is too large") on what is none or is too large.
 */
export const plainZip = (bytes: Buffer, wanted: (name: string) => boolean, most: number): Buffer => {
  const entries = entriesOf(bytes, wanted, most)
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const shared = common(entry)
    const file = Buffer.concat([word(0x04034b50), shared, entry.name, entry.content])
    const rest = fields(14, (into) => into.writeUInt32LE(at, 10))
    directory.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 0]), shared, rest, entry.name]))
    files.push(file)
    at += file.length
  }
  const list = Buffer.concat(directory)
  const end = fields(22, (into) => {
    into.write(endMark, 0, 'latin1')
    into.writeUInt16LE(entries.length, 8)
    into.writeUInt16LE(entries.length, 10)
    into.writeUInt32LE(list.length, 12)
    into.writeUInt32LE(at, 16)
  })
  return Buffer.concat([...files, list, end])
}

import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

const compressed = promisify<Uint8Array, object, Uint8Array>(brotliCompress)

/** The window is as large as the text: a larger one is only memory to be cleared, which costs more than the packing of a short one. */
const windowBits = (length: number): number => Math.min(22, Math.max(10, Math.ceil(Math.log2(length + 1))))

/** Room for the whole outcome, as a rule: each further piece is a call and a copy, and too large a piece is memory to be collected. */
const chunk = (length: number): number => Math.min(65_536, Math.max(1024, length))

const options = (length: number, quality: number) => ({
  chunkSize: chunk(length),
  params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: windowBits(length) },
})

/** Larger ones are packed beside this thread, and thoroughly. */
const smallBytes = 65_536

/**
 * Bytes of a mail, packed for the database. Quality 1 takes 23 µs where 4 takes 80 and leaves a tenth less; handing so little
 * to another thread would cost more than that.
 */
export const pack = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.length <= smallBytes
    ? brotliCompressSync(bytes, options(bytes.length, 1))
    : compressed(bytes, options(bytes.length, 4))

/** The bytes that were packed. */
export const unpack = (bytes: Uint8Array): Uint8Array =>
  brotliDecompressSync(bytes, { chunkSize: chunk(bytes.length * 4) })

/** Up to this, JSON is stored as it is: packing would save some hundred bytes and take as long as writing them does five times. */
const plainBytes = 2048

/** `{`. What Brotli packs cannot begin like that: it would be the mark of an empty text with something behind it. */
const brace = 0x7b

/** A JSON-safe value, packed if it is long; it is written and read far more often than a mail, so speed counts more. */
export const packJson = (value: unknown): Uint8Array => {
  const bytes = Buffer.from(JSON.stringify(value))
  return bytes.length <= plainBytes && bytes[0] === brace ? bytes : brotliCompressSync(bytes, options(bytes.length, 0))
}

/** What `packJson` made of a value elsewhere: in a thread. */
export interface Packed {
  readonly packed: Uint8Array
}

const textOf = (bytes: Uint8Array): string => {
  const { buffer, byteOffset, byteLength } = bytes[0] === brace ? bytes : unpack(bytes)
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8')
}

/** The value that `packJson` was given; the type is the caller's word for what this column holds. */
export const unpackJson = <T>(bytes: Uint8Array): T => JSON.parse(textOf(bytes))

/** Whether both are the same JSON, however each of them was packed. */
export const sameJson = (a: Uint8Array, b: Uint8Array): boolean =>
  Buffer.compare(a, b) === 0 || ((a[0] === brace) !== (b[0] === brace) && textOf(a) === textOf(b))

import { brotliCompressSync, constants } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, packJson, sameJson, unpack, unpackJson } from '../../src/store/pack.ts'

const brotli = (text: string, quality: number): Uint8Array =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
const long = { text: 'Ort: Köln. '.repeat(300) }

describe('JSON in the database', () => {
  it('is stored as it is when it is short, and packed when it is long', () => {
    expect(Buffer.from(packJson({ id: 'm1' })).toString()).toBe('{"id":"m1"}')
    expect(packJson(long).length).toBeLessThan(500)
    expect(unpackJson(packJson({ id: 'm1' }))).toEqual({ id: 'm1' })
    expect(unpackJson(packJson(long))).toEqual(long)
  })

  it('that is no object is packed, however short', () => {
    for (const value of [[], 7, 'text', null]) {
      expect(packJson(value)[0]).not.toBe(0x7b)
      expect(unpackJson(packJson(value))).toEqual(value)
    }
  })

  it('is read wherever it lies in a larger buffer', () => {
    const around = Buffer.from('xx{"id":"m1"}xx')
    expect(unpackJson(around.subarray(2, -2))).toEqual({ id: 'm1' })
  })

  it('comes back whatever it is, and is told apart from what is packed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 0, max: 6 }), (value, quality) => {
        const said = JSON.parse(JSON.stringify(value))
        expect(unpackJson(packJson(value))).toEqual(said)
        const packed = brotli(JSON.stringify(value), quality)
        expect(packed[0]).not.toBe(0x7b)
        expect(unpackJson(packed)).toEqual(said)
      }),
    )
  })

  it('is the same however it was packed', () => {
    const text = JSON.stringify({ id: 'm1' })
    expect(sameJson(packJson({ id: 'm1' }), brotli(text, 0))).toBe(true)
    expect(sameJson(packJson({ id: 'm1' }), packJson({ id: 'm1' }))).toBe(true)
    expect(sameJson(packJson({ id: 'm1' }), packJson({ id: 'm2' }))).toBe(false)
    expect(sameJson(packJson({ id: 'm2' }), brotli(text, 0))).toBe(false)
  })
})

describe('the bytes of a mail', () => {
  it.each([0, 1, 65_536, 65_537, 200_000])('come back, %i of them', async (length) => {
    const bytes = Buffer.from(Array.from({ length }, (_, n) => (n * n) % 251))
    expect(Buffer.compare(unpack(await pack(bytes)), bytes)).toBe(0)
  })
})

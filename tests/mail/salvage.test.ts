import { describe, expect, it } from 'vitest'
import { readHeader } from '../../src/mail/header.ts'
import { limits } from '../../src/mail/limits.ts'
import { salvageBody } from '../../src/mail/salvage.ts'

const salvaged = (text: string) => {
  const raw = Buffer.from(text, 'latin1')
  const { headers, bodyStart } = readHeader(raw)
  return salvageBody(headers, raw.subarray(bodyStart))
}
const part = (text: string, type = 'text/plain') => `Content-Type: ${type}\n\n${text}\n`
const multipart = (mark: string, parts: readonly string[], end = `--${mark}--\n`) =>
  `Content-Type: multipart/mixed; boundary=${mark}\n\n${parts.map((one) => `--${mark}\n${one}`).join('')}${end}`
const many = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n))

describe('a message that is taken apart by hand', () => {
  it.each([
    ['with a last line', '--b--\n'],
    ['that breaks off', ''],
    ['whose last line is no whole one', '--b'],
  ])('has its parts, also one %s', (_, end) => {
    const { texts, cut } = salvaged(multipart('b', [part('one'), part('two')], end))
    expect(texts.map(({ text }) => text)).toEqual(['one\n', 'two\n'])
    expect(cut).toBe(false)
  })

  it('has nothing before its first boundary or behind its last, and no boundary within a line', () => {
    const { texts } = salvaged(
      `Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n${part('see --b here')}--b--\n--b\n${part('behind')}`,
    )
    expect(texts.map(({ text }) => text)).toEqual(['see --b here\n'])
  })

  it('is one text where it has no parts', () => {
    expect(salvaged('Content-Type: multipart/mixed; boundary=b\n\nhello\n').texts).toEqual([
      { html: false, text: 'hello\n' },
    ])
  })

  it.each([
    ['texts', (n: number) => part(`text ${n}`)],
    ['files', (n: number) => part(`file ${n}`, 'image/png')],
    ['texts and files', (n: number) => part(`part ${n}`, n % 2 === 0 ? 'text/plain' : 'image/png')],
  ])('has as many %s as the limit of parts says, and says when there are more', (_, one) => {
    const all = salvaged(multipart('b', many(limits.parts, one)))
    expect(all.texts.length + all.files.length).toBe(limits.parts)
    expect(all.cut).toBe(false)
    const more = salvaged(multipart('b', many(limits.parts + 1, one)))
    expect(more.texts.length + more.files.length).toBe(limits.parts)
    expect(more.cut).toBe(true)
  })

  it('has no more parts for their being in many multiparts', () => {
    const inner = (n: number) =>
      multipart(
        `inner${n}.`,
        many(30, (m) => part(`text ${m}`)),
      )
    const { texts, cut } = salvaged(multipart('outer', many(30, inner)))
    expect(texts).toHaveLength(limits.parts)
    expect(cut).toBe(true)
  })

  it('is taken apart ten multiparts deep, and is text below', () => {
    const nested = (depth: number): string =>
      depth === 0 ? part('innermost') : multipart(`level${depth}.`, [nested(depth - 1)])
    expect(salvaged(nested(10)).texts).toEqual([{ html: false, text: 'innermost\n' }])
    const [deep] = salvaged(nested(11)).texts
    expect(deep?.text).toMatch(/^--level1\.\nContent-Type: text\/plain\n\ninnermost/)
  })
})

import { describe, expect, it } from 'vitest'
import { linkTo, workTitle } from '../../src/digest/words.ts'
import { work } from './facts.ts'

const longest = `https://a.example/${'x'.repeat(1000 - 'https://a.example/'.length)}`

describe('a link in the digest', () => {
  it.each([
    ['https', 'https://a.example/1'],
    ['http', 'http://a.example/1'],
    ['in capitals', 'HTTPS://A.EXAMPLE/1'],
    ['of 1,000 characters', longest],
  ])('is one to a web address: %s', (_, href) => {
    expect(linkTo('post', href)).toEqual([{ text: 'post', href }])
  })

  it.each([
    ['none', null],
    ['a script', 'javascript:alert(1)'],
    ['a script that names a web address', 'javascript:location="https://a.example"'],
    ['a web address behind a blank', ' https://a.example/'],
    ['two lines', 'https://a.example/\nBcc: x@y.example'],
    ['an address that ends its own tag', 'https://a.example/">x'],
    ['a bare name', 'a.example'],
    ['too long', `${longest}x`],
  ])('is none: %s', (_, href) => {
    expect(linkTo('post', href)).toEqual([])
  })
})

describe('the title of a work', () => {
  it('is one line of bounded length, whatever its vendor wrote', () => {
    const wild = work('a', {
      maintenanceIds: [`T\u202e1\n${'9'.repeat(90)}`],
      summary: `Fibre\u0007\r\nwork ${'x'.repeat(300)}`,
    })
    const title = workTitle(wild, 'Zayo')
    expect(title).toHaveLength(130)
    expect(title).toMatch(/^Zayo T 1 9{10,60}…?: Fibre work x+…$/)
  })
})

import { describe, expect, it } from 'vitest'
import { disguise } from '../../src/review/anonymise.ts'

const words = disguise({ ids: ['TTN-0009300417', 'C/77//ZYO'], names: ['Pat Person'], keptDomains: ['zayo.com'] })

describe('a disguise', () => {
  it.each([
    ['addresses of people', 'Write to pat@corp.example.com.', 'Write to person@example.org'],
    ['the name before the vendor’s domain', 'mr@mail.zayo.com', 'noc@mail.zayo.com'],
    ['links', 'see https://portal.zayo.com/t?id=9 now', 'see https://example.org/ now'],
    ['phone numbers', 'call +1 (303) 555-7788 or', 'call +1 555 0100 or'],
    ['network addresses', 'from 10.64.0.1 to 2620:0:861:101:1:2:3:4', 'from 192.0.2.1 to 2001:db8::1'],
    ['names in headers', 'as Pat Person said', 'as Example said'],
    ['greetings', 'Dear Dr Somebody,\nwe', 'Dear customer,\nwe'],
  ])('hides %s', (_, text, expected) => {
    expect(words.text(text)).toContain(expected)
  })

  it('gives an id one other id of its form, everywhere', () => {
    const other = words.id('TTN-0009300417')
    expect(other).toMatch(/^TTN-\d{10}$/)
    expect(other).not.toBe('TTN-0009300417')
    expect(words.text('Re: TTN-0009300417 (TTN-0009300417)')).toBe(`Re: ${other} (${other})`)
  })

  it('hides long numbers that nobody read as ids', () => {
    expect(words.text('customer 4471123, order WX990011')).not.toMatch(/4471123|990011/)
  })

  it.each([
    '2026-11-28 06:00',
    '20261128',
    '20261128T060000Z',
    'Nov 28 2026 06:00 GMT',
    '28.11.2026 06:00',
    '2026/11/28',
  ])('leaves %s as it is', (date) => {
    expect(words.text(date)).toBe(date)
  })
})

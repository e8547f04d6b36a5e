import { describe, expect, it } from 'vitest'
import { hideSecretsIn } from '../../src/alerts/secrets.ts'

const secret = 'Zx9hunterQ7'

describe('a word alone below a line that announces it is taken out', () => {
  it.each([
    [['pass:', secret]],
    [['apikey', secret]],
    [['api_key \t= \t', secret]],
    [['password is:', secret]],
    [['password \t:', secret]],
    [['password:', '=====', '', secret]],
    [['password:', `> "${secret}"`]],
    [['password:', '1234567x']],
  ])('%j', (lines) => {
    expect(hideSecretsIn(lines)).toEqual([...lines.slice(0, -1), '<secret>'])
  })
})

describe('but no line is taken out', () => {
  it.each([
    [['password was refused', secret]],
    [['password:', 'hello', secret]],
    [['password:', '=== x', secret]],
    [['password:', 'x ===', secret]],
    [['host1', '', secret]],
    [['password:', `see ${secret}`]],
    [['password:', `${secret} failed`]],
    [['password:', 'hunterhunter']],
    [['password:', '12345678']],
    [['password:', 'ab1']],
    [['password reset', 'web1 is down', 'disk12']],
    [['- BEGIN PRIVATE KEY', 'abc']],
    [['a Private-Lines: 1', 'abc']],
    [['<tls-version>', 'abc']],
  ])('of %j', (lines) => {
    expect(hideSecretsIn(lines)).toEqual(lines)
  })
})

describe('a block of key material ends only where its end stands', () => {
  it.each([
    ['-----BEGIN PRIVATE KEY-----', '- END PRIVATE KEY', '-----END PRIVATE KEY-----'],
    ['<tls-crypt-v2>', '<tls-x>', '</tls-crypt-v2>'],
    ['Private-Lines: 1', 'a Private-MAC: 12', 'Private-MAC: 12'],
    ['-----BEGIN PRIVATE KEY-----', '<tls-auth>', '-----END PRIVATE KEY-----'],
  ])('%s', (begin, within, end) => {
    expect(hideSecretsIn(['a', begin, within, 'hunterhunter', end, 'b'])).toEqual(['a', '<secret>', 'b'])
  })
})

describe('a digest of 32 characters or more is told as one', () => {
  it.each(['0', '9', 'a', 'f', 'A', 'F'])('of the character %s alone', (figure) => {
    expect(hideSecretsIn([figure.repeat(32)])).toEqual(['<hex>'])
    expect(hideSecretsIn([`id ${figure.repeat(33)}.`])).toEqual(['id <hex>.'])
    expect(hideSecretsIn([`id ${figure.repeat(31)}.`])).toEqual([`id ${figure.repeat(31)}.`])
  })

  it.each(['g', 'G', '@', ':', '/'])('not of %s', (sign) => {
    expect(hideSecretsIn([`id ${sign.repeat(33)}.`])).toEqual([`id ${sign.repeat(33)}.`])
  })
})

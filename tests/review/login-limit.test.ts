import { describe, expect, it } from 'vitest'
import { loginLimit } from '../../src/review/login-limit.ts'

const minutes = 60_000
const at = (start = 0) => {
  let clock = start
  const limit = loginLimit(() => clock)
  return {
    limit,
    wait: (ms: number) => {
      clock += ms
    },
    fail: (address: string, times: number) => {
      for (let i = 0; i < times; i++) limit.failed(address)
    },
  }
}

describe('failed logins', () => {
  it('are none at first', () => {
    expect(at().limit.allows('192.0.2.1')).toBe(true)
  })

  it('are five for one address', () => {
    const { limit, fail } = at()
    fail('192.0.2.1', 4)
    expect(limit.allows('192.0.2.1')).toBe(true)
    fail('192.0.2.1', 1)
    expect(limit.allows('192.0.2.1')).toBe(false)
    expect(limit.allows('192.0.2.2')).toBe(true)
  })

  it('are sixty for all addresses together: addresses are cheap', () => {
    const { limit, fail } = at()
    for (let n = 0; n < 59; n++) fail(`2001:db8::${n}`, 1)
    expect(limit.allows('192.0.2.1')).toBe(true)
    fail('2001:db8::59', 1)
    expect(limit.allows('192.0.2.1')).toBe(false)
  })

  it('are forgotten after a quarter of an hour, each by itself', () => {
    const { limit, fail, wait } = at()
    fail('192.0.2.1', 1)
    wait(5 * minutes)
    fail('192.0.2.1', 4)
    wait(10 * minutes - 1)
    expect(limit.allows('192.0.2.1')).toBe(false)
    wait(1)
    expect(limit.allows('192.0.2.1')).toBe(true)
    fail('192.0.2.1', 1)
    expect(limit.allows('192.0.2.1')).toBe(false)
  })
})

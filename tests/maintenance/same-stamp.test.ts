import { describe, expect, it } from 'vitest'
import { inOrder } from '../../src/maintenance/order.ts'
import { toldOf } from '../support/belief.ts'

describe('notes of one work that all carry the same stamp', () => {
  const stamp = '2026-11-09T10:00:00Z'
  const first = toldOf('z#0', { sent: stamp, dated: '2026-11-09T10:01:00Z' })
  const last = toldOf('a#0', { sent: stamp, dated: '2026-11-19T08:31:00Z' })

  it('stand in the order of the mails’ Dates, whatever their keys', () => {
    expect(inOrder([last, first]).map((t) => t.key)).toEqual(['z#0', 'a#0'])
    expect(inOrder([first, last]).map((t) => t.key)).toEqual(['z#0', 'a#0'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCopy } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { incomingMail } from '../support/belief.ts'

const at = '2026-11-01T00:00:00Z'

let store: Store
beforeEach(() => {
  store = openCopy('/nowhere/maintcal.db')
})
afterEach(() => store.close())

describe('a statement that is compiled once', () => {
  it('takes the values of each call, null too', async () => {
    await store.mails.keep(
      'ops',
      [incomingMail(1, { messageId: null }), incomingMail(2, { gmailThread: 'g2' })],
      null,
      at,
    )
    expect(await store.mails.find('hash-1')).toMatchObject({ messageId: null, gmailThread: null })
    expect(await store.mails.find('hash-2')).toMatchObject({ messageId: 'id-2@example.org', gmailThread: 'g2' })
  })

  it('waits for a transaction that is open, when it is asked beside it', async () => {
    const seen: number[] = []
    const writing = store.atomically(async (inner) => {
      await inner.mails.keep('ops', [incomingMail(1)], null, at)
      // Time for what stands beside it, which must not see a half.
      await new Promise((resolve) => setImmediate(resolve))
      await inner.mails.keep('ops', [incomingMail(2)], null, at)
    })
    const beside = store.mails.pending('ops', 0, 10).then((mails) => seen.push(mails.length))
    await Promise.all([writing, beside])
    expect(seen).toEqual([2])
  })

  it('is undone with the part of a transaction that failed', async () => {
    await store.atomically(async (outer) => {
      await outer.mails.keep('ops', [incomingMail(1)], null, at)
      await outer
        .atomically(async (inner) => {
          await inner.mails.keep('ops', [incomingMail(2)], null, at)
          throw new Error('no')
        })
        .catch(() => undefined)
    })
    expect((await store.mails.pending('ops', 0, 10)).map(({ hash }) => hash)).toEqual(['hash-1'])
  })
})

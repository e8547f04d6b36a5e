import { describe, expect, it } from 'vitest'
import { vouchesFor } from '../../src/mail/authenticity.ts'
import { readMail } from '../../src/mail/read.ts'
import { readerFor } from '../../src/reader.ts'
import { needsReview } from '../../src/reading/notice.ts'
import { readMails } from '../../src/steps/read-mails.ts'
import { openCopy } from '../../src/store/open.ts'
import { incomingMail } from '../support/belief.ts'

interface Sent {
  readonly from: string
  readonly results?: string
  readonly status?: string
  readonly date?: string
  readonly start?: string
  readonly end?: string
}

const mail = (given: Sent): Buffer =>
  Buffer.from(
    [
      ...(given.results === undefined ? [] : [`Authentication-Results: mx.google.com; ${given.results}`]),
      `From: Network <${given.from}>`,
      `Date: ${given.date ?? 'Tue, 01 Dec 2026 08:00:00 +0000'}`,
      `Message-ID: <${given.from}.${given.status ?? ''}.${given.date ?? ''}.${given.start ?? ''}@example.org>`,
      `Subject: ${given.status ?? 'Planned maintenance'} CHG-204411`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      'We will perform planned maintenance on our network.',
      '',
      'Maintenance ID: CHG-204411',
      ...(given.status === undefined ? [] : [`Status: ${given.status}`, `This maintenance has been ${given.status}.`]),
      `Start: ${given.start ?? '2026-12-14 22:00'} UTC`,
      `End: ${given.end ?? '2026-12-15 04:00'} UTC`,
      'Circuit ID: ED-4410/1',
    ].join('\r\n'),
  )

const pass = (domain: string): string => `dkim=pass header.i=@${domain}; dmarc=pass header.from=${domain}`

const believed = async (raws: readonly Buffer[]) => {
  const reader = await readerFor({ SENDER_CHECK: 'enforce', TRUSTED_AUTHSERV: 'mx.google.com' })
  const store = openCopy('/nowhere/maintcal.db')
  try {
    const kept = raws.map((raw, n) => incomingMail(n, { raw, size: raw.length }))
    await store.mails.keep('ops', kept, null, '2026-12-04T18:00:00Z')
    const options = { at: '2026-12-04T18:00:00Z', signal: new AbortController().signal }
    await readMails(
      store,
      async () => reader,
      options,
      () => undefined,
    )
    const works = (await store.belief.since('1900-01-01')).map(({ maintenance }) => maintenance)
    return { works, questions: await store.review.open() }
  } finally {
    await store.close()
  }
}

const carrier = 'noc@carrier.example'
const announced = mail({ from: carrier, results: pass('carrier.example') })

describe('a forged mail', () => {
  it.each([
    ['with no result of our own server', undefined],
    ['with a result of the forger’s own domain', pass('forger.example')],
    ['that failed', 'dkim=fail header.i=@carrier.example; dmarc=fail header.from=carrier.example'],
  ])('%s cancels and moves nothing, and is asked', async (_, results) => {
    const given = results === undefined ? {} : { results }
    const forged = [
      mail({ from: carrier, ...given, status: 'cancelled', date: 'Wed, 02 Dec 2026 08:00:00 +0000' }),
      mail({
        from: carrier,
        ...given,
        start: '2026-12-20 22:00',
        end: '2026-12-21 04:00',
        date: 'Thu, 03 Dec 2026 08:00:00 +0000',
      }),
    ]
    const before = await believed([announced])
    const after = await believed([announced, ...forged])
    expect(after.works).toHaveLength(1)
    expect(after.works[0]?.status).toBe(before.works[0]?.status)
    expect(after.works[0]?.windows).toEqual(before.works[0]?.windows)
    expect(after.questions.length).toBeGreaterThan(before.questions.length)
  })
})

describe('an old mail that is sent again', () => {
  it('changes nothing, though it is authentic', async () => {
    const moved = mail({
      from: carrier,
      results: pass('carrier.example'),
      start: '2026-12-20 22:00',
      end: '2026-12-21 04:00',
      date: 'Thu, 03 Dec 2026 08:00:00 +0000',
    })
    const once = await believed([announced, moved])
    const again = await believed([announced, moved, Buffer.concat([Buffer.from('X-Sent: again\r\n'), announced])])
    expect(again.works.map(({ windows, status }) => ({ windows, status }))).toEqual(
      once.works.map(({ windows, status }) => ({ windows, status })),
    )
  })
})

describe('a domain that looks like a vendor’s', () => {
  it.each(['zаyo.com', 'xn--zyo-7cd.com', 'zayo.com.example', 'zayo-com.example', 'zayo.co', 'ZAYO.COM.EXAMPLE'])(
    '%s is not taken for it',
    async (domain) => {
      const reader = await readerFor({ SENDER_CHECK: 'enforce' })
      const read = await readMail(mail({ from: `mr@${domain}`, results: pass(domain) }))
      expect(vouchesFor(read.authenticity, 'mr@zayo.com')).toBe(false)
      const reading = reader.reading(read)
      expect([reading.vendor === 'zayo', needsReview(reading)]).not.toEqual([true, false])
    },
  )
})

/** What keeps a stranger's mail from being believed, each check alone. */
import { describe, expect, it } from 'vitest'
import { readFixture, reviewed } from '../support/fixtures.ts'

const mail = (sentence: string, fields = '', sent = 'Tue, 03 Nov 2026 08:30:00 +0000') =>
  Buffer.from(`From: NOC <noc@grandval.example>
To: ops-maintenance@noc.example
Subject: Planned maintenance GV-20200
Date: ${sent}
Message-ID: <check@grandval.example>

Dear customer,

${sentence}

Reference: GV-20200
Start: 2026-11-17 23:00 UTC
End: 2026-11-18 05:00 UTC
Circuit: GVX-00-7712
${fields}
Kind regards
`)

const asked = async (...args: Parameters<typeof mail>) => reviewed(await readFixture(mail(...args)))

describe('a plain announcement', () => {
  it.each([
    'We will perform planned maintenance on your circuit.',
    'Your service will not be affected. Please do not hesitate to contact us.',
    'The maintenance is required to replace a faulty card.',
    'If the work is cancelled, you will be informed.',
  ])('is believed: %s', async (sentence) => {
    expect(await asked(sentence)).toBe(false)
  })
})

describe('a person is asked', () => {
  it.each([
    ['a word that may call it off', 'The crew has been stood down.'],
    ['the same in another language', 'Die Wartung findet nicht statt.'],
    ['a verb that announcements do not have', 'The maintenance trades places with another.'],
    ['a sentence that speaks of nothing known', 'The city withheld the permit for the road.'],
    ['a day of no window', 'We will work on the 24th at the same hours of the night.'],
    ['a month of no window', 'The maintenance will be performed in December.'],
    ['a time of no window', 'The maintenance will end at 02:15 UTC.'],
    ['words of a repetition', 'We will perform planned maintenance every night.'],
  ])('for %s', async (_, sentence) => {
    expect(await asked(sentence)).toBe(true)
  })

  it.each([
    ['a remark by hand', 'Remarks: customer objected to this slot'],
    ['a plan that is denied', 'Approved: No'],
  ])('for %s', async (_, fields) => {
    expect(await asked('We will perform planned maintenance.', fields)).toBe(true)
  })

  it('for work that had begun, or was over, when it was announced', async () => {
    const sentence = 'We will perform planned maintenance.'
    expect(await asked(sentence, '', 'Wed, 18 Nov 2026 02:00:00 +0000')).toBe(true)
    expect(await asked(sentence, '', 'Wed, 18 Nov 2026 08:00:00 +0000')).toBe(true)
  })
})

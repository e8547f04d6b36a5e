import { describe, expect, it } from 'vitest'
import { readMail } from '../../src/mail/read.ts'
import { readerFor } from '../../src/reader.ts'
import { asBase64, asQuotedPrintable, mail } from '../support/mails.ts'

/** A notice of two forms, as vendors send it: text, then a page. */
const whole = (text: string): string =>
  [
    'From: NOC <noc@vendor.example>',
    'Subject: Planned work',
    'Date: Mon, 02 Nov 2026 08:00:00 +0000',
    'Content-Type: multipart/alternative; boundary="edge"',
    '',
    '--edge',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--edge',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<html><body><p>${text}</p><p>Second window: 2026-12-03 01:00 - 05:00 UTC</p></body></html>`,
    '--edge--',
    '',
  ].join('\r\n')
const text = 'First window: 2026-12-02 01:00 - 05:00 UTC'

const codesOf = async (raw: string): Promise<readonly string[]> =>
  (await readMail(Buffer.from(raw))).defects.map(({ code }) => code)
const upTo = (raw: string, word: string): string => raw.slice(0, raw.lastIndexOf(word))

describe('a mail whose last part has no end', () => {
  it('raises nothing where it has one', async () => {
    for (const raw of [whole(text), asBase64(whole(text)), asQuotedPrintable(whole(text))])
      expect(await codesOf(raw)).toEqual([])
  })

  it.each([
    ['a page that is whole', upTo(whole(text), '--edge--'), 'unclosed'],
    ['a page that is not', upTo(whole(text), 'window: 2026-12-03'), 'cut-off'],
    ['a page whose last word is half', upTo(whole(text), 'dy></html>'), 'cut-off'],
    ['the header of a part', upTo(whole(text), '; charset'), 'cut-off'],
    ['plain text', upTo(upTo(whole(text), '--edge--'), '--edge'), 'unclosed'],
    ['a line of base64', asBase64(whole(text)).replace(/[\s\S]{30}--edge--[\s\S]*$/, ''), 'cut-off'],
    [
      'an escape of quoted-printable',
      `${upTo(whole('Zürich'), '--edge')}--edge\r\nContent-Type: text/plain\r\n\r\nZ=C`,
      'cut-off',
    ],
  ])('behind %s', async (_, raw, code) => {
    expect(await codesOf(raw)).toEqual([code])
  })

  it('is no matter of a mail of one part', async () => {
    expect(await codesOf(mail({ text: 'Hello' }))).toEqual([])
  })
})

describe('what is read from a mail that is cut off', () => {
  it.each([
    ['is asked of a person', upTo(whole(text), 'window: 2026-12-03'), [true]],
    ['is noted, where all that stands there is whole', upTo(whole(text), '--edge--'), [false]],
  ])('%s', async (_, raw, blocking) => {
    const reader = await readerFor({ SENDER_CHECK: 'off' })
    const { doubts } = reader.reading(await reader.mail(Buffer.from(raw)))
    expect(doubts.filter(({ code }) => code === 'mail-broken').map((doubt) => doubt.blocking)).toEqual(blocking)
  })
})

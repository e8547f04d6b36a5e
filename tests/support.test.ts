import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { permalink } from './support/group.ts'
import {
  asBase64,
  asLatin1,
  asQuotedPrintable,
  forwarded,
  mail,
  mailBytes,
  rfcDate,
  throughGroup,
} from './support/mails.ts'

const letter = {
  from: 'Größe Netz <noc@example.net>',
  subject: 'Wartung am Standort Zürich – Gerät A',
  date: '2026-11-02T08:00:00Z',
  text: 'Beginn: 22:00 UTC\nÄnderung = 1\n\nEnde: 23:00 UTC\n',
  html: '<p>Beginn: 22:00&nbsp;UTC, Änderung</p>',
  ical: 'BEGIN:VCALENDAR\nEND:VCALENDAR\n',
} as const
const group = { group: 'ops-maintenance', domain: 'noc.example', prefix: '[ops-maintenance]', authentic: true } as const
const read = (raw: string | Uint8Array) => simpleParser(Buffer.from(raw))

describe('mail', () => {
  it('is read back by another MIME library with all that was put in', async () => {
    const back = await read(mail(letter))
    expect(back.subject).toBe(letter.subject)
    expect(back.from?.value[0]).toEqual({ name: 'Größe Netz', address: 'noc@example.net' })
    expect(back.date?.toISOString()).toBe('2026-11-02T08:00:00.000Z')
    expect(back.text?.replace(/\r/g, '')).toBe(letter.text)
    expect(back.html).toBe(letter.html)
    expect(back.attachments.map((a) => a.contentType)).toEqual(['text/calendar'])
  })

  it('is the same for the same letter, and has a Message-ID made of it', () => {
    expect(mail(letter)).toBe(mail({ ...letter }))
    expect(/^Message-ID: (.*)$/m.exec(mail(letter))?.[1]).not.toBe(
      /^Message-ID: (.*)$/m.exec(mail({ ...letter, date: '2026-11-03T08:00:00Z' }))?.[1],
    )
  })

  it('leaves out what is null', () => {
    const raw = mail({ text: 'x', subject: null, date: null, messageId: null })
    expect(raw).not.toMatch(/^(Subject|Date|Message-ID):/m)
  })

  it('writes 8-bit Latin-1 as bytes that are no UTF-8', async () => {
    const raw = mailBytes({ text: 'Größe', charset: 'iso-8859-1', encoding: '8bit' })
    expect(raw.includes(Buffer.from([0xf6]))).toBe(true)
    expect((await read(raw)).text?.trim()).toBe('Größe')
  })

  it('keeps any text in any encoding', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 300 }),
          fc.string({ unit: fc.constantFrom(' ', 'a', '='), maxLength: 300 }),
        ),
        async (text) => {
          const line = `|${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}|`
          const raw = mail({ text: line })
          for (const one of [raw, asBase64(raw), asQuotedPrintable(raw), asQuotedPrintable(asQuotedPrintable(raw))]) {
            // biome-ignore lint/suspicious/noControlCharactersInRegex: a transfer encoding must be ASCII
            expect(one).toMatch(/^[\x00-\x7f]*$/)
            expect((await read(one)).text?.replace(/\r?\n$/, '')).toBe(line)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('writes dates of any day as RFC 5322 does', () => {
    expect(rfcDate('2026-12-31T23:59:05Z')).toBe('Thu, 31 Dec 2026 23:59:05 +0000')
  })
})

describe('throughGroup', () => {
  it('rewrites From and keeps the sender in X-Original-*', async () => {
    const back = await read(throughGroup(mail(letter), group))
    expect(back.from?.value[0]).toEqual({
      name: "'Größe Netz' via Ops Maintenance",
      address: 'ops-maintenance@noc.example',
    })
    expect(back.headers.get('x-original-from')).toBe('=?UTF-8?B?R3LDtsOfZSBOZXR6?= <noc@example.net>')
    expect(back.headers.get('x-original-sender')).toBe('noc@example.net')
    expect(back.subject).toBe(`[ops-maintenance] ${letter.subject}`)
  })

  it('adds the footer with the permalink to text and HTML, and leaves the calendar alone', async () => {
    const raw = throughGroup(mail({ ...letter, messageId: 'a+b=/c@example.net' }), group)
    const back = await read(raw)
    const link = 'https://groups.google.com/a/noc.example/d/msgid/ops-maintenance/a%2Bb%3D/c%40example.net'
    expect(permalink('ops-maintenance', 'noc.example', 'a+b=/c@example.net')).toBe(link)
    expect(back.text).toContain(`To view this discussion visit ${link}.`)
    expect(back.html).toContain(`${link}?utm_medium=email`)
    expect(back.attachments[0]?.content.toString()).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
  })

  it.each([
    [true, /^mx\.google\.com;\s+dkim=pass header\.i=@noc\.example.*arc=pass \(.*dkdomain=example\.net dmarc=pass/s],
    [
      'spf',
      /^mx\.google\.com;\s+dkim=pass header\.i=@noc\.example.*arc=pass \((?!.*dkdomain).*spfdomain=example\.net/s,
    ],
    [false, /^mx\.google\.com;\s+dkim=pass header\.i=@noc\.example.*arc=pass \(i=2 dmarc=fail/s],
  ] as const)('authentic %s shows in the topmost Authentication-Results', (authentic, form) => {
    const raw = throughGroup(mail(letter), { ...group, authentic })
    expect(/^Authentication-Results: ([\s\S]*?)\r\n\S/m.exec(raw)?.[1]).toMatch(form)
  })

  it('a forgery carries a false result below the true one', () => {
    const raw = throughGroup(mail(letter), { ...group, authentic: false })
    const results = [...raw.matchAll(/^Authentication-Results: /gm)]
    expect(results).toHaveLength(2)
    expect(raw.slice(results[1]?.index ?? 0)).toMatch(/dkim=pass header\.i=@example\.net/)
  })

  it('adds no prefix and keeps From when told so', async () => {
    const back = await read(throughGroup(mail(letter), { ...group, prefix: null, rewriteFrom: false }))
    expect(back.subject).toBe(letter.subject)
    expect(back.from?.value[0]?.address).toBe('noc@example.net')
  })
})

describe('other ways a mail comes', () => {
  it('forwarded: inline, with the old headers in the body, files kept', async () => {
    const back = await read(forwarded(mail(letter)))
    expect(back.subject).toBe(`Fwd: ${letter.subject}`)
    expect(back.from?.value[0]?.address).toBe('robin@noc.example')
    expect(back.text).toContain('---------- Forwarded message ---------')
    expect(back.text).toContain('Änderung = 1')
    expect(back.attachments).toHaveLength(1)
  })

  it('asLatin1 keeps the characters and says its charset', async () => {
    const raw = asLatin1(mail(letter))
    expect(raw.toString('latin1')).toContain('charset="iso-8859-1"')
    expect((await read(raw)).text?.replace(/\r/g, '')).toBe(letter.text)
  })

  it.each([asBase64, asQuotedPrintable, asLatin1, forwarded])('%o works on what a group delivered', async (wrap) => {
    const back = await read(wrap(throughGroup(mail(letter), group)))
    expect(back.text).toContain('Beginn: 22:00 UTC')
  })
})

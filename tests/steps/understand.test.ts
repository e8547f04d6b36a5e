import { beforeAll, describe, expect, it, vi } from 'vitest'
import { readerFor } from '../../src/reader.ts'
import type { KeptRule } from '../../src/reading/sender-rules.ts'
import type { Apart, Reader, Settled, Understood } from '../../src/steps/understand.ts'
import { isHeavy, stoppedOutcome, understand, understandWithin, wholeReading } from '../../src/steps/understand.ts'
import { packJson } from '../../src/store/pack.ts'
import { incomingMail } from '../support/belief.ts'

let reader: Reader
beforeAll(async () => {
  reader = await readerFor({
    OPS_GROUP: 'ops-maintenance@example.org',
    TRUSTED_AUTHSERV: 'mx.google.com',
    SENDER_CHECK: 'off',
    VENDORS_DIR: undefined,
    ZONES_FILE: undefined,
  })
})

const header =
  'From: noc@carrier.example\nDate: Wed, 2 Dec 2026 10:00:00 +0000\nSubject: Planned maintenance CHG-204411\n\n'
const notice = `${header}Start: 14 Dec 2026 22:00 UTC\nEnd: 15 Dec 2026 02:00 UTC\n`
const mailOf = (text: string, given = {}) => incomingMail(1, { raw: Buffer.from(text), size: text.length, ...given })
const ofMail = {
  subject: 'Planned maintenance CHG-204411',
  sender: 'noc@carrier.example',
  sent: '2026-12-02T10:00:00Z',
}
const asRead = (said: Understood | Settled): Understood => {
  if ('outcome' in said) throw new Error(said.outcome.reason)
  return said
}
const asUnread = (said: Understood | Settled): Settled['outcome'] => {
  if ('outcome' in said) return said.outcome
  throw new Error('it was read')
}

describe('what a mail says before anything is believed of it', () => {
  it('is its facts, its reading, and what each notice tells', async () => {
    const said = asRead(await understand(mailOf(notice), reader, []))
    expect(said.facts).toMatchObject(ofMail)
    expect(said.reading.notices.map(({ windows }) => windows)).toEqual([
      [{ start: '2026-12-14T22:00:00Z', end: '2026-12-15T02:00:00Z' }],
    ])
    expect(said.tolds.map(({ key }) => key)).toEqual(['hash-1#0'])
    expect(said.rule).toBeNull()
  })

  it('is what a person decided of such mails, with the rule', async () => {
    const rule: KeptRule = {
      ...{ key: 'r1', by: 'ida', at: '2026-12-01T00:00:00Z' },
      rule: { sender: 'noc@carrier.example', format: null, words: null, class: 'other' },
    }
    const said = asRead(await understand(mailOf(notice), reader, [rule]))
    expect(said.rule).toBe(rule)
    expect(said.tolds).toEqual([])
  })

  it('of a mail that was too large to be kept is its header and the size', async () => {
    const said = asUnread(await understand(mailOf(header, { tooLarge: true, size: 47_710_208 }), reader, []))
    expect(said).toMatchObject({ ...ofMail, class: 'unreadable', decision: 'review', rules: reader.version })
    expect(said.reason).toMatch(/^The mail is too large to be read \(45\.5 MB\)\. Its header is kept/)
  })

  it.each([
    ['an error', new Error('no such letter'), 'no such letter'],
    ['anything else', 'a word', 'a word'],
  ])(
    'is that it cannot be read when reading throws %s, with the facts that were read by then',
    async (_, thrown, word) => {
      const spoilt = {
        ...reader,
        reading: () => {
          throw thrown
        },
      }
      const said = asUnread(await understand(mailOf(notice), spoilt, []))
      expect(said).toMatchObject({ ...ofMail, decision: 'review' })
      expect(said.reason).toMatch(`The mail cannot be read (${word}). It is kept as it came`)
      const unread = { ...reader, mail: () => Promise.reject(thrown) }
      expect(asUnread(await understand(mailOf(notice), unread, []))).toMatchObject({ subject: '', decision: 'review' })
    },
  )
})

describe('a mail whose reading was stopped', () => {
  it('is told by its header, and its body is not read', async () => {
    const mail = vi.fn(reader.mail)
    const { outcome } = await stoppedOutcome(mailOf(notice), { ...reader, mail }, new Error('it took too long'))
    expect(outcome).toMatchObject({ ...ofMail, class: 'unreadable', decision: 'review' })
    expect(outcome.reason).toMatch(/^The reading of the mail was stopped: it took too long\./)
    expect(String(mail.mock.calls[0]?.[0])).toBe(header)
  })
})

describe('the whole reading', () => {
  it('is what a thread packed, else what is there', async () => {
    const said = asRead(await understand(mailOf(notice), reader, []))
    expect(wholeReading(said)).toBe(said.reading)
    const whole = { ...said.reading, vendor: 'zayo' }
    expect(wholeReading({ ...said, whole: { packed: packJson(whole) } })).toEqual(whole)
  })
})

describe('a mail that may cost much', () => {
  it('is a large one, or one with a workbook', () => {
    expect(isHeavy(Buffer.alloc(200_000, 'a'))).toBe(false)
    expect(isHeavy(Buffer.alloc(200_001, 'a'))).toBe(true)
    expect(isHeavy(Buffer.from('Content-Disposition: attachment; filename=list.xlsx'))).toBe(true)
    expect(
      isHeavy(Buffer.from('Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
    ).toBe(true)
  })

  it('is told by its own bytes, not by what stands beside them in memory', () => {
    const shared = Buffer.from('a.xlsx, and then a mail without one')
    expect(isHeavy(shared)).toBe(true)
    expect(isHeavy(shared.subarray(8))).toBe(false)
    expect(isHeavy(shared.subarray(0, 3))).toBe(false)
  })

  it('is read apart where there are threads, and any other here', async () => {
    const asked: string[] = []
    const settled = await stoppedOutcome(mailOf(notice), reader, 'a test')
    const apart: Apart = {
      understand: async (mails) => {
        asked.push(...mails.map(({ hash }) => hash))
        return [settled]
      },
      close: async () => undefined,
    }
    const book = mailOf(`${notice}list.xlsx`)
    expect(await understandWithin(book, { ...reader, apart }, [])).toBe(settled)
    expect(asRead(await understandWithin(mailOf(notice), { ...reader, apart }, [])).facts).toMatchObject(ofMail)
    expect(asked).toEqual(['hash-1'])
    expect(asRead(await understandWithin(book, reader, [])).facts).toMatchObject(ofMail)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parsers, vendors } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { loadVendors, withOwn } from '../../src/reading/own-vendors.ts'
import { readReading } from '../../src/reading/read.ts'
import { mail } from '../support/mails.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendors-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): void => writeFileSync(join(folder, name), text)

const acme = `export const acme = ({ circuits, field, hasField }) => ({
  name: 'acme', title: 'Acme Fiber', senders: ['acmefiber.example'], brand: /Acme Fiber/, zone: 'Europe/Vienna', dateOrder: 'dmy',
  formats: [{ name: 'work', when: [hasField(/^job no/)], id: field(/^job no/), circuits: circuits(field(/^strand/)) }],
})`

describe('VENDORS_DIR', () => {
  it('adds a vendor whose mails are then read with its habits', async () => {
    file('acme.mjs', acme)
    const own = await loadVendors(folder)
    const raw = mail({
      from: 'NOC <noc@acmefiber.example>',
      to: 'ops@noc.example',
      subject: 'Work on your strand',
      date: 'Mon, 11 Jan 2027 10:00:00 +0000',
      messageId: 'job-77@acmefiber.example',
      text: 'Job no: J-77\nStart: 04/02/2027 23:00\nEnd: 05/02/2027 03:00\nStrand: AF-0042\n',
    })
    const reading = readReading(await readMail(Buffer.from(raw)), {
      parsers: { ...parsers, vendors: withOwn(vendors, own) },
      senderCheck: 'off',
    })
    expect(reading).toMatchObject({
      vendor: 'acme',
      format: 'acme/work',
      notices: [
        {
          maintenanceId: 'J-77',
          windows: [{ start: '2027-02-04T22:00:00Z', end: '2027-02-05T02:00:00Z' }],
          circuits: [{ id: 'AF-0042' }],
        },
      ],
    })
  })

  it('replaces a built-in vendor of the same name', () => {
    const [first] = vendors
    if (!first) throw new Error('no vendors')
    const mine = { ...first, title: 'Mine' }
    expect(withOwn(vendors, [mine]).filter((v) => v.name === first.name)).toEqual([mine])
  })

  it.each([
    ['broken.mjs', 'export const x = {', /broken\.mjs: it cannot be loaded/],
    ['empty.mjs', '', /empty\.mjs: it exports nothing/],
    ['slug.mjs', `export const x = { name: 'A B' }`, /slug\.mjs: `name` must be a slug/],
    ['senders.mjs', `export const x = { name: 'ab', title: 'Ab', senders: ['AB.example'] }`, /senders\.mjs: `senders`/],
    ['when.mjs', acme.replace('[hasField(/^job no/)]', '[]'), /when\.mjs: each of `formats`/],
  ])('tells what is wrong with %s', async (name, text, message) => {
    file(name, text)
    await expect(loadVendors(folder)).rejects.toThrow(message)
  })

  it('tells that the folder cannot be read', async () => {
    await expect(loadVendors(join(folder, 'nowhere'))).rejects.toThrow(/cannot be read/)
  })
})

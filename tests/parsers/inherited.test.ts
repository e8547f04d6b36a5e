import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { vendors } from '../../parsers/index.ts'
import { readMail } from '../../src/mail/read.ts'
import { vendorOfAddress } from '../../src/reading/identify-vendor.ts'
import { readReading } from '../../src/reading/read.ts'
import { type Fixture, fixturesIn, readFixture } from '../support/fixtures.ts'
import { asBase64, asLatin1, asQuotedPrintable, forwarded, throughGroup } from '../support/mails.ts'

const fixtures = fixturesIn('vendors')
const ofVendors = fixtures.filter((f) => vendors.some((v) => v.name === f.vendor))

/** What a way of delivery must not change: everything but evidence, and doubts about the way itself. */
const told = async (raw: Uint8Array): Promise<unknown> => {
  const reading = await readFixture(raw)
  return {
    class: reading.class,
    vendor: reading.vendor,
    notices: reading.notices.map((n) => ({
      id: n.maintenanceId,
      status: n.status,
      windows: n.windows,
      circuits: n.circuits.map((c) => c.id),
    })),
  }
}

const bytes = (raw: string | Uint8Array): Uint8Array => (typeof raw === 'string' ? Buffer.from(raw) : raw)

const alreadyThroughGroup = (f: Fixture): boolean => /^List-ID:/im.test(f.raw.toString('latin1'))

const asGroup = {
  group: 'ops-maintenance',
  domain: 'noc.example',
  prefix: '[ops-maintenance]',
  authentic: true,
} as const

const ways: readonly (readonly [string, (f: Fixture) => Uint8Array, (f: Fixture) => boolean])[] = [
  ['through a Google Group', (f) => bytes(throughGroup(f.raw, asGroup)), (f) => !alreadyThroughGroup(f)],
  ['in base64', (f) => bytes(asBase64(f.raw)), () => true],
  ['in quoted-printable', (f) => bytes(asQuotedPrintable(f.raw)), () => true],
  ['in ISO-8859-1', (f) => bytes(asLatin1(f.raw)), () => true],
  [
    'forwarded by a colleague',
    (f) => bytes(forwarded(f.raw)),
    (f) => !alreadyThroughGroup(f) && !f.name.includes('forwarded'),
  ],
]

describe.each(ways)('a vendor’s mail %s', (_, changed, applies) => {
  it.each(ofVendors.filter(applies).map((f) => [f.name, f] as const))('%s says the same', async (_name, fixture) => {
    expect(await told(changed(fixture))).toEqual(await told(fixture.raw))
  })
})

describe('no vendor claims another’s mail', () => {
  it('by sender and format', async () => {
    const claimed = await Promise.all(
      fixtures.map(async (f) => ({ name: f.name, vendor: (await readFixture(f.raw)).vendor })),
    )
    expect(
      claimed.filter((c) => c.vendor !== (fixtures.find((f) => f.name === c.name)?.golden.vendor ?? null)),
    ).toEqual([])
  })

  it('by format alone, when an unknown address sent it', async () => {
    const confused: string[] = []
    for (const f of ofVendors) {
      const mail = await readMail(f.raw)
      const stranger = { ...mail, sender: { name: '', address: 'someone@stranger.example' } }
      const { vendor } = readReading(stranger, {
        parsers: {
          vendors,
          generic: (await import('../../parsers/generic.ts')).generic,
          bcop: (await import('../../parsers/bcop.ts')).bcop,
        },
        senderCheck: 'off',
      })
      if (vendor !== null && vendor !== f.golden.vendor) confused.push(`${f.name} taken for ${vendor}`)
    }
    expect(confused).toEqual([])
  })

  it('by address', () => {
    for (const v of vendors)
      for (const s of v.senders)
        expect(vendorOfAddress(vendors, s.includes('@') ? s : `noc@mail.${s}`)?.name).toBe(v.name)
    expect(vendorOfAddress(vendors, 'noc@notzayo.com')).toBeNull()
    expect(vendorOfAddress(vendors, 'zayo.com@evil.example')).toBeNull()
  })
})

describe('the host’s time zone', () => {
  it('changes nothing: Asia/Kathmandu reads as UTC does', () => {
    const script = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url))
    const folder = fileURLToPath(new URL('../fixtures/vendors/', import.meta.url))
    const read = (TZ: string): readonly string[] => {
      const run = spawnSync(process.execPath, [script, 'read', folder, '--json'], {
        env: { ...process.env, TZ, SENDER_CHECK: 'off' },
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      })
      expect(run.stderr).toBe('')
      return run.stdout.split('\n').map((line) => line.replace(/"ms":[\d.]+/, ''))
    }
    expect(read('Asia/Kathmandu')).toEqual(read('UTC'))
  })
})

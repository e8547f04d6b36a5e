import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Mail } from '../../src/mail/mail.ts'
import type { Mailbox } from '../../src/mail/mailbox.ts'
import type { Maintenance } from '../../src/maintenance/maintenance.ts'
import { dataFile } from '../../src/paths.ts'
import { readerFor } from '../../src/reader.ts'
import type { Reading } from '../../src/reading/notice.ts'
import type { Reader } from '../../src/steps/read-mails.ts'
import { openCopy } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { sync } from '../../src/sync.ts'
import { fixturesIn } from '../support/fixtures.ts'
import { memoryCalendar } from '../support/memory-calendar.ts'

const now = new Date('2026-12-04T18:00:00Z')

/** What is read from the same bytes is the same: each mail is read once for all orders. */
const remembering = (reader: Reader): Reader => {
  const mails = new Map<string, Promise<Mail>>()
  const readings = new Map<Mail, Reading>()
  return {
    version: reader.version,
    mail: (raw) => {
      const key = createHash('sha256').update(raw).digest('hex')
      const known = mails.get(key) ?? reader.mail(raw)
      mails.set(key, known)
      return known
    },
    reading: (mail) => {
      const known = readings.get(mail) ?? reader.reading(mail)
      readings.set(mail, known)
      return known
    },
  }
}

const readerWith = async (SENDER_CHECK: 'enforce' | 'off') =>
  remembering(
    await readerFor({
      OPS_GROUP: 'ops-maintenance@noc.example',
      TRUSTED_AUTHSERV: 'mx.google.com',
      SENDER_CHECK,
      VENDORS_DIR: undefined,
    }),
  )

const mailboxOf = (name: string, raws: readonly Uint8Array[]): Mailbox => ({
  name,
  messages: async function* () {
    for (const [n, raw] of raws.entries()) {
      yield { raw, size: raw.length, origin: `${name}/${n}`, received: null, cursor: String(n) }
    }
  },
})

interface End {
  /** Everything that is believed and asked. */
  readonly belief: readonly unknown[]
  /** Without how it came to be: a second copy of a mail is one more entry of the history. */
  readonly content: readonly unknown[]
  readonly events: readonly unknown[]
}

const contentOf = ({
  status,
  provisional,
  windows,
  circuits,
  impact,
  summary,
  location,
  proposed,
  slots,
  id,
}: Maintenance) => ({
  id,
  status,
  provisional,
  windows,
  circuits,
  impact,
  summary,
  location,
  proposed,
  slots,
})

const endOf = async (store: Store, calendar: ReturnType<typeof memoryCalendar>): Promise<End> => {
  const works = (await store.belief.since('0000')).map(({ maintenance }) => maintenance)
  const asked = (await store.review.open()).map(({ openedAt: _, ...question }) => question)
  const events = [...calendar.events.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ etag: _, ...event }) => event)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return { belief: [works, asked], content: works.map(contentOf), events }
}

/** Delivers each pile in a run of its own. */
const deliver = async (reader: Reader, piles: readonly (readonly Uint8Array[])[]): Promise<End> => {
  const store = openCopy(join(tmpdir(), 'maintcal-no-such-file.db'))
  const calendar = memoryCalendar()
  for (const [n, raws] of piles.entries()) {
    const { failures } = await sync({
      store,
      mailboxes: [{ pile: 'ops', open: async () => mailboxOf(`run ${n}`, raws) }],
      reader: async () => reader,
      calendar: async () => calendar.target,
      look: async () => ({ vendorTitle: (vendor) => vendor }),
      lookName: 'plain',
      alerts: async () => {
        throw new Error('there is no root@ mail here')
      },
      tracked: false,
      now,
      ticks: () => 0,
      since: null,
      maxBytes: 1_000_000,
      dryRun: false,
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    expect(failures).toEqual([])
  }
  const end = await endOf(store, calendar)
  await store.close()
  return end
}

/** Numbers of mails in some order, some of them again, cut into runs. */
const deliveries = (count: number) => {
  const all = Array.from({ length: count }, (_, n) => n)
  return fc
    .record({
      order: fc.shuffledSubarray(all, { minLength: count, maxLength: count }),
      again: fc.array(fc.record({ from: fc.nat({ max: count - 1 }), to: fc.nat() }), { maxLength: 6 }),
      cuts: fc.array(fc.nat({ max: count + 6 }), { maxLength: 5 }),
    })
    .map(({ order, again, cuts }) => {
      const mails = [...order]
      for (const { from, to } of again) mails.splice(to % (mails.length + 1), 0, from)
      const at = [0, ...[...cuts].sort((a, b) => a - b), mails.length]
      return at.slice(1).map((end, n) => mails.slice(at[n], end))
    })
}

const pilesOf = (raws: readonly Uint8Array[], numbers: readonly (readonly number[])[]) =>
  numbers.map((pile) => pile.flatMap((n) => raws[n] ?? []))

const holdsInAnyOrder = async (reader: Reader, raws: readonly Uint8Array[], numRuns: number): Promise<void> => {
  const plain = await deliver(reader, [raws])
  await fc.assert(
    fc.asyncProperty(deliveries(raws.length), async (numbers) => {
      const end = await deliver(reader, pilesOf(raws, numbers))
      expect(end.events).toEqual(plain.events)
      expect(end.belief).toEqual(plain.belief)
    }),
    { numRuns, seed: 20_261_122, endOnFailure: true },
  )
}

/** The same mail on another way: other bytes, the same Message-ID. */
const copyOf = (raw: Uint8Array, n: number): Uint8Array => Buffer.concat([Buffer.from(`X-Copy: ${n}\r\n`), raw])

const demo = readdirSync(dataFile('demo'))
  .filter((name) => name.endsWith('.eml'))
  .sort()
  .map((name) => readFileSync(join(dataFile('demo'), name)))

const fixtures = [...fixturesIn('vendors'), ...fixturesIn('regressions')]
const byVendor = new Map<string, Uint8Array[]>()
for (const { name, vendor, raw } of fixtures) {
  const pile = name.startsWith('regressions') ? 'regressions' : vendor
  byVendor.set(pile, [...(byVendor.get(pile) ?? []), raw])
}

describe('the order in which mails come, how often, and in how many runs', () => {
  it('does not show in belief, questions and events of the sample mailbox', async () => {
    await holdsInAnyOrder(await readerWith('enforce'), demo, 8)
  }, 180_000)

  it.each([...byVendor.keys()])('does not show for the mails of %s', async (vendor) => {
    await holdsInAnyOrder(await readerWith('off'), byVendor.get(vendor) ?? [], 4)
  })

  it('does not show when copies with other bytes come as well', async () => {
    const reader = await readerWith('enforce')
    const plain = await deliver(reader, [demo])
    const raws = [...demo, ...demo.map(copyOf)]
    await fc.assert(
      fc.asyncProperty(deliveries(raws.length), async (numbers) => {
        const end = await deliver(reader, pilesOf(raws, numbers))
        expect(end.content).toEqual(plain.content)
      }),
      { numRuns: 3, seed: 20_261_122, endOnFailure: true },
    )
  }, 180_000)
})

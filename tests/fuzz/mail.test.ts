import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reading, unruly } from '../../scripts/fuzz/contract.mjs'
import { openAlertMail } from '../../src/alerts/open.ts'
import { alertsOf } from '../../src/alerts/recognise.ts'
import { fenced } from '../../src/alerts/remarkup.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import { taskTitle } from '../../src/alerts/task.ts'
import { desiredEvents } from '../../src/calendar/event.ts'
import { toInsert, unfit } from '../../src/calendar/google/shape.ts'
import { render, toEntry } from '../../src/calendar/ics-file.ts'
import { plain } from '../../src/commands/table.ts'
import type { Maintenance } from '../../src/maintenance/maintenance.ts'
import { readerFor } from '../../src/reader.ts'
import { readMails } from '../../src/steps/read-mails.ts'
import { understand } from '../../src/steps/understand.ts'
import { openCopy } from '../../src/store/open.ts'
import { incomingMail } from '../support/belief.ts'
import { rawFixtures } from '../support/decided.ts'
import { announced, anyMail, fuzzing, spoilt } from './fuzzing.ts'

const vendors = rawFixtures('vendors')
const mails = fc.oneof(anyMail, spoilt(vendors))
const reader = await readerFor({ SENDER_CHECK: 'off' })

const checkEvents = (work: Maintenance): void => {
  const events = desiredEvents(work, { vendorTitle: (vendor) => vendor })
  for (const event of events) {
    expect(unfit(event)).toBeNull()
    expect(event.summary).not.toMatch(unruly)
    expect(event.summary.length).toBeLessThanOrEqual(250)
    expect(event.location ?? '').not.toMatch(unruly)
    expect(event.description).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/)
    expect(event.description.replaceAll('\n', '')).not.toMatch(unruly)
    expect(event.description.match(/below this line is yours/g)).toHaveLength(1)
    expect(toInsert(event).source?.url ?? 'https://').toMatch(/^https?:\/\//)
  }
  const file = render({ entries: new Map(events.map((event) => [event.id, toEntry(event, null)])), others: [] })
  expect(file.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  expect(file.match(/^BEGIN:VEVENT/gm) ?? []).toHaveLength(events.length)
}

describe('whatever a mail holds', () => {
  it('reading gives an outcome of the contract’s form, and leaves every prototype as it is', async () => {
    const before = Reflect.ownKeys(Object.prototype).length
    await fc.assert(
      fc.asyncProperty(mails, async (raw) => {
        const stored = { ...incomingMail('x'), raw, size: raw.length }
        const said = await understand(stored, reader, [])
        expect('tolds' in said).toBe(true)
        if (!('tolds' in said)) return
        reading.parse(said.reading)
        expect(JSON.parse(JSON.stringify(said))).toEqual(said)
        expect(plain(said.facts.subject)).not.toMatch(unruly)
        expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before)
      }),
      fuzzing(),
    )
  })

  it('belief takes it, and events and files made of it hold nothing that acts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(mails, announced), { minLength: 1, maxLength: 4 }), async (raws) => {
        const store = openCopy('/nowhere/maintcal.db')
        try {
          const kept = raws.map((raw, n) => incomingMail(n, { raw, size: raw.length }))
          await store.mails.keep('ops', kept, null, '2026-12-04T18:00:00Z')
          const options = { at: '2026-12-04T18:00:00Z', signal: new AbortController().signal }
          const read = await readMails(
            store,
            async () => reader,
            options,
            (decided) => {
              for (const { reason } of decided) expect(reason).not.toContain('The rules failed')
            },
          )
          expect(read).toBe(raws.length)
          for (const { maintenance } of await store.belief.since('1900-01-01')) checkEvents(maintenance)
        } finally {
          await store.close()
        }
      }),
      fuzzing(0.4),
    )
  })

  it('root@ mail becomes alerts whose tasks hold nothing that acts', async () => {
    const root = fc.oneof(anyMail, spoilt(rawFixtures('root')))
    await fc.assert(
      fc.asyncProperty(root, async (raw) => {
        for (const alert of alertsOf(await openAlertMail(raw))) {
          expect(signatureOf(alert)).toMatch(/^v\d+\|/)
          expect(taskTitle(alert)).not.toMatch(unruly)
          const lines = fenced(alert.example).split('\n')
          expect(lines.slice(1, -1).some((line) => line.includes('```'))).toBe(false)
          expect(lines.join('')).not.toMatch(unruly)
        }
      }),
      fuzzing(),
    )
  })
})

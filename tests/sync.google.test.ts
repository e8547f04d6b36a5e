import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as sync from '../src/commands/sync.ts'
import type { Environment } from '../src/config.ts'
import type { FakeGoogleCalendar } from './servers/fake-google-calendar.ts'
import { type GooglePlace, startGooglePlace } from './servers/google/place.ts'
import { call, testShell } from './support/shell.ts'

let place: GooglePlace
let folder: string
let fake: FakeGoogleCalendar
let env: Environment
let deliver: GooglePlace['deliver']
beforeEach(async () => {
  place = await startGooglePlace()
  ;({ folder, fake, env, deliver } = place)
})
afterEach(async () => {
  expect(fake.complaints).toEqual([])
  await place.end()
})

interface Ran {
  readonly calendar: Readonly<Record<string, number>>
  readonly review: number
  readonly errors: readonly string[]
}

const run = async (given: Environment = {}): Promise<Ran> => {
  const shell = testShell(folder, { ...env, ...given })
  await call(sync, shell, '--json')
  return { ...(JSON.parse(shell.output()) as Omit<Ran, 'errors'>), errors: shell.errors() }
}

const writes = () => fake.requests.filter(({ operation }) => ['insert', 'update', 'delete'].includes(operation))
const event = () => fake.events()[0] ?? {}
const eventId = () => String(event().id)

describe('a Google calendar', () => {
  it('gets each work once, and nothing the second time', async () => {
    deliver('01-zayo-new.eml', '02-lumen-new.eml')
    expect(await run()).toMatchObject({ calendar: { inserted: 2, unchanged: 0, failed: 0 }, errors: [] })
    expect(await run()).toMatchObject({ calendar: { inserted: 0, updated: 0, unchanged: 2 }, errors: [] })
    expect(writes()).toHaveLength(2)
  })

  it('moves the same event when the vendor moves the work', async () => {
    deliver('01-zayo-new.eml')
    await run()
    const id = eventId()
    deliver('17-zayo-reschedule.eml')
    expect(await run()).toMatchObject({ calendar: { inserted: 0, updated: 1 }, errors: [] })
    expect(fake.events()).toMatchObject([{ id, start: { date: '2026-12-01' } }])
  })

  it('keeps what a person wrote, also when the person is faster than a write', async () => {
    deliver('01-zayo-new.eml')
    await run()
    deliver('17-zayo-reschedule.eml')
    const id = eventId()
    fake.fail('update', { meanwhile: () => fake.edit(id, { summary: 'Zayo: call Sam before' }) })
    expect((await run()).errors).toEqual([])
    expect(event()).toMatchObject({ summary: 'Zayo: call Sam before', start: { date: '2026-12-01' } })
  })

  it('never gets back what a person deleted', async () => {
    deliver('01-zayo-new.eml')
    await run()
    fake.deleteByPerson(eventId())
    deliver('17-zayo-reschedule.eml')
    expect(await run()).toMatchObject({ calendar: { inserted: 0, kept: 1 }, review: expect.any(Number), errors: [] })
    expect(event()).toMatchObject({ status: 'cancelled' })
    expect((await run()).calendar).toMatchObject({ inserted: 0, updated: 0 })
  })

  it('is not written twice when the answer to a write is lost', async () => {
    deliver('01-zayo-new.eml')
    fake.fail('insert', 'store-then-cut')
    await run()
    await run()
    expect(fake.events()).toHaveLength(1)
  })

  it('is read anew when its sync token has expired, without a write', async () => {
    deliver('01-zayo-new.eml')
    await run()
    const before = writes().length
    fake.expireSyncTokens()
    expect(await run()).toMatchObject({ calendar: { inserted: 0, updated: 0, unchanged: 1 }, errors: [] })
    expect(writes()).toHaveLength(before)
  })

  it('that is not shared is told in one line; the mails are decided all the same', async () => {
    deliver('01-zayo-new.eml')
    fake.share('none')
    const first = await run()
    expect(first.errors).toHaveLength(1)
    expect(first.errors[0]).toMatch(/^maintcal: /)
    fake.share('writer')
    expect(await run()).toMatchObject({ calendar: { inserted: 1 }, errors: [] })
  })
})

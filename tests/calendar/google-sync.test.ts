import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { marker } from '../../src/calendar/describe.ts'
import { googleTarget } from '../../src/calendar/google.ts'
import * as review from '../../src/commands/review.ts'
import * as sync from '../../src/commands/sync.ts'
import { type Environment, readConfig } from '../../src/config.ts'
import { partsFor } from '../../src/parts.ts'
import { dataFile } from '../../src/paths.ts'
import { openStore } from '../../src/store/open.ts'
import { sync as runSteps } from '../../src/sync.ts'
import type { FakeGoogleCalendar } from '../servers/fake-google-calendar.ts'
import { type GooglePlace, startGooglePlace } from '../servers/google/place.ts'
import { maintcal } from '../support/cli.ts'
import { call, testShell } from '../support/shell.ts'

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
  readonly counts: {
    readonly mails: Readonly<Record<string, number>>
    readonly decisions: Readonly<Record<string, number>>
    readonly calendar: Readonly<Record<string, number>>
    readonly review: number
  }
  readonly errors: readonly string[]
  readonly code: number
}

const run = async (): Promise<Ran> => {
  const shell = testShell(folder, env)
  await call(sync, shell, '--json')
  return { counts: JSON.parse(shell.output()) as Ran['counts'], errors: shell.errors(), code: shell.code() }
}

const printed = async (module: typeof sync | typeof review, ...args: readonly string[]): Promise<string> => {
  const shell = testShell(folder, env)
  await call(module, shell, ...args)
  return shell.output()
}

interface Question {
  readonly name: string
  readonly codes: readonly string[]
  readonly reasons: readonly string[]
}

const questions = async (code: string): Promise<readonly Question[]> =>
  (JSON.parse(await printed(review, 'list', '--json')) as Question[]).filter(({ codes }) => codes.includes(code))

const writes = () => fake.requests.filter(({ operation }) => ['insert', 'update', 'delete'].includes(operation))
const standing = () => fake.events().filter(({ status }) => status !== 'cancelled')
const event = () => fake.events()[0] ?? {}
const eventId = () => String(event().id)

describe('an event that bears our marker and that we did not write', () => {
  it('stays as it is, in every run, and is taken for no work of ours', async () => {
    const own = { maintcal: '1', maintcalId: 'work-of-theirs', maintcalStatus: 'confirmed' }
    const theirs = {
      id: 'mc0000000000000000000000000000000000000000000000000000',
      summary: 'copied by somebody',
      start: { date: '2026-11-17' },
      end: { date: '2026-11-19' },
      extendedProperties: { private: own },
    }
    fake.add(theirs)
    deliver('01-zayo-new.eml')
    expect(await run()).toMatchObject({ counts: { calendar: { inserted: 1, failed: 0 } }, errors: [] })
    deliver('17-zayo-reschedule.eml')
    await run()
    await run()
    expect(standing()).toHaveLength(2)
    expect(standing().find(({ id }) => id === theirs.id)).toMatchObject(theirs)
  })
})

describe('the life of a work', () => {
  it('is one event, from the announcement over a move and a start to the completion', async () => {
    deliver('01-zayo-new.eml')
    expect((await run()).counts.calendar).toMatchObject({ inserted: 1, failed: 0 })
    const { id, summary } = event()
    expect(event()).toMatchObject({ start: { date: '2026-11-17' }, end: { date: '2026-11-19' } })
    deliver('08-zayo-new-again.eml', '17-zayo-reschedule.eml', '21-zayo-late.eml')
    await run()
    expect(fake.events()).toMatchObject([{ id, summary, start: { date: '2026-12-01' }, end: { date: '2026-12-03' } }])
    deliver('47-zayo-start.eml', '50-zayo-completed.eml')
    expect(await run()).toMatchObject({ errors: [], code: 0 })
    expect(fake.events()).toMatchObject([{ id, start: { date: '2026-12-01' }, end: { date: '2026-12-03' } }])
    expect(String(event().description)).toContain('Status: completed')
  })

  it('that is cancelled stays, marked and grey, and says so', async () => {
    deliver('05-equinix-new.eml')
    await run()
    const id = eventId()
    deliver('37-equinix-cancelled.eml')
    await run()
    expect(standing()).toMatchObject([{ id, colorId: '8', status: 'confirmed' }])
    expect(String(event().summary)).toMatch(/^CANCELLED: Equinix /)
  })

  it('that is cancelled goes, where the configuration says so', async () => {
    env = { ...env, CANCELLED_EVENTS: 'delete' }
    deliver('05-equinix-new.eml')
    await run()
    deliver('37-equinix-cancelled.eml')
    await run()
    expect(standing()).toEqual([])
    await run()
    expect(standing()).toEqual([])
  })

  it('is not touched by a forged cancellation, which is asked', async () => {
    deliver('02-lumen-new.eml')
    await run()
    const before = JSON.stringify(event())
    deliver('27-lumen-forged-cancel.eml')
    await run()
    expect(JSON.stringify(event())).toBe(before)
    expect(await questions('sender-unverified')).toHaveLength(1)
  })
})

const own = '<p>Sam is on site. Ticket &amp; key: desk 4</p>'
const edits: readonly (readonly [string, () => Record<string, unknown>, 'asked' | 'quiet'])[] = [
  ['title', () => ({ summary: 'Zayo: call Sam before' }), 'quiet'],
  ['days', () => ({ start: { date: '2026-11-20' }, end: { date: '2026-11-21' } }), 'asked'],
  ['words above the line', () => ({ description: `Ours!\n${event().description}` }), 'asked'],
  ['words below the line', () => ({ description: `${event().description}\n${own}` }), 'quiet'],
]

describe('what a person changes', () => {
  it.each(edits)('of the %s survives ten runs and a move', async (_, change, then) => {
    deliver('01-zayo-new.eml')
    await run()
    const theirs = change()
    fake.edit(eventId(), theirs)
    const before = writes().length
    for (let n = 0; n < 5; n++) expect(await run()).toMatchObject({ errors: [], code: 0 })
    expect(event()).toMatchObject(theirs)
    expect(writes()).toHaveLength(before)
    deliver('17-zayo-reschedule.eml')
    for (let n = 0; n < 5; n++) expect(await run()).toMatchObject({ errors: [], code: 0 })
    if ('start' in theirs) expect(event()).toMatchObject(theirs)
    else expect(event()).toMatchObject({ start: { date: '2026-12-01' } })
    if ('summary' in theirs) expect(event()).toMatchObject(theirs)
    if ('description' in theirs) {
      const description = String(event().description)
      expect(description.startsWith('Ours!')).toBe(then === 'asked')
      expect(description.includes(own)).toBe(then === 'quiet')
      expect(description.split(marker)).toHaveLength(2)
      expect(description.includes('Tue 2026-12-01')).toBe(then === 'quiet')
    }
    const asked = await questions('changed-in-calendar')
    expect(asked.length > 0).toBe(then === 'asked')
  })

  it('goes back to the vendor when a person answers so', async () => {
    deliver('01-zayo-new.eml')
    await run()
    fake.edit(eventId(), { start: { date: '2026-11-20' }, end: { date: '2026-11-21' } })
    deliver('17-zayo-reschedule.eml')
    await run()
    for (const { name } of await questions('changed-in-calendar')) await printed(review, 'approve', name)
    await run()
    expect(event()).toMatchObject({ start: { date: '2026-12-01' }, end: { date: '2026-12-03' } })
    expect(await questions('changed-in-calendar')).toEqual([])
  })

  it('is asked once: who answers that it stays is not asked again', async () => {
    deliver('01-zayo-new.eml')
    await run()
    const theirs = { start: { date: '2026-11-20' }, end: { date: '2026-11-21' } }
    fake.edit(eventId(), theirs)
    deliver('17-zayo-reschedule.eml')
    await run()
    for (const { name } of await questions('changed-in-calendar')) await printed(review, 'ignore', name)
    await run()
    await run()
    expect(event()).toMatchObject(theirs)
    expect(await questions('changed-in-calendar')).toEqual([])
  })

  it('by deleting the event stays deleted over ten runs and a move, of which the review tells', async () => {
    deliver('01-zayo-new.eml')
    await run()
    fake.deleteByPerson(eventId())
    for (let n = 0; n < 5; n++) await run()
    expect(await questions('deleted-in-calendar')).toEqual([])
    deliver('17-zayo-reschedule.eml')
    for (let n = 0; n < 5; n++) expect(await run()).toMatchObject({ errors: [], code: 0 })
    expect(standing()).toEqual([])
    const asked = await questions('deleted-in-calendar')
    expect(asked.length).toBeGreaterThan(0)
    expect(asked[0]?.reasons.join(' ')).toMatch(/2026-12-0[13]/)
  })

  it('survives also when Google has forgotten the deleted event', async () => {
    deliver('01-zayo-new.eml')
    await run()
    fake.deleteByPerson(eventId())
    await run()
    fake.purge(eventId())
    fake.expireSyncTokens()
    await run()
    expect(standing()).toEqual([])
  })
})

const byHand = (id: string, given: Record<string, unknown>): void =>
  fake.add({ id, start: { date: '2026-11-17' }, end: { date: '2026-11-19' }, ...given })

const permalink = (): string => {
  const raw = readFileSync(join(dataFile('demo'), '01-zayo-new.eml'), 'utf8')
  const id = /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? ''
  return `https://groups.google.com/a/noc.example/d/msgid/ops-maintenance/${encodeURIComponent(id)}`
}

describe('events that people made by hand before', () => {
  it.each([
    ['the link to the post', () => ({ summary: 'Zayo work', description: `See <a href="${permalink()}">post</a>` })],
    [
      'the Message-ID',
      () => ({ summary: 'Zayo work', description: `mid ${decodeURIComponent(permalink().split('/').at(-1) ?? '')}` }),
    ],
    ['the vendor’s id', () => ({ summary: 'Zayo ttn-0009300417, fibre' })],
    ['circuit and day', () => ({ summary: 'Zayo fibre', description: 'OGYX/310417//ZYO down' })],
  ])('are adopted by %s, not doubled; the dry run says which', async (_, given) => {
    byHand('handmade1', given())
    byHand('handmade2', { summary: 'Team lunch', description: 'with TTN-0009300418' })
    deliver('01-zayo-new.eml')
    const plan = await printed(sync, '--dry-run')
    expect(plan).toMatch(/^~ .*Zayo/m)
    expect(plan).not.toMatch(/^\+/m)
    expect(writes()).toEqual([])
    expect(await run()).toMatchObject({ errors: [], code: 0 })
    expect(standing()).toHaveLength(2)
    expect(standing()[0]).toMatchObject({ id: 'handmade1', summary: given().summary })
    deliver('17-zayo-reschedule.eml')
    await run()
    expect(standing()).toHaveLength(2)
    expect(standing()[0]).toMatchObject({ id: 'handmade1', start: { date: '2026-12-01' } })
    expect(standing()[1]).toMatchObject({ id: 'handmade2', summary: 'Team lunch' })
  })

  it('are left alone where several fit, and asked about', async () => {
    byHand('handmade1', { summary: 'TTN-0009300417 night' })
    byHand('handmade2', { summary: 'TTN-0009300417 again' })
    deliver('01-zayo-new.eml')
    expect(await run()).toMatchObject({ counts: { calendar: { inserted: 1, updated: 0 } }, errors: [] })
    expect(await questions('several-hand-made')).toHaveLength(1)
  })
})

describe('a calendar that is in trouble', () => {
  it('that answers 412 because a person was faster keeps the person’s word, in the same run', async () => {
    deliver('01-zayo-new.eml')
    await run()
    deliver('17-zayo-reschedule.eml')
    fake.fail('update', { meanwhile: () => fake.edit(eventId(), { location: 'Room 4' }) })
    expect(await run()).toMatchObject({ errors: [], code: 0 })
    expect(event()).toMatchObject({ location: 'Room 4', start: { date: '2026-12-01' } })
  })

  it('that lost its answer to an insert has the event once', async () => {
    deliver('01-zayo-new.eml', '05-equinix-new.eml')
    fake.fail('insert', 'store-then-cut')
    await run()
    await run()
    expect(standing()).toHaveLength(2)
  })

  it('whose limit is reached gets the rest in the next run', async () => {
    deliver('01-zayo-new.eml', '05-equinix-new.eml', '25-telstra-new.eml')
    fake.fail('insert', { meanwhile: () => undefined }, { status: 403, reason: 'quotaExceeded' })
    const first = await run()
    expect(first).toMatchObject({ counts: { calendar: { inserted: 1, failed: 1 } }, code: 1 })
    expect(first.errors).toHaveLength(1)
    expect(first.errors[0]).toMatch(/usage limit is reached/)
    expect(fake.requests.filter(({ operation }) => operation === 'insert')).toHaveLength(2)
    expect(await run()).toMatchObject({ counts: { calendar: { inserted: 2, failed: 0 } }, errors: [], code: 0 })
  })

  it('that is not shared ends with 1 and one line that names the service account; mails are decided', async () => {
    deliver('01-zayo-new.eml')
    fake.share('none')
    const { code, out, err } = await maintcal(folder, ['sync'], env)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).toMatch(/^maintcal: .*not shared/)
    expect(err).toContain(fake.account)
    expect(err).toContain('Make changes to events')
    fake.share('writer')
    expect(await run()).toMatchObject({ counts: { mails: { new: 0 }, calendar: { inserted: 1 } }, code: 0 })
  })

  it('that is shared for reading only says so', async () => {
    deliver('01-zayo-new.eml')
    fake.share('reader')
    const { errors, code } = await run()
    expect(code).toBe(1)
    expect(errors.join('\n')).toMatch(/may read the calendar, but not change it/)
  })

  it('that takes back the token is asked once more with a new one', async () => {
    deliver('01-zayo-new.eml')
    fake.fail('insert', { status: 401, reason: 'authError' })
    expect(await run()).toMatchObject({ counts: { calendar: { inserted: 1 } }, errors: [], code: 0 })
  })

  it('that refuses every token ends the step with one line', async () => {
    deliver('01-zayo-new.eml')
    fake.fail('list', { status: 401, reason: 'authError' }, { status: 401, reason: 'authError' })
    const { errors, code } = await run()
    expect(code).toBe(1)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/rejects the access of .* even with a new token/)
    for (const token of fake.tokens()) expect(errors[0]).not.toContain(token)
  })

  it('that forgot the sync token is read anew, and nothing is written', async () => {
    deliver('01-zayo-new.eml', '05-equinix-new.eml')
    await run()
    const before = writes().length
    fake.expireSyncTokens()
    expect(await run()).toMatchObject({ counts: { calendar: { unchanged: 2 } }, errors: [], code: 0 })
    expect(writes()).toHaveLength(before)
  })

  it('that hangs is given up in time, and the other steps are done all the same', async () => {
    deliver('01-zayo-new.eml')
    fake.fail('list', 'hang', 'hang')
    const store = openStore(join(folder, 'hang.db'))
    const parts = partsFor(readConfig(env, folder), {
      store,
      now: new Date('2026-12-04T18:00:00Z'),
      dryRun: false,
      signal: new AbortController().signal,
      ticks: () => 0,
      progress: () => undefined,
    })
    const calendar = googleTarget({
      calendarId: fake.calendarId,
      credentials: { keyFile: join(folder, 'key.json') },
      rootUrl: fake.rootUrl,
      timeoutMs: 200,
      retry: { attempts: 2, firstWaitMs: 1, jitterMs: 0, maxWaitMs: 1, budgetMs: 10_000 },
      now: Date.now,
      sleep: async () => undefined,
      random: () => 0,
    })
    const { failures, summary } = await runSteps({ ...parts, calendar: async () => calendar })
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatch(/Could not read the events .* No answer from 127\.0\.0\.1/)
    expect(summary.decisions).toEqual({ created: 1 })
    const steps = new Map((await store.runs.steps()).map(({ step, message }) => [step, message]))
    expect(steps.get('calendar')).toBe(failures[0])
    for (const step of ['fetch-ops', 'read', 'alerts', 'tasks']) expect(steps.get(step), step).toBeNull()
    await store.close()
  })
})

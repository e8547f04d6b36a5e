import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Maintenance } from '../../src/maintenance/maintenance.ts'
import { type CalendarOutcome, settleCalendar } from '../../src/steps/settle-calendar.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { maintenanceOf } from '../support/belief.ts'
import { type MemoryCalendar, memoryCalendar } from '../support/memory-calendar.ts'

const at = '2026-11-02T00:00:00Z'
let folder: string
let store: Store
let calendar: MemoryCalendar
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-settle-'))
  store = openStore(join(folder, 'maintcal.db'))
  calendar = memoryCalendar()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const settle = (given: { readonly dryRun?: boolean; readonly signal?: AbortSignal } = {}): Promise<CalendarOutcome> =>
  settleCalendar(
    store,
    async () => calendar.target,
    async () => ({ vendorTitle: (vendor) => vendor }),
    {
      now: new Date(at),
      dryRun: false,
      lookName: 'plain',
      signal: new AbortController().signal,
      progress: () => undefined,
      ...given,
    },
  )

const believed = (maintenance: Maintenance, before: readonly string[] = [], aliases: readonly string[] = []) =>
  store.belief.save([{ maintenance, tolds: [], aliases }], before, at)

const standing = () => [...calendar.events.values()].filter(({ deleted }) => !deleted)

describe('an event that we removed', () => {
  it('comes back under a new id when it is wanted again, and stays under it', async () => {
    await believed(maintenanceOf('m1'))
    await settle()
    await believed(maintenanceOf('m1', { withoutEvent: 'It was set aside.' }))
    expect((await settle()).plan).toMatchObject([{ sign: '-' }])
    expect(standing()).toEqual([])
    await believed(maintenanceOf('m1'))
    expect((await settle()).counts).toMatchObject({ inserted: 1, failed: 0 })
    expect(standing()).toHaveLength(1)
    await believed(maintenanceOf('m1', { summary: 'Two fibres are replaced' }))
    expect((await settle()).counts).toMatchObject({ inserted: 0, updated: 1 })
    expect(standing()).toMatchObject([{ summary: expect.stringContaining('Two fibres') }])
    expect((await settle()).counts).toMatchObject({ inserted: 0, updated: 0, unchanged: 1, failed: 0 })
  })
})

describe('what a person changed', () => {
  it('is noticed in the next run, without any word of the vendor', async () => {
    await believed(maintenanceOf('m1'))
    await settle()
    const id = standing()[0]?.id ?? ''
    calendar.edit(id, { summary: 'Zayo: call Sam before' })
    expect((await settle()).counts).toMatchObject({ updated: 0, unchanged: 0, kept: 1 })
    expect((await store.calendar.event('memory', id))?.owned).toEqual(['summary'])
  })
})

describe('a work that got another name', () => {
  it('has one event, with what people wrote into the old one', async () => {
    await believed(maintenanceOf('old'))
    await settle()
    calendar.edit(standing()[0]?.id ?? '', { summary: 'Zayo: call Sam before' })
    await believed(maintenanceOf('new'), ['old'], ['old'])
    await settle()
    expect(standing()).toMatchObject([{ maintenance: 'new', summary: 'Zayo: call Sam before' }])
  })
})

describe('a work that is believed no more', () => {
  it('loses its event', async () => {
    await believed(maintenanceOf('m1'))
    await settle()
    await store.belief.save([], ['m1'], at)
    await settle()
    expect(standing()).toEqual([])
    expect(await store.belief.unsettled('', 9)).toEqual([])
  })
})

describe('events of others', () => {
  it('are not touched, also when they bear our mark but belong to a database that we do not know', async () => {
    await believed(maintenanceOf('m1'))
    await settle()
    const foreign = { ...standing()[0], id: 'mcforeign', maintenance: 'unknown-work', etag: '"x"' }
    calendar.events.set('mcforeign', foreign as never)
    calendar.edit('mcforeign', {})
    const writes = calendar.writes.length
    expect(await settle()).toMatchObject({ failures: [], plan: [] })
    expect(calendar.writes).toHaveLength(writes)
    expect(calendar.events.get('mcforeign')).toMatchObject({ deleted: false })
  })

  it('become the work’s event when a person made one by hand, and keep their title', async () => {
    const made = { ...maintenanceOf('m1') }
    calendar.events.set('hand', {
      id: 'hand',
      maintenance: null,
      summary: 'Zayo TTN-000100 fibre',
      description: '',
      location: null,
      start: '2026-11-17',
      end: '2026-11-18',
      link: null,
      colorId: null,
      status: 'confirmed',
      etag: '"1"',
      deleted: false,
    })
    await believed(made)
    expect((await settle()).counts).toMatchObject({ inserted: 0, updated: 1 })
    expect(standing()).toMatchObject([{ id: 'hand', summary: 'Zayo TTN-000100 fibre', maintenance: 'm1' }])
    expect((await settle()).counts).toMatchObject({ inserted: 0, updated: 0 })
  })
})

describe('a calendar that cannot be written', () => {
  it('gets no further call in the run, and everything in the next', async () => {
    await believed(maintenanceOf('m1'))
    await believed(maintenanceOf('m2'))
    calendar.writesLeft = 0
    expect(await settle()).toMatchObject({ counts: { inserted: 0, failed: 1 }, failures: ['The calendar is down.'] })
    expect(await store.calendar.syncToken('memory')).toBeNull()
    calendar.writesLeft = Number.POSITIVE_INFINITY
    expect(await settle()).toMatchObject({ counts: { inserted: 2, failed: 0 }, failures: [] })
  })
})

describe('a run that is told to stop', () => {
  it('stops between two works, and the next one goes on', async () => {
    await believed(maintenanceOf('m1'))
    const stop = new AbortController()
    stop.abort()
    expect((await settle({ signal: stop.signal })).counts).toMatchObject({ inserted: 0 })
    expect((await settle()).counts).toMatchObject({ inserted: 1 })
  })
})

describe('many works', () => {
  it('are settled page by page, each once', async () => {
    await store.atomically(async (inner) => {
      for (let n = 0; n < 450; n += 1) {
        await inner.belief.save([{ maintenance: maintenanceOf(`m${n}`), tolds: [], aliases: [] }], [], at)
      }
    })
    expect((await settle()).counts).toMatchObject({ inserted: 450, failed: 0 })
    expect(new Set(calendar.writes).size).toBe(450)
    expect((await settle()).counts).toMatchObject({ inserted: 0, unchanged: 450 })
  })
})

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFile, packageRoot } from '../../src/paths.ts'
import type { Ended } from '../support/cli.ts'
import { type Rig, rig } from '../support/rig.ts'

interface Window {
  readonly start: string
  readonly end: string | null
  readonly backup?: true
}

/** What `expected.json` says by hand of one mail. */
interface Expected {
  readonly decision: string
  readonly vendor: string | null
  readonly id: string | null
  readonly windows: readonly Window[]
}

interface Read {
  readonly file: string
  readonly vendor: string | null
  readonly notices: readonly { readonly maintenanceId: string | null; readonly windows: readonly Window[] }[]
}

const expected = JSON.parse(readFileSync(join(dataFile('demo'), 'expected.json'), 'utf8')) as Record<string, Expected>

const shown = (windows: readonly Window[]): readonly string[] =>
  windows.map(({ start, end, backup }) => `${start} ${end}${backup === true ? ' backup' : ''}`).sort()

let place: Rig
let first: Ended
let second: Ended
let files: readonly string[]
let decisions: ReadonlyMap<string, string | null>
let read: ReadonlyMap<string, Read>

beforeAll(async () => {
  // The demo has a clock of its own: what the machine's says must not matter.
  place = rig({}, '2031-05-05T05:05:05Z')
  first = await place.run(['demo'])
  const ics = readFileSync(place.ics, 'utf8')
  decisions = new Map(place.mails().map(({ origin, decision }) => [basename(origin), decision]))
  second = await place.run(['demo'])
  files = [ics, readFileSync(place.ics, 'utf8')]
  const { out } = await place.run(['read', dataFile('demo'), '--json'], { SENDER_CHECK: 'off' })
  const lines = out.trimEnd().split('\n')
  read = new Map(lines.map((line) => JSON.parse(line) as Read).map((one) => [basename(one.file), one]))
})
afterAll(() => place.remove())

describe('npm start', () => {
  it('is the demo', () => {
    const { scripts } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(scripts.start).toBe('node dist/src/cli.js demo')
  })

  it('ends well, twice, and has nothing new to say the second time', () => {
    expect([first.code, first.err]).toEqual([0, ''])
    expect([second.code, second.err]).toEqual([0, ''])
    expect(second.out).toMatch(/^0 new mails\. Calendar: 0 inserted, 0 updated, \d+ unchanged/)
    expect(files[1]).toBe(files[0])
  })

  it('writes a calendar of whole days, each with the link to its post', () => {
    const events = place.events()
    expect(events.length).toBeGreaterThan(20)
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
    for (const { start, end, url, description } of events) {
      expect(start).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(end > start).toBe(true)
      expect(url).toMatch(/^https:\/\/groups\.google\.com\/a\/noc\.example\/d\/msgid\/ops-maintenance\/\S+%40\S+$/)
      expect(description).toContain(url)
    }
  })
})

describe('each mail of the demo', () => {
  it('has a hand-written expectation, and each expectation a mail', () => {
    const ops = [...read.keys()].sort()
    expect(Object.keys(expected).sort()).toEqual(ops)
    expect([...decisions.keys()]).toEqual(expect.arrayContaining(ops))
  })

  it.each(Object.entries(expected))('%s is decided as expected', (file, { decision }) => {
    expect(decisions.get(file)).toBe(decision)
  })

  it.each(Object.entries(expected))('%s is read as expected', (file, { vendor, id, windows }) => {
    const one = read.get(file)
    expect(one?.vendor ?? null).toBe(vendor)
    expect([...new Set(one?.notices.map(({ maintenanceId }) => maintenanceId))]).toEqual(
      id === null && windows.length === 0 ? [] : [id],
    )
    expect(shown(one?.notices.flatMap((notice) => notice.windows) ?? [])).toEqual(shown(windows))
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../src/paths.ts'
import { compileZones, isZone, readZoneTable, resolveZone, type ZoneHabits } from '../../src/reading/zones.ts'

const january = { year: 2026, month: 1, day: 15, hour: 12, minute: 0 }
const july = { year: 2026, month: 7, day: 15, hour: 12, minute: 0 }
const nobody: ZoneHabits = { zone: null }
const codes = (doubts: readonly { code: string; blocking: boolean }[] = []): string[] =>
  doubts.map((d) => `${d.code}${d.blocking ? '!' : ''}`)

describe('zone words mean what network people mean by them', () => {
  it.each([
    ['UTC', 0, 0],
    ['GMT', 0, 0],
    ['Z', 0, 0],
    ['Zulu', 0, 0],
    ['Greenwich Mean Time', 0, 0],
    ['Coordinated Universal Time', 0, 0],
    ['GMT+3', 180, 180],
    ['UTC+3', 180, 180],
    ['(GMT+8)', 480, 480],
    ['(UTC+0200)', 120, 120],
    ['UTC +05:30', 330, 330],
    ['UTC-5', -300, -300],
    ['UTC + 2', 120, 120],
    ['(GMT - 5)', -300, -300],
    ['(UTC-05:00)', -300, -300],
    ['GMT +0000 UTC', 0, 0],
    ['UTC+5.5', 330, 330],
    ['( Eastern )', -300, -240],
    ['Eastern', -300, -240],
    ['ET', -300, -240],
    ['Eastern Time', -300, -240],
    ['US Eastern', -300, -240],
    ['US/Central', -360, -300],
    ['Central', -360, -300],
    ['CT', -360, -300],
    ['CST/CDT', -360, -300],
    ['Mountain', -420, -360],
    ['MT', -420, -360],
    ['Pacific', -480, -420],
    ['PT', -480, -420],
    ['PST/PDT', -480, -420],
    ['AKST/AKDT', -540, -480],
    ['HST', -600, -600],
    ['CET/CEST', 60, 120],
    ['W. Europe Standard Time', 60, 120],
    ['GMT Standard Time', 0, 60],
    ['GMT/BST', 0, 60],
    ['Europe/London', 0, 60],
    ['America/Argentina/Buenos_Aires', -180, -180],
    ['HKT', 480, 480],
    ['SGT', 480, 480],
    ['JST', 540, 540],
    ['KST', 540, 540],
    ['AWST', 480, 480],
    ['MSK', 180, 180],
    ['TRT', 180, 180],
    ['BRT', -180, -180],
    ['ART', -180, -180],
    ['COT', -300, -300],
    ['PET', -300, -300],
    ['GST', 240, 240],
    ['SAST', 120, 120],
    ['EAT', 180, 180],
    ['WAT', 60, 60],
    ['PKT', 300, 300],
    ['ICT', 420, 420],
    ['WIB', 420, 420],
    ['PHT', 480, 480],
    ['Frankfurt time', 60, 120],
    ['New York local time', -300, -240],
  ])('%s', (words, winter, summer) => {
    expect(resolveZone(words, january, nobody)).toMatchObject({ offset: winter, doubts: [] })
    expect(resolveZone(words, july, nobody)).toMatchObject({ offset: summer, doubts: [] })
  })
  it.each([
    ['EST', january, -300],
    ['EDT', july, -240],
    ['PST', january, -480],
    ['PDT', july, -420],
    ['CDT', july, -300],
    ['MDT', july, -360],
    ['Eastern Daylight Time', july, -240],
    ['CET', january, 60],
    ['CEST', july, 120],
    ['MEZ', january, 60],
    ['MESZ', july, 120],
    ['WET', january, 0],
    ['WEST', july, 60],
    ['EET', january, 120],
    ['EEST', july, 180],
    ['EET-DST', july, 180],
    ['AEST', july, 600],
    ['AEDT', january, 660],
    ['NZST', july, 720],
    ['NZDT', january, 780],
    ['CLT', july, -240],
    ['NST', january, -210],
    ['ADT', july, -180],
    ['IDT', july, 180],
  ] as const)('%s in its season', (words, local, offset) => {
    expect(resolveZone(words, local, nobody)).toMatchObject({ offset, doubts: [] })
  })
  it.each(['', 'est', 'et', 'West', 'Est', 'XYZ', 'GMT+15', 'Nowhere/City', 'the', 'UTC foo', 'Berlin'])(
    '%j is no zone',
    (words) => {
      expect(resolveZone(words, january, nobody)).toBeNull()
    },
  )
})

describe('words out of season are the place, with a note', () => {
  it.each([
    ['EST', july, -240],
    ['EDT', january, -300],
    ['PDT', january, -480],
    ['CET', july, 120],
    ['CEST', january, 60],
  ] as const)('%s', (words, local, offset) => {
    const found = resolveZone(words, local, nobody)
    expect(found?.offset).toBe(offset)
    expect(codes(found?.doubts)).toEqual(['zone-season'])
  })
})

describe('ambiguous words block until something decides', () => {
  it.each(['BST', 'IST', 'CST', 'AST'])('%s alone', (words) => {
    expect(codes(resolveZone(words, words === 'BST' ? july : january, nobody)?.doubts)).toContain('zone-ambiguous!')
  })
  it("the vendor's own sense decides first", () => {
    const found = resolveZone('BST', july, { zone: 'Asia/Dhaka', zones: { BST: 'Europe/London' } })
    expect(found).toEqual({ zone: 'Europe/London', offset: 60, doubts: [] })
  })
  it.each([
    ['CST', -360, 'America/Chicago'],
    ['CST', -300, 'America/Chicago'],
    ['CST', 480, 'Asia/Shanghai'],
    ['IST', 330, 'Asia/Kolkata'],
  ])('the sender’s clock makes the proposal and leaves the question: %s with %i minutes', (words, clock, zone) => {
    expect(resolveZone(words, january, { zone: null, clock })).toMatchObject({
      zone,
      doubts: [{ code: 'zone-ambiguous' }],
    })
  })
  it.each([null, 0, 180])('a clock that none of them has (%s) proposes nothing', (clock) => {
    expect(resolveZone('CST', january, { zone: null, clock })?.doubts[0]?.code).toBe('zone-ambiguous')
  })

  it("the vendor's zone or continent decides", () => {
    expect(resolveZone('BST', july, { zone: 'Europe/Paris' })).toMatchObject({ zone: 'Europe/London', doubts: [] })
    expect(resolveZone('IST', july, { zone: 'Asia/Jerusalem' })).toMatchObject({ zone: 'Asia/Jerusalem' })
    expect(resolveZone('CST', january, { zone: 'America/New_York' })).toMatchObject({
      zone: 'America/Chicago',
      doubts: [],
    })
    expect(resolveZone('CST', january, { zone: null, place: 'Asia/Taipei' })).toMatchObject({
      zone: 'Asia/Shanghai',
      doubts: [],
    })
    expect(codes(resolveZone('CST', january, { zone: 'UTC' })?.doubts)).toEqual(['zone-ambiguous!'])
  })
  it('the long name beside it decides', () => {
    expect(resolveZone('CST (Central Standard Time)', january, nobody)).toMatchObject({
      zone: 'America/Chicago',
      doubts: [],
    })
    expect(resolveZone('CST (China Standard Time)', january, nobody)).toMatchObject({
      zone: 'Asia/Shanghai',
      doubts: [],
    })
    expect(resolveZone('IST (GMT+5:30)', january, nobody)).toMatchObject({ zone: 'Asia/Kolkata', doubts: [] })
  })
  it('a name beside it that says something else blocks', () => {
    expect(codes(resolveZone('CET (UTC+3)', january, nobody)?.doubts)).toEqual(['zones-disagree!'])
  })
  it('MST in summer may be Denver or Phoenix, in winter it is the same', () => {
    expect(codes(resolveZone('MST', july, nobody)?.doubts)).toContain('zone-ambiguous!')
    expect(resolveZone('MST', january, nobody)).toMatchObject({ offset: -420, doubts: [] })
  })
})

describe('local time needs a place', () => {
  it.each(['local time', 'Local', 'LT', '(local time)', 'Ortszeit', 'hora local'])('%s', (words) => {
    expect(codes(resolveZone(words, july, nobody)?.doubts)).toEqual(['zone-local!'])
    const placed = resolveZone(words, july, { zone: null, place: 'Europe/Paris' })
    expect(placed?.offset).toBe(120)
    expect(codes(placed?.doubts)).toEqual(['zone-local'])
  })
})

describe('the table is data', () => {
  it('an own table replaces the one that ships', () => {
    const table = compileZones({ XT: { zone: 'Asia/Tokyo' } })
    expect(resolveZone('XT', july, nobody, table)).toMatchObject({ zone: 'Asia/Tokyo', offset: 540 })
    expect(resolveZone('EST', july, nobody, table)).toBeNull()
  })
  it('every phrase of the table that ships is read as itself', () => {
    const data = JSON.parse(readFileSync(dataFile('zones.json'), 'utf8')) as Record<
      string,
      { zone: string; also?: unknown }
    >
    for (const [words, { zone, also }] of Object.entries(data)) {
      const found = resolveZone(words, january, { zone: null, place: 'Asia/Tokyo' })
      expect(found, words).not.toBeNull()
      if (zone !== 'local' && also === undefined) expect(found?.zone, words).toBe(zone)
    }
  })
  it('a table with an unknown zone is refused in words', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zones-'))
    const path = join(folder, 'zones.json')
    writeFileSync(path, '{"EST": {"zone": "America/Newyork"}}')
    expect(() => readZoneTable(path)).toThrow(/America\/Newyork/)
    rmSync(folder, { recursive: true })
  })
  it("luxon's bare abbreviations are no zones", () => {
    for (const name of ['BST', 'CST', 'EST', 'IST', 'local', '']) expect(isZone(name), name).toBe(false)
    for (const name of ['UTC', 'UTC+03:00', 'Europe/Berlin']) expect(isZone(name), name).toBe(true)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dataFile } from '../../src/paths.ts'
import { zoneOfPlace } from '../../src/reading/places.ts'
import { isZone } from '../../src/reading/zones.ts'

const zone = (text: string): string | null => zoneOfPlace(text)?.zone ?? null

describe('a place tells its zone', () => {
  it.each([
    ['Frankfurt am Main, Germany', 'Europe/Berlin'],
    ['San Jose, CA', 'America/Los_Angeles'],
    ['Equinix DC2, Ashburn, VA 20147, USA', 'America/New_York'],
    ['SK Metro Area Network Maintenance', 'Europe/Stockholm'],
    ['SV5', 'America/Los_Angeles'],
    ['LD8 and LD6', 'Europe/London'],
    ['Edgeconnex LAS01', 'America/Los_Angeles'],
    ['Miami, FL', 'America/New_York'],
    ['Dallas, TX', 'America/Chicago'],
    ['Detroit, MI', 'America/New_York'],
    ['Dublin', 'Europe/Dublin'],
    ['Dublin, OH', 'America/New_York'],
    ['Birmingham', 'Europe/London'],
    ['Birmingham, AL', 'America/Chicago'],
    ['Frankfurt, DE', 'Europe/Berlin'],
    ['Hamburg, DE', 'Europe/Berlin'],
    ['Bogota, CO', 'America/Bogota'],
    ['Wilmington, DE', 'America/New_York'],
    ['Berlin, MD', 'America/New_York'],
    ['Portland, OR', 'America/Los_Angeles'],
    ['Portland, ME', 'America/New_York'],
    ['Vienna', 'Europe/Vienna'],
    ['Vienna, VA', 'America/New_York'],
    ['somewhere in Virginia', 'America/New_York'],
    ['a field, NJ', 'America/New_York'],
    ['Singapore', 'Asia/Singapore'],
    ['Kerala, India', 'Asia/Kolkata'],
    ["Cox's Bazar", 'Asia/Dhaka'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['12 London Road, Manchester', 'Europe/London'],
    ['Paris and Brussels', 'Europe/Paris'],
  ])('%s', (text, expected) => {
    expect(zone(text)).toBe(expected)
  })
  it('and its name', () => {
    expect(zoneOfPlace('Equinix, Ashburn, VA')?.place).toBe('Ashburn')
  })
})

describe('what is not sure tells nothing', () => {
  it.each([
    ['London - New York'],
    ['AM6, DB2'],
    ['Smallville, TX to Denver, CO'],
    ['Melbourne, FL'],
    ['Portland'],
    ['San Jose'],
    ['Texas'],
    ['Georgia'],
    ['USA'],
    ['ORDER CA 12, me or in'],
    ['nothing of the kind'],
    ['paris in small letters'],
    ['London Road'],
    [''],
  ])('%s', (text) => {
    expect(zoneOfPlace(text)).toBeNull()
  })
})

describe('the table is sound', () => {
  const data = JSON.parse(readFileSync(dataFile('places.json'), 'utf8')) as Record<
    'cities' | 'codes' | 'countries',
    Record<string, string[]>
  >
  it('every zone exists', () => {
    for (const kind of ['cities', 'codes', 'countries'] as const)
      for (const name of Object.keys(data[kind])) expect(isZone(name), name).toBe(true)
  })
  it('every city is found by its name', () => {
    for (const [expected, names] of Object.entries(data.cities)) {
      for (const name of names) expect(zoneOfPlace(name), `${name} in ${expected}`).not.toBeNull()
    }
  })
  it('no metro code has two zones', () => {
    const all = Object.values(data.codes).flat()
    expect(new Set(all).size).toBe(all.length)
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsers, vendors } from '../../parsers/index.ts'
import { vendorDocs } from '../../src/fixture/vendor-docs.ts'
import { fixturesIn } from '../support/fixtures.ts'

const here = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const files = readdirSync(here('parsers/'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\.ts$/, ''))
const helpers = ['index', 'bcop', 'generic']
const slugs = vendors.map((v) => v.name)

describe('the list of vendors', () => {
  it('names every file of parsers/ once, in the order of the alphabet', () => {
    expect(slugs).toEqual(files.filter((f) => !helpers.includes(f)).sort())
  })

  it('gives no address to two vendors', () => {
    const all = vendors.flatMap((v) => v.senders)
    expect(all.filter((s, i) => all.indexOf(s) !== i)).toEqual([])
  })
})

describe.each(vendors.map((v) => [v.name, v] as const))('the vendor %s', (name, vendor) => {
  const source = readFileSync(here(`parsers/${name}.ts`), 'utf8')

  it('has senders in lower case, formats with names of their own, and a doc comment or a plain table', () => {
    expect(vendor.senders.length).toBeGreaterThan(0)
    expect(vendor.senders.every((s) => s === s.toLowerCase() && !s.startsWith('@'))).toBe(true)
    const formats = vendor.formats.map((f) => f.name)
    expect(new Set(formats).size).toBe(formats.length)
    expect(vendor.formats.every((f) => f.when.length > 0)).toBe(true)
  })

  it('has fixtures that we wrote, each with a golden reading', () => {
    const folder = here(`tests/fixtures/vendors/${name}/`)
    expect(existsSync(folder)).toBe(true)
    const mails = readdirSync(folder).filter((f) => f.endsWith('.eml'))
    expect(mails.length).toBeGreaterThanOrEqual(2)
    expect(mails.filter((m) => !existsSync(new URL(m.replace(/\.eml$/, '.json'), folder)))).toEqual([])
  })

  it('is a table: it imports nothing but the contract, and does no date arithmetic', () => {
    const imports = [...source.matchAll(/from '([^']+)'/g)].map((m) => m[1])
    expect(imports).toEqual(['../src/reading/vendor.ts'])
    expect(source).not.toMatch(/new Date|Date\.|luxon|DateTime|htmlparser|querySelector/)
    expect(source.split('\n').length).toBeLessThanOrEqual(150)
  })
})

describe('docs/vendors.md', () => {
  it('tells of every vendor what its table and its fixtures say (npm run docs:vendors)', () => {
    const shown = (slug: string) => {
      const all = fixturesIn(`vendors/${slug}`).map((f) => f.golden)
      return { mails: all.length, kinds: [...new Set(all.flatMap((g) => g.notices.map((n) => n.kind)))].sort() }
    }
    expect(readFileSync(here('docs/vendors.md'), 'utf8')).toBe(vendorDocs(vendors, shown))
  })
})

describe('the length of parsers', () => {
  it('is at most 60 lines at the median', () => {
    const lengths = slugs
      .map((s) => readFileSync(here(`parsers/${s}.ts`), 'utf8').split('\n').length)
      .sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60)
    expect(parsers.vendors).toBe(vendors)
  })
})

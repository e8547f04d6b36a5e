// npm run docs:vendors: writes docs/vendors.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { vendors } from '../dist/parsers/index.js'
import { vendorDocs } from '../dist/src/fixture/vendor-docs.js'

const goldens = (slug) =>
  readdirSync(`tests/fixtures/vendors/${slug}`)
    .filter((f) => f.endsWith('.json'))
    .map((f) => JSON.parse(readFileSync(`tests/fixtures/vendors/${slug}/${f}`, 'utf8')))
const shown = (slug) => {
  const all = goldens(slug)
  const kinds = new Set(all.flatMap((g) => g.notices.map((n) => n.kind)))
  return { mails: all.length, kinds: [...kinds].sort() }
}
writeFileSync('docs/vendors.md', vendorDocs(vendors, shown))

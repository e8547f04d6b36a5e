// npm run vendor:new -- SLUG MAIL.eml
// Disguises the mail, writes fixture, golden and the parser's skeleton, and the line in parsers/index.ts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parsers } from '../dist/parsers/index.js'
import { fixtureOf } from '../dist/src/fixture/fixture.js'
import { golden } from '../dist/src/fixture/golden.js'
import { listed, skeleton } from '../dist/src/fixture/skeleton.js'
import { readMail } from '../dist/src/mail/read.js'
import { readReading } from '../dist/src/reading/read.js'

const [slug, path] = process.argv.slice(2)
const fail = (message) => {
  console.error(`vendor:new: ${message}`)
  process.exit(2)
}
if (!slug || !path) fail('usage: npm run vendor:new -- SLUG MAIL.eml')
if (!/^[a-z][a-z0-9]{1,40}$/.test(slug)) fail(`“${slug}” is no slug: small letters and digits, as acmefiber.`)
if (!existsSync(path)) fail(`there is no file ${path}.`)
if (existsSync(`parsers/${slug}.ts`))
  fail(`parsers/${slug}.ts is there already; add fixtures to tests/fixtures/vendors/${slug}/.`)

const raw = readFileSync(path)
const mail = await readMail(raw)
const sender = mail.forwarded?.from?.address ?? mail.sender?.address ?? 'noc@example.com'
const options = { parsers, senderCheck: 'off' }
const first = readReading(mail, options)
const names = [first.notices[0]?.account, ...mail.to.map((a) => a.name)].filter((n) => n)
const fixture = await fixtureOf(
  raw,
  { keepDomains: [sender.split('@')[1]], names },
  `${slug}-new@${sender.split('@')[1]}`,
)
const reading = readReading(await readMail(fixture.raw), options)

const folder = `tests/fixtures/vendors/${slug}`
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/new.eml`, fixture.raw)
writeFileSync(`${folder}/new.json`, `${JSON.stringify(golden(reading, slug), null, 2)}\n`)
writeFileSync(`parsers/${slug}.ts`, skeleton(slug, sender, reading))
writeFileSync('parsers/index.ts', listed(readFileSync('parsers/index.ts', 'utf8'), slug))

console.log(`Written:
  parsers/${slug}.ts          the table: mend what the common words found
  parsers/index.ts            its line
  ${folder}/new.eml   the disguised mail: READ IT, prose may still tell who somebody is
  ${folder}/new.json  what the program read: CORRECT IT by hand until it says what the mail says
${fixture.dropped.length ? `Left out, because it cannot be disguised: ${fixture.dropped.join(', ')}\n` : ''}Next: docs/adding-a-vendor.md, from step 3.`)

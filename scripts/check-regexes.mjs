// Analyses regular expressions with recheck, since one that takes more than linear time lets a mail stop the program.
//   npm run check:regexes                what is not in tests/safe-regexes.json, or stands there without a reason
//   npm run check:regexes -- --update    analyses what is new, drops what is gone, and writes the list
//   npm run check:regexes -- --all       analyses all again (minutes)
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { expressions, listFile, readList, root } from './regexes.mjs'

const flags = new Set(process.argv.slice(2))
const version = JSON.parse(readFileSync(join(root, 'node_modules', 'recheck', 'package.json'), 'utf8')).version
const known = existsSync(listFile) ? readList() : { recheck: version, expressions: {} }
const found = await expressions()

/** `linear`, or what recheck says, to be followed by a person's reason. */
const analyse = async (expression) => {
  const end = expression.lastIndexOf('/')
  const [source, marks] = [expression.slice(1, end), expression.slice(end + 1)]
  const { status, complexity } = await check(source, marks.replace('v', 'u'), { timeout: 20_000, randomSeed: 1 })
  if (status === 'safe') return 'linear'
  const said = complexity?.type ?? 'unknown'
  return { said: said === 'polynomial' ? `polynomial of degree ${complexity.degree}` : said, reason: '' }
}

const list = {}
const open = []
for (const [expression, file] of found) {
  const before = flags.has('--all') ? undefined : known.expressions[expression]
  let verdict = before
  if (verdict === undefined) {
    verdict = await analyse(expression)
    const reason = known.expressions[expression]?.reason
    if (typeof verdict === 'object' && reason) verdict.reason = reason
    if (verdict !== 'linear') console.error(`${file}: ${verdict.said}: ${expression}`)
  }
  list[expression] = verdict
  if (typeof verdict === 'object' && (verdict.said === 'exponential' || verdict.reason === ''))
    open.push(
      `${file}: ${expression} is ${verdict.said}: rewrite it, or say in tests/safe-regexes.json what bounds it.`,
    )
  else if (known.expressions[expression] === undefined && !flags.has('--update') && !flags.has('--all'))
    open.push(`${file}: ${expression} is not in tests/safe-regexes.json. Call "npm run check:regexes -- --update".`)
}

if (flags.has('--update') || flags.has('--all')) {
  const sorted = Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(listFile, `${JSON.stringify({ recheck: version, expressions: sorted }, null, 1)}\n`)
}
for (const line of open) console.error(line)
console.log(`${found.size} regular expressions, ${open.length} of them open.`)
process.exitCode = open.length > 0 ? 1 : 0
process.exit()

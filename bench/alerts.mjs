#!/usr/bin/env node
// How well and how fast root@ mail is grouped. Needs `npm run build`.
//   node bench/alerts.mjs [FOLDER]     FOLDER holds *.eml and labels.json ({"file": {"group": "…"}}); default: the fixtures
// GA: share of mails whose group holds exactly the mails of its true group. FGA: F1 over groups, each counting once.
// Pairwise precision falls by merging too much, recall by splitting too much. Speed: signatures of parsed mails, one core.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openAlertMail } from '../dist/src/alerts/open.js'
import { alertsOf } from '../dist/src/alerts/recognise.js'
import { signatureOf } from '../dist/src/alerts/signature.js'

const here = dirname(fileURLToPath(import.meta.url))
const folder = process.argv[2] ?? join(here, '..', 'tests', 'fixtures', 'root')
const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'))
const files = readdirSync(folder).filter((f) => f in labels)

const started = performance.now()
const inputs = []
for (const file of files) inputs.push(await openAlertMail(readFileSync(join(folder, file))))
const opening = (inputs.length / (performance.now() - started)) * 1000

const nameOf = (input) => signatureOf(alertsOf(input)[0])
const predicted = new Map(files.map((file, i) => [file, nameOf(inputs[i])]))

const groups = (of) => {
  const by = new Map()
  for (const file of files) by.set(of(file), [...(by.get(of(file)) ?? []), file])
  return [...by.values()]
}
const pairs = (list) => list.reduce((n, members) => n + (members.length * (members.length - 1)) / 2, 0)
const key = (members) => [...members].sort().join('\n')

const truth = groups((f) => labels[f].group)
const found = groups((f) => predicted.get(f))
const right = new Set(truth.map(key))
const hits = found.filter((members) => right.has(key(members)))
const pga = hits.length / found.length
const rga = hits.length / truth.length
const both = pairs(groups((f) => `${labels[f].group}\n${predicted.get(f)}`))

const perSecond = () => {
  const begin = performance.now()
  let count = 0
  while (count < 20_000) {
    for (const input of inputs) for (const alert of alertsOf(input)) signatureOf(alert)
    count += inputs.length
  }
  return (count / (performance.now() - begin)) * 1000
}
const speeds = [perSecond(), perSecond(), perSecond()]

const rounded = (x) => Math.round(x * 1000) / 1000
console.log(
  JSON.stringify({
    mails: files.length,
    groups: truth.length,
    predicted: found.length,
    GA: rounded(hits.flat().length / files.length),
    FGA: rounded(pga + rga === 0 ? 0 : (2 * pga * rga) / (pga + rga)),
    precision: rounded(pairs(found) === 0 ? 1 : both / pairs(found)),
    recall: rounded(pairs(truth) === 0 ? 1 : both / pairs(truth)),
    opensPerSecond: Math.round(opening),
    signaturesPerSecond: Math.round(Math.max(...speeds)),
  }),
)

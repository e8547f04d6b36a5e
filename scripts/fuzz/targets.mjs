// What is fuzzed: each target takes bytes and throws what is wrong with the outcome. Needs `npm run build`.
import { deepStrictEqual, equal, ok } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { openAlertMail } from '../../dist/src/alerts/open.js'
import { alertsOf } from '../../dist/src/alerts/recognise.js'
import { fenced } from '../../dist/src/alerts/remarkup.js'
import { hideSecretsIn } from '../../dist/src/alerts/secrets.js'
import { signatureOf } from '../../dist/src/alerts/signature.js'
import { taskTitle } from '../../dist/src/alerts/task.js'
import { desiredEvents } from '../../dist/src/calendar/event.js'
import { unfit } from '../../dist/src/calendar/google/shape.js'
import { parse, render } from '../../dist/src/calendar/ics-file.js'
import { plain } from '../../dist/src/commands/table.js'
import { parseAuthHeader, readAuthenticity } from '../../dist/src/mail/authenticity.js'
import { limits } from '../../dist/src/mail/limits.js'
import { mboxMails } from '../../dist/src/mail/mbox-scan.js'
import { readCsv, readWorkbook, sheetPart } from '../../dist/src/mail/sheets.js'
import { plainZip } from '../../dist/src/mail/zip.js'
import { fold } from '../../dist/src/maintenance/fold.js'
import { partition } from '../../dist/src/maintenance/partition.js'
import { packageRoot } from '../../dist/src/paths.js'
import { readerFor } from '../../dist/src/reader.js'
import { parseCalendar } from '../../dist/src/reading/ical.js'
import { mailPage } from '../../dist/src/review/mail-html.js'
import { understand } from '../../dist/src/steps/understand.js'
import { reading, unruly } from './contract.mjs'

const fixtures = join(packageRoot(), 'tests', 'fixtures')
const files = (folder) =>
  readdirSync(join(fixtures, folder), { recursive: true })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(fixtures, folder, name)))

const reader = await readerFor({ SENDER_CHECK: 'off' })
const stored = (raw) => ({
  hash: 'h',
  raw,
  size: raw.length,
  tooLarge: false,
  origin: 'x.eml',
  received: '2026-11-01T00:00:00Z',
  gmailThread: null,
})

const checkEvents = (tolds) => {
  for (const cluster of partition(tolds))
    for (const event of desiredEvents(fold(cluster), { vendorTitle: (vendor) => vendor })) {
      equal(unfit(event), null)
      ok(!unruly.test(event.summary) && event.summary.length <= 250, 'the title is unruly or too long')
      ok(!/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(event.description), 'the description holds markup')
      ok(!unruly.test(event.description.replaceAll('\n', '')), 'the description is unruly')
      equal(event.description.split('below this line is yours').length, 2, 'the marker does not stand once')
      ok(event.description.length <= 7000, 'the description is too long')
    }
}

/** A mail is understood, whatever it holds, and what it says has the contract's form. */
const checkMail = async (bytes) => {
  const said = await understand(stored(bytes), reader, [])
  ok('tolds' in said, `the mail was not read: ${said.outcome?.reason}`)
  const { error } = reading.safeParse(said.reading)
  ok(error === undefined, `not of the contract's form: ${error?.issues[0]?.path.join('.')}`)
  deepStrictEqual(JSON.parse(JSON.stringify(said)), said)
  ok(!unruly.test(plain(said.facts.subject)), 'a line for a terminal is unruly')
  checkEvents(said.tolds)
}

const mailWith = (type, bytes) =>
  Buffer.from(
    `From: noc@carrier.example\nDate: Wed, 2 Dec 2026 10:00:00 +0000\nSubject: Planned maintenance\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64')}\n`,
  )

/** Errors that tell a person why a file is not read; others are defects of ours. */
const inWords = (error) => error instanceof Error && !['TypeError', 'RangeError', 'ReferenceError'].includes(error.name)

const checkZip = (bytes) => {
  const most = 100_000
  try {
    const out = plainZip(bytes, () => true, most)
    ok(out.length <= most + 2000 * 200_000 && out.readUInt32LE(0) >>> 0 > 0)
    deepStrictEqual(
      plainZip(out, () => true, most),
      out,
    )
  } catch (error) {
    if (error.code === 'ERR_ASSERTION' || !/^it (?:is|has) /.test(error.message)) throw error
  }
}

const checkWorkbook = async (bytes) => {
  checkZip(bytes)
  const sheets = await readWorkbook(bytes).catch(() => [])
  ok(sheets.length <= limits.sheets)
  for (const { rows } of sheets) {
    ok(rows.length <= limits.sheetRows)
    sheetPart('xlsx', 'x', rows)
  }
  await checkMail(mailWith('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name=a.xlsx', bytes))
}

const checkCsv = async (bytes) => {
  const rows = await readCsv(bytes, null).catch((error) => {
    if (!inWords(error)) throw error
    return []
  })
  ok(rows.length <= limits.sheetRows)
  sheetPart('csv', 'x', rows)
  await checkMail(mailWith('text/csv; name=a.csv', bytes))
}

const checkCalendar = async (bytes) => {
  const text = bytes.toString('utf8')
  parseCalendar(text)
  await checkMail(mailWith('text/calendar', bytes))
  let content = null
  try {
    content = parse(text, 'x.ics')
  } catch (error) {
    ok(error.message.includes('x.ics') && inWords(error), `not refused in words: ${error.message.slice(0, 80)}`)
  }
  if (content === null) return
  // ical.js cuts what is no date where a date has its dashes, in every rewriting anew: all else stays letter by letter.
  const said = ({ entries, others }) =>
    JSON.stringify([[...entries], others]).replace(/\\"date[a-z-]*\\"(?:,\\".*?\\")+/g, '')
  equal(said(parse(render(content), 'x.ics')), said(content))
}

async function* cut(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const checkMbox = async (bytes) => {
  const all = async (size, most) => {
    const mails = []
    for await (const mail of mboxMails(cut(bytes, size), 0, most)) mails.push(mail)
    return mails
  }
  const whole = await all(bytes.length + 1, 100_000)
  deepStrictEqual(await all(1 + (bytes.length % 61), 100_000), whole)
  // One mail begins where the one before ends, and the last ends with the file.
  for (const [n, { end }] of whole.entries()) equal(end, whole[n + 1]?.start ?? bytes.length)
  for (const { raw } of await all(4096, 300)) ok(raw === null || raw.length <= 300)
}

const checkAuthentication = (bytes) => {
  const value = bytes.toString('latin1').replace(/[\r\n]+/g, ' ')
  const { results } = parseAuthHeader(value)
  ok(results.every(({ method, result }) => typeof method === 'string' && typeof result === 'string'))
  const given = {
    sender: { name: '', address: 'noc@carrier.example' },
    group: null,
    knownGroup: null,
    trustedAuthserv: 'mx.google.com',
  }
  const verdict = (...values) => readAuthenticity({ ...given, headers: new Map([['authentication-results', values]]) })
  const said = value.toLowerCase().replace(/["\\>\s]/g, '')
  for (const domain of verdict(value).domains) ok(said.includes(domain), 'vouches for what was not said')
  // What our own server said stands on top: nothing below it counts.
  deepStrictEqual(verdict('mx.google.com; dkim=none', value).domains, [])
  deepStrictEqual(verdict('mx.google.com; spf=fail (a)', value).domains, [])
}

const checkAlerts = async (bytes) => {
  const lines = bytes.toString('utf8').split('\n')
  const hidden = hideSecretsIn(lines)
  deepStrictEqual(hideSecretsIn(hidden), hidden)
  for (const alert of alertsOf(await openAlertMail(bytes))) {
    ok(/^v\d+\|/.test(signatureOf(alert)))
    ok(!unruly.test(taskTitle(alert)), 'the title of a task is unruly')
    const shown = fenced(alert.example).split('\n')
    ok(!shown.slice(1, -1).some((line) => line.includes('```')) && !unruly.test(shown.join('')), 'leaves its fence')
  }
}

const harmless =
  /^(?:style|title|class|lang|charset|align|valign|width|height|bgcolor|color|size|face|border|cellpadding|cellspacing|colspan|rowspan|dir|start|type)$/
const active =
  /^(?:script|iframe|frame|object|embed|form|input|button|a|img|link|base|svg|math|audio|video|template|textarea|select)$/

const checkPage = (bytes) => {
  let styles = 0
  const parser = new Parser({
    onopentag: (name, attributes) => {
      ok(!active.test(name), `<${name}> is left`)
      if (name === 'style') styles += 1
      for (const [key, value] of Object.entries(attributes)) {
        ok(harmless.test(key), `${name}.${key} is left`)
        if (key === 'style')
          ok(!/url|expression|import|\\|@|position/i.test(value), `a style that acts is left: ${value}`)
      }
    },
  })
  parser.end(mailPage(bytes.toString('utf8'), []))
  equal(styles, 1)
}

const book = readFileSync(join(packageRoot(), 'scripts', 'fuzz', 'book.xlsx'))
const html = (raw) => /<html[\s\S]*/i.exec(raw.toString('latin1'))?.[0]
const calendars = (raw) => /BEGIN:VCALENDAR[\s\S]*END:VCALENDAR/.exec(raw.toString('latin1'))?.[0]
const fitting = (found) => found.filter((text) => text !== undefined).map((text) => Buffer.from(text, 'latin1'))

const vendors = files('vendors')
const authentic = [
  'mx.google.com; dkim=pass header.i=@carrier.example header.s=a header.b=Ab1; spf=pass (google.com: domain of noc@carrier.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=noc@carrier.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=carrier.example',
  'mx.google.com; arc=pass (i=2 spf=pass spfdomain=carrier.example dkim=pass dkdomain=carrier.example dmarc=pass fromdomain=carrier.example); dkim=pass header.d=example.org',
  'mx.google.com; dkim=pass (a "quoted) ; dkim=pass" b) header.i="@a\\"b@carrier.example"',
]

/** Name → what is run on bytes, the seeds that it begins with, and the most bytes that it is given. */
export const targets = {
  mail: { run: checkMail, seeds: vendors, most: 40_000 },
  alerts: { run: checkAlerts, seeds: files('root'), most: 20_000 },
  workbook: { run: checkWorkbook, seeds: [book], most: 20_000 },
  csv: {
    run: checkCsv,
    seeds: [Buffer.from('Circuit ID,Impact\nED-4410,"outage, 30 min"\n'), Buffer.from('a;b\n1;2\n', 'utf16le')],
    most: 10_000,
  },
  calendar: { run: checkCalendar, seeds: fitting(vendors.map(calendars)), most: 10_000 },
  mbox: {
    run: checkMbox,
    seeds: [
      Buffer.concat(
        vendors
          .slice(0, 3)
          .flatMap((raw) => [
            Buffer.from('From a@example.org Mon Jan  5 10:00:00 2026\n'),
            raw.subarray(0, 400),
            Buffer.from('\n>From x\n\n'),
          ]),
      ),
    ],
    most: 6000,
  },
  authentication: { run: checkAuthentication, seeds: authentic.map((text) => Buffer.from(text)), most: 3000 },
  page: { run: checkPage, seeds: fitting(vendors.map(html)), most: 30_000 },
}

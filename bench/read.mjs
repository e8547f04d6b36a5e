// How fast mails are read on one core, and how long the parsers take to load.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn, fixtures } from './generate.mjs'
import { child, cpuOf, repeat, root, spread } from './measure.mjs'

/**
 * What others' programs do of decoding, and nothing else: mailparser on the mails of several parts (the others it does
 * not get to see), htmlparser2 on each HTML text.
 */
const librariesAlone = async (files) => {
  const [{ simpleParser }, { Parser }, { readHeader }, { readBody }] = await Promise.all([
    import('mailparser'),
    import('htmlparser2'),
    import('../dist/src/mail/header.js'),
    import('../dist/src/mail/body.js'),
  ])
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true }
  const multiparts = []
  const pages = []
  for (const raw of files) {
    const { headers, bodyStart } = readHeader(raw)
    if (/^multipart/i.test(headers.get('content-type')?.[0] ?? '')) multiparts.push(raw)
    const { texts } = await readBody(headers, raw.subarray(bodyStart))
    pages.push(...texts.filter(({ html }) => html).map(({ text }) => text))
  }
  return async () => {
    for (const raw of multiparts) await simpleParser(raw, options)
    for (const page of pages) {
      const parser = new Parser({ ontext() {}, onopentag() {}, onclosetag() {} }, { decodeEntities: true })
      parser.write(page)
      parser.end()
    }
  }
}

/** Reads all mails of a folder again and again, in processor time; the first 10,000 mails let the compiler warm up. */
export const reading = async ({ folder, runs }) => {
  const [{ readMail }, { readReading }, { parsers }] = await Promise.all([
    import('../dist/src/mail/read.js'),
    import('../dist/src/reading/read.js'),
    import('../dist/parsers/index.js'),
  ])
  const files = filesIn(folder ?? join(fixtures, 'vendors')).map((file) => readFileSync(file))
  const options = { parsers, senderCheck: 'off' }
  let mails = []
  const decode = async () => {
    mails = []
    for (const raw of files) mails.push(await readMail(raw, {}))
  }
  const understand = () => {
    for (const mail of mails) readReading(mail, options)
  }
  const alone = await librariesAlone(files)
  const warm = Math.ceil(10_000 / files.length)
  await repeat(warm, async () => {
    await decode()
    understand()
    await alone()
  })
  const timed = await repeat(Math.max(15, runs), async () => {
    const mail = (await cpuOf(decode)) / files.length
    const told = (await cpuOf(understand)) / files.length
    const libraries = (await cpuOf(alone)) / files.length
    return { mail, told, libraries }
  })
  return {
    mails: files.length,
    'mails a second, one core': spread(timed.map(({ mail, told }) => 1000 / (mail + told))),
    'decoding, ms a mail': spread(timed.map(({ mail }) => mail)),
    'reading, ms a mail': spread(timed.map(({ told }) => told)),
    'mailparser, htmlparser2, ms': spread(timed.map(({ libraries }) => libraries)),
  }
}

const script = (module) =>
  `const b = performance.now(); await import(${JSON.stringify(module)}); console.log(performance.now() - b)`

/** The modules of the vendors, beyond what reading needs anyway. */
export const loading = async ({ runs }) => {
  const path = (module) => join(root, 'dist', module)
  const shared = `await import(${JSON.stringify(path('src/reading/vendor.js'))});`
  const timed = await repeat(Math.max(7, runs), async () => {
    const { out } = await child(['--input-type=module', '-e', shared + script(path('parsers/index.js'))])
    return Number(out)
  })
  return { 'parsers, ms': spread(timed) }
}

// How fast mails are read on one core, and how long the parsers take to load.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn, fixtures } from './generate.mjs'
import { child, cpuOf, repeat, root, spread } from './measure.mjs'

/** Reads all mails of a folder again and again, in processor time; the first rounds let the compiler warm up. */
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
  const warm = Math.ceil(3000 / files.length)
  await repeat(warm, async () => {
    await decode()
    understand()
  })
  const timed = await repeat(Math.max(7, runs), async () => {
    const mail = (await cpuOf(decode)) / files.length
    const told = (await cpuOf(understand)) / files.length
    return { mail, told }
  })
  return {
    mails: files.length,
    'mails a second, one core': spread(timed.map(({ mail, told }) => 1000 / (mail + told))),
    'decoding, ms a mail': spread(timed.map(({ mail }) => mail)),
    'reading, ms a mail': spread(timed.map(({ told }) => told)),
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

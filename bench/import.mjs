// How fast many mails come into the database, and what memory that takes.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeMbox } from './generate.mjs'
import { child, cli, repeat, spread } from './measure.mjs'
import { series } from './memory.mjs'

export const importing = async ({ scratch, mails, runs }) => {
  const box = join(scratch, 'mails.mbox')
  await writeMbox(box, mails)
  const timed = await repeat(runs, async (n) => {
    const database = join(scratch, `${n}.db`)
    const env = { SENDER_CHECK: 'off', MAINTCAL_DB: database }
    const { ms, peakMb, memory, out } = await child([cli, 'import', '--json', box], { env, cwd: scratch })
    const { read } = JSON.parse(out)
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${database}${end}`, { force: true })
    if (read !== mails) throw new Error(`Of ${mails} mails ${read} were read.`)
    return { perSecond: (mails / ms) * 1000, peakMb, memory }
  })
  return {
    mails,
    'mails a second, wall': spread(timed.map(({ perSecond }) => perSecond)),
    'peak memory, MB': spread(timed.map(({ peakMb }) => peakMb)),
    // Without the end, when the process gives all of it back.
    'memory, MB (slope: a thousand mails)': series(timed[0].memory.slice(0, -10), mails / timed[0].memory.length),
  }
}

/** What a reader decides of mails, over a store of their own in memory. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/paths.ts'
import type { ReaderConfig } from '../../src/reader.ts'
import { type Decided, type Reader, readMails } from '../../src/steps/read-mails.ts'
import { openCopy } from '../../src/store/open.ts'
import { incomingMail } from './belief.ts'

export const readerConfig: ReaderConfig = {
  OPS_GROUP: 'ops-maintenance@example.org',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'off',
  VENDORS_DIR: undefined,
  ZONES_FILE: undefined,
}

/** The bytes of all mails below a folder of `tests/fixtures`, in the order of their names. */
export const rawFixtures = (folder: string): readonly Buffer[] => {
  const whole = join(packageRoot(), 'tests', 'fixtures', folder)
  return readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(join(whole, name)))
}

/** The decisions, and what is believed and asked after them. */
export const decisions = async (raws: readonly Buffer[], reader: Reader) => {
  const store = openCopy('/nowhere/maintcal.db')
  try {
    const mails = raws.map((raw, n) => incomingMail(n, { raw, size: raw.length }))
    await store.mails.keep('ops', mails, null, '2026-12-04T18:00:00Z')
    const decided: Decided[] = []
    const options = { at: '2026-12-04T18:00:00Z', signal: new AbortController().signal }
    const read = await readMails(
      store,
      async () => reader,
      options,
      (made) => decided.push(...made),
    )
    const [believed, questions] = [await store.belief.since('2000-01-01'), await store.review.open()]
    return { read, decided, believed, questions }
  } finally {
    await store.close()
  }
}

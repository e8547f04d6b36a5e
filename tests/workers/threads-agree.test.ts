import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'
import { type ReaderConfig, readerFor } from '../../src/reader.ts'
import type { Decided, Reader } from '../../src/steps/read-mails.ts'
import { readMails } from '../../src/steps/read-mails.ts'
import { openCopy } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { boundedReaderFor } from '../../src/workers/bounded-reader.ts'
import { incomingMail } from '../support/belief.ts'

const config: ReaderConfig = {
  OPS_GROUP: 'ops-maintenance@example.org',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'off',
  VENDORS_DIR: undefined,
  ZONES_FILE: undefined,
}
let store: Store | null = null
afterEach(async () => {
  await store?.close()
  store = null
})

const storeWith = async (raws: readonly Buffer[]): Promise<Store> => {
  store = openCopy('/nowhere/maintcal.db')
  const mails = raws.map((raw, n) => incomingMail(n, { raw, size: raw.length }))
  await store.mails.keep('ops', mails, null, '2026-12-04T18:00:00Z')
  return store
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? filesIn(path) : name.endsWith('.eml') ? [path] : []
    })

const fixtures = (): readonly Buffer[] =>
  filesIn(join(packageRoot(), 'tests', 'fixtures', 'vendors'))
    .slice(0, 120)
    .map((file) => readFileSync(file))

const decisions = async (raws: readonly Buffer[], reader: Reader) => {
  const into = await storeWith(raws)
  const decided: Decided[] = []
  const options = { at: '2026-12-04T18:00:00Z', signal: new AbortController().signal }
  const read = await readMails(
    into,
    async () => reader,
    options,
    (made) => decided.push(...made),
  )
  const believed = await into.belief.since('2000-01-01')
  await into.close()
  store = null
  return { read, decided, believed }
}

describe('reading in threads', () => {
  it('comes to the same with one thread, with three, and without any', async () => {
    const raws = fixtures()
    const plain = await decisions(raws, await readerFor(config))
    const one = await decisions(raws, await boundedReaderFor(config, { threads: 1 }))
    const three = await decisions(raws, await boundedReaderFor(config, { threads: 3 }))
    expect(plain.decided.length).toBeGreaterThanOrEqual(raws.length)
    expect(plain.believed.length).toBeGreaterThan(20)
    expect(one).toEqual(plain)
    expect(three).toEqual(plain)
  })
})

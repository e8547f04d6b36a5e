import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as review from '../../src/commands/review.ts'
import { readMail } from '../../src/mail/read.ts'
import { note } from '../../src/steps/answer.ts'
import { readFixture } from '../support/fixtures.ts'
import { call, testShell } from '../support/shell.ts'
import { now, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
let out: string
beforeEach(async () => {
  test = await testDesk()
  out = mkdtempSync(join(tmpdir(), 'maintcal-fixture-'))
  test.deliver('16-brightline-no-zone.eml', '33-verizon-cancel-unknown.eml')
  await test.run()
})
afterEach(async () => {
  await test.close()
  rmSync(out, { recursive: true, force: true })
})

const run = async (args: readonly string[], given: { readonly outTerminal?: boolean } = {}) => {
  const shell = { ...testShell(test.folder, { MAINTCAL_DB: join(test.folder, 'maintcal.db') }), ...given }
  await call(review, shell, ...args)
  return shell.output()
}

describe('review undo', () => {
  it('asks again, by the name that the question had, and says who undid it', async () => {
    const name = await test.question('BL-30417')
    await run(['approve', name, '--by', 'kim'])
    expect(await run(['list'])).not.toContain('BL-30417')
    await run(['undo', name.slice(0, 6), '--by', 'lee'])
    expect(await run(['list'])).toContain('BL-30417')
    expect((await test.desk.store.review.allRulings()).map(({ by }) => by)).toEqual(['kim', 'lee'])
  })

  it('has nothing to do for what was not answered', async () => {
    await expect(run(['undo', await test.question('BL-30417')])).rejects.toThrow('no answer to take back')
    await expect(run(['undo', 'ffffff'])).rejects.toThrow('ever called')
  })
})

describe('review rules', () => {
  it('lists what is in force; undo ends it', async () => {
    expect(await run(['rules'])).toBe('No kept rules.\n')
    const rule = { sender: 'storm@carrier.example.net', format: 'generic', words: 'storm', class: 'other' as const }
    const { key } = await note(test.desk.store, { verdict: { type: 'rule', rule }, by: 'kim', at: now.toISOString() })
    expect(await run(['rules'])).toContain('storm@carrier.example.net')
    expect(JSON.parse(await run(['rules', '--json']))).toMatchObject([{ key, by: 'kim', rule }])
    await run(['undo', key])
    expect(await run(['rules'])).toBe('No kept rules.\n')
  })
})

describe('review list', () => {
  it('has colours on a terminal, and none in a pipe', async () => {
    expect(await run(['list'], { outTerminal: true })).toContain('\u001b[33m')
    expect(await run(['list'])).not.toContain('\u001b')
  })
})

describe('review export', () => {
  it('writes the mail without ids, people and addresses, and the reading that fits it', async () => {
    const name = await test.question('773041700-1')
    await run(['export', name, '--fixture', out])
    const [eml = '', json = ''] = readdirSync(out).sort()
    const raw = readFileSync(join(out, eml))
    const golden = JSON.parse(readFileSync(join(out, json), 'utf8'))
    const mail = await readMail(raw)
    const all = `${raw.toString()}${JSON.stringify(mail)}${JSON.stringify(golden)}`
    for (const secret of ['773041700', '77304171', '77000417']) expect(all.includes(secret), secret).toBe(false)
    expect(golden.notices[0].circuits[0].id).toMatch(/^C\d{8}$/)
    const read = await readFixture(raw)
    expect({ class: read.class, vendor: read.vendor }).toEqual({ class: 'maintenance', vendor: 'verizon' })
    expect(read.notices[0]).toMatchObject({
      maintenanceId: golden.notices[0].maintenanceId,
      windows: golden.notices[0].windows,
      circuits: golden.notices[0].circuits,
    })
  })

  it('tells what the person said, not what the program read', async () => {
    const name = await test.question('BL-30417')
    await run(['edit', name, '--window', '2026-12-10T01:00Z/2026-12-10T08:00Z'])
    await run(['export', name, '--fixture', out, '--json'])
    const golden = JSON.parse(
      readFileSync(join(out, readdirSync(out).find((file) => file.endsWith('.json')) ?? ''), 'utf8'),
    )
    expect(golden.notices[0].windows).toEqual([{ start: '2026-12-10T01:00:00Z', end: '2026-12-10T08:00:00Z' }])
  })

  it('asks for a folder', async () => {
    await expect(run(['export', await test.question('BL-30417')])).rejects.toThrow('Name a folder')
  })
})

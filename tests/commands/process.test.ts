import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'
import { takeLock } from '../../src/store/lock.ts'
import { maintcal } from '../support/cli.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-process-'))
  mkdirSync(join(folder, 'inbox'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the program with a loader hook that notes every module that is loaded, and gives their URLs. */
const modulesOf = async (args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
  const log = join(folder, 'modules.txt')
  writeFileSync(
    join(folder, 'hook.mjs'),
    `import { appendFileSync } from 'node:fs'
export const load = (url, context, next) => { appendFileSync(${JSON.stringify(log)}, url + '\\n'); return next(url, context) }`,
  )
  const register = `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(join(folder, 'hook.mjs')).href)})`
  writeFileSync(join(folder, 'register.mjs'), register)
  const ended = await maintcal(folder, args, env, ['--import', pathToFileURL(join(folder, 'register.mjs')).href])
  expect(ended).toMatchObject({ code: 0, err: '' })
  return readFileSync(log, 'utf8')
}

const heavy =
  /node_modules\/(@googleapis|googleapis|imapflow|mailparser|kysely|better-sqlite3|zod|pino|cli-progress|hono|luxon)\//

describe('the command line', () => {
  it('tells its version, and loads nothing for that but commander', async () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
    expect(await maintcal(folder, ['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const modules = await modulesOf(['--version'])
    expect(modules).toMatch(/node_modules\/commander\//)
    expect(modules).not.toMatch(heavy)
  })

  it('loads for a run with nothing to do neither Google’s library, nor a mail parser, nor the parsers of vendors', async () => {
    const env = { OPS_MAILBOX: 'eml:inbox' }
    const modules = await modulesOf(['sync'], env)
    expect(modules).toMatch(/src\/sync\.js/)
    expect(modules).not.toMatch(/node_modules\/(@googleapis|googleapis|imapflow|mailparser|pino|cli-progress|hono)\//)
    expect(modules).not.toMatch(/\/parsers\/|src\/mail\/read\.js|src\/reading\/read\.js/)
  })

  it('ends with 1 and one line, not with a stack, when something fails beside the work that it waits for', async () => {
    const preload = join(folder, 'preload.mjs')
    const fails = `setImmediate(() => { throw new Error('the line was cut') })`
    writeFileSync(preload, `process.once('newListener', () => ${fails})`)
    const ended = await maintcal(folder, ['sync'], {}, ['--import', pathToFileURL(preload).href])
    expect(ended).toEqual({ code: 1, out: '', err: 'maintcal: the line was cut\n' })
  })

  it.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['sync', '--fast']],
    ['a missing path', ['read']],
  ])('ends with 2 for %s, and says how to get help', async (_, args) => {
    const { code, err } = await maintcal(folder, args)
    expect(code).toBe(2)
    expect(err).toMatch(/^error: /)
  })

  it('ends with 2 for mistakes in the configuration, one line each, without a secret', async () => {
    const { code, out, err } = await maintcal(folder, ['sync'], {
      OPS_MAILBOX: 'imaps://ops:hunter2@mail.example.org/INBOX',
      SENDER_CHECK: 'perhaps',
    })
    expect([code, out]).toEqual([2, ''])
    expect(err.trimEnd().split('\n')).toHaveLength(2)
    expect(err).toMatch(/^maintcal: OPS_MAILBOX holds a password/m)
    expect(err).not.toContain('hunter2')
  })

  it('reads .env in the working folder', async () => {
    writeFileSync(join(folder, '.env'), 'SENDER_CHECK=perhaps\n')
    expect((await maintcal(folder, ['events'])).err).toMatch(/SENDER_CHECK/)
  })
})

describe('sync from cron', () => {
  it('is silent when all is well, and ends with 0', async () => {
    expect(await maintcal(folder, ['sync'], { OPS_MAILBOX: 'eml:inbox' })).toEqual({ code: 0, out: '', err: '' })
  })

  it('tells of a mailbox that is not there in one line, and ends with 1', async () => {
    const { code, out, err } = await maintcal(folder, ['sync'], { OPS_MAILBOX: 'maildir:/nowhere' })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^maintcal: .*\/nowhere.*\n$/)
    expect(err).not.toMatch(/ {4}at /)
  })

  it('leaves the work to a run that is under way, and says so with -v only', async () => {
    mkdirSync(join(folder, 'var'))
    const lock = takeLock(join(folder, 'var', 'maintcal.db.lock'))
    const env = { OPS_MAILBOX: 'eml:inbox' }
    expect(await maintcal(folder, ['sync'], env)).toEqual({ code: 0, out: '', err: '' })
    const { code, err } = await maintcal(folder, ['sync', '-v'], env)
    expect(code).toBe(0)
    expect(err).toMatch(/another sync is under way/)
    lock?.release()
    expect((await maintcal(folder, ['sync', '-v'], env)).err).toBe('')
  })

  it('is not held up by a run that was killed', async () => {
    const script = `
      import { takeLock } from ${JSON.stringify(pathToFileURL(join(packageRoot(), 'dist/src/store/lock.js')).href)}
      takeLock(${JSON.stringify(join(folder, 'var', 'maintcal.db.lock'))})
      process.kill(process.pid, 'SIGKILL')`
    writeFileSync(join(folder, 'killed.mjs'), script)
    const killed = await maintcal(folder, ['--version'], {}, [
      '--import',
      pathToFileURL(join(folder, 'killed.mjs')).href,
    ])
    expect(killed.code).toBeNull()
    const { code, out } = await maintcal(folder, ['sync', '--json'], { OPS_MAILBOX: 'eml:inbox' })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ mails: { fetched: 0, new: 0 } })
  })
})

describe('npm start without a configuration', () => {
  it('shows the sample mailbox, and the second time that there is nothing new', async () => {
    const first = await maintcal(folder, ['demo'])
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toMatch(/^Sent \(UTC\) +Vendor +Work +Decision +Why$/m)
    expect(first.out).toMatch(/maintcal review list/)
    expect(readFileSync(join(folder, 'var', 'maintenance.ics'), 'utf8')).toMatch(/^BEGIN:VCALENDAR/)
    const second = await maintcal(folder, ['demo'])
    expect(second.code).toBe(0)
    expect(second.out).toMatch(/^0 new mails\. Calendar: 0 inserted, 0 updated/)
  })
})

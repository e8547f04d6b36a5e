/** A world for the program: real mailboxes behind a way that can be cut, Google, Conduit, a disk, and the command line itself. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as sync from '../../src/commands/sync.ts'
import { packageRoot } from '../../src/paths.ts'
import { type CuttingProxy, startCuttingProxy } from '../servers/cutting-proxy.ts'
import type { Dovecot, DovecotUser } from '../servers/dovecot.ts'
import { type FakeConduit, startFakeConduit } from '../servers/fake-conduit.ts'
import { type FakeGoogleCalendar, startFakeGoogleCalendar } from '../servers/fake-google-calendar.ts'
import { call, testShell } from '../support/shell.ts'

export interface Box extends DovecotUser {
  readonly way: CuttingProxy
}

/** A file system of its own under the database, as far as this machine lets us have one. */
export interface Disk {
  /** Leaves so many bytes free; null: all of it again. */
  leave(bytes: number | null): void
}

export interface Asked {
  /** Where the program's clock stands. */
  readonly now: Date
  readonly env: Readonly<Record<string, string>>
  /** No file may grow beyond so many KiB; null: as large as it likes. */
  readonly fileLimit: number | null
}

export interface Ended {
  /** A number, or the signal that ended it. */
  readonly code: number | 'SIGKILL' | 'SIGTERM'
  readonly out: string
  readonly err: string
}

export interface World {
  readonly folder: string
  readonly database: string
  readonly boxes: Readonly<Record<'ops' | 'root', Box>>
  readonly google: FakeGoogleCalendar
  readonly conduit: FakeConduit
  /** null: this user may mount nothing. */
  readonly disk: Disk | null
  /** What must never be seen on standard error. */
  secrets(): readonly string[]
  /** Sets the servers' clocks. */
  setClock(now: Date): void
  run(args: readonly string[], asked: Asked): Promise<Ended>
  /** `sync` in this process, which is three times as fast: where nothing is to go wrong. */
  sync(now: Date): Promise<Ended>
  close(): Promise<void>
}

const MB = 1024 * 1024
/** Memory is taken only for what stands there. */
const diskBytes = 600 * MB

const mount = (folder: string): Disk | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  return {
    leave: (bytes) => {
      const { blocks, bfree, bsize } = statfsSync(folder)
      const size = bytes === null ? diskBytes : (blocks - bfree) * bsize + bytes
      execFileSync('mount', ['-o', `remount,size=${size}`, folder])
    },
  }
}

const boxOf = async (server: Dovecot): Promise<Box> => {
  const user = await server.anotherUser()
  return { ...user, way: await startCuttingProxy({ port: user.port, after: [], action: 'cut' }) }
}

const cli = join(packageRoot(), 'dist', 'src', 'cli.js')
const preloads = ['tests/support/die-at.mjs', 'tests/soak/haste.mjs'].flatMap((path) => [
  '--import',
  join(packageRoot(), path),
])

/** The program in a process of its own, with this environment and no other. */
const start = (cwd: string, args: readonly string[], env: Record<string, string>, fileLimit: number | null) => {
  // POSIX counts the limit in halves of a KiB.
  const node = [process.execPath, ...preloads, cli, ...args]
  const [command = '', ...rest] =
    fileLimit === null ? node : ['sh', '-c', `ulimit -f ${2 * fileLimit}; exec "$@"`, 'limited', ...node]
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd,
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({
        code: code ?? (signal as 'SIGKILL' | 'SIGTERM'),
        out: Buffer.concat(out).toString('utf8'),
        err: Buffer.concat(err).toString('utf8'),
      }),
    )
  })
}

const urlOf = ({ user, way }: Box): string => `imap://${user}@127.0.0.1:${way.port}/INBOX`

/** `disk`: the database may get a file system of its own, where this user may mount one. */
export const makeWorld = async (server: Dovecot, begin: Date, options: { readonly disk: boolean }): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-soak-'))
  const state = join(folder, 'var')
  mkdirSync(state)
  const disk = options.disk ? mount(state) : null
  const clear = () => {
    if (disk !== null) execFileSync('umount', ['-l', state])
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clear)
  /** null: the real one, which a run in this process shows to Google. */
  let clock: Date | null = begin
  const boxes = { ops: await boxOf(server), root: await boxOf(server) }
  const google = await startFakeGoogleCalendar({ now: () => clock?.getTime() ?? Date.now() })
  const conduit = await startFakeConduit()
  writeFileSync(join(folder, 'key.json'), google.keyFile)
  const env = {
    MAINTCAL_DB: join(state, 'maintcal.db'),
    OPS_MAILBOX: urlOf(boxes.ops),
    OPS_PASSWORD: boxes.ops.password,
    ROOT_MAILBOX: urlOf(boxes.root),
    ROOT_PASSWORD: boxes.root.password,
    OPS_GROUP: 'ops-maintenance@noc.example',
    SINCE: 'all',
    CALENDAR: `google:${google.calendarId}`,
    GOOGLE_APPLICATION_CREDENTIALS: 'key.json',
    GOOGLE_CALENDAR_URL: google.rootUrl,
    PHABRICATOR_URL: conduit.url,
    PHABRICATOR_TOKEN: conduit.token,
    PHABRICATOR_PARENT: 'T1',
    SUBTASKS: 'auto',
    METRICS_FILE: join(state, 'maintcal.prom'),
    NO_PROXY: '127.0.0.1',
  }
  const password = boxes.ops.password
  const key = String(JSON.parse(google.keyFile).private_key).split('\n')[1] ?? ''
  return {
    folder,
    database: env.MAINTCAL_DB,
    boxes,
    google,
    conduit,
    disk,
    secrets: () => [password, Buffer.from(password).toString('base64'), conduit.token, key, ...google.tokens()],
    setClock: (now) => {
      clock = now
      conduit.clock = Math.floor(now.getTime() / 1000)
    },
    run: (args, { now, env: more, fileLimit }) =>
      start(folder, args, { ...env, MAINTCAL_TEST_NOW: now.toISOString(), ...more }, fileLimit),
    sync: async (now) => {
      const shell = testShell(folder, env, now.toISOString())
      clock = null
      await call(sync, shell)
      clock = now
      return { code: shell.code(), out: shell.output(), err: shell.errors().join('\n') }
    },
    close: async () => {
      process.removeListener('exit', clear)
      await Promise.all([google.close(), conduit.close(), ...Object.values(boxes).map(({ way }) => way.stop())])
      clear()
    },
  }
}

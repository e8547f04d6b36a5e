import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { icsTarget } from '../../src/calendar/ics.ts'
import { emlMailbox } from '../../src/mail/eml.ts'
import { emptyInventory } from '../../src/maintenance/circuits.ts'
import { dataFile } from '../../src/paths.ts'
import { readerFor } from '../../src/reader.ts'
import type { Desk } from '../../src/review/desk.ts'
import { reviewApp } from '../../src/review/server.tsx'
import { csrfFor } from '../../src/review/sign.ts'
import { openStore } from '../../src/store/open.ts'
import { sync } from '../../src/sync.ts'

/** The clock of the sample mailbox. */
export const now = new Date('2026-12-04T18:00:00Z')

/** A review page over a database of its own, with what a run needs to bring the calendar up to date. */
export interface TestDesk {
  readonly desk: Desk
  readonly folder: string
  readonly icsPath: string
  /** Sample mails that arrive. */
  deliver(...names: readonly string[]): void
  /** A mail of the test's own. */
  put(name: string, raw: string | Uint8Array): void
  /** One run of maintcal. */
  run(): Promise<void>
  /** The short name of the only open question whose work is called so, or whose subject holds it. */
  question(words: string): Promise<string>
  close(): Promise<void>
}

const reader = readerFor({
  OPS_GROUP: 'ops-maintenance@noc.example',
  TRUSTED_AUTHSERV: 'mx.google.com',
  SENDER_CHECK: 'enforce',
  VENDORS_DIR: undefined,
})

export const testDesk = async (given: Partial<Desk> = {}): Promise<TestDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'maintcal-review-'))
  const inbox = join(folder, 'inbox')
  mkdirSync(inbox)
  const icsPath = join(folder, 'maintenance.ics')
  const store = openStore(join(folder, 'maintcal.db'))
  const { mail } = await reader
  const look = { vendorTitle: (vendor: string) => vendor }
  let ticks = 0
  const desk: Desk = {
    store,
    look,
    inventory: emptyInventory,
    mail,
    calendar: `ics:${icsPath}`,
    auth: { kind: 'none' },
    proxies: ['127.0.0.1'],
    listen: { host: '127.0.0.1', port: 0 },
    url: null,
    account: 'robin',
    tracker: null,
    version: '0',
    key: Buffer.alloc(32, 7),
    digest: async () => '<p>digest</p>',
    // It goes on, so that of two answers one is the later.
    now: () => new Date(now.getTime() + ticks++),
    ...given,
  }
  return {
    desk,
    folder,
    icsPath,
    deliver: (...names) => {
      for (const name of names) cpSync(join(dataFile('demo'), name), join(inbox, name))
    },
    put: (name, raw) => writeFileSync(join(inbox, name), raw),
    run: async () => {
      const { failures } = await sync({
        store,
        mailboxes: [{ pile: 'ops', open: async () => emlMailbox(inbox) }],
        reader: () => reader,
        calendar: async () => icsTarget(icsPath),
        look: async () => look,
        lookName: 'test',
        alerts: async () => {
          throw new Error('there is no root@ mail in these tests')
        },
        tracked: false,
        now,
        ticks: () => 0,
        since: null,
        maxBytes: 40_000_000,
        dryRun: false,
        signal: new AbortController().signal,
        progress: () => undefined,
      })
      if (failures.length > 0) throw new Error(failures.join('\n'))
    },
    question: async (words) => {
      const { items } = (await (await request(desk, '/api/queue')).json()) as {
        items: { name: string; subject: string; maintenanceId: string | null }[]
      }
      const found = items.filter(({ subject, maintenanceId }) => maintenanceId === words || subject.includes(words))
      const [only] = found
      if (only === undefined || found.length > 1)
        throw new Error(`${found.length} open questions are called "${words}"`)
      return only.name
    },
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One request, as it comes in at 127.0.0.1 (or from `peer`). */
export const request = (
  desk: Desk,
  path: string,
  init: RequestInit & { readonly peer?: string } = {},
): Promise<Response> => {
  const { peer = '127.0.0.1', ...rest } = init
  const headers = new Headers(rest.headers)
  if (!headers.has('host')) headers.set('host', '127.0.0.1:8480')
  const env = { incoming: { socket: { remoteAddress: peer } } }
  return Promise.resolve(reviewApp(desk).request(`http://127.0.0.1:8480${path}`, { ...rest, headers }, env))
}

/** What a form of this visitor must hold. */
export const proofOf = (desk: Desk): string => csrfFor(desk.key, desk.account)

/** The body of a JSON answer. */
export const json = async <T>(response: Response | Promise<Response>): Promise<T> =>
  (await (await response).json()) as T

/** The value of a hidden field on a page. */
export const hidden = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]{0,200})"`).exec(html)?.[1] ?? ''

/** A form that a page of ours sends. */
export const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { 'sec-fetch-site': 'same-origin' },
})

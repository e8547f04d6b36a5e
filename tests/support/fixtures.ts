/** The mails that we wrote, with what a careful person reads in them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsers } from '../../parsers/index.ts'
import { golden } from '../../src/fixture/golden.ts'
import { readMail } from '../../src/mail/read.ts'
import { needsReview, type Reading } from '../../src/reading/notice.ts'
import { readReading } from '../../src/reading/read.ts'

interface GoldenWindow {
  readonly start: string
  readonly end: string | null
  readonly backup?: true
}

export interface GoldenNotice {
  readonly maintenanceId: string | null
  readonly account?: string | null
  readonly status: string
  readonly kind: string
  readonly windows: readonly GoldenWindow[]
  readonly circuits: readonly { readonly id: string; readonly impact: string | null }[]
  readonly summary?: string | null
  readonly location?: string | null
}

/** See tests/fixtures/README.md. */
export interface Golden {
  readonly class: string
  readonly vendor: string | null
  readonly review: boolean | null
  readonly notices: readonly GoldenNotice[]
  readonly doubts: readonly string[]
  readonly accept?: {
    readonly class?: readonly string[]
    readonly maintenanceId?: readonly (string | null)[]
    readonly windows?: readonly (readonly GoldenWindow[])[]
    readonly status?: readonly string[]
    readonly kind?: readonly string[]
    readonly circuits?: 'any'
  }
}

export interface Fixture {
  /** `vendors/zayo/cancelled` */
  readonly name: string
  readonly vendor: string
  readonly raw: Buffer
  readonly golden: Golden
}

const root = fileURLToPath(new URL('../fixtures/', import.meta.url))

const walk = (dir: string): readonly string[] =>
  readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((e) => (e.isDirectory() ? walk(join(dir, e.name)) : e.name.endsWith('.eml') ? [join(dir, e.name)] : []))

/** All fixtures below one of `vendors`, `noise`, `regressions` that have a golden beside them. */
export const fixturesIn = (folder: string): readonly Fixture[] =>
  walk(join(root, folder)).map((path) => {
    const name = relative(root, path).replace(/\.eml$/, '')
    return {
      name,
      vendor: name.split('/')[1] ?? '',
      raw: readFileSync(path),
      golden: JSON.parse(readFileSync(path.replace(/\.eml$/, '.json'), 'utf8')),
    }
  })

/** Reads bytes with all parsers, senders unchecked: goldens tell what is written, not who may be believed. */
export const readFixture = async (raw: Uint8Array): Promise<Reading> =>
  readReading(await readMail(raw), { parsers, senderCheck: 'off' })

const squash = (text: string | null): string => (text ?? '').replace(/\s+/g, '').toLowerCase()

const windowsOf = (windows: readonly GoldenWindow[]): readonly string[] =>
  windows.map((w) => `${w.start} ${w.end ?? '?'}${w.backup ? ' backup' : ''}`).sort()

interface Shown {
  readonly class: string
  readonly vendor: string | null
  readonly notices: readonly {
    readonly maintenanceId: string
    readonly status: string
    readonly windows: readonly string[]
    readonly circuits: readonly string[]
  }[]
}

/** A reading in few words, order-free, so that `toEqual` shows what differs. */
export const comparable = (reading: Golden | Reading): Shown => ({
  class: reading.class,
  vendor: reading.vendor ?? null,
  notices: reading.notices
    .map((n) => ({
      maintenanceId: squash(n.maintenanceId),
      status: n.status,
      windows: windowsOf(n.windows),
      circuits: [...new Set(n.circuits.map((c) => squash(c.id)))].sort(),
    }))
    .sort((x, y) => x.maintenanceId.localeCompare(y.maintenanceId)),
})

/** The golden, with those second readings taken that the reading chose and the golden accepts. */
export const goldenFor = (golden: Golden, reading: Reading): Shown => {
  const [want, got] = [comparable(golden), comparable(reading)]
  const { accept } = golden
  if (!accept) return want
  return {
    class: accept.class?.includes(got.class) ? got.class : want.class,
    vendor: want.vendor,
    notices: want.notices.map((n, i) => {
      const g = got.notices[i]
      if (!g) return n
      return {
        maintenanceId: accept.maintenanceId?.some((id) => squash(id) === g.maintenanceId)
          ? g.maintenanceId
          : n.maintenanceId,
        status: accept.status?.includes(g.status) ? g.status : n.status,
        windows: accept.windows?.some((w) => windowsOf(w).join() === g.windows.join()) ? g.windows : n.windows,
        circuits: accept.circuits === 'any' ? g.circuits : n.circuits,
      }
    }),
  }
}

/** All doubt codes of a reading. */
export const doubtCodesOf = (reading: Reading): readonly string[] => [
  ...new Set([...reading.doubts, ...reading.notices.flatMap((n) => n.doubts)].map((d) => d.code)),
]

export const reviewed = (reading: Reading): boolean => needsReview(reading)

/** Writes what the program reads over the golden (`UPDATE_GOLDENS=SLUG`): look at the difference before you commit it. */
export const rewriteGolden = (fixture: Fixture, reading: Reading): void =>
  writeFileSync(join(root, `${fixture.name}.json`), `${JSON.stringify(golden(reading, reading.vendor), null, 2)}\n`)

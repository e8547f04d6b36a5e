import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decisions } from '../../src/maintenance/maintenance.ts'
import { dataFile } from '../../src/paths.ts'
import { doubtCodes, impacts, kinds, statuses } from '../../src/reading/notice.ts'
import { type Rig, rig } from '../support/rig.ts'

const fixtures = (folder: string): string => fileURLToPath(new URL(`../fixtures/${folder}`, import.meta.url))

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const words = z.string().min(1)
const count = z.int().nonnegative()

/** The keys of DESIGN §9, and `dateOnly` and `cancelled`, which stand only where they are true. */
const window = z.strictObject({
  start: instant,
  end: instant.nullable(),
  backup: z.literal(true).optional(),
  dateOnly: z.literal(true).optional(),
  cancelled: z.literal(true).optional(),
})
const isReversed = ({ start, end }: z.output<typeof window>): boolean => end !== null && end <= start
const circuit = z.strictObject({ id: words, impact: z.enum(impacts).nullable() })
const doubt = z.strictObject({ code: z.enum(doubtCodes), blocking: z.boolean(), detail: words })
const evidence = z.strictObject({ part: words, line: count, column: count, text: z.string() })

const notice = z
  .strictObject({
    maintenanceId: words.nullable(),
    account: words.nullable(),
    status: z.enum(statuses),
    kind: z.enum(kinds),
    windows: z.array(window),
    circuits: z.array(circuit),
    summary: words.nullable(),
    location: words.nullable(),
    evidence: z.record(words, z.array(evidence)),
    doubts: z.array(doubt),
  })
  .refine(
    ({ windows, doubts }) =>
      !windows.some(isReversed) || doubts.some(({ code, blocking }) => code === 'window-reversed' && blocking),
    'a window that ends before it starts is asked about',
  )

const readLine = z
  .strictObject({
    file: words,
    messageId: words.nullable(),
    class: z.enum(['maintenance', 'incident', 'other']),
    vendor: z
      .string()
      .regex(/^[a-z0-9]+$/)
      .nullable(),
    review: z.boolean(),
    notices: z.array(notice),
    doubts: z.array(doubt),
    ms: z.number().nonnegative(),
  })
  .refine(
    ({ review, notices, doubts }) =>
      review === [...doubts, ...notices.flatMap((one) => one.doubts)].some(({ blocking }) => blocking),
    'review is exactly that a doubt blocks',
  )

const event = z
  .strictObject({
    id: z.string().regex(/^[a-v0-9]{5,1024}$/),
    maintenanceId: words.nullable(),
    vendor: words,
    status: z.enum(statuses),
    summary: words,
    description: words,
    start: day,
    end: day,
    link: z.url().nullable(),
    windows: z.array(window),
    circuits: z.array(circuit),
  })
  .refine(({ start, end }) => end > start, 'the end is exclusive')
  .refine(({ windows }) => !windows.some(isReversed), 'ends before it starts')

const summary = z.strictObject({
  mails: z.strictObject({ fetched: count, new: count }),
  decisions: z.partialRecord(z.enum(decisions), count),
  calendar: z.strictObject({ inserted: count, updated: count, unchanged: count, kept: count, failed: count }),
  tasks: z.strictObject({ created: count, updated: count, reopened: count, failed: count }),
  review: count,
  ms: count,
})

const alert = z.strictObject({
  file: words,
  kind: words,
  unit: words,
  host: words.nullable(),
  event: words.nullable(),
  signature: z.string().regex(/^v\d+\|[^|]+\|[^|]+\|[0-9a-f]{12}$/),
})

let place: Rig
beforeEach(() => {
  const env = { OPS_MAILBOX: 'eml:inbox', OPS_GROUP: 'ops-maintenance@noc.example', SINCE: 'all', SENDER_CHECK: 'off' }
  place = rig(env, '2026-10-20T08:00:00Z')
})
afterEach(() => place.remove())

const deliver = (...names: readonly string[]): void => {
  for (const name of names) cpSync(join(dataFile('demo'), name), join(place.inbox, name))
}

const linesOf = (out: string): readonly unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

/** What differs, with the file that it is said of. */
const wrong = (schema: z.ZodType, values: readonly unknown[]): readonly string[] =>
  values.flatMap((value) => {
    const { error } = schema.safeParse(value)
    if (error === undefined) return []
    const name = z.looseObject({ file: z.string().optional(), summary: z.string().optional() }).parse(value)
    return [`${name.file ?? name.summary}: ${z.prettifyError(error)}`]
  })

describe('what programs read', () => {
  it.each(['vendors', 'noise', 'regressions', 'strangers'])(
    'read --json prints one line a mail, in its shape: %s',
    async (folder) => {
      const { code, out, err } = await place.run(['read', fixtures(folder), '--json'])
      expect([code, err]).toEqual([0, ''])
      const lines = linesOf(out)
      expect(lines.length).toBeGreaterThan(20)
      expect(wrong(readLine, lines)).toEqual([])
    },
  )

  it('alerts sign --json prints one line an alert, in its shape', async () => {
    const { code, out, err } = await place.run(['alerts', 'sign', fixtures('root'), '--json'])
    expect([code, err]).toEqual([0, ''])
    const lines = linesOf(out)
    expect(lines.length).toBeGreaterThan(100)
    expect(wrong(alert, lines)).toEqual([])
  })

  it('sync --json and events --json print their shapes', async () => {
    cpSync(fixtures('vendors'), place.inbox, { recursive: true })
    const run = await place.run(['sync', '--json'])
    expect([run.code, run.err]).toEqual([0, ''])
    expect(wrong(summary, linesOf(run.out))).toEqual([])
    const { code, out, err } = await place.run(['events', '--json'])
    expect([code, err]).toEqual([0, ''])
    const events = z.array(z.unknown()).parse(JSON.parse(out))
    expect(events.length).toBeGreaterThan(100)
    expect(wrong(event, events)).toEqual([])
    const standing = place.events().map(({ uid, start, end }) => `${uid.split('@')[0]} ${start} ${end}`)
    const listed = events.map((one) => event.parse(one)).map(({ id, start, end }) => `${id} ${start} ${end}`)
    expect(listed.sort()).toEqual(standing.sort())
  })
})

describe('exit codes', () => {
  it('are 0 without a word when all is done', async () => {
    deliver('01-zayo-new.eml', '03-invoice.eml')
    expect(await place.run(['sync'])).toEqual({ code: 0, out: '', err: '' })
    expect(await place.run(['sync'])).toEqual({ code: 0, out: '', err: '' })
    expect(await place.run(['import', dataFile('demo')])).toEqual({ code: 0, out: '', err: '' })
  })

  it.each([
    ['a mailbox that is not there', ['sync'], { OPS_MAILBOX: 'maildir:nowhere' }],
    [
      'a mailbox that does not answer',
      ['sync'],
      { OPS_MAILBOX: 'imap://ops@127.0.0.1:1/INBOX', OPS_PASSWORD: 'hunter2' },
    ],
    ['a calendar file that cannot be written', ['sync'], { CALENDAR: 'ics:inbox/01-zayo-new.eml/x.ics' }],
    ['a path that is not there', ['read', 'nowhere', '--json'], {}],
  ])('are 1 with one line for %s', async (_, args, env) => {
    deliver('01-zayo-new.eml')
    const { code, out, err } = await place.run(args, env)
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^maintcal: [^\n]{10,}\n$/)
    expect(err).not.toMatch(/hunter2| {4}at /)
  })

  it.each([
    ['an unknown command', ['fly'], {}],
    ['an unknown option', ['sync', '--sideways'], {}],
    ['a path that is missing', ['read'], {}],
    ['a mailbox of no kind', ['sync'], { OPS_MAILBOX: 'pigeon:post' }],
    ['a password that is missing', ['sync'], { OPS_MAILBOX: 'imaps://ops@mail.example/INBOX' }],
    ['a word that is none', ['events'], { SENDER_CHECK: 'perhaps' }],
  ])('are 2 for %s, and nothing is written', async (_, args, env) => {
    const { code, out, err } = await place.run(args, env)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/\S/)
    expect(place.files()).toEqual({})
  })
})

describe('sync --dry-run', () => {
  it('writes nothing where there is nothing yet', async () => {
    deliver('01-zayo-new.eml')
    const before = place.files()
    const { code, out, err } = await place.run(['sync', '--dry-run'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^\+ 2026-11-17 Zayo TTN-0009300417/)
    expect(place.files()).toEqual(before)
  })

  it('leaves database, calendar, cursor and metrics as they are, and the run after it does the work', async () => {
    const more = { METRICS_FILE: 'metrics/maintcal.prom', OPS_MAILBOX: 'maildir:box' }
    const box = join(place.folder, 'box')
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(box, name), { recursive: true })
    const arrive = (name: string): void =>
      cpSync(join(dataFile('demo'), name), join(box, 'new', `${1_700_000_000 + Number(name.slice(0, 2))}.M1P1.example`))
    arrive('01-zayo-new.eml')
    arrive('05-equinix-new.eml')
    await place.run(['sync'], more)
    arrive('17-zayo-reschedule.eml')
    arrive('37-equinix-cancelled.eml')
    const before = place.files()
    const { code, out, err } = await place.run(['sync', '--dry-run'], more)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^~ .*TTN-0009300417/m)
    expect(out).toMatch(/^- .*5-260044170001/m)
    expect(place.files()).toEqual(before)
    const real = await place.run(['sync', '--json'], more)
    expect(JSON.parse(real.out)).toMatchObject({ mails: { fetched: 2, new: 2 }, calendar: { updated: 2 } })
  })

  it('says in numbers what it would do, and does nothing, with --json', async () => {
    writeFileSync(join(place.inbox, 'empty.eml'), '')
    deliver('01-zayo-new.eml')
    const before = place.files()
    const { code, out } = await place.run(['sync', '--dry-run', '--json'])
    expect(code).toBe(0)
    expect(summary.parse(JSON.parse(out))).toMatchObject({ mails: { new: 2 }, calendar: { inserted: 1 } })
    expect(place.files()).toEqual(before)
  })
})

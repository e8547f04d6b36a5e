import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { desiredEvents } from '../../src/calendar/event.ts'
import { lookupKeys, neighbourKeys } from '../../src/maintenance/keys.ts'
import type { Maintenance, Ruling, Told } from '../../src/maintenance/maintenance.ts'
import { component, type Known } from '../../src/maintenance/partition.ts'
import { kinds, statuses, type Window } from '../../src/reading/notice.ts'
import { at, believeAll, doubt, ruling, tell } from './telling.ts'

const days = ['2026-01-16', '2026-01-17', '2026-01-20', '2026-02-03']
const windowOf = fc
  .record({
    day: fc.constantFrom(...days),
    hour: fc.constantFrom('05:00', '05:01', '06:00'),
    open: fc.boolean(),
    backup: fc.boolean(),
    off: fc.integer({ max: 9, min: 0 }),
  })
  .map(
    ({ day, hour, open, backup, off }): Window =>
      at(`${day} ${hour}/${open ? '' : '11:00'}`, {
        ...(backup ? { backup: true as const } : {}),
        ...(off === 0 ? { cancelled: true as const } : {}),
      }),
  )

const id = fc.constantFrom('TTN-1', 'TTN-2', 'TTN 1', null, null)
const toldOf = fc
  .record({
    day: fc.integer({ min: 1, max: 9 }),
    undated: fc.integer({ min: 0, max: 9 }),
    id,
    formerly: fc.constantFrom([], [], [], ['TTN-1'], ['TTN-3']),
    kind: fc.constantFrom(...kinds),
    status: fc.constantFrom(...statuses),
    windows: fc.array(windowOf, { maxLength: 3 }),
    circuits: fc.subarray(['C-1', 'C-2', 'C-3']),
    subject: fc.constantFrom('Planned work on span A', 'Re: planned work on span A', 'Other work on span B'),
    thread: fc.subarray(['mail-0@example.net', 'mail-1@example.net', 'mail-2@example.net'], { maxLength: 1 }),
    sequence: fc.constantFrom(null, null, 0, 1, 2),
    text: fc.constantFrom('t1', 't2', 't3', 't4', 't5'),
    trust: fc.constantFrom('yes', 'yes', 'yes', 'yes', 'held', 'forged'),
    mail: fc.integer({ min: 0, max: 6 }),
    index: fc.integer({ min: 0, max: 1 }),
  })
  .map(
    (r): Told =>
      tell(r.day, {
        maintenanceId: r.id,
        formerIds: r.formerly,
        kind: r.kind,
        status: r.status,
        windows: r.windows,
        circuits: r.circuits.map((c) => ({ id: c, impact: null })),
        sequence: r.sequence,
        doubts: r.trust === 'held' ? [doubt('ids-disagree')] : [],
        mail: {
          key: `${r.mail}${r.text}${r.day}${r.trust}#${r.index}`,
          messageId: `mail-${r.mail}@example.net`,
          sent: r.undated === 0 ? null : `2026-01-0${r.day}T08:00:00Z`,
          subject: r.subject,
          thread: r.thread,
          textHash: r.text,
          held: r.trust !== 'yes',
          unverified: r.trust === 'forged',
        },
      }),
  )

const history = fc.uniqueArray(toldOf, { minLength: 1, maxLength: 9, selector: (t) => t.key })

const rulingsFor = (tolds: readonly Told[], picks: readonly number[]): readonly Ruling[] =>
  picks.flatMap((pick, n) => {
    const told = tolds[pick % tolds.length]
    if (told === undefined) return []
    const works = believeAll(tolds)
    const target = works[n % works.length]?.id ?? ''
    const verdicts: readonly Ruling['verdict'][] = [
      { type: 'approve' },
      { type: 'ignore', why: 'noise' },
      { type: 'link', maintenance: target },
      { type: 'edit', notice: { maintenanceId: 'TTN-2' } },
    ]
    const verdict = verdicts[pick % verdicts.length]
    return verdict === undefined ? [] : [ruling(told.key, verdict, { key: `r${n}`, at: `2026-02-0${n + 1}T00:00:00Z` })]
  })

/** The same mails, some twice, received at other times. */
const shuffled = (tolds: readonly Told[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...tolds], { minLength: tolds.length, maxLength: tolds.length }),
      fc.subarray([...tolds]),
    )
    .map(([order, twice]) => [...twice, ...order].map((t, n) => ({ ...t, received: `2026-03-01T00:00:${10 + n}Z` })))

const scene = history.chain((tolds) =>
  fc.record({
    tolds: fc.constant(tolds),
    again: shuffled(tolds),
    rulings: fc.array(fc.nat(50), { maxLength: 3 }).map((picks) => rulingsFor(tolds, picks)),
  }),
)

const eventsOf = (works: readonly Maintenance[]) => works.flatMap((m) => desiredEvents(m, { vendorTitle: (v) => v }))

const store = (tolds: readonly Told[], rulings: readonly Ruling[]) => {
  const known = tolds.map((told): Known => ({ told, rulings: rulings.filter((r) => r.told === told.key) }))
  const index = known.map((k) => ({ k, keys: new Set(lookupKeys(k.told, k.rulings)) }))
  const sharing = async (keys: readonly string[]) =>
    index.filter(({ keys: own }) => keys.some((key) => own.has(key))).map(({ k }) => k)
  return { known, sharing }
}

describe('The order and the number of deliveries', () => {
  it('does not show in what is believed', () => {
    fc.assert(
      fc.property(scene, ({ tolds, again, rulings }) => {
        expect(believeAll(again, [...rulings].reverse())).toEqual(believeAll(tolds, rulings))
      }),
      { numRuns: 500 },
    )
  })

  it('does not show in the events', () => {
    fc.assert(
      fc.property(scene, ({ tolds, again, rulings }) => {
        expect(eventsOf(believeAll(again, rulings))).toEqual(eventsOf(believeAll(tolds, rulings)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('What hangs together with a Told', () => {
  it('is enough to believe the same of its work as with everything at hand', async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.nat(), async ({ tolds, rulings }, pick) => {
        const { known, sharing } = store(tolds, rulings)
        const seed = known[pick % known.length]
        if (seed === undefined) return
        const near = await component([seed], sharing)
        const answers = near.known.flatMap((k) => k.rulings)
        const part = believeAll(
          near.known.map((k) => k.told),
          answers,
        )
        const whole = believeAll(tolds, rulings)
        for (const work of part) expect(whole).toContainEqual(work)
      }),
      { numRuns: 500 },
    )
  })

  it('is found from either side', () => {
    fc.assert(
      fc.property(toldOf, toldOf, (a, b) => {
        const asks = (x: Told, y: Told) => {
          const stored = new Set(lookupKeys(y))
          return neighbourKeys(x).some((key) => stored.has(key))
        }
        expect(asks(a, b)).toBe(asks(b, a))
      }),
      { numRuns: 500 },
    )
  })
})

describe('Events', () => {
  it('have one id each, whatever is told', () => {
    fc.assert(
      fc.property(history, (tolds) => {
        const ids = eventsOf(believeAll(tolds)).map((e) => e.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const event of ids) expect(event).toMatch(/^[a-v0-9]{5,1024}$/)
      }),
      { numRuns: 500 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { normaliseId, normaliseSubject } from '../../src/maintenance/keys.ts'
import { component, type Known } from '../../src/maintenance/partition.ts'
import {
  at,
  believe,
  believeAll,
  decisionsOf,
  eventsOf,
  forged,
  heldBack,
  laterNight,
  night,
  ruling,
  type Say,
  tell,
} from './telling.ts'

const nameless = (n: number, say: Say = {}) => tell(n, { maintenanceId: null, ...say })
const other = { circuits: [{ id: 'OGYX/000009//ZYO', impact: null }], windows: [laterNight] }

describe('Ids are compared without case, blanks and punctuation', () => {
  it.each([
    ['TTN-0001', 'ttn 0001'],
    ['OGYX/000001//ZYO', 'ogyx 000001 zyo'],
    ['#4711', '4711'],
    ['ＴＴＮ-1', 'TTN1'],
  ])('%s is %s', (a, b) => expect(normaliseId(a)).toBe(normaliseId(b)))

  it.each([
    ['WO 2026-1-12', 'WO 2026-11-2'],
    ['TTN-0001', 'TTN-00012'],
    ['A-1', 'B-1'],
  ])('%s is not %s', (a, b) => expect(normaliseId(a)).not.toBe(normaliseId(b)))
})

describe('Subjects are compared without marks of reply and status', () => {
  it('drops them', () =>
    expect(normaliseSubject('Re: [ops] REMINDER - Planned Work, span A')).toBe(
      normaliseSubject('Planned work: span A'),
    ))
  it('has nothing to say of a subject that is only such marks', () => expect(normaliseSubject('Re: Reminder')).toBe(''))
})

describe('The vendor’s id', () => {
  it('holds mails together, however it is written', () => {
    expect(decisionsOf(believe([tell(1), tell(2, { maintenanceId: 'ttn 0001', kind: 'reminder' })]))).toEqual([
      'created',
      'reminder',
    ])
  })

  it('holds different works apart, in one thread, on the same circuits and days', () => {
    const works = believeAll([
      tell(1),
      tell(2, { maintenanceId: 'TTN-0002', mail: { thread: ['mail-1@example.net'] } }),
    ])
    expect(works).toHaveLength(2)
  })

  it('is a vendor’s own', () => expect(believeAll([tell(1), tell(2, { mail: { vendor: 'gtt' } })])).toHaveLength(2))

  it('holds several works of one mail apart', () => {
    const first = tell(1)
    const second = tell(1, { maintenanceId: 'TTN-0002', mail: { key: '01aa#1' } })
    expect(believeAll([first, second]).map((m) => m.maintenanceIds)).toHaveLength(2)
    const unnamed = [nameless(1), nameless(1, { mail: { key: '01aa#1' } })]
    expect(believeAll(unnamed)).toHaveLength(2)
  })

  it('read twice in one mail is one work with both windows', () => {
    const m = believe([tell(1), tell(1, { windows: [laterNight], mail: { key: '01aa#1' } })])
    expect([m.windows, decisionsOf(m)]).toEqual([
      [night, laterNight],
      ['created', 'created'],
    ])
  })
})

describe('A former id', () => {
  const moved = tell(3, {
    maintenanceId: 'TTN-0777',
    formerIds: ['TTN-0001'],
    kind: 'reschedule',
    windows: [laterNight],
  })

  it('makes the new ticket the same work, whose event moves', () => {
    const m = believe([tell(1), moved])
    expect([decisionsOf(m), m.maintenanceIds]).toEqual([
      ['created', 'rescheduled'],
      ['TTN-0777', 'TTN-0001'],
    ])
    expect(eventsOf(m).map((e) => e.id)).toEqual(eventsOf(believe([tell(1)])).map((e) => e.id))
  })

  it('names the work also when the first ticket turns up late', () => {
    expect(believe([moved]).id).toBe(believe([tell(1), moved]).id)
  })

  it('holds together what was told under the new id alone', () => {
    const early = tell(2, { maintenanceId: 'TTN-0777', windows: [laterNight] })
    expect(believeAll([tell(1), early])).toHaveLength(2)
    expect(believeAll([tell(1), early, moved])).toHaveLength(1)
  })

  it('that a forged or doubtful mail claims merges nothing', () => {
    const tolds = [tell(1), tell(2, { maintenanceId: 'TTN-0777' })]
    const claim = { maintenanceId: 'TTN-0777', formerIds: ['TTN-0001'] }
    expect(believeAll([...tolds, forged(3, claim)])).toHaveLength(2)
    expect(believeAll([...tolds, heldBack(3, claim)])).toHaveLength(2)
  })
})

describe('Without an id', () => {
  it.each([
    ['its thread', nameless(2, { ...other, kind: 'update', mail: { thread: ['mail-1@example.net'], subject: 'x' } })],
    ['its circuits and overlapping windows', nameless(2, { mail: { subject: 'x' } })],
    [
      'its circuits, where a cancellation has no window',
      nameless(2, { windows: [], status: 'CANCELLED', kind: 'cancellation', mail: { subject: 'x' } }),
    ],
    [
      'its subject',
      nameless(2, {
        circuits: [],
        kind: 'reschedule',
        windows: [laterNight],
        mail: { subject: 'Re: TTN-0001 planned maintenance in Exampleville' },
      }),
    ],
  ])('%s shows to which work it belongs', (_, told) => {
    expect(believeAll([tell(1), told])).toHaveLength(1)
    expect(believeAll([{ ...tell(1), notice: nameless(1).notice }, told])).toHaveLength(1)
  })

  it.each([
    ['other circuits and another day', nameless(2, { ...other, mail: { subject: 'x' } })],
    ['the same subject, but other circuits', nameless(2, { ...other })],
    ['the same subject and day, but other circuits', nameless(2, { circuits: other.circuits })],
    [
      'the same subject on another day, without circuits',
      nameless(2, { circuits: [], windows: [laterNight], kind: 'update' }),
    ],
    [
      'a new one in the same Gmail thread on another day',
      nameless(2, { circuits: [], windows: [laterNight], mail: { thread: ['gm:1'] } }),
    ],
    ['the same circuit on another day', nameless(2, { windows: [laterNight], mail: { subject: 'x' } })],
    [
      'the same subject half a year later',
      { ...nameless(2, { kind: 'reminder', windows: [], circuits: [] }), sent: '2026-08-01T00:00:00Z' },
    ],
  ])('%s is another work', (_, told) =>
    expect(believeAll([tell(1, { mail: { thread: ['gm:1'] } }), told])).toHaveLength(2),
  )

  it('a mail that names the id later is the same work', () => {
    const m = believe([nameless(1), tell(2, { kind: 'reminder' })])
    expect([decisionsOf(m), m.maintenanceIds]).toEqual([['created', 'reminder'], ['TTN-0001']])
  })

  it('a later mail with an id that answers it, and moves it, is the same work', () => {
    const answer = tell(2, {
      kind: 'reschedule',
      windows: [laterNight],
      circuits: [],
      mail: { thread: ['mail-1@example.net'], subject: 'x' },
    })
    expect(decisionsOf(believe([nameless(1), answer]))).toEqual(['created', 'rescheduled'])
  })

  it('a night over the end of the month is one work', () => {
    const whole = nameless(1, { windows: [at('2026-01-31 22:00/2026-02-01 04:00')] })
    const half = nameless(2, { windows: [at('2026-02-01 00:00/04:00')], kind: 'update', mail: { subject: 'x' } })
    expect(believeAll([whole, half])).toHaveLength(1)
  })

  it('a mail that nobody vouches for lends nothing by which others are recognised', () => {
    const lure = forged(2, { ...other, mail: { thread: ['elsewhere@example.net'] } })
    const later = nameless(3, { ...other, kind: 'update', mail: { thread: ['elsewhere@example.net'], subject: 'x' } })
    expect(believeAll([tell(1), lure, later])).toHaveLength(2)
    const waiting = heldBack(3, {
      maintenanceId: null,
      ...other,
      kind: 'update',
      mail: { thread: ['elsewhere@example.net'], subject: 'x' },
    })
    expect(believeAll([tell(1), lure, waiting])).toHaveLength(2)
  })

  it('a reminder two months later is found by its subject', () => {
    const late = { ...nameless(2, { kind: 'reminder', windows: [], circuits: [] }), sent: '2026-03-02T00:00:00Z' }
    expect(believeAll([tell(1), late])).toHaveLength(1)
  })

  it('a Gmail thread alone raises no question', () => {
    const thread = { thread: ['gm:1'] }
    const new2 = nameless(2, { circuits: [], windows: [laterNight], mail: { ...thread, subject: 'x' } })
    expect(believeAll([tell(1, { mail: thread }), new2]).flatMap((m) => m.questions)).toEqual([])
    const answer = { ...new2, thread: ['mail-1@example.net'] }
    expect(believeAll([tell(1), answer]).flatMap((m) => m.questions.map((q) => q.codes))).toEqual([
      ['identity-unclear'],
    ])
  })

  it('two copies of one mail are one work', () => {
    const copy = nameless(1, { mail: { key: '09bb#0', textHash: 'text 1' } })
    expect(decisionsOf(believe([nameless(1), copy]))).toEqual(['created', 'duplicate'])
  })

  const two = [tell(1), tell(2, { maintenanceId: 'TTN-0002', mail: { subject: 'TTN-0002 planned maintenance' } })]
  const unclear = nameless(3, { kind: 'cancellation', status: 'CANCELLED', mail: { subject: 'x' } })

  it('several candidates are a question that names them, and nothing changes', () => {
    const works = believeAll([...two, unclear])
    const asked = works.flatMap((m) => m.questions)
    expect(asked.map((q) => q.codes)).toEqual([['identity-unclear']])
    expect(asked[0]?.reasons.join()).toContain('TTN-0001 or TTN-0002')
    expect(works.flatMap(eventsOf)).toHaveLength(2)
    expect(works.map((m) => m.status).filter((s) => s === 'CANCELLED')).toHaveLength(1)
  })

  it('a doubtful reminder of several adds no event on days that have theirs', () => {
    const works = believeAll([...two, nameless(3, { kind: 'reminder', mail: { subject: 'x' } })])
    expect(works.flatMap(eventsOf)).toHaveLength(2)
  })

  it('a person’s link answers the question', () => {
    const target = believe([tell(1)]).id
    const works = believeAll([...two, unclear], [ruling(unclear.key, { type: 'link', maintenance: target })])
    expect(works.map((m) => [m.maintenanceIds, m.status, m.questions.length]).sort()).toEqual([
      [['TTN-0001'], 'CANCELLED', 0],
      [['TTN-0002'], 'CONFIRMED', 0],
    ])
  })

  it('the thread decides between several on the same circuits', () => {
    const works = believeAll([...two, { ...unclear, thread: ['mail-2@example.net'] }])
    expect(works.map((m) => [m.maintenanceIds[0], m.status]).sort()).toEqual([
      ['TTN-0001', 'CONFIRMED'],
      ['TTN-0002', 'CANCELLED'],
    ])
  })

  it('a move on the same circuits that nothing else ties to a work is a question', () => {
    const works = believeAll([
      nameless(1),
      nameless(2, { kind: 'reschedule', windows: [laterNight], mail: { subject: 'x' } }),
    ])
    expect(works.flatMap((m) => m.questions.map((q) => q.codes))).toEqual([['identity-unclear']])
    expect(
      works
        .flatMap(eventsOf)
        .map((e) => e.summary.startsWith('REVIEW?'))
        .sort(),
    ).toEqual([false, true])
  })
})

describe('A work that a person put together', () => {
  it('joins the one to which its first mail turns out to belong, with all by which others are recognised', () => {
    const lone = nameless(2, { ...other, kind: 'update', mail: { thread: ['mail-1@example.net'], subject: 'x' } })
    const linked = nameless(3, {
      circuits: [{ id: 'OGYX/000077//ZYO', impact: null }],
      windows: [at('2026-01-29 05:00/11:00')],
      mail: { subject: 'y' },
    })
    const answer = nameless(4, {
      circuits: [],
      windows: [],
      kind: 'update',
      mail: { thread: ['mail-3@example.net'], subject: 'z' },
    })
    const link = ruling(linked.key, { type: 'link', maintenance: believe([lone]).id })
    expect(believeAll([lone, linked, answer], [link])).toHaveLength(1)
    expect(believeAll([tell(1), lone, linked, answer], [link])).toHaveLength(1)
  })
})

describe('A chain of answers', () => {
  const answers = (n: number, to: number, say: Say = {}) =>
    nameless(n, {
      circuits: [{ id: `OGYX/00009${n}//ZYO`, impact: null }],
      windows: [at(`2026-02-1${n} 05:00/11:00`)],
      kind: 'update',
      ...say,
      mail: { thread: [`mail-${to}@example.net`], subject: `answer ${n}`, ...say.mail },
    })

  it('is one work, each recognised by the one before', () => {
    expect(believeAll([tell(1), answers(2, 1), answers(3, 2)])).toHaveLength(1)
    expect(believeAll([nameless(1), answers(2, 1), answers(3, 2)])).toHaveLength(1)
  })

  it('of which nobody vouches for any is one work all the same', () => {
    const held = { mail: { held: true } }
    const chain = [nameless(1, held), answers(2, 1), answers(3, 2)].map((told) => ({ ...told, held: true }))
    expect(believeAll(chain)).toHaveLength(1)
  })
})

describe('The name of a work', () => {
  const later = tell(3, { maintenanceId: 'TTN-0777', formerIds: ['TTN-0001'] })

  it('is given by mails that are believed, whatever an earlier one that is not says', () => {
    expect(believe([forged(1, { maintenanceId: 'TTN-0777' }), later]).id).toBe(believe([later]).id)
    expect(believe([heldBack(1, { maintenanceId: 'TTN-0777' }), later]).id).toBe(believe([later]).id)
  })

  it('is given by the first believed mail where none has an id', () => {
    const believed = nameless(2, { mail: { thread: ['mail-1@example.net'] } })
    expect(believe([forged(1, { maintenanceId: null }), believed]).id).toBe(believe([believed]).id)
  })

  it('is given by the first mail where none is believed', () => {
    const [first, second] = [forged(1, { maintenanceId: null }), forged(2, { maintenanceId: null })]
    expect(believe([first, second]).id).toBe(believe([first]).id)
  })
})

describe('More mails than one work ever has', () => {
  it('stop the search, which says so', async () => {
    const many = Array.from(
      { length: 30 },
      (_, n): Known => ({ told: tell(1, { mail: { key: `${n}#0` } }), rulings: [] }),
    )
    const outcome = await component(many.slice(0, 1), async () => many, 20)
    expect(outcome.complete).toBe(false)
    expect(outcome.known).toEqual(many)
    expect((await component(many.slice(0, 1), async () => many, 30)).complete).toBe(true)
    expect((await component(many.slice(0, 1), async () => many)).known).toEqual(many)
  })
})

describe('Windows a year apart', () => {
  it('do not bring mails without id together', () => {
    const later = { ...nameless(2, { windows: [at('2027-01-16 05:00/11:00')] }), sent: '2027-01-02T00:00:00Z' }
    expect(believeAll([nameless(1), later])).toHaveLength(2)
  })
})

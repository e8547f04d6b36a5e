import { describe, expect, it } from 'vitest'
import { decide } from '../../src/maintenance/decide.ts'
import type { Told } from '../../src/maintenance/maintenance.ts'
import { kinds } from '../../src/reading/notice.ts'
import {
  at,
  believe,
  decisionsOf,
  doubt,
  eventsOf,
  forged,
  heldBack,
  laterNight,
  night,
  ruling,
  type Say,
  tell,
} from './telling.ts'

const last = (tolds: readonly Told[]) => {
  const m = believe(tolds)
  const entry = m.history.at(-1)
  if (entry === undefined) throw new Error('no history')
  return { m, ...entry }
}

const cancellation: Say = { status: 'CANCELLED', kind: 'cancellation' }
const completion: Say = { status: 'COMPLETED', kind: 'completion' }

describe('Work that we do not know, announced', () => {
  it.each(['new', 'reminder', 'update', 'reschedule', 'start'] as const)('is created by a mail of kind %s', (kind) => {
    const { decision, m, reason } = last([tell(1, { kind })])
    expect(decision).toBe('created')
    expect(reason).toContain('TTN-0001')
    expect(reason).toContain('2026-01-16 05:00–11:00 UTC')
    expect(eventsOf(m)).toHaveLength(1)
  })

  it.each(['reminder', 'update', 'reschedule', 'start'] as const)('says that a mail was missed before a %s', (kind) => {
    expect(last([tell(1, { kind })]).reason).toContain('an earlier mail was missed')
    expect(last([tell(1, { kind: 'new' })]).reason).not.toContain('missed')
  })
})

describe('Work that we do not know, ended', () => {
  it('gets no event and a question when it is cancelled', () => {
    const { decision, m, reason } = last([tell(1, cancellation)])
    expect(decision).toBe('review')
    expect(reason).toContain('never saw')
    expect(eventsOf(m)).toEqual([])
    expect(m.questions.map((q) => q.codes)).toEqual([['cancels-unseen']])
  })

  it('gets no event and no question when it is completed', () => {
    const { decision, m } = last([tell(1, completion)])
    expect(decision).toBe('completed')
    expect(eventsOf(m)).toEqual([])
    expect(m.questions).toEqual([])
  })

  it('asks nothing any more once the announcement turns up late', () => {
    const m = believe([tell(3, cancellation), tell(1)])
    expect(decisionsOf(m)).toEqual(['created', 'cancelled'])
    expect(m.questions).toEqual([])
    expect(eventsOf(m).map((e) => e.status)).toEqual(['cancelled'])
  })
})

describe('The same windows, circuits and status again', () => {
  it.each([
    ['a mail that calls itself a reminder', { kind: 'reminder' as const }],
    ['a later mail of the same words', {}],
    ['a start that differs by a minute of rounding', { windows: [at('2026-01-16 05:01/11:00')] }],
    ['an end that differs by a minute of rounding', { windows: [at('2026-01-16 05:00/10:59')] }],
    ['an end that it leaves out', { windows: [at('2026-01-16 05:00/')] }],
    ['the day alone', { windows: [at('2026-01-16')] }],
    ['no windows', { windows: [], kind: 'reminder' as const }],
    ['no circuits', { circuits: [], kind: 'reminder' as const }],
    ['a circuit written with other punctuation', { circuits: [{ id: 'ogyx 000001 zyo', impact: null }] }],
    ['RE-SCHEDULED where CONFIRMED is known', { status: 'RE-SCHEDULED' as const }],
    ['a summary in other case and punctuation', { summary: 'REMINDER: replacing a splice.' }],
  ])('is a reminder: %s', (_, say: Say) => {
    const first = believe([tell(1)])
    const { decision, m } = last([tell(1), tell(2, say)])
    expect(decision).toBe('reminder')
    expect([m.windows, m.circuits, m.summary]).toEqual([first.windows, first.circuits, first.summary])
    expect(eventsOf(m)).toEqual(eventsOf(first))
  })

  it('is a duplicate when the text is the same', () => {
    const { decision, reason } = last([tell(1), tell(2, { mail: { textHash: 'text 1' } })])
    expect(decision).toBe('duplicate')
    expect(reason).toContain('same text')
  })
})

describe('An old text that comes again after something else was told', () => {
  const old = tell(3, { mail: { textHash: 'text 1' } })
  const since = tell(2, { kind: 'reschedule', windows: [laterNight] })

  it('is asked, and moves nothing back', () => {
    const { decision, m } = last([tell(1), since, old])
    expect([decision, m.windows, m.questions.map((q) => q.codes)]).toEqual([
      'review',
      [laterNight],
      [['old-text-again']],
    ])
  })

  it('is believed when a person approves', () => {
    expect(believe([tell(1), since, old], [ruling(old.key, { type: 'approve' })]).windows).toEqual([night])
  })
})

describe('Other windows', () => {
  it('move the same event and keep the old dates in its history', () => {
    const { decision, reason, m } = last([tell(1), tell(2, { kind: 'reschedule', windows: [laterNight] })])
    expect(decision).toBe('rescheduled')
    expect(reason).toContain('2026-01-16 05:00–11:00 UTC → 2026-01-21 05:00–11:00 UTC')
    expect(eventsOf(m).map((e) => [e.id, e.start, e.end])).toEqual([
      [eventsOf(believe([tell(1)]))[0]?.id, '2026-01-21', '2026-01-22'],
    ])
    expect(eventsOf(m)[0]?.description).toContain('2026-01-16 05:00–11:00 UTC → 2026-01-21 05:00–11:00 UTC')
  })

  it.each(['new', 'reminder', 'update', 'reschedule'] as const)(
    'move it whatever the mail calls itself: %s',
    (kind) => {
      expect(last([tell(1), tell(2, { kind, windows: [laterNight] })]).decision).toBe('rescheduled')
    },
  )

  it.each([
    ['an hour later', at('2026-01-16 06:00/12:00')],
    ['an hour earlier', at('2026-01-16 04:00/10:00')],
  ])('exactly %s are a move, with a doubt about summer time', (_, window) => {
    const { decision, reason, m } = last([tell(1), tell(2, { kind: 'reminder', windows: [window] })])
    expect(decision).toBe('rescheduled')
    expect(reason).toContain('exactly one hour')
    expect(m.doubts?.map((d) => [d.code, d.blocking])).toEqual([['dst-slip', false]])
    expect(m.windows).toEqual([window])
  })

  it('two minutes apart are a move without that doubt', () => {
    const { decision, m } = last([tell(1), tell(2, { windows: [at('2026-01-16 05:02/11:00')] })])
    expect([decision, m.doubts]).toEqual(['rescheduled', []])
  })

  it('that only complete what was unknown are an update', () => {
    const { decision, m } = last([tell(1, { windows: [at('2026-01-16 05:00/')] }), tell(2)])
    expect([decision, m.windows]).toEqual(['updated', [night]])
  })
})

describe('Other circuits, impact or summary', () => {
  it.each([
    ['circuits', { circuits: [{ id: 'OGYX/000002//ZYO', impact: null }] }, 'OGYX/000001//ZYO'],
    ['circuits', { circuits: [{ id: 'OGYX/000001//ZYO', impact: 'DEGRADED' as const }] }, 'DEGRADED'],
    ['impact', { impact: 'NO-IMPACT' as const }, 'unknown → NO-IMPACT'],
    ['summary', { summary: 'Replacing a whole cable' }, 'Replacing a splice → Replacing a whole cable'],
    ['location', { location: 'Sampletown' }, 'Exampleville → Sampletown'],
    ['status', { status: 'TENTATIVE' as const }, 'CONFIRMED → TENTATIVE'],
  ])('are an update of %s that names both', (field, say: Say, words) => {
    const { decision, reason, changes, m } = last([tell(1), tell(2, { kind: 'update', ...say })])
    expect(decision).toBe('updated')
    expect(changes.map((c) => c.field)).toEqual([field])
    expect(reason).toContain(words)
    expect(m.windows).toEqual([night])
  })

  it('never erase what they leave out', () => {
    const bare: Say = {
      kind: 'update',
      windows: [],
      circuits: [],
      summary: null,
      location: null,
      zone: null,
      impact: 'OUTAGE',
    }
    const { m } = last([tell(1), tell(2, bare)])
    const known = believe([tell(1)])
    expect([m.windows, m.circuits, m.summary, m.location, m.zone]).toEqual([
      known.windows,
      known.circuits,
      known.summary,
      known.location,
      known.zone,
    ])
  })
})

describe('A cancellation of known work', () => {
  it.each([
    ['restates the window', {}],
    ['names no window and no circuit', { windows: [], circuits: [] }],
    ['names the window with another end', { windows: [at('2026-01-16 05:00/12:00')] }],
  ])('keeps the event, marked and grey, when it %s', (_, say: Say) => {
    const { decision, reason, m } = last([tell(1), tell(2, { ...cancellation, ...say })])
    expect(decision).toBe('cancelled')
    expect(reason).toContain('was CONFIRMED and is now CANCELLED')
    expect([m.status, m.windows, m.circuits.length]).toEqual(['CANCELLED', [night], 1])
    expect(eventsOf(m).map((e) => [e.summary.startsWith('CANCELLED: '), e.colorId, e.status, e.start])).toEqual([
      [true, '8', 'cancelled', '2026-01-16'],
    ])
  })

  it('that names another window than the known one is asked', () => {
    const { decision, reason, m } = last([
      tell(1),
      tell(2, { kind: 'reschedule', windows: [laterNight] }),
      tell(3, cancellation),
    ])
    expect(decision).toBe('review')
    expect(reason).toContain('It cancels 2026-01-16 05:00–11:00 UTC, but the known windows are 2026-01-21')
    expect(m.status).toBe('CONFIRMED')
    expect(m.questions.map((q) => q.codes)).toEqual([['cancels-other-window']])
  })

  it('that names some of the circuits alone is asked', () => {
    const pair = ['C-1', 'C-2'].map((id) => ({ id, impact: null }))
    const some = tell(2, { ...cancellation, circuits: pair.slice(0, 1) })
    const { decision, reason, m } = last([tell(1, { circuits: pair }), some])
    expect([decision, m.status, m.circuits]).toEqual(['review', 'CONFIRMED', pair])
    expect(reason).toContain('what becomes of C-2')
    expect(last([tell(1, { circuits: pair }), tell(2, { ...cancellation, circuits: pair })]).decision).toBe('cancelled')
  })

  it('told twice is a reminder', () => {
    expect(last([tell(1), tell(2, cancellation), tell(3, cancellation)]).decision).toBe('reminder')
  })
})

const nights = [
  at('2026-01-16 22:00/2026-01-17 04:00'),
  at('2026-01-20 22:00/2026-01-21 04:00'),
  at('2026-01-24 22:00/2026-01-25 04:00'),
]

describe('One of several nights', () => {
  it('is called off by a cancellation that names it alone', () => {
    const before = eventsOf(believe([tell(1, { windows: nights })]))
    const { decision, reason, m } = last([
      tell(1, { windows: nights }),
      tell(2, { ...cancellation, windows: nights.slice(1, 2) }),
    ])
    expect(decision).toBe('cancelled')
    expect(reason).toContain('calls off 1 of 3 windows')
    expect([m.status, m.windows.map((w) => w.cancelled === true)]).toEqual(['CONFIRMED', [false, true, false]])
    expect(eventsOf(m).map((e) => [e.id, e.summary.startsWith('CANCELLED: '), e.start])).toEqual([
      [before[0]?.id, false, '2026-01-16'],
      [before[1]?.id, true, '2026-01-20'],
      [before[2]?.id, false, '2026-01-24'],
    ])
  })

  it('is called off by a mail that restates all and strikes one', () => {
    const struck = nights.map((w, n) => (n === 1 ? { ...w, cancelled: true as const } : w))
    const { decision, m } = last([tell(1, { windows: nights }), tell(2, { kind: 'update', windows: struck })])
    expect([decision, m.status]).toEqual(['cancelled', 'CONFIRMED'])
    expect(m.windows).toEqual(struck)
  })

  it('makes the whole work cancelled when all are struck', () => {
    const struck = nights.map((w) => ({ ...w, cancelled: true as const }))
    const { m } = last([tell(1, { windows: nights }), tell(2, { kind: 'update', windows: struck })])
    expect([m.status, eventsOf(m).every((e) => e.summary.startsWith('CANCELLED: '))]).toEqual(['CANCELLED', true])
  })

  it('makes the whole work cancelled when it was the last one', () => {
    const tolds = nights.map((w, n) => tell(n + 2, { ...cancellation, windows: [w] }))
    expect(believe([tell(1, { windows: nights }), ...tolds]).status).toBe('CANCELLED')
  })

  it('that was called off and is named again is asked', () => {
    const { decision, m } = last([
      tell(1, { windows: nights }),
      tell(2, { ...cancellation, windows: nights.slice(1, 2) }),
      tell(3, { kind: 'update', windows: nights }),
    ])
    expect(decision).toBe('review')
    expect(m.windows[1]?.cancelled).toBe(true)
  })

  it('may be named alone by a reminder', () => {
    const { decision, m } = last([
      tell(1, { windows: nights }),
      tell(2, { kind: 'reminder', windows: nights.slice(2) }),
    ])
    expect([decision, m.windows]).toEqual(['reminder', nights])
  })

  it('may move alone, with its own event', () => {
    const moved = [...nights.slice(0, 1), at('2026-02-02 22:00/2026-02-03 04:00'), ...nights.slice(2)]
    const before = eventsOf(believe([tell(1, { windows: nights })]))
    const after = eventsOf(believe([tell(1, { windows: nights }), tell(2, { kind: 'reschedule', windows: moved })]))
    expect(new Map(after.map((e) => [e.id, e.start]))).toEqual(
      new Map([
        [before[0]?.id, '2026-01-16'],
        [before[1]?.id, '2026-02-02'],
        [before[2]?.id, '2026-01-24'],
      ]),
    )
  })

  it.each(['reminder', 'update', 'reschedule'] as const)(
    'is asked for when a %s names one other night alone',
    (kind) => {
      const { decision, reason, m } = last([
        tell(1, { windows: nights }),
        tell(2, { kind, windows: [at('2026-02-02 22:00/2026-02-03 04:00')] }),
      ])
      expect([decision, m.windows]).toEqual(['review', nights])
      expect(reason).toContain('not said which of them moves')
      expect(eventsOf(m).map((e) => [e.start, e.summary.startsWith('REVIEW?')])).toEqual([
        ['2026-01-16', false],
        ['2026-01-20', false],
        ['2026-01-24', false],
        ['2026-02-02', true],
      ])
    },
  )

  it('that is over need not be told again', () => {
    const { m, decision } = last([tell(1, { windows: nights }), tell(18, { kind: 'update', windows: nights.slice(1) })])
    expect([decision, m.windows]).toEqual(['reminder', nights])
  })

  it('that is completed does not complete those to come', () => {
    const { decision, m } = last([
      tell(1, { windows: nights }),
      tell(17, { ...completion, windows: nights.slice(0, 1) }),
    ])
    expect([decision, m.status]).toEqual(['completed', 'CONFIRMED'])
  })
})

describe('Start and completion', () => {
  it('set the status and keep the windows, whatever times they report', () => {
    const started = last([
      tell(1),
      tell(16, { status: 'IN-PROCESS', kind: 'start', windows: [at('2026-01-16 05:04/')] }),
    ])
    expect([started.decision, started.m.status, started.m.windows]).toEqual(['started', 'IN-PROCESS', [night]])
    const done = last([tell(1), tell(16, { ...completion, windows: [at('2026-01-16 05:04/07:12')] })])
    expect([done.decision, done.m.status, done.m.windows]).toEqual(['completed', 'COMPLETED', [night]])
    expect(eventsOf(done.m).map((e) => e.start)).toEqual(['2026-01-16'])
  })

  it('told twice are a reminder', () => {
    expect(last([tell(1), tell(2, completion), tell(3, completion)]).decision).toBe('reminder')
  })
})

describe('A start', () => {
  it('that names some of the circuits leaves the others known', () => {
    const circuits = [
      { id: 'EX-1', impact: null },
      { id: 'EX-2', impact: null },
    ]
    const start: Say = { status: 'IN-PROCESS', kind: 'start', circuits: circuits.slice(0, 1) }
    const { decision, m } = last([tell(1, { circuits }), tell(16, start)])
    expect([decision, m.status]).toEqual(['started', 'IN-PROCESS'])
    expect(m.circuits).toEqual(circuits)
  })
})

describe('A completion', () => {
  it('that names some of the circuits leaves the others known', () => {
    const pair = ['C-1', 'C-2'].map((id) => ({ id, impact: null }))
    const m = believe([tell(1, { circuits: pair }), tell(17, { ...completion, circuits: pair.slice(1) })])
    expect([m.status, m.circuits]).toEqual(['COMPLETED', pair])
  })
})

describe('A backup date', () => {
  const backup = at('2026-01-23 05:00/11:00', { backup: true })
  const both = tell(1, { windows: [night, backup] })

  it('is cancelled with the work by a cancellation that restates the main window alone', () => {
    expect(believe([both, tell(2, cancellation)]).status).toBe('CANCELLED')
  })

  it('is not needed any more once the work is completed', () => {
    const m = believe([both, tell(17, { ...completion, windows: [night] })])
    expect(m.status).toBe('COMPLETED')
    expect(eventsOf(m).map((e) => [e.start, e.summary.startsWith('CANCELLED: ')])).toEqual([
      ['2026-01-16', false],
      ['2026-01-23', true],
    ])
  })

  it('stays when a later mail leaves it out, and goes when the work moves', () => {
    expect(believe([both, tell(2, { kind: 'update', summary: 'Other words here' })]).windows).toEqual([night, backup])
    expect(believe([both, tell(2, { kind: 'reschedule', windows: [laterNight] })]).windows).toEqual([laterNight])
  })
})

describe('Cancelled or completed work that is announced again', () => {
  it.each([
    ['cancelled', cancellation, 'announced-after-cancellation'],
    ['completed', completion, 'announced-after-completion'],
  ])('is a question when it was %s', (_, end: Say, code) => {
    for (const kind of kinds.filter((k) => k !== 'cancellation' && k !== 'completion')) {
      const { decision, reason, m } = last([tell(1), tell(2, end), tell(3, { kind })])
      expect(decision).toBe('review')
      expect(reason).toContain(`known as ${end.status}`)
      expect(m.status).toBe(end.status)
      expect(m.questions.map((q) => q.codes)).toEqual([[code]])
      expect(eventsOf(m)).toHaveLength(1)
    }
  })

  it.each([
    ['cancelled', cancellation],
    ['completed', completion],
  ])('is a question when it was %s, though the text is an old one and the mail doubtful', (_, end) => {
    const same = { textHash: 'the announcement' }
    const again = tell(3, { doubts: [doubt('window-past')], mail: { ...same, held: true } })
    const { decision, reason } = last([tell(1, { mail: same }), tell(2, end), again])
    expect(decision).toBe('review')
    expect(reason).toContain(`known as ${end.status}`)
  })

  it('shows new dates as REVIEW?, beside the old ones', () => {
    const m = believe([tell(1), tell(2, cancellation), tell(3, { windows: [laterNight] })])
    expect(eventsOf(m).map((e) => [e.summary.split(' ')[0], e.start])).toEqual([
      ['CANCELLED:', '2026-01-16'],
      ['REVIEW?', '2026-01-21'],
    ])
  })

  it('does not look merely cancelled when it is said to be on again on the same day', () => {
    const m = believe([tell(1), tell(2, cancellation), tell(3)])
    const [event, ...more] = eventsOf(m)
    expect(more).toEqual([])
    expect(event?.summary.startsWith('CANCELLED: REVIEW? ')).toBe(true)
    expect(event?.description).toContain('known as CANCELLED')
  })

  it('is believed once a person approves, in the same event', () => {
    const again = tell(3, { windows: [laterNight] })
    const m = believe([tell(1), tell(2, cancellation), again], [ruling(again.key, { type: 'approve' })])
    expect([m.status, m.windows, m.questions]).toEqual(['CONFIRMED', [laterNight], []])
    expect(eventsOf(m).map((e) => e.id)).toEqual(eventsOf(believe([tell(1)])).map((e) => e.id))
  })
})

describe('A mail older than what is known', () => {
  it('is stale when it changes nothing', () => {
    const old = tell(2, { kind: 'reschedule', windows: [laterNight] })
    const newest = tell(5, { kind: 'reschedule', windows: [at('2026-01-28 05:00/11:00')] })
    const before = believe([tell(1), newest])
    const outcome = decide(before, believe([tell(1), old, newest]), old)
    expect(outcome.decision).toBe('stale')
    expect(outcome.reason).toContain('2026-01-05T08:00:00Z: rescheduled')
  })

  it('is a copy, not news, whichever of the two has the lower hash', () => {
    const [low, high] = [tell(1, { mail: { key: '00aa#0' } }), tell(1, { mail: { key: '99zz#0' } })]
    expect(decide(believe([high]), believe([low, high]), low).decision).toBe('duplicate')
    expect(decide(believe([low]), believe([low, high]), high).decision).toBe('duplicate')
  })

  it('is not stale when it fills what nobody else told', () => {
    const old = tell(2, { summary: 'Replacing a whole cable' })
    const newest = tell(5, { kind: 'reschedule', windows: [laterNight], summary: null })
    const outcome = decide(believe([tell(1), newest]), believe([tell(1), old, newest]), old)
    expect(outcome.decision).toBe('updated')
  })

  it('is ordered by SEQUENCE before the date, within one id', () => {
    const second = tell(2, { sequence: 2, windows: [laterNight] })
    const first = tell(3, { sequence: 1, windows: [night] })
    expect(believe([first, second]).windows).toEqual([laterNight])
    expect(believe([tell(3, { windows: [night] }), tell(2, { windows: [laterNight] })]).windows).toEqual([night])
  })

  it.each(['00aa#0', '99zz#0'])('is a duplicate when it is another copy of a known mail (%s)', (key) => {
    const copy = { ...tell(1), key, permalink: null }
    const before = believe([tell(1)])
    const after = believe([tell(1), copy])
    expect(decide(before, after, copy).decision).toBe('duplicate')
    expect(eventsOf(after)).toEqual(eventsOf(before))
  })

  it('is a duplicate when it was read before', () => {
    const m = believe([tell(1)])
    expect(decide(m, m, tell(1)).decision).toBe('duplicate')
  })

  it('has no place in the order without a date, and is asked before it changes anything', () => {
    const undated = { ...tell(9, { windows: [laterNight] }), sent: null }
    const { decision, m } = last([tell(1), undated])
    expect([decision, m.windows]).toEqual(['review', [night]])
    expect(last([tell(1), { ...tell(9), sent: null }]).decision).toBe('reminder')
  })
})

describe('A blocking doubt, or a sender that is not authentic', () => {
  it.each([
    ['a forged reschedule', forged(2, { kind: 'reschedule', windows: [laterNight] })],
    ['a forged cancellation', forged(2, cancellation)],
    ['a forged completion', forged(2, completion)],
    ['a doubtful cancellation', heldBack(2, cancellation, 'status-words-disagree')],
    ['a doubtful reschedule without a sure date', heldBack(2, { windows: [laterNight] }, 'zone-missing')],
  ])('changes nothing: %s', (_, told) => {
    const { decision, m } = last([tell(1), told])
    expect(decision).toBe('review')
    expect(eventsOf(m)).toEqual(eventsOf(believe([tell(1)])))
    expect(m.questions).toHaveLength(1)
  })

  it('names the doubt in the question, with the day of the work', () => {
    const [question] = believe([heldBack(1, {}, 'zone-missing')]).questions
    expect(question?.codes).toEqual(['zone-missing'])
    expect(question?.reasons).toEqual(['Doubtful: zone-missing.'])
    expect(question?.urgentAt).toBe(night.start)
  })

  it('gives each reason as a sentence of its own', () => {
    const told = tell(1, {
      doubts: [doubt('ids-disagree'), doubt('zone-season', false)],
      mail: { held: true, unverified: true },
    })
    const [question] = believe([told]).questions
    expect(question?.codes).toEqual(['ids-disagree', 'sender-unverified'])
    expect(question?.reasons).toEqual([
      'The sender could not be verified, so it neither moves nor cancels anything.',
      'Doubtful: ids-disagree.',
    ])
  })

  it('gives the reasons that concern the mail as a whole, too', () => {
    const why = ['Nothing proves that a@example.net sent this.']
    const [question] = believe([tell(1, { mail: { held: true, unverified: true, why } })]).questions
    expect(question?.reasons).toEqual([
      'The sender could not be verified, so it neither moves nor cancels anything.',
      ...why,
    ])
  })

  it('sets a REVIEW? event for new work whose day is sure', () => {
    const m = believe([heldBack(1, {})])
    expect(m.provisional).toBe(true)
    expect(eventsOf(m).map((e) => [e.summary.startsWith('REVIEW? '), e.status, e.start])).toEqual([
      [true, 'tentative', '2026-01-16'],
    ])
  })

  it.each(['zone-missing', 'date-order', 'weekday-mismatch', 'year-missing'] as const)(
    'sets none when %s leaves the day open',
    (code) => {
      const m = believe([heldBack(1, {}, code)])
      expect([eventsOf(m), m.questions.length]).toEqual([[], 1])
    },
  )

  it('sets a REVIEW? event beside the known one when a doubtful mail of the vendor names another sure day', () => {
    const m = believe([tell(1), heldBack(2, { windows: [laterNight] })])
    expect(eventsOf(m).map((e) => [e.summary.startsWith('REVIEW? '), e.start])).toEqual([
      [false, '2026-01-16'],
      [true, '2026-01-21'],
    ])
  })

  it('is overtaken by a later mail that states the work anew', () => {
    const m = believe([
      tell(1),
      heldBack(2, { windows: [laterNight] }),
      tell(3, { kind: 'reschedule', windows: [laterNight] }),
    ])
    expect([m.questions, m.windows]).toEqual([[], [laterNight]])
  })

  it('is believed when a person approves or edits', () => {
    const told = heldBack(2, { windows: [laterNight] })
    expect(believe([tell(1), told], [ruling(told.key, { type: 'approve' })]).windows).toEqual([laterNight])
    const edited = at('2026-01-22 05:00/11:00')
    const m = believe([tell(1), told], [ruling(told.key, { type: 'edit', notice: { windows: [edited] } })])
    expect([m.windows, m.questions, m.provisional]).toEqual([[edited], [], false])
  })

  it('is set aside when a person says so', () => {
    const told = heldBack(1, {})
    const m = believe([told], [ruling(told.key, { type: 'ignore', why: 'a test mail' })])
    expect([decisionsOf(m), eventsOf(m), m.questions]).toEqual([['ignored'], [], []])
    expect(m.history[0]?.reason).toBe('Ada set it aside: a test mail')
  })

  it('does not count against a mail that only has notes', () => {
    const m = believe([tell(1, { doubts: [doubt('zone-season', false)] })])
    expect([decisionsOf(m), m.questions, m.doubts?.map((d) => d.code)]).toEqual([['created'], [], ['zone-season']])
  })
})

describe('Rulings on the work itself', () => {
  it('come last, under any name that the work ever had', () => {
    const old = believe([tell(2)]).id
    const tolds = [tell(1, { maintenanceId: 'TTN-0009' }), tell(2, { formerIds: ['TTN-0009'] })]
    const rule = ruling(null, { type: 'edit', notice: { summary: 'Ours' } }, { maintenance: old })
    expect(believe(tolds, [rule]).summary).toBe('Ours')
  })

  it('are not asked about for what the vendor changed before', () => {
    const tolds = [tell(1), tell(3, { kind: 'reschedule', windows: [laterNight] })]
    const rule = ruling(null, { type: 'edit', notice: { windows: [night] } }, { maintenance: believe(tolds).id })
    expect([believe(tolds, [rule]).windows, believe(tolds, [rule]).questions]).toEqual([[night], []])
  })

  it('are asked about when the vendor changes the same thing later', () => {
    const rule = ruling(null, { type: 'edit', notice: { windows: [laterNight] } }, { at: '2026-01-02T00:00:00Z' })
    const id = believe([tell(1)]).id
    const m = believe([tell(1), tell(3, { windows: [at('2026-01-30 05:00/11:00')] })], [{ ...rule, maintenance: id }])
    expect(m.windows).toEqual([laterNight])
    expect(m.questions.map((q) => q.codes)).toEqual([['person-decided']])
  })
})

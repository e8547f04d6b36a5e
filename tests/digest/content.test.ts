import { describe, expect, it } from 'vitest'
import type { AlertGroup } from '../../src/alerts/group.ts'
import { digestOf } from '../../src/digest/compose.ts'
import type { DigestGroup, DigestTask } from '../../src/digest/facts.ts'
import { readRota } from '../../src/digest/rota.ts'
import { type Risk, riskQuestionKey } from '../../src/maintenance/overlap.ts'
import type { MailTally, StepRecord } from '../../src/store/store.ts'
import { entry, factsOf, post, question, summary, work } from './facts.ts'

const risk: Risk = {
  key: 'g|a|b',
  group: 'nrw1-transit',
  site: 'nrw1',
  maintenances: ['a', 'b'],
  circuits: ['IC-1', 'IC-2'],
  from: '2026-11-17T06:00:00Z',
  to: '2026-11-17T08:00:00Z',
  whole: true,
  unsure: false,
  reason: 'zayo TTN-a and zayo TTN-b both work on group nrw1-transit.',
}

describe('the subject', () => {
  it('says how many works the week has and how many things need a person', () => {
    const works = [work('a'), work('b', { windows: [{ start: '2026-11-25T05:00:00Z', end: null }] })]
    expect(digestOf(factsOf({ works, questions: [{ question: question(), mail: summary() }] })).subject).toBe(
      'Clinic digest 2026-W47: 1 work, 1 needs you',
    )
    expect(digestOf(factsOf()).subject).toBe('Clinic digest 2026-W47: 0 works, nothing needs you')
  })
})

describe('what needs a person', () => {
  it('begins with overlaps, then comes by the start of the work, and ends with what has none', () => {
    const facts = factsOf({
      works: [work('a'), work('b')],
      risks: [risk],
      questions: [
        { question: question({ key: 'later', urgentAt: '2026-11-30T00:00:00Z' }), mail: summary({ subject: 'Later' }) },
        { question: question({ key: 'undated' }), mail: summary({ subject: 'Undated' }) },
        { question: question({ key: 'soon', urgentAt: '2026-11-16T09:00:00Z' }), mail: summary({ subject: 'Soon' }) },
      ],
      proposals: [{ group: 'g', what: 'match', title: 'root@ mail: cron: backup', taskId: 77 }],
    })
    expect(digestOf(facts).needs.map(({ what, title }) => `${what} ${title}`)).toEqual([
      'overlap nrw1-transit at nrw1: redundant circuits at the same time',
      'question Zayo: Soon',
      'question Zayo: Later',
      'question Zayo: Undated',
      'task root@ mail: cron: backup',
    ])
  })

  it('links to the answer and to the post', () => {
    const [need] = digestOf(factsOf({ questions: [{ question: question(), mail: summary() }] })).needs
    expect(need?.links).toEqual([
      { text: 'answer', href: 'https://review.example.org/question-1' },
      { text: 'post', href: post(1) },
    ])
  })

  it('tells a person’s edit from a question about a mail', () => {
    const asked = question({ from: 'calendar', maintenance: 'a' })
    const [need] = digestOf(factsOf({ works: [work('a')], questions: [{ question: asked, mail: null }] })).needs
    expect(need).toMatchObject({ what: 'conflict', title: 'Zayo TTN-a: Fibre is replaced' })
  })

  it('tells an overlap and the question about it as one, with the way to answer', () => {
    const asked = question({ key: riskQuestionKey(risk), from: 'calendar', maintenance: 'a', urgentAt: risk.from })
    const facts = factsOf({ works: [work('a')], risks: [risk], questions: [{ question: asked, mail: null }] })
    const { needs, subject } = digestOf(facts)
    expect(subject).toContain('1 needs you')
    expect(needs.map(({ what, links }) => [what, links.map(({ text }) => text)])).toEqual([
      ['overlap', ['answer', 'Zayo TTN-a']],
    ])
  })

  it('leaves an overlap alone that a person has seen, but marks its works still', () => {
    const works = [work('a', { windows: [{ start: risk.from, end: risk.to }] })]
    const { needs, upcoming } = digestOf(factsOf({ works, risks: [risk], seenRisks: new Set([risk.key]) }))
    expect(needs).toEqual([])
    expect(upcoming[0]?.works[0]?.marks).toContain('overlaps')
  })

  it('forgets an overlap that is over', () => {
    expect(digestOf(factsOf({ now: '2026-11-17T08:00:00.000Z', risks: [risk] })).needs).toEqual([])
  })

  it.each([
    ['failed since it last succeeded', '2026-11-15T00:00:00Z', '2026-11-16T00:00:00Z', 'No token.', 1],
    ['succeeded since it last failed', '2026-11-16T00:00:00Z', '2026-11-15T00:00:00Z', null, 0],
  ])('counts tasks that could not be filed when the step %s', (_, lastSuccess, lastFailure, message, count) => {
    const step: StepRecord = { step: 'tasks', lastSuccess, lastFailure, message }
    const { needs } = digestOf(factsOf({ steps: [step] }))
    expect(needs.filter(({ title }) => title === 'Tasks could not be filed')).toHaveLength(count)
  })

  it('says when the tracker could not be asked', () => {
    const { needs } = digestOf(factsOf({ tasksMistake: 'It did not answer.' }))
    expect(needs).toMatchObject([
      { title: 'The sub-tasks of T132324 could not be read', reasons: ['It did not answer.'] },
    ])
  })
})

describe('upcoming work', () => {
  const timesOf = (windows: Parameters<typeof work>[1], now?: string) =>
    digestOf(factsOf({ works: [work('a', windows)], ...(now === undefined ? {} : { now }) })).upcoming.map(
      ({ day, works }) => `${day} ${works.map(({ time }) => time).join('; ')}`,
    )

  it.each([
    ['within a day', '2026-11-17T05:01:00Z', '2026-11-17T10:00:00Z', ['2026-11-17 05:01–10:00']],
    ['over midnight', '2026-11-17T22:00:00Z', '2026-11-18T03:00:00Z', ['2026-11-17 22:00–03:00 next day']],
    ['over several days', '2026-11-17T22:00:00Z', '2026-11-20T03:00:00Z', ['2026-11-17 22:00 – Fri 20 Nov 03:00']],
    ['without an end', '2026-11-17T22:00:00Z', null, ['2026-11-17 22:00, end unknown']],
    [
      'begun before',
      '2026-11-14T22:00:00Z',
      '2026-11-16T03:00:00Z',
      ['2026-11-16 since Sat 14 Nov 22:00 – Mon 16 Nov 03:00'],
    ],
    ['on the last day', '2026-12-06T22:00:00Z', '2026-12-06T23:00:00Z', ['2026-12-06 22:00–23:00']],
    ['after three weeks', '2026-12-07T00:00:00Z', '2026-12-07T23:00:00Z', []],
    ['before', '2026-11-15T00:00:00Z', '2026-11-16T00:00:00Z', []],
  ])('%s is shown by day', (_, start, end, shown) => {
    expect(timesOf({ windows: [{ start, end }] })).toEqual(shown)
  })

  it('of days only says so', () => {
    const window = { start: '2026-11-17T00:00:00Z', end: '2026-11-18T00:00:00Z', dateOnly: true } as const
    expect(timesOf({ windows: [window] })).toEqual(['2026-11-17 all day'])
  })

  it('that is called off, or of which one night is, is left out', () => {
    expect(timesOf({ status: 'CANCELLED' })).toEqual([])
    const night = { start: '2026-11-17T05:00:00Z', end: '2026-11-17T10:00:00Z' }
    expect(timesOf({ windows: [{ ...night, cancelled: true }] })).toEqual([])
  })

  it('of days that are over is left out, and still counted to its week', () => {
    const content = digestOf(factsOf({ works: [work('a')], now: '2026-11-20T07:00:00.000Z' }))
    expect(content.upcoming).toEqual([])
    expect(content.counts.works).toBe(1)
  })

  it('tells vendor, id, site, circuits, the gravest impact and the links', () => {
    const circuits = Array.from({ length: 6 }, (_, n) => ({
      id: `IC-${n}`,
      impact: n === 3 ? ('OUTAGE' as const) : null,
    }))
    const inventory = new Map([
      ['ic3', { circuit: 'IC-3', vendor: 'zayo', site: 'nrw1', provider: 'Zayo', group: 'g' }],
    ])
    const { upcoming } = digestOf(factsOf({ works: [work('a', { circuits })], inventory }))
    expect(upcoming[0]?.works[0]).toMatchObject({
      vendor: 'Zayo',
      id: 'TTN-a',
      what: 'Fibre is replaced',
      circuits: ['IC-0', 'IC-1', 'IC-2', 'IC-3'],
      circuitCount: 6,
      impact: 'OUTAGE',
      links: [
        { text: 'event', href: 'https://calendar.example.org/a/2026-11-17' },
        { text: 'post', href: post('a') },
      ],
    })
  })

  it('is marked where it overlaps, is a backup date, or is not believed yet', () => {
    const windows = [
      { start: '2026-11-17T05:00:00Z', end: '2026-11-17T10:00:00Z' },
      { start: '2026-11-18T05:00:00Z', end: '2026-11-18T10:00:00Z', backup: true },
    ] as const
    const facts = factsOf({ works: [work('a', { windows, provisional: true })], risks: [risk] })
    expect(digestOf(facts).upcoming.map(({ works }) => works[0]?.marks)).toEqual([
      ['overlaps', 'not sure yet'],
      ['backup date', 'not sure yet'],
    ])
  })
})

describe('what changed', () => {
  const changesOf = (works: readonly ReturnType<typeof work>[]) =>
    digestOf(factsOf({ works })).changes.map(({ kind, detail }) => `${kind}: ${detail}`)

  it('tells new, moved with old and new dates, cancelled and completed, what moved first', () => {
    const moved = entry({ decision: 'rescheduled', changes: [{ field: 'windows', from: 'old', to: 'new' }] })
    expect(
      changesOf([
        work('n', { history: [entry({ decision: 'created' })] }),
        work('d', { history: [entry({ decision: 'completed' })] }),
        work('c', { history: [entry({ decision: 'cancelled' })] }),
        work('m', { history: [moved] }),
      ]),
    ).toEqual([
      'moved: old → new',
      'cancelled: Tue 17 Nov 05:00–10:00 UTC',
      'new: Tue 17 Nov 05:00–10:00 UTC',
      'completed: Tue 17 Nov 05:00–10:00 UTC',
    ])
  })

  it.each([
    ['2026-11-09T00:00:00Z', 1],
    ['2026-11-08T23:59:59Z', 0],
    ['2026-11-16T06:59:59Z', 1],
    ['2026-11-16T07:00:00Z', 0],
  ])('counts what was sent since Monday a week ago until now: %s', (sent, count) => {
    expect(changesOf([work('a', { history: [entry({ decision: 'created', sent })] })])).toHaveLength(count)
  })

  it('tells a work that came and went in one week once', () => {
    const history = [entry({ decision: 'created' }), entry({ decision: 'cancelled' })]
    expect(changesOf([work('a', { history })])).toEqual(['cancelled: Tue 17 Nov 05:00–10:00 UTC'])
  })

  it('tells of time that passed without a word, of vendors that otherwise tell', () => {
    const past = [{ start: '2026-11-12T05:00:00Z', end: '2026-11-12T10:00:00Z' }]
    const done = work('done', {
      history: [entry({ decision: 'completed', sent: '2026-10-01T00:00:00Z' })],
      windows: [],
    })
    expect(changesOf([work('a', { windows: past })])).toEqual([])
    expect(changesOf([work('a', { windows: past }), done])).toEqual([
      'unconfirmed: ended Thu 12 Nov; the vendor has not said that it is done',
    ])
  })
})

describe('threads to look at again', () => {
  const early = entry({ decision: 'created', sent: '2026-10-20T00:00:00Z', permalink: post('first') })
  const follow = (decision: 'cancelled' | 'reminder') =>
    entry({ decision, sent: '2026-11-12T00:00:00Z', permalink: post('later') })

  it('are those whose first post was settled before something meaningful came', () => {
    const { threads } = digestOf(factsOf({ works: [work('a', { history: [early, follow('cancelled')] })] }))
    expect(threads).toMatchObject([
      {
        title: 'Zayo TTN-a: Fibre is replaced',
        links: [
          { text: 'new post', href: post('later') },
          { text: 'first post', href: post('first') },
        ],
      },
    ])
  })

  it.each([
    ['a reminder', [early, follow('reminder')]],
    ['one post alone', [follow('cancelled')]],
    [
      'other words for the same work',
      [
        early,
        {
          ...follow('reminder'),
          decision: 'updated' as const,
          changes: [{ field: 'summary', from: 'Fibre', to: 'Fiber' }],
        },
      ],
    ],
  ])('are not made by %s', (_, history) => {
    expect(digestOf(factsOf({ works: [work('a', { history })] })).threads).toEqual([])
  })
})

describe('posts that may be marked', () => {
  const settled = (given: Parameters<typeof factsOf>[0], mail = summary()) =>
    digestOf(factsOf({ mails: [{ mail, maintenances: ['a'] }], ...given })).settled

  it('are those whose mail was dealt with', () => {
    expect(settled({})).toEqual([{ title: 'Zayo: Planned work', decision: 'created', link: post(1) }])
  })

  it.each([
    ['is held for review', {}, summary({ decision: 'review' })],
    ['has no post', {}, summary({ permalink: null })],
    ['is asked about', { questions: [{ question: question(), mail: null }] }, summary()],
    [
      'is of a work that is asked about',
      { questions: [{ question: question({ told: 'x#0', maintenance: 'a' }), mail: null }] },
      summary(),
    ],
    [
      'is of a thread to look at again',
      {
        works: [
          work('a', {
            history: [
              entry({ decision: 'created', sent: '2026-10-20T00:00:00Z', permalink: post('first') }),
              entry({ decision: 'cancelled', sent: '2026-11-12T00:00:00Z' }),
            ],
          }),
        ],
      },
      summary(),
    ],
  ])('do not hold one whose mail %s', (_, given, mail) => {
    expect(settled(given, mail)).toEqual([])
  })
})

describe('root@', () => {
  const group = (id: string, weeks: readonly number[]): AlertGroup => ({
    id,
    signatures: [id],
    occurrences: Array.from({ length: weeks.reduce((a, b) => a + b, 0) }, () => ({
      signature: id,
      host: 'db1',
      event: null,
      at: '2026-11-15T00:00:00Z',
    })),
    hosts: [{ host: 'db1', count: 1 }],
    first: '2026-10-15T00:00:00Z',
    last: '2026-11-15T00:00:00Z',
    weeks,
  })
  const one = (id: string, weeks: readonly number[], given: Partial<DigestGroup> = {}): DigestGroup => ({
    group: group(id, weeks),
    facts: { kind: 'cron', unit: id, evidence: ['it failed'], example: '' },
    recurrent: true,
    task: null,
    silent: false,
    ...given,
  })

  it('shows the most frequent groups of the week with their trend and their task', () => {
    const { alerts } = digestOf(
      factsOf({
        groups: [one('few', [0, 0, 0, 0, 2]), one('many', [1, 1, 1, 1, 9], { task: 5 }), one('past', [3, 3, 3, 3, 0])],
      }),
    )
    expect(alerts).toMatchObject([
      { title: 'cron: many: it failed', count: 9, weeks: [1, 1, 1, 1, 9], trend: 'rising', task: { text: 'T5' } },
      { title: 'cron: few: it failed', count: 2, trend: 'new', task: null },
    ])
  })

  const task = (given: Partial<DigestTask>): DigestTask => ({
    id: 9,
    title: 'backup fails',
    closed: false,
    ours: true,
    createdAt: '2026-01-01T00:00:00Z',
    answeredAt: '2026-11-15T00:00:00Z',
    reopenedAt: null,
    ...given,
  })
  it.each([
    ['newly filed', { createdAt: '2026-11-12T00:00:00Z' }, ['filed']],
    ['opened again', { reopenedAt: '2026-11-12T00:00:00Z' }, ['reopened']],
    ['without an answer for 30 days', { answeredAt: '2026-10-17T07:00:00Z' }, ['unanswered']],
    ['never answered', { answeredAt: null }, ['unanswered']],
    ['answered 29 days ago', { answeredAt: '2026-10-18T07:00:00Z' }, []],
    ['closed', { closed: true, answeredAt: null }, []],
    ['made by a person', { ours: false, createdAt: '2026-11-12T00:00:00Z' }, []],
  ])('tells of a task that is %s', (_, given, expected) => {
    expect(digestOf(factsOf({ tasks: [task(given)] })).tasks.map(({ what }) => what)).toEqual(expected)
  })

  it('tells of tasks whose mails fell silent', () => {
    expect(
      digestOf(factsOf({ groups: [one('quiet', [0, 0, 0, 0, 0], { task: 7, silent: true })] })).tasks,
    ).toMatchObject([{ what: 'silent', link: { href: 'https://phabricator.example.org/T7' } }])
  })
})

describe('vendors', () => {
  const tally = (day: string, given: Partial<MailTally> = {}): MailTally => ({
    day,
    vendor: 'zayo',
    class: 'maintenance',
    decision: 'created',
    count: 1,
    ...given,
  })

  it('are counted with the share that was read without help', () => {
    const rows = [
      tally('2026-11-10', { count: 3 }),
      tally('2026-11-11', { decision: 'review' }),
      tally('2026-11-11', { class: 'other', decision: 'ignored', count: 2 }),
      tally('2026-11-11', { vendor: null, class: 'other', decision: 'ignored' }),
      tally('2026-11-01', { count: 50 }),
    ]
    expect(digestOf(factsOf({ tally: rows })).vendors).toEqual([
      { vendor: 'Zayo', mails: 6, unaided: 0.75 },
      { vendor: 'others', mails: 1, unaided: null },
    ])
  })

  const days = (...list: readonly string[]) => list.map((day) => tally(day))
  it.each([
    [
      'a daily writer that stopped three weeks ago',
      days('2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23', '2026-10-24'),
      1,
    ],
    [
      'a daily writer that stopped last week',
      days('2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07', '2026-11-08'),
      0,
    ],
    ['one that never had a habit', days('2026-06-01', '2026-08-01', '2026-10-01'), 0],
    [
      'one that is silent for so long that everybody knows',
      days('2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04', '2026-06-05'),
      0,
    ],
  ])('silent against their habit: %s', (_, rows, count) => {
    expect(digestOf(factsOf({ tally: rows })).silentVendors).toHaveLength(count)
  })
})

describe('the duty', () => {
  const rota = readRota('week,clinician,email,backup\n2026-W47,Kim,kim@noc.example,Sam\n2026-W48,Sam,,\n', 'rota.csv')
  it('names who has it this week and next', () => {
    expect(digestOf(factsOf({ rota })).duty).toMatchObject({
      now: { clinicians: [{ name: 'Kim' }], backups: [{ name: 'Sam' }] },
      next: { clinicians: [{ name: 'Sam' }] },
      topic: 'SRE Clinic Duty: Kim',
    })
  })
})

describe('the health of the job', () => {
  it('tells runs, failures once, and mails that wait', () => {
    const run = { startedAt: '', endedAt: '', counts: {} }
    const runs = [
      { ...run, ok: false, failures: ['No route.'] },
      { ...run, ok: false, failures: ['No route.'] },
      { ...run, ok: true, failures: [] },
    ]
    expect(digestOf(factsOf({ runs, waiting: 3 })).health).toMatchObject({
      runs: 3,
      failedRuns: 2,
      failures: ['No route.'],
      waiting: 3,
    })
  })
})

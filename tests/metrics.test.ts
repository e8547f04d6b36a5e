import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MetricsFacts, metricsText, writeMetrics } from '../src/metrics.ts'
import { packageRoot } from '../src/paths.ts'
import { openStore } from '../src/store/open.ts'
import type { MailTally } from '../src/store/store.ts'
import type { Outcome } from '../src/sync.ts'
import { question } from './digest/facts.ts'

const now = new Date('2026-12-04T18:00:00Z')
const outcome: Outcome = {
  summary: {
    mails: { fetched: 3, new: 2 },
    decisions: { created: 2 },
    calendar: { inserted: 1, updated: 0, unchanged: 4, kept: 0, failed: 1 },
    tasks: { created: 0, updated: 0, reopened: 0, failed: 0 },
    review: 1,
    ms: 1500,
  },
  decided: [],
  plan: [],
  failures: ['No route.'],
  durations: { read: 250.4 },
  steps: { read: null, calendar: 'No route.' },
}
const tally = (vendor: string | null, decision: 'created' | 'review', count: number): MailTally => ({
  day: '2026-12-01',
  vendor,
  class: 'maintenance',
  decision,
  count,
})
const facts = (given: Partial<MetricsFacts> = {}): MetricsFacts => ({
  now,
  outcome,
  steps: [
    { step: 'read', lastSuccess: '2026-12-04T18:00:00Z', lastFailure: null, message: null },
    { step: 'calendar', lastSuccess: null, lastFailure: '2026-12-04T18:00:00Z', message: 'No route.' },
  ],
  stored: 10,
  waiting: 1,
  tally: [tally('zayo', 'created', 3), tally('zayo', 'review', 1), tally(null, 'review', 2)],
  questions: [question({ openedAt: '2026-12-04T17:00:00Z', urgentAt: '2026-12-05T00:00:00Z' })],
  runs: [{ startedAt: '', endedAt: '', ok: false, counts: { calendar: { failed: 3 } }, failures: [] }],
  ...given,
})

describe('the metrics', () => {
  it.each([
    'last_run_timestamp_seconds 1796407200',
    'last_run_ok 0',
    'last_run_failures 1',
    'last_run_duration_seconds 1.5',
    'last_run_step_duration_seconds{step="read"} 0.25',
    'last_run_decisions{decision="created"} 2',
    'last_run_events{result="unchanged"} 4',
    'step_last_success_timestamp_seconds{step="read"} 1796407200',
    'step_failing{step="calendar"} 1',
    'step_failing{step="read"} 0',
    'mails_stored 10',
    'mails_pending 1',
    'vendor_mails{vendor="zayo"} 4',
    'vendor_unread_ratio{vendor="zayo"} 0.25',
    'vendor_unread_ratio{vendor="other"} 1',
    'review_open 1',
    'review_oldest_age_seconds 3600',
    'review_soonest_work_timestamp_seconds 1796428800',
    'failed_runs_24h 1',
    'api_failures_24h{api="calendar"} 3',
  ])('tell maintcal_%s', async (line) => {
    expect((await metricsText(facts())).split('\n')).toContain(`maintcal_${line}`)
  })

  it('do not tell of a step that never succeeded that it did', async () => {
    expect(await metricsText(facts())).not.toContain('step_last_success_timestamp_seconds{step="calendar"}')
  })

  it('bound the number of vendors, however many strangers write', async () => {
    const strangers = Array.from({ length: 500 }, (_, n) => tally(`stranger-${n}.example`, 'created', 1))
    const text = await metricsText(facts({ tally: strangers }))
    expect(text.match(/^maintcal_vendor_mails\{/gm)?.length).toBeLessThan(100)
    expect(text).toContain('maintcal_vendor_mails{vendor="other"} 420')
  })

  it('are named in the alert rules as they are', async () => {
    const rules = readFileSync(join(packageRoot(), 'docs', 'alerts.rules.yml'), 'utf8')
    const used = new Set(rules.match(/\bmaintcal_\w+/g))
    const text = await metricsText(facts())
    expect(used.size).toBeGreaterThan(5)
    for (const name of used) expect([name, text.includes(`# TYPE ${name} gauge`)]).toEqual([name, true])
  })

  it('have a line for each alarm in docs/operations.md', () => {
    const read = (name: string) => readFileSync(join(packageRoot(), 'docs', name), 'utf8')
    const alarms = [...read('alerts.rules.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => name)
    expect(alarms.length).toBeGreaterThan(5)
    for (const alarm of alarms) expect(read('operations.md')).toContain(`\`${alarm}\``)
  })
})

describe('the metrics file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maintcal-metrics-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is readable for others whatever the umask is, and nothing else is left beside it', async () => {
    const store = openStore(join(folder, 'db', 'maintcal.db'))
    const umask = process.umask(0o077)
    try {
      await writeMetrics(join(folder, 'out', 'maintcal.prom'), store, outcome, now)
    } finally {
      process.umask(umask)
      await store.close()
    }
    expect(readdirSync(join(folder, 'out'))).toEqual(['maintcal.prom'])
    expect(statSync(join(folder, 'out', 'maintcal.prom')).mode & 0o777).toBe(0o644)
  })
})

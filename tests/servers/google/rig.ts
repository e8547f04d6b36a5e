/** A fake Google and a target that talks to it, with a clock, a sleep and dice of our own. */

import { parseKey } from '../../../src/calendar/google/auth.ts'
import { type GoogleSettings, googleTarget } from '../../../src/calendar/google.ts'
import type { CalendarTarget, DesiredEvent } from '../../../src/calendar/target.ts'
import { type FakeGoogleCalendar, startFakeGoogleCalendar } from '../fake-google-calendar.ts'

export interface Rig {
  readonly fake: FakeGoogleCalendar
  readonly target: CalendarTarget
  /** A second program run: nothing remembered. */
  readonly another: (settings?: Partial<GoogleSettings>) => CalendarTarget
  /** Milliseconds of every sleep so far. */
  readonly slept: readonly number[]
  readonly advance: (ms: number) => void
  /** Operations and answers so far: `insert 200`. */
  readonly log: () => readonly string[]
}

export const startRig = async (options: { readonly pageSize?: number } = {}): Promise<Rig> => {
  let clock = Date.UTC(2026, 0, 5, 12)
  const slept: number[] = []
  const fake = await startFakeGoogleCalendar({ now: () => clock, ...options })
  const another = (settings: Partial<GoogleSettings> = {}): CalendarTarget =>
    googleTarget({
      calendarId: fake.calendarId,
      credentials: parseKey(fake.keyFile, 'the test key'),
      rootUrl: fake.rootUrl,
      timeoutMs: 10_000,
      now: () => clock,
      random: () => 0.5,
      sleep: async (ms) => {
        slept.push(ms)
        clock += ms
      },
      ...settings,
    })
  return {
    fake,
    target: another(),
    another,
    slept,
    advance: (ms) => {
      clock += ms
    },
    log: () => fake.requests.map(({ operation, status }) => `${operation} ${status}`),
  }
}

export const desired = (over: Partial<DesiredEvent> = {}): DesiredEvent => ({
  id: `mc${'0123456789abcdefghijklmnop'.repeat(2)}`,
  maintenance: 'f00dfeed',
  summary: 'Zayo TTN-0001: fibre repair, Denver (2 circuits)',
  description: '2026-01-06 05:01 to 11:00 UTC<br>OGYX/000001//ZYO',
  location: 'Denver',
  start: '2026-01-06',
  end: '2026-01-07',
  link: 'https://groups.google.com/a/example.org/d/msgid/ops-maintenance/1%40example.net',
  colorId: '5',
  status: 'confirmed',
  ...over,
})

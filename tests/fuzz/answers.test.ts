import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phabricator } from '../../src/alerts/phabricator.ts'
import { TrackerError } from '../../src/alerts/tracker.ts'
import { toPresent, toUpdate } from '../../src/calendar/google/shape.ts'
import { parse, render } from '../../src/calendar/ics-file.ts'
import type { DesiredEvent } from '../../src/calendar/target.ts'
import { fuzzing, hostile } from './fuzzing.ts'

const token = 'api-abcdefghijklmnopqrstuvwxyz12'

const scalar = fc.oneof(hostile, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(token))
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    fc.constantFrom(
      'data',
      'fields',
      'id',
      'phid',
      'status',
      'value',
      'name',
      'cursor',
      'after',
      'description',
      'raw',
      'object',
      'results',
      '__proto__',
    ),
    tie('value'),
    { maxKeys: 6 },
  ),
})).value

/** An answer of Conduit, its envelope mostly right; or of something that only looks like it. */
const conduitAnswer = fc.tuple(
  fc.constantFrom(200, 200, 200, 404, 429, 500, 502),
  fc.oneof(
    json.map((result) => JSON.stringify({ result, error_code: null, error_info: null })),
    fc.tuple(hostile, json).map(([code, info]) => JSON.stringify({ result: null, error_code: code, error_info: info })),
    json.map((value) => JSON.stringify(value)),
    fc.constant(`<html>${token}</html>`),
    fc.string(),
  ),
)

describe('whatever the tracker answers', () => {
  it('each question ends in an answer or in an error for people, without the token', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(conduitAnswer, { minLength: 1, maxLength: 6 }), async (answers) => {
        let asked = 0
        const tracker = phabricator({
          url: 'https://phabricator.example.org',
          token,
          parent: 'T1',
          projects: ['#sre'],
          timeoutMs: 1000,
          pause: async () => undefined,
          fetch: async () => {
            const [status, body] = answers[asked++ % answers.length] ?? [500, '']
            // A server that always names a next page must not be followed for ever.
            if (asked > 2000) throw new Error('asked without end')
            return new Response(body, { status })
          },
        })
        for (const question of [
          () => tracker.subtasks(),
          () => tracker.task('PHID-TASK-1'),
          () => tracker.create({ title: 'x', description: 'y' }),
          () => tracker.comment('PHID-TASK-1', 'z'),
        ]) {
          const error: unknown = await question().then(
            () => null,
            (reason: unknown) => reason,
          )
          expect(asked).toBeLessThan(2000)
          if (error === null) continue
          expect(error).toBeInstanceOf(TrackerError)
          expect(String(error)).not.toContain(token)
        }
      }),
      fuzzing(),
    )
  })
})

const event: DesiredEvent = {
  id: 'mc0123456789',
  maintenance: 'work',
  summary: 'Work',
  description: 'What we know',
  location: null,
  start: '2026-12-14',
  end: '2026-12-16',
  link: null,
  colorId: null,
  status: 'confirmed',
}

const when = fc.option(fc.record({ date: scalar, dateTime: scalar, timeZone: scalar }, { requiredKeys: [] }), {
  nil: null,
})
const resource = fc.record(
  {
    id: scalar,
    etag: scalar,
    status: scalar,
    summary: scalar,
    description: scalar,
    location: scalar,
    start: when,
    end: when,
    source: fc.option(fc.record({ url: scalar, title: scalar }, { requiredKeys: [] }), { nil: null }),
    extendedProperties: fc.option(
      fc.record(
        { private: fc.option(fc.dictionary(fc.constantFrom('maintcal', 'maintcalId', 'x'), scalar), { nil: null }) },
        { requiredKeys: [] },
      ),
      { nil: null },
    ),
    attendees: json,
  },
  { requiredKeys: [] },
)

describe('whatever stands in the calendar', () => {
  it('is understood, and kept where it is not ours', () => {
    fc.assert(
      fc.property(resource, (given) => {
        const there = given as Parameters<typeof toPresent>[0]
        expect(() => toPresent(there)).not.toThrow()
        const written = toUpdate(there, event)
        expect(written.summary).toBe('Work')
        if ('attendees' in given) expect(written.attendees).toEqual(given.attendees)
      }),
      fuzzing(3),
    )
  })

  it('a calendar file is read or refused in words, and what was read is written again', () => {
    const line = fc.oneof(
      hostile,
      fc.constantFrom(
        'BEGIN:VCALENDAR',
        'END:VCALENDAR',
        'BEGIN:VEVENT',
        'END:VEVENT',
        'UID:a@b',
        'DTSTART;VALUE=DATE:20261214',
        'SUMMARY:x',
        'BEGIN:VTIMEZONE',
        ' folded',
        'X-MAINTCAL-ID:mc01',
        '',
      ),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.boolean(), (lines, whole) => {
        const text = whole ? ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n') : lines.join('\r\n')
        let content: ReturnType<typeof parse>
        try {
          content = parse(text, 'x.ics')
        } catch (error) {
          expect(String(error)).toContain('x.ics')
          return
        }
        expect(parse(render(content), 'x.ics')).toEqual(content)
      }),
      fuzzing(3),
    )
  })
})

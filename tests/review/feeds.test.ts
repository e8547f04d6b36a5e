import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await testDesk()
  test.deliver('01-zayo-new.eml', '16-brightline-no-zone.eml')
  await test.run()
})
afterEach(() => test.close())

describe('the calendar for subscribers', () => {
  it('holds what should stand in the calendar', async () => {
    const response = await request(test.desk, '/calendar.ics')
    expect(response.headers.get('content-type')).toContain('text/calendar')
    const text = await response.text()
    expect(text).toContain('TTN-0009300417')
    expect(text).not.toContain('BL-30417')
  })

  it('is not sent again while it is the same', async () => {
    const etag = (await request(test.desk, '/calendar.ics')).headers.get('etag') ?? ''
    const again = await request(test.desk, '/calendar.ics', { headers: { 'if-none-match': `"other", W/${etag}` } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    test.deliver('17-zayo-reschedule.eml')
    await test.run()
    expect((await request(test.desk, '/calendar.ics', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  it('leaves out what a person deleted', async () => {
    const { store, calendar } = test.desk
    for (const { id } of await store.calendar.standing(calendar)) {
      const memory = await store.calendar.event(calendar, id)
      if (memory !== null) await store.calendar.save(calendar, { ...memory, state: 'vetoed' }, '2026-12-04T18:00:00Z')
    }
    expect(await (await request(test.desk, '/calendar.ics')).text()).not.toContain('TTN-0009300417')
  })
})

describe('the gauges', () => {
  it('tell how much waits and how old it is', async () => {
    const text = await (await request(test.desk, '/metrics')).text()
    expect(text).toMatch(/^maintcal_questions_open 1$/m)
    expect(text).toMatch(/^maintcal_mails_stored 2$/m)
    expect(text).toMatch(/^maintcal_events_standing 1$/m)
    expect(text).toMatch(/maintcal_step_success_timestamp_seconds\{step="calendar"\} \d{10}/)
  })
})

describe('the sign of life', () => {
  it('is there for everybody and says nothing else', async () => {
    const response = await request(test.desk, '/healthz', { peer: '192.0.2.9', headers: { host: 'any.example' } })
    expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertion, parseKey } from '../../src/calendar/google/auth.ts'
import { type FakeGoogleCalendar, startFakeGoogleCalendar } from './fake-google-calendar.ts'

const now = Date.UTC(2026, 0, 5, 12)
const scope = 'https://www.googleapis.com/auth/calendar.events'
let fake: FakeGoogleCalendar
let token = ''

const askToken = async (jwt: string): Promise<Response> =>
  fetch(`${fake.rootUrl}token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt }),
  })

beforeEach(async () => {
  fake = await startFakeGoogleCalendar({ now: () => now, pageSize: 2 })
  const answer = await askToken(assertion(parseKey(fake.keyFile, 'key'), scope, null, now))
  token = ((await answer.json()) as { access_token: string }).access_token
})
afterEach(() => fake.close())

interface Said {
  readonly status: number
  readonly reason: string
  readonly json: Record<string, unknown> & { items?: { id: string }[] }
}

const ask = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Said> => {
  const response = await fetch(`${fake.rootUrl}calendar/v3/calendars/${encodeURIComponent(fake.calendarId)}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text === '' ? {} : JSON.parse(text)
  return { status: response.status, reason: json.error?.errors[0].reason ?? '', json }
}

const day = (id: string, over: object = {}) => ({
  id,
  summary: 'x',
  start: { date: '2026-01-06' },
  end: { date: '2026-01-07' },
  ...over,
})

describe('The fake refuses an event', () => {
  it.each<[string, object]>([
    ['with a field that Google does not know', { colour: '5' }],
    ['with an unknown field inside start', { start: { date: '2026-01-06', day: 1 } }],
    ['with a field of the wrong kind', { summary: 5 }],
    ['without start', { start: undefined }],
    ['without end', { end: undefined }],
    ['with an inclusive end', { end: { date: '2026-01-06' } }],
    ['with a day that does not exist', { end: { date: '2026-02-30' } }],
    ['with a date at one end and a time at the other', { end: { dateTime: '2026-01-07T00:00:00Z' } }],
    ['with w in its id', { id: 'wwwwww' }],
    ['with capitals in its id', { id: 'ABCDEF' }],
    ['with an id of 4', { id: 'abcd' }],
    ['with an id of 1025', { id: 'a'.repeat(1025) }],
    ['with id and iCalUID', { iCalUID: 'x@example.com' }],
    ['with a link that is not of the web', { source: { url: 'ftp://example.com/' } }],
    [
      'with default and own reminders',
      { reminders: { useDefault: true, overrides: [{ method: 'popup', minutes: 5 }] } },
    ],
    ['with a property that is no string', { extendedProperties: { private: { a: 1 } } }],
    ['with a colour that there is not', { colorId: '12' }],
  ])('%s', async (_, over) => {
    expect(await ask('POST', 'events', day('abcde', over))).toMatchObject({ status: 400 })
    expect(fake.events()).toEqual([])
    expect(fake.complaints).toHaveLength(1)
  })
})

describe('The fake refuses a request', () => {
  it.each([
    ['with a parameter that the call does not have', 'GET', 'events?sendUpdates=none'],
    ['with a number that is none', 'GET', 'events?maxResults=many'],
    ['for more than 2500 at once', 'GET', 'events?maxResults=2501'],
    ['to a path that there is not', 'GET', 'event'],
    ['with a page token that it did not give', 'GET', 'events?pageToken=x'],
    ['with a sync token that it did not give', 'GET', 'events?syncToken=x'],
  ])('%s', async (_, method, path) => {
    expect(await ask(method, path)).toMatchObject({ status: 400 })
    expect(fake.complaints).toHaveLength(1)
  })

  it('with a body that is not said to be JSON', async () => {
    const form = { 'content-type': 'text/plain' }
    expect(await ask('POST', 'events', day('abcde'), form)).toMatchObject({ status: 400 })
    expect(fake.events()).toEqual([])
  })

  it('without a good token', async () => {
    token = 'ya29.other'
    expect(await ask('GET', 'events')).toMatchObject({ status: 401, reason: 'authError' })
  })

  it('for a calendar that is not shared, as if it were not there', async () => {
    fake.share('none')
    expect(await ask('GET', 'events')).toMatchObject({ status: 404, reason: 'notFound' })
  })

  it('to write where only reading is allowed', async () => {
    fake.share('reader')
    expect(await ask('GET', 'events')).toMatchObject({ status: 200 })
    expect(await ask('POST', 'events', day('abcde'))).toMatchObject({ status: 403, reason: 'requiredAccessLevel' })
  })
})

describe('The fake remembers as Google does', () => {
  beforeEach(() => ask('POST', 'events', day('abcde')))

  it('an id for ever, also of a deleted event', async () => {
    expect(await ask('POST', 'events', day('abcde'))).toMatchObject({ status: 409, reason: 'duplicate' })
    expect(await ask('DELETE', 'events/abcde')).toMatchObject({ status: 204 })
    expect(await ask('DELETE', 'events/abcde')).toMatchObject({ status: 410, reason: 'deleted' })
    expect(await ask('POST', 'events', day('abcde'))).toMatchObject({ status: 409 })
    expect(await ask('GET', 'events/abcde')).toMatchObject({ status: 200, json: { status: 'cancelled' } })
  })

  it('etags: a write with an old one fails', async () => {
    const { json } = await ask('GET', 'events/abcde')
    fake.edit('abcde', { summary: 'y' })
    const old = { 'if-match': String(json.etag) }
    expect(await ask('PUT', 'events/abcde', json, old)).toMatchObject({ status: 412, reason: 'conditionNotMet' })
    expect(await ask('DELETE', 'events/abcde', undefined, old)).toMatchObject({ status: 412 })
  })

  it('that a PUT replaces everything, and needs the sequence number', async () => {
    fake.edit('abcde', { location: 'Denver' })
    expect(await ask('PUT', 'events/abcde', day('abcde'))).toMatchObject({ status: 400 })
    const { json } = await ask('PUT', 'events/abcde', day('abcde', { sequence: 0 }))
    expect(json).not.toHaveProperty('location')
    expect(json).toMatchObject({ creator: { email: fake.account } })
  })

  it('nothing of an extended property that is too long', async () => {
    const long = { [`k${'x'.repeat(44)}`]: 'lost', k: 'v'.repeat(1025) }
    await ask('POST', 'events', day('long1', { extendedProperties: { private: long } }))
    expect(fake.events()[1]).toMatchObject({ extendedProperties: { private: { k: 'v'.repeat(1024) } } })
    expect(JSON.stringify(fake.events()[1])).not.toContain('lost')
  })
})

describe('The fake lists', () => {
  beforeEach(async () => {
    for (const id of ['aaaaa', 'bbbbb', 'ccccc']) await ask('POST', 'events', day(id))
    await ask('POST', 'events', day('ddddd', { extendedProperties: { private: { a: '1' } } }))
    await ask('DELETE', 'events/bbbbb')
  })
  const ids = ({ json }: Said) => (json.items ?? []).map(({ id }) => id)

  it('in pages, with the sync token on the last alone', async () => {
    const first = await ask('GET', 'events?showDeleted=true')
    expect(ids(first)).toHaveLength(2)
    expect(first.json).not.toHaveProperty('nextSyncToken')
    const rest = await ask('GET', `events?showDeleted=true&pageToken=${first.json.nextPageToken}`)
    expect(ids(rest)).toHaveLength(2)
    expect(rest.json).toHaveProperty('nextSyncToken')
    expect(rest.json).not.toHaveProperty('nextPageToken')
  })

  it('no further page when the other parameters differ', async () => {
    const { json } = await ask('GET', 'events?showDeleted=true')
    expect(await ask('GET', `events?pageToken=${json.nextPageToken}`)).toMatchObject({ status: 400 })
  })

  it('deleted events only when asked, or since a token', async () => {
    expect(ids(await ask('GET', 'events'))).toEqual(['aaaaa', 'ccccc'])
    const { json } = await ask('GET', 'events?privateExtendedProperty=a%3D1')
    expect(json).not.toHaveProperty('nextSyncToken')
    const last = await ask('GET', `events?pageToken=${(await ask('GET', 'events')).json.nextPageToken}`)
    await ask('DELETE', 'events/aaaaa')
    expect(ids(await ask('GET', `events?syncToken=${last.json.nextSyncToken}`))).toEqual(['aaaaa'])
  })

  it('by a private property', async () => {
    expect(ids(await ask('GET', 'events?privateExtendedProperty=a%3D1'))).toEqual(['ddddd'])
  })

  it.each([
    ['beside a filter', '&privateExtendedProperty=a%3D1', 400],
    ['beside showDeleted=false', '&showDeleted=false', 400],
    ['beside a parameter of which the first sync knew nothing', '&singleEvents=true', 400],
    ['alone', '', 200],
  ])('since a token %s', async (_, more, status) => {
    const first = await ask('GET', 'events')
    const last = await ask('GET', `events?pageToken=${first.json.nextPageToken}`)
    expect(await ask('GET', `events?syncToken=${last.json.nextSyncToken}${more}`)).toMatchObject({ status })
    fake.expireSyncTokens()
    const expired = await ask('GET', `events?syncToken=${last.json.nextSyncToken}`)
    expect(expired).toMatchObject({ status: 410, reason: 'fullSyncRequired' })
  })
})

describe('The fake gives a token', () => {
  it.each<[string, (jwt: string) => string]>([
    ['with a broken signature', (jwt) => `${jwt.slice(0, -8)}AAAAAAAA`],
    [
      'with changed claims',
      (jwt) => jwt.replace(/\.[^.]+\./, `.${Buffer.from('{"scope":"x"}').toString('base64url')}.`),
    ],
    ['that is none', () => 'x.y.z'],
  ])('for no JWT %s', async (_, spoil) => {
    const jwt = assertion(parseKey(fake.keyFile, 'key'), scope, null, now)
    expect((await askToken(spoil(jwt))).status).toBe(400)
  })

  it.each([
    ['another scope', 'https://www.googleapis.com/auth/drive', 0, ''],
    ['another audience', scope, 0, 'https://oauth2.googleapis.com/token'],
    ['a time long past', scope, -7_200_000, ''],
    ['a time to come', scope, 7_200_000, ''],
  ])('for no JWT with %s', async (_, asked, shift, tokenUri) => {
    const key = parseKey(fake.keyFile, 'key')
    const jwt = assertion(tokenUri ? { ...key, tokenUri } : key, asked, null, now + shift)
    expect((await askToken(jwt)).status).toBe(400)
  })
})

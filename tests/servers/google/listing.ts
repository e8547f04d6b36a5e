/** events.list: pages, sync tokens, filters. Source: google.md §1 "Sync"; discovery, events.list. */
import { asObject, type Json, Refusal } from './checks.ts'
import { notWithSyncToken } from './discovery.ts'
import type { Events } from './events.ts'

interface Sheet {
  readonly items: readonly Json[]
  readonly from: number
  readonly asked: string
  readonly version: number
}

export interface Listing {
  readonly list: (query: URLSearchParams) => Json
  readonly expire: () => void
}

/** The parameters that must stay the same, as one string. */
const asked = (query: URLSearchParams, without: readonly string[]): string =>
  [...query]
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')

const hasProperty = (event: Json, wanted: string): boolean => {
  const [key = '', value] = wanted.split('=', 2)
  return asObject(asObject(event.extendedProperties).private)[key] === value
}

/** `pageSize`: a page may be shorter than maxResults asks (google.md §1 "pages may be short"). */
export const keepListing = (events: Events, pageSize: number): Listing => {
  const sheets = new Map<string, Sheet>()
  const tokens = new Map<string, { readonly version: number; readonly asked: string }>()
  const expired = new Set<string>()
  let numbered = 0

  const changedSince = (query: URLSearchParams, token: string): readonly Json[] => {
    const wrong = notWithSyncToken.filter((name) => query.has(name))
    if (wrong.length > 0) throw new Refusal(400, 'invalid', `Not together with syncToken: ${wrong.join(', ')}`)
    // discovery, `syncToken`: "it is not allowed to set showDeleted to False"
    if (query.get('showDeleted') === 'false') throw new Refusal(400, 'invalid', 'showDeleted must not be false')
    const known = tokens.get(token)
    if (known === undefined) throw new Refusal(400, 'invalid', 'Invalid sync token value.')
    if (expired.has(token))
      throw new Refusal(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.')
    // discovery: "All other query parameters should be the same as for the initial synchronization"
    if (known.asked !== asked(query, ['syncToken', 'pageToken']))
      throw new Refusal(400, 'invalid', 'Parameters differ from those of the first synchronization')
    return events.since(known.version)
  }

  const everything = (query: URLSearchParams): readonly Json[] =>
    events
      .all()
      .filter((event) => query.get('showDeleted') === 'true' || event.status !== 'cancelled')
      .filter((event) => query.getAll('privateExtendedProperty').every((wanted) => hasProperty(event, wanted)))

  const sheetFor = (query: URLSearchParams): Sheet => {
    const pageToken = query.get('pageToken')
    const same = asked(query, ['pageToken'])
    if (pageToken !== null) {
      const sheet = sheets.get(pageToken)
      if (sheet === undefined || sheet.asked !== same) throw new Refusal(400, 'invalid', 'Invalid page token value.')
      return sheet
    }
    const token = query.get('syncToken')
    const items = token === null ? everything(query) : changedSince(query, token)
    return { items, from: 0, asked: same, version: events.version() }
  }

  /** The last page alone has a sync token, and only a listing without filters. */
  const tokenAfter = (query: URLSearchParams, version: number): Json => {
    if (notWithSyncToken.some((name) => query.has(name))) return {}
    numbered += 1
    tokens.set(`sync${numbered}=`, { version, asked: asked(query, ['syncToken', 'pageToken']) })
    return { nextSyncToken: `sync${numbered}=` }
  }

  return {
    list: (query) => {
      const sheet = sheetFor(query)
      const to = sheet.from + Math.min(Number(query.get('maxResults') ?? 250), pageSize)
      const page = { kind: 'calendar#events', summary: 'Maintenance', items: sheet.items.slice(sheet.from, to) }
      if (to >= sheet.items.length) return { ...page, ...tokenAfter(query, sheet.version) }
      numbered += 1
      sheets.set(`page${numbered}=`, { ...sheet, from: to })
      return { ...page, nextPageToken: `page${numbered}=` }
    },
    expire: () => {
      for (const token of tokens.keys()) expired.add(token)
    },
  }
}

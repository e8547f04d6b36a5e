/** Circuits from NetBox's API, page by page. Source: NetBox documentation, "REST API", sections Pagination and Authentication. */

/** In words for people; the token is never in it. */
export class NetboxError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NetboxError'
  }
}

export interface NetboxSettings {
  /** Root of the NetBox, with its path if it has one. */
  readonly url: string
  readonly token: string
  /** One request. */
  readonly timeoutMs: number
  readonly fetch: typeof fetch
}

/** NetBox gives at most 1,000 a page unless it is told otherwise; a million circuits are no list of anybody's. */
const pageSize = 500
const maxPages = 2000

/** Since 4.5 tokens begin with `nbt_` and are bearer tokens; older ones have a word of their own. */
const authorization = (token: string): string => `${token.startsWith('nbt_') ? 'Bearer' : 'Token'} ${token}`

const sayStatus = (status: number): string => {
  if (status === 401 || status === 403)
    return `it refuses the token (HTTP ${status}). Give it the right to view circuits`
  if (status === 404) return 'there is no NetBox API (HTTP 404). Check the address'
  return `it answered HTTP ${status}`
}

const failed = (url: URL, why: string): NetboxError =>
  new NetboxError(`CIRCUITS_URL: the circuits could not be read from ${url.host}: ${why}.`)

interface Page {
  readonly results: readonly Record<string, unknown>[]
  readonly next: string | null
}

const pageOf = (value: unknown): Page | null => {
  if (typeof value !== 'object' || value === null || !('results' in value) || !Array.isArray(value.results)) return null
  const next = 'next' in value && typeof value.next === 'string' ? value.next : null
  return { results: value.results, next }
}

const readPage = async (url: URL, { token, timeoutMs, fetch }: NetboxSettings): Promise<Page> => {
  const headers = { Accept: 'application/json', Authorization: authorization(token) }
  try {
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw failed(url, sayStatus(response.status))
    const page = pageOf(await response.json())
    if (page === null) throw failed(url, 'what it answers is no list of circuits')
    return page
  } catch (error) {
    if (error instanceof NetboxError) throw error
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    throw failed(
      url,
      isLate ? `no answer within ${timeoutMs / 1000} s` : 'it cannot be reached, or does not speak JSON',
    )
  }
}

/** Where the next page is. A NetBox behind a proxy may name its inner address: only path and query are taken. */
const nextUrl = (page: Page, here: URL): URL | null => {
  if (page.next === null || !URL.canParse(page.next, here.href)) return null
  const { search } = new URL(page.next, here)
  return new URL(search, here)
}

/**
 * All circuits, as NetBox tells them.
 * @throws NetboxError
 */
export const netboxCircuits = async (settings: NetboxSettings): Promise<readonly Record<string, unknown>[]> => {
  const circuits: Record<string, unknown>[] = []
  let url: URL | null = new URL(`${settings.url.replace(/\/$/, '')}/api/circuits/circuits/?limit=${pageSize}`)
  for (let n = 0; url !== null; n++) {
    if (n === maxPages) throw failed(url, `its list does not end after ${maxPages} pages`)
    const page: Page = await readPage(url, settings)
    circuits.push(...page.results)
    url = nextUrl(page, url)
  }
  return circuits
}

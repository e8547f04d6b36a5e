import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CircuitsConfig, circuitsFor, circuitsName } from '../src/circuits-source.ts'
import { readConfig } from '../src/config.ts'
import { readInventory } from '../src/maintenance/circuits.ts'
import { netboxCircuits } from '../src/netbox.ts'

const token = '0123456789abcdef0123456789abcdef01234567'

const circuit = (n: number, given: object = {}) => ({
  id: n,
  cid: `CKT-${n}`,
  provider: { id: 1, name: 'Zayo', slug: 'zayo' },
  termination_a: { termination: { id: 1, name: 'nrw1', slug: 'nrw1' } },
  assignments: [{ id: 1, group: { id: 1, name: `pair-${n % 3}` }, priority: 'primary' }],
  custom_fields: {},
  ...given,
})
const circuits = Array.from({ length: 5 }, (_, n) => circuit(n))

let answer: (page: number) => { status: number; body: string } | null
let server: Server
let url: string
let seen: { authorization: string | undefined; path: string }[]
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maintcal-netbox-'))
  seen = []
  answer = (page) => {
    const next = page < 2 ? `http://inner.example:9/api/circuits/circuits/?limit=2&offset=${page * 2 + 2}` : null
    return { status: 200, body: JSON.stringify({ count: 5, next, results: circuits.slice(page * 2, page * 2 + 2) }) }
  }
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    seen.push({ authorization: request.headers.authorization, path: pathname })
    const reply = answer(Number(searchParams.get('offset') ?? 0) / 2)
    if (reply !== null) response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/netbox/`
})
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
  rmSync(folder, { recursive: true, force: true })
})

const read = (given: { token?: string; timeoutMs?: number } = {}) =>
  netboxCircuits({ url, token, timeoutMs: 5000, fetch, ...given })

describe('circuits from NetBox', () => {
  it('are read page by page, with the token, at the address that is configured', async () => {
    expect(await read()).toHaveLength(5)
    expect(seen).toHaveLength(3)
    for (const { authorization, path } of seen) {
      expect(authorization).toBe(`Token ${token}`)
      expect(path).toBe('/netbox/api/circuits/circuits/')
    }
  })

  it('are asked for with a bearer token of the newer kind', async () => {
    await read({ token: 'nbt_x.y' })
    expect(seen[0]?.authorization).toBe('Bearer nbt_x.y')
  })

  it.each<[string, () => ReturnType<typeof answer>, RegExp]>([
    ['a refused token', () => ({ status: 403, body: '{}' }), /refuses the token \(HTTP 403\)/],
    ['a wrong address', () => ({ status: 404, body: '{}' }), /no NetBox API/],
    ['a server in trouble', () => ({ status: 502, body: '' }), /HTTP 502/],
    ['something else than JSON', () => ({ status: 200, body: '<html>' }), /does not speak JSON/],
    ['something else than a list', () => ({ status: 200, body: '{"a":1}' }), /no list of circuits/],
    ['no answer', () => null, /no answer within 0\.2 s/],
  ])('that give %s are told in words, without the token', async (_, given, expected) => {
    answer = given
    const error = await read({ timeoutMs: 200 }).catch((thrown: Error) => thrown)
    expect(String(error)).toMatch(expected)
    expect(String(error)).not.toContain(token)
  })

  it('whose list never ends are given up', async () => {
    answer = () => ({ status: 200, body: JSON.stringify({ next: '?offset=2', results: [] }) })
    await expect(read()).rejects.toThrow('does not end')
  }, 60_000)
})

describe('a list of circuits', () => {
  const wanted = { circuit: 'CKT-1', vendor: '', site: 'nrw1', provider: 'Zayo', group: 'pair-1' }
  it.each([
    ['our CSV', 'circuit,vendor,site,provider,group\nCKT-1,,nrw1,Zayo,pair-1\n'],
    [
      'the table of NetBox as CSV',
      '"ID","Circuit ID","Provider","Side A","Redundancy group"\n1,CKT-1,Zayo,nrw1,pair-1\n',
    ],
    ['what its API answers', JSON.stringify({ count: 1, next: null, results: [circuit(1)] })],
    ['a bare list', JSON.stringify([circuit(1)])],
    ['a NetBox before 4.2', JSON.stringify([circuit(1, { termination_a: { site: { id: 1, name: 'nrw1' } } })])],
    [
      'a NetBox with the group in a field of its own',
      JSON.stringify([circuit(1, { assignments: [], custom_fields: { redundancy_group: 'pair-1' } })]),
    ],
  ])('may be %s', (_, text) => {
    expect([...readInventory(text, 'circuits').values()]).toEqual([wanted])
  })

  it('that is none is told in words', () => {
    expect(() => readInventory('{"a":', 'c.json')).toThrow('c.json begins like JSON, but is none')
    expect(() => readInventory('{"a":1}', 'c.json')).toThrow('c.json holds no list of circuits')
    expect(() => readInventory('[{"name":"x"}]', 'c.json')).toThrow('has no column "circuit"')
  })
})

describe('CIRCUITS_URL', () => {
  const config = (): CircuitsConfig =>
    readConfig({ MAINTCAL_DB: 'm.db', CIRCUITS_URL: url, CIRCUITS_TOKEN: token }, folder)
  const cache = () => join(folder, 'm.db.circuits.json')
  const long = new Date('2020-01-01T00:00:00Z')

  it('is asked once an hour, and remembered in a file that nobody else may read', async () => {
    const first = await circuitsFor(config(), true)
    expect([first.inventory?.size, first.troubles]).toEqual([5, []])
    expect(statSync(cache()).mode & 0o777).toBe(0o600)
    expect(readFileSync(cache(), 'utf8')).not.toContain(token)
    await circuitsFor(config(), true)
    expect(seen).toHaveLength(3)
    utimesSync(cache(), long, long)
    const name = circuitsName(config())
    await circuitsFor(config(), true)
    expect(seen).toHaveLength(6)
    expect(circuitsName(config())).toBe(name)
  })

  it('is not asked where nothing may be written', async () => {
    expect(await circuitsFor(config(), false)).toEqual({ inventory: null, troubles: [] })
    expect(seen).toEqual([])
  })

  it('that does not answer is told, and what it said last is used', async () => {
    await circuitsFor(config(), true)
    utimesSync(cache(), long, long)
    answer = () => ({ status: 500, body: '' })
    const { inventory, troubles } = await circuitsFor(config(), true)
    expect(inventory?.size).toBe(5)
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toMatch(/HTTP 500.*The list of the last time is used/)
  })

  it('changes the name of the look with its contents', async () => {
    const before = circuitsName(config())
    writeFileSync(cache(), JSON.stringify([circuit(9)]))
    expect(circuitsName(config())).not.toBe(before)
  })
})

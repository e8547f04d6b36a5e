import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { json, proofOf, request, type TestDesk, testDesk } from './desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await testDesk()
  test.deliver('01-zayo-new.eml', '16-brightline-no-zone.eml')
  await test.run()
})
afterEach(() => test.close())

interface Item {
  readonly seen: string
  readonly closedAt: string | null
  readonly proposal: { readonly evidence: { readonly windows: readonly { readonly text: string }[] } }
  readonly answers: readonly { readonly key: string; readonly by: string; readonly words: string }[]
}

const item = async (name: string) => json<Item>(request(test.desk, `/api/items/${name}`))
const post = (path: string, body: unknown, proof = proofOf(test.desk)) =>
  request(test.desk, path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'x-maintcal-proof': proof, 'content-type': 'application/json' },
  })
const answer = (name: string, body: unknown) => post(`/api/items/${name}/answer`, body)

describe('the JSON of a question', () => {
  it('holds the proposal with the words that it came from', async () => {
    const { proposal } = await item(await test.question('BL-30417'))
    expect(proposal.evidence.windows[0]?.text).toContain('2026-12-08 23:00')
  })

  it('takes each kind of answer, once', async () => {
    const name = await test.question('BL-30417')
    const { seen } = await item(name)
    const notice = { windows: [{ start: '2026-12-09T01:00:00+02:00', end: null }], summary: null }
    const { ruling } = await json<{ ruling: string }>(answer(name, { type: 'edit', seen, notice }))
    const stored = await test.desk.store.desk.ruling(ruling)
    expect(stored?.verdict).toEqual({
      type: 'edit',
      notice: { summary: null, windows: [{ start: '2026-12-08T23:00:00Z', end: null }] },
    })
    const again = await answer(name, { type: 'approve', seen })
    expect(again.status).toBe(409)
    expect((await json<{ error: string }>(again)).error).toContain('robin approved it with other')
    expect((await item(name)).answers).toMatchObject([{ by: 'robin', key: ruling }])
    expect((await post('/api/undo', { ruling })).status).toBe(200)
    expect((await item(name)).closedAt).toBeNull()
  })

  it.each([
    ['words that are none', '{', 400],
    ['another type', { type: 'delete', seen: 'x' }, 422],
    ['a field that is none', { type: 'edit', seen: 'x', notice: { vendor: 'x' } }, 422],
    [
      'a window that ends before it starts',
      {
        type: 'edit',
        seen: 'x',
        notice: { windows: [{ start: '2026-01-02T00:00:00Z', end: '2026-01-01T00:00:00Z' }] },
      },
      422,
    ],
    [
      'a time without a zone',
      { type: 'edit', seen: 'x', notice: { windows: [{ start: '2026-01-02T00:00:00', end: null }] } },
      422,
    ],
    ['no reason', { type: 'ignore', seen: 'x', why: '' }, 422],
    ['what was not looked at', { type: 'approve', seen: 'x' }, 409],
  ])('refuses %s', async (_, body, status) => {
    const sent = await answer(await test.question('BL-30417'), body)
    expect(sent.status).toBe(status)
    expect((await json<{ error: string }>(sent)).error).not.toBe('')
    expect(await test.desk.store.review.allRulings()).toEqual([])
  })

  it('refuses a change without a proof, and a question that is none', async () => {
    const name = await test.question('BL-30417')
    expect((await post(`/api/items/${name}/answer`, { type: 'approve', seen: 'x' }, '')).status).toBe(403)
    expect((await post('/api/undo', { ruling: 'x' }, '')).status).toBe(403)
    expect((await request(test.desk, '/api/items/0123456789')).status).toBe(404)
  })
})

describe('the search for works', () => {
  it.each(['TTN-0009300417', 'ttn-0009300417 zayo', 'OGYX/310417'])('finds %s', async (words) => {
    const { works } = await json<{ works: { vendor: string }[] }>(
      request(test.desk, `/api/works?q=${encodeURIComponent(words)}`),
    )
    expect(works.map(({ vendor }) => vendor)).toEqual(['zayo'])
  })

  it('finds nothing where a word fits nothing', async () => {
    expect(await json(request(test.desk, '/api/works?q=zayo+nonsense'))).toEqual({ works: [] })
  })
})

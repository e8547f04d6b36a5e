import { describe, expect, it } from 'vitest'
import { type Conduit, conduit } from '../../src/alerts/conduit.ts'
import { TrackerError } from '../../src/alerts/tracker.ts'

const token = 'api-abcdefghijklmnopqrstuvwxyz12'
interface Asked {
  readonly url: string
  readonly init: RequestInit
}
type Answer = { readonly status?: number; readonly body: string } | Error

const rig = (answers: readonly Answer[], given: { readonly url?: string; readonly token?: string } = {}) => {
  const asked: Asked[] = []
  const pauses: number[] = []
  const api: Conduit = conduit({
    url: 'https://phabricator.example.org',
    token,
    timeoutMs: 1000,
    pause: async (ms) => {
      pauses.push(ms)
    },
    fetch: (async (url: string, init: RequestInit) => {
      asked.push({ url, init })
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? new Error('none')
      if (answer instanceof Error) throw answer
      return new Response(answer.body, { status: answer.status ?? 200 })
    }) as unknown as typeof fetch,
    ...given,
  })
  return { api, asked, pauses }
}
const good = (result: unknown): Answer => ({ body: JSON.stringify({ result, error_code: null, error_info: null }) })
const bad = (code: string, info: unknown): Answer => ({
  body: JSON.stringify({ result: null, error_code: code, error_info: info }),
})
const silent = (code: unknown, message = 'fetch failed') => new TypeError(message, { cause: { code } })
const failure = async (work: Promise<unknown>): Promise<TrackerError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof TrackerError)) throw new Error('no TrackerError')
  return error
}

describe('a call', () => {
  it('is one form with one document, to the configured server only', async () => {
    const { api, asked } = rig([good({ a: 1 })], { url: 'https://phabricator.example.org//' })
    expect(await api.read('a.search', { limit: 1, none: null })).toEqual({ a: 1 })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe('https://phabricator.example.org/api/a.search')
    const { method, headers, body, redirect, signal } = asked[0]?.init ?? {}
    expect({ method, redirect }).toEqual({ method: 'POST', redirect: 'error' })
    expect(headers).toEqual({ 'Content-Type': 'application/x-www-form-urlencoded' })
    expect(signal).toBeInstanceOf(AbortSignal)
    const form = new URLSearchParams(String(body))
    expect([...form.keys()]).toEqual(['params', 'output'])
    expect(form.get('output')).toBe('json')
    expect(JSON.parse(form.get('params') ?? '')).toEqual({ limit: 1, none: null, __conduit__: { token } })
  })

  it('without a result has none', async () => {
    expect(await rig([{ body: '{"error_code":null}' }]).api.read('x', {})).toBeNull()
  })
})

describe('what failed is told', () => {
  it.each([
    [
      bad('ERR-INVALID-AUTH', `no ${token}`),
      'configuration',
      'the token is not valid: set PHABRICATOR_TOKEN (ERR-INVALID-AUTH)',
    ],
    [bad('ERR-INVALID-SESSION', ''), 'configuration', 'the token is not valid'],
    [bad('ERR-CONDUIT-CORE', 'it is so'), 'refused', 'refused x: it is so (ERR-CONDUIT-CORE).'],
    [bad('ERR-CONDUIT-CORE', 7), 'refused', 'no reason given'],
    [{ status: 404, body: '<html>' }, 'configuration', 'HTTP 404 and no Conduit answer. Is PHABRICATOR_URL right?'],
    [{ status: 429, body: '' }, 'unreachable', 'HTTP 429 and no Conduit answer.'],
    [{ status: 502, body: '[]' }, 'lost', 'HTTP 502 and no Conduit answer.'],
    [{ body: '{}' }, 'lost', 'HTTP 200 and no Conduit answer.'],
    [{ body: '["error_code"]' }, 'lost', 'no Conduit answer'],
    [{ body: 'null' }, 'lost', 'no Conduit answer'],
    [silent('ECONNREFUSED'), 'unreachable', 'did not answer x (ECONNREFUSED).'],
    [silent('ENOTFOUND'), 'unreachable', '(ENOTFOUND)'],
    [silent('EAI_AGAIN'), 'unreachable', '(EAI_AGAIN)'],
    [silent('EHOSTUNREACH'), 'unreachable', '(EHOSTUNREACH)'],
    [silent('ENETUNREACH'), 'unreachable', '(ENETUNREACH)'],
    [silent('UND_ERR_CONNECT_TIMEOUT'), 'unreachable', '(UND_ERR_CONNECT_TIMEOUT)'],
    [silent('ECONNRESET'), 'lost', '(ECONNRESET)'],
    [silent(7), 'lost', '(TypeError)'],
    [
      new TypeError('x', { cause: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) }),
      'unreachable',
      '(ECONNREFUSED)',
    ],
    [new DOMException('x', 'TimeoutError'), 'lost', '(TimeoutError)'],
  ] as const)('%o as %s', async (answer, kind, words) => {
    const error = await failure(rig([answer]).api.write('x', {}))
    expect(error.failure).toBe(kind)
    expect(error.message).toContain(words)
    expect(error.message).not.toContain(token)
  })

  it('without the token, any other, or what acts on a terminal, in one short line', async () => {
    const other = 'cli-abcdefghijklmnopqrstuvwxyz12'
    const words = `before ${token} ${token.toUpperCase()} ${other} \r\n\u001b[2J\u202e after ${'x '.repeat(500)}`
    const { message } = await failure(rig([bad('ERR', words)]).api.write('x', {}))
    expect(message).toMatch(/^https:\/\/phabricator\.example\.org refused x: before \*\*\* \*\*\* \*\*\* \[2J after x/)
    expect(message).toMatch(/^[^\p{Cc}\u202e]{1,400}$/u)
    const plain = await failure(rig([bad('ERR', 'my secret words')], { token: 'secret' }).api.write('x', {}))
    expect(plain.message).toContain('my *** words')
    const none = await failure(rig([bad('ERR', 'words')], { token: '' }).api.write('x', {}))
    expect(none.message).toContain(': words (')
  })
})

describe('a call is tried again', () => {
  const lost = silent('ECONNRESET')
  const unreachable = silent('ECONNREFUSED')

  it.each([
    ['a question that was lost', 'read', [lost, good(1)], 2],
    ['a question that nobody took', 'read', [unreachable, lost, good(1)], 3],
    ['a question, three times at most', 'read', [lost], 3],
    ['a question that was refused, never', 'read', [bad('ERR', '')], 1],
    ['a change that nobody took', 'write', [unreachable, good(1)], 2],
    ['a change, three times at most', 'write', [unreachable], 3],
    ['a change that may have been taken, never', 'write', [lost, good(1)], 1],
  ] as const)('%s', async (_, how, answers, times) => {
    const { api, asked } = rig(answers)
    await api[how]('x', {}).catch(() => undefined)
    expect(asked).toHaveLength(times)
  })

  it('after half a second, then two', async () => {
    const { api, pauses } = rig([unreachable])
    await failure(api.write('x', {}))
    expect(pauses).toEqual([500, 2000])
  })

  it('and not for what is a defect of ours', async () => {
    const { api, asked } = rig([good(1)])
    await expect(api.read('x', { deep: 1n as unknown as number })).rejects.toThrow(TypeError)
    expect(asked).toHaveLength(0)
  })
})

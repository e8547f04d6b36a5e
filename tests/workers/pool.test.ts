import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/paths.ts'
import { type Answer, type Pool, poolOf, StoppedError } from '../../src/workers/pool.ts'

interface Asked {
  readonly word: string
}

const threadFile = (name: string): string => join(packageRoot(), 'tests', 'support', 'threads', name)

let pool: Pool<Asked, string> | null = null
afterEach(async () => {
  await pool?.close()
  pool = null
})

const open = (threads: number, milliseconds = 60_000, file = 'moods.mjs'): Pool<Asked, string> => {
  pool = poolOf<Asked, string>({ file: threadFile(file), threads, data: null, milliseconds, megabytes: 32 })
  return pool
}

const inWords = (answer: Answer<string>): string => {
  if ('result' in answer) return answer.result
  const { error } = answer
  return error instanceof StoppedError ? `stopped: ${error.message}` : `failed: ${String(error)}`
}

/** Much more than a task of these tests takes, and little to wait for. */
const short = 300

const words = async (asked: readonly string[], { run }: Pool<Asked, string>): Promise<readonly string[]> =>
  (await run(asked.map((word) => ({ word })))).map(inWords)

describe('a pool of threads', () => {
  it.each([1, 3])('gives every task its own answer with %i threads', async (threads) => {
    const batches = Array.from({ length: 10 }, (_, i) => [`mail ${i}`, `mail ${i} too`])
    const opened = open(threads)
    const said = await Promise.all(batches.map((asked) => words(asked, opened)))
    expect(said).toEqual(batches.map((asked) => asked.map((word) => `read ${word}`)))
  })

  it('tells what a task failed of, and goes on', async () => {
    expect(await words(['a', 'FAIL', 'b'], open(1))).toEqual(['read a', 'failed: Error: it did not work', 'read b'])
  })

  it('stops a task that takes too long; those beside and behind it are done', async () => {
    const said = await words(['a', 'SPIN', 'b', 'c', 'SPIN'], open(2, short))
    expect(said).toEqual([
      'read a',
      'stopped: it took longer than 0.3 seconds',
      'read b',
      'read c',
      'stopped: it took longer than 0.3 seconds',
    ])
  })

  it('stops a task that takes too much memory; those beside and behind it are done', async () => {
    const answers = await open(1).run(['a', 'HOG', 'b'].map((word) => ({ word })))
    expect(answers.map(inWords)).toEqual(['read a', 'stopped: it took more than 32 MB of memory', 'read b'])
    const [, hog] = answers
    expect(hog).toMatchObject({ error: { cause: { code: 'ERR_WORKER_OUT_OF_MEMORY' } } })
  })

  it('survives a thread that dies of an error', async () => {
    expect(await words(['a', 'THROW', 'b'], open(1))).toEqual(['read a', 'stopped: a wild error', 'read b'])
  })

  it('tells each task when threads cannot start, rather than to start them for ever', async () => {
    const said = await words(['a', 'b'], open(2, 60_000, 'broken.mjs'))
    expect(said).toEqual(['stopped: this thread cannot start', 'stopped: this thread cannot start'])
  })

  it('counts the time of one task, not that of a batch', async () => {
    const said = await words(Array(12).fill('SLOW'), open(1, short))
    expect(said).toEqual(Array(12).fill('read SLOW'))
  })

  it('counts no time in which a thread starts, or waits for work', async () => {
    const opened = open(1, 60, 'late.mjs')
    expect(await words(['a'], opened)).toEqual(['read a'])
    expect(await words(['b'], opened)).toEqual(['read b'])
  })

  it('is asked nothing when there is nothing to do', async () => {
    expect(await words([], open(1, short, 'broken.mjs'))).toEqual([])
  })

  it('asks no task again that it can blame, and the others once more', async () => {
    const answers = async (asked: readonly string[]) => words(asked, open(1, short, 'reluctant.mjs'))
    expect(await answers(['a', 'b', 'STOP', 'c'])).toEqual(['a 2', 'b 2', 'stopped: asked 1', 'c 1'])
    await pool?.close()
    expect(await answers(['STOP', 'c'])).toEqual(['stopped: asked 1', 'c 1'])
    await pool?.close()
    expect(await answers(['a', 'STOP'])).toEqual(['a 2', 'stopped: asked 1'])
  })

  it('halves a batch in which it can blame none, and asks a single task once more', async () => {
    const answers = async (asked: readonly string[]) => words(asked, open(1, short, 'reluctant.mjs'))
    expect(await answers(['a', 'EARLY', 'b'])).toEqual(['a 1', 'stopped: early 4', 'b 1'])
    await pool?.close()
    expect(await answers(['a', 'LATE'])).toEqual(['a 2', 'stopped: late 3'])
    await pool?.close()
    expect(await answers(['ONCE', 'a'])).toEqual(['ONCE 1', 'a 1'])
  })

  it('watches no more what was done', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const opened = open(1)
    const before = timers()
    for (let n = 0; n < 30; n++) await words(['a'], opened)
    expect(timers() - before).toBeLessThan(15)
  })

  it('gives its threads the memory that it was told, and little for what lives shortly', async () => {
    expect(JSON.parse((await words([''], open(1, short, 'memory.mjs'))).join())).toMatchObject({
      maxOldGenerationSizeMb: 32,
      maxYoungGenerationSizeMb: 12,
      stackSizeMb: 4,
    })
  })

  it('gives its threads no environment', async () => {
    process.env.MAINTCAL_TEST_SECRET = 'wonderland'
    const file = threadFile('environment.mjs')
    pool = poolOf<Asked, string>({ file, threads: 1, data: null, milliseconds: 60_000, megabytes: 32 })
    expect(await words([''], pool)).toEqual(['{}'])
    delete process.env.MAINTCAL_TEST_SECRET
  })

  it('hands its threads what it was given for them', async () => {
    const file = threadFile('data.mjs')
    pool = poolOf<Asked, string>({ file, threads: 1, data: { a: [1] }, milliseconds: 60_000, megabytes: 32 })
    expect(await words([''], pool)).toEqual(['{"a":[1]}'])
  })

  it('that is closed tells all who wait, and starts nothing more', async () => {
    const opened = open(1)
    const asked = words(['SPIN', 'a', 'b'], opened)
    const waiting = words(['c'], opened)
    await opened.close()
    for (const said of [...(await asked), ...(await waiting)]) expect(said).toMatch(/^stopped: /)
    expect(await words(['d'], opened)).toEqual(['stopped: the pool was closed'])
  })

  it('says why it stopped a task, with the error itself as the cause', async () => {
    const [answer] = await open(1).run([{ word: 'THROW' }])
    const error = answer !== undefined && 'error' in answer ? answer.error : null
    expect(error?.name).toBe('StoppedError')
    expect(error?.cause).toMatchObject({ message: 'a wild error' })
  })
})

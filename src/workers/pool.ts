/** A few threads that work on batches of tasks, each task within limits of time and memory. */
import { Piscina } from 'piscina'

/** A task was stopped, with its thread; in words for people. */
export class StoppedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoppedError'
  }
}

export interface PoolOptions {
  /** The module of the threads: its `answer` is made by `answering`. */
  readonly file: string
  readonly threads: number
  /** What each thread is given when it starts. It gets no environment, so that no secret is in its reach. */
  readonly data: unknown
  /** Time for one task; a thread's start does not count, nor does a wait for one. */
  readonly milliseconds: number
  /** JavaScript memory of one thread. */
  readonly megabytes: number
}

/** What became of one task. */
export type Answer<Result> = { readonly result: Result } | { readonly error: Error }

/** What a thread is given at once. */
export interface Batch<Task> {
  readonly tasks: readonly Task[]
  /** One 32-bit number that the thread keeps: 0, then the task that it is at (from 1), then one more when all are done. */
  readonly at: SharedArrayBuffer
}

export interface Pool<Task, Result> {
  /** Answers in the order of the tasks; that of one that took too long or too much memory holds a StoppedError. Never fails. */
  run(tasks: readonly Task[]): Promise<readonly Answer<Result>[]>
  close(): Promise<void>
}

/** Memory of a thread for what lives shortly: with less, half of a thread's time goes into collecting it. */
const youngMegabytes = 12

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

const inWords = (error: Error, megabytes: number): StoppedError => {
  if (codeOf(error) !== 'ERR_WORKER_OUT_OF_MEMORY') return new StoppedError(error.message, { cause: error })
  return new StoppedError(`it took more than ${megabytes} MB of memory`, { cause: error })
}

/** Calls `late` when a thread stays at one task for too long. Returns what ends the watch. */
const watched = (at: Int32Array, tasks: number, milliseconds: number, late: () => void): (() => void) => {
  const seen = { task: 0, since: performance.now() }
  const look = () => {
    const task = Atomics.load(at, 0)
    const now = performance.now()
    if (task !== seen.task || task === 0 || task > tasks) Object.assign(seen, { task, since: now })
    else if (now - seen.since >= milliseconds) late()
  }
  const timer = setInterval(look, Math.ceil(milliseconds / 20))
  return () => clearInterval(timer)
}

type Outcome<Result> =
  | { readonly answers: readonly Answer<Result>[] }
  | { readonly error: Error /** As in `Batch`. */; readonly at: number }

/** The library starts, feeds and replaces the threads; what it does not know is that of a batch one task alone is to blame. */
export const poolOf = <Task, Result>(options: PoolOptions): Pool<Task, Result> => {
  const { file, data, milliseconds, megabytes, threads } = options
  const running = new Set<AbortController>()
  let broken: Error | null = null
  const library = new Piscina<Batch<Task>, readonly Answer<Result>[]>({
    filename: file,
    name: 'answer',
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    stricterFIFO: true,
    recordTiming: false,
    workerData: data,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: youngMegabytes, stackSizeMb: 4 },
  })
  // Told of a thread that dies without a task, so of those that cannot start; no other is started in their place.
  library.on('error', (error) => {
    broken = asError(error)
    for (const controller of running) controller.abort(broken)
  })

  const attempt = async (tasks: readonly Task[]): Promise<Outcome<Result>> => {
    if (broken !== null) return { error: broken, at: 0 }
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    const at = new Int32Array(shared)
    const controller = new AbortController()
    running.add(controller)
    const tooLong = new StoppedError(`it took longer than ${milliseconds / 1000} seconds`)
    const unwatch = watched(at, tasks.length, milliseconds, () => controller.abort(tooLong))
    try {
      return { answers: await library.run({ tasks, at: shared }, { signal: controller.signal }) }
    } catch (thrown) {
      const error = asError(controller.signal.aborted ? controller.signal.reason : thrown)
      return { error, at: Atomics.load(at, 0) }
    } finally {
      unwatch()
      running.delete(controller)
    }
  }

  /** Where a batch was stopped, the task to blame is set aside and those before and behind it are done anew. */
  const run = async (tasks: readonly Task[], again = true): Promise<readonly Answer<Result>[]> => {
    if (tasks.length === 0) return []
    const outcome = await attempt(tasks)
    if ('answers' in outcome) return outcome.answers
    const { error, at } = outcome
    const stopped: Answer<Result> = { error: inWords(error, megabytes) }
    const begun = at >= 1 && at <= tasks.length
    if (begun || tasks.length === 1) {
      // Of one task that was not even begun its thread is to blame, once.
      if (!begun && again) return run(tasks, false)
      const place = Math.min(Math.max(at, 1), tasks.length)
      return [...(await run(tasks.slice(0, place - 1))), stopped, ...(await run(tasks.slice(place)))]
    }
    const half = tasks.length >> 1
    return [...(await run(tasks.slice(0, half))), ...(await run(tasks.slice(half)))]
  }

  return {
    run: (tasks) => run(tasks),
    close: () => {
      broken = new StoppedError('the pool was closed')
      return library.destroy()
    },
  }
}

/** A few threads that work on one thing at a time, each within limits of time and memory. */
import { Worker } from 'node:worker_threads'

/** A thread was stopped because of what it worked on; in words for people. */
export class StoppedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoppedError'
  }
}

export interface PoolOptions {
  /** The module of the threads: it answers each message with one, see `answering`. */
  readonly file: string
  readonly threads: number
  /** What each thread is given when it starts. It gets no environment, so that no secret is in its reach. */
  readonly data: unknown
  /** Time for one task; a thread's start does not count. */
  readonly milliseconds: number
  /** JavaScript memory of one thread. */
  readonly megabytes: number
}

export interface Pool<Task, Result> {
  /** Throws a StoppedError when the task took too long or too much memory. Tasks begin in the order in which they are given. */
  run(task: Task): Promise<Result>
  close(): Promise<void>
}

/** What a thread says: `ready` once, then one answer a task. */
export type Said<Result> = { readonly ready: true } | { readonly result: Result } | { readonly failed: string }

interface Job<Task, Result> {
  readonly task: Task
  readonly resolve: (result: Result) => void
  readonly reject: (error: Error) => void
}

interface Thread<Task, Result> {
  readonly worker: Worker
  ready: boolean
  job: Job<Task, Result> | null
  timer: NodeJS.Timeout | null
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

const stopped = (error: Error, megabytes: number): StoppedError =>
  codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new StoppedError(`it took more than ${megabytes} MB of memory`, { cause: error })
    : new StoppedError(error.message, { cause: error })

/** Threads are started when there is work for them; one that had to be stopped is replaced. */
export const poolOf = <Task, Result>(options: PoolOptions): Pool<Task, Result> => {
  const { file, data, milliseconds, megabytes } = options
  const threads = new Set<Thread<Task, Result>>()
  const waiting: Job<Task, Result>[] = []
  let closed = false

  const begin = (thread: Thread<Task, Result>): void => {
    const job = waiting.shift()
    if (job === undefined) return
    thread.job = job
    thread.timer = setTimeout(
      () => drop(thread, new StoppedError(`it took longer than ${milliseconds / 1000} seconds`)),
      milliseconds,
    )
    thread.worker.postMessage(job.task)
  }

  const finish = (thread: Thread<Task, Result>): Job<Task, Result> | null => {
    const { job, timer } = thread
    if (timer !== null) clearTimeout(timer)
    thread.job = null
    thread.timer = null
    return job
  }

  const drop = (thread: Thread<Task, Result>, error: Error): void => {
    if (!threads.delete(thread)) return
    // One that cannot even start would be replaced for ever: its error is that of a task.
    const job = finish(thread) ?? (thread.ready ? null : (waiting.shift() ?? null))
    void thread.worker.terminate()
    job?.reject(error)
    if (!closed) supply()
  }

  const start = (): void => {
    const worker = new Worker(file, {
      workerData: data,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 4, stackSizeMb: 4 },
    })
    const thread: Thread<Task, Result> = { worker, ready: false, job: null, timer: null }
    threads.add(thread)
    worker.on('message', (said: Said<Result>) => {
      if ('ready' in said) thread.ready = true
      else if ('failed' in said) finish(thread)?.reject(new Error(said.failed))
      else finish(thread)?.resolve(said.result)
      begin(thread)
    })
    worker.on('error', (error) => drop(thread, stopped(error, megabytes)))
    worker.on('exit', () => drop(thread, new StoppedError('its thread ended')))
  }

  const supply = (): void => {
    for (const thread of threads) if (thread.ready && thread.job === null) begin(thread)
    const starting = [...threads].filter(({ ready }) => !ready).length
    const wanted = Math.min(options.threads - threads.size, waiting.length - starting)
    for (let i = 0; i < wanted; i++) start()
  }

  return {
    run: (task) =>
      new Promise<Result>((resolve, reject) => {
        waiting.push({ task, resolve, reject })
        supply()
      }),
    close: async () => {
      closed = true
      const all = [...threads]
      for (const thread of all) drop(thread, new StoppedError('the pool was closed'))
      await Promise.all(all.map(({ worker }) => worker.terminate()))
    },
  }
}

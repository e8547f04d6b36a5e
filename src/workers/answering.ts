import { parentPort } from 'node:worker_threads'
import type { Said } from './pool.ts'

/** The thread's side of a pool: answers each task. What it throws is told to the one who gave the task, as words. */
export const answering = <Task, Result>(work: (task: Task) => Promise<Result>): void => {
  const port = parentPort
  if (port === null) throw new Error('This module runs in a thread of a pool only.')
  const say = (said: Said<Result>): void => port.postMessage(said)
  port.on('message', (task: Task) => {
    work(task).then(
      (result) => say({ result }),
      (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }),
    )
  })
  say({ ready: true })
}

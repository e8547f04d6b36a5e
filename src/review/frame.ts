import type { Desk } from './desk.ts'
import type { ReviewContext } from './guard.ts'
import type { Frame } from './pages/layout.tsx'
import { everything, filtered, loadQueue, type QueueItem } from './queue.ts'

/** The queue, and what every page shows around its content. */
export const frameFor = async (
  c: ReviewContext,
  desk: Desk,
): Promise<{ readonly frame: Frame; readonly queue: readonly QueueItem[] }> => {
  const queue = await loadQueue(desk.store, desk.now())
  const done = c.req.query('done') ?? ''
  return {
    queue,
    frame: {
      visitor: c.get('visitor'),
      waiting: filtered(queue, everything).length,
      done: /^[0-9a-f]{24}$/.test(done) ? await desk.store.desk.ruling(done) : null,
    },
  }
}

/** The form of a request, every field with all its values. */
export const formOf = async (c: ReviewContext): Promise<ReadonlyMap<string, readonly string[]>> => {
  const body = await c.req.parseBody({ all: true })
  return new Map(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string'),
    ]),
  )
}

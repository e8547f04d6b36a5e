import type { Answer, Batch } from './pool.ts'

/** The thread's side of a pool. What a task throws is its own answer; the others of the batch are done all the same. */
export const answering =
  <Task, Result>(work: (task: Task) => Promise<Result>) =>
  async ({ tasks, at }: Batch<Task>): Promise<readonly Answer<Result>[]> => {
    const place = new Int32Array(at)
    const answers: Answer<Result>[] = []
    for (const [index, task] of tasks.entries()) {
      Atomics.store(place, 0, index + 1)
      try {
        answers.push({ result: await work(task) })
      } catch (error) {
        answers.push({ error: new Error(error instanceof Error ? error.message : String(error)) })
      }
    }
    Atomics.store(place, 0, tasks.length + 1)
    return answers
  }

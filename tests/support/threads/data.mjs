// A thread for tests: answers what it was given when it was started.
import { workerData } from 'node:worker_threads'
import { answering } from '../../../dist/src/workers/answering.js'

const said = JSON.stringify(workerData)

export const answer = answering(async ({ mail }) =>
  mail === undefined ? said : { said: JSON.stringify(said), whole: null },
)

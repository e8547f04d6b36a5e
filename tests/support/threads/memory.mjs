// A thread for tests: says what memory it has.
import { resourceLimits } from 'node:worker_threads'
import { answering } from '../../../dist/src/workers/answering.js'

export const answer = answering(async () => JSON.stringify(resourceLimits))

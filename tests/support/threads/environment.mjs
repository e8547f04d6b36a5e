import { answering } from '../../../dist/src/workers/answering.js'

export const answer = answering(async () => JSON.stringify(process.env))

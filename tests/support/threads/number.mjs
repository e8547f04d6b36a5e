// A thread for tests: says by which number it was made.
import { randomUUID } from 'node:crypto'
import { answering } from '../../../dist/src/workers/answering.js'

const said = JSON.stringify(randomUUID())

export const answer = answering(async () => ({ said, whole: null }))

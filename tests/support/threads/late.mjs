// A thread for tests that is long in starting.
import { answering } from '../../../dist/src/workers/answering.js'

for (const begun = performance.now(); performance.now() - begun < 150; );

export const answer = answering(async ({ word }) => `read ${word}`)

// A thread for tests that takes single tasks only, some of them when asked again, some never.
import { answering } from '../../../dist/src/workers/answering.js'

const asked = new Set()
const work = answering(async ({ word }) => `read ${word}`)

export const answer = async (batch) => {
  const [{ word }] = batch.tasks
  if (batch.tasks.length > 1) throw new Error('too many')
  if (word === 'NEVER') throw new Error('not this one')
  const again = asked.has(word)
  asked.add(word)
  if (word === 'ONCE' && !again) throw new Error('not yet')
  const answers = await work(batch)
  if (word === 'LATE') throw new Error('it was done too late')
  return answers
}

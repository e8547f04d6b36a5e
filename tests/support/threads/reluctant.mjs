// A thread for tests: fails outside its tasks, and counts how often each was asked.
import { answering } from '../../../dist/src/workers/answering.js'

const asked = new Map()
const asking = (word) => {
  const times = (asked.get(word) ?? 0) + 1
  asked.set(word, times)
  return times
}

/** Before any task is begun: whenever EARLY is among them, and once when ONCE is. */
const failEarly = (words) => {
  if (words.includes('EARLY')) throw new Error(`early ${asking('EARLY')}`)
  if (words.includes('ONCE') && asking('once') < 2) throw new Error('not yet')
}

const work = answering(async ({ word }) => `${word} ${asking(word)}`)

export const answer = async (batch) => {
  const words = batch.tasks.map(({ word }) => word)
  failEarly(words)
  const stop = words.indexOf('STOP')
  if (stop >= 0) {
    await work({ ...batch, tasks: batch.tasks.slice(0, stop) })
    throw new Error(`asked ${asking('STOP')}`)
  }
  const answers = await work(batch)
  if (words.includes('LATE')) throw new Error(`late ${asked.get('LATE')}`)
  return answers
}

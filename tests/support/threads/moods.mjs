// A thread for tests: what it does with a mail stands in the mail.
import { answering } from '../../../dist/src/workers/answering.js'

const dead = []
export const answer = answering(async ({ mail, word }) => {
  const asked = word ?? Buffer.from(mail.raw).toString('latin1')
  if (asked.includes('SPIN')) for (;;) dead.length = 0
  if (asked.includes('HOG')) for (;;) dead.push(new Array(1000).fill(Math.random()))
  if (asked.includes('THROW')) {
    process.nextTick(() => {
      throw new Error('a wild error')
    })
    await new Promise(() => undefined)
  }
  if (asked.includes('SLOW')) for (const begun = performance.now(); performance.now() - begun < 30; );
  if (asked.includes('FAIL')) throw new Error('it did not work')
  // A thread that reads mails says it as text.
  return word === undefined ? { said: JSON.stringify(`read ${asked}`), whole: null } : `read ${asked}`
})

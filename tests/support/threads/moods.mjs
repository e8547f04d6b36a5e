// A thread for tests: what it does with a mail stands in the mail.
import { parentPort } from 'node:worker_threads'

const dead = []
parentPort.on('message', ({ mail, word }) => {
  const asked = word ?? Buffer.from(mail.raw).toString('latin1')
  if (asked.includes('SPIN')) for (;;) dead.length = 0
  if (asked.includes('HOG')) for (;;) dead.push(new Array(1000).fill(Math.random()))
  if (asked.includes('THROW')) throw new Error('a wild error')
  if (asked.includes('FAIL')) parentPort.postMessage({ failed: 'it did not work' })
  else parentPort.postMessage({ result: `read ${asked}` })
})
parentPort.postMessage({ ready: true })

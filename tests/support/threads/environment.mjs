import { parentPort } from 'node:worker_threads'

parentPort.on('message', () => parentPort.postMessage({ result: JSON.stringify(process.env) }))
parentPort.postMessage({ ready: true })

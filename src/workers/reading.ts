/** The thread that reads mails: bytes in, what they say out. It has no store, no network and no environment. */
import { workerData } from 'node:worker_threads'
import { type ReaderConfig, readerFor } from '../reader.ts'
import type { KeptRule } from '../reading/sender-rules.ts'
import { type Readable, understand } from '../steps/understand.ts'
import { answering } from './answering.ts'
import { sent } from './sent.ts'

/** What the thread is asked. */
export interface ReadingTask {
  readonly mail: Readable
  readonly rules: readonly KeptRule[]
}

const reader = await readerFor(workerData as ReaderConfig)

export const answer = answering(async ({ mail, rules }: ReadingTask) => sent(await understand(mail, reader, rules)))

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../paths.ts'
import { type ReaderConfig, readerFor } from '../reader.ts'
import type { Readable, Reader } from '../steps/understand.ts'
import { stoppedOutcome } from '../steps/understand.ts'
import { type Pool, poolOf, StoppedError } from './pool.ts'
import type { ReadingTask } from './reading.ts'
import { received, type Sent } from './sent.ts'

/**
 * What one mail may cost. Real mails take 1 to 15 ms and a few MB. The most that `limits` lets through, 4 MB of lines with
 * dates, was measured to take 1.8 seconds on a busy machine, and to be read within this memory.
 */
export const readingLimits = { milliseconds: 5_000, megabytes: 128 } as const

/** One processor is the run's own, which takes in what the threads read; more than three would wait for it. */
export const threadsOf = (processors: number): number => Math.max(1, Math.min(3, processors - 1))

export interface Bounds {
  readonly threads: number
  readonly milliseconds: number
  readonly megabytes: number
  /** The module of the threads. */
  readonly file: string
}

const usualBounds = (): Bounds => ({
  ...readingLimits,
  threads: threadsOf(availableParallelism()),
  file: join(packageRoot(), 'dist', 'src', 'workers', 'reading.js'),
})

/** Exactly what decides how mails are read: the threads get no password and no token. */
const readingConfig = (config: ReaderConfig): ReaderConfig => ({
  OPS_GROUP: config.OPS_GROUP,
  TRUSTED_AUTHSERV: config.TRUSTED_AUTHSERV,
  SENDER_CHECK: config.SENDER_CHECK,
  VENDORS_DIR: config.VENDORS_DIR,
  ZONES_FILE: config.ZONES_FILE,
})

/** What a thread needs of a mail. A copy of the bytes: the buffer of which they are a part would be sent whole. */
const sendable = ({ hash, raw, size, tooLarge, origin, received, gmailThread }: Readable): Readable => ({
  hash,
  raw: new Uint8Array(raw),
  size,
  tooLarge,
  origin,
  received,
  gmailThread,
})

/** How mails are read under this configuration, with threads for those that are many or may be costly. */
export const boundedReaderFor = async (config: ReaderConfig, bounds: Partial<Bounds> = {}): Promise<Reader> => {
  const reader = await readerFor(config)
  let pool: Pool<ReadingTask, Sent> | null = null
  return {
    ...reader,
    apart: {
      understand: async (mails, rules) => {
        pool ??= poolOf({ ...usualBounds(), ...bounds, data: readingConfig(config) })
        const answers = await pool.run(mails.map((mail) => ({ mail: sendable(mail), rules })))
        return Promise.all(
          mails.map(async (mail, index) => {
            const answer = answers[index] ?? { error: new StoppedError('it was not answered') }
            return 'result' in answer ? received(answer.result) : stoppedOutcome(mail, reader, answer.error)
          }),
        )
      },
      close: async () => {
        await pool?.close()
        pool = null
      },
    },
  }
}

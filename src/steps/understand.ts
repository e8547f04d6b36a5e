import { readHeader } from '../mail/header.ts'
import type { Mail } from '../mail/mail.ts'
import type { Told } from '../maintenance/maintenance.ts'
import type { Reading } from '../reading/notice.ts'
import { type KeptRule, withRules } from '../reading/sender-rules.ts'
import { type Packed, unpackJson } from '../store/pack.ts'
import type { StoredMail } from '../store/store.ts'
import { type Facts, factsOf, noFacts, type Settled, unreadOutcome } from './outcome.ts'
import { tell } from './tell.ts'

export type { Settled } from './outcome.ts'

/** What is needed of a stored mail to read it. */
export type Readable = Pick<StoredMail, 'hash' | 'raw' | 'size' | 'tooLarge' | 'origin' | 'received' | 'gmailThread'>

/** From bytes to what a mail says, as the configuration chooses it. */
export interface Reader {
  /** Names the rules: a mail that others read may be read again. */
  readonly version: string
  mail(raw: Uint8Array): Promise<Mail>
  reading(mail: Mail): Reading
  /** The same in threads of their own, within limits; absent where nothing but small mails of ours is read. */
  readonly apart?: Apart
}

/** Reads mails beside this thread: one that takes too much time or memory is stopped and told as unread, and hurts no other. */
export interface Apart {
  understand(mails: readonly Readable[], rules: readonly KeptRule[]): Promise<readonly (Understood | Settled)[]>
  /** Ends the threads; they are started again when they are needed again. */
  close(): Promise<void>
}

/** What is kept of a mail while its batch waits; the whole Mail is a hundred times as large as the bytes. */
export interface Understood {
  readonly facts: Facts
  /** Without the words that its values came from (`evidence`), where `whole` is there. */
  readonly reading: Reading
  /** The whole reading as it is stored, where a thread packed it already. */
  readonly whole?: Packed
  readonly tolds: readonly Told[]
  /** The rule by which a person decided such mails once and for all. */
  readonly rule: KeptRule | null
}

/** With the words that its values came from. */
export const wholeReading = ({ reading, whole }: Understood): Reading =>
  whole === undefined ? reading : unpackJson<Reading>(whole.packed)

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What can be said of a mail before anything is believed of it. Nothing that a mail contains may throw further than this. */
export const understand = async (
  stored: Readable,
  reader: Omit<Reader, 'apart'>,
  rules: readonly KeptRule[],
): Promise<Understood | Settled> => {
  let facts = noFacts
  try {
    const mail = await reader.mail(stored.raw)
    facts = factsOf(mail, null)
    if (!stored.tooLarge) {
      const { reading, by } = withRules(reader.reading(mail), mail, rules)
      return { facts: factsOf(mail, reading), reading, tolds: tell(mail, reading, stored), rule: by }
    }
    const megabytes = (stored.size / 1_048_576).toFixed(1)
    return unreadOutcome(stored, facts, reader.version, `The mail is too large to be read (${megabytes} MB).`)
  } catch (error) {
    return unreadOutcome(stored, facts, reader.version, `The mail cannot be read (${wordsOf(error)}).`)
  }
}

/** Of a mail whose reading was stopped: what its header says, which is bounded work. */
export const stoppedOutcome = async (
  stored: Readable,
  reader: Omit<Reader, 'apart'>,
  error: unknown,
): Promise<Settled> => {
  const bytes = Buffer.from(stored.raw.buffer, stored.raw.byteOffset, stored.raw.byteLength)
  const header = bytes.subarray(0, readHeader(bytes).bodyStart)
  const facts = factsOf(await reader.mail(header), null)
  return unreadOutcome(stored, facts, reader.version, `The reading of the mail was stopped: ${wordsOf(error)}.`)
}

/** Largest mail that is read in the thread of the run; real notices are below, the largest seen has 65 kB. */
const heavyBytes = 200_000

/** Whether a mail may cost more than its size tells: large, or with a workbook, which is packed. */
export const isHeavy = (raw: Uint8Array): boolean => {
  if (raw.byteLength > heavyBytes) return true
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  return bytes.includes('.xls') || bytes.includes('spreadsheetml')
}

/** One mail: in this thread, or apart where it may be costly and the reader has threads. */
export const understandWithin = async (
  mail: Readable,
  reader: Reader,
  rules: readonly KeptRule[],
): Promise<Understood | Settled> => {
  const [said] = reader.apart && isHeavy(mail.raw) ? await reader.apart.understand([mail], rules) : []
  return said ?? understand(mail, reader, rules)
}

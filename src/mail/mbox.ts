/** An mbox file as a Mailbox. */
import { type FileHandle, open } from 'node:fs/promises'
import { fileFailure } from './mail-file.ts'
import { type Cursor, type Mailbox, MailboxError, type MailboxOptions, type RawMail } from './mailbox.ts'
import { fingerprint, isFromLine, type MboxMail, mboxMails, TAIL_BYTES } from './mbox-scan.ts'
import { isoSeconds, isTooOld } from './raw-mail.ts'

const CHUNK_BYTES = 256 * 1024

/**
 * The mails of an mbox (mboxrd or mboxo) in the order of the file, which is never written or locked.
 * The cursor is where the last mail stood and a fingerprint of the file's beginning and of that mail's end: a file that
 * was rewritten (a mail deleted in a mail program) is read from the beginning, and the store knows what it has.
 * A last mail that was still being written is read again once it has grown.
 * @throws MailboxError while iterating: `missing`, `auth` (may not be read), `protocol` (not an mbox).
 */
export function mboxMailbox(path: string): Mailbox {
  return { name: `mbox:${path}`, messages: (options) => messages(path, options) }
}

async function* messages(path: string, options: MailboxOptions): AsyncGenerator<RawMail> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileFailure(path, error)
  })
  try {
    const head = await bytesAt(file, 0, TAIL_BYTES)
    const offset = await startingPoint(file, head, options.cursor)
    await mustBeMbox(path, file, offset)
    for await (const mail of mboxMails(chunksFrom(file, offset), offset, options.maxBytes)) {
      options.signal?.throwIfAborted()
      const found = described(path, head, mail)
      const received = found.received === null ? null : new Date(found.received)
      if (!isTooOld(received, options)) yield found
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    throw fileFailure(path, error)
  } finally {
    await file.close()
  }
}

function described(path: string, head: Buffer, mail: MboxMail): RawMail {
  const { raw, size, start, end } = mail
  const print = fingerprint(head.subarray(0, end), mail.tail)
  return {
    raw,
    size,
    origin: `${path}#${start}`,
    received: fromLineDate(mail.fromLine),
    cursor: JSON.stringify({ start, end, print } satisfies MboxCursor),
    ...(mail.headers === undefined ? {} : { headers: mail.headers }),
  }
}

async function* chunksFrom(file: FileHandle, offset: number): AsyncGenerator<Buffer> {
  for (let position = offset; ; ) {
    const chunk = await bytesAt(file, position, CHUNK_BYTES)
    if (chunk.length === 0) return
    position += chunk.length
    yield chunk
  }
}

/** A buffer of its own each time: pieces of it live on in a mail. */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

interface MboxCursor {
  readonly start: number
  readonly end: number
  readonly print: string
}

async function startingPoint(file: FileHandle, head: Buffer, cursor: Cursor | null): Promise<number> {
  const known = parse(cursor)
  if (known === null) return 0
  const tailStart = Math.max(known.start, known.end - TAIL_BYTES)
  const tail = await bytesAt(file, tailStart, known.end - tailStart)
  if (fingerprint(head.subarray(0, known.end), tail) !== known.print) return 0
  const following = (await bytesAt(file, known.end, TAIL_BYTES)).toString('latin1')
  // A mail without a line end at the end of the file gets one from the next delivery.
  const skipped = /^\r?\n?/.exec(following)?.[0].length ?? 0
  const line = following.slice(skipped)
  return line === '' || isFromLine(line.split('\n', 1)[0] ?? '') ? known.end + skipped : known.start
}

async function mustBeMbox(path: string, file: FileHandle, offset: number): Promise<void> {
  const beginning = (await bytesAt(file, offset, TAIL_BYTES)).toString('latin1')
  if (beginning === '' || isFromLine(beginning.split('\n', 1)[0] ?? '')) return
  throw new MailboxError('protocol', `${path}: this is not an mbox; it does not begin with "From sender date".`)
}

function parse(cursor: Cursor | null): MboxCursor | null {
  try {
    const value: unknown = JSON.parse(cursor ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    if (!('start' in value) || !('end' in value) || !('print' in value)) return null
    const { start, end, print } = value
    if (!isOffset(start) || !isOffset(end) || typeof print !== 'string') return null
    return { start, end, print }
  } catch {
    return null
  }
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `… Mon Jan  5 10:00:00 2026` or `… 10:00:00 +0000 2026`; UTC unless it says otherwise (RFC 4155). */
function fromLineDate(line: string): string | null {
  const match = / ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{1,2}:\d\d)(:\d\d)? (?:([+-]\d\d)(\d\d) )?(\d{4})/.exec(
    line.slice(0, 500),
  )
  const [, month = '', day = '', minute = '', second = ':00', hours = '+00', minutes = '00', year = ''] = match ?? []
  if (!MONTHS.includes(month)) return null
  const number = String(MONTHS.indexOf(month) + 1).padStart(2, '0')
  const time = `${minute.padStart(5, '0')}${second}${hours}:${minutes}`
  return isoSeconds(new Date(`${year}-${number}-${day.padStart(2, '0')}T${time}`))
}

/** Reading one file that holds one mail; what maildir and eml share. */
import { type FileHandle, open } from 'node:fs/promises'
import { MailboxError, type MailboxOptions, type RawMail } from './mailbox.ts'
import { headerBlock, isoSeconds, isTooOld, MAX_HEADER_BYTES } from './raw-mail.ts'

/** The file as a RawMail without its cursor. `too-old` costs no reading of its content. */
export async function readMailFile(
  path: string,
  { maxBytes, cursor, since }: MailboxOptions,
): Promise<Omit<RawMail, 'cursor'> | 'gone' | 'too-old'> {
  let file: FileHandle | undefined
  try {
    file = await open(path, 'r')
    const { size, mtime } = await file.stat()
    if (isTooOld(mtime, { cursor, since })) return 'too-old'
    const about = { size, origin: path, received: isoSeconds(mtime) }
    if (size <= maxBytes) {
      const raw = await file.readFile()
      if (raw.length <= maxBytes) return { ...about, raw }
      return { ...about, size: raw.length, raw: null, headers: headerBlock(raw) }
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0)
    return { ...about, raw: null, headers: headerBlock(buffer.subarray(0, bytesRead)) }
  } catch (error) {
    // Node lists a name that is not UTF-8 with U+FFFD and then cannot find it: that mail is there, and would be lost.
    if (errorCode(error) === 'ENOENT' && !path.includes('\uFFFD')) return 'gone'
    throw fileFailure(path, error)
  } finally {
    await file?.close()
  }
}

/** The MailboxError for what the file system threw; `auth` means that this user may not read. */
export function fileFailure(path: string, error: unknown): MailboxError {
  if (error instanceof MailboxError) return error
  const code = errorCode(error)
  const fail = (kind: MailboxError['code'], text: string) =>
    new MailboxError(kind, `${path}: ${text}`, { cause: error })
  if (path.includes('\uFFFD')) return fail('protocol', 'the file name is not UTF-8; rename the file.')
  if (code === 'ENOENT' || code === 'ENOTDIR') return fail('missing', 'there is no such file or folder.')
  if (code === 'EACCES' || code === 'EPERM') return fail('auth', 'this user may not read it; check its permissions.')
  return fail('protocol', `it cannot be read (${code}).`)
}

export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'
}

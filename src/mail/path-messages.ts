/** The mails that a path on the command line stands for. */
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { emlFiles } from './eml.ts'
import { fileFailure, readMailFile } from './mail-file.ts'
import type { RawMail } from './mailbox.ts'
import { maildirMailbox } from './maildir.ts'
import { mboxMailbox } from './mbox.ts'

export interface PathOptions {
  /** Larger mails come with `raw: null`. Default 32 MiB, above what Gmail lets through (25 MB). */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

/**
 * All mails of a maildir (a folder with `cur/` or `new/`), a folder (`*.eml`, recursively), an mbox (a file that begins
 * with `From `) or a single file. Only one mail, and the names of one folder, are in memory at a time.
 * The cursors of what comes from a folder or a single file are empty: there is nothing to go on from.
 * @throws MailboxError while iterating: `missing`, `auth` (may not be read), `protocol`.
 */
export async function* pathMessages(path: string, options: PathOptions = {}): AsyncGenerator<RawMail> {
  const { maxBytes = 32 * (1 << 20), signal } = options
  const all = { cursor: null, since: null, maxBytes, ...(signal ? { signal } : {}) }
  const kind = await kindOf(path)
  if (kind !== 'eml') {
    const mailbox = kind === 'maildir' ? maildirMailbox(path) : mboxMailbox(path)
    yield* mailbox.messages(all)
    return
  }
  for await (const file of emlFiles(path)) {
    signal?.throwIfAborted()
    const mail = await readMailFile(file, all)
    if (mail !== 'gone' && mail !== 'too-old') yield { ...mail, cursor: '' }
  }
}

async function kindOf(path: string): Promise<'maildir' | 'mbox' | 'eml'> {
  try {
    if ((await stat(path)).isDirectory()) {
      return (await isFolder(join(path, 'cur'))) || (await isFolder(join(path, 'new'))) ? 'maildir' : 'eml'
    }
    return (await beginningOf(path, 5)) === 'From ' ? 'mbox' : 'eml'
  } catch (error) {
    throw fileFailure(path, error)
  }
}

async function beginningOf(path: string, length: number): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await file.close()
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

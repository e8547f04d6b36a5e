/** Loose .eml files as a Mailbox. */
import { type Dirent, statSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, fileFailure, readMailFile } from './mail-file.ts'
import type { Mailbox, MailboxOptions, RawMail } from './mailbox.ts'
import { unseen } from './seen-names.ts'

/**
 * One file of any name, or all `*.eml` below a folder, sorted by path. A file that is changed or replaced is new again:
 * the cursor (seen-names.ts) knows files by path, size and modification time.
 * @throws MailboxError while iterating: `missing`, `auth` (may not be read), `protocol`.
 */
export function emlMailbox(path: string): Mailbox {
  return { name: `eml:${path}`, messages: (options) => messages(path, options) }
}

async function* messages(path: string, options: MailboxOptions): AsyncGenerator<RawMail> {
  const files: { readonly name: string; readonly file: string }[] = []
  for await (const file of emlFiles(path)) {
    files.push({ name: `${file}\n${stateOf(file)}`, file })
  }
  files.sort((a, b) => compare(a.name, b.name))
  for (const { item, cursor } of unseen(files, compare, options.cursor)) {
    options.signal?.throwIfAborted()
    const mail = await readMailFile(item.file, options)
    if (mail !== 'gone' && mail !== 'too-old') yield { ...mail, cursor: cursor() }
  }
}

/** Size and time. Synchronous: 100,000 promises take seconds, 100,000 calls some tenths. */
function stateOf(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    return `${found?.size} ${found?.mtimeMs}`
  } catch (error) {
    throw fileFailure(file, error)
  }
}

/** The file itself, or every `*.eml` below the folder; one folder's names are in memory at a time. */
export async function* emlFiles(path: string): AsyncGenerator<string> {
  if ((await statOf(path)).isDirectory()) yield* filesBelow(path)
  else yield path
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileFailure(folder, error)
  })
  for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (/\.eml$/i.test(entry.name) && (await isFile(path, entry))) yield path
  }
}

/** A link to a file counts; a link to a folder is not followed, it may lead round in a circle. */
async function isFile(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile()
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw fileFailure(path, error)
  }
}

async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    throw fileFailure(path, error)
  }
}

/** By code unit: the same on every host, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

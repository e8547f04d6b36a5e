/** What it means to a person that a file of ours could not be used; by SQLite's and the file system's own codes. */

/** The database cannot be used; in words for people. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const goesOn = 'Nothing half is kept, and the next run goes on from here.'

/** The first that fits. Extended codes (`SQLITE_IOERR_WRITE`) begin with their plain one. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(?:SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT|EFBIG)$/, `Its disk is full. Make room. ${goesOn}`],
  [
    /^(?:SQLITE_BUSY|SQLITE_LOCKED)/,
    `Another program has locked it: a copy, a backup tool, an open sqlite3? End that. ${goesOn}`,
  ],
  [
    /^(?:SQLITE_READONLY|SQLITE_PERM|EROFS$|EACCES$|EPERM$)/,
    'It may not be written. Check owner and mode of the file and of its folder, and whether the disk is mounted read-only.',
  ],
  [/^(?:SQLITE_CANTOPEN|ENOENT$|ENOTDIR$|EISDIR$)/, 'There is no usable file of this name. Check it and its folder.'],
  [/^(?:SQLITE_CORRUPT|SQLITE_NOTADB)/, 'It is no sound database. Bring a backup back: docs/operations.md tells how.'],
  [/^(?:SQLITE_IOERR|EIO$)/, `Its disk cannot be read or written. Is it full, or failing? ${goesOn}`],
]

/** The database itself failed, not what was asked of it. */
export const isOfTheDatabase = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_')

/** Sentences for people about a file that cannot be used, with the code in brackets; null: its code says nothing. */
export const fileTrouble = (error: unknown): string | null => {
  const code = codeOf(error)
  const found = meanings.find(([codes]) => codes.test(code))
  return found === undefined ? null : `${found[1]} (${code})`
}

/** What any error says to people; of the database's own ones what they mean. */
export const errorWords = (error: unknown): string => {
  const told = isOfTheDatabase(error) ? fileTrouble(error) : null
  return told !== null ? `The database cannot be used. ${told}` : error instanceof Error ? error.message : String(error)
}

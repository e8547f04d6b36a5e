import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { fileTrouble, StoreError } from './failure.ts'

export interface Lock {
  release(): void
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

const take = (path: string): Lock | null => {
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const sqlite = new Sqlite(path, { timeout: 0 })
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
    return { release: () => sqlite.close() }
  } catch (error) {
    sqlite.close()
    if (isBusy(error)) return null
    throw error
  }
}

/**
 * One run at a time: null if another process holds the lock. It is a lock of the operating system on a small SQLite file,
 * so it ends with the process that holds it, however that ends.
 * @throws StoreError if the file cannot be made.
 */
export const takeLock = (path: string): Lock | null => {
  try {
    return take(path)
  } catch (error) {
    const why = fileTrouble(error) ?? (error instanceof Error ? error.message : String(error))
    throw new StoreError(`The lock file ${path} cannot be used. ${why}`, { cause: error })
  }
}

/** How far an IMAP folder was read, and which UIDs come next. */
import type { Cursor } from './mailbox.ts'

/** Everything up to and including `uid` is done, for as long as the folder's UIDVALIDITY is `uidValidity`. */
export interface ImapCursor {
  readonly uidValidity: string
  readonly uid: number
  /**
   * Left by a first run with a `since`: of the mails that stood in the folder then (UID below `below`), those
   * received before `before` are passed over, also when that run was cut short and the next one goes on.
   */
  readonly passOver?: { readonly before: string; readonly below: number }
}

/** Null for what this program did not write (another kind of mailbox stood there before): read from the beginning. */
export function parseImapCursor(cursor: Cursor | null): ImapCursor | null {
  if (cursor === null) return null
  const value = jsonObject(cursor)
  const { uidValidity, uid, passOver } = value
  if (typeof uidValidity !== 'string' || typeof uid !== 'number' || !Number.isSafeInteger(uid)) return null
  if (typeof passOver !== 'object' || passOver === null) return { uidValidity, uid }
  const { before, below } = passOver as Readonly<Record<string, unknown>>
  if (typeof before !== 'string' || typeof below !== 'number') return { uidValidity, uid }
  return { uidValidity, uid, passOver: { before, below } }
}

/** The cursor after the mail with this UID. */
export function cursorAfter(at: ImapCursor, uid: number): Cursor {
  const passOver = at.passOver !== undefined && uid + 1 < at.passOver.below ? { passOver: at.passOver } : {}
  return JSON.stringify({ uidValidity: at.uidValidity, uid, ...passOver } satisfies ImapCursor)
}

/** Is this mail one of the old ones that the first run was told to pass over? */
export function isPassedOver(at: ImapCursor, uid: number, received: string | null): boolean {
  if (at.passOver === undefined || received === null || uid >= at.passOver.below) return false
  return Date.parse(received) < Date.parse(at.passOver.before)
}

/** Ascending UIDs as a sequence set of RFC 3501 §9: `[1, 2, 3, 7]` → `1:3,7`. */
export function uidSet(uids: readonly number[]): string {
  const runs: [number, number][] = []
  for (const uid of uids) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] + 1 === uid) run[1] = uid
    else runs.push([uid, uid])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

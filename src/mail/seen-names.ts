/**
 * Which files of a folder are new, from a cursor of bounded size.
 *
 * Files have no UIDs: a file can arrive late with an older name (another host delivers with a slow clock, a backup is
 * restored, a clock was set back), so "all names after the last one" loses mail, and modification times can be copied
 * with the file. A list of all names would be exact, but has megabytes at 100,000 files, for every stored mail.
 *
 * So the cursor is the last name in the folder's order, and 256 sums: each name adds its hash to one of them. Names
 * after the last one are new. Of the others, a sum that is no longer what it was tells that its share of the names
 * changed, and the files of that share (1/256 of the folder) are handed out again; the store knows those that it has.
 * A file that was removed costs that, too. Nothing depends on a clock, and no file is touched to find out.
 */
import type { Cursor } from './mailbox.ts'

const SHARES = 256

interface Seen {
  readonly last: string | null
  readonly sums: Uint32Array
}

export interface Unseen<Item> {
  readonly item: Item
  /** The cursor once this item is done. Ask before taking the next item. */
  readonly cursor: () => Cursor
}

/**
 * The items to hand out, late ones first. Linear in the number of items.
 * @param items sorted by `compare` of their names; names are unique and stay the same for the same mail.
 */
export function* unseen<Item extends { readonly name: string }>(
  items: readonly Item[],
  compare: (a: string, b: string) => number,
  cursor: Cursor | null,
): Generator<Unseen<Item>> {
  const seen = parse(cursor)
  const { last } = seen
  const sums = Uint32Array.from(seen.sums)
  const older = items.slice(0, last === null ? 0 : countUpTo(items, last, compare))
  const shares = byShare(older)
  // Of a share whose files are all gone there is nothing to hand out, and nothing to remember.
  for (let share = 0; share < SHARES; share++) if (!shares.has(share)) sums[share] = 0
  for (const [share, { members, sum }] of shares) {
    if (sum === sums[share]) continue
    for (const [index, item] of members.entries()) {
      if (index === members.length - 1) sums[share] = sum
      yield { item, cursor: () => serialise({ last, sums }) }
    }
  }
  for (const item of items.slice(older.length)) {
    const hash = hashOf(item.name)
    sums[hash % SHARES] = (sums[hash % SHARES] ?? 0) + hash
    yield { item, cursor: () => serialise({ last: item.name, sums }) }
  }
}

/** How many of the sorted items come before `last` or are it. */
function countUpTo<Item extends { readonly name: string }>(
  items: readonly Item[],
  last: string,
  compare: (a: string, b: string) => number,
): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(items[middle]?.name ?? '', last) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

interface Share<Item> {
  readonly members: Item[]
  sum: number
}

function byShare<Item extends { readonly name: string }>(items: readonly Item[]): Map<number, Share<Item>> {
  const shares = new Map<number, Share<Item>>()
  for (const item of items) {
    const hash = hashOf(item.name)
    const share = shares.get(hash % SHARES) ?? { members: [], sum: 0 }
    share.members.push(item)
    share.sum = (share.sum + hash) >>> 0
    shares.set(hash % SHARES, share)
  }
  return shares
}

/** FNV-1a with murmur3's finish, so that the low bits (the share) depend on every character. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function serialise({ last, sums }: Seen): Cursor {
  return JSON.stringify({ last, sums: Buffer.from(sums.buffer).toString('base64') })
}

/** What is not a cursor of this kind counts as none: all is handed out. */
function parse(cursor: Cursor | null): Seen {
  const nothing = { last: null, sums: new Uint32Array(SHARES) }
  try {
    const value: unknown = JSON.parse(cursor ?? 'null')
    if (typeof value !== 'object' || value === null || !('last' in value) || !('sums' in value)) return nothing
    const { last, sums } = value
    if (typeof last !== 'string' || typeof sums !== 'string') return nothing
    const bytes = Uint8Array.from(Buffer.from(sums, 'base64'))
    return bytes.length === SHARES * 4 ? { last, sums: new Uint32Array(bytes.buffer) } : nothing
  } catch {
    return nothing
  }
}

/** A maildir as a Mailbox. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, fileFailure, readMailFile } from './mail-file.ts'
import type { Mailbox, MailboxOptions, RawMail } from './mailbox.ts'
import { unseen } from './seen-names.ts'

/**
 * The mails in `new/` and `cur/` of one maildir (not its sub-folders), in the order of delivery; nothing is moved or marked.
 * The cursor knows mails by their names without the flags (`1700000000.M1P2.host` of `…:2,S`), so reading and marking
 * elsewhere makes nothing new; why a late file with an older name is not missed is told in seen-names.ts.
 * @throws MailboxError while iterating: `missing`, `auth` (may not be read), `protocol`.
 */
export function maildirMailbox(path: string): Mailbox {
  return { name: `maildir:${path}`, messages: (options) => messages(path, options) }
}

interface Entry {
  readonly name: string
}

async function* messages(path: string, options: MailboxOptions): AsyncGenerator<RawMail> {
  let places = await placesOf(path)
  const entries: readonly Entry[] = [...places.keys()]
    .map((name) => ({ name, when: deliveryTime(name) }))
    .sort(byDelivery)
  for (const { item, cursor } of unseen(entries, compareNames, options.cursor)) {
    options.signal?.throwIfAborted()
    let mail = await readMailFile(places.get(item.name) ?? '', options)
    if (mail === 'gone') {
      // Moved from new/ to cur/ or marked meanwhile, like its neighbours perhaps; or deleted.
      places = await placesOf(path)
      const place = places.get(item.name)
      mail = place === undefined ? 'gone' : await readMailFile(place, options)
    }
    if (mail !== 'gone' && mail !== 'too-old') yield { ...mail, cursor: cursor() }
  }
}

/** Name without flags → path. */
async function placesOf(path: string): Promise<Map<string, string>> {
  const folders = ['new', 'cur'].map((folder) => join(path, folder))
  const listed = await Promise.all(
    folders.map((folder) => readdir(folder).catch((error: unknown) => absent(path, error))),
  )
  if (listed.every((names) => names === null)) throw fileFailure(join(path, 'cur'), { code: 'ENOENT' })
  const places = new Map<string, string>()
  for (const [index, folder] of folders.entries()) {
    for (const name of listed[index] ?? []) {
      // "Readers must ignore names that begin with a dot" (maildir(5)).
      if (!name.startsWith('.')) places.set(name.split(':', 1)[0] ?? name, join(folder, name))
    }
  }
  return places
}

function absent(path: string, error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null
  throw fileFailure(path, error)
}

/** `1700000000.M123456P789.host`: seconds, then microseconds where the name has them; other names come first. */
function deliveryTime(name: string): number {
  const [, seconds = '0', micros = '0'] = /^(\d{1,11})\.(?:[^M.]{0,40}M(\d{1,6})(?!\d))?/.exec(name) ?? []
  return Number(seconds) * 1e6 + Number(micros)
}

interface Timed extends Entry {
  readonly when: number
}

function byDelivery(a: Timed, b: Timed): number {
  return a.when - b.when || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

function compareNames(a: string, b: string): number {
  return byDelivery({ name: a, when: deliveryTime(a) }, { name: b, when: deliveryTime(b) })
}

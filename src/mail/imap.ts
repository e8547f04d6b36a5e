/** An IMAP folder as a Mailbox. */
import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { type ImapAccount, imapAccount } from './imap-account.ts'
import { cursorAfter, type ImapCursor, isPassedOver, parseImapCursor, uidSet } from './imap-cursor.ts'
import { imapFailure, isDropped } from './imap-failure.ts'
import { type Mailbox, MailboxError, type MailboxOptions, type RawMail } from './mailbox.ts'
import { headerBlock, isoSeconds, MAX_HEADER_BYTES } from './raw-mail.ts'

/** Milliseconds without an answer. `socket` also bounds how long the reader may think about one mail. */
export interface ImapTimeouts {
  readonly connect: number
  readonly greeting: number
  readonly socket: number
}

export interface ImapSettings {
  readonly password?: string
  /** For XOAUTH2; asked anew for each connection. */
  readonly accessToken?: () => Promise<string>
  readonly timeouts?: ImapTimeouts
}

const TIMEOUTS: ImapTimeouts = { connect: 30_000, greeting: 30_000, socket: 120_000 }
/** UIDs whose sizes and dates are asked for at once: bounds memory at 100,000 mails, and the command line's length. */
const CHUNK = 500
const MIB = 1 << 20
const DAY_MS = 86_400_000

/**
 * New mails of one IMAP folder, in the order of their UIDs; nothing in the folder is changed (EXAMINE, BODY.PEEK).
 * The cursor is UIDVALIDITY and UID; with a new UIDVALIDITY all is read again, and the store knows what it has.
 * A mail that vanished between listing and reading is skipped.
 *
 * A connection that drops after the folder was opened is made anew once in a run, and reading goes on after the
 * last yielded mail; the second drop, and every timeout, is thrown. No waiting in between: cron comes again.
 * When `signal` is aborted, its reason is thrown.
 * @throws MailboxError at once for an unusable URL; while iterating for all that can go wrong on the way.
 */
export function imapMailbox(url: string, settings: ImapSettings): Mailbox {
  const account = imapAccount(url)
  return { name: account.name, messages: (options) => messages(account, settings, options) }
}

async function* messages(
  account: ImapAccount,
  settings: ImapSettings,
  options: MailboxOptions,
): AsyncGenerator<RawMail> {
  let cursor = options.cursor
  for (let reconnected = false; ; reconnected = true) {
    const connection: Connection = { opened: false, secrets: [] }
    try {
      for await (const mail of session(account, settings, { ...options, cursor }, connection)) {
        cursor = mail.cursor
        yield mail
      }
      return
    } catch (error) {
      options.signal?.throwIfAborted()
      if (isDropped(error) && connection.opened && !reconnected) continue
      throw imapFailure(account, error, connection.secrets)
    }
  }
}

interface Connection {
  opened: boolean
  secrets: readonly string[]
}

/** One connection from login to close. Throws what imapflow throws. */
async function* session(
  account: ImapAccount,
  settings: ImapSettings,
  options: MailboxOptions,
  connection: Connection,
): AsyncGenerator<RawMail> {
  options.signal?.throwIfAborted()
  const auth = await credentials(account, settings)
  connection.secrets = [auth.pass ?? '', auth.accessToken ?? '']
  const client = await newClient(account, auth, settings.timeouts ?? TIMEOUTS, options.maxBytes)
  // The event tells the reason (a timeout, say) where the rejected command only knows that the line is gone.
  // It must be heard before connect(): an 'error' without a listener ends the process.
  let broken: Error | null = null
  client.on('error', (error) => {
    broken ??= error
  })
  const close = () => client.close()
  options.signal?.addEventListener('abort', close, { once: true })
  try {
    await client.connect()
    await client.getMailboxLock(account.folder, {
      readOnly: true,
      acquireTimeout: (settings.timeouts ?? TIMEOUTS).socket,
    })
    connection.opened = true
    yield* newMails(client, options)
  } catch (error) {
    throw broken ?? error
  } finally {
    options.signal?.removeEventListener('abort', close)
    // Not logout(): it waits for a server that may be gone. After a refused login the socket is still open, too.
    client.close()
  }
}

type Auth = { user: string; pass?: string; accessToken?: string }

async function credentials({ name, user }: ImapAccount, settings: ImapSettings): Promise<Auth> {
  if (settings.accessToken !== undefined) return { user, accessToken: await settings.accessToken() }
  if (settings.password !== undefined && settings.password !== '') return { user, pass: settings.password }
  throw new MailboxError('auth', `${name}: there is neither a password nor a service account for this mailbox.`)
}

async function newClient(
  account: ImapAccount,
  auth: Auth,
  timeouts: ImapTimeouts,
  maxBytes: number,
): Promise<ImapFlow> {
  // Loaded here, so that a program that reads files does not pay for it.
  const imapflow = await import('imapflow')
  return new imapflow.ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.secure,
    doSTARTTLS: false,
    auth,
    logger: false,
    disableAutoIdle: true,
    clientInfo: { name: 'maintcal' },
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    // A hostile or broken server must not fill the memory; imapflow's own limits are 1 and 2 GB.
    maxLiteralSize: maxBytes + MIB,
    maxLineLength: 64 * MIB,
    maxResponseSize: maxBytes + 65 * MIB,
  })
}

/** The state of the selected folder. imapflow answers "nothing" instead of failing when the line is gone: ask here. */
function selected(client: ImapFlow): { readonly uidValidity: string; readonly uidNext: number } {
  const { mailbox } = client
  if (!client.usable || mailbox === false) throw Object.assign(new Error('Connection lost'), { code: 'NoConnection' })
  return { uidValidity: String(mailbox.uidValidity), uidNext: mailbox.uidNext }
}

async function* newMails(client: ImapFlow, options: MailboxOptions): AsyncGenerator<RawMail> {
  const at = startingPoint(client, options)
  const uids = await newUids(client, at, options)
  for (let first = 0; first < uids.length; first += CHUNK) {
    for (const listed of await listing(client, uids.slice(first, first + CHUNK))) {
      if (isPassedOver(at, listed.uid, received(listed))) continue
      const content = await contentOf(client, listed, options.maxBytes)
      if (content !== null) yield { ...described(client, listed), ...content, cursor: cursorAfter(at, listed.uid) }
    }
  }
}

function startingPoint(client: ImapFlow, { cursor, since }: MailboxOptions): ImapCursor {
  const { uidValidity, uidNext } = selected(client)
  const known = parseImapCursor(cursor)
  if (known?.uidValidity === uidValidity) return known
  if (cursor !== null || since === null) return { uidValidity, uid: 0 }
  return { uidValidity, uid: 0, passOver: { before: since.toISOString(), below: uidNext } }
}

async function newUids(
  client: ImapFlow,
  at: ImapCursor,
  { cursor, since }: MailboxOptions,
): Promise<readonly number[]> {
  const { uidNext } = selected(client)
  if (uidNext > 0 && uidNext <= at.uid + 1) return []
  // SINCE compares days in the server's own zone (RFC 3501 §6.4.4): a day of margin, and the exact time later.
  const query =
    cursor === null && since !== null ? { since: new Date(since.getTime() - DAY_MS) } : { uid: `${at.uid + 1}:*` }
  const found = await client.search(query, { uid: true })
  selected(client)
  if (!Array.isArray(found)) throw Object.assign(new Error('SEARCH failed'), { code: 'SEARCH' })
  // `101:*` means `*:101` where 100 is the highest, and answers 100 (RFC 3501 §9).
  return found.filter((uid) => uid > at.uid)
}

/** Sizes and dates for a chunk of UIDs, in their order. */
async function listing(client: ImapFlow, uids: readonly number[]): Promise<readonly FetchMessageObject[]> {
  const query = { uid: true, size: true, internalDate: true, threadId: true }
  const listed = await client.fetchAll(uidSet(uids), query, { uid: true })
  selected(client)
  // The server may add FETCH answers of its own, about flags that changed meanwhile.
  const byUid = new Map(listed.filter(({ size }) => size !== undefined).map((each) => [each.uid, each]))
  return uids.flatMap((uid) => byUid.get(uid) ?? [])
}

type Content = Pick<RawMail, 'raw' | 'headers'>

/** The mail's bytes, or only its header when over the cap, or null when it is no longer there. */
async function contentOf(
  client: ImapFlow,
  { uid, size = 0 }: FetchMessageObject,
  maxBytes: number,
): Promise<Content | null> {
  if (size > maxBytes) {
    const header = { bodyParts: [{ key: 'HEADER', start: 0, maxLength: MAX_HEADER_BYTES }] }
    const bytes = await fetchBytes(client, uid, header)
    return bytes === null ? null : { raw: null, headers: headerBlock(bytes) }
  }
  // One byte more than the cap: some servers state a wrong size.
  const bytes = await fetchBytes(client, uid, { source: { maxLength: maxBytes + 1 } })
  if (bytes === null || bytes.length <= maxBytes) return bytes && { raw: bytes }
  return { raw: null, headers: headerBlock(bytes) }
}

type Query = Parameters<ImapFlow['fetchOne']>[1]

/** Null only when the server confirms that there is no such mail any more. */
async function fetchBytes(client: ImapFlow, uid: number, query: Query): Promise<Buffer | null> {
  let failure: unknown = Object.assign(new Error('FETCH brought nothing'), { code: 'FETCH' })
  try {
    const answer = await client.fetchOne(`${uid}`, query, { uid: true })
    // imapflow puts `false`, against its types, where the server says NIL: Dovecot does for an expunged mail.
    const bytes: unknown = answer && (answer.source ?? answer.headers)
    if (Buffer.isBuffer(bytes)) return bytes
  } catch (error) {
    failure = error
  }
  const still = await client.search({ uid: `${uid}` }, { uid: true })
  selected(client)
  if (Array.isArray(still) && !still.includes(uid)) return null
  throw failure
}

function described(
  client: ImapFlow,
  listed: FetchMessageObject,
): Pick<RawMail, 'size' | 'origin' | 'received' | 'gmailId' | 'gmailThread'> {
  // Other servers have ids of their own there (RFC 8474).
  const gmail = client.capabilities.has('X-GM-EXT-1')
  return {
    size: listed.size ?? 0,
    origin: `imap UID ${listed.uid}`,
    received: received(listed),
    ...(gmail && listed.emailId !== undefined ? { gmailId: listed.emailId } : {}),
    ...(gmail && listed.threadId !== undefined ? { gmailThread: listed.threadId } : {}),
  }
}

function received({ internalDate }: FetchMessageObject): string | null {
  return internalDate === undefined ? null : isoSeconds(new Date(internalDate))
}

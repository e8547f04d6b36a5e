import { createHash } from 'node:crypto'
import type { Store } from '../store/store.ts'
import type { Note } from './notes.ts'
import type { Post } from './smtp.ts'
import { counted } from './words.ts'

/** One place where urgent notes go. */
export interface NoteTarget {
  /** Tells targets apart in the outbox, without the address, which may hold a key. */
  readonly id: string
  /** For messages: `https://hooks.example.org`, `mailto:noc@example.org`. */
  readonly name: string
  send(notes: readonly Note[]): Promise<void>
}

/** `NOTIFY_URL` cut into its targets. */
export const notifyTargets = (
  urls: string,
  edges: {
    readonly fetch: typeof fetch
    readonly post: Post | null
    readonly from: string
    readonly now: Date
    readonly timeoutMs: number
  },
): readonly NoteTarget[] =>
  urls
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
    .map((url) => {
      const id = createHash('sha256').update(url).digest('hex').slice(0, 8)
      return url.startsWith('mailto:') ? mailTarget(id, url, edges) : webhook(id, url, edges)
    })

const titleOf = (notes: readonly Note[]): string =>
  notes.length === 1 ? (notes[0]?.title ?? '') : `${counted(notes.length, 'urgent note')}: ${notes[0]?.title ?? ''} …`

const lineOf = ({ kind, title, detail, link }: Note): string =>
  `[${kind}] ${title}\n${detail}${link === null ? '' : `\n${link}`}`

/** `text` is what chat services show; the rest is for programs. */
export const webhookBody = (notes: readonly Note[]): string =>
  JSON.stringify({
    source: 'maintcal',
    text: notes.map(lineOf).join('\n\n').slice(0, 3500),
    notes: notes.map(({ key, kind, title, detail, at, link }) => ({ key, kind, title, detail, at, link })),
  })

const webhook = (
  id: string,
  url: string,
  edges: { readonly fetch: typeof fetch; readonly timeoutMs: number },
): NoteTarget => {
  const name = new URL(url).origin
  return {
    id,
    name,
    send: async (notes) => {
      const answer = await edges
        .fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: webhookBody(notes),
          redirect: 'error',
          signal: AbortSignal.timeout(edges.timeoutMs),
        })
        .catch(() => null)
      await answer?.body?.cancel()
      if (answer === null) throw new Error(`${name} does not answer.`)
      if (!answer.ok) throw new Error(`${name} answers with HTTP ${answer.status}.`)
    },
  }
}

const mailTarget = (
  id: string,
  url: string,
  { post, from, now }: { readonly post: Post | null; readonly from: string; readonly now: Date },
): NoteTarget => ({
  id,
  name: url,
  send: async (notes) => {
    if (post === null) throw new Error('NOTIFY_URL=mailto:… needs SMTP_URL and DIGEST_FROM.')
    const keys = createHash('sha256')
      .update(notes.map(({ key }) => key).join('\n'))
      .digest('hex')
      .slice(0, 24)
    const domain = /@([A-Za-z0-9.-]{1,255})/.exec(from)?.[1] ?? 'localhost'
    await post.send({
      from,
      to: [url.slice('mailto:'.length)],
      subject: `maintcal: ${titleOf(notes)}`.slice(0, 200),
      text: `${notes.map(lineOf).join('\n\n')}\n`,
      html: null,
      messageId: `note.${keys}@${domain}`,
      date: now,
    })
  },
})

const keyFor = ({ key }: Note, { id }: NoteTarget): string => `${key}>${id}`

/** Sends each note once to each target. Returns what failed, in words; it is tried again by the next run. */
export const notifyOnce = async (
  store: Store,
  targets: readonly NoteTarget[],
  notes: readonly Note[],
  at: string,
): Promise<readonly string[]> => {
  const failures: string[] = []
  for (const target of targets) {
    const sent = await store.outbox.sentAmong(notes.map((note) => keyFor(note, target)))
    const fresh = notes.filter((note) => !sent.has(keyFor(note, target)))
    if (fresh.length === 0) continue
    const keys = fresh.map((note) => keyFor(note, target))
    await store.outbox.intend(keys, null, at)
    try {
      await target.send(fresh)
      await store.outbox.sent(keys, at)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      await store.outbox.failed(keys, why)
      failures.push(`${counted(fresh.length, 'urgent note')} could not be sent. ${why} The next run tries again.`)
    }
  }
  return failures
}

import type { Store } from '../store/store.ts'
import type { DigestContent } from './content.ts'
import { digestKey } from './due.ts'
import { digestHtml } from './html.tsx'
import type { OutgoingMail, Post } from './smtp.ts'
import { digestText } from './text.ts'
import type { Week } from './week.ts'

export type Sent =
  | {
      readonly did: 'sent'
      readonly to: readonly string[]
      readonly messageId: string
      readonly rejected: readonly string[]
    }
  | { readonly did: 'already'; readonly at: string }

const domainOf = (from: string): string =>
  /@([A-Za-z0-9.-]{1,255})>?\s{0,5}$/.exec(from)?.[1]?.toLowerCase() ?? 'localhost'

/**
 * The Message-ID of a week's digest: the same however often sending is tried, so that a mail program shows one mail if the
 * program died after the server took the first. Asked for again by a person, it gets a number.
 */
export const messageIdFor = (week: Week, from: string, repeat: number): string =>
  `digest.${week.toLowerCase()}${repeat === 0 ? '' : `.${repeat}`}@${domainOf(from)}`

/** DIGEST_TO and who is on duty, each once. */
export const recipients = (to: readonly string[], { duty }: Pick<DigestContent, 'duty'>): readonly string[] => {
  const bare = (address: string): string => (/<([^<>]{1,320})>$/.exec(address)?.[1] ?? address).toLowerCase()
  const clinicians = duty.now.clinicians.flatMap(({ email }) => email ?? [])
  return [
    ...new Map([...to, ...clinicians].map((address) => [bare(address), address] as const).reverse()).values(),
  ].reverse()
}

/**
 * Sends a week's digest if it was not sent. That it is about to be sent is noted first, and that it was sent afterwards; if the
 * program ends in between, nobody knows whether the server took it, and it is sent again under the same Message-ID:
 * a digest that comes twice is better than none.
 * @throws PostError; the next call tries again.
 */
export const sendDigestOnce = async (
  store: Store,
  post: Post,
  options: {
    readonly content: () => Promise<DigestContent>
    readonly week: Week
    readonly from: string
    readonly to: readonly string[]
    readonly now: Date
    readonly force: boolean
  },
): Promise<Sent> => {
  const { week, from, now, force } = options
  const key = digestKey(week)
  const before = await store.outbox.find(key)
  if (before?.sentAt != null && !force) return { did: 'already', at: before.sentAt }
  const content = await options.content()
  const to = recipients(options.to, content)
  const repeat = before?.sentAt == null ? null : before.tries
  const messageId =
    repeat === null ? (before?.messageId ?? messageIdFor(week, from, 0)) : messageIdFor(week, from, repeat)
  const mail: OutgoingMail = {
    from,
    to,
    subject: content.subject,
    text: digestText(content),
    html: digestHtml(content),
    messageId,
    date: now,
  }
  const at = now.toISOString()
  await store.outbox.intend([key], messageId, at)
  try {
    const { rejected } = await post.send(mail)
    await store.outbox.sent([key], at)
    return { did: 'sent', to, messageId, rejected }
  } catch (error) {
    await store.outbox.failed([key], error instanceof Error ? error.message : String(error))
    throw error
  }
}

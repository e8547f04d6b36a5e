/** Doubts that look at a whole notice or mail, and the sender check. */

import { vouchesFor } from '../mail/authenticity.ts'
import type { Mail } from '../mail/mail.ts'
import type { Origin } from './identify-vendor.ts'
import type { Doubt, Kind, Window } from './notice.ts'

export type SenderCheck = 'enforce' | 'warn' | 'off'

/** One doubt of each code and detail; a blocking one wins over its milder twin. */
export const uniqueDoubts = (doubts: readonly Doubt[]): readonly Doubt[] => {
  const out = new Map<string, Doubt>()
  for (const d of doubts) {
    const key = `${d.code} ${d.detail}`
    const old = out.get(key)
    if (!old || (!old.blocking && d.blocking)) out.set(key, d)
  }
  return [...out.values()]
}

const day = 86_400_000

/** Work that lies wholly before its own announcement: a wrong year or order of dates looks like that. */
export const pastDoubt = (
  windows: readonly Window[],
  kind: Kind,
  sent: string | null,
  guessed: boolean,
): readonly Doubt[] => {
  const ends = windows.map((w) => Date.parse(w.end ?? w.start))
  const last = Math.max(...ends)
  if (!sent || !ends.length || kind === 'completion' || kind === 'cancellation' || kind === 'start') return []
  const late = Date.parse(sent) - last
  if (late <= 0) return []
  const days = Math.floor(late / day)
  const ago = days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : 'some hours'
  return [{ code: 'window-past', blocking: guessed, detail: `The work ended ${ago} before the mail was sent.` }]
}

/** Whether the sender is who the mail says (DESIGN §6, Authenticity). */
export const senderDoubt = (mail: Mail, origin: Origin, check: SenderCheck): readonly Doubt[] => {
  if (check === 'off') return []
  const address = mail.sender?.address ?? null
  const blocking = check === 'enforce'
  if (origin.vendor && !origin.bySender) {
    const detail = `The mail looks like one of ${origin.vendor.title}, but ${address ?? 'an unknown sender'} sent it, who does not write for ${origin.vendor.title}.`
    return [{ code: 'sender-unverified', blocking, detail }]
  }
  if (address && vouchesFor(mail.authenticity, address)) return []
  return [
    {
      code: 'sender-unverified',
      blocking,
      detail: `Nothing proves that ${address ?? 'the sender'} sent this: ${mail.authenticity.reason}`,
    },
  ]
}

import type { Judgement } from './belief.ts'
import type { Question, Told } from './maintenance.ts'
import { active, type Slotted } from './windows.ts'

const earliest = (starts: readonly string[]): string | null => [...starts].sort()[0] ?? null

/** The question that a Told raises; its key stays the same as long as the Told and the reason do. */
export const questionOf = (
  maintenance: string,
  told: Told,
  judgement: Judgement,
  known: readonly Slotted[],
): Question => {
  const blocking = told.notice.doubts.filter((d) => d.blocking)
  const own = judgement.asks === 'held' ? [] : [judgement.asks ?? 'held']
  const doubts = judgement.asks === 'held' || judgement.asks === 'identity-unclear' ? blocking.map((d) => d.code) : []
  const codes = [...new Set([...own, ...(told.unverified ? ['sender-unverified'] : []), ...doubts])].sort()
  const named = told.notice.windows.filter(active).map((w) => w.start)
  const starts =
    named.length > 0
      ? named
      : known
          .map((s) => s.window)
          .filter(active)
          .map((w) => w.start)
  return {
    key: `${told.key}|${codes.length === 0 ? 'held' : codes.join('+')}`,
    told: told.key,
    maintenance,
    codes: codes.length === 0 ? ['held'] : codes,
    reasons: judgement.reasons ?? [judgement.reason],
    urgentAt: earliest(starts),
  }
}

/** Asked instead of believing anything, where more mails hang together than one work ever has. */
export const tooManyQuestion = (told: Told, count: number): Question => ({
  key: `${told.key}|too-many`,
  told: told.key,
  maintenance: null,
  codes: ['too-many'],
  reasons: [
    `${count} mails or more seem to speak of this work; it was left as it is. Its id or subject may be one that the vendor uses for everything.`,
  ],
  urgentAt: earliest(told.notice.windows.map((w) => w.start)),
})

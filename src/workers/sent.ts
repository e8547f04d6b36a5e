import type { Told } from '../maintenance/maintenance.ts'
import type { Settled, Understood } from '../steps/understand.ts'
import { packJson } from '../store/pack.ts'

/** What a thread says of one mail: text and bytes, which pass between threads several times as fast as objects do. */
export interface Sent {
  readonly said: string
  /** The whole reading, packed for the store; null: there is none. */
  readonly whole: Uint8Array | null
}

/** A Told without its Notice, which stands in the reading. */
type Bare = Omit<Told, 'notice'>

/** In the thread that read the mail. */
export const sent = (said: Understood | Settled): Sent => {
  if (!('tolds' in said)) return { said: JSON.stringify(said), whole: null }
  // As in a Told: neither identity nor the fold asks for the words that the values came from.
  const notices = said.reading.notices.map((notice) => ({ ...notice, evidence: {} }))
  const tolds: readonly Bare[] = said.tolds.map(({ notice: _, ...bare }) => bare)
  const text = JSON.stringify({ ...said, reading: { ...said.reading, notices }, tolds })
  return { said: text, whole: new Uint8Array(packJson(said.reading)) }
}

/** In the thread of the run. */
export const received = ({ said, whole }: Sent): Understood | Settled => {
  if (whole === null) return JSON.parse(said) as Settled
  const { tolds, ...rest } = JSON.parse(said) as Omit<Understood, 'tolds'> & { readonly tolds: readonly Bare[] }
  const { notices } = rest.reading
  const withNotices = tolds.flatMap((bare, index): readonly Told[] => {
    const notice = notices[index]
    return notice === undefined ? [] : [{ ...bare, notice }]
  })
  return { ...rest, tolds: withNotices, whole: { packed: whole } }
}

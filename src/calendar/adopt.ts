import { normaliseId } from '../maintenance/keys.ts'
import type { Maintenance } from '../maintenance/maintenance.ts'
import type { DesiredEvent, PresentEvent } from './target.ts'
import { plainText } from './text.ts'

/** Events that people made by hand, indexed by the words, links and ids in them. */
export interface HandMade {
  readonly byWord: ReadonlyMap<string, readonly PresentEvent[]>
}

export type Adoptable =
  | { readonly found: 'one'; readonly event: PresentEvent; readonly by: string }
  | { readonly found: 'several'; readonly events: readonly PresentEvent[]; readonly by: string }
  | { readonly found: 'none' }

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const linksIn = (text: string): readonly string[] =>
  text
    .split(/[\s<>"'“”]+/)
    .map(decoded)
    .filter((word) => word.length > 8 && /[@/]/.test(word))
    .flatMap((word) => [word, word.slice(word.lastIndexOf('/') + 1)])

/** Ids may hold up to two blanks; words are joined so that they are found as well. */
const idsIn = (text: string): readonly string[] => {
  const words = text.split(/[\s<>"“”,;:()[\]]+/).filter((word) => word !== '')
  return words
    .flatMap((_, n) => [1, 2, 3].map((length) => normaliseId(words.slice(n, n + length).join(' '))))
    .filter(tellingId)
}

const wordsOf = (event: PresentEvent): ReadonlySet<string> => {
  const raw = event.description.slice(0, 20_000)
  const text = `${event.summary} ${plainText(raw)}`
  // Links stand in attributes as well as in the text.
  const links = linksIn(`${event.link ?? ''} ${text} ${raw.replaceAll('&amp;', '&')}`)
  return new Set([...links.map((link) => `link:${link}`), ...idsIn(text).map((id) => `id:${id}`)])
}

/** A short or wordy id could stand in any event. */
const tellingId = (id: string): boolean => id.length >= 5 && id.length <= 80 && /\d/.test(id)

export const indexHandMade = (events: readonly PresentEvent[]): HandMade => {
  const byWord = new Map<string, PresentEvent[]>()
  for (const event of events) {
    if (event.deleted || event.maintenance !== null) continue
    for (const word of wordsOf(event)) {
      const list = byWord.get(word) ?? []
      list.push(event)
      byWord.set(word, list)
    }
  }
  return { byWord }
}

const touches = (a: { start: string; end: string }, b: { start: string; end: string }): boolean =>
  a.start < b.end && b.start < a.end

/**
 * The hand-made events that stand for the events of one work, by the id of the desired event. Recognised by the post's link,
 * the Message-ID, the vendor's id, or a circuit on the same days; ids are compared whole. Each is taken once, by the event
 * on its days first; where several fit, a person must say which.
 */
export const findAdoptions = (
  desired: readonly DesiredEvent[],
  m: Maintenance,
  handMade: HandMade,
): ReadonlyMap<string, Adoptable> => {
  const clues = cluesOf(m, handMade)
  const outcome = new Map<string, Adoptable>()
  const taken = new Set<string>()
  for (const near of [true, false]) {
    for (const event of desired) {
      if (outcome.has(event.id)) continue
      const found = match(event, clues, near, taken)
      if (found === null) continue
      outcome.set(event.id, found)
      for (const e of eventsIn(found)) taken.add(e.id)
    }
  }
  return outcome
}

const eventsIn = (found: Adoptable): readonly PresentEvent[] => {
  if (found.found === 'none') return []
  return found.found === 'one' ? [found.event] : found.events
}

/** `findAdoptions` for a work of one event. */
export const findAdoptable = (event: DesiredEvent, m: Maintenance, handMade: HandMade): Adoptable =>
  findAdoptions([event], m, handMade).get(event.id) ?? { found: 'none' }

interface Clue {
  readonly by: string
  /** It says something on the days of the event only. */
  readonly sameDays: boolean
  readonly events: readonly PresentEvent[]
}

const cluesOf = (m: Maintenance, { byWord }: HandMade): readonly Clue[] => {
  const clue = (by: string, words: readonly string[], sameDays = false): Clue => {
    const events = new Map(words.flatMap((w) => byWord.get(w) ?? []).map((e) => [e.id, e]))
    return { by, sameDays, events: [...events.values()] }
  }
  const ids = (given: readonly string[]) =>
    given
      .map(normaliseId)
      .filter(tellingId)
      .map((id) => `id:${id}`)
  const links = m.history.flatMap((h) => (h.permalink === null ? [] : [`link:${decoded(h.permalink)}`]))
  return [
    clue('the link to the post', links),
    clue('the Message-ID', m.messageId === null ? [] : [`link:${m.messageId}`]),
    clue("the vendor's id", ids(m.maintenanceIds)),
    clue('circuit and day', ids(m.circuits.map((c) => c.id)), true),
  ]
}

const match = (
  event: DesiredEvent,
  clues: readonly Clue[],
  near: boolean,
  taken: ReadonlySet<string>,
): Adoptable | null => {
  for (const { by, sameDays, events } of clues) {
    if (sameDays && !near) continue
    const found = events.filter((e) => !taken.has(e.id) && (!near || touches(e, event)))
    const only = found[0]
    if (found.length > 1) return { found: 'several', events: found, by }
    if (only !== undefined) return { found: 'one', event: only, by }
  }
  return null
}

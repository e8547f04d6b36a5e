import type { Reading } from '../reading/notice.ts'
import { type KeptRule, keptRules } from '../reading/sender-rules.ts'
import type { Store, StoredMail } from '../store/store.ts'
import { readAgain } from './read-mails.ts'
import { type Reader, understandWithin, wholeReading } from './understand.ts'

/** One value that the present rules read otherwise. Values are shown as JSON. */
export interface Difference {
  readonly field: string
  readonly from: string
  readonly to: string
}

export interface Replayed {
  readonly origin: string
  readonly hash: string
  readonly messageId: string | null
  readonly subject: string
  readonly differences: readonly Difference[]
}

const shown = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value))

/** Values by field, without evidence: where a value stands may change with the layout, without a change of the value. */
const fieldsOf = (reading: Reading | null): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>()
  if (reading === null) return fields
  const { notices, doubts, ...mail } = reading
  for (const [name, value] of Object.entries(mail)) fields.set(name, shown(value))
  fields.set('doubts', shown(doubts.map(({ code, blocking }) => (blocking ? `${code}!` : code))))
  for (const [index, { evidence: _, doubts: own, ...notice }] of notices.entries()) {
    const prefix = notices.length === 1 ? '' : `${index + 1}. `
    for (const [name, value] of Object.entries(notice)) fields.set(`${prefix}${name}`, shown(value))
    fields.set(`${prefix}doubts of the notice`, shown(own.map(({ code, blocking }) => (blocking ? `${code}!` : code))))
  }
  return fields
}

/** Field by field, what two readings of one mail say otherwise. */
export const differencesOf = (before: Reading | null, after: Reading | null): readonly Difference[] => {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field, from: old.get(field) ?? '', to: now.get(field) ?? '' }))
    .filter(({ from, to }) => from !== to)
}

const readNow = async (
  reader: Reader,
  rules: readonly KeptRule[],
  stored: StoredMail,
): Promise<{ subject: string; reading: Reading | null }> => {
  const said = await understandWithin(stored, reader, rules)
  return 'tolds' in said
    ? { subject: said.facts.subject, reading: wholeReading(said) }
    : { subject: said.outcome.subject, reading: null }
}

/**
 * Reads every stored mail of vendors with the present rules and tells what differs from what was read before; with `apply` the
 * new readings are believed. Mails without an outcome are left to the next sync.
 */
export async function* replay(
  store: Store,
  reader: Reader,
  options: { readonly apply: boolean; readonly at: string; readonly signal: AbortSignal },
): AsyncGenerator<Replayed> {
  const rules = keptRules(await store.desk.standingRulings())
  let after = 0
  try {
    while (!options.signal.aborted) {
      const mails = await store.mails.page('ops', after, 100)
      const last = mails.at(-1)
      if (last === undefined) return
      after = last.id
      for (const stored of mails) {
        if ((await store.mails.summary(stored.hash)) === null) continue
        const { subject, reading } = await readNow(reader, rules, stored)
        const differences = differencesOf(await store.mails.reading(stored.hash), reading)
        if (differences.length === 0) continue
        if (options.apply) await readAgain(store, reader, stored, options.at)
        const { origin, hash, messageId } = stored
        yield { origin, hash, messageId, subject, differences }
      }
    }
  } finally {
    await reader.apart?.close()
  }
}

import type { Mail } from '../mail/mail.ts'
import type { Ruling, SenderRule } from '../maintenance/maintenance.ts'
import { inForce } from '../maintenance/rulings.ts'
import type { Reading } from './notice.ts'

/** A rule with who made it and when. */
export interface KeptRule {
  readonly key: string
  readonly by: string
  readonly at: string
  readonly rule: SenderRule
}

/** The rules that are in force among rulings that speak of no mail. */
export const keptRules = (rulings: readonly Ruling[]): readonly KeptRule[] =>
  inForce(rulings).flatMap(({ key, by, at, verdict }) =>
    verdict.type === 'rule' ? [{ key, by, at, rule: verdict.rule }] : [],
  )

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()

const fits = (
  { sender, format, words }: SenderRule,
  mail: Pick<Mail, 'sender' | 'subject'>,
  reading: Reading,
): boolean =>
  mail.sender?.address === sender.toLowerCase() &&
  (format === null || format === reading.format) &&
  (words === null || plain(mail.subject).includes(plain(words)))

/** What a mail says once people's rules count: a mail that fits one is of its class, and tells of no work. */
export const withRules = (
  reading: Reading,
  mail: Pick<Mail, 'sender' | 'subject'>,
  rules: readonly KeptRule[],
): { readonly reading: Reading; readonly by: KeptRule | null } => {
  const by = rules.find(({ rule }) => fits(rule, mail, reading)) ?? null
  return by === null ? { reading, by } : { reading: { ...reading, class: by.rule.class, notices: [], doubts: [] }, by }
}

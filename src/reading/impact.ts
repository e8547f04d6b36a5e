/** Vendors' words for impact → BCOP impact words. */
import type { Impact } from './notice.ts'

// Order matters: "no outage" before "outage", "loss of redundancy" before "loss of service".
const table: readonly (readonly [RegExp, Impact])[] = [
  [
    /\b(no|non|not|without|zero|nil|none)\b[ -]{0,2}(?:\w{1,24}[ -]{1,2}){0,4}?(impact|outage|downtime|disruption|interruption|affecting|effect|expected|impacting|loss)/i,
    'NO-IMPACT',
  ],
  [/\bhitless\b|^\s*(none|no|nil)\b|\bno[- ]impact\b|\bnot be (impacted|affected|interrupted)/i, 'NO-IMPACT'],
  [
    /switch(?:ing)? ?hits?|^\s*switch\s*$|switch-?over|\bflap|latenc|degrad|packet loss|intermittent|jitter|\b\d{1,3} ?ms\b|brief|momentar|short interruption|routing change|reconverg/i,
    'DEGRADED',
  ],
  [
    /(loss|reduc\w{1,24}|lack|lower\w{0,24}) (of |in )?(redundan|resilien|protection|diversity)|redundancy (will be )?(lost|reduced)|at[- ]risk|unprotected|reduced[- ]redundan|resiliency loss|hazard/i,
    'REDUCED-REDUNDANCY',
  ],
  [
    /hard down|\bdown\b|(?:complete|total) (?:failure|loss)|outage|downtime|interrupt|loss of (service|power|connect)|disruption|unavailab|service[- ](affect|impact)|disconnect|\b(min(ute)?s?|hours?|hrs?)\b|impact|offline|isolat/i,
    'OUTAGE',
  ],
]

/** The BCOP word for a vendor's words, or null when they say nothing known. */
export const impactOf = (words: string | null): Impact | null => {
  if (!words) return null
  const short = words.slice(0, 600)
  return table.find(([pattern]) => pattern.test(short))?.[1] ?? null
}

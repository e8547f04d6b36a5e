import { cleanHost, headerHost } from '../host.ts'
import { logicalLines } from '../lines.ts'
import type { Draft, Recogniser } from './recogniser.ts'

const EXPIRY =
  /^Let'?s Encrypt certificate expiration notice for domain\b|^\[?(?:Let'?s Encrypt|certbot)\]? .{0,80}\b(?:expir|renew)/i

/** Let's Encrypt's expiry notices, and certbot's own mails. Which domain expires is where, not what. */
export const letsEncrypt: Recogniser = {
  name: 'letsencrypt',
  version: 1,
  recognise: (subject) =>
    EXPIRY.test(subject)
      ? [{ kind: 'letsencrypt', unit: 'certificate', host: null, event: 'expiry', key: ['expiry'] }]
      : null,
}

/** `Tue Oct 06 06:25:02 +0000 2026 /Stage[main]/… (err): message` */
const PUPPET_LEVEL = /\((?:err|alert|emerg|crit|warning)\): /

const puppetMessage = (line: string): string[] => {
  const level = PUPPET_LEVEL.exec(line)
  return level === null ? [] : [line.slice(level.index + level[0].length)]
}

export const puppet: Recogniser = {
  name: 'puppet',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^Puppet (?:Agent )?Report for (\S{1,255})/i.exec(subject)
    if (found === null) return null
    const grave = logicalLines(body.lines).flatMap(puppetMessage)
    const base = { kind: 'puppet', unit: 'puppet', host: cleanHost(found[1]), event: 'report' }
    return [grave.length > 0 ? { ...base, output: grave } : { ...base, key: ['report'] }]
  },
}

/** Homer's daily comparison of network devices, and RANCID's: one report, whatever the difference. */
export const homer: Recogniser = {
  name: 'homer',
  version: 1,
  recognise: (subject, input) => {
    const found =
      /\bhomer\b/i.test(subject) && /diff/i.test(subject)
        ? 'homer'
        : /^rancid\b|router config diffs$/i.test(subject)
          ? 'rancid'
          : null
    return found === null ? null : [{ kind: found, unit: found, host: headerHost(input), event: 'diff', key: ['diff'] }]
  },
}

/** Burrow: one Draft a consumer group in trouble. */
export const burrow: Recogniser = {
  name: 'burrow',
  version: 1,
  recognise: (subject, _input, body) => {
    if (!/\bburrow\b|kafka consumer (?:group )?(?:lag|status)/i.test(subject)) return null
    const event = /\b(?:ok|resolved|recovered|closed)\b/i.test(subject) ? 'recovery' : 'problem'
    const groups = new Set<string>()
    for (const line of body.lines.slice(0, 500)) {
      const named = /^\s{0,8}(?:Consumer )?Group:? {1,20}["']?([\w.:-]{1,200})/i.exec(line)?.[1]
      if (named !== undefined) groups.add(named)
    }
    const inSubject = /\bgroup ["']?([\w.:-]{1,200})/i.exec(subject)?.[1]
    if (groups.size === 0 && inSubject !== undefined) groups.add(inSubject)
    const units = groups.size === 0 ? ['consumer lag'] : [...groups]
    return units.map((unit): Draft => ({ kind: 'burrow', unit, host: null, event, key: [] }))
  },
}

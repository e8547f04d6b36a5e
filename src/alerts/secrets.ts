import { AFTER_PROGRAM, MORE_RULES, MORE_SUSPECTS, PROGRAMS } from './secret-forms.ts'

/**
 * What must never leave the machine, whatever the mail: passwords, tokens, keys, mail addresses.
 * Replacements are words in angle brackets, so that a reader sees that something was taken out.
 */
type Rule = readonly [pattern: RegExp, replacement: string]

const RULES: readonly Rule[] = [
  // scheme://user:password@host, scheme://token@host
  [/(:\/\/)[^\s/@'"<>]{1,200}@/g, '$1<secret>@'],
  // ?token=…, password: …, password = …, [password] => …, --password=…, MYSQL_PWD=…, "api_key": "two words"
  [
    /((?:passwo?r?d|passphrase|passwort|mot de passe|contraseña|_pwd|credentials?)["'\]]?[ \t]{0,3}(?:=>?|:)[ \t]{0,3}["']?)(?!(?:yes|no|none|true|false)\b)(?:(?<=")[^"\n]{1,400}|(?<=')[^'\n]{1,400}|[^\s"'&;,)<>]{2,400})/gi,
    '$1<secret>',
  ],
  [
    /((?:secret|token|session|sessionid|signature|sig|cookie|apikey|(?:api|auth|access|private)[_-]key|key[_-]id)["'\]]?[ \t]{0,3}(?:=>?|:)[ \t]{0,3}["']?)(?!(?:yes|no|none|true|false)\b)(?:(?<=")[^"\n]{1,400}|(?<=')[^'\n]{1,400}|[^\s"'&;,)<>]{2,400})/gi,
    '$1<secret>',
  ],
  [
    /\b(authorization:[ \t]?(?:(?:basic|bearer|digest|token)[ \t])?)(?!(?:basic|bearer|digest|token)[ \t])[^\s"'<>]{4,2000}/gi,
    '$1<secret>',
  ],
  [/\b([Bb]earer|[Bb]asic)[ \t][A-Za-z0-9._~+/=-]{16,2000}/g, '$1 <secret>'],
  // --password Secret
  [/((?:^|\s)--?(?:password|passwd|pass|token|secret|api-key)[ \t])[^\s-][^\s]{1,200}/gi, '$1<secret>'],
  // Known token forms: GitHub, GitLab, Slack, AWS, Google, Conduit, JWT.
  [/\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,64}|xox[abprs]-[\w-]{10,255})/g, '<secret>'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}|\b(?:api|cli)-[a-z0-9]{28,32}\b|\bya29\.[\w-]{20,400}/g, '<secret>'],
  [/(?<![\w-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{8,2000})?/g, '<secret>'],
  [/\bsk-[A-Za-z0-9_-]{20,200}\b|\bhvs\.[\w-]{20,200}|\bnpm_\w{36}\b/g, '<secret>'],
  // $1$…, $6$… password hashes
  [/\$(?:1|2[aby]|5|6|y)\$[./\w$]{10,200}/g, '<secret>'],
  [/\b(ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w{1,20})[ \t][A-Za-z0-9+/=]{20,4000}/g, '$1 <secret>'],
]

const LOCAL = /[A-Za-z0-9._%+=~#$!*?&-]/
const DOMAIN = /\[?[A-Za-z0-9][A-Za-z0-9.-]{0,253}\]?/y
const KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/
const KEY_END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/
/** A long run of key material on a line of its own. */
const BLOB = /^[A-Za-z0-9+/=_-]{40,4096}$/

/** Characters without which none of the rules can match: most lines are passed over at the cost of one scan. */
const SUSPECT = /[@=:$-]|eyJ|[Bb]earer[ \t]|[Bb]asic[ \t]|AKIA|ASIA|AIza|gh[pousr]_|pat_|npm_|ya29|hvs\./

/** Every `@` is looked at by itself: in `?from=a@b&to=c@d` all letters between the two may belong to an address. */
const hideAddresses = (text: string): string => {
  let out = ''
  let from = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > from && at - start < 256 && LOCAL.test(text.charAt(start - 1))) start--
    DOMAIN.lastIndex = at + 1
    if (start === at || !DOMAIN.test(text)) continue
    out += `${text.slice(from, start)}<address>`
    from = DOMAIN.lastIndex
  }
  return out + text.slice(from)
}

/** A line or text with secrets and mail addresses replaced. Linear; stable: doing it twice changes nothing more. */
export const hideSecrets = (line: string): string => {
  const more = MORE_SUSPECTS.test(line)
  if (!more && !SUSPECT.test(line)) return line
  let out = line
  for (const [pattern, replacement] of RULES) out = out.replace(pattern, replacement)
  if (more) for (const [pattern, replacement] of MORE_RULES) out = out.replace(pattern, replacement)
  if (PROGRAMS.test(out))
    for (const [program, pattern] of AFTER_PROGRAM) if (program.test(out)) out = out.replace(pattern, '$1<secret>')
  return hideAddresses(out)
}

/** The same for a text of several lines (one pass over all of it); private key blocks and lone blobs vanish whole. */
export const hideSecretsIn = (lines: readonly string[]): string[] => {
  let inKey = false
  const kept: string[] = []
  for (const line of lines) {
    if (KEY_BEGIN.test(line)) {
      inKey = true
      kept.push('<secret>')
    } else if (KEY_END.test(line)) inKey = false
    else if (!inKey) kept.push(line.length >= 40 && BLOB.test(line.trim()) ? '<secret>' : line)
  }
  return kept.length === 0 ? [] : hideSecrets(kept.join('\n')).split('\n')
}

import { AFTER_PROGRAM, MORE_RULES, MORE_SUSPECTS, PROGRAMS } from './secret-forms.ts'

/**
 * What must never leave the machine, whatever the mail: passwords, tokens, keys, mail addresses.
 * Replacements are words in angle brackets, so that a reader sees that something was taken out.
 */
type Rule = readonly [pattern: RegExp, replacement: string]

/** scheme://user:password@host, scheme://token@host */
const IN_LINK = /(:\/\/)[^\s/@'"<>]{1,200}@/g

const NAMED: readonly Rule[] = [
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
]

const KNOWN: readonly Rule[] = [
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

/** Words without which no rule of these families can match. */
const NAMED_SUSPECTS =
  /pass(?:w|phrase)|pass |mot de passe|contrase|_pwd|credential|secret|token|session|sig|cookie|key|authorization:|bearer|basic/i
const KNOWN_SUSPECTS =
  /gh[pousr]_|_pat_|glpat-|xox[abprs]-|A[KS]IA|AIza|(?:api|cli)-|ya29\.|eyJ|sk-|hvs\.|npm_|\$(?:[156y]|2[aby])\$|ssh-|ecdsa-/

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

/** Of ten texts nine hold none of all these words: they are passed over at the cost of one scan. */
const SUSPECTS = new RegExp([NAMED_SUSPECTS, KNOWN_SUSPECTS, MORE_SUSPECTS].map((s) => s.source).join('|'), 'i')
const OPTION = /\s-[A-Za-z-]/

const obey = (rules: readonly Rule[], text: string): string => {
  let out = text
  for (const [pattern, replacement] of rules) out = out.replace(pattern, replacement)
  return out
}

/** A line or text with secrets and mail addresses replaced. Linear; stable: doing it twice changes nothing more. */
export const hideSecrets = (line: string): string => {
  const address = line.includes('@')
  let out = address ? line.replace(IN_LINK, '$1<secret>@') : line
  if (SUSPECTS.test(line)) {
    if (NAMED_SUSPECTS.test(line)) out = obey(NAMED, out)
    if (KNOWN_SUSPECTS.test(line)) out = obey(KNOWN, out)
    if (MORE_SUSPECTS.test(line)) out = obey(MORE_RULES, out)
  }
  if (OPTION.test(out) && PROGRAMS.test(out))
    for (const [program, pattern] of AFTER_PROGRAM) if (program.test(out)) out = out.replace(pattern, '$1<secret>')
  return address ? hideAddresses(out) : out
}

/** The same for a text of several lines (one pass over all of it); private key blocks and lone blobs vanish whole. */
export const hideSecretsIn = (lines: readonly string[]): string[] => {
  let inKey = false
  const kept: string[] = []
  for (const line of lines) {
    const edge = line.includes('PRIVATE KEY')
    if (edge && KEY_BEGIN.test(line)) {
      inKey = true
      kept.push('<secret>')
    } else if (edge && KEY_END.test(line)) inKey = false
    else if (!inKey) kept.push(line.length >= 40 && BLOB.test(line.trim()) ? '<secret>' : line)
  }
  return kept.length === 0 ? [] : hideSecrets(kept.join('\n')).split('\n')
}

import { AFTER_PROGRAM, MORE, OPERANDS, PROGRAM_TRIGGERS } from './secret-forms.ts'
import { KNOWN } from './secret-tokens.ts'
import { ANNOUNCED } from './secret-words.ts'
import type { Family, Rule } from './triggers.ts'
import { triggered, triggerTable } from './triggers.ts'

/**
 * What must never leave the machine, whatever the mail: passwords, tokens, keys, mail addresses.
 * Replacements are words in angle brackets, so that a reader sees that something was taken out.
 */
/** scheme://user:password@host, scheme://token@host */
const IN_LINK = /(:\/\/)[^\s/@'"<>]{1,200}@/g

/** The first two tell by which names a secret may be announced on the line before it, too. */
const NAMED: readonly Family[] = [
  {
    triggers: 'pas ken wac nha ras pwd tpw ede',
    rules: [
      // ?token=…, password: …, password = …, [password] => …, --password=…, MYSQL_PWD=…, "api_key": "two words"
      [
        /((?:passwo?r?d|passphrase|passwort|kennwort|wachtwoord|senha|mot de passe|contraseña|_pwd|rootpw|credentials?)\\?["'\]]{0,3}[ \t]{0,3}(?:=>?|::?|%3D)[ \t]{0,3}(?:![a-z-]{1,20} )?\[?\\?["']?)(?!![a-z]|(?:yes|no|none|true|false)\b)(?:(?<=")[^"\n]{1,400}|(?<=')[^'\n]{1,400}|[^\s"'&;,)<>]{2,400})/gi,
        '$1<secret>',
      ],
    ],
  },
  {
    triggers: 'ecr tok ses sig oki key',
    rules: [
      [
        /((?:secret|(?<!unexpected )token|session|sessionid|signature|sig|cookie|apikey|(?:api|auth|access|private)[_-]key|key[_-]id)\\?["'\]]{0,3}[ \t]{0,3}(?:=>?|:|%3D)[ \t]{0,3}\[?\\?["']?)(?!(?:yes|no|none|true|false)\b)(?:(?<=")[^"\n]{1,400}|(?<=')[^'\n]{1,400}|[^\s"'&;,)<>]{2,400})/gi,
        '$1<secret>',
      ],
    ],
  },
  {
    triggers: 'uth bea asi',
    rules: [
      [
        /\b(authorization["']?(?::|=|%3A)[ \t]?["']?(?:(?:basic|bearer|digest|token|apikey|key|negotiate|oauth)(?:[ \t]|%20))?)(?!(?:basic|bearer|digest|token|apikey|key|negotiate|oauth)(?:[ \t]|%20))[^\s"'<>]{4,2000}/gi,
        '$1<secret>',
      ],
      [/\b([Bb]earer|[Bb]asic)[ \t][A-Za-z0-9._~+/=-]{16,2000}/g, '$1 <secret>'],
    ],
  },
  {
    triggers: 'pas tok ecr key',
    rules: [
      // --password Secret
      [/((?:^|\s)--?(?:password|passwd|pass|token|secret|api-key)[ \t])[^\s-][^\s]{1,200}/gi, '$1<secret>'],
    ],
  },
]

const LOCAL = /[A-Za-z0-9._%+=~#$!*?&-]/
const DOMAIN = /\[?[A-Za-z0-9][A-Za-z0-9.-]{0,253}\]?/y
/** What opens a block of key material, and what closes it. */
type Block = readonly [holds: string, begin: RegExp, end: RegExp]
const BLOCKS: readonly Block[] = [
  ['PRIVATE KEY', /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/, /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY/],
  ['<tls-', /<tls-(?:auth|crypt)[\w-]{0,8}>/, /<\/tls-/],
  ['Private-Lines', /^Private-Lines: \d/, /^Private-MAC: /],
]
/** A line after which a secret stands on one of its own. */
const LABEL =
  /(?:pass(?:word|phrase|wort)?|kennwort|secret|token|api[ _-]?key)(?: (?:is|lautet))?[ \t]{0,3}[:=]?[ \t]{0,3}\|?$/i
const UNDERLINE = /^[\s=_*~-]{0,80}$/
/** One word of letters and figures. */
const LONE = /^[\s>"']{0,40}(?=\S{0,100}\d)(?=\S{0,100}[A-Za-z])[^\s:"']{6,200}["']?$/
/** Digests and keys alike. */
const LONG_HEX = /(?<!\w)[0-9a-f]{32,128}(?!\w)/gi
/** A long run of key material on a line of its own. */
const BLOB = /^[A-Za-z0-9+/=_-]{40,4096}$/

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

/** In the order in which they are obeyed. */
const FAMILIES: readonly Family[] = [...NAMED, ...KNOWN, ...MORE, ...OPERANDS, ...ANNOUNCED]
const PROGRAMS = 1 << FAMILIES.length
const TABLE = triggerTable([...FAMILIES.map((f) => f.triggers), PROGRAM_TRIGGERS])
/** Bits of the two families whose names may stand on a line of their own. */
const LABELS = (1 << 0) | (1 << 1)
const OPTION = /\s-[A-Za-z-]/

const obey = (rules: readonly Rule[], text: string): string => {
  let out = text
  for (const [pattern, replacement] of rules) out = out.replace(pattern, replacement)
  return out
}

/** One line; of a text only those that hold a trigger are worth a hundred patterns. */
const withoutFamilies = (line: string): string => {
  const found = triggered(line, TABLE) & (PROGRAMS - 1)
  if (found === 0) return line
  let out = line
  for (const [family, { rules }] of FAMILIES.entries()) if ((found & (1 << family)) !== 0) out = obey(rules, out)
  return out
}

/** `found`: the families whose triggers stand in the text. */
const hide = (text: string, found: number): string => {
  const address = text.includes('@')
  let out = address ? text.replace(IN_LINK, '$1<secret>@') : text
  if ((found & (PROGRAMS - 1)) !== 0)
    out = out.includes('\n') ? out.split('\n').map(withoutFamilies).join('\n') : withoutFamilies(out)
  if ((found & PROGRAMS) !== 0 && OPTION.test(out))
    for (const [program, pattern] of AFTER_PROGRAM) if (program.test(out)) out = out.replace(pattern, '$1<secret>')
  return address ? hideAddresses(out) : out
}

/** A line or text with secrets and mail addresses replaced. Linear; stable: doing it twice changes nothing more. */
export const hideSecrets = (line: string): string => hide(line, triggered(line, TABLE))

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70)

/** Whether 32 hexadecimal characters stand in a row: such a row covers every thirty-second place of the text. */
const hasLongHex = (text: string): boolean => {
  for (let at = 31; at < text.length; at += 32) {
    let from = at
    let to = at
    while (isHex(text.charCodeAt(from))) from--
    if (from === at) continue
    while (isHex(text.charCodeAt(to))) to++
    if (to - from > 32) return true
  }
  return false
}

const blockIn = (line: string): Block | undefined =>
  BLOCKS.find(([holds, begin]) => line.includes(holds) && begin.test(line))

/** Lines without blocks of key material. */
const withoutBlocks = (lines: readonly string[]): string[] => {
  let end: RegExp | null = null
  const kept: string[] = []
  for (const line of lines) {
    const block: Block | undefined = end === null ? blockIn(line) : undefined
    if (block !== undefined) {
      end = block[2]
      kept.push('<secret>')
    } else if (end === null) kept.push(line)
    else if (end.test(line)) end = null
  }
  return kept
}

/** Lone blobs vanish, and with `labels` words that stand alone below "Password:". */
const withoutLoners = (lines: readonly string[], labels: boolean): string[] => {
  let announced = false
  return lines.map((line) => {
    const alone = announced ? LONE.test(line) : line.length >= 40 && BLOB.test(line.trim())
    announced = labels && (LABEL.test(line) || (announced && UNDERLINE.test(line)))
    return alone ? '<secret>' : line
  })
}

/** The same for a text of several lines (one pass over all of it); private key blocks and lone blobs vanish whole. */
export const hideSecretsIn = (lines: readonly string[]): string[] => {
  const text = lines.join('\n')
  const found = triggered(text, TABLE)
  const open = BLOCKS.some(([holds]) => text.includes(holds)) ? withoutBlocks(lines) : lines
  const kept = withoutLoners(open, (found & LABELS) !== 0)
  if (kept.length === 0) return []
  const hidden = hide(kept.join('\n'), found)
  return (hasLongHex(hidden) ? hidden.replace(LONG_HEX, '<hex>') : hidden).split('\n')
}

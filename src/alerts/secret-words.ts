import type { Family, Rule } from './triggers.ts'

/** Secrets that words announce: names of settings, sentences, protocols, SQL, code. The weaker the word, the more the value must look random. */

/** Letters and figures, and no path or day. */
const LIKELY = `(?![/~.<]|\\d{4}-\\d\\d|\\d{1,2}:\\d)(?=[^\\s"']{0,60}\\d)(?=[^\\s"']{0,60}[A-Za-z])[^\\s"',;)<>]{6,400}`
/** Capital and small letters and figures in one word. */
const RANDOM = `(?=[\\w+/=!-]{0,60}\\d)(?=[\\w+/=!-]{0,60}[A-Z])(?=[\\w+/=!-]{0,60}[a-z])[A-Za-z0-9_+=!-]{8,400}(?![\\w./])`
const IS = `["'\\]]{0,2} ?(?:=>?|::?) ?["']?`
const rule = (words: string, value: string, flags = 'gi'): Rule => [
  new RegExp(`(${words})${value}`, flags),
  '$1<secret>',
]

export const ANNOUNCED: readonly Family[] = [
  {
    triggers: 'key sal -to -au e-d _au _pa _pw _se _to',
    rules: [
      // accountKey=…, "encryption_key": …, X-Ping-Key: …, tls.key: …
      rule(
        `(?:encryption|encrypt|crypt|crypto|account|access|shared|private|preshared|hmac|sign(?:ing)?|app(?:lication)?|api|secret|auth|master|license|cookie|client|subscription|ping|nonce)[_-]?key(?:[_-](?:base|data))?${IS}`,
        LIKELY,
      ),
      rule(`(?:-(?:key|token|auth)|-(?:key|certificate)-data|\\btls\\.key|\\bsalt)${IS}`, LIKELY),
      // The environment's: ST_KEY=…, REDISCLI_AUTH=…
      rule(
        `\\b[A-Z][A-Z0-9_]{0,60}_(?:KEY|SALT|AUTH|PASS|PW|PWD)(?:_BASE)?=["']?`,
        `(?![/~<$]|(?:none|true|false|auto|null)\\b)(?!xoauth)[^\\s"'\x60;,)<>&]{4,400}`,
        'g',
      ),
      rule(`_(?:KEY|SALT|SECRET|TOKEN)['"], ?['"]`, `[^'"\\n]{4,200}`, 'g'),
    ],
  },
  {
    triggers: `pas pw= pw: pw␣ pwd pw" pw' pw]`,
    rules: [
      // db_pass: …, AuthPass=…; "PASS: test_1" is a test's.
      rule(`(?:[_-]pass|[a-z]Pass|\\bdbpass|(?<![A-Za-z])(?:pass|pwd|pw))${IS}`, LIKELY, 'g'),
      rule(`\\bpass(?:word|phrase|wort)?\\b[^:\\n"']{0,60}:[ \\t]{1,3}`, LIKELY),
      // … password x7Zq91, pass "x7Zq91"; "password for ida" stays.
      rule(`\\bpass(?:word|phrase) ["']?`, LIKELY),
      rule(`\\bpass ["']`, LIKELY, 'g'),
      rule(`\\bpass(?:word|phrase)\\b (?:[a-z]{1,12} ){0,3}(?:to|is|was) ["']?`, LIKELY),
    ],
  },
  {
    triggers: 'eal cov otp tok m2s fie pas',
    rules: [
      rule(
        `\\b(?:unseal key(?: \\d{1,2})?|recovery (?:key|code)(?: \\d{1,2})?|root token|otp(?: code)?)(?::|=| is) {0,2}`,
        `(?=[^\\s]{0,20}\\d)[^\\s"',;<>]{4,200}`,
      ),
      [/\b(com2sec6?[ \t]{1,8}\S{1,60}[ \t]{1,8}\S{1,60}[ \t]{1,8})[^\s<]\S{2,100}/g, '$1<secret>'],
      // SQL
      [
        /\b((?:identified (?:with \S{1,40} )?(?:by|as)(?: password)? |password[ (]{1,2}))(?:'[^'\n]{2,200}'|"[^"\n]{2,200}")/gi,
        "$1'<secret>'",
      ],
    ],
  },
  {
    triggers: 'ecr psk key ogi mmu uth pas',
    rules: [
      rule(
        `\\b(?:secret|pre-shared-key|wpa-psk|psk|key-string|-server key|login [\\w.-]{1,60}|community:?)[ \\t](?:[0-9] )?["']?`,
        RANDOM,
        'g',
      ),
      [
        /((?:^|[\s'">])(?:AUTH(?: (?:PLAIN|LOGIN|XOAUTH2))?|PASS|PSK|LOGIN [\w.-]{1,60}) ["']?)(?=\w{0,60}\d)[A-Za-z0-9+=_-]{8,400}(?![\w./:])/gm,
        '$1<secret>',
      ],
    ],
  },
  {
    triggers: 'pdo _co i-> _bi _op in( te( rd( :pa :se <pa <se ue=',
    rules: [
      // Arguments in stack traces
      [
        /\b(pdo->__construct|new pdo|mysqli?_p?connect|mysqli->__construct|mysqli->real_connect|pg_p?connect|ldap_bind|ftp_login|imap_open|ssh2_auth_password|login|authenticate)\([^\n()]{1,400}\)/gi,
        '$1(<secret>)',
      ],
      // XML
      [/(:(?:password|passwd|secret)>|<(?:password|passwd|secret) type=\S{1,80}>)[^<\n]{1,200}/gi, '$1<secret>'],
      [
        /(\b(?:name|key|id)=["'][\w.-]{0,40}(?:password|passwd|secret|token|api-?key)["'] value=["'])[^"'\n]{1,200}/gi,
        '$1<secret>',
      ],
    ],
  },
  {
    triggers: 'bho /bo hc- dbc ic: ]:5 ]:4 ]:2 :*: 432 cho \\r" &ke ?ke &au ?au &co ?co &pw ?pw "au',
    rules: [
      // Links that are secrets themselves
      [
        /(\/api\/webhooks\/\d{5,25}\/|\/incomingwebhook\/|\/bot\d{6,12}:|\bhc-ping\.com\/)[^\s"'?<]{8,300}/gi,
        '$1<secret>',
      ],
      [/(\bjdbc:oracle:\w{1,8}:[^\s/@]{1,60}\/)[^\s/@]{1,100}(?=@)/g, '$1<secret>'],
      // postfix's maps, .pgpass
      [/((?:\]:\d{2,5}[ \t]{1,4}|\bstatic:)[^\s:@]{1,100}:)[^\s<]\S{3,100}/g, '$1<secret>'],
      [
        /(?<![\w.:*-])([\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,60}:[\w*-]{1,60}:)(?=[^\s:]{0,60}\d)(?=[^\s:]{0,60}[A-Z])[^\s:<][^\s:]{5,100}(?![\w:])/gi,
        '$1<secret>',
      ],
      // echo … | passwd --stdin
      [
        /(\becho (?:-[en]{1,2} )?)(?:'[^'\n]{1,200}'|"[^"\n]{1,200}"|[^\s<'"][^\s|]{0,200})(?= ?\| ?(?:(?:ch|smb)?passwd\b|sudo -S|cryptsetup|kinit|gpg|openssl))/g,
        '$1<secret>',
      ],
      // expect scripts, query strings
      [/(\bsend (?:-- )?")[^"\n]{2,100}(?=\\r")/g, '$1<secret>'],
      [/([?&](?:key|auth|code|pw)=)[^\s&"'<>]{6,400}/g, '$1<secret>'],
      [/("auth": ?")[A-Za-z0-9+/=]{12,400}/g, '$1<secret>'],
    ],
  },
]

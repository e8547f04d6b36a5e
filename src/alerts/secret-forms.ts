/** Where programs and their settings hold secrets: options after certain programs, settings, tokens known by their beginning. */
type Rule = readonly [pattern: RegExp, replacement: string]

/** Options that hold a secret after certain programs only: [the program, what follows]. */
export const AFTER_PROGRAM: readonly (readonly [program: RegExp, pattern: RegExp])[] = [
  [/\b(?:mysql|mariadb)/, /(\s-p)[^\s-]\S{1,100}/g],
  [/\bsshpass\b/, /(\s-p[ \t]?)\S{1,100}/g],
  [/\bcurl\b/, /(\s(?:-u[ \t]?|--user[ \t]))[^\s-]\S{1,200}/g],
  [/\bredis-cli\b/, /(\s-a[ \t])\S{1,200}/g],
  [/\bldap(?:search|modify|add|delete|passwd|whoami)\b/, /(\s-w[ \t]?)[^\s-]\S{1,200}/g],
  [/\b(?:smbclient|rpcclient|smbget|winexe)\b/, /(\s-U[ \t]?[^\s%]{1,100}%)\S{1,200}/g],
  [/\b(?:ipmitool|ipmi-\w{2,20}|ipmipower|unzip|zip)\b/, /(\s-[Pp][ \t])[^\s-]\S{0,200}/g],
  [/\bsnmp(?:walk|get|set|bulkwalk|table|trap|status)\b/, /(\s-[cAX][ \t])\S{1,200}/g],
  [/\bhtpasswd\b/, /(\s-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}[ \t]\S{1,200}[ \t]\S{1,100}[ \t])\S{1,200}/g],
  [/\bopenssl\b/, /(\s-[kK][ \t])\S{1,200}/g],
  [/\b(?:7z[ar]?|rar)\b/, /(\s-h?p)[^\s-]\S{1,200}/g],
  [/\b(?:plink|pscp|psftp)\b/, /(\s-pw[ \t])\S{1,200}/g],
  [/\b(?:lftp|ncftp\w{0,5})\b/, /(\s-u[ \t][^\s,]{1,100},)[^\s'"]{1,200}/g],
  [/\bncftp\w{0,5}\b/, /(\s-p[ \t])\S{1,200}/g],
]

export const MORE_RULES: readonly Rule[] = [
  [/\b((?:set-)?cookie:[ \t]?)[^\n]{2,2000}/gi, '$1<secret>'],
  // --http-password Secret, --passphrase Secret
  [/(\s--?[a-z-]{0,20}(?:password|passphrase|passwd)[ \t])[^\s-]\S{1,200}/gi, '$1<secret>'],
  // DB_PASS=…, --pw=…, pwd=…; not the working directory that sudo tells (PWD=/home)
  [/((?<![a-z])(?:pass|pw|pwd|psk)["']?=["']?)(?![/~])[^\s"'&;,)<>]{2,400}/gi, '$1<secret>'],
  [/(pass(?:word|wd)?['"],? ?['"])[^'"\n]{2,200}/gi, '$1<secret>'],
  [/(<(?:password|passwd|token|apikey)>)[^<\n]{1,200}(?=<\/)/gi, '$1<secret>'],
  // "Password for ida is 'x7Zq'"; "a password is required" stays.
  [/(\bpass(?:word|phrase)\b.{0,40}? is:? )(?:["'][^"'\n]{2,200}["']|(?=[^\s\d]{0,40}\d)\S{4,200})/gi, '$1<secret>'],
  [/(secret[_-]?access[_-]?key["']?[ \t]?[:=][ \t]?["']?)[^\s"',;]{2,400}/gi, '$1<secret>'],
  [
    /\b((?:bindpw|requirepass|masterauth|rootpw|rocommunity|rwcommunity|snmp-server community|passwd)[ \t])(?!for\b|file\b|is\b)[^\s:]{4,200}(?=$|\s)/gi,
    '$1<secret>',
  ],
  [/\b((?:secret|password) [0-9] )\S{4,200}/g, '$1<secret>'],
  [/(\/services\/T)[^\s"'?]{1,300}/g, '$1<secret>'],
  [
    /\b(?:[sr]k_(?:live|test)_\w{16,200}|SG\.[\w-]{16,64}\.[\w-]{16,128}|do[opr]_v1_\w{32,128}|hf_\w{24,64})/g,
    '<secret>',
  ],
  // Apache's and LDAP's password hashes
  [/\$apr1\$[./\w$]{8,100}/g, '<secret>'],
  [/\{(?:S?SHA|SHA\d{3}|S?MD5|CRYPT)\}[A-Za-z0-9+/=$.]{8,200}/g, '<secret>'],
]

/** Words without which none of these rules can match: one scan instead of all. */
export const MORE_SUSPECTS =
  /pass|pw|psk|secret|cookie|masterauth|community|\/services\/T|k_live_|k_test_|SG\.|_v1_|hf_|\{S?(?:SHA|MD5)|\{CRYPT|\$apr1|<token>|<apikey>/i
/** The same for the programs. */
export const PROGRAMS =
  /mysql|mariadb|sshpass|curl|redis-cli|ldap|smb|rpcclient|winexe|ipmi|zip|snmp|htpasswd|openssl|7z|rar\b|plink|pscp|psftp|ftp/

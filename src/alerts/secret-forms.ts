import type { Family } from './triggers.ts'

/** Where programs and their settings hold secrets: options after certain programs, settings, tokens known by their beginning. */

/** Options that hold a secret after certain programs only: [the program, what follows]. */
export const AFTER_PROGRAM: readonly (readonly [program: RegExp, pattern: RegExp])[] = [
  [/\b(?:mysql|mariadb)/, /(\s-p)[^\s-]\S{1,100}/g],
  [/\bsshpass\b/, /(\s-p[ \t]?)\S{1,100}/g],
  [/\bcurl\b/, /(\s(?:-[uU][ \t]?|--(?:proxy-)?user[ \t]|--oauth2-bearer[ \t]))[^\s-]\S{1,200}/g],
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
  [/\b(?:bcp|sqlcmd|isql|tsql|freebcp)\b/, /(\s-P[ \t]?)[^\s-]\S{1,200}/g],
  [/\b(?:mongo\w{0,8}|cqlsh)\b/, /(\s-p[ \t])[^\s-]\S{1,200}/g],
  [
    /\b(?:docker|podman|az|helm|nerdctl|buildah|skopeo)\b/,
    /(\s-p[ \t])(?![\d.]{1,40}[:/\s])(?=[^\s:]{0,40}\d)[^\s:-]\S{1,200}/g,
  ],
  [/\buser(?:add|mod)\b/, /(\s-p[ \t])[^\s-]\S{1,200}/g],
  [/\bnet (?:ads|rpc)\b/, /(\s-U[ \t]?[^\s%]{1,100}%)\S{1,200}/g],
  [/--auth\b/, /(\s(?:--auth|-a)[ \t])[^\s-]\S{1,200}/g],
  [/\bswaks\b/, /(\s(?:-ap|--auth-password)[ \t])[^\s-]\S{1,200}/g],
  [/\bsendEmail\b/, /(\s-xp[ \t])[^\s-]\S{1,200}/g],
  [/\bkubectl\b/, /(\s--from-literal=[^\s=]{1,100}=)\S{1,400}/g],
  [/\b(?:nsupdate|dig)\b/, /(\s-y[ \t](?:[\w-]{1,40}:){1,2})[^\s:]{4,200}/g],
]

/** The same for programs that take a secret without an option. */
export const OPERANDS: readonly Family[] = [
  {
    triggers: 'lpl xpd mpd rma qll aws b2␣ teu hpa',
    rules: [
      [
        /(\b(?:sqlplus|expdp|impdp|rman target|sqlldr)[ \t](?:-\w{1,6}[ \t]){0,3}[\w$#]{1,60}\/)[^\s/@]{2,100}(?=@|\s|$)/gm,
        '$1<secret>',
      ],
      [/(\baws configure set \w{0,40}(?:secret|token|key)\w{0,20}[ \t])[^\s-]\S{3,200}/g, '$1<secret>'],
      [/(\bb2 authorize-account[ \t]\S{1,60}[ \t])\S{4,100}/g, '$1<secret>'],
      [
        /(\bcreateUser[ \t]\S{1,60}[ \t](?:MD5|SHA)[\w-]{0,4}[ \t]"?)[^\s"<]{4,100}("?(?:[ \t](?:DES|AES)[ \t]"?)?)[^\s"<]{0,100}/g,
        '$1<secret>$2<secret>',
      ],
      [/(\bchpasswd: {0,2}[a-z_][\w-]{0,31}:)[^\s<]\S{2,100}/g, '$1<secret>'],
    ],
  },
]

export const MORE: readonly Family[] = [
  {
    triggers: 'oki',
    rules: [[/\b((?:set-)?cookie:[ \t]?)[^\n]{2,2000}/gi, '$1<secret>']],
  },
  {
    triggers: `pas pw= pwd pw␣ pw" pw' pw] psk uth mmu ecr <to <ap`,
    rules: [
      // --http-password Secret, --passphrase Secret
      [/(\s--?[a-z-]{0,20}(?:password|passphrase|passwd)[ \t])[^\s-]\S{1,200}/gi, '$1<secret>'],
      // DB_PASS=…, --pw=…, pwd=…; not the working directory that sudo tells (PWD=/home)
      [/((?<![a-z])(?:pass|pw|pwd|psk)["']?=["']?)(?![/~])[^\s"'&;,)<>]{2,400}/gi, '$1<secret>'],
      [/(pass(?:word|wd)?['"],? ?['"])[^'"\n]{2,200}/gi, '$1<secret>'],
      [/(<(?:password|passwd|token|apikey)>)[^<\n]{1,200}(?=<\/)/gi, '$1<secret>'],
      // "Password for ida is 'x7Zq'"; "a password is required" stays.
      [
        /(\bpass(?:word|phrase)\b.{0,40}? is:? )(?:["'][^"'\n]{2,200}["']|(?=[^\s\d]{0,40}\d)\S{4,200})/gi,
        '$1<secret>',
      ],
      [/(secret[_-]?access[_-]?key["']?[ \t]?[:=][ \t]?["']?)[^\s"',;]{2,400}/gi, '$1<secret>'],
      [
        /(?<![\w/])((?:bindpw|requirepass|masterauth|rootpw|rocommunity|rwcommunity|snmp-server community|passwd)[ \t])(?!for\b|file\b|is\b|-)[^\s:]{4,200}(?=$|\s)/gi,
        '$1<secret>',
      ],
      [/\b((?:secret|password) [0-9] )\S{4,200}/g, '$1<secret>'],
    ],
  },
  {
    triggers: 's/t _li _te sg. _v1 hf_ {sh {ss {sm {md {cr pr1',
    rules: [
      [/(\/services\/T)[^\s"'?]{1,300}/g, '$1<secret>'],
      [
        /\b(?:[sr]k_(?:live|test)_\w{16,200}|SG\.[\w-]{16,64}\.[\w-]{16,128}|do[opr]_v1_\w{32,128}|hf_\w{24,64})/g,
        '<secret>',
      ],
      // Apache's and LDAP's password hashes
      [/\$apr1\$[./\w$]{8,100}/g, '<secret>'],
      [/\{(?:S?SHA|SHA\d{3}|S?MD5|CRYPT)\}[A-Za-z0-9+/=$.]{8,200}/g, '<secret>'],
    ],
  },
]

/** A line with one of these programs holds one of these triggers (see triggers.ts). */
export const PROGRAM_TRIGGERS =
  'ysq iad hpa url is- dap smb pcc xe␣ pmi zip snm htp nss 7z␣ 7za 7zr rar pli scp ftp bcp lcm isq tsq ngo cql doc odm az␣ elm rdc dah kop rad rmo ads rpc uth wak dem kub nsu dig'

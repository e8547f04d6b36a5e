import { shortHost } from './host.ts'
import type { Site } from './input.ts'
import { hideSecrets } from './secrets.ts'

/**
 * Replaces what differs from host to host and from day to day by a word in angle brackets. Directories, programs,
 * modules and messages stay: they are the trouble.
 */

const MONTH =
  'jan(?:uary|uar|uari|eiro|vier|v)?|gennaio|gen|ene(?:ro)?|jänner|feb(?:ruary|ruar|ruari|braio|rero)?|fev(?:ereiro)?|févr?(?:ier)?|mar(?:ch|s|zo|ço|et)?|mär(?:z)?|mrt|maart|mrz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|ma[iyjg]|mei|maggio|mayo|maio|jun[ie]?|juni?|juin|junio|junho|giu(?:gno)?|jul[iy]?|juil(?:let)?|julio|julho|lug(?:lio)?|aug(?:ust|ustus)?|août|ago(?:sto)?|sep(?:t(?:ember|embre|iembre)?)?|set(?:tembre|embro)?|o[kc]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|de[zc](?:ember|embre|embro)?|déc(?:embre)?|dic(?:embre|iembre)?'
const DAY =
  'mon(?:day|tag)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|mo|di(?:enstag|nsdag|m(?:anche)?)?|mi(?:ttwoch)?|do(?:nnerstag|nderdag|m(?:ingo|enica)?)?|fr(?:eitag)?|sa(?:mstag|nnabend|m(?:edi)?|b(?:ato)?)?|so(?:nntag)?|lun(?:di|es|edì)?|mar(?:di|tes|tedì)?|mer(?:credi|coledì)?|mi[eé](?:rcoles)?|jeu(?:di)?|jue(?:ves)?|gio(?:vedì)?|ven(?:dredi|erdì)?|vie(?:rnes)?|s[aá]b(?:ado)?|ma(?:andag)?|woe(?:nsdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|seg|ter|qua|qui|sex'
const CLOCK = '\\d{1,2}[:.h]\\d{2}(?:[:.]\\d{2})?(?:[.,]\\d{1,9})?(?: ?[AaPp][Mm])?'
const ZONE =
  '(?: ?[+-]\\d{2}:?\\d{2}| (?:UTC|GMT|CES?T|MES?Z|BST|MSK|JST|[ECMP][SD]T|WES?T|EES?T|AE[SD]T)(?![A-Za-z])|Z(?![A-Za-z]))?'
const word = (s: string): string => `(?<![\\p{L}\\d_])(?:${s})(?![\\p{L}_])`

/** Oct 06 06:25:02 · 06 Oct 2026 · Di 6. Okt 06:25:02 CEST 2026 · lun. 05 oct. 2026 06:25:02 */
const MONTH_DATE = new RegExp(
  `(?:${word(DAY)}\\.?,? {1,2})?(?:\\d{1,2}\\.?(?:er|st|nd|rd|th)?(?: {1,2}|-|/)(?:de )?${word(MONTH)}\\.?|${word(MONTH)}\\.? {1,2}\\d{1,2}(?!\\d)(?:st|nd|rd|th)?)(?:(?:,? {1,2}|-|/)(?:de )?(?:19|20)\\d{2}(?!\\d))?(?:[,:]? {1,2}(?:at |à |um |- )?${CLOCK}${ZONE}(?: {1,2}(?:19|20)\\d{2}(?!\\d))?)?`,
  'giu',
)
const NUMERIC_DATE = new RegExp(
  `(?<!\\d)(?:(?:19|20)\\d{2}([-/._])(?:0?[1-9]|1[0-2])\\1(?:3[01]|[12]\\d|0?[1-9])|(?:3[01]|[12]\\d|0?[1-9])([-/.])(?:0?[1-9]|1[0-2])\\2(?:19|20)\\d{2})(?!\\d)(?:[T _-]${CLOCK}${ZONE})?`,
  'g',
)
const COMPACT_DATE =
  /(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])(?:[T_-]?\d{4}(?:\d{2})?)?Z?(?![\dA-Za-z])/g
const TIME = new RegExp(
  `(?<![\\w:.])\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,9})?(?: ?[AaPp][Mm](?![A-Za-z]))?${ZONE}(?![\\w:])`,
  'g',
)
const HAS_WORD_DATE = /\d[ ./-][\p{L}]|[\p{L}]\.? {1,2}\d/u

const UUID = /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/gi
const MAC = /(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])/gi
const IPV6_LIKE = /(?<![\w:])[0-9a-f:]{3,39}(?:%\w{1,16})?(?:\/\d{1,3})?(?![\w:])/gi
const IPV4 = /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5}(?!\d)|\/\d{1,2}(?!\d))?(?![\d.]\d)/g
const HEX = /(?<![A-Za-z0-9])(?:0x[0-9a-f]{1,32}|(?=[a-f]{0,31}\d)(?=\d{0,31}[a-f])[0-9a-f]{7,128})(?![A-Za-z0-9])/gi
const TEMP_PATH =
  /((?:\/var|\/private|\/dev\/shm)?\/tmp\/|\/dev\/shm\/|\/var\/spool\/cron\/crontabs\.)[^\s'"`:,;)\]<>/]{1,255}/g
const TEMP_NAME =
  /\b(tmp|temp)[._-]?(?=[A-Za-z_]{0,15}[\dA-Z])[A-Za-z0-9_]{5,16}(?![A-Za-z0-9_])|\btmp[A-Za-z0-9_]{6,10}(?![A-Za-z0-9_])/g
const HOME = /(\/home\/|\/Users\/)[^\s/'"`:,;)\]<>]{1,64}/g
const SIZE =
  /(?<![\w.-])[+-]?\d{1,15}(?:[.,]\d{1,9})?[ ]?(?:[kKMGTPE]i?[Bb]?(?:\/s|ps)?|[Bb]ytes?|[Bb]locks?|[Oo]ctets?|B(?:\/s)?|%)(?![\w-])/g
const DURATION =
  /(?<![\w.-])[+-]?\d{1,12}(?:[.,]\d{1,9})?[ ]?(?:ns|us|µs|ms|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|d|days?|weeks?|months?|years?|Sekunden?|Minuten?|Stunden?|Tage?n?|Wochen?|jours?|heures?|secondes?|días?|horas?|segundos?|minutos?|giorni|ore|dagen|uur)(?![\w-])/g
const VERSION = /(?<![A-Za-z0-9.])v?\d{1,12}(?:\.\d{1,12}){1,6}(?![\d])[-+~._\w]{0,60}/gi
const DISK = /\b((?:s|h|v|xv)d)[a-z]{1,2}\d{0,3}(?!\w)|\b(nvme)\d{1,3}(?:n\d{1,3}(?:p\d{1,3})?)?(?!\w)/g
const MD = /\b(md|dm-|loop|sg|bus\/|mmcblk|a?da)\d{1,4}(?:p\d{1,3})?(?!\w)/g
const INTERFACE = /(?<![\w])(eth|eno|ens|enp|wlan|bond|br|veth|tap|tun|ppp)\d{1,4}[a-z0-9]{0,12}(?![\w])/g
const PCI = /(?<![\w:])(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7](?![\w])/gi
/** A word of letters and digits mixed at random: serials, queue ids, object names. */
const MIXED = /(?<![\w./-])(?=[A-Za-z]{0,11}\d)(?=[\w]{0,40}\d[A-Za-z]{1,12}\d)[A-Za-z0-9]{8,64}(?![\w])/g
const NUMBER = /(?<![A-Za-z0-9])[+-]?\d{1,64}(?:[.,]\d{1,20})*(?![A-Za-z0-9])/g
const MAIL_ID = /(?<![\w-])[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}(?![\w-])/g
/** HTTP and SMTP results tell one trouble from another; they are kept as words. */
const RESULT =
  /(\bHTTP(?:\/[\d.]{1,3})?(?: [A-Za-z]{1,12}){0,3}:? |\breturned error: |\bstatus(?: code)?:? )([1-5]\d\d)(?!\d)/g

/** A pattern is tried only on a line that can hold it: most lines hold no date, and a line is passed over faster than a pattern. */
interface Shape {
  /** The longest run of figures. */
  readonly run: number
  readonly colons: number
  readonly dots: number
  readonly hyphens: number
  readonly slashes: number
}

const shapeOf = (line: string): Shape => {
  let run = 0
  let most = 0
  let colons = 0
  let dots = 0
  let hyphens = 0
  let slashes = 0
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i)
    if (code >= 48 && code <= 57) {
      run++
      if (run > most) most = run
    } else {
      run = 0
      if (code === 58) colons++
      else if (code === 46) dots++
      else if (code === 45) hyphens++
      else if (code === 47) slashes++
    }
  }
  return { run: most, colons, dots, hyphens, slashes }
}

type Mask = readonly [pattern: RegExp, replacement: string, holds: (shape: Shape) => boolean]
const any = (): boolean => true

const masked = (given: string, masks: readonly Mask[], shape: Shape): string => {
  let out = given
  for (const [pattern, replacement, holds] of masks)
    if (holds === any || holds(shape)) out = out.replace(pattern, replacement)
  return out
}

const BLANKS = /\s\s|[^\S ]/
/** Blanks of any kind and number as one, none around. */
export const folded = (text: string): string => (BLANKS.test(text) ? text.replace(/\s{1,200}/g, ' ') : text).trim()

const ipv6 = (text: string): string => {
  const colons = text.split(':').length - 1
  return text.includes('::') || colons === 7 ? (text.length > 3 ? '<ip>' : text) : text
}

/** Whole: hosts, days, versions and ids stand in them. */
const URL = /\b(?:https?|ftp|wss?):\/\/[^\s'"<>`)\]},]{1,400}/g

const BEFORE_HOSTS: readonly Mask[] = [
  [NUMERIC_DATE, '<time>', (s) => s.run >= 4],
  [COMPACT_DATE, '<time>', (s) => s.run >= 8],
  [UUID, '<uuid>', (s) => s.hyphens >= 4],
  [MAC, '<mac>', (s) => s.colons >= 5],
]
/** A pod's name: deployment, hash of its template, random letters. */
const POD = /(?<![\w-])[a-z][a-z0-9-]{0,60}-[0-9a-f]{8,10}-[a-z0-9]{5}(?![\w-])/g
const AFTER_HOSTS: readonly Mask[] = [
  [POD, '<pod>', (s) => s.hyphens >= 2],
  [/\b(host|server|node|Host|Server) <ip>/g, '$1 <host>', (s) => s.dots + s.colons >= 2],
  [TEMP_PATH, '$1<tmp>', (s) => s.slashes >= 2],
  [HOME, '$1<user>', (s) => s.slashes >= 2],
  [TEMP_NAME, '<tmp>', any],
  [DISK, '$1$2<disk>', any],
]
/** These need a figure: most lines hold none any more when times and addresses are gone. */
const FIGURES: readonly Mask[] = [
  [MAIL_ID, '<id>', (s) => s.hyphens >= 2],
  [HEX, '<hex>', any],
  [PCI, '<pci>', (s) => s.colons >= 1 && s.dots >= 1],
  [RESULT, '$1h$2', (s) => s.run >= 3],
  [SIZE, '<size>', any],
  [DURATION, '<duration>', any],
  [VERSION, '<version>', (s) => s.dots >= 1],
  [MD, '$1<n>', any],
  [INTERFACE, '$1<n>', any],
  [MIXED, '<id>', any],
  [NUMBER, '<n>', any],
]

/** Names that are hosts in one site and ordinary words in every text: never masked by their short form alone. */
const ORDINARY = new Set(
  'server servers host hosts hostname mail mailhost backup backups web www db database git base proxy router gateway firewall monitor monitoring log logs test dev prod production staging root admin localhost main master slave node cluster storage nas files file fileserver media print printer build ci cron data home cloud desktop laptop debian ubuntu linux box machine vm docker kube app api ns dns dhcp ldap ftp ssh vpn mysql postgres redis apache nginx puppet jenkins nagios icinga gitlab mirror repo archive system service services error failed raid disk update upgrade daily weekly local public private internal phab phabricator graphite grafana prometheus install installer deploy tools stats search cache queue job jobs task tasks worker report reports alert alerts notify sync security samba squid bacula exim postfix zfs pool array event status user users group mailer satellite legend device network net wiki irc list lists arch fedora centos'.split(
    ' ',
  ),
)

const NAME = /[A-Za-z0-9][A-Za-z0-9_-]{0,80}(?:\.[A-Za-z0-9_][A-Za-z0-9_-]{0,80}){0,10}/g
/** `cp3999`, `db-eqiad-1001`, `node01`: a name with a number of three or four figures, or with a leading zero. */
const COUNTED =
  /^(?:job|run|task|batch|build|process|proc|part|step|worker|session|thread|vm|user|uid|gid|ticket|req|request|id|shard|chunk|backup|snapshot|snap|log|file|page|item|entry|record|table|row|try|attempt|test|case|version|rev|revision|issue|bug|slot|bay|port|pool|vol|volume|disk|lun|ct|lxc|qemu)-?\d{1,6}$/
const NUMBERED = /^(?:[a-z]{1,15}-){0,3}[a-z]{2,15}-?(?:\d{4}|\d{3}|0\d)$/
const NOT_NUMBERED =
  /^(?:sha-?(?:224|256|384|512)|aes-?\d{3}|rsa-?\d{3,4}|cp-?\d{3,4}|iso-?\d{3,4}|ed\d{3,5}|win(?:dows)?-?\d{3,4}|http-?\d{3}|utf-?\d{2}|rfc-?\d{3,4}|cve-\d{4}|ah\d{4,5}|md\d{3}|error-?\d{3,4}|code-?\d{3,4}|line-?\d{3,4}|pid-?\d{3,4}|uid-?\d{3,4}|port-?\d{3,4}|tcp-?\d{3,4}|udp-?\d{3,4})$/

/** The names that a mail's own host goes by, with the site's inventory: made once a mail, used for each line. */
export interface HostNames {
  readonly site: Site
  /** Lower case; the mail's host in full and short form. */
  readonly own: readonly string[]
  /** Domains beside the site's: that of the mail's own host. */
  readonly domains: readonly string[]
}

/** `host`: as the recogniser found it, null when the mail does not tell; `domains`: those that the mail's header shows. */
export const hostNames = (site: Site, host: string | null, domains: readonly string[] = []): HostNames => {
  if (host === null) return { site, own: [], domains: [...site.domains, ...domains] }
  const full = host.toLowerCase()
  const short = shortHost(full)
  const own = full === short ? [] : [full]
  if (short.length > 1 && !ORDINARY.has(short)) own.push(short)
  const domain = full === short ? '' : full.slice(short.length + 1)
  return { site, own, domains: [...site.domains, ...domains, ...(domain.includes('.') ? [domain] : [])] }
}

/** `connect to host db7.example.net port 22`, `server web5`: what such a word names is a host, if it has a figure or a dot. */
const AFTER_HOST_WORD =
  /\b([Hh]ost|[Ss]erver|[Nn]ode|[Mm]achine|[Cc]lient|[Hh]ostname)( is |: ?|=| )(['"]?)([A-Za-z0-9][\w.-]{0,200})(?![\w/])/g

const maskNamed = (whole: string, word: string, gap: string, quote: string, name: string): string => {
  const bare = name.replace(/[.-]{1,3}$/, '')
  const isHost = /[a-z]/i.test(bare) && (bare.includes('.') || /^[a-z].{0,60}\d$/.test(bare))
  return isHost ? `${word}${gap}${quote}<host>${name.slice(bare.length)}` : whole
}

const isWordChar = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

/** Replaces `name` in `token` where it stands between separators: `web1-20261006.tar` → `<host>-20261006.tar`. */
const replacePart = (token: string, lower: string, name: string): string | null => {
  const at = lower.indexOf(name)
  if (at < 0) return null
  const end = at + name.length
  if (at > 0 && isWordChar(lower.charCodeAt(at - 1))) return null
  if (end < lower.length && isWordChar(lower.charCodeAt(end))) return null
  return `${token.slice(0, at)}<host>${token.slice(end)}`
}

/** A machine of another site, by an ending that no module, file or class has. */
const ELSEWHERE =
  /^[a-z0-9][a-z0-9-]{0,62}\.(?:[a-z0-9-]{1,63}\.){0,4}(?:com|net|org|edu|gov|eu|de|fr|nl|uk|ch|at|es|it|us|ca|jp|cn|ru|br|info|biz|example|invalid|lan|internal|localdomain)$/
/** `java.net`, `system.net`: packages. */
const PACKAGE = /^(?:java|javax|system|org|com|net|sun)\./

/** `foreign`: hosts of other domains count as hosts too. */
const maskName = (token: string, names: HostNames, foreign: boolean): string => {
  const lower = token.toLowerCase()
  if (names.site.hosts.has(lower)) return '<host>'
  const dot = lower.indexOf('.')
  if (dot > 0 && names.domains.some((d) => lower.endsWith(d) && lower[lower.length - d.length - 1] === '.'))
    return '<host>'
  for (const own of names.own) {
    const replaced = replacePart(token, lower, own)
    if (replaced !== null) return replaced
  }
  if (dot > 0) return foreign && !PACKAGE.test(lower) && ELSEWHERE.test(lower) ? '<host>' : token
  const last = lower.charCodeAt(lower.length - 1)
  if (last < 48 || last > 57) return token
  return NUMBERED.test(token) &&
    !COUNTED.test(lower) &&
    (lower.startsWith('cp') ? /^cp\d{4}$/.test(lower) : !NOT_NUMBERED.test(lower))
    ? '<host>'
    : token
}

const DIGIT = /\d/

/** `sa06`, `sar17`: sysstat names its files by the day of the month; `.1a`: shards of a store. */
const DAY_FILE = /(?<=\/sar?)(?:[012]\d|3[01])(?![\w])|(?<=[a-z]\.)(?:\d[a-f]|[a-f]\d)(?![\w])/g

/** One line, masked; the result is the same for every host, day and count. At most 600 characters of it count. */
export const mask = (line: string, names: HostNames): string => {
  let out = hideSecrets(line.slice(0, 600))
  if (out.includes('://')) out = out.replace(URL, '<url>')
  const shape = shapeOf(out)
  const digits = shape.run > 0
  if (digits) {
    if (HAS_WORD_DATE.test(out)) out = out.replace(MONTH_DATE, '<time>')
    out = masked(out, BEFORE_HOSTS, shape)
    if (shape.colons > 0) out = out.replace(TIME, '<time>')
    if (shape.colons > 1) out = out.replace(IPV6_LIKE, ipv6)
    if (shape.dots > 2) out = out.replace(IPV4, '<ip>')
  }
  if (out.includes('::')) out = out.replace(IPV6_LIKE, ipv6)
  if (digits && (shape.dots > 0 || out.includes('/sa'))) out = out.replace(DAY_FILE, '<n>')
  out = out.replace(AFTER_HOST_WORD, maskNamed).replace(NAME, (token) => maskName(token, names, true))
  if (digits || shape.slashes > 0 || out.includes('tmp')) {
    out = masked(out, AFTER_HOSTS, shape)
    if (DIGIT.test(out)) out = masked(out, FIGURES, shape)
  }
  return folded(out)
}

/** The name of a job: hosts, times, addresses and temporary names go, its own numbers stay (`import-2.sh` is not `import-3.sh`). */
export const maskJob = (unit: string, names: HostNames): string => {
  let out = hideSecrets(unit.slice(0, 600))
  const shape = shapeOf(out)
  out = masked(out, BEFORE_HOSTS, shape)
  if (shape.dots > 2) out = out.replace(IPV4, '<ip>')
  out = out.replace(NAME, (token) => maskName(token, names, false))
  return folded(shape.slashes > 1 ? out.replace(TEMP_PATH, '$1<tmp>').replace(HOME, '$1<user>') : out)
}

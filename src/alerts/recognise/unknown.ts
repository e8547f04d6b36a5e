import { headerHost, hostInWords } from '../host.ts'
import type { AlertInput } from '../input.ts'
import { plainWording } from '../wording.ts'
import type { Draft, Recogniser } from './recogniser.ts'

/** `… on web1`: a name with a figure or a dot is surely a host, and so is that of the sender's machine. */
const namedIn = (subject: string, input: AlertInput): string | null => {
  const name = hostInWords(subject)
  if (name === null || !/[a-z]/.test(name)) return null
  const sender = input.from?.address.toLowerCase() ?? ''
  const own = sender.slice(sender.lastIndexOf('@') + 1).startsWith(`${name}.`)
  return own || /[.\d]/.test(name) ? name : null
}

/** `web1`, `db-12`: in the Subject of a mail whose form nobody knows, such a word is most likely a host. */
const HOSTISH = /(?<![\w./@-])([a-z]{2,15})(?:-[a-z]{1,10}){0,3}-?\d{1,3}(?![\w/-]|\.\w)/g
const NO_HOST = new Set(
  'eth en eno ens wlan bond br vlan sda sdb sdc sdd md dm raid ipv php python perl java ruby node mysql mariadb postgresql pg http tls ssl sha utf level drive disk port error code ver version release rhel centos debian win step part page phase day week no nr bus cpu core tty pts run rc'.split(
    ' ',
  ),
)
/** `resource r0`, `pool tank`, `VM 104`: which of them it was is where, not what. */
const WHICH =
  /\b(resource|pool|volume|logical drive|array|device|VM|VMID|CT|container|guest|slot|bay|enclosure|partition|mount ?point|file ?system|queue|domain|zone|database|table|repository|snapshot|UPS)( is |: ?|=| )(['"]?)(?!is\b|was\b|has\b|on\b|of\b|in\b|at\b|for\b|from\b|full\b|failed\b|failure\b)([\w./:@-]{1,120})/gi
/** `PS2 Status`, `FAN 3`: parts of a machine. `/var 93%`: a mount. */
const PART =
  /(?<![\w-])(PSU?|FAN|DIMM|CPU|TEMP|BAY|SLOT|PORT|DISK|HDD|SSD|LD|PD|VD|BAT|BBU|FRU|VOLT|NIC)[ _-]?\d{1,3}(?![\w-])/gi
const MOUNT = /(?<=\s)\/[\w./-]{0,120}(?=:? (?:is |at )?\d{1,3}(?:\.\d)? ?%)/g
const withoutHosts = (subject: string): string =>
  plainWording(subject)
    .replace(PART, '$1<n>')
    .replace(MOUNT, '<path>')
    .replace(WHICH, '$1$2$3<name>')
    .replace(HOSTISH, (name: string, letters: string) => (NO_HOST.has(letters) ? name : '<host>'))

/** What no recogniser knows: its masked subject is the unit, its gravest line the evidence. */
export const unknown: Recogniser = {
  name: 'unknown',
  version: 1,
  recognise: (subject, input, body): readonly Draft[] => [
    {
      kind: 'unknown',
      unit: withoutHosts(subject.trim()) || '(no subject)',
      host: namedIn(subject, input) ?? headerHost(input),
      event: null,
      output: body.lines.slice(0, 200).map(withoutHosts),
      firstOnly: true,
    },
  ],
}

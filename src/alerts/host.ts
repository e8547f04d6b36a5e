import type { AlertInput } from './input.ts'
import { header } from './input.ts'

const SHAPE = /^[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_][a-z0-9_-]{0,62}){0,8}$/
const NOT_A_HOST = new Set(['localhost', 'localhost.localdomain'])

/** A name as a mail gives it → lower case without trailing dot or quotes, or null if it can be no host name. */
export const cleanHost = (name: string | null | undefined): string | null => {
  const host = (name ?? '').toLowerCase().replace(/^['"<([]{1,3}|['">)\].:,;!]{1,4}$/g, '')
  return SHAPE.test(host) && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? host : null
}

/** `db1.example.org` → `db1`: programs differ in which form they write, so hosts are compared by it. */
export const shortHost = (host: string): string => {
  const dot = host.indexOf('.')
  return dot < 0 ? host : host.slice(0, dot)
}

const ofAddress = (address: string): string | null => cleanHost(address.slice(address.lastIndexOf('@') + 1))

/** A domain of two labels is where mail is addressed to, not a machine. */
const isMachine = (host: string | null): host is string =>
  host !== null && !NOT_A_HOST.has(host) && host.split('.').length !== 2

const LOCAL_USER = /^(?:root|noreply|no-reply|cron|anacron|nobody|www-data|mailer-daemon|daemon|logwatch)@/

const ofReceived = (input: AlertInput): string | null => {
  const values = input.headers.get('received') ?? []
  const first = values[values.length - 1]
  if (first === undefined) return null
  // The lowest Received is the sending machine's own: "by HOST with local" (exim), "by HOST (Postfix, from userid 0)".
  const by = /\bby ([\w.-]{1,253})(?: \(|\s{1,4}with local|\s{1,4}id\b)/i.exec(first.slice(0, 600))
  return cleanHost(by?.[1])
}

const ofMessageId = (input: AlertInput): string | null => {
  const id = header(input, 'message-id').replace(/[<>\s]/g, '')
  // Only ids that a mail server on the machine makes itself: exim `E1i3EPu-0000CV-5C@host`, postfix `20261006062502.1A2B@host`.
  const made = /^(?:E\w{6}-\w{4,12}-\w{2,4}|\d{14}\.\w{6,16})@(.{1,253})$/.exec(id)
  return made === null ? null : cleanHost(made[1])
}

/** The machine that sent a mail which names it nowhere else (WMF timers): To `root@fqdn`, Received, Message-ID, From. */
export const headerHost = (input: AlertInput): string | null => {
  const to = input.to.map((a) => a.address).find((a) => a.startsWith('root@'))
  const from = input.from?.address ?? ''
  const candidates = [
    to === undefined ? null : ofAddress(to),
    ofReceived(input),
    ofMessageId(input),
    LOCAL_USER.test(from) ? ofAddress(from) : null,
  ]
  const machine = candidates.find(isMachine)
  if (machine !== undefined) return machine
  const own = ofReceived(input) ?? ofMessageId(input)
  return own !== null && !NOT_A_HOST.has(own) ? own : null
}

const BEFORE_HOST = new Set(['on', 'at', 'from', 'for', 'host', 'host:', 'hostname', 'auf', 'sur'])
const AFTER_HOST = new Set(['is', 'has'])

/** The host in a sentence: `… on web1`, `… host: web1 is …`; null when no such word is followed by a name. */
export const hostInWords = (sentence: string): string | null => {
  const words = sentence.split(/\s/).filter((w) => w !== '')
  for (let i = words.length - 1; i > 0; i--) {
    const closes = i === words.length - 1 || AFTER_HOST.has(words[i + 1] ?? '')
    if (closes && BEFORE_HOST.has((words[i - 1] ?? '').toLowerCase())) return cleanHost(words[i]?.replace(/^\(/, ''))
  }
  return null
}

/** Why a mail came back, in a form that is the same for every recipient and remote host. */

const QUOTED_ORIGINAL =
  /^(?:-{2,20} ?(?:This is a copy of|The body of|Original message|Below this line|Message header)|Reporting-MTA:|Content-Type: message\/)/i
const REPLY_CODE = /(?:^|[\s:])[45]\d\d[ -]/
/** Words by which a mail server's own reasons are known. */
const LOCAL = [
  'address',
  'unknown',
  'no such',
  'retry ',
  'full',
  'quota',
  'relay',
  'timed out',
  'timeout',
  'refused',
  'not found',
  'name service',
  'loop',
  'too ',
  'message size',
  'denied',
  'lookup',
  'exist',
  'not supported',
  'rejected',
  'lost connection',
  'talk',
  'undeliver',
  'delivery',
  'blocked',
  'forbidden',
  'disabled',
  'transport',
  'pipe',
  'error',
  'exceeded',
]

/** `(in reply to RCPT TO command)`, `(expanded from <root>)` */
const withoutRemark = (text: string, opening: string): string => {
  const from = text.indexOf(opening)
  const to = from < 0 ? -1 : text.indexOf(')', from)
  return from < 0 ? text : `${text.slice(0, from)}${to < 0 ? '' : text.slice(to + 1)}`
}

const HOST_NAME = /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\.?$/
const ENHANCED = /^#?[45]\.\d\.\d{1,2}$/

/** Addresses, hosts, links, paths and numbers belong to one bounce; the words of the reason stay. */
const isReason = (word: string): boolean => {
  if (/[@<>[\]/=]/.test(word)) return false
  return ENHANCED.test(word) || !(/\d/.test(word) || HOST_NAME.test(word))
}

const canonical = (reason: string): string =>
  withoutRemark(withoutRemark(reason, '(in reply to'), '(expanded from')
    .slice(0, 600)
    .toLowerCase()
    .split(/\s{1,20}/)
    .map((w) => w.replace(/^[("':;,]{1,4}|[)"':;,.]{1,4}$/g, ''))
    .filter((w) => w !== '' && isReason(w))
    .slice(0, 12)
    .join(' ')

const paragraphsOf = (lines: readonly string[]): string[] => {
  const out: string[] = []
  let open = false
  for (const line of lines) {
    const text = line.trim()
    if (text === '') open = false
    else if (open) out[out.length - 1] += ` ${text}`
    else {
      out.push(text)
      open = true
    }
  }
  return out
}

/** What follows the first address of a paragraph. */
const afterAddress = (paragraph: string): string | null => {
  const at = paragraph.indexOf('@')
  const blank = at < 0 ? -1 : paragraph.indexOf(' ', at)
  return blank < 0 ? null : paragraph.slice(blank + 1)
}

const reasonIn = (paragraph: string): string | null => {
  const said = paragraph.indexOf(' said: ')
  const code = REPLY_CODE.exec(paragraph)
  if (said >= 0) return canonical(paragraph.slice(said + 7))
  if (code !== null) return canonical(paragraph.slice(code.index))
  const own = afterAddress(paragraph) ?? ''
  const lower = own.toLowerCase()
  return LOCAL.some((w) => lower.includes(w)) ? canonical(own) : null
}

/** exim's, postfix's, sendmail's and qmail's bounce texts → reasons, each once. Never empty. */
export const bounceReasons = (lines: readonly string[]): string[] => {
  const end = lines.findIndex((l) => QUOTED_ORIGINAL.test(l))
  const own = end < 0 ? lines : lines.slice(0, end)
  const found = paragraphsOf(own.slice(0, 400)).flatMap((p) => reasonIn(p) ?? [])
  const reasons = [...new Set(found.filter((r) => r !== ''))]
  return reasons.length > 0 ? reasons.slice(0, 5) : ['undelivered']
}

/** Changes in a mail what differs between hosts and days, and leaves its trouble as it is. */

/** A small generator of numbers in [0, 1) (mulberry32), so that a seed tells the whole story. */
export const randomFrom = (seed: number): (() => number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const HOSTS = ['otter', 'mole4', 'cp9041', 'badger-x-12', 'yak07', 'node-3', 'ferret', 'db-m1-2007', 'stoat', 'w9']
const pad = (n: number): string => String(n).padStart(2, '0')

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Another machine: its short and full name, wherever they stand. */
const otherHost = (raw: string, host: string | null, random: () => number): string => {
  const short = host?.split('.')[0] ?? ''
  if (short.length < 3) return raw
  const name = HOSTS[Math.floor(random() * HOSTS.length)] ?? 'otter'
  return raw.replace(new RegExp(`(?<![\\w-])${escaped(short)}(?![\\w-])`, 'gi'), name)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Another day and hour, in the form in which it stands. */
const otherTime = (text: string, random: () => number): string => {
  const upTo = (n: number): number => Math.floor(random() * n)
  return text
    .replace(
      /(?<!\d)20\d\d([-/])\d\d\1\d\d(?!\d)/g,
      (_, dash: string) => `2027${dash}${pad(1 + upTo(12))}${dash}${pad(1 + upTo(28))}`,
    )
    .replace(/(?<!\d)20\d\d[01]\d[0-3]\d(?!\d)/g, () => `2027${pad(1 + upTo(12))}${pad(1 + upTo(28))}`)
    .replace(
      /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ( ?)\d{1,2}(?= \d\d:)/g,
      () => `${MONTHS[upTo(12)]} ${10 + upTo(18)}`,
    )
    .replace(/(?<![\w:.])\d\d:\d\d:\d\d(?![\w:])/g, () => `${pad(upTo(24))}:${pad(upTo(60))}:${pad(upTo(60))}`)
}

/** Other process ids, counts, sizes and line numbers; results such as `error: 404` and versions stay. */
const otherNumbers = (text: string, random: () => number): string =>
  text.replace(/(?<![\w.:/\-#+,])\d{1,12}(?![\w.:/\-,])/g, (found: string, at: number) =>
    /(?:error: |status |HTTP\S{0,8} |code |\bSIZE=)$/i.test(text.slice(Math.max(0, at - 12), at)) ||
    /^[45]\d\d$/.test(found)
      ? found
      : String(1 + Math.floor(random() * 9 * 10 ** (Math.min(found.length, 6) - 1))),
  )

const otherAddresses = (text: string, random: () => number): string =>
  text.replace(
    /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.])/g,
    () => `192.0.2.${1 + Math.floor(random() * 250)}`,
  )

/** A line said again: programs repeat themselves as often as they meet the trouble. */
const repeated = (lines: readonly string[], random: () => number): string[] => {
  const at = Math.floor(random() * lines.length)
  const line = lines[at] ?? ''
  return /^\S.*\S$/.test(line) && !/[:,]$/.test(line)
    ? [...lines.slice(0, at + 1), line, ...lines.slice(at + 1)]
    : [...lines]
}

export interface MutateOptions {
  readonly host: string | null
  /** Bodies that are a program's output may repeat lines; forms with fields may not. */
  readonly output: boolean
}

/** A mail like `raw` from another host, day and process. */
export const mutateMail = (raw: string, options: MutateOptions, seed: number): string => {
  const random = randomFrom(seed)
  const moved = otherHost(raw, options.host, random)
  const gap = moved.indexOf('\n\n')
  const head = moved.slice(0, gap)
  const body = otherAddresses(otherNumbers(otherTime(moved.slice(gap + 2), random), random), random)
  const lines = body.split('\n')
  const said = options.output ? repeated(lines, random) : lines
  return `${head}\n\n${said.join('\n')}`
}

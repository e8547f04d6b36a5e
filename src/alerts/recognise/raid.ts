import { cleanHost, hostInWords } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

/** Names by which controllers' tools speak of themselves → one name a family. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/mega(?:raid|cli|sas|ctl)|storcli|perccli|megaraidsas/i, 'megaraid'],
  [/hpacucli|hpssacli|ssacli|smart array|cciss|hpsa/i, 'hp-smart-array'],
  [/arcconf|aacraid|adaptec/i, 'adaptec'],
  [/3ware|tw_cli|3w-\w{3,4}|3dm2?/i, '3ware'],
  [/mpt-?status|\bmpt\b|lsi ?fusion|sas2ircu|sas3ircu/i, 'mpt'],
  [/\bareca|\barcmsr/i, 'areca'],
  [/\bdmraid|\braid controller|\bhardware raid/i, 'raid'],
]

const familyOf = (text: string): string | null => FAMILIES.find(([pattern]) => pattern.test(text))?.[1] ?? null

const STATUS_DAEMON = /RAID status (?:update|change|report)|raid status/i
const ABOUT_RAID = /\braid\b|controller|array|alert|event|status|notification|drive|disk|3DM/i
/** Lines of a report that say what is wrong; tables of all drives also hold the healthy ones. */
const BAD =
  /degrad|fail|offline|missing|rebuild|critical|predictive|error|warning|inoperable|not (?:ok|optimal)|timeout|unrecoverable|bbu|battery|foreign|removed|verify/i
const HEALTHY = /no errors?|: 0$|\bOK\b(?!.{0,200}(?:fail|degrad|error))|optimal(?!.{0,200}(?:fail|degrad))/i

/** What a controller can say of a part; device names, counters and drive models differ from machine to machine. */
const VOCABULARY = new Set(
  'degraded degrade failed failure failing fail offline missing rebuild rebuilding rebuilt critical predictive error errors warning inoperable timeout unrecoverable bbu battery foreign removed verify drive disk array volume controller enclosure cache fan temperature ecc smart power supply media patrol charging replaced spare link reset lost uncorrectable unconfigured bad partially'.split(
    ' ',
  ),
)

const spoken = (lines: readonly string[]): string[] => {
  const words = lines.flatMap((l) => l.toLowerCase().split(/[^a-z]{1,200}/)).filter((w) => VOCABULARY.has(w))
  return [...new Set(words)].sort()
}

/** Mails of hardware RAID tools' own daemons (cron jobs around them are recognised as cron). */
export const raid: Recogniser = {
  name: 'raid',
  version: 1,
  recognise: (subject, _input, body) => {
    const opening = body.lines.slice(0, 12).join('\n').slice(0, 2000)
    const daemon = STATUS_DAEMON.test(subject) || STATUS_DAEMON.test(opening)
    const family = familyOf(subject) ?? (daemon ? familyOf(opening) : null)
    if (family === null || !(daemon || ABOUT_RAID.test(subject))) return null
    const bad = body.lines.filter((l) => BAD.test(l) && !HEALTHY.test(l))
    const said = body.lines
      .map(
        (l) =>
          /^\s{0,8}(?:Report from|Host ?name|Host|Server|System name):? (?:.{0,120}? on )?([\w.-]{1,255})$/i.exec(
            l,
          )?.[1],
      )
      .find((h) => h !== undefined)
    const host = hostInWords(subject) ?? cleanHost(said)
    const recovered = /(?<!non-|not )\b(?:optimal|recovered|returned to normal|rebuild(?: is)? complete)/i.test(subject)
    const event = recovered ? 'recovery' : 'problem'
    return [{ kind: 'raid', unit: family, host, event, key: spoken(bad.length > 0 ? bad : [subject]) }]
  },
}

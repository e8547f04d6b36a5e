import { cleanHost } from '../host.ts'
import { logicalLines } from '../lines.ts'
import type { Draft, Recogniser } from './recogniser.ts'

const HOST = `'?([\\w.<>{}*-]{1,255})'?`
const UNATTENDED = new RegExp(
  `^(?:\\[[^\\]]{1,60}\\]\\s?){0,4}unattended-upgrades? result for ${HOST}: ?'?(\\w{1,20})`,
  'i',
)

/** The package lists differ from day to day; success is one report, and a failure is told by its errors. */
const unattended = (subject: string, lines: readonly string[]): Draft | null => {
  const found = UNATTENDED.exec(subject)
  if (found === null) return null
  const good = /^(?:true|success|none)$/i.test(found[2] ?? '')
  const base = { kind: 'unattended-upgrades', unit: 'unattended-upgrades', host: cleanHost(found[1]) }
  return good
    ? { ...base, event: 'success', key: ['success'] }
    : { ...base, event: 'failed', output: failureLines(lines) }
}

const failureLines = (lines: readonly string[]): readonly string[] => {
  const bad = logicalLines(lines).filter(
    (l) =>
      /\berror\b|^E: |^dpkg: |exception|fail|could not|cannot|conflict|broken|lock/i.test(l) &&
      !/^Unattended[- ]upgrades? returned/i.test(l),
  )
  return bad.length > 0 ? bad : ['failed']
}

/** One report a host whatever its packages: `[pattern with host, unit, event]`. */
const REPORTS: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:[\w/<>{}]{1,20} ){0,4}package updates?(?:\(s\))? (?:for|on|pending on) (\S{1,255})$/i, 'apticron', 'updates'],
  [/^apticron report\b.{0,60}?(?: (?:for|on) (\S{1,255}))?$/i, 'apticron', 'updates'],
  [
    /^apt-listchanges ?: ?(?:news|neuigkeiten|nouvelles|nouveautés|noticias|novedades|novità|nieuws|notícias|novidades)\b.{0,40} (\S{1,255})$/i,
    'apt-listchanges',
    'news',
  ],
  [/^apt-listchanges ?: ?\S.{0,60} (\S{1,255})$/i, 'apt-listchanges', 'changelogs'],
  [/^(?:daily )?debian security status of (\S{1,255})$/i, 'debsecan', 'security status'],
  [/^(?:needrestart|checkrestart)\b.{0,80} (?:on|for) (\S{1,255})$/i, 'needrestart', 'restart'],
]

const report = (subject: string): Draft | null => {
  for (const [pattern, kind, event] of REPORTS) {
    const found = pattern.exec(subject)
    if (found !== null) return { kind, unit: kind, host: cleanHost(found[1]), event, key: [event] }
  }
  return null
}

/** `CRON-APT completed on host [/etc/cron-apt/config]`, `CRON-APT error on host […]`. */
const cronApt = (subject: string, lines: readonly string[]): Draft | null => {
  const found = /^CRON-APT ([\w ]{1,40}?) on (\S{1,255})(?: \[[^\]]{0,200}\])?/i.exec(subject)
  if (found === null) return null
  const event = (found[1] ?? '').toLowerCase()
  const base = { kind: 'cron-apt', unit: 'cron-apt', host: cleanHost(found[2]), event }
  const bad = /error|fail/.test(event)
  return bad ? { ...base, output: logicalLines(lines).filter((l) => !/^CRON-APT /.test(l)) } : { ...base, key: [event] }
}

/** unattended-upgrades, apticron, apt-listchanges, cron-apt and their kin. */
export const packages: Recogniser = {
  name: 'packages',
  version: 1,
  recognise: (subject, _input, body) => {
    const draft = unattended(subject, body.lines) ?? report(subject) ?? cronApt(subject, body.lines)
    return draft === null ? null : [draft]
  },
}

import { cleanHost } from '../host.ts'
import { logicalLines } from '../lines.ts'
import type { Draft, Recogniser } from './recogniser.ts'

/** Lines whose words tell why; Bacula puts a stamp, daemon and job number before each. */
const BACULA_LINE = /^\d{1,2}-\p{L}{3,5}(?:-\d{4})? \d\d:\d\d(?::\d\d)? [\w.-]{1,128} (?:JobId \d+: )?/u

/** The report's own heading: `Error: Bacula bacula-dir 9.6.7 (10Dec20):` stands in every failed job's mail. */
const BACULA_SUMMARY = /^(?:fatal )?(?:error|warning): (?:bacula|bareos) [\w.-]{1,80} \d/i
const MOUNT = /please mount (?:append|read|blank)?|cannot find any appendable volumes|please use the "?label"?/i

const bacula: Recogniser['recognise'] = (subject, _input, body) => {
  const found =
    /^(?:Bacula|Bareos): (.{1,40}?) (OK(?: -- with warnings)?|Error|Fatal Error|\*{1,3}.{1,40}?\*{1,3}|Canceled|Cancelled|Differences|[\w-]{1,20}(?: Error)?) of (\S{1,255})(?: (\S{1,40}))?$/i.exec(
      subject,
    )
  const need =
    found === null
      ? /^(?:Bacula|Bareos):? (Intervention needed|Mount (?:needed|request)|daemon message|Message|.{0,40}needed)/i.exec(
          subject,
        )
      : null
  if (found === null && need === null) return null
  const lines = logicalLines(body.lines).map((l) => l.replace(BACULA_LINE, ''))
  const base = { kind: 'bacula', host: found === null ? null : clientHost(found[3]) }
  if (found === null) {
    const event = (need?.[1] ?? '').toLowerCase()
    const wanted = lines.find((l) => MOUNT.test(l))
    // Which volume and which job wait is where, not what.
    if (wanted !== undefined) return [{ ...base, unit: 'director', event, key: [MOUNT.exec(wanted)?.[0] ?? event] }]
    return [{ ...base, unit: 'director', event, output: [...lines, need?.[1] ?? ''] }]
  }
  const event = (found[2] ?? '').replace(/\*/g, '').trim().toLowerCase()
  const unit = (found[1] ?? '').toLowerCase()
  if (event === 'ok') return [{ ...base, unit, event, key: [event] }]
  const grave = lines.filter((l) => /\b(?:fatal )?error: |\bwarning: /i.test(l) && !BACULA_SUMMARY.test(l))
  return [{ ...base, unit, event, output: grave.length > 0 ? grave : [event] }]
}

const clientHost = (client: string | undefined): string | null => cleanHost((client ?? '').replace(/-fd$/, ''))

const backupninja: Recogniser['recognise'] = (subject, _input, body) => {
  const found = /^backupninja: (\S{1,255})(?: (\w{1,20}))?$/i.exec(subject)
  if (found === null) return null
  const event = (found[2] ?? 'report').toLowerCase()
  const base = { kind: 'backupninja', host: cleanHost(found[1]), event }
  if (/^(?:success|report|info)$/.test(event)) return [{ ...base, unit: 'backupninja', key: [event] }]
  const actions = sectionsOf(body.lines)
  if (actions.length === 0) return [{ ...base, unit: 'backupninja', output: body.lines }]
  return actions.map((a) => ({ ...base, unit: a.unit, output: a.lines, shown: a.lines }))
}

/** `== errors from /etc/backup.d/20.mysql ==` and the lines after it. */
const sectionsOf = (lines: readonly string[]): { unit: string; lines: string[] }[] => {
  const sections = new Map<string, string[]>()
  let current: string[] | null = null
  for (const line of lines) {
    const path = /^== (?:fatal errors|errors|warnings|halts|\w{1,20}) from (\S{1,300}) ==/.exec(line)?.[1]
    if (path !== undefined) {
      const unit = path.slice(path.lastIndexOf('/') + 1)
      current = sections.get(unit) ?? []
      sections.set(unit, current)
    } else current?.push(line)
  }
  return [...sections].map(([unit, said]) => ({ unit, lines: said }))
}

const automysqlbackup: Recogniser['recognise'] = (subject, _input, body) => {
  const found =
    /^(ERRORS REPORTED: |WARNINGS? REPORTED: )?(?:Auto)?(?:MySQL|MariaDB|PostgreSQL) ?Backup (?:error )?Log(?: and SQL Files)? for (\S{1,255})/i.exec(
      subject,
    )
  if (found === null) return null
  const base = { kind: 'automysqlbackup', unit: 'automysqlbackup', host: cleanHost(found[2]) }
  return found[1] === undefined
    ? [{ ...base, event: 'report', key: ['report'] }]
    : [{ ...base, event: 'errors', output: body.lines }]
}

/** `101: 2026-11-02 01:00:03 ERROR: Backup of VM 101 failed - VM is locked` */
const VM_FAILED = /\bERROR: Backup of VM \d{1,9} failed - (\S.{0,300})$/

const vzdump: Recogniser['recognise'] = (subject, _input, body) => {
  const found =
    /^(?:\[?vzdump\]? )?(?:vzdump )?backup status \(([^)]{1,255})\) ?: ?(?:backup )?(\w{1,20})(?:: (.{1,300}))?/i.exec(
      subject,
    )
  if (found === null) return null
  const good = /^(?:success|ok\b)/i.test(found[2] ?? '') || /^ok$/i.test(found[3] ?? '')
  const event = good ? 'successful' : 'failed'
  const base = { kind: 'vzdump', unit: 'vzdump', host: cleanHost(found[1]), event }
  const reason = found[3]?.replace(/\bVM(?:ID)? \d+\b/gi, 'VM <n>')
  if (good) return [{ ...base, key: [event] }]
  const reasons = logicalLines(body.lines).flatMap((l) => VM_FAILED.exec(l)?.[1] ?? [])
  if (reasons.length > 0) return [{ ...base, key: reasons }]
  return [reason === undefined ? { ...base, key: [event] } : { ...base, output: [reason] }]
}

const FAMILY = [bacula, backupninja, automysqlbackup, vzdump]

export const backups: Recogniser = {
  name: 'backups',
  version: 1,
  recognise: (subject, input, body) => {
    for (const one of FAMILY) {
      const drafts: readonly Draft[] | null = one(subject, input, body)
      if (drafts !== null) return drafts
    }
    return null
  },
}

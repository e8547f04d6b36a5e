import { cleanHost, headerHost } from '../host.ts'
import { header } from '../input.ts'
import { logicalLines } from '../lines.ts'
import { draftsOfJob } from './cron.ts'
import type { Recogniser } from './recogniser.ts'
import { isRunParts, scriptsOf } from './run-parts.ts'

export const anacron: Recogniser = {
  name: 'anacron',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^Anacron job '([^']{1,200})' on (\S{1,255})$/.exec(subject)
    if (found === null) return null
    const base = { kind: 'anacron', host: cleanHost(found[2]), event: 'output' }
    const scripts = scriptsOf(body.lines)
    if (scripts.length === 0) return [{ ...base, unit: found[1] ?? 'job', output: body.lines }]
    return scripts.map((s) => ({
      ...base,
      unit: s.unit,
      output: s.lines,
      shown: s.shown,
      ...(s.key ? { key: s.key } : {}),
    }))
  },
}

/** `systemctl status` opens with a bullet and lists state; the journal lines after it are the job's own words. */
const JOURNAL =
  /^(?:\w{3} {1,2}\d{1,2} [\d:]{8}|\d{4}-\d\d-\d\dT\S{8,30}) \S{1,255} ([^:[\]]{1,100})(?:\[\d+\])?: (.{1,2000})$/
/** What the unit itself said, of a `systemctl status` with journal lines. */
export const journalOf = (lines: readonly string[]): string[] =>
  logicalLines(lines).flatMap((l) => {
    const entry = JOURNAL.exec(l)
    return entry === null || entry[1] === 'systemd' ? [] : [entry[2] ?? '']
  })

const STATUS_LINE = /^\s{0,12}[\w ]{2,24}: /

export const systemdCron: Recogniser = {
  name: 'systemd-cron',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^\[([^\]]{1,255})\] (?:job|unit|service) (\S{1,200}) (?:has )?failed$/i.exec(subject)
    if (found === null) return null
    const journal = journalOf(body.lines)
    const rest = body.lines.filter((l) => !STATUS_LINE.test(l) && !JOURNAL.test(l) && !/^[●*×] /.test(l))
    const unit = (found[2] ?? '').replace(/\.service$/, '').replace(/(-)\d{1,4}$/, '$1<n>')
    const output = journal.length > 0 ? journal : rest.some((l) => l.trim() !== '') ? rest : ['failed']
    return [{ kind: 'systemd-cron', unit, host: cleanHost(found[1]), event: 'failed', output }]
  },
}

const RAN = 'Systemd timer ran the following command:'
const RETURNED = /^Its return value was \S{1,12} and emitted the following output:/

/**
 * Wikimedia's systemd::timer::job. The command is the unit in the old form and in the new one, so that the groups outlive
 * the change of the Subject; the host stands in the headers alone.
 */
export const wikimediaTimer: Recogniser = {
  name: 'wikimedia-timer',
  version: 1,
  recognise: (subject, input, body) => {
    const old = /^Output of systemd timer for '?([^']{1,2000})'?$/.exec(subject)
    if (old !== null) {
      const base = { kind: 'systemd-timer', host: headerHost(input), event: 'output' }
      return draftsOfJob(base, old[1] ?? '', body.lines)
    }
    const now = /^(PASS|FAIL): (\S.{0,300})$/.exec(subject)
    if (now === null) return null
    const ran = body.lines.findIndex((l) => l.startsWith(RAN))
    const isTimer = ran >= 0 || /systemdtimer/i.test(`${input.from?.name ?? ''} ${header(input, 'sender')}`)
    if (!isTimer) return null
    const returned = body.lines.findIndex((l) => RETURNED.test(l))
    const failed = now[1] === 'FAIL'
    const base = { kind: 'systemd-timer', host: headerHost(input), event: failed ? 'failed' : 'output' }
    if (ran < 0) return [{ ...base, unit: now[2] ?? 'timer', output: body.lines }]
    const end = returned < 0 ? body.lines.length : returned
    const command = body.lines
      .slice(ran + 1, end)
      .map((l) => l.trim())
      .join(' ')
      .trim()
    const output = returned < 0 ? [] : body.lines.slice(returned + 1)
    const drafts = draftsOfJob(base, command === '' ? (now[2] ?? 'timer') : command, output)
    return drafts.map((d) => (failed && !isRunParts(d.unit) && silent(output) ? { ...d, key: ['failed'] } : d))
  },
}

const silent = (lines: readonly string[]): boolean => lines.every((l) => l.trim() === '')

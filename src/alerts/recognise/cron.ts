import { cleanHost } from '../host.ts'
import { unitOf } from '../unit.ts'
import { outputOf } from './cronic.ts'
import type { Draft, Recogniser } from './recogniser.ts'
import { isRunParts, scriptsOf } from './run-parts.ts'

/** Debian's vixie cron, cronie, OpenBSD and FreeBSD; fcron adds a letter. Debian's appends ` (failed)`. */
const SUBJECT = /^f?cron <([^@>\s]{1,64})@([^>]{1,255})>[ \t]?(.{0,4000})$/is
const FAILED = / \(failed\)$/

/** A job's output → one Draft, or one for each script of a run-parts folder. */
export const draftsOfJob = (
  base: Pick<Draft, 'kind' | 'host' | 'event'>,
  commandLine: string,
  lines: readonly string[],
): readonly Draft[] => {
  const unit = unitOf(commandLine)
  const scripts = scriptsOf(lines, isRunParts(unit))
  if (scripts.length > 0 && (isRunParts(unit) || scripts.every((s) => s.heading))) {
    return scripts.map((s) => ({
      ...base,
      unit: s.unit,
      output: s.lines,
      shown: s.shown,
      ...(s.key ? { key: s.key } : {}),
    }))
  }
  return [{ ...base, unit, output: outputOf(lines) }]
}

export const cron: Recogniser = {
  name: 'cron',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    const command = found[3] ?? ''
    const base = {
      kind: 'cron',
      host: cleanHost(found[2]),
      event: FAILED.test(command) ? 'failed' : 'output',
    }
    return draftsOfJob(base, command.replace(FAILED, ''), body.lines)
  },
}

/** busybox crond writes `cron: command` and names no host. */
export const busyboxCron: Recogniser = {
  name: 'busybox-cron',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^cron: (\S.{0,2000})$/s.exec(subject)
    if (found === null) return null
    return draftsOfJob({ kind: 'cron', host: null, event: 'output' }, found[1] ?? '', body.lines)
  },
}

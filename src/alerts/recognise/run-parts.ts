/** `run-parts --report` (Debian), RHEL's run-parts and anacron: several scripts may speak in one mail. */

export interface ScriptOutput {
  /** `cron.daily/logrotate` */
  readonly unit: string
  readonly lines: readonly string[]
  readonly shown: readonly string[]
  /** Set when the script said nothing but that it failed. */
  readonly key?: readonly string[]
  /** It was named by a heading line, not only by run-parts' closing line. */
  readonly heading: boolean
}

const HEADING = /^(\/(?:[\w.+-]{1,100}\/){0,8}(?:cron|periodic|anacron)[\w./+-]{0,100}\/([\w.+-]{1,100})):\s{0,8}$/
/** Within a job that is known to be run-parts, any path on a line of its own is a script. */
const ANY_HEADING = /^(\/(?:[\w.+-]{1,100}\/){1,12}[\w.+-]{1,100}):\s{0,8}$/
const CLOSING = /^run-parts: (\/\S{1,300}) exited with (?:return|exit) code \d+\s{0,4}$/
const ABOUT = /^run-parts: (?:component|failed to (?:exec|stat component)|cannot execute) (\/[^\s:]{1,300})/

export const isRunParts = (unit: string): boolean => unit.startsWith('run-parts')

const unitOfPath = (path: string): string => path.split('/').slice(-2).join('/')

interface Section {
  readonly path: string
  readonly lines: string[]
  heading: boolean
  failed: boolean
}

/** Cuts a body at its `/etc/cron.daily/NAME:` lines. Lines before the first heading belong to no script and are left out. */
export const scriptsOf = (lines: readonly string[], anyPath = false): ScriptOutput[] => {
  const opening = anyPath ? ANY_HEADING : HEADING
  const sections = new Map<string, Section>()
  const at = (path: string): Section => {
    const known = sections.get(path) ?? { path, lines: [], heading: false, failed: false }
    sections.set(path, known)
    return known
  }
  let current: Section | null = null
  for (const line of lines) {
    const heading = line.startsWith('/') ? opening.exec(line)?.[1] : undefined
    const closing = line.startsWith('run-parts:') ? CLOSING.exec(line)?.[1] : undefined
    const about = line.startsWith('run-parts:') && closing === undefined ? ABOUT.exec(line)?.[1] : undefined
    if (heading !== undefined) {
      current = at(heading)
      current.heading = true
    } else if (closing !== undefined) at(closing).failed = true
    else if (about !== undefined) at(about).lines.push(line)
    else current?.lines.push(line)
  }
  return [...sections.values()].map((s) => {
    const silent = s.lines.every((l) => l.trim() === '')
    return {
      unit: unitOfPath(s.path),
      lines: s.lines,
      shown: [`${s.path}:`, ...s.lines],
      heading: s.heading,
      ...(silent ? { key: [s.failed ? 'exited with an error code' : 'said nothing'] } : {}),
    }
  })
}

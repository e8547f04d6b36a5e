import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

const SUBJECT = /^\*{3} SECURITY information for (\S{1,255}) \*{3}$/

/** `host : Oct  6 06:25:02 : user : 3 incorrect password attempts ; TTY=…`; wrapped lines are indented. */
const entriesOf = (lines: readonly string[]): string[] => {
  const entries: string[] = []
  for (const line of lines) {
    if (/^\S{1,255} : /.test(line)) entries.push(line)
    else if (line.trim() !== '' && entries.length > 0) entries[entries.length - 1] += ` ${line.trim()}`
  }
  return entries
}

/** The reason, in one form: user, counts and the command that was tried are where, not what. */
const reasonOf = (entry: string): string | null => {
  const [, , user, ...after] = entry.split(' : ')
  // What concerns no user's command names none: `host : date : problem with defaults entries ; …`
  const rest = user?.includes(' ') === true ? [user, ...after] : after
  const reason = rest.join(' : ').split(/ ; (?=[A-Z]{2,12}=)| ; $/)[0]
  if (reason === undefined || reason === '') return null
  if (/^(?:TTY|PWD|USER|HOST)=/.test(reason)) return 'command run'
  if (reason.startsWith('unable to resolve host')) return 'unable to resolve host'
  return reason
    .replace(/\bincorrect password attempts?\b/, 'incorrect password attempts')
    .replace(/^\d+ /, '')
    .replace(/\[[\w.-]{1,64}\]/, '[<user>]')
    .trim()
}

export const sudo: Recogniser = {
  name: 'sudo',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = SUBJECT.exec(subject)
    if (found === null) return null
    const reasons = [...new Set(entriesOf(body.lines).flatMap((e) => reasonOf(e) ?? []))]
    const base = { kind: 'sudo', unit: 'sudo', host: cleanHost(found[1]) }
    if (reasons.length === 0) return [{ ...base, event: null, output: body.lines }]
    return reasons.map((reason) => ({ ...base, event: reason, key: [reason] }))
  },
}

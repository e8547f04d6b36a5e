import { cleanHost } from '../host.ts'
import type { Recogniser } from './recogniser.ts'

/** mdadm --monitor: the event is the trouble; device and host are where. `Rebuild20`, `Rebuild40` are one event. */
export const mdadm: Recogniser = {
  name: 'mdadm',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^([A-Z]\w{2,40}) event on (\S{1,200}):(\S{1,255})$/.exec(subject)
    const named = found ?? /^([A-Z]\w{2,40}) event on (\S{1,200})$/.exec(subject)
    if (named === null) return null
    if (found === null && !body.lines.some((l) => l.includes('mdadm'))) return null
    const event = (named[1] ?? '').replace(/\d{1,3}$/, '')
    return [{ kind: 'mdadm', unit: 'md', host: cleanHost(named[3]), event, key: [event] }]
  },
}

/** smartd and Debian's smartd-runner; the type in brackets has had two spellings (`selftest`, `SelfTest`). */
export const smartd: Recogniser = {
  name: 'smartd',
  version: 1,
  recognise: (subject, _input, body) => {
    const found = /^SMART error \(([^)]{1,60})\) detected on host: ?(\S{1,255})?$/i.exec(subject)
    if (found === null) return null
    const told = body.lines.map((l) => /^\s{0,8}host name: {1,8}(\S{1,255})/.exec(l)?.[1]).find((h) => h !== undefined)
    const type = found[1] ?? ''
    return [{ kind: 'smartd', unit: 'disk', host: cleanHost(found[2] ?? told), event: type, key: [type.toLowerCase()] }]
  },
}

const fieldOf = (lines: readonly string[], name: RegExp): string | null => {
  for (const line of lines.slice(0, 200)) {
    const value = name.exec(line)?.[1]
    if (value !== undefined) return value.trim()
  }
  return null
}

/** ZED's zedlets: `ZFS device fault for pool tank on host`, `ZFS scrub_finish event for tank on host`. */
export const zfs: Recogniser = {
  name: 'zfs',
  version: 1,
  recognise: (subject, _input, body) => {
    const found =
      /^ZFS ([\w.]{2,60}(?: [\w.]{2,60}){0,4}?)(?: event)? for (?:pool )?\S{1,255}(?: on (\S{1,255}))?$/.exec(subject)
    if (found === null) return null
    const host = cleanHost(found[2]) ?? cleanHost(fieldOf(body.lines, /^\s{0,8}host: (\S{1,255})/))
    const said = fieldOf(body.lines, /^\s{0,8}class: (\S{1,80})/) ?? found[1] ?? ''
    // ZED's statechange-notify writes "device fault" into every Subject; older bodies lack the class.
    const event = said === 'device fault' ? 'statechange' : said.replace(/^.{0,60}\./, '')
    return [{ kind: 'zfs', unit: 'zpool', host, event, key: [event] }]
  },
}

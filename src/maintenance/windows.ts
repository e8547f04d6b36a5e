import type { Window } from '../reading/notice.ts'

const minute = 60_000
const hour = 60 * minute
const dayLength = 24 * hour

/** A window with the number under which its event stands, whatever its dates become. */
export interface Slotted {
  readonly window: Window
  readonly slot: number
}

const at = (iso: string): number => Date.parse(iso)

/** Start and end in ms; an unknown end counts as the end of the UTC day of the start. */
export const extent = ({ start, end }: Window): readonly [number, number] => {
  const from = at(start)
  const to = end === null ? Math.floor(from / dayLength) * dayLength + dayLength : at(end)
  return [from, Math.max(from, to)]
}

/** Share some time; a window without length overlaps one that begins with it. */
export const overlap = (a: Window, b: Window): boolean => {
  const [a0, a1] = extent(a)
  const [b0, b1] = extent(b)
  return a0 === b0 || (a0 < b1 && b0 < a1)
}

const close = (a: string | null, b: string | null, off = 0): boolean =>
  a === null || b === null || Math.abs(Math.abs(at(a) - at(b)) - off) <= minute

const covers = (days: Window, exact: Window): boolean => {
  const [from, to] = extent(days)
  return at(exact.start) >= from && at(exact.start) < to
}

/** The same window told twice: within a minute of rounding; an unknown end and bare days agree with what they contain. */
export const sameWindow = (a: Window, b: Window): boolean => {
  if ((a.backup === true) !== (b.backup === true)) return false
  if (a.dateOnly === true && b.dateOnly !== true) return covers(a, b)
  if (b.dateOnly === true && a.dateOnly !== true) return covers(b, a)
  return close(a.start, b.start) && close(a.end, b.end)
}

/** Moved by exactly an hour (to the minute): what a wrongly applied summer time looks like. */
const hourApart = (a: Window, b: Window): boolean => close(a.start, b.start, hour) && close(a.end, b.end, hour)

/** What is known of a window that two mails tell alike: the first wording, completed where the second knows more. */
const completed = (known: Window, told: Window): Window => {
  if (known.dateOnly === true && told.dateOnly !== true) return told
  if (told.dateOnly === true) return known
  return known.end === null && told.end !== null ? { ...known, end: told.end } : known
}

const fuller = (a: Window, b: Window): boolean => a.end !== b.end || a.start !== b.start || a.dateOnly !== b.dateOnly

const cancelledFlag = (window: Window, cancelled: boolean): Window => {
  const { cancelled: _, ...rest } = window
  return cancelled ? { ...rest, cancelled: true } : rest
}

/** Not called off alone. */
export const active = (window: Window): boolean => window.cancelled !== true

export interface WindowChange {
  /** `same`: nothing new; `filled`: an end or hours became known; `moved`: other windows; `called-off`: some of them are off. */
  readonly relation: 'same' | 'filled' | 'moved' | 'called-off'
  readonly next: readonly Slotted[]
  /** All that moved did so by exactly an hour. */
  readonly byHour: boolean
  /** It names a window as standing that was called off alone before. */
  readonly revives: boolean
}

const byStart = (a: Slotted, b: Slotted): number =>
  Number(a.window.backup === true) - Number(b.window.backup === true) ||
  at(a.window.start) - at(b.window.start) ||
  a.slot - b.slot

/** Numbers windows that are told for the first time, in the order of their start, the backup ones last. */
export const numbered = (windows: readonly Window[]): readonly Slotted[] =>
  windows
    .map((window) => ({ window, slot: 0 }))
    .sort(byStart)
    .map(({ window }, slot) => ({ window, slot }))

interface Pairing {
  readonly pairs: readonly { readonly old: Slotted; readonly told: Window }[]
  readonly dropped: readonly Slotted[]
  readonly added: readonly Window[]
}

const pair = (known: readonly Slotted[], told: readonly Window[]): Pairing => {
  const left = [...known]
  const pairs: { old: Slotted; told: Window }[] = []
  const added: Window[] = []
  for (const window of told) {
    const found = left.findIndex((k) => sameWindow(k.window, window))
    const old = left[found]
    if (old === undefined) added.push(window)
    else {
      left.splice(found, 1)
      pairs.push({ old, told: window })
    }
  }
  return { pairs, dropped: left, added }
}

/** Gives the new windows the slots of those that they replace, in order and apart for backups; more windows get new slots. */
const replace = (dropped: readonly Slotted[], added: readonly Window[], firstFree: number): readonly Slotted[] => {
  let free = firstFree
  const left = [...dropped].sort(byStart)
  return numbered(added).map(({ window }) => {
    const found = left.findIndex(
      (old) => (old.window.backup === true) === (window.backup === true) && active(old.window),
    )
    const old = left[found]
    if (old === undefined) return { window, slot: free++ }
    left.splice(found, 1)
    return { window, slot: old.slot }
  })
}

/**
 * Compares the windows that are known with those that a notice states.
 * `partial`: the notice may name only some of them (a reminder of the next night), as long as it names no other.
 * `sent`: nights that ended before it need not be told again.
 */
export const compareWindows = (
  known: readonly Slotted[],
  told: readonly Window[],
  options: { readonly partial: boolean; readonly sent: string | null; readonly firstFree: number },
): WindowChange => {
  const { pairs, dropped, added } = pair(known, told)
  const sent = options.sent
  const toldBackup = told.some((w) => w.backup === true)
  const over = (k: Slotted) => sent !== null && extent(k.window)[1] <= at(sent) && pairs.length > 0
  const kept = (k: Slotted) =>
    !active(k.window) ||
    (options.partial && added.length === 0) ||
    over(k) ||
    (k.window.backup === true && !toldBackup && added.length === 0)
  const gone = dropped.filter((k) => !kept(k))
  const stay = dropped.filter(kept)
  const merged = pairs.map(({ old, told: window }) => ({
    slot: old.slot,
    window: cancelledFlag(completed(old.window, window), window.cancelled === true || !active(old.window)),
  }))
  const fresh = replace(gone, added, options.firstFree)
  const next = [...merged, ...stay, ...fresh].sort(byStart)
  const revives = pairs.some((p) => !active(p.old.window) && active(p.told))
  const moved = added.length > 0 || gone.length > 0
  const byHour =
    moved &&
    fresh.length === gone.length &&
    fresh.every((f) => gone.some((g) => g.slot === f.slot && hourApart(g.window, f.window)))
  if (moved) return { relation: 'moved', next, byHour, revives }
  const off = pairs.some((p) => active(p.old.window) && !active(p.told))
  if (off) return { relation: 'called-off', next, byHour, revives }
  const filled = pairs.some((p) => fuller(p.old.window, completed(p.old.window, p.told)))
  return { relation: filled ? 'filled' : 'same', next, byHour, revives }
}

/** Calls off those known windows that touch one of `named`. */
export const callOff = (known: readonly Slotted[], named: readonly Window[]): readonly Slotted[] =>
  known.map((k) => (matches(k.window, named) ? { ...k, window: cancelledFlag(k.window, true) } : k))

/** Backup dates that begin after `instant` are not needed any more. */
export const callOffBackups = (known: readonly Slotted[], instant: string): readonly Slotted[] =>
  known.map((k) =>
    k.window.backup === true && k.window.start > instant ? { ...k, window: cancelledFlag(k.window, true) } : k,
  )

/** The window is one of those that a notice names, however exactly. */
export const matches = (window: Window, named: readonly Window[]): boolean =>
  named.some((n) => sameWindow(n, window) || overlap(n, window))

const clock = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`

/** `2026-01-06 05:01–11:00 UTC`, for reasons and histories. */
export const showWindow = (window: Window): string => {
  const marks = `${window.backup === true ? ' (backup)' : ''}${active(window) ? '' : ' (called off)'}`
  if (window.dateOnly === true) {
    const last = window.end === null ? window.start : new Date(at(window.end) - 1).toISOString()
    const first = window.start.slice(0, 10)
    return `${first === last.slice(0, 10) ? first : `${first} to ${last.slice(0, 10)}`}${marks}`
  }
  if (window.end === null) return `${clock(window.start)} UTC, end unknown${marks}`
  const sameDay = window.end.slice(0, 10) === window.start.slice(0, 10)
  return `${clock(window.start)}–${sameDay ? window.end.slice(11, 16) : clock(window.end)} UTC${marks}`
}

/** Up to six windows, in words. */
export const showWindows = (windows: readonly Window[]): string =>
  windows.length === 0
    ? 'no window'
    : windows.slice(0, 6).map(showWindow).join(', ') + (windows.length > 6 ? ` and ${windows.length - 6} more` : '')

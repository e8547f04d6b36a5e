import { createHash } from 'node:crypto'
import type { Signature } from './alert.ts'
import type { AlertGroup } from './group.ts'
import { trendOf } from './recurrence.ts'
import { cell, fenced, inline, titleText } from './remarkup.ts'

/** What a group is about, as its latest Alert told it. */
export interface GroupFacts {
  readonly kind: string
  readonly unit: string
  readonly evidence: readonly string[]
  /** Masked; no secrets. */
  readonly example: string
}

/** The name by which a group's task is known again: one alphanumeric word, so that a search finds it too. */
export const markerOf = (signature: Signature): string =>
  `g${createHash('sha256').update(signature).digest('hex').slice(0, 16)}`

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

const HEADING = '== How often (kept up to date by maintcal) =='
const MARKER_LINE = /^maintcal-group: (g[0-9a-f]{16})(?: figures:([0-9a-f]{8}))?[ \t]{0,8}$/m

export interface Marker {
  readonly group: string
  readonly checksum: string | null
}

/** The marker in a task's description; null: it is not one of ours. */
export const markerIn = (description: string): Marker | null => {
  const found = MARKER_LINE.exec(description.replaceAll('\r\n', '\n'))
  return found === null ? null : { group: found[1] ?? '', checksum: found[2] ?? null }
}

const day = (at: string): string => at.slice(0, 10)

const DAY = 86_400_000

const MOST_HOSTS = 15

/** The part of the description that maintcal renews: counts by week and host, first and last seen, trend. */
export const figuresText = (group: AlertGroup, now: Date): string => {
  const weeks = group.weeks.map((count, i) => {
    const start = new Date(now.getTime() - (5 - i) * 7 * DAY)
    return `| ${start.toISOString().slice(0, 10)} | ${count} |`
  })
  const hosts = group.hosts.slice(0, MOST_HOSTS).map(({ host, count }) => `| ${cell(host)} | ${count} |`)
  const more = group.hosts.length - hosts.length
  return [
    HEADING,
    `First seen ${day(group.first)}, last seen ${day(group.last)}; ${trendOf(group)}.`,
    '',
    '| seven days from | mails |',
    '| --- | --- |',
    ...weeks,
    '',
    `| host${more > 0 ? ` (and ${more} more)` : ''} | mails |`,
    '| --- | --- |',
    ...hosts,
  ].join('\n')
}

const markerLine = (marker: string, figures: string): string => `maintcal-group: ${marker} figures:${checksum(figures)}`

/** `root@ mail: cron: dump.sh: error: cannot lock database` */
export const taskTitle = (facts: GroupFacts): string => {
  const said = facts.evidence[0]
  return titleText(`root@ mail: ${facts.kind}: ${facts.unit}${said === undefined || said === '' ? '' : `: ${said}`}`)
}

/** A new task's whole description. */
export const taskDescription = (facts: GroupFacts, group: AlertGroup, owner: string | null, now: Date): string => {
  const figures = figuresText(group, now)
  return [
    `Mail to root@ keeps telling of the same trouble: ${inline(facts.unit)} (${inline(facts.kind)}).`,
    ...(owner === null ? [] : ['', `Suggested owner: ${inline(owner)}`]),
    '',
    'One of the mails; secrets and addresses are taken out:',
    fenced(facts.example === '' ? '(the mails have no text)' : facts.example),
    '',
    'What you write above the figures stays. When this task is resolved and the mails come back, it is opened again; closed with any other status, it stays closed.',
    '',
    figures,
    '',
    markerLine(markerOf(group.id), figures),
    '',
  ].join('\n')
}

/**
 * The description with new figures; null when nothing is to be written: the figures are the same, or a person changed
 * them (their checksum does not fit), or took them out.
 */
export const withFigures = (description: string, group: AlertGroup, now: Date): string | null => {
  const text = description.replaceAll('\r\n', '\n')
  const marker = markerIn(text)
  const from = text.indexOf(HEADING)
  const to = text.search(MARKER_LINE)
  if (marker === null || from < 0 || to < from) return null
  const standing = text.slice(from, to).trimEnd()
  if (checksum(standing) !== marker.checksum) return null
  const figures = figuresText(group, now)
  if (figures === standing) return null
  const after = text.slice(to).replace(MARKER_LINE, markerLine(marker.group, figures))
  return `${text.slice(0, from)}${figures}\n\n${after}`
}

export const silenceComment = (group: AlertGroup, weeks: number): string =>
  `No mail of this kind has come since ${day(group.last)}, for ${weeks} weeks. If it is mended, this task can be closed.`

export const reopenComment = (group: AlertGroup, since: string): string => {
  const back = group.occurrences.filter((o) => o.at > since)
  const hosts = new Set(back.map((o) => o.host ?? '(unknown)')).size
  return `The mails have come back: ${back.length} since this task was closed on ${day(since)}, from ${hosts} host${hosts === 1 ? '' : 's'}, the last on ${day(group.last)}.`
}

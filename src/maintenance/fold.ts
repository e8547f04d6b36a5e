import type { Doubt, DoubtCode, Notice, Status, Window } from '../reading/notice.ts'
import { type Belief, type Judgement, mergeDetails } from './belief.ts'
import type { Unclear } from './identify.ts'
import { judge } from './judge.ts'
import { isCancellation, isCompletion } from './judgement.ts'
import type { HistoryEntry, Maintenance, Question, Ruling, Told } from './maintenance.ts'
import { overrule, speaksOf } from './overrule.ts'
import type { Cluster } from './partition.ts'
import { questionOf } from './questions.ts'
import { byTold, isPassive } from './rulings.ts'
import { type Say, sayings } from './say.ts'
import { active, numbered } from './windows.ts'

type Doubtful = (told: Told) => Unclear | null

interface Step {
  readonly say: Say
  readonly judgement: Judgement
}

/** Codes of blocking doubts that leave the day of the work open. */
const dateCodes: ReadonlySet<DoubtCode> = new Set<DoubtCode>([
  'zone-missing',
  'zone-ambiguous',
  'zone-local',
  'zones-disagree',
  'date-order',
  'year-missing',
  'weekday-mismatch',
  'date-missing',
  'date-invalid',
  'window-past',
  'window-too-long',
  'window-reversed',
  'no-window',
  'parts-disagree',
  'mail-broken',
])

const blocking = (notice: Notice): readonly Doubt[] => notice.doubts.filter((d) => d.blocking)

/** The day of the work is beyond doubt, whatever else is not. */
export const dateIsSure = (notice: Notice): boolean =>
  notice.windows.length > 0 && !blocking(notice).some((d) => dateCodes.has(d.code))

/**
 * What we believe of one work: the fold of its Tolds in the order of telling and of people's rulings. A value of its
 * arguments alone; `rulings` may hold those of other works.
 */
export const fold = (cluster: Cluster, rulings: readonly Ruling[] = []): Maintenance => {
  const answers = byTold(rulings)
  const unclear: Doubtful = (told) => cluster.unclear.get(told.key) ?? null
  const says = sayings(cluster, answers)
  const steps: Step[] = []
  const texts = new Map<string, boolean>()
  let belief: Belief | null = null
  for (const say of says) {
    const repeated = texts.get(say.told.textHash) ?? false
    const judgement: Judgement =
      say.ignored !== null
        ? setAside(belief, say)
        : isHeld(say, unclear)
          ? held(belief, say, unclear(say.told), repeated)
          : judge(belief, say.told, { approved: say.approvedBy !== null, repeated })
    if (judgement.decision !== 'review' && say.ignored === null) texts.set(say.told.textHash, true)
    steps.push({ say, judgement })
    belief = judgement.belief
  }
  const provisional = belief === null ? assume(steps, unclear) : null
  const base = belief ?? provisional
  return overrule(
    toMaintenance(cluster, base, provisional !== null, steps),
    rulings.filter((r) => speaksOf(r, cluster.aliases)),
  )
}

const isHeld = (say: Say, unclear: Doubtful): boolean =>
  isPassive(say) || (unclear(say.told) !== null && say.approvedBy === null && say.link === null)

const setAside = (belief: Belief | null, { ignored }: Say): Judgement => ({
  decision: 'ignored',
  reason: `${ignored?.by ?? ''} set it aside: ${ignored?.why ?? ''}`,
  belief,
  changes: [],
  asks: null,
  proposed: [],
})

/** It cancels or completes: there is no day to warn of. */
const ends = ({ notice }: Told): boolean => isCancellation(notice) || isCompletion(notice)

const whyHeld = (told: Told, unclear: Unclear | null): readonly string[] => {
  const reasons = [
    ...(unclear === null ? [] : [unclear.reason]),
    ...(told.unverified ? ['The sender could not be verified, so it neither moves nor cancels anything.'] : []),
    ...(told.why ?? []),
    ...blocking(told.notice).map((d) => d.detail),
  ]
  return reasons.length === 0 ? ['A person must look at it before it is believed.'] : reasons
}

/** The old text once more after the end may mean that the work is on again. */
const revives = (belief: Belief | null, told: Told): boolean =>
  (belief?.status === 'CANCELLED' || belief?.status === 'COMPLETED') && !ends(told)

const held = (belief: Belief | null, { told }: Say, unclear: Unclear | null, repeated: boolean): Judgement => {
  const unchanged = { belief, changes: [], proposed: [] }
  const revived = revives(belief, told)
  if (repeated && unclear === null && !revived) {
    const reason = 'The same text came before, in a mail that is believed.'
    return { ...unchanged, decision: 'duplicate', reason, asks: null }
  }
  const sure = !told.unverified && unclear === null && dateIsSure(told.notice) && !ends(told)
  const again =
    repeated && revived ? [`The work is known as ${belief?.status}, and this text, which came before, came again.`] : []
  const reasons = [...again, ...whyHeld(told, unclear)]
  return {
    ...unchanged,
    decision: 'review',
    reason: reasons.join(' '),
    reasons,
    asks: unclear === null ? 'held' : 'identity-unclear',
    proposed: sure ? told.notice.windows.filter(active) : [],
  }
}

/** When nothing of a work is believed yet: what stands in the calendar as `REVIEW?`, so that nobody is surprised. */
const assume = (steps: readonly Step[], unclear: Doubtful): Belief | null => {
  const open = steps.filter((s) => s.say.ignored === null).map((s) => s.say.told)
  const sure = open.filter((t) => dateIsSure(t.notice) && !ends(t))
  const told = sure.filter((t) => !t.unverified).at(-1) ?? sure[0] ?? open[0] ?? steps[0]?.say.told
  if (told === undefined) return null
  const why = reasonWithoutEvent(open.length > 0, sure.length > 0, unclear(told))
  const windows = numbered(told.notice.windows)
  const { details } = mergeDetails(null, told.notice)
  return {
    ...details,
    status: told.notice.status,
    windows,
    nextSlot: windows.length,
    doubts: told.notice.doubts,
    source: told,
    withoutEvent: why,
  }
}

const reasonWithoutEvent = (open: boolean, sure: boolean, unclear: Unclear | null): string | null => {
  if (!open) return 'All its mails were set aside.'
  if (!sure) return 'Nothing sure is known of it yet.'
  return unclear?.covered === true
    ? 'Its windows stand in the calendar as those of the works that it may belong to.'
    : null
}

/** A question is overtaken once a later mail that is believed states the work anew. */
const overtaken = (steps: readonly Step[], at: number): boolean =>
  steps[at]?.say.told.sent !== null &&
  steps.slice(at + 1).some(({ say: { told }, judgement: { decision } }) => {
    if (['review', 'ignored', 'duplicate', 'stale'].includes(decision)) return false
    return told.notice.windows.length > 0 || decision === 'cancelled'
  })

const vendorIds = (steps: readonly Step[]): readonly string[] => {
  const believed = steps.filter((s) => !isPassive(s.say))
  const ids = (believed.length > 0 ? believed : steps).flatMap(({ say: { told } }) => [
    ...[...told.notice.formerIds].reverse(),
    ...(told.notice.maintenanceId === null ? [] : [told.notice.maintenanceId]),
  ])
  return [...new Set([...ids].reverse())]
}

const entries = ({ say, judgement }: Step): readonly HistoryEntry[] =>
  say.keys.map((key, n) => ({
    told: key,
    sent: say.told.sent,
    decision: judgement.decision,
    reason: n === 0 ? judgement.reason : `It stands in the same mail: read together. ${judgement.reason}`,
    changes: n === 0 ? judgement.changes : [],
    permalink: say.told.permalink,
    subject: say.told.subject,
  }))

/** A second copy of a mail proposes nothing more. */
const distinct = (windows: readonly Window[]): readonly Window[] => [
  ...new Map(windows.map((window) => [JSON.stringify(window), window])).values(),
]

const toMaintenance = (
  cluster: Cluster,
  belief: Belief | null,
  provisional: boolean,
  steps: readonly Step[],
): Maintenance => {
  const open = steps.filter((s, at) => s.judgement.asks !== null && !overtaken(steps, at))
  const status: Status = belief?.status ?? 'TENTATIVE'
  const questions = open.map(
    ({ say: { told }, judgement }): Question => questionOf(cluster.id, told, judgement, belief?.windows ?? []),
  )
  const proposed = provisional ? [] : distinct(open.flatMap((s) => s.judgement.proposed))
  const reasons = new Set<string>()
  return {
    id: cluster.id,
    vendor: cluster.vendor,
    maintenanceIds: vendorIds(steps),
    status,
    provisional,
    windows: belief?.windows.map((s) => s.window) ?? [],
    slots: belief?.windows.map((s) => s.slot) ?? [],
    circuits: belief?.circuits ?? [],
    impact: belief?.impact ?? null,
    summary: belief?.summary ?? null,
    location: belief?.location ?? null,
    zone: belief?.zone ?? null,
    permalink: belief?.source.permalink ?? null,
    messageId: belief?.source.messageId ?? null,
    subject: belief?.source.subject ?? '',
    history: steps.flatMap(entries),
    // Three reminders with one doubt are one question, the first one's.
    questions: questions.filter((q) => {
      const text = `${q.codes.join()}|${q.reasons.join('|')}`
      return reasons.has(text) ? false : reasons.add(text)
    }),
    doubts: belief?.doubts ?? [],
    changed: belief?.source.sent ?? null,
    ...(proposed.length > 0 ? { proposed } : {}),
    ...(belief === null || belief.withoutEvent === null ? {} : { withoutEvent: belief.withoutEvent }),
  }
}

import type { Doubt } from '../notice.ts'
import type { DateContext, Instant } from '../when.ts'
import { type SettledZone, settleZone } from '../zones.ts'
import type { RawDate } from './date-form.ts'
import { type Day, type DayEvidence, gatherEvidence, settleDay } from './days.ts'
import { type RawMoment, type Scan, zoneOfText } from './moments.ts'
import { type Conversion, dayMs, fixedOffset, hourMs, isZone, localToUtc, minuteMs } from './offsets.ts'
import { isDated, type Phrase, phrasesOf } from './phrases.ts'
import { rememberedByText } from './remembered.ts'
import { tokenize } from './tokens.ts'
import type { ZoneMention } from './zone-form.ts'
import { defaultZoneTable, withOwnWords, type ZoneTable } from './zone-table.ts'

/** A text taken apart, with what its dates say of each other. */
export interface Parsed {
  readonly scan: Scan
  readonly phrases: readonly Phrase[]
  readonly context: DateContext
  readonly evidence: DayEvidence
  /** Said once for the whole text. */
  readonly zone: ZoneMention | null
}

const datesOf = (phrases: readonly Phrase[]): RawDate[] => {
  const out: RawDate[] = []
  for (const { first, last } of phrases) {
    if (first.date) out.push(first.date)
    if (last?.date) out.push(last.date)
  }
  return out
}

const parse = (text: string, context: DateContext, table: ZoneTable | undefined): Parsed => {
  const base = table ?? context.table ?? defaultZoneTable()
  const scan: Scan = { tokens: tokenize(text), table: withOwnWords(base, context.zones), text }
  const phrases = scan.tokens.length === 0 ? [] : phrasesOf(scan)
  return {
    scan,
    phrases,
    context,
    evidence: gatherEvidence(datesOf(phrases)),
    zone: phrases.length === 0 ? null : zoneOfText(scan),
  }
}

const parsedBefore = rememberedByText((text, context) => parse(text, context, undefined))

/** Takes a text apart; times without date are among its phrases. `table`: else the context's, else the package's. */
export const parseText = (text: string, context: DateContext, table: ZoneTable | undefined): Parsed =>
  table ? parse(text, context, table) : parsedBefore(text, context)

/** Without times that have no date anywhere, and dates that nothing proves: for texts that are no half of a pair. */
export const datedOnly = (parsed: Parsed): Parsed => {
  const phrases = parsed.phrases.filter((phrase) => isDated(parsed.scan, phrase))
  return phrases.length === parsed.phrases.length
    ? parsed
    : { ...parsed, phrases, evidence: gatherEvidence(datesOf(phrases)) }
}

const none: readonly Doubt[] = []

const doubt = (code: Doubt['code'], blocking: boolean, detail: string): Doubt => ({ code, blocking, detail })

/** A moment brought to UTC, with what a partner needs to know of it. */
export interface Settled {
  readonly instant: Instant
  /** Milliseconds; `later` is the second time of an autumn hour. */
  readonly conversion: Conversion
  /** Midnight of the local day. */
  readonly midnight: number
  readonly ownDate: boolean
}

const iso = (utc: number): string => `${new Date(utc).toISOString().slice(0, 19)}Z`

/** The words of a token range, for doubts. */
const wordsOf = ({ text, tokens }: Scan, { from, next }: { readonly from: number; readonly next: number }): string =>
  text.slice(tokens[from]?.start ?? 0, tokens[next - 1]?.end ?? 0).replace(/\s+/g, ' ')

export interface MomentPlan {
  readonly moment: RawMoment
  readonly day: Day
  readonly mention: ZoneMention | null
  readonly ownDate: boolean
  readonly scan: Scan
}

const habitOf = ({ zone }: DateContext): string | null => (zone !== null && isZone(zone) ? zone : null)

const zoneFor = ({ moment, mention, scan }: MomentPlan, local: number, context: DateContext): SettledZone => {
  if (mention) return settleZone(mention, local, context)
  const habit = habitOf(context)
  if (habit !== null) return { zone: habit, season: null, doubts: none }
  // A bare day is a day everywhere: its window is kept in days.
  const doubts =
    moment.time === null
      ? none
      : [doubt('zone-missing', true, `"${wordsOf(scan, moment)}" has no time zone; UTC was assumed.`)]
  return { zone: 'UTC', season: null, doubts }
}

const clockMs = (moment: RawMoment): number => {
  const { time } = moment
  return time ? time.hour * hourMs + time.minute * minuteMs + time.second * 1000 : 0
}

const slip = ({ moment, scan }: MomentPlan, zone: SettledZone, conversion: Conversion): readonly Doubt[] => {
  if (conversion.skipped) {
    return [
      doubt(
        'dst-slip',
        false,
        `"${wordsOf(scan, moment)}" is skipped by the clocks of ${zone.zone}; ${iso(conversion.utc)} was taken.`,
      ),
    ]
  }
  if (conversion.later === null || zone.season !== null) return none
  const taken = iso(conversion.utc)
  const words = wordsOf(scan, moment)
  return [doubt('dst-slip', false, `"${words}" happens twice in ${zone.zone}; the first, ${taken}, was taken.`)]
}

const contradicts = (moment: RawMoment, midnight: number, utc: number, context: DateContext): readonly Doubt[] => {
  if (!moment.also) return none
  const local = midnight + moment.also.time.hour * hourMs + moment.also.time.minute * minuteMs
  const { zone } = settleZone(moment.also.zone, local, context)
  // The other zone may be on the day before or after.
  const same = [-dayMs, 0, dayMs].some((shift) => localToUtc(zone, local + shift).utc === utc)
  if (same) return []
  return [
    doubt(
      'zones-disagree',
      true,
      `The time given again in "${moment.also.zone.words}" is not the same instant as ${iso(utc)}.`,
    ),
  ]
}

/** Brings one moment on its day to UTC. */
export const settleMoment = (plan: MomentPlan, context: DateContext): Settled => {
  const { moment, day, mention, ownDate, scan } = plan
  const local = day.midnight + clockMs(moment)
  const zone = zoneFor(plan, local, context)
  const converted = localToUtc(zone.zone, local)
  const conversion =
    zone.season === 'standard' && converted.later !== null
      ? { ...converted, utc: converted.later, later: null }
      : converted
  const slips = fixedOffset(zone.zone) === null && moment.time !== null ? slip(plan, zone, conversion) : none
  const again = contradicts(moment, day.midnight, conversion.utc, context)
  const instant: Instant = {
    utc: iso(conversion.utc),
    dateOnly: moment.time === null,
    zone: mention ? zone.zone : habitOf(context),
    zoneWritten: mention !== null,
    start: scan.tokens[moment.from]?.start ?? 0,
    end: scan.tokens[moment.next - 1]?.end ?? 0,
    doubts: [...day.doubts, ...zone.doubts, ...slips, ...again],
  }
  return { instant, conversion, midnight: day.midnight, ownDate }
}

/** Replaces the instant's time by another reading of the same words. */
export const moved = (settled: Settled, utc: number, doubts: readonly Doubt[] = settled.instant.doubts): Settled => ({
  ...settled,
  conversion: { utc, later: null, skipped: false },
  instant: { ...settled.instant, utc: iso(utc), doubts },
})

/** The day of a moment's date. */
export const dayOf = (date: RawDate, parsed: Parsed, partner: readonly number[]): Day =>
  settleDay(date, () => wordsOf(parsed.scan, date), parsed.context, parsed.evidence, partner)

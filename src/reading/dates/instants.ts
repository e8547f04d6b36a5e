import type { Doubt } from '../notice.ts'
import type { DateContext, Instant } from '../when.ts'
import { type SettledZone, settleZone } from '../zones.ts'
import type { RawDate } from './date-form.ts'
import { type Day, type DayEvidence, gatherEvidence, settleDay } from './days.ts'
import { type RawMoment, type Scan, zoneOfText } from './moments.ts'
import { type Conversion, dayMs, fixedOffset, hourMs, isZone, localToUtc, minuteMs } from './offsets.ts'
import { type Phrase, phrasesOf } from './phrases.ts'
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

const datesOf = (phrases: readonly Phrase[]): RawDate[] =>
  phrases.flatMap((phrase) => [phrase.first.date, phrase.last?.date ?? null]).filter((date) => date !== null)

const parse = (text: string, context: DateContext, table: ZoneTable | undefined, undated: boolean): Parsed => {
  const base = table ?? context.table ?? defaultZoneTable()
  const scan: Scan = { tokens: tokenize(text), table: withOwnWords(base, context.zones), text }
  const phrases = scan.tokens.length === 0 ? [] : phrasesOf(scan, undated)
  return {
    scan,
    phrases,
    context,
    evidence: gatherEvidence(datesOf(phrases), context),
    zone: phrases.length === 0 ? null : zoneOfText(scan),
  }
}

const dated = rememberedByText((text, context) => parse(text, context, undefined, false))
const halves = rememberedByText((text, context) => parse(text, context, undefined, true))

/** `undated` keeps times without date, for texts that are one half of a field pair. `table`: else the context's, else the package's. */
export const parseText = (
  text: string,
  context: DateContext,
  table: ZoneTable | undefined,
  undated = false,
): Parsed => {
  if (table) return parse(text, context, table, undated)
  return undated ? halves(text, context) : dated(text, context)
}

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

/** The words of a token range, for doubts and offsets. */
export const wordsOf = (scan: Scan, from: number, next: number): string =>
  scan.text.slice(scan.tokens[from]?.start ?? 0, scan.tokens[next - 1]?.end ?? 0).replace(/\s+/g, ' ')

const zoneFor = (
  mention: ZoneMention | null,
  local: number,
  context: DateContext,
  words: string,
  dateOnly: boolean,
): SettledZone & { readonly named: string | null } => {
  if (mention) {
    const settled = settleZone(mention, local, context)
    return { ...settled, named: settled.zone }
  }
  const habit = context.zone
  if (habit !== null && isZone(habit)) return { zone: habit, season: null, doubts: [], named: habit }
  // A bare day is a day everywhere: its window is kept in days.
  const doubts = dateOnly ? [] : [doubt('zone-missing', true, `"${words}" has no time zone; UTC was assumed.`)]
  return { zone: 'UTC', season: null, doubts, named: null }
}

const clockMs = (moment: RawMoment): number => {
  const { time } = moment
  return time ? time.hour * hourMs + time.minute * minuteMs + time.second * 1000 : 0
}

const slip = (words: string, zone: SettledZone, conversion: Conversion): Doubt[] => {
  if (conversion.skipped) {
    return [
      doubt(
        'dst-slip',
        false,
        `"${words}" is skipped by the clocks of ${zone.zone}; ${iso(conversion.utc)} was taken.`,
      ),
    ]
  }
  if (conversion.later === null || zone.season !== null) return []
  return [
    doubt('dst-slip', false, `"${words}" happens twice in ${zone.zone}; the first, ${iso(conversion.utc)}, was taken.`),
  ]
}

const contradicts = (moment: RawMoment, midnight: number, utc: number, context: DateContext): Doubt[] => {
  if (!moment.also) return []
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

export interface MomentPlan {
  readonly moment: RawMoment
  readonly day: Day
  readonly mention: ZoneMention | null
  readonly ownDate: boolean
  /** Token range of the instant's own words. */
  readonly scan: Scan
}

/** Brings one moment on its day to UTC. */
export const settleMoment = ({ moment, day, mention, ownDate, scan }: MomentPlan, context: DateContext): Settled => {
  const words = wordsOf(scan, moment.from, moment.next)
  const local = day.midnight + clockMs(moment)
  const zone = zoneFor(mention, local, context, words, moment.time === null)
  const converted = localToUtc(zone.zone, local)
  const conversion =
    zone.season === 'standard' && converted.later !== null
      ? { ...converted, utc: converted.later, later: null }
      : converted
  const slips = fixedOffset(zone.zone) === null && moment.time !== null ? slip(words, zone, conversion) : []
  const again = contradicts(moment, day.midnight, conversion.utc, context)
  const instant: Instant = {
    utc: iso(conversion.utc),
    dateOnly: moment.time === null,
    zone: zone.named,
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
  settleDay(date, wordsOf(parsed.scan, date.from, date.next), parsed.context, parsed.evidence, partner)

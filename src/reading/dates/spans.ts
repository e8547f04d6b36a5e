import { hasDigit } from '../digits.ts'
import type { DateContext, Instant, Span } from '../when.ts'
import { datedOnly, parseText } from './instants.ts'
import { offsets, rangeOfPhrase, spanOf } from './ranges.ts'
import { rememberedByText } from './remembered.ts'
import type { ZoneTable } from './zone-table.ts'

interface Told {
  readonly instants: readonly Instant[]
  readonly spans: readonly Span[]
}

const nothing: Told = { instants: [], spans: [] }

const toldIn = (text: string, context: DateContext, table?: ZoneTable): Told => {
  const parsed = datedOnly(parseText(text, context, table))
  if (parsed.phrases.length === 0) return nothing
  const instants: Instant[] = []
  const spans: Span[] = []
  for (const phrase of parsed.phrases) {
    const range = rangeOfPhrase(phrase, parsed)
    if (!range) continue
    instants.push(range.start.instant)
    if (range.end) instants.push(range.end.instant)
    if (range.end || phrase.open) spans.push(spanOf(range, ...offsets(phrase, parsed.scan)))
  }
  return { instants, spans }
}

const toldBefore = rememberedByText((text, context) => toldIn(text, context))

const told = (text: string, context: DateContext, table: ZoneTable | undefined): Told => {
  // Most texts have no digit: told before anything is looked up or made.
  if (!hasDigit(text)) return nothing
  return table ? toldIn(text, context, table) : toldBefore(text, context)
}

/**
 * All dates (with times) of a text, in order, the two ends of a window one after the other. A lone time without a date
 * is none. Linear in the text.
 */
export const readInstants = (text: string, context: DateContext, table?: ZoneTable): readonly Instant[] =>
  told(text, context, table).instants

/** All windows of a text, in order. A lone instant is none, unless the text says that the end is open. */
export const readSpans = (text: string, context: DateContext, table?: ZoneTable): readonly Span[] =>
  told(text, context, table).spans

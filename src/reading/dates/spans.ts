import type { DateContext, Instant, Span } from '../when.ts'
import { parseText } from './instants.ts'
import { offsets, rangeOfPhrase, spanOf } from './ranges.ts'
import { rememberedByText } from './remembered.ts'
import type { ZoneTable } from './zone-table.ts'

const instantsOf = (text: string, context: DateContext, table?: ZoneTable): readonly Instant[] => {
  const parsed = parseText(text, context, table)
  const out: Instant[] = []
  for (const phrase of parsed.phrases) {
    const range = rangeOfPhrase(phrase, parsed)
    if (range) out.push(range.start.instant)
    if (range?.end) out.push(range.end.instant)
  }
  return out
}

const windowsOf = (text: string, context: DateContext, table?: ZoneTable): readonly Span[] => {
  const parsed = parseText(text, context, table)
  const out: Span[] = []
  for (const phrase of parsed.phrases) {
    const range = rangeOfPhrase(phrase, parsed)
    if (range && (range.end || phrase.open)) out.push(spanOf(range, ...offsets(phrase, parsed.scan)))
  }
  return out
}

const instantsAgain = rememberedByText(instantsOf)
const windowsAgain = rememberedByText(windowsOf)

/**
 * All dates (with times) of a text, in order, the two ends of a window one after the other. A lone time without a date
 * is none. Linear in the text.
 */
export const readInstants = (text: string, context: DateContext, table?: ZoneTable): readonly Instant[] =>
  table ? instantsOf(text, context, table) : instantsAgain(text, context)

/** All windows of a text, in order. A lone instant is none, unless the text says that the end is open. */
export const readSpans = (text: string, context: DateContext, table?: ZoneTable): readonly Span[] =>
  table ? windowsOf(text, context, table) : windowsAgain(text, context)

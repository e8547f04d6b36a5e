/** The one way from words to instants: text → tokens → moments → phrases → instants and spans, a file in `dates/` each. */
export { joinDateAndTimes, joinSpan } from './dates/joins.ts'
export { readInstants, readSpans } from './dates/spans.ts'
export { absurdDays, longDays, spanToWindow } from './dates/windows.ts'
export type { DateContext, DateHabits, Instant, Span } from './when.ts'

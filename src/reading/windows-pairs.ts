/** Windows whose start and end stand under labels of their own. */

import type { KeyedField, View } from './contract.ts'
import { joinDateAndTimes, joinSpan, readInstants, readSpans } from './dates.ts'
import { hasDigit } from './digits.ts'
import { endLabel, notWindowLabel, startLabel, windowLabel } from './labels.ts'
import type { Doubt } from './notice.ts'
import { labelKey } from './view.ts'
import type { Span } from './when.ts'
import { type Candidate, candidate, hasClock, oneLine, sectionOf, zoned } from './windows-candidate.ts'

const isStart = (key: string): boolean => startLabel.test(key) && !notWindowLabel.test(key)
const isEnd = (key: string): boolean =>
  endLabel.test(key) && !startLabel.test(key.replace(endLabel, '')) && !notWindowLabel.test(key)

const insideEnd = /[,;]?\s{0,3}(?:end|finish|stop|until|fin|ende)\b[^:]{0,20}:/i

/** A value that holds its own end: `14:00 GMT, End Time: 15:00 GMT`, or a whole span. */
const selfContained = (f: KeyedField, words: string, view: View): readonly Candidate[] => {
  const value = oneLine(f)
  const text = `${f.label}: ${value}`
  const cut = insideEnd.exec(value)
  if (cut) {
    const span = joinSpan(value.slice(0, cut.index), value.slice(cut.index + cut[0].length), view.context)
    return span ? [candidate(span, words, f.place, text, 'pair')] : []
  }
  return readSpans(zoned(value, f.label), view.context).map((span) => candidate(span, words, f.place, text, 'pair'))
}

interface Open {
  readonly field: KeyedField
  readonly value: string
  /** Heading above, as in `Service Window: … backup`. */
  readonly section: string
}

interface State {
  readonly out: Candidate[]
  open: Open[]
  date: string | null
  section: string
  /** Old or new date above, as in `Previous date:` over `Start:` and `End:`. */
  dates: string
}

const qualifier = (key: string): string => key.replace(startLabel, '').replace(endLabel, '').replace(/\s+/g, ' ').trim()

const wordsOnly = /utc|gmt|hrs|local|time|central|eastern|pacific|mountain|[ap]\.?m\b|[a-z]{2,4}t\b/gi
const isTimeOnly = (value: string): boolean => hasClock(value) && !/\d{4}|[a-z]{3}/i.test(value.replace(wordsOnly, ''))

/** `Start Date: 12 May` and `Start Time: 22:00` make one start. Else the start labelled alike, else the oldest. */
const takeStart = (state: State, end: KeyedField): Open | undefined => {
  const [first, second] = state.open
  if (first && second && state.open.length === 2 && !hasClock(first.value) && isTimeOnly(second.value)) {
    state.open = []
    return { ...first, value: `${first.value} ${second.value}` }
  }
  const wanted = qualifier(end.key)
  const index = state.open.findIndex((o) => qualifier(o.field.key) === wanted)
  return state.open.splice(Math.max(index, 0), 1)[0]
}

const pairSpan = (start: Open, end: KeyedField, date: string | null, view: View): Span | null => {
  const from = zoned(start.value, start.field.label)
  const to = zoned(oneLine(end), end.label)
  if (date && isTimeOnly(start.value)) return joinDateAndTimes(date, `${from} - ${to}`, view.context)[0] ?? null
  return joinSpan(from, to, view.context)
}

// Vendors round by a minute; more than two is another moment.
const roundingMinutes = 2

/** `23:00 UTC (18:00 CET)`: the same moment again in brackets, which must be the same. */
const bracketDoubts = (value: string, view: View): readonly Doubt[] => {
  const [first, second] = value.includes('(') ? readInstants(value, view.context) : []
  if (!first?.zoneWritten || !second?.zoneWritten || !value.slice(first.end, second.start).includes('(')) return []
  const apart = Math.abs(Date.parse(first.utc) - Date.parse(second.utc)) / 60_000
  if (apart <= roundingMinutes) return []
  const detail = `“${value}” tells two moments, ${apart} minutes apart; the first is taken.`
  return [{ code: 'zones-disagree', blocking: true, detail }]
}

/** `2027-02-09 22:00 GMT 2027-02-16 22:00 GMT`: what was struck through stands beside what is new, and the rule is lost. */
const doubleDoubts = (value: string, view: View): readonly Doubt[] => {
  const [first, second] = /\d{4}.{8,40}\d{4}/.test(value) ? readInstants(value, view.context) : []
  if (!first || !second || first.dateOnly || second.dateOnly || first.zone !== second.zone) return []
  const apart = Math.abs(Date.parse(first.utc) - Date.parse(second.utc)) / 60_000
  if (apart <= roundingMinutes || !/^[\s)]{0,3}$/.test(value.slice(first.end, second.start))) return []
  return [{ code: 'parts-disagree', blocking: true, detail: `“${value}” tells two moments; the first is taken.` }]
}

/** `2027-02-09 22:00 GMT (OLD)`: a remark behind a time. */
const asideOf = (value: string): string => /\(([a-z]{3,12})\)\W{0,3}$/i.exec(value)?.[1]?.toLowerCase() ?? ''

const closePair = (state: State, end: KeyedField, view: View): void => {
  const start = takeStart(state, end)
  const span = start ? pairSpan(start, end, state.date, view) : null
  if (!start || !span) return
  const text = `${start.field.label}: ${start.value} · ${end.label}: ${oneLine(end)}`
  const words = `${start.section} ${start.field.key} ${end.key} ${asideOf(start.value)}`
  const told = [start.value, oneLine(end)]
  const doubts = [...span.doubts, ...told.flatMap((v) => [...bracketDoubts(v, view), ...doubleDoubts(v, view)])]
  state.out.push(candidate({ ...span, doubts }, words, start.field.place, text, 'pair'))
}

const openPair = (state: State, f: KeyedField, hasDate: boolean, view: View): void => {
  const own = hasDate ? selfContained(f, `${state.section} ${state.dates} ${f.key}`, view) : []
  if (own.length) state.out.push(...own)
  else state.open.push({ field: f, value: oneLine(f), section: `${state.section} ${state.dates}` })
}

const sectionLabel = /\b(?:window|night|option|date|schedule|activity|day|fenetre|ventana|termin)\b/

const step = (state: State, f: KeyedField, view: View): void => {
  state.dates = sectionOf(f, state.dates)
  const usable = f.value.length <= 300 && hasDigit(f.value)
  const hasDate = usable && readInstants(oneLine(f), view.context).length > 0
  const timed = usable && (hasDate || hasClock(f.value))
  if (timed && isStart(f.key)) openPair(state, f, hasDate, view)
  else if (timed && isEnd(f.key) && state.open.length) closePair(state, f, view)
  else if (hasDate && !hasClock(f.value) && windowLabel.test(f.key) && !notWindowLabel.test(f.key))
    state.date = oneLine(f)
  else if (!hasDate && f.value.length <= 100 && sectionLabel.test(f.key))
    state.section = labelKey(`${f.label} ${f.value}`)
}

const durationLabel =
  /^(?:(?:expected|estimated|planned|total|maintenance|work|window|activity) )?duration(?: of (?:the )?(?:work|works|maintenance|activity|window))?$|^(?:dauer|duree|duracion|durata|duracao|czas trwania)$/
const durationForm =
  /^(?:approx\.?|about|up to|~)?\s?(\d{1,4}(?:\.\d)?)\s?(m|min|mins|minutes?|minuten|h|hr|hrs|hours?|stunden|heures?|horas?|ore|days?)\.?$/i

/** Minutes under a label of duration: `4 hours`, `240 min`. */
const durationOf = (view: View): number | null => {
  for (const f of view.fields) {
    const match = durationLabel.test(f.key) ? durationForm.exec(f.value.trim().slice(0, 40)) : null
    const unit = match?.[2]?.[0]?.toLowerCase()
    if (match?.[1]) return Number(match[1]) * (unit === 'm' ? 1 : unit === 'd' ? 1440 : 60)
  }
  return null
}

/** A start whose end is told as a duration. */
const lasting = (span: Span, minutes: number | null): Span => {
  if (span.end || span.start.dateOnly || !minutes) return span
  const utc = `${new Date(Date.parse(span.start.utc) + minutes * 60_000).toISOString().slice(0, 19)}Z`
  return {
    ...span,
    end: { ...span.start, utc, doubts: [] },
    doubts: span.doubts.filter((d) => d.code !== 'window-end-missing'),
  }
}

const alone = (o: Open, view: View): readonly Candidate[] => {
  const start = joinSpan(zoned(o.value, o.field.label), null, view.context)
  const span = start ? lasting(start, durationOf(view)) : null
  return span
    ? [candidate(span, `${o.section} ${o.field.key}`, o.field.place, `${o.field.label}: ${o.value}`, 'pair')]
    : []
}

const isDateOnly = (f: KeyedField, view: View): boolean =>
  f.value.length <= 60 && !hasClock(f.value) && readInstants(oneLine(f), view.context).some((i) => i.dateOnly)

const sideOf = (f: KeyedField): 'start' | 'end' | null => (isStart(f.key) ? 'start' : isEnd(f.key) ? 'end' : null)

const near = 4

/** The date that a time of day belongs to: the last one of its own side, a few fields above. */
const dateFor = (fields: readonly KeyedField[], at: number, used: ReadonlySet<KeyedField>, view: View): number => {
  const time = fields[at]
  const side = time && time.value.length <= 60 && isTimeOnly(oneLine(time)) ? sideOf(time) : null
  for (let i = at - 1; side && i >= 0 && i >= at - near; i--) {
    const f = fields[i]
    if (f && sideOf(f) === side) return !used.has(f) && isDateOnly(f, view) ? i : -1
  }
  return -1
}

/** `Start Date`, `Start Time`, `End Date`, `End Time`, in any order: each date with its time as one field. */
const withTimes = (fields: readonly KeyedField[], view: View): readonly KeyedField[] => {
  const times = new Map<KeyedField, KeyedField>()
  const used = new Set<KeyedField>()
  fields.forEach((f, i) => {
    const date = fields[dateFor(fields, i, used, view)]
    if (!date) return
    used.add(f)
    times.set(date, f)
  })
  if (used.size === 0) return fields
  return fields
    .filter((f) => !used.has(f))
    .map((f) => {
      const time = times.get(f)
      return time
        ? { ...f, value: `${oneLine(f)} ${oneLine(time)}`, label: zoned(f.label, time.label), toLine: time.toLine }
        : f
    })
}

/** Labelled starts and ends, each start with the end that follows it. A start that no end follows has an unknown end. */
export const fromPairs = (view: View): readonly Candidate[] => {
  const state: State = { out: [], open: [], date: null, section: '', dates: '' }
  for (const f of withTimes(view.fields, view)) step(state, f, view)
  const leftover = state.open.flatMap((o) => alone(o, view))
  return [...state.out, ...leftover.filter((l) => !state.out.some((o) => o.span.start.utc === l.span.start.utc))]
}

/** `Date: 12 May 2026` with `Time: 22:00 - 04:00 UTC` under labels of their own. */
export const fromDateAndTime = (view: View): readonly Candidate[] => {
  let date: KeyedField | null = null
  const out: Candidate[] = []
  for (const f of view.fields) {
    if (notWindowLabel.test(f.key) || f.value.length > 200 || !windowLabel.test(f.key)) continue
    if (!hasClock(f.value)) {
      if (readInstants(oneLine(f), view.context).length) date = f
    } else if (date) {
      const text = `${date.label}: ${oneLine(date)} · ${f.label}: ${oneLine(f)}`
      for (const span of joinDateAndTimes(oneLine(date), zoned(oneLine(f), f.label), view.context))
        out.push(candidate(span, `${date.key} ${f.key}`, date.place, text, 'pair'))
    }
  }
  return out
}

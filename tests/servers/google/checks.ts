/** Whether a request is one that Google takes. Strict on purpose: what Google would swallow in silence is refused here. */
import { eventFields, innerFields, isKind, isWritten, type Operation, parameters } from './discovery.ts'

/** An error answer of the API, in its own words. */
export class Refusal extends Error {
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.reason = reason
    this.headers = headers
  }
}

export type Json = Readonly<Record<string, unknown>>
export const asObject = (value: unknown): Json => (isKind(value, 'object') ? (value as Json) : {})
const invalid = (message: string, reason = 'invalid'): Refusal => new Refusal(400, reason, message)

/** Names and forms of query parameters: discovery. */
export const checkQuery = (operation: Exclude<Operation, 'token'>, query: URLSearchParams): void => {
  for (const [name, value] of query) {
    const kind = parameters[operation][name]
    if (kind === undefined) throw invalid(`Unknown parameter: ${name}`)
    if (!isWritten(value, kind)) throw invalid(`Not a ${kind}: ${name}=${value}`, 'invalidParameter')
  }
  // discovery, events.list `maxResults`: "can never be larger than 2500"
  const most = Number(query.get('maxResults') ?? 250)
  if (most < 1 || most > 2500) throw invalid('maxResults must be 1 to 2500', 'invalidParameter')
}

const checkNames = (value: Json, fields: Readonly<Record<string, Parameters<typeof isKind>[1]>>, at: string): void => {
  for (const [name, inner] of Object.entries(value)) {
    const kind = fields[name]
    if (kind === undefined) throw invalid(`Unknown name "${name}" at '${at}': Cannot find field.`)
    if (inner !== null && !isKind(inner, kind)) throw invalid(`'${at}.${name}' is not a ${kind}`)
  }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

/** Source: discovery, schemas.EventDateTime; google.md §1 "All-day": the end is exclusive. */
const checkTimes = (event: Json): void => {
  const start = asObject(event.start)
  const end = asObject(event.end)
  // discovery, schemas.Event.start/end `annotations.required`: insert, update
  if (event.start == null) throw invalid('Missing start time.', 'required')
  if (event.end == null) throw invalid('Missing end time.', 'required')
  for (const when of [start, end]) {
    if ((when.date == null) === (when.dateTime == null)) throw invalid('Exactly one of date and dateTime is needed.')
    if (when.date != null && !isDate(String(when.date))) throw invalid('Invalid value for: Invalid format: date')
    if (when.dateTime != null && Number.isNaN(Date.parse(String(when.dateTime)))) throw invalid('Invalid dateTime')
  }
  if ((start.date == null) !== (end.date == null))
    throw invalid('Start and end times must either both be date or both be dateTime.')
  const from = Date.parse(String(start.date ?? start.dateTime))
  if (Date.parse(String(end.date ?? end.dateTime)) <= from)
    throw invalid('The specified time range is empty.', 'timeRangeEmpty')
}

const oneOf = (event: Json, field: string, values: readonly string[]): void => {
  const value = event[field]
  if (value != null && !values.includes(String(value))) throw invalid(`Invalid value for ${field}: ${value}`)
}

/** Source: discovery, schemas.Event (`id`, `status`, `transparency`, `colorId`, `source.url`, `reminders`). */
const checkValues = (event: Json): void => {
  if (event.id != null && !/^[a-v0-9]{5,1024}$/.test(String(event.id))) throw invalid('Invalid resource id value.')
  oneOf(event, 'status', ['confirmed', 'tentative', 'cancelled'])
  oneOf(event, 'transparency', ['opaque', 'transparent'])
  oneOf(event, 'colorId', ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'])
  const { url } = asObject(event.source)
  if (event.source != null && !/^https?:\/\//.test(String(url))) throw invalid('Invalid source URL')
  const { useDefault, overrides } = asObject(event.reminders)
  if (useDefault === true && Array.isArray(overrides) && overrides.length > 0)
    throw invalid('Cannot use default reminders and specify overrides.', 'cannotUseDefaultRemindersAndSpecifyOverride')
  for (const side of Object.values(asObject(event.extendedProperties)))
    for (const value of Object.values(asObject(side)))
      if (typeof value !== 'string') throw invalid('Extended property values must be strings')
}

/** The whole body of an insert or update. */
export const checkEvent = (body: unknown): Json => {
  if (!isKind(body, 'object')) throw invalid('Parse Error', 'parseError')
  const event = body as Json
  checkNames(event, eventFields, 'event')
  for (const [name, fields] of Object.entries(innerFields))
    if (event[name] != null) checkNames(asObject(event[name]), fields, `event.${name}`)
  checkTimes(event)
  checkValues(event)
  return event
}

/** Google drops keys over 44 and cuts values over 1024 characters without a word: google.md §1 "extendedProperties". */
export const silentlyCut = (properties: unknown): Json =>
  Object.fromEntries(
    Object.entries(asObject(properties)).map(([side, values]) => [
      side,
      Object.fromEntries(
        Object.entries(asObject(values))
          .filter(([key]) => key.length <= 44)
          .map(([key, value]) => [key, String(value).slice(0, 1024)]),
      ),
    ]),
  )

/**
 * What the Calendar v3 discovery document (revision 20260708) says of the calls and fields that maintcal may use.
 * Copied by hand, so that the tests need no download.
 */

export type Operation = 'list' | 'get' | 'insert' | 'update' | 'delete' | 'token'
type Kind = 'string' | 'boolean' | 'integer' | 'array' | 'object'

/** Query parameters of every method: discovery, `parameters`. */
const common: Readonly<Record<string, Kind>> = {
  alt: 'string',
  fields: 'string',
  key: 'string',
  oauth_token: 'string',
  prettyPrint: 'boolean',
  quotaUser: 'string',
  userIp: 'string',
}

const writing: Readonly<Record<string, Kind>> = {
  conferenceDataVersion: 'integer',
  eventLabelVersion: 'integer',
  maxAttendees: 'integer',
  sendNotifications: 'boolean',
  sendUpdates: 'string',
  supportsAttachments: 'boolean',
}

/** Query parameters: discovery, `resources.events.methods.*.parameters`. */
export const parameters: Readonly<Record<Exclude<Operation, 'token'>, Readonly<Record<string, Kind>>>> = {
  list: {
    ...common,
    alwaysIncludeEmail: 'boolean',
    eventTypes: 'string',
    iCalUID: 'string',
    maxAttendees: 'integer',
    maxResults: 'integer',
    orderBy: 'string',
    pageToken: 'string',
    privateExtendedProperty: 'string',
    q: 'string',
    sharedExtendedProperty: 'string',
    showDeleted: 'boolean',
    showHiddenInvitations: 'boolean',
    singleEvents: 'boolean',
    syncToken: 'string',
    timeMax: 'string',
    timeMin: 'string',
    timeZone: 'string',
    updatedMin: 'string',
  },
  get: { ...common, alwaysIncludeEmail: 'boolean', maxAttendees: 'integer', timeZone: 'string' },
  insert: { ...common, ...writing },
  update: { ...common, ...writing, alwaysIncludeEmail: 'boolean' },
  delete: { ...common, sendNotifications: 'boolean', sendUpdates: 'string' },
}

/** Parameters that may not stand beside syncToken: discovery, events.list `syncToken`. */
export const notWithSyncToken = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
] as const

const kinds = (kind: Kind, names: string): Record<string, Kind> =>
  Object.fromEntries(names.split(' ').map((name) => [name, kind]))

/** discovery, `schemas.Event.properties`. */
export const eventFields: Readonly<Record<string, Kind>> = {
  ...kinds(
    'string',
    'colorId created description etag eventLabelId eventType hangoutLink htmlLink iCalUID id kind location recurringEventId status summary transparency updated visibility',
  ),
  ...kinds(
    'boolean',
    'anyoneCanAddSelf attendeesOmitted endTimeUnspecified guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests locked privateCopy',
  ),
  ...kinds('integer', 'sequence'),
  ...kinds('array', 'attachments attendees recurrence'),
  ...kinds(
    'object',
    'birthdayProperties conferenceData creator end extendedProperties focusTimeProperties gadget organizer originalStartTime outOfOfficeProperties reminders source start workingLocationProperties',
  ),
}

/** Fields of the objects inside an Event that maintcal writes: discovery, `schemas.Event.properties.*.properties`, `schemas.EventDateTime`. */
export const innerFields: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  start: kinds('string', 'date dateTime timeZone'),
  end: kinds('string', 'date dateTime timeZone'),
  source: kinds('string', 'title url'),
  reminders: { useDefault: 'boolean', overrides: 'array' },
  extendedProperties: { private: 'object', shared: 'object' },
}

export const isKind = (value: unknown, kind: Kind): boolean => {
  if (kind === 'array') return Array.isArray(value)
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (kind === 'integer') return Number.isInteger(value)
  return typeof value === kind
}

/** The same for a value written in a query. */
export const isWritten = (value: string, kind: Kind): boolean => {
  if (kind === 'boolean') return value === 'true' || value === 'false'
  return kind !== 'integer' || /^\d{1,9}$/.test(value)
}

import type { Bcop } from '../src/reading/vendor.ts'

/**
 * The BCOP maintenance note: an iCal VEVENT with X-MAINTNOTE properties
 * (draft of the NANOG/RIPE BCOP "Maintenance Notifications", on RFC 5545).
 */
export const bcop = {
  provider: 'x-maintnote-provider',
  account: 'x-maintnote-account',
  maintenanceId: 'x-maintnote-maintenance-id',
  object: 'x-maintnote-object-id',
  objectImpact: 'x-maintnote-object-impact',
  impact: 'x-maintnote-impact',
  status: 'x-maintnote-status',
  /** What the note must hold; what is missing becomes a doubt. */
  required: [
    'x-maintnote-provider',
    'x-maintnote-account',
    'x-maintnote-maintenance-id',
    'x-maintnote-object-id',
    'dtstart',
    'dtend',
    'dtstamp',
    'organizer',
  ],
} satisfies Bcop

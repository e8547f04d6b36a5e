import { field, hasField, none, subjectSays, type Vendor } from '../src/reading/vendor.ts'

/** DE-CIX writes UTC, years first, and touches peers, not circuits; `Notification type: CLOSE` ends the work. */
export const decix = {
  name: 'decix',
  title: 'DE-CIX',
  senders: ['de-cix.net'],
  brand: /DE-CIX/,
  zone: 'UTC',
  dateOrder: 'ymd',
  idShape: /\bDXDB:MAINT:\d+\b/,
  formats: [
    {
      name: 'incident',
      when: [subjectSays(/^\W{0,4}(?:\[.{1,40}\] ?)?INCIDENT\b|\bDXDB:INC/)],
      class: 'incident',
    },
    {
      name: 'maintenance',
      when: [hasField(/^(?:work|maintenance) start/)],
      id: field(/^de cix maintenance id|^maintenance id/),
      circuits: none,
      impact: field(/^impact$/),
      summary: field(/^work description/),
      location: field(/^(?:devices|affected entities)/),
    },
  ],
} satisfies Vendor
